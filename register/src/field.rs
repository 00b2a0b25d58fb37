//! One field of a register: its name, label, kind and what the engine does with it. Written as a constant:
//! `Field::text("nama", "Nama").required().in_list().filtered().max(200)`.
use kernel::{Class, Val};

use crate::Record;

/// Longest one-line text when a field does not say otherwise, in characters.
const TEXT_MAX: usize = 200;
/// Longest text of several lines when a field does not say otherwise, in characters.
const LONG_TEXT_MAX: usize = 10_000;
/// Most rows of a field that is a table.
pub const TABLE_MAX: usize = 200;

/// A choice: what is stored and what the person reads.
pub type Options = &'static [(&'static str, &'static str)];

/// What a field holds, how it is typed, shown and stored.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One line. Column `text`.
    Text {
        /// Longest, in characters.
        max: usize,
    },
    /// Several lines. Column `text`.
    LongText {
        /// Longest, in characters.
        max: usize,
    },
    /// A whole number within bounds, both included. Column `bigint`.
    Integer {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// Rupiah, exact. Column `bigint`, in sen.
    Money,
    /// An exact number with a fixed count of decimals. Column `bigint`, scaled by ten to the `scale`.
    Decimal {
        /// Digits behind the comma, at most 9.
        scale: u8,
        /// Smallest, scaled.
        min: i64,
        /// Largest, scaled.
        max: i64,
    },
    /// A calendar day. Column `date`.
    Date,
    /// A moment to the minute, typed in the zone of the regency, kept in UTC. Column `timestamptz`.
    DateTime,
    /// Yes or no. Column `boolean`.
    YesNo,
    /// One of a fixed list. Column `text` with the key.
    Choice(Options),
    /// Any of a fixed list. Column `jsonb`, a list of keys in the order of the options.
    ManyChoice(Options),
    /// A code of a code list, which the regency keeps as data: chosen from the codes that are in use; one that is not any
    /// more keeps its name where it stands. Column `text` with the code.
    Code {
        /// Name of the list.
        list: &'static str,
    },
    /// A record of another register, of any module. Column `uuid`.
    Reference {
        /// Key of the other register.
        to: &'static str,
    },
    /// A person: a record of `pegawai`. Column `uuid`.
    Person,
    /// A unit: a record of `perangkat_daerah`. Column `uuid`.
    Unit,
    /// Rows of fields, at most [`TABLE_MAX`]. Column `jsonb`, a list of objects. The fields inside may be of every kind
    /// but `Table`, `File`, `Location`, `ManyChoice`, `Code` and `Computed`.
    Table(&'static [Field]),
    /// A file of the kernel's store. Column `uuid`.
    File,
    /// A place: code of district or village, latitude and longitude in degrees with six decimals. Column `jsonb`
    /// `{"wilayah": "14.09.01.2001", "lintang": -0.512345, "bujur": 101.512345}`, each part may be missing.
    Location,
    /// Not stored: made from the record each time it is shown.
    Computed {
        /// The kind by which it is shown.
        shown_as: &'static Kind,
        /// Makes it.
        compute: fn(&Record) -> Val,
    },
}

impl Kind {
    /// The column type in a migration; a computed field has none.
    pub const fn column_type(&self) -> Option<&'static str> {
        match self {
            Kind::Text { .. } | Kind::LongText { .. } | Kind::Choice(_) | Kind::Code { .. } => Some("text"),
            Kind::Integer { .. } | Kind::Money | Kind::Decimal { .. } => Some("bigint"),
            Kind::Date => Some("date"),
            Kind::DateTime => Some("timestamptz"),
            Kind::YesNo => Some("boolean"),
            Kind::ManyChoice(_) | Kind::Table(_) | Kind::Location => Some("jsonb"),
            Kind::Reference { .. } | Kind::Person | Kind::Unit | Kind::File => Some("uuid"),
            Kind::Computed { .. } => None,
        }
    }

    /// The register that a reference, person or unit points to.
    pub const fn target(&self) -> Option<&'static str> {
        match self {
            Kind::Reference { to } => Some(to),
            Kind::Person => Some("pegawai"),
            Kind::Unit => Some("perangkat_daerah"),
            Kind::Text { .. }
            | Kind::LongText { .. }
            | Kind::Integer { .. }
            | Kind::Money
            | Kind::Decimal { .. }
            | Kind::Date
            | Kind::DateTime
            | Kind::YesNo
            | Kind::Choice(_)
            | Kind::ManyChoice(_)
            | Kind::Code { .. }
            | Kind::Table(_)
            | Kind::File
            | Kind::Location
            | Kind::Computed { .. } => None,
        }
    }

    /// What the data dictionary says.
    pub fn words(&self) -> String {
        match self {
            Kind::Text { max } => format!("teks, paling panjang {max} karakter"),
            Kind::LongText { max } => format!("teks panjang, paling panjang {max} karakter"),
            Kind::Integer { min: i64::MIN, max: i64::MAX } => "bilangan bulat".into(),
            Kind::Integer { min, max: i64::MAX } => format!("bilangan bulat, paling kecil {min}"),
            Kind::Integer { min, max } => format!("bilangan bulat, {min} sampai {max}"),
            Kind::Money => "uang dalam rupiah, tepat sampai sen".into(),
            Kind::Decimal { scale, .. } => format!("bilangan dengan {scale} angka di belakang koma"),
            Kind::Date => "tanggal".into(),
            Kind::DateTime => "tanggal dan jam".into(),
            Kind::YesNo => "ya atau tidak".into(),
            Kind::Choice(options) => format!("salah satu dari: {}", labels(options)),
            Kind::ManyChoice(options) => format!("beberapa dari: {}", labels(options)),
            Kind::Code { list } => format!("kode dari daftar {list}"),
            Kind::Reference { to } => format!("rujukan ke {to}"),
            Kind::Person => "pegawai".into(),
            Kind::Unit => "perangkat daerah".into(),
            Kind::Table(fields) => {
                format!("tabel dengan kolom: {}", fields.iter().map(|field| field.label).collect::<Vec<_>>().join(", "))
            }
            Kind::File => "berkas".into(),
            Kind::Location => "lokasi: kode wilayah, lintang, bujur".into(),
            Kind::Computed { shown_as, .. } => format!("dihitung, {}", shown_as.words()),
        }
    }

    /// Whether a list can be sorted by it and an import can find records by it.
    pub const fn is_ordered(&self) -> bool {
        match self {
            Kind::Text { .. }
            | Kind::Choice(_)
            | Kind::Code { .. }
            | Kind::Integer { .. }
            | Kind::Money
            | Kind::Decimal { .. }
            | Kind::Date
            | Kind::DateTime => true,
            Kind::LongText { .. }
            | Kind::YesNo
            | Kind::ManyChoice(_)
            | Kind::Reference { .. }
            | Kind::Person
            | Kind::Unit
            | Kind::Table(_)
            | Kind::File
            | Kind::Location
            | Kind::Computed { .. } => false,
        }
    }

    /// Whether it is shown and written as text that a person typed.
    pub const fn is_text(&self) -> bool {
        matches!(self, Kind::Text { .. } | Kind::LongText { .. })
    }

    /// Whether it is a number, right-aligned in lists.
    pub const fn is_number(&self) -> bool {
        matches!(self, Kind::Integer { .. } | Kind::Money | Kind::Decimal { .. })
    }
}

