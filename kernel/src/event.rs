//! Facts, written in the same transaction as the change that they tell of.
use db::{Tx, args};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{App, Result};

/// Something that happened to a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Time-ordered id.
    pub id: Uuid,
    /// What happened, such as `kewajiban.terpenuhi`.
    pub name: String,
    /// Kind of the record.
    pub kind: String,
    /// The record.
    pub subject: Uuid,
    /// Its page.
    pub href: String,
    /// Who did it; nobody when the program did.
    pub actor: Option<Uuid>,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// What the hearers need to know; never personal data.
    pub payload: Json,
}

/// Writes the event and one job for every module that hears it.
pub(crate) async fn record(app: &App, tx: &mut Tx, event: &Event) -> Result<()> {
    let text = "insert into event (id, name, kind, subject, href, actor, at, payload) values ($1,$2,$3,$4,$5,$6,$7,$8)";
    let row = args![
        event.id,
        event.name.clone(),
        event.kind.clone(),
        event.subject,
        event.href.clone(),
        event.actor,
        event.at,
        event.payload.clone()
    ];
    tx.exec(text, row).await?;
    for hear in app.hears().filter(|hear| hears(hear.event, &event.name)) {
        crate::job::enqueue(tx, hear.name, serde_json::to_value(event)?, event.at, event.at).await?;
    }
    Ok(())
}

fn hears(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => pattern == name,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_pattern_hears_its_name_or_its_prefix() {
        assert!(super::hears("kewajiban.*", "kewajiban.terpenuhi"));
        assert!(super::hears("kewajiban.terpenuhi", "kewajiban.terpenuhi"));
        assert!(!super::hears("kewajiban.terpenuhi", "kewajiban.terpenuhi.lagi"));
        assert!(!super::hears("evaluasi.*", "kewajiban.terpenuhi"));
    }
}
