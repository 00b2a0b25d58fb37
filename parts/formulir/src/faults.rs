//! Whether a form is whole: names, limits, and that every branch looks back only.

use std::collections::BTreeSet;

use crate::condition::{Condition, Is, Test};
use crate::kind::{FileType, Kind, MAX_MONEY, SAFE, When};
use crate::model::{Choice, Fault, Field, Form, Item, MAX_FIELDS};
use crate::pattern;

const STEPS: usize = 40;
const ITEMS: usize = 100;
const GROUP_FIELDS: usize = 30;
const ROWS: u32 = 50;
const CHOICES: usize = 300;
const TESTS: usize = 10;
const FILES: u32 = 20;
/// 100 MB.
const FILE_MAX: u64 = 100_000_000;
const LINE_MAX: u32 = 1000;
const TEXT_MAX: u32 = 20_000;
const LABEL: usize = 200;
const HINT: usize = 600;
const NOTE: usize = 5000;

impl Form {
    /// What keeps the form from being used; empty for a form of [`Form::parse`]. Whoever changes a form asks this.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut say = |path: &str, message: String| faults.push(Fault::new(path, message));
        wording(&self.title, 1, LABEL, false, "/title", "Judul formulir", &mut say);
        wording(&self.about, 0, NOTE, true, "/description", "Keterangan formulir", &mut say);
        if self.steps.is_empty() || self.steps.len() > STEPS {
            say("/x-langkah", format!("Formulir harus mempunyai 1 sampai {STEPS} langkah."));
        }
        let count = self.fields().map(|(_, field)| 1 + field.inner().len()).sum::<usize>();
        if count > MAX_FIELDS {
            say("/properties", format!("Formulir paling banyak {MAX_FIELDS} isian, sekarang {count}."));
        }
        let mut step_keys = BTreeSet::new();
        let mut keys = BTreeSet::new();
        let mut before: Vec<&Field> = Vec::new();
        for (number, step) in self.steps.iter().enumerate() {
            let path = format!("/x-langkah/{number}");
            key_fault(&step.key, &mut step_keys, &format!("{path}/kunci"), &mut say);
            wording(&step.title, 1, LABEL, false, &format!("{path}/judul"), "Judul langkah", &mut say);
            wording(&step.about, 0, NOTE, true, &format!("{path}/keterangan"), "Keterangan langkah", &mut say);
            condition_faults(step.when.as_ref(), &before, &format!("{path}/x-bila"), &mut say);
            if step.items.len() > ITEMS {
                say(&format!("{path}/isi"), format!("Satu langkah paling banyak {ITEMS} isian dan keterangan."));
            }
            for (place, item) in step.items.iter().enumerate() {
                match item {
                    Item::Note(note) => {
                        let path = format!("{path}/isi/{place}");
                        wording(&note.title, 0, LABEL, false, &path, "Judul keterangan", &mut say);
                        wording(&note.text, 0, NOTE, true, &path, "Keterangan", &mut say);
                        if note.title.is_empty() && note.text.is_empty() {
                            say(&path, "Isi judul atau teks keterangan.".to_owned());
                        }
                        condition_faults(note.when.as_ref(), &before, &format!("{path}/x-bila"), &mut say);
                    }
                    Item::Field(field) => {
                        let path = format!("/properties/{}", field.key);
                        key_fault(&field.key, &mut keys, &path, &mut say);
                        field_faults(field, &before, &path, &mut say);
                        before.push(field);
                    }
                }
            }
        }
        faults
    }
}

type Say<'a> = dyn FnMut(&str, String) + 'a;

fn wording(text: &str, min: usize, max: usize, lines: bool, path: &str, name: &str, say: &mut Say<'_>) {
    let count = text.chars().count();
    if text.trim().is_empty() && min > 0 {
        say(path, format!("{name} harus diisi."));
    } else if count > max {
        say(path, format!("{name} paling banyak {max} karakter, sekarang {count}."));
    } else if text.chars().any(|letter| crate::value::is_hidden(letter, lines)) {
        say(path, format!("{name} memuat karakter yang tidak terlihat."));
    }
}

