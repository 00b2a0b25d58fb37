//! The instruments built into the program: read from `data/instrumen/*.toml`, checked as a whole on first use.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;
use thiserror::Error;

use crate::angka::{self, Pecahan};
use crate::model::{
    Aspek, AturanKesegaran, Domain, Indikator, Instrumen, Kapabilitas, KonversiLuar, Kriteria, NamaTingkat, NilaiLuar,
    Pemetaan, Predikat, RentangNilai, Sumber,
};

/// Id and text of every instrument, oldest first.
const TEKS: [(&str, &str); 3] = [
    ("permenpanrb-5-2018", include_str!("../../../data/instrumen/permenpanrb-5-2018.toml")),
    ("permenpanrb-59-2020", include_str!("../../../data/instrumen/permenpanrb-59-2020.toml")),
    ("pemdi-8-2026", include_str!("../../../data/instrumen/pemdi-8-2026.toml")),
];

static SEMUA: LazyLock<Result<Vec<Instrumen>, GalatInstrumen>> = LazyLock::new(|| {
    let mut semua = Vec::new();
    for (id, teks) in TEKS {
        let instrumen = muat(teks)?;
        if instrumen.id != id {
            return Err(GalatInstrumen::Isi { id: instrumen.id, pesan: format!("seharusnya ber-id {id}") });
        }
        semua.push(instrumen);
    }
    periksa_pemetaan(&semua)?;
    Ok(semua)
});

/// Why an instrument cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GalatInstrumen {
    /// The file is not TOML of the expected shape.
    #[error("berkas instrumen tidak terbaca: {0}")]
    Bentuk(String),
    /// The contents contradict themselves.
    #[error("instrumen {id}: {pesan}")]
    Isi {
        /// Which instrument.
        id: String,
        /// What is wrong.
        pesan: String,
    },
    /// No instrument has that id.
    #[error("instrumen \"{diminta}\" tidak dikenal; yang ada: {ada}")]
    TidakDikenal {
        /// What was asked for.
        diminta: String,
        /// Known ids, separated by commas.
        ada: String,
    },
}

/// Every instrument, oldest first.
///
/// # Errors
/// When the data built into the program is faulty.
pub fn semua() -> Result<&'static [Instrumen], GalatInstrumen> {
    SEMUA.as_ref().map(Vec::as_slice).map_err(Clone::clone)
}

/// The ids, oldest first.
pub fn daftar_id() -> [&'static str; 3] {
    TEKS.map(|(id, _)| id)
}

/// The instrument with that id.
///
/// # Errors
/// [`GalatInstrumen::TidakDikenal`] with the ids that exist.
pub fn cari(id: &str) -> Result<&'static Instrumen, GalatInstrumen> {
    semua()?
        .iter()
        .find(|i| i.id == id)
        .ok_or_else(|| GalatInstrumen::TidakDikenal { diminta: id.to_owned(), ada: daftar_id().join(", ") })
}

