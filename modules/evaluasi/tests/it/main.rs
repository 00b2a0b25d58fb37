//! Tests of evaluation: the rules without a database, the module through its door on both.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot unwrap has failed; clippy knows only the functions marked as tests"
)]

mod alur;
mod banding;
mod contoh;
mod csv_nilai;
mod grafik;
mod hasil_2023;
mod hitung;
mod ingat;
mod instrumen;
mod lakon;
mod naik;
mod penolakan;
mod perjalanan;
mod sisi;
mod tingkat;

use evaluasi::angka::{self, Pecahan};
use evaluasi::instrumen::cari;
use evaluasi::model::{Instrumen, Nilai};

/// A number or fraction.
fn p(teks: &str) -> Pecahan {
    angka::urai_pecahan(teks).unwrap()
}

fn spbe() -> &'static Instrumen {
    cari("permenpanrb-59-2020").unwrap()
}

fn spbe_2018() -> &'static Instrumen {
    cari("permenpanrb-5-2018").unwrap()
}

fn pemdi() -> &'static Instrumen {
    cari("pemdi-8-2026").unwrap()
}

/// The same score for every indicator.
fn rata(instrumen: &Instrumen, nilai: &str) -> Nilai {
    Nilai::baru(instrumen, instrumen.indikator.iter().map(|i| (&i.kode, p(nilai)))).unwrap()
}

/// A made-up instrument of four indicators, 10, 20, 30 and 40 per cent, levels 1 to 5.
fn kecil() -> Instrumen {
    let mut teks = String::from(
        r#"
        id = "kecil"
        nama = "Contoh"
        nama_indeks = "Indeks"
        dasar_hukum = "-"
        tahun_dari = 2020
        nilai = { jenis = "bulat", minimum = 1, maksimum = 5, nol_diterima = true }
        predikat = [
          { nama = "Tinggi", batas_bawah = "4" },
          { nama = "Sedang", batas_bawah = "2.5" },
          { nama = "Rendah", batas_bawah = "0" },
        ]
        tingkat = [
          { nilai = 1, proses = "a", layanan = "a" },
          { nilai = 2, proses = "b", layanan = "b" },
          { nilai = 3, proses = "c", layanan = "c" },
          { nilai = 4, proses = "d", layanan = "d" },
          { nilai = 5, proses = "e", layanan = "e" },
        ]
        aspek = [{ nomor = 1, nama = "Satu", bobot = "100" }]
        "#,
    );
    for (kode, bobot) in [("1", 10), ("2", 20), ("3", 30), ("4", 40)] {
        teks += &format!(
            "[[indikator]]\nkode = \"{kode}\"\nnama = \"Indikator {kode}\"\naspek = 1\nbobot = \"{bobot}\"\nkapabilitas = \"proses\"\npertanyaan = \"?\"\n"
        );
        for tingkat in 1..=5 {
            teks += &format!("[[indikator.kriteria]]\ntingkat = {tingkat}\nisi = \"x\"\n");
        }
    }
    evaluasi::instrumen::muat(&teks).unwrap()
}
