//! Tests of the parser of regulations.

mod kata;
mod korpus;
mod sifat;
