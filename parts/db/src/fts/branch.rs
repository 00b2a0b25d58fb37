//! The search on PostgreSQL, which keeps no order in its index of words.

use super::COLUMNS;
use super::filter::Branch;
use crate::postgres::Postgres;
use crate::{Db, Result, Row, args};

/// Up to so many matches are gathered by the index of words and sorted. Of more, documents are read from the newest on until
/// enough of them match: both cost about the same at so many.
const FEW: usize = 4000;

/// The newest `limit` documents of all branches, those older than `before` only.
///
/// PostgreSQL knows too little about rare words to choose between the index of words and the order, and reads the whole
/// table for a word that is nowhere; so it is counted first, and the way of each branch is chosen here.
/// The words stand in the text of the statement, where the planner sees how frequent they are; they hold nothing but letters,
/// digits and marks of our own.
pub(super) async fn find(
    db: &Db,
    postgres: &Postgres,
    branches: &[Branch],
    limit: i64,
    before: i64,
) -> Result<Vec<Row>> {
    if branches.is_empty() {
        return Ok(Vec::new());
    }
    let words = |branch: &Branch| format!("cast('{}' as tsquery)", branch.expression.replace('\'', "''"));
    let counts: Vec<String> = branches
        .iter()
        .enumerate()
        .map(|(place, branch)| {
            let words = words(branch);
            format!(
                "(select count(*) from (select 1 from search_doc d where d.words @@ {words} and d.seq < $1 limit {}) x) n{place}",
                FEW + 1
            )
        })
        .collect();
    let count = format!("select {}", counts.join(", "));
    let values = args![before];
    db.note(&count, &values);
    let counted = postgres.read_once(&count, &values).await?.rows;
    let (mut few, mut found, mut values) = (Vec::new(), Vec::new(), args![before, limit]);
    for (place, branch) in branches.iter().enumerate() {
        let count: i64 = counted.first().map_or(Ok(0), |row| row.get(&format!("n{place}")))?;
        let words = words(branch);
        match usize::try_from(count) {
            Ok(0) => {}
            Ok(count) if count <= FEW => {
                let readable = branch.sql(&mut values);
                few.push(format!(
                    "d{place} as materialized (select d.seq, d.kind, d.unit, d.owner, d.readers from search_doc d
                     where d.words @@ {words} and d.seq < $1)"
                ));
                found.push(format!("(select d.seq from d{place} d where {readable} order by d.seq desc limit $2)"));
            }
            // The function instead of the operator: no index answers it, so the order decides the way.
            Ok(_) | Err(_) => {
                let readable = branch.sql(&mut values);
                found.push(format!(
                    "(select d.seq from search_doc d where {readable} and d.seq < $1 and ts_match_vq(d.words, {words})
                      order by d.seq desc limit $2)"
                ));
            }
        }
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let few = if few.is_empty() { String::new() } else { format!("with {} ", few.join(", ")) };
    let sql = format!(
        "{few}select {COLUMNS} from search_doc d
         where d.seq in (select seq from ({}) found order by seq desc limit $2) order by d.seq desc",
        found.join(" union ")
    );
    crate::value::check(&sql, &values)?;
    db.note(&sql, &values);
    Ok(postgres.read_once(&sql, &values).await?.rows)
}
