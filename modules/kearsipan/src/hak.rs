//! Rights of the module and who holds them.
use kernel::module::Grant;
use kernel::{Perm, Reach};

/// See files, items, loans and places of the own unit.
pub const LIHAT: Perm = Perm("kearsipan.lihat");
/// Read what names oneself: secret items and items that another unit opened.
pub const PEMBACA: Perm = Perm("kearsipan.pembaca");
/// See classification codes and the retention schedule.
pub const KODE: Perm = Perm("kearsipan.kode");
/// Change classification codes and the retention schedule.
pub const ATUR: Perm = Perm("kearsipan.atur");
/// Register items, open and close files, propose, keep places and loans.
pub const KELOLA: Perm = Perm("kearsipan.kelola");
/// Ask for a loan, or for reading what another unit keeps.
pub const MINTA: Perm = Perm("kearsipan.minta");
/// Approve proposals of the own agency, and reading by others (M 47).
pub const SETUJU: Perm = Perm("kearsipan.setujui");
/// Assess, record the approval of Bupati or ANRI, make the Berita Acara, carry out.
pub const SUSUT: Perm = Perm("kearsipan.susutkan");
/// Put files under a legal hold and lift it.
pub const TAHAN: Perm = Perm("kearsipan.tahan");
/// See whether stored contents are whole.
pub const KEUTUHAN: Perm = Perm("kearsipan.keutuhan");

/// Permissions and their labels.
pub const PERMS: &[(Perm, &str)] = &[
    (LIHAT, "Melihat berkas dan arsip"),
    (PEMBACA, "Membaca arsip yang dibuka untuk dirinya"),
    (KODE, "Melihat klasifikasi dan jadwal retensi arsip"),
    (ATUR, "Mengubah klasifikasi dan jadwal retensi arsip"),
    (KELOLA, "Mengelola berkas, arsip, lokasi, dan peminjaman"),
    (MINTA, "Meminta peminjaman dan izin membaca arsip"),
    (SETUJU, "Menyetujui usul penyusutan dan izin membaca arsip unitnya"),
    (SUSUT, "Menilai, mengesahkan, dan melaksanakan penyusutan arsip"),
    (TAHAN, "Menahan berkas untuk kepentingan hukum"),
    (KEUTUHAN, "Memeriksa keutuhan isi berkas"),
];

const fn hak(role: &'static str, perm: Perm, reach: Reach) -> Grant {
    Grant { role, perm, reach }
}

/// Codes are for everybody who works here; reading by name is one's own.
macro_rules! semua {
    ($($role:literal),*; $($more:expr),* $(,)?) => {
        &[
            $(hak($role, KODE, Reach::All), hak($role, PEMBACA, Reach::Own), hak($role, MINTA, Reach::Own),)*
            $($more),*
        ]
    };
}

/// What the roles may do. A unit keeps its own archive; the keepers of the regency's archive and its overseers see all of
/// it, secret items aside.
pub const GRANTS: &[Grant] = semua!(
    "admin", "bupati", "sekda", "diskominfo", "perencanaan", "organisasi", "hukum", "kepegawaian", "keuangan_aset",
    "pengawasan", "kearsipan", "kepala_pd", "operator_pd", "pegawai";
    hak("pegawai", LIHAT, Reach::Unit),
    hak("operator_pd", MINTA, Reach::Tree),
    hak("kearsipan", MINTA, Reach::All),
    hak("operator_pd", LIHAT, Reach::Tree),
    hak("operator_pd", KELOLA, Reach::Tree),
    hak("kepala_pd", LIHAT, Reach::Tree),
    hak("kepala_pd", SETUJU, Reach::Tree),
    hak("kearsipan", LIHAT, Reach::All),
    hak("kearsipan", KELOLA, Reach::All),
    hak("kearsipan", ATUR, Reach::All),
    hak("kearsipan", SUSUT, Reach::All),
    hak("kearsipan", TAHAN, Reach::All),
    hak("kearsipan", KEUTUHAN, Reach::All),
    hak("hukum", LIHAT, Reach::All),
    hak("hukum", TAHAN, Reach::All),
    hak("pengawasan", LIHAT, Reach::All),
    hak("pengawasan", TAHAN, Reach::All),
    hak("bupati", LIHAT, Reach::All),
    hak("sekda", LIHAT, Reach::All),
    hak("sekda", SETUJU, Reach::All),
    hak("admin", LIHAT, Reach::All),
    hak("admin", ATUR, Reach::All),
    hak("admin", KEUTUHAN, Reach::All),
);
