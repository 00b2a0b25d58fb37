//! The tables of the module, as the log knows them.
use kernel::{Class, Table};

/// Requests.
pub fn permintaan() -> Table {
    let columns = [
        ("untuk", Class::Internal),
        ("untuk_id", Class::Internal),
        ("untuk_href", Class::Internal),
        ("unit", Class::Internal),
        ("judul", Class::Personal),
        ("nomor", Class::Internal),
        ("nomor_kunci", Class::Internal),
        ("dokumen", Class::Internal),
        ("penanda", Class::Internal),
        ("kapasitas", Class::Internal),
        ("panel", Class::Internal),
        ("kode", Class::Secret),
        ("terbuka", Class::Internal),
        ("tenggat", Class::Internal),
        ("peminta", Class::Internal),
        ("pemohon", Class::Internal),
        ("keadaan", Class::Internal),
        ("alasan", Class::Personal),
        ("lewat", Class::Internal),
        ("kelompok", Class::Internal),
        ("sejak", Class::Internal),
        ("acuan", Class::Internal),
        ("hasil", Class::Internal),
        ("hasil_sha256", Class::Internal),
        ("tingkat", Class::Internal),
        ("selesai", Class::Internal),
        ("diputus_oleh", Class::Internal),
    ];
    Table::new("permintaan_ttd", &columns)
}

/// Batches.
pub fn kelompok() -> Table {
    let columns = [
        ("penanda", Class::Internal),
        ("jumlah", Class::Internal),
        ("pesan", Class::Internal),
        ("selesai", Class::Internal),
    ];
    Table::new("ttd_kelompok", &columns)
}

/// The one row of settings.
pub fn pengaturan() -> Table {
    let columns = [
        ("bsre_alamat", Class::Internal),
        ("bsre_versi", Class::Internal),
        ("bsre_pengguna", Class::Secret),
        ("bsre_sandi", Class::Secret),
        ("tingkat", Class::Internal),
        ("tidak_menjawab_sejak", Class::Internal),
        ("masa_akar", Class::Internal),
        ("masa_penerbit", Class::Internal),
        ("masa_sertifikat", Class::Internal),
        ("masa_daftar", Class::Internal),
    ];
    Table::new("ttd_pengaturan", &columns)
}

/// How accounts sign; the id is that of the account.
pub fn penanda() -> Table {
    let columns = [
        ("jenis", Class::Internal),
        ("nik", Class::Secret),
        ("segel", Class::Internal),
        ("sandi", Class::Secret),
        ("aktif_sampai", Class::Internal),
        ("sertifikat", Class::Internal),
    ];
    Table::new("ttd_penanda", &columns)
}

/// Authorities of the regency's own: root, issuing, OCSP, time stamps.
pub fn otoritas() -> Table {
    let columns = [
        ("jenis", Class::Public),
        ("subjek", Class::Public),
        ("serial", Class::Public),
        ("sertifikat", Class::Public),
        ("kunci", Class::Secret),
        ("crl", Class::Public),
        ("mulai", Class::Public),
        ("akhir", Class::Public),
        ("aktif", Class::Public),
    ];
    Table::new("pki_otoritas", &columns)
}

/// Certificates that the regency's own authority issued.
pub fn sertifikat() -> Table {
    let columns = [
        ("akun", Class::Internal),
        ("subjek", Class::Personal),
        ("serial", Class::Public),
        ("penerbit", Class::Public),
        ("sertifikat", Class::Internal),
        ("kunci", Class::Secret),
        ("mulai", Class::Public),
        ("akhir", Class::Public),
        ("dicabut", Class::Public),
        ("alasan_cabut", Class::Public),
        ("keterangan_cabut", Class::Internal),
        ("daftar", Class::Internal),
    ];
    Table::new("pki_sertifikat", &columns)
}

/// Certificates that signatures are trusted by, beside the regency's own root.
pub fn jangkar() -> Table {
    let columns =
        [("nama", Class::Public), ("sertifikat", Class::Public), ("sidik", Class::Public), ("aktif", Class::Public)];
    Table::new("ttd_jangkar", &columns)
}

/// Warnings about certificates that end, each once.
pub fn peringatan() -> Table {
    Table::plain(
        "ttd_peringatan",
        &[("sertifikat", Class::Internal), ("hari", Class::Internal), ("akhir", Class::Internal)],
    )
}

/// All of them.
pub fn semua() -> Vec<Table> {
    vec![permintaan(), kelompok(), pengaturan(), penanda(), otoritas(), sertifikat(), jangkar(), peringatan()]
}
