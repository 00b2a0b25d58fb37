//! The module through its door, on both databases.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod adegan;
mod orang;
mod perjalanan;
mod tanpa_jejak;

use wbs::MODULE;

#[test]
fn its_permissions_bear_its_name() {
    for (perm, label) in MODULE.perms {
        assert!(perm.0.starts_with("wbs.") && !label.is_empty(), "{perm:?}");
    }
}
