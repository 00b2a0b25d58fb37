//! The search on PostgreSQL, which keeps no order in its index of words.

use super::COLUMNS;
use super::filter::Branch;
use crate::postgres::Postgres;
use crate::{Db, Result, Row, args};

/// Up to so many matches are gathered by the index of words and sorted. Of more, documents are read from the newest on until
/// enough of them match: both cost about the same at so many.
const FEW: usize = 1000;
/// So many of the newest documents are looked at before the index of words is asked: for a word that many have, gathering
/// all that have it costs more than finding the first of them.
const NEAR: usize = 200;

/// The newest `limit` documents of all branches, those older than `before` only.
///
/// PostgreSQL knows too little about rare words to choose between the index of words and the order, and reads the whole
/// table for a word that is nowhere; so the way of each branch is chosen here, by what the first statement finds out.
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
    let (mut near, mut counts, mut values) = (Vec::new(), Vec::new(), args![before]);
    for (place, branch) in branches.iter().enumerate() {
        let words = words(branch);
        let count = format!(
            "(select count(*) from (select 1 from search_doc d where d.words @@ {words} and d.seq < $1 limit {}) x)",
            FEW + 1
        );
        if !branch.is_ordered() {
            counts.push(format!("{count} n{place}"));
            continue;
        }
        let readable = branch.sql(&mut values);
        near.push(format!(
            "near{place} as materialized (select count(*) n from (select d.words from search_doc d
             where {readable} and d.seq < $1 order by d.seq desc limit {NEAR}) d where ts_match_vq(d.words, {words}))"
        ));
        counts.push(format!(
            "case when (select n from near{place}) >= {limit} then {} else {count} end n{place}",
            FEW + 1
        ));
    }
    let near = if near.is_empty() { String::new() } else { format!("with {} ", near.join(", ")) };
    let count = format!("{near}select {}", counts.join(", "));
    crate::value::check(&count, &values)?;
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
            // The function instead of the operator: no index answers it, so that the order is the way.
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
