//! A field of a form as the fields of the page on which it is changed.
use formulir::{Completion, Field, FileType, Kind, Landmark, When};
use kernel::indonesia::{angka, tanggal};
use kernel::page::FormError;

use super::pilihan;

/// What was typed, or what stands in the field: name and value, several values under one name for boxes.
pub type Isian = Vec<(String, String)>;

/// The first value of a name.
pub fn nilai<'a>(isian: &'a [(String, String)], nama: &str) -> &'a str {
    isian.iter().find(|(own, _)| own == nama).map_or("", |(_, nilai)| nilai.trim())
}

fn lengkap(date: time::Date) -> String {
    format!("{:02}-{:02}-{:04}", date.day(), u8::from(date.month()), date.year())
}

fn batas_hari(when: Option<When>) -> String {
    match when {
        None => String::new(),
        Some(When::Today) => "hari ini".to_owned(),
        Some(When::Day(day)) => lengkap(day),
    }
}

/// Megabytes with at most three decimals.
fn mega(bytes: u64) -> String {
    angka::desimal_ringkas(i64::try_from(bytes / 1000).unwrap_or(i64::MAX), 3)
}

/// The field as the page shows it.
pub fn tulis(field: &Field) -> Isian {
    let mut isian: Isian = vec![];
    let mut put = |nama: &str, nilai: String| isian.push((nama.to_owned(), nilai));
    put("label", field.label.clone());
    put("petunjuk", field.hint.clone());
    if field.required {
        put("wajib", "ya".to_owned());
    }
    match &field.kind {
        Kind::Text { min, max, pattern, message, completion } => {
            put("terkecil", min.to_string());
            put("terbesar", max.to_string());
            put("pola", pattern.clone().unwrap_or_default());
            put("pesan", message.clone());
            put("otomatis", completion.map_or("", |completion| completion.word()).to_owned());
        }
        Kind::LongText { min, max } => {
            put("terkecil", min.to_string());
            put("terbesar", max.to_string());
        }
        Kind::Integer { min, max, unit } => {
            put("terkecil", angka::bulat(*min));
            put("terbesar", angka::bulat(*max));
            put("satuan", unit.clone());
        }
        Kind::Money { min, max } => {
            put("terkecil", angka::bulat(*min));
            put("terbesar", angka::bulat(*max));
        }
        Kind::Date { from, to } => {
            put("dari", batas_hari(*from));
            put("sampai", batas_hari(*to));
        }
        Kind::One(choices) => put("pilihan", pilihan::tulis(choices)),
        Kind::Many { choices, min, max } => {
            put("pilihan", pilihan::tulis(choices));
            put("terkecil", min.to_string());
            put("terbesar", if *max as usize == choices.len() { String::new() } else { max.to_string() });
        }
        Kind::Upload { types, max_bytes, min, max } => {
            for kind in types {
                put("berkas", kind.word().to_owned());
            }
            put("ukuran", mega(*max_bytes));
            put("terkecil", min.to_string());
            put("terbesar", max.to_string());
        }
        Kind::Location(landmark) => put("patokan", landmark.word().to_owned()),
        Kind::Group { min, max, one, .. } => {
            put("sebutan", one.clone());
            put("terkecil", min.to_string());
            put("terbesar", max.to_string());
        }
        Kind::Time | Kind::YesNo | Kind::Consent | Kind::Email | Kind::Phone | Kind::Nik => {}
    }
    isian
}

struct Baca<'a> {
    isian: &'a [(String, String)],
    galat: Vec<FormError>,
}

