//! The Berita Acara of a proposal as PDF.
use std::sync::OnceLock;

use document::templat::{BeritaAcaraArsip, BerkasArsip, Identitas, Kertas, Kop, PenandaTangan};
use document::{Area, Options, Renderer};
use kernel::indonesia::tanggal;
use kernel::{App, Error, Result};
use time::Date;

use crate::model::{Usul, UsulBerkas};
use crate::rules::susut::{Jenis, Nilai};

/// At most this many documents are set at a time: the typesetter needs much memory.
const SEKALIGUS: usize = 1;
/// Key of the place of the signature.
pub const PELAKSANA: &str = "pelaksana";

static PENYUSUN: OnceLock<Renderer> = OnceLock::new();

/// Everything that a Berita Acara is made from.
#[derive(Debug, Clone, Copy)]
pub struct Bahan<'a> {
    /// The proposal, with number and place of the Berita Acara.
    pub usul: &'a Usul,
    /// Its files, with the count of their items.
    pub berkas: &'a [(UsulBerkas, i64)],
    /// Name of the unit.
    pub unit: &'a str,
    /// Who signs: name and capacity.
    pub penanda: (&'a str, &'a str),
    /// The day on it.
    pub hari: Date,
}

/// What is said of a kind of proposal.
fn kata(jenis: Jenis) -> (&'static str, &'static str) {
    match jenis {
        Jenis::Musnah => ("Pemusnahan Arsip", "dimusnahkan"),
        Jenis::Serah => ("Penyerahan Arsip", "diserahkan kepada lembaga kearsipan daerah"),
    }
}

/// The minutes as data for the template: only files that the assessors agreed to.
pub fn susun(app: &App, bahan: &Bahan<'_>) -> BeritaAcaraArsip {
    let usul = bahan.usul;
    let (judul, perbuatan) = kata(usul.jenis);
    let dasar = match (usul.pejabat, &usul.nomor_persetujuan, usul.tanggal_persetujuan) {
        (Some(pejabat), Some(nomor), Some(hari)) => {
            vec![format!("Persetujuan {} Nomor {nomor} tanggal {}", pejabat.teks(), tanggal::panjang(hari))]
        }
        _ => vec![],
    };
    let alamat = format!("{}{}", app.config.url.trim_end_matches('/'), usul.href());
    let (nama, jabatan) = bahan.penanda;
    BeritaAcaraArsip {
        kertas: Kertas::F4,
        kop: Kop {
            pemerintah: format!("Pemerintah {}", app.profile.name()),
            perangkat: Some(bahan.unit.to_owned()).filter(|nama| !nama.is_empty()),
            ..Kop::default()
        },
        judul: judul.to_owned(),
        nomor: usul.nomor_acara.clone().unwrap_or_default(),
        tanggal: bahan.hari,
        tempat: usul.tempat_acara.clone().unwrap_or_default(),
        perbuatan: format!("telah {perbuatan} arsip yang tercantum dalam daftar di bawah ini."),
        dasar,
        berkas: bahan
            .berkas
            .iter()
            .filter(|(satu, _)| satu.nilai == Some(Nilai::Setuju))
            .map(|(satu, jumlah)| BerkasArsip {
                nomor: satu.berkas.nomor.clone(),
                uraian: satu.berkas.uraian.clone(),
                kurun: satu.berkas.tahun.to_string(),
                jumlah: jumlah.to_string(),
                retensi: format!(
                    "{} + {} tahun",
                    satu.berkas.retensi_aktif.unwrap_or(0),
                    satu.berkas.retensi_inaktif.unwrap_or(0)
                ),
                keterangan: satu.catatan.clone().unwrap_or_default(),
            })
            .collect(),
        penanda_tangan: vec![PenandaTangan {
            kunci: PELAKSANA.to_owned(),
            peran: "Yang melaksanakan".to_owned(),
            jabatan: Some(jabatan.to_owned()).filter(|teks| !teks.is_empty()),
            nama: nama.to_owned(),
            ..PenandaTangan::default()
        }],
        identitas: Identitas { dokumen: nomor_dokumen(usul), sidik: None, verifikasi: Some(alamat) },
    }
}

/// Number of the document in this system.
pub fn nomor_dokumen(usul: &Usul) -> String {
    let id = usul.id.simple().to_string();
    format!("BA-ARSIP-{}", id.get(id.len().saturating_sub(8)..).unwrap_or_default().to_uppercase())
}

/// The minutes as PDF/A, and where they are signed.
///
/// # Errors
/// [`Error::Internal`] when the typesetter fails; the cause goes to the log.
pub async fn pdf(app: &App, naskah: &BeritaAcaraArsip) -> Result<(Vec<u8>, Option<Area>)> {
    let penyusun = PENYUSUN.get_or_init(|| Renderer::in_process(SEKALIGUS));
    let options = Options::new(app.now(), app.offset()).ident(naskah.identitas.dokumen.clone());
    let pdf = penyusun.naskah(naskah, &options).await.map_err(Error::internal)?;
    let tempat = pdf.areas.into_iter().find(|area| area.name == PELAKSANA);
    Ok((pdf.bytes, tempat))
}
