//! A copy of a database that is in use.

use crate::{Db, Engine, Error, Result, dump, sqlite};
use std::fs::File;
use std::path::{Path, PathBuf};

/// What a backup is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A SQLite database, to be opened as it is.
    Database,
    /// A dump of a PostgreSQL database, for [`dump::read`].
    Dump,
}

/// Writes a consistent copy to `path` while others go on reading and writing, and returns its form.
///
/// The file appears under its name when it is complete and on the disk; only its owner may read it. Errors:
/// [`Error::Other`] when the file is there already or cannot be written, [`Error::Full`].
pub async fn backup(db: &Db, path: &Path) -> Result<Form> {
    if path.exists() {
        return Err(Error::Other(format!("{} is there already", path.display())));
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    let partial = PathBuf::from(name);
    // Left over from a copy that was cut off.
    let _ = std::fs::remove_file(&partial);
    let result = copy(db, &partial).await.and_then(|form| {
        std::fs::rename(&partial, path).map_err(|fault| unwritten(path, &fault))?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(|fault| unwritten(path, &fault))?;
        }
        Ok(form)
    });
    if result.is_err() {
        let _ = std::fs::remove_file(&partial);
    }
    result
}

fn unwritten(path: &Path, fault: &std::io::Error) -> Error {
    Error::Other(format!("{}: {fault}", path.display()))
}

async fn copy(db: &Db, to: &Path) -> Result<Form> {
    sqlite::create(to)?;
    match db.engine() {
        Engine::Sqlite(sqlite) => {
            let (from, to) = (sqlite.path().to_owned(), to.to_owned());
            tokio::task::spawn_blocking(move || pages(&from, &to)).await.map_err(Error::other)??;
            Ok(Form::Database)
        }
        Engine::Postgres(_) => {
            let file = File::options().write(true).open(to).map_err(|fault| unwritten(to, &fault))?;
            let synced = file.try_clone().map_err(|fault| unwritten(to, &fault))?;
            dump::write(db, file).await?;
            let to = to.to_owned();
            let sync = tokio::task::spawn_blocking(move || synced.sync_all().map_err(|fault| unwritten(&to, &fault)));
            sync.await.map_err(Error::other)??;
            Ok(Form::Dump)
        }
    }
}

/// Copies all pages as they are at one moment.
fn pages(from: &Path, to: &Path) -> Result<()> {
    use rusqlite::backup::{Backup, StepResult};
    let error = |fault: rusqlite::Error| sqlite::error(&fault);
    let source = sqlite::open(from, true)?;
    // With a read transaction open the source stays as it is now, so the copy never has to begin again, however much
    // others write meanwhile; they are not held up.
    source.execute_batch("begin; select count(*) from sqlite_master").map_err(error)?;
    let mut copy = rusqlite::Connection::open(to).map_err(error)?;
    {
        let backup = Backup::new(&source, &mut copy).map_err(error)?;
        loop {
            let step = backup.step(1024).map_err(error)?;
            if step == StepResult::Done {
                break;
            }
            if step != StepResult::More {
                return Err(Error::Busy);
            }
        }
    }
    // One file without a log beside it.
    copy.pragma_update(None, "journal_mode", "delete").map_err(error)?;
    let verdict: String = copy.query_row("pragma quick_check(1)", [], |row| row.get(0)).map_err(error)?;
    if verdict != "ok" {
        return Err(Error::Other(format!("the copy is damaged: {verdict}")));
    }
    copy.close().map_err(|(_, fault)| error(fault))?;
    File::open(to).and_then(|file| file.sync_all()).map_err(|fault| unwritten(to, &fault))
}
