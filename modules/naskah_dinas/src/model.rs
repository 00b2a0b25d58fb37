//! Nouns of the module: letters, their content, states, readers, steps. No SQL, no HTTP.
use kernel::port::Security;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A word list that is stored and shown: `code` in the database and in forms, `label` on pages.
macro_rules! kata {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
        impl $name {
            /// All, in the order of forms.
            pub const SEMUA: &[$name] = &[$($name::$variant),+];
            /// The word in the database.
            pub const fn kode(self) -> &'static str { match self { $($name::$variant => $code),+ } }
            /// The word on pages.
            pub const fn label(self) -> &'static str { match self { $($name::$variant => $label),+ } }
            /// From the word in the database or a form.
            pub fn urai(kode: &str) -> Option<$name> { $name::SEMUA.iter().copied().find(|satu| satu.kode() == kode) }
        }
    };
}

pub(crate) use kata;

kata! {
    /// Whether a letter leaves or arrives.
    Arah { Keluar = "keluar", "Keluar"; Masuk = "masuk", "Masuk"; }
}

kata! {
    /// How urgent a letter is.
    Sifat {
        Biasa = "biasa", "Biasa";
        Penting = "penting", "Penting";
        Segera = "segera", "Segera";
        AmatSegera = "amat_segera", "Amat Segera";
    }
}

kata! {
    /// Where a letter stands. The last two are those of incoming letters.
    Keadaan {
        /// Being written.
        Konsep = "konsep", "Konsep";
        /// Sent back to its drafter with notes.
        Dikembalikan = "dikembalikan", "Dikembalikan";
        /// On its way through paraf to the signer.
        Diperiksa = "diperiksa", "Menunggu persetujuan";
        /// The signer agreed; it has its number, and its document is being set.
        Disetujui = "disetujui", "Disetujui, dokumen disiapkan";
        /// Waits for the electronic signature.
        MenungguTte = "menunggu_tte", "Menunggu tanda tangan elektronik";
        /// Waits for a signature on paper.
        MenungguBasah = "menunggu_basah", "Menunggu tanda tangan di kertas";
        /// Signed and delivered.
        Terbit = "terbit", "Terbit";
        /// Cancelled after it had a number.
        Batal = "batal", "Dibatalkan";
        /// An incoming letter that has been registered.
        Tercatat = "tercatat", "Tercatat";
        /// An incoming letter with which nothing more is to be done.
        Selesai = "selesai", "Selesai";
    }
}

impl Keadaan {
    /// Its drafter may change it.
    pub const fn dapat_ditulis(self) -> bool {
        matches!(self, Keadaan::Konsep | Keadaan::Dikembalikan)
    }
}

kata! {
    /// A box of letters.
    Kotak {
        Masuk = "masuk", "Masuk";
        Keluar = "keluar", "Keluar";
        Konsep = "konsep", "Konsep";
    }
}

kata! {
    /// As what a unit or person reads a letter.
    Peran {
        Pengonsep = "pengonsep", "Pengonsep";
        Paraf = "paraf", "Pemaraf";
        Penandatangan = "penandatangan", "Penanda tangan";
        Tujuan = "tujuan", "Tujuan";
        Tembusan = "tembusan", "Tembusan";
        Disposisi = "disposisi", "Penerima disposisi";
        Pencatat = "pencatat", "Pencatat";
    }
}

kata! {
    /// What a step of approval asks for.
    PeranLangkah { Paraf = "paraf", "Paraf"; TandaTangan = "tanda_tangan", "Tanda tangan"; }
}

kata! {
    /// How a step stands.
    KeadaanLangkah {
        Menunggu = "menunggu", "Menunggu";
        Selesai = "selesai", "Selesai";
        Dikembalikan = "dikembalikan", "Dikembalikan";
        /// The letter changed after it, or its round ended without it.
        Gugur = "gugur", "Tidak berlaku lagi";
    }
}

kata! {
    /// How a number stands.
    KeadaanNomor {
        Dipakai = "dipakai", "Dipakai";
        Dibatalkan = "dibatalkan", "Dibatalkan";
        Dicadangkan = "dicadangkan", "Dicadangkan";
    }
}

