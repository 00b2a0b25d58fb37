//! What a new version of a form changes for applicants.

use indonesia::{angka, kalimat};

use crate::condition::Condition;
use crate::kind::{Kind, Landmark, When};
use crate::model::{Field, Form};

/// How much a change means to applicants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// They must give more, or what was right is refused now.
    Heavier,
    /// They need to give less, or more is accepted.
    Lighter,
    /// It is said or placed differently.
    Wording,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How much it means.
    pub weight: Weight,
    /// What changes, one sentence.
    pub text: String,
}

impl Form {
    /// What changes for applicants from `old` to this form: first what is demanded more, then less, then the wording. Fields are the
    /// same when their keys are.
    pub fn changes_since(&self, old: &Form) -> Vec<Change> {
        let mut changes = Changes(vec![]);
        let before: Vec<Placed<'_>> = placed(old);
        let after: Vec<Placed<'_>> = placed(self);
        let twin = |one: &Placed<'_>, all: &[Placed<'_>]| all.iter().position(|other| other.path == one.path);
        for new in &after {
            match twin(new, &before).and_then(|place| before.get(place)) {
                None => {
                    let weight = if new.field.required { Weight::Heavier } else { Weight::Wording };
                    let must = if new.field.required { "wajib diisi" } else { "boleh dikosongkan" };
                    changes
                        .say(weight, format!("Isian baru “{}” ({}), {must}.", new.field.label, new.field.kind.name()));
                }
                Some(was) => compare(was, new, (old, self), &mut changes),
            }
        }
        for gone in before.iter().filter(|was| twin(was, &after).is_none()) {
            changes.say(Weight::Lighter, format!("“{}” tidak ditanyakan lagi.", gone.field.label));
        }
        for step in &self.steps {
            if let Some(was) = old.steps.iter().find(|was| was.key == step.key) {
                if was.title != step.title {
                    changes.say(Weight::Wording, format!("Judul langkah “{}” menjadi “{}”.", was.title, step.title));
                }
                if was.about != step.about {
                    changes.say(Weight::Wording, format!("Keterangan langkah “{}” berubah.", step.title));
                }
            } else {
                changes.say(Weight::Wording, format!("Langkah baru “{}”.", step.title));
            }
        }
        for gone in old.steps.iter().filter(|was| !self.steps.iter().any(|step| step.key == was.key)) {
            changes.say(Weight::Wording, format!("Langkah “{}” tidak ada lagi.", gone.title));
        }
        let order = |form: &Form, other: &Form| -> Vec<String> {
            form.fields()
                .filter(|(_, field)| other.field(&field.key).is_some())
                .map(|(_, field)| field.key.clone())
                .collect()
        };
        if order(old, self) != order(self, old) {
            changes.say(Weight::Wording, "Urutan pertanyaan berubah.".to_owned());
        }
        if notes(old) != notes(self) {
            changes.say(Weight::Wording, "Keterangan di antara pertanyaan berubah.".to_owned());
        }
        if old.title != self.title || old.about != self.about {
            changes.say(Weight::Wording, "Judul atau keterangan formulir berubah.".to_owned());
        }
        changes.0.sort_by_key(|change| change.weight);
        changes.0
    }
}

struct Changes(Vec<Change>);

impl Changes {
    fn say(&mut self, weight: Weight, text: String) {
        self.0.push(Change { weight, text });
    }
}

fn notes(form: &Form) -> Vec<&crate::Note> {
    form.steps
        .iter()
        .flat_map(|step| &step.items)
        .filter_map(|item| if let crate::Item::Note(note) = item { Some(note) } else { None })
        .collect()
}

/// A field with where it stands.
struct Placed<'a> {
    path: String,
    field: &'a Field,
    step: &'a str,
    /// The conditions of its page and of itself.
    when: Vec<&'a Condition>,
}

