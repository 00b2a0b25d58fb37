//! From the bytes of a file to rows: read, parsed and laid out in a thread of its own, within limits of size and time.
mod bagian;
mod fakta;

use std::sync::LazyLock;
use std::time::Duration;

use kernel::{Error, Result};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use time::Date;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::isi::Letak;
use crate::model::JenisHubungan;
use crate::urai::{self, GalatBerkas, Naskah};

/// Longest time that a text may take.
const SABAR: Duration = Duration::from_secs(75);
/// Most pasal of one text.
pub const BATAS_PASAL: usize = 20_000;

/// Two texts are parsed at a time; others wait, so that uploads cannot take the machine from the readers.
static GILIRAN: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// Facts read from the head and tail of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fakta {
    /// Code of the kind; empty when not recognised.
    pub jenis: String,
    /// Name of the kind, as a title.
    pub jenis_nama: String,
    /// Number.
    pub nomor: String,
    /// Year.
    pub tahun: Option<i64>,
    /// Title, as a title.
    pub judul: String,
    /// Who issued it, as a title.
    pub pemrakarsa: String,
    /// Place of enactment.
    pub tempat: String,
    /// Day of enactment.
    pub ditetapkan: Option<Date>,
    /// Day of promulgation.
    pub diundangkan: Option<Date>,
    /// Day from which it holds, where the text ties it to the promulgation.
    pub berlaku: Option<Date>,
    /// Gazette.
    pub sumber: String,
}

/// One addressable part of a text.
#[derive(Debug, Clone)]
pub struct BarisSimpul {
    /// `bab`, `bagian`, `paragraf`, `pasal`, `pembukaan`, `penutup`, `penjelasan` or `lampiran`.
    pub jenis: &'static str,
    /// Number.
    pub nomor: String,
    /// Address inside the document, unique.
    pub alamat: String,
    /// Label.
    pub sebutan: String,
    /// Title.
    pub judul: String,
    /// The parts that hold it, in words.
    pub induk: String,
    /// Text for search and plain reading.
    pub teks: String,
    /// What is shown: an [`Isi`] for a pasal, lists for the preamble.
    pub isi: Option<Json>,
    /// Line of the source.
    pub baris: usize,
}

/// A note for the reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarisCatatan {
    /// `perbaikan` or `keraguan`.
    pub macam: &'static str,
    /// Kind of repair or doubt, as the parser names it.
    pub jenis: String,
    /// Line of the source; 0 for the whole text.
    pub baris: usize,
    /// Pasal concerned.
    pub pasal: String,
    /// The source, or empty for a doubt.
    pub sebelum: String,
    /// The result, or the sentence of a doubt.
    pub sesudah: String,
    /// How many times.
    pub jumlah: usize,
}

/// A relation that the text itself tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsulHubungan {
    /// Which.
    pub jenis: JenisHubungan,
    /// Key of the other law.
    pub kunci: String,
    /// What the other law is called in the text.
    pub sebutan: String,
    /// Where the text says so.
    pub uraian: String,
}

/// A term of the glossary.
#[derive(Debug, Clone)]
pub struct BarisIstilah {
    /// Number in its pasal.
    pub nomor: String,
    /// The term.
    pub istilah: String,
    /// Short form; empty for none.
    pub singkatan: String,
    /// Meaning.
    pub arti: String,
    /// Where it is defined.
    pub alamat: String,
}

/// A reference.
#[derive(Debug, Clone)]
pub struct BarisRujukan {
    /// Where it stands.
    pub dari: String,
    /// Its words.
    pub teks: String,
    /// What it names.
    pub ke: String,
    /// It resolves.
    pub ada: bool,
    /// Key of another law; empty for this one.
    pub kunci: String,
}

/// A text laid out in rows.
#[derive(Debug, Clone, Default)]
pub struct Olahan {
    /// The text that was parsed, lines ended by `\n`.
    pub teks: String,
    /// The parse tree as JSON.
    pub pohon: Vec<u8>,
    /// Facts.
    pub fakta: Fakta,
    /// Parts.
    pub simpul: Vec<BarisSimpul>,
    /// Glossary.
    pub istilah: Vec<BarisIstilah>,
    /// References.
    pub rujukan: Vec<BarisRujukan>,
    /// Notes for review, doubts first.
    pub catatan: Vec<BarisCatatan>,
    /// Relations.
    pub hubungan: Vec<UsulHubungan>,
    /// Number of pasal.
    pub pasal: usize,
}

