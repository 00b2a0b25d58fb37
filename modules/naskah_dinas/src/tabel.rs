//! The tables of the module, as the log knows them.
use kernel::{Class, Table};

/// Letters.
pub fn naskah() -> Table {
    let columns = [
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("arah", Class::Internal),
        ("jenis", Class::Internal),
        ("keadaan", Class::Internal),
        ("nomor", Class::Internal),
        ("nomor_urut", Class::Internal),
        ("tahun", Class::Internal),
        ("tanggal", Class::Internal),
        ("perihal", Class::Secret),
        ("sifat", Class::Internal),
        ("keamanan", Class::Internal),
        ("klasifikasi", Class::Internal),
        ("isi", Class::Secret),
        ("isi_segel", Class::Secret),
        ("sidik", Class::Internal),
        ("penandatangan", Class::Internal),
        ("unit_penandatangan", Class::Internal),
        ("jabatan_penandatangan", Class::Internal),
        ("templat_versi", Class::Internal),
        ("berkas_asal", Class::Internal),
        ("berkas_final", Class::Internal),
        ("permintaan", Class::Internal),
        ("kode", Class::Secret),
        ("cara_tanda", Class::Internal),
        ("diajukan", Class::Internal),
        ("terbit", Class::Internal),
        ("batal_alasan", Class::Personal),
        ("batal_oleh", Class::Internal),
        ("batal_pada", Class::Internal),
        ("diterima_dari", Class::Personal),
        ("diterima_unit", Class::Internal),
        ("diterima", Class::Internal),
        ("cara_terima", Class::Internal),
        ("asal", Class::Personal),
        ("kop", Class::Internal),
    ];
    Table::new("naskah", &columns)
}

/// Who may read a letter.
pub fn akses() -> Table {
    let columns = [
        ("naskah", Class::Internal),
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("peran", Class::Internal),
        ("kotak", Class::Internal),
        ("dibaca", Class::Internal),
        ("dibaca_oleh", Class::Internal),
        ("created", Class::Internal),
        ("kepala", Class::Internal),
    ];
    Table::plain("naskah_akses", &columns)
}

/// What a letter said each time it was saved.
pub fn versi() -> Table {
    let columns = [
        ("naskah", Class::Internal),
        ("urut", Class::Internal),
        ("oleh", Class::Internal),
        ("pada", Class::Internal),
        ("sidik", Class::Internal),
        ("isi", Class::Secret),
        ("isi_segel", Class::Secret),
    ];
    Table::plain("naskah_versi", &columns)
}

/// Steps of approval.
pub fn langkah() -> Table {
    let columns = [
        ("naskah", Class::Internal),
        ("putaran", Class::Internal),
        ("urut", Class::Internal),
        ("peran", Class::Internal),
        ("akun", Class::Internal),
        ("unit", Class::Internal),
        ("jabatan", Class::Internal),
        ("keadaan", Class::Internal),
        ("catatan", Class::Secret),
        ("sidik", Class::Internal),
        ("oleh", Class::Internal),
        ("sebagai", Class::Internal),
        ("pada", Class::Internal),
    ];
    Table::plain("naskah_langkah", &columns)
}

/// Addressees.
pub fn tujuan() -> Table {
    let columns = [
        ("naskah", Class::Internal),
        ("urut", Class::Internal),
        ("unit", Class::Internal),
        ("akun", Class::Internal),
        ("teks", Class::Secret),
        ("tembusan", Class::Internal),
    ];
    Table::plain("naskah_tujuan", &columns)
}

/// References to earlier letters.
pub fn rujukan() -> Table {
    Table::plain("naskah_rujukan", &[("naskah", Class::Internal), ("ke", Class::Internal), ("jenis", Class::Internal)])
}

/// Attachments.
pub fn lampiran() -> Table {
    let columns = [
        ("naskah", Class::Internal),
        ("urut", Class::Internal),
        ("berkas", Class::Internal),
        ("judul", Class::Secret),
        ("sha256", Class::Internal),
    ];
    Table::plain("naskah_lampiran", &columns)
}

/// Every number ever taken.
pub fn nomor() -> Table {
    let columns = [
        ("jenis", Class::Internal),
        ("unit", Class::Internal),
        ("tahun", Class::Internal),
        ("urut", Class::Internal),
        ("akhiran", Class::Internal),
        ("nomor", Class::Internal),
        ("keadaan", Class::Internal),
        ("tanggal", Class::Internal),
        ("alasan", Class::Personal),
        ("untuk", Class::Personal),
        ("naskah", Class::Internal),
        ("oleh", Class::Internal),
        ("pada", Class::Internal),
        ("pengolah", Class::Internal),
    ];
    Table::plain("naskah_nomor", &columns)
}

/// Every reading, printing and download.
pub fn jejak() -> Table {
    let columns = [
        ("naskah", Class::Internal),
        ("akun", Class::Internal),
        ("tindakan", Class::Internal),
        ("rincian", Class::Secret),
        ("pada", Class::Internal),
        ("unit", Class::Internal),
    ];
    Table::plain("naskah_jejak", &columns)
}

/// Templates by kind and version.
pub fn templat() -> Table {
    let columns = [
        ("jenis", Class::Public),
        ("versi", Class::Public),
        ("isi", Class::Internal),
        ("catatan", Class::Internal),
        ("oleh", Class::Internal),
        ("pada", Class::Internal),
        ("dipakai", Class::Public),
    ];
    Table::plain("naskah_templat", &columns)
}

/// Heads of units to whom a secret letter is addressed.
pub fn jabatan() -> Table {
    let columns = [
        ("naskah", Class::Internal),
        ("unit", Class::Internal),
        ("peran", Class::Internal),
        ("created", Class::Internal),
    ];
    Table::plain("naskah_jabatan", &columns)
}

/// Pictures in the head of letters.
pub fn lambang() -> Table {
    Table::new("naskah_lambang", &[("kunci", Class::Public), ("berkas", Class::Internal), ("teks", Class::Public)])
}

/// All of them; those of the registers come from the registers.
pub fn semua() -> Vec<Table> {
    let keluar = [
        naskah(),
        akses(),
        jabatan(),
        versi(),
        langkah(),
        tujuan(),
        rujukan(),
        lampiran(),
        nomor(),
        jejak(),
        templat(),
        lambang(),
    ];
    keluar.into_iter().chain(crate::masuk::tabel::semua()).chain(crate::disposisi::tabel::semua()).collect()
}
