use kernel::auth::{account, totp};
use kernel::{Subject, Write, args};

async fn make(site: &testkit::Site, login: &str) -> uuid::Uuid {
    let mut write = Write::system(&site.app, "uji.akun").await.unwrap();
    let new = account::NewAccount {
        login: login.into(),
        name: "Sari Lestari".into(),
        email: None,
        password: "gajah makan durian".into(),
        must_change: false,
    };
    let id = account::create(&mut write, new).await.unwrap();
    write.commit(&Subject::new("account", id, "/akun")).await.unwrap();
    id
}

#[test]
fn the_right_password_opens_and_leaving_closes() {
    testkit::on_both(&[], async |site| {
        make(site, "sari").await;
        let browser = site.visitor();
        browser.get("/masuk").await.ok().has_text("Masuk");
        browser
            .post("/masuk", &[("login", "Sari"), ("sandi", "gajah makan durian"), ("kembali", "/cari?q=a")])
            .await
            .redirects();
        browser.get("/").await.ok().has_text("Sari Lestari");
        let as_sari = browser;
        assert!(as_sari.cookie("pendopo_sesi").is_some());
        let page = as_sari.get("/").await.ok();
        let token = page.attribute("form[action='/keluar'] input[name=_csrf]", "value").unwrap();
        let body = format!("_csrf={token}");
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        as_sari.send(http::Method::POST, "/keluar", &kind, body.into_bytes()).await.redirects();
        as_sari.get("/").await.ok().lacks_text("Sari Lestari");
    });
}

#[test]
fn a_wrong_password_is_told_beside_its_field_and_slowed_down() {
    testkit::on_both(&[], async |site| {
        make(site, "sari").await;
        let browser = site.visitor();
        browser.get("/masuk").await.ok();
        for _ in 0..6 {
            let page = browser.post("/masuk", &[("login", "sari"), ("sandi", "salah sekali ini")]).await.is(422);
            assert_eq!(page.attribute("input[name=login]", "value").as_deref(), Some("sari"));
            assert!(page.attribute("input[name=sandi]", "aria-describedby").is_some());
            page.has_text("tidak cocok");
        }
        // Even the right password must wait now, from this place.
        browser.post("/masuk", &[("login", "sari"), ("sandi", "gajah makan durian")]).await.is(429);
        site.app.clock.advance(time::Duration::seconds(3));
        browser.post("/masuk", &[("login", "sari"), ("sandi", "gajah makan durian")]).await.redirects();
    });
}

#[test]
fn strangers_cannot_lock_the_owner_out() {
    testkit::on_both(&[], async |site| {
        make(site, "sari").await;
        let own = site.visitor();
        own.get("/masuk").await.ok();
        own.post("/masuk", &[("login", "sari"), ("sandi", "gajah makan durian")]).await.redirects();
        own.set_cookie("pendopo_sesi", "");
        let stranger = site.visitor();
        stranger.get("/masuk").await.ok();
        for _ in 0..8 {
            stranger.post("/masuk", &[("login", "sari"), ("sandi", "menebak-nebak saja")]).await;
        }
        stranger.post("/masuk", &[("login", "sari"), ("sandi", "gajah makan durian")]).await.is(429);
        own.get("/masuk").await.ok();
        own.post("/masuk", &[("login", "sari"), ("sandi", "gajah makan durian")]).await.redirects();
    });
}

#[test]
fn the_second_factor_counts_once() {
    testkit::on_both(&[], async |site| {
        let id = make(site, "sari").await;
        let sealed = totp::fresh(&site.app.keys).unwrap();
        let mut write = Write::system(&site.app, "uji.totp").await.unwrap();
        let values = vec![("totp_secret", sealed.clone().into()), ("totp_on", true.into())];
        write.update(&account::table(), id, None, values).await.unwrap();
        write.commit(&Subject::new("account", id, "/akun")).await.unwrap();
        let code = totp::code_at(&site.app.keys, &sealed, site.app.now()).unwrap();
        for (attempt, accepted) in [(1, true), (2, false)] {
            let browser = site.visitor();
            browser.get("/masuk").await.ok();
            let to = browser
                .post("/masuk", &[("login", "sari"), ("sandi", "gajah makan durian")])
                .await
                .redirects()
                .location();
            assert!(to.starts_with("/masuk/kode"), "{to}");
            browser.get("/").await.ok().lacks_text("Sari Lestari");
            browser.get(&to).await.ok().has_text("Kode kedua");
            let answer = browser.post("/masuk/kode", &[("kode", &code)]).await;
            assert_eq!(answer.status == 303, accepted, "attempt {attempt}");
        }
    });
}

#[test]
fn every_sign_in_is_in_the_log() {
    testkit::on_both(&[], async |site| {
        let id = make(site, "sari").await;
        let browser = site.visitor();
        browser.get("/masuk").await.ok();
        browser.post("/masuk", &[("login", "sari"), ("sandi", "salah sekali ini")]).await.is(422);
        browser.post("/masuk", &[("login", "sari"), ("sandi", "gajah makan durian")]).await.redirects();
        let rows =
            site.app.db.query("select action from audit_leaf where subject = $1 order by id", args![id]).await.unwrap();
        let actions: Vec<String> = rows.iter().map(|row| row.get("action").unwrap()).collect();
        assert_eq!(actions, ["uji.akun", "akun.masuk_gagal", "akun.masuk"]);
    });
}

#[test]
fn after_signing_in_one_goes_on_only_to_our_own_pages() {
    testkit::on_both(&[], async |site| {
        make(site, "sari").await;
        for (back, to) in
            [("/cari?q=a", "/cari?q=a"), ("https://lain.test/", "/"), ("//lain.test", "/"), ("/\\lain.test", "/")]
        {
            let browser = site.visitor();
            browser.get("/masuk").await.ok();
            let answer = browser
                .post("/masuk", &[("login", "sari"), ("sandi", "gajah makan durian"), ("kembali", back)])
                .await
                .redirects();
            assert_eq!(answer.location(), to);
        }
    });
}
