//! Notifications, on the page and by mail, against a server that speaks SMTP.
use kernel::auth::account;
use kernel::config::{Config, Mail};
use kernel::notify::{self, Notice, notify};
use kernel::{Subject, Write, args};
use testkit::{Backend, Options, Site, block_on, on_both};
use time::Duration;
use uuid::Uuid;

use testkit::smtp::{Fault, Security, Smtp, authority};

/// Runs a test on both databases with a mail server beside it.
fn with_mail(scheme: &str, test: impl AsyncFn(&Site, &Smtp)) {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        block_on(async {
            let smtp = Smtp::down();
            let mail = Mail {
                server: format!("{scheme}://127.0.0.1:{}", smtp.port),
                user: Some("spbe".into()),
                password: Some("rahasia surel".into()),
                from: "SPBE Contoh <spbe@contohkab.test>".into(),
                ca: None,
            };
            let options = Options { config: Config { mail: Some(mail), ..Config::default() }, ..Options::default() };
            let site = Site::start(backend, &[], options).await;
            test(&site, &smtp).await;
            site.finish().await;
        });
    }
}

async fn tell(site: &Site, accounts: &[Uuid], title: &str, body: &str) {
    let mut write = Write::system(&site.app, "uji.kabar").await.unwrap();
    let notice = Notice { title: title.into(), body: body.into(), href: "/cari?q=a".into(), event: "uji.kabar".into() };
    notify(&mut write, accounts, notice).await.unwrap();
    write.commit(&Subject::new("uji", Uuid::now_v7(), "/")).await.unwrap();
}

async fn prefers(site: &Site, id: Uuid, values: Vec<(&str, kernel::Val)>) {
    let mut write = Write::system(&site.app, "uji.akun").await.unwrap();
    write.update(&account::table(), id, None, values).await.unwrap();
    write.commit(&Subject::new("account", id, "/akun")).await.unwrap();
}

async fn count(site: &Site, what: &str) -> i64 {
    site.app.db.one(&format!("select count(*) as n from {what}"), args![]).await.unwrap().get("n").unwrap()
}

#[test]
fn a_notification_waits_on_the_page_until_it_is_read() {
    on_both(&[], async |site| {
        let sari = site.person("sari", &[]).await;
        let tono = site.person("tono", &[]).await;
        sari.get("/pemberitahuan").await.ok().has_text("Belum ada pemberitahuan");
        tell(site, &[sari.account, sari.account], "Indikator 19 menunggu bukti", "Paling lambat 30 November 2026.")
            .await;
        for n in 0..40 {
            tell(site, &[sari.account], &format!("Kabar {n}"), "").await;
        }
        assert_eq!(sari.get("/").await.ok().all(".kepala__lonceng .lencana"), ["41 belum dibaca"]);
        let first = sari.get("/pemberitahuan").await.ok().has_text("Kabar 39").lacks_text("Indikator 19");
        let next = first.attribute("a[rel=next]", "href").unwrap();
        let second = sari.get(&next).await.ok().has_text("Indikator 19");
        assert_eq!(second.all("a.pemberitahuan").len(), 11);
        let open = second.attributes("a.pemberitahuan", "href").pop().unwrap();
        tono.get(&open).await.is(404);
        tono.post(&format!("{open}/dibaca"), &[]).await.is(404);
        assert_eq!(sari.get(&open).await.redirects().location(), "/cari?q=a");
        assert_eq!(sari.get("/").await.ok().all(".kepala__lonceng .lencana"), ["40 belum dibaca"]);
        let one = first.attributes("main form[action$='/dibaca']", "action");
        sari.post(&one[1], &[]).await.redirects();
        sari.get("/pemberitahuan?hanya=belum").await.ok().has_text("Belum dibaca (39)");
        sari.post("/pemberitahuan/dibaca", &[]).await.redirects();
        sari.get("/pemberitahuan?hanya=belum").await.ok().has_text("Semua sudah dibaca");
        // Without a mail server nothing waits to be mailed.
        assert_eq!(count(site, "job").await, 0);
        tono.get("/pemberitahuan").await.ok().has_text("Belum ada pemberitahuan");
    });
}

#[test]
fn a_notice_that_leads_elsewhere_is_refused() {
    on_both(&[], async |site| {
        for href in ["https://lain.test/", "//lain.test", "javascript:alert(1)", ""] {
            let mut write = Write::system(&site.app, "uji.kabar").await.unwrap();
            let notice =
                Notice { title: "x".into(), body: String::new(), href: href.into(), event: "uji.kabar".into() };
            assert!(notify(&mut write, &[Uuid::nil()], notice).await.is_err(), "{href}");
        }
    });
}

