//! The five registers of the module.
use kernel::module::{Grant, ROLES};
use kernel::{FieldError, Reach};
use register::{Direction, Field, Hooks, Options, Owned, Record, Register};

use crate::{LIHAT, PEGAWAI_LIHAT, PEGAWAI_UBAH, SUSUN, TIM_UBAH, UMUMKAN, store, wewenang};

/// What the roles may do here.
pub const GRANTS: &[Grant] = &[
    Grant { role: "admin", perm: LIHAT, reach: Reach::All },
    Grant { role: "admin", perm: SUSUN, reach: Reach::All },
    Grant { role: "admin", perm: PEGAWAI_LIHAT, reach: Reach::All },
    Grant { role: "admin", perm: PEGAWAI_UBAH, reach: Reach::All },
    Grant { role: "admin", perm: TIM_UBAH, reach: Reach::All },
    Grant { role: "organisasi", perm: SUSUN, reach: Reach::All },
    Grant { role: "organisasi", perm: TIM_UBAH, reach: Reach::All },
    Grant { role: "kepegawaian", perm: PEGAWAI_LIHAT, reach: Reach::All },
    Grant { role: "kepegawaian", perm: PEGAWAI_UBAH, reach: Reach::All },
    Grant { role: "diskominfo", perm: TIM_UBAH, reach: Reach::All },
    Grant { role: "kepala_pd", perm: PEGAWAI_LIHAT, reach: Reach::Tree },
    Grant { role: "operator_pd", perm: PEGAWAI_LIHAT, reach: Reach::Tree },
    Grant { role: "operator_pd", perm: PEGAWAI_UBAH, reach: Reach::Tree },
    Grant { role: "admin", perm: UMUMKAN, reach: Reach::All },
    Grant { role: "sekda", perm: UMUMKAN, reach: Reach::All },
    Grant { role: "diskominfo", perm: UMUMKAN, reach: Reach::All },
    Grant { role: "organisasi", perm: UMUMKAN, reach: Reach::All },
    Grant { role: "kepegawaian", perm: UMUMKAN, reach: Reach::All },
    // Who works here may see how the regency is built.
    Grant { role: "bupati", perm: LIHAT, reach: Reach::All },
    Grant { role: "sekda", perm: LIHAT, reach: Reach::All },
    Grant { role: "sekda", perm: PEGAWAI_LIHAT, reach: Reach::All },
    Grant { role: "diskominfo", perm: LIHAT, reach: Reach::All },
    Grant { role: "perencanaan", perm: LIHAT, reach: Reach::All },
    Grant { role: "organisasi", perm: LIHAT, reach: Reach::All },
    Grant { role: "hukum", perm: LIHAT, reach: Reach::All },
    Grant { role: "kepegawaian", perm: LIHAT, reach: Reach::All },
    Grant { role: "keuangan_aset", perm: LIHAT, reach: Reach::All },
    Grant { role: "pengawasan", perm: LIHAT, reach: Reach::All },
    Grant { role: "kepala_pd", perm: LIHAT, reach: Reach::All },
    Grant { role: "operator_pd", perm: LIHAT, reach: Reach::All },
    Grant { role: "pegawai", perm: LIHAT, reach: Reach::All },
    Grant { role: "evaluator_penanggung_jawab", perm: LIHAT, reach: Reach::All },
    Grant { role: "evaluator_operator", perm: LIHAT, reach: Reach::All },
    Grant { role: "evaluator_anggota", perm: LIHAT, reach: Reach::All },
];

/// Kinds of unit. The first eight count as perangkat daerah of their own when they stand at the top or are districts.
pub const JENIS: Options = &[
    ("sekretariat_daerah", "Sekretariat Daerah"),
    ("sekretariat_dprd", "Sekretariat DPRD"),
    ("inspektorat", "Inspektorat"),
    ("dinas", "Dinas"),
    ("badan", "Badan"),
    ("rumah_sakit", "Rumah sakit"),
    ("kecamatan", "Kecamatan"),
    ("kelurahan", "Kelurahan"),
    ("desa", "Desa"),
    ("bagian", "Bagian"),
    ("unit", "Unit kerja"),
];

