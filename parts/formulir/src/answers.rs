//! What was answered, and what is known only while it is: today and the villages.

use serde_json::{Map, Value as Json, json};
use time::Date;

/// Before every name of a control of the form, so that none meets the name or the id of something else on the page.
pub const PREFIX: &str = "i.";

/// The name of the control of an answer: `anggota.0.nik` is `i.anggota.0.nik`.
pub fn control(path: &str) -> String {
    format!("{PREFIX}{path}")
}

/// Answers: a JSON object with a key for each field. What could not be read stands as the text that was typed; only what
/// [`crate::Form::check`] finds no fault with is regular.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers(pub(crate) Map<String, Json>);

/// A stored file as an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRef {
    /// Id of the stored file, a UUID.
    pub id: String,
    /// Name as sent.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Media type, told from the content.
    pub media: String,
}

impl FileRef {
    /// As it stands in the answers.
    pub fn json(&self) -> Json {
        json!({ "id": self.id, "nama": self.name, "ukuran": self.size, "jenis": self.media })
    }
    /// From the answers.
    pub fn from_json(json: &Json) -> Option<FileRef> {
        let text = |key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        Some(FileRef {
            id: text("id")?,
            name: text("nama")?,
            size: json.get("ukuran").and_then(crate::value::whole).and_then(|size| size.try_into().ok())?,
            media: text("jenis")?,
        })
    }
}

impl Answers {
    /// From what was stored; anything but an object is no answer at all.
    pub fn from_json(json: Json) -> Answers {
        if let Json::Object(map) = json { Answers(map) } else { Answers::default() }
    }
    /// For storing.
    pub fn json(&self) -> Json {
        Json::Object(self.0.clone())
    }
    /// Nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The answer at a path such as `nama`, `anggota.0.nik` or `lokasi.desa`.
    pub fn get(&self, path: &str) -> Option<&Json> {
        let mut parts = path.split('.');
        let first = self.0.get(parts.next()?)?;
        parts.try_fold(first, |json, part| match json {
            Json::Object(map) => map.get(part),
            Json::Array(list) => list.get(part.parse::<usize>().ok()?),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => None,
        })
    }
    /// The answer at a path as text; empty when there is none or it is no text.
    pub fn text(&self, path: &str) -> &str {
        self.get(path).and_then(Json::as_str).unwrap_or_default()
    }
    /// Answers a field outside groups, for what is known beforehand (the name of who is signed in).
    pub fn set(&mut self, key: &str, value: Json) {
        self.0.insert(key.to_owned(), value);
    }
    /// Adds a stored file to the upload of this control (`i.ktp`, `i.anggota.0.ktp`). False when there is no such row.
    pub fn attach(&mut self, control: &str, file: &FileRef) -> bool {
        let path = control.strip_prefix(PREFIX).unwrap_or(control);
        let parts: Vec<&str> = path.split('.').collect();
        let holder = match parts.as_slice() {
            [key] => Some((&mut self.0, *key)),
            [group, row, key] => row
                .parse::<usize>()
                .ok()
                .and_then(|row| self.0.get_mut(*group)?.as_array_mut()?.get_mut(row)?.as_object_mut())
                .map(|map| (map, *key)),
            _ => None,
        };
        let Some((map, key)) = holder else { return false };
        let list = map.entry(key.to_owned()).or_insert_with(|| json!([]));
        if !list.is_array() {
            *list = json!([]);
        }
        if let Json::Array(files) = list {
            files.push(file.json());
        }
        true
    }
    /// Every file among the answers, with its path such as `ktp.0` or `anggota.0.ktp.0`.
    pub fn files(&self) -> Vec<(String, FileRef)> {
        let mut found = Vec::new();
        for (key, value) in &self.0 {
            let Json::Array(list) = value else { continue };
            for (place, entry) in list.iter().enumerate() {
                if let Some(file) = FileRef::from_json(entry) {
                    found.push((format!("{key}.{place}"), file));
                } else if let Json::Object(row) = entry {
                    for (inner, value) in row {
                        for (number, entry) in value.as_array().into_iter().flatten().enumerate() {
                            if let Some(file) = FileRef::from_json(entry) {
                                found.push((format!("{key}.{place}.{inner}.{number}"), file));
                            }
                        }
                    }
                }
            }
        }
        found
    }
}

/// A village or kelurahan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Village {
    /// Code.
    pub code: String,
    /// Name, with `Desa` or `Kelurahan` if that is wanted.
    pub name: String,
}

/// A district with its villages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Name.
    pub name: String,
    /// In the order of the list.
    pub villages: Vec<Village>,
}

/// What is known while the form is filled in. `Choices::on(today)` without villages: a location asks for the village as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The day on which it is filled in.
    pub today: Date,
    /// Districts with their villages; empty when they are not known.
    pub districts: Vec<District>,
}

impl Choices {
    /// Without villages.
    pub fn on(today: Date) -> Choices {
        Choices { today, districts: vec![] }
    }
    /// From regions as code, name and the code of the region above: whoever is above others is a district, whoever is below one is
    /// its village, all others are left out. The order stays.
    pub fn with_regions<'a>(
        today: Date,
        regions: impl IntoIterator<Item = (&'a str, &'a str, Option<&'a str>)>,
    ) -> Choices {
        let regions: Vec<_> = regions.into_iter().collect();
        let mut places = std::collections::BTreeMap::new();
        let mut districts: Vec<District> = Vec::new();
        let above: std::collections::BTreeSet<&str> = regions.iter().filter_map(|(.., parent)| *parent).collect();
        for (code, name, _) in regions.iter().filter(|(code, ..)| above.contains(code)) {
            places.insert(*code, districts.len());
            districts.push(District { name: (*name).to_owned(), villages: vec![] });
        }
        for (code, name, parent) in regions.iter().filter(|(code, ..)| !above.contains(code)) {
            let district = parent.and_then(|parent| places.get(parent)).and_then(|place| districts.get_mut(*place));
            if let Some(district) = district {
                district.villages.push(Village { code: (*code).to_owned(), name: (*name).to_owned() });
            }
        }
        districts.retain(|district| !district.villages.is_empty());
        Choices { today, districts }
    }
    /// A village with its district.
    pub fn village(&self, code: &str) -> Option<(&District, &Village)> {
        self.districts.iter().find_map(|district| {
            district.villages.iter().find(|village| village.code == code).map(|village| (district, village))
        })
    }
}
