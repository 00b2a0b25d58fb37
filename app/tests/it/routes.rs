//! Every address, asked for as nobody should: strange ids, strange questions, strange JSON. Never a fault of ours.
use http::Method;
use kernel::auth::Access;
use kernel::{Clock, args};
use serde_json::json;

use crate::http::Browser;
use crate::load::{INIT, every_role, people};
use crate::place::{Place, Side, block_on};
use crate::server::{Server, free_port};

/// What may stand in a path where an id is expected.
const PLACES: [&str; 4] = ["01910000-0000-7000-8000-000000000000", "%00", "%ff%fe", "..%2f..%2fetc%2fpasswd"];

/// What may be asked where a word, a number, a day or an id is expected.
const WORDS: [&str; 5] = ["%00", "%ff", "-99999999999999999999", "2026-02-30", "%27%22%3B--"];

/// Names under which pages are asked for something.
const NAMES: [&str; 26] = [
    "q",
    "status",
    "urut",
    "arah",
    "sebelum",
    "sesudah",
    "halaman",
    "kolom",
    "bentuk",
    "pemisah",
    "tahun",
    "pasal",
    "kelas",
    "jenis",
    "baris",
    "dari",
    "sampai",
    "pemicu",
    "unit",
    "tampilkan",
    "cari",
    "ids",
    "limit",
    "versi",
    "kembali",
    "tanggal",
];

fn bodies() -> Vec<Vec<u8>> {
    vec![
        b"{".to_vec(),
        b"[]".to_vec(),
        b"\xff\xfe".to_vec(),
        "[".repeat(100_000).into_bytes(),
        br#"{"nama":"a\u0000b","kode":"\u0000","mulai":"9999999-99-99","aktif":1e400}"#.to_vec(),
        json!({ "nama": { "a": [1, { "b": null }] }, "kode": -1.5e300, "mulai": "-262143-01-01", "anggota": [null, 7, {}] }).to_string().into_bytes(),
        json!({ "nama": "x".repeat(100_000), "unit": "zzz", "extra": { "\u{0}": "\u{0}" }, "alasan": 7 }).to_string().into_bytes(),
    ]
}

fn hostile(side: Side) {
    let place = Place::new(side);
    place.done(&INIT);
    let port = free_port();
    let (admin, _) = people(&place, port);
    block_on(every_role(&place));
    let server = Server::start(&place, port, &[], &[]);
    let app = block_on(place.whole_app(Clock::System));
    let perms: Vec<&str> = app.modules().iter().flat_map(|module| module.perms).map(|(perm, _)| perm.0).collect();
    let mut fields = vec![("nama", "uji"), ("hari", "30")];
    fields.extend(perms.iter().map(|perm| ("hak", *perm)));
    let page = admin.post("/akun/token", &fields).unwrap().text();
    let start = page.find("pdp_").expect("a token");
    let authorization = format!("Bearer {}", page[start..].split('<').next().unwrap());
    let leaves =
        || block_on(app.db.one("select count(*) as n from audit_leaf", args![])).unwrap().get::<i64>("n").unwrap();
    let before = leaves();
    let mut faults = vec![];
    let mut count = 0;
    let mut ask = |browser: &Browser, method: &Method, path: &str, headers: &[(&str, &str)], body: &[u8]| {
        count += 1;
        match browser.send(method.as_str(), path, headers, body) {
            Ok(reply) if reply.status < 500 => {}
            Ok(reply) => faults.push(format!("{method} {path}: {}", reply.status)),
            Err(cause) => faults.push(format!("{method} {path}: {cause}")),
        }
    };
    for route in app.routes().table() {
        let is_api = matches!(route.access, Access::Token(_));
        let headers =
            [("authorization", authorization.as_str()), ("content-type", "application/json"), ("if-match", "*")];
        let headers = if is_api { &headers[..] } else { &[] };
        for place in PLACES {
            let path = filled(&route.path, place);
            if route.method == Method::GET {
                ask(&admin, &route.method, &path, headers, &[]);
            } else if is_api {
                for body in bodies() {
                    ask(&admin, &route.method, &path, headers, &body);
                }
            } else {
                // A form without its token, and one that is none.
                ask(&admin, &route.method, &path, &[("content-type", "multipart/form-data; boundary=\"")], b"--x");
                ask(
                    &admin,
                    &route.method,
                    &path,
                    &[("content-type", "multipart/form-data; boundary=x")],
                    b"--x\r\n\r\n\xff",
                );
                ask(
                    &admin,
                    &route.method,
                    &path,
                    &[("content-type", "application/x-www-form-urlencoded")],
                    b"%zz=%\0&&&=",
                );
            }
            if !route.path.contains('{') {
                break;
            }
        }
        if route.method == Method::GET {
            let path = filled(&route.path, PLACES[0]);
            for word in WORDS {
                let query: Vec<String> = NAMES.iter().map(|name| format!("{name}={word}")).collect();
                ask(&admin, &route.method, &format!("{path}?{}", query.join("&")), headers, &[]);
            }
        }
    }
    let log = server.log();
    faults.extend(log.lines().filter(|line| line.contains("ERROR")).map(str::to_owned));
    assert!(faults.is_empty(), "{} of {count} answers:\n{}", faults.len(), faults.join("\n"));
    assert!(count > 1000, "only {count} questions");
    assert_eq!(leaves(), before, "something was written");
    server.stop();
    assert!(place.done(&["log", "verifikasi"]).contains("Log utuh"));
    place.remove();
}

/// A path with this in the place of its parameters.
fn filled(path: &str, with: &str) -> String {
    path.split('/').map(|part| if part.contains('{') { with } else { part }).collect::<Vec<_>>().join("/")
}

#[test]
fn no_address_breaks_on_sqlite() {
    hostile(Side::Sqlite);
}

#[test]
fn no_address_breaks_on_postgres() {
    hostile(Side::Postgres);
}