/// Functional roles that a unit can carry, as the profiles name them.
pub const FUNGSI: Options = &[
    ("diskominfo", "Komunikasi dan informatika"),
    ("perencanaan", "Perencanaan pembangunan"),
    ("organisasi", "Organisasi dan tata laksana"),
    ("pengawasan", "Pengawasan intern"),
    ("kepegawaian", "Kepegawaian"),
    ("keuangan_aset", "Keuangan dan aset"),
    ("pengadaan", "Pengadaan barang dan jasa"),
    ("hukum", "Produk hukum"),
    ("kearsipan", "Kearsipan"),
    ("pengaduan", "Pengaduan"),
    ("penyelenggara_layanan", "Penyelenggara layanan publik"),
    ("walidata", "Walidata"),
    ("tapd", "Tim anggaran pemerintah daerah"),
    ("tim_koordinasi", "Tim koordinasi SPBE"),
    ("evaluator", "Tim evaluator SPBE"),
    ("penanggung_jawab", "Penanggung jawab SPBE"),
];

/// Perangkat daerah and their units, as a tree.
pub static PERANGKAT_DAERAH: Register = Register {
    key: "perangkat_daerah",
    table: "perangkat_daerah",
    title: "Perangkat daerah",
    singular: "perangkat daerah",
    about: "Susunan perangkat daerah dan unit kerjanya; hak akses mengikuti susunan ini.",
    read: LIHAT,
    write: SUSUN,
    fields: &[
        Field::text("kode", "Kode")
            .required()
            .unique()
            .in_list()
            .max(40)
            .public()
            .hint("Kode singkat yang tidak berubah, misalnya DISKOMINFO"),
        Field::text("nama", "Nama").required().in_list().filtered().max(200).public(),
        Field::text("singkatan", "Singkatan").in_list().max(40).public(),
        Field::choice("jenis", "Jenis", JENIS).required().in_list().filtered().public(),
        Field::unit("induk", "Bagian dari").in_list().public().hint("Kosongkan bila langsung di bawah Bupati"),
        Field::many("fungsi", "Peran menurut peraturan", FUNGSI)
            .public()
            .hint("Siapa yang dimaksud peraturan dengan perangkat daerah yang membidangi suatu urusan"),
        Field::text("alamat", "Alamat").max(300).public(),
        Field::text("telepon", "Telepon").max(40).public(),
        Field::text("surel", "Surel").max(120).public(),
        Field::yes_no("aktif", "Masih ada").required().default("ya").filtered().public(),
    ],
    label: &["nama"],
    sort: ("nama", Direction::Asc),
    owned: Owned::Regency,
    hooks: Hooks { after_write: Some(store::after_unit), ..Hooks::NONE },
    ..Register::EMPTY
};

/// Positions. What a position may do follows from its roles.
pub static JABATAN: Register = Register {
    key: "jabatan",
    table: "jabatan",
    title: "Jabatan",
    singular: "jabatan",
    about: "Jabatan di setiap perangkat daerah beserta peran yang melekat; siapa yang menjabat mendapat peran itu.",
    read: LIHAT,
    write: SUSUN,
    fields: &[
        Field::text("nama", "Nama jabatan").required().in_list().filtered().max(200).public(),
        Field::unit("perangkat_daerah", "Perangkat daerah").required().in_list().filtered().public(),
        Field::many("peran", "Peran di Pendopo", ROLES)
            .in_list()
            .hint("Menentukan apa yang boleh dilihat dan dikerjakan pemegang jabatan"),
        Field::yes_no("aktif", "Masih ada").required().default("ya").filtered(),
    ],
    label: &["nama"],
    owned: Owned::Regency,
    hooks: Hooks { entitled: Some(wewenang::position), ..Hooks::NONE },
    ..Register::EMPTY
};

