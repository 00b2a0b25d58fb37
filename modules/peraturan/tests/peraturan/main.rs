//! Tests of the parser of regulations.

mod berkas;
mod contoh;
mod kata;
mod korpus;
mod sifat;