/// Whether a text can be the key of a field or a page.
pub(crate) fn is_key(key: &str) -> bool {
    key.len() <= 40
        && key.starts_with(|letter: char| letter.is_ascii_lowercase())
        && key.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

fn key_fault<'a>(key: &'a str, known: &mut BTreeSet<&'a str>, path: &str, say: &mut Say<'_>) {
    if !is_key(key) {
        say(
            path,
            "Nama hanya huruf kecil, angka, dan garis bawah, diawali huruf, paling banyak 40 karakter.".to_owned(),
        );
    } else if !known.insert(key) {
        say(path, format!("Nama “{key}” sudah dipakai."));
    }
}

fn field_faults(field: &Field, before: &[&Field], path: &str, say: &mut Say<'_>) {
    wording(&field.label, 1, LABEL, false, &format!("{path}/title"), "Pertanyaan", say);
    wording(&field.hint, 0, HINT, false, &format!("{path}/description"), "Petunjuk", say);
    condition_faults(field.when.as_ref(), before, &format!("{path}/x-bila"), say);
    let range = |min: u64, max: u64, most: u64, what: &str, say: &mut Say<'_>| {
        if min > max {
            say(path, format!("{what}: yang paling kecil melebihi yang paling besar."));
        } else if max > most {
            say(path, format!("{what} paling banyak {most}."));
        }
    };
    match &field.kind {
        Kind::Text { min, max, pattern, message, .. } => {
            range((*min).into(), (*max).into(), LINE_MAX.into(), "Panjang teks", say);
            wording(message, 0, LABEL, false, &format!("{path}/x-pesan"), "Pesan pola", say);
            if let Some(fault) = pattern.as_deref().and_then(pattern::pattern_fault) {
                say(&format!("{path}/pattern"), fault);
            }
            if !message.is_empty() && pattern.is_none() {
                say(&format!("{path}/x-pesan"), "Pesan pola hanya berguna bersama pola.".to_owned());
            }
        }
        Kind::LongText { min, max } => range((*min).into(), (*max).into(), TEXT_MAX.into(), "Panjang teks", say),
        Kind::Integer { min, max, unit } => {
            wording(unit, 0, 40, false, &format!("{path}/x-satuan"), "Satuan", say);
            bounds(*min, *max, SAFE, path, say);
        }
        Kind::Money { min, max } => bounds(*min, *max, MAX_MONEY, path, say),
        Kind::Date { from, to } => match (from, to) {
            (Some(When::Day(from)), Some(When::Day(to))) if from > to => {
                say(path, "Tanggal paling awal sesudah tanggal paling akhir.".to_owned());
            }
            (Some(_) | None, Some(_) | None) => {}
        },
        Kind::One(choices) => choice_faults(choices, path, say),
        Kind::Many { choices, min, max } => {
            choice_faults(choices, path, say);
            range((*min).into(), (*max).into(), choices.len() as u64, "Banyak pilihan", say);
        }
        Kind::Upload { types, max_bytes, min, max } => {
            range((*min).into(), (*max).into(), FILES.into(), "Banyak berkas", say);
            let different: BTreeSet<&str> = types.iter().map(|kind: &FileType| kind.word()).collect();
            if types.is_empty() || different.len() != types.len() {
                say(
                    &format!("{path}/x-berkas"),
                    "Pilih paling sedikit satu jenis berkas, masing-masing satu kali.".to_owned(),
                );
            }
            if !(1000..=FILE_MAX).contains(max_bytes) {
                say(
                    &format!("{path}/x-terbesar"),
                    "Ukuran berkas paling besar harus antara 1 kB dan 100 MB.".to_owned(),
                );
            }
        }
        Kind::Group { fields, min, max, one } => {
            range((*min).into(), (*max).into(), ROWS.into(), "Banyak baris kelompok", say);
            wording(one, 0, 40, false, &format!("{path}/x-satuan"), "Sebutan satu baris", say);
            if fields.len() > GROUP_FIELDS {
                say(path, format!("Satu kelompok paling banyak {GROUP_FIELDS} isian."));
            }
            let mut keys = BTreeSet::new();
            let mut inner: Vec<&Field> = Vec::new();
            for field in fields {
                let path = format!("{path}/items/properties/{}", field.key);
                key_fault(&field.key, &mut keys, &path, say);
                if matches!(field.kind, Kind::Group { .. }) {
                    say(&path, "Kelompok tidak boleh memuat kelompok lain.".to_owned());
                } else {
                    field_faults(field, &inner, &path, say);
                }
                inner.push(field);
            }
        }
        Kind::Time | Kind::YesNo | Kind::Consent | Kind::Email | Kind::Phone | Kind::Nik | Kind::Location(_) => {}
    }
}

