//! Decisions about duties: pure functions; time, calendar and evidence are parameters.

pub mod alur;
pub mod bukti;
pub mod eskalasi;
pub mod hari_kerja;
pub mod kepatuhan;
pub mod masa;
pub mod pelaksanaan;
pub mod sesuai;
pub mod status;
