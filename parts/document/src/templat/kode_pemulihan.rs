//! The sheet of recovery codes.

use std::fmt;

use serde::Serialize;

use super::{Kertas, Naskah, berkas};
use crate::Template;

/// What a person keeps in a drawer. Secret: not to be stored or logged, so it does not print its codes.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct KodePemulihan {
    /// Paper.
    pub kertas: Kertas,
    /// The government.
    pub pemerintah: String,
    /// The program as people know it.
    pub aplikasi: String,
    /// The person.
    pub nama: String,
    /// The account's name.
    pub akun: String,
    /// When, as shown.
    pub dibuat: String,
    /// The codes.
    pub kode: Vec<String>,
}

impl fmt::Debug for KodePemulihan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KodePemulihan({} codes)", self.kode.len())
    }
}

impl Naskah for KodePemulihan {
    const TEMPLATE: Template = Template::built_in("kode_pemulihan", berkas!("kode_pemulihan.typ"));
}
