//! The one test binary of the module.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the helpers of tests panic like the tests"
)]

mod data;
mod dunia;
mod galat;
mod kepatuhan;
mod korpus;
mod pintu;
mod profil;
mod rules;
mod sifat;

use kewajiban::model::DaftarKewajiban;
use kewajiban::profil::PerangkatDaerah;
use kewajiban::wilayah;
use std::fs;
use std::path::{Path, PathBuf};
use time::{Date, Month, Weekday};

/// The root of the repository.
pub fn akar() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// File names of all profiles, sorted. Tests never name a regency; they walk what is there.
pub fn nama_profil() -> Vec<String> {
    let mut nama: Vec<String> = fs::read_dir(akar().join("profiles"))
        .expect("profiles folder")
        .map(|isi| isi.expect("entry").file_name().into_string().expect("utf-8"))
        .filter(|nama| nama.ends_with(".toml"))
        .collect();
    nama.sort();
    nama
}

pub fn teks_profil(nama: &str) -> String {
    fs::read_to_string(akar().join("profiles").join(nama)).expect("profile text")
}

pub fn muat(nama: &str) -> DaftarKewajiban {
    DaftarKewajiban::baca(nama, &teks_profil(nama)).unwrap_or_else(|galat| panic!("{galat}"))
}

pub fn semua_perangkat(daftar: &DaftarKewajiban) -> Vec<PerangkatDaerah> {
    let berkas = &daftar.profil.daerah.wilayah;
    let teks = fs::read_to_string(akar().join("data").join(berkas)).expect("region file");
    wilayah::perangkat(&daftar.profil, &wilayah::baca(berkas, &teks).unwrap_or_else(|galat| panic!("{galat}")))
}

pub fn t(tahun: i32, bulan: u8, hari: u8) -> Date {
    Date::from_calendar_date(tahun, Month::try_from(bulan).unwrap(), hari).unwrap()
}

/// Monday to Friday.
pub fn senin_jumat(tanggal: Date) -> bool {
    !matches!(tanggal.weekday(), Weekday::Saturday | Weekday::Sunday)
}
