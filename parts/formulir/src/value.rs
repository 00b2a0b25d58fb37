//! One value of one field: reading what was typed, judging, showing.

use indonesia::kalimat::Nik;
use indonesia::{angka, kalimat, tanggal};
use serde_json::{Value as Json, json};
use time::{Date, Month};
use unicode_normalization::UnicodeNormalization as _;

use crate::answers::{Choices, FileRef};
use crate::kind::{FileType, Kind, Landmark, SAFE};
use crate::model::{Fault, Field};
use crate::pattern;

/// Most characters of the name of a village that is typed, and of a landmark.
pub(crate) const VILLAGE: usize = 100;
pub(crate) const LANDMARK: usize = 200;
/// Most characters of the name of a file.
pub(crate) const FILE_NAME: usize = 255;

/// A day written as `2026-12-31`, in a year that is believed.
pub(crate) fn iso_day(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    if !shaped {
        return None;
    }
    let year: i32 = text.get(..4)?.parse().ok()?;
    let month = Month::try_from(text.get(5..7)?.parse::<u8>().ok()?).ok()?;
    let day = Date::from_calendar_date(year, month, text.get(8..)?.parse().ok()?).ok()?;
    (1800..=2999).contains(&year).then_some(day)
}

pub(crate) fn write_iso(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

fn is_iso_time(text: &str) -> bool {
    let shaped = text.len() == 5
        && text.bytes().enumerate().all(|(at, byte)| if at == 2 { byte == b':' } else { byte.is_ascii_digit() });
    shaped && tanggal::urai_jam(text).is_ok()
}

/// A whole number as JSON Schema means it: `3` and `3.0`.
pub(crate) fn whole(json: &Json) -> Option<i64> {
    json.as_i64().or_else(|| {
        let number = json.as_f64()?;
        // Beyond this no number of JSON is exact, and none is allowed.
        (number.fract() == 0.0 && number.abs() <= SAFE as f64).then_some(number as i64)
    })
}

/// Characters that nobody sees, or that turn the direction of writing.
pub(crate) fn is_hidden(letter: char, lines: bool) -> bool {
    let control = letter.is_control() && !(lines && matches!(letter, '\n' | '\r' | '\t'));
    control || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, ' ' | '\t' | '\n' | '\r'))
}

/// What was typed, made regular: line breaks, composed letters, no space around.
pub(crate) fn tidy(typed: &str) -> String {
    let text: String = typed.replace("\r\n", "\n").nfc().collect();
    text.trim().to_owned()
}

/// Reads what was typed into one control. What cannot be read stays as it is; nothing typed is `None`.
pub(crate) fn read(kind: &Kind, typed: &str) -> Option<Json> {
    let text = tidy(typed);
    if text.is_empty() {
        return None;
    }
    let read = match kind {
        Kind::Integer { .. } => angka::urai_bulat(&text).ok().map(|number| json!(number)),
        Kind::Money { .. } => match angka::urai_rupiah(&text) {
            Ok(sen) if sen % 100 == 0 => Some(json!(sen / 100)),
            Ok(_) | Err(_) => None,
        },
        Kind::Date { .. } => tanggal::urai(&text).ok().map(|day| json!(write_iso(day))),
        Kind::Time => {
            tanggal::urai_jam(&text).ok().map(|time| json!(format!("{:02}:{:02}", time.hour(), time.minute())))
        }
        Kind::YesNo => match text.as_str() {
            page::YES => Some(json!(true)),
            page::NO => Some(json!(false)),
            _ => None,
        },
        Kind::Consent => (text == page::YES).then_some(Json::Bool(true)),
        Kind::Phone => Some(json!(phone(&text))),
        Kind::Nik => Nik::urai(&text).ok().map(|nik| json!(nik.digits())),
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::One(_)
        | Kind::Many { .. }
        | Kind::Email
        | Kind::Upload { .. }
        | Kind::Location(_)
        | Kind::Group { .. } => None,
    };
    Some(read.unwrap_or(Json::String(text)))
}

/// A number without what people put between the digits; `62…` gets its `+`.
fn phone(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-' | '.' | '(' | ')' | '/')).collect();
    let is_number = plain.strip_prefix('+').unwrap_or(&plain).bytes().all(|byte| byte.is_ascii_digit());
    match (is_number, plain.starts_with("62")) {
        (false, _) => text.to_owned(),
        (true, true) => format!("+{plain}"),
        (true, false) => plain,
    }
}

