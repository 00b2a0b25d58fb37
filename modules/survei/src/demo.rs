//! A demonstration: four services of two agencies with invented answers over two half-years, one of them published, one running. The
//! same regency always gets the same answers.
use kernel::module::Unit;
use kernel::{App, BoxFuture, Result, Subject, Val, Write, args};
use register::Record;
use time::{Date, Duration, Month};
use uuid::Uuid;

use crate::model::{DIMENSI, Jalan, Jawaban, UNSUR_NAMA};
use crate::registers::{LAYANAN, PERIODE, TINDAK_LANJUT, TITIK};
use crate::rules::nilai::UNSUR;
use crate::{store, tabel};

/// Answers of the demonstration.
const JAWABAN: usize = 300;

/// Services: name, users of a half-year, how it is judged in hundredths.
const LAYANAN_CONTOH: [[(&str, i64, u64); 2]; 2] = [
    [("Penerbitan surat keterangan", 900, 330), ("Permohonan informasi publik", 260, 300)],
    [("Rekomendasi izin usaha kecil", 420, 345), ("Legalisasi dokumen", 650, 312)],
];

const KOMENTAR: [&str; 6] = [
    "Pelayanannya cepat dan petugasnya jelas menerangkan.",
    "Ruang tunggu sempit, tolong ditambah kursi.",
    "Syarat di papan pengumuman berbeda dengan yang diminta petugas loket.",
    "Pak Sabar di loket 2 sangat membantu, terima kasih.",
    "Nomor antrean lebih baik bisa diambil dari rumah. Hubungi saya di 0812 0000 0000 bila perlu.",
    "Sudah mengadu dua kali, belum ada jawaban.",
];

/// Numbers that look random and are the same every time.
struct Undi(u64);

impl Undi {
    fn sampai(&mut self, batas: u64) -> u64 {
        // A step of SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % batas.max(1)
    }

    /// Around `tengah` hundredths, 1 to 4.
    fn nilai(&mut self, tengah: u64) -> i64 {
        let angka = tengah + self.sampai(160);
        i64::try_from((angka.saturating_sub(30) / 100).clamp(1, 4)).unwrap_or(3)
    }

    fn jawaban(&mut self, tengah: u64) -> Jawaban {
        let mut nilai = [0; UNSUR];
        for (unsur, tempat) in nilai.iter_mut().enumerate() {
            // Complaints and rooms are judged lower, manners higher.
            let geser = match unsur {
                6 => tengah + 20,
                7 => tengah.saturating_sub(45),
                8 => tengah.saturating_sub(25),
                _ => tengah,
            };
            *tempat = self.nilai(geser);
        }
        let diri = DIMENSI.map(|satu| {
            let banyak = u64::try_from(satu.kelompok.len()).unwrap_or(0);
            let pilih = usize::try_from(self.sampai(banyak + 1)).unwrap_or(0);
            satu.kelompok.get(pilih).map(|(kunci, _)| *kunci)
        });
        let jalan = if self.sampai(3) == 0 { Jalan::Loket } else { Jalan::Tautan };
        Jawaban { nilai, diri, jalan, komentar: String::new() }
    }
}

/// Does nothing when there are answers already, or no units.
pub fn jalankan(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let ada = app.db.optional("select 1 as yes from survei_jawaban limit 1", args![]).await?;
        let mut units: Vec<Unit> = app.units().await?.into_iter().filter(|unit| unit.is_agency).collect();
        if ada.is_some() || units.is_empty() {
            return Ok(());
        }
        // Where people of the demonstration work.
        units.sort_by_key(|unit| !unit.roles.iter().any(|peran| peran == "diskominfo"));
        let mut undi = Undi(14_2017);
        for (unit, layanan) in units.iter().zip(LAYANAN_CONTOH) {
            perangkat(&app, unit.id, &layanan, &mut undi).await?;
        }
        Ok(())
    })
}

/// The half-year that ended before this day, and that of the day up to it.
fn masa(kini: Date) -> [(Date, Date, String); 2] {
    let hari = |tahun: i32, bulan: Month, hari: u8| Date::from_calendar_date(tahun, bulan, hari).unwrap_or(kini);
    let tahun = kini.year();
    if u8::from(kini.month()) <= 6 {
        [
            (
                hari(tahun - 1, Month::July, 1),
                hari(tahun - 1, Month::December, 31),
                format!("Semester II {}", tahun - 1),
            ),
            (hari(tahun, Month::January, 1), hari(tahun, Month::June, 30), format!("Semester I {tahun}")),
        ]
    } else {
        [
            (hari(tahun, Month::January, 1), hari(tahun, Month::June, 30), format!("Semester I {tahun}")),
            (hari(tahun, Month::July, 1), hari(tahun, Month::December, 31), format!("Semester II {tahun}")),
        ]
    }
}

