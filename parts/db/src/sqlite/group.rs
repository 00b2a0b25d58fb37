//! The writing thread: one transaction at a time, several to one fsync.
//!
//! Each transaction is a savepoint inside an outer transaction. When it commits, its savepoint is released and it waits
//! as a member of the *group*; the outer transaction is committed, and all members answered, as soon as nobody else
//! waits for a turn, or at the limits. So a lone writer pays one fsync and no delay, and sixty-four writers share one.
//!
//! A transaction that follows members in the same group must not hold them up by being slow. Its changes are logged;
//! when the time of the group is over, they are rolled back, the members are committed, and the changes are made
//! again. That gives the same result, since nobody else writes in between (another process that did is noticed).

use super::connection::{Output, Reader, error};
use super::{Reply, Statement, Work};
use crate::{Error, Limits, Result};
use rusqlite::Connection;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Instant;
use tokio::sync::oneshot;

/// The most changes logged for a transaction that follows others; past it the others are committed at once.
const LOG: usize = 256;

pub(super) enum Message {
    Begin { writer: Sender<Message>, reply: Reply<Turn> },
    Run { turn: u64, statement: Statement, reply: Reply<Output> },
    Commit { turn: u64, reply: Reply<()> },
    Rollback { turn: u64 },
    Alone(Work),
}

enum Waiting {
    Begin { writer: Sender<Message>, reply: Reply<Turn> },
    Alone(Work),
}

/// An open transaction. Dropping it rolls it back.
pub(crate) struct Turn {
    number: u64,
    writer: Sender<Message>,
    open: bool,
}

fn gone<T>(_: T) -> Error {
    Error::Unavailable("the database thread has ended".into())
}

impl Turn {
    pub async fn run(&mut self, statement: Statement) -> Result<Output> {
        let (reply, answer) = oneshot::channel();
        self.writer.send(Message::Run { turn: self.number, statement, reply }).map_err(gone)?;
        answer.await.map_err(gone)?
    }

    pub async fn commit(mut self) -> Result<()> {
        let (reply, answer) = oneshot::channel();
        self.open = false;
        self.writer.send(Message::Commit { turn: self.number, reply }).map_err(gone)?;
        answer.await.map_err(gone)?
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.open {
            let _ = self.writer.send(Message::Rollback { turn: self.number });
        }
    }
}

struct Active {
    number: u64,
    last: Instant,
    /// Changes made so far, when there are members before it.
    log: Option<Vec<(Statement, u64)>>,
}

pub(super) struct Group {
    reader: Reader,
    messages: Receiver<Message>,
    limits: Limits,
    waiting: VecDeque<Waiting>,
    active: Option<Active>,
    /// Those that committed and wait for the outer transaction.
    members: Vec<Reply<()>>,
    /// When the first of them committed.
    since: Instant,
    next: u64,
}

impl Group {
    pub fn new(connection: Connection, messages: Receiver<Message>, limits: Limits) -> Group {
        Group {
            reader: Reader::new(connection),
            messages,
            limits,
            waiting: VecDeque::new(),
            active: None,
            members: Vec::new(),
            since: Instant::now(),
            next: 1,
        }
    }

    pub fn run(mut self) {
        loop {
            let message = match self.deadline() {
                None => self.messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => self.messages.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match message {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => {}
                // Every sender is gone, so no transaction is open.
                Err(RecvTimeoutError::Disconnected) => return,
            }
            while let Ok(message) = self.messages.try_recv() {
                self.take(message);
            }
            self.watch();
            self.advance();
        }
    }

    fn deadline(&self) -> Option<Instant> {
        let active = self.active.as_ref()?;
        let idle = active.last + self.limits.idle;
        Some(if self.members.is_empty() { idle } else { idle.min(self.since + self.limits.window) })
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Begin { writer, reply } => self.waiting.push_back(Waiting::Begin { writer, reply }),
            Message::Alone(work) => self.waiting.push_back(Waiting::Alone(work)),
            Message::Run { turn, statement, reply } => {
                let result = self.statement(turn, statement);
                let _ = reply.send(result);
            }
            Message::Commit { turn, reply } => match self.is_active(turn).and_then(|()| self.batch("release turn")) {
                Ok(()) => {
                    self.active = None;
                    if self.members.is_empty() {
                        self.since = Instant::now();
                    }
                    self.members.push(reply);
                }
                Err(fault) => {
                    self.undo(turn);
                    let _ = reply.send(Err(fault));
                }
            },
            Message::Rollback { turn } => self.undo(turn),
        }
    }

