//! Nouns of the module: complaints, where they come from, how they stand. No SQL, no HTTP.
use kernel::file::Sealed;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A word list that is stored and shown: `kode` in the database and in forms, `label` on pages.
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
    /// Where a complaint came in.
    Kanal {
        /// The form of visitors.
        Web = "web", "Situs web";
        /// Told at a counter.
        Loket = "loket", "Loket";
        /// Told by telephone.
        Telepon = "telepon", "Telepon";
        /// A letter on paper.
        Surat = "surat", "Surat";
        /// An e-mail.
        Surel = "surel", "Surel";
        /// A text message.
        Sms = "sms", "SMS";
        /// A messaging service.
        Pesan = "pesan", "Aplikasi pesan";
        /// Seen on social media by an officer.
        MediaSosial = "media_sosial", "Media sosial";
        /// Another application, by Open311.
        Open311 = "open311", "Aplikasi lain (Open311)";
        /// The national system.
        Sp4n = "sp4n", "SP4N-LAPOR!";
        /// A file of another system.
        Impor = "impor", "Berkas impor";
    }
}

impl Kanal {
    /// Channels that an officer enters by hand.
    pub const DICATAT: &[Kanal] =
        &[Kanal::Loket, Kanal::Telepon, Kanal::Surat, Kanal::Surel, Kanal::Sms, Kanal::Pesan, Kanal::MediaSosial];
}

kata! {
    /// Classes of SP4N-LAPOR! (PermenPANRB 62/2018); each has its own clock.
    Klasifikasi {
        /// Asks for information.
        Informasi = "permintaan_informasi", "Permintaan informasi";
        /// A complaint about a service.
        TanpaPengawasan = "tidak_berkadar_pengawasan", "Pengaduan tidak berkadar pengawasan";
        /// A complaint about wrongdoing, which needs an examination.
        Pengawasan = "berkadar_pengawasan", "Pengaduan berkadar pengawasan";
        /// A wish.
        Aspirasi = "aspirasi", "Aspirasi";
    }
}

kata! {
    /// How far the reporter is known.
    Sifat {
        /// Those who handle the case see who reports.
        Terbuka = "terbuka", "Terbuka bagi petugas";
        /// Only the coordinator can open who reports, and each opening is recorded.
        Rahasia = "rahasia", "Rahasia";
        /// Nobody knows, and nothing is kept.
        Anonim = "anonim", "Anonim";
    }
}

kata! {
    /// Where a complaint stands.
    Keadaan {
        /// Waits for the coordinator.
        Baru = "baru", "Menunggu verifikasi";
        /// Sent back to the reporter, who is to add something.
        Dilengkapi = "dilengkapi", "Menunggu kelengkapan";
        /// At an agency, which has not answered yet.
        Didisposisi = "didisposisi", "Diteruskan ke perangkat daerah";
        /// The agency answered first and works on it.
        Diproses = "diproses", "Ditindaklanjuti";
        /// The agency reports the outcome; the reporter may say whether that is so.
        Dijawab = "dijawab", "Selesai menurut petugas, menunggu tanggapan pelapor";
        /// The reporter was not content; the agency has it again, with a new clock.
        DibukaLagi = "dibuka_lagi", "Dibuka lagi oleh pelapor";
        /// The reporter objects; the supervision agency decides.
        Keberatan = "keberatan", "Keberatan pelapor diperiksa";
        /// Closed.
        Selesai = "selesai", "Selesai";
        /// Not taken up, with a reason.
        Ditolak = "ditolak", "Tidak dapat ditindaklanjuti";
        /// The same as another one, which goes on for both.
        Digabung = "digabung", "Digabung dengan laporan lain";
    }
}

impl Keadaan {
    /// Somebody has to do something still.
    pub const fn aktif(self) -> bool {
        match self {
            Keadaan::Selesai | Keadaan::Ditolak | Keadaan::Digabung => false,
            Keadaan::Baru
            | Keadaan::Dilengkapi
            | Keadaan::Didisposisi
            | Keadaan::Diproses
            | Keadaan::Dijawab
            | Keadaan::DibukaLagi
            | Keadaan::Keberatan => true,
        }
    }
    /// One or two words for narrow columns.
    pub const fn singkat(self) -> &'static str {
        match self {
            Keadaan::Baru => "Verifikasi",
            Keadaan::Dilengkapi => "Kelengkapan",
            Keadaan::Didisposisi => "Diteruskan",
            Keadaan::Diproses => "Diproses",
            Keadaan::Dijawab => "Dijawab",
            Keadaan::DibukaLagi => "Dibuka lagi",
            Keadaan::Keberatan => "Keberatan",
            Keadaan::Selesai => "Selesai",
            Keadaan::Ditolak => "Ditolak",
            Keadaan::Digabung => "Digabung",
        }
    }
    /// An agency has it.
    pub const fn di_perangkat_daerah(self) -> bool {
        matches!(self, Keadaan::Didisposisi | Keadaan::Diproses | Keadaan::DibukaLagi)
    }
}

