//! Rows: reads take the scope or follow a letter that was found through one, changes take the open change.
pub mod akses;
pub mod daftar;
pub mod jejak;
pub mod langkah;
pub mod naskah;
pub mod nomor;
pub mod rincian;
pub mod templat;
pub mod versi;

pub use akses::{Akses, Pembaca};
pub use naskah::{ROWS, find};
