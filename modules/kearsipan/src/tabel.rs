//! The tables of the module, as the log knows them.
use kernel::{Class, Table};

use Class::{Internal, Personal};

/// Files that collect records.
pub fn berkas() -> Table {
    let columns = [
        ("unit", Internal),
        ("owner", Personal),
        ("nomor", Internal),
        ("kode", Internal),
        ("tahun", Internal),
        ("uraian", Internal),
        ("status", Internal),
        ("dibuka", Internal),
        ("ditutup", Internal),
        ("retensi_aktif", Internal),
        ("retensi_inaktif", Internal),
        ("nasib_akhir", Internal),
        ("aktif_sampai", Internal),
        ("inaktif_sampai", Internal),
        ("lokasi", Internal),
        ("ditahan", Internal),
        ("kunci", Internal),
        ("menampung", Internal),
        ("saring_kata", Internal),
        ("saring_jenis", Internal),
        ("lintas_tahun", Internal),
    ];
    Table::new("berkas_arsip", &columns)
}

/// Records.
pub fn arsip() -> Table {
    let columns = [
        ("unit", Internal),
        ("owner", Personal),
        ("berkas", Internal),
        ("kode", Internal),
        ("jenis_subjek", Internal),
        ("subjek", Internal),
        ("tautan", Internal),
        ("nomor", Internal),
        ("judul", Personal),
        ("jenis", Internal),
        ("tanggal", Internal),
        ("keamanan", Internal),
        ("rahasia", Internal),
        ("perkembangan", Internal),
        ("media", Internal),
        ("jumlah", Internal),
        ("satuan", Internal),
        ("lokasi", Internal),
        ("status", Internal),
        ("sumber", Internal),
        ("terkait", Internal),
        ("batal", Internal),
    ];
    Table::new("arsip", &columns)
}

/// Files of a record, and what stays of them.
pub fn isi() -> Table {
    let columns = [
        ("arsip", Internal),
        ("pemilik", Internal),
        ("berkas", Internal),
        ("nama", Personal),
        ("ukuran", Internal),
        ("sha256", Internal),
        ("dimusnahkan", Internal),
    ];
    Table::plain("arsip_isi", &columns)
}

/// Named readers.
pub fn pembaca() -> Table {
    let columns =
        [("arsip", Internal), ("account", Personal), ("sebab", Internal), ("izin", Internal), ("sampai", Internal)];
    Table::plain("arsip_pembaca", &columns)
}

/// Proposals.
pub fn usul() -> Table {
    let columns = [
        ("unit", Internal),
        ("owner", Personal),
        ("jenis", Internal),
        ("uraian", Internal),
        ("status", Internal),
        ("pejabat", Internal),
        ("nomor_persetujuan", Internal),
        ("tanggal_persetujuan", Internal),
        ("nomor_acara", Internal),
        ("tanggal_acara", Internal),
        ("tempat_acara", Internal),
        ("saksi", Personal),
        ("acara", Internal),
        ("permintaan", Internal),
        ("dilaksanakan", Internal),
        ("paket", Internal),
        ("alasan", Internal),
    ];
    Table::new("usul_arsip", &columns)
}

/// Files of a proposal with their assessment and, afterwards, the proof.
pub fn usul_berkas() -> Table {
    let columns = [
        ("usul", Internal),
        ("berkas", Internal),
        ("nilai", Internal),
        ("catatan", Internal),
        ("sampai", Internal),
        ("penilai", Personal),
        ("bukti", Internal),
    ];
    Table::new("usul_arsip_berkas", &columns)
}

/// Legal holds.
pub fn penahanan() -> Table {
    let columns = [
        ("berkas", Internal),
        ("alasan", Internal),
        ("oleh", Personal),
        ("diangkat", Internal),
        ("diangkat_oleh", Personal),
        ("alasan_angkat", Internal),
    ];
    Table::new("penahanan_arsip", &columns)
}

/// Requests to read what another unit keeps.
pub fn izin() -> Table {
    let columns = [
        ("unit", Internal),
        ("owner", Personal),
        ("unit_peminta", Internal),
        ("arsip", Internal),
        ("keperluan", Internal),
        ("sampai", Internal),
        ("pembaca", Personal),
        ("status", Internal),
        ("diputus_oleh", Personal),
        ("alasan", Internal),
    ];
    Table::new("izin_arsip", &columns)
}

/// Numbers in the national application.
pub fn tautan() -> Table {
    let columns = [("arsip", Internal), ("kunci", Internal), ("nomor", Internal), ("paket", Internal)];
    Table::new("tautan_srikandi", &columns)
}

/// Contents found missing or rotten.
pub fn temuan() -> Table {
    Table::new("temuan_isi", &[("sha256", Internal), ("hasil", Internal), ("pulih", Internal)])
}

/// Those beside the tables of the two resources.
pub fn lain() -> Vec<Table> {
    vec![usul(), usul_berkas(), penahanan(), izin(), tautan(), temuan()]
}
