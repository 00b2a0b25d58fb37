//! Acts of a builder: each leaves a form without faults, or nothing changed.

use formulir::{Condition, Direction, Field, Form, Is, Item, Kind, Note, Place, Step};
use proptest::prelude::*;

use crate::made::{Dice, form as made};

fn at(step: usize, item: usize) -> Place {
    Place { step, item, inner: None }
}

fn field(form: &Form, label: &str, word: &str, place: Place) -> Item {
    Item::Field(Field {
        key: form.free_key(label, place),
        label: label.into(),
        hint: String::new(),
        required: true,
        when: None,
        kind: Kind::new(word).unwrap(),
    })
}

#[test]
fn a_form_from_nothing() {
    let mut form = Form::blank("Izin usaha mikro");
    assert_eq!(form.faults(), vec![]);
    for (label, word) in [("Nama lengkap", "teks"), ("Nama lengkap", "teks"), ("1?", "satu"), ("Anggota", "kelompok")] {
        let place = at(0, 99);
        let item = field(&form, label, word, place);
        form.insert(place, item).unwrap();
    }
    let keys: Vec<&str> = form.fields().map(|(_, field)| field.key.as_str()).collect();
    assert_eq!(keys, ["nama_lengkap", "nama_lengkap_2", "isian", "anggota"]);
    let inside = Place { inner: Some(0), ..at(0, 3) };
    let item = field(&form, "Nama lengkap", "teks", inside);
    form.insert(inside, item).unwrap();
    assert_eq!(form.field_of(inside).unwrap().key, "nama_lengkap");
    assert!(form.insert(inside, Item::Note(Note::default())).is_err());
    form.insert_step(9, Step { key: form.free_step_key("Berkas"), title: "Berkas".into(), ..Step::default() }).unwrap();
    assert_eq!(form.step("berkas"), Some(1));
    assert_eq!(Form::parse(&form.document()).unwrap(), form);
}

#[test]
fn what_a_branch_looks_at_stays_before_it() {
    let mut form = crate::form("izin_keramaian");
    let before = form.clone();
    // "pemohon" decides on "nama_badan", three places further on.
    assert!(form.remove(at(0, 0)).unwrap_err()[0].message.contains("“Nama badan usaha atau organisasi”"));
    assert_eq!(form, before);
    let mut place = at(0, 3);
    for _ in 0..2 {
        place = form.shift(place, Direction::Up).unwrap();
    }
    assert_eq!(place, at(0, 1));
    assert!(form.shift(place, Direction::Up).is_err());
    assert_eq!(form.field_of(place).unwrap().key, "nama_badan");
    assert!(form.shift_step(0, Direction::Down).is_ok(), "nothing on the second page looks at the first");
    assert!(form.shift_step(2, Direction::Up).is_ok());
    assert!(form.shift_step(1, Direction::Up).is_err(), "the page of guarding looks at the event");
}

#[test]
fn moving_goes_over_the_edge_of_a_page() {
    let mut form = crate::form("izin_keramaian");
    let now = form.shift(at(0, 6), Direction::Down).unwrap();
    assert_eq!(now, at(1, 0));
    assert_eq!(form.field_of(now).unwrap().key, "surel");
    assert_eq!(form.shift(now, Direction::Up).unwrap(), at(0, 6));
    assert!(form.shift(at(0, 0), Direction::Up).is_err());
    assert!(form.shift(at(9, 9), Direction::Up).is_err());
}

#[test]
fn a_field_keeps_its_name_and_a_copy_gets_one() {
    let mut form = crate::form("izin_keramaian");
    let mut changed = form.field("nama").unwrap().clone();
    changed.key = "lain".into();
    changed.label = "Nama sesuai KTP".into();
    form.replace(at(0, 1), Item::Field(changed)).unwrap();
    assert_eq!(form.field("nama").unwrap().label, "Nama sesuai KTP");
    let copy = form.copy(at(0, 1)).unwrap();
    assert_eq!(form.field_of(copy).unwrap().key, "nama_sesuai_ktp");
    assert!(form.replace(at(0, 1), Item::Note(Note { title: "x".into(), ..Note::default() })).is_err());
    form.copy(at(3, 1)).unwrap();
    assert_eq!(form.item_at(at(3, 1)), form.item_at(at(3, 2)));
}

