//! The nouns of the module: requests, batches, signers, settings. No SQL, no HTTP.
use std::fmt;

use kernel::port::Panel;
use time::{Date, OffsetDateTime};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::rules::alur::Keadaan;

/// Kind of the records of requests.
pub const KUNCI: &str = "permintaan_ttd";

/// The page of a request.
pub fn href(id: Uuid) -> String {
    format!("/tanda_tangan/permintaan/{id}")
}
/// The page of a batch.
pub fn href_kelompok(id: Uuid) -> String {
    format!("/tanda_tangan/kelompok/{id}")
}

/// A document that somebody is to sign.
#[derive(Debug, Clone)]
pub struct Permintaan {
    /// Row.
    pub id: Uuid,
    /// For optimistic locking.
    pub version: i64,
    /// Kind of the record that asked.
    pub untuk: String,
    /// That record.
    pub untuk_id: Uuid,
    /// Its page.
    pub untuk_href: String,
    /// Its unit.
    pub unit: Option<Uuid>,
    /// What people call the document.
    pub judul: String,
    /// Its number.
    pub nomor: Option<String>,
    /// The file to be signed.
    pub dokumen: Uuid,
    /// Who signs.
    pub penanda: Uuid,
    /// In which capacity.
    pub kapasitas: String,
    /// Where the visible panel stands.
    pub panel: Option<Panel>,
    /// What the QR code asks the page of verification for.
    pub kode: String,
    /// The page of verification may tell title and number.
    pub terbuka: bool,
    /// Until when.
    pub tenggat: Option<Date>,
    /// Who wrote the request and hears how it ends; nobody when the program did.
    pub peminta: Option<Uuid>,
    /// Who wants the signature, when whoever wrote the request named somebody.
    pub pemohon: Option<Uuid>,
    /// Where it stands.
    pub keadaan: Keadaan,
    /// Why it was refused, withdrawn or failed.
    pub alasan: Option<String>,
    /// The batch in which it was handed over last.
    pub kelompok: Option<Uuid>,
    /// Since when it is in this state.
    pub sejak: Option<OffsetDateTime>,
    /// What the service calls the document, when it told.
    pub acuan: Option<String>,
    /// The signed file.
    pub hasil: Option<Uuid>,
    /// Level of the signature.
    pub tingkat: Option<String>,
    /// When it was signed.
    pub selesai: Option<OffsetDateTime>,
    /// When it was asked for.
    pub created: OffsetDateTime,
}

impl Permintaan {
    /// What may be said about it to people who look after the queue and have no right to the document.
    pub fn judul_umum(&self) -> &str {
        if self.terbuka { &self.judul } else { "Naskah yang tidak terbuka" }
    }
}

/// Several requests handed over with one passphrase.
#[derive(Debug, Clone)]
pub struct Kelompok {
    /// Row.
    pub id: Uuid,
    /// Who signs.
    pub penanda: Uuid,
    /// How many were handed over.
    pub jumlah: i64,
    /// Whoever works on it has promised to be back by then; nobody works on it afterwards.
    pub berjalan_sampai: Option<OffsetDateTime>,
    /// Why it stopped.
    pub pesan: Option<String>,
    /// Nothing is left to do.
    pub selesai: bool,
}

/// Through what somebody signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Jenis {
    /// The national service (BSrE e-Sign Client).
    Bsre,
    /// The regency's own certificate authority.
    Pki,
    /// A key on a PKCS #11 token that is plugged into the server.
    Token,
}

impl Jenis {
    /// All.
    pub const SEMUA: [Jenis; 3] = [Jenis::Bsre, Jenis::Pki, Jenis::Token];
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Jenis::Bsre => "bsre",
            Jenis::Pki => "pki",
            Jenis::Token => "token",
        }
    }
    /// The words on pages.
    pub const fn teks(self) -> &'static str {
        match self {
            Jenis::Bsre => "Balai Sertifikasi Elektronik (BSrE)",
            Jenis::Pki => "Otoritas sertifikat daerah",
            Jenis::Token => "Token PKCS#11 pada server",
        }
    }
    /// What the secret is called that opens it.
    pub const fn sandi(self) -> &'static str {
        match self {
            Jenis::Bsre | Jenis::Pki => "Kata sandi tanda tangan",
            Jenis::Token => "PIN token",
        }
    }
    /// From the word in the database or a form.
    pub fn urai(kode: &str) -> Option<Jenis> {
        Jenis::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }
}

