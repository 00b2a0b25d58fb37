//! Rights of the module and who holds them.
use kernel::module::Grant;
use kernel::{Perm, Reach};

/// See surveys, their results and the action plan.
pub const LIHAT: Perm = Perm("survei.lihat");
/// Keep services, questions, survey points and periods; plan actions.
pub const KELOLA: Perm = Perm("survei.kelola");
/// Read comments and decide which ones are shown.
pub const MODERASI: Perm = Perm("survei.moderasi");
/// Approve that results are published.
pub const TERBITKAN: Perm = Perm("survei.terbitkan");

/// Permissions and their labels.
pub const PERMS: &[(Perm, &str)] = &[
    (LIHAT, "Melihat survei kepuasan, hasil, dan rencana tindak lanjutnya"),
    (KELOLA, "Mengelola layanan, pertanyaan, titik, dan masa survei"),
    (MODERASI, "Membaca komentar dan menentukan yang ditayangkan"),
    (TERBITKAN, "Menyetujui penerbitan hasil survei"),
];

const fn hak(role: &'static str, perm: Perm, reach: Reach) -> Grant {
    Grant { role, perm, reach }
}

/// What the roles may do. An agency surveys its own services; whoever coordinates organisation and the overseers see all.
pub const GRANTS: &[Grant] = &[
    hak("pegawai", LIHAT, Reach::Tree),
    hak("operator_pd", LIHAT, Reach::Tree),
    hak("operator_pd", KELOLA, Reach::Tree),
    hak("operator_pd", MODERASI, Reach::Tree),
    hak("kepala_pd", LIHAT, Reach::Tree),
    hak("kepala_pd", KELOLA, Reach::Tree),
    hak("kepala_pd", MODERASI, Reach::Tree),
    hak("kepala_pd", TERBITKAN, Reach::Tree),
    hak("organisasi", LIHAT, Reach::All),
    hak("organisasi", KELOLA, Reach::All),
    hak("organisasi", MODERASI, Reach::All),
    hak("admin", LIHAT, Reach::All),
    hak("admin", KELOLA, Reach::All),
    hak("bupati", LIHAT, Reach::All),
    hak("sekda", LIHAT, Reach::All),
    hak("sekda", TERBITKAN, Reach::All),
    hak("diskominfo", LIHAT, Reach::All),
    hak("perencanaan", LIHAT, Reach::All),
    hak("pengawasan", LIHAT, Reach::All),
    hak("evaluator_penanggung_jawab", LIHAT, Reach::All),
    hak("evaluator_operator", LIHAT, Reach::All),
    hak("evaluator_anggota", LIHAT, Reach::All),
    hak("asesor_eksternal", LIHAT, Reach::All),
];
