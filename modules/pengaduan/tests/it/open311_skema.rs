//! Judges of the answers: the schemas of `skema/`, written from the specification, and each form against the other.
//!
//! `xmllint` (libxml2) judges XML where it is there; with `PENDOPO_JUDGES` set it has to be.
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value as Json, json};
use testkit::Answer;

static SKEMA: LazyLock<Json> = LazyLock::new(|| serde_json::from_str(include_str!("skema/open311.json")).unwrap());
const XSD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/skema/open311.xsd");

/// The JSON of an answer, valid under a definition of the schema.
#[track_caller]
pub fn json(answer: &Answer, nama: &str) -> Json {
    assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let pohon = answer.json();
    let skema = json!({ "$ref": format!("#/$defs/{nama}"), "$defs": SKEMA["$defs"] });
    let juri = jsonschema::draft202012::new(&skema).unwrap();
    let salah: Vec<String> =
        juri.iter_errors(&pohon).map(|galat| format!("{}: {galat}", galat.instance_path())).collect();
    assert!(salah.is_empty(), "{nama}: {salah:?}\n{pohon:#}");
    pohon
}

/// The XML of an answer, valid under the XSD, as the tree of elements that its JSON would be.
#[track_caller]
pub fn xml(answer: &Answer, akar: &str) -> Json {
    assert_eq!(answer.header("content-type"), "text/xml; charset=utf-8");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let teks = std::str::from_utf8(&answer.bytes).unwrap();
    assert!(teks.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), "{teks}");
    xmllint(teks);
    let (nama, isi) = urai(teks);
    assert_eq!(nama, akar);
    isi
}

fn xmllint(teks: &str) {
    let mulai = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema", XSD, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut anak = match mulai {
        Ok(anak) => anak,
        Err(sebab) => {
            let diminta = std::env::var_os("PENDOPO_JUDGES").is_some_and(|folder| !folder.is_empty());
            assert!(!diminta, "PENDOPO_JUDGES is set, but xmllint is not there: {sebab}");
            return;
        }
    };
    anak.stdin.take().unwrap().write_all(teks.as_bytes()).unwrap();
    let hasil = anak.wait_with_output().unwrap();
    assert!(hasil.status.success(), "{}\n{teks}", String::from_utf8_lossy(&hasil.stderr));
}

/// An element under construction: name, children, text.
type Unsur = (String, Vec<(String, Json)>, String);

/// By the Spark convention: an element with children of one name is an array, one with others an object, an empty one null.
fn urai(teks: &str) -> (String, Json) {
    let mut pembaca = Reader::from_str(teks);
    let mut tumpukan: Vec<Unsur> = vec![(String::new(), vec![], String::new())];
    loop {
        match pembaca.read_event().unwrap() {
            Event::Start(unsur) => {
                assert!(unsur.attributes().next().is_none(), "no attributes and no namespaces");
                tumpukan.push((unsur.name().as_ref().to_owned(), vec![], String::new()));
            }
            Event::Empty(unsur) => {
                let nama = unsur.name().as_ref().to_owned();
                tumpukan.last_mut().unwrap().1.push((nama, Json::Null));
            }
            Event::End(_) => {
                let (nama, anak, teks) = tumpukan.pop().unwrap();
                let nilai = nilai(anak, teks);
                tumpukan.last_mut().unwrap().1.push((nama, nilai));
            }
            Event::Text(isi) => tumpukan.last_mut().unwrap().2.push_str(&isi),
            Event::GeneralRef(nama) => {
                let huruf = match nama.resolve_char_ref().unwrap() {
                    Some(huruf) => huruf,
                    None => match &*nama {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        lain => panic!("&{lain};"),
                    },
                };
                tumpukan.last_mut().unwrap().2.push(huruf);
            }
            Event::Eof => break,
            Event::Decl(_) => {}
            lain @ (Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_)) => panic!("{lain:?}"),
        }
    }
    let (_, mut anak, _) = tumpukan.pop().unwrap();
    assert_eq!(anak.len(), 1);
    anak.pop().unwrap()
}

/// Containers of equal elements, by the specification.
const LARIK: [&str; 8] = ["service", "attribute", "value", "request", "error", "endpoint", "format", ""];

fn nilai(anak: Vec<(String, Json)>, teks: String) -> Json {
    match anak.first() {
        None => Json::String(teks),
        Some((nama, _)) if LARIK.contains(&nama.as_str()) => {
            Json::Array(anak.into_iter().map(|(_, nilai)| nilai).collect())
        }
        Some(_) => Json::Object(anak.into_iter().collect::<Map<_, _>>()),
    }
}

/// Whether both forms say the same: numbers and truth values of JSON as XML writes them, empty arrays as empty elements.
#[track_caller]
pub fn sama(json: &Json, xml: &Json) {
    let polos = polos(json);
    assert_eq!(&polos, xml);
}

fn polos(json: &Json) -> Json {
    match json {
        Json::Null | Json::String(_) => json.clone(),
        Json::Bool(_) | Json::Number(_) => Json::String(json.to_string()),
        Json::Array(isi) if isi.is_empty() => Json::Null,
        Json::Array(isi) => Json::Array(isi.iter().map(polos).collect()),
        Json::Object(isi) => Json::Object(isi.iter().map(|(nama, nilai)| (nama.clone(), polos(nilai))).collect()),
    }
}
