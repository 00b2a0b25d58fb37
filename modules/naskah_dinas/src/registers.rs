//! Registers of the module: formats of numbers, letterheads.
use kernel::{Error, FieldError, Result, Val, Write, args};
use register::{Field, Hooks, Owned, Record, Register};

use crate::rules::nomor;
use crate::{ATUR, jenis};

/// Formats of numbers by kind, and by agency where one has its own.
pub static FORMAT: Register = Register {
    key: "naskah_format",
    table: "naskah_format",
    title: "Format nomor",
    singular: "format nomor",
    about: "Bentuk nomor menurut jenis naskah dan perangkat daerah; jenis yang tidak tercantum memakai format bawaan.",
    read: ATUR,
    write: ATUR,
    fields: &[
        Field::choice("jenis", "Jenis naskah", jenis::PILIHAN).required().in_list().filtered(),
        Field::unit("perangkat_daerah", "Perangkat daerah")
            .in_list()
            .filtered()
            .hint("Kosongkan bila untuk semua perangkat daerah"),
        Field::text("format", "Format")
            .required()
            .in_list()
            .max(100)
            .hint("Tanda yang dapat dipakai: {klasifikasi}, {urut} atau {urut:3}, {jenis}, {unit}, {bulan}, {tahun}"),
        Field::text("keterangan", "Keterangan").max(300),
    ],
    label: &["format"],
    check: periksa_format,
    owned: Owned::Regency,
    deletable: true,
    hooks: Hooks { after_write: Some(satu_format), ..Hooks::NONE },
    ..Register::EMPTY
};

fn periksa_format(record: &Record) -> Vec<FieldError> {
    match nomor::periksa(record.text("format")) {
        Ok(()) => vec![],
        Err(sebab) => vec![FieldError::new("format", sebab)],
    }
}

/// One format for each kind and agency: with two, chance would decide.
fn satu_format<'a>(
    write: &'a mut Write,
    _: Option<&'a Record>,
    kini: &'a Record,
) -> std::pin::Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
    Box::pin(async move {
        let text =
            "select count(*) as n from naskah_format where jenis = $1 and perangkat_daerah is not distinct from $2";
        let unit: Val = kini.get("perangkat_daerah").clone();
        let row = write.tx().one(text, args![kini.text("jenis"), unit]).await?;
        if row.get::<i64>("n")? > 1 {
            return Err(Error::field(
                "perangkat_daerah",
                "Format untuk jenis dan perangkat daerah ini sudah ada; ubah yang itu",
            ));
        }
        Ok(())
    })
}

/// What stands below the names in the letterhead of an agency.
pub static KOP: Register = Register {
    key: "naskah_kop",
    table: "naskah_kop",
    title: "Kop naskah",
    singular: "kop naskah",
    about: "Alamat dan kontak perangkat daerah seperti tertulis di kop naskah dinas.",
    read: ATUR,
    write: ATUR,
    fields: &[
        Field::unit("perangkat_daerah", "Perangkat daerah").required().in_list().filtered(),
        Field::text("alamat", "Alamat").required().in_list().max(200).hint("Jalan, nomor, kota, dan kode pos"),
        Field::text("kontak", "Kontak").max(200).hint("Telepon, laman, dan surel dalam satu baris"),
    ],
    label: &["alamat"],
    owned: Owned::Regency,
    deletable: true,
    hooks: Hooks { after_write: Some(satu_kop), ..Hooks::NONE },
    ..Register::EMPTY
};

/// One letterhead for each agency.
fn satu_kop<'a>(
    write: &'a mut Write,
    _: Option<&'a Record>,
    kini: &'a Record,
) -> std::pin::Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
    Box::pin(async move {
        let unit: Val = kini.get("perangkat_daerah").clone();
        let row =
            write.tx().one("select count(*) as n from naskah_kop where perangkat_daerah = $1", args![unit]).await?;
        if row.get::<i64>("n")? > 1 {
            return Err(Error::field("perangkat_daerah", "Kop perangkat daerah ini sudah ada; ubah yang itu"));
        }
        Ok(())
    })
}
