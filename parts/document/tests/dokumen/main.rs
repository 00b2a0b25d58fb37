//! Everything this crate promises, through its public interface.

mod anak;
mod contoh;
mod ekstrem;
mod memori;
mod naskah;
mod pdf;
mod standar;
mod templat;
