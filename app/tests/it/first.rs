//! The first hour of a new installation, through the door: what `pendopo init` leaves is enough to begin with.
use axum::Router;
use kernel::auth::account;
use kernel::config::Config;
use kernel::{App, Clock, args};
use testkit::{Client, block_on};

use crate::place::{Place, Side};
use crate::{modules, profiles};

/// The program over the folder that the binary has prepared.
async fn open(place: &Place, profile: &str) -> (App, Router) {
    let config = Config { data: place.data(), database: place.database(), connections: 4, ..Config::default() };
    let profile = profiles::find(profile).unwrap();
    let app = App::open(config, profile, modules::all(), Clock::System).await.unwrap();
    let router = kernel::web::router(&app).unwrap();
    (app, router)
}

/// What stands behind a label in what a command said.
pub fn after<'a>(said: &'a str, label: &str) -> &'a str {
    let line = said.lines().find(|line| line.starts_with(label)).unwrap_or_else(|| panic!("no {label} in {said}"));
    line.split_once(": ").unwrap().1.trim()
}

/// The password that everybody chooses.
pub const CHOSEN: &str = "kuda laut makan pisang";

/// Signs in with a first password and chooses another one.
pub async fn sign_in(app: &App, router: &Router, login: &str, first: &str) -> Client {
    let mut client = Client::of(app, router);
    client.get("/masuk").await.ok();
    client.post("/masuk", &[("login", login), ("sandi", first)]).await.redirects();
    client.account = account::by_login(app, login).await.unwrap().unwrap().id;
    assert_eq!(client.get("/").await.redirects().location(), "/akun/sandi");
    let fields = [("sandi_lama", first), ("sandi_baru", CHOSEN), ("sandi_ulang", CHOSEN)];
    client.post("/akun/sandi", &fields).await.redirects();
    client.get("/").await.ok().has_text("Tugas saya");
    client
}

async fn id(app: &App, text: &str, value: &str) -> String {
    app.db.one(text, args![value]).await.unwrap().get::<uuid::Uuid>("id").unwrap().to_string()
}

/// Nothing waits, nothing is broken.
pub async fn whole(app: &App) {
    kernel::job::drain(app).await.unwrap();
    kernel::audit::log::integrate(app).await.unwrap();
    let report = kernel::audit::verify::all(app).await.unwrap();
    assert!(report.is_whole(), "{:?}", report.findings);
    assert_eq!(app.metrics.faults(), 0);
}

/// Everything that an administrator opens in the first hour.
const PAGES: [&str; 22] = [
    "/admin",
    "/admin/akun",
    "/admin/akun/baru",
    "/admin/pekerjaan",
    "/perangkat_daerah",
    "/perangkat_daerah/baru",
    "/jabatan",
    "/jabatan/baru",
    "/pegawai",
    "/pegawai/baru",
    "/penugasan/baru",
    "/tim/baru",
    "/hari_libur",
    "/hari_libur/baru",
    "/jdih",
    "/jdih/kelola",
    "/jdih/kelola/baru",
    "/kewajiban",
    "/kewajiban/kepatuhan",
    "/kewajiban/pengaturan",
    "/evaluasi/baru",
    "/isian_tambahan",
];

async fn first_hour(app: &App, router: &Router, password: &str) {
    let admin = sign_in(app, router, "wati", password).await;
    admin.get("/").await.ok().has_text("Administrator Pendopo");
    for page in PAGES {
        admin.get(page).await.ok();
    }
    let units: i64 = app.db.one("select count(*) as n from perangkat_daerah", args![]).await.unwrap().get("n").unwrap();
    assert!(units >= 20, "{units} units");

    // A colleague: account, person, position. The home page says what is next.
    let made = admin.post("/admin/akun", &[("nama", "Budi Contoh"), ("surel", ""), ("login", "budi")]).await.ok();
    let secrets = made.all("code.rahasia");
    let next = |page: &testkit::Answer| -> Vec<String> {
        page.attributes("main a", "href").into_iter().filter(|href| href.contains("/baru?")).collect()
    };
    let home = admin.get("/tugas").await.ok().has_text("Catat pemilik akun budi sebagai pegawai");
    let form = admin.get(&next(&home)[0]).await.ok();
    assert_eq!(form.attribute("input[name=akun]", "value").as_deref(), Some("budi"));
    assert_eq!(form.attribute("input[name=nama]", "value").as_deref(), Some("Budi Contoh"));
    let unit =
        id(app, "select perangkat_daerah as id from jabatan where nama = $1 order by jabatan.id limit 1", "Camat")
            .await;
    let fields = [("_unit", unit.as_str()), ("nama", "Budi Contoh"), ("akun", "budi"), ("aktif", "ya")];
    admin.post("/pegawai", &fields).await.redirects();
    let home =
        admin.get("/tugas").await.ok().lacks_text("Catat pemilik akun").has_text("Beri jabatan kepada Budi Contoh");
    admin.get(&next(&home)[0]).await.ok();
    let person = id(app, "select id from pegawai where akun = $1", "budi").await;
    let position = id(app, "select id from jabatan where nama = $1 order by id limit 1", "Camat").await;
    let fields = [
        ("_unit", unit.as_str()),
        ("pegawai", &person),
        ("jabatan", &position),
        ("sebagai", "definitif"),
        ("mulai", "2026-01-05"),
    ];
    admin.post("/penugasan", &fields).await.redirects();
    admin.get("/tugas").await.ok().lacks_text("Beri jabatan");
    let budi = sign_in(app, router, "budi", &secrets[1]).await;
    budi.get("/").await.ok().has_text("Camat, Kecamatan");
    budi.get("/kewajiban").await.ok();
    budi.get("/admin").await.is(403);

    // A holiday of the regency, and a document that is read.
    let fields = [("tanggal", "2027-03-05"), ("nama", "Hari jadi"), ("jenis", "libur_daerah"), ("perkiraan", "tidak")];
    admin.post("/hari_libur", &fields).await.redirects();
    whole(app).await;
}

