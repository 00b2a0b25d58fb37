use crate::seen::{seen, words};
use maud::{Markup, html};
use page::*;

const WRONG: &str = "Isian ini salah.";

fn control(name: &'static str) -> Control<'static> {
    Control { name, label: "Nama isian", hint: "Petunjuk.", error: Some(WRONG), ..Control::default() }
}

fn two() -> [Choice<'static>; 2] {
    [Choice::new("a", "Satu").with_hint("Keterangan"), Choice::new("b", "Dua")]
}

/// Every control in its wrong state.
fn every(name: &'static str) -> Vec<(&'static str, Markup)> {
    let control = control(name);
    let long = Text { max_length: Some(10), prefix: "a", suffix: "b", suggestions: &["x"], ..Text::default() };
    vec![
        ("text", text_input(&control, "", &Text::default())),
        ("text with everything", text_input(&control, "", &long)),
        ("password", text_input(&control, "", &Text { kind: TextKind::Password, ..Text::default() })),
        ("number", number(&control, "x", true, "hari")),
        ("money", money(&control, "x")),
        ("date", date(&control, "x")),
        ("time", time(&control, "x")),
        ("date and time", date_time(&control, "x")),
        ("textarea", textarea(&control, "x", 3, Some(20))),
        ("radios", radios(&control, "", &two(), ChoiceLayout::Stacked)),
        ("yes or no", yes_no(&control, None)),
        ("checkboxes", checkboxes(&control, &[], &two(), ChoiceLayout::Small)),
        ("checkbox", checkbox(&control, false)),
        ("select", select(&control, "", &two(), "Pilih")),
        ("reference", reference_search(&control, &Reference::default())),
        ("chosen reference", {
            let chosen = Choice::new("1", "Satu");
            reference_search(
                &control,
                &Reference { chosen: Some(&chosen), matches: Some(&two()), ..Reference::default() },
            )
        }),
        ("upload", upload(&control, &Upload { limits: "PDF.", ..Upload::default() })),
    ]
}

#[test]
fn every_control_says_what_is_wrong_where_it_is_wrong() {
    for (kind, markup) in every("baris.0.nama") {
        let page = seen(&markup);
        assert_eq!(page.count(".govuk-form-group--error"), 1, "{kind}");
        assert_eq!(page.text(".govuk-error-message"), format!("Kesalahan: {WRONG}"), "{kind}");
        let described = page.all("[aria-describedby]");
        let ids: Vec<&str> =
            described.iter().flat_map(|element| element.attr("aria-describedby").unwrap().split(' ')).collect();
        for id in &ids {
            assert_eq!(page.count(&format!("[id='{id}']")), 1, "{kind}: {id}");
        }
        assert!(ids.contains(&"baris-0-nama-petunjuk"), "{kind}");
        assert!(ids.contains(&"baris-0-nama-kesalahan"), "{kind}");
    }
}

#[test]
fn the_summary_leads_to_the_control() {
    let errors = [FormError::new("baris.0.nama", WRONG), FormError::new("", "Tidak dapat disimpan.")];
    let summary = seen(&error_summary(&errors));
    assert_eq!(summary.one("a").attr("href"), Some("#baris-0-nama"));
    assert_eq!(words(summary.all("li")[1]), "Tidak dapat disimpan.");
    for (kind, markup) in every("baris.0.nama") {
        let page = seen(&markup);
        let target = page.one("#baris-0-nama");
        assert!(["input", "select", "textarea"].contains(&target.value().name()), "{kind}");
    }
    assert_eq!(error_summary(&[]).0, "");
    assert_eq!(error_of(&errors, "baris.0.nama"), Some(WRONG));
    assert_eq!(error_of(&errors, "lain"), None);
}

#[test]
fn every_field_has_a_label_and_ids_are_unique() {
    for (kind, markup) in every("nama") {
        let page = seen(&markup);
        let mut ids: Vec<&str> = page.all("[id]").iter().map(|element| element.attr("id").unwrap()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{kind}");
        for field in page.all("input, select, textarea") {
            let id = field.attr("id").unwrap();
            assert_eq!(page.count(&format!("label[for='{id}']")), 1, "{kind}: {id}");
        }
    }
}

#[test]
fn ids_follow_names() {
    for (name, id) in [("nama", "nama"), ("a.0.b", "a-0-b"), ("1x", "f-1x"), ("_x", "f-_x"), ("ü", "f--"), ("", "f-")]
    {
        assert_eq!(control_id(name), id);
    }
}

#[test]
fn what_was_typed_stays() {
    let control = control("x");
    let value = |markup: Markup| seen(&markup).one("#x").attr("value").map(str::to_owned);
    assert_eq!(value(date(&control, "31-02-2027")).as_deref(), Some("31-02-2027"));
    assert_eq!(value(money(&control, "satu juta")).as_deref(), Some("satu juta"));
    assert_eq!(value(number(&control, "1,5x", true, "")).as_deref(), Some("1,5x"));
    let password = Text { kind: TextKind::Password, ..Text::default() };
    assert_eq!(value(text_input(&control, "rahasia", &password)).as_deref(), Some(""));
    for text in ["", "satu\ndua", "\nawal baris kosong", "\n\ndua", "\r\nx", "</textarea><b>"] {
        let page = seen(&textarea(&control, text, 3, None));
        let shown: String = page.one("textarea").text().collect();
        assert_eq!(shown, text.replace("\r\n", "\n"), "{text:?}");
    }
}

#[test]
fn choices_show_what_was_chosen() {
    let control = Control { name: "x", label: "X", ..Control::default() };
    let page = seen(&radios(&control, "b", &two(), ChoiceLayout::Stacked));
    assert_eq!(page.one("input[checked]").attr("value"), Some("b"));
    let page = seen(&checkboxes(&control, &["a", "b"], &two(), ChoiceLayout::Inline));
    assert_eq!(page.count("input[checked]"), 2);
    let page = seen(&select(&control, "b", &two(), "Pilih"));
    assert_eq!(page.text("option[selected]"), "Dua");
    let page = seen(&select(&control, "", &two(), "Pilih"));
    assert_eq!(page.text("option[selected]"), "Pilih");
    for (value, chosen) in [(Some(true), "ya"), (Some(false), "tidak")] {
        assert_eq!(seen(&yes_no(&control, value)).one("input[checked]").attr("value"), Some(chosen));
    }
    assert_eq!(seen(&yes_no(&control, None)).count("input[checked]"), 0);
    assert_eq!(seen(&checkbox(&control, true)).one("input[checked]").attr("value"), Some(YES));
}

#[test]
fn a_reference_can_be_searched_without_javascript() {
    let control = Control { name: "pemilik", label: "Pemilik", optional: true, ..Control::default() };
    let (chosen, found) = (Choice::new("b", "Dua"), two());
    let reference = Reference { chosen: Some(&chosen), query: "du", matches: Some(&found), source: "/orang" };
    let page = seen(&reference_search(&control, &reference));
    let values: Vec<_> = page.all("input[type=radio]").iter().map(|radio| radio.attr("value").unwrap()).collect();
    assert_eq!(values, ["b", "a", ""], "the chosen one first, not twice, and a way to choose none");
    assert_eq!(page.one("input[checked]").attr("value"), Some("b"));
    assert_eq!(page.one("input[name='pemilik.cari']").attr("value"), Some("du"));
    let button = page.one("button");
    assert_eq!((button.attr("name"), button.attr("value")), (Some(SEARCH_FIELD), Some("pemilik")));
    let nothing = Reference { query: "zzz", matches: Some(&[]), ..Reference::default() };
    let page = seen(&reference_search(&control, &nothing));
    assert_eq!(page.text("[role=status]"), "Tidak ada yang cocok dengan “zzz”.");
}

#[test]
fn keyboards_and_purposes_are_named() {
    let control = Control { name: "x", label: "X", ..Control::default() };
    let of = |kind, autocomplete| {
        let page = seen(&text_input(&control, "", &Text { kind, autocomplete, ..Text::default() }));
        let field = page.one("#x");
        let [kind, mode, purpose] =
            ["type", "inputmode", "autocomplete"].map(|name| field.attr(name).unwrap_or("").to_owned());
        (kind, mode, purpose)
    };
    let row = |kind: &str, mode: &str, purpose: &str| (kind.to_owned(), mode.to_owned(), purpose.to_owned());
    assert_eq!(of(TextKind::Plain, "name"), row("text", "", "name"));
    assert_eq!(of(TextKind::Email, "email"), row("email", "email", "email"));
    assert_eq!(of(TextKind::Telephone, "tel"), row("tel", "tel", "tel"));
    assert_eq!(of(TextKind::Digits, "one-time-code"), row("text", "numeric", "one-time-code"));
    assert_eq!(of(TextKind::Password, "current-password"), row("password", "", "current-password"));
    assert_eq!(seen(&money(&control, "")).one("#x").attr("inputmode"), Some("decimal"));
    assert_eq!(seen(&number(&control, "", false, "")).one("#x").attr("inputmode"), Some("numeric"));
}

#[test]
fn a_form_carries_token_key_and_version() {
    let to = Form { action: "/risiko", csrf: "t", key: "k", version: "3", multipart: true, id: "f" };
    let page = seen(&form(&to, submit("Simpan")));
    let form_element = page.one("form");
    assert_eq!(form_element.attr("method"), Some("post"));
    assert_eq!(form_element.attr("enctype"), Some("multipart/form-data"));
    for (name, value) in [(CSRF_FIELD, "t"), (KEY_FIELD, "k"), (VERSION_FIELD, "3")] {
        assert_eq!(page.one(&format!("input[type=hidden][name={name}]")).attr("value"), Some(value));
    }
    assert_eq!(words(page.all("button")[1]), "Simpan");
    let page = seen(&act(&Form { action: "/hapus", csrf: "t", ..Form::default() }, "Hapus", ButtonKind::Warning));
    assert_eq!(page.count("input[type=hidden]"), 1);
    assert_eq!(page.count("button.govuk-button--warning"), 1);
    let page = seen(&search_form("/cari", submit("Cari")));
    assert_eq!(page.one("form").attr("method"), Some("get"));
    assert_eq!(page.count("input[type=hidden]"), 0, "a token must not come into an address");
}

#[test]
fn rows_are_added_and_taken_away_without_javascript() {
    let control = Control { name: "anggota", label: "Anggota", error: Some(WRONG), ..Control::default() };
    let cell =
        |name: &'static str| text_input(&Control { name, label: "Nama", ..Control::default() }, "x", &Text::default());
    let page = seen(&rows(&control, &["Nama"], &[vec![cell("anggota.0.nama")], vec![cell("anggota.1.nama")]]));
    let removing: Vec<_> = page.all("button[name=_hapus]").iter().map(|button| button.attr("value").unwrap()).collect();
    assert_eq!(removing, ["anggota.0", "anggota.1"]);
    assert_eq!(words(page.all("button[name=_hapus]")[1]), "Hapus baris 2");
    assert_eq!(page.one(&format!("button[name={ADD_ROW_FIELD}]")).attr("value"), Some("anggota"));
    assert_eq!(page.one("#anggota").value().name(), "button", "the summary of errors leads here");
    assert_eq!(page.text(".govuk-error-message"), format!("Kesalahan: {WRONG}"));
    assert_eq!(seen(&rows(&control, &["Nama"], &[])).count("table"), 0);
}

#[test]
fn enter_sends_the_form_and_presses_no_other_button() {
    let control = Control { name: "x", label: "X", ..Control::default() };
    let fields = html! { (reference_search(&control, &Reference::default())) (rows(&control, &[], &[vec![]])) (submit("Simpan")) };
    let page = seen(&form(&Form::default(), fields));
    let first = page.all("button")[0];
    assert_eq!((first.attr("type"), first.attr("name"), first.attr("formaction")), (Some("submit"), None, None));
    assert_eq!((first.attr("tabindex"), first.attr("aria-hidden")), (Some("-1"), Some("true")));
}
