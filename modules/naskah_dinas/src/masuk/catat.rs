//! Registering: an incoming letter gets its place and its number in the book of its unit.
use kernel::indonesia::kerja::Kalender;
use kernel::notify::{Notice, notify};
use kernel::port::{ArchiveItem, Security};
use kernel::web::Upload;
use kernel::{App, Error, Result, Val, Write};
use serde_json::json;
use time::{Date, OffsetDateTime, Time};
use uuid::Uuid;

use super::model::{Jalur, KeadaanSurat, Surat};
use super::rules::{self, Isian};
use super::{store, tabel, teks};
use crate::berkas::Siap;
use crate::isi;
use crate::model::{Arah, Isi, Keadaan, Kotak, Naskah, Peran};
use crate::store::akses::{self, Pembaca};
use crate::store::naskah as letters;

/// Where a file of the letter comes from.
pub enum Berkas<'a> {
    /// Sent with the form, and how it is kept.
    Unggahan(&'a Upload, Siap),
    /// Stored already with the e-mail: row, name and hash.
    Surel(Uuid, String, String),
}

/// What is registered.
pub struct Baru<'a> {
    /// What the front desk wrote.
    pub isian: Isian,
    /// The unit that received it.
    pub unit: Uuid,
    /// The agency in whose book it stands.
    pub instansi: Uuid,
    /// People for whom it is meant by name; those of a secret letter are its only readers.
    pub orang: Vec<Uuid>,
    /// Its files, the letter itself first.
    pub berkas: Vec<Berkas<'a>>,
    /// The e-mail that it came with.
    pub surel: Option<Uuid>,
    /// The letter that looks the same, when the warning was overruled.
    pub ganda: Option<Uuid>,
    /// Who is told when nobody is named: the heads of the unit.
    pub kepala: Vec<Uuid>,
    /// The working calendar, asked for before the change was opened.
    pub kalender: &'a Kalender,
}

/// What came of it.
#[derive(Debug, Clone, Copy)]
pub struct Tercatat {
    /// The letter.
    pub naskah: Uuid,
    /// Its place in the book.
    pub surat: Uuid,
    /// Its number there.
    pub urut: i64,
    /// The year of the book.
    pub tahun: i64,
}

/// A day as an instant: now if it is today, else noon in the regency.
fn saat(app: &App, hari: Date, kini: OffsetDateTime) -> OffsetDateTime {
    if hari == app.today() {
        return kini;
    }
    let siang = Time::from_hms(12, 0, 0).unwrap_or(Time::MIDNIGHT);
    app.profile.zone().saat(hari, siang)
}

/// Whole minutes of work between two instants, never negative.
pub fn menit(kalender: &Kalender, dari: OffsetDateTime, sampai: OffsetDateTime) -> i64 {
    kalender.menit_antara(dari, sampai).max(0)
}

