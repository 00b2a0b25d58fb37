//! Nouns of incoming letters: the place of a letter in a unit's book, and how far it is there.
use kernel::Scope;
use kernel::port::Security;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::model::{Sifat, kata};

kata! {
    /// How a letter came.
    Jalur {
        Loket = "loket", "Diantar ke loket";
        Pos = "pos", "Pos atau kurir";
        Surel = "surel", "Surel";
        Pendopo = "pendopo", "Dikirim lewat Pendopo";
        Lain = "lain", "Cara lain";
    }
}

kata! {
    /// How far a letter is in a unit's book.
    KeadaanSurat {
        /// Delivered, without a number in the book yet.
        BelumDicatat = "belum_dicatat", "Belum dicatat";
        /// Has its number; somebody has to decide what is done with it.
        Tercatat = "tercatat", "Perlu disposisi";
        /// Handed to others.
        Didisposisi = "didisposisi", "Didisposisikan";
        /// Nothing more is to be done.
        Selesai = "selesai", "Selesai";
    }
}

kata! {
    /// How a letter came to its end.
    CaraSelesai {
        Dibaca = "dibaca", "Cukup dibaca";
        Arsip = "arsip", "Diarsipkan";
        Disposisi = "disposisi", "Disposisi selesai";
        Dibalas = "dibalas", "Dibalas dengan surat";
        Ganda = "ganda", "Surat yang sama sudah dicatat";
    }
}

/// The place of a letter in a unit's book.
#[derive(Debug, Clone)]
pub struct Surat {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// The unit that got it.
    pub unit: Uuid,
    /// Who registered it.
    pub owner: Option<Uuid>,
    /// The letter.
    pub naskah: Uuid,
    /// The agency in whose book it stands: the unit, or the agency above it.
    pub instansi: Uuid,
    /// The person who decides about it; none: the heads of the unit.
    pub untuk: Option<Uuid>,
    /// How it came.
    pub jalur: Jalur,
    /// How far it is.
    pub keadaan: KeadaanSurat,
    /// Year of the book.
    pub tahun: Option<i64>,
    /// Number in the book.
    pub urut: Option<i64>,
    /// Number of the letter, given by its sender.
    pub nomor: Option<String>,
    /// Date on the letter.
    pub tanggal: Option<Date>,
    /// What it is about; neutral for a secret one.
    pub perihal: String,
    /// From whom.
    pub pengirim: String,
    /// Key of its kind.
    pub jenis: String,
    /// How urgent.
    pub sifat: Sifat,
    /// How secret.
    pub keamanan: Security,
    /// Classification code.
    pub klasifikasi: Option<String>,
    /// Where the paper lies.
    pub lokasi: Option<String>,
    /// A remark of the front desk.
    pub catatan: Option<String>,
    /// When it arrived.
    pub diterima: OffsetDateTime,
    /// When it was registered.
    pub dicatat: Option<OffsetDateTime>,
    /// When it was first handed on.
    pub didisposisi: Option<OffsetDateTime>,
    /// When it ended.
    pub selesai: Option<OffsetDateTime>,
    /// How.
    pub cara_selesai: Option<CaraSelesai>,
}

impl Surat {
    /// Its page.
    pub fn href(&self) -> String {
        crate::model::href(self.naskah)
    }
    /// Whether a person decides about it: whom it names, or else whose right to dispose holds the unit.
    pub fn diputuskan(&self, akun: Option<Uuid>, scope: &Scope) -> bool {
        if self.untuk.is_some() { self.untuk == akun } else { scope.holds_unit(self.unit) }
    }
    /// Number in the book with its year, such as `12/2026`; a dash before it has one.
    pub fn agenda(&self) -> String {
        match (self.urut, self.tahun) {
            (Some(urut), Some(tahun)) => format!("{urut}/{tahun}"),
            (_, _) => "–".to_owned(),
        }
    }
}
