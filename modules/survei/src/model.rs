//! Nouns: the nine elements, what respondents may say of themselves, an answer.
use time::Date;
use uuid::Uuid;

use crate::rules::nilai::{Rekap, UNSUR};

/// The nine elements in their order: key, name.
pub const UNSUR_NAMA: [(&str, &str); UNSUR] = [
    ("u1", "Persyaratan"),
    ("u2", "Sistem, mekanisme, dan prosedur"),
    ("u3", "Waktu penyelesaian"),
    ("u4", "Biaya/tarif"),
    ("u5", "Produk spesifikasi jenis pelayanan"),
    ("u6", "Kompetensi pelaksana"),
    ("u7", "Perilaku pelaksana"),
    ("u8", "Penanganan pengaduan, saran, dan masukan"),
    ("u9", "Sarana dan prasarana"),
];

/// The name of an element (0 is U1).
pub fn nama_unsur(unsur: usize) -> &'static str {
    UNSUR_NAMA.get(unsur).map_or("", |(_, nama)| nama)
}

/// The element of a key such as `u3`.
pub fn unsur(kunci: &str) -> Option<usize> {
    UNSUR_NAMA.iter().position(|(own, _)| *own == kunci)
}

/// A way to split respondents: key, label, groups with key and label.
#[derive(Debug, Clone, Copy)]
pub struct Dimensi {
    /// Field of the form and word in the sums.
    pub kunci: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// Groups: key and label.
    pub kelompok: &'static [(&'static str, &'static str)],
}

/// What respondents may say of themselves; all of it may be left out.
pub const DIMENSI: [Dimensi; 4] = [
    Dimensi {
        kunci: "usia",
        label: "Usia",
        kelompok: &[
            ("di_bawah_20", "Di bawah 20 tahun"),
            ("20_29", "20–29 tahun"),
            ("30_39", "30–39 tahun"),
            ("40_49", "40–49 tahun"),
            ("50_59", "50–59 tahun"),
            ("60_ke_atas", "60 tahun ke atas"),
        ],
    },
    Dimensi { kunci: "kelamin", label: "Jenis kelamin", kelompok: &[("l", "Laki-laki"), ("p", "Perempuan")] },
    Dimensi {
        kunci: "pendidikan",
        label: "Pendidikan terakhir",
        kelompok: &[
            ("sd", "SD atau belum tamat"),
            ("smp", "SMP/sederajat"),
            ("sma", "SMA/SMK/sederajat"),
            ("diploma", "Diploma"),
            ("s1", "Sarjana (S1/D4)"),
            ("s2", "Pascasarjana (S2/S3)"),
        ],
    },
    Dimensi {
        kunci: "pekerjaan",
        label: "Pekerjaan",
        kelompok: &[
            ("asn", "ASN, TNI, atau Polri"),
            ("swasta", "Pegawai swasta"),
            ("usaha", "Wirausaha"),
            ("tani", "Petani, nelayan, atau peternak"),
            ("pelajar", "Pelajar atau mahasiswa"),
            ("rumah_tangga", "Mengurus rumah tangga"),
            ("lain", "Lainnya"),
        ],
    },
];

/// The word in the sums for everybody.
pub const SEMUA: &str = "semua";
/// The word in the sums for the way an answer came.
pub const JALAN: &str = "jalan";
/// What a group is called whose members said nothing.
pub const TAK_DIISI: &str = "Tidak diisi";

/// How an answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jalan {
    /// The one-time link of a finished case.
    Tautan,
    /// The code on a poster at the counter.
    Loket,
}

impl Jalan {
    /// All.
    pub const ALL: [Jalan; 2] = [Jalan::Tautan, Jalan::Loket];
    /// The word in the database.
    pub const fn kunci(self) -> &'static str {
        match self {
            Jalan::Tautan => "tautan",
            Jalan::Loket => "loket",
        }
    }
    /// The word on pages.
    pub const fn label(self) -> &'static str {
        match self {
            Jalan::Tautan => "Tautan sesudah layanan selesai",
            Jalan::Loket => "Kode QR di tempat layanan",
        }
    }
}

/// What a group of a dimension is called.
pub fn label_kelompok(dimensi: &str, nilai: &str) -> &'static str {
    if dimensi == JALAN {
        return Jalan::ALL.into_iter().find(|jalan| jalan.kunci() == nilai).map_or("", Jalan::label);
    }
    let kelompok = DIMENSI.iter().find(|satu| satu.kunci == dimensi).map_or(&[][..], |satu| satu.kelompok);
    kelompok.iter().find(|(own, _)| *own == nilai).map_or(TAK_DIISI, |(_, label)| label)
}

/// One filled-in questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jawaban {
    /// The answers U1 to U9, 1 to 4 each.
    pub nilai: [i64; UNSUR],
    /// What the respondent said of themselves, in the order of [`DIMENSI`].
    pub diri: [Option<&'static str>; DIMENSI.len()],
    /// How it came.
    pub jalan: Jalan,
    /// Suggestion or comment; empty for none.
    pub komentar: String,
}

/// A service that is surveyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layanan {
    /// Row of the register `layanan_survei`.
    pub id: Uuid,
    /// Whose service.
    pub unit: Option<Uuid>,
    /// Name.
    pub nama: String,
    /// Answers are taken.
    pub aktif: bool,
}

/// A survey period of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periode {
    /// Row of the register `periode_survei`.
    pub id: Uuid,
    /// Whose.
    pub unit: Option<Uuid>,
    /// Name.
    pub nama: String,
    /// First day.
    pub mulai: Date,
    /// Last day.
    pub selesai: Date,
    /// How many people used the services, where it is known.
    pub populasi: Option<i64>,
    /// State, see [`crate::registers::ALUR_PERIODE`].
    pub status: String,
}

impl Periode {
    /// The officers' page of its results.
    pub fn meja(&self) -> String {
        format!("/meja-survei/{}", self.id)
    }
    /// The public page of its results.
    pub fn publik(&self) -> String {
        format!("/survei/hasil/{}", self.id)
    }
    /// Anybody may see the results.
    pub fn is_terbit(&self) -> bool {
        self.status == "terbit"
    }
    /// Answers are taken.
    pub fn is_terbuka(&self) -> bool {
        self.status == "terbuka"
    }
}

/// One row of the running sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baris {
    /// Service.
    pub layanan: Uuid,
    /// Dimension: [`SEMUA`], [`JALAN`] or one of [`DIMENSI`].
    pub dimensi: String,
    /// Group; empty where nothing was said.
    pub nilai: String,
    /// The sums.
    pub rekap: Rekap,
}
