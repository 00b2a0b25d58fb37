//! A register with every kind of field, for the tests of this crate.
use kernel::auth::Actor;
use kernel::module::{Code, Ports};
use kernel::{Access, App, FieldError, Grant, Module, Perm, Reach, Scope, Subject, Val, Work, Write, args};

use crate::{Direction, Field, Flow, GuardCtx, Kind, Record, Register, State, Transition};

pub const LIHAT: Perm = Perm("uji.lihat");
pub const TULIS: Perm = Perm("uji.tulis");
pub const PUTUS: Perm = Perm("uji.putus");

/// A scope that opens nothing: the only one that a test can make without a person.
pub fn scope_none() -> Scope {
    Actor::nobody().scope(LIHAT)
}

const KONDISI: crate::Options = &[("baik", "Baik"), ("rusak", "Rusak ringan"), ("hilang", "Hilang")];
const PAKAI: crate::Options = &[("kantor", "Kantor"), ("lapangan", "Lapangan"), ("arsip", "Arsip")];

fn twice(record: &Record) -> Val {
    record.int("jumlah").map(|count| count * 2).into()
}

fn check(record: &Record) -> Vec<FieldError> {
    match (record.date("tanggal"), record.date("sampai")) {
        (Some(from), Some(to)) if to < from => vec![FieldError::new("sampai", "Sampai tidak boleh sebelum tanggal.")],
        _ => vec![],
    }
}

fn has_count(record: &Record, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    if record.int("jumlah").unwrap_or(0) > 0 { Ok(()) } else { Err("Isi jumlah dahulu.") }
}

pub static BARANG: Register = Register {
    key: "barang",
    table: "uji_barang",
    title: "Barang",
    singular: "barang",
    about: "Barang uji dengan setiap jenis isian.",
    read: LIHAT,
    write: TULIS,
    fields: &[
        Field::text("nama", "Nama").required().in_list().filtered().public().max(120),
        Field::text("kode", "Kode").unique().in_list().filtered().public().max(40),
        Field::long_text("uraian", "Uraian").filtered(),
        Field::integer("jumlah", "Jumlah", 0, 1_000_000).in_list().filtered(),
        Field::money("harga", "Harga").in_list().filtered(),
        Field::decimal("bobot", "Bobot", 3, -1_000_000, 1_000_000).filtered(),
        Field::date("tanggal", "Tanggal").in_list().filtered().public(),
        Field::date("sampai", "Sampai"),
        Field::date_time("saat", "Saat").filtered(),
        Field::yes_no("terbuka", "Terbuka").required().filtered().public().default("tidak"),
        Field::choice("kondisi", "Kondisi", KONDISI).in_list().filtered().public(),
        Field::code("warna", "Warna", "warna").in_list().filtered().public(),
        Field::many("pakai", "Pemakaian", PAKAI).filtered(),
        Field::reference("induk", "Barang induk", "barang").in_list().filtered(),
        Field::person("pemegang", "Pemegang"),
        Field::unit("lokasi_unit", "Unit pengguna").filtered(),
        Field::table(
            "bagian",
            "Bagian",
            &[
                Field::text("nama", "Nama bagian").required(),
                Field::money("nilai", "Nilai"),
                Field::date("beli", "Tanggal beli"),
                Field::reference("asal", "Asal", "barang"),
            ],
        ),
        Field::file("dokumen", "Dokumen"),
        Field::location("tempat", "Tempat"),
        Field::text("catatan_pribadi", "Catatan pribadi").personal(),
        Field::computed("dua_kali", "Dua kali jumlah", &Kind::Integer { min: i64::MIN, max: i64::MAX }, twice)
            .in_list(),
    ],
    label: &["nama"],
    sort: ("id", Direction::Desc),
    check,
    flow: Some(&ALUR),
    public: Some("terbuka"),
    deletable: true,
    ..Register::EMPTY
};

static ALUR: Flow = Flow {
    states: &[State::open("draf", "Draf"), State::open("diajukan", "Diajukan").locked(), State::done("sah", "Sah")],
    initial: "draf",
    transitions: &[
        Transition::new("ajukan", "Ajukan", &["draf"], "diajukan", TULIS).guarded(has_count).within(5),
        Transition::new("kembalikan", "Kembalikan", &["diajukan"], "draf", PUTUS).with_reason(),
        Transition::new("sahkan", "Sahkan", &["diajukan"], "sah", PUTUS).named("uji.barang_sah"),
    ],
};

/// A small register without flow, owned by the regency.
pub static WARNA: Register = Register {
    key: "warna",
    table: "uji_warna",
    title: "Warna",
    singular: "warna",
    about: "Daftar warna uji.",
    read: LIHAT,
    write: TULIS,
    fields: &[
        Field::text("kode", "Kode").required().unique().in_list().max(10),
        Field::text("nama", "Nama").required().in_list().filtered(),
        Field::decimal("nilai", "Nilai", 2, 0, 10_000).in_list().filtered(),
    ],
    label: &["kode", "nama"],
    sort: ("kode", Direction::Asc),
    owned: crate::Owned::Regency,
    code_list: true,
    ..Register::EMPTY
};

