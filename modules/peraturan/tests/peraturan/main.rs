//! Tests of the parser of regulations.

mod contoh;
mod kata;
mod korpus;
mod sifat;
