//! Every form of every module, filled in as nobody should: each says what is wrong beside the field and in its summary,
//! keeps what was typed, and changes nothing.
use std::collections::BTreeSet;

use kernel::{App, Clock, args};
use scraper::Html;
use uuid::Uuid;

use crate::crawl::{Field, Form, Kind, fields, select, walk};
use crate::http::{Browser, Reply};
use crate::load::{INIT, every_role, people, session_of};
use crate::place::{Place, Side, block_on};
use crate::server::{Server, free_port};

type Values = Vec<(String, Vec<u8>, Option<&'static str>)>;

/// Forms that end the session or shut out the one who walks.
const LEFT_OUT: [&str; 5] =
    ["/keluar", "/akun/sesi", "/akun/kode-kedua", "/admin/akun/{id}/sandi", "/admin/akun/{id}/penutupan"];

/// How a form is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filling {
    Nothing,
    Long,
    Strange,
    Doubled,
    WrongIds,
    WrongVersion,
    NoToken,
    BadFile(usize),
}

fn long() -> String {
    "sangat panjang ".repeat(2000)
}

/// Not text, and text that is none to a database or looks like another.
const STRANGE: &[u8] = b"a\0b\xff\xfe\xe2\x80\xae<script>'\"%00{{";

/// Files that are not what they say.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("data.csv", vec![]),
        ("data.csv", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec()),
        ("data.csv", "k\u{e9}\u{e8};b\n1\n1;2;3;4\n\"tak tertutup\n".chars().map(|letter| letter as u8).collect()),
        ("data.csv", [b"\xef\xbb\xbfkunci;nama\n".as_slice(), "x;y\n".repeat(200_000).as_bytes()].concat()),
        ("data.xlsx", b"PK\x03\x04 bukan arsip".to_vec()),
        ("naskah.docx", b"PK\x03\x04\x14\0\0\0\x08\0".to_vec()),
        (
            "naskah.pdf",
            b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n0 1\ntrailer << /Root 1 0 R >>"
                .to_vec(),
        ),
        ("gambar.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
    ]
}

fn fillings(form: &Form) -> Vec<Filling> {
    let mut all = vec![
        Filling::Nothing,
        Filling::Long,
        Filling::Strange,
        Filling::Doubled,
        Filling::WrongIds,
        Filling::WrongVersion,
        Filling::NoToken,
    ];
    if form.fields.iter().any(|field| field.kind == Kind::File) {
        all.extend((0..files().len()).map(Filling::BadFile));
    }
    all
}

fn filled(form: &Form, browser: &Browser, filling: Filling) -> Values {
    let bad = files();
    let mut values: Values = vec![];
    for field in &form.fields {
        let plain = field.value.as_bytes().to_vec();
        let mut file = None;
        let value = match (field.name.as_str(), field.kind) {
            ("_csrf", _) if filling == Filling::NoToken => continue,
            // Pages that keep nothing of their visitors carry a token of their own.
            ("_csrf", _) if !plain.is_empty() => plain,
            ("_csrf", _) => browser.csrf.as_bytes().to_vec(),
            ("_kunci", _) => Uuid::now_v7().to_string().into_bytes(),
            ("_versi", _) => match filling {
                Filling::WrongVersion => b"987654".to_vec(),
                Filling::Strange => b"-9223372036854775809".to_vec(),
                _ => plain,
            },
            (_, Kind::Button) => continue,
            (_, Kind::File) => match filling {
                Filling::BadFile(which) => {
                    file = Some(bad[which].0);
                    bad[which].1.clone()
                }
                _ => {
                    file = Some("");
                    vec![]
                }
            },
            (_, Kind::Hidden) => match filling {
                Filling::WrongIds => Uuid::now_v7().to_string().into_bytes(),
                Filling::Strange => STRANGE.to_vec(),
                _ => plain,
            },
            (_, Kind::Text | Kind::Password) => match filling {
                Filling::Nothing => vec![],
                Filling::Long => long().into_bytes(),
                Filling::Strange => STRANGE.to_vec(),
                _ => plain,
            },
            (_, Kind::Choice) => match filling {
                Filling::Nothing if !field.sent => continue,
                Filling::Long | Filling::WrongIds => b"bukan-pilihan".to_vec(),
                Filling::Strange => STRANGE.to_vec(),
                _ if !field.sent => continue,
                _ => plain,
            },
        };
        values.push((field.name.clone(), value, file));
    }
    if filling == Filling::Doubled {
        let again: Values = values.iter().filter(|(name, ..)| !name.starts_with('_')).cloned().collect();
        values.extend(again);
    }
    values
}

async fn leaves(app: &App) -> i64 {
    app.db.one("select count(*) as n from audit_leaf", args![]).await.unwrap().get("n").unwrap()
}

fn short(reply: &Reply) -> String {
    reply.main().chars().take(250).collect()
}