    fn is_active(&self, turn: u64) -> Result<()> {
        match &self.active {
            Some(active) if active.number == turn => Ok(()),
            Some(_) | None => Err(Error::Unavailable(
                "the transaction was ended by the database: idle too long, or lost with its group".into(),
            )),
        }
    }

    fn statement(&mut self, turn: u64, statement: Statement) -> Result<Output> {
        self.is_active(turn)?;
        let result = self.reader.run(&statement);
        if self.reader.connection.is_autocommit() {
            // A full disk or an I/O error made SQLite roll back the outer transaction.
            let fault =
                result.err().unwrap_or_else(|| Error::other("transaction control is not a statement for callers"));
            self.lose(&fault);
            return Err(fault);
        }
        let mut full = false;
        if let Some(active) = &mut self.active {
            active.last = Instant::now();
            if let (Some(log), Ok(output)) = (&mut active.log, &result)
                && output.wrote
            {
                log.push((statement, output.count));
                full = log.len() > LOG;
            }
        }
        if full {
            self.split();
        }
        result
    }

    /// Rolls back the savepoint of this turn, if it is still open.
    fn undo(&mut self, turn: u64) {
        if self.is_active(turn).is_ok() {
            self.active = None;
            let undone = self.batch("rollback to turn; release turn");
            if self.members.is_empty() || undone.is_err() {
                // Nothing to keep (then no fsync is needed), or nothing that can be trusted.
                let _ = self.batch("rollback");
                self.lose(&undone.err().unwrap_or(Error::Busy));
            }
        }
    }

    /// Commits the members when it is time, then gives the next turn.
    fn advance(&mut self) {
        while self.active.is_none() {
            let over = self.members.len() >= self.limits.group || self.since.elapsed() >= self.limits.window;
            if !self.members.is_empty() && (over || !matches!(self.waiting.front(), Some(Waiting::Begin { .. }))) {
                self.flush();
            }
            match self.waiting.pop_front() {
                None => return,
                Some(Waiting::Alone(work)) => {
                    work(&mut self.reader.connection);
                    if !self.reader.connection.is_autocommit() {
                        let _ = self.batch("rollback");
                    }
                }
                Some(Waiting::Begin { reply, .. }) if reply.is_closed() => {}
                Some(Waiting::Begin { writer, reply }) => self.grant(writer, reply),
            }
        }
    }

    fn grant(&mut self, writer: Sender<Message>, reply: Reply<Turn>) {
        match self.start() {
            Ok(()) => {
                let number = self.next;
                self.next += 1;
                let log = (!self.members.is_empty()).then(Vec::new);
                self.active = Some(Active { number, last: Instant::now(), log });
                // If the caller went away in this moment, the turn is dropped here or there and rolls itself back.
                let _ = reply.send(Ok(Turn { number, writer, open: true }));
            }
            Err(fault) => {
                let _ = reply.send(Err(fault));
            }
        }
    }

    /// Opens the outer transaction, if it is not, and a savepoint.
    fn start(&mut self) -> Result<()> {
        if self.reader.connection.is_autocommit() {
            self.batch("begin immediate")?;
        }
        self.batch("savepoint turn")
    }

    /// Commits the outer transaction and answers every member.
    fn flush(&mut self) {
        let result = self.batch("commit");
        if result.is_err() && !self.reader.connection.is_autocommit() {
            let _ = self.batch("rollback");
        }
        for member in self.members.drain(..) {
            let _ = member.send(result.clone());
        }
    }

    /// The outer transaction is gone: nobody of the group keeps anything.
    fn lose(&mut self, fault: &Error) {
        self.active = None;
        for member in self.members.drain(..) {
            let _ = member.send(Err(fault.clone()));
        }
    }

    /// Ends a turn that nobody used for too long, and commits members that waited long enough for the turn after them.
    fn watch(&mut self) {
        let Some(active) = &self.active else { return };
        if active.last.elapsed() >= self.limits.idle {
            let number = active.number;
            tracing::warn!(seconds = self.limits.idle.as_secs(), "rolled back an idle transaction");
            self.undo(number);
        } else if !self.members.is_empty() && self.since.elapsed() >= self.limits.window {
            self.split();
        }
    }

