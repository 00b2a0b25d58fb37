//! Counting statements, so that a test can pin how many a page needs.

use std::cell::Cell;

tokio::task_local! {
    static COUNT: Cell<u64>;
}

/// One statement was sent on behalf of the current task.
pub(crate) fn note() {
    // Outside `counted` nobody asked.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}

/// Runs a future and tells how many SQL statements it sent itself (not those of tasks that it spawned).
///
/// `begin` and `commit` are not counted; each `query`, `one`, `optional` and `exec` is one.
pub async fn counted<T>(future: impl Future<Output = T>) -> (T, u64) {
    COUNT
        .scope(Cell::new(0), async {
            let result = future.await;
            (result, COUNT.with(Cell::get))
        })
        .await
}
