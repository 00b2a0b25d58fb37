//! A CSV of scores in, a CSV of indices out. Either everything is right and written, or nothing is written.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use thiserror::Error;

use crate::angka;
use crate::model::{GalatNilai, Instrumen, Nilai, PredikatDari, PredikatLain};
use crate::rules::hitung::hitung;

/// Largest file accepted, in bytes.
pub const BATAS_BYTE: u64 = 64 * 1024 * 1024;
/// Most faults that are listed one by one.
const GALAT_DITAMPILKAN: usize = 50;
/// Decimals of every figure written.
const DESIMAL: u32 = 4;
const KOLOM: [&str; 3] = ["instansi", "indikator", "nilai"];

/// One fault in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GalatBaris {
    /// Line in the file, counted from 1.
    pub baris: u64,
    /// What is wrong and what to do.
    pub pesan: String,
}

/// Why a file was not calculated. Nothing has been written, except for [`GalatCsv::Tulis`].
#[derive(Debug, Error)]
pub enum GalatCsv {
    /// The input cannot be read.
    #[error("berkas tidak dapat dibaca: {0}")]
    Baca(#[source] io::Error),
    /// The input is too large.
    #[error("berkas lebih dari {} MB; bagi menjadi beberapa berkas", BATAS_BYTE / 1024 / 1024)]
    TerlaluBesar,
    /// The file as a whole is not what is needed.
    #[error("{0}")]
    Berkas(String),
    /// Faults in lines; at most 50 are listed.
    #[error("{}", daftar_galat(.daftar, *.jumlah))]
    Baris {
        /// The first faults.
        daftar: Vec<GalatBaris>,
        /// How many there are.
        jumlah: usize,
    },
    /// The output cannot be written.
    #[error("hasil tidak dapat ditulis: {0}")]
    Tulis(#[source] io::Error),
}

fn daftar_galat(daftar: &[GalatBaris], jumlah: usize) -> String {
    let mut teks: Vec<String> = daftar.iter().map(|g| format!("baris {}: {}", g.baris, g.pesan)).collect();
    if jumlah > daftar.len() {
        teks.push(format!("dan {} kesalahan lain", jumlah - daftar.len()));
    }
    teks.join("\n")
}

/// What was calculated, for a message beside the result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ringkasan {
    /// Number of agencies written.
    pub instansi: usize,
    /// Agencies with indicators that have no score and were counted as 0, with their codes.
    pub belum_dinilai: Vec<(String, Vec<String>)>,
    /// Agencies whose predicate would differ under the other basis.
    pub predikat_berbeda: Vec<(String, PredikatLain)>,
}

/// Reads `instansi,indikator,nilai` (columns in any order, further columns ignored) and writes
/// `instansi,aspek_1,..,domain_1,..,indeks,predikat`, one row per agency in the order of first appearance. An instrument
/// without domains (Pemdi) has no `domain_n` column.
///
/// Accepted: `,` or `;` between fields, UTF-8 with or without BOM, UTF-16 with BOM, Latin-1; decimal comma or dot; an empty
/// score means not assessed. Written: UTF-8, `,` between fields, dot and 4 decimals, rounded half up from the exact value.
///
/// # Errors
/// [`GalatCsv`] with line numbers; then nothing has been written.
pub fn hitung_csv(
    instrumen: &Instrumen,
    masuk: impl Read,
    keluar: impl Write,
    basis: PredikatDari,
) -> Result<Ringkasan, GalatCsv> {
    let teks = baca_teks(masuk)?;
    let instansi = baca_nilai(instrumen, &teks)?;
    tulis_hasil(instrumen, &instansi, keluar, basis)
}

/// Scores per agency in the order of first appearance, read and checked as by [`hitung_csv`].
///
/// # Errors
/// [`GalatCsv`] with line numbers.
pub fn baca(instrumen: &Instrumen, masuk: impl Read) -> Result<Vec<(String, Nilai)>, GalatCsv> {
    let teks = baca_teks(masuk)?;
    Ok(baca_nilai(instrumen, &teks)?.into_iter().map(|instansi| (instansi.nama, instansi.nilai)).collect())
}

fn baca_teks(masuk: impl Read) -> Result<String, GalatCsv> {
    let mut isi = Vec::new();
    masuk.take(BATAS_BYTE + 1).read_to_end(&mut isi).map_err(GalatCsv::Baca)?;
    if isi.len() as u64 > BATAS_BYTE {
        return Err(GalatCsv::TerlaluBesar);
    }
    let (bentuk, panjang_bom) = encoding_rs::Encoding::for_bom(&isi).unwrap_or((encoding_rs::UTF_8, 0));
    let tanpa_bom = isi.get(panjang_bom..).unwrap_or_default();
    let teks = match bentuk.decode_without_bom_handling_and_without_replacement(tanpa_bom) {
        Some(teks) => teks,
        // Not Unicode: what spreadsheets on Windows write.
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(tanpa_bom).0,
    };
    if teks.contains('\0') {
        return Err(GalatCsv::Berkas(
            "berkas ini bukan teks CSV; simpan lembar kerja sebagai CSV lalu ulangi".to_owned(),
        ));
    }
    Ok(teks.into_owned())
}

/// The delimiter that the header line uses more often, quoted parts aside.
fn pemisah(kepala: &str) -> u8 {
    let mut dalam_kutip = false;
    let (mut koma, mut titik_koma) = (0_u32, 0_u32);
    for huruf in kepala.chars() {
        match huruf {
            '"' => dalam_kutip = !dalam_kutip,
            ',' if !dalam_kutip => koma += 1,
            ';' if !dalam_kutip => titik_koma += 1,
            _ => {}
        }
    }
    if titik_koma > koma { b';' } else { b',' }
}

struct Instansi {
    nama: String,
    nilai: Nilai,
    /// Code to line: to tell where a double was first. Also holds indicators with an empty score.
    baris: BTreeMap<String, u64>,
}

#[derive(Default)]
struct Catatan {
    daftar: Vec<GalatBaris>,
    jumlah: usize,
}

impl Catatan {
    fn catat(&mut self, baris: u64, pesan: String) {
        self.jumlah += 1;
        if self.daftar.len() < GALAT_DITAMPILKAN {
            self.daftar.push(GalatBaris { baris, pesan });
        }
    }
}

fn baca_nilai(instrumen: &Instrumen, teks: &str) -> Result<Vec<Instansi>, GalatCsv> {
    let kepala = teks.split(['\r', '\n']).find(|baris| !baris.is_empty()).unwrap_or_default();
    let mut pembaca = csv::ReaderBuilder::new()
        .delimiter(pemisah(kepala))
        .flexible(true)
        .has_headers(false)
        .from_reader(teks.as_bytes());
    let mut catatan_csv = pembaca.records();
    let kepala = match catatan_csv.next() {
        Some(kepala) => kepala.map_err(|galat| GalatCsv::Berkas(galat.to_string()))?,
        None => return Err(GalatCsv::Berkas(tanpa_baris("berkas kosong"))),
    };
    let letak = letak_kolom(&kepala)?;

    let mut catatan = Catatan::default();
    let mut daftar: Vec<Instansi> = Vec::new();
    let mut nomor: BTreeMap<String, usize> = BTreeMap::new();
    let mut ada_baris = false;
    for rekaman in catatan_csv {
        let rekaman = rekaman.map_err(|galat| GalatCsv::Berkas(galat.to_string()))?;
        if rekaman.iter().all(|medan| medan.trim().is_empty()) {
            continue;
        }
        ada_baris = true;
        let baris = rekaman.position().map_or(0, csv::Position::line);
        if rekaman.len() != kepala.len() {
            catatan.catat(
                baris,
                format!(
                    "ada {} kolom, seharusnya {}; bila nilai memakai koma desimal, apit dengan tanda kutip atau pakai titik koma sebagai pemisah kolom",
                    rekaman.len(),
                    kepala.len()
                ),
            );
            continue;
        }
        let [nama, kode, nilai] = letak.map(|kolom| rekaman.get(kolom).unwrap_or_default().trim());
        if nama.is_empty() {
            catatan.catat(baris, "kolom instansi kosong; isi nama instansinya".to_owned());
            continue;
        }
        let kode = rapikan_kode(kode);
        let tempat = *nomor.entry(nama.to_owned()).or_insert_with(|| {
            daftar.push(Instansi { nama: nama.to_owned(), nilai: Nilai::kosong(), baris: BTreeMap::new() });
            daftar.len() - 1
        });
        if let Some(instansi) = daftar.get_mut(tempat)
            && let Err(pesan) = catat_nilai(instrumen, instansi, &kode, nilai, baris)
        {
            catatan.catat(baris, pesan);
        }
    }
    if catatan.jumlah > 0 {
        return Err(GalatCsv::Baris { daftar: catatan.daftar, jumlah: catatan.jumlah });
    }
    if !ada_baris {
        return Err(GalatCsv::Berkas(tanpa_baris("tidak ada baris nilai")));
    }
    Ok(daftar)
}

fn tanpa_baris(sebab: &str) -> String {
    format!(
        "{sebab}; baris pertama harus memuat kolom instansi, indikator, dan nilai, lalu satu baris untuk setiap nilai"
    )
}

fn letak_kolom(kepala: &csv::StringRecord) -> Result<[usize; 3], GalatCsv> {
    let nama: Vec<String> = kepala.iter().map(|k| k.trim().to_lowercase()).collect();
    let letak = KOLOM.map(|kolom| nama.iter().position(|n| n == kolom));
    if let Some(ganda) = KOLOM.into_iter().find(|kolom| nama.iter().filter(|n| n == kolom).count() > 1) {
        return Err(GalatCsv::Berkas(format!("kolom {ganda} ada dua kali pada baris pertama; sisakan satu")));
    }
    match letak {
        [Some(instansi), Some(indikator), Some(nilai)] => Ok([instansi, indikator, nilai]),
        [_, _, _] => {
            let kurang: Vec<&str> =
                KOLOM.into_iter().zip(letak).filter(|(_, l)| l.is_none()).map(|(kolom, _)| kolom).collect();
            Err(GalatCsv::Berkas(format!(
                "kolom {} tidak ada pada baris pertama; yang terbaca: {}",
                kurang.join(" dan "),
                nama.join(", ")
            )))
        }
    }
}

/// `I7` and `07` mean indicator 7.
fn rapikan_kode(kode: &str) -> String {
    let angka = kode.strip_prefix(['I', 'i']).unwrap_or(kode).trim();
    let dipangkas = angka.trim_start_matches('0');
    if dipangkas.starts_with(|c: char| c.is_ascii_digit()) { dipangkas.to_owned() } else { kode.to_owned() }
}

fn catat_nilai(
    instrumen: &Instrumen,
    instansi: &mut Instansi,
    kode: &str,
    nilai: &str,
    baris: u64,
) -> Result<(), String> {
    if kode.is_empty() {
        return Err("kolom indikator kosong; isi nomor indikatornya".to_owned());
    }
    if instrumen.indikator(kode).is_none() {
        return Err(format!("indikator \"{kode}\" tidak ada dalam {}; {}", instrumen.id, petunjuk_kode(instrumen)));
    }
    if let Some(pertama) = instansi.baris.get(kode) {
        return Err(format!(
            "indikator {kode} untuk {} sudah ada pada baris {pertama}; hapus salah satunya",
            instansi.nama
        ));
    }
    instansi.baris.insert(kode.to_owned(), baris);
    if nilai.is_empty() {
        return Ok(());
    }
    let angka = angka::urai(nilai).map_err(|galat| galat.to_string())?;
    instansi.nilai.tambah(instrumen, kode, angka).map_err(|galat| match galat {
        GalatNilai::HarusBulat { .. } => format!("{galat}; pakai {}", instrumen.nilai.dalam_kata()),
        GalatNilai::DiLuarRentang { .. } | GalatNilai::IndikatorTidakDikenal(_) | GalatNilai::Ganda(_) => {
            galat.to_string()
        }
    })
}

fn petunjuk_kode(instrumen: &Instrumen) -> String {
    let kode = |i: Option<&crate::model::Indikator>| i.map(|i| i.kode.clone()).unwrap_or_default();
    let berpisah: Vec<&str> =
        instrumen.indikator.iter().filter(|i| i.kode.contains('-')).map(|i| i.kode.as_str()).collect();
    let dasar = format!("pakai {} sampai ", kode(instrumen.indikator.first()));
    if berpisah.is_empty() {
        return dasar + &kode(instrumen.indikator.last());
    }
    let utuh = instrumen.indikator.iter().rfind(|i| !i.kode.contains('-'));
    format!(
        "{dasar}{} serta {}; bila lembar kerja mengubahnya menjadi tanggal, jadikan kolom itu teks",
        kode(utuh),
        berpisah.join(" dan ")
    )
}

fn tulis_hasil(
    instrumen: &Instrumen,
    daftar: &[Instansi],
    mut keluar: impl Write,
    basis: PredikatDari,
) -> Result<Ringkasan, GalatCsv> {
    let tulis_gagal = |galat: csv::Error| GalatCsv::Tulis(io::Error::from(galat));
    let mut penulis = csv::Writer::from_writer(Vec::new());
    let mut kepala = vec!["instansi".to_owned()];
    kepala.extend(instrumen.aspek.iter().map(|a| format!("aspek_{}", a.nomor)));
    kepala.extend(instrumen.domain.iter().map(|d| format!("domain_{}", d.nomor)));
    kepala.extend(["indeks".to_owned(), "predikat".to_owned()]);
    penulis.write_record(&kepala).map_err(tulis_gagal)?;
    let mut ringkasan = Ringkasan::default();
    for instansi in daftar {
        let hasil = hitung(instrumen, &instansi.nilai, basis);
        let mut baris = vec![instansi.nama.clone()];
        baris.extend(hasil.aspek.iter().chain(&hasil.domain).map(|b| angka::tulis(b.indeks, DESIMAL, '.')));
        baris.push(angka::tulis(hasil.indeks, DESIMAL, '.'));
        baris.push(hasil.predikat.nama);
        penulis.write_record(&baris).map_err(tulis_gagal)?;
        ringkasan.instansi += 1;
        if !hasil.belum_dinilai.is_empty() {
            ringkasan.belum_dinilai.push((instansi.nama.clone(), hasil.belum_dinilai));
        }
        if let Some(lain) = hasil.predikat_lain {
            ringkasan.predikat_berbeda.push((instansi.nama.clone(), lain));
        }
    }
    let isi = penulis.into_inner().map_err(|galat| GalatCsv::Tulis(galat.into_error()))?;
    keluar.write_all(&isi).and_then(|()| keluar.flush()).map_err(GalatCsv::Tulis)?;
    Ok(ringkasan)
}
