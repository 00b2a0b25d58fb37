//! The kernel's own pages, built like any module: sign-in, own account, accounts for administrators, home, search,
//! notifications, the log, the queue, health.
mod admin;
mod assets;
mod find;
mod home;
mod log;
mod menu;
mod notices;
mod own;
mod signin;
mod sweep;
mod welcome;

use crate::auth::{Access, Perm, Reach};
use crate::job::JobKind;
use crate::module::{Grant, Group, Menu, Module};
use crate::{FieldError, Routes, Table};

/// See accounts, make them, close them, give a new first password.
pub const AKUN: Perm = Perm("inti.akun");
/// See the queue and run dead letters again.
pub const PEKERJAAN: Perm = Perm("inti.pekerjaan");
/// See what an entry of the log stands for.
pub const LOG: Perm = Perm("inti.log");

/// The kernel as a module.
pub const MODULE: Module = Module {
    name: "inti",
    title: "Administrasi sistem",
    perms: &[
        (AKUN, "Mengelola akun"),
        (PEKERJAAN, "Melihat antrean pekerjaan"),
        (LOG, "Membuka isi entri log: siapa melakukan apa pada catatan mana"),
    ],
    grants: &[
        Grant { role: "admin", perm: AKUN, reach: Reach::All },
        Grant { role: "admin", perm: PEKERJAAN, reach: Reach::All },
        Grant { role: "admin", perm: LOG, reach: Reach::All },
        Grant { role: "pengawasan", perm: LOG, reach: Reach::All },
    ],
    migrations: &[
        ("0001_inti", include_str!("../../migrations/0001_inti.sql")),
        ("0002_berkas_segel", include_str!("../../migrations/0002_berkas_segel.sql")),
        ("0003_pemusnahan_berkas", include_str!("../../migrations/0003_pemusnahan_berkas.sql")),
    ],
    tables,
    routes,
    menu: &[
        Menu { label: "Beranda", href: "/", perm: None, order: 0 },
        Menu { label: "Admin", href: "/admin", perm: Some(AKUN), order: 900 },
    ],
    group: Group::Pengaturan,
    daily: &[("/admin", &["admin"])],
    jobs: &JOBS,
    ..Module::EMPTY
};

const JOBS: [JobKind; 6] = {
    let [one, morning, outside, digest] = crate::notify::JOBS;
    [
        one,
        morning,
        outside,
        digest,
        crate::file::JOB,
        JobKind {
            kind: "inti.sapu",
            title: "Membersihkan sesi, kunci formulir, dan unggahan lama",
            schedule: Some("15 2 * * *"),
            run: sweep::run,
        },
    ]
};

fn tables() -> Vec<Table> {
    vec![crate::auth::account::table(), crate::auth::token::table(), crate::file::table()]
}

/// What a store found wrong, for the form that asked.
fn form_errors(fields: &[FieldError]) -> Vec<page::FormError> {
    fields.iter().map(|each| page::FormError::new(each.field.as_ref(), each.message.as_ref())).collect()
}

fn routes() -> Routes {
    doors().merge(own_routes()).merge(notice_routes()).merge(admin_routes()).merge(log_routes())
}

/// What awaits the person, and the own account.
fn own_routes() -> Routes {
    Routes::new()
        .get("/tugas", Access::SignedIn, home::all_tasks)
        .get("/akun", Access::SignedIn, own::show)
        .get("/akun/sandi", Access::SignedIn, own::password::form)
        .post("/akun/sandi", Access::SignedIn, own::password::submit)
        .get("/akun/kode-kedua", Access::SignedIn, own::second_factor::show)
        .post("/akun/kode-kedua", Access::SignedIn, own::second_factor::start)
        .get("/akun/kode-kedua/pasang", Access::SignedIn, own::second_factor::enrol_form)
        .post("/akun/kode-kedua/pasang", Access::SignedIn, own::second_factor::enrol)
        .get("/akun/kode-kedua/pemulihan", Access::SignedIn, own::second_factor::codes_form)
        .post("/akun/kode-kedua/pemulihan", Access::SignedIn, own::second_factor::codes)
        .get("/akun/kode-kedua/penonaktifan", Access::SignedIn, own::second_factor::off_form)
        .post("/akun/kode-kedua/penonaktifan", Access::SignedIn, own::second_factor::off)
        .get("/akun/sesi", Access::SignedIn, own::sessions::list)
        .post("/akun/sesi/penutupan", Access::SignedIn, own::sessions::end_others)
        .post("/akun/sesi/{id}/penutupan", Access::SignedIn, own::sessions::end)
        .get("/akun/token", Access::SignedIn, own::tokens::list)
        .post("/akun/token", Access::SignedIn, own::tokens::create)
        .get("/akun/token/baru", Access::SignedIn, own::tokens::form)
        .post("/akun/token/{id}/pencabutan", Access::SignedIn, own::tokens::revoke)
        .get("/akun/pemberitahuan", Access::SignedIn, own::mail::form)
        .post("/akun/pemberitahuan", Access::SignedIn, own::mail::submit)
}

