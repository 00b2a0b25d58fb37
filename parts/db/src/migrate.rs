//! Migrations: numbered scripts per module, one text for both databases.

use crate::{Db, Engine, Error, Result, postgres, sql, sqlite};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use time::OffsetDateTime;

/// The scripts of one module, oldest first. A script that has run anywhere is never changed, only followed by another.
///
/// A script is SQL for both databases: statements ended by semicolons, with the column types uuid, text, bigint,
/// boolean, timestamptz, date, jsonb, bytea and double precision. On SQLite every table is STRICT; on PostgreSQL texts are
/// ordered by their bytes. In the rare case that one text cannot say it, lines `-- sqlite:`, `-- postgres:` and
/// `-- both:` begin a part for one side or for both again.
///
/// Foreign keys are not watched while a script runs on SQLite, so that a table can be rebuilt (create, copy, drop,
/// rename); they are checked before it is committed. Deferred constraints are refused.
#[derive(Clone, Copy, Debug)]
pub struct MigrationSet {
    /// The module, by which its scripts are known: lower-case letters, digits and `_`.
    pub module: &'static str,
    /// Name like `0001_nama` and SQL.
    pub scripts: &'static [(&'static str, &'static str)],
}

const TABLE: &str = "create table if not exists schema_migration (module text not null, name text not null, \
                     checksum text not null, applied timestamptz not null, primary key (module, name))";

/// A script with its statements in the words of one database.
struct Script {
    module: &'static str,
    name: &'static str,
    checksum: String,
    statements: Vec<String>,
}

impl Script {
    fn title(&self) -> String {
        format!("{}/{}", self.module, self.name)
    }
    fn failed(&self, statement: usize, fault: &Error) -> Error {
        Error::Other(format!("migration {}, statement {}: {}", self.title(), statement + 1, fault.bare()))
    }
}

/// SHA-256 of the script in hexadecimal; line ends do not count.
fn checksum(text: &str) -> String {
    Sha256::digest(text.replace("\r\n", "\n").as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == '_')
}

/// Reads the sets: names in order, none twice, every type known.
fn scripts(sets: &[MigrationSet], for_sqlite: bool) -> Result<Vec<Script>> {
    let mut modules = BTreeSet::new();
    let mut out = Vec::new();
    for set in sets {
        if !is_name(set.module) || !modules.insert(set.module) {
            return Err(Error::Other(format!("migrations: module {} is named twice or badly", set.module)));
        }
        let mut last = "";
        for (name, text) in set.scripts {
            let numbered = name
                .split_once('_')
                .is_some_and(|(number, _)| number.len() == 4 && number.chars().all(|ch| ch.is_ascii_digit()));
            if !is_name(name) || !numbered || name.get(..4) <= last.get(..4) {
                return Err(Error::Other(format!(
                    "migration {}/{name}: names are like 0001_nama, each number higher than the one before",
                    set.module
                )));
            }
            last = name;
            let mut script = Script { module: set.module, name, checksum: checksum(text), statements: Vec::new() };
            for (number, statement) in sql::statements(&sql::side(text, for_sqlite)).iter().enumerate() {
                let statement = sql::ddl(statement, for_sqlite).map_err(|fault| script.failed(number, &fault))?;
                script.statements.push(statement);
            }
            out.push(script);
        }
    }
    Ok(out)
}

/// The first script that has not run, given those that have (module, name, checksum).
fn next<'a>(scripts: &'a [Script], applied: &[(String, String, String)]) -> Result<Option<&'a Script>> {
    let mut known: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for (module, name, checksum) in applied {
        known.entry(module).or_default().insert(name, checksum);
    }
    for (module, names) in &known {
        let ours: BTreeSet<&str> = scripts.iter().filter(|s| s.module == *module).map(|s| s.name).collect();
        if let Some(name) = names.keys().find(|name| !ours.is_empty() && !ours.contains(**name)) {
            return Err(Error::Other(format!(
                "migration {module}/{name} has run here but this program does not know it: \
                 the database is newer than the program"
            )));
        }
    }
    let mut first = None;
    for script in scripts {
        let names = known.get(script.module);
        match names.and_then(|names| names.get(script.name)) {
            Some(checksum) if **checksum == script.checksum => {}
            Some(_) => {
                return Err(Error::Other(format!(
                    "migration {} was changed after it had run; put it back and write a new script",
                    script.title()
                )));
            }
            None if names.is_some_and(|names| names.keys().any(|name| *name > script.name)) => {
                return Err(Error::Other(format!(
                    "migration {} comes before one that has already run; give it a higher number",
                    script.title()
                )));
            }
            None => first = first.or(Some(script)),
        }
    }
    Ok(first)
}

