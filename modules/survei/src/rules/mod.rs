//! Decisions without clock and database: exact figures, quality, small groups, samples, periods, masking.
pub mod lipat;
pub mod masa;
pub mod nilai;
pub mod samar;
pub mod sampel;
