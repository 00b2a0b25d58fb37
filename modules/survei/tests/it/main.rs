//! Tests of satisfaction surveys: through the door, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the helpers of tests panic like the tests; clippy knows only the functions marked as tests"
)]

mod alur;
mod contoh;
mod isi;
mod jumlah;
mod komentar;
mod lakon;
mod pertanyaan;
mod registers;
