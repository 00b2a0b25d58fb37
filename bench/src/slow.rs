//! Statements that take long, and how the database runs them: to find out what grows.
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use kernel::App;
use kernel::db::Step;

use crate::case::Case;
use crate::place::plain;
use crate::{bare, say};

/// Times of one statement of which the quickest counts.
const TIMES: usize = 3;

/// Runs the statements of the first request of each case that changes nothing, and names those that take longer than this.
pub async fn name(copy: &App, cases: &[Case], limit: Duration) -> anyhow::Result<()> {
    let router = kernel::web::router(copy).map_err(plain)?;
    let mut named = BTreeSet::new();
    for case in cases.iter().filter(|case| !case.changes) {
        let Some(ask) = case.asks.first() else { continue };
        for step in bare::record(&router, &case.person, ask).await?.steps() {
            let Step::Statement { sql, args } = step else { continue };
            let mut quickest = Duration::MAX;
            for _ in 0..TIMES {
                let started = Instant::now();
                // What writes is refused here; nobody asked how long that takes.
                if copy.db.query(sql, args.clone()).await.is_ok() {
                    quickest = quickest.min(started.elapsed());
                }
            }
            if quickest == Duration::MAX
                || quickest < limit
                || !named.insert((case.name, case.person.who, sql.to_string()))
            {
                continue;
            }
            say(&format!("slow: {}, {}: {:.2} ms\n  {sql}", case.name, case.person.who, quickest.as_secs_f64() * 1e3));
            for way in ["explain query plan ", "explain (analyze, buffers) "] {
                for row in copy.db.query(&format!("{way}{sql}"), args.clone()).await.into_iter().flatten() {
                    let line: Option<String> = row.get("detail").or_else(|_| row.get("QUERY PLAN")).ok();
                    say(&format!("    {}", line.unwrap_or_default()));
                }
            }
        }
    }
    Ok(())
}