#[test]
fn pages_go_only_when_empty() {
    let mut form = crate::form("izin_keramaian");
    assert!(form.remove_step(2).is_err());
    form.remove(at(2, 1)).unwrap();
    form.remove(at(2, 0)).unwrap();
    form.remove_step(2).unwrap();
    assert_eq!(form.steps.len(), 3);
    let mut single = Form::blank("x");
    assert!(single.remove_step(0).is_err());
}

#[test]
fn conditions_may_look_at_what_stands_before() {
    let form = crate::form("bantuan_ternak");
    let keys = |place| form.fields_before(place).iter().map(|field| field.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(at(0, 2)), ["kelompok", "berdiri"]);
    assert_eq!(keys(Place { inner: Some(2), ..at(1, 0) }), ["nama", "punya"]);
    let condition = Condition {
        all: false,
        tests: vec![
            Condition::of("pernah", Is::Yes).tests.remove(0),
            Condition::of("modal", Is::Between { from: Some(1_000_000), to: None }).tests.remove(0),
        ],
    };
    assert_eq!(
        condition.words(|key| form.field(key)),
        "“Pernah menerima bantuan serupa?” dijawab ya atau “Modal kelompok” paling kecil Rp1.000.000"
    );
}

#[test]
fn a_form_of_an_earlier_release_can_be_mended() {
    let mut json = crate::document("izin_keramaian");
    json["properties"]["nama"]["maxLength"] = serde_json::json!(1_000_000);
    json["properties"]["surel"]["title"] = serde_json::json!("x".repeat(500));
    let mut form = Form::restore(&json).unwrap();
    assert_eq!(form.faults().len(), 2);
    let mut field = form.field("nama").unwrap().clone();
    field.kind = Kind::new("teks").unwrap();
    form.replace(at(0, 1), Item::Field(field.clone())).unwrap();
    assert_eq!(form.faults().len(), 1);
    field.label = String::new();
    assert!(form.replace(at(0, 1), Item::Field(field)).is_err());
}

#[test]
fn fields_are_found_by_their_keys() {
    let form = crate::form("bantuan_ternak");
    for path in ["kelompok", "modal", "anggota", "anggota.nama", "anggota.ktp"] {
        let place = form.place_of(path).unwrap();
        assert_eq!(form.path_of(place).as_deref(), Some(path));
    }
    for path in ["", "nama", "anggota.", "anggota.modal", "kelompok.nama", "anggota.nama.x"] {
        assert_eq!(form.place_of(path), None, "{path}");
    }
}

#[test]
fn places_are_read_as_they_are_written() {
    for text in ["0-0", "3-12", "1-2-3"] {
        assert_eq!(text.parse::<Place>().unwrap().to_string(), text);
    }
    for text in ["", "1", "1-", "a-b", "1-2-3-4", "-1-2", "99999999999999999999-1", "10000-1"] {
        assert!(text.parse::<Place>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn no_act_leaves_a_broken_form(seed: u64, acts in proptest::collection::vec((0_u8..7, 0_usize..5, 0_usize..6, proptest::option::of(0_usize..4)), 1..30)) {
        let mut dice = Dice(seed);
        let mut form = made(&mut dice);
        for (act, step, item, inner) in acts {
            let place = Place { step, item, inner };
            let before = form.clone();
            let done = match act {
                0 => form.remove(place).is_ok(),
                1 => form.shift(place, Direction::Up).is_ok(),
                2 => form.shift(place, Direction::Down).is_ok(),
                3 => form.copy(place).is_ok(),
                4 => form.shift_step(step, Direction::Up).is_ok(),
                5 => form.remove_step(step).is_ok(),
                _ => match form.field_of(place).cloned() {
                    Some(field) => form.replace(place, Item::Field(Field { required: !field.required, ..field })).is_ok(),
                    None => false,
                },
            };
            prop_assert_eq!(form.faults(), vec![]);
            prop_assert!(done || form == before);
        }
        prop_assert_eq!(Form::parse(&form.document()).unwrap(), form);
    }
}