fn bounds(min: i64, max: i64, most: i64, path: &str, say: &mut Say<'_>) {
    if min > max {
        say(path, "Bilangan paling kecil melebihi bilangan paling besar.".to_owned());
    } else if min < -most || max > most {
        say(path, format!("Bilangan harus antara -{most} dan {most}."));
    }
}

fn choice_faults(choices: &[Choice], path: &str, say: &mut Say<'_>) {
    if choices.is_empty() || choices.len() > CHOICES {
        say(path, format!("Isi 1 sampai {CHOICES} pilihan."));
    }
    let mut known = BTreeSet::new();
    for choice in choices {
        let plain = !choice.value.is_empty()
            && choice.value.len() <= 60
            && choice.value.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '-'));
        if !plain {
            say(
                path,
                "Kode pilihan hanya huruf, angka, garis bawah, titik, dan tanda hubung, paling banyak 60.".to_owned(),
            );
        } else if !known.insert(&choice.value) {
            say(path, format!("Kode pilihan “{}” dipakai dua kali.", choice.value));
        }
        wording(&choice.label, 1, LABEL, false, path, "Teks pilihan", say);
        wording(&choice.hint, 0, HINT, false, path, "Keterangan pilihan", say);
    }
}

fn condition_faults(when: Option<&Condition>, before: &[&Field], path: &str, say: &mut Say<'_>) {
    let Some(when) = when else { return };
    if when.tests.is_empty() || when.tests.len() > TESTS {
        say(path, format!("Isi 1 sampai {TESTS} syarat."));
    }
    for test in &when.tests {
        match before.iter().find(|field| field.key == test.field) {
            None => say(path, format!("Syarat melihat “{}”, yang tidak ditanyakan sebelumnya.", test.field)),
            Some(field) => {
                if let Some(message) = test_fault(test, field) {
                    say(path, message);
                }
            }
        }
    }
}

/// What is wrong with a test of this field.
fn test_fault(test: &Test, field: &Field) -> Option<String> {
    let label = &field.label;
    let unfit = || Some(format!("Syarat ini tidak cocok untuk “{label}” ({}).", field.kind.name()));
    match (&test.is, &field.kind) {
        (Is::OneOf(values) | Is::NoneOf(values), Kind::One(choices))
        | (Is::Contains(values), Kind::Many { choices, .. }) => {
            if values.is_empty() || values.len() > CHOICES {
                return Some(format!("Syarat untuk “{label}” harus menyebut pilihannya."));
            }
            let unknown = values.iter().find(|value| !choices.iter().any(|choice| choice.value == **value));
            unknown.map(|value| format!("“{label}” tidak mempunyai pilihan “{value}”."))
        }
        (Is::Yes | Is::No, Kind::YesNo) => None,
        (Is::Between { from, to }, Kind::Integer { .. } | Kind::Money { .. }) => match (from, to) {
            (None, None) => Some(format!("Syarat untuk “{label}” harus menyebut batasnya.")),
            (Some(from), Some(to)) if from > to => {
                Some(format!("Syarat untuk “{label}”: batas bawah melebihi batas atas."))
            }
            (Some(limit), _) | (_, Some(limit)) if limit.unsigned_abs() > SAFE.unsigned_abs() => {
                Some(format!("Syarat untuk “{label}”: bilangan terlalu besar."))
            }
            (Some(_) | None, Some(_) | None) => None,
        },
        // Rows come and go while a group is filled in.
        (Is::Filled | Is::Empty, Kind::Group { .. }) => unfit(),
        (Is::Filled | Is::Empty, _) => None,
        (Is::OneOf(_) | Is::NoneOf(_) | Is::Contains(_) | Is::Yes | Is::No | Is::Between { .. }, _) => unfit(),
    }
}
