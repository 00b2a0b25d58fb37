//! The Berita Acara of a proposal as PDF.
use std::sync::OnceLock;

use document::templat::{BeritaAcaraArsip, BerkasArsip, Identitas, Kertas, Kop, PenandaTangan};
use document::{Area, Options, Renderer};
use kernel::indonesia::tanggal;
use kernel::port::{Panel, SignRequest};
use kernel::{App, Error, Result, Subject, Write};
use time::{Date, Duration};
use uuid::Uuid;

use crate::model::{Saksi, USUL, Usul, UsulBerkas};
use crate::rules::susut::{Jenis, Nilai};

/// At most this many documents are set at a time: the typesetter needs much memory.
const SEKALIGUS: usize = 1;
/// Days in which the minutes should be signed.
const HARI_TANDA_TANGAN: i64 = 7;
/// Key of the place where who carries it out signs.
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
    /// Who carries it out: name and capacity.
    pub penanda: (&'a str, &'a str),
    /// Who witnesses.
    pub saksi: &'a [Saksi],
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
        penanda_tangan: std::iter::once(penanda(PELAKSANA.to_owned(), "Yang melaksanakan", nama, jabatan))
            .chain(
                (1..)
                    .zip(bahan.saksi)
                    .map(|(n, satu)| penanda(kunci_saksi(n), &format!("Saksi {n}"), &satu.nama, &satu.jabatan)),
            )
            .collect(),
        identitas: Identitas { dokumen: nomor_dokumen(usul), sidik: None, verifikasi: Some(alamat) },
    }
}

fn penanda(kunci: String, peran: &str, nama: &str, jabatan: &str) -> PenandaTangan {
    PenandaTangan {
        kunci,
        peran: peran.to_owned(),
        jabatan: Some(jabatan.to_owned()).filter(|teks| !teks.is_empty()),
        nama: nama.to_owned(),
        ..PenandaTangan::default()
    }
}

/// Key of the place where the witness of this number signs, from 1.
pub fn kunci_saksi(nomor: usize) -> String {
    format!("saksi-{nomor}")
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
pub async fn pdf(app: &App, naskah: &BeritaAcaraArsip) -> Result<(Vec<u8>, Vec<Area>)> {
    let penyusun = PENYUSUN.get_or_init(|| Renderer::in_process(SEKALIGUS));
    let options = Options::new(app.now(), app.offset()).ident(naskah.identitas.dokumen.clone());
    let pdf = penyusun.naskah(naskah, &options).await.map_err(Error::internal)?;
    Ok((pdf.bytes, pdf.areas))
}

/// Where a signature stands: page, left, lower, width, height in points.
pub type Letak = (usize, f64, f64, f64, f64);

/// The place of a signature among those of a document.
pub fn letak(areas: &[Area], kunci: &str) -> Option<Letak> {
    let area = areas.iter().find(|area| area.name == kunci)?;
    Some((area.page, area.x, area.y, area.width, area.height))
}

/// Asks for one signature under the minutes. False where nobody signs electronically.
pub async fn minta(
    write: &mut Write,
    usul: &Usul,
    id: Uuid,
    dokumen: Uuid,
    (akun, jabatan): (Uuid, &str),
    letak: Option<Letak>,
) -> Result<bool> {
    let hari = write.at().to_offset(write.app().offset()).date();
    let request = SignRequest {
        id,
        subject: Subject::new(USUL, usul.id, usul.href()),
        unit: Some(usul.unit),
        title: format!("Berita acara {}", usul.jenis.teks().to_lowercase()),
        number: usul.nomor_acara.clone(),
        document: dokumen,
        asker: None,
        signer: akun,
        capacity: jabatan.to_owned(),
        panel: letak.map(|(page, x, y, width, height)| Panel { page, x, y, width, height }),
        code: format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
        open: true,
        due: hari.checked_add(Duration::days(HARI_TANDA_TANGAN)),
    };
    write.ask_signature(request).await
}
