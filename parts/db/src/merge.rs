//! Lists that are the union of several ordered ones, of which only the beginning is wanted.
use crate::{Db, Engine};

/// How a database reads such a list without reading all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// It reads each part as far as it is needed.
    Lazy,
    /// It reads all of each part and sorts, unless each part says where it ends.
    Bounded,
}

impl Merge {
    /// The statement over these `select`s. `end` is their common order and how many rows are wanted, such as
    /// `order by id desc limit 51`; each of them can be read in this order by an index.
    pub fn of(self, selects: &[String], end: &str) -> String {
        match (self, selects) {
            (Merge::Lazy, _) | (Merge::Bounded, []) => format!("{} {end}", selects.join(" union all ")),
            (Merge::Bounded, [one]) => format!("{one} {end}"),
            (Merge::Bounded, _) => {
                let parts: Vec<String> = selects.iter().map(|each| format!("({each} {end})")).collect();
                format!("{} {end}", parts.join(" union all "))
            }
        }
    }
}

impl Db {
    /// How this database merges ordered lists.
    pub fn merge(&self) -> Merge {
        match &self.inner.engine {
            Engine::Sqlite(_) => Merge::Lazy,
            Engine::Postgres(_) => Merge::Bounded,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_ends_where_the_database_needs_it() {
        let (one, two) = (["select 1".to_owned()], ["select 1".to_owned(), "select 2".to_owned()]);
        let table = [
            (Merge::Lazy, &one[..], "select 1 limit 5"),
            (Merge::Bounded, &one[..], "select 1 limit 5"),
            (Merge::Lazy, &two[..], "select 1 union all select 2 limit 5"),
            (Merge::Bounded, &two[..], "(select 1 limit 5) union all (select 2 limit 5) limit 5"),
        ];
        for (merge, selects, text) in table {
            assert_eq!(merge.of(selects, "limit 5"), text);
        }
    }
}
