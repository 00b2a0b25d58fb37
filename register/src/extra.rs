//! Fields that a regency adds to a register while it runs. Their definitions are records of a register of their own;
//! their values lie in the column `extra` under names of their own, so a built-in field is never touched. Values are
//! checked against a JSON Schema (2020-12).
use kernel::indonesia::angka;
use kernel::indonesia::tanggal::{self, Zona};
use kernel::{FieldError, Perm, Result, Row, Val};
use serde_json::{Map, Value as Json, json};

use crate::value::cell::{self, Cell};
use crate::value::{Style, form::lower_first, number, parse, when};
use crate::{Direction, Field, Owned, Record, Register};

/// Define further fields of registers.
pub const TAMBAHAN: Perm = Perm("register.tambahan");

/// Before the name of an extra field in forms and files.
pub const PREFIX: &str = "tambahan.";

const KINDS: crate::Options = &[
    ("teks", "Teks"),
    ("bulat", "Bilangan bulat"),
    ("bilangan", "Bilangan dengan koma"),
    ("ya_tidak", "Ya atau tidak"),
    ("tanggal", "Tanggal"),
    ("pilihan", "Salah satu dari daftar"),
];

/// The definitions.
pub static DEFINITIONS: Register = Register {
    key: "isian_tambahan",
    table: "register_extra",
    title: "Isian tambahan",
    singular: "isian tambahan",
    about: "Isian yang ditambahkan kabupaten pada register, tanpa mengubah isian bawaan.",
    read: TAMBAHAN,
    write: TAMBAHAN,
    fields: &[
        Field::text("register", "Register")
            .required()
            .in_list()
            .filtered()
            .max(60)
            .hint("Kunci register, lihat kamus data, misalnya perangkat_daerah."),
        Field::text("name", "Nama")
            .required()
            .in_list()
            .max(40)
            .hint("Huruf kecil, angka, dan garis bawah, misalnya nomor_rak. Jangan diubah setelah dipakai."),
        Field::text("label", "Label").required().in_list().filtered().max(80).hint("Yang dibaca orang pada formulir."),
        Field::text("hint", "Petunjuk").max(200),
        Field::choice("kind", "Jenis", KINDS).required().in_list().default("teks"),
        Field::long_text("choices", "Pilihan").max(4000).hint("Untuk jenis daftar: satu pilihan per baris."),
        Field::integer("smallest", "Paling kecil", -1_000_000_000_000, 1_000_000_000_000).hint("Untuk bilangan."),
        Field::integer("largest", "Paling besar", -1_000_000_000_000, 1_000_000_000_000)
            .hint("Untuk bilangan; untuk teks: paling banyak karakter."),
        Field::yes_no("must", "Wajib diisi").required().default("tidak"),
        Field::yes_no("active", "Dipakai").required().in_list().default("ya"),
        Field::integer("place", "Urutan", 0, 1000).required().default("0"),
    ],
    label: &["label"],
    sort: ("id", Direction::Desc),
    check: check_definition,
    owned: Owned::Regency,
    deletable: false,
    ..Register::EMPTY
};

fn check_definition(record: &Record) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let name = record.text("name");
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !plain {
        errors.push(FieldError::new("name", "Nama hanya huruf kecil, angka, dan garis bawah, dan diawali huruf."));
    }
    if record.text("kind") == "pilihan" && choices(record.text("choices")).len() < 2 {
        errors.push(FieldError::new("choices", "Tulis paling sedikit dua pilihan, satu per baris."));
    }
    if let (Some(smallest), Some(largest)) = (record.int("smallest"), record.int("largest"))
        && smallest > largest
    {
        errors.push(FieldError::new("largest", "Paling besar tidak boleh kurang dari paling kecil."));
    }
    if record.text("kind") == "teks" && record.int("largest").is_some_and(|most| most < 1) {
        errors.push(FieldError::new("largest", "Paling banyak karakter harus 1 atau lebih."));
    }
    errors
}

fn choices(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !found.iter().any(|known| known == line) {
            found.push(line.to_owned());
        }
    }
    found
}

/// What an extra field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExtraKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number with up to six decimals.
    Number,
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// One of these texts.
    Choice(Vec<String>),
}

