//! The systems that the duties belong to, by the codes used in profiles.

/// Code and short name, in the order of the codes.
pub const SISTEM: [(&str, &str); 50] = [
    ("A1", "Penyelenggara"),
    ("A2", "Kebijakan internal"),
    ("A3", "Rencana induk"),
    ("A4", "Arsitektur"),
    ("A5", "Peta rencana"),
    ("A6", "Rencana dan anggaran"),
    ("A7", "Proses bisnis"),
    ("A8", "Data dan informasi"),
    ("A9", "Jaringan intra"),
    ("A10", "Bandwidth"),
    ("A11", "Sistem penghubung layanan"),
    ("A12", "Perangkat TIK"),
    ("A13", "Aplikasi"),
    ("A14", "Keamanan"),
    ("A15", "Layanan"),
    ("A16", "Pusat data"),
    ("A17", "Pencadangan dan keberlangsungan"),
    ("A18", "Nama domain"),
    ("A19", "Portal dan situs web"),
    ("A20", "Kabupaten cerdas"),
    ("A21", "Sumber daya TIK"),
    ("B1", "Manajemen risiko"),
    ("B2", "Manajemen keamanan informasi"),
    ("B3", "Manajemen data"),
    ("B4", "Manajemen aset TIK"),
    ("B5", "Manajemen sumber daya manusia"),
    ("B6", "Manajemen pengetahuan"),
    ("B7", "Manajemen perubahan"),
    ("B8", "Manajemen layanan"),
    ("C", "Audit TIK"),
    ("D1", "Naskah dinas"),
    ("D2", "Kearsipan"),
    ("D3", "Kepegawaian"),
    ("D4", "Perencanaan dan keuangan"),
    ("D5", "Pengadaan"),
    ("D6", "Akuntabilitas kinerja"),
    ("D7", "Pemantauan pembangunan"),
    ("D8", "Barang milik daerah"),
    ("D9", "Pengawasan intern"),
    ("D10", "Satu akun masuk"),
    ("E1", "Portal layanan publik"),
    ("E2", "Pengaduan pelayanan"),
    ("E3", "Pelaporan pelanggaran"),
    ("E4", "JDIH"),
    ("E5", "Satu data"),
    ("F1", "Evaluasi SPBE"),
    ("F2", "Kepatuhan terhadap kewajiban"),
    ("F3", "Pembinaan dan pengendalian"),
    ("F4", "Integrasi nasional"),
    ("F5", "Dokumentasi aplikasi"),
];

/// The name of a system; the code itself when it is not known.
pub fn nama(kode: &str) -> &str {
    SISTEM.iter().find(|(satu, _)| *satu == kode).map_or(kode, |(_, nama)| nama)
}

/// Place in the order of the codes.
pub fn urutan(kode: &str) -> usize {
    SISTEM.iter().position(|(satu, _)| *satu == kode).unwrap_or(SISTEM.len())
}
