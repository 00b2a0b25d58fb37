//! Taking a complaint in: there with its receipt, or not there at all.
use kernel::receipt::{self, Receipt};
use kernel::{App, Result, Val, Write, args};
use time::{Date, Duration};
use uuid::Uuid;

use super::jejak::{self, Langkah, Peran, Terlihat};
use super::{berkas, pelapor};
use crate::model::{Keadaan, PengaduanBaru, Sifat};
use crate::rules::{isian, jam};
use crate::{setelan, tabel};

/// Beginning of the numbers.
pub const AWALAN: &str = "PGD";
/// Purpose of the key under which the secret word lies until its receipt has been shown.
const KATA: &str = "pengaduan kata";

/// How long the secret word lies there to be shown.
pub const KATA_TAMPIL: Duration = Duration::hours(2);

/// The secret word, as long as it lies there. For the browser that reported, and for the officer who wrote it down.
pub async fn kata(app: &App, id: Uuid) -> Result<Option<String>> {
    let text = "select kata from pengaduan_kata where pengaduan = $1 and pada > $2";
    match app.db.optional(text, args![id, app.now() - KATA_TAMPIL]).await? {
        Some(row) => Ok(String::from_utf8(app.keys.unseal(KATA, &row.get::<Vec<u8>>("kata")?)?.to_vec()).ok()),
        None => Ok(None),
    }
}

/// The first day of a month.
pub fn awal_bulan(hari: Date) -> Date {
    hari.replace_day(1).unwrap_or(hari)
}

/// The district of a village, by its code: the first three parts.
pub fn kecamatan(desa: &str) -> Option<String> {
    let bagian: Vec<&str> = desa.split('.').take(3).collect();
    (bagian.len() == 3).then(|| bagian.join("."))
}

/// Takes a complaint in as [`Keadaan::Baru`], with its files and a first step. The caller commits, with the subject
/// `Subject::new(model::JENIS, id, ..)`. Texts are cut to their limits here, whatever the channel let through; of an anonymous complaint
/// nothing about the reporter is kept. The secret word lies sealed in the row for two hours, so that its receipt can be shown again to the
/// browser that sent it.
///
/// # Errors
/// When the database refuses it: the same `permintaan_kunci`, or the same number of the same channel, a second time.
pub async fn terima(write: &mut Write, baru: PengaduanBaru) -> Result<(Uuid, Receipt)> {
    let app = write.app().clone();
    let (id, at, hari_ini) = (Uuid::now_v7(), write.at(), app.today());
    let resi = Receipt::new(&app, AWALAN)?;
    let siapa = if baru.sifat == Sifat::Anonim { crate::model::Pelapor::default() } else { baru.pelapor };
    let akun = siapa.akun.map(|akun| pelapor::tanda_akun(&app, akun)).transpose()?;
    let (kalender, setelan) = (app.calendar().await?, setelan::setelan(&app)?);
    let clock = jam::jam(&kalender, &setelan, Keadaan::Baru, baru.klasifikasi, hari_ini, hari_ini);
    let judul = isian::judul(&baru.judul, &baru.uraian);
    let desa = baru.lokasi.desa;
    let values: Vec<(&str, Val)> = vec![
        ("nomor", resi.number.as_str().into()),
        ("tanda", receipt::mark(&app, &resi.number, &resi.secret)?.into()),
        ("kanal", baru.kanal.kode().into()),
        ("nomor_luar", baru.nomor_luar.into()),
        ("kunci", baru.permintaan_kunci.into()),
        ("pencatat", write.actor().filter(|_| crate::model::Kanal::DICATAT.contains(&baru.kanal)).into()),
        ("keadaan", Keadaan::Baru.kode().into()),
        ("aktif", true.into()),
        ("klasifikasi", baru.klasifikasi.map(|satu| satu.kode()).into()),
        ("kategori", baru.jenis.into()),
        ("judul", judul.into()),
        ("uraian", isian::potong(&baru.uraian, isian::URAIAN).into()),
        ("kecamatan", desa.as_deref().and_then(kecamatan).into()),
        ("desa", desa.into()),
        ("patokan", isian::potong(&baru.lokasi.patokan, isian::PATOKAN).into()),
        ("lintang", baru.lokasi.lintang.filter(|each| each.abs() <= 90.0).into()),
        ("bujur", baru.lokasi.bujur.filter(|each| each.abs() <= 180.0).into()),
        ("kejadian", baru.kejadian.into()),
        ("sifat", baru.sifat.kode().into()),
        ("pelapor", pelapor::segel(&app, &siapa)?.into()),
        ("akun", akun.into()),
        ("setuju_terbit", baru.setuju_terbit.into()),
        ("terbit", false.into()),
        ("diterima", at.into()),
        ("bulan", awal_bulan(hari_ini).into()),
        ("mulai", hari_ini.into()),
        ("batas", jam::simpan(clock.batas).into()),
        ("tenggat", clock.tenggat.into()),
        ("eskalasi", 0_i64.into()),
        ("putaran", 1_i64.into()),
        ("terlambat", false.into()),
        ("pengikut", 0_i64.into()),
    ];
    write.insert(&tabel::pengaduan(), id, values).await?;
    let kata = app.keys.seal(KATA, resi.secret.as_bytes())?;
    let text = "insert into pengaduan_kata (pengaduan, kata, pada) values ($1, $2, $3)";
    write.tx().exec(text, args![id, kata, at]).await?;
    berkas::simpan(write, id, None, true, baru.lampiran).await?;
    let langkah = Langkah {
        tindakan: "terima",
        peran: Peran::Pelapor,
        unit: None,
        teks: String::new(),
        teks_publik: Some(String::new()),
        terlihat: Terlihat::Publik,
    };
    jejak::tambah(write, id, langkah).await?;
    crate::resource::indeks(write, id).await?;
    Ok((id, resi))
}