/// One extra field of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// Key in `extra`.
    pub name: String,
    /// What pages call it.
    pub label: String,
    /// How to answer.
    pub hint: String,
    /// What it holds.
    pub kind: ExtraKind,
    /// Smallest number.
    pub smallest: Option<i64>,
    /// Largest number, or most characters of a text.
    pub largest: Option<i64>,
    /// Must be filled.
    pub required: bool,
}

/// Columns of [`Extra::from_row`], in a fixed order.
pub(crate) const COLUMNS: &str = "name, label, hint, kind, choices, smallest, largest, must";

impl Extra {
    /// From a row of the definitions.
    pub(crate) fn from_row(row: &Row) -> Result<Extra> {
        let kind: String = row.get("kind")?;
        let list = choices(&row.get::<Option<String>>("choices")?.unwrap_or_default());
        Ok(Extra {
            name: row.get("name")?,
            label: row.get("label")?,
            hint: row.get::<Option<String>>("hint")?.unwrap_or_default(),
            kind: match kind.as_str() {
                "bulat" => ExtraKind::Integer,
                "bilangan" => ExtraKind::Number,
                "ya_tidak" => ExtraKind::YesNo,
                "tanggal" => ExtraKind::Date,
                "pilihan" => ExtraKind::Choice(list),
                _ => ExtraKind::Text,
            },
            smallest: row.get("smallest")?,
            largest: row.get("largest")?,
            required: row.get("must")?,
        })
    }

    /// Name of its control and column.
    pub fn control(&self) -> String {
        format!("{PREFIX}{}", self.name)
    }