fn notice_routes() -> Routes {
    Routes::new()
        .get("/pemberitahuan", Access::SignedIn, notices::list)
        .post("/pemberitahuan/dibaca", Access::SignedIn, notices::read_all)
        .get("/pemberitahuan/{id}", Access::SignedIn, notices::open)
        .post("/pemberitahuan/{id}/dibaca", Access::SignedIn, notices::read)
}

fn admin_routes() -> Routes {
    let (accounts, jobs) = (Access::Can(AKUN), Access::Can(PEKERJAAN));
    Routes::new()
        .get("/admin", accounts, admin::show)
        .get("/admin/akun", accounts, admin::accounts::list)
        .post("/admin/akun", accounts, admin::accounts::create)
        .get("/admin/akun/baru", accounts, admin::accounts::new_form)
        .get("/admin/akun/{id}", accounts, admin::accounts::show)
        .post("/admin/akun/{id}", accounts, admin::accounts::update)
        .get("/admin/akun/{id}/ubah", accounts, admin::accounts::edit_form)
        .get("/admin/akun/{id}/penutupan", accounts, admin::accounts::confirm)
        .post("/admin/akun/{id}/penutupan", accounts, admin::accounts::close)
        .post("/admin/akun/{id}/pembukaan", accounts, admin::accounts::reopen)
        .get("/admin/akun/{id}/sandi", accounts, admin::accounts::confirm)
        .post("/admin/akun/{id}/sandi", accounts, admin::accounts::first_password)
        .get("/admin/akun/{id}/kode-kedua", accounts, admin::accounts::confirm)
        .post("/admin/akun/{id}/kode-kedua", accounts, admin::accounts::reset_second_factor)
        .get("/admin/pekerjaan", jobs, admin::queue::list)
        .post("/admin/pekerjaan/pengulangan", jobs, admin::queue::all_again)
        .post("/admin/pekerjaan/{id}/pengulangan", jobs, admin::queue::again)
        .post("/admin/pekerjaan/{id}/pembuangan", jobs, admin::queue::discard)
}

fn log_routes() -> Routes {
    let open =
        Access::Public("log catatan: siapa pun dapat memeriksanya; entri hanya memuat sidik, tanpa data pribadi");
    Routes::new()
        .get("/log", open, log::show)
        .get("/log/checkpoint", open, log::checkpoint)
        .get("/log/tile/{*path}", open, log::tile)
        .get("/log/{nomor}", open, log::by_number)
        .get("/log/entri/{id}", open, log::entry)
        .get("/log/entri/{id}/bukti", open, log::proof)
        .get("/log/entri/{id}/isi", Access::Can(LOG), log::statement)
}

/// Signing in, the home page, the search, and what machines ask for.
fn doors() -> Routes {
    let sign_in = Access::Public("orang masuk di sini");
    Routes::new()
        .get("/", Access::Public("beranda: tugas bagi yang masuk, sambutan bagi pengunjung"), home::show)
        .get("/cari", Access::Public("pencarian: pengunjung hanya menemukan yang terbuka"), find::search)
        .get("/cari/pilihan", Access::SignedIn, find::choices)
        .get("/menu", Access::Public("semua menu: setiap orang hanya melihat yang boleh dibukanya"), menu::show)
        .get("/masuk", sign_in, signin::form)
        .post("/masuk", sign_in, signin::submit)
        .get("/masuk/kode", sign_in, signin::code_form)
        .post("/masuk/kode", sign_in, signin::code_submit)
        .post("/keluar", Access::SignedIn, signin::leave)
        .get("/aset/{nama}", Access::Public("gaya dan skrip halaman"), assets::asset)
        .get("/sehat", Access::Public("pemantauan: hidup atau tidak"), assets::health)
        .get("/metrik", Access::Public("pemantauan: hitungan tanpa data pribadi; batasi pada proksi"), assets::metrics)
}
