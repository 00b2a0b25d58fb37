//! Nouns: what a report says, what else is said about it, who does what.
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

/// What may be reported: key and label, the eight kinds of Pasal 24 ayat (7) huruf a to h of the regulation of Kuantan Singingi, in our
/// own words.
pub const JENIS: &[(&str, &str)] = &[
    ("kode_etik", "Pelanggaran kode etik atau pedoman perilaku pegawai"),
    ("disiplin", "Pelanggaran disiplin pegawai ASN"),
    ("maladministrasi", "Maladministrasi"),
    ("korupsi", "Korupsi"),
    ("kolusi", "Kolusi"),
    ("nepotisme", "Nepotisme"),
    ("kerugian", "Perbuatan yang merugikan negara atau pemerintah daerah, berupa uang atau bukan"),
    ("lain", "Perbuatan lain yang melanggar kode etik pegawai atau peraturan perundang-undangan"),
];

/// The label of a kind.
pub fn label_jenis(kunci: &str) -> &str {
    JENIS.iter().find(|(own, _)| *own == kunci).map_or(kunci, |(_, label)| label)
}

/// What a reporter wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Laporan {
    /// Keys of [`JENIS`].
    pub jenis: Vec<String>,
    /// One line.
    pub judul: String,
    /// What happened.
    pub uraian: String,
    /// When, as told.
    pub waktu: String,
    /// Where.
    pub tempat: String,
    /// Who did it, as told.
    pub pelaku: String,
    /// Accounts of handlers whom it concerns and who must not see it.
    pub kecuali: Vec<Uuid>,
    /// Whether the reporter told who they are.
    pub beridentitas: bool,
}

/// Who a reporter is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identitas {
    /// Name; empty for none.
    pub nama: String,
    /// How to be reached; empty for none.
    pub kontak: String,
}

/// What is known of a file; its key is what opens its pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Berkas {
    /// Name; of a cleaned copy one that says nothing.
    pub nama: String,
    /// Type told from the content.
    pub jenis: String,
    /// Bytes.
    pub ukuran: u64,
    /// Key of its pieces.
    pub kunci: [u8; 32],
    /// Metadata were taken out.
    pub bersih: bool,
    /// The file as it was sent, when this is a cleaned copy.
    pub asli: Option<Uuid>,
}

/// Kinds of sealed rows of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Butir {
    /// The report itself.
    Laporan,
    /// A message of the reporter.
    PesanPelapor,
    /// A message to the reporter.
    PesanPenangan,
    /// A note of the handlers, and what they did; the reporter's key does not open it.
    Catatan,
    /// Description of a file as handlers see it.
    Berkas,
    /// Description of a file as it was sent.
    BerkasAsli,
    /// Who the reporter is, once a custodian has opened it; for handlers.
    Identitas,
}

impl Butir {
    /// All of them.
    pub const ALL: [Butir; 7] = [
        Butir::Laporan,
        Butir::PesanPelapor,
        Butir::PesanPenangan,
        Butir::Catatan,
        Butir::Berkas,
        Butir::BerkasAsli,
        Butir::Identitas,
    ];
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Butir::Laporan => "laporan",
            Butir::PesanPelapor => "pesan_pelapor",
            Butir::PesanPenangan => "pesan_penangan",
            Butir::Catatan => "catatan",
            Butir::Berkas => "berkas",
            Butir::BerkasAsli => "berkas_asli",
            Butir::Identitas => "identitas",
        }
    }
    /// From the word in the database.
    pub fn parse(text: &str) -> Option<Butir> {
        Butir::ALL.into_iter().find(|each| each.as_str() == text)
    }
    /// Sealed for the handlers alone.
    pub const fn milik_penangan(self) -> bool {
        match self {
            Butir::Catatan | Butir::Identitas => true,
            Butir::Laporan | Butir::PesanPelapor | Butir::PesanPenangan | Butir::Berkas | Butir::BerkasAsli => false,
        }
    }
}

/// What a person holds a key for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peran {
    /// Handles reports.
    Penangan,
    /// Opens identities.
    Kustodian,
    /// Holds a share of the escrow.
    Pejabat,
    /// The escrow itself, whose private key nobody holds whole.
    Eskro,
}

impl Peran {
    /// All of them.
    pub const ALL: [Peran; 4] = [Peran::Penangan, Peran::Kustodian, Peran::Pejabat, Peran::Eskro];
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Peran::Penangan => "penangan",
            Peran::Kustodian => "kustodian",
            Peran::Pejabat => "pejabat",
            Peran::Eskro => "eskro",
        }
    }
    /// The word on pages.
    pub const fn label(self) -> &'static str {
        match self {
            Peran::Penangan => "Penangan",
            Peran::Kustodian => "Kustodian identitas",
            Peran::Pejabat => "Pemegang kunci cadangan",
            Peran::Eskro => "Kunci cadangan",
        }
    }
    /// From the word in the database or a form.
    pub fn parse(text: &str) -> Option<Peran> {
        Peran::ALL.into_iter().find(|each| each.as_str() == text)
    }
}

/// Whether a key counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keadaan {
    /// Made, and not confirmed by a handler.
    Menunggu,
    /// In use.
    Aktif,
    /// Taken out of use.
    Dicabut,
}

impl Keadaan {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Keadaan::Menunggu => "menunggu",
            Keadaan::Aktif => "aktif",
            Keadaan::Dicabut => "dicabut",
        }
    }
    /// The word on pages.
    pub const fn label(self) -> &'static str {
        match self {
            Keadaan::Menunggu => "Menunggu disahkan",
            Keadaan::Aktif => "Aktif",
            Keadaan::Dicabut => "Dicabut",
        }
    }
    /// From the word in the database.
    pub fn parse(text: &str) -> Option<Keadaan> {
        [Keadaan::Menunggu, Keadaan::Aktif, Keadaan::Dicabut].into_iter().find(|each| each.as_str() == text)
    }
}

/// What the database tells of a report without any key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kepala {
    /// Row.
    pub id: Uuid,
    /// Random number, such as `4821-7730`: a running one would tell whom a report is hidden from that one is missing.
    pub nomor: String,
    /// Day on which it came.
    pub hari: Date,
    /// State of the flow.
    pub status: String,
    /// Day until which the state should be left.
    pub tenggat: Option<Date>,
    /// Day on which it was closed.
    pub ditutup: Option<Date>,
}

impl Kepala {
    /// Its page.
    pub fn href(&self) -> String {
        format!("/meja-wbs/laporan/{}", self.id)
    }
}

/// A row of a report, opened.
#[derive(Debug, Clone)]
pub struct Terbaca {
    /// Row.
    pub id: Uuid,
    /// Place among the rows of its report.
    pub urut: i64,
    /// Kind.
    pub butir: Butir,
    /// Day.
    pub hari: Date,
    /// Content.
    pub isi: segel::Zeroizing<Vec<u8>>,
}

impl Terbaca {
    /// The content as text.
    pub fn teks(&self) -> String {
        String::from_utf8_lossy(&self.isi).into_owned()
    }
}
