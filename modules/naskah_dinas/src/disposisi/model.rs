//! Nouns of dispositions: who handed a letter to whom, with what instruction, and what came of it.
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::rules::Keadaan;
use crate::model::Sifat;
use crate::store::akses::Pembaca;

/// One act of disposing.
#[derive(Debug, Clone)]
pub struct Disposisi {
    /// Row.
    pub id: Uuid,
    /// The unit of the giver.
    pub unit: Uuid,
    /// The giver.
    pub owner: Option<Uuid>,
    /// The letter.
    pub naskah: Uuid,
    /// The place in the book from which it was disposed, for the first level.
    pub surat: Option<Uuid>,
    /// The receiver who handed it on, for further levels.
    pub induk: Option<Uuid>,
    /// The first disposition of the tree.
    pub akar: Uuid,
    /// Level, from 1.
    pub tingkat: i64,
    /// The position in which it was given.
    pub jabatan: String,
    /// Instructions.
    pub instruksi: Vec<String>,
    /// A note.
    pub catatan: Option<String>,
    /// How urgent.
    pub sifat: Sifat,
    /// Working days that were given.
    pub hari: Option<i64>,
    /// Until when.
    pub tenggat: Option<Date>,
    /// When it was given.
    pub pada: OffsetDateTime,
}

/// One receiver.
#[derive(Debug, Clone)]
pub struct Penerima {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// The disposition.
    pub disposisi: Uuid,
    /// The letter.
    pub naskah: Uuid,
    /// The unit, when it was given to one.
    pub unit: Option<Uuid>,
    /// The person, when it was given to one.
    pub owner: Option<Uuid>,
    /// What the receiver was called.
    pub sebutan: String,
    /// How far it is.
    pub keadaan: Keadaan,
    /// Until when.
    pub tenggat: Option<Date>,
    /// When it was first opened.
    pub dibaca: Option<OffsetDateTime>,
    /// When it ended.
    pub selesai: Option<OffsetDateTime>,
    /// Why it was refused or taken back.
    pub alasan: Option<String>,
    /// The last step of reminding that was taken.
    pub langkah: Option<String>,
    /// Since when.
    pub sejak: OffsetDateTime,
}

/// A report of progress.
#[derive(Debug, Clone)]
pub struct Lapor {
    /// Row.
    pub id: Uuid,
    /// Who reported.
    pub owner: Option<Uuid>,
    /// The receiver for whom.
    pub penerima: Uuid,
    /// What.
    pub isi: String,
    /// A file.
    pub berkas: Option<Uuid>,
    /// When.
    pub pada: OffsetDateTime,
}

/// Somebody to whom a letter can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calon {
    /// A unit or a person.
    pub pembaca: Pembaca,
    /// What the receiver is called.
    pub sebutan: String,
    /// The position of a person with its unit; empty for units and for who has none.
    pub jabatan: String,
}

impl Calon {
    /// A unit.
    pub fn unit(id: Uuid, nama: &str) -> Calon {
        Calon { pembaca: Pembaca::Unit(id), sebutan: nama.to_owned(), jabatan: String::new() }
    }
    /// A person.
    pub fn orang(akun: Uuid, nama: &str) -> Calon {
        Calon { pembaca: Pembaca::Orang(akun), sebutan: nama.to_owned(), jabatan: String::new() }
    }
    /// Name and position, such as `Surya Contoh, Sekretaris Daerah`.
    pub fn lengkap(&self) -> String {
        if self.jabatan.is_empty() { self.sebutan.clone() } else { format!("{}, {}", self.sebutan, self.jabatan) }
    }
    /// What a form sends.
    pub fn kunci(&self) -> String {
        match self.pembaca {
            Pembaca::Unit(id) => format!("u:{id}"),
            Pembaca::Orang(id) => format!("o:{id}"),
        }
    }
}

/// Everything about the dispositions of a letter.
#[derive(Debug, Clone, Default)]
pub struct Pohon {
    /// Acts, oldest first.
    pub disposisi: Vec<Disposisi>,
    /// Receivers, in the order in which they were named.
    pub penerima: Vec<Penerima>,
    /// Reports, oldest first.
    pub lapor: Vec<Lapor>,
}
