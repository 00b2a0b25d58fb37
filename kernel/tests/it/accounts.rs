//! Accounts in the hands of an administrator.
use kernel::auth::account;
use kernel::{Subject, Write, args};
use testkit::on_both;
use uuid::Uuid;

use super::{DINAS, PASSWORD, actions, enter, signed_in};

#[test]
fn an_account_from_its_making_to_its_closing() {
    on_both(&[], async |site| {
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        admin.get("/").await.ok();
        assert!(admin.get("/").await.attributes("nav a", "href").contains(&"/admin".to_owned()));
        admin.get("/admin").await.ok().has_text("Akun aktif");
        let page = admin.post("/admin/akun", &[("nama", ""), ("login", "X Y"), ("surel", "salah")]).await.is(422);
        assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#nama", "#surel", "#login"]);
        assert_eq!(page.attribute("input[name=surel]", "value").as_deref(), Some("salah"));
        let key = Uuid::now_v7().to_string();
        let fields =
            [("nama", "Budi Hartono"), ("login", "Budi.H"), ("surel", "budi@contohkab.test"), ("_kunci", key.as_str())];
        let made = admin.post("/admin/akun", &fields).await.ok().has_text("Akun sudah dibuat");
        let first = made.all(".rahasia")[1].clone();
        let budi = account::by_login(&site.app, "budi.h").await.unwrap().unwrap();
        // The same form again shows the account, and no second password.
        assert_eq!(admin.post("/admin/akun", &fields).await.redirects().location(), format!("/admin/akun/{}", budi.id));
        let page = admin.post("/admin/akun", &[("nama", "Budi Lain"), ("login", "budi.h")]).await.is(422);
        page.has_text("sudah dipakai");
        admin
            .get(&format!("/admin/akun/{}", budi.id))
            .await
            .ok()
            .has_text("Budi Hartono")
            .has_text("Akun dibuat")
            .lacks_text(&first);

        let (mut browser, answer) = enter(site, "budi.h", &first).await;
        assert_eq!(answer.redirects().location(), "/akun/sandi");
        browser.account = budi.id;
        let fields = [("sandi_lama", first.as_str()), ("sandi_baru", PASSWORD), ("sandi_ulang", PASSWORD)];
        browser.post("/akun/sandi", &fields).await.redirects();
        browser.get("/akun").await.ok();

        let act = async |what: &str| admin.post(&format!("/admin/akun/{}/{what}", budi.id), &[]).await;
        // A mere link asks first.
        for what in ["penutupan", "sandi"] {
            let page = admin.get(&format!("/admin/akun/{}/{what}", budi.id)).await.ok();
            assert_eq!(page.attribute("main form", "action"), Some(format!("/admin/akun/{}/{what}", budi.id)));
        }
        browser.get("/akun").await.ok();
        act("penutupan").await.redirects();
        browser.get("/akun").await.is(303);
        enter(site, "budi.h", PASSWORD).await.1.is(422);
        act("pembukaan").await.redirects();
        let browser = signed_in(site, budi.id, "budi.h", PASSWORD).await;
        let second = act("sandi").await.ok().all(".rahasia")[1].clone();
        assert_ne!(first, second);
        browser.get("/akun").await.is(303);
        enter(site, "budi.h", PASSWORD).await.1.is(422);
        assert_eq!(enter(site, "budi.h", &second).await.1.redirects().location(), "/akun/sandi");
        let known = actions(site, budi.id).await;
        for action in ["akun.dibuat", "akun.ditutup", "akun.dibuka", "akun.sandi_awal"] {
            assert!(known.contains(&action.to_owned()), "{action}: {known:?}");
        }
    });
}

#[test]
fn a_lost_telephone_is_taken_off_the_account() {
    on_both(&[], async |site| {
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        let id = super::account(site, "sari", false).await;
        let mut write = Write::system(&site.app, "uji.totp").await.unwrap();
        let sealed = kernel::auth::totp::fresh(&site.app.keys).unwrap();
        write
            .update(&account::table(), id, None, vec![("totp_secret", sealed.into()), ("totp_on", true.into())])
            .await
            .unwrap();
        write.commit(&Subject::new("account", id, "/akun")).await.unwrap();
        assert!(enter(site, "sari", PASSWORD).await.1.redirects().location().starts_with("/masuk/kode"));
        admin.get(&format!("/admin/akun/{id}")).await.ok().has_text("Atur ulang kode kedua");
        admin.post(&format!("/admin/akun/{id}/kode-kedua"), &[]).await.redirects();
        assert_eq!(enter(site, "sari", PASSWORD).await.1.redirects().location(), "/");
        let sari = signed_in(site, id, "sari", PASSWORD).await;
        sari.get("/pemberitahuan").await.ok().has_text("Kode kedua akun Anda diatur ulang");
    });
}

