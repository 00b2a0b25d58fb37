//! The module through its door, on both databases.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod adegan;
mod api;
mod bantu;
mod ganggu;
mod jam;
mod katalog;
mod pelabuhan;
mod petugas;
mod susun;
mod terpadu;
mod warga;

use layanan::MODULE;

#[test]
fn its_permissions_bear_its_name() {
    for (perm, label) in MODULE.perms {
        assert!(perm.0.starts_with("layanan.") && !label.is_empty(), "{perm:?}");
    }
}

#[test]
fn its_actions_are_named_once() {
    let mut nama: Vec<&str> = MODULE.actions.iter().map(|(nama, _)| *nama).collect();
    assert!(nama.iter().all(|nama| nama.starts_with("layanan.")));
    let semua = nama.len();
    nama.sort_unstable();
    nama.dedup();
    assert_eq!(nama.len(), semua);
}
