//! Tables that the log watches, and how private each column is.
use kernel::{Class, Table};

use Class::{Internal, Personal, Secret};

/// Complaints.
pub fn pengaduan() -> Table {
    Table::new(
        "pengaduan",
        &[
            ("unit", Internal),
            ("owner", Internal),
            ("nomor", Internal),
            ("tanda", Secret),
            ("kanal", Internal),
            ("nomor_luar", Internal),
            ("kunci", Secret),
            ("pencatat", Internal),
            ("keadaan", Internal),
            ("aktif", Internal),
            ("klasifikasi", Internal),
            ("kategori", Internal),
            ("judul", Personal),
            ("uraian", Personal),
            ("desa", Internal),
            ("kecamatan", Internal),
            ("patokan", Personal),
            ("lintang", Personal),
            ("bujur", Personal),
            ("kejadian", Internal),
            ("sifat", Internal),
            ("pelapor", Secret),
            ("akun", Secret),
            ("setuju_terbit", Internal),
            ("terbit", Internal),
            ("terbit_pada", Internal),
            ("judul_publik", Class::Public),
            ("uraian_publik", Class::Public),
            ("diterima", Internal),
            ("bulan", Internal),
            ("mulai", Internal),
            ("batas", Internal),
            ("tenggat", Internal),
            ("diingatkan", Internal),
            ("eskalasi", Internal),
            ("putaran", Internal),
            ("dijawab", Internal),
            ("selesai", Internal),
            ("terlambat", Internal),
            ("hari_jawab", Internal),
            ("hari_selesai", Internal),
            ("nilai", Internal),
            ("nilai_teks", Personal),
            ("survei", Secret),
            ("induk", Internal),
            ("pengikut", Internal),
        ],
    )
}

/// What happened with a complaint.
pub fn jejak() -> Table {
    Table::plain(
        "pengaduan_jejak",
        &[
            ("pengaduan", Internal),
            ("tindakan", Internal),
            ("peran", Internal),
            ("oleh", Internal),
            ("unit", Internal),
            ("teks", Personal),
            ("teks_publik", Class::Public),
            ("terlihat", Internal),
            ("dikabari", Internal),
            ("pada", Internal),
        ],
    )
}

/// Files of complaints.
pub fn berkas() -> Table {
    Table::plain(
        "pengaduan_berkas",
        &[
            ("pengaduan", Internal),
            ("jejak", Internal),
            ("dari", Internal),
            ("nama", Personal),
            ("jenis", Internal),
            ("ukuran", Internal),
            ("asli", Internal),
            ("bersih", Internal),
            ("terbit", Internal),
            ("pada", Internal),
        ],
    )
}

/// Who follows a complaint.
pub fn pengikut() -> Table {
    Table::plain(
        "pengaduan_pengikut",
        &[
            ("pengaduan", Internal),
            ("surel", Secret),
            ("tanda", Secret),
            ("kode", Secret),
            ("pasti", Internal),
            ("pada", Internal),
        ],
    )
}

/// All.
pub fn semua() -> Vec<Table> {
    vec![pengaduan(), jejak(), berkas(), pengikut()]
}