/// Writes the letter, its readers, its files and its place in the book. The caller commits with [`Naskah::subjek`].
///
/// # Errors
/// [`Error::Refused`] for a secret letter without a named reader.
pub async fn catat(write: &mut Write, mut baru: Baru<'_>) -> Result<Tercatat> {
    let app = write.app().clone();
    let isian = baru.isian.clone();
    let (id, at) = (Uuid::now_v7(), write.at());
    let rahasia = isian.keamanan.is_secret();
    let pencatat = write.actor();
    if rahasia && baru.orang.is_empty() {
        return Err(Error::field("untuk", "Surat rahasia hanya untuk orang yang disebut namanya. Pilih penerimanya"));
    }
    let diterima = saat(&app, isian.diterima, at);
    let tahun = i64::from(app.today().year());
    let mut values = vec![
        ("unit", baru.unit.into()),
        ("owner", pencatat.into()),
        ("arah", Arah::Masuk.kode().into()),
        ("jenis", isian.jenis.as_str().into()),
        ("keadaan", Keadaan::Tercatat.kode().into()),
        ("nomor", isian.nomor.as_deref().into()),
        ("tahun", tahun.into()),
        ("tanggal", isian.tanggal.into()),
        ("sifat", isian.sifat.kode().into()),
        ("keamanan", isian.keamanan.as_str().into()),
        ("klasifikasi", isian.klasifikasi.as_deref().into()),
        ("diterima_dari", isian.pengirim.as_str().into()),
        ("diterima_unit", baru.unit.into()),
        ("diterima", diterima.into()),
        ("cara_terima", isian.jalur.kode().into()),
        ("asal", json!({ "surel": baru.surel, "ganda": baru.ganda }).into()),
    ];
    let isi = Isi { perihal: isian.perihal.clone(), ..Isi::default() };
    values.extend(isi::kolom(&app, id, isian.keamanan, &isi)?);
    write.insert(&crate::tabel::naskah(), id, values).await?;
    let naskah = letters::pegang(write, id, None).await?;
    akses::beri(write, &naskah, Pembaca::Unit(baru.unit), Peran::Tujuan, Kotak::Masuk).await?;
    for orang in &baru.orang {
        akses::beri(write, &naskah, Pembaca::Orang(*orang), Peran::Tujuan, Kotak::Masuk).await?;
    }
    if let (true, Some(pencatat)) = (rahasia, pencatat) {
        akses::beri(write, &naskah, Pembaca::Orang(pencatat), Peran::Pencatat, Kotak::Keluar).await?;
    }
    let berkas = simpan_berkas(write, &naskah, std::mem::take(&mut baru.berkas)).await?;
    if let Some(utama) = berkas.first() {
        letters::set(write, &naskah, vec![("berkas_final", (*utama).into())]).await?;
    }
    let urut = store::nomor_agenda(write, baru.instansi, tahun).await?;
    let surat = Uuid::now_v7();
    let catatan = isian.catatan.as_deref().map(|teks| isi::segel_teks(&app, id, isian.keamanan, teks)).transpose()?;
    let values = vec![
        ("unit", baru.unit.into()),
        ("owner", pencatat.into()),
        ("naskah", id.into()),
        ("instansi", baru.instansi.into()),
        ("untuk", baru.orang.first().copied().into()),
        ("jalur", isian.jalur.kode().into()),
        ("keadaan", KeadaanSurat::Tercatat.kode().into()),
        ("tahun", tahun.into()),
        ("urut", urut.into()),
        ("nomor", isian.nomor.as_deref().into()),
        ("nomor_kunci", isian.nomor.as_deref().map(rules::kunci_nomor).into()),
        ("tanggal", isian.tanggal.into()),
        ("perihal", naskah.perihal.as_str().into()),
        ("pengirim", isian.pengirim.as_str().into()),
        ("pengirim_kunci", rules::kunci_pengirim(&isian.pengirim).into()),
        ("jenis", isian.jenis.as_str().into()),
        ("sifat", isian.sifat.kode().into()),
        ("keamanan", isian.keamanan.as_str().into()),
        ("klasifikasi", isian.klasifikasi.as_deref().into()),
        ("lokasi", isian.lokasi.as_deref().into()),
        ("catatan", catatan.into()),
        ("diterima", diterima.into()),
        ("dicatat", at.into()),
        ("menit_catat", menit(baru.kalender, diterima, at).into()),
        ("ganda", baru.ganda.into()),
    ];
    write.insert(&tabel::surat(), surat, values).await?;
    crate::terbit::indeks(write, &naskah).await?;
    teks::minta(write, &naskah, &berkas).await?;
    arsipkan(write, &naskah, berkas).await?;
    let untuk = if baru.orang.is_empty() { &baru.kepala } else { &baru.orang };
    beritahu(write, &naskah, untuk).await?;
    write.event("naskah_dinas.dicatat", json!({ "arah": "masuk", "jenis": isian.jenis, "unit": baru.unit }));
    Ok(Tercatat { naskah: id, surat, urut, tahun })
}

