use crate::seen::seen_page;
use maud::{Markup, html};
use page::*;

/// Every component, with the same text and address wherever it takes one.
fn everything(text: &str, href: &str) -> Markup {
    let link = || Link::new(text, href);
    let control = Control { name: text, label: text, hint: text, error: Some(text), ..Control::default() };
    let choices = [Choice::new(text, text).with_hint(text), Choice::new("b", text)];
    let to = Form { action: href, csrf: text, key: text, version: text, multipart: false, id: text };
    let moment_ = || Moment::new(text, text);
    let words = Text { autocomplete: text, prefix: text, suffix: text, suggestions: &[text], ..Text::default() };
    let chart =
        Chart { id: text, title: text, description: text, label_heading: text, value_heading: text, most: None };
    let data = [Datum::new(text, 2.0, text), Datum::new(text, 1.0, text).with_tone(Tone::Bad)];
    let facts = [Fact { act: Some(link()), ..Fact::new(text, html! { (text) }) }];
    let filter = Filter { action: href, active: vec![link()], clear: href };
    let found = Reference { chosen: Some(&choices[0]), query: text, matches: Some(&choices), source: href };
    html! {
        (error_summary(&[FormError::new(text, text), FormError::new("", text)]))
        (form(&to, html! {
            (text_input(&control, text, &words)) (number(&control, text, true, text)) (money(&control, text))
            (date(&control, text)) (time(&control, text)) (date_time(&control, text)) (textarea(&control, text, 3, Some(9)))
            (radios(&control, text, &choices, ChoiceLayout::Inline)) (checkboxes(&control, &[text], &choices, ChoiceLayout::Stacked))
            (yes_no(&control, None)) (checkbox(&control, true)) (select(&control, text, &choices, text))
            (reference_search(&control, &found)) (rows(&control, &[text], &[vec![hidden(text, text)]])) (upload(&control, &Upload { accept: text, limits: text, ..Upload::default() }))
            (fieldset(text, beside(&[hidden(text, text)])))
            (buttons(html! {
                (submit(text)) (button(&Button { label: text, name: text, value: text, form_action: href, form: text, about: text,
                    ..Button::default() })) (button_link(text, href, ButtonKind::Secondary)) }))
        }))
        (act(&to, text, ButtonKind::Text)) (search_form(href, Markup::default()))
        (banner(&Flash { kind: FlashKind::Problem, text })) (inset(html! { (text) })) (warning(text)) (panel(text, html! { (text) }))
        (details(text, html! { (text) })) (empty(text, text, Some(&link())))
        (heading(text, text, html! { (text) })) (tabs(text, &[NavItem::new(text, href, true)]))
        (side_navigation(text, &[(text, vec![NavItem::new(text, href, false)])])) (pagination(Some(href), Some(href), text))
        (steps(text, &[(link(), StepState::Current)])) (breadcrumbs(&[link()])) (back_link(&link()))
        (table(&Table { caption: text.into(), columns: vec![Column::new(text).sortable(href, None)],
            rows: vec![Row { cells: vec![html! { (text) }], id: text.into(), name: text.into() }], bulk: text.into(), ..Table::default() }))
        (bulk_bar(&to, Markup::default())) (filter_panel(&filter, Markup::default()))
        (summary_list(&facts)) (card(text, &[link()], html! { (text) })) (metadata(&facts))
        (task_list(&[Task { link: link(), hint: text.into(), status: tag(text, Tone::Good) }]))
        (timeline(&[TimelineItem { title: text.into(), by: text.into(), at: moment_(), content: html! { (text) } }]))
        (comments(&[Comment { author: text.into(), position: text.into(), at: moment_(), text: text.into() }]))
        (attachments(&[Attachment { link: link(), kind: text.into(), size: text.into(), note: text.into(), acts: Markup::default() }]))
        (tiles(&[Tile { label: text.into(), value: text.into(), note: text.into(), href: href.into(), tone: Tone::Bad }]))
        (progress(&Progress { id: text, label: text, done: 1, total: 2, text, poll: href })) (badge(1, text))
        (diff(text, text, text, "lain")) (print_header(&PrintHeader { government: text, unit: text, address: text, emblem: href }))
        (bar_chart(&chart, &data)) (donut_chart(&chart, &data, text)) (gauge(&chart, &data[0]))
        (line_chart(&chart, &[text.into()], &[Series { label: text.into(), values: vec![Some(1.0)], texts: vec![text.into()] }]))
        (flow_diagram(text, text, &[FlowState { id: text.into(), label: text.into(), kind: FlowKind::Start }],
            &[FlowTransition { from: text.into(), to: text.into(), label: text.into(), note: text.into() }]))
        (error_page(&ErrorPage { kind: ErrorKind::Refused, text, reference: text, next: Some(&link()) }, Markup::default()))
        (card_page(html! { (text) })) (column(html! { (text) })) (with_side(html! { (text) }, html! { (text) }))
    }
}

