//! What a field holds.

use time::Date;

use crate::model::{Choice, Field};

/// What a field holds, with its limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text {
        /// Fewest characters, at least 1.
        min: u32,
        /// Most characters.
        max: u32,
        /// A regular expression that it must meet; see [`crate::pattern_fault`].
        pattern: Option<String>,
        /// What to say when it does not; empty for a general sentence.
        message: String,
        /// What the browser may fill in.
        completion: Option<Completion>,
    },
    /// Several lines of text.
    LongText {
        /// Fewest characters, at least 1.
        min: u32,
        /// Most characters.
        max: u32,
    },
    /// A whole number.
    Integer {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
        /// What is counted, such as `orang`; empty for nothing.
        unit: String,
    },
    /// Whole rupiah: exact, and sen are not in circulation.
    Money {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// A day.
    Date {
        /// Earliest.
        from: Option<When>,
        /// Latest.
        to: Option<When>,
    },
    /// A time of day, to the minute.
    Time,
    /// One of several.
    One(Vec<Choice>),
    /// Any of several.
    Many {
        /// What can be chosen.
        choices: Vec<Choice>,
        /// Fewest, at least 1.
        min: u32,
        /// Most.
        max: u32,
    },
    /// Yes or no.
    YesNo,
    /// A statement that must be ticked.
    Consent,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A population number (NIK).
    Nik,
    /// Files.
    Upload {
        /// What is taken.
        types: Vec<FileType>,
        /// Largest file in bytes.
        max_bytes: u64,
        /// Fewest, at least 1.
        min: u32,
        /// Most.
        max: u32,
    },
    /// A village or kelurahan, and a landmark.
    Location(Landmark),
    /// A group of fields that repeats.
    Group {
        /// The fields of one row; no group among them.
        fields: Vec<Field>,
        /// Fewest rows, at least 1.
        min: u32,
        /// Most rows.
        max: u32,
        /// What one row is called, such as `anggota`.
        one: String,
    },
}

/// Smallest and largest number that every reader of JSON keeps exactly.
pub const SAFE: i64 = 9_007_199_254_740_991;
/// Most rupiah.
pub const MAX_MONEY: i64 = 999_999_999_999_999;
/// Most characters of a line when the form does not say.
pub const LINE: u32 = 200;
/// Most characters of a long text when the form does not say.
pub const TEXT: u32 = 2000;
/// Largest file when the form does not say: 5 MB.
pub const FILE_BYTES: u64 = 5_000_000;

/// The words of `x-jenis` and what people call them, in the order in which a builder offers them.
const WORDS: [(&str, &str); 16] = [
    ("teks", "Teks pendek"),
    ("teks_panjang", "Teks panjang"),
    ("satu", "Pilih satu"),
    ("banyak", "Pilih beberapa"),
    ("ya_tidak", "Ya atau tidak"),
    ("bulat", "Bilangan bulat"),
    ("uang", "Uang dalam rupiah"),
    ("tanggal", "Tanggal"),
    ("jam", "Jam"),
    ("nik", "NIK"),
    ("telepon", "Nomor telepon"),
    ("surel", "Alamat surel"),
    ("lokasi", "Lokasi: desa dan patokan"),
    ("unggah", "Unggah berkas"),
    ("pernyataan", "Pernyataan yang harus disetujui"),
    ("kelompok", "Kelompok yang berulang"),
];

impl Kind {
    /// The words of `x-jenis` with what people call them.
    pub fn words() -> &'static [(&'static str, &'static str)] {
        &WORDS
    }

    /// The word of `x-jenis`.
    pub fn word(&self) -> &'static str {
        match self {
            Kind::Text { .. } => "teks",
            Kind::LongText { .. } => "teks_panjang",
            Kind::Integer { .. } => "bulat",
            Kind::Money { .. } => "uang",
            Kind::Date { .. } => "tanggal",
            Kind::Time => "jam",
            Kind::One(_) => "satu",
            Kind::Many { .. } => "banyak",
            Kind::YesNo => "ya_tidak",
            Kind::Consent => "pernyataan",
            Kind::Email => "surel",
            Kind::Phone => "telepon",
            Kind::Nik => "nik",
            Kind::Upload { .. } => "unggah",
            Kind::Location(_) => "lokasi",
            Kind::Group { .. } => "kelompok",
        }
    }

    /// What people call it.
    pub fn name(&self) -> &'static str {
        let word = self.word();
        WORDS.iter().find(|(own, _)| *own == word).map_or("", |(_, name)| name)
    }

    /// A field of this kind as a builder starts it.
    pub fn new(word: &str) -> Option<Kind> {
        let choices = || {
            vec![
                Choice { value: "pilihan_1".into(), label: "Pilihan 1".into(), hint: String::new() },
                Choice { value: "pilihan_2".into(), label: "Pilihan 2".into(), hint: String::new() },
            ]
        };
        Some(match word {
            "teks" => Kind::Text { min: 1, max: LINE, pattern: None, message: String::new(), completion: None },
            "teks_panjang" => Kind::LongText { min: 1, max: TEXT },
            "bulat" => Kind::Integer { min: 0, max: 1_000_000, unit: String::new() },
            "uang" => Kind::Money { min: 0, max: MAX_MONEY },
            "tanggal" => Kind::Date { from: None, to: None },
            "jam" => Kind::Time,
            "satu" => Kind::One(choices()),
            "banyak" => Kind::Many { choices: choices(), min: 1, max: 2 },
            "ya_tidak" => Kind::YesNo,
            "pernyataan" => Kind::Consent,
            "surel" => Kind::Email,
            "telepon" => Kind::Phone,
            "nik" => Kind::Nik,
            "unggah" => Kind::Upload {
                types: vec![FileType::Pdf, FileType::Jpg, FileType::Png],
                max_bytes: FILE_BYTES,
                min: 1,
                max: 1,
            },
            "lokasi" => Kind::Location(Landmark::Asked),
            "kelompok" => Kind::Group { fields: vec![], min: 1, max: 10, one: String::new() },
            _ => return None,
        })
    }

    /// The choices of a field in which people choose; none of all others.
    pub fn choices(&self) -> &[Choice] {
        if let Kind::One(choices) | Kind::Many { choices, .. } = self { choices } else { &[] }
    }
}

