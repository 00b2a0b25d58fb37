//! The module through its door, on both databases.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod adegan;
mod angka;
mod antre;
mod berkas;
mod hapus;
mod kunci;
mod orang;
mod periksa;
mod perjalanan;
mod tanpa_jejak;
mod terkait;

use wbs::MODULE;

#[test]
fn its_permissions_bear_its_name() {
    for (perm, label) in MODULE.perms {
        assert!(perm.0.starts_with("wbs.") && !label.is_empty(), "{perm:?}");
    }
}
