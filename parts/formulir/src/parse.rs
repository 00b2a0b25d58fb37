//! Reading a document: strict, so that nothing in it is overlooked or means two things.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use crate::condition::{Condition, Is, Test};
use crate::kind::{Completion, FILE_BYTES, FileType, Kind, LINE, Landmark, MAX_MONEY, SAFE, TEXT, When};
use crate::model::{Choice, Fault, Field, Form, Item, Note, Step};

/// Largest document in bytes, written without blanks.
pub const MAX_DOCUMENT: usize = 512 * 1024;
/// Deepest nesting of a document.
const DEPTH: usize = 16;
/// Most faults that are told.
const MOST: usize = 100;

impl Form {
    /// Reads a document. See the documentation of the crate for its shape.
    ///
    /// # Errors
    /// What is wrong with it, at most a hundred faults, each with the path in the document.
    pub fn parse(document: &Json) -> Result<Form, Vec<Fault>> {
        if depth(document) > DEPTH || document.to_string().len() > MAX_DOCUMENT {
            return Err(vec![Fault::new("", "Dokumen formulir terlalu besar atau bersarang terlalu dalam.")]);
        }
        let mut reader = Reader::default();
        let form = reader.form(document);
        if reader.faults.is_empty() {
            reader.faults = form.faults();
        }
        if reader.faults.is_empty() {
            reader.same(document, &form.document(), "");
        }
        reader.faults.truncate(MOST);
        if reader.faults.is_empty() { Ok(form) } else { Err(reader.faults) }
    }
}

impl Form {
    /// Reads a document that [`Form::document`] wrote, perhaps an earlier release of this crate: what is derived is not compared
    /// and today's limits are not asked, so that an answer under way is never stopped by a newer program.
    ///
    /// # Errors
    /// When it is no form at all.
    pub fn restore(document: &Json) -> Result<Form, Vec<Fault>> {
        let mut reader = Reader::default();
        let form = reader.form(document);
        if reader.faults.is_empty() { Ok(form) } else { Err(reader.faults) }
    }
}

/// How deep a document is nested, asked without going deeper than matters.
fn depth(document: &Json) -> usize {
    let mut level: Vec<&Json> = vec![document];
    for number in 0..=DEPTH {
        level = level
            .into_iter()
            .flat_map(|json| -> Box<dyn Iterator<Item = &Json>> {
                match json {
                    Json::Object(map) => Box::new(map.values()),
                    Json::Array(list) => Box::new(list.iter()),
                    Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => Box::new(std::iter::empty()),
                }
            })
            .collect();
        if level.is_empty() {
            return number;
        }
    }
    DEPTH + 1
}

/// Keys that were read for themselves and may be written in a shorter way than ours.
const READ_APART: [&str; 6] = ["required", "x-bila", "x-langkah", "x-wajib", "minLength", "minItems"];

