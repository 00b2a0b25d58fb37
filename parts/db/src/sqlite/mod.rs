//! SQLite: one thread that writes, several that read.

mod connection;
mod group;

pub(crate) use connection::{Output, Reader, error, open, value};
pub(crate) use group::Turn;

use crate::{Error, Limits, Result, Val};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, Weak};
use tokio::sync::oneshot;

/// A statement on its way to a thread.
pub(crate) struct Statement {
    pub sql: Box<str>,
    pub args: Vec<Val>,
}

type Reply<T> = oneshot::Sender<Result<T>>;
/// Work on a connection of its own turn.
type Work = Box<dyn FnOnce(&mut rusqlite::Connection) + Send>;

struct Read {
    statement: Statement,
    reply: Reply<Output>,
    /// Dropped when the caller goes away.
    caller: Weak<()>,
}

/// Pages of an index that one step of [`Sqlite::tidy`] writes: some tens of milliseconds.
const MERGE_AT_ONCE: i64 = 1000;
/// Steps at most: what is left is done another night.
const MERGE_STEPS: usize = 5000;

/// An open SQLite database.
pub(crate) struct Sqlite {
    path: PathBuf,
    writer: mpsc::Sender<group::Message>,
    readers: mpsc::Sender<Read>,
    /// How long to wait for the turn to write.
    patience: std::time::Duration,
    /// How often the statistics were renewed; each reader reads them again when this has grown.
    learned: Arc<AtomicU64>,
}

fn gone<T>(_: T) -> Error {
    Error::Unavailable("the database thread has ended".into())
}

impl Sqlite {
    /// Opens the file, creating it (readable by its owner only) if it is not there, and starts the threads.
    pub fn open(path: &Path, readers: usize, limits: Limits) -> Result<Sqlite> {
        create(path)?;
        let connection = open(path, false)?;
        if let Some(pages) = limits.sqlite_pages {
            connection.pragma_update(None, "max_page_count", pages).map_err(|fault| error(&fault))?;
        }
        if limits.erase {
            connection.pragma_update(None, "secure_delete", true).map_err(|fault| error(&fault))?;
        }
        let (writer, messages) = mpsc::channel();
        let group = group::Group::new(connection, messages, limits);
        spawn("db-write", move || group.run())?;
        let (sender, queue) = mpsc::channel::<Read>();
        let queue = Arc::new(Mutex::new(queue));
        let learned = Arc::<AtomicU64>::default();
        for _ in 0..readers.max(1) {
            let (mut reader, queue) = (Reader::stoppable(open(path, true)?)?, queue.clone());
            let (path, learned, mut known) = (path.to_owned(), learned.clone(), 0);
            spawn("db-read", move || {
                loop {
                    // The lock is held while waiting: the next free thread takes the next statement.
                    let next = match queue.lock() {
                        Ok(queue) => queue.recv(),
                        Err(_) => return,
                    };
                    let Ok(Read { statement, reply, caller }) = next else { return };
                    let newest = learned.load(Ordering::Acquire);
                    if known != newest {
                        known = newest;
                        // Statistics are read when a connection is opened. Without new ones reading is only slower.
                        match open(&path, true).and_then(Reader::stoppable) {
                            Ok(fresh) => reader = fresh,
                            Err(fault) => tracing::warn!("statistics not read: {}", fault.bare()),
                        }
                    }
                    if !reply.is_closed() {
                        // Nobody waits any more when sending fails, which is fine.
                        let _ = reply.send(reader.run_for(caller, &statement));
                    }
                }
            })?;
        }
        let patience = limits.idle + limits.wait;
        Ok(Sqlite { path: path.to_owned(), writer, readers: sender, patience, learned })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub async fn read(&self, statement: Statement) -> Result<Output> {
        let (reply, answer) = oneshot::channel();
        let here = Arc::new(());
        self.readers.send(Read { statement, reply, caller: Arc::downgrade(&here) }).map_err(gone)?;
        let answer = answer.await;
        drop(here);
        answer.map_err(gone)?
    }

    /// Looks at a sample of each index that has changed much, and lets the readers know.
    pub async fn tune(&self) -> Result<()> {
        self.alone(|connection| {
            let run = |text: &str| connection.execute_batch(text).map_err(|fault| error(&fault));
            run("pragma analysis_limit = 1000; pragma optimize = 0x10002;")
        })
        .await?;
        self.learned.fetch_add(1, Ordering::Release);
        Ok(())
    }

    /// Puts the pieces of the word indexes together into one each, step by step, so that writers get their turn in between. What
    /// is written through the day makes new pieces, and each word is looked up in all of them.
    pub async fn tidy(&self) -> Result<()> {
        let there = "select count(*) from sqlite_schema where name in ('search_fts', 'search_part')";
        let there = self.alone(move |connection| {
            connection.query_row(there, [], |row| row.get::<_, i64>(0)).map_err(|fault| error(&fault))
        });
        if there.await? < 2 {
            return Ok(());
        }
        for table in ["search_fts", "search_part"] {
            // A negative number begins by counting all pieces as equals.
            let mut pages = -MERGE_AT_ONCE;
            for _ in 0..MERGE_STEPS {
                let step = move |connection: &mut rusqlite::Connection| {
                    let text = format!("insert into {table} ({table}, rank) values ('merge', {pages})");
                    let before = connection.total_changes();
                    connection.execute_batch(&text).map_err(|fault| error(&fault))?;
                    Ok(connection.total_changes() - before)
                };
                // One change is the command itself.
                if self.alone(step).await? < 2 {
                    break;
                }
                pages = MERGE_AT_ONCE;
            }
        }
        Ok(())
    }

    /// Brings the log into the file, where it overwrites what was deleted, and empties it. Readers that stand in its way are
    /// waited for.
    pub async fn wipe(&self) -> Result<()> {
        self.alone(|connection| {
            let busy: i64 = connection
                .query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0))
                .map_err(|fault| error(&fault))?;
            if busy == 0 { Ok(()) } else { Err(Error::Busy) }
        })
        .await
    }

    /// Waits for the turn to write.
    pub async fn begin(&self) -> Result<Turn> {
        let (reply, answer) = oneshot::channel();
        self.writer.send(group::Message::Begin { writer: self.writer.clone(), reply }).map_err(gone)?;
        match tokio::time::timeout(self.patience, answer).await {
            Ok(answer) => answer.map_err(gone)?,
            Err(_) => Err(Error::Busy),
        }
    }

    /// Does work on the writing connection, outside any transaction, while nobody else writes.
    pub async fn alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut rusqlite::Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let work: Work = Box::new(move |connection| {
            let _ = reply.send(work(connection));
        });
        self.writer.send(group::Message::Alone(work)).map_err(gone)?;
        answer.await.map_err(gone)?
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
    std::thread::Builder::new().name(name.into()).spawn(work).map_err(|fault| Error::Unavailable(fault.to_string()))?;
    Ok(())
}

/// A new file is made with rights for its owner alone before SQLite writes to it.
pub(crate) fn create(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|fault| Error::Unavailable(format!("{}: {fault}", path.display())))
}