pub(crate) async fn run(db: &Db, sets: &[MigrationSet]) -> Result<Vec<String>> {
    match db.engine() {
        Engine::Sqlite(sqlite) => {
            let scripts = scripts(sets, true)?;
            sqlite.alone(move |connection| on_sqlite(connection, &scripts)).await
        }
        Engine::Postgres(postgres) => on_postgres(postgres, &scripts(sets, false)?).await,
    }
}

fn on_sqlite(connection: &mut rusqlite::Connection, scripts: &[Script]) -> Result<Vec<String>> {
    let error = |fault: rusqlite::Error| sqlite::error(&fault);
    connection.execute_batch(&sql::ddl(TABLE, true)?).map_err(error)?;
    // Has no effect inside a transaction, so it stands outside.
    connection.pragma_update(None, "foreign_keys", false).map_err(error)?;
    let result = steps_on_sqlite(connection, scripts);
    connection.pragma_update(None, "foreign_keys", true).map_err(error)?;
    result
}

fn steps_on_sqlite(connection: &mut rusqlite::Connection, scripts: &[Script]) -> Result<Vec<String>> {
    let error = |fault: rusqlite::Error| sqlite::error(&fault);
    let mut done = Vec::new();
    loop {
        // Read again inside each transaction: another process may have run it meanwhile.
        let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive).map_err(error)?;
        let applied = {
            let mut found = tx.prepare("select module, name, checksum from schema_migration").map_err(error)?;
            let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(error)?;
            rows.collect::<rusqlite::Result<Vec<_>>>().map_err(error)?
        };
        let Some(script) = next(scripts, &applied)? else { return Ok(done) };
        for (number, statement) in script.statements.iter().enumerate() {
            tx.execute_batch(statement).map_err(|fault| script.failed(number, &error(fault)))?;
        }
        let broken: Option<String> = {
            let mut check = tx.prepare("pragma foreign_key_check").map_err(error)?;
            let mut rows = check.query([]).map_err(error)?;
            rows.next().map_err(error)?.map(|row| row.get(0)).transpose().map_err(error)?
        };
        if let Some(table) = broken {
            return Err(Error::Other(format!(
                "migration {}: a row of table {table} points to one that is not there",
                script.title()
            )));
        }
        tx.execute(
            "insert into schema_migration (module, name, checksum, applied) values (?1, ?2, ?3, ?4)",
            (script.module, script.name, &script.checksum, crate::value::micros(OffsetDateTime::now_utc())),
        )
        .map_err(error)?;
        tx.commit().map_err(error)?;
        done.push(script.title());
    }
}

/// One lock for all processes that migrate this database.
const LOCK: i64 = 0x7065_6e64_6f70_6f01;

async fn on_postgres(postgres: &postgres::Postgres, scripts: &[Script]) -> Result<Vec<String>> {
    let mut open = postgres.begin().await?;
    open.batch(&format!("select pg_advisory_xact_lock({LOCK}); {}", sql::ddl(TABLE, false)?)).await?;
    open.commit().await?;
    let mut done = Vec::new();
    loop {
        let mut open = postgres.begin().await?;
        open.batch(&format!("select pg_advisory_xact_lock({LOCK})")).await?;
        let rows = open.run("select module, name, checksum from schema_migration", &[]).await?.rows;
        let applied = rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?, row.at(2)?))).collect::<Result<Vec<_>>>()?;
        let Some(script) = next(scripts, &applied)? else { return Ok(done) };
        for (number, statement) in script.statements.iter().enumerate() {
            open.batch(statement).await.map_err(|fault| script.failed(number, &fault))?;
        }
        open.run(
            "insert into schema_migration (module, name, checksum, applied) values ($1, $2, $3, $4)",
            &crate::args![script.module, script.name, script.checksum.as_str(), OffsetDateTime::now_utc()],
        )
        .await?;
        open.commit().await?;
        done.push(script.title());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(scripts: &'static [(&'static str, &'static str)]) -> [MigrationSet; 1] {
        [MigrationSet { module: "uji", scripts }]
    }

    #[test]
    fn names_are_numbered_and_in_order() {
        for (scripts_, good) in [
            (&[("0001_a", "select 1"), ("0002_b", "")][..], true),
            (&[("0002_a", ""), ("0001_b", "")][..], false),
            (&[("0001_a", ""), ("0001_b", "")][..], false),
            (&[("1_a", "")][..], false),
            (&[("0001-a", "")][..], false),
            (&[("0001_A", "")][..], false),
        ] {
            assert_eq!(scripts(&set(scripts_), true).is_ok(), good, "{scripts_:?}");
        }
        let twice = [set(&[])[0], set(&[])[0]];
        assert!(scripts(&twice, true).is_err());
    }

    #[test]
    fn a_checksum_ignores_line_ends_only() {
        assert_eq!(checksum("a\r\nb"), checksum("a\nb"));
        assert_ne!(checksum("a b"), checksum("a  b"));
        assert_eq!(checksum("").len(), 64);
    }
}
