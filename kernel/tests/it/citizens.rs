//! Citizens register by themselves, and never become more than citizens.
use kernel::auth::{account, citizen};
use kernel::config::{Config, Mail};
use kernel::module::Menu;
use kernel::{Module, args};
use serde_json::json;
use testkit::smtp::Smtp;
use testkit::{Answer, Backend, Client, Options, Site, block_on};
use time::Duration;
use uuid::Uuid;

use crate::{DINAS, PASSWORD};

const SURAT: &str = "warga@contoh.id";

static URUSAN: Module = Module {
    name: "urusan",
    title: "Urusan",
    mine: &[Menu { label: "Permohonan saya", href: "/urusan/saya", perm: None, order: 1 }],
    ..Module::EMPTY
};

/// Runs a test on both databases with a mail server that takes everything.
fn with_mail(profile: &str, test: impl AsyncFn(&Site, &Smtp)) {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        block_on(async {
            let smtp = Smtp::down();
            smtp.up();
            let mail = Mail {
                server: format!("smtp://127.0.0.1:{}", smtp.port),
                user: None,
                password: None,
                from: "SPBE Contoh <spbe@contohkab.test>".into(),
                ca: None,
            };
            let options = Options {
                config: Config { mail: Some(mail), ..Config::default() },
                profile: format!("{}\n{profile}", testkit::profile()),
                ..Options::default()
            };
            let site = Site::start(backend, &[&URUSAN], options).await;
            test(&site, &smtp).await;
            site.finish().await;
        });
    }
}

async fn register(browser: &Client, email: &str, password: &str) -> Answer {
    browser.get("/daftar").await.ok();
    let fields = [("nama", "Sri Rejeki"), ("surel", email), ("sandi_baru", password), ("sandi_ulang", password)];
    browser.post("/daftar", &fields).await
}

/// The path of the link in the newest mail to an address, and how many mails it got.
async fn link(site: &Site, smtp: &Smtp, email: &str) -> (String, usize) {
    site.settle().await;
    let mails: Vec<_> = smtp.messages().into_iter().filter(|mail| mail.to == [email]).collect();
    let body = mails.last().map(testkit::smtp::Message::body).unwrap_or_default();
    let path = body.lines().find_map(|line| line.strip_prefix("http://pendopo.test")).unwrap_or_default().to_owned();
    (path, mails.len())
}

async fn sign_in(site: &Site, email: &str, password: &str) -> (Client, Answer) {
    let browser = site.visitor();
    browser.get("/masuk").await.ok();
    let answer = browser.post("/masuk", &[("login", email), ("sandi", password)]).await;
    (browser, answer)
}

async fn count(site: &Site, what: &str) -> i64 {
    site.app.db.one(&format!("select count(*) as n from {what}"), args![]).await.unwrap().get("n").unwrap()
}

#[test]
fn a_citizen_registers_by_mail_and_finds_the_own_cases() {
    with_mail("", async |site, smtp| {
        let browser = site.visitor();
        browser.get("/").await.ok().has_text("Daftar akun");
        browser.get("/masuk").await.ok().has_text("Daftar akun");
        browser.get("/daftar").await.ok();
        // What is wrong is said at its field, and what was typed stays.
        let wrong = [("nama", ""), ("surel", "bukan surel"), ("sandi_baru", "pendek"), ("sandi_ulang", "")];
        let page = browser.post("/daftar", &wrong).await.is(422);
        assert_eq!(page.all(".govuk-error-summary a").len(), 3);
        assert_eq!(page.attribute("input[name=surel]", "value").as_deref(), Some("bukan surel"));
        let fields = [("nama", "Sri"), ("surel", SURAT), ("sandi_baru", PASSWORD), ("sandi_ulang", "lain sekali ini")];
        browser.post("/daftar", &fields).await.is(422).has_text("tidak sama");
        let machine =
            [fields[0], fields[1], fields[2], ("sandi_ulang", PASSWORD), ("_tantangan", ""), ("_jawaban", "")];
        browser.post("/daftar", &machine).await.is(422);
        assert_eq!(count(site, "account_link").await, 0);

        let sent = register(&browser, "Warga@Contoh.id", PASSWORD).await.redirects();
        assert_eq!(sent.location(), "/daftar/terkirim");
        browser.get("/daftar/terkirim").await.ok().has_text("Periksa surel Anda");
        assert_eq!(count(site, "account").await, 0, "nothing before the link");
        let (path, _) = link(site, smtp, SURAT).await;
        assert!(path.starts_with("/daftar/tautan/"), "{path}");
        let token = path.rsplit('/').next().unwrap();
        assert_eq!(token.len(), 32);

        // Programs that read mail open links: that changes nothing.
        for _ in 0..2 {
            browser.get(&path).await.ok().has_text(SURAT);
        }
        browser.post(&path, &[("sandi", "")]).await.is(422);
        browser.post(&path, &[("sandi", "bukan kata sandinya")]).await.is(422).has_text("tidak cocok");
        assert_eq!(count(site, "account").await, 0);
        browser.post(&path, &[("sandi", PASSWORD)]).await.redirects();
        browser.get(&path).await.is(404).has_text("sudah dipakai");
        browser.post(&path, &[("sandi", PASSWORD)]).await.is(404);
        assert_eq!(count(site, "account where warga").await, 1);

        let (mut citizen, answer) = sign_in(site, " WARGA@contoh.id ", PASSWORD).await;
        answer.redirects();
        citizen.account = citizen::by_email(&site.app, SURAT).await.unwrap().unwrap().id;
        let home =
            citizen.get("/").await.ok().has_text("Urusan saya").has_text("Permohonan saya").has_text("Sri Rejeki");
        assert!(!home.main().contains("Tugas saya") && !home.main().contains("pengelola kepegawaian"));
        let page = citizen.get("/akun").await.ok().has_text("Ini akun warga").has_text("Tutup akun");
        assert!(!page.text().contains("Token API"));
        citizen.get("/akun/pemberitahuan").await.ok();
        citizen.get("/akun/sesi").await.ok();
        citizen.get("/daftar").await.redirects();
    });
}

