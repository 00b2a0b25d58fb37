//! The pages of the own account.
use kernel::auth::token;
use kernel::{args, audit};
use testkit::on_both;

use super::{PASSWORD, account, actions, enter, signed_in};

const OTHER: &str = "kuda nil berenang pagi";

#[test]
fn a_new_password_counts_from_now_and_ends_other_sessions() {
    on_both(&[], async |site| {
        let id = account(site, "sari", false).await;
        let here = signed_in(site, id, "sari", PASSWORD).await;
        let elsewhere = signed_in(site, id, "sari", PASSWORD).await;
        elsewhere.get("/akun").await.ok().has_text("Sari Lestari");
        let key = uuid::Uuid::now_v7().to_string();
        let fields =
            [("sandi_lama", PASSWORD), ("sandi_baru", OTHER), ("sandi_ulang", OTHER), ("_kunci", key.as_str())];
        assert_eq!(here.post("/akun/sandi", &fields).await.redirects().location(), "/akun");
        here.get("/akun").await.ok();
        assert!(elsewhere.get("/akun").await.redirects().location().starts_with("/masuk"));
        // A double click is not told that its old password is wrong.
        assert_eq!(here.post("/akun/sandi", &fields).await.redirects().location(), "/akun");
        enter(site, "sari", PASSWORD).await.1.is(422);
        enter(site, "sari", OTHER).await.1.redirects();
        assert!(actions(site, id).await.contains(&"akun.sandi_diganti".to_owned()));
        // What the history keeps of it is that it changed.
        let entries = audit::history::of(&site.app, id, None, 5).await.unwrap();
        let changed = entries.iter().find(|entry| entry.action == "akun.sandi_diganti").unwrap();
        assert_eq!(changed.changes["password"], serde_json::json!([]));
        here.get("/pemberitahuan").await.ok().has_text("Kata sandi Anda diganti");
    });
}

#[test]
fn a_password_that_will_not_do_is_told_beside_its_field() {
    on_both(&[], async |site| {
        let id = account(site, "sari", false).await;
        let browser = signed_in(site, id, "sari", PASSWORD).await;
        let table = [
            (["", OTHER, OTHER], "sandi_lama"),
            (["bukan ini sama sekali", OTHER, OTHER], "sandi_lama"),
            ([PASSWORD, "pendek", "pendek"], "sandi_baru"),
            ([PASSWORD, PASSWORD, PASSWORD], "sandi_baru"),
            ([PASSWORD, OTHER, "kuda nil berenang siang"], "sandi_ulang"),
        ];
        for ([old, new, again], field) in table {
            let page = browser
                .post("/akun/sandi", &[("sandi_lama", old), ("sandi_baru", new), ("sandi_ulang", again)])
                .await
                .is(422);
            assert_eq!(page.attributes(".govuk-error-summary a", "href"), [format!("#{field}")], "{old} {new} {again}");
            assert!(page.text().contains("Kesalahan: Ganti kata sandi"));
            assert!(!page.text().contains(OTHER), "a password comes back in the page");
        }
        enter(site, "sari", PASSWORD).await.1.redirects();
    });
}

#[test]
fn who_sits_at_an_open_browser_guesses_slowly() {
    on_both(&[], async |site| {
        let id = account(site, "sari", false).await;
        let browser = signed_in(site, id, "sari", PASSWORD).await;
        let fields = |old| [("sandi_lama", old), ("sandi_baru", OTHER), ("sandi_ulang", OTHER)];
        for _ in 0..6 {
            browser.post("/akun/sandi", &fields("tebakan yang salah")).await.is(422);
        }
        browser.post("/akun/sandi", &fields(PASSWORD)).await.is(429);
        // The door itself is not touched by it.
        enter(site, "sari", PASSWORD).await.1.redirects();
        site.app.clock.advance(time::Duration::seconds(3));
        browser.post("/akun/sandi", &fields(PASSWORD)).await.redirects();
    });
}

#[test]
fn sessions_are_listed_and_ended_by_their_owner_only() {
    on_both(&[], async |site| {
        let id = account(site, "sari", false).await;
        let other = account(site, "tono", false).await;
        let here = signed_in(site, id, "sari", PASSWORD).await;
        let lost = signed_in(site, id, "sari", PASSWORD).await;
        let third = signed_in(site, id, "sari", PASSWORD).await;
        let tono = signed_in(site, other, "tono", PASSWORD).await;
        let page = here.get("/akun/sesi").await.ok().has_text("Perangkat ini");
        let ends = page.attributes("main form[action*='/penutupan']", "action");
        assert_eq!(ends.len(), 3, "two others and all others: {ends:?}");
        // Somebody else's session does not exist.
        for end in ends.iter().filter(|end| *end != "/akun/sesi/penutupan") {
            tono.post(end, &[]).await.is(404);
        }
        here.post(&ends[0], &[]).await.redirects();
        let alive = [lost.get("/akun").await.status == 200, third.get("/akun").await.status == 200];
        assert_eq!(alive.iter().filter(|alive| **alive).count(), 1);
        here.post("/akun/sesi/penutupan", &[]).await.redirects();
        lost.get("/akun").await.is(303);
        third.get("/akun").await.is(303);
        here.get("/akun").await.ok();
        tono.get("/akun").await.ok();
        assert!(
            actions(site, id).await.ends_with(&["akun.sesi_diakhiri".to_owned(), "akun.sesi_lain_diakhiri".to_owned()])
        );
    });
}

