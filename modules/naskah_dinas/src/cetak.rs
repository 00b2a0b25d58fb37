//! The document of a letter: its data, its template, the PDF.
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use document::templat::{BagianSurat, Identitas, Kertas, Kop, SuratDinas};
use document::{Limits, Options, Origin, Pdf, Renderer, Stop, Template};
use kernel::port::{Employee, Security};
use kernel::{App, Error, Result, args};
use time::Date;
use uuid::Uuid;

use crate::jenis::{self, TataLetak};
use crate::lambang::{self, Lambang};
use crate::model::{Isi, Lampiran, Naskah, Tujuan};
use crate::rules::wewenang;
use crate::store;
use crate::susunan::Susunan;

/// The key of the place for the signature.
pub const TEMPAT_TANDA: &str = "penandatangan";

/// The program's own templates: two documents at a time.
static SENDIRI: OnceLock<Renderer> = OnceLock::new();
/// Templates that users wrote, each in a bounded child process.
static ANAK: OnceLock<Renderer> = OnceLock::new();

/// What a supplied template may use: a letter takes far less.
const BATAS: Limits = Limits {
    cpu_seconds: 10,
    memory: 512 * 1024 * 1024,
    wall: Duration::from_secs(20),
    input: 4 * 1024 * 1024,
    output: 16 * 1024 * 1024,
};

/// Says which program sets supplied templates: `exe` with `arguments` ends up in [`document::child_main`]. Without it,
/// this program does with its hidden command. The first call counts.
pub fn anak(exe: PathBuf, arguments: &[&str]) {
    ANAK.get_or_init(|| Renderer::child(exe, arguments, BATAS, 2));
}

fn penyusun(asal: Origin) -> Result<&'static Renderer> {
    match asal {
        Origin::BuiltIn => Ok(SENDIRI.get_or_init(|| Renderer::in_process(2))),
        Origin::Supplied => {
            let exe = std::env::current_exe()?;
            Ok(ANAK.get_or_init(|| Renderer::child(exe, &["dokumen-anak"], BATAS, 2)))
        }
    }
}

/// The template that comes with the program for a kind.
pub fn bawaan(kunci: &str) -> Template {
    match jenis::cari(kunci).map(|jenis| jenis.tata_letak) {
        Some(TataLetak::Judul) => SuratDinas::JUDUL,
        Some(TataLetak::Korespondensi) | None => SuratDinas::KORESPONDENSI,
    }
}

/// The template of a kind in this version.
///
/// # Errors
/// [`Error::NotFound`] for a version that never was.
pub async fn templat(app: &App, kunci: &str, versi: i64) -> Result<Template> {
    if versi == store::templat::BAWAAN {
        return Ok(bawaan(kunci));
    }
    let satu = store::templat::versi(app, kunci, versi).await?.ok_or(Error::NotFound)?;
    Ok(Template::supplied(format!("{kunci}-{versi}"), satu.isi))
}

/// Everything that a letter is set from.
#[derive(Debug, Clone, Copy)]
pub struct Bahan<'a> {
    /// The letter.
    pub naskah: &'a Naskah,
    /// Its content.
    pub isi: &'a Isi,
    /// Its addressees.
    pub tujuan: &'a [Tujuan],
    /// Its attachments.
    pub lampiran: &'a [Lampiran],
    /// Its number, or what stands in its place.
    pub nomor: &'a str,
    /// Its date.
    pub tanggal: Option<Date>,
    /// The signer's office, line by line.
    pub jabatan: &'a [String],
    /// The signer's name.
    pub nama: &'a str,
    /// What stands below the name.
    pub pegawai: &'a Employee,
    /// Bears the head of the head of the regency.
    pub kepala_daerah: bool,
    /// Not agreed to yet.
    pub konsep: bool,
}

