use crate::seen::seen_page;
use maud::Markup;
use page::*;

#[test]
fn everything_a_page_asks_for_is_served() {
    let page = seen_page(&document(&Shell::default(), Markup::default()));
    let mut asked = 0;
    for element in page.all("[src], link[href]") {
        let address = element.attr("src").or(element.attr("href")).unwrap();
        let found = asset(address).unwrap_or_else(|| panic!("{address} is not served"));
        assert!(!found.bytes.is_empty());
        asked += 1;
    }
    assert_eq!(asked, 5, "icon twice, stylesheet, two scripts");
    assert!(asset("/aset/../Cargo.toml").is_none());
    assert!(asset("/aset/").is_none());
    assert!(asset("app.css").is_none());
}

#[test]
fn assets_know_their_kind() {
    for (address, kind) in [
        (APP_CSS, "text/css"),
        (APP_JS, "text/javascript"),
        (HTMX_JS, "text/javascript"),
        (ICON, "image/svg+xml"),
        (LICENSES, "text/plain"),
    ] {
        let found = asset(address).unwrap();
        assert!(found.content_type.starts_with(kind));
        assert!(found.etag.starts_with('"') && found.etag.ends_with('"') && found.etag.len() == 14, "{}", found.etag);
        assert!(found.name.contains(found.etag.trim_matches('"')));
        assert_eq!(asset(found.name).unwrap().name, address.trim_start_matches("/aset/"));
    }
}

#[test]
fn the_smallest_form_that_is_taken_is_sent() {
    let css = asset(APP_CSS).unwrap();
    for (header, coding) in [
        ("gzip, deflate, br", Some("br")),
        ("gzip", Some("gzip")),
        ("BR", Some("br")),
        ("br;q=0, gzip;q=0.5", Some("gzip")),
        ("br;q=0.0", None),
        ("identity", None),
        ("", None),
        ("brotli", None),
    ] {
        assert_eq!(css.body(header).1, coding, "{header}");
    }
    assert!(css.brotli.len() < css.gzip.len() && css.gzip.len() < css.bytes.len());
}

#[test]
fn the_first_visit_is_light() {
    let first: usize = assets().iter().map(|asset| asset.gzip.len()).sum();
    assert!(first < 60_000, "{first} bytes before the page itself");
}

#[test]
fn styles_and_scripts_ask_nobody_else() {
    let css = std::str::from_utf8(asset(APP_CSS).unwrap().bytes).unwrap();
    assert!(
        !css.contains("@import") && !css.contains("@font-face") && !css.contains("url(http") && !css.contains("url(//")
    );
    assert!(!css.to_lowercase().contains("gds transport"));
    let script = std::str::from_utf8(asset(APP_JS).unwrap().bytes).unwrap();
    assert!(!script.contains("http") && !script.contains("eval(") && !script.contains("innerHTML"));
}
