//! The tables of incoming letters, as the log knows them.
use kernel::{Class, Table};

/// The places of letters in the books of units.
pub fn surat() -> Table {
    let columns = [
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("naskah", Class::Internal),
        ("instansi", Class::Internal),
        ("untuk", Class::Internal),
        ("jalur", Class::Internal),
        ("keadaan", Class::Internal),
        ("tahun", Class::Internal),
        ("urut", Class::Internal),
        ("nomor", Class::Internal),
        ("nomor_kunci", Class::Internal),
        ("tanggal", Class::Internal),
        ("perihal", Class::Personal),
        ("pengirim", Class::Personal),
        ("pengirim_kunci", Class::Personal),
        ("jenis", Class::Internal),
        ("sifat", Class::Internal),
        ("keamanan", Class::Internal),
        ("klasifikasi", Class::Internal),
        ("lokasi", Class::Internal),
        ("catatan", Class::Secret),
        ("diterima", Class::Internal),
        ("dicatat", Class::Internal),
        ("didisposisi", Class::Internal),
        ("selesai", Class::Internal),
        ("cara_selesai", Class::Internal),
        ("selesai_oleh", Class::Internal),
        ("menit_catat", Class::Internal),
        ("menit_disposisi", Class::Internal),
        ("menit_selesai", Class::Internal),
        ("ganda", Class::Internal),
    ];
    Table::new("surat_masuk", &columns)
}

/// Mailboxes.
pub fn kotak() -> Table {
    let columns = [
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("nama", Class::Internal),
        ("alamat", Class::Internal),
        ("pengguna", Class::Personal),
        ("sandi", Class::Secret),
        ("folder", Class::Internal),
        ("ca", Class::Internal),
        ("aktif", Class::Internal),
    ];
    Table::new("surel_kotak", &columns)
}

/// E-mails that wait for the front desk.
pub fn pesan() -> Table {
    let columns = [
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("kotak", Class::Internal),
        ("kunci", Class::Personal),
        ("uidvalidity", Class::Internal),
        ("uid", Class::Internal),
        ("pengirim", Class::Personal),
        ("alamat", Class::Personal),
        ("hal", Class::Secret),
        ("dikirim", Class::Internal),
        ("teks", Class::Secret),
        ("keterangan", Class::Internal),
        ("keadaan", Class::Internal),
        ("alasan", Class::Personal),
        ("naskah", Class::Internal),
    ];
    Table::new("surel_pesan", &columns)
}

/// All of them.
pub fn semua() -> Vec<Table> {
    vec![surat(), kotak(), pesan()]
}
