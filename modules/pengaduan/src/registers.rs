//! Registers of the module: categories of complaints, and answers that officers begin from.
use kernel::{App, BoxFuture, Result, Subject, Write, args};
use register::{Direction, Field, Options, Owned, Record, Register};
use uuid::Uuid;

/// What a complaint is about; the services of Open311.
pub static KATEGORI: Register = Register {
    key: "kategori_pengaduan",
    table: "kategori_pengaduan",
    title: "Kategori pengaduan",
    singular: "kategori pengaduan",
    about: "Pokok pengaduan yang dipilih warga, dan perangkat daerah yang biasanya menanganinya.",
    read: crate::LIHAT,
    write: crate::ATUR,
    fields: &[
        Field::text("kode", "Kode").required().unique().in_list().max(40).public(),
        Field::text("nama", "Nama").required().in_list().filtered().max(80).public(),
        Field::text("uraian", "Uraian").max(300).hint("Contoh yang menolong warga memilih").public(),
        Field::text("kelompok", "Kelompok").in_list().max(60).public(),
        Field::text("kata_kunci", "Kata kunci").max(300).hint("Dipisah koma").public(),
        Field::unit("perangkat_daerah", "Perangkat daerah yang menangani").in_list().filtered().public(),
        Field::integer("urutan", "Urutan", 1, 999)
            .required()
            .default("50")
            .in_list()
            .hint("Yang kecil tampil lebih dahulu")
            .public(),
        Field::yes_no("aktif", "Masih dipakai").required().default("ya").in_list().filtered().public(),
    ],
    label: &["nama"],
    sort: ("urutan", Direction::Asc),
    owned: Owned::Regency,
    public: Some("aktif"),
    code_list: true,
    ..Register::EMPTY
};

/// What a template is for.
pub const UNTUK: Options = &[
    ("jawaban", "Jawaban pertama"),
    ("hasil", "Hasil tindak lanjut"),
    ("kelengkapan", "Minta kelengkapan"),
    ("penolakan", "Alasan penolakan"),
];

/// Texts that officers begin from.
pub static TEMPLAT: Register = Register {
    key: "templat_pengaduan",
    table: "templat_pengaduan",
    title: "Templat jawaban pengaduan",
    singular: "templat jawaban",
    about: "Kalimat baku yang dipakai petugas sebagai awal jawaban.",
    read: crate::LIHAT,
    write: crate::ATUR,
    fields: &[
        Field::text("judul", "Judul").required().unique().in_list().max(80),
        Field::choice("untuk", "Untuk", UNTUK).required().in_list().filtered(),
        Field::long_text("isi", "Isi").required().max(2000),
        Field::yes_no("aktif", "Masih dipakai").required().default("ya").in_list().filtered(),
    ],
    label: &["judul"],
    sort: ("judul", Direction::Asc),
    owned: Owned::Regency,
    code_list: true,
    ..Register::EMPTY
};

/// Code, name, what belongs to it, group, words, codes of units that usually handle it.
type Bawaan = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

