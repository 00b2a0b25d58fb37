//! The standard instructions, as data that the administrator changes.
use register::{Direction, Field, Owned, Register};

/// Standard instructions of dispositions.
pub static INSTRUKSI_DISPOSISI: Register = Register {
    key: "instruksi_disposisi",
    table: "instruksi_disposisi",
    title: "Instruksi disposisi",
    singular: "instruksi disposisi",
    about: "Instruksi baku yang dipilih pimpinan saat mendisposisikan surat.",
    read: crate::LIHAT,
    write: crate::ATUR,
    fields: &[
        Field::text("teks", "Instruksi").required().unique().in_list().filtered().max(120),
        Field::integer("urutan", "Urutan", 1, 999)
            .required()
            .default("50")
            .in_list()
            .hint("Yang kecil tampil lebih dahulu"),
        Field::yes_no("aktif", "Masih dipakai").required().default("ya").in_list().filtered(),
    ],
    label: &["teks"],
    sort: ("urutan", Direction::Asc),
    owned: Owned::Regency,
    ..Register::EMPTY
};

/// What is there from the start (reference list of common instructions).
pub const BAWAAN: &[&str] = &[
    "Tindak lanjuti",
    "Pelajari dan siapkan konsep balasan",
    "Koordinasikan",
    "Hadiri atau wakili",
    "Laporkan hasilnya",
    "Untuk diketahui",
    "Selesaikan sesuai ketentuan",
    "Arsipkan",
];
