//! The second factor from enrolment to the loss of the telephone.
use kernel::auth::{account, totp};
use testkit::{Client, Site, on_both};
use uuid::Uuid;

use super::{PASSWORD, actions, enter, signed_in};

/// What the app on the telephone shows now.
async fn code(site: &Site, id: Uuid) -> String {
    use kernel::args;
    let row = site.app.db.one("select totp_secret from account where id = $1", args![id]).await.unwrap();
    totp::code_at(&site.app.keys, &row.get::<Vec<u8>>("totp_secret").unwrap(), site.app.now()).unwrap()
}

/// Signs in with password and code.
async fn with_code(site: &Site, id: Uuid, code: &str) -> (Client, testkit::Answer) {
    let (mut browser, answer) = enter(site, "sari", PASSWORD).await;
    assert!(answer.redirects().location().starts_with("/masuk/kode"));
    let answer = browser.post("/masuk/kode", &[("kode", code)]).await;
    browser.account = id;
    (browser, answer)
}

#[test]
fn from_enrolment_over_signing_in_to_turning_it_off() {
    on_both(&[], async |site| {
        let id = super::account(site, "sari", false).await;
        let sari = signed_in(site, id, "sari", PASSWORD).await;
        sari.get("/akun/kode-kedua").await.ok().has_text("Mulai memasang");
        // No secret before the password is right, none in use before a code has confirmed it.
        sari.post("/akun/kode-kedua", &[("sandi", "bukan ini sama sekali")]).await.is(422);
        assert_eq!(sari.get("/akun/kode-kedua/pasang").await.redirects().location(), "/akun/kode-kedua");
        let to = sari.post("/akun/kode-kedua", &[("sandi", PASSWORD)]).await.redirects().location();
        let page = sari.get(&to).await.ok();
        assert_eq!(page.all("svg.qr path").len(), 1);
        let shown = page.all("code.rahasia")[0].replace(' ', "");
        assert_eq!(shown.len(), 32, "20 bytes in base32");
        sari.post(&to, &[("kode", "000000")]).await.is(422);
        enter(site, "sari", PASSWORD).await.1.redirects();
        assert!(!account::find(&site.app, id).await.unwrap().totp_on);

        let key = Uuid::now_v7().to_string();
        let first_code = code(site, id).await;
        let fields = [("kode", first_code.as_str()), ("_kunci", key.as_str())];
        let page = sari.post(&to, &fields).await.ok().has_text("Kode kedua sudah aktif");
        let recovery = page.all(".kode-pemulihan li");
        assert_eq!(recovery.len(), totp::RECOVERY_CODES);
        // Sent again, the form shows no codes any more.
        assert_eq!(sari.post(&to, &fields).await.redirects().location(), "/akun/kode-kedua");
        sari.get("/akun/kode-kedua").await.ok().has_text("10 dari 10").lacks_text(&recovery[0]);

        // The code that confirmed it does not open the door as well; the next one does, once.
        with_code(site, id, &first_code).await.1.is(422);
        site.app.clock.advance(time::Duration::seconds(60));
        let now = code(site, id).await;
        with_code(site, id, &now).await.1.redirects();
        with_code(site, id, &now).await.1.is(422);
        // A recovery code instead of the app, once, typed as people type.
        let typed = recovery[3].to_uppercase().replace('-', " ");
        let (browser, answer) = with_code(site, id, &typed).await;
        assert_eq!(answer.redirects().location(), "/");
        browser.get("/").await.ok().has_text("Masih ada 9 kode");
        with_code(site, id, &recovery[3]).await.1.is(422);

        // Fresh codes end the old ones.
        site.app.clock.advance(time::Duration::minutes(20));
        sari.post("/akun/kode-kedua/pemulihan", &[("sandi", "bukan ini sama sekali")]).await.is(422);
        let page = sari.post("/akun/kode-kedua/pemulihan", &[("sandi", PASSWORD)]).await.ok();
        let fresh = page.all(".kode-pemulihan li");
        assert!(fresh.iter().all(|code| !recovery.contains(code)));
        with_code(site, id, &recovery[5]).await.1.is(422);
        with_code(site, id, &fresh[5]).await.1.redirects();

        sari.post("/akun/kode-kedua/penonaktifan", &[("sandi", "bukan ini sama sekali")]).await.is(422);
        sari.post("/akun/kode-kedua/penonaktifan", &[("sandi", PASSWORD)]).await.redirects();
        assert_eq!(enter(site, "sari", PASSWORD).await.1.redirects().location(), "/");
        let left: i64 =
            site.app.db.one("select count(*) as n from recovery_code", vec![]).await.unwrap().get("n").unwrap();
        assert_eq!(left, 0);
        let known = actions(site, id).await;
        for action in
            ["akun.kode_kedua_disiapkan", "akun.kode_kedua_aktif", "akun.kode_pemulihan_baru", "akun.kode_kedua_mati"]
        {
            assert_eq!(known.iter().filter(|known| *known == action).count(), 1, "{action}");
        }
        nothing_leaks(site, &shown, &fresh).await;
    });
}

/// Neither the log nor the history nor an event holds the secret or a code.
async fn nothing_leaks(site: &Site, secret: &str, codes: &[String]) {
    let mut texts = vec![];
    for (table, column) in [
        ("audit_leaf", "body"),
        ("audit_change", "rincian"),
        ("event", "payload"),
        ("notification", "body"),
        ("form_key", "location"),
    ] {
        for row in site.app.db.query(&format!("select {column} as text from {table}"), vec![]).await.unwrap() {
            texts.push(match row.get::<Option<serde_json::Value>>("text") {
                Ok(tree) => tree.unwrap_or_default().to_string(),
                Err(_) => row.get::<String>("text").unwrap(),
            });
        }
    }
    assert!(texts.len() > 20);
    for text in texts {
        assert!(!text.contains(secret) && codes.iter().all(|code| !text.contains(code)), "{text}");
    }
}

#[test]
fn without_a_second_factor_its_pages_lead_back() {
    on_both(&[], async |site| {
        let sari = site.person("sari", &[]).await;
        for path in ["/akun/kode-kedua/pasang", "/akun/kode-kedua/pemulihan", "/akun/kode-kedua/penonaktifan"] {
            assert_eq!(sari.get(path).await.redirects().location(), "/akun/kode-kedua", "{path}");
            assert_eq!(
                sari.post(path, &[("sandi", PASSWORD)]).await.redirects().location(),
                "/akun/kode-kedua",
                "{path}"
            );
        }
    });
}
