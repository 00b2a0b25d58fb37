//! A second database beside the main one: a file of its own, or a schema of its own on the same server.

use crate::{Config, Db, Limits, Result, args, lock};

/// Opens the database called `name` (lower-case letters) beside the one of `config`, making it when it is not there. It has its
/// own tables and its own migrations; nothing is written to both in one transaction. What is deleted in it is overwritten
/// ([`Limits::erase`]).
///
/// On PostgreSQL the user needs the right to make a schema, or finds one of this name.
pub async fn open(config: &Config, name: &str) -> Result<Db> {
    let limits = Limits { erase: true, ..Limits::default() };
    match config {
        Config::Sqlite { path, readers } => {
            let path = path.with_file_name(format!("{name}.sqlite"));
            Db::open_with(&Config::Sqlite { path, readers: (*readers).min(4) }, limits).await
        }
        Config::Postgres { url, max } => {
            make_schema(config, name).await?;
            let mark = if url.contains('?') { '&' } else { '?' };
            let url = format!("{url}{mark}options=-csearch_path%3D{name}");
            Db::open_with(&Config::Postgres { url, max: (*max).min(8) }, limits).await
        }
    }
}

async fn make_schema(config: &Config, name: &str) -> Result<()> {
    let Config::Postgres { url, .. } = config else { return Ok(()) };
    let db = Db::open(&Config::Postgres { url: url.clone(), max: 2 }).await?;
    let there = "select 1 as one from pg_namespace where nspname = $1";
    if db.optional(there, args![name]).await?.is_none() {
        let mut tx = db.begin().await?;
        // Several processes may start at once.
        lock::exclusive(&mut tx, "schema").await?;
        tx.exec(&format!("create schema if not exists {name}"), vec![]).await?;
        tx.commit().await?;
    }
    Ok(())
}