/// People.
pub static PEGAWAI: Register = Register {
    key: "pegawai",
    table: "pegawai",
    title: "Pegawai",
    singular: "pegawai",
    about: "Pegawai setiap perangkat daerah dan akun yang mereka pakai.",
    read: PEGAWAI_LIHAT,
    write: PEGAWAI_UBAH,
    fields: &[
        Field::text("nama", "Nama lengkap").required().in_list().filtered().max(200).personal(),
        Field::text("nip", "NIP")
            .unique()
            .in_list()
            .max(18)
            .personal()
            .hint("18 angka tanpa spasi; kosongkan bagi yang tidak memiliki"),
        Field::text("akun", "Nama pengguna")
            .unique()
            .max(60)
            .personal()
            .hint("Nama yang dipakai untuk masuk; akun dibuat oleh administrator"),
        Field::code("golongan", "Pangkat dan golongan", "golongan").filtered().personal().hint(
            "Dari daftar kode golongan, tercetak di bawah nama pada naskah dinas; kosongkan bagi yang tidak berpangkat",
        ),
        Field::text("surel", "Surel dinas").max(120).personal(),
        Field::text("telepon", "Telepon").max(40).personal(),
        Field::yes_no("aktif", "Masih bekerja").required().default("ya").in_list().filtered(),
    ],
    label: &["nama"],
    sort: ("nama", Direction::Asc),
    check: check_person,
    hooks: Hooks { entitled: Some(wewenang::person), ..Hooks::NONE },
    ..Register::EMPTY
};

/// How a position is held.
pub const SEBAGAI: Options = &[
    ("definitif", "Definitif"),
    ("plt", "Pelaksana tugas (Plt.)"),
    ("plh", "Pelaksana harian (Plh.)"),
    ("delegasi", "Delegasi"),
];

/// Who holds which position, from when to when.
pub static PENUGASAN: Register = Register {
    key: "penugasan",
    table: "penugasan",
    title: "Penugasan",
    singular: "penugasan",
    about: "Siapa memegang jabatan apa, sejak kapan sampai kapan: definitif, pelaksana tugas, pelaksana harian, atau delegasi dari pemegangnya.",
    read: PEGAWAI_LIHAT,
    write: PEGAWAI_UBAH,
    fields: &[
        Field::person("pegawai", "Pegawai").required().in_list(),
        Field::reference("jabatan", "Jabatan", "jabatan").required().in_list(),
        Field::choice("sebagai", "Sebagai", SEBAGAI).required().default("definitif").in_list().filtered(),
        Field::date("mulai", "Mulai").required().in_list().filtered(),
        Field::date("selesai", "Selesai")
            .in_list()
            .filtered()
            .hint("Wajib bagi plt., plh., dan delegasi; hari terakhir yang masih berlaku"),
        Field::text("dasar", "Dasar")
            .in_list()
            .max(200)
            .hint("Keputusan atau surat perintah, dengan nomor dan tanggal"),
    ],
    label: &["dasar"],
    check: check_assignment,
    hooks: Hooks { entitled: Some(wewenang::assignment), ..Hooks::NONE },
    ..Register::EMPTY
};

/// What a team is for.
pub const JENIS_TIM: Options = &[
    ("tim_koordinasi", "Tim koordinasi atau tim pengarah SPBE"),
    ("tim_pelaksana", "Tim pelaksana SPBE"),
    ("evaluator", "Tim evaluator internal SPBE"),
    ("tanggap_insiden", "Tim tanggap insiden siber"),
    ("lainnya", "Tim lain"),
];

/// What a member does in a team.
pub const KEDUDUKAN: Options = &[
    ("penanggung_jawab", "Penanggung jawab"),
    ("ketua", "Ketua atau koordinator"),
    ("sekretaris", "Sekretaris"),
    ("supervisor", "Supervisor"),
    ("operator", "Operator"),
    ("anggota", "Anggota"),
];

/// Teams with their Keputusan Bupati and members.
pub static TIM: Register = Register {
    key: "tim",
    table: "tim",
    title: "Tim",
    singular: "tim",
    about: "Tim yang dibentuk dengan Keputusan Bupati: tugas, masa, dan anggotanya; anggota tim evaluator mendapat perannya dari sini.",
    read: LIHAT,
    write: TIM_UBAH,
    fields: &[
        Field::text("nama", "Nama tim").required().in_list().filtered().max(200).public(),
        Field::choice("jenis", "Jenis", JENIS_TIM).required().in_list().filtered().public(),
        Field::text("keputusan", "Nomor Keputusan Bupati").in_list().max(120).public(),
        Field::date("tanggal_keputusan", "Tanggal keputusan").in_list().public(),
        Field::file("berkas", "Naskah keputusan"),
        Field::date("mulai", "Mulai").required().in_list().filtered().public(),
        Field::date("selesai", "Selesai").in_list().public(),
        Field::long_text("tugas", "Tugas").max(5000).public(),
        Field::table(
            "anggota",
            "Anggota",
            &[
                Field::person("pegawai", "Pegawai").required(),
                Field::choice("kedudukan", "Kedudukan", KEDUDUKAN).required(),
            ],
        ),
    ],
    label: &["nama"],
    check: check_team,
    owned: Owned::Regency,
    hooks: Hooks { after_write: Some(store::after_team), ..Hooks::NONE },
    ..Register::EMPTY
};

