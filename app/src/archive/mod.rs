//! The file of a backup: everything that an installation is, in one encrypted file that common tools can open.
//!
//! It is an age file (age-encryption.org/v1; a passphrase or X25519 recipients) around a tar with these entries, in
//! this order:
//!
//! ```text
//! manifes.json                  which installation, program and profile, when
//! kunci/<name>                  the keys of the installation
//! basisdata/00000001.gz, ..     all rows as they were at one moment (`db::dump`), cut into pieces, each compressed
//! berkas/<sha256>               the content of every stored file that those rows name
//! penutup.json                  counts and hashes of all this; a file without it is not a backup
//! ```
//!
//! Without Pendopo: `age -d FILE | tar x`, then `cat basisdata/*.gz | gunzip` gives the rows as lines of JSON.
//! Both ways hold a few pieces in memory, however large the whole is.
pub mod lock;
pub mod read;
pub mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Number of this form.
pub const FORMAT: u32 = 1;
/// First entry.
const MANIFEST: &str = "manifes.json";
/// Last entry.
const CLOSING: &str = "penutup.json";
const KEYS: &str = "kunci/";
const ROWS: &str = "basisdata/";
const FILES: &str = "berkas/";

/// What a backup says of itself before anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub pendopo_cadangan: u32,
    /// Version of the program.
    pub versi: String,
    /// When, RFC 3339, in UTC.
    pub dibuat: String,
    /// Key of the profile.
    pub profil: String,
    /// Address of the installation, which is also the name of its log.
    pub alamat: String,
    /// Migrations that had run: module and script.
    pub migrasi: Vec<(String, String)>,
}

/// What a backup says of itself at the end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Tables, empty ones included.
    pub tabel: u64,
    /// Rows of all tables.
    pub baris: u64,
    /// SHA-256 of the rows, as the dump counts it.
    pub sha256: String,
    /// Pieces that the rows were cut into.
    pub potongan: u64,
    /// Contents of stored files.
    pub berkas: u64,
    /// Bytes of those.
    pub bita: u64,
    /// Contents that rows name and that were gone when the backup was made.
    pub hilang: Vec<String>,
    /// Contents that no longer fitted their hash when the backup was made.
    pub rusak: Vec<String>,
    /// SHA-256 of each key file.
    pub kunci: BTreeMap<String, String>,
}
