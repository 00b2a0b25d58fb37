//! The statement of one page of a list.
//!
//! Lists are paged by their last row (keyset), so page 10,000 costs what page 1 does, and are read in the order of an index.
//! What a person may see is mostly a union: these units, what they made, what is open to everybody. Asked for in one
//! condition, a database would collect all those rows and sort them. So each part is read by itself, in the order of its
//! own index (unit, sort column, id), and the database merges the parts and stops when the page is full. A row may come out
//! of several parts; [`Page::overlap`] says how often at most.
//!
//! Where the sort column may be empty, the records with a value come first and those without follow: no database's own
//! order of nulls is asked for.
//!
//! Where a part of a text is looked for and the index of parts knows few candidates, those are read and sorted; of many, the
//! page is soon full when the list is read in its order. The statement holds both ways and takes one.
use kernel::db::Merge;
use kernel::db::fts::FEW;
use kernel::{Scope, Val};

use super::{Condition, Cursor, Query, bind, condition, readable};
use crate::{Direction, Register};

/// Parts that one level of the statement joins. Databases take some hundreds.
const PARTS: usize = 64;

/// The statement of a page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its text.
    pub text: String,
    /// Its parameters.
    pub args: Vec<Val>,
    /// How often a row may come out, one after the other: the statement asks for as many times the rows.
    pub overlap: usize,
}

/// How the rows of a page are ordered and where they begin.
#[derive(Clone, Copy)]
struct Order<'a> {
    columns: &'a str,
    table: &'a str,
    sort: &'a str,
    than: &'a str,
    word: &'a str,
    limit: &'a str,
    merge: Merge,
}

impl Order<'_> {
    fn by(&self) -> String {
        let Order { sort, word, .. } = self;
        if *sort == "id" { format!("order by id {word}") } else { format!("order by {sort} {word}, id {word}") }
    }

    /// The rows of any of the parts that meet all the conditions, in order. `mark` is a constant column before the others.
    fn select(&self, mark: &str, parts: &[String], conditions: &[String]) -> String {
        let mut selects: Vec<String> = parts
            .iter()
            .map(|part| {
                let all: Vec<&str> = std::iter::once(part.as_str())
                    .chain(conditions.iter().map(String::as_str))
                    .filter(|text| *text != "true")
                    .collect();
                let filter = if all.is_empty() { "true".to_owned() } else { all.join(" and ") };
                format!("select {mark}{} from {} where {filter}", self.columns, self.table)
            })
            .collect();
        let end = format!("{} limit {}", self.by(), self.limit);
        while selects.len() > PARTS {
            selects =
                selects.chunks(PARTS).map(|some| format!("select * from ({}) p", self.merge.of(some, &end))).collect();
        }
        self.merge.of(&selects, &end)
    }
}

/// The rows that may be seen.
struct Seen {
    /// Ways to them, each with an index of its own.
    parts: Vec<String>,
    /// How many of the ways can lead to one row.
    overlap: usize,
    /// The same in one condition; only where it is needed, for a parameter that nobody uses is an error.
    whole: String,
    /// Every row may be seen.
    all: bool,
}

impl Seen {
    fn of(register: &Register, scope: &Scope, query: &Query, args: &mut Vec<Val>) -> Seen {
        let rows = register.rows();
        let mut parts = scope.parts(&rows, args);
        let mut overlap = if parts.len() > 1 { 2 } else { 1 };
        if rows.public != "false" && !query.strict && !scope.is_all() && !scope.is_public() {
            if scope.is_nothing() {
                parts.clear();
            } else {
                overlap += 1;
            }
            parts.push(rows.public.to_owned());
        }
        let whole = match (&query.candidates, query.strict) {
            (None, _) => String::new(),
            (Some(_), true) => scope.filter(&rows, args),
            (Some(_), false) => readable(&rows, scope, args),
        };
        Seen { parts, overlap, whole, all: scope.is_all() }
    }
}

/// The place of a condition that is met by several values, when rows are not taken apart already: each value is a part
/// with an index of its own.
fn choices(query: &Query, seen: &Seen) -> Option<usize> {
    let several = |each: &Condition| matches!(each, Condition::OneOf(_, values) if (2..=PARTS).contains(&values.len()));
    if seen.all { query.conditions.iter().position(several) } else { None }
}

/// The statement of one page, for `limit` rows.
pub fn list(register: &Register, scope: &Scope, query: &Query, merge: Merge) -> Page {
    let mut args = Vec::new();
    let seen = Seen::of(register, scope, query, &mut args);
    page(register, seen, query, merge, args)
}

