//! What happens without anybody: reminding, telling higher up, closing after silence, counting. Everything tolerates a repetition: a row
//! says what was done for its present deadline.
use kernel::job::JobKind;
use kernel::{App, BoxFuture, Error, Result, Subject, Val, Write, args};
use serde_json::Value as Json;
use time::Date;
use uuid::Uuid;

use crate::model::{self, Keadaan, Pengaduan};
use crate::rules::alur::Tindakan;
use crate::rules::jam;
use crate::setelan::{self, Setelan};
use crate::store::jejak::{self, Langkah, Peran, Terlihat};
use crate::store::satu::{KOLOM, pengaduan};
use crate::store::{hitungan, terima};
use crate::tindak::{self, Ubah, kabari_petugas, orang_unit};
use crate::{kabar, kanal, tabel};

/// The work.
pub const JOBS: &[JobKind] = &[
    kabar::JOB,
    JobKind {
        kind: "pengaduan.harian",
        title: "Mengingatkan, menaikkan, dan menutup pengaduan menurut tenggat",
        schedule: Some("15 6 * * *"),
        run: |app, _: Json| Box::pin(async move { harian(&app).await.map(drop) }),
    },
    JobKind {
        kind: "pengaduan.hitung",
        title: "Menghitung angka pengaduan dan membuang kata rahasia yang sudah ditampilkan",
        schedule: Some("7 * * * *"),
        run: hitung,
    },
    kanal::surel::kerja::KERJA,
    kanal::keluar::KERJA,
    kanal::keluar::SAPU,
    kanal::lapor::kerja::TUKAR,
    kanal::lapor::kerja::BANDING,
];

fn hitung(app: App, _: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        hitungan::hitung(&app).await?;
        app.db.exec("delete from pengaduan_kata where pada <= $1", args![app.now() - terima::KATA_TAMPIL]).await?;
        Ok(())
    })
}

/// What a day's work did.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Hasil {
    /// Officers were reminded of so many.
    pub diingatkan: usize,
    /// So many were told higher up.
    pub dinaikkan: usize,
    /// So many were closed.
    pub ditutup: usize,
}

/// Rows looked at in one step.
const SEKALIGUS: usize = 200;

/// Goes through everything whose deadline is near or over, the oldest first.
///
/// # Errors
/// When the database fails. One complaint that changes at that moment is left to the next day.
pub async fn harian(app: &App) -> Result<Hasil> {
    let (kalender, setelan, hari_ini) = (app.calendar().await?, setelan::setelan(app)?, app.today());
    let sampai = jam::setelah(&kalender, hari_ini, setelan.ingatkan).unwrap_or(hari_ini);
    let mut hasil = Hasil::default();
    let mut tempat: (Date, Uuid) = (time::macros::date!(1900 - 01 - 01), Uuid::nil());
    loop {
        let text = format!(
            "select {KOLOM}, p.diingatkan from pengaduan p where p.aktif and p.batas <= $1 and (p.batas, p.id) > ($2, $3) \
             order by p.batas, p.id limit {SEKALIGUS}"
        );
        let rows = app.db.query(&text, args![sampai, tempat.0, tempat.1]).await?;
        for row in &rows {
            let kini = pengaduan(row)?;
            tempat = (jam::simpan(kini.batas), kini.id);
            let sudah = row.get::<Option<Date>>("diingatkan")? == kini.batas;
            match satu(app, &kini, sudah, &kalender, &setelan, hari_ini).await {
                Ok(Langkahnya::Tidak) => {}
                Ok(Langkahnya::Ingat) => hasil.diingatkan += 1,
                Ok(Langkahnya::Naik) => hasil.dinaikkan += 1,
                Ok(Langkahnya::Tutup) => hasil.ditutup += 1,
                Err(Error::Conflict) => {}
                Err(other) => return Err(other),
            }
        }
        if rows.len() < SEKALIGUS {
            return Ok(hasil);
        }
    }
}

enum Langkahnya {
    Tidak,
    Ingat,
    Naik,
    Tutup,
}