#[test]
fn a_mail_goes_out_once_to_those_who_want_it() {
    with_mail("smtp", async |site, smtp| {
        smtp.up();
        let sari = site.person("sari", &[]).await;
        let (quiet, closed) = (site.person("tono", &[]).await, site.person("rudi", &[]).await);
        prefers(site, quiet.account, vec![("digest", "tidak".into())]).await;
        prefers(site, closed.account, vec![("active", false.into())]).await;
        // What is rolled back is not told.
        let mut write = Write::system(&site.app, "uji.kabar").await.unwrap();
        let notice = Notice { title: "Batal".into(), body: String::new(), href: "/".into(), event: "uji.kabar".into() };
        notify(&mut write, &[sari.account], notice).await.unwrap();
        drop(write);
        let body = "Baris pertama.\n.baris bertitik\n..dua titik\n.\nBaris terakhir – dengan tanda hubung panjang.";
        tell(site, &[sari.account, quiet.account, closed.account], "Indikator 19 menunggu bukti", body).await;
        site.settle().await;
        site.settle().await;
        let [message] = smtp.messages().try_into().unwrap();
        assert_eq!(message.to, ["sari@contohkab.test"]);
        assert_eq!(message.header("Subject"), "Indikator 19 menunggu bukti");
        assert_eq!(message.header("From"), "\"SPBE Contoh\" <spbe@contohkab.test>");
        assert_eq!(message.header("Auto-Submitted"), "auto-generated");
        assert!(message.header("Date").starts_with("Fri, 20 Nov 2026 02:00:00"), "{}", message.header("Date"));
        let text = message.body();
        assert!(text.starts_with("Yth. Uji sari,\n\nIndikator 19 menunggu bukti\n\n"), "{text}");
        assert!(text.contains(body), "{text}");
        assert!(!text.contains("tono") && !text.contains("rudi"), "{text}");
        let link =
            text.lines().find_map(|line| line.strip_prefix("Buka di Pendopo: http://pendopo.test")).unwrap().to_owned();
        assert_eq!(sari.get(&link).await.redirects().location(), "/cari?q=a");
        assert!(smtp.commands().iter().any(|line| line.starts_with("AUTH PLAIN")));
        assert_eq!(count(site, "notification where mailed is not null").await, 1);
        // A job that runs again finds that its mail is out.
        let id: Uuid = site
            .app
            .db
            .one("select id from notification where mailed is not null", args![])
            .await
            .unwrap()
            .get("id")
            .unwrap();
        let mut write = Write::system(&site.app, "uji.ulang").await.unwrap();
        let at = write.at();
        write.job("inti.surel", serde_json::json!({ "pemberitahuan": id }), at).await.unwrap();
        write.commit(&Subject::new("uji", id, "/")).await.unwrap();
        site.settle().await;
        assert_eq!(smtp.messages().len(), 1);
    });
}

#[test]
fn a_server_that_is_down_loses_nothing_and_doubles_nothing() {
    with_mail("smtp", async |site, smtp| {
        let sari = site.person("sari", &[]).await;
        tell(site, &[sari.account], "Pertama", "").await;
        tell(site, &[sari.account], "Kedua", "").await;
        // Down for half a day, many more tries than a job of our own fault would get.
        for _ in 0..12 {
            site.settle().await;
            site.app.clock.advance(Duration::hours(1));
        }
        assert_eq!(count(site, "job where state = 'siap' and attempts = 12 and last_error is not null").await, 2);
        assert_eq!(count(site, "notification where mailed is not null").await, 0);
        smtp.up();
        // Up, and busy at first.
        smtp.fault(Fault::Later);
        site.settle().await;
        site.app.clock.advance(Duration::hours(2));
        site.settle().await;
        site.settle().await;
        let mut subjects: Vec<String> =
            smtp.messages().iter().map(|message| message.header("Subject").to_owned()).collect();
        subjects.sort();
        assert_eq!(subjects, ["Kedua", "Pertama"]);
        assert_eq!(count(site, "job").await, 0);
    });
}

#[test]
fn a_mail_whose_answer_got_lost_comes_again_under_the_same_number() {
    with_mail("smtp", async |site, smtp| {
        smtp.up();
        let sari = site.person("sari", &[]).await;
        smtp.fault(Fault::HangUp);
        tell(site, &[sari.account], "Sekali saja", "").await;
        site.settle().await;
        site.app.clock.advance(Duration::minutes(1));
        site.settle().await;
        let ids: Vec<String> = smtp.messages().iter().map(|message| message.header("Message-ID").to_owned()).collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0], ids[1]);
        assert!(ids[0].ends_with("@pendopo.test>"), "{}", ids[0]);
    });
}