#[derive(Default)]
struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, path: &str, message: impl Into<String>) {
        self.faults.push(Fault::new(path, message));
    }

    fn map<'a>(&mut self, json: Option<&'a Json>, path: &str) -> Option<&'a Map<String, Json>> {
        let map = json.and_then(Json::as_object);
        if map.is_none() {
            self.fault(path, "Harus berupa objek.");
        }
        map
    }

    fn text(&mut self, map: &Map<String, Json>, key: &str, path: &str) -> String {
        match map.get(key) {
            None => String::new(),
            Some(Json::String(text)) => text.clone(),
            Some(Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_)) => {
                self.fault(&format!("{path}/{key}"), "Harus berupa teks.");
                String::new()
            }
        }
    }

    fn number(&mut self, map: &Map<String, Json>, key: &str, path: &str, default: i64) -> i64 {
        match map.get(key) {
            None => default,
            Some(json) => crate::value::whole(json).unwrap_or_else(|| {
                self.fault(&format!("{path}/{key}"), "Harus bilangan bulat.");
                default
            }),
        }
    }

    /// A count from 1 on.
    fn count(&mut self, map: &Map<String, Json>, key: &str, path: &str, default: u32) -> u32 {
        match u32::try_from(self.number(map, key, path, default.into())) {
            Ok(count) => count.max(1),
            Err(_) => {
                self.fault(&format!("{path}/{key}"), "Bilangan di luar batas.");
                default
            }
        }
    }

    fn yes(&mut self, map: &Map<String, Json>, key: &str, path: &str) -> bool {
        match map.get(key) {
            None => false,
            Some(Json::Bool(yes)) => *yes,
            Some(Json::Null | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_)) => {
                self.fault(&format!("{path}/{key}"), "Harus true atau false.");
                false
            }
        }
    }

    fn only(&mut self, map: &Map<String, Json>, known: &[&str], path: &str) {
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            self.fault(&format!("{path}/{key}"), "Kata kunci ini tidak dikenal.");
        }
    }

    fn texts(&mut self, json: &Json, path: &str) -> Vec<String> {
        let texts: Option<Vec<String>> = match json {
            Json::String(text) => Some(vec![text.clone()]),
            Json::Array(list) => list.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => None,
        };
        texts.unwrap_or_else(|| {
            self.fault(path, "Harus berupa daftar teks.");
            vec![]
        })
    }

    fn form(&mut self, document: &Json) -> Form {
        let Some(root) = self.map(Some(document), "") else { return Form::default() };
        let mut form =
            Form { title: self.text(root, "title", ""), about: self.text(root, "description", ""), steps: vec![] };
        let empty = Map::new();
        let properties = if root.contains_key("properties") {
            self.map(root.get("properties"), "/properties").unwrap_or(&empty)
        } else {
            &empty
        };
        let required = self.required(root, properties, "");
        let Some(Json::Array(steps)) = root.get("x-langkah") else {
            self.fault("/x-langkah", "Daftar langkah formulir harus ada.");
            return form;
        };
        let mut used = BTreeSet::new();
        for (number, json) in steps.iter().enumerate() {
            let path = format!("/x-langkah/{number}");
            let Some(map) = self.map(Some(json), &path) else { continue };
            self.only(map, &["kunci", "judul", "keterangan", "x-bila", "isi"], &path);
            let mut step = Step {
                key: self.text(map, "kunci", &path),
                title: self.text(map, "judul", &path),
                about: self.text(map, "keterangan", &path),
                when: self.condition(map, &path),
                items: vec![],
            };
            let Some(Json::Array(items)) = map.get("isi") else {
                self.fault(&format!("{path}/isi"), "Daftar isi langkah harus ada.");
                continue;
            };
            for (place, item) in items.iter().enumerate() {
                let path = format!("{path}/isi/{place}");
                match item {
                    Json::String(key) => match properties.get(key) {
                        Some(json) if used.insert(key.as_str()) => {
                            let must = required.contains(key.as_str());
                            step.items
                                .extend(self.field(key, json, must, &format!("/properties/{key}")).map(Item::Field));
                        }
                        Some(_) => self.fault(&path, format!("Isian “{key}” sudah ada di tempat lain.")),
                        None => self.fault(&path, format!("Isian “{key}” tidak ada di properties.")),
                    },
                    Json::Object(map) => {
                        self.only(map, &["judul", "teks", "x-bila"], &path);
                        step.items.push(Item::Note(Note {
                            title: self.text(map, "judul", &path),
                            text: self.text(map, "teks", &path),
                            when: self.condition(map, &path),
                        }));
                    }
                    Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) => {
                        self.fault(&path, "Harus nama isian, atau keterangan.");
                    }
                }
            }
            form.steps.push(step);
        }
        for key in properties.keys().filter(|key| !used.contains(key.as_str())) {
            self.fault(&format!("/properties/{key}"), "Isian ini tidak ada di langkah mana pun.");
        }
        form
    }

    fn required<'a>(
        &mut self,
        map: &'a Map<String, Json>,
        properties: &Map<String, Json>,
        path: &str,
    ) -> BTreeSet<&'a str> {
        let Some(json) = map.get("required") else { return BTreeSet::new() };
        let list: Vec<&str> = json.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        if json.as_array().is_none_or(|all| all.len() != list.len())
            || list.iter().any(|key| !properties.contains_key(*key))
        {
            self.fault(&format!("{path}/required"), "Hanya boleh memuat nama isian yang ada.");
        }
        list.into_iter().collect()
    }

    fn field(&mut self, key: &str, json: &Json, required: bool, path: &str) -> Option<Field> {
        let map = self.map(Some(json), path)?;
        let kind = self.kind(map, path)?;
        Some(Field {
            key: key.to_owned(),
            label: self.text(map, "title", path),
            hint: self.text(map, "description", path),
            required: self.yes(map, "x-wajib", path) || required,
            when: self.condition(map, path),
            kind,
        })
    }

    fn kind(&mut self, map: &Map<String, Json>, path: &str) -> Option<Kind> {
        let word = self.text(map, "x-jenis", path);
        Some(match word.as_str() {
            "teks" => Kind::Text {
                min: self.count(map, "minLength", path, 1),
                max: self.count(map, "maxLength", path, LINE),
                pattern: map.contains_key("pattern").then(|| self.text(map, "pattern", path)),
                message: self.text(map, "x-pesan", path),
                completion: self.word(map, "x-otomatis", path, Completion::parse),
            },
            "teks_panjang" => Kind::LongText {
                min: self.count(map, "minLength", path, 1),
                max: self.count(map, "maxLength", path, TEXT),
            },
            "bulat" => Kind::Integer {
                min: self.number(map, "minimum", path, 0),
                max: self.number(map, "maximum", path, SAFE),
                unit: self.text(map, "x-satuan", path),
            },
            "uang" => Kind::Money {
                min: self.number(map, "minimum", path, 0),
                max: self.number(map, "maximum", path, MAX_MONEY),
            },
            "tanggal" => Kind::Date {
                from: self.word(map, "x-dari", path, When::parse),
                to: self.word(map, "x-sampai", path, When::parse),
            },
            "jam" => Kind::Time,
            "satu" => Kind::One(self.choices(map.get("oneOf"), &format!("{path}/oneOf"))),
            "banyak" => {
                let items = format!("{path}/items");
                let inner = self.map(map.get("items"), &items)?;
                let choices = self.choices(inner.get("oneOf"), &format!("{items}/oneOf"));
                let all = u32::try_from(choices.len()).unwrap_or(u32::MAX).max(1);
                Kind::Many {
                    min: self.count(map, "minItems", path, 1),
                    max: self.count(map, "maxItems", path, all),
                    choices,
                }
            }
            "ya_tidak" => Kind::YesNo,
            "pernyataan" => Kind::Consent,
            "surel" => Kind::Email,
            "telepon" => Kind::Phone,
            "nik" => Kind::Nik,
            "unggah" => {
                let words =
                    map.get("x-berkas").map(|json| self.texts(json, &format!("{path}/x-berkas"))).unwrap_or_default();
                let types: Vec<FileType> = words.iter().filter_map(|word| FileType::parse(word)).collect();
                if types.len() != words.len() {
                    self.fault(&format!("{path}/x-berkas"), "Ada jenis berkas yang tidak dikenal.");
                }
                let bytes = self.number(map, "x-terbesar", path, i64::try_from(FILE_BYTES).unwrap_or(i64::MAX));
                Kind::Upload {
                    types,
                    max_bytes: u64::try_from(bytes).unwrap_or_default(),
                    min: self.count(map, "minItems", path, 1),
                    max: self.count(map, "maxItems", path, 1),
                }
            }
            "lokasi" => Kind::Location(self.word(map, "x-patokan", path, Landmark::parse).unwrap_or(Landmark::Asked)),
            "kelompok" => {
                let items = format!("{path}/items");
                let inner = self.map(map.get("items"), &items)?;
                Kind::Group {
                    fields: self.group(inner, &items),
                    min: self.count(map, "minItems", path, 1),
                    max: self.count(map, "maxItems", path, 10),
                    one: self.text(map, "x-satuan", path),
                }
            }
            _ => {
                self.fault(&format!("{path}/x-jenis"), "Jenis isian ini tidak dikenal.");
                return None;
            }
        })
    }

    fn group(&mut self, inner: &Map<String, Json>, path: &str) -> Vec<Field> {
        let properties_path = format!("{path}/properties");
        let Some(properties) = self.map(inner.get("properties"), &properties_path) else { return vec![] };
        let required = self.required(inner, properties, path);
        let order = match inner.get("x-urutan") {
            Some(json) => self.texts(json, &format!("{path}/x-urutan")),
            None if properties.is_empty() => vec![],
            None => {
                self.fault(&format!("{path}/x-urutan"), "Urutan isian dalam kelompok harus ada.");
                vec![]
            }
        };
        let named: BTreeSet<&str> = order.iter().map(String::as_str).collect();
        let given: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
        if named != given || named.len() != order.len() {
            self.fault(&format!("{path}/x-urutan"), "Harus memuat setiap isian kelompok tepat satu kali.");
        }
        let mut fields = Vec::new();
        for key in &order {
            if let Some(json) = properties.get(key) {
                let must = required.contains(key.as_str());
                fields.extend(self.field(key, json, must, &format!("{properties_path}/{key}")));
            }
        }
        fields
    }

    fn word<T>(&mut self, map: &Map<String, Json>, key: &str, path: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(map, key, path);
        let found = parse(&text);
        if found.is_none() && !text.is_empty() {
            self.fault(&format!("{path}/{key}"), format!("“{text}” tidak dikenal di sini."));
        }
        found
    }

    fn choices(&mut self, json: Option<&Json>, path: &str) -> Vec<Choice> {
        let Some(Json::Array(list)) = json else {
            self.fault(path, "Daftar pilihan harus ada.");
            return vec![];
        };
        let mut choices = Vec::new();
        for (place, json) in list.iter().enumerate() {
            let path = format!("{path}/{place}");
            let Some(map) = self.map(Some(json), &path) else { continue };
            choices.push(Choice {
                value: self.text(map, "const", &path),
                label: self.text(map, "title", &path),
                hint: self.text(map, "description", &path),
            });
        }
        choices
    }

    fn condition(&mut self, map: &Map<String, Json>, path: &str) -> Option<Condition> {
        let json = map.get("x-bila")?;
        let path = format!("{path}/x-bila");
        let map = self.map(Some(json), &path)?;
        if map.contains_key("isian") {
            return self.test(map, &path).map(|test| Condition { all: true, tests: vec![test] });
        }
        let (all, list) = match (map.get("semua"), map.get("salah_satu")) {
            (Some(Json::Array(list)), None) => (true, list),
            (None, Some(Json::Array(list))) => (false, list),
            _ => {
                self.fault(&path, "Tulis satu syarat, atau semua, atau salah_satu dengan daftar syarat.");
                return None;
            }
        };
        self.only(map, &["semua", "salah_satu"], &path);
        let mut tests = Vec::new();
        for (place, json) in list.iter().enumerate() {
            let path = format!("{path}/{place}");
            if let Some(map) = self.map(Some(json), &path) {
                tests.extend(self.test(map, &path));
            }
        }
        Some(Condition { all, tests })
    }

    fn test(&mut self, map: &Map<String, Json>, path: &str) -> Option<Test> {
        let field = self.text(map, "isian", path);
        let keys: Vec<&str> = map.keys().map(String::as_str).filter(|key| *key != "isian").collect();
        let is = match (keys.as_slice(), keys.first().and_then(|key| map.get(*key))) {
            (["adalah"], Some(Json::Bool(yes))) => {
                if *yes {
                    Is::Yes
                } else {
                    Is::No
                }
            }
            (["terisi"], Some(Json::Bool(yes))) => {
                if *yes {
                    Is::Filled
                } else {
                    Is::Empty
                }
            }
            (["adalah"], Some(json)) => Is::OneOf(self.texts(json, path)),
            (["bukan"], Some(json)) => Is::NoneOf(self.texts(json, path)),
            (["memuat"], Some(json)) => Is::Contains(self.texts(json, path)),
            (["dari"] | ["sampai"] | ["dari", "sampai"], _) => Is::Between {
                from: map.contains_key("dari").then(|| self.number(map, "dari", path, 0)),
                to: map.contains_key("sampai").then(|| self.number(map, "sampai", path, 0)),
            },
            _ => {
                self.fault(path, "Syarat harus memakai satu dari adalah, bukan, memuat, dari dan sampai, atau terisi.");
                return None;
            }
        };
        Some(Test { field, is })
    }

    /// Everything given must be what we would write ourselves.
    fn same(&mut self, given: &Json, ours: &Json, path: &str) {
        match (given, ours) {
            (Json::Object(given), Json::Object(ours)) => {
                for (key, value) in given.iter().filter(|(key, _)| !READ_APART.contains(&key.as_str())) {
                    let path = format!("{path}/{key}");
                    let empty = match value {
                        Json::String(text) => text.is_empty(),
                        Json::Array(list) => list.is_empty(),
                        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => false,
                    };
                    match ours.get(key) {
                        Some(own) => self.same(value, own, &path),
                        None if empty => {}
                        None => self.fault(&path, "Kata kunci ini tidak dikenal di sini."),
                    }
                }
            }
            (Json::Array(given), Json::Array(ours)) if given.len() == ours.len() => {
                for (place, (value, own)) in given.iter().zip(ours).enumerate() {
                    self.same(value, own, &format!("{path}/{place}"));
                }
            }
            (given, ours)
                if given == ours || (given.is_number() && crate::value::whole(given) == crate::value::whole(ours)) => {}
            (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_), _) => {
                self.fault(
                    path,
                    "Bertentangan dengan kunci x- dan batas formulir. Hapus saja: bagian ini disusun sendiri.",
                );
            }
        }
    }
}
