//! organisasi