async fn perangkat(app: &App, unit: Uuid, layanan: &[(&str, i64, u64); 2], undi: &mut Undi) -> Result<()> {
    let kini = app.today();
    let mut write = Write::system(app, "survei.contoh").await?;
    let mut daftar = vec![];
    for (nama, populasi, tengah) in layanan {
        let mut record = Record::blank(&LAYANAN, Uuid::now_v7());
        record.unit = Some(unit);
        record.set("nama", *nama);
        record.set("populasi", *populasi);
        record.set("aktif", true);
        let id = register::store::insert(&mut write, &record).await?.id;
        let mut titik = Record::blank(&TITIK, Uuid::now_v7());
        titik.unit = Some(unit);
        titik.set("nama", format!("Loket {nama}"));
        titik.set("layanan", id);
        titik.set("kode", crate::registers::kode_titik(titik.id));
        titik.set("sandi_harian", daftar.len() == 1);
        titik.set("aktif", true);
        register::store::insert(&mut write, &titik).await?;
        daftar.push((id, *tengah));
    }
    let mut periode = vec![];
    for (place, (mulai, selesai, nama)) in masa(kini).into_iter().enumerate() {
        let mut record = Record::blank(&PERIODE, Uuid::now_v7());
        record.unit = Some(unit);
        record.set("nama", nama);
        record.set("mulai", mulai);
        record.set("selesai", selesai);
        record.set("populasi", layanan.iter().map(|(_, populasi, _)| populasi).sum::<i64>());
        let record = register::store::insert(&mut write, &record).await?;
        let akhir = selesai.min(kini);
        isi(&mut write, &record, unit, &daftar, (mulai, akhir), place, undi).await?;
        periode.push(record);
    }
    if let Some(lama) = periode.into_iter().next() {
        terbitkan(&mut write, lama, unit).await?;
    }
    write.commit(&Subject::new(PERIODE.key, unit, "/meja-survei")).await
}

async fn isi(
    write: &mut Write,
    periode: &Record,
    unit: Uuid,
    layanan: &[(Uuid, u64)],
    (mulai, akhir): (Date, Date),
    place: usize,
    undi: &mut Undi,
) -> Result<()> {
    let hari = u64::try_from((akhir - mulai).whole_days() + 1).unwrap_or(1);
    let mut rows: Vec<(Uuid, Vec<(&str, Val)>)> = vec![];
    for nomor in 0..JAWABAN / 4 {
        let Some((id, tengah)) = layanan.get(nomor % layanan.len().max(1)) else { continue };
        let jawaban = undi.jawaban(tengah + 8 * u64::from(place > 0));
        let geser = i64::try_from(undi.sampai(hari)).unwrap_or(0);
        let mut values: Vec<(&str, Val)> = vec![
            ("periode", periode.id.into()),
            ("layanan", (*id).into()),
            ("unit", unit.into()),
            ("kuesioner", Val::Null),
            ("hari", (mulai + Duration::days(geser)).into()),
            ("jalan", jawaban.jalan.kunci().into()),
        ];
        values.extend(UNSUR_NAMA.iter().zip(jawaban.nilai).map(|((kunci, _), nilai)| (*kunci, nilai.into())));
        values.extend(DIMENSI.iter().zip(jawaban.diri).map(|(satu, nilai)| (satu.kunci, nilai.into())));
        rows.push((Uuid::now_v7(), values));
        store::rekap::tambah(write.tx(), periode.id, *id, &jawaban).await?;
    }
    write.insert_many(&tabel::jawaban(), rows).await?;
    for (nomor, teks) in KOMENTAR.iter().enumerate() {
        let Some((id, _)) = layanan.get(nomor % layanan.len().max(1)) else { continue };
        let komentar = store::komentar::tambah(write, periode.id, *id, unit, teks).await?;
        if place == 0 && nomor < 4 {
            let tayang = crate::rules::samar::samarkan(teks);
            store::komentar::putuskan(write, komentar, 1, "tayang", &tayang).await?;
        }
    }
    Ok(())
}

/// Closes a period, has it published, and plans what follows.
async fn terbitkan(write: &mut Write, record: Record, unit: Uuid) -> Result<()> {
    let mut kini = record;
    for status in ["ditutup", "diajukan", "terbit"] {
        let mut sesudah = kini.clone();
        sesudah.status = status.to_owned();
        kini = register::store::update(write, &kini, &sesudah).await?;
    }
    let text = "select id from tindak_lanjut_survei where periode = $1 order by id limit 1";
    let Some(row) = write.tx().optional(text, args![kini.id]).await? else { return Ok(()) };
    let usulan = register::store::current(write, &TINDAK_LANJUT, row.get("id")?).await?;
    let mut rencana = usulan.clone();
    rencana
        .set("aksi", "Menjawab setiap pengaduan paling lama lima hari kerja, dan memasang salurannya di ruang tunggu");
    rencana.set("penanggung_jawab", unit);
    rencana.set("target", write.at().to_offset(write.app().offset()).date() + Duration::days(60));
    rencana.status = "berjalan".to_owned();
    register::store::update(write, &usulan, &rencana).await?;
    Ok(())
}