    /// Commits the members now and puts the open turn into an outer transaction of its own.
    fn split(&mut self) {
        let Some(mut active) = self.active.take() else { return };
        let log = active.log.take().unwrap_or_default();
        let before = self.version();
        if self.batch("rollback to turn; release turn").is_err() {
            return self.lose(&Error::other("could not roll back a savepoint"));
        }
        // A turn that read what its members wrote falls with them.
        let kept = self.batch("commit");
        if kept.is_err() && !self.reader.connection.is_autocommit() {
            let _ = self.batch("rollback");
        }
        for member in self.members.drain(..) {
            let _ = member.send(kept.clone());
        }
        if kept.is_err() || self.start().is_err() {
            return;
        }
        let same = self.version() == before
            && log
                .iter()
                .all(|(statement, count)| self.reader.run(statement).is_ok_and(|output| output.count == *count));
        if same && !self.reader.connection.is_autocommit() {
            self.active = Some(active);
        } else if !self.reader.connection.is_autocommit() {
            let _ = self.batch("rollback");
        }
    }

    /// Changes when another process has written.
    fn version(&self) -> Option<i64> {
        self.reader.connection.pragma_query_value(None, "data_version", |row| row.get(0)).ok()
    }

    fn batch(&mut self, sql: &str) -> Result<()> {
        let result = self.reader.connection.execute_batch(sql).map_err(|fault| error(&fault));
        if let Err(fault) = &result
            && self.reader.connection.is_autocommit()
            && sql != "commit"
        {
            let fault = fault.clone();
            self.lose(&fault);
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use crate::sqlite::{Sqlite, Statement};
    use crate::{Error, Limits};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    fn statement(sql: &str) -> Statement {
        Statement { sql: sql.into(), args: vec![] }
    }

    /// The commit itself fails: all who share it are told, nothing is kept, and the next ones are not affected.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_failed_commit_fails_all_its_members() {
        let dir = std::env::temp_dir().join(format!("uji_{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir(&dir).unwrap();
        let limits = Limits { window: std::time::Duration::from_secs(10), ..Limits::default() };
        let sqlite = Arc::new(Sqlite::open(&dir.join("uji.sqlite"), 1, limits).unwrap());
        let fails = Arc::new(AtomicBool::new(false));
        let hook = fails.clone();
        sqlite
            .alone(move |connection| {
                connection.execute_batch("create table t (a integer primary key) strict").unwrap();
                connection.commit_hook(Some(move || hook.load(Ordering::SeqCst))).unwrap();
                Ok(())
            })
            .await
            .unwrap();
        let held = sqlite.begin().await.unwrap();
        let writers: Vec<_> = (0..8)
            .map(|number| {
                let sqlite = sqlite.clone();
                tokio::spawn(async move {
                    let mut turn = sqlite.begin().await.unwrap();
                    turn.run(statement(&format!("insert into t (a) values ({number})"))).await.unwrap();
                    turn.commit().await
                })
            })
            .collect();
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        fails.store(true, Ordering::SeqCst);
        drop(held);
        for writer in writers {
            assert!(matches!(writer.await.unwrap(), Err(Error::Other(_))));
        }
        assert!(sqlite.read(statement("select a from t")).await.unwrap().rows.is_empty());
        fails.store(false, Ordering::SeqCst);
        let mut turn = sqlite.begin().await.unwrap();
        turn.run(statement("insert into t (a) values (1)")).await.unwrap();
        turn.commit().await.unwrap();
        assert_eq!(sqlite.read(statement("select a from t")).await.unwrap().rows.len(), 1);

        // The same while another is open behind the members: it has seen what is not kept, so it ends as well.
        let mut first = sqlite.begin().await.unwrap();
        first.run(statement("insert into t (a) values (2)")).await.unwrap();
        let second = tokio::spawn({
            let sqlite = sqlite.clone();
            async move {
                let mut second = sqlite.begin().await.unwrap();
                assert_eq!(second.run(statement("select a from t")).await.unwrap().rows.len(), 2);
                for number in 10..=266 {
                    // The last one makes the log too long, and the members are committed.
                    second.run(statement(&format!("insert into t (a) values ({number})"))).await.unwrap();
                }
                assert!(matches!(second.run(statement("select a from t")).await, Err(Error::Unavailable(_))));
                assert!(matches!(second.commit().await, Err(Error::Unavailable(_))));
            }
        });
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        fails.store(true, Ordering::SeqCst);
        assert!(first.commit().await.is_err());
        second.await.unwrap();
        fails.store(false, Ordering::SeqCst);
        assert_eq!(sqlite.read(statement("select a from t")).await.unwrap().rows.len(), 1);
        // A statement that is none of a caller's business ends its transaction, and only that.
        let mut turn = sqlite.begin().await.unwrap();
        assert!(turn.run(statement("rollback")).await.is_err());
        let mut next = sqlite.begin().await.unwrap();
        next.run(statement("insert into t (a) values (3)")).await.unwrap();
        next.commit().await.unwrap();
        drop(sqlite);
        std::fs::remove_dir_all(dir).unwrap();
    }
}
