//! Forms and answers made from a seed.

use formulir::{Choice, Condition, Field, FileType, Form, Is, Item, Kind, Landmark, Note, Step, Test};
use serde_json::{Map, Value as Json, json};

/// SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % sides
    }
    pub fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }
    pub fn word<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len() as u64) as usize]
    }
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.roll(list.len() as u64) as usize]
    }
}

fn options(dice: &mut Dice) -> Vec<Choice> {
    (0..1 + dice.roll(4))
        .map(|n| Choice { value: format!("p{n}"), label: format!("Pilihan {n}"), hint: String::new() })
        .collect()
}

fn kind(dice: &mut Dice, inside: bool) -> Kind {
    let words: Vec<&str> = Kind::words().iter().map(|(word, _)| *word).collect();
    loop {
        let word = *dice.pick(&words);
        if inside && word == "kelompok" {
            continue;
        }
        let mut kind = Kind::new(word).unwrap();
        match &mut kind {
            Kind::Text { min, max, pattern, .. } => {
                *min = 1 + dice.roll(3) as u32;
                *max = *min + dice.roll(8) as u32;
                *pattern =
                    dice.one_in(3).then(|| (*dice.pick(&["^[a-c]+$", "^\\d{2,3}$", "b", "^(?:ab|c.)+$"])).to_owned());
            }
            Kind::LongText { min, max } => {
                *min = 1 + dice.roll(3) as u32;
                *max = *min + dice.roll(8) as u32;
            }
            Kind::Integer { min, max, .. } | Kind::Money { min, max } => {
                *min = dice.roll(3) as i64;
                *max = *min + dice.roll(5) as i64;
            }
            Kind::One(list) => *list = options(dice),
            Kind::Many { choices, min, max } => {
                *choices = options(dice);
                *max = choices.len() as u32;
                *min = 1 + dice.roll(u64::from(*max)) as u32;
            }
            Kind::Upload { types, max_bytes, min, max } => {
                *types = vec![FileType::Pdf, FileType::Png];
                *max_bytes = 5000;
                *min = 1 + dice.roll(2) as u32;
                *max = *min + dice.roll(2) as u32;
            }
            Kind::Location(landmark) => *landmark = *dice.pick(&Landmark::ALL),
            Kind::Group { fields, min, max, .. } => {
                for number in 0..1 + dice.roll(4) {
                    let next = field(dice, &format!("d{number}"), fields, true);
                    fields.push(next);
                }
                *min = 1 + dice.roll(2) as u32;
                *max = *min + dice.roll(2) as u32;
            }
            Kind::Date { .. } | Kind::Time | Kind::YesNo | Kind::Consent | Kind::Email | Kind::Phone | Kind::Nik => {}
        }
        return kind;
    }
}

fn test(dice: &mut Dice, field: &Field) -> Option<Test> {
    let some = |dice: &mut Dice, list: &[Choice]| -> Vec<String> {
        let mut found: Vec<String> =
            list.iter().filter(|_| dice.one_in(2)).map(|choice| choice.value.clone()).collect();
        if found.is_empty() {
            found.push(list[0].value.clone());
        }
        found
    };
    if dice.one_in(5) && !matches!(field.kind, Kind::Group { .. }) {
        let is = if dice.one_in(2) { Is::Filled } else { Is::Empty };
        return Some(Test { field: field.key.clone(), is });
    }
    let is = match &field.kind {
        Kind::Group { .. } => return None,
        Kind::One(list) if dice.one_in(2) => &Is::OneOf(some(dice, list)),
        Kind::One(list) => &Is::NoneOf(some(dice, list)),
        Kind::Many { choices, .. } => &Is::Contains(some(dice, choices)),
        Kind::YesNo => *dice.pick(&[&Is::Yes, &Is::No]),
        Kind::Integer { min, max, .. } | Kind::Money { min, max } => {
            let at = min + dice.roll((max - min + 1) as u64) as i64;
            let limits = [(Some(at), None), (None, Some(at)), (Some(at), Some(at + 1))];
            let (from, to) = *dice.pick(&limits);
            &Is::Between { from, to }
        }
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Date { .. }
        | Kind::Time
        | Kind::Consent
        | Kind::Email
        | Kind::Phone
        | Kind::Nik
        | Kind::Upload { .. }
        | Kind::Location(_) => &Is::Filled,
    };
    Some(Test { field: field.key.clone(), is: is.clone() })
}

