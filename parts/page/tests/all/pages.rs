use crate::seen::{seen, seen_page, words};
use maud::{Markup, html};
use page::*;

fn shell() -> Shell<'static> {
    Shell {
        title: "Daftar risiko",
        regency: Regency { name: "Kabupaten Contoh", ..Regency::default() },
        user: Some(UserMenu {
            name: "Ratna Wulandari",
            links: vec![Link::new("Akun", "/akun")],
            sign_out: "/keluar",
            notifications: "/pemberitahuan",
            unread: 7,
            ..UserMenu::default()
        }),
        navigation: vec![NavItem::new("Tugas", "/", false), NavItem::new("Risiko", "/risiko", true)],
        csrf: "token",
        search: "/cari",
        query: "listrik",
        ..Shell::default()
    }
}

#[test]
fn a_page_has_its_landmarks() {
    let page = seen_page(&document(&shell(), html! { h1 { "Isi" } }));
    assert_eq!(page.one("html").attr("lang"), Some("id"));
    assert_eq!(page.text("title"), "Daftar risiko – Kabupaten Contoh");
    let skip = page.one("a.govuk-skip-link");
    assert_eq!(skip.attr("href"), Some("#konten"));
    assert_eq!(words(page.all("body a")[0]), "Langsung ke isi", "the first link skips the header");
    assert_eq!(page.one("main").attr("id"), Some("konten"));
    for landmark in ["header", "nav[aria-label]", "search", "main", "footer"] {
        assert_eq!(page.count(landmark), 1, "{landmark}");
    }
    assert_eq!(page.text("nav [aria-current=page]"), "Risiko");
    assert_eq!(page.one("input[type=search]").attr("value"), Some("listrik"));
    assert_eq!(page.one("form[action='/keluar'] input[name=_csrf]").attr("value"), Some("token"));
    assert_eq!(page.text(".lencana"), "7 belum dibaca");
    assert_eq!(page.count("meta[http-equiv=refresh]"), 0);
}

#[test]
fn what_a_page_has_not_is_not_there() {
    let page = seen_page(&document(&Shell { title: "Masuk", ..Shell::default() }, Markup::default()));
    assert_eq!(page.text("title"), "Masuk");
    for absent in ["nav", "search", "details", "form", "meta[name=csrf]", ".govuk-notification-banner"] {
        assert_eq!(page.count(absent), 0, "{absent}");
    }
    let page = seen_page(&document(&Shell { sign_in: "/masuk", ..Shell::default() }, Markup::default()));
    assert_eq!(page.one("header a[href='/masuk']").text().collect::<String>(), "Masuk");
}

