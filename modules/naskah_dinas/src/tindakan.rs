//! What the actions of the module are called, for histories here and where a letter goes.

/// Actions and their words.
pub const TINDAKAN: &[(&str, &str)] = &[
    ("naskah_dinas.dikonsep", "Konsep dibuat"),
    ("naskah_dinas.ditulis", "Disimpan"),
    ("naskah_dinas.lampiran_dicabut", "Lampiran dicabut"),
    ("naskah_dinas.diajukan", "Diajukan"),
    ("naskah_dinas.diparaf", "Diparaf atau disetujui"),
    ("naskah_dinas.ditarik", "Ditarik kembali"),
    ("naskah_dinas.dikembalikan", "Dikembalikan"),
    ("naskah_dinas.disiapkan", "Dokumen disusun"),
    ("naskah_dinas.ditandatangani", "Ditandatangani dan terbit"),
    ("naskah_dinas.tanda_tangan_ditolak", "Tanda tangan ditolak"),
    ("naskah_dinas.dibatalkan", "Dibatalkan"),
    ("naskah_dinas.dicatat", "Dicatat ke agenda"),
    ("naskah_dinas.terkirim", "Dikirim ke perangkat daerah tujuan"),
    ("naskah_dinas.teks_dibaca", "Teks berkas dibaca"),
    ("naskah_dinas.didisposisikan", "Didisposisikan"),
    ("naskah_dinas.disposisi_dibaca", "Disposisi dibaca"),
    ("naskah_dinas.disposisi_dilapor", "Disposisi dilaporkan"),
    ("naskah_dinas.disposisi_selesai", "Disposisi selesai"),
    ("naskah_dinas.disposisi_ditarik", "Disposisi ditarik kembali"),
    ("naskah_dinas.disposisi_ditolak", "Disposisi ditolak"),
    ("naskah_dinas.disposisi_diingatkan", "Diingatkan akan tenggat disposisi"),
    ("naskah_dinas.surat_selesai", "Surat selesai"),
    ("naskah_dinas.peragaan", "Contoh peragaan"),
    ("naskah_dinas.contoh", "Contoh peragaan"),
];

/// What an action is called; a change when nobody gave it a name.
pub fn kata(aksi: &str) -> &'static str {
    TINDAKAN.iter().find(|(nama, _)| *nama == aksi).map_or("Diubah", |(_, kata)| kata)
}
