//! How long letters take from step to step, in working hours.
use http::StatusCode;
use kernel::indonesia::angka;
use kernel::indonesia::kerja::Kalender;
use kernel::page::{self, Chart, Datum, Link};
use kernel::web::Options;
use kernel::{App, Ctx, Response, Result, Val, args};
use maud::{Markup, html};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::pages;
use super::web::{alamat, permintaan};
use crate::masuk::pages::tab;

/// Letters whose steps are looked at one by one; the newest of the period.
const TERBARU: usize = 3000;

/// The average of one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Langkah {
    /// From what to what.
    pub nama: &'static str,
    /// How many letters went through it.
    pub banyak: i64,
    /// Working minutes on average; none without letters.
    pub menit: Option<f64>,
}

/// A duration for people: minutes below an hour, hours with one decimal otherwise.
pub fn tulis(menit: f64) -> String {
    if menit < 59.5 {
        return format!("{} menit", angka::bulat(menit.round() as i64));
    }
    let sepersepuluh = (menit / 6.0).round() as i64;
    let (jam, sisa) = (sepersepuluh / 10, sepersepuluh % 10);
    if sisa == 0 { format!("{} jam", angka::bulat(jam)) } else { format!("{},{sisa} jam", angka::bulat(jam)) }
}

fn masa(app: &App, dari: Date, sampai: Date) -> (OffsetDateTime, OffsetDateTime) {
    let zona = app.profile.zone();
    let tengah_malam = time::Time::MIDNIGHT;
    (zona.saat(dari, tengah_malam), zona.saat(sampai.next_day().unwrap_or(sampai), tengah_malam))
}

fn di(unit: &[Uuid], values: &mut Vec<Val>) -> String {
    let marks: Vec<String> = unit
        .iter()
        .map(|satu| {
            values.push((*satu).into());
            format!("${}", values.len())
        })
        .collect();
    marks.join(",")
}

/// Steps of incoming letters that were registered in the period.
pub async fn masuk(app: &App, unit: &[Uuid], dari: Date, sampai: Date) -> Result<Vec<Langkah>> {
    let nama = ["Diterima sampai dicatat", "Dicatat sampai didisposisikan", "Didisposisikan sampai selesai"];
    if unit.is_empty() {
        return Ok(nama.into_iter().map(|nama| Langkah { nama, banyak: 0, menit: None }).collect());
    }
    let (awal, akhir) = masa(app, dari, sampai);
    let mut values = args![awal, akhir];
    let marks = di(unit, &mut values);
    let text = format!(
        "select count(s.menit_catat) as n1, avg(s.menit_catat) as r1, count(s.menit_disposisi) as n2, avg(s.menit_disposisi) as r2, \
         count(s.menit_selesai) as n3, avg(s.menit_selesai) as r3 from surat_masuk s \
         where s.unit in ({marks}) and s.dicatat >= $1 and s.dicatat < $2"
    );
    let row = app.db.one(&text, values).await?;
    nama.into_iter()
        .zip([("n1", "r1"), ("n2", "r2"), ("n3", "r3")])
        .map(|(nama, (n, r))| Ok(Langkah { nama, banyak: row.get(n)?, menit: row.get::<Option<f64>>(r)? }))
        .collect()
}

/// Steps of outgoing letters that were issued in the period, of the newest ones.
pub async fn keluar(app: &App, kalender: &Kalender, unit: &[Uuid], dari: Date, sampai: Date) -> Result<Vec<Langkah>> {
    let mut konsep = (0_i64, 0_i64);
    let mut terbit = (0_i64, 0_i64);
    if !unit.is_empty() {
        let (awal, akhir) = masa(app, dari, sampai);
        let mut values = args![awal, akhir];
        let marks = di(unit, &mut values);
        let text = format!(
            "select n.created, n.diajukan, n.terbit from naskah n where n.unit in ({marks}) and n.arah = 'keluar' and n.terbit is not null \
             and n.terbit >= $1 and n.terbit < $2 order by n.terbit desc limit {TERBARU}"
        );
        for row in app.db.query(&text, values).await? {
            let (mulai, diajukan): (OffsetDateTime, Option<OffsetDateTime>) =
                (row.get("created")?, row.get("diajukan")?);
            let selesai: OffsetDateTime = row.get("terbit")?;
            if let Some(diajukan) = diajukan {
                konsep = (konsep.0 + 1, konsep.1 + kalender.menit_antara(mulai, diajukan).max(0));
                terbit = (terbit.0 + 1, terbit.1 + kalender.menit_antara(diajukan, selesai).max(0));
            }
        }
    }
    let rata = |nama, (banyak, jumlah): (i64, i64)| Langkah {
        nama,
        banyak,
        menit: (banyak > 0).then(|| jumlah as f64 / banyak as f64),
    };
    Ok(vec![rata("Konsep sampai diajukan", konsep), rata("Diajukan sampai ditandatangani", terbit)])
}

fn bagan(id: &str, judul: &str, langkah: &[Langkah]) -> Markup {
    let data: Vec<Datum<'_>> = langkah
        .iter()
        .map(|satu| {
            let teks = satu.menit.map_or_else(
                || "belum ada".to_owned(),
                |menit| format!("{} ({} surat)", tulis(menit), angka::bulat(satu.banyak)),
            );
            Datum::new(satu.nama, satu.menit.unwrap_or(0.0), teks)
        })
        .collect();
    page::bar_chart(
        &Chart {
            id,
            title: judul,
            description: "Rata-rata lama setiap langkah dalam jam kerja.",
            label_heading: "Langkah",
            value_heading: "Rata-rata lama",
            most: None,
        },
        &data,
    )
}

/// GET /agenda_surat/statistik
pub async fn show(ctx: Ctx) -> Result<Response> {
    let minta = permintaan(&ctx);
    let saring = &minta.saring;
    let kalender = ctx.app.calendar().await?;
    let masuk = masuk(&ctx.app, &saring.unit, saring.dari, saring.sampai).await?;
    let keluar = keluar(&ctx.app, &kalender, &saring.unit, saring.dari, saring.sampai).await?;
    let body = html! {
        (page::heading(&pages::masa(&minta), "Lama penyelesaian surat", html! {}))
        (tab(&ctx, "/agenda_surat"))
        p.govuk-body { "Dihitung dalam jam kerja menurut kalender kerja kabupaten. "
            a.govuk-link href=(alamat(&ctx, "/agenda_surat", &[])) { "Ubah masa dan unit di agenda" } "." }
        (bagan("lama-masuk", "Surat masuk", &masuk))
        (bagan("lama-keluar", "Surat keluar", &keluar))
    };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Agenda surat", alamat(&ctx, "/agenda_surat", &[]))];
    ctx.framed(StatusCode::OK, Options { title: "Lama penyelesaian surat", breadcrumbs, ..Options::default() }, body)
}

#[cfg(test)]
mod tests {
    #[test]
    fn durations_are_written_for_people() {
        let table = [
            (0.0, "0 menit"),
            (59.4, "59 menit"),
            (60.0, "1 jam"),
            (90.0, "1,5 jam"),
            (6000.0, "100 jam"),
            (6006.0, "100,1 jam"),
        ];
        for (menit, harap) in table {
            assert_eq!(super::tulis(menit), harap);
        }
    }
}