#[test]
fn a_known_address_is_not_told_apart() {
    with_mail("", async |site, smtp| {
        let citizen = site.citizen(SURAT).await;
        let browser = site.visitor();
        let known = register(&browser, SURAT, PASSWORD).await.redirects();
        let fresh = register(&browser, "baru@contoh.id", PASSWORD).await.redirects();
        assert_eq!(known.location(), fresh.location());
        assert_eq!(known.bytes, fresh.bytes);
        site.settle().await;
        let mail = smtp.messages().into_iter().find(|mail| mail.to == [SURAT]).unwrap();
        assert!(mail.body().contains("Anda sudah mempunyai akun") && !mail.body().contains("/daftar/tautan/"));
        assert_eq!(count(site, "account").await, 1);
        // The same when the password is forgotten.
        let forgot = async |email: &'static str| {
            browser.get("/lupa-sandi").await.ok();
            browser.post("/lupa-sandi", &[("surel", email)]).await.redirects().location()
        };
        assert_eq!(forgot("tidakada@contoh.id").await, forgot("baru@contoh.id").await);
        citizen.get("/").await.ok().has_text("Urusan saya");
    });
}

#[test]
fn a_stranger_who_registers_an_address_first_gets_nothing() {
    with_mail("", async |site, smtp| {
        register(&site.visitor(), SURAT, "sandi milik orang lain").await.redirects();
        let (path, _) = link(site, smtp, SURAT).await;
        // The owner opens the link and does not know that password.
        let owner = site.visitor();
        owner.get(&path).await.ok();
        owner.post(&path, &[("sandi", PASSWORD)]).await.is(422);
        register(&owner, SURAT, PASSWORD).await.redirects();
        let (path, mails) = link(site, smtp, SURAT).await;
        assert_eq!(mails, 2);
        owner.get(&path).await.ok();
        owner.post(&path, &[("sandi", PASSWORD)]).await.redirects();
        assert_eq!(count(site, "account_link").await, 0, "the stranger's link is gone too");
        let (_, answer) = sign_in(site, SURAT, "sandi milik orang lain").await;
        answer.is(422);
    });
}

#[test]
fn links_end_and_nobodys_mailbox_is_filled() {
    with_mail("", async |site, smtp| {
        for _ in 0..5 {
            register(&site.visitor(), SURAT, PASSWORD).await.redirects();
        }
        let (path, mails) = link(site, smtp, SURAT).await;
        assert_eq!(mails, 3, "three a day");
        site.app.clock.advance(Duration::hours(25));
        site.visitor().get(&path).await.is(404);
        citizen::sweep(&site.app).await.unwrap();
        assert_eq!(count(site, "account_link").await, 0);
    });
}

#[test]
fn a_forgotten_password_is_chosen_anew_by_mail() {
    with_mail("", async |site, smtp| {
        let before = site.citizen(SURAT).await;
        let browser = site.visitor();
        browser.get("/lupa-sandi").await.ok();
        browser.post("/lupa-sandi", &[("surel", "x")]).await.is(422);
        browser.post("/lupa-sandi", &[("surel", SURAT)]).await.redirects();
        let (path, _) = link(site, smtp, SURAT).await;
        assert!(path.starts_with("/lupa-sandi/tautan/"));
        let fresh = "rusa makan rambutan";
        browser.get(&path).await.ok();
        browser.post(&path, &[("sandi_baru", fresh), ("sandi_ulang", "beda")]).await.is(422);
        browser.post(&path, &[("sandi_baru", fresh), ("sandi_ulang", fresh)]).await.redirects();
        browser.post(&path, &[("sandi_baru", fresh), ("sandi_ulang", fresh)]).await.is(404);
        before.get("/akun").await.is(303);
        let (_, old) = sign_in(site, SURAT, PASSWORD).await;
        old.is(422);
        let (_, new) = sign_in(site, SURAT, fresh).await;
        new.redirects();
        // Who works here gets no such link.
        crate::account(site, "sari", false).await;
        browser.post("/lupa-sandi", &[("surel", "sari@contohkab.test")]).await.redirects();
        assert_eq!(link(site, smtp, "sari@contohkab.test").await.1, 0);
    });
}

