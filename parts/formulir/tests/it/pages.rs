//! What people see: controls with their names, the review, the summary; and the API.

use std::collections::BTreeSet;

use formulir::{Answers, Choices, FileRef};
use scraper::{Html, Selector};
use serde_json::{Value as Json, json};
use time::macros::date;

use crate::{choices, form};

fn full() -> Json {
    json!({
        "pemohon": "badan", "nama": "Siti Rahma", "nik": "3301014101900001", "nama_badan": "Karang Taruna <Jaya>", "telepon": "081234567890",
        "acara": "Pasar malam", "jenis_acara": ["musik", "lain"], "jenis_lain": "Wayang", "tanggal": "2026-12-31", "mulai": "19:30", "hadirin": 499,
        "tempat": { "desa": "33.01.01.2002", "patokan": "Lapangan\u{a0}desa" },
        "ktp": [{ "id": "01890a5d-ac96-774b-bcce-b302099a8057", "nama": "ktp.jpg", "ukuran": 120_000, "jenis": "image/jpeg" }], "setuju": true
    })
}

fn all(page: &str, selector: &str) -> usize {
    Html::parse_fragment(page).select(&Selector::parse(selector).unwrap()).count()
}

#[test]
fn every_control_has_a_name_that_is_read_aloud_and_an_id_of_its_own() {
    for name in ["izin_keramaian", "bantuan_ternak"] {
        let form = form(name);
        let answers = Answers::from_json(full());
        for step in 0..form.steps.len() {
            let faults = form.check_step(step, &Answers::default(), &choices());
            let text = form.render(step, &answers, &faults, &choices()).into_string();
            let page = Html::parse_fragment(&text);
            let mut ids = BTreeSet::new();
            for element in page.select(&Selector::parse("[id]").unwrap()) {
                let id = element.value().attr("id").unwrap();
                assert!(ids.insert(id.to_owned()), "{id} twice");
            }
            for element in page.select(&Selector::parse("input:not([type=hidden]), select, textarea").unwrap()) {
                let id = element.value().attr("id").unwrap();
                assert_eq!(all(&text, &format!("label[for='{id}']")), 1, "{id}");
                assert!(element.value().attr("name").unwrap().starts_with("i."));
            }
            for element in page.select(&Selector::parse("[aria-describedby]").unwrap()) {
                for id in element.value().attr("aria-describedby").unwrap().split(' ') {
                    assert!(ids.contains(id), "{id} describes nothing");
                }
            }
            for element in page.select(&Selector::parse("fieldset").unwrap()) {
                assert_eq!(element.select(&Selector::parse(":scope > legend").unwrap()).count(), 1);
            }
        }
    }
}

#[test]
fn villages_are_grouped_by_district_or_typed() {
    let form = form("izin_keramaian");
    let page = form.render(1, &Answers::default(), &[], &choices()).into_string();
    assert_eq!((all(&page, "optgroup"), all(&page, "optgroup option")), (2, 3));
    let typed = form.render(1, &Answers::default(), &[], &Choices::on(date!(2026 - 11 - 22))).into_string();
    assert_eq!(all(&typed, "input[name='i.tempat.desa']"), 1);
}

#[test]
fn many_choices_are_a_list() {
    let mut json = crate::document("izin_keramaian");
    json["properties"]["pemohon"]["oneOf"] =
        (0..9).map(|n| json!({ "const": format!("p{n}"), "title": format!("Pilihan {n}") })).collect();
    for key in ["nama_badan", "nib"] {
        json["properties"][key].as_object_mut().unwrap().remove("x-bila");
    }
    let page = formulir::Form::parse(&json).unwrap().render(0, &Answers::default(), &[], &choices()).into_string();
    assert_eq!(all(&page, "select[name='i.pemohon'] option"), 10);
}

