//! Decisions: pure functions over instruments, scores and facts. Dates are parameters.

pub mod alur;
pub mod banding;
pub mod fakta;
pub mod hitung;
pub mod naik;
pub mod paket;
pub mod tingkat;
