//! What an archive checks: standard, metadata, structure, determinism.

use document::{Options, render};
use lopdf::{Dictionary, Object};
use serde_json::json;
use time::macros::{datetime, offset};

use crate::contoh;
use crate::naskah::{make, options};
use crate::pdf::read;
use document::templat::{KodePemulihan, Naskah};

#[test]
fn metadata_names_standard_title_author_language_and_time() {
    let read = read(&make(&contoh::berita_acara()));
    for expected in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "Berita Acara Penilaian Mandiri Sistem Pemerintahan Berbasis Elektronik – 000.8/17/DISKOMINFO/2026",
        "Pemerintah Kabupaten Contoh",
        "<xmp:CreateDate>2026-11-21T10:00:00+07:00</xmp:CreateDate>",
    ] {
        assert!(read.metadata.contains(expected), "{expected} missing in {}", read.metadata);
    }
    assert_eq!(read.language(), "id");
}

#[test]
fn structure_is_tagged_for_screen_readers() {
    let read = read(&make(&contoh::berita_acara()));
    let catalog = read.document.catalog().unwrap();
    let marked = catalog.get_deref(b"MarkInfo", &read.document).unwrap().as_dict().unwrap();
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    let viewer = catalog.get_deref(b"ViewerPreferences", &read.document).unwrap().as_dict().unwrap();
    assert!(viewer.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    assert_eq!(read.tags("Table"), 4, "team, summary, indicators, attachments");
    assert!(read.tags("TH") >= 4 + 3 + 5 + 3, "header cells");
    assert_eq!(read.tags("H1"), 7, "team, result, strengths, weaknesses, recommendations, closing, attachments");
    assert_eq!(read.tags("H2"), 2, "summary, indicators");
    assert_eq!(read.tags("Figure"), 1, "the arms");
}

#[test]
fn nothing_is_in_the_file_that_an_archive_refuses() {
    let read = read(&make(&contoh::berita_acara()));
    assert!(!read.document.is_encrypted());
    let catalog = read.document.catalog().unwrap();
    let intents = catalog.get_deref(b"OutputIntents", &read.document).unwrap().as_array().unwrap();
    assert_eq!(intents.len(), 1);
    for refused in [&b"OpenAction"[..], b"AA", b"NeedsRendering", b"EmbeddedFiles"] {
        assert!(!catalog.has(refused));
    }
    let dictionaries: Vec<&Dictionary> =
        read.document.objects.values().filter_map(|object| object.as_dict().ok()).collect();
    let named = |dictionary: &Dictionary, key: &[u8], name: &[u8]| {
        dictionary.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
    };
    let descriptors: Vec<_> = dictionaries.iter().filter(|one| named(one, b"Type", b"FontDescriptor")).collect();
    assert!(descriptors.len() >= 2);
    for descriptor in descriptors {
        let embedded = descriptor.has(b"FontFile2") || descriptor.has(b"FontFile3");
        assert!(embedded, "a font is not embedded: {descriptor:?}");
    }
    assert!(dictionaries.iter().all(|one| !named(one, b"S", b"JavaScript") && !named(one, b"S", b"Launch")));
}

#[test]
fn same_input_same_bytes_other_input_other_bytes() {
    let data = serde_json::to_value(contoh::kode_pemulihan()).unwrap();
    let made = |options: &Options| render(&KodePemulihan::TEMPLATE, &data, options).unwrap().bytes;
    assert!(made(&options()) == made(&options()));
    let later = Options::new(datetime!(2026-11-21 03:00:01 UTC), offset!(+7));
    assert!(made(&options()) != made(&later));
    assert!(made(&options().ident("a")) != made(&options().ident("b")));
    let elsewhere = Options::new(datetime!(2026-11-21 03:00 UTC), offset!(+9));
    assert!(made(&options()) != made(&elsewhere));
}

#[test]
fn the_template_sees_only_the_given_clock() {
    let template = document::Template::supplied(
        "jam",
        "#set document(title: [Jam])\n#datetime.today().display() #datetime.today(offset: -12).display()",
    );
    let late = Options::new(datetime!(2026-11-20 20:00 UTC), offset!(+7));
    let text = read(&render(&template, &json!(null), &late).unwrap()).text();
    assert_eq!(text, "2026-11-21 2026-11-20");
}
