//! The registers of the module: codes with the retention schedule, places, loans.
use std::pin::Pin;

use kernel::port::Security;
use kernel::{FieldError, Result, Val, Write};
use register::{Direction, Field, Flow, GuardCtx, Hooks, Kind, Options, Owned, Record, Register, State, Transition};

use crate::hak::{ATUR, KELOLA, KODE, LIHAT, MINTA};
use crate::rules::kode;
use crate::store::pinjaman;

/// What becomes of records at the end.
pub const NASIB: Options = &[("musnah", "Musnah"), ("permanen", "Permanen"), ("dinilai_kembali", "Dinilai kembali")];

/// Security classes as a choice.
pub const KEAMANAN: Options = &[
    (Security::Biasa.as_str(), Security::Biasa.label()),
    (Security::Terbatas.as_str(), Security::Terbatas.label()),
    (Security::Rahasia.as_str(), Security::Rahasia.label()),
    (Security::SangatRahasia.as_str(), Security::SangatRahasia.label()),
];

/// Who may look at records of a code.
pub const AKSES: Options =
    &[("terbuka", "Terbuka"), ("terbatas", "Terbatas"), ("rahasia", "Rahasia"), ("sangat_rahasia", "Sangat rahasia")];

/// What a word of [`AKSES`] is called.
pub fn label_akses(kode: &str) -> &str {
    AKSES.iter().find(|(satu, _)| *satu == kode).map_or(kode, |(_, label)| label)
}

/// Classification codes with the retention schedule.
pub static KLASIFIKASI: Register = Register {
    key: "klasifikasi_arsip",
    table: "klasifikasi_arsip",
    title: "Klasifikasi arsip",
    singular: "kode klasifikasi",
    about: "Kode klasifikasi menurut Permendagri 83/2022 beserta jadwal retensi arsip, keamanan, dan aksesnya; yang kosong mengikuti kode di atasnya.",
    read: KODE,
    write: ATUR,
    fields: &[
        Field::text("kode", "Kode")
            .required()
            .unique()
            .in_list()
            .filtered()
            .max(kode::PANJANG)
            .public()
            .hint("Tiga angka, lalu angka dengan titik, misalnya 500.12.6"),
        Field::text("uraian", "Uraian").required().in_list().filtered().max(1000).public(),
        Field::computed("induk", "Induk", &Kind::Text { max: kode::PANJANG }, induk).public(),
        Field::computed("tingkat", "Tingkat", &Kind::Integer { min: 1, max: 20 }, tingkat).public(),
        Field::integer("retensi_aktif", "Retensi aktif (tahun)", 0, 100)
            .in_list()
            .public()
            .hint("Dihitung sejak berkas ditutup; kosongkan bila sama dengan induknya"),
        Field::integer("retensi_inaktif", "Retensi inaktif (tahun)", 0, 100)
            .in_list()
            .public()
            .hint("Dihitung sejak masa aktif berakhir; kosongkan bila sama dengan induknya"),
        Field::choice("nasib_akhir", "Nasib akhir", NASIB).in_list().filtered().public(),
        Field::choice("keamanan", "Klasifikasi keamanan", KEAMANAN).public(),
        Field::choice("akses", "Klasifikasi akses", AKSES).public(),
        Field::text("dasar", "Dasar").max(300).public().hint("Peraturan yang menetapkan retensinya"),
        Field::yes_no("aktif", "Masih dipakai").required().default("ya").filtered().public(),
    ],
    label: &["kode", "uraian"],
    sort: ("kode", Direction::Asc),
    check: periksa_kode,
    owned: Owned::Regency,
    code_list: true,
    ..Register::EMPTY
};

fn induk(record: &Record) -> Val {
    kode::induk(record.text("kode")).into()
}

fn tingkat(record: &Record) -> Val {
    i64::try_from(kode::tingkat(record.text("kode"))).unwrap_or(0).into()
}

fn periksa_kode(record: &Record) -> Vec<FieldError> {
    let teks = record.text("kode");
    if teks.is_empty() || kode::sah(teks) {
        return vec![];
    }
    vec![FieldError::new("kode", "Kode terdiri dari tiga angka, lalu angka yang dipisah titik, misalnya 500.12.6")]
}