/// What a control shows of an answer: regular ones as people write them, all others as they were typed.
pub(crate) fn typed(kind: &Kind, value: Option<&Json>) -> String {
    match (kind, value) {
        (_, None | Some(Json::Null)) => String::new(),
        (Kind::Date { .. }, Some(Json::String(text))) => match iso_day(text) {
            Some(day) => format!("{:02}-{:02}-{:04}", day.day(), u8::from(day.month()), day.year()),
            None => text.clone(),
        },
        (Kind::Time, Some(Json::String(text))) if is_iso_time(text) => text.replace(':', "."),
        (Kind::Integer { .. } | Kind::Money { .. }, Some(number)) if whole(number).is_some() => {
            whole(number).map(angka::bulat).unwrap_or_default()
        }
        (_, Some(Json::String(text))) => text.clone(),
        (_, Some(Json::Bool(yes))) => if *yes { page::YES } else { page::NO }.to_owned(),
        (_, Some(other @ (Json::Number(_) | Json::Array(_) | Json::Object(_)))) => other.to_string(),
    }
}

/// What people read of an answer. Groups and files are shown by their callers.
pub(crate) fn shown(kind: &Kind, value: &Json, choices: &Choices) -> String {
    let label = |value: &Json| {
        let text = value.as_str().unwrap_or_default();
        kind.choices().iter().find(|choice| choice.value == text).map_or(text, |choice| &choice.label).to_owned()
    };
    match (kind, value) {
        (Kind::One(_), value) => label(value),
        (Kind::Many { .. }, Json::Array(list)) => list.iter().map(label).collect::<Vec<_>>().join("; "),
        (Kind::YesNo, Json::Bool(yes)) => if *yes { "Ya" } else { "Tidak" }.to_owned(),
        (Kind::Consent, Json::Bool(true)) => "Disetujui".to_owned(),
        (Kind::Integer { unit, .. }, number) if whole(number).is_some() => {
            let text = typed(kind, Some(number));
            if unit.is_empty() { text } else { format!("{text} {unit}") }
        }
        (Kind::Money { .. }, number) if whole(number).is_some() => format!("Rp{}", typed(kind, Some(number))),
        (Kind::Date { .. }, Json::String(text)) => iso_day(text).map_or_else(|| text.clone(), tanggal::panjang),
        (Kind::Location(_), Json::Object(_)) => place(value, choices),
        (_, value) => typed(kind, Some(value)),
    }
}

fn place(value: &Json, choices: &Choices) -> String {
    let part = |key: &str| value.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let code = part("desa");
    let village = match choices.village(&code) {
        Some((district, village)) => format!("{}, {}", village.name, district.name),
        None => code,
    };
    [part("patokan"), village].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The sentence for a field that must be answered and is not, with the path of the control that it stands beside.
pub(crate) fn missing(field: &Field, path: &str) -> Fault {
    let label = &field.label;
    match &field.kind {
        Kind::One(_) | Kind::YesNo => Fault::new(path, format!("Pilih jawaban untuk “{label}”.")),
        Kind::Many { min, .. } => Fault::new(path, format!("Pilih paling sedikit {min} untuk “{label}”.")),
        Kind::Consent => Fault::new(path, format!("Centang “{label}” untuk melanjutkan.")),
        Kind::Upload { .. } => Fault::new(path, format!("Unggah berkas “{label}”.")),
        Kind::Location(_) => Fault::new(format!("{path}.desa"), format!("Pilih desa atau kelurahan untuk “{label}”.")),
        Kind::Group { min, one, .. } => Fault::new(
            path,
            format!("Isi paling sedikit {min} {} pada “{label}”.", if one.is_empty() { "isian" } else { one }),
        ),
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Integer { .. }
        | Kind::Money { .. }
        | Kind::Date { .. }
        | Kind::Time
        | Kind::Email
        | Kind::Phone
        | Kind::Nik => Fault::new(path, format!("Isi “{label}”.")),
    }
}

fn text_fault(label: &str, text: &str, lines: bool, min: usize, max: usize) -> Option<String> {
    let count = text.chars().count();
    if is_blank(text) {
        Some(format!("Isi “{label}”."))
    } else if text.chars().any(|letter| is_hidden(letter, lines)) {
        Some(format!("“{label}” memuat karakter yang tidak terlihat. Ketik ulang isian ini."))
    } else if count > max {
        Some(format!("“{label}” paling banyak {max} karakter, sekarang {count}. Persingkat isiannya."))
    } else if count < min {
        Some(format!("“{label}” paling sedikit {min} karakter, sekarang {count}. Lengkapi isiannya."))
    } else {
        None
    }
}

fn number_fault(label: &str, value: &Json, min: i64, max: i64, money: bool) -> Option<String> {
    let write = |number: i64| if money { format!("Rp{}", angka::bulat(number)) } else { angka::bulat(number) };
    match (whole(value), value) {
        (Some(number), _) if number < min => Some(format!("“{label}” paling kecil {}.", write(min))),
        (Some(number), _) if number > max => Some(format!("“{label}” paling besar {}.", write(max))),
        (Some(_), _) => None,
        (None, Json::String(text)) if money => Some(match angka::urai_rupiah(text) {
            Ok(_) => format!("Tulis “{label}” dalam rupiah bulat, tanpa sen, misalnya 1.250.000."),
            Err(cause) => format!("“{label}”: {cause}"),
        }),
        (None, Json::String(text)) => Some(match angka::urai_bulat(text) {
            Ok(_) => format!("“{label}” harus bilangan bulat."),
            Err(cause) => format!("“{label}”: {cause}"),
        }),
        (None, Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_)) => {
            Some(format!("“{label}” harus bilangan bulat."))
        }
    }
}

