//! Rows. Reads of officers take a [`Scope`](kernel::Scope), changes a [`Write`](kernel::Write); what everybody may read is in [`crate::publik`].
pub mod berkas;
pub mod daftar;
pub mod hitungan;
pub mod jejak;
pub mod kategori;
pub mod pelapor;
pub mod satu;
pub mod serupa;
pub mod terima;

pub use satu::{berkunci, bernomor, bernomor_luar, find};
pub use terima::terima;
