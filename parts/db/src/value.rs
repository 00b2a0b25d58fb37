//! Values that go into a statement and come out of a row.

use crate::{Error, Result};
use std::sync::Arc;
use time::macros::format_description;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A value of a column or parameter.
///
/// | kind | PostgreSQL | SQLite |
/// |---|---|---|
/// | `Bool` | boolean | integer 0 or 1 |
/// | `Int` | bigint (integer, smallint) | integer |
/// | `Real` | double precision | real |
/// | `Text` | text | text |
/// | `Blob` | bytea | blob |
/// | `Uuid` | uuid | blob of 16 bytes |
/// | `Json` | jsonb | text |
/// | `Time` | timestamptz | integer, microseconds since 1970 in UTC; finer parts are cut off |
/// | `Date` | date | text `2026-08-17` |
///
/// A parameter has to be of the kind of its column: a uuid is passed as `Uuid`, never as `Text`. PostgreSQL refuses the
/// wrong kind with [`Error::Type`]; SQLite refuses it when it is stored (tables are STRICT), but a comparison with the
/// wrong kind finds nothing there.
///
/// Refused on both: a NUL character in text or JSON, a real that is not finite, a year outside 1 to 9999.
///
/// `Debug` prints kinds and lengths of texts, blobs and JSON, not their content: values are people's data.
#[derive(Clone, PartialEq)]
pub enum Val {
    /// SQL `null`, of any type.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number; money as sen, exact decimals scaled.
    Int(i64),
    /// A measured number. Finite.
    Real(f64),
    /// Text without NUL.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
    /// An identifier.
    Uuid(Uuid),
    /// A JSON document.
    Json(serde_json::Value),
    /// A moment, to the microsecond, in UTC.
    Time(OffsetDateTime),
    /// A calendar day.
    Date(Date),
}

const DAY: &[time::format_description::BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

/// Microseconds since 1970; finer parts are cut off towards the past.
pub(crate) fn micros(moment: OffsetDateTime) -> i64 {
    i64::try_from(moment.unix_timestamp_nanos().div_euclid(1000)).unwrap_or(i64::MAX)
}

/// The moment of so many microseconds since 1970, if the calendar reaches it.
pub(crate) fn moment(micros: i64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).ok()
}

/// A day as `2026-08-17`.
pub(crate) fn day_text(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// The day that a text like `2026-08-17` names.
pub(crate) fn day(text: &str) -> Option<Date> {
    Date::parse(text, DAY).ok()
}

fn has_nul(json: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match json {
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
        Json::String(text) => text.contains('\0'),
        Json::Array(items) => items.iter().any(has_nul),
        Json::Object(fields) => fields.iter().any(|(key, value)| key.contains('\0') || has_nul(value)),
    }
}

/// The most parameters of one statement, on both databases (SQLite's limit is the lower one).
pub const MAX_PARAMS: usize = 32_766;

/// Refuses what only one of the databases would take, so that a test on SQLite finds what PostgreSQL would not store.
pub(crate) fn check(sql: &str, args: &[Val]) -> Result<()> {
    if sql.trim().is_empty() {
        return Err(Error::other("an empty statement"));
    }
    if args.len() > MAX_PARAMS {
        return Err(Error::kind(format!("{} parameters, at most {MAX_PARAMS} are possible", args.len())));
    }
    for (index, value) in args.iter().enumerate() {
        let fault = match value {
            Val::Null | Val::Bool(_) | Val::Int(_) | Val::Blob(_) | Val::Uuid(_) => None,
            Val::Real(number) => (!number.is_finite()).then_some("a number that is not finite"),
            Val::Text(text) => text.contains('\0').then_some("a NUL character in a text"),
            Val::Json(json) => has_nul(json).then_some("a NUL character in a JSON text"),
            Val::Time(moment) => {
                let year = moment.to_offset(time::UtcOffset::UTC).year();
                (!(1..=9999).contains(&year)).then_some("a year outside 1 to 9999")
            }
            Val::Date(day) => (!(1..=9999).contains(&day.year())).then_some("a year outside 1 to 9999"),
        };
        if let Some(fault) = fault {
            return Err(Error::kind(format!("parameter ${}: {fault}", index + 1)));
        }
    }
    Ok(())
}

impl Val {
    /// The kind alone, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Val::Null => "null",
            Val::Bool(_) => "bool",
            Val::Int(_) => "int",
            Val::Real(_) => "real",
            Val::Text(_) => "text",
            Val::Blob(_) => "blob",
            Val::Uuid(_) => "uuid",
            Val::Json(_) => "json",
            Val::Time(_) => "time",
            Val::Date(_) => "date",
        }
    }

    /// Whether this is SQL `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Val::Null)
    }
}

impl std::fmt::Debug for Val {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Val::Null => f.write_str("Null"),
            Val::Bool(value) => write!(f, "Bool({value})"),
            Val::Int(_) => f.write_str("Int"),
            Val::Real(_) => f.write_str("Real"),
            Val::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Val::Blob(bytes) => write!(f, "Blob({} bytes)", bytes.len()),
            Val::Uuid(id) => write!(f, "Uuid({id})"),
            Val::Json(json) => write!(f, "Json({} bytes)", json.to_string().len()),
            Val::Time(_) => f.write_str("Time"),
            Val::Date(_) => f.write_str("Date"),
        }
    }
}