fn choice_fault(field: &Field, value: &Json) -> Option<String> {
    let known = value.as_str().is_some_and(|text| field.kind.choices().iter().any(|choice| choice.value == text));
    (!known).then(|| format!("Pilih jawaban untuk “{}” dari pilihan yang ada.", field.label))
}

fn counted(path: &str, label: &str, count: usize, min: u32, max: u32, what: &str, faults: &mut Vec<Fault>) {
    if count < min as usize {
        faults.push(Fault::new(path, format!("“{label}” paling sedikit {min} {what}, sekarang {count}.")));
    } else if count > max as usize {
        faults.push(Fault::new(path, format!("“{label}” paling banyak {max} {what}, sekarang {count}.")));
    }
}

/// Judges the number of rows of a group.
pub(crate) fn count_rows(field: &Field, path: &str, count: usize, faults: &mut Vec<Fault>) {
    if let Kind::Group { min, max, one, .. } = &field.kind {
        counted(path, &field.label, count, *min, *max, if one.is_empty() { "isian" } else { one }, faults);
    }
}

/// Judges a value that is there, except the rows of a group. With `choices` also what no schema can know: today and the villages.
pub(crate) fn judge(field: &Field, value: &Json, path: &str, choices: &Choices, faults: &mut Vec<Fault>) {
    let label = &field.label;
    let text = value.as_str();
    let not_text = || Some(format!("“{label}” harus berupa teks."));
    let message = match &field.kind {
        Kind::Text { min, max, pattern, message, .. } => match text {
            None => not_text(),
            Some(text) => text_fault(label, text, false, *min as usize, *max as usize).or_else(|| {
                let wanted = pattern.as_deref()?;
                let say = if message.is_empty() {
                    format!("“{label}” belum sesuai dengan bentuk yang diminta.")
                } else {
                    message.clone()
                };
                (!pattern::meets(wanted, text)).then_some(say)
            }),
        },
        Kind::LongText { min, max } => match text {
            None => not_text(),
            Some(text) => text_fault(label, text, true, *min as usize, *max as usize),
        },
        Kind::Integer { min, max, .. } => number_fault(label, value, *min, *max, false),
        Kind::Money { min, max } => number_fault(label, value, *min, *max, true),
        Kind::Date { from, to } => match text.map(|text| (text, iso_day(text))) {
            None => not_text(),
            Some((_, Some(day))) => {
                let (from, to) = (from.map(|from| from.on(choices.today)), to.map(|to| to.on(choices.today)));
                match (from.filter(|from| day < *from), to.filter(|to| day > *to)) {
                    (Some(from), _) => Some(format!("“{label}” paling awal {}.", tanggal::panjang(from))),
                    (None, Some(to)) => Some(format!("“{label}” paling akhir {}.", tanggal::panjang(to))),
                    (None, None) => None,
                }
            }
            Some((text, None)) => Some(match tanggal::urai(text) {
                Ok(_) => format!("Tulis “{label}” seperti 2026-12-31."),
                Err(cause) => format!("“{label}”: {cause}"),
            }),
        },
        Kind::Time => match text {
            Some(text) if is_iso_time(text) => None,
            Some(_) | None => Some(format!("Tulis “{label}” seperti 14.30, antara 00.00 dan 23.59.")),
        },
        Kind::One(_) => choice_fault(field, value),
        Kind::Many { min, max, .. } => match value.as_array() {
            None => Some(format!("Pilih jawaban untuk “{label}” dari pilihan yang ada.")),
            Some(list) => {
                counted(path, label, list.len(), *min, *max, "pilihan", faults);
                let doubled = (1..list.len()).any(|at| {
                    list.get(..at).is_some_and(|before| list.get(at).is_some_and(|one| before.contains(one)))
                });
                if doubled {
                    Some(format!("“{label}” memuat pilihan yang sama dua kali."))
                } else {
                    list.iter().find_map(|one| choice_fault(field, one))
                }
            }
        },
        Kind::YesNo => (!value.is_boolean()).then(|| format!("Pilih ya atau tidak untuk “{label}”.")),
        Kind::Consent => (*value != json!(true)).then(|| format!("Centang “{label}” untuk melanjutkan.")),
        Kind::Email => {
            (!text.is_some_and(pattern::is_email)).then(|| format!("Tulis “{label}” seperti nama@contoh.id."))
        }
        Kind::Phone => (!text.is_some_and(pattern::is_phone))
            .then(|| format!("Tulis “{label}” dengan angka, misalnya 081234567890 atau +62 812 3456 7890.")),
        Kind::Nik => match text {
            Some(text) if Nik::urai(text).is_ok_and(|nik| nik.digits() == text) => None,
            Some(text) => Some(match Nik::urai(text) {
                Ok(_) => format!("Tulis “{label}” dengan 16 angka tanpa spasi."),
                Err(cause) => format!("“{label}”: {cause}"),
            }),
            None => not_text(),
        },
        Kind::Upload { types, max_bytes, min, max } => {
            files(value, path, label, (types, *max_bytes, *min, *max), faults);
            None
        }
        Kind::Location(landmark) => {
            location(value, path, label, *landmark, choices, faults);
            None
        }
        Kind::Group { .. } => None,
    };
    faults.extend(message.map(|message| Fault::new(path, message)));
}

