//! Module `pengaduan`: public complaints from every channel into one, with clocks, answers, escalation and publication.
//!
//! - [`model`]: nouns. [`rules`]: which act leads where, clocks, masking of personal data, likeness. [`setelan`]: deadlines of the profile.
//! - [`store`]: rows; [`store::terima()`] takes a complaint in, whatever its channel. [`lampiran`]: files. [`publik`]: what everybody may read.
//! - [`tindak`]: acts of officers and reporters. [`kabar`], [`jobs`]: telling people, reminders, escalation, closing, figures.
//! - [`kanal`]: e-mail, gateways of messages, SP4N-LAPOR!. [`open311`]: Open311 GeoReport v2.
//! - [`web`] and [`pages`]: pages of visitors and of officers. [`registers`]: categories and templates. [`demo`]: a demonstration.
pub mod bukti;
pub mod demo;
pub mod jobs;
pub mod kabar;
pub mod kanal;
pub mod lampiran;
pub mod model;
pub mod open311;
pub mod pages;
pub mod publik;
pub mod qr;
pub mod registers;
pub mod resource;
pub mod rules;
pub mod setelan;
pub mod store;
pub mod tabel;
pub mod tindak;
pub mod tugas;
pub mod web;

use kernel::module::{Grant, Group, Menu, Module, Quick};
use kernel::{Perm, Reach};

/// See complaints: those of one's unit, or all.
pub const LIHAT: Perm = Perm("pengaduan.lihat");
/// Coordinate: verify, classify, dispose, join, publish, open who reports.
pub const KOORDINASI: Perm = Perm("pengaduan.koordinasi");
/// Handle what was given to one's unit.
pub const TANGANI: Perm = Perm("pengaduan.tangani");
/// Supervise: decide objections, instruct on what is late.
pub const AWASI: Perm = Perm("pengaduan.awasi");
/// Write down what came by counter, letter or telephone.
pub const CATAT: Perm = Perm("pengaduan.catat");
/// Read the page of figures by agency.
pub const PANTAU: Perm = Perm("pengaduan.pantau");
/// Change categories and templates.
pub const ATUR: Perm = Perm("pengaduan.atur");

const fn hak(role: &'static str, perm: Perm, reach: Reach) -> Grant {
    Grant { role, perm, reach }
}

/// What the roles may do. The coordinator is the agency of communication and informatics (M 49(5); the profiles of the others say the same);
/// the supervision agency and the regional secretary see everything but who reports.
pub const GRANTS: &[Grant] = &[
    hak("diskominfo", LIHAT, Reach::All),
    hak("diskominfo", KOORDINASI, Reach::All),
    hak("diskominfo", CATAT, Reach::All),
    hak("diskominfo", PANTAU, Reach::All),
    hak("diskominfo", ATUR, Reach::All),
    hak("operator_pd", LIHAT, Reach::Unit),
    hak("operator_pd", TANGANI, Reach::Unit),
    hak("operator_pd", CATAT, Reach::Unit),
    hak("kepala_pd", LIHAT, Reach::Tree),
    hak("kepala_pd", TANGANI, Reach::Tree),
    hak("kepala_pd", CATAT, Reach::Tree),
    hak("pengawasan", LIHAT, Reach::All),
    hak("pengawasan", AWASI, Reach::All),
    hak("pengawasan", PANTAU, Reach::All),
    hak("sekda", LIHAT, Reach::All),
    hak("sekda", AWASI, Reach::All),
    hak("sekda", PANTAU, Reach::All),
    hak("bupati", PANTAU, Reach::All),
    hak("organisasi", PANTAU, Reach::All),
    hak("admin", ATUR, Reach::All),
    hak("diskominfo", kanal::KANAL, Reach::All),
    hak("admin", kanal::KANAL, Reach::All),
];

