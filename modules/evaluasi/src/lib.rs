//! evaluasi
