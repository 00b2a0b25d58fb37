//! Pages of the module: markup only, no SQL and no decisions.

pub(crate) mod acara;
pub(crate) mod alur;
mod bagian;
pub(crate) mod banding;
pub(crate) mod beranda;
pub(crate) mod fakta;
pub(crate) mod ikhtisar;
pub(crate) mod impor;
pub(crate) mod indikator;
pub(crate) mod instrumen;
pub(crate) mod langkah;
pub(crate) mod peluang;
pub(crate) mod periode;
pub(crate) mod rekomendasi;
pub(crate) mod tim;