#[test]
fn the_first_administrator_can_begin_under_each_of_the_five_profiles() {
    for (profile, side) in [
        ("bulungan", Side::Sqlite),
        ("kuantan-singingi", Side::Postgres),
        ("mukomuko", Side::Sqlite),
        ("natuna", Side::Sqlite),
        ("sigi", Side::Postgres),
    ] {
        let place = Place::new(side);
        let arguments = ["--profil", profile, "init", "--admin", "wati", "--nama", "Wati Contoh"];
        let said = place.done(&arguments);
        assert!(after(&said, "Jabatan").starts_with("Administrator Pendopo, "), "{said}");
        block_on(async {
            let (app, router) = open(&place, profile).await;
            first_hour(&app, &router, after(&said, "Kata sandi awal")).await;
        });
        // Run again it leaves everything as it is.
        assert!(place.done(&arguments).contains("tidak ada yang diubah"));
        place.remove();
    }
}

#[test]
fn whoever_lost_every_administrator_gets_one_again() {
    let place = Place::new(Side::Sqlite);
    place.done(&["init", "--admin", "wati"]);
    // Another one beside the first.
    let said = place.done(&["init", "--admin", "Yuni", "--nama", "Yuni Contoh"]);
    assert_eq!(after(&said, "Masuk sebagai"), "yuni");
    block_on(async {
        let (app, router) = open(&place, "natuna").await;
        sign_in(&app, &router, "yuni", after(&said, "Kata sandi awal")).await.get("/admin").await.ok();
        // Both positions end, as they would by a slip.
        let mut write = kernel::Write::system(&app, "uji.akhiri").await.unwrap();
        let yesterday = app.today() - time::Duration::days(1);
        for row in app.db.query("select id from penugasan", args![]).await.unwrap() {
            let values = vec![("mulai", yesterday.into()), ("selesai", yesterday.into())];
            write.update(&organisasi::PENUGASAN.table(), row.get("id").unwrap(), None, values).await.unwrap();
        }
        write.commit(&kernel::Subject::new("penugasan", uuid::Uuid::nil(), "/penugasan")).await.unwrap();
        assert!(app.holders("admin", None).await.unwrap().is_empty());
    });
    let said = place.done(&["init", "--admin", "yuni"]);
    assert!(said.contains("Kata sandinya tidak diubah"), "{said}");
    block_on(async {
        let (app, _) = open(&place, "natuna").await;
        assert_eq!(app.holders("admin", None).await.unwrap().len(), 1);
        whole(&app).await;
    });
    place.remove();
}

#[test]
fn init_says_what_is_wrong_with_a_name_and_leaves_nothing_half_done() {
    let place = Place::new(Side::Sqlite);
    assert!(place.refused(&["init", "--admin", "Ibu Wati"]).contains("huruf kecil"));
    assert!(place.refused(&["init", "--nama", " "]).contains("Nama administrator"));
    assert!(place.done(&["init"]).contains("Kata sandi awal"));
    place.remove();
}

#[test]
fn a_profile_without_agencies_gets_a_unit_for_its_administrator() {
    let place = Place::new(Side::Sqlite);
    let path = place.file("contoh.toml");
    std::fs::write(&path, testkit::profile()).unwrap();
    let profile = path.to_str().unwrap();
    let said = place.done(&["--profil", profile, "init"]);
    assert_eq!(after(&said, "Jabatan"), "Administrator Pendopo, Sekretariat Daerah");
    block_on(async {
        let (app, router) = open(&place, profile).await;
        let admin = sign_in(&app, &router, "admin", after(&said, "Kata sandi awal")).await;
        for page in ["/admin", "/perangkat_daerah/baru", "/jabatan", "/evaluasi/baru", "/jdih/kelola/baru"] {
            admin.get(page).await.ok();
        }
        whole(&app).await;
    });
    place.remove();
}