#[test]
fn nobody_shuts_themselves_out() {
    on_both(&[], async |site| {
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        for what in ["penutupan", "pembukaan", "sandi", "kode-kedua"] {
            admin.post(&format!("/admin/akun/{}/{what}", admin.account), &[]).await.is(409);
        }
        admin.get(&format!("/admin/akun/{}", admin.account)).await.ok().lacks_text("Tutup akun");
        admin.get(&format!("/admin/akun/{}", Uuid::from_u128(9))).await.is(404);
    });
}

#[test]
fn the_second_administrator_sees_what_the_first_changed() {
    on_both(&[], async |site| {
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        let id = super::account(site, "sari", false).await;
        let (page, to) = (format!("/admin/akun/{id}/ubah"), format!("/admin/akun/{id}"));
        let version = admin.get(&page).await.ok().attribute("main input[name=_versi]", "value").unwrap();
        let first = [("nama", "Sari Lestari, S.Kom."), ("surel", ""), ("_versi", version.as_str())];
        admin.post(&to, &first).await.redirects();
        let second = [("nama", "Sari L."), ("surel", "sari@lain.test"), ("_versi", version.as_str())];
        let page = admin.post(&to, &second).await.is(422).has_text("Sari Lestari, S.Kom.");
        assert_eq!(page.attribute("main input[name=nama]", "value").as_deref(), Some("Sari L."));
        assert_eq!(account::find(&site.app, id).await.unwrap().name, "Sari Lestari, S.Kom.");
        // Who confirms what they saw, saves.
        let again = page.attribute("main input[name=_versi]", "value").unwrap();
        admin.post(&to, &[("nama", "Sari L."), ("surel", "sari@lain.test"), ("_versi", &again)]).await.redirects();
    });
}

#[test]
fn the_list_is_searched_and_paged_both_ways() {
    on_both(&[], async |site| {
        let admin = site.person("admin", &[("admin", DINAS)]).await;
        let mut write = Write::system(&site.app, "uji.akun").await.unwrap();
        for n in 0..120 {
            let values = vec![
                ("login", format!("orang-{n:03}").into()),
                ("name", format!("Orang Ke-{n}").into()),
                ("email", kernel::Val::Null),
                ("password", "x".into()),
                ("totp_secret", kernel::Val::Null),
                ("totp_on", false.into()),
                ("active", true.into()),
                ("must_change", false.into()),
                ("digest", "tidak".into()),
            ];
            write.insert(&account::table(), Uuid::now_v7(), values).await.unwrap();
        }
        write.commit(&Subject::new("account", Uuid::nil(), "/admin/akun")).await.unwrap();
        let logins = |page: &testkit::Answer| page.all("tbody tr td:nth-of-type(1)");
        let link = |page: &testkit::Answer, rel: &str| page.attribute(&format!("a[rel={rel}]"), "href");
        let first = admin.get("/admin/akun").await.ok();
        assert_eq!((logins(&first).len(), link(&first, "prev")), (50, None));
        let second = admin.get(&link(&first, "next").unwrap()).await.ok();
        let third = admin.get(&link(&second, "next").unwrap()).await.ok();
        assert_eq!((logins(&third).len(), link(&third, "next")), (21, None));
        let back = admin.get(&link(&third, "prev").unwrap()).await.ok();
        assert_eq!(logins(&back), logins(&second));
        let start = admin.get(&link(&back, "prev").unwrap()).await.ok();
        assert_eq!((logins(&start), link(&start, "prev")), (logins(&first), None));
        assert_eq!(logins(&admin.get("/admin/akun?q=ke-119").await.ok()), ["orang-119"]);
        assert_eq!(logins(&admin.get("/admin/akun?q=ADMIN%40contohkab").await.ok()), ["admin"]);
        admin.get("/admin/akun?q=%25%27%3B--").await.ok().has_text("Tidak ada akun yang cocok");
        assert!(first.statements <= 6, "{}", first.statements);
        let n: i64 = site.app.db.one("select count(*) as n from account", args![]).await.unwrap().get("n").unwrap();
        assert_eq!(n, 121);
    });
}