#[test]
fn a_mail_that_is_refused_for_good_becomes_a_dead_letter() {
    with_mail("smtp", async |site, smtp| {
        smtp.up();
        let sari = site.person("sari", &[]).await;
        let admin = site.person("admin", &[("admin", super::DINAS)]).await;
        tell(site, &[sari.account], "Alamat salah", "").await;
        for _ in 0..kernel::job::MAX_ATTEMPTS {
            smtp.fault(Fault::Unknown);
            site.settle().await;
            site.app.clock.advance(Duration::hours(1));
        }
        assert_eq!(count(site, "job where state = 'mati'").await, 1);
        let page = admin
            .get("/admin/pekerjaan")
            .await
            .ok()
            .has_text("Mengirim satu pemberitahuan lewat surel")
            .has_text("penerima tidak dikenal");
        // The address is mended, the letter runs again.
        let again = page.attributes("main form[action$='/pengulangan']", "action");
        admin.post(&again[0], &[]).await.redirects();
        site.settle().await;
        assert_eq!(smtp.messages().len(), 1);
    });
}

#[test]
fn a_digest_every_morning_tells_of_what_is_unread() {
    with_mail("smtp", async |site, smtp| {
        smtp.up();
        let sari = site.person("sari", &[]).await;
        prefers(site, sari.account, vec![("digest", "harian".into())]).await;
        site.settle().await;
        tell(site, &[sari.account], "Sudah dibaca", "").await;
        sari.post("/pemberitahuan/dibaca", &[]).await.redirects();
        tell(site, &[sari.account], "Satu", "Baris satu.\nBaris dua.").await;
        tell(site, &[sari.account], "Dua", "").await;
        // 09.00 in the regency; the next morning is 21 and a half hours away.
        site.app.clock.advance(Duration::minutes(21 * 60 + 29));
        site.settle().await;
        assert_eq!(smtp.messages().len(), 0);
        site.app.clock.advance(Duration::minutes(2));
        site.settle().await;
        let [message] = smtp.messages().try_into().unwrap();
        assert_eq!(message.header("Subject"), "2 pemberitahuan belum dibaca");
        let text = message.body();
        assert!(
            text.contains("* Satu\n  Baris satu.\n  Baris dua.\n")
                && text.contains("* Dua\n")
                && !text.contains("Sudah dibaca"),
            "{text}"
        );
        // Nothing new, no mail; unread things are told once.
        site.app.clock.advance(Duration::days(1));
        site.settle().await;
        assert_eq!(smtp.messages().len(), 1);
        tell(site, &[sari.account], "Tiga", "").await;
        site.app.clock.advance(Duration::days(1));
        site.settle().await;
        let messages = smtp.messages();
        assert_eq!(messages.len(), 2);
        assert!(messages[1].body().contains("* Tiga") && !messages[1].body().contains("* Dua"));
        assert_ne!(messages[0].header("Message-ID"), messages[1].header("Message-ID"));
    });
}

#[test]
fn a_mail_that_should_be_protected_is_not_sent_in_the_open() {
    for scheme in ["smtp+starttls", "smtps"] {
        with_mail(scheme, async |site, smtp| {
            smtp.up();
            let sari = site.person("sari", &[]).await;
            tell(site, &[sari.account], "Rahasia", "").await;
            site.settle().await;
            // The server offers no TLS: neither password nor letter was said.
            let said = smtp.commands();
            assert!(said.iter().all(|line| !line.starts_with("AUTH") && !line.starts_with("MAIL")), "{said:?}");
            assert_eq!(count(site, "job where last_error is not null").await, 1);
            site.app.db.exec("delete from job", args![]).await.unwrap();
        });
    }
}

/// Sends one notification over TLS; `ca` decides whom the program trusts.
async fn over_tls(scheme: &str, security: Security, ca: Option<std::path::PathBuf>, test: impl AsyncFn(&Site, &Smtp)) {
    let smtp = Smtp::secured(security);
    smtp.up();
    let mail = Mail {
        server: format!("{scheme}://localhost:{}", smtp.port),
        user: Some("spbe".into()),
        password: Some("rahasia surel".into()),
        from: "spbe@contohkab.test".into(),
        ca,
    };
    let options = Options { config: Config { mail: Some(mail), ..Config::default() }, ..Options::default() };
    let site = Site::start(Backend::Sqlite, &[], options).await;
    let sari = site.person("sari", &[]).await;
    tell(&site, &[sari.account], "Indikator 19 menunggu bukti", "").await;
    kernel::job::drain(&site.app).await.unwrap();
    test(&site, &smtp).await;
    site.finish().await;
}