#[test]
fn errors_notices_and_refreshes_are_told() {
    let notice = Flash { kind: FlashKind::Problem, text: "Tidak disimpan." };
    let page = seen_page(&document(&Shell { has_errors: true, notice: Some(notice), ..shell() }, Markup::default()));
    assert!(page.text("title").starts_with("Kesalahan: "));
    assert_eq!(page.text("main [role=alert]"), "Perhatian Tidak disimpan.");
    let html = document(&Shell { refresh: Some(5), ..shell() }, Markup::default()).0;
    assert!(html.contains(r#"<noscript><meta http-equiv="refresh" content="5"></noscript>"#));
}

#[test]
fn many_unread_are_not_counted_out() {
    let mut shell = shell();
    for (unread, said) in [(1, "1 belum dibaca"), (99, "99 belum dibaca"), (100, "99+ belum dibaca")] {
        shell.user.as_mut().unwrap().unread = unread;
        assert_eq!(seen_page(&document(&shell, Markup::default())).text(".lencana"), said);
    }
    shell.user.as_mut().unwrap().unread = 0;
    assert_eq!(seen_page(&document(&shell, Markup::default())).count(".lencana"), 0);
}

#[test]
fn every_error_has_its_page() {
    let kinds = [
        (ErrorKind::BadRequest, 400),
        (ErrorKind::Forbidden, 403),
        (ErrorKind::NotFound, 404),
        (ErrorKind::Conflict, 409),
        (ErrorKind::TooLarge, 413),
        (ErrorKind::Refused, 422),
        (ErrorKind::TooMany, 429),
        (ErrorKind::Internal, 500),
        (ErrorKind::Unavailable, 503),
    ];
    for (kind, status) in kinds {
        assert_eq!(kind.status(), status);
        let page = seen(&error_page(&ErrorPage { reference: "AB-12", ..ErrorPage::new(kind) }, Markup::default()));
        assert_eq!(page.text("h1"), kind.title());
        assert_eq!(page.text(".galat__rujukan"), "AB-12");
        assert_eq!(page.text("a[href='/']"), "Ke beranda");
        assert!(page.text(".govuk-body-l").len() > 20);
    }
    let plain = seen(&error_page(&ErrorPage { text: "Sendiri.", ..ErrorPage::new(ErrorKind::Refused) }, html! { hr; }));
    assert_eq!(plain.text(".govuk-body-l"), "Sendiri.");
    assert_eq!(plain.count("hr"), 1);
    assert_eq!(plain.count(".galat__rujukan"), 0);
}

#[test]
fn ways_between_pages() {
    let page = seen(&pagination(Some("/?a"), None, "50 dari 120"));
    assert_eq!(page.one("a[rel=prev]").attr("href"), Some("/?a"));
    assert_eq!(page.count("a[rel=next]"), 0);
    assert_eq!(page.text(".halaman__jumlah"), "50 dari 120");
    assert_eq!(pagination(None, None, "").0, "");
    let steps =
        steps("Langkah", &[(Link::new("Satu", "/1"), StepState::Done), (Link::new("Dua", ""), StepState::Current)]);
    let page = seen(&steps);
    assert_eq!(page.text("[aria-current=step]"), "Dua (sedang)");
    assert_eq!(page.count("a"), 1);
    let page = seen(&tabs("Bagian", &[NavItem::new("A", "/a", true), NavItem::new("B", "/b", false)]));
    assert_eq!(page.text("nav[aria-label=Bagian] [aria-current=page]"), "A");
    let page = seen(&segments("Buku", &[NavItem::new("A", "/a", false), NavItem::new("B", "/b", true)]));
    assert_eq!(page.text("nav.pilah[aria-label=Buku] [aria-current=true]"), "B");
    assert_eq!(page.count("a"), 2);
}

#[test]
fn records_show_what_is_missing() {
    let page = seen(&summary_list(&[
        Fact { act: Some(Link::new("Ganti", "/g")), ..Fact::new("Nama", html! { "Ada" }) },
        Fact::new("Catatan", Markup::default()),
    ]));
    let values: Vec<String> = page.all("dd.govuk-summary-list__value").into_iter().map(words).collect();
    assert_eq!(values, ["Ada", "Belum diisi"]);
    assert_eq!(page.text("a"), "Ganti Nama", "the link is understood on its own");
    let page = seen(&task_list(&[Task { link: Link::new("Nanti", ""), ..Task::default() }]));
    assert_eq!(page.count("a"), 0, "what cannot be begun is no link");
    let page = seen(&moment(&Moment::new("2027-01-02", "2 Januari 2027")));
    assert_eq!(page.one("time").attr("datetime"), Some("2027-01-02"));
}

#[test]
fn long_work_asks_for_itself_until_it_is_done() {
    let state = Progress { id: "p", label: "Impor", done: 3, total: 10, text: "3 dari 10", poll: "/p" };
    let page = seen(&progress(&state));
    let bar = page.one("progress");
    assert_eq!((bar.attr("value"), bar.attr("max")), (Some("3"), Some("10")));
    assert_eq!(page.one("#p").attr("hx-get"), Some("/p"));
    assert_eq!(page.text("[role=status]"), "3 dari 10");
    let page = seen(&progress(&Progress { poll: "", done: 12, ..state }));
    assert_eq!(page.one("progress").attr("value"), Some("10"), "never past the end");
    assert_eq!(page.count("[hx-get]"), 0);
    let page = seen(&progress(&Progress { total: 0, ..state }));
    assert_eq!(page.one("progress").attr("value"), None, "unknown length");
}
