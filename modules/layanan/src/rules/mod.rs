//! Decisions: pure, with time as a parameter.
pub mod alur;
pub mod isi_surat;
pub mod jam;
