//! Documents: what is taken, what is refused, what a new version changes.

use formulir::{Form, Weight};
use serde_json::{Value as Json, json};

use crate::{document, form};

fn with(change: impl FnOnce(&mut Json)) -> Json {
    let mut json = document("izin_keramaian");
    change(&mut json);
    json
}

#[test]
fn the_examples_are_forms() {
    for name in ["izin_keramaian", "bantuan_ternak"] {
        let form = form(name);
        let whole = form.document();
        assert!(jsonschema::meta::is_valid(&whole), "{name}");
        assert_eq!(Form::parse(&whole).unwrap(), form, "{name}");
        assert_eq!(whole["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(!form.schema().to_string().contains("\"x-"), "{name}");
    }
}

#[test]
fn branches_are_said_once_for_all_fields_that_share_them() {
    let schema = form("izin_keramaian").schema();
    let branches = schema["allOf"].as_array().unwrap();
    // Two fields for organisations, one for "lainnya", one for what needs guarding: on its page and on itself.
    assert_eq!(branches.len(), 3, "{branches:#?}");
    assert_eq!(
        branches[0]["if"],
        json!({ "required": ["pemohon"], "properties": { "pemohon": { "enum": ["badan"] } } })
    );
    assert_eq!(branches[0]["then"], json!({ "required": ["nama_badan"] }));
    assert_eq!(branches[0]["else"], json!({ "properties": { "nama_badan": false, "nib": false } }));
    assert!(!schema["required"].as_array().unwrap().contains(&json!("nama_badan")));
}

#[test]
fn what_is_not_understood_is_refused() {
    let step = |json: &mut Json, value: Json| json["x-langkah"][0]["isi"] = value;
    let table: Vec<(&str, Json)> = vec![
        ("", json!([])),
        ("", json!("x")),
        ("/x-langkah", with(|json| drop(json.as_object_mut().unwrap().remove("x-langkah")))),
        ("/properties/acara", with(|json| json["x-langkah"] = json!([]))),
        ("/x-langkah", json!({ "title": "Kosong", "x-langkah": [] })),
        ("/x-langkah/0/isi/0", with(|json| step(json, json!([1])))),
        ("/x-langkah/0/isi/0", with(|json| step(json, json!(["tidak_ada"])))),
        ("/x-langkah/0/isi/1", with(|json| step(json, json!(["nama", "nama"])))),
        (
            "/properties/nik",
            with(|json| step(json, json!(["pemohon", "nama", "nama_badan", "nib", "telepon", "surel"]))),
        ),
        ("/x-langkah/0/asing", with(|json| json["x-langkah"][0]["asing"] = json!(1))),
        ("/x-langkah/1/kunci", with(|json| json["x-langkah"][1]["kunci"] = json!("pemohon"))),
        ("/properties/nama/x-jenis", with(|json| json["properties"]["nama"]["x-jenis"] = json!("rahasia"))),
        ("/properties/nama/title", with(|json| json["properties"]["nama"]["title"] = json!(""))),
        ("/properties/nama/maxLength", with(|json| json["properties"]["nama"]["maxLength"] = json!("banyak"))),
        ("/properties/nama/maxLength", with(|json| json["properties"]["nama"]["maxLength"] = json!(-1))),
        ("/properties/nama", with(|json| json["properties"]["nama"]["maxLength"] = json!(1_000_000))),
        ("/properties/nama/type", with(|json| json["properties"]["nama"]["type"] = json!("integer"))),
        ("/properties/nama/const", with(|json| json["properties"]["nama"]["const"] = json!("Budi"))),
        ("/properties/nib/pattern", with(|json| json["properties"]["nib"]["pattern"] = json!("(a+)+$"))),
        (
            "/properties/nib/x-bila",
            with(|json| json["properties"]["nib"]["x-bila"] = json!({ "isian": "surel", "terisi": true })),
        ),
        (
            "/properties/nib/x-bila",
            with(|json| json["properties"]["nib"]["x-bila"] = json!({ "isian": "pemohon", "adalah": "desa" })),
        ),
        (
            "/properties/nib/x-bila",
            with(|json| json["properties"]["nib"]["x-bila"] = json!({ "isian": "pemohon", "adalah": true })),
        ),
        (
            "/properties/nib/x-bila",
            with(|json| json["properties"]["nib"]["x-bila"] = json!({ "isian": "pemohon", "dari": 1 })),
        ),
        ("/properties/nib/x-bila", with(|json| json["properties"]["nib"]["x-bila"] = json!({ "semua": [] }))),
        (
            "/properties/nib/x-bila",
            with(|json| json["properties"]["nib"]["x-bila"] = json!({ "isian": "pemohon", "mirip": "x" })),
        ),
        ("/properties/pemohon", with(|json| json["properties"]["pemohon"]["oneOf"][1]["const"] = json!("orang"))),
        ("/properties/pemohon", with(|json| json["properties"]["pemohon"]["oneOf"][1]["const"] = json!("dua kata"))),
        (
            "/properties/pemohon/oneOf/0/asing",
            with(|json| json["properties"]["pemohon"]["oneOf"][0]["asing"] = json!(1)),
        ),
        ("/properties/tanggal/x-dari", with(|json| json["properties"]["tanggal"]["x-dari"] = json!("besok"))),
        ("/properties/ktp/x-berkas", with(|json| json["properties"]["ktp"]["x-berkas"] = json!(["exe"]))),
        ("/properties/ktp/x-berkas", with(|json| json["properties"]["ktp"]["x-berkas"] = json!([]))),
        (
            "/properties/ktp/x-terbesar",
            with(|json| json["properties"]["ktp"]["x-terbesar"] = json!(10_000_000_000_u64)),
        ),
        ("/required", with(|json| json["required"] = json!(["tidak_ada"]))),
        ("/allOf", with(|json| json["allOf"] = json!([{ "required": ["nib"] }]))),
        ("/additionalProperties", with(|json| json["additionalProperties"] = json!(true))),
        ("/$ref", with(|json| json["$ref"] = json!("http://contoh.id/lain"))),
        ("/title", with(|json| json["title"] = json!("a\u{202e}b"))),
        (
            "/properties/nama-lengkap",
            with(|json| {
                json["properties"]["nama-lengkap"] = json!({ "title": "x", "x-jenis": "jam" });
                step(json, json!(["pemohon", "nama", "nik", "nama_badan", "nib", "telepon", "surel", "nama-lengkap"]));
            }),
        ),
    ];
    for (path, document) in table {
        let faults = Form::parse(&document).unwrap_err();
        assert!(faults.iter().any(|fault| fault.path == path), "{path}: {faults:?}");
    }
}