macro_rules! from {
    ($($type:ty => $make:expr),* $(,)?) => { $(impl From<$type> for Val {
        fn from(value: $type) -> Val { $make(value) }
    })* }
}
from!(
    bool => Val::Bool,
    i64 => Val::Int,
    i32 => |value| Val::Int(i64::from(value)),
    i16 => |value| Val::Int(i64::from(value)),
    u32 => |value| Val::Int(i64::from(value)),
    u16 => |value| Val::Int(i64::from(value)),
    u8 => |value| Val::Int(i64::from(value)),
    f64 => Val::Real,
    String => Val::Text,
    &String => |value: &String| Val::Text(value.clone()),
    &str => |value: &str| Val::Text(value.into()),
    Vec<u8> => Val::Blob,
    &[u8] => |value: &[u8]| Val::Blob(value.to_vec()),
    Uuid => Val::Uuid,
    &Uuid => |value: &Uuid| Val::Uuid(*value),
    serde_json::Value => Val::Json,
    &serde_json::Value => |value: &serde_json::Value| Val::Json(value.clone()),
    OffsetDateTime => Val::Time,
    Date => Val::Date,
    &Val => Val::clone,
);

impl<T: Into<Val>> From<Option<T>> for Val {
    fn from(value: Option<T>) -> Val {
        value.map_or(Val::Null, Into::into)
    }
}

/// The parameters of a statement: `args![id, "teks", 5, Some(now)]` makes a `Vec<Val>`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { ::std::vec![$($crate::Val::from($value)),*] };
}

/// A Rust type that a column can be read as.
pub trait FromVal: Sized {
    /// The value, or `None` when it is of another kind or does not fit.
    fn from_val(value: &Val) -> Option<Self>;
}

macro_rules! from_val {
    ($($type:ty => $($pattern:pat => $make:expr),+;)*) => { $(impl FromVal for $type {
        fn from_val(value: &Val) -> Option<Self> { match value { $($pattern => $make,)+ _ => None } }
    })* }
}
from_val!(
    bool => Val::Bool(flag) => Some(*flag), Val::Int(0) => Some(false), Val::Int(1) => Some(true);
    i64 => Val::Int(number) => Some(*number);
    i32 => Val::Int(number) => i32::try_from(*number).ok();
    u32 => Val::Int(number) => u32::try_from(*number).ok();
    f64 => Val::Real(number) => Some(*number), Val::Int(number) => Some(*number as f64);
    String => Val::Text(text) => Some(text.clone());
    Vec<u8> => Val::Blob(bytes) => Some(bytes.clone());
    Uuid => Val::Uuid(id) => Some(*id), Val::Blob(bytes) => Uuid::from_slice(bytes).ok();
    serde_json::Value => Val::Json(json) => Some(json.clone()), Val::Text(text) => serde_json::from_str(text).ok();
    OffsetDateTime => Val::Time(at) => Some(*at), Val::Int(us) => moment(*us);
    Date => Val::Date(date) => Some(*date), Val::Text(text) => day(text);
);

impl FromVal for Val {
    fn from_val(value: &Val) -> Option<Self> {
        Some(value.clone())
    }
}

impl<T: FromVal> FromVal for Option<T> {
    fn from_val(value: &Val) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::from_val(value).map(Some) }
    }
}

/// One row of a result.
///
/// SQLite answers by storage class (a uuid is a blob, a moment an integer); [`Row::get`] converts. Only
/// `get::<Val>` shows the difference.
#[derive(Clone)]
pub struct Row {
    columns: Arc<[Box<str>]>,
    values: Vec<Val>,
}

impl Row {
    pub(crate) fn new(columns: Arc<[Box<str>]>, values: Vec<Val>) -> Row {
        Row { columns, values }
    }

    /// The column of this name (the first one, if a join brings several), converted.
    ///
    /// Errors: [`Error::Type`] when there is no such column, or its value is null or does not fit; read a column that
    /// may be null as `Option<T>`.
    pub fn get<T: FromVal>(&self, name: &str) -> Result<T> {
        match self.columns.iter().position(|column| &**column == name) {
            Some(index) => self.at(index),
            None => Err(Error::kind(format!("no column {name}"))),
        }
    }

    /// The column at this place, from 0, converted; as [`Row::get`].
    pub fn at<T: FromVal>(&self, index: usize) -> Result<T> {
        let Some(value) = self.values.get(index) else {
            return Err(Error::kind(format!("no column {index}, the row has {}", self.values.len())));
        };
        T::from_val(value).ok_or_else(|| {
            let name = self.columns.get(index).map_or("?", |name| name);
            Error::kind(format!("column {name} is {}, not a fitting {}", value.kind(), std::any::type_name::<T>()))
        })
    }

    pub(crate) fn into_values(self) -> Vec<Val> {
        self.values
    }

    /// The names of the columns, in order.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.columns.iter().map(|name| &**name)
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.columns.iter().zip(&self.values)).finish()
    }
}