fn condition(dice: &mut Dice, before: &[Field]) -> Option<Condition> {
    if before.is_empty() || dice.one_in(2) {
        return None;
    }
    let tests: Vec<Test> = (0..1 + dice.roll(2))
        .filter_map(|_| {
            let field = dice.pick(before).clone();
            test(dice, &field)
        })
        .collect();
    (!tests.is_empty()).then(|| Condition { all: dice.one_in(2), tests })
}

fn field(dice: &mut Dice, key: &str, before: &[Field], inside: bool) -> Field {
    let kind = kind(dice, inside);
    Field {
        key: key.into(),
        label: format!("Isian {key}"),
        hint: String::new(),
        required: dice.one_in(2),
        when: condition(dice, before),
        kind,
    }
}

/// A form without faults.
pub fn form(dice: &mut Dice) -> Form {
    let mut before: Vec<Field> = vec![];
    let mut steps = vec![];
    for number in 0..1 + dice.roll(3) {
        let when = condition(dice, &before);
        let mut items = vec![];
        for _ in 0..1 + dice.roll(4) {
            if dice.one_in(6) {
                items.push(Item::Note(Note {
                    text: "Keterangan".into(),
                    when: condition(dice, &before),
                    ..Note::default()
                }));
            }
            let next = field(dice, &format!("f{}", before.len()), &before, false);
            before.push(next.clone());
            items.push(Item::Field(next));
        }
        steps.push(Step {
            key: format!("s{number}"),
            title: format!("Langkah {number}"),
            about: String::new(),
            when,
            items,
        });
    }
    let form = Form { title: "Formulir".into(), about: String::new(), steps };
    assert_eq!(form.faults(), vec![]);
    form
}

fn junk(dice: &mut Dice) -> Json {
    let all = [
        json!(null),
        json!(""),
        json!(" "),
        json!("a"),
        json!("abc"),
        json!("x\u{202e}y"),
        json!("a\nb"),
        json!("p0"),
        json!("zz"),
        json!(0),
        json!(1),
        json!(1.0),
        json!(1.5),
        json!(-7),
        json!(1e300),
        json!(true),
        json!(false),
        json!([]),
        json!(["p0"]),
        json!(["p0", "p0"]),
        json!([null]),
        json!({}),
        json!({ "desa": "" }),
        json!({ "desa": "x", "lain": "y" }),
        json!([{}]),
        json!("2026-02-30"),
        json!("1700-01-01"),
        json!("24:00"),
        json!("a@b"),
        json!("a..b@c.id"),
        json!("0000000000000000"),
        json!("\u{a0}"),
        json!("ab\u{7f}"),
    ];
    dice.pick(&all).clone()
}

fn file(dice: &mut Dice) -> Json {
    let mut file = json!({ "id": "01890a5d-ac96-774b-bcce-b302099a8057", "nama": "a.pdf", "ukuran": 5000, "jenis": "application/pdf" });
    let map = file.as_object_mut().unwrap();
    match dice.roll(14) {
        0 => drop(map.insert("ukuran".into(), json!(5001))),
        1 => drop(map.insert("jenis".into(), json!("text/html"))),
        2 => drop(map.remove("id")),
        3 => drop(map.insert("id".into(), json!("01890A5D-AC96-774B-BCCE-B302099A8057"))),
        4 => drop(map.insert("lebih".into(), json!(1))),
        5 => drop(map.insert("ukuran".into(), json!(0))),
        6 => drop(map.insert("nama".into(), json!(""))),
        7 => drop(map.insert("ukuran".into(), json!(10.0))),
        _ => {}
    }
    file
}