kata! {
    /// In whose name the signer signs.
    Wewenang {
        /// In the signer's own office, also as Plt. or Plh.
        Sendiri = "sendiri", "Jabatan sendiri";
        /// a.n.
        AtasNama = "an", "Atas nama (a.n.)";
        /// u.b.
        UntukBeliau = "ub", "Untuk beliau (u.b.)";
    }
}

kata! {
    /// What somebody did with a letter.
    Tindakan { Baca = "baca", "Membaca"; Unduh = "unduh", "Mengunduh"; Cetak = "cetak", "Mencetak"; }
}

kata! {
    /// How a passage of the text is set.
    Gaya {
        Paragraf = "paragraf", "Paragraf";
        Butir = "butir", "Butir bernomor";
        Bagian = "bagian", "Judul bagian";
    }
}

/// A passage of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bagian {
    /// Code of its [`Gaya`].
    pub gaya: String,
    /// The text; line breaks stay.
    pub teks: String,
}

/// What a letter says: everything that its fingerprint covers beside addressees and attachments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Isi {
    /// What it is about; of a secret letter only here.
    pub perihal: String,
    /// The text in order.
    pub bagian: Vec<Bagian>,
    /// What the line "Lampiran" says; empty: from the attachments.
    #[serde(default)]
    pub lampiran: String,
    /// Place of signing; empty: the capital.
    #[serde(default)]
    pub tempat: String,
    /// Code of [`Wewenang`]; empty: own office.
    #[serde(default)]
    pub wewenang: String,
    /// For a.n. and u.b.: in whose name.
    #[serde(default)]
    pub atas_nama: String,
    /// For u.b.: through whom.
    #[serde(default)]
    pub melalui: String,
    /// The signer's office as printed; empty: as held.
    #[serde(default)]
    pub jabatan: String,
    /// A past date that the letter bears.
    #[serde(default)]
    pub tanggal_mundur: Option<Date>,
    /// Why.
    #[serde(default)]
    pub alasan_mundur: String,
    /// Who is to be asked for paraf, in order; the chain is no part of the fingerprint.
    #[serde(default)]
    pub paraf: Vec<Uuid>,
}

impl Isi {
    /// In whose name the signer signs.
    pub fn wewenang(&self) -> Wewenang {
        Wewenang::urai(&self.wewenang).unwrap_or(Wewenang::Sendiri)
    }
    /// The whole text, for search and comparison.
    pub fn teks(&self) -> String {
        let mut teks = self.perihal.clone();
        for bagian in &self.bagian {
            teks.push_str("\n\n");
            teks.push_str(&bagian.teks);
        }
        teks
    }
}