fn page_of(text: &str, href: &str) -> Markup {
    let link = || Link::new(text, href);
    let shell = Shell {
        title: text,
        regency: Regency { name: text, tagline: text, emblem: href },
        user: Some(UserMenu {
            name: text,
            position: text,
            unit: text,
            links: vec![link()],
            sign_out: href,
            notifications: href,
            unread: 120,
        }),
        sign_in: href,
        navigation: vec![NavItem::new(text, href, true)],
        csrf: text,
        notice: Some(Flash { kind: FlashKind::Success, text }),
        breadcrumbs: vec![link()],
        back: Some(link()),
        search: href,
        query: text,
        footer: vec![link()],
        version: text,
        printed: text,
        ..Shell::default()
    };
    document(&shell, everything(text, href))
}

const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;</title></textarea><style>";

#[test]
fn hostile_text_stays_text() {
    let markup = page_of(HOSTILE, "/aman");
    let page = seen_page(&markup);
    let scripts = page.all("script");
    assert_eq!(scripts.len(), 2);
    assert!(scripts.iter().all(|script| script.attr("src").is_some() && script.text().next().is_none()));
    assert_eq!(page.count("style"), 0);
    assert_eq!(page.count("img[src=x], [onerror]"), 0);
    assert!(page.text("h2.kartu__judul").contains("<script>alert(1)</script>"), "shown as it was typed");
    let harmless = HOSTILE.replace(['<', '>', '"', '\'', '&'], "x");
    let plain = page_of(&harmless, "/aman");
    assert_eq!(page.count("*"), seen_page(&plain).count("*"), "no element more than with harmless text");
}

#[test]
fn nothing_needs_an_exception_from_the_content_security_policy() {
    let markup = page_of("teks", "/aman");
    let page = seen_page(&markup);
    for element in page.all("*") {
        for (name, value) in element.value().attrs() {
            assert_ne!(name, "style", "{element:?}");
            assert!(!name.starts_with("on"), "{name}");
            assert!(!name.starts_with("hx-on"), "{name}");
            assert!(!value.trim_start().to_lowercase().starts_with("javascript:"), "{name}={value}");
        }
    }
    for element in page.all("[src], link[href]") {
        let address = element.attr("src").or(element.attr("href")).unwrap();
        assert!(address.starts_with('/') && !address.starts_with("//"), "{address}");
    }
}

#[test]
fn hostile_addresses_lead_nowhere() {
    for hostile in ["javascript:alert(1)", "//jahat.test/", "data:text/html,x", "java\tscript:x"] {
        let markup = page_of("teks", hostile);
        let page = seen_page(&markup);
        for name in ["href", "src", "action", "formaction", "hx-get"] {
            for element in page.all(&format!("[{name}]")) {
                assert_ne!(element.attr(name), Some(hostile), "{} {name}", element.value().name());
            }
        }
    }
}

#[test]
fn every_component_takes_empty_texts() {
    let markup = page_of("", "");
    assert_eq!(seen_page(&markup).count("main"), 1);
}