/// Reads and parses a file. `nama` is only used in messages.
///
/// # Errors
/// A field error at `berkas` in words for the uploader; nothing is kept.
pub async fn dari_berkas(bytes: Vec<u8>, nama: String) -> Result<Olahan> {
    di_samping(move || {
        let teks = urai::berkas_ke_teks(&bytes, &nama).map_err(|galat| galat_berkas(&galat))?;
        olah(&teks)
    })
    .await
}

/// Parses a corrected text.
///
/// # Errors
/// A field error at `berkas` when the text is too much.
pub async fn dari_teks(teks: String) -> Result<Olahan> {
    di_samping(move || olah(&teks)).await
}

/// Runs heavy work beside the requests, two at a time, and gives up after [`SABAR`].
pub async fn di_samping<T: Send + 'static>(kerja: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let giliran = tokio::time::timeout(SABAR, GILIRAN.acquire()).await;
    let giliran = giliran.map_err(|_| sibuk())?.map_err(Error::internal)?;
    // The permit travels with the work: one that is given up keeps its place until it really ends.
    let tugas = tokio::task::spawn_blocking(move || {
        let hasil = kerja();
        drop(giliran);
        hasil
    });
    match tokio::time::timeout(SABAR, tugas).await {
        Ok(hasil) => hasil.map_err(Error::internal)?,
        Err(_) => Err(sibuk()),
    }
}

fn sibuk() -> Error {
    Error::field("berkas", "Naskah ini terlalu lama diurai. Coba lagi nanti, atau bagi naskah menjadi beberapa berkas.")
}

fn galat_berkas(galat: &GalatBerkas) -> Error {
    let kalimat = galat.to_string();
    let mut huruf = kalimat.chars();
    let awal = huruf.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    Error::field("berkas", format!("{awal}{}.", huruf.as_str()))
}

fn olah(teks: &str) -> Result<Olahan> {
    let teks = teks.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    let naskah = urai::urai(&teks);
    let pasal = naskah.pasal().len();
    if pasal > BATAS_PASAL {
        return Err(Error::field("berkas", "Naskah ini memuat lebih dari 20.000 pasal. Bagi menjadi beberapa berkas."));
    }
    if pasal == 0 && naskah.kepala.kode_jenis.is_empty() && naskah.kepala.tentang.is_empty() {
        return Err(Error::field(
            "berkas",
            "Berkas ini tidak tampak seperti naskah peraturan: tidak ada kepala peraturan dan tidak ada pasal. Periksa berkasnya.",
        ));
    }
    let dalam = urai::rujukan(&naskah);
    let luar = urai::rujukan_luar(&naskah);
    let letak = Letak::baru(&dalam, &luar);
    let rujukan = dalam
        .iter()
        .map(|satu| BarisRujukan {
            dari: satu.dari.to_string(),
            teks: satu.teks.clone(),
            ke: satu.ke.to_string(),
            ada: satu.ada,
            kunci: String::new(),
        })
        .chain(luar.iter().map(|satu| BarisRujukan {
            dari: satu.dari.to_string(),
            teks: satu.teks.clone(),
            ke: satu.alamat.as_ref().map(ToString::to_string).unwrap_or_default(),
            ada: true,
            kunci: satu.kunci.clone(),
        }))
        .collect();
    let pohon = serde_json::to_vec(&urai::json(&naskah)).map_err(Error::from)?;
    Ok(Olahan {
        pohon,
        fakta: fakta::fakta(&naskah, &teks),
        simpul: bagian::simpul(&naskah, &letak),
        istilah: istilah(&naskah),
        rujukan,
        catatan: catatan(&naskah),
        hubungan: fakta::hubungan(&naskah),
        pasal,
        teks,
    })
}

