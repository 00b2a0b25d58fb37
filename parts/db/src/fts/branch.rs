//! The search on PostgreSQL, which keeps no order in its index of words.
//!
//! Two ways lead to the newest documents that have some words: the index of words gathers all that have them, which are then
//! sorted; or documents are read from the newest on until enough of them have the words. The first is quick for rare words, the
//! second for frequent ones, and PostgreSQL knows too little about words to choose. So a first statement finds out, for each branch
//! of the search: it looks at the newest documents, at more of them where that does not settle it, and asks the index of words only
//! then. What is settled on the way is not asked for again.
use std::collections::BTreeSet;

use super::COLUMNS;
use super::filter::Branch;
use crate::postgres::Postgres;
use crate::{Db, Error, Result, Row, Val, args};

/// Up to so many matches are gathered by the index of words and sorted. Of more, documents are read from the newest on until
/// enough of them match: both cost about the same at so many.
const FEW: usize = 1000;
/// So many of the newest documents of a branch are looked at first.
const NEAR: usize = 200;
/// And so many, before the index of words is asked: gathering a word that very many have costs more.
const WIDE: usize = 3000;

/// How a branch is settled, as said by the first statement.
enum Settled {
    /// These are its newest matches.
    Found(Vec<i64>),
    /// The index of words knows so many matches, at most [`FEW`] and one.
    Count(usize),
}

/// The newest `limit` documents of all branches, those older than `before` only.
///
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
    let settled = settle(db, postgres, branches, limit, before).await?;
    let mut known: BTreeSet<i64> = BTreeSet::new();
    let (mut few, mut found, mut values) = (Vec::new(), Vec::new(), args![before]);
    for (place, (branch, settled)) in branches.iter().zip(settled).enumerate() {
        let words = words(branch);
        match settled {
            Settled::Found(places) => known.extend(places),
            Settled::Count(0) => {}
            Settled::Count(count) if count <= FEW => {
                let readable = branch.sql(&mut values);
                few.push(format!(
                    "d{place} as materialized (select d.seq, d.kind, d.unit, d.owner, d.readers from search_doc d
                     where d.words @@ {words} and d.seq < $1)"
                ));
                found
                    .push(format!("(select d.seq from d{place} d where {readable} order by d.seq desc limit {limit})"));
            }
            // The function instead of the operator: no index answers it, so that the order is the way.
            Settled::Count(_) => {
                let readable = branch.sql(&mut values);
                found.push(format!(
                    "(select d.seq from search_doc d where {readable} and d.seq < $1 and ts_match_vq(d.words, {words})
                      order by d.seq desc limit {limit})"
                ));
            }
        }
    }
    // Of what is settled, only the newest can be on the page.
    let rows = usize::try_from(limit).unwrap_or(0);
    let known: Vec<String> = known.iter().rev().take(rows).map(ToString::to_string).collect();
    if !known.is_empty() {
        found.push(format!("(select d.seq from search_doc d where d.seq in ({}) and d.seq < $1)", known.join(", ")));
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let few = if few.is_empty() { String::new() } else { format!("with {} ", few.join(", ")) };
    let sql = format!(
        "{few}select {COLUMNS} from search_doc d
         where d.seq in (select seq from ({}) found order by seq desc limit {limit}) order by d.seq desc",
        found.join(" union ")
    );
    read(db, postgres, &sql, values).await
}

fn words(branch: &Branch) -> String {
    format!("cast('{}' as tsquery)", branch.expression.replace('\'', "''"))
}

async fn read(db: &Db, postgres: &Postgres, sql: &str, values: Vec<Val>) -> Result<Vec<Row>> {
    crate::value::check(sql, &values)?;
    db.note(sql, &values);
    Ok(postgres.read_once(sql, &values).await?.rows)
}

/// Finds out how each branch is answered: one statement for all.
async fn settle(db: &Db, postgres: &Postgres, branches: &[Branch], limit: i64, before: i64) -> Result<Vec<Settled>> {
    let (mut tables, mut columns, mut values) = (Vec::new(), Vec::new(), args![before]);
    for (place, branch) in branches.iter().enumerate() {
        let words = words(branch);
        let count = format!(
            "(select count(*) from (select 1 from search_doc d where d.words @@ {words} and d.seq < $1 limit {}) x)",
            FEW + 1
        );
        // Matches among the rows of a table, the newest first.
        let places = |table: &str| {
            format!(
                "(select coalesce(string_agg(cast(seq as text), ' ' order by seq desc), '') from (select seq from {table} where hit
                  order by seq desc limit {limit}) h)"
            )
        };
        let matches = |table: &str| format!("(select count(*) from {table} where hit)");
        let size = |table: &str| format!("(select count(*) from {table})");
        if branch.is_ordered() {
            let (near, wide) = (format!("near{place}"), format!("wide{place}"));
            let open = |table: &str, most: usize| format!("{} < {limit} and {} >= {most}", matches(table), size(table));
            for (table, most, when) in [(&near, NEAR, "true".to_owned()), (&wide, WIDE, open(&near, NEAR))] {
                let newest = branch.newest(most, &mut values);
                tables.push(format!(
                    "{table} as materialized (select d.seq, ts_match_vq(d.words, {words}) hit from search_doc d
                     where {when} and d.seq in ({newest}))"
                ));
            }
            let undecided = format!("({}) and ({})", open(&near, NEAR), open(&wide, WIDE));
            let last = format!("case when {} then {} else {} end", open(&near, NEAR), places(&wide), places(&near));
            columns.push(format!("case when {undecided} then null else {last} end s{place}"));
            columns.push(format!("case when {undecided} then {count} end n{place}"));
        } else if let Some(rare) = &branch.rare {
            let (table, rare) = (format!("rare{place}"), rare.replace('\'', "''"));
            let readable = branch.sql(&mut values);
            tables.push(format!(
                "{table} as materialized (select d.seq, {readable} and ts_match_vq(d.words, {words}) hit from search_doc d
                 where d.words @@ cast('{rare}' as tsquery) and d.seq < $1 limit {})",
                FEW + 1
            ));
            let undecided = format!("{} > {FEW}", size(&table));
            columns.push(format!("case when {undecided} then null else {} end s{place}", places(&table)));
            columns.push(format!("case when {undecided} then {count} end n{place}"));
        } else {
            columns.push(format!("cast(null as text) s{place}, {count} n{place}"));
        }
    }
    let tables = if tables.is_empty() { String::new() } else { format!("with {} ", tables.join(", ")) };
    let rows = read(db, postgres, &format!("{tables}select {}", columns.join(", ")), values).await?;
    let row = rows.first().ok_or_else(|| Error::other("a statement without a table gave no row"))?;
    (0..branches.len())
        .map(|place| {
            let places: Option<String> = row.get(&format!("s{place}"))?;
            if let Some(places) = places {
                return Ok(Settled::Found(
                    places.split_ascii_whitespace().filter_map(|each| each.parse().ok()).collect(),
                ));
            }
            let count: Option<i64> = row.get(&format!("n{place}"))?;
            Ok(Settled::Count(count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default()))
        })
        .collect()
}
