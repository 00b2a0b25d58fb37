//! The two registers of the module.
use kernel::Reach;
use kernel::module::Grant;
use register::{Direction, Field, Options, Owned, Register};

use crate::{LIHAT, UBAH};

/// What the roles may do here.
pub const GRANTS: &[Grant] = &[
    Grant { role: "admin", perm: LIHAT, reach: Reach::All },
    Grant { role: "admin", perm: UBAH, reach: Reach::All },
    Grant { role: "diskominfo", perm: LIHAT, reach: Reach::All },
    Grant { role: "diskominfo", perm: UBAH, reach: Reach::All },
    Grant { role: "organisasi", perm: LIHAT, reach: Reach::All },
    Grant { role: "kepegawaian", perm: LIHAT, reach: Reach::All },
    Grant { role: "kepegawaian", perm: UBAH, reach: Reach::All },
    Grant { role: "kepala_pd", perm: LIHAT, reach: Reach::All },
    Grant { role: "operator_pd", perm: LIHAT, reach: Reach::All },
    Grant { role: "pegawai", perm: LIHAT, reach: Reach::All },
];

/// Kinds of holiday.
pub const JENIS_LIBUR: Options =
    &[("libur_nasional", "Libur nasional"), ("cuti_bersama", "Cuti bersama"), ("libur_daerah", "Libur daerah")];

/// Days without work: national ones are shipped as data, those of the regency are added here.
pub static HARI_LIBUR: Register = Register {
    key: "hari_libur",
    table: "hari_libur",
    title: "Hari libur",
    singular: "hari libur",
    about: "Hari libur nasional, cuti bersama, dan libur daerah; semua tenggat dalam hari kerja memakainya.",
    read: LIHAT,
    write: UBAH,
    fields: &[
        Field::date("tanggal", "Tanggal").required().unique().in_list().filtered().public(),
        Field::text("nama", "Nama").required().in_list().filtered().max(200).public(),
        Field::choice("jenis", "Jenis", JENIS_LIBUR).required().in_list().filtered().default("libur_daerah").public(),
        Field::yes_no("perkiraan", "Masih perkiraan")
            .required()
            .default("tidak")
            .in_list()
            .public()
            .hint("Belum ditetapkan dengan keputusan bersama menteri"),
    ],
    label: &["nama"],
    sort: ("tanggal", Direction::Desc),
    owned: Owned::Regency,
    code_list: true,
    deletable: true,
    ..Register::EMPTY
};

/// Code lists: groups of codes with their names, such as classifications of a ministry.
pub static DAFTAR_KODE: Register = Register {
    key: "daftar_kode",
    table: "daftar_kode",
    title: "Daftar kode",
    singular: "kode",
    about: "Kode rujukan menurut kelompoknya, misalnya wilayah administrasi atau klasifikasi dari kementerian.",
    read: LIHAT,
    write: UBAH,
    fields: &[
        Field::text("kunci", "Kunci")
            .required()
            .unique()
            .in_list()
            .max(160)
            .public()
            .hint("Kelompok dan kode dengan garis miring, misalnya wilayah/99.01"),
        Field::text("kelompok", "Kelompok").required().in_list().filtered().max(80).public(),
        Field::text("kode", "Kode").required().in_list().filtered().max(80).public(),
        Field::text("nama", "Nama").required().in_list().filtered().max(300).public(),
        Field::text("induk", "Kode induk").max(80).in_list().public(),
        Field::text("jenis", "Jenis").max(80).in_list().filtered().public(),
        Field::text("sumber", "Sumber").max(200).public(),
        Field::yes_no("aktif", "Masih dipakai").required().default("ya").filtered().public(),
    ],
    label: &["nama"],
    sort: ("kunci", Direction::Asc),
    owned: Owned::Regency,
    code_list: true,
    ..Register::EMPTY
};