    /// Its JSON Schema (2020-12).
    pub fn schema(&self) -> Json {
        let mut schema = match &self.kind {
            ExtraKind::Text => {
                json!({ "type": "string", "minLength": 1, "maxLength": self.largest.unwrap_or(2000).clamp(1, 10_000) })
            }
            ExtraKind::Integer => json!({ "type": "integer" }),
            ExtraKind::Number => json!({ "type": "number" }),
            ExtraKind::YesNo => json!({ "type": "boolean" }),
            ExtraKind::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "format": "date" }),
            ExtraKind::Choice(options) => json!({ "type": "string", "enum": options }),
        };
        if let Some(map) = schema.as_object_mut() {
            map.insert("title".into(), json!(self.label));
            if matches!(self.kind, ExtraKind::Integer | ExtraKind::Number) {
                if let Some(smallest) = self.smallest {
                    map.insert("minimum".into(), json!(smallest));
                }
                if let Some(largest) = self.largest {
                    map.insert("maximum".into(), json!(largest));
                }
            }
        }
        schema
    }

    /// Reads a value from text. Empty text is no value.
    ///
    /// # Errors
    /// What is wrong, for the person.
    pub fn read(&self, raw: &str, style: Style) -> Result<Json, String> {
        let label = &self.label;
        let text = parse::clean(raw, self.kind == ExtraKind::Text).map_err(|fault| format!("{label} {fault}"))?;
        if text.is_empty() {
            return Ok(Json::Null);
        }
        let value = match &self.kind {
            ExtraKind::Text => json!(text),
            ExtraKind::Integer => json!(number::parse(&text, 0, style).map_err(|fault| format!("{label}: {fault}"))?),
            ExtraKind::Number => {
                let scaled = number::parse(&text, 6, style).map_err(|fault| format!("{label}: {fault}"))?;
                if scaled % 1_000_000 == 0 { json!(scaled / 1_000_000) } else { json!(scaled as f64 / 1e6) }
            }
            ExtraKind::YesNo => match text.to_lowercase().as_str() {
                "ya" | "y" | "true" | "1" => json!(true),
                "tidak" | "t" | "false" | "0" => json!(false),
                _ => return Err(format!("{label} harus ya atau tidak.")),
            },
            ExtraKind::Date => json!(when::iso_day(tanggal::urai(&text).map_err(|fault| format!("{label}: {fault}"))?)),
            ExtraKind::Choice(options) => {
                match options.iter().find(|option| option.to_lowercase() == text.to_lowercase()) {
                    Some(option) => json!(option),
                    None => return Err(format!("{label} tidak mengenal pilihan \"{}\".", parse::short(&text))),
                }
            }
        };
        self.validate(&value)?;
        Ok(value)
    }

    /// Reads a value from a cell of a spreadsheet.
    ///
    /// # Errors
    /// What is wrong, for the person.
    pub fn read_cell(&self, from: &Cell) -> Result<Json, String> {
        match from {
            Cell::Empty => Ok(Json::Null),
            Cell::Text(text) => self.read(cell::undefused(text), Style::File),
            Cell::Number(number) if number.fract() == 0.0 => self.read(&format!("{number:.0}"), Style::File),
            Cell::Number(number) => self.read(&number.to_string().replace('.', ","), Style::Person),
            Cell::Bool(yes) => self.read(if *yes { "ya" } else { "tidak" }, Style::File),
            Cell::When(at) => self.read(&when::iso_day(at.date()), Style::File),
            Cell::Fault(text) => Err(format!("{} memuat kesalahan rumus {text}.", self.label)),
        }
    }

    /// Whether a value fits the schema; null always does.
    ///
    /// # Errors
    /// What is wrong, for the person.
    pub fn validate(&self, value: &Json) -> Result<(), String> {
        if value.is_null() {
            return Ok(());
        }
        let validator =
            jsonschema::draft202012::new(&self.schema()).map_err(|_| format!("Definisi {} rusak.", self.label))?;
        if validator.is_valid(value) && self.is_real_day(value) {
            return Ok(());
        }
        let label = &self.label;
        Err(match (&self.kind, self.smallest, self.largest) {
            (ExtraKind::Text, _, _) => {
                format!("{label} paling panjang {} karakter.", self.largest.unwrap_or(2000).clamp(1, 10_000))
            }
            (ExtraKind::Integer | ExtraKind::Number, Some(smallest), Some(largest)) => {
                format!("{label} harus bilangan {} sampai {}.", angka::bulat(smallest), angka::bulat(largest))
            }
            (ExtraKind::Integer | ExtraKind::Number, Some(smallest), None) => {
                format!("{label} harus bilangan, paling kecil {}.", angka::bulat(smallest))
            }
            (ExtraKind::Integer | ExtraKind::Number, None, Some(largest)) => {
                format!("{label} harus bilangan, paling besar {}.", angka::bulat(largest))
            }
            (ExtraKind::Integer | ExtraKind::Number, None, None) => format!("{label} harus bilangan."),
            (ExtraKind::YesNo, _, _) => format!("{label} harus ya atau tidak."),
            (ExtraKind::Date, _, _) => format!("{label} harus tanggal seperti 2026-12-31."),
            (ExtraKind::Choice(options), _, _) => format!("{label} harus salah satu dari: {}.", options.join(", ")),
        })
    }

    fn is_real_day(&self, value: &Json) -> bool {
        self.kind != ExtraKind::Date || value.as_str().is_some_and(|text| tanggal::urai(text).is_ok())
    }

    /// As people read it.
    pub fn show(&self, value: &Json) -> String {
        match value {
            Json::Null => String::new(),
            Json::Bool(yes) => if *yes { "Ya" } else { "Tidak" }.into(),
            Json::Number(number) => {
                number.as_i64().map_or_else(|| number::of_json(number).replace('.', ","), angka::bulat)
            }
            Json::String(text) if self.kind == ExtraKind::Date => {
                tanggal::urai(text).map_or_else(|_| text.clone(), tanggal::panjang)
            }
            Json::String(text) => text.clone(),
            Json::Array(_) | Json::Object(_) => value.to_string(),
        }
    }

    /// As a control or a CSV file holds it; [`Extra::read`] reads it back in the same style.
    pub fn write(&self, value: &Json, style: Style) -> String {
        match (value, style) {
            (Json::Null, _) => String::new(),
            (Json::Bool(yes), _) => if *yes { "ya" } else { "tidak" }.into(),
            (Json::Number(number), Style::Person) => number::of_json(number).replace('.', ","),
            // A zero behind three decimals: nobody reads that dot as one between thousands.
            (Json::Number(number), Style::File) => match number::of_json(number) {
                text if text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3) => format!("{text}0"),
                text => text,
            },
            (Json::String(text), Style::Person) if self.kind == ExtraKind::Date => {
                tanggal::urai(text).map_or_else(|_| text.clone(), when::input_day)
            }
            (Json::String(text), _) => text.clone(),
            (Json::Array(_) | Json::Object(_), _) => value.to_string(),
        }
    }
}

