//! From the bytes of a file to rows: read, parsed and laid out in a thread of its own, within limits of size and time.
mod usul;

use std::collections::HashMap;
use std::sync::LazyLock;
use std::time::Duration;

use kernel::{Error, Result};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};
use time::Date;
use time::macros::format_description;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::isi::{Isi, Letak};
use crate::model::JenisHubungan;
use crate::rules;
use crate::urai::{self, GalatBerkas, Hukum, Jenis, Naskah, Simpul};

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
        fakta: fakta(&naskah, &teks),
        simpul: simpul(&naskah, &letak),
        istilah: istilah(&naskah),
        rujukan,
        catatan: usul::catatan(&naskah),
        hubungan: usul::hubungan(&naskah),
        pasal,
        teks,
    })
}

fn tanggal(text: Option<&String>) -> Option<Date> {
    Date::parse(text?, format_description!("[year]-[month]-[day]")).ok()
}

fn fakta(naskah: &Naskah, teks: &str) -> Fakta {
    let (kepala, penutup) = (&naskah.kepala, &naskah.penutup);
    let ditetapkan = penutup.ditetapkan.as_ref();
    let diundangkan = penutup.diundangkan.as_ref().and_then(|sah| tanggal(sah.tanggal.as_ref()));
    let rapat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let sejak_diundangkan = naskah
        .pasal()
        .last()
        .is_some_and(|pasal| rapat(&pasal.teks_penuh()).contains("berlaku pada tanggal diundangkan"))
        || rapat(teks.get(teks.len().saturating_sub(4000)..).unwrap_or_default())
            .contains("berlaku pada tanggal diundangkan");
    Fakta {
        jenis: kepala.kode_jenis.clone(),
        jenis_nama: rules::kapital(&kepala.jenis),
        nomor: kepala.nomor.clone(),
        tahun: kepala.tahun.parse().ok(),
        judul: rules::kapital(&kepala.tentang),
        pemrakarsa: rules::kapital(&kepala.pemrakarsa),
        tempat: ditetapkan.map(|sah| rules::kapital(&sah.tempat)).unwrap_or_default(),
        ditetapkan: ditetapkan.and_then(|sah| tanggal(sah.tanggal.as_ref())),
        diundangkan,
        berlaku: diundangkan.filter(|_| sejak_diundangkan),
        sumber: penutup.berita.as_deref().map(rules::kapital).unwrap_or_default(),
    }
}

/// An address that no other part has.
fn tunggal(dipakai: &mut HashMap<String, usize>, alamat: String) -> String {
    let kali = dipakai.entry(alamat.clone()).or_insert(0);
    *kali += 1;
    if *kali == 1 { alamat } else { format!("{alamat}-ganda-{kali}") }
}

fn simpul(naskah: &Naskah, letak: &Letak) -> Vec<BarisSimpul> {
    let mut hasil = vec![];
    let mut dipakai = HashMap::new();
    let bukaan = &naskah.pembukaan;
    let butir = |daftar: &[urai::Butir]| -> Json { daftar.iter().map(|satu| json!([satu.nomor, satu.teks])).collect() };
    let isi = json!({
        "menimbang": butir(&bukaan.menimbang),
        "mengingat": butir(&bukaan.mengingat),
        "memperhatikan": butir(&bukaan.memperhatikan),
        "persetujuan": bukaan.persetujuan,
        "menetapkan": bukaan.menetapkan,
    });
    let semua = bukaan.menimbang.iter().chain(&bukaan.mengingat).chain(&bukaan.memperhatikan);
    let teks = semua.map(|satu| format!("{} {}", satu.nomor, satu.teks)).collect::<Vec<_>>().join("\n");
    if !teks.is_empty() || !bukaan.menetapkan.is_empty() {
        hasil.push(lepas("pembukaan", "", "pembukaan".into(), "Pembukaan", teks, Some(isi), 0));
    }
    for satu in &naskah.batang {
        turun(satu, &mut vec![], "", letak, &mut dipakai, &mut hasil);
    }
    if !naskah.penutup.baris.is_empty() {
        hasil.push(lepas("penutup", "", "penutup".into(), "Penutup", naskah.penutup.baris.join("\n"), None, 0));
    }
    if let Some(penjelasan) = &naskah.penjelasan {
        if !penjelasan.umum.is_empty() {
            hasil.push(lepas(
                "penjelasan",
                "",
                "penjelasan".into(),
                "Penjelasan umum",
                penjelasan.umum.join("\n"),
                None,
                0,
            ));
        }
        for satu in &penjelasan.pasal {
            let alamat = tunggal(&mut dipakai, format!("penjelasan-pasal-{}", satu.nomor.to_lowercase()));
            let sebutan = format!("Penjelasan Pasal {}", satu.nomor);
            hasil.push(lepas("penjelasan", &satu.nomor, alamat, &sebutan, satu.teks.join("\n"), None, satu.baris));
        }
    }
    for (urut, lampiran) in naskah.lampiran.iter().enumerate() {
        let alamat = format!("lampiran-{}", urut + 1);
        let sebutan = rules::kapital(&lampiran.sebutan);
        hasil.push(lepas(
            "lampiran",
            &(urut + 1).to_string(),
            alamat,
            &sebutan,
            lampiran.teks.join("\n"),
            None,
            lampiran.baris,
        ));
    }
    hasil
}

fn lepas(
    jenis: &'static str,
    nomor: &str,
    alamat: String,
    sebutan: &str,
    teks: String,
    isi: Option<Json>,
    baris: usize,
) -> BarisSimpul {
    BarisSimpul {
        jenis,
        nomor: nomor.to_owned(),
        alamat,
        sebutan: sebutan.to_owned(),
        judul: String::new(),
        induk: String::new(),
        teks,
        isi,
        baris,
    }
}

fn turun(
    simpul: &Simpul,
    induk: &mut Vec<String>,
    atas: &str,
    letak: &Letak,
    dipakai: &mut HashMap<String, usize>,
    hasil: &mut Vec<BarisSimpul>,
) {
    let langkah = format!("{}-{}", simpul.jenis.kata(), simpul.nomor.to_lowercase());
    let pasal = simpul.jenis == Jenis::Pasal;
    let penuh = if atas.is_empty() || pasal { langkah } else { format!("{atas}.{langkah}") };
    let alamat = tunggal(dipakai, penuh);
    let isi: Option<Isi> = pasal.then(|| letak.isi(simpul, &format!("pasal-{}", simpul.nomor.to_lowercase())));
    hasil.push(BarisSimpul {
        jenis: simpul.jenis.kata(),
        nomor: simpul.nomor.clone(),
        alamat: alamat.clone(),
        sebutan: simpul.sebutan.clone(),
        judul: simpul.judul.clone(),
        induk: induk.join(" › "),
        teks: if pasal { simpul.teks_penuh() } else { String::new() },
        isi: isi.and_then(|isi| serde_json::to_value(isi).ok()),
        baris: simpul.baris,
    });
    if !pasal {
        induk.push(format!("{} {}", simpul.sebutan, simpul.judul).trim().to_owned());
        for anak in &simpul.anak {
            turun(anak, induk, &alamat, letak, dipakai, hasil);
        }
        induk.pop();
    }
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

    const CONTOH: &str = include_str!("../tests/contoh/perbup-contoh.txt");

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