/// Categories that are there from the start.
const BAWAAN: &[Bawaan] = &[
    (
        "jalan",
        "Jalan dan jembatan",
        "Jalan berlubang, jembatan rusak, trotoar",
        "Prasarana",
        "jalan, lubang, jembatan, aspal, trotoar",
        &["DPUPR", "PUPR"],
    ),
    (
        "drainase",
        "Drainase dan banjir",
        "Selokan tersumbat, genangan, banjir",
        "Prasarana",
        "banjir, selokan, drainase, genangan",
        &["DPUPR", "PUPR"],
    ),
    ("penerangan", "Lampu jalan", "Lampu penerangan jalan padam", "Prasarana", "lampu, gelap, penerangan", &["DISHUB"]),
    (
        "air",
        "Air bersih",
        "Air tidak mengalir, keruh, atau berbau",
        "Prasarana",
        "air, pdam, pipa, sumur",
        &["DPUPR", "PUPR"],
    ),
    (
        "sampah",
        "Sampah dan kebersihan",
        "Sampah menumpuk, tempat sampah, bau",
        "Lingkungan",
        "sampah, bau, kotor",
        &["DLH"],
    ),
    (
        "lingkungan",
        "Pencemaran lingkungan",
        "Limbah, asap, kebisingan, penebangan",
        "Lingkungan",
        "limbah, asap, pencemaran, bising",
        &["DLH"],
    ),
    (
        "kesehatan",
        "Layanan kesehatan",
        "Puskesmas, rumah sakit, obat, petugas",
        "Layanan",
        "puskesmas, rumah sakit, obat, dokter, bidan",
        &["DINKES"],
    ),
    (
        "pendidikan",
        "Sekolah dan pendidikan",
        "Guru, gedung sekolah, pungutan, beasiswa",
        "Layanan",
        "sekolah, guru, siswa, beasiswa",
        &["DISDIK", "DISDIKBUD", "DISDIKPORA"],
    ),
    (
        "kependudukan",
        "KTP, KK, dan akta",
        "Dokumen kependudukan lama atau salah",
        "Layanan",
        "ktp, kk, akta, kia",
        &["DISDUKCAPIL", "DUKCAPIL"],
    ),
    ("perizinan", "Perizinan", "Izin usaha atau bangunan", "Layanan", "izin, nib, pbg", &["DPMPTSP"]),
    (
        "bansos",
        "Bantuan sosial",
        "Bantuan salah sasaran atau tidak sampai",
        "Layanan",
        "bantuan, bansos, pkh, sembako",
        &["DINSOS"],
    ),
    (
        "perhubungan",
        "Perhubungan dan parkir",
        "Rambu, angkutan, parkir, kemacetan",
        "Layanan",
        "parkir, rambu, angkutan, macet",
        &["DISHUB"],
    ),
    (
        "ketertiban",
        "Ketertiban umum",
        "Keributan, pedagang, ternak lepas",
        "Ketertiban",
        "ribut, ternak, pedagang",
        &["SATPOLPP"],
    ),
    (
        "aparatur",
        "Perilaku petugas",
        "Pelayanan tidak sopan, pungutan tidak resmi",
        "Ketertiban",
        "pungli, pungutan, petugas, pegawai",
        &["INSPEKTORAT", "ITDA"],
    ),
    (
        "desa",
        "Pemerintahan desa",
        "Dana desa, pelayanan kantor desa",
        "Layanan",
        "desa, dana desa, kepala desa",
        &["DPMD", "DINPMD"],
    ),
    ("lain", "Lainnya", "Yang tidak termasuk pokok lain", "Lainnya", "", &[]),
];

const TEMPLAT_BAWAAN: &[(&str, &str, &str)] = &[
    (
        "Sudah diterima, akan ditinjau",
        "jawaban",
        "Terima kasih atas laporan Anda. Petugas kami akan meninjau ke lokasi dan mengabarkan hasilnya di sini.",
    ),
    (
        "Pekerjaan dijadwalkan",
        "jawaban",
        "Terima kasih. Pekerjaan sudah dijadwalkan. Kami mengabarkan di sini setelah selesai.",
    ),
    (
        "Sudah dikerjakan",
        "hasil",
        "Laporan Anda sudah kami kerjakan. Foto hasilnya terlampir. Bila menurut Anda belum selesai, Anda dapat membukanya lagi.",
    ),
    (
        "Lokasi kurang jelas",
        "kelengkapan",
        "Kami belum menemukan tempatnya. Mohon tuliskan patokan yang lebih jelas, atau kirim foto dengan bangunan di sekitarnya.",
    ),
    (
        "Bukan kewenangan kabupaten",
        "penolakan",
        "Hal ini bukan kewenangan pemerintah kabupaten. Silakan sampaikan kepada instansi yang kami sebut di bawah ini:",
    ),
];

/// Fills in categories and templates where there are none.
pub fn setup(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let ada: i64 = app.db.one("select count(*) as n from kategori_pengaduan", args![]).await?.get("n")?;
        if ada > 0 {
            return Ok(());
        }
        let units = app.units().await?;
        let mut write = Write::system(&app, "pengaduan.bawaan").await?;
        for (satu, urutan) in BAWAAN.iter().zip(1_i64..) {
            let (kode, nama, uraian, kelompok, kata, kandidat) = *satu;
            let mut record = Record::blank(&KATEGORI, Uuid::now_v7());
            record.set("kode", kode);
            record.set("nama", nama);
            record.set("uraian", uraian);
            record.set("kelompok", kelompok);
            record.set("kata_kunci", kata);
            if let Some(unit) = units.iter().find(|unit| kandidat.contains(&unit.code.as_str())) {
                record.set("perangkat_daerah", unit.id);
            }
            record.set("urutan", urutan * 10);
            record.set("aktif", true);
            register::store::insert(&mut write, &record).await?;
        }
        for (judul, untuk, isi) in TEMPLAT_BAWAAN {
            let mut record = Record::blank(&TEMPLAT, Uuid::now_v7());
            record.set("judul", *judul);
            record.set("untuk", *untuk);
            record.set("isi", *isi);
            record.set("aktif", true);
            register::store::insert(&mut write, &record).await?;
        }
        write.commit(&Subject::new("kategori_pengaduan", Uuid::nil(), "/kategori_pengaduan")).await
    })
}
