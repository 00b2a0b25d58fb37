//! All rows of a database as a text that either database can take in.
//!
//! A dump is lines of JSON, in UTF-8 (the order of the names in an object means nothing):
//!
//! ```text
//! {"pendopo-dump":1,"migrations":[["db","0001_lease","<sha256>"], ..]}
//! {"table":"lease","columns":["name","holder","ends"]}
//! ["surat",{"b":"AAAAAAAAAAAAAAAAAAAAAQ=="},1786935600000000]
//! {"end":"lease","rows":1}
//! {"tables":1,"rows":1,"sha256":"<of all bytes before this line>"}
//! ```
//!
//! Values are written the way SQLite stores them: whole numbers (also booleans as 0 and 1, and moments as microseconds
//! since 1970) as numbers, texts (also days and JSON) as strings, `{"r":"0.1"}` for measured numbers, `{"b":"<base64>"}`
//! for bytes (also uuid). The tables themselves are not in it: they come from the migrations, which have to be the
//! same ones on both ends.

mod read;
mod write;

pub use read::{is_empty, read, verify};
pub use write::write;

use crate::{Error, Result, Row, Tx, Val};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

/// What a dump holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Tables, empty ones included.
    pub tables: u64,
    /// Rows of all tables.
    pub rows: u64,
    /// SHA-256, in hexadecimal, of everything before the last line.
    pub sha256: String,
}

/// A column as its database has it.
struct Column {
    name: String,
    /// PostgreSQL: its type; SQLite: its storage class.
    kind: String,
    /// PostgreSQL: numbers itself.
    identity: bool,
}

/// A table with its columns in order; those that are computed are left out.
struct Table {
    name: String,
    columns: Vec<Column>,
}

/// The table that tells which migrations have run; it stands in the first line instead of among the tables.
const MIGRATIONS: &str = "schema_migration";

const COLUMNS_SQLITE: &str = "select t.name as tabel, c.name as kolom, c.type as jenis, 0 as nomor
    from pragma_table_list t, pragma_table_xinfo(t.name) c
    where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite!_%' escape '!' and c.hidden = 0
    order by t.name, c.cid";

const COLUMNS_POSTGRES: &str = "select t.relname as tabel, c.attname as kolom, format_type(c.atttypid, null) as jenis,
        c.attidentity <> '' as nomor
    from pg_class t join pg_attribute c on c.attrelid = t.oid
    where t.relnamespace = cast(cast(current_schema() as text) as regnamespace) and t.relkind in ('r', 'p')
        and not t.relispartition and c.attnum > 0 and not c.attisdropped and c.attgenerated = ''
    order by t.relname collate \"C\", c.attnum";

const RAN: &str = "select module, name, checksum from schema_migration order by module, name";

fn columns_sql(sqlite: bool) -> &'static str {
    if sqlite { COLUMNS_SQLITE } else { COLUMNS_POSTGRES }
}

/// Groups the answer of [`columns_sql`] by table.
fn tables(rows: &[Row]) -> Result<Vec<Table>> {
    let mut out: Vec<Table> = Vec::new();
    for row in rows {
        let name: String = row.get("tabel")?;
        if name == MIGRATIONS {
            continue;
        }
        let column = Column { name: row.get("kolom")?, kind: row.get("jenis")?, identity: row.get("nomor")? };
        match out.last_mut() {
            Some(table) if table.name == name => table.columns.push(column),
            Some(_) | None => out.push(Table { name, columns: vec![column] }),
        }
    }
    Ok(out)
}

async fn tables_of(tx: &mut Tx) -> Result<Vec<Table>> {
    let sql = columns_sql(tx.is_sqlite());
    tables(&tx.query(sql, vec![]).await?)
}

/// The first line.
fn head(ran: &[Row]) -> Result<Json> {
    let mut migrations = Vec::new();
    for row in ran {
        migrations.push(json!([row.at::<String>(0)?, row.at::<String>(1)?, row.at::<String>(2)?]));
    }
    Ok(json!({ "pendopo-dump": 1, "migrations": migrations }))
}

/// A name in quotes.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A value as it stands in a dump.
fn to_json(value: Val) -> Json {
    match value {
        Val::Null => Json::Null,
        Val::Bool(flag) => json!(i64::from(flag)),
        Val::Int(number) => json!(number),
        Val::Real(number) => json!({ "r": number.to_string() }),
        Val::Text(text) => Json::String(text),
        Val::Blob(bytes) => json!({ "b": STANDARD.encode(bytes) }),
        Val::Uuid(id) => json!({ "b": STANDARD.encode(id.as_bytes()) }),
        Val::Json(json) => Json::String(json.to_string()),
        Val::Time(at) => json!(crate::value::micros(at)),
        Val::Date(day) => Json::String(crate::value::day_text(day)),
    }
}

/// A value from a dump, as SQLite stores it.
fn from_json(json: Json) -> Option<Val> {
    match json {
        Json::Null => Some(Val::Null),
        Json::Number(number) => number.as_i64().map(Val::Int),
        Json::String(text) => Some(Val::Text(text)),
        Json::Object(fields) => {
            let mut fields = fields.into_iter();
            let (Some((key, Json::String(text))), None) = (fields.next(), fields.next()) else { return None };
            match key.as_str() {
                "r" => text.parse().ok().map(Val::Real),
                "b" => STANDARD.decode(text).ok().map(Val::Blob),
                _ => None,
            }
        }
        Json::Bool(_) | Json::Array(_) => None,
    }
}

fn io(fault: &std::io::Error) -> Error {
    use std::io::ErrorKind;
    if matches!(fault.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
        return Error::Full(fault.to_string());
    }
    Error::Other(format!("dump: {fault}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_stored() {
        for (value, stored) in [
            (Val::Null, Val::Null),
            (Val::Bool(true), Val::Int(1)),
            (Val::Int(i64::MIN), Val::Int(i64::MIN)),
            (Val::Real(0.1 + 0.2), Val::Real(0.1 + 0.2)),
            (Val::Real(-5e-324), Val::Real(-5e-324)),
            (Val::Real(f64::MAX), Val::Real(f64::MAX)),
            (Val::Text("a\"\n→".into()), Val::Text("a\"\n→".into())),
            (Val::Blob(vec![0, 255]), Val::Blob(vec![0, 255])),
            (Val::Uuid(uuid::Uuid::nil()), Val::Blob(vec![0; 16])),
            (Val::Json(json!({"a": "b"})), Val::Text("{\"a\":\"b\"}".into())),
            (Val::Time(time::OffsetDateTime::UNIX_EPOCH), Val::Int(0)),
            (Val::Date(time::macros::date!(2026 - 08 - 17)), Val::Text("2026-08-17".into())),
        ] {
            let line = to_json(value).to_string();
            assert_eq!(from_json(serde_json::from_str(&line).unwrap()), Some(stored), "{line}");
        }
        for bad in ["true", "[]", "{}", "{\"x\":\"\"}", "1.5", "{\"b\":\"?\"}", "{\"b\":\"\",\"r\":\"1\"}", "{\"r\":1}"]
        {
            assert_eq!(from_json(serde_json::from_str(bad).unwrap()), None, "{bad}");
        }
    }
}