/// The letterhead of a unit's agency, or that of the head of the regency, whose address is that of the agency in which the
/// office stands, once it is recorded.
pub async fn kop(app: &App, susunan: &Susunan, unit: Uuid, kepala_daerah: bool) -> Result<Kop> {
    let perangkat = susunan.perangkat(unit);
    let row =
        app.db.optional("select alamat, kontak from naskah_kop where perangkat_daerah = $1", args![perangkat]).await?;
    let mut alamat = vec![];
    match row {
        Some(row) => {
            alamat.push(row.get::<String>("alamat")?);
            alamat.extend(row.get::<Option<String>>("kontak")?.filter(|teks| !teks.is_empty()));
        }
        None if kepala_daerah => {}
        None => alamat.push(app.profile.identity.ibu_kota.clone()),
    }
    alamat.retain(|baris| !baris.is_empty());
    let gambar = lambang::isi(app, if kepala_daerah { Lambang::Negara } else { Lambang::Daerah }).await?;
    let (lambang, teks_lambang) = gambar.map_or((None, String::new()), |(bytes, teks)| (Some(bytes), teks));
    let daerah = app.profile.name();
    Ok(Kop {
        pemerintah: if kepala_daerah { wewenang::kepala_daerah(&daerah) } else { format!("Pemerintah {daerah}") },
        perangkat: if kepala_daerah { None } else { susunan.cari(perangkat).map(|unit| unit.name.clone()) },
        alamat,
        lambang,
        teks_lambang,
        kepala_daerah,
    })
}

/// The line "Lampiran": what was typed, or how many files there are.
fn baris_lampiran(isi: &Isi, lampiran: &[Lampiran]) -> String {
    if !isi.lampiran.is_empty() {
        return isi.lampiran.clone();
    }
    match i64::try_from(lampiran.len()).unwrap_or(0) {
        0 => String::new(),
        banyak => format!("{banyak} ({}) berkas", kernel::indonesia::angka::terbilang(banyak)),
    }
}

/// The letter as data for its template.
pub async fn susun(app: &App, susunan: &Susunan, bahan: &Bahan<'_>) -> Result<SuratDinas> {
    let naskah = bahan.naskah;
    let baris = |tembusan: bool| -> Vec<String> {
        bahan.tujuan.iter().filter(|satu| satu.tembusan == tembusan).map(|satu| satu.teks.clone()).collect()
    };
    let ibu_kota = app.profile.identity.ibu_kota.as_str();
    let tempat = [bahan.isi.tempat.as_str(), ibu_kota, "Tempat"].into_iter().find(|teks| !teks.is_empty());
    let jenis = jenis::cari(&naskah.jenis);
    Ok(SuratDinas {
        kertas: Kertas::F4,
        kop: kop(app, susunan, naskah.unit_penandatangan.unwrap_or(naskah.unit), bahan.kepala_daerah).await?,
        jenis: jenis::nama(&naskah.jenis).to_owned(),
        nomor: bahan.nomor.to_owned(),
        sifat: naskah.sifat.label().to_owned(),
        keamanan: (naskah.keamanan != Security::Biasa).then(|| naskah.keamanan.label().to_owned()),
        lampiran: baris_lampiran(bahan.isi, bahan.lampiran),
        perihal: bahan.isi.perihal.clone(),
        tempat: tempat.unwrap_or_default().to_owned(),
        tanggal: bahan.tanggal,
        kepada: if jenis.is_none_or(jenis::Jenis::beralamat) { baris(false) } else { vec![] },
        tembusan: baris(true),
        bagian: bahan
            .isi
            .bagian
            .iter()
            .map(|satu| BagianSurat { gaya: satu.gaya.clone(), teks: satu.teks.clone() })
            .collect(),
        jabatan: bahan.jabatan.to_vec(),
        nama: bahan.nama.to_owned(),
        pangkat: bahan.pegawai.rank.clone(),
        nip: bahan.pegawai.nip.clone(),
        kunci: TEMPAT_TANDA.to_owned(),
        konsep: bahan.konsep,
        identitas: Identitas {
            dokumen: naskah.id.to_string(),
            sidik: naskah.sidik.clone(),
            verifikasi: Some(format!("{}/verifikasi", app.config.url.trim_end_matches('/'))),
        },
    })
}

/// Why a template did not become a document.
#[derive(Debug)]
pub enum Gagal {
    /// The template is wrong: lines for its author.
    Templat(Vec<String>),
    /// A fault of ours.
    Lain(Error),
}

impl From<Gagal> for Error {
    fn from(gagal: Gagal) -> Error {
        match gagal {
            Gagal::Templat(baris) => Error::refused(format!("Templat naskah ini salah: {}", baris.join("; "))),
            Gagal::Lain(galat) => galat,
        }
    }
}