#[test]
fn a_token_carries_what_was_chosen_until_it_is_taken_back() {
    on_both(&[&super::rights::CATATAN], async |site| {
        let sari = site.person("sari", &[("operator_pd", super::DINAS)]).await;
        sari.get("/akun/token/baru").await.ok().has_text("Melihat catatan");
        // Nothing chosen, nothing held.
        let page = sari.post("/akun/token", &[("nama", ""), ("hari", "90")]).await.is(422);
        assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#nama", "#hak"]);
        sari.post("/akun/token", &[("nama", "x"), ("hari", "90"), ("hak", "inti.akun")]).await.is(422);
        sari.post("/akun/token", &[("nama", "x"), ("hari", "5000"), ("hak", "catatan.lihat")]).await.is(422);
        let made = sari.post("/akun/token", &[("nama", "Dasbor"), ("hari", "30"), ("hak", "catatan.lihat")]).await.ok();
        let secret = made.all("main .rahasia").remove(0);
        assert!(secret.starts_with(token::PREFIX));
        sari.get("/akun/token").await.ok().has_text("Dasbor").has_text("Berlaku").lacks_text(&secret);
        let program = site.visitor();
        program.use_token(&secret);
        program.get("/api/v1/catatan").await.ok();
        program.get("/catatan").await.is(303);
        // With a first password again, its owner's programs stand still until it is changed.
        let first =
            |on: bool| site.app.db.exec("update account set must_change = $2 where id = $1", args![sari.account, on]);
        first(true).await.unwrap();
        program.get("/api/v1/catatan").await.is(403);
        first(false).await.unwrap();
        program.get("/api/v1/catatan").await.ok();
        // Another permission makes another token.
        let made = sari.post("/akun/token", &[("nama", "Pengisi"), ("hari", "30"), ("hak", "catatan.ubah")]).await.ok();
        let writer = site.visitor();
        writer.use_token(&made.all("main .rahasia")[0]);
        writer.get("/api/v1/catatan").await.is(403);
        // Of a stranger it does not exist; its owner takes it back.
        let list = sari.get("/akun/token").await.ok();
        let revoke = list.attributes("main form[action$='/pencabutan']", "action");
        site.person("tono", &[]).await.post(&revoke[1], &[]).await.is(404);
        sari.post(&revoke[1], &[]).await.redirects();
        program.get("/api/v1/catatan").await.is(401);
        // And it ends by itself.
        let made =
            sari.post("/akun/token", &[("nama", "Sebentar"), ("hari", "30"), ("hak", "catatan.lihat")]).await.ok();
        program.use_token(&made.all("main .rahasia")[0]);
        program.get("/api/v1/catatan").await.ok();
        site.app.clock.advance(time::Duration::days(31));
        program.get("/api/v1/catatan").await.is(401);
        let kept = site.app.db.one("select count(*) as n from api_token where name = 'x'", args![]).await.unwrap();
        assert_eq!(kept.get::<i64>("n").unwrap(), 0);
    });
}

#[test]
fn where_mail_goes_is_the_owners_choice() {
    on_both(&[], async |site| {
        let sari = site.person("sari", &[]).await;
        let page = sari.get("/akun/pemberitahuan").await.ok();
        assert_eq!(page.attribute("input[name=surel]", "value").as_deref(), Some("sari@contohkab.test"));
        let version = page.attribute("main input[name=_versi]", "value").unwrap();
        for (mail, how) in
            [("bukan alamat", "harian"), ("sari@lokal", "harian"), ("", "harian"), ("sari@contohkab.test", "kadang")]
        {
            sari.post("/akun/pemberitahuan", &[("surel", mail), ("cara", how), ("_versi", &version)]).await.is(422);
        }
        let fields = [("surel", "sari.baru@contohkab.test"), ("cara", "harian"), ("_versi", version.as_str())];
        sari.post("/akun/pemberitahuan", &fields).await.redirects();
        let page = sari.get("/akun/pemberitahuan").await.ok();
        assert_eq!(page.attribute("input[name=cara][checked]", "value").as_deref(), Some("harian"));
        // A page that was open since before says so and keeps what was typed.
        let stale = [("surel", "lain@contohkab.test"), ("cara", "tidak"), ("_versi", version.as_str())];
        let page = sari.post("/akun/pemberitahuan", &stale).await.is(422);
        assert_eq!(page.attribute("input[name=surel]", "value").as_deref(), Some("lain@contohkab.test"));
    });
}