/// The instrument used for an assessment of that year.
///
/// # Errors
/// When the data built into the program is faulty. A year without an instrument is `Ok(None)`.
pub fn untuk_tahun(tahun: u16) -> Result<Option<&'static Instrumen>, GalatInstrumen> {
    Ok(semua()?.iter().find(|i| i.berlaku(tahun)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Berkas {
    id: String,
    nama: String,
    nama_indeks: String,
    dasar_hukum: String,
    tahun_dari: u16,
    tahun_sampai: Option<u16>,
    #[serde(default)]
    catatan: Vec<String>,
    nilai: RentangNilai,
    kesegaran: Option<AturanKesegaran>,
    predikat: Vec<BerkasPredikat>,
    tingkat: Vec<NamaTingkat>,
    #[serde(default)]
    domain: Vec<BerkasDomain>,
    aspek: Vec<BerkasAspek>,
    indikator: Vec<BerkasIndikator>,
    #[serde(default)]
    pemetaan: Vec<Pemetaan>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BerkasPredikat {
    nama: String,
    sebutan: Option<String>,
    batas_bawah: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BerkasDomain {
    nomor: u8,
    nama: String,
    bobot: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BerkasAspek {
    nomor: u8,
    domain: Option<u8>,
    nama: String,
    bobot: String,
    #[serde(default)]
    sumber: Sumber,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BerkasIndikator {
    kode: String,
    nama: String,
    aspek: u8,
    bobot: String,
    kapabilitas: Kapabilitas,
    pertanyaan: String,
    #[serde(default)]
    reviu: Vec<u8>,
    #[serde(default)]
    sumber_kriteria: Sumber,
    kriteria: Vec<Kriteria>,
    nilai_luar: Option<BerkasNilaiLuar>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BerkasNilaiLuar {
    nama: String,
    pembina: String,
    minimum: Option<String>,
    maksimum: Option<String>,
    batas: Option<Vec<String>>,
    batas_termasuk_bawah: Option<bool>,
}

/// Reads and checks the text of one instrument: weights must add up exactly, every level must have its criterion.
///
/// # Errors
/// [`GalatInstrumen`] naming the first fault.
pub fn muat(teks: &str) -> Result<Instrumen, GalatInstrumen> {
    let berkas: Berkas = toml::from_str(teks).map_err(|galat| GalatInstrumen::Bentuk(galat.to_string()))?;
    let id = berkas.id.clone();
    susun(berkas).map_err(|pesan| GalatInstrumen::Isi { id, pesan })
}

fn susun(berkas: Berkas) -> Result<Instrumen, String> {
    let mut predikat = Vec::new();
    for p in berkas.predikat {
        let batas_bawah = angka_dari(&p.batas_bawah, &p.nama)?;
        predikat.push(Predikat { nama: p.nama, sebutan: p.sebutan, batas_bawah });
    }
    let predikat_terendah = predikat.pop().ok_or("tidak ada predikat")?;
    let mut domain = Vec::new();
    for d in berkas.domain {
        let bobot = angka_dari(&d.bobot, &d.nama)?;
        domain.push(Domain { nomor: d.nomor, nama: d.nama, bobot });
    }
    let mut aspek = Vec::new();
    for a in berkas.aspek {
        let bobot = angka_dari(&a.bobot, &a.nama)?;
        aspek.push(Aspek { nomor: a.nomor, domain: a.domain, nama: a.nama, bobot, sumber: a.sumber });
    }
    let mut indikator = Vec::new();
    for i in berkas.indikator {
        let bobot = angka_dari(&i.bobot, &i.kode)?;
        let nilai_luar = i.nilai_luar.map(nilai_luar).transpose()?;
        indikator.push(Indikator {
            kode: i.kode,
            nama: i.nama,
            aspek: i.aspek,
            bobot,
            kapabilitas: i.kapabilitas,
            pertanyaan: i.pertanyaan,
            reviu: i.reviu,
            kriteria: i.kriteria,
            sumber_kriteria: i.sumber_kriteria,
            nilai_luar,
        });
    }
    let instrumen = Instrumen {
        id: berkas.id,
        nama: berkas.nama,
        nama_indeks: berkas.nama_indeks,
        dasar_hukum: berkas.dasar_hukum,
        tahun_dari: berkas.tahun_dari,
        tahun_sampai: berkas.tahun_sampai,
        catatan: berkas.catatan,
        nilai: berkas.nilai,
        kesegaran: berkas.kesegaran,
        predikat_atas: predikat,
        predikat_terendah,
        tingkat: berkas.tingkat,
        domain,
        aspek,
        indikator,
        pemetaan: berkas.pemetaan,
    };
    periksa_susunan(&instrumen)?;
    periksa_bobot(&instrumen)?;
    periksa_tingkat(&instrumen)?;
    Ok(instrumen)
}

fn angka_dari(teks: &str, milik: &str) -> Result<Pecahan, String> {
    angka::urai_pecahan(teks).map_err(|galat| format!("{milik}: {galat}"))
}

fn nilai_luar(berkas: BerkasNilaiLuar) -> Result<NilaiLuar, String> {
    let nama = berkas.nama;
    let konversi = match (berkas.minimum, berkas.maksimum, berkas.batas, berkas.batas_termasuk_bawah) {
        (None, None, None, None) => None,
        (Some(minimum), Some(maksimum), Some(batas), Some(batas_termasuk_bawah)) => Some(KonversiLuar {
            minimum: angka_dari(&minimum, &nama)?,
            maksimum: angka_dari(&maksimum, &nama)?,
            batas: batas.iter().map(|b| angka_dari(b, &nama)).collect::<Result<_, _>>()?,
            batas_termasuk_bawah,
        }),
        (_, _, _, _) => {
            return Err(format!("{nama}: minimum, maksimum, batas, dan batas_termasuk_bawah harus lengkap"));
        }
    };
    Ok(NilaiLuar { nama, pembina: berkas.pembina, konversi })
}

fn periksa_susunan(instrumen: &Instrumen) -> Result<(), String> {
    if !berurut(instrumen.domain.iter().map(|d| d.nomor)) || !berurut(instrumen.aspek.iter().map(|a| a.nomor)) {
        return Err("domain dan aspek harus bernomor urut mulai 1".to_owned());
    }
    for aspek in &instrumen.aspek {
        let dikenal = match aspek.domain {
            Some(nomor) => instrumen.domain.iter().any(|d| d.nomor == nomor),
            None => instrumen.domain.is_empty(),
        };
        if !dikenal {
            return Err(format!("domain aspek {} tidak ada", aspek.nomor));
        }
    }
    let mut kode = BTreeSet::new();
    for indikator in &instrumen.indikator {
        if !kode.insert(indikator.kode.as_str()) {
            return Err(format!("indikator {} ditulis dua kali", indikator.kode));
        }
        if !instrumen.aspek.iter().any(|a| a.nomor == indikator.aspek) {
            return Err(format!("aspek {} dari indikator {} tidak ada", indikator.aspek, indikator.kode));
        }
    }
    if instrumen.tahun_sampai.is_some_and(|sampai| sampai < instrumen.tahun_dari) {
        return Err("tahun_sampai mendahului tahun_dari".to_owned());
    }
    Ok(())
}

fn berurut(nomor: impl Iterator<Item = u8>) -> bool {
    nomor.zip(1_u8..).all(|(ada, harus)| ada == harus)
}

fn periksa_bobot(instrumen: &Instrumen) -> Result<(), String> {
    let nol = Pecahan::from_integer(0);
    if let Some(indikator) = instrumen.indikator.iter().find(|i| i.bobot <= nol) {
        return Err(format!("bobot indikator {} harus lebih dari 0", indikator.kode));
    }
    for aspek in &instrumen.aspek {
        let jumlah: Pecahan = instrumen.indikator_aspek(aspek.nomor).map(|i| i.bobot).sum();
        sama(&format!("aspek {}", aspek.nomor), jumlah, aspek.bobot)?;
    }
    for domain in &instrumen.domain {
        let jumlah: Pecahan = instrumen.aspek_domain(domain.nomor).map(|a| a.bobot).sum();
        sama(&format!("domain {}", domain.nomor), jumlah, domain.bobot)?;
    }
    sama("indeks", instrumen.aspek.iter().map(|a| a.bobot).sum(), Pecahan::from_integer(100))
}

fn sama(apa: &str, jumlah: Pecahan, harus: Pecahan) -> Result<(), String> {
    if jumlah == harus { Ok(()) } else { Err(format!("bobot {apa} berjumlah {jumlah}, seharusnya {harus}")) }
}

fn periksa_tingkat(instrumen: &Instrumen) -> Result<(), String> {
    let rentang = &instrumen.nilai;
    if rentang.minimum > 1 || rentang.maksimum <= rentang.minimum {
        return Err("rentang nilai harus mulai dari 0 atau 1".to_owned());
    }
    if !instrumen.tingkat.iter().map(|t| t.nilai).eq(rentang.minimum..=rentang.maksimum) {
        return Err("nama tingkat tidak lengkap atau tidak urut".to_owned());
    }
    for indikator in &instrumen.indikator {
        let kode = &indikator.kode;
        if !indikator.kriteria.iter().map(|k| k.tingkat).eq(rentang.minimum..=rentang.maksimum) {
            return Err(format!("kriteria indikator {kode} tidak lengkap atau tidak urut"));
        }
        if indikator.kriteria.iter().any(|k| k.isi.trim().is_empty()) || indikator.pertanyaan.trim().is_empty() {
            return Err(format!("indikator {kode} punya teks kosong"));
        }
        if indikator.reviu.iter().any(|t| *t < rentang.minimum || *t > rentang.maksimum) {
            return Err(format!("tingkat reviu indikator {kode} di luar rentang"));
        }
        if !indikator.reviu.is_empty() && instrumen.kesegaran.is_none() {
            return Err(format!("indikator {kode} meminta reviu, tetapi instrumen tanpa aturan kesegaran"));
        }
        if let Some(konversi) = indikator.nilai_luar.as_ref().and_then(|n| n.konversi.as_ref()) {
            let naik = konversi.batas.is_sorted_by(|a, b| a < b);
            if !naik || konversi.batas.len() != usize::from(rentang.maksimum - rentang.minimum) {
                return Err(format!("batas nilai luar indikator {kode} harus naik, satu kurang dari jumlah tingkat"));
            }
        }
    }
    let turun = instrumen.predikat().map(|p| p.batas_bawah).is_sorted_by(|a, b| a > b);
    if !turun || *instrumen.predikat_terendah.batas_bawah.numer() != 0 {
        return Err("predikat harus urut dari yang terbaik; batas yang terakhir 0".to_owned());
    }
    Ok(())
}

fn periksa_pemetaan(semua: &[Instrumen]) -> Result<(), GalatInstrumen> {
    for baru in semua {
        for pemetaan in &baru.pemetaan {
            let salah = |pesan: String| GalatInstrumen::Isi { id: baru.id.clone(), pesan };
            let lama = semua.iter().find(|i| i.id == pemetaan.dari_instrumen).ok_or_else(|| {
                salah(format!("padanan merujuk instrumen {} yang tidak ada", pemetaan.dari_instrumen))
            })?;
            let dari = pemetaan.dari.iter().find(|kode| lama.indikator(kode).is_none());
            let ke = pemetaan.ke.iter().find(|kode| baru.indikator(kode).is_none());
            if let Some(kode) = dari.or(ke) {
                return Err(salah(format!("padanan merujuk indikator {kode} yang tidak ada")));
            }
        }
    }
    Ok(())
}
