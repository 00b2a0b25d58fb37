//! The register of electronic certificates (Pasal 19 ayat (3) of the regulation on electronic certification).
use kernel::FieldError;
use register::{Field, Options, Record, Register};

use crate::{SERTIFIKAT_LIHAT, SERTIFIKAT_UBAH};

/// Whose a certificate is.
pub const JENIS: Options = &[
    ("orang", "Orang (tanda tangan elektronik)"),
    ("perangkat_daerah", "Perangkat daerah (segel elektronik)"),
    ("layanan", "Layanan atau situs (TLS)"),
    ("otoritas", "Otoritas sertifikat"),
];

/// Where a certificate stands.
pub const KEADAAN: Options =
    &[("aktif", "Aktif"), ("dicabut", "Dicabut"), ("diganti", "Diganti"), ("berakhir", "Berakhir")];

/// Certificates of people, agencies and services, wherever they were issued.
pub static SERTIFIKAT_ELEKTRONIK: Register = Register {
    key: "sertifikat_elektronik",
    table: "sertifikat_elektronik",
    title: "Sertifikat elektronik",
    singular: "sertifikat elektronik",
    about: "Sertifikat elektronik milik pegawai, perangkat daerah, dan layanan, dengan masa berlakunya; pemilik dan pengelola diingatkan 90, 30, dan 7 hari sebelum berakhir.",
    read: SERTIFIKAT_LIHAT,
    write: SERTIFIKAT_UBAH,
    fields: &[
        Field::text("subjek", "Pemilik (subjek)").required().in_list().filtered().max(300).personal(),
        Field::choice("jenis", "Jenis", JENIS).required().default("orang").in_list().filtered(),
        Field::text("penerbit", "Penerbit").required().in_list().filtered().max(300),
        Field::text("nomor_seri", "Nomor seri").required().max(80).hint("Heksadesimal, seperti di sertifikatnya"),
        Field::date("mulai", "Berlaku sejak").required().in_list(),
        Field::date("akhir", "Berlaku sampai").required().in_list().filtered(),
        Field::text("sidik", "Sidik SHA-256")
            .unique()
            .max(64)
            .hint("64 angka heksadesimal; terisi sendiri bila sertifikatnya diunggah"),
        Field::text("dipakai_untuk", "Dipakai untuk")
            .in_list()
            .filtered()
            .max(300)
            .hint("Misalnya tanda tangan surat dinas, atau alamat situs"),
        Field::file("berkas", "Berkas sertifikat"),
        Field::choice("keadaan", "Keadaan", KEADAAN).required().default("aktif").in_list().filtered(),
        Field::long_text("catatan", "Catatan").max(2000),
    ],
    label: &["subjek"],
    ways: &[("Baca dari berkas sertifikat", "/tanda_tangan/sertifikat/unggah")],
    check: periksa,
    ..Register::EMPTY
};

fn periksa(record: &Record) -> Vec<FieldError> {
    let mut salah = vec![];
    if let (Some(mulai), Some(akhir)) = (record.date("mulai"), record.date("akhir"))
        && akhir < mulai
    {
        salah.push(FieldError::new("akhir", "Tanggal akhir tidak boleh sebelum tanggal mulai"));
    }
    let sidik = record.text("sidik");
    if !sidik.is_empty() && (sidik.len() != 64 || !sidik.chars().all(|huruf| huruf.is_ascii_hexdigit())) {
        salah.push(FieldError::new("sidik", "Sidik SHA-256 terdiri dari 64 angka heksadesimal tanpa spasi"));
    }
    salah
}