/// Gives a letter that was delivered inside of Pendopo its number in the unit's book.
///
/// # Errors
/// [`Error::Refused`] when it has one already.
pub async fn catat_terkirim(write: &mut Write, surat: &Surat, kalender: &Kalender) -> Result<i64> {
    rules::akibat(surat.keadaan, rules::Langkah::Catat).map_err(Error::refused)?;
    let (at, tahun) = (write.at(), i64::from(write.app().today().year()));
    let urut = store::nomor_agenda(write, surat.instansi, tahun).await?;
    let values: Vec<(&str, Val)> = vec![
        ("keadaan", KeadaanSurat::Tercatat.kode().into()),
        ("owner", write.actor().into()),
        ("tahun", tahun.into()),
        ("urut", urut.into()),
        ("dicatat", at.into()),
        ("menit_catat", menit(kalender, surat.diterima, at).into()),
    ];
    store::set(write, surat, values).await?;
    write.event("naskah_dinas.dicatat", json!({ "arah": "masuk", "jenis": surat.jenis, "unit": surat.unit }));
    Ok(urut)
}

async fn simpan_berkas(write: &mut Write, naskah: &Naskah, semua: Vec<Berkas<'_>>) -> Result<Vec<Uuid>> {
    let app = write.app().clone();
    let owner = crate::berkas::pemilik(naskah);
    let mut hasil = vec![];
    for (urut, satu) in (1_i64..).zip(semua) {
        let (berkas, nama, sidik) = match satu {
            Berkas::Unggahan(upload, siap) => {
                let berkas = crate::berkas::simpan(write, naskah, siap, upload).await?;
                (berkas, upload.name.clone(), upload.sha256.clone())
            }
            Berkas::Surel(berkas, nama, sidik) => {
                let mut values = vec![
                    ("kind", owner.subject.kind.as_ref().into()),
                    ("subject", naskah.id.into()),
                    ("unit", naskah.unit.into()),
                    ("class", owner.secrecy.as_str().into()),
                ];
                if naskah.rahasia() {
                    values.push(("name", crate::berkas::NAMA_TERSEGEL.into()));
                }
                write.update(&kernel::file::table(), berkas, None, values).await?;
                (berkas, nama, sidik)
            }
        };
        let judul = isi::segel_teks(&app, naskah.id, naskah.keamanan, &nama)?;
        let values = vec![
            ("naskah", naskah.id.into()),
            ("urut", urut.into()),
            ("berkas", berkas.into()),
            ("judul", judul.into()),
            ("sha256", sidik.into()),
        ];
        write.insert(&crate::tabel::lampiran(), Uuid::now_v7(), values).await?;
        hasil.push(berkas);
    }
    Ok(hasil)
}

/// Hands the letter to the archive where there is one.
async fn arsipkan(write: &mut Write, naskah: &Naskah, files: Vec<Uuid>) -> Result<()> {
    let paper = matches!(naskah.cara_terima.as_deref().and_then(Jalur::urai), Some(Jalur::Loket | Jalur::Pos));
    let item = ArchiveItem {
        subject: naskah.subjek(),
        unit: naskah.unit,
        owner: naskah.owner,
        code: naskah.klasifikasi.clone(),
        number: naskah.nomor.clone(),
        title: naskah.perihal.clone(),
        kind: crate::jenis::nama(&naskah.jenis).to_owned(),
        date: naskah.tanggal.unwrap_or_else(|| write.app().today()),
        security: naskah.keamanan,
        development: if paper { "asli" } else { "salinan" },
        files,
        related: vec![],
    };
    write.archive(item).await.map(drop)
}

/// Tells those for whom the letter is that it has come.
pub async fn beritahu(write: &mut Write, naskah: &Naskah, untuk: &[Uuid]) -> Result<()> {
    let akun: Vec<Uuid> = untuk.iter().copied().filter(|satu| Some(*satu) != write.actor()).collect();
    // The text leaves the building by mail: only what is open to all stands in it.
    let title = match naskah.keamanan {
        Security::Biasa => format!("Surat masuk: {}", naskah.perihal),
        Security::Terbatas | Security::Rahasia | Security::SangatRahasia => "Surat masuk menunggu Anda".to_owned(),
    };
    let notice = Notice { title, body: String::new(), href: naskah.href(), event: "naskah_dinas.dicatat".into() };
    notify(write, &akun, notice).await
}