impl Baca<'_> {
    fn teks(&self, nama: &str) -> String {
        nilai(self.isian, nama).to_owned()
    }
    fn salah(&mut self, nama: &str, pesan: impl Into<String>) {
        self.galat.push(FormError::new(nama, pesan));
    }
    fn bilangan(&mut self, nama: &str, bila_kosong: i64) -> i64 {
        let teks = self.teks(nama);
        if teks.is_empty() {
            return bila_kosong;
        }
        angka::urai_bulat(&teks).unwrap_or_else(|sebab| {
            self.salah(nama, sebab.to_string());
            bila_kosong
        })
    }
    fn banyak(&mut self, nama: &str, bila_kosong: u32) -> u32 {
        match u32::try_from(self.bilangan(nama, bila_kosong.into())) {
            Ok(banyak) if banyak > 0 => banyak,
            Ok(_) | Err(_) => {
                self.salah(nama, "Tulis bilangan dari 1 ke atas.");
                bila_kosong
            }
        }
    }
    fn hari(&mut self, nama: &str) -> Option<When> {
        let teks = self.teks(nama);
        if teks.is_empty() {
            return None;
        }
        if teks.eq_ignore_ascii_case("hari ini") {
            return Some(When::Today);
        }
        match tanggal::urai(&teks) {
            Ok(day) => Some(When::Day(day)),
            Err(_) => {
                self.salah(nama, "Tulis tanggal seperti 31-12-2026, atau hari ini, atau kosongkan.");
                None
            }
        }
    }
}

/// Reads the page. `lama` gives what the page does not hold: the key, the condition, the fields of a group, the kind.
///
/// # Errors
/// What is wrong, beside the fields of the page.
pub fn baca(isian: &[(String, String)], lama: &Field) -> Result<Field, Vec<FormError>> {
    let mut baca = Baca { isian, galat: vec![] };
    let kind = jenis(&mut baca, &lama.kind);
    let field = Field {
        key: lama.key.clone(),
        label: baca.teks("label"),
        hint: baca.teks("petunjuk"),
        required: baca.teks("wajib") == "ya",
        when: lama.when.clone(),
        kind,
    };
    if baca.galat.is_empty() { Ok(field) } else { Err(baca.galat) }
}

fn jenis(baca: &mut Baca<'_>, lama: &Kind) -> Kind {
    let bawaan = Kind::new(lama.word());
    match lama {
        Kind::Text { .. } => {
            let max = if let Some(Kind::Text { max, .. }) = bawaan { max } else { 200 };
            let pola = baca.teks("pola");
            Kind::Text {
                min: baca.banyak("terkecil", 1),
                max: baca.banyak("terbesar", max),
                pattern: (!pola.is_empty()).then_some(pola),
                message: baca.teks("pesan"),
                completion: Completion::parse(&baca.teks("otomatis")),
            }
        }
        Kind::LongText { .. } => {
            let max = if let Some(Kind::LongText { max, .. }) = bawaan { max } else { 2000 };
            Kind::LongText { min: baca.banyak("terkecil", 1), max: baca.banyak("terbesar", max) }
        }
        Kind::Integer { .. } => Kind::Integer {
            min: baca.bilangan("terkecil", 0),
            max: baca.bilangan("terbesar", 1_000_000_000),
            unit: baca.teks("satuan"),
        },
        Kind::Money { .. } => {
            let max = if let Some(Kind::Money { max, .. }) = bawaan { max } else { 0 };
            Kind::Money { min: baca.bilangan("terkecil", 0), max: baca.bilangan("terbesar", max) }
        }
        Kind::Date { .. } => Kind::Date { from: baca.hari("dari"), to: baca.hari("sampai") },
        Kind::One(_) => Kind::One(pilihan::baca(&baca.teks("pilihan"))),
        Kind::Many { .. } => {
            let choices = pilihan::baca(&baca.teks("pilihan"));
            let semua = u32::try_from(choices.len()).unwrap_or(u32::MAX).max(1);
            Kind::Many { min: baca.banyak("terkecil", 1), max: baca.banyak("terbesar", semua), choices }
        }
        Kind::Upload { .. } => {
            let types = baca.isian.iter().filter(|(nama, _)| nama == "berkas");
            let types: Vec<FileType> = types.filter_map(|(_, kata)| FileType::parse(kata)).collect();
            let kilo = match angka::urai_desimal(&baca.teks("ukuran"), 3) {
                Ok(kilo) => u64::try_from(kilo).unwrap_or_default(),
                Err(sebab) => {
                    baca.salah("ukuran", sebab.to_string());
                    1000
                }
            };
            Kind::Upload {
                types,
                max_bytes: kilo.saturating_mul(1000),
                min: baca.banyak("terkecil", 1),
                max: baca.banyak("terbesar", 1),
            }
        }
        Kind::Location(_) => Kind::Location(Landmark::parse(&baca.teks("patokan")).unwrap_or(Landmark::Asked)),
        Kind::Group { fields, .. } => Kind::Group {
            fields: fields.clone(),
            min: baca.banyak("terkecil", 1),
            max: baca.banyak("terbesar", 10),
            one: baca.teks("sebutan"),
        },
        Kind::Time | Kind::YesNo | Kind::Consent | Kind::Email | Kind::Phone | Kind::Nik => lama.clone(),
    }
}

