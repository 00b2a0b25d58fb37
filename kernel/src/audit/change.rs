//! One changed row, as the log knows it.
use db::{Row, Val};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::keys::hex;
use crate::{Error, Result};

/// A row that was inserted, changed or deleted.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub table: &'static str,
    pub id: Uuid,
    pub version: i64,
    /// Salted hash of the row as it is now; of a deleted row, empty.
    pub digest: Vec<u8>,
    /// 16 random bytes; erased together with the detail.
    pub salt: Vec<u8>,
    /// `{"column": [before, after]}`
    pub detail: Json,
}

impl Change {
    pub fn new(table: &'static str, id: Uuid, version: i64, after: Option<&Row>, detail: Json) -> Result<Change> {
        let salt: [u8; 16] = *Uuid::new_v4().as_bytes();
        let digest = after.map(|row| digest(&salt, row)).transpose()?.unwrap_or_default();
        Ok(Change { table, id, version, digest, salt: salt.to_vec(), detail })
    }

    /// `hapus` for a deleted row, else `ubah`.
    pub fn kind(&self) -> &'static str {
        if self.digest.is_empty() { "hapus" } else { "ubah" }
    }

    /// The line that goes into the hash of the leaf.
    pub fn line(&self) -> String {
        line(self.table, self.id, self.version, &self.digest)
    }
}

/// One line per change, hashed together into the leaf.
pub(crate) fn line(table: &str, id: Uuid, version: i64, digest: &[u8]) -> String {
    format!("{table} {id} {version} {}\n", hex(digest))
}

/// SHA-256 over the salt and the row in an order and form that do not depend on the database. What is empty is left out, so
/// that a column that a later version adds changes nothing for the rows of before.
pub(crate) fn digest(salt: &[u8], row: &Row) -> Result<Vec<u8>> {
    let mut pairs = Vec::new();
    for name in row.columns() {
        let value = plain(&row.get::<Val>(name).map_err(Error::internal)?);
        if !value.is_null() {
            pairs.push(json!([name, value]));
        }
    }
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(Json::Array(pairs).to_string().as_bytes());
    Ok(hash.finalize().to_vec())
}

/// A value in the one form that both databases agree on: instants as microseconds, ids and bytes as hexadecimal,
/// yes/no as 1 and 0, JSON with its keys sorted.
pub fn plain(val: &Val) -> Json {
    match val {
        Val::Null => Json::Null,
        Val::Bool(yes) => json!(i64::from(*yes)),
        Val::Int(number) => json!(number),
        Val::Real(number) => json!(number),
        Val::Text(text) => text_plain(text),
        Val::Blob(bytes) => json!(hex(bytes)),
        Val::Uuid(id) => json!(hex(id.as_bytes())),
        Val::Json(tree) => sorted(tree),
        Val::Time(at) => json!(i64::try_from(at.unix_timestamp_nanos() / 1000).unwrap_or(i64::MAX)),
        Val::Date(date) => json!(date.to_string()),
    }
}

/// SQLite keeps JSON as text, so text that is a JSON object or list counts as one on both sides.
fn text_plain(text: &str) -> Json {
    let first = text.as_bytes().first();
    if matches!(first, Some(b'{' | b'['))
        && let Ok(tree) = serde_json::from_str::<Json>(text)
    {
        return sorted(&tree);
    }
    json!(text)
}

fn sorted(tree: &Json) -> Json {
    match tree {
        Json::Object(map) => {
            let mut pairs: Vec<_> = map.iter().collect();
            pairs.sort_by(|a, b| a.0.cmp(b.0));
            Json::Object(pairs.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(sorted).collect()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => tree.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_as_text_and_as_json_read_the_same() {
        let tree = json!({"b": [1, {"z": null, "a": 2}], "a": "x"});
        let text = r#"{"b":[1,{"z":null,"a":2}],"a":"x"}"#;
        assert_eq!(plain(&Val::Json(tree)).to_string(), plain(&Val::Text(text.into())).to_string());
        assert_eq!(plain(&Val::Text("{bukan json".into())), json!("{bukan json"));
        assert_eq!(plain(&Val::Bool(true)), plain(&Val::Int(1)));
        let id = Uuid::from_u128(5);
        assert_eq!(plain(&Val::Uuid(id)), plain(&Val::Blob(id.as_bytes().to_vec())));
    }
}
