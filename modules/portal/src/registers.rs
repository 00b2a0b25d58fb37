//! What is no text: links, questions, downloads, notices, categories.
use kernel::{FieldError, page::safe_href};
use register::{Direction, Field, Owned, Record, Register};

use crate::{KELOLA, LIHAT};

/// Groups of links.
pub const KELOMPOK: &[(&str, &str)] = &[
    ("daerah", "Pemerintah daerah"),
    ("layanan", "Layanan"),
    ("pusat", "Pemerintah pusat"),
    ("media_sosial", "Media sosial resmi"),
];

/// How urgent a notice is.
pub const TINGKAT: &[(&str, &str)] = &[("info", "Informasi"), ("waspada", "Waspada"), ("bahaya", "Bahaya")];

const fn urutan() -> Field {
    Field::integer("urutan", "Urutan", 0, 100_000).required().default("100").in_list().public()
}

const fn tampil() -> Field {
    Field::yes_no("tampil", "Tampil untuk masyarakat").required().default("ya").filtered().public()
}

/// An address of this site or of another one, and nothing else.
fn address(record: &Record, name: &'static str) -> Vec<FieldError> {
    let text = record.text(name);
    let known = text.is_empty()
        || (safe_href(text) == text
            && (text.starts_with('/') || text.starts_with("https://") || text.starts_with("http://")));
    if known { vec![] } else { vec![FieldError::new(name, "Alamat diawali https:// atau, untuk situs ini, tanda /.")] }
}

fn link_check(record: &Record) -> Vec<FieldError> {
    address(record, "alamat")
}

fn notice_check(record: &Record) -> Vec<FieldError> {
    let mut errors = address(record, "alamat");
    if let (Some(from), Some(to)) = (record.time("mulai"), record.time("selesai"))
        && to <= from
    {
        errors.push(FieldError::new("selesai", "Tampil sampai harus sesudah tampil sejak"));
    }
    errors
}

/// Links to other sites and social media (Pasal 21 of the regulation of Sigi).
pub static TAUTAN: Register = Register {
    key: "tautan",
    table: "tautan",
    title: "Tautan",
    singular: "tautan",
    about: "Situs dan media sosial resmi pemerintah daerah, perangkat daerah, dan pemerintah pusat.",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("judul", "Judul").required().in_list().filtered().max(150).public(),
        Field::text("alamat", "Alamat").required().max(500).public().hint("Diawali https://, atau / untuk situs ini"),
        Field::choice("kelompok", "Kelompok", KELOMPOK).required().in_list().filtered().public(),
        Field::text("keterangan", "Keterangan").max(200).public(),
        urutan(),
        tampil(),
    ],
    label: &["judul"],
    sort: ("urutan", Direction::Asc),
    check: link_check,
    public: Some("tampil"),
    owned: Owned::Regency,
    deletable: true,
    ..Register::EMPTY
};

/// Questions that people ask often.
pub static TANYA_JAWAB: Register = Register {
    key: "tanya_jawab",
    table: "tanya_jawab",
    title: "Tanya jawab",
    singular: "tanya jawab",
    about: "Pertanyaan yang sering diajukan masyarakat beserta jawabannya; tampil di halaman tanya jawab.",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("pertanyaan", "Pertanyaan").required().in_list().filtered().max(300).public(),
        Field::long_text("jawaban", "Jawaban")
            .required()
            .max(5000)
            .public()
            .hint("Boleh memakai tanda seperti pada berita: **tebal**, - butir, dan tautan"),
        Field::text("kelompok", "Kelompok").required().in_list().filtered().max(80).default("Umum").public(),
        urutan(),
        tampil(),
    ],
    label: &["pertanyaan"],
    sort: ("urutan", Direction::Asc),
    public: Some("tampil"),
    owned: Owned::Regency,
    deletable: true,
    ..Register::EMPTY
};

/// Documents to take along.
pub static UNDUHAN: Register = Register {
    key: "unduhan",
    table: "unduhan",
    title: "Unduhan",
    singular: "unduhan",
    about: "Dokumen yang dapat diambil masyarakat: formulir, laporan, brosur.",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("judul", "Judul").required().in_list().filtered().max(200).public(),
        Field::text("keterangan", "Keterangan").max(300).public(),
        Field::date("tanggal", "Tanggal dokumen").required().in_list().public(),
        Field::file("berkas", "Berkas").required().public(),
        tampil(),
    ],
    label: &["judul"],
    sort: ("tanggal", Direction::Desc),
    public: Some("tampil"),
    owned: Owned::Regency,
    deletable: true,
    ..Register::EMPTY
};

/// Notices that must not be missed, such as floods or closed roads.
pub static KABAR_PENTING: Register = Register {
    key: "kabar_penting",
    table: "kabar_penting",
    title: "Kabar penting",
    singular: "kabar penting",
    about: "Peringatan singkat di atas beranda dan halaman portal, misalnya banjir atau jalan putus; hilang sendiri pada waktunya.",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("pesan", "Pesan").required().in_list().filtered().max(300).public(),
        Field::choice("tingkat", "Tingkat", TINGKAT).required().in_list().filtered().public(),
        Field::text("alamat", "Tautan")
            .max(500)
            .public()
            .hint("Keterangan selengkapnya, bila ada: diawali https:// atau /"),
        Field::date_time("mulai", "Tampil sejak").required().in_list().public(),
        Field::date_time("selesai", "Tampil sampai").required().in_list().public(),
        tampil(),
    ],
    label: &["pesan"],
    sort: ("mulai", Direction::Desc),
    check: notice_check,
    public: Some("tampil"),
    owned: Owned::Regency,
    ..Register::EMPTY
};

/// Categories of news.
pub static KATEGORI_BERITA: Register = Register {
    key: "kategori_berita",
    table: "kategori_berita",
    title: "Kategori berita",
    singular: "kategori berita",
    about: "Kategori yang dapat dipilih pada berita.",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("kode", "Kode")
            .required()
            .unique()
            .in_list()
            .max(40)
            .public()
            .hint("Huruf kecil, tampil pada alamat daftar"),
        Field::text("nama", "Nama").required().in_list().filtered().max(80).public(),
        Field::yes_no("aktif", "Dipakai").required().default("ya").in_list().filtered().public(),
    ],
    label: &["nama"],
    sort: ("nama", Direction::Asc),
    owned: Owned::Regency,
    code_list: true,
    ..Register::EMPTY
};
