//! Scores of a period as a file, and scores from a file.

use kernel::{Error, Result};
use rust_xlsxwriter::{Format, Workbook};

use crate::acara::bobot;
use crate::angka::{Pecahan, tulis};
use crate::model::Nilai;
use crate::periode::{Jawaban, Periode, nilai_dipakai};
use crate::rules::hitung::hitung;

const KEPALA: [&str; 10] = [
    "indikator",
    "nama",
    "domain",
    "aspek",
    "bobot",
    "nilai_mandiri",
    "nilai_eksternal",
    "keadaan",
    "penjelasan",
    "alasan_eksternal",
];

fn baris(periode: &Periode, jawaban: &[Jawaban]) -> Vec<[String; 10]> {
    let angka = |nilai: Option<Pecahan>| nilai.map(|n| tulis(n, 4, '.')).unwrap_or_default();
    jawaban
        .iter()
        .filter_map(|j| {
            let i = periode.instrumen.indikator(&j.kode)?;
            let aspek = periode.instrumen.aspek.iter().find(|a| a.nomor == i.aspek);
            Some([
                i.kode.clone(),
                i.nama.clone(),
                aspek.and_then(|a| a.domain).map(|d| d.to_string()).unwrap_or_default(),
                i.aspek.to_string(),
                tulis(i.bobot, 4, '.'),
                angka(j.nilai),
                angka(j.nilai_eksternal),
                j.keadaan.nama().to_owned(),
                j.penjelasan.clone(),
                j.alasan_eksternal.clone(),
            ])
        })
        .collect()
}

/// A text that a spreadsheet would take for a formula gets an apostrophe in front.
fn aman(teks: &str) -> String {
    if teks.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{teks}") } else { teks.to_owned() }
}

/// CSV, UTF-8 with BOM, a row per indicator.
pub fn csv(periode: &Periode, jawaban: &[Jawaban]) -> Result<Vec<u8>> {
    let mut penulis = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    penulis.write_record(KEPALA).map_err(Error::internal)?;
    for satu in baris(periode, jawaban) {
        penulis.write_record(satu.iter().map(|teks| aman(teks))).map_err(Error::internal)?;
    }
    penulis.into_inner().map_err(Error::internal)
}

/// XLSX with a sheet of scores and a sheet of results.
pub fn xlsx(periode: &Periode, jawaban: &[Jawaban]) -> Result<Vec<u8>> {
    let mut buku = Workbook::new();
    let tebal = Format::new().set_bold();
    let lembar = buku.add_worksheet();
    lembar.set_name("Nilai").map_err(Error::internal)?;
    for (kolom, kepala) in (0_u16..).zip(KEPALA) {
        lembar.write_string_with_format(0, kolom, kepala, &tebal).map_err(Error::internal)?;
    }
    for (nomor, satu) in (1_u32..).zip(baris(periode, jawaban)) {
        for (kolom, isi) in (0_u16..).zip(&satu) {
            // Figures of weight and score are numbers; codes such as 35-2 stay text.
            let angka = matches!(kolom, 4..=6).then(|| isi.parse::<f64>().ok()).flatten();
            match angka {
                Some(angka) => lembar.write_number(nomor, kolom, angka),
                None => lembar.write_string(nomor, kolom, isi),
            }
            .map_err(Error::internal)?;
        }
    }
    lembar.set_freeze_panes(1, 0).map_err(Error::internal)?;
    lembar.set_column_width(1, 50).map_err(Error::internal)?;
    let hasil = hitung(periode.instrumen, &nilai_dipakai(periode, jawaban), periode.basis);
    let lembar = buku.add_worksheet();
    lembar.set_name("Hasil").map_err(Error::internal)?;
    let mut nomor = 0_u32;
    let mut tulis_baris = |sel: [String; 3]| -> Result<()> {
        for (kolom, isi) in (0_u16..).zip(&sel) {
            lembar.write_string(nomor, kolom, isi).map_err(Error::internal)?;
        }
        nomor += 1;
        Ok(())
    };
    tulis_baris(["Bagian".to_owned(), "Bobot".to_owned(), "Indeks".to_owned()])?;
    for (jenis, bagian) in [("Domain", &hasil.domain), ("Aspek", &hasil.aspek)] {
        for b in bagian {
            tulis_baris([format!("{jenis} {} – {}", b.nomor, b.nama), bobot(b.bobot), tulis(b.indeks, 4, ',')])?;
        }
    }
    tulis_baris([periode.instrumen.nama_indeks.clone(), "100".to_owned(), tulis(hasil.indeks, 4, ',')])?;
    tulis_baris(["Predikat".to_owned(), String::new(), hasil.predikat.nama])?;
    lembar.set_column_width(0, 60).map_err(Error::internal)?;
    buku.save_to_buffer().map_err(Error::internal)
}

/// What an import would change in one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Perubahan {
    /// The indicator.
    pub kode: String,
    /// Score now.
    pub lama: Option<Pecahan>,
    /// Score in the file.
    pub baru: Pecahan,
}

/// Indicators whose score in the file differs from the present one; those without a score in the file stay as they are.
pub fn perubahan(jawaban: &[Jawaban], nilai: &Nilai) -> Vec<Perubahan> {
    jawaban
        .iter()
        .filter_map(|j| {
            let baru = nilai.ambil(&j.kode)?;
            (j.nilai != Some(baru)).then(|| Perubahan { kode: j.kode.clone(), lama: j.nilai, baru })
        })
        .collect()
}

/// Scores as text that [`crate::hitung_csv::baca`] reads again: what a person confirms after the dry run.
pub fn teks_csv(nama: &str, nilai: &Nilai, jawaban: &[Jawaban]) -> Result<String> {
    let mut penulis = csv::Writer::from_writer(Vec::new());
    penulis.write_record(["instansi", "indikator", "nilai"]).map_err(Error::internal)?;
    for j in jawaban {
        if let Some(angka) = nilai.ambil(&j.kode) {
            penulis.write_record([nama, &j.kode, &tulis(angka, 4, '.')]).map_err(Error::internal)?;
        }
    }
    String::from_utf8(penulis.into_inner().map_err(Error::internal)?).map_err(Error::internal)
}