#[test]
fn mail_goes_over_tls_to_a_server_whose_authority_is_trusted() {
    block_on(async {
        let folder = std::env::temp_dir().join(format!("pendopo-surel-{}", Uuid::now_v7().simple()));
        std::fs::create_dir_all(&folder).unwrap();
        let ((pem, acceptor), (other, _), (_, elsewhere)) =
            (authority("localhost"), authority("localhost"), authority("lain.test"));
        let file = |name: &str, text: &str| {
            std::fs::write(folder.join(name), text).unwrap();
            folder.join(name)
        };
        // Several authorities in one file, and words around them.
        let (trusted, strange) = (file("ca.pem", &format!("# kami\n{other}{pem}")), file("lain.pem", &other));
        let both = |acceptor: &tokio_rustls::TlsAcceptor| {
            [("smtp+starttls", Security::StartTls(acceptor.clone())), ("smtps", Security::Tls(acceptor.clone()))]
        };
        for (scheme, security) in both(&acceptor) {
            over_tls(scheme, security, Some(trusted.clone()), async |site, smtp| {
                assert_eq!(smtp.messages().len(), 1, "{scheme}");
                let commands = smtp.commands();
                let place = |verb: &str| commands.iter().position(|line| line.starts_with(verb));
                assert!(place("AUTH PLAIN").is_some(), "{scheme}: {commands:?}");
                // Neither name nor password was said before the connection was protected.
                assert!(scheme == "smtps" || place("STARTTLS") < place("AUTH"), "{commands:?}");
                assert_eq!(count(site, "job").await, 0);
            })
            .await;
        }
        // Nobody trusted, another one trusted, or a certificate for another name: nothing is said, and the mail waits.
        for (ca, acceptor) in [(None, &acceptor), (Some(strange), &acceptor), (Some(trusted), &elsewhere)] {
            for (scheme, security) in both(acceptor) {
                over_tls(scheme, security, ca.clone(), async |site, smtp| {
                    assert_eq!(smtp.messages().len(), 0, "{scheme} {ca:?}");
                    assert!(!smtp.commands().iter().any(|line| line.starts_with("AUTH")), "{:?}", smtp.commands());
                    let text = "select last_error from job where state = 'siap'";
                    let why: String = site.app.db.one(text, args![]).await.unwrap().get("last_error").unwrap();
                    assert!(why.contains("certificate") || why.contains("sertifikat"), "{scheme} {ca:?}: {why}");
                    site.app.db.exec("delete from job", args![]).await.unwrap();
                })
                .await;
            }
        }
        std::fs::remove_dir_all(folder).unwrap();
    });
}

#[test]
fn a_program_with_a_wrong_mail_section_does_not_start_and_says_why() {
    let folder = std::env::temp_dir().join(format!("pendopo-surel-{}", Uuid::now_v7().simple()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("bukan.pem"), "bukan sertifikat").unwrap();
    let good = Mail {
        server: "smtps://surel.contohkab.test".into(),
        user: None,
        password: None,
        from: "spbe@contohkab.test".into(),
        ca: None,
    };
    assert!(kernel::notify::check(&good).is_ok());
    for (mail, word) in [
        (Mail { server: "surel".into(), ..good.clone() }, "Alamat server surel"),
        (Mail { from: "spbe".into(), ..good.clone() }, "Alamat pengirim"),
        (Mail { ca: Some(folder.join("tidak-ada.pem")), ..good.clone() }, "tidak-ada.pem"),
        (Mail { ca: Some(folder.join("bukan.pem")), ..good }, "tidak memuat sertifikat"),
    ] {
        let said = kernel::notify::check(&mail).unwrap_err().to_string();
        assert!(said.contains(word), "{said}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn somebody_without_an_account_is_mailed_once_the_change_is_there() {
    with_mail("smtp", async |site, smtp| {
        let tell = async |email: &str, keep: bool| {
            let mut write = Write::system(&site.app, "uji.kabar").await.unwrap();
            let goes = notify::outside(&mut write, email, "Permohonan Anda selesai", "Ambil di loket.").await.unwrap();
            if keep {
                write.commit(&Subject::new("uji", Uuid::now_v7(), "/")).await.unwrap();
            }
            goes
        };
        assert!(tell(" warga@contoh.test ", true).await);
        assert!(tell("batal@contoh.test", false).await);
        for wrong in ["", "warga", "warga@contoh.test\r\nBcc: lain@contoh.test", "a b@contoh.test"] {
            assert!(!tell(wrong, true).await, "{wrong:?}");
        }
        let waiting = site.app.db.one("select payload from job where kind = 'inti.surel_luar'", args![]).await.unwrap();
        let waiting: serde_json::Value = waiting.get("payload").unwrap();
        assert!(!waiting.to_string().contains("warga"), "it lies sealed");
        kernel::job::drain(&site.app).await.unwrap();
        assert!(smtp.messages().is_empty());
        smtp.up();
        site.app.clock.advance(Duration::minutes(5));
        kernel::job::drain(&site.app).await.unwrap();
        let sent = smtp.messages();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].to, ["warga@contoh.test"]);
        assert_eq!(sent[0].header("Subject"), "Permohonan Anda selesai");
        assert!(sent[0].body().contains("Ambil di loket."));
    });
}
