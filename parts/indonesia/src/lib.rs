//! How people in Indonesia read and write numbers, money, dates, working time, words and lists. Pure functions: no
//! clock, no random source, no I/O.

pub mod angka;
pub mod csv_deteksi;
pub mod kalimat;
pub mod kata;
pub mod kerja;
pub mod tanggal;
