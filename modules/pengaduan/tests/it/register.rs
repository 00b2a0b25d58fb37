//! The registers get the tests that every register gets.
use register::testing::{Cast, suite};

#[test]
fn categories() {
    let cast = Cast { writer: "diskominfo", outsider: "pegawai", values: &[] };
    suite(&pengaduan::registers::KATEGORI, &[&crate::dunia::SEKITAR, &pengaduan::MODULE], cast, async |_| vec![]);
}

#[test]
fn templates() {
    let cast = Cast { writer: "diskominfo", outsider: "pegawai", values: &[] };
    suite(&pengaduan::registers::TEMPLAT, &[&crate::dunia::SEKITAR, &pengaduan::MODULE], cast, async |_| vec![]);
}
