//! Invented complaints, as the program keeps them, with what happened to them and their rows of the search.
use std::ops::Range;

use anyhow::Context as _;
use kernel::db::fts::{self, Doc};
use kernel::{App, args};
use time::macros::{date, datetime};
use time::{Date, Duration};
use uuid::Uuid;

use crate::dice::{Dice, Pace};
use crate::fill::{self, Bulk};

/// One complaint every two minutes, since early in 2022.
pub const PACE: Pace = Pace { first: datetime!(2022-01-03 00:00 UTC), step: 120 };
const NEVER: Date = date!(9999 - 12 - 31);
/// What complaints are about, with words that the search finds.
const SUBJECTS: [&str; 8] = [
    "Lampu jalan padam",
    "Jalan berlubang di depan pasar",
    "Sampah menumpuk di tepi sungai",
    "Air bersih tidak mengalir",
    "Antrean pelayanan terlalu lama",
    "Jembatan kayu lapuk",
    "Saluran air tersumbat",
    "Bangunan sekolah bocor",
];
const MORE: [&str; 6] = [
    "Sudah beberapa minggu begini dan warga sekitar terganggu.",
    "Kami berharap ada petugas yang datang memeriksa.",
    "Anak sekolah lewat di sini setiap pagi.",
    "Pernah diperbaiki, tetapi rusak lagi setelah hujan lebat.",
    "Mohon keterangan kapan akan dikerjakan.",
    "Foto terlampir diambil dari seberang jalan.",
];
const COLUMNS: &[&str] = &[
    "id",
    "version",
    "created",
    "updated",
    "unit",
    "nomor",
    "tanda",
    "kanal",
    "keadaan",
    "aktif",
    "klasifikasi",
    "kategori",
    "judul",
    "uraian",
    "desa",
    "kecamatan",
    "patokan",
    "sifat",
    "setuju_terbit",
    "terbit",
    "terbit_pada",
    "judul_publik",
    "uraian_publik",
    "diterima",
    "bulan",
    "mulai",
    "batas",
    "tenggat",
    "eskalasi",
    "putaran",
    "dijawab",
    "selesai",
    "terlambat",
    "hari_jawab",
    "hari_selesai",
    "pengikut",
];
const STEPS: &[&str] = &["id", "pengaduan", "tindakan", "peran", "teks", "teks_publik", "terlihat", "dikabari", "pada"];

/// What complaints point to.
pub struct Ground {
    units: Vec<Uuid>,
    villages: Vec<(String, String)>,
    categories: Vec<String>,
}

impl Ground {
    /// Reads what is there.
    pub async fn prepare(app: &App) -> anyhow::Result<Ground> {
        let units = app.units().await.map_err(crate::place::plain)?;
        let units: Vec<Uuid> = units.iter().filter(|unit| unit.is_agency).map(|unit| unit.id).collect();
        let regions = app.regions().await.map_err(crate::place::plain)?;
        let villages = regions.into_iter().filter(|each| each.kind != "kecamatan");
        let villages: Vec<(String, String)> =
            villages.filter_map(|each| each.parent.map(|parent| (each.code, parent))).collect();
        let rows = app.db.query("select kode from kategori_pengaduan where aktif order by kode", args![]).await?;
        let categories = rows.iter().map(|row| row.get("kode")).collect::<Result<Vec<String>, _>>()?;
        anyhow::ensure!(
            !units.is_empty() && !villages.is_empty() && !categories.is_empty(),
            "no ground for complaints"
        );
        Ok(Ground { units, villages, categories })
    }

    /// Adds complaints.
    pub async fn grow(&self, app: &App, numbers: Range<usize>, tell: impl FnMut(usize)) -> anyhow::Result<()> {
        fill::grow(app, numbers, tell, async |tx, numbers| {
            let (mut rows, mut steps, mut docs) =
                (Bulk::new("pengaduan", COLUMNS), Bulk::new("pengaduan_jejak", STEPS), Vec::new());
            for number in numbers {
                docs.push(self.add(number, &mut rows, &mut steps)?);
            }
            rows.write(tx).await?;
            steps.write(tx).await?;
            Ok(fts::put_all(tx, &docs).await?)
        })
        .await
    }

    fn add(&self, number: usize, rows: &mut Bulk, steps: &mut Bulk) -> anyhow::Result<Doc> {
        let mut dice = Dice::of(number);
        let (id, at) = (PACE.id(1, number), PACE.at(number));
        let (unit, category) = (*dice.pick(&self.units)?, dice.pick(&self.categories)?.clone());
        let (village, district) = dice.pick(&self.villages)?.clone();
        let title = format!("{} RT {:02}", dice.pick(&SUBJECTS)?, number % 20 + 1);
        let text = format!("{title}. {} {} Laporan {number}.", dice.pick(&MORE)?, dice.pick(&MORE)?);
        let class =
            *dice.pick(&["permintaan_informasi", "tidak_berkadar_pengawasan", "berkadar_pengawasan", "aspirasi"])?;
        // Most are over; one in fifty of all is under way, at any size about as old as the newest.
        let over = !dice.percent(2);
        let shown = dice.percent(70);
        let state = if over { "selesai" } else { "diproses" };
        let (answered, done) = (at + Duration::days(2), at + Duration::days(9));
        let day = at.date();
        let month = day.replace_day(1).context("a month without its first day")?;
        let number_text = format!("PGD-{:04X}-{:04X}", number >> 16, number & 0xFFFF);
        let due = day + Duration::days(20);
        rows.push(args![
            id,
            3_i64,
            at,
            done,
            unit,
            number_text.clone(),
            "-",
            *dice.pick(&["web", "web", "web", "loket", "surel", "open311"])?,
            state,
            !over,
            class,
            category,
            title.clone(),
            text.clone(),
            village,
            district,
            "Depan balai desa",
            "terbuka",
            shown,
            shown,
            shown.then_some(at + Duration::days(1)),
            shown.then(|| title.clone()),
            shown.then(|| text.clone()),
            at,
            month,
            day,
            if over { NEVER } else { due },
            due,
            0_i64,
            1_i64,
            answered,
            over.then_some(done),
            false,
            2_i64,
            over.then_some(7_i64),
            0_i64
        ])?;
        for (place, (what, who, when)) in
            [("terima", "pelapor", at), ("jawab", "petugas", answered), ("selesai", "petugas", done)]
                .into_iter()
                .enumerate()
        {
            let kind = u8::try_from(place + 2)?;
            let told = "Petugas sudah memeriksa ke tempat dan menjadwalkan perbaikan.";
            steps.push(args![PACE.id(kind, number), id, what, who, told, told, "publik", true, when])?;
        }
        Ok(Doc {
            id,
            kind: kernel::search::kind("pengaduan", false),
            unit: Some(unit),
            owner: None,
            readers: vec![],
            title: title.clone(),
            summary: format!("{number_text}, Selesai"),
            url: format!("/meja-pengaduan/{id}"),
            stems: kernel::search::stems(&text),
            parts: None,
            updated: done,
        })
    }
}
