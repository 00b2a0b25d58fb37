//! A demonstration: complaints of invented people in all states.
pub mod gambar;