#[test]
fn groups_hold_no_groups_and_look_at_their_own_row() {
    let mut json = document("bantuan_ternak");
    json["properties"]["anggota"]["items"]["properties"]["ekor"]["x-bila"] =
        json!({ "isian": "pernah", "adalah": true });
    assert!(Form::parse(&json).unwrap_err()[0].path.ends_with("ekor/x-bila"));
    let mut json = document("bantuan_ternak");
    json["properties"]["anggota"]["items"]["properties"]["ekor"] = json["properties"]["anggota"].clone();
    assert!(Form::parse(&json).unwrap_err().iter().any(|fault| fault.message.contains("kelompok lain")));
    let mut json = document("bantuan_ternak");
    json["properties"]["anggota"]["items"]["x-urutan"] = json!(["nama", "nama", "punya", "ekor"]);
    assert!(Form::parse(&json).is_err());
}

#[test]
fn a_huge_or_deep_document_is_refused_at_once() {
    let mut deep = json!(1);
    for _ in 0..100 {
        deep = json!({ "a": deep });
    }
    assert_eq!(Form::parse(&deep).unwrap_err().len(), 1);
    let big = with(|json| json["description"] = json!("a".repeat(600_000)));
    assert_eq!(Form::parse(&big).unwrap_err().len(), 1);
}

#[test]
fn derived_parts_may_be_left_out_or_said_again() {
    let mut json = document("izin_keramaian");
    json["properties"]["nama"]["type"] = json!("string");
    json["properties"]["hadirin"]["minimum"] = json!(1.0);
    json["properties"]["nama"]["description"] = json!("");
    json["properties"]["surel"]["x-wajib"] = json!(false);
    json["required"] = json!(["nama", "nama_badan"]);
    let form = Form::parse(&json).unwrap();
    assert_eq!(form, crate::form("izin_keramaian"));
}

#[test]
fn what_an_earlier_release_wrote_is_still_read() {
    let mut old = form("izin_keramaian").document();
    old["properties"]["nama"]["allOf"][0]["pattern"] = json!("^.*$");
    old["properties"]["nama"]["maxLength"] = json!(1_000_000);
    assert!(Form::parse(&old).is_err());
    assert!(Form::restore(&old).is_ok());
    assert!(Form::restore(&json!({ "title": "x" })).is_err());
}

/// A change of a document.
type Edit = fn(&mut Json);

#[test]
fn what_a_new_version_changes() {
    let old = form("izin_keramaian");
    let changed = |change: Edit| {
        let changes = Form::parse(&with(change)).unwrap().changes_since(&old);
        changes.into_iter().map(|change| (change.weight, change.text)).collect::<Vec<_>>()
    };
    let table: Vec<(Edit, Weight, &str)> = vec![
        (
            |json| json["properties"]["surel"]["x-wajib"] = json!(true),
            Weight::Heavier,
            "“Alamat surel” menjadi wajib diisi.",
        ),
        (
            |json| json["properties"]["nama"]["x-wajib"] = json!(false),
            Weight::Lighter,
            "“Nama lengkap” tidak wajib lagi.",
        ),
        (
            |json| json["properties"]["nama"]["maxLength"] = json!(50),
            Weight::Heavier,
            "“Nama lengkap” paling banyak 50 karakter; sebelumnya 100 karakter.",
        ),
        (
            |json| json["properties"]["ktp"]["x-terbesar"] = json!(5_000_000),
            Weight::Lighter,
            "Berkas “Foto KTP pemohon” paling besar 5 MB; sebelumnya 3 MB.",
        ),
        (
            |json| json["properties"]["ktp"]["x-berkas"] = json!(["jpg", "png"]),
            Weight::Heavier,
            "“Foto KTP pemohon” tidak menerima lagi berkas “PDF”.",
        ),
        (
            |json| json["properties"]["nama"]["title"] = json!("Nama sesuai KTP"),
            Weight::Wording,
            "Pertanyaan “Nama lengkap” menjadi “Nama sesuai KTP”.",
        ),
        (
            |json| drop(json["properties"]["nib"].as_object_mut().unwrap().remove("x-bila")),
            Weight::Heavier,
            "“Nomor Induk Berusaha (NIB)” ditanyakan selalu; sebelumnya bila “Siapa yang mengajukan?” adalah “Badan usaha atau organisasi”.",
        ),
    ];
    for (change, weight, text) in table {
        assert_eq!(changed(change), vec![(weight, text.to_owned())]);
    }
    let gone = changed(|json| {
        json["properties"].as_object_mut().unwrap().remove("surel");
        json["x-langkah"][0]["isi"] = json!(["pemohon", "nama", "nik", "nama_badan", "nib", "telepon"]);
    });
    assert_eq!(gone, vec![(Weight::Lighter, "“Alamat surel” tidak ditanyakan lagi.".to_owned())]);
}