/// What is wrong with an answer; nothing when it is as it should be.
fn judged(form: &Form, filling: Filling, reply: &Reply) -> Vec<String> {
    let mut faults = vec![];
    let is_page = reply.header("content-type").starts_with("text/html");
    match reply.status {
        200 | 303 | 404 | 409 | 413 | 422 => {}
        400 if filling == Filling::WrongVersion || filling == Filling::Strange || filling == Filling::WrongIds => {}
        403 if filling == Filling::NoToken => return faults,
        status => faults.push(format!("status {status}: {}", short(reply))),
    }
    if filling == Filling::NoToken {
        faults.push(format!("{} without a token", reply.status));
    }
    if reply.status != 303 && !is_page {
        faults.push(format!("no page: {}", reply.header("content-type")));
    }
    let shown = Html::parse_document(&reply.text());
    if reply.status == 422 {
        let links: Vec<String> = select(&shown, ".govuk-error-summary a")
            .into_iter()
            .filter_map(|link| link.value().attr("href"))
            .map(str::to_owned)
            .collect();
        let summary = select(&shown, ".govuk-error-summary li").len();
        if summary == 0 {
            faults.push(format!("no summary: {}", short(reply)));
        }
        for link in &links {
            let id = link.trim_start_matches('#');
            if !select(&shown, "[id]").iter().any(|element| element.value().attr("id") == Some(id)) {
                faults.push(format!("{link} leads nowhere"));
            }
        }
        let (named, beside) =
            (links.iter().collect::<BTreeSet<_>>().len(), select(&shown, ".govuk-error-message").len());
        if named > beside {
            faults.push(format!("{named} fields in the summary, errors beside {beside}"));
        }
        // What was typed stands there again, in a form that leads to the same place.
        let again: Vec<Field> = select(&shown, "form[method=post]")
            .into_iter()
            .filter(|element| element.value().attr("action") == Some(&form.action))
            .flat_map(fields)
            .collect();
        if filling == Filling::Long {
            for field in form.fields.iter().filter(|field| field.kind == Kind::Text) {
                let typed = long();
                if !again.iter().any(|own| own.name == field.name && own.value.trim() == typed.trim()) {
                    faults.push(format!("what was typed into {} is lost", field.name));
                }
            }
        }
    } else if reply.status >= 400 && reply.status != 404 && filling == Filling::Long {
        let typed = form.fields.iter().any(|field| field.kind == Kind::Text);
        if typed && select(&shown, "form[method=post] textarea, main input[type=text]").is_empty() {
            faults.push(format!("{}, and what was typed is lost: {}", reply.status, short(reply)));
        }
    }
    faults
}

fn every_form(side: Side) {
    let place = Place::new(side);
    place.done(&INIT);
    let port = free_port();
    let (admin, _) = people(&place, port);
    block_on(every_role(&place));
    block_on(async {
        let app = place.whole_app(Clock::System).await;
        for module in app.modules() {
            if let Some(fill) = module.demo {
                fill(app.clone()).await.unwrap();
            }
        }
        kernel::job::drain(&app).await.unwrap();
    });
    let server = Server::start(&place, port, &[], &[]);
    let app = block_on(place.whole_app(Clock::System));
    let mut people = vec![admin];
    people.extend(["operator", "kominfo", "asesor", "dinas"].map(|login| session_of(&place, port, login)));
    let mut done = BTreeSet::new();
    let mut faults = vec![];
    let mut count = 0;
    for browser in &people {
        let (forms, broken) = walk(browser);
        // The regulation of the demonstration is not uploaded: the page says so.
        faults.extend(broken.into_iter().filter(|page| !page.starts_with("/jdih/acuan?")));
        for (shape, form) in forms {
            if LEFT_OUT.iter().any(|path| crate::crawl::pattern(&form.action).starts_with(path))
                || !done.insert(shape.clone())
            {
                continue;
            }
            for filling in fillings(&form) {
                count += 1;
                let sent = filled(&form, browser, filling);
                let before = block_on(leaves(&app));
                let reply = match form.send(browser, &sent) {
                    Ok(reply) => reply,
                    Err(cause) => {
                        faults.push(format!("{filling:?} {shape}: {cause}"));
                        continue;
                    }
                };
                let mut found = judged(&form, filling, &reply);
                if reply.status >= 400 && block_on(leaves(&app)) != before {
                    found.push(format!("{} and yet something was written", reply.status));
                }
                faults
                    .extend(found.into_iter().map(|fault| format!("{filling:?} {shape} (on {}): {fault}", form.page)));
            }
        }
    }
    drop(app);
    let log = server.log();
    faults.extend(log.lines().filter(|line| line.contains("ERROR")).map(str::to_owned));
    assert!(faults.is_empty(), "{} of {count} answers are not as they should be:\n{}", faults.len(), faults.join("\n"));
    assert!(done.len() > 60, "only {} kinds of forms were found: {done:#?}", done.len());
    server.stop();
    assert!(place.done(&["log", "verifikasi"]).contains("Log utuh"));
    place.remove();
}

#[test]
fn every_form_refuses_politely_on_sqlite() {
    every_form(Side::Sqlite);
}

#[test]
fn every_form_refuses_politely_on_postgres() {
    every_form(Side::Postgres);
}