const GRANTS: &[Grant] = &[
    Grant { role: "admin", perm: LIHAT, reach: Reach::All },
    Grant { role: "admin", perm: TULIS, reach: Reach::All },
    Grant { role: "admin", perm: PUTUS, reach: Reach::All },
    Grant { role: "operator_pd", perm: LIHAT, reach: Reach::Unit },
    Grant { role: "operator_pd", perm: TULIS, reach: Reach::Unit },
    Grant { role: "kepala_pd", perm: LIHAT, reach: Reach::Tree },
    Grant { role: "kepala_pd", perm: PUTUS, reach: Reach::Tree },
    Grant { role: "pegawai", perm: LIHAT, reach: Reach::Own },
    Grant { role: "pegawai", perm: TULIS, reach: Reach::Own },
];

/// The colours are a code list: out of use when their value is nought.
fn colours(app: App, list: &'static str) -> Work<Vec<Code>> {
    Box::pin(async move {
        if list != "warna" {
            return Ok(vec![]);
        }
        let text = "select kode, nama, case when nilai = 0 then 0 else 1 end as dipakai from uji_warna order by kode";
        let rows = app.db.query(text, args![]).await?;
        rows.iter()
            .map(|row| {
                Ok(Code { code: row.get("kode")?, name: row.get("nama")?, active: row.get::<i64>("dipakai")? == 1 })
            })
            .collect()
    })
}

/// The module of these registers. Its migration is what [`Register::ddl`] writes.
pub static UJI: Module = Module {
    name: "barang",
    title: "Barang",
    perms: &[(LIHAT, "Melihat barang"), (TULIS, "Mengubah barang"), (PUTUS, "Memutus barang")],
    grants: GRANTS,
    migrations: &[("0001_barang", include_str!("../migrations/uji/0001_barang.sql"))],
    resources: &[&BARANG, &WARNA],
    ports: Ports { codes: Some(colours), ..Ports::NONE },
    ..Module::EMPTY
};

#[test]
fn the_registers_have_no_fault_and_fit_their_migration() {
    assert_eq!(BARANG.faults(), Vec::<String>::new());
    assert_eq!(WARNA.faults(), Vec::<String>::new());
    let expected = format!("{}\n{}", BARANG.ddl(), WARNA.ddl());
    assert_eq!(
        include_str!("../migrations/uji/0001_barang.sql"),
        expected,
        "write this into the migration:\n{expected}"
    );
}

#[test]
fn faults_of_a_constant_are_named() {
    static BROKEN: Register = Register {
        key: "Barang 2",
        fields: &[
            Field::text("version", "Versi"),
            Field::text("a", ""),
            Field::yes_no("a", "A").unique(),
            Field::decimal("d", "D", 0, 5, 1),
            Field::choice("c", "C", &[]),
            Field::table("t", "T", &[Field::file("f", "F"), Field::code("k", "K", "x")]),
        ],
        label: &["c"],
        sort: ("t", Direction::Asc),
        public: Some("a"),
        ..Register::EMPTY
    };
    let faults = BROKEN.faults().join("\n");
    for expected in [
        "\"Barang 2\"",
        "\"version\"",
        "a has no label",
        "a is there twice",
        "a cannot be unique",
        "d: a decimal",
        "c has no options",
        "t: column f",
        "t: column k",
        "label c",
        "sorted by t",
        "public condition a",
        "title is empty",
    ] {
        assert!(faults.contains(expected), "{expected} in\n{faults}");
    }
    assert!(matches!(Access::Can(BROKEN.read), Access::Can(_)));
}

#[test]
fn the_suite_of_a_register_with_every_kind() {
    let cast = crate::testing::Cast {
        writer: "operator_pd",
        outsider: "hukum",
        values: &[("tanggal", "01-02-2026"), ("sampai", "03-04-2026"), ("terbuka", "tidak"), ("warna", "M")],
    };
    crate::testing::suite(&BARANG, &[&UJI], cast, async |site| {
        let mut colour = Record::blank(&WARNA, uuid::Uuid::now_v7());
        colour.set("kode", "M");
        colour.set("nama", "Merah");
        let mut write = Write::system(&site.app, "uji.warna").await.unwrap();
        crate::store::insert(&mut write, &colour).await.unwrap();
        write.commit(&Subject::new("warna", colour.id, "/warna")).await.unwrap();
        vec![]
    });
}

#[test]
fn the_suite_of_a_register_of_the_regency() {
    let cast = crate::testing::Cast { writer: "admin", outsider: "hukum", values: &[] };
    crate::testing::suite(&WARNA, &[&UJI], cast, async |_| vec![]);
}

#[test]
fn the_suite_of_the_definitions_of_extra_fields() {
    let cast = crate::testing::Cast {
        writer: "admin",
        outsider: "hukum",
        values: &[("name", "isian_{n}"), ("kind", "teks"), ("smallest", "1"), ("largest", "9"), ("choices", "")],
    };
    crate::testing::suite(&crate::extra::DEFINITIONS, &[], cast, async |_| vec![]);
}
