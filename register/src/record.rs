//! One record of a register: the columns that every register has, and its fields as typed values.
use kernel::{Result, Row, Val};
use serde_json::{Map, Value as Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{Field, Kind, Register};

/// The value of a field that is not there.
static NOTHING: Val = Val::Null;

/// One record. The values stand in the order of [`Register::fields`]; that of a computed field is [`Val::Null`] here
/// and made by [`Record::shown`].
#[derive(Clone)]
pub struct Record {
    /// Whose record it is.
    pub register: &'static Register,
    /// Time-ordered id.
    pub id: Uuid,
    /// Starts at 1, grows with each change; 0 before it is stored.
    pub version: i64,
    /// When it was made.
    pub created: OffsetDateTime,
    /// When it was last changed.
    pub updated: OffsetDateTime,
    /// The unit that it belongs to; none for data of the whole regency.
    pub unit: Option<Uuid>,
    /// The account that made it.
    pub owner: Option<Uuid>,
    /// Its state, when the register has a flow; else empty.
    pub status: String,
    /// Until when its state should be left, when the flow sets deadlines.
    pub tenggat: Option<Date>,
    /// Values of the fields that the regency added, by name.
    pub extra: Map<String, Json>,
    /// Values of the fields.
    pub values: Vec<Val>,
}

impl std::fmt::Debug for Record {
    /// Names and kinds, never people's data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Record({} {} v{})", self.register.key, self.id, self.version)
    }
}

impl Record {
    /// A record with no value yet.
    pub fn blank(register: &'static Register, id: Uuid) -> Record {
        Record {
            register,
            id,
            version: 0,
            created: OffsetDateTime::UNIX_EPOCH,
            updated: OffsetDateTime::UNIX_EPOCH,
            unit: None,
            owner: None,
            status: register.flow.map(|flow| flow.initial.to_owned()).unwrap_or_default(),
            tenggat: None,
            extra: Map::new(),
            values: vec![Val::Null; register.fields.len()],
        }
    }

    /// A record from a row with the columns of [`Register::columns`].
    pub fn from_row(register: &'static Register, row: &Row) -> Result<Record> {
        let mut record = Record::blank(register, row.get("id")?);
        record.version = row.get("version")?;
        record.created = row.get("created")?;
        record.updated = row.get("updated")?;
        record.unit = row.get("unit")?;
        record.owner = row.get("owner")?;
        if let Some(flow) = register.flow {
            record.status = row.get("status")?;
            if flow.has_deadline() {
                record.tenggat = row.get("tenggat")?;
            }
        }
        if let Some(Json::Object(extra)) = row.get::<Option<Json>>("extra")? {
            record.extra = extra;
        }
        for (field, value) in register.fields.iter().zip(record.values.iter_mut()) {
            if field.is_stored() {
                *value = column(row, field)?;
            }
        }
        Ok(record)
    }

    /// The stored value of a field; null for a field that the register does not have.
    pub fn get(&self, name: &str) -> &Val {
        let place = self.register.fields.iter().position(|field| field.name == name);
        place.and_then(|place| self.values.get(place)).unwrap_or(&NOTHING)
    }
    /// Sets the value of a field; of a field that the register does not have, nothing.
    pub fn set(&mut self, name: &str, value: impl Into<Val>) {
        let place = self.register.fields.iter().position(|field| field.name == name);
        if let Some(slot) = place.and_then(|place| self.values.get_mut(place)) {
            *slot = value.into();
        }
    }
    /// What is shown for a field: the stored value, or what is computed now.
    pub fn shown(&self, field: &Field) -> Val {
        if let Kind::Computed { compute, .. } = field.kind {
            return compute(self);
        }
        self.get(field.name).clone()
    }

    /// A text or the key of a choice; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        if let Val::Text(text) = self.get(name) { text } else { "" }
    }
    /// A whole number; money in sen, decimals scaled.
    pub fn int(&self, name: &str) -> Option<i64> {
        if let Val::Int(number) = self.get(name) { Some(*number) } else { None }
    }
    /// A day.
    pub fn date(&self, name: &str) -> Option<Date> {
        if let Val::Date(day) = self.get(name) { Some(*day) } else { None }
    }
    /// A moment.
    pub fn time(&self, name: &str) -> Option<OffsetDateTime> {
        if let Val::Time(at) = self.get(name) { Some(*at) } else { None }
    }
    /// Yes or no; no when nothing was chosen.
    pub fn yes(&self, name: &str) -> bool {
        matches!(self.get(name), Val::Bool(true))
    }
    /// The record, unit, person or file that a field points to.
    pub fn uuid(&self, name: &str) -> Option<Uuid> {
        if let Val::Uuid(id) = self.get(name) { Some(*id) } else { None }
    }
    /// The chosen keys of a many-choice field.
    pub fn keys(&self, name: &str) -> Vec<&str> {
        self.rows(name).iter().filter_map(Json::as_str).collect()
    }
    /// The rows of a table field.
    pub fn rows(&self, name: &str) -> &[Json] {
        if let Val::Json(Json::Array(rows)) = self.get(name) { rows } else { &[] }
    }

    /// Fields with their values.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, &Val)> {
        self.register.fields.iter().zip(&self.values)
    }
    /// Its page.
    pub fn href(&self) -> String {
        self.register.record_href(self.id)
    }
    /// What it is called: the fields of [`Register::label`] that hold text, parted by blanks.
    pub fn label(&self) -> String {
        let parts: Vec<&str> =
            self.register.label.iter().map(|name| self.text(name)).filter(|text| !text.is_empty()).collect();
        if parts.is_empty() { format!("{} tanpa nama", self.register.singular) } else { parts.join(" ") }
    }
}

/// Reads one column in the one form that both databases agree on.
fn column(row: &Row, field: &Field) -> Result<Val> {
    let name = field.name;
    Ok(match field.kind {
        Kind::Text { .. } | Kind::LongText { .. } | Kind::Choice(_) | Kind::Code { .. } => {
            row.get::<Option<String>>(name)?.into()
        }
        Kind::Integer { .. } | Kind::Money | Kind::Decimal { .. } => row.get::<Option<i64>>(name)?.into(),
        Kind::Date => row.get::<Option<Date>>(name)?.into(),
        Kind::DateTime => row.get::<Option<OffsetDateTime>>(name)?.into(),
        Kind::YesNo => row.get::<Option<bool>>(name)?.into(),
        Kind::ManyChoice(_) | Kind::Table(_) | Kind::Location => row.get::<Option<Json>>(name)?.into(),
        Kind::Reference { .. } | Kind::Person | Kind::Unit | Kind::File => row.get::<Option<Uuid>>(name)?.into(),
        Kind::Computed { .. } => Val::Null,
    })
}