#[test]
fn a_closed_account_is_forgotten_and_the_address_may_come_again() {
    with_mail("", async |site, smtp| {
        let citizen = site.citizen(SURAT).await;
        let id = citizen.account;
        citizen.get("/akun/penutupan").await.ok().has_text("tidak dapat dibuka kembali");
        citizen.post("/akun/penutupan", &[("sandi", "salah sekali ini")]).await.is(422);
        citizen.post("/akun/penutupan", &[("sandi", PASSWORD)]).await.redirects();
        citizen.get("/akun").await.is(303);
        let row =
            site.app.db.one("select name, login, email, active from account where id = $1", args![id]).await.unwrap();
        assert_eq!(row.get::<String>("name").unwrap(), "Akun ditutup");
        assert_eq!(row.get::<Option<String>>("email").unwrap(), None);
        assert!(!row.get::<bool>("active").unwrap());
        let text =
            "select count(*) as n from audit_change where rekaman = $1 and cast(rincian as text) like '%contoh.id%'";
        let left: i64 = site.app.db.one(text, args![id]).await.unwrap().get("n").unwrap();
        assert_eq!(left, 0, "histories forget it too");
        let (_, answer) = sign_in(site, SURAT, PASSWORD).await;
        answer.is(422);
        register(&site.visitor(), SURAT, PASSWORD).await.redirects();
        let (path, _) = link(site, smtp, SURAT).await;
        let browser = site.visitor();
        browser.get(&path).await.ok();
        browser.post(&path, &[("sandi", PASSWORD)]).await.redirects();
        assert_ne!(citizen::by_email(&site.app, SURAT).await.unwrap().unwrap().id, id);
        // Who works here asks the administrator.
        let staff = site.person("sari", &[("pegawai", DINAS)]).await;
        staff.get("/akun/penutupan").await.is(404);
        staff.post("/akun/penutupan", &[("sandi", PASSWORD)]).await.is(404);
        assert!(!staff.get("/akun").await.ok().text().contains("Tutup akun"));
    });
}

#[test]
fn a_citizen_never_becomes_staff() {
    with_mail("", async |site, _| {
        let citizen = site.citizen(SURAT).await;
        assert!(account::by_login(&site.app, SURAT).await.unwrap().is_none(), "where staff are named by their login");
        let offered = account::list(&site.app, "warga", account::Place::After(""), 10).await.unwrap();
        assert!(offered.is_empty(), "where staff are chosen");
        // Whatever a directory says.
        let mut tx = site.app.db.begin().await.unwrap();
        let text =
            "insert into uji_penugasan (id, account, role, unit, tree, ends) values ($1, $2, 'admin', $3, $4, null)";
        tx.exec(text, args![Uuid::now_v7(), citizen.account, DINAS, json!([DINAS.to_string()])]).await.unwrap();
        tx.commit().await.unwrap();
        citizen.get("/admin").await.is(403);
        citizen.get("/").await.ok().has_text("Urusan saya");

        let admin = site.person("admin", &[("admin", DINAS)]).await;
        admin.get("/admin/akun").await.ok().has_text("Uji admin").lacks_text(SURAT);
        admin.get("/admin/akun?q=warga").await.ok().lacks_text(SURAT);
        let listed = admin.get("/admin/akun?jenis=warga").await.ok().has_text(SURAT);
        assert!(!listed.main().contains("Uji admin"));
    });
}

#[test]
fn the_profile_closes_registration_and_so_does_a_missing_mail_server() {
    with_mail("[portal]\ndaftar_akun = false\nlain = \"milik bagian lain\"\n", async |site, smtp| {
        let browser = site.visitor();
        browser.get("/daftar").await.is(404).has_text("tidak dibuka");
        assert!(!browser.get("/masuk").await.ok().main().contains("Daftar akun"));
        browser.post("/daftar", &[("surel", SURAT)]).await.is(404);
        // Accounts that are there stay.
        site.citizen(SURAT).await.get("/").await.ok().has_text("Urusan saya");
        assert!(smtp.messages().is_empty());
    });
    testkit::on_both(&[], async |site| {
        site.visitor().get("/daftar").await.is(404);
        let page = site.visitor().get("/").await.ok();
        assert!(!page.main().contains("Daftar akun"));
    });
}
