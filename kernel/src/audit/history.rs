//! What happened to a record, for its page.
use db::args;
use serde_json::Value as Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::auth::account;
use crate::{App, Result};

/// One change of a record.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The leaf.
    pub leaf: Uuid,
    /// Its number in the log; nothing while it awaits its place.
    pub seq: Option<i64>,
    /// When.
    pub at: OffsetDateTime,
    /// What was done, such as `risiko.ubah`.
    pub action: String,
    /// What the module that did it calls it.
    pub label: Option<&'static str>,
    /// Name of who did it; nothing when the program did.
    pub actor: Option<String>,
    /// Version of the record afterwards.
    pub version: i64,
    /// The record was deleted.
    pub deleted: bool,
    /// `{"column": [before, after]}`, values in the form of [`super::plain`]; empty when erased or secret.
    pub changes: Json,
}

/// Changes of a record that the caller has already found through its scope, newest first; `before` continues.
pub async fn of(app: &App, record: Uuid, before: Option<Uuid>, limit: usize) -> Result<Vec<Entry>> {
    let text = format!(
        "select c.id, c.leaf, l.seq, l.at, l.action, l.actor, c.versi, c.jenis, c.rincian from audit_change c \
         join audit_leaf l on l.id = c.leaf where c.rekaman = $1 and c.id < $2 order by c.id desc limit {limit}"
    );
    let rows = app.db.query(&text, args![record, before.unwrap_or(Uuid::max())]).await?;
    let actors = rows.iter().map(|row| row.get::<Option<Uuid>>("actor")).collect::<db::Result<Vec<_>>>()?;
    let mut ids: Vec<Uuid> = actors.iter().flatten().copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let names = account::names(app, &ids).await?;
    rows.iter()
        .zip(actors)
        .map(|(row, actor)| {
            let action: String = row.get("action")?;
            Ok(Entry {
                leaf: row.get("leaf")?,
                seq: row.get("seq")?,
                at: row.get("at")?,
                label: app.action_label(&action),
                action,
                actor: actor.and_then(|id| names.get(&id).cloned()),
                version: row.get("versi")?,
                deleted: row.get::<String>("jenis")? == "hapus",
                changes: row.get::<Option<Json>>("rincian")?.unwrap_or(Json::Null),
            })
        })
        .collect()
}