/// Where it happened.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lokasi {
    /// Code of the village, such as `14.09.01.2003`.
    pub desa: Option<String>,
    /// A landmark in words.
    pub patokan: String,
    /// Degrees north.
    pub lintang: Option<f64>,
    /// Degrees east.
    pub bujur: Option<f64>,
}

/// Who reports. Lies sealed in its row; of an anonymous report there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pelapor {
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nama: Option<String>,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surel: Option<String>,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telepon: Option<String>,
    /// Account, of who was signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub akun: Option<Uuid>,
}

impl Pelapor {
    /// Nothing is known of them.
    pub fn kosong(&self) -> bool {
        *self == Pelapor::default()
    }
}

/// A file that came with a complaint, sealed already and waiting for its row: see [`crate::lampiran::siapkan`].
#[derive(Debug)]
pub struct Lampiran {
    /// As it came, for the coordinator alone.
    pub asli: Sealed,
    /// Without metadata, for those who handle the case; nothing when the kind of file has none that we understand.
    pub bersih: Option<Sealed>,
    /// Type told from its content.
    pub jenis: &'static str,
    /// Bytes of the original.
    pub ukuran: u64,
}

/// A complaint as it comes in, by whatever channel.
#[derive(Debug)]
pub struct PengaduanBaru {
    /// The channel.
    pub kanal: Kanal,
    /// Its number there; taken once for each channel.
    pub nomor_luar: Option<String>,
    /// Makes a repetition known: a second complaint with the same key is refused by the database. Any text up to 100 characters.
    pub permintaan_kunci: Option<String>,
    /// Class, when the sender knows.
    pub klasifikasi: Option<Klasifikasi>,
    /// Code of the category (register `kategori_pengaduan`).
    pub jenis: Option<String>,
    /// One line; made from the text when empty.
    pub judul: String,
    /// What happened.
    pub uraian: String,
    /// Where.
    pub lokasi: Lokasi,
    /// When it happened.
    pub kejadian: Option<Date>,
    /// Who reports; kept sealed, and not at all when anonymous.
    pub pelapor: Pelapor,
    /// How far they are known.
    pub sifat: Sifat,
    /// They agree that it may be published without personal data.
    pub setuju_terbit: bool,
    /// Files.
    pub lampiran: Vec<Lampiran>,
}

/// One complaint, as a row. Texts of the reporter are personal: see [`crate::publik`] for what everybody may read.
#[derive(Debug, Clone)]
pub struct Pengaduan {
    /// Row; newer ones are greater.
    pub id: Uuid,
    /// Version.
    pub version: i64,
    /// Last change.
    pub updated: OffsetDateTime,
    /// The agency that has it; nobody's until the coordinator disposes.
    pub unit: Option<Uuid>,
    /// The officer who has it.
    pub owner: Option<Uuid>,
    /// Number of the receipt.
    pub nomor: String,
    /// Channel.
    pub kanal: Kanal,
    /// Number in the channel.
    pub nomor_luar: Option<String>,
    /// State.
    pub keadaan: Keadaan,
    /// Class, once known.
    pub klasifikasi: Option<Klasifikasi>,
    /// Code of the category.
    pub kategori: Option<String>,
    /// One line.
    pub judul: String,
    /// What happened.
    pub uraian: String,
    /// Where.
    pub lokasi: Lokasi,
    /// When it happened.
    pub kejadian: Option<Date>,
    /// How far the reporter is known.
    pub sifat: Sifat,
    /// Something is known of the reporter.
    pub beridentitas: bool,
    /// The reporter agrees to publication.
    pub setuju_terbit: bool,
    /// The coordinator released it.
    pub terbit: bool,
    /// When.
    pub terbit_pada: Option<OffsetDateTime>,
    /// The line that everybody may read.
    pub judul_publik: Option<String>,
    /// The text that everybody may read.
    pub uraian_publik: Option<String>,
    /// When it came.
    pub diterima: OffsetDateTime,
    /// The day from which the present clock counts.
    pub mulai: Date,
    /// Until when the next step is due; nothing when no clock runs.
    pub batas: Option<Date>,
    /// Until when it has to be done, by its class.
    pub tenggat: Option<Date>,
    /// 0 agency, 1 supervision agency, 2 regional secretary.
    pub eskalasi: i64,
    /// How often it was begun: 1, and one more for each reopening.
    pub putaran: i64,
    /// When the agency answered first.
    pub dijawab: Option<OffsetDateTime>,
    /// When the outcome was reported, the last time.
    pub selesai: Option<OffsetDateTime>,
    /// It was done after its day.
    pub terlambat: bool,
    /// Rating of the reporter, 1 to 5.
    pub nilai: Option<i64>,
    /// The complaint that goes on for this one.
    pub induk: Option<Uuid>,
    /// How many follow it or have the same.
    pub pengikut: i64,
}

/// Part of its address and kind of its records.
pub const JENIS: &str = "pengaduan";

/// The page of the officers.
pub fn href(id: Uuid) -> String {
    format!("/meja-pengaduan/{id}")
}
/// The page of the reporter.
pub fn href_resi(id: Uuid) -> String {
    format!("/pengaduan/resi/{id}")
}
/// The page of everybody.
pub fn href_publik(id: Uuid) -> String {
    format!("/pengaduan/publik/{id}")
}