/// Puts read values into a record: null takes a value away, a name that no definition has stays as it was.
pub fn put(extra: &mut Map<String, Json>, name: &str, value: Json) {
    if value.is_null() {
        extra.remove(name);
    } else {
        extra.insert(name.to_owned(), value);
    }
}

/// What is missing among the required ones.
pub fn missing(extras: &[Extra], values: &Map<String, Json>) -> Vec<FieldError> {
    let empty = |extra: &&Extra| extra.required && values.get(&extra.name).is_none_or(Json::is_null);
    extras
        .iter()
        .filter(empty)
        .map(|extra| FieldError::new(extra.control(), format!("Isi {}.", lower_first(&extra.label))))
        .collect()
}

/// The value of an extra field of a record.
pub fn value<'a>(record: &'a Record, extra: &Extra) -> &'a Json {
    record.extra.get(&extra.name).unwrap_or(&Json::Null)
}

/// The statement for the active definitions of a register, in order. One column more says what kind of row it is, see
/// [`crate::view::furniture`].
pub(crate) fn select(register: &Register) -> (String, Vec<Val>) {
    let text = format!("select {COLUMNS} from register_extra where register = $1 and active order by place, id");
    (text, vec![Val::Text(register.key.to_owned())])
}

/// Zone is not asked for by any extra kind; kept with the fields' readers for one shape of call.
pub(crate) fn read_form(
    extras: &[Extra],
    form: &kernel::web::Form,
    _: Zona,
    into: &mut Map<String, Json>,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for extra in extras {
        let control = extra.control();
        match extra.read(form.get(&control), Style::Person) {
            Ok(value) => put(into, &extra.name, value),
            Err(fault) => errors.push(FieldError::new(control, fault)),
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extra(kind: ExtraKind, smallest: Option<i64>, largest: Option<i64>) -> Extra {
        Extra { name: "x".into(), label: "Rak".into(), hint: String::new(), kind, smallest, largest, required: true }
    }

    #[test]
    fn values_are_read_by_their_schema() {
        let choice = ExtraKind::Choice(vec!["Atas".into(), "Bawah".into()]);
        let table = [
            (ExtraKind::Text, "abc", Some(json!("abc"))),
            (ExtraKind::Text, "abcd", None),
            (ExtraKind::Integer, "3", Some(json!(3))),
            (ExtraKind::Integer, "4", None),
            (ExtraKind::Integer, "2,5", None),
            (ExtraKind::Number, "2,5", Some(json!(2.5))),
            (ExtraKind::Number, "3,5", None),
            (ExtraKind::YesNo, "Ya", Some(json!(true))),
            (ExtraKind::YesNo, "mungkin", None),
            (ExtraKind::Date, "31-12-2026", Some(json!("2026-12-31"))),
            (ExtraKind::Date, "31-02-2026", None),
            (choice.clone(), "atas", Some(json!("Atas"))),
            (choice, "kiri", None),
            (ExtraKind::Integer, "", Some(Json::Null)),
        ];
        for (kind, text, expected) in table {
            assert_eq!(extra(kind, Some(1), Some(3)).read(text, Style::Person).ok(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let table = [
            (ExtraKind::Number, json!(2.125)),
            (ExtraKind::Number, json!(-1234.5)),
            (ExtraKind::Number, json!(0.000005)),
            (ExtraKind::Integer, json!(1250)),
            (ExtraKind::Date, json!("2026-12-31")),
            (ExtraKind::YesNo, json!(false)),
            (ExtraKind::Text, json!("a\nb")),
        ];
        for (kind, value) in table {
            let extra = extra(kind, None, None);
            for style in [Style::Person, Style::File] {
                assert_eq!(extra.read(&extra.write(&value, style), style), Ok(value.clone()), "{style:?}");
            }
        }
    }

    #[test]
    fn a_value_of_the_api_must_fit_too() {
        assert!(extra(ExtraKind::Date, None, None).validate(&json!("2026-02-31")).is_err());
        assert!(extra(ExtraKind::Integer, None, None).validate(&json!("3")).is_err());
        assert!(extra(ExtraKind::Integer, None, None).validate(&Json::Null).is_ok());
    }

    #[test]
    fn definitions_are_a_register_without_fault() {
        assert_eq!(DEFINITIONS.faults(), Vec::<String>::new());
    }
}
