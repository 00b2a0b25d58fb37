//! Counting and noting statements, so that a test can pin how many a page needs and a benchmark can run the same ones.

use crate::Val;
use std::cell::{Cell, RefCell};

tokio::task_local! {
    static WATCH: Watch;
}

#[derive(Default)]
struct Watch {
    count: Cell<u64>,
    steps: Option<RefCell<Vec<Step>>>,
}

/// What a task asked of the database, in order.
#[derive(Clone)]
pub enum Step {
    /// A transaction began.
    Begin,
    /// A statement with its parameters.
    Statement {
        /// Text.
        sql: Box<str>,
        /// Parameters.
        args: Vec<Val>,
    },
    /// The transaction was committed.
    Commit,
}

impl std::fmt::Debug for Step {
    /// The text, never the values.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Step::Begin => f.write_str("begin"),
            Step::Statement { sql, .. } => f.write_str(sql),
            Step::Commit => f.write_str("commit"),
        }
    }
}

/// One statement was sent on behalf of the current task.
pub(crate) fn note(sql: &str, args: &[Val]) {
    // Outside `counted` and `recorded` nobody asked.
    let _ = WATCH.try_with(|watch| {
        watch.count.set(watch.count.get() + 1);
        if let Some(steps) = &watch.steps {
            steps.borrow_mut().push(Step::Statement { sql: sql.into(), args: args.to_vec() });
        }
    });
}

/// A transaction of the current task began or ended.
pub(crate) fn mark(step: Step) {
    let _ = WATCH.try_with(|watch| {
        if let Some(steps) = &watch.steps {
            steps.borrow_mut().push(step);
        }
    });
}

/// Runs a future and tells how many SQL statements it sent itself (not those of tasks that it spawned).
///
/// `begin` and `commit` are not counted; each `query`, `one`, `optional` and `exec` is one.
pub async fn counted<T>(future: impl Future<Output = T>) -> (T, u64) {
    WATCH
        .scope(Watch::default(), async {
            let result = future.await;
            (result, WATCH.with(|watch| watch.count.get()))
        })
        .await
}

/// Runs a future and tells what it asked of the database. What it tells holds people's data: never log it.
pub async fn recorded<T>(future: impl Future<Output = T>) -> (T, Vec<Step>) {
    let watch = Watch { count: Cell::new(0), steps: Some(RefCell::default()) };
    WATCH
        .scope(watch, async {
            let result = future.await;
            let steps = WATCH.with(|watch| watch.steps.as_ref().map(RefCell::take));
            (result, steps.unwrap_or_default())
        })
        .await
}
