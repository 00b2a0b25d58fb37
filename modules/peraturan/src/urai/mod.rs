//! Reads the text of an Indonesian regulation into a tree: bab, bagian, paragraf, pasal, ayat, huruf, angka.
//!
//! The texts come from scans. What the parser repairs it notes as [`Perbaikan`], what it does not dare to settle as [`Keraguan`];
//! a person reviews both. No word is lost: [`Naskah::teks`] plus the notes account for every word of the source.

mod akn;
mod alamat;
mod angka;
mod baris;
mod batang;
mod berkas;
mod catatan;
mod hukum;
mod istilah;
mod json;
mod judul;
mod kalimat;
mod kata;
mod lepas;
mod naskah;
mod pembukaan;
mod penanda;
mod penutup;
mod periksa;
mod rujukan;

pub use akn::{Meta, akn};
pub use alamat::{Alamat, GalatAlamat, Langkah, telusuri};
pub use berkas::{BATAS_BERKAS, BATAS_TEKS, GalatBerkas, berkas_ke_teks};
pub use hukum::{Hukum, cari as cari_hukum};
pub use naskah::{
    Butir, Jenis, JenisKeraguan, JenisPerbaikan, Kepala, Keraguan, Lampiran, Naskah, Pembukaan, Pengesahan, Penjelasan,
    PenjelasanPasal, Penutup, Perbaikan, Simpul,
};

pub use istilah::{Istilah, istilah};
pub use json::json;
pub use rujukan::{Rujukan, RujukanLuar, Tempat, rujukan, rujukan_luar};

use catatan::Catatan;
use naskah::JenisKeraguan as Ragu;

/// Parses a text. Never fails: what has no structure is kept as lines of the head.
pub fn urai(teks: &str) -> Naskah {
    let mut catatan = Catatan::default();
    let (daftar, sisa) = baris::bersihkan(teks, &mut catatan);
    if !sisa.is_empty() {
        let uraian = "Naskah terlalu panjang; bagian akhirnya disimpan tanpa diurai.";
        catatan.ragu(0, None, Ragu::TerlaluPanjang, uraian);
    }
    let putus = daftar.iter().position(|baris| pembukaan::memutuskan(&baris.teks)).map_or(0, |letak| letak + 1);
    let batang = daftar
        .iter()
        .skip(putus)
        .position(|baris| awal_batang(&baris.teks))
        .map_or(daftar.len(), |letak| letak + putus);
    let tutup = daftar
        .iter()
        .skip(batang)
        .position(|baris| penutup::pembuka(&baris.teks))
        .map_or(daftar.len(), |letak| letak + batang);
    let ruas = |dari: usize, sampai: usize| daftar.get(dari..sampai).unwrap_or_default();

    let atas = lepas::rapikan(ruas(0, batang), &mut catatan);
    let (kepala, mut pembukaan) = pembukaan::baca(&atas, &mut catatan);
    let tengah = lepas::rapikan(ruas(batang, tutup), &mut catatan);
    let perubahan = kepala.tentang.to_uppercase().starts_with("PERUBAHAN");
    let potongan = judul::potong(&tengah, perubahan, &mut catatan);
    let (batang, yatim) = batang::bangun(&potongan, &mut catatan);
    for teks in yatim {
        pembukaan.menetapkan.push('\n');
        pembukaan.menetapkan.push_str(&teks);
    }
    let (penutup, penjelasan, lampiran) = penutup::baca(ruas(tutup, daftar.len()), &mut catatan);

    let mut naskah = Naskah { kepala, pembukaan, batang, penutup, penjelasan, lampiran, sisa, ..Naskah::default() };
    periksa::periksa(&naskah, &mut catatan);
    (naskah.perbaikan, naskah.keraguan, naskah.catatan_lain) = catatan.selesai();
    naskah
}

/// The first heading of the body.
fn awal_batang(teks: &str) -> bool {
    judul::bab(teks).is_some() || judul::pasal_pertama(teks)
}