/// How an account signs. `Debug` shows nothing secret.
#[derive(Clone)]
pub struct PenandaAkun {
    /// The account.
    pub akun: Uuid,
    /// Through what.
    pub jenis: Jenis,
    /// NIK or e-mail address by which the national service knows the person; of a seal the number of its subscriber.
    pub nik: Option<Zeroizing<String>>,
    /// A seal of an agency: it signs by itself, with a passphrase that the program keeps sealed.
    pub segel: bool,
    /// That passphrase; of a seal of the national service the code that activates it.
    pub sandi: Option<Sandi>,
    /// Until when the national service takes that code.
    pub aktif_sampai: Option<OffsetDateTime>,
    /// DER of the certificate whose key is on a token.
    pub sertifikat: Option<Vec<u8>>,
}

impl PenandaAkun {
    /// An account of which the administrator said nothing but through what it signs.
    pub fn new(akun: Uuid, jenis: Jenis) -> PenandaAkun {
        PenandaAkun { akun, jenis, nik: None, segel: false, sandi: None, aktif_sampai: None, sertifikat: None }
    }
}

/// A passphrase: never printed, wiped when it goes.
#[derive(Clone)]
pub struct Sandi(Zeroizing<String>);

impl Sandi {
    /// Takes a passphrase over.
    pub fn new(teks: impl Into<String>) -> Sandi {
        Sandi(Zeroizing::new(teks.into()))
    }
    /// The words themselves, for the one call that needs them.
    pub fn buka(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Sandi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sandi")
    }
}

/// Level of the signatures that the program makes itself (ETSI EN 319 142-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tingkat {
    /// Signature alone.
    B,
    /// With a time stamp.
    T,
    /// With certificates and revocation data for the long term.
    Lt,
    /// With an archive time stamp.
    Lta,
}

impl Tingkat {
    /// All, from short to long.
    pub const SEMUA: [Tingkat; 4] = [Tingkat::B, Tingkat::T, Tingkat::Lt, Tingkat::Lta];
    /// The word in the database and on pages.
    pub const fn kode(self) -> &'static str {
        match self {
            Tingkat::B => "B-B",
            Tingkat::T => "B-T",
            Tingkat::Lt => "B-LT",
            Tingkat::Lta => "B-LTA",
        }
    }
    /// What it means.
    pub const fn teks(self) -> &'static str {
        match self {
            Tingkat::B => "B-B: tanda tangan saja",
            Tingkat::T => "B-T: dengan penanda waktu",
            Tingkat::Lt => "B-LT: dengan data pencabutan untuk jangka panjang",
            Tingkat::Lta => "B-LTA: dengan penanda waktu arsip",
        }
    }
    /// From the word in the database or a form.
    pub fn urai(kode: &str) -> Option<Tingkat> {
        Tingkat::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }
}

/// Version of the national service's interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersiBsre {
    /// Multipart forms, the PDF as answer.
    V1,
    /// JSON with base64.
    V2,
}

impl VersiBsre {
    /// Both.
    pub const SEMUA: [VersiBsre; 2] = [VersiBsre::V1, VersiBsre::V2];
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            VersiBsre::V1 => "v1",
            VersiBsre::V2 => "v2",
        }
    }
    /// From the word in the database or a form.
    pub fn urai(kode: &str) -> Option<VersiBsre> {
        VersiBsre::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }
}

/// Where the national service is and how it knows the program. `Debug` shows nothing secret.
#[derive(Clone)]
pub struct Bsre {
    /// Base address, such as `https://esign.contohkab.go.id`.
    pub alamat: String,
    /// Version of the interface.
    pub versi: VersiBsre,
    /// User of HTTP Basic.
    pub pengguna: String,
    /// Its password.
    pub sandi: Sandi,
}

impl fmt::Debug for Bsre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bsre").field("alamat", &self.alamat).field("versi", &self.versi).finish_non_exhaustive()
    }
}

/// What the administrator decided.
#[derive(Debug, Clone)]
pub struct Pengaturan {
    /// For optimistic locking; 0 while nothing was saved yet.
    pub version: i64,
    /// The national service, once it is configured.
    pub bsre: Option<Bsre>,
    /// Level of own signatures.
    pub tingkat: Tingkat,
    /// How long certificates of the own authority hold.
    pub masa: Masa,
    /// The service does not answer since then.
    pub tidak_menjawab_sejak: Option<OffsetDateTime>,
}

/// How long what the own authority makes from now on may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Masa {
    /// The root, in years.
    pub akar: u32,
    /// The issuing authority and what stands below it, in years.
    pub penerbit: u32,
    /// Certificates of people and seals, in days.
    pub sertifikat: u32,
    /// The list of revoked certificates of the root, in days.
    pub daftar: u32,
}

impl Masa {
    /// What holds while the administrator said nothing.
    pub const BAWAAN: Masa = Masa { akar: 20, penerbit: 10, sertifikat: 2 * 365, daftar: 400 };
}