fn placed(form: &Form) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    for step in &form.steps {
        for field in step.fields() {
            let when = step.when.iter().chain(&field.when).collect();
            all.push(Placed { path: field.key.clone(), field, step: &step.key, when });
            for inner in field.inner() {
                let path = format!("{}.{}", field.key, inner.key);
                all.push(Placed { path, field: inner, step: &step.key, when: inner.when.iter().collect() });
            }
        }
    }
    all
}

fn compare(was: &Placed<'_>, new: &Placed<'_>, forms: (&Form, &Form), changes: &mut Changes) {
    let label = &new.field.label;
    if was.field.label != *label {
        changes.say(Weight::Wording, format!("Pertanyaan “{}” menjadi “{label}”.", was.field.label));
    }
    if was.field.hint != new.field.hint {
        changes.say(Weight::Wording, format!("Petunjuk “{label}” berubah."));
    }
    if was.step != new.step {
        changes.say(Weight::Wording, format!("“{label}” pindah ke langkah lain."));
    }
    match (was.field.required, new.field.required) {
        (false, true) => changes.say(Weight::Heavier, format!("“{label}” menjadi wajib diisi.")),
        (true, false) => changes.say(Weight::Lighter, format!("“{label}” tidak wajib lagi.")),
        (true, true) | (false, false) => {}
    }
    if was.when != new.when {
        let words = |when: &[&Condition], form: &Form| {
            let group = new.path.split_once('.').map(|(group, _)| group);
            let parts: Vec<String> = when
                .iter()
                .map(|when| {
                    when.words(|key| match group {
                        Some(group) => form.field(group)?.inner().iter().find(|field| field.key == key),
                        None => form.field(key),
                    })
                })
                .collect();
            if parts.is_empty() { "selalu".to_owned() } else { format!("bila {}", parts.join(", dan ")) }
        };
        let weight = if new.when.is_empty() { Weight::Heavier } else { Weight::Wording };
        changes.say(
            weight,
            format!("“{label}” ditanyakan {}; sebelumnya {}.", words(&new.when, forms.1), words(&was.when, forms.0)),
        );
    }
    kinds(label, &was.field.kind, &new.field.kind, changes);
}

/// A limit from below and above: tighter is heavier.
fn limits<T: PartialOrd + Copy>(
    label: &str,
    old: (T, T),
    new: (T, T),
    write: impl Fn(T) -> String,
    changes: &mut Changes,
) {
    let (min, max) = new;
    if old.0 != min {
        let weight = if min > old.0 { Weight::Heavier } else { Weight::Lighter };
        changes.say(weight, format!("“{label}” paling sedikit {}; sebelumnya {}.", write(min), write(old.0)));
    }
    if old.1 != max {
        let weight = if max < old.1 { Weight::Heavier } else { Weight::Lighter };
        changes.say(weight, format!("“{label}” paling banyak {}; sebelumnya {}.", write(max), write(old.1)));
    }
}

/// What can be chosen: less is heavier.
fn sets(label: &str, old: &[(&str, &str)], new: &[(&str, &str)], what: &str, changes: &mut Changes) {
    let missing = |from: &[(&str, &str)], other: &[(&str, &str)]| -> Vec<String> {
        from.iter()
            .filter(|(key, _)| !other.iter().any(|(own, _)| own == key))
            .map(|(_, name)| format!("“{name}”"))
            .collect()
    };
    let (gone, added) = (missing(old, new), missing(new, old));
    if !gone.is_empty() {
        changes.say(Weight::Heavier, format!("“{label}” tidak menerima lagi {what} {}.", kalimat::daftar_dan(&gone)));
    }
    if !added.is_empty() {
        changes.say(Weight::Lighter, format!("“{label}” menerima juga {what} {}.", kalimat::daftar_dan(&added)));
    }
    if old.iter().any(|(key, name)| new.iter().any(|(own, now)| own == key && now != name)) {
        changes.say(Weight::Wording, format!("Teks {what} “{label}” berubah."));
    }
}

fn options(kind: &Kind) -> Vec<(&str, &str)> {
    kind.choices().iter().map(|choice| (choice.value.as_str(), choice.label.as_str())).collect()
}