fn files(value: &Json, path: &str, label: &str, rules: (&[FileType], u64, u32, u32), faults: &mut Vec<Fault>) {
    let (types, max_bytes, min, max) = rules;
    let Some(list) = value.as_array() else {
        faults.push(Fault::new(path, format!("Unggah berkas “{label}”.")));
        return;
    };
    counted(path, label, list.len(), min, max, "berkas", faults);
    for entry in list {
        let keys = entry.as_object().is_some_and(|map| map.len() == 4);
        let fault = match FileRef::from_json(entry).filter(|file| keys && is_uuid(&file.id)) {
            None => Some(format!("Unggah ulang berkas “{label}”.")),
            Some(file) => file_fault(label, types, max_bytes, &file.name, file.size, &file.media),
        };
        faults.extend(fault.map(|message| Fault::new(path, message)));
    }
}

/// Judges one file.
pub(crate) fn file_fault(
    label: &str,
    types: &[FileType],
    max_bytes: u64,
    name: &str,
    size: u64,
    media: &str,
) -> Option<String> {
    let length = name.chars().count();
    if !types.iter().any(|kind| kind.media() == media) {
        let names: Vec<&str> = types.iter().map(|kind| kind.name()).collect();
        Some(format!("“{label}” harus berupa {}.", kalimat::daftar_atau(&names)))
    } else if size > max_bytes {
        Some(format!(
            "Berkas “{label}” paling besar {}, sekarang {}.",
            kalimat::ukuran(max_bytes),
            kalimat::ukuran(size)
        ))
    } else if size == 0 {
        Some(format!("Berkas “{label}” kosong. Pilih berkas lain."))
    } else if length == 0 || length > FILE_NAME || name.chars().any(|letter| is_hidden(letter, false)) {
        Some(format!("Ganti nama berkas “{label}” dengan nama yang lebih pendek dan tanpa karakter khusus."))
    } else {
        None
    }
}

/// A UUID in small letters.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}

fn location(value: &Json, path: &str, label: &str, landmark: Landmark, choices: &Choices, faults: &mut Vec<Fault>) {
    let Some(map) = value.as_object() else {
        faults.push(Fault::new(format!("{path}.desa"), format!("Pilih desa atau kelurahan untuk “{label}”.")));
        return;
    };
    if let Some(key) = map.keys().find(|key| !(*key == "desa" || (*key == "patokan" && landmark != Landmark::None))) {
        faults.push(Fault::new(path, format!("“{label}” tidak mengenal “{key}”.")));
    }
    let village = map.get("desa").and_then(Json::as_str).unwrap_or_default();
    let known = choices.districts.is_empty() || choices.village(village).is_some();
    if is_blank(village) || !known {
        faults.push(Fault::new(format!("{path}.desa"), format!("Pilih desa atau kelurahan untuk “{label}”.")));
    } else if let Some(message) = text_fault(&format!("Desa pada {label}"), village, false, 1, VILLAGE) {
        faults.push(Fault::new(format!("{path}.desa"), message));
    }
    match map.get("patokan") {
        None if landmark == Landmark::Required => faults.push(Fault::new(
            format!("{path}.patokan"),
            format!("Isi patokan untuk “{label}”, misalnya nama jalan atau bangunan yang dekat."),
        )),
        None => {}
        Some(text) => {
            let fault =
                text_fault(&format!("Patokan pada {label}"), text.as_str().unwrap_or_default(), false, 1, LANDMARK);
            faults.extend(fault.map(|message| Fault::new(format!("{path}.patokan"), message)));
        }
    }
}
