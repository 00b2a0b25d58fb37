//! Forms as others use them.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may")]

mod agree;
mod documents;
mod edits;
mod journey;
mod made;
mod pages;

use formulir::{Choices, Form};
use serde_json::Value as Json;
use time::macros::date;

/// One of the example documents.
fn document(name: &str) -> Json {
    let text = match name {
        "izin_keramaian" => include_str!("../contoh/izin_keramaian.json"),
        "bantuan_ternak" => include_str!("../contoh/bantuan_ternak.json"),
        _ => panic!("no such form"),
    };
    serde_json::from_str(text).unwrap()
}

fn form(name: &str) -> Form {
    Form::parse(&document(name)).unwrap()
}

fn choices() -> Choices {
    let regions = [
        ("33.01.01", "Kecamatan Sumber", None),
        ("33.01.01.2001", "Desa Sumberejo", Some("33.01.01")),
        ("33.01.01.2002", "Desa Karangsari", Some("33.01.01")),
        ("33.01.02", "Kecamatan Hilir", None),
        ("33.01.02.1001", "Kelurahan Muara", Some("33.01.02")),
    ];
    Choices::with_regions(date!(2026 - 11 - 22), regions)
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