/// The field of the page beside which a fault of the form stands; empty for the whole page.
pub fn tempat_galat(kind: &Kind, jalur: &str) -> &'static str {
    let berakhir = |akhir: &str| jalur.ends_with(akhir);
    let berbatas = matches!(
        kind,
        Kind::Text { .. } | Kind::LongText { .. } | Kind::Integer { .. } | Kind::Money { .. } | Kind::Group { .. }
    );
    if berakhir("/title") {
        "label"
    } else if berakhir("/description") {
        "petunjuk"
    } else if berakhir("/pattern") {
        "pola"
    } else if berakhir("/x-pesan") {
        "pesan"
    } else if berakhir("/x-berkas") {
        "berkas"
    } else if berakhir("/x-terbesar") {
        "ukuran"
    } else if berakhir("/x-satuan") {
        if matches!(kind, Kind::Group { .. }) { "sebutan" } else { "satuan" }
    } else if matches!(kind, Kind::One(_) | Kind::Many { .. }) {
        "pilihan"
    } else if matches!(kind, Kind::Date { .. }) {
        "sampai"
    } else if berbatas || matches!(kind, Kind::Upload { .. }) {
        "terbesar"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(word: &str) -> Field {
        let kind = Kind::new(word).unwrap_or(Kind::YesNo);
        Field { key: "x".into(), label: "Tanya".into(), hint: "Petunjuk".into(), required: true, when: None, kind }
    }

    #[test]
    fn every_kind_is_read_back_as_it_was_written() {
        for (word, _) in Kind::words() {
            let field = field(word);
            assert_eq!(field.kind.word(), *word);
            assert_eq!(baca(&tulis(&field), &field), Ok(field));
        }
        let lain = [
            Kind::Text {
                min: 3,
                max: 9,
                pattern: Some("^a+$".into()),
                message: "Huruf a.".into(),
                completion: Some(Completion::Name),
            },
            Kind::Integer { min: -1500, max: 2_000_000, unit: "orang".into() },
            Kind::Date { from: Some(When::Today), to: Some(When::Day(time::macros::date!(2027 - 01 - 31))) },
            Kind::Many { choices: pilihan::baca("A\nB\nC"), min: 2, max: 2 },
            Kind::Upload { types: vec![FileType::Pdf, FileType::Mp4], max_bytes: 1_500_000, min: 1, max: 3 },
            Kind::Location(Landmark::None),
        ];
        for kind in lain {
            let field = Field { required: false, kind, ..field("jam") };
            assert_eq!(baca(&tulis(&field), &field), Ok(field));
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_beside_it() {
        let table = [
            ("teks", "terkecil", "banyak"),
            ("teks", "terbesar", "0"),
            ("bulat", "terkecil", "1,5"),
            ("tanggal", "dari", "besok"),
            ("unggah", "ukuran", ""),
            ("kelompok", "terbesar", "-3"),
        ];
        for (word, nama, teks) in table {
            let field = field(word);
            let mut isian = tulis(&field);
            isian.retain(|(own, _)| own != nama);
            isian.push((nama.into(), teks.into()));
            let galat = baca(&isian, &field).err().unwrap_or_default();
            assert!(galat.iter().any(|satu| satu.field == nama), "{word} {nama}: {galat:?}");
        }
    }
}
