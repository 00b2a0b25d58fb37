//! The tables of the module, as the log knows them.

use kernel::{Class, Table};

/// Obligations: one duty, one actor, one period.
pub fn pelaksanaan() -> Table {
    let columns = [
        ("kunci", Class::Public),
        ("kewajiban", Class::Public),
        ("penanggung", Class::Public),
        ("unit", Class::Public),
        ("masa", Class::Public),
        ("mulai", Class::Public),
        ("akhir", Class::Public),
        ("jatuh", Class::Public),
        ("keadaan", Class::Internal),
        ("tanggal_bukti", Class::Internal),
        ("alasan", Class::Internal),
        ("diajukan_oleh", Class::Personal),
        ("diajukan_pada", Class::Internal),
        ("diputus_oleh", Class::Personal),
        ("diputus_pada", Class::Internal),
    ];
    Table::new("kewajiban_pelaksanaan", &columns)
}

/// Evidence of an obligation.
pub fn bukti() -> Table {
    let columns = [
        ("pelaksanaan", Class::Internal),
        ("jenis", Class::Internal),
        ("judul", Class::Internal),
        ("tanggal", Class::Internal),
        ("catatan", Class::Personal),
        ("berkas", Class::Internal),
        ("alamat", Class::Internal),
        ("rekaman_jenis", Class::Internal),
        ("rekaman", Class::Internal),
        ("oleh", Class::Personal),
        ("dicabut", Class::Internal),
    ];
    Table::new("kewajiban_bukti", &columns)
}

/// Reported events that call for conditional duties.
pub fn kejadian() -> Table {
    let columns = [
        ("kode", Class::Internal),
        ("tanggal", Class::Internal),
        ("uraian", Class::Personal),
        ("unit", Class::Internal),
        ("oleh", Class::Personal),
        ("batal", Class::Internal),
        ("alasan_batal", Class::Internal),
    ];
    Table::new("kewajiban_kejadian", &columns)
}

/// The one row of settings; what is null is as in the profile.
pub fn pengaturan() -> Table {
    let columns = [
        ("mulai_hitung", Class::Public),
        ("rpjmd", Class::Public),
        ("rencana_induk", Class::Public),
        ("arsitektur", Class::Public),
        ("peta_rencana", Class::Public),
        ("hari_mendekati", Class::Public),
        ("pengingat", Class::Public),
        ("koordinator_hari", Class::Public),
        ("puncak_hari", Class::Public),
    ];
    Table::new("kewajiban_pengaturan", &columns)
}

/// What the administrator adjusted on one duty, stored beside the profile.
pub fn penyesuaian() -> Table {
    let columns = [
        ("kode", Class::Public),
        ("aktif", Class::Public),
        ("alasan", Class::Internal),
        ("jadwal", Class::Public),
        ("pengingat", Class::Public),
    ];
    Table::new("kewajiban_penyesuaian", &columns)
}

/// Reminders and escalations that were sent, each once.
pub fn langkah() -> Table {
    let columns = [
        ("pelaksanaan", Class::Internal),
        ("tingkat", Class::Internal),
        ("jatuh", Class::Internal),
        ("pada", Class::Internal),
        ("penerima", Class::Internal),
    ];
    Table::plain("kewajiban_langkah", &columns)
}

/// All of them.
pub fn semua() -> Vec<Table> {
    vec![pelaksanaan(), bukti(), kejadian(), pengaturan(), penyesuaian(), langkah()]
}