#[test]
fn the_summary_says_what_was_answered() {
    let form = form("izin_keramaian");
    let answers = Answers::from_json(full());
    assert_eq!(form.check(&answers, &choices()), vec![]);
    let summary = form.summary(&answers, &choices());
    let value = |label: &str| summary.iter().find(|(own, _)| own == label).map(|(_, value)| value.as_str());
    assert_eq!(value("Siapa yang mengajukan?"), Some("Badan usaha atau organisasi"));
    assert_eq!(value("Apa saja yang ada dalam kegiatan?"), Some("Musik atau pengeras suara; Lainnya"));
    assert_eq!(value("Tanggal kegiatan"), Some("31 Desember 2026"));
    assert_eq!(value("Mulai pukul"), Some("19.30"));
    assert_eq!(value("Perkiraan orang yang hadir"), Some("499 orang"));
    assert_eq!(value("Tempat kegiatan"), Some("Lapangan\u{a0}desa, Desa Karangsari, Kecamatan Sumber"));
    assert_eq!(value("Foto KTP pemohon"), Some("ktp.jpg"));
    assert_eq!(value("Alamat surel"), None);
    let review = form.review(&answers, &choices(), |step| format!("/langkah/{step}")).into_string();
    assert_eq!(all(&review, "a[href='/langkah/3']"), 1);
    assert!(review.contains("Karang Taruna &lt;Jaya&gt;") && review.contains("Belum diisi"));
    assert!(!review.contains("Rencana pengamanan"));
    let shown = form.shown(&answers, &choices(), |file: &FileRef| Some(format!("/berkas/{}", file.id))).into_string();
    assert_eq!(all(&shown, "a[href^='/berkas/']"), 1);
    assert_eq!(all(&shown, "a"), 1);
}

#[test]
fn rows_of_a_group_are_numbered_in_the_summary() {
    let form = form("bantuan_ternak");
    let answers = Answers::from_json(json!({
        "anggota": [{ "nama": "Ani", "punya": true, "ekor": 2 }, {}, { "nama": "Budi", "punya": false, "ekor": 9 }], "modal": 1_250_000
    }));
    let summary = form.summary(&answers, &choices());
    let expected = [
        ("Anggota 1: Nama", "Ani"),
        ("Anggota 1: Sudah punya ternak?", "Ya"),
        ("Anggota 1: Banyak ternak", "2 ekor"),
        ("Anggota 2: Nama", "Budi"),
        ("Anggota 2: Sudah punya ternak?", "Tidak"),
        ("Modal kelompok", "Rp1.250.000"),
    ];
    assert_eq!(summary, expected.map(|(label, value)| (label.to_owned(), value.to_owned())));
}

#[test]
fn the_api_takes_what_the_schema_takes_and_drops_nothing() {
    let form = form("izin_keramaian");
    assert_eq!(form.accept(&full(), &choices()).unwrap().json(), full());
    let with = |change: &dyn Fn(&mut Json)| {
        let mut json = full();
        change(&mut json);
        form.accept(&json, &choices()).unwrap_err().into_iter().map(|fault| fault.path).collect::<Vec<_>>()
    };
    assert_eq!(with(&|json| json["asing"] = json!(1)), ["asing"]);
    assert_eq!(with(&|json| json["pengamanan"] = json!("Ada")), ["pengamanan"], "not asked");
    assert_eq!(with(&|json| json["pemohon"] = json!("orang")), ["nama_badan"], "not asked");
    assert_eq!(with(&|json| json["surel"] = json!("")), ["surel"]);
    assert_eq!(with(&|json| json["hadirin"] = json!("499")), ["hadirin"]);
    assert_eq!(with(&|json| json["tanggal"] = json!("2026-11-21")), ["tanggal"], "before today");
    assert_eq!(with(&|json| json["tempat"]["desa"] = json!("33.01.01.9999")), ["tempat.desa"]);
    assert!(form.accept(&json!([]), &choices()).is_err());
    let many: Json = (0..5000).map(|n| (format!("x{n}"), json!(1))).collect::<serde_json::Map<_, _>>().into();
    assert_eq!(form.accept(&many, &choices()).unwrap_err().len(), 100);
}
