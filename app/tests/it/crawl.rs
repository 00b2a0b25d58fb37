//! Walks through the program as one person would, link by link, and notes every form that it meets.
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use scraper::{ElementRef, Html, Selector};

use crate::http::{Browser, Reply};

/// How many pages of one kind are opened.
const ALIKE: usize = 2;

/// What a control is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Carried along unseen.
    Hidden,
    /// Something is typed.
    Text,
    /// One or more of several.
    Choice,
    /// A secret, which is never shown again.
    Password,
    File,
    /// A button with a name.
    Button,
}

/// A control with the value that it came with.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub value: String,
    pub kind: Kind,
    /// Whether a browser would send it as the form came.
    pub sent: bool,
}

/// A form as it stands on a page.
#[derive(Debug, Clone)]
pub struct Form {
    /// The page.
    pub page: String,
    pub action: String,
    pub multipart: bool,
    pub fields: Vec<Field>,
}

impl Form {
    /// What tells one kind of form from another: where it leads and what it asks.
    pub fn shape(&self) -> String {
        let names: BTreeSet<&str> =
            self.fields.iter().filter(|field| field.kind != Kind::Button).map(|field| field.name.as_str()).collect();
        format!(
            "{} {}",
            pattern(&self.action),
            names.into_iter().map(numberless).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
        )
    }

    /// Sends it with these values; a file has a name.
    pub fn send(&self, browser: &Browser, values: &[(String, Vec<u8>, Option<&str>)]) -> std::io::Result<Reply> {
        if self.multipart {
            let mut body = Vec::new();
            for (name, value, file) in values {
                let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
                body.extend(
                    format!("--batas\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes(),
                );
                body.extend_from_slice(value);
                body.extend_from_slice(b"\r\n");
            }
            body.extend_from_slice(b"--batas--\r\n");
            return browser.send(
                "POST",
                &self.action,
                &[("content-type", "multipart/form-data; boundary=batas")],
                &body,
            );
        }
        let mut body = Vec::new();
        for (name, value, _) in values.iter().filter(|(_, _, file)| file.is_none()) {
            if !body.is_empty() {
                body.push(b'&');
            }
            body.extend(form_urlencoded::byte_serialize(name.as_bytes()).flat_map(str::bytes));
            body.push(b'=');
            body.extend(form_urlencoded::byte_serialize(value).flat_map(str::bytes));
        }
        browser.send("POST", &self.action, &[("content-type", "application/x-www-form-urlencoded")], &body)
    }
}

fn numberless(name: &str) -> String {
    name.chars().map(|letter| if letter.is_ascii_digit() { '#' } else { letter }).collect()
}

/// An address with its ids and numbers left out.
pub fn pattern(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap();
    let part = |part: &str| {
        let is_id = part.len() == 36 && part.matches('-').count() == 4;
        if is_id { "{id}".to_owned() } else { numberless(part) }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

pub fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// The controls inside an element.
pub fn fields(form: ElementRef<'_>) -> Vec<Field> {
    let mut found = vec![];
    for control in form.select(&Selector::parse("input[name], textarea[name], select[name], button[name]").unwrap()) {
        let value = control.value();
        let attribute = |name: &str| value.attr(name).unwrap_or_default().to_owned();
        if value.attr("disabled").is_some() {
            continue;
        }
        let (kind, content, sent) = match (value.name(), attribute("type").as_str()) {
            ("textarea", _) => (Kind::Text, control.text().collect::<String>(), true),
            ("select", _) => {
                let options = Selector::parse("option").unwrap();
                let chosen = control.select(&options).find(|option| option.value().attr("selected").is_some());
                let first = chosen.or_else(|| control.select(&options).next());
                (
                    Kind::Choice,
                    first.and_then(|option| option.value().attr("value")).unwrap_or_default().to_owned(),
                    true,
                )
            }
            ("button", _) => (Kind::Button, attribute("value"), false),
            (_, "text") if value.attr("hidden").is_some() => (Kind::Hidden, attribute("value"), true),
            (_, "hidden") => (Kind::Hidden, attribute("value"), true),
            (_, "radio" | "checkbox") => (Kind::Choice, attribute("value"), value.attr("checked").is_some()),
            (_, "password") => (Kind::Password, attribute("value"), true),
            (_, "file") => (Kind::File, String::new(), true),
            (_, _) => (Kind::Text, attribute("value"), true),
        };
        found.push(Field { name: attribute("name"), value: content, kind, sent });
    }
    found
}

/// Pages that end the walk, or are no pages.
fn is_left_out(path: &str) -> bool {
    let part = |name: &str| path.split(['/', '?']).any(|part| part == name);
    part("keluar")
        || part("ekspor")
        || part("unduh")
        || part("templat")
        || path.starts_with("/log/tile")
        || path.starts_with("/aset")
}

/// Follows every link from the home page and returns each kind of form once, and pages that did not open.
pub fn walk(browser: &Browser) -> (BTreeMap<String, Form>, Vec<String>) {
    let mut waiting = VecDeque::from(["/".to_owned(), "/akun".into(), "/admin".into()]);
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let (mut forms, mut broken) = (BTreeMap::new(), vec![]);
    while let Some(path) = waiting.pop_front() {
        let reply = browser.get(&path).unwrap();
        if reply.status >= 500 || (reply.status >= 400 && reply.status != 403) {
            broken.push(format!("{path}: {}", reply.status));
        }
        let follow = match reply.status {
            303 => vec![reply.header("location").to_owned()],
            200 if reply.header("content-type").starts_with("text/html") => {
                let page = Html::parse_document(&reply.text());
                let rows = select(&page, "nav.moj-sub-navigation").len();
                if rows > 1 {
                    broken.push(format!("{path}: {rows} rows of tabs"));
                }
                for element in select(&page, "form[method=post]") {
                    let form = Form {
                        page: path.clone(),
                        action: element.value().attr("action").unwrap().to_owned(),
                        multipart: element.value().attr("enctype").is_some(),
                        fields: fields(element),
                    };
                    forms.entry(form.shape()).or_insert(form);
                }
                select(&page, "a[href]")
                    .into_iter()
                    .filter_map(|link| link.value().attr("href"))
                    .map(str::to_owned)
                    .collect()
            }
            _ => vec![],
        };
        for href in follow {
            let href = href.split('#').next().unwrap().to_owned();
            if !href.starts_with('/') || is_left_out(&href) || !seen.insert(href.clone()) {
                continue;
            }
            let names: Vec<&str> = href
                .split_once('?')
                .map_or("", |(_, query)| query)
                .split('&')
                .filter_map(|pair| pair.split('=').next())
                .collect();
            let count = alike.entry(format!("{} {}", pattern(&href), names.join(" "))).or_default();
            *count += 1;
            if *count <= ALIKE {
                waiting.push_back(href);
            }
        }
    }
    (forms, broken)
}