async fn satu(
    app: &App,
    kini: &Pengaduan,
    sudah_diingatkan: bool,
    kalender: &kernel::indonesia::kerja::Kalender,
    setelan: &Setelan,
    hari_ini: Date,
) -> Result<Langkahnya> {
    let lewat = kini.batas.is_some_and(|batas| batas < hari_ini);
    let tutup = match kini.keadaan {
        Keadaan::Dijawab => Some(Tindakan::TutupOtomatis),
        Keadaan::Dilengkapi => Some(Tindakan::TidakLengkap),
        Keadaan::Baru
        | Keadaan::Didisposisi
        | Keadaan::Diproses
        | Keadaan::DibukaLagi
        | Keadaan::Keberatan
        | Keadaan::Selesai
        | Keadaan::Ditolak
        | Keadaan::Digabung => None,
    };
    if let Some(tindakan) = tutup {
        if lewat {
            tutup_sendiri(app, kini, tindakan).await?;
            return Ok(Langkahnya::Tutup);
        }
        return Ok(Langkahnya::Tidak);
    }
    let tingkat = jam::eskalasi(kalender, setelan, kini.keadaan, kini.batas, hari_ini);
    if tingkat > kini.eskalasi {
        naikkan(app, kini, tingkat).await?;
        return Ok(Langkahnya::Naik);
    }
    if sudah_diingatkan {
        return Ok(Langkahnya::Tidak);
    }
    ingatkan(app, kini, lewat).await?;
    Ok(Langkahnya::Ingat)
}

fn langkah(tindakan: Tindakan, teks: String, terlihat: Terlihat) -> Langkah<'static> {
    let teks_publik = (terlihat == Terlihat::Publik).then(|| teks.clone());
    Langkah { tindakan: tindakan.kode(), peran: Peran::Sistem, unit: None, teks, teks_publik, terlihat }
}

async fn tutup_sendiri(app: &App, kini: &Pengaduan, tindakan: Tindakan) -> Result<()> {
    let teks = if tindakan == Tindakan::TutupOtomatis {
        "Tidak ada tanggapan pelapor sampai tenggat, laporan ditutup. Pelapor masih dapat membukanya lagi."
    } else {
        "Kelengkapan tidak datang sampai tenggat, laporan ditutup. Pelapor dapat mengajukan keberatan."
    };
    let mut write = Write::system(app, format!("pengaduan.{}", tindakan.kode())).await?;
    let mut ubah = Ubah::default();
    if tindakan == Tindakan::TutupOtomatis {
        ubah.lain = tindak::pelapor::survei(&mut write, kini).await?;
    }
    tindak::terapkan(&mut write, kini, tindakan, ubah, langkah(tindakan, teks.to_owned(), Terlihat::Publik)).await?;
    write.commit(&Subject::new(model::JENIS, kini.id, model::href(kini.id))).await
}

async fn naikkan(app: &App, kini: &Pengaduan, tingkat: i64) -> Result<()> {
    let (peran, nama) = if tingkat >= 2 { ("sekda", "Sekretaris Daerah") } else { ("pengawasan", "Inspektorat") };
    let mut write = Write::system(app, "pengaduan.eskalasi").await?;
    let values: Vec<(&str, Val)> = vec![("eskalasi", tingkat.into()), ("diingatkan", kini.batas.into())];
    write.update(&tabel::pengaduan(), kini.id, Some(kini.version), values).await?;
    let teks = format!("Lewat tenggat. Diberitahukan kepada {nama}.");
    jejak::tambah(&mut write, kini.id, langkah(Tindakan::Eskalasi, teks, Terlihat::Publik)).await?;
    let mut kepada = app.holders(peran, None).await?;
    kepada.extend(orang_unit(app, kini.unit, kini.owner).await?);
    kabari_petugas(&mut write, kini, &kepada, &format!("Terlambat, naik ke {nama}")).await?;
    write.commit(&Subject::new(model::JENIS, kini.id, model::href(kini.id))).await
}

async fn ingatkan(app: &App, kini: &Pengaduan, lewat: bool) -> Result<()> {
    let mut write = Write::system(app, "pengaduan.diingatkan").await?;
    write.update(&tabel::pengaduan(), kini.id, Some(kini.version), vec![("diingatkan", kini.batas.into())]).await?;
    let kepada = match kini.keadaan {
        Keadaan::Keberatan => app.holders("pengawasan", None).await?,
        Keadaan::Baru => orang_unit(app, None, None).await?,
        Keadaan::Dilengkapi
        | Keadaan::Didisposisi
        | Keadaan::Diproses
        | Keadaan::Dijawab
        | Keadaan::DibukaLagi
        | Keadaan::Selesai
        | Keadaan::Ditolak
        | Keadaan::Digabung => orang_unit(app, kini.unit, kini.owner).await?,
    };
    let judul = if lewat { "Pengaduan lewat tenggat" } else { "Tenggat pengaduan sudah dekat" };
    kabari_petugas(&mut write, kini, &kepada, judul).await?;
    write.commit(&Subject::new(model::JENIS, kini.id, model::href(kini.id))).await
}
