//! Every route of the kernel as nobody, as somebody without roles, and with a first password.
use http::Method;
use kernel::Access;
use testkit::{Client, on_both};
use uuid::Uuid;

/// The route with its parameters filled in by a record that does not exist.
fn filled(path: &str) -> String {
    path.replace("{id}", &Uuid::from_u128(7).to_string())
        .replace("{nomor}", "999999")
        .replace("{nama}", "tidak-ada.css")
        .replace("{*path}", "0/000")
}

async fn knock(client: &Client, method: &Method, path: &str) -> testkit::Answer {
    if *method == Method::GET { client.get(path).await } else { client.post(path, &[]).await }
}

#[test]
fn every_door_keeps_its_word() {
    on_both(&[], async |site| {
        let visitor = site.visitor();
        visitor.get("/masuk").await.ok();
        let nobody_special = site.person("tamu", &[]).await;
        let mut seen = [0; 3];
        for route in site.app.routes().table() {
            let path = filled(&route.path);
            if path == "/keluar" {
                continue;
            }
            let asked = format!("{} {path}", route.method);
            let stranger = knock(&visitor, &route.method, &path).await;
            match route.access {
                Access::Public(why) => {
                    seen[0] += 1;
                    assert!(!why.is_empty() && !stranger.header("location").starts_with("/masuk?"), "{asked}");
                }
                Access::SignedIn => {
                    seen[1] += 1;
                    assert!(stranger.location().starts_with("/masuk"), "{asked}");
                    let known = knock(&nobody_special, &route.method, &path).await;
                    assert!(
                        known.status != 403 && known.status != 401 && !known.status.is_server_error(),
                        "{asked}: {}",
                        known.status
                    );
                }
                Access::Can(_) => {
                    seen[2] += 1;
                    assert!(stranger.location().starts_with("/masuk"), "{asked}");
                    knock(&nobody_special, &route.method, &path).await.is(403);
                }
                Access::Token(_) => {
                    stranger.is(401);
                }
            }
        }
        assert!(seen.iter().all(|count| *count >= 10), "{seen:?}");
    });
}

#[test]
fn a_first_password_opens_nothing_but_its_change() {
    on_both(&[], async |site| {
        let id = super::account(site, "baru", true).await;
        let text =
            "insert into uji_penugasan (id, account, role, unit, tree, ends) values ($1, $2, 'admin', $3, $4, null)";
        site.app.db.exec(text, kernel::args![Uuid::now_v7(), id, super::DINAS, serde_json::json!([])]).await.unwrap();
        let (mut browser, answer) = super::enter(site, "baru", super::PASSWORD).await;
        assert_eq!(answer.redirects().location(), "/akun/sandi");
        browser.account = id;
        for route in site.app.routes().table() {
            let path = filled(&route.path);
            let open = matches!(route.access, Access::Public(_)) || path == "/akun/sandi" || path == "/keluar";
            if !open {
                let answer = knock(&browser, &route.method, &path).await;
                assert_eq!(answer.redirects().location(), "/akun/sandi", "{} {path}", route.method);
            }
        }
        assert_eq!(browser.get("/").await.redirects().location(), "/akun/sandi");
        browser.get("/akun/sandi").await.ok().has_text("Ganti kata sandi awal");
        let fields = [
            ("sandi_lama", super::PASSWORD),
            ("sandi_baru", "kuda nil berenang pagi"),
            ("sandi_ulang", "kuda nil berenang pagi"),
        ];
        assert_eq!(browser.post("/akun/sandi", &fields).await.redirects().location(), "/");
        browser.get("/admin/akun").await.ok();
    });
}

#[test]
fn an_address_with_a_character_that_no_text_holds_is_refused_and_breaks_nothing() {
    on_both(&[], async |site| {
        let visitor = site.visitor();
        visitor.get("/cari?q=a%00b").await.is(400).has_text("karakter yang tidak dapat dipakai");
        visitor.get("/log/%00").await.is(404);
        visitor.get("/masuk?kembali=%00").await.is(400);
    });
}
