//! The standard instructions, as data that the administrator changes.
use kernel::{App, BoxFuture, Result, Subject, Write, args};
use register::{Direction, Field, Owned, Record, Register};
use uuid::Uuid;

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
    code_list: true,
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

/// Fills in the instructions where there is none.
pub fn setup(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let ada: i64 = app.db.one("select count(*) as n from instruksi_disposisi", args![]).await?.get("n")?;
        if ada > 0 {
            return Ok(());
        }
        let mut write = Write::system(&app, "naskah_dinas.instruksi_bawaan").await?;
        for (teks, nomor) in BAWAAN.iter().zip(1_i64..) {
            let mut record = Record::blank(&INSTRUKSI_DISPOSISI, Uuid::now_v7());
            record.set("teks", *teks);
            record.set("urutan", nomor * 10);
            record.set("aktif", true);
            register::store::insert(&mut write, &record).await?;
        }
        write.commit(&Subject::new("instruksi_disposisi", Uuid::nil(), "/instruksi_disposisi")).await
    })
}