fn check_person(record: &Record) -> Vec<FieldError> {
    let mut errors = vec![];
    let nip = record.text("nip");
    if !nip.is_empty() && kernel::indonesia::kalimat::Nip::urai(nip).is_err() {
        errors.push(FieldError::new(
            "nip",
            "NIP terdiri dari 18 angka yang diawali tanggal lahir, misalnya 198501012010011001",
        ));
    }
    let akun = record.text("akun");
    if !akun.is_empty() && !kernel::auth::account::login_is_valid(akun) {
        errors.push(FieldError::new("akun", "Nama pengguna 3 sampai 60 huruf kecil, angka, titik, atau tanda hubung"));
    }
    errors
}

fn check_assignment(record: &Record) -> Vec<FieldError> {
    match (record.date("mulai"), record.date("selesai")) {
        (Some(from), Some(to)) if to < from => {
            vec![FieldError::new("selesai", "Tanggal selesai tidak boleh sebelum tanggal mulai")]
        }
        (_, None) if !matches!(record.text("sebagai"), "definitif" | "") => {
            vec![FieldError::new("selesai", "Isi tanggal selesai: penugasan sementara selalu berakhir")]
        }
        _ => vec![],
    }
}

/// What is to be known by those who work here, shown on their home page while it holds.
pub static PENGUMUMAN: Register = Register {
    key: "pengumuman",
    table: "pengumuman",
    title: "Pengumuman",
    singular: "pengumuman",
    about: "Kabar bagi pegawai, dan bagi masyarakat bila dibuka; tampil di beranda selama masa tayangnya.",
    read: LIHAT,
    write: UMUMKAN,
    fields: &[
        Field::text("judul", "Judul").required().in_list().filtered().max(200).public(),
        Field::long_text("isi", "Isi").required().max(5000).public(),
        Field::date("mulai", "Tampil sejak").required().in_list().filtered().public(),
        Field::date("selesai", "Tampil sampai")
            .in_list()
            .public()
            .hint("Hari terakhir tampil; kosongkan bila belum tentu"),
        Field::unit("untuk", "Untuk")
            .in_list()
            .filtered()
            .hint("Perangkat daerah yang dituju beserta unit di bawahnya; kosongkan bila untuk semua pegawai"),
        Field::yes_no("terbuka", "Juga untuk masyarakat")
            .required()
            .default("tidak")
            .filtered()
            .public()
            .hint("Siapa pun dapat membacanya sejak disimpan; tampil di beranda pengunjung selama masa tayangnya"),
    ],
    label: &["judul"],
    sort: ("mulai", Direction::Desc),
    check: check_announcement,
    public: Some("terbuka"),
    owned: Owned::Regency,
    ..Register::EMPTY
};

fn check_announcement(record: &Record) -> Vec<FieldError> {
    if record.date("selesai").is_some_and(|end| record.date("mulai").is_some_and(|start| end < start)) {
        return vec![FieldError::new("selesai", "Tampil sampai tidak boleh sebelum tampil sejak")];
    }
    if record.yes("terbuka") && record.uuid("untuk").is_some() {
        return vec![FieldError::new(
            "terbuka",
            "Pengumuman untuk satu perangkat daerah tidak dapat dibuka untuk masyarakat",
        )];
    }
    vec![]
}

fn check_team(record: &Record) -> Vec<FieldError> {
    let mut errors = vec![];
    if let (Some(from), Some(to)) = (record.date("mulai"), record.date("selesai"))
        && to < from
    {
        errors.push(FieldError::new("selesai", "Tanggal selesai tidak boleh sebelum tanggal mulai"));
    }
    let mut people: Vec<&str> = record.rows("anggota").iter().filter_map(|row| row.get("pegawai")?.as_str()).collect();
    let count = people.len();
    people.sort_unstable();
    people.dedup();
    if people.len() != count {
        errors.push(FieldError::new("anggota", "Satu pegawai tercantum dua kali"));
    }
    errors
}