fn istilah(naskah: &Naskah) -> Vec<BarisIstilah> {
    let tempat =
        naskah.pasal().into_iter().take(5).find(|pasal| pasal.teks.to_lowercase().contains("yang dimaksud dengan"));
    let mut hasil = vec![];
    for satu in urai::istilah(naskah) {
        let butir = tempat
            .and_then(|pasal| pasal.anak.iter().find(|anak| anak.baris == satu.baris && anak.nomor == satu.nomor));
        let pasal = tempat.map(|pasal| format!("pasal-{}", pasal.nomor.to_lowercase())).unwrap_or_default();
        let alamat = butir.map(|butir| crate::isi::turun(&pasal, butir.jenis.kata(), &butir.nomor)).unwrap_or(pasal);
        hasil.push(BarisIstilah {
            nomor: satu.nomor,
            istilah: satu.istilah,
            singkatan: satu.singkatan.unwrap_or_default(),
            arti: satu.arti,
            alamat,
        });
    }
    hasil
}

/// The name of a unit variant as the parser writes it in JSON.
fn nama(varian: &impl serde::Serialize) -> String {
    serde_json::to_value(varian).ok().and_then(|nilai| nilai.as_str().map(str::to_owned)).unwrap_or_default()
}

fn catatan(naskah: &Naskah) -> Vec<BarisCatatan> {
    let ragu = naskah.keraguan.iter().map(|satu| BarisCatatan {
        macam: "keraguan",
        jenis: nama(&satu.jenis),
        baris: satu.baris,
        pasal: satu.pasal.clone().unwrap_or_default(),
        sebelum: String::new(),
        sesudah: satu.uraian.clone(),
        jumlah: 1,
    });
    let perbaikan = naskah.perbaikan.iter().map(|satu| BarisCatatan {
        macam: "perbaikan",
        jenis: nama(&satu.jenis),
        baris: satu.baris,
        pasal: String::new(),
        sebelum: satu.sebelum.clone(),
        sesudah: satu.sesudah.clone(),
        jumlah: satu.jumlah,
    });
    ragu.chain(perbaikan).collect()
}

/// The id of a part of a document that stays the same over all versions of its text.
pub fn rekam(dokumen: Uuid, alamat: &str) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(dokumen.as_bytes());
    hash.update(alamat.as_bytes());
    let sidik = hash.finalize();
    let mut bytes = [0_u8; 16];
    for (to, from) in bytes.iter_mut().zip(sidik.iter()) {
        *to = *from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const CONTOH: &str = include_str!("../../tests/contoh/perbup-contoh.txt");

    #[test]
    fn a_text_becomes_facts_parts_and_relations() {
        let hasil = olah(CONTOH).unwrap();
        let fakta = &hasil.fakta;
        assert_eq!((fakta.jenis.as_str(), fakta.nomor.as_str(), fakta.tahun), ("perbup", "7", Some(2031)));
        assert_eq!(fakta.pemrakarsa, "Bupati Telaga Biru");
        assert!(fakta.judul.starts_with("Tata Cara Pinjam Pakai Sepeda Dinas di Lingkungan"), "{}", fakta.judul);
        assert!(hasil.pasal > 3 && hasil.simpul.iter().filter(|satu| satu.jenis == "pasal").count() == hasil.pasal);
        let alamat: std::collections::HashSet<_> = hasil.simpul.iter().map(|satu| &satu.alamat).collect();
        assert_eq!(alamat.len(), hasil.simpul.len(), "addresses are unique");
        assert!(
            hasil.hubungan.iter().any(|satu| satu.jenis == JenisHubungan::DasarHukum && satu.kunci == "uu/2029/901")
        );
        assert!(!hasil.catatan.is_empty() && !hasil.istilah.is_empty());
        assert!(fakta.ditetapkan.is_none_or(|hari| hari > date!(2030 - 01 - 01)));
    }

    #[test]
    fn what_is_no_regulation_is_refused() {
        for teks in ["halo dunia", "x,y\n1,2\n"] {
            assert!(matches!(olah(teks), Err(Error::Invalid(_))), "{teks}");
        }
    }

    #[test]
    fn ids_of_parts_do_not_depend_on_the_version() {
        let dokumen = Uuid::from_u128(7);
        assert_eq!(rekam(dokumen, "pasal-9"), rekam(dokumen, "pasal-9"));
        assert_ne!(rekam(dokumen, "pasal-9"), rekam(dokumen, "pasal-8"));
        assert_ne!(rekam(dokumen, "pasal-9"), rekam(Uuid::from_u128(8), "pasal-9"));
    }
}