/// A day as a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The day on which the form is filled in.
    Today,
    /// This day.
    Day(Date),
}

impl When {
    /// From `hari_ini` or `2026-12-31`.
    pub fn parse(text: &str) -> Option<When> {
        if text == "hari_ini" { Some(When::Today) } else { crate::value::iso_day(text).map(When::Day) }
    }
    /// The word of the document.
    pub fn word(self) -> String {
        match self {
            When::Today => "hari_ini".to_owned(),
            When::Day(day) => crate::value::write_iso(day),
        }
    }
    /// The day that it stands for.
    pub fn on(self, today: Date) -> Date {
        match self {
            When::Today => today,
            When::Day(day) => day,
        }
    }
}

/// Whether a location asks for a landmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landmark {
    /// It must be given.
    Required,
    /// It may be given.
    Asked,
    /// It is not asked for.
    None,
}

impl Landmark {
    /// All, in the order of the builder.
    pub const ALL: [Landmark; 3] = [Landmark::Required, Landmark::Asked, Landmark::None];
    /// The word of the document.
    pub fn word(self) -> &'static str {
        match self {
            Landmark::Required => "wajib",
            Landmark::Asked => "boleh",
            Landmark::None => "tanpa",
        }
    }
    /// From the word of the document.
    pub fn parse(word: &str) -> Option<Landmark> {
        Landmark::ALL.into_iter().find(|each| each.word() == word)
    }
}

/// What a browser may fill in by itself (WCAG 1.3.5): only what concerns the person who fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completion {
    /// One's name.
    Name,
    /// One's street and number.
    Address,
    /// One's post code.
    PostCode,
    /// One's organisation.
    Organisation,
}

impl Completion {
    /// All, in the order of the builder.
    pub const ALL: [Completion; 4] =
        [Completion::Name, Completion::Address, Completion::PostCode, Completion::Organisation];
    /// The word of the document.
    pub fn word(self) -> &'static str {
        match self {
            Completion::Name => "nama",
            Completion::Address => "alamat",
            Completion::PostCode => "kode_pos",
            Completion::Organisation => "organisasi",
        }
    }
    /// From the word of the document.
    pub fn parse(word: &str) -> Option<Completion> {
        Completion::ALL.into_iter().find(|each| each.word() == word)
    }
    /// Value of the attribute `autocomplete`.
    pub fn attribute(self) -> &'static str {
        match self {
            Completion::Name => "name",
            Completion::Address => "street-address",
            Completion::PostCode => "postal-code",
            Completion::Organisation => "organization",
        }
    }
}

/// Kinds of files that a form can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileType {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// Word.
    Docx,
    /// Excel.
    Xlsx,
    /// OpenDocument text.
    Odt,
    /// OpenDocument sheet.
    Ods,
    /// Video.
    Mp4,
}

impl FileType {
    /// All, in the order of the builder.
    pub const ALL: [FileType; 9] = [
        FileType::Pdf,
        FileType::Jpg,
        FileType::Png,
        FileType::Webp,
        FileType::Docx,
        FileType::Xlsx,
        FileType::Odt,
        FileType::Ods,
        FileType::Mp4,
    ];
    /// The word of the document: the usual end of the name.
    pub fn word(self) -> &'static str {
        match self {
            FileType::Pdf => "pdf",
            FileType::Jpg => "jpg",
            FileType::Png => "png",
            FileType::Webp => "webp",
            FileType::Docx => "docx",
            FileType::Xlsx => "xlsx",
            FileType::Odt => "odt",
            FileType::Ods => "ods",
            FileType::Mp4 => "mp4",
        }
    }
    /// From the word of the document.
    pub fn parse(word: &str) -> Option<FileType> {
        FileType::ALL.into_iter().find(|each| each.word() == word)
    }
    /// Its media type, as told from the content.
    pub fn media(self) -> &'static str {
        match self {
            FileType::Pdf => "application/pdf",
            FileType::Jpg => "image/jpeg",
            FileType::Png => "image/png",
            FileType::Webp => "image/webp",
            FileType::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileType::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileType::Odt => "application/vnd.oasis.opendocument.text",
            FileType::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            FileType::Mp4 => "video/mp4",
        }
    }
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            FileType::Pdf => "PDF",
            FileType::Jpg => "JPG",
            FileType::Png => "PNG",
            FileType::Webp => "WebP",
            FileType::Docx => "Word (DOCX)",
            FileType::Xlsx => "Excel (XLSX)",
            FileType::Odt => "ODT",
            FileType::Ods => "ODS",
            FileType::Mp4 => "video MP4",
        }
    }
    /// Ends of names for the attribute `accept`.
    pub fn accept(self) -> &'static str {
        match self {
            FileType::Pdf => ".pdf",
            FileType::Jpg => ".jpg,.jpeg",
            FileType::Png => ".png",
            FileType::Webp => ".webp",
            FileType::Docx => ".docx",
            FileType::Xlsx => ".xlsx",
            FileType::Odt => ".odt",
            FileType::Ods => ".ods",
            FileType::Mp4 => ".mp4",
        }
    }
}