fn labels(options: Options) -> String {
    options.iter().map(|(_, label)| *label).collect::<Vec<_>>().join("; ")
}

/// The label of a key; the key itself when the list does not know it any more.
pub fn option_label(options: Options, key: &str) -> &str {
    options.iter().find(|(own, _)| *own == key).map_or(key, |(_, label)| label)
}

/// One field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Column, form field and JSON name: lower case, `[a-z][a-z0-9_]*`.
    pub name: &'static str,
    /// What pages call it.
    pub label: &'static str,
    /// How to answer, or where the field comes from (article, standard).
    pub hint: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Must be filled.
    pub required: bool,
    /// Shown in the list unless the person chooses other columns.
    pub list: bool,
    /// The list can be filtered by it.
    pub filter: bool,
    /// No two records hold the same; the column has a unique index.
    pub unique: bool,
    /// How private.
    pub class: Class,
    /// What a new record starts with, in the machine form of the kind (`2026-12-31`, `ya`, a key, `1250.50`).
    pub default: &'static str,
}

impl Field {
    /// A field of any kind.
    pub const fn new(name: &'static str, label: &'static str, kind: Kind) -> Field {
        Field {
            name,
            label,
            hint: "",
            kind,
            required: false,
            list: false,
            filter: false,
            unique: false,
            class: Class::Internal,
            default: "",
        }
    }
    /// One line of text.
    pub const fn text(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Text { max: TEXT_MAX })
    }
    /// Several lines of text.
    pub const fn long_text(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::LongText { max: LONG_TEXT_MAX })
    }
    /// A whole number.
    pub const fn integer(name: &'static str, label: &'static str, min: i64, max: i64) -> Field {
        Field::new(name, label, Kind::Integer { min, max })
    }
    /// Rupiah.
    pub const fn money(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Money)
    }
    /// A number with decimals; the bounds are scaled (`scale` 2: 400 is 4,00).
    pub const fn decimal(name: &'static str, label: &'static str, scale: u8, min: i64, max: i64) -> Field {
        Field::new(name, label, Kind::Decimal { scale, min, max })
    }
    /// A day.
    pub const fn date(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Date)
    }
    /// A moment.
    pub const fn date_time(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::DateTime)
    }
    /// Yes or no.
    pub const fn yes_no(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::YesNo)
    }
    /// One of a list.
    pub const fn choice(name: &'static str, label: &'static str, options: Options) -> Field {
        Field::new(name, label, Kind::Choice(options))
    }
    /// Any of a list.
    pub const fn many(name: &'static str, label: &'static str, options: Options) -> Field {
        Field::new(name, label, Kind::ManyChoice(options))
    }
    /// A code of a code list.
    pub const fn code(name: &'static str, label: &'static str, list: &'static str) -> Field {
        Field::new(name, label, Kind::Code { list })
    }
    /// A record of another register.
    pub const fn reference(name: &'static str, label: &'static str, to: &'static str) -> Field {
        Field::new(name, label, Kind::Reference { to })
    }
    /// A person.
    pub const fn person(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Person).classed(Class::Personal)
    }
    /// A unit.
    pub const fn unit(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Unit)
    }
    /// Rows.
    pub const fn table(name: &'static str, label: &'static str, fields: &'static [Field]) -> Field {
        Field::new(name, label, Kind::Table(fields))
    }
    /// A file.
    pub const fn file(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::File)
    }
    /// A place.
    pub const fn location(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Location)
    }
    /// A value made from the record.
    pub const fn computed(
        name: &'static str,
        label: &'static str,
        shown_as: &'static Kind,
        compute: fn(&Record) -> Val,
    ) -> Field {
        Field::new(name, label, Kind::Computed { shown_as, compute })
    }

    /// It must be filled.
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }
    /// The list shows it.
    pub const fn in_list(mut self) -> Field {
        self.list = true;
        self
    }
    /// The list can be filtered by it.
    pub const fn filtered(mut self) -> Field {
        self.filter = true;
        self
    }
    /// No two records hold the same.
    pub const fn unique(mut self) -> Field {
        self.unique = true;
        self
    }
    /// How to answer, or where it comes from.
    pub const fn hint(mut self, hint: &'static str) -> Field {
        self.hint = hint;
        self
    }
    /// How private it is.
    pub const fn classed(mut self, class: Class) -> Field {
        self.class = class;
        self
    }
    /// Anyone may read it.
    pub const fn public(self) -> Field {
        self.classed(Class::Public)
    }
    /// It tells something of a person.
    pub const fn personal(self) -> Field {
        self.classed(Class::Personal)
    }
    /// What a new record starts with.
    pub const fn default(mut self, default: &'static str) -> Field {
        self.default = default;
        self
    }
    /// Longest text, in characters; of other kinds nothing changes.
    pub const fn max(mut self, max: usize) -> Field {
        if matches!(self.kind, Kind::Text { .. }) {
            self.kind = Kind::Text { max };
        }
        if matches!(self.kind, Kind::LongText { .. }) {
            self.kind = Kind::LongText { max };
        }
        self
    }

    /// Whether the database keeps it.
    pub const fn is_stored(&self) -> bool {
        self.kind.column_type().is_some()
    }
    /// Whether pages, exports and the API show it: a secret is written and never read back.
    pub const fn is_shown(&self) -> bool {
        !matches!(self.class, Class::Secret)
    }
    /// The kind by which it is shown: that of a computed field is the kind of its result.
    pub const fn shown_kind(&self) -> &Kind {
        match &self.kind {
            Kind::Computed { shown_as, .. } => shown_as,
            Kind::Text { .. }
            | Kind::LongText { .. }
            | Kind::Integer { .. }
            | Kind::Money
            | Kind::Decimal { .. }
            | Kind::Date
            | Kind::DateTime
            | Kind::YesNo
            | Kind::Choice(_)
            | Kind::ManyChoice(_)
            | Kind::Code { .. }
            | Kind::Reference { .. }
            | Kind::Person
            | Kind::Unit
            | Kind::Table(_)
            | Kind::File
            | Kind::Location => &self.kind,
        }
    }
}
