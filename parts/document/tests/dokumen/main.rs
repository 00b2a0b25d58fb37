//! Everything this crate promises, through its public interface.

mod contoh;
mod naskah;
mod pdf;