/// A letter as stored. Its content is opened by [`crate::isi::buka`].
#[derive(Debug, Clone)]
pub struct Naskah {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// When it was begun or registered.
    pub created: OffsetDateTime,
    /// When it last changed.
    pub updated: OffsetDateTime,
    /// The unit in charge (unit pengolah).
    pub unit: Uuid,
    /// Who drafted or registered it.
    pub owner: Option<Uuid>,
    /// Leaves or arrives.
    pub arah: Arah,
    /// Key of its kind, see [`crate::jenis`].
    pub jenis: String,
    /// Where it stands.
    pub keadaan: Keadaan,
    /// Its number.
    pub nomor: Option<String>,
    /// The running part of the number.
    pub nomor_urut: Option<i64>,
    /// The year in whose books it stands.
    pub tahun: i64,
    /// The date on it.
    pub tanggal: Option<Date>,
    /// What it is about; neutral for a secret one.
    pub perihal: String,
    /// How urgent.
    pub sifat: Sifat,
    /// How secret.
    pub keamanan: Security,
    /// Classification code.
    pub klasifikasi: Option<String>,
    /// The content, unless it is sealed.
    pub isi: Option<serde_json::Value>,
    /// The sealed content.
    pub isi_segel: Option<Vec<u8>>,
    /// Fingerprint of the content as it is now.
    pub sidik: Option<String>,
    /// Who signs.
    pub penandatangan: Option<Uuid>,
    /// The unit in whose office is signed, whose number book is used.
    pub unit_penandatangan: Option<Uuid>,
    /// The signer's office as printed, lines separated by line breaks.
    pub jabatan_penandatangan: Option<String>,
    /// Version of the template that it is set with, see [`crate::store::templat::BAWAAN`].
    pub templat_versi: Option<i64>,
    /// The document before it was signed.
    pub berkas_asal: Option<Uuid>,
    /// The document that counts: signed, or the scan.
    pub berkas_final: Option<Uuid>,
    /// The open request for a signature.
    pub permintaan: Option<Uuid>,
    /// Code on the signature's panel.
    pub kode: Option<String>,
    /// `elektronik` or `basah`.
    pub cara_tanda: Option<String>,
    /// When it was handed in.
    pub diajukan: Option<OffsetDateTime>,
    /// When it was issued.
    pub terbit: Option<OffsetDateTime>,
    /// Why it was cancelled.
    pub batal_alasan: Option<String>,
    /// Who cancelled it.
    pub batal_oleh: Option<Uuid>,
    /// When.
    pub batal_pada: Option<OffsetDateTime>,
    /// Incoming: from whom.
    pub diterima_dari: Option<String>,
    /// Incoming: the unit that received it.
    pub diterima_unit: Option<Uuid>,
    /// Incoming: when.
    pub diterima: Option<OffsetDateTime>,
    /// Incoming: how (`fisik`, `surel`, ..).
    pub cara_terima: Option<String>,
    /// Incoming: what is known of where it came from.
    pub asal: Option<serde_json::Value>,
}

impl Naskah {
    /// Its page.
    pub fn href(&self) -> String {
        href(self.id)
    }
    /// What a change of it is about.
    pub fn subjek(&self) -> kernel::Subject {
        subjek(self.id)
    }
    /// For named people only.
    pub fn rahasia(&self) -> bool {
        self.keamanan.is_secret()
    }
}

/// Key of the kind of record.
pub const KUNCI: &str = "naskah";
/// What stands for the subject of a secret letter wherever its content is not shown.
pub const PERIHAL_RAHASIA: &str = "Naskah rahasia";

/// The page of a letter.
pub fn href(id: Uuid) -> String {
    format!("/naskah/{id}")
}

/// What a change of a letter is about.
pub fn subjek(id: Uuid) -> kernel::Subject {
    kernel::Subject::new(KUNCI, id, href(id))
}

/// An addressee: a unit, a person, or a text for somebody outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tujuan {
    /// A unit of the regency.
    pub unit: Option<Uuid>,
    /// A person of the regency.
    pub akun: Option<Uuid>,
    /// As printed; for units and people what they were called when the letter was saved.
    pub teks: String,
    /// Gets a copy.
    pub tembusan: bool,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lampiran {
    /// Row.
    pub id: Uuid,
    /// The stored file.
    pub berkas: Uuid,
    /// What it is called.
    pub judul: String,
    /// Fingerprint of its content.
    pub sha256: String,
}

/// A step of approval.
#[derive(Debug, Clone)]
pub struct Langkah {
    /// Row.
    pub id: Uuid,
    /// The letter.
    pub naskah: Uuid,
    /// Which round: handing in again begins another.
    pub putaran: i64,
    /// Place in the round, from 1.
    pub urut: i64,
    /// What it asks for.
    pub peran: PeranLangkah,
    /// Who is asked.
    pub akun: Uuid,
    /// The unit of the position.
    pub unit: Option<Uuid>,
    /// The position held when asked, without Plt., Plh. or Delegasi in front.
    pub jabatan: String,
    /// How it stands.
    pub keadaan: KeadaanLangkah,
    /// Why it was sent back.
    pub catatan: Option<String>,
    /// The content that was agreed to.
    pub sidik: Option<String>,
    /// Who acted.
    pub oleh: Option<Uuid>,
    /// In which capacity, such as `Plh. Kepala, Dinas Contoh`.
    pub sebagai: Option<String>,
    /// When.
    pub pada: Option<OffsetDateTime>,
}