fn kinds(label: &str, was: &Kind, new: &Kind, changes: &mut Changes) {
    let count = |number: u32| angka::bulat(number.into());
    let letters = |number: u32| format!("{} karakter", angka::bulat(number.into()));
    if was.word() != new.word() {
        changes.say(
            Weight::Heavier,
            format!("“{label}” menjadi {}; sebelumnya {}.", lower(new.name()), lower(was.name())),
        );
        return;
    }
    sets(label, &options(was), &options(new), "pilihan", changes);
    match (was, new) {
        (Kind::Text { min, max, pattern, .. }, Kind::Text { min: least, max: most, pattern: wanted, .. }) => {
            limits(label, (*min, *max), (*least, *most), letters, changes);
            match (pattern, wanted) {
                (Some(_), None) => changes.say(Weight::Lighter, format!("“{label}” tidak harus berpola lagi.")),
                (old, Some(wanted)) if old.as_ref() != Some(wanted) => {
                    changes.say(Weight::Heavier, format!("“{label}” harus sesuai pola {wanted}."));
                }
                (Some(_) | None, Some(_) | None) => {}
            }
        }
        (Kind::LongText { min, max }, Kind::LongText { min: least, max: most }) => {
            limits(label, (*min, *max), (*least, *most), letters, changes);
        }
        (Kind::Integer { min, max, .. }, Kind::Integer { min: least, max: most, .. }) => {
            limits(label, (*min, *max), (*least, *most), angka::bulat, changes);
        }
        (Kind::Money { min, max }, Kind::Money { min: least, max: most }) => {
            limits(label, (*min, *max), (*least, *most), |rupiah| format!("Rp{}", angka::bulat(rupiah)), changes);
        }
        (Kind::Date { from, to }, Kind::Date { from: first, to: last }) if (from, to) != (first, last) => {
            let write = |when: &Option<When>| when.map_or("bebas".to_owned(), |when| when.word().replace('_', " "));
            changes.say(
                Weight::Heavier,
                format!("Batas tanggal “{label}” menjadi {} sampai {}.", write(first), write(last)),
            );
        }
        (Kind::Many { min, max, .. }, Kind::Many { min: least, max: most, .. }) => {
            limits(label, (*min, *max), (*least, *most), |number| format!("{} pilihan", count(number)), changes);
        }
        (
            Kind::Upload { types, max_bytes, min, max },
            Kind::Upload { types: taken, max_bytes: bytes, min: least, max: most },
        ) => {
            let names = |types: &[crate::FileType]| -> Vec<(&'static str, &'static str)> {
                types.iter().map(|kind| (kind.word(), kind.name())).collect()
            };
            sets(label, &names(types), &names(taken), "berkas", changes);
            limits(label, (*min, *max), (*least, *most), |number| format!("{} berkas", count(number)), changes);
            if max_bytes != bytes {
                let weight = if bytes < max_bytes { Weight::Heavier } else { Weight::Lighter };
                changes.say(
                    weight,
                    format!(
                        "Berkas “{label}” paling besar {}; sebelumnya {}.",
                        kalimat::ukuran(*bytes),
                        kalimat::ukuran(*max_bytes)
                    ),
                );
            }
        }
        (Kind::Location(old), Kind::Location(landmark)) if old != landmark => match landmark {
            Landmark::Required => changes.say(Weight::Heavier, format!("Patokan pada “{label}” menjadi wajib.")),
            Landmark::Asked => changes.say(Weight::Wording, format!("Patokan pada “{label}” boleh diisi.")),
            Landmark::None => changes.say(Weight::Lighter, format!("Patokan pada “{label}” tidak ditanyakan lagi.")),
        },
        (Kind::Group { min, max, .. }, Kind::Group { min: least, max: most, .. }) => {
            limits(label, (*min, *max), (*least, *most), |number| format!("{} baris", count(number)), changes);
        }
        // Same kinds by now: what is left has nothing that could differ.
        (_, _) => {}
    }
}

fn lower(name: &str) -> String {
    if name.starts_with("NIK") { name.to_owned() } else { name.to_lowercase() }
}