/// A value that mostly fits.
fn value(dice: &mut Dice, field: &Field) -> Json {
    if dice.one_in(12) {
        return junk(dice);
    }
    match &field.kind {
        Kind::Text { .. } | Kind::LongText { .. } => {
            json!(dice.pick(&["a", "ab", "abc", "cab", "12", "123", "abab", "b c", "cdcd", "ab\ncd", "é", "a\tb"]))
        }
        Kind::Integer { .. } | Kind::Money { .. } => json!(dice.roll(8)),
        Kind::Date { .. } => json!(dice.pick(&[
            "2026-11-22",
            "2024-02-29",
            "2025-02-29",
            "1800-01-01",
            "2999-12-31",
            "3000-01-01",
            "2026-1-1"
        ])),
        Kind::Time => json!(dice.pick(&["00:00", "23:59", "14:30", "7:30", "14.30", "12:60"])),
        Kind::One(_) => json!(format!("p{}", dice.roll(5))),
        Kind::Many { .. } => (0..dice.roll(5)).map(|_| json!(format!("p{}", dice.roll(5)))).collect(),
        Kind::YesNo => json!(dice.one_in(2)),
        Kind::Consent => json!(!dice.one_in(6)),
        Kind::Email => json!(dice.pick(&[
            "a@b.id",
            "nama.orang+x@contoh.co.id",
            "a@-b.id",
            "a@b_c.id",
            ".a@b.id",
            "a@b.c",
            "A@B.ID",
            "a b@c.id",
            "a@[127.0.0.1]"
        ])),
        Kind::Phone => {
            json!(dice.pick(&["081234567890", "+6281234567890", "12345", "0812 345", "+0123456789", "0274512345"]))
        }
        Kind::Nik => json!(dice.pick(&[
            "3301014101900001",
            "3301013102900001",
            "3301016902000001",
            "3301010101900000",
            "330101410190000",
            "1001010101900001"
        ])),
        Kind::Upload { .. } => (0..dice.roll(4)).map(|_| file(dice)).collect(),
        Kind::Location(_) => {
            let mut map = Map::new();
            if !dice.one_in(8) {
                map.insert("desa".into(), json!("33.01.01.2001"));
            }
            if dice.one_in(2) {
                map.insert("patokan".into(), json!(dice.pick(&["Masjid", "", " ", "RT 1"])));
            }
            Json::Object(map)
        }
        Kind::Group { fields, .. } => (0..dice.roll(4)).map(|_| Json::Object(row(dice, fields))).collect(),
    }
}

fn row(dice: &mut Dice, fields: &[Field]) -> Map<String, Json> {
    let mut map = Map::new();
    for field in fields {
        if field.required && !dice.one_in(15) || dice.one_in(2) {
            map.insert(field.key.clone(), value(dice, field));
        }
    }
    if dice.one_in(20) {
        map.insert("asing".into(), json!(1));
    }
    map
}

/// Answers that mostly fit.
pub fn answers(dice: &mut Dice, form: &Form) -> Json {
    let fields: Vec<Field> = form.fields().map(|(_, field)| field.clone()).collect();
    Json::Object(row(dice, &fields))
}

/// What somebody might type, with what a page sends beside it.
pub fn typed(dice: &mut Dice, field: &Field, prefix: &str, into: &mut Vec<(String, String)>) {
    let name = format!("{prefix}{}", field.key);
    let mut put = |name: String, value: &str| into.push((name, value.to_owned()));
    let words = [
        "",
        "a",
        "abc",
        "12",
        "1.000",
        "3",
        "abc def",
        "x\r\ny",
        "01-02-2026",
        "31/02/2026",
        "14.30",
        "ya",
        "tidak",
        "p0",
        "p1",
        "a@b.id",
        "0812-3456-7890",
        "3301014101900001",
        "33 01014101900001",
        "\u{202e}",
        "1,50",
        "Rp 2",
        "2 Januari 2026",
    ];
    match &field.kind {
        Kind::Upload { .. } => put(name, ""),
        Kind::Location(_) => {
            put(format!("{name}.desa"), dice.word(&["", "33.01.01.2001"]));
            put(format!("{name}.patokan"), dice.word(&["", "Masjid", "  "]));
        }
        Kind::Many { .. } => {
            put(name.clone(), "");
            for _ in 0..dice.roll(4) {
                put(name.clone(), &format!("p{}", dice.roll(4)));
            }
        }
        Kind::One(_) => {
            put(name.clone(), "");
            put(name, &format!("p{}", dice.roll(4)));
        }
        Kind::YesNo | Kind::Consent => {
            put(name.clone(), "");
            if !dice.one_in(4) {
                put(name, dice.word(&["ya", "tidak", "ya"]));
            }
        }
        Kind::Group { fields, .. } => {
            put(name.clone(), "");
            for number in 0..dice.roll(4) {
                for inner in fields {
                    typed(dice, inner, &format!("{name}.{number}."), into);
                }
            }
        }
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Integer { .. }
        | Kind::Money { .. }
        | Kind::Date { .. }
        | Kind::Time
        | Kind::Email
        | Kind::Phone
        | Kind::Nik => put(name, dice.word(&words)),
    }
}
