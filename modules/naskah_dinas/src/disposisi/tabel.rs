//! The tables of dispositions, as the log knows them.
use kernel::{Class, Table};

/// Acts of disposing.
pub fn disposisi() -> Table {
    let columns = [
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("naskah", Class::Internal),
        ("surat_masuk", Class::Internal),
        ("induk", Class::Internal),
        ("akar", Class::Internal),
        ("tingkat", Class::Internal),
        ("jabatan", Class::Internal),
        ("instruksi", Class::Internal),
        ("catatan", Class::Secret),
        ("sifat", Class::Internal),
        ("hari", Class::Internal),
        ("tenggat", Class::Internal),
    ];
    Table::new("disposisi", &columns)
}

/// Receivers of dispositions.
pub fn penerima() -> Table {
    let columns = [
        ("disposisi", Class::Internal),
        ("naskah", Class::Internal),
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("sebutan", Class::Personal),
        ("keadaan", Class::Internal),
        ("tenggat", Class::Internal),
        ("dibaca", Class::Internal),
        ("dibaca_oleh", Class::Internal),
        ("selesai", Class::Internal),
        ("selesai_oleh", Class::Internal),
        ("alasan", Class::Secret),
        ("langkah", Class::Internal),
        ("menit", Class::Internal),
    ];
    Table::new("disposisi_penerima", &columns)
}

/// Reports of progress.
pub fn lapor() -> Table {
    let columns = [
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("penerima", Class::Internal),
        ("naskah", Class::Internal),
        ("isi", Class::Secret),
        ("berkas", Class::Internal),
    ];
    Table::new("disposisi_lapor", &columns)
}

/// All of them.
pub fn semua() -> Vec<Table> {
    vec![disposisi(), penerima(), lapor()]
}