fn page(register: &Register, seen: Seen, query: &Query, merge: Merge, mut args: Vec<Val>) -> Page {
    let chosen = choices(query, &seen);
    let Seen { mut parts, overlap, whole, .. } = seen;
    let mut conditions = Vec::new();
    for (place, each) in query.conditions.iter().enumerate() {
        match each {
            Condition::OneOf(column, values) if chosen == Some(place) => {
                parts.clear();
                for (nth, value) in values.iter().enumerate() {
                    // The address may name a value twice.
                    if !values.iter().take(nth).any(|before| before == value) {
                        parts.push(format!("{column} = {}", bind(&mut args, value.clone())));
                    }
                }
            }
            Condition::Contains(..)
            | Condition::AnyContains(..)
            | Condition::OneOf(..)
            | Condition::AtLeast(..)
            | Condition::AtMost(..)
            | Condition::Below(..)
            | Condition::HasKey(..)
            | Condition::LabelContains { .. } => conditions.push(condition(each, &mut args)),
        }
    }
    let ascending = (query.direction == Direction::Asc) != query.backward;
    let (than, word) = if ascending { (">", "asc") } else { ("<", "desc") };
    let (columns, rows) = (register.columns().join(", "), query.limit * overlap);
    let limit = rows.to_string();
    let order = Order { columns: &columns, table: register.table, sort: query.sort, than, word, limit: &limit, merge };
    let Some(candidates) = &query.candidates else {
        let text = ordered(register, query, &order, &parts, &conditions, &mut args);
        return Page { text, args, overlap };
    };
    let few = candidates.sql(&mut args);
    let with = |more: Vec<String>| -> Vec<String> { more.into_iter().chain(conditions.iter().cloned()).collect() };
    let count = "(select count(*) from calon)";
    let (guard, limit) = candidates.only_if(&format!("{count} <= {FEW}"), rows);
    let mut sorted = with(vec![guard, "id in (select calon_id from calon)".to_owned()]);
    // Here a choice is a condition again.
    sorted.extend(chosen.and_then(|place| query.conditions.get(place)).map(|each| condition(each, &mut args)));
    let sorted = ordered(register, query, &Order { limit: &limit, ..order }, &[whole], &sorted, &mut args);
    let (guard, limit) = candidates.only_if(&format!("{count} > {FEW}"), rows);
    let walked = ordered(register, query, &Order { limit: &limit, ..order }, &parts, &with(vec![guard]), &mut args);
    let last = if query.sort == "id" || is_required(register, query.sort) {
        order.by()
    } else {
        format!("order by _bagian {}, {}", side(query), order.by().trim_start_matches("order by "))
    };
    let text = format!(
        "with calon (calon_id) as materialized ({few}) select * from (select * from ({sorted}) s union all select * from ({walked}) w) c {last} limit {rows}"
    );
    Page { text, args, overlap }
}

fn is_required(register: &Register, sort: &str) -> bool {
    register.field(sort).is_some_and(|field| field.required)
}

fn side(query: &Query) -> &'static str {
    if query.backward { "desc" } else { "asc" }
}

