//! The tables beside those of the registers, as the log knows them. Sums and one-time links are nobody's record.
use kernel::{Class, Table};

/// Wordings.
pub fn kuesioner() -> Table {
    let columns = [
        ("layanan", Class::Public),
        ("ke", Class::Public),
        ("isi", Class::Public),
        ("hari", Class::Internal),
        ("oleh", Class::Internal),
    ];
    Table::plain("survei_kuesioner", &columns)
}

/// Answers.
pub fn jawaban() -> Table {
    let mut columns = vec![
        ("periode", Class::Internal),
        ("layanan", Class::Internal),
        ("unit", Class::Internal),
        ("kuesioner", Class::Internal),
        ("hari", Class::Internal),
        ("jalan", Class::Internal),
    ];
    columns.extend(crate::model::UNSUR_NAMA.map(|(kunci, _)| (kunci, Class::Internal)));
    columns.extend(crate::model::DIMENSI.map(|satu| (satu.kunci, Class::Personal)));
    Table::plain("survei_jawaban", &columns)
}

/// Comments.
pub fn komentar() -> Table {
    let columns = [
        ("periode", Class::Internal),
        ("layanan", Class::Internal),
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("status", Class::Internal),
        ("isi", Class::Personal),
        ("tayang", Class::Personal),
    ];
    Table::new("survei_komentar", &columns)
}

/// All of them.
pub fn lain() -> Vec<Table> {
    vec![kuesioner(), jawaban(), komentar()]
}