/// Where paper lies.
pub static LOKASI: Register = Register {
    key: "lokasi_arsip",
    table: "lokasi_arsip",
    title: "Lokasi arsip",
    singular: "lokasi arsip",
    about: "Tempat arsip kertas disimpan: gedung, ruang, rak, baris, dan boks.",
    read: LIHAT,
    write: KELOLA,
    fields: &[
        Field::text("gedung", "Gedung").required().in_list().filtered().max(120),
        Field::text("ruang", "Ruang").in_list().filtered().max(120),
        Field::text("rak", "Rak").in_list().max(60),
        Field::text("baris", "Baris").in_list().max(60),
        Field::text("boks", "Boks").in_list().filtered().max(60),
        Field::long_text("keterangan", "Keterangan").max(1000),
        Field::yes_no("aktif", "Masih dipakai").required().default("ya").filtered(),
    ],
    label: &["gedung", "ruang", "rak", "baris", "boks"],
    sort: ("gedung", Direction::Asc),
    ..Register::EMPTY
};

/// The way of a loan.
pub static ALUR_PINJAM: Flow = Flow {
    states: &[
        State::open("diajukan", "Diajukan"),
        State::open("dipinjam", "Dipinjam").locked(),
        State::done("kembali", "Sudah kembali"),
        State::dropped("ditolak", "Ditolak"),
    ],
    initial: "diajukan",
    transitions: &[
        Transition::new("serahkan", "Serahkan arsip", &["diajukan"], "dipinjam", KELOLA).guarded(belum_lewat),
        Transition::new("tolak", "Tolak", &["diajukan"], "ditolak", KELOLA).with_reason(),
        Transition::new("terima_kembali", "Terima kembali", &["dipinjam"], "kembali", KELOLA),
    ],
};

fn belum_lewat(record: &Record, ctx: &GuardCtx<'_>) -> Result<(), &'static str> {
    if record.date("sampai").is_some_and(|sampai| sampai < ctx.today) {
        return Err("Tanggal kembali yang diminta sudah lewat. Minta peminjam mengajukan lagi.");
    }
    Ok(())
}

/// Loans.
pub static PEMINJAMAN: Register = Register {
    key: "peminjaman_arsip",
    table: "peminjaman_arsip",
    title: "Peminjaman arsip",
    singular: "peminjaman arsip",
    about: "Siapa meminjam berkas atau arsip apa, untuk apa, dan sampai kapan.",
    read: MINTA,
    write: MINTA,
    fields: &[
        Field::reference("berkas", "Berkas", "berkas_arsip").hint("Isi berkas atau satu arsip di dalamnya"),
        Field::reference("arsip", "Arsip", "arsip"),
        Field::text("peminjam", "Peminjam").required().in_list().filtered().max(200).personal(),
        Field::text("keperluan", "Keperluan").required().in_list().filtered().max(300),
        Field::date("pinjam", "Dipinjam").required().in_list(),
        Field::date("sampai", "Kembali paling lambat").required().in_list().filtered(),
        Field::date("kembali", "Sudah kembali").hint("Terisi sendiri saat arsip diterima kembali"),
    ],
    label: &["keperluan"],
    flow: Some(&ALUR_PINJAM),
    check: periksa_pinjam,
    hooks: Hooks { after_write: Some(sesudah_pinjam), ..Hooks::NONE },
    ..Register::EMPTY
};

fn periksa_pinjam(record: &Record) -> Vec<FieldError> {
    let mut salah = vec![];
    if record.uuid("berkas").is_none() && record.uuid("arsip").is_none() {
        salah.push(FieldError::new("berkas", "Pilih berkas atau arsip yang dipinjam"));
    }
    if let (Some(dari), Some(sampai)) = (record.date("pinjam"), record.date("sampai"))
        && sampai < dari
    {
        salah.push(FieldError::new("sampai", "Tanggal kembali tidak boleh sebelum tanggal pinjam"));
    }
    salah
}

/// Nothing is handed out twice; the day of the return is that of the act.
fn sesudah_pinjam<'a>(
    write: &'a mut Write,
    sebelum: Option<&'a Record>,
    record: &'a Record,
) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
    Box::pin(async move {
        if record.status == "dipinjam" && sebelum.is_none_or(|satu| satu.status != "dipinjam") {
            pinjaman::periksa(write, record).await?;
        }
        if record.status == "kembali" && record.date("kembali").is_none() {
            let hari = write.at().to_offset(write.app().offset()).date();
            write.update(&PEMINJAMAN.table(), record.id, None, vec![("kembali", hari.into())]).await?;
        }
        Ok(())
    })
}