/// Sets a letter. The same data at the same instant gives the same bytes.
///
/// # Errors
/// [`Gagal::Templat`] in words for who wrote the template.
pub async fn pdf(app: &App, templat: &Template, surat: &SuratDinas) -> std::result::Result<Pdf, Gagal> {
    let data = serde_json::to_value(surat).map_err(|galat| Gagal::Lain(galat.into()))?;
    let options = Options::new(app.now(), app.offset()).ident(surat.identitas.dokumen.clone());
    let penyusun = penyusun(templat.origin()).map_err(Gagal::Lain)?;
    penyusun.render(templat, &data, &options).await.map_err(|galat| match galat {
        document::Error::Template { diagnostics, .. } => {
            Gagal::Templat(diagnostics.iter().take(5).map(ToString::to_string).collect())
        }
        document::Error::Stopped(Stop::Time) => Gagal::Templat(vec!["templat berjalan terlalu lama".into()]),
        document::Error::Stopped(Stop::Memory) => Gagal::Templat(vec!["templat memakai terlalu banyak memori".into()]),
        document::Error::Stopped(Stop::Output) => Gagal::Templat(vec!["dokumennya terlalu besar".into()]),
        document::Error::Stopped(Stop::Crash) => {
            Gagal::Templat(vec!["templat membuat penyusun dokumen berhenti".into()])
        }
        document::Error::TooLarge { .. } => Gagal::Templat(vec!["naskah terlalu panjang untuk templat ini".into()]),
        lain @ (document::Error::Data(_)
        | document::Error::NeedsChild(_)
        | document::Error::Child(_)
        | document::Error::Internal(_)) => Gagal::Lain(Error::internal(lain)),
    })
}

/// A letter to show what a template does.
pub fn contoh(app: &App, kunci: &str) -> SuratDinas {
    let kerangka = jenis::cari(kunci).map(jenis::Jenis::kerangka).unwrap_or_default();
    let isi = |teks: String| {
        if teks.trim().is_empty() { "Isi naskah ditulis di sini sebagai contoh.".to_owned() } else { teks }
    };
    SuratDinas {
        kertas: Kertas::F4,
        kop: Kop {
            pemerintah: format!("Pemerintah {}", app.profile.name()),
            perangkat: Some("Dinas Contoh".into()),
            alamat: vec!["Jalan Contoh Nomor 1".into()],
            ..Kop::default()
        },
        jenis: jenis::nama(kunci).to_owned(),
        nomor: "000.0/1/CONTOH/2026".into(),
        sifat: "Biasa".into(),
        keamanan: None,
        lampiran: "1 (satu) berkas".into(),
        perihal: "Contoh naskah".into(),
        tempat: app.profile.identity.ibu_kota.clone(),
        tanggal: Some(app.today()),
        kepada: vec!["Kepala Dinas Contoh".into(), "Camat Contoh".into()],
        tembusan: vec!["Bupati Contoh".into()],
        bagian: kerangka.into_iter().map(|satu| BagianSurat { gaya: satu.gaya, teks: isi(satu.teks) }).collect(),
        jabatan: vec!["Kepala Dinas Contoh".into()],
        nama: "Nama Contoh".into(),
        pangkat: Some("Pembina, IV/a".into()),
        nip: Some("19850101 201001 1 001".into()),
        kunci: TEMPAT_TANDA.into(),
        konsep: false,
        identitas: Identitas { dokumen: "contoh".into(), sidik: None, verifikasi: None },
    }
}

/// An example of a letter with this picture in its head, set within the limits of what others supply: nobody knows yet what
/// the picture is.
pub async fn contoh_kop(app: &App, lambang: Lambang, gambar: Vec<u8>, teks: &str) -> std::result::Result<Pdf, Gagal> {
    let mut surat = contoh(app, "surat_dinas");
    surat.kop.lambang = Some(gambar);
    teks.clone_into(&mut surat.kop.teks_lambang);
    if lambang == Lambang::Negara {
        surat.kop.kepala_daerah = true;
        surat.kop.pemerintah = wewenang::kepala_daerah(&app.profile.name());
        surat.kop.perangkat = None;
    }
    let templat = Template::supplied("contoh-kop", SuratDinas::KORESPONDENSI.source().to_owned());
    pdf(app, &templat, &surat).await
}
