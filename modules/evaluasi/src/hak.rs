//! Who may do what by default. Roles inside a period follow from its team, see `ruang`.

use kernel::{Grant, Perm, Reach};

/// Read results that are final, and periods in which one takes part by name.
pub const HASIL: Perm = Perm("evaluasi.hasil");
/// Read every period, final or not.
pub const BERJALAN: Perm = Perm("evaluasi.berjalan");
/// Open a period, name its team, set its dates.
pub const ATUR: Perm = Perm("evaluasi.atur");
/// Approve, send and freeze: the coordinator's acts.
pub const KOORDINASI: Perm = Perm("evaluasi.koordinasi");

/// The permissions with their labels.
pub(crate) const PERMS: &[(Perm, &str)] = &[
    (HASIL, "Melihat hasil evaluasi yang final dan periode yang diikuti"),
    (BERJALAN, "Melihat semua periode evaluasi, termasuk yang berjalan"),
    (ATUR, "Membuka periode evaluasi, menyusun tim dan jadwalnya"),
    (KOORDINASI, "Menyetujui, mengirim, dan membekukan hasil evaluasi"),
];

const fn semua(role: &'static str, perm: Perm) -> Grant {
    Grant { role, perm, reach: Reach::All }
}

/// What roles may do: everybody who works here reads results; assessors and respondents see open periods by name only.
pub(crate) const GRANTS: &[Grant] = &[
    semua("admin", HASIL),
    semua("admin", BERJALAN),
    semua("admin", ATUR),
    semua("bupati", HASIL),
    semua("bupati", BERJALAN),
    semua("sekda", HASIL),
    semua("sekda", BERJALAN),
    semua("sekda", ATUR),
    semua("sekda", KOORDINASI),
    semua("diskominfo", HASIL),
    semua("diskominfo", BERJALAN),
    semua("diskominfo", ATUR),
    semua("pengawasan", HASIL),
    semua("pengawasan", BERJALAN),
    semua("evaluator_penanggung_jawab", HASIL),
    semua("evaluator_penanggung_jawab", BERJALAN),
    semua("evaluator_penanggung_jawab", ATUR),
    semua("evaluator_operator", HASIL),
    semua("evaluator_operator", BERJALAN),
    semua("evaluator_anggota", HASIL),
    semua("evaluator_anggota", BERJALAN),
    semua("asesor_eksternal", HASIL),
    semua("perencanaan", HASIL),
    semua("organisasi", HASIL),
    semua("hukum", HASIL),
    semua("kepegawaian", HASIL),
    semua("keuangan_aset", HASIL),
    semua("kepala_pd", HASIL),
    semua("operator_pd", HASIL),
    semua("pegawai", HASIL),
];
