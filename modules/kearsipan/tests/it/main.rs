//! Tests of the archive: through the door, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the helpers of tests panic like the tests; clippy knows only the functions marked as tests"
)]

mod data;
mod daur;
mod himpun;
mod keutuhan;
mod lain;
mod lakon;
mod paket;
mod rahasia;
mod register;
mod sifat;
mod srikandi;
