//! Tables and how private each column is.
use kernel::{Class, Rows, Table};

/// Whose an application is.
pub const BARIS: Rows = Rows { unit: "p.unit", owner: "p.owner", public: "false" };
/// Whose a visit is.
pub const BARIS_KUNJUNGAN: Rows = Rows { unit: "k.unit", owner: "k.owner", public: "false" };

/// Applications.
pub fn permohonan() -> Table {
    use Class::{Internal, Personal, Secret};
    let columns = [
        ("unit", Internal),
        ("owner", Internal),
        ("layanan", Internal),
        ("standar", Internal),
        ("formulir", Internal),
        ("induk", Internal),
        ("urut", Internal),
        ("mulai", Internal),
        ("keadaan", Internal),
        ("nomor", Internal),
        ("tanda", Secret),
        ("kata", Secret),
        ("kata_sampai", Internal),
        ("kanal", Internal),
        ("akun", Personal),
        ("dibantu", Internal),
        ("dibantu_unit", Internal),
        ("judul", Internal),
        ("nama", Personal),
        ("surel", Personal),
        ("telepon", Personal),
        ("isian", Personal),
        ("rancangan", Secret),
        ("masuk", Internal),
        ("tenggat", Internal),
        ("langkah_sejak", Internal),
        ("langkah_tenggat", Internal),
        ("jeda_sejak", Internal),
        ("jeda_hari", Internal),
        ("selesai", Internal),
        ("alasan", Personal),
        ("dikunjungi", Internal),
        ("bayar", Personal),
        ("keluaran", Personal),
        ("nomor_keluaran", Internal),
        ("hasil", Internal),
        ("bertanda", Internal),
        ("permintaan", Internal),
        ("kode", Internal),
        ("pengusul", Internal),
        ("pemutus", Internal),
        ("keberatan", Personal),
        ("keberatan_diputus", Internal),
        ("serah", Personal),
        ("survei", Secret),
        ("terlambat", Internal),
        ("diingatkan", Internal),
        ("kedaluwarsa", Internal),
    ];
    Table::new("permohonan", &columns)
}

/// What happened to applications.
pub fn peristiwa() -> Table {
    use Class::{Internal, Personal};
    let columns = [
        ("permohonan", Internal),
        ("unit", Internal),
        ("layanan", Internal),
        ("tindakan", Internal),
        ("dari", Internal),
        ("ke", Internal),
        ("oleh", Internal),
        ("pada", Internal),
        ("catatan", Personal),
        ("umum", Internal),
        ("hari", Internal),
        ("lewat", Internal),
    ];
    Table::plain("permohonan_peristiwa", &columns)
}

/// Visits.
pub fn kunjungan() -> Table {
    use Class::{Internal, Personal};
    let columns = [
        ("permohonan", Internal),
        ("unit", Internal),
        ("owner", Internal),
        ("mulai", Internal),
        ("tempat", Personal),
        ("catatan", Personal),
        ("hasil", Personal),
        ("keadaan", Internal),
    ];
    Table::new("permohonan_kunjungan", &columns)
}
