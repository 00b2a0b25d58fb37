use page::safe_href;

#[test]
fn only_addresses_that_cannot_run_are_linked() {
    for taken in [
        "/",
        "/risiko/1?urut=nama#atas",
        "?q=a:b",
        "#konten",
        "risiko/1",
        "/jalan/a:b",
        "https://contoh.test/a",
        "HTTP://contoh.test",
        "mailto:a@contoh.test",
        "tel:+62123",
        "",
    ] {
        assert_eq!(safe_href(taken), taken);
    }
    for refused in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        " javascript:alert(1)",
        "\tjavascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//contoh.test/a",
        "/\\contoh.test",
        "\\\\contoh.test",
        "blob:x",
    ] {
        assert_eq!(safe_href(refused), "#", "{refused:?}");
    }
}