/// The module.
pub const MODULE: Module = Module {
    name: "pengaduan",
    title: "Pengaduan masyarakat",
    group: Group::LayananPublik,
    quick: &[Quick { label: "Adukan masalah", about: "Jalan, sampah, pelayanan", href: "/pengaduan", order: 20 }],
    receipts: &[(store::terima::AWALAN, "/pengaduan/lacak")],
    perms: &[
        (LIHAT, "Melihat pengaduan"),
        (KOORDINASI, "Mengoordinasikan pengaduan: verifikasi, disposisi, penerbitan, identitas pelapor"),
        (TANGANI, "Menangani pengaduan yang diteruskan ke unitnya"),
        (AWASI, "Mengawasi pengaduan yang terlambat dan memutus keberatan"),
        (CATAT, "Mencatat pengaduan dari loket, surat, telepon, atau media sosial"),
        (PANTAU, "Melihat pemantauan pengaduan"),
        (ATUR, "Mengatur kategori dan templat pengaduan"),
        (kanal::KANAL, "Mengatur kanal pengaduan: kunci API, kotak surel, gerbang pesan, SP4N-LAPOR!"),
    ],
    actions: &[
        ("pengaduan.terima", "Diterima"),
        ("pengaduan.catat", "Dicatat petugas"),
        ("pengaduan.disposisi", "Diverifikasi dan diteruskan"),
        ("pengaduan.disposisi_massal", "Diteruskan bersama laporan lain"),
        ("pengaduan.teruskan", "Diteruskan ke perangkat daerah lain"),
        ("pengaduan.kembalikan", "Dikembalikan ke koordinator"),
        ("pengaduan.minta_kelengkapan", "Kelengkapan diminta"),
        ("pengaduan.tolak", "Ditolak"),
        ("pengaduan.jawab", "Dijawab"),
        ("pengaduan.selesaikan", "Hasil dilaporkan"),
        ("pengaduan.gabung", "Digabung"),
        ("pengaduan.terbitkan", "Diterbitkan"),
        ("pengaduan.tarik", "Ditarik dari publik"),
        ("pengaduan.buka_identitas", "Identitas pelapor dibuka"),
        ("pengaduan.tugaskan", "Petugas ditunjuk"),
        ("pengaduan.arahan", "Diberi arahan"),
        ("pengaduan.kabulkan", "Keberatan dikabulkan"),
        ("pengaduan.tolak_keberatan", "Keberatan ditolak"),
        ("pengaduan.buka_lagi", "Dibuka lagi oleh pelapor"),
        ("pengaduan.keberatan", "Keberatan diajukan"),
        ("pengaduan.setuju", "Ditutup oleh pelapor"),
        ("pengaduan.tambah", "Ditambah keterangan oleh pelapor"),
        ("pengaduan.tutup_otomatis", "Ditutup karena tidak ada tanggapan"),
        ("pengaduan.tidak_lengkap", "Ditutup karena tidak dilengkapi"),
        ("pengaduan.eskalasi", "Naik ke pengawas"),
        ("pengaduan.diingatkan", "Petugas diingatkan"),
        ("pengaduan.terima_open311", "Diterima dari aplikasi lain (Open311)"),
        ("pengaduan.terima_pesan", "Pesan warga diterima lewat gerbang"),
        ("pengaduan.terima_surel", "Surel diterima"),
        ("pengaduan.terima_sp4n", "Diambil dari SP4N-LAPOR!"),
        ("pengaduan.kabari_gerbang", "Pelapor dikabari lewat gerbang"),
        ("pengaduan.kunci_open311_dibuat", "Kunci Open311 dibuat"),
        ("pengaduan.kunci_open311_dicabut", "Kunci Open311 dicabut"),
        ("pengaduan.setelan_open311", "Setelan Open311 diubah"),
        ("pengaduan.gerbang_diubah", "Gerbang pesan diubah"),
        ("pengaduan.kotak_surel_diubah", "Kotak surel diubah"),
        ("pengaduan.kotak_surel_diperiksa", "Kotak surel diperiksa"),
        ("pengaduan.setelan_lapor", "Setelan SP4N-LAPOR! diubah"),
        ("pengaduan.lapor_diminta", "Pertukaran dengan SP4N-LAPOR! diminta"),
        ("pengaduan.impor_lapor", "Berkas SP4N-LAPOR! diimpor"),
    ],
    grants: GRANTS,
    migrations: &[
        ("0001_pengaduan", include_str!("../migrations/0001_pengaduan.sql")),
        ("0002_kanal", include_str!("../migrations/0002_kanal.sql")),
    ],
    resources: &[&resource::Pengaduan, &registers::KATEGORI, &registers::TEMPLAT],
    tables: kanal::tabel,
    routes: || kanal::routes().merge(open311::routes()),
    tabs: Some(|ctx| pages::tab(ctx, ctx.uri_path())),
    menu: &[
        Menu { label: "Pengaduan", href: "/pengaduan", perm: None, order: 21 },
        Menu { label: "Meja pengaduan", href: "/meja-pengaduan", perm: Some(LIHAT), order: 22 },
        Menu { label: "Kanal pengaduan", href: kanal::HREF, perm: Some(kanal::KANAL), order: 62 },
    ],
    daily: &[("/meja-pengaduan", &["diskominfo", "operator_pd", "kepala_pd", "pengawasan"])],
    jobs: jobs::JOBS,
    hears: &[kanal::gerbang::kabar::HEAR],
    probes: bukti::PROBES,
    tasks: Some(tugas::tugas),
    unit_facts: Some(tugas::angka_unit),
    welcome: Some(tugas::tawaran),
    setup: Some(registers::setup),
    demo: Some(demo::jalankan),
    ..Module::EMPTY
};