/// The rows in the order of the list; with a column `_bagian` before the others where the sort column may be empty.
fn ordered(
    register: &Register,
    query: &Query,
    order: &Order<'_>,
    parts: &[String],
    conditions: &[String],
    args: &mut Vec<Val>,
) -> String {
    let (sort, than) = (order.sort, order.than);
    let with = |more: Option<String>| -> Vec<String> { conditions.iter().cloned().chain(more).collect() };
    let after_id = |cursor: &Cursor, args: &mut Vec<Val>| format!("id {than} {}", bind(args, Val::Uuid(cursor.id)));
    let after_value = |cursor: &Cursor, args: &mut Vec<Val>| {
        let value = bind(args, cursor.value.clone());
        format!("({sort}, id) {than} ({value}, {})", bind(args, Val::Uuid(cursor.id)))
    };
    if sort == "id" {
        let after = query.cursor.as_ref().map(|cursor| after_id(cursor, args));
        return order.select("", parts, &with(after));
    }
    if is_required(register, sort) {
        let after = query.cursor.as_ref().map(|cursor| after_value(cursor, args));
        return order.select("", parts, &with(after));
    }
    let (in_values, in_empty) = match &query.cursor {
        Some(cursor) if cursor.value.is_null() => (None, Some(cursor)),
        Some(cursor) => (Some(cursor), None),
        None => (None, None),
    };
    let mut halves = Vec::new();
    // Reading forward from an empty one, no value follows; reading backward from a value, no empty one does.
    if query.backward || in_empty.is_none() {
        let mut all = with(in_values.map(|cursor| after_value(cursor, args)));
        all.push(format!("{sort} is not null"));
        halves.push(format!("select * from ({}) a", order.select("0 as _bagian, ", parts, &all)));
    }
    if !query.backward || in_values.is_none() {
        let mut all = with(in_empty.map(|cursor| after_id(cursor, args)));
        all.push(format!("{sort} is null"));
        halves.push(format!("select * from ({}) b", order.select("1 as _bagian, ", parts, &all)));
    }
    let by = order.by();
    format!(
        "select * from ({}) c order by _bagian {}, {} limit {}",
        halves.join(" union all "),
        side(query),
        by.trim_start_matches("order by "),
        order.limit
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests_register::{BARANG, WARNA, scope_none};
    use uuid::Uuid;

    fn all() -> Seen {
        Seen { parts: vec!["true".into()], overlap: 1, whole: "true".into(), all: true }
    }

    fn query(sort: &'static str, cursor: Option<Cursor>, backward: bool) -> Query {
        Query { sort, direction: Direction::Asc, cursor, backward, ..Query::new(&BARANG, 3) }
    }

    #[test]
    fn a_page_by_id_uses_the_primary_key() {
        let page = list(&BARANG, &scope_none(), &Query::new(&BARANG, 51), Merge::Lazy);
        assert!(page.text.ends_with("where terbuka order by id desc limit 51"), "{}", page.text);
        assert!(page.args.is_empty() && page.overlap == 1);
    }

    #[test]
    fn a_page_by_a_required_column_compares_rows() {
        let cursor = Cursor { value: Val::Text("B".into()), id: Uuid::nil() };
        let page = list(&BARANG, &scope_none(), &query("nama", Some(cursor), false), Merge::Lazy);
        let text = page.text;
        assert!(
            text.contains("(nama, id) > ($1, $2)") && text.ends_with("order by nama asc, id asc limit 3"),
            "{text}"
        );
        assert_eq!(page.args.len(), 2);
    }

    #[test]
    fn a_page_by_a_column_that_may_be_empty_reads_values_then_empties() {
        let text = list(&BARANG, &scope_none(), &query("tanggal", None, false), Merge::Lazy).text;
        assert!(text.contains("union all") && text.contains("tanggal is null"), "{text}");
        let in_empties = Cursor { value: Val::Null, id: Uuid::nil() };
        let text = list(&BARANG, &scope_none(), &query("tanggal", Some(in_empties.clone()), false), Merge::Lazy).text;
        assert!(!text.contains("union all") && !text.contains("is not null"), "{text}");
        let text = list(&BARANG, &scope_none(), &query("tanggal", Some(in_empties), true), Merge::Lazy).text;
        assert!(text.contains("union all") && text.contains("order by _bagian desc"), "{text}");
        let in_values = Cursor { value: Val::Date(time::macros::date!(2026 - 01 - 01)), id: Uuid::nil() };
        let text = list(&BARANG, &scope_none(), &query("tanggal", Some(in_values), true), Merge::Lazy).text;
        assert!(!text.contains("union all") && text.contains("(tanggal, id) < ($1, $2)"), "{text}");
    }

    #[test]
    fn a_scope_of_rows_is_read_part_by_part() {
        let parts = ["unit = $1", "unit = $2", "owner = $3", "terbuka"].map(str::to_owned).to_vec();
        let seen = Seen { parts, overlap: 3, whole: String::new(), all: false };
        let page = page(&BARANG, seen, &Query::new(&BARANG, 10), Merge::Lazy, vec![Val::Null; 3]);
        let wheres: Vec<&str> =
            page.text.split(" where ").skip(1).map(|text| text.split(" union").next().unwrap()).collect();
        assert_eq!(wheres, ["unit = $1", "unit = $2", "owner = $3", "terbuka order by id desc limit 30"]);
        assert_eq!(page.overlap, 3);
    }

    #[test]
    fn the_values_of_a_choice_are_parts_of_everything() {
        let values = ["baik", "rusak", "baik"].map(|key| Val::Text(key.into())).to_vec();
        let chosen = vec![Condition::OneOf("kondisi", values), Condition::AtLeast("jumlah", Val::Int(1))];
        let page = page(&BARANG, all(), &Query { conditions: chosen, ..Query::new(&BARANG, 10) }, Merge::Lazy, vec![]);
        assert!(page.text.contains("where kondisi = $1 and jumlah >= $3 union all"), "{}", page.text);
        assert!(page.text.contains("where kondisi = $2 and jumlah >= $3 order by id desc limit 10"), "{}", page.text);
    }

    #[test]
    fn many_parts_are_joined_in_steps() {
        let conditions: Vec<String> = (0..200).map(|n| format!("unit = ${n}")).collect();
        let order =
            Order { columns: "id", table: "t", sort: "id", than: ">", word: "asc", limit: "5", merge: Merge::Lazy };
        let text = order.select("", &conditions, &[]);
        assert_eq!(text.matches("select * from (").count(), 4);
        assert_eq!(text.matches(" limit 5").count(), 5);
    }

    #[test]
    fn everything_needs_no_condition() {
        let page = page(&WARNA, all(), &Query::new(&WARNA, 10), Merge::Lazy, vec![]);
        assert!(page.text.ends_with("from uji_warna where true order by kode asc, id asc limit 10"), "{}", page.text);
    }
}
