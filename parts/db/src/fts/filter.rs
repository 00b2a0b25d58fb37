//! Which documents may be found. The same is said twice: as marks among the words, by which the index passes over what
//! is hidden without reading it, and as a condition over the columns, which decides.

use super::quoted;
use crate::Val;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Begins a mark in the index. It is no letter or digit, so no word of a text and no word of a person is a mark.
pub(crate) const MARK: char = '·';
/// Up to so many units, words are looked for with their unit; whoever may see more than that sees much of what has them.
const MANY: usize = 24;

/// Which documents may be found: those of any of the groups.
#[derive(Clone, Debug)]
pub struct Filter {
    /// None of them means no condition at all.
    groups: Option<Vec<Group>>,
}

/// Documents of some kinds that belong to somebody.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they are: [`Doc::kind`](super::Doc::kind).
    pub kinds: Vec<String>,
    /// Whose they are.
    pub whose: Whose,
}

/// Whose documents.
#[derive(Clone, Debug, PartialEq)]
pub enum Whose {
    /// Whoever's.
    Anyones,
    /// Those of any of these units or of this person, and those that name one of them as a reader.
    Of {
        /// Units.
        units: Vec<Uuid>,
        /// Person.
        owner: Uuid,
    },
}

/// One search among several.
#[derive(Debug)]
pub(crate) struct Branch {
    /// Words and marks, in the language of the index.
    pub(crate) expression: String,
    /// The marks alone, where few documents have one.
    pub(crate) rare: Option<String>,
    /// Documents of these kinds only; of all kinds when there is none.
    kinds: Vec<String>,
    owned: Owned,
}

/// Whose the documents of a branch are.
#[derive(Debug)]
enum Owned {
    Anyones,
    Units(Vec<Uuid>),
    Owner(Uuid),
    Readers(Vec<Uuid>),
}

impl Branch {
    /// Whether an index gives the documents of this branch from the newest on, without those of others between.
    pub(crate) fn is_ordered(&self) -> bool {
        match &self.owned {
            Owned::Anyones | Owned::Owner(_) => true,
            Owned::Units(units) => units.len() == 1,
            Owned::Readers(_) => false,
        }
    }

    /// The `seq` of the newest `most` documents of this branch before `$1`, as a statement whose parts an index gives from the newest
    /// on. Only where [`Branch::is_ordered`].
    pub(crate) fn newest(&self, most: usize, args: &mut Vec<Val>) -> String {
        let end = format!("order by seq desc limit {most}");
        let part = |condition: &str| format!("(select d.seq from search_doc d where {condition} and d.seq < $1 {end})");
        let mut bind = |value: Val| {
            args.push(value);
            format!("${}", args.len())
        };
        let whose = match &self.owned {
            // Nearly all that a unit has is of these kinds.
            Owned::Units(_) | Owned::Readers(_) => return part(&self.sql(args)),
            Owned::Anyones => String::new(),
            Owned::Owner(owner) => format!("d.owner = {} and ", bind(Val::Uuid(*owner))),
        };
        if self.kinds.is_empty() {
            return part(&format!("{whose}true"));
        }
        let kinds = self.kinds.iter().map(|kind| part(&format!("{whose}d.kind = {}", bind(kind.as_str().into()))));
        format!("select u.seq from ({}) u {end}", kinds.collect::<Vec<_>>().join(" union all "))
    }

    /// The condition over the columns of `d`, which decides.
    pub(crate) fn sql(&self, args: &mut Vec<Val>) -> String {
        let mut bind = |value: Val| {
            args.push(value);
            format!("${}", args.len())
        };
        let kinds: Vec<String> = self.kinds.iter().map(|kind| bind(kind.as_str().into())).collect();
        let kinds = if kinds.is_empty() { "true".into() } else { format!("d.kind in ({})", kinds.join(", ")) };
        match &self.owned {
            Owned::Anyones => kinds,
            Owned::Units(units) => {
                let units: Vec<String> = units.iter().map(|unit| bind(Val::Uuid(*unit))).collect();
                format!("{kinds} and d.unit in ({})", units.join(", "))
            }
            Owned::Owner(owner) => format!("{kinds} and d.owner = {}", bind(Val::Uuid(*owner))),
            Owned::Readers(readers) => {
                let named = readers.iter().map(|id| bind(format!("%{}%", reader_mark(*id)).into()));
                let named: Vec<String> = named.map(|mark| format!("d.readers like {mark}")).collect();
                format!("{kinds} and d.readers <> '' and ({})", named.join(" or "))
            }
        }
    }
}

/// Any of these, in the language of one index.
fn choice(parts: impl IntoIterator<Item = String>, sqlite: bool) -> String {
    let parts: Vec<String> = parts.into_iter().collect();
    format!("({})", parts.join(if sqlite { " OR " } else { " | " }))
}

impl Filter {
    /// Every document.
    pub fn all() -> Filter {
        Filter { groups: None }
    }

    /// Documents of any of these groups; of none, nothing.
    pub fn any(groups: Vec<Group>) -> Filter {
        Filter { groups: Some(groups) }
    }

    /// Whether no document can pass.
    pub(crate) fn is_nothing(&self) -> bool {
        self.groups.as_ref().is_some_and(|groups| groups.iter().all(|group| group.kinds.is_empty()))
    }

    /// The condition over the columns of `d`.
    pub(crate) fn sql(&self, args: &mut Vec<Val>) -> String {
        let Some(groups) = &self.groups else { return "true".into() };
        let mut bind = |value: Val| {
            args.push(value);
            format!("${}", args.len())
        };
        let mut parts = Vec::new();
        for group in groups.iter().filter(|group| !group.kinds.is_empty()) {
            let kinds: Vec<String> = group.kinds.iter().map(|kind| bind(kind.as_str().into())).collect();
            let kinds = format!("d.kind in ({})", kinds.join(", "));
            parts.push(match &group.whose {
                Whose::Anyones => kinds,
                Whose::Of { units, owner } => {
                    let mut choices = Vec::new();
                    if !units.is_empty() {
                        let units: Vec<String> = units.iter().map(|unit| bind(Val::Uuid(*unit))).collect();
                        choices.push(format!("d.unit in ({})", units.join(", ")));
                    }
                    choices.push(format!("d.owner = {}", bind(Val::Uuid(*owner))));
                    let named: Vec<String> = [owner]
                        .into_iter()
                        .chain(units)
                        .map(|id| format!("d.readers like {}", bind(format!("%{}%", reader_mark(*id)).into())))
                        .collect();
                    // Most documents name nobody, which is told before anything is compared.
                    choices.push(format!("(d.readers <> '' and ({}))", named.join(" or ")));
                    format!("({kinds} and ({}))", choices.join(" or "))
                }
            });
        }
        if parts.is_empty() { "false".into() } else { format!("({})", parts.join(" or ")) }
    }

    /// The search for all of the terms among these documents, in the language of SQLite's index; `None` if there is no word.
    ///
    /// Documents of units are looked for by the words that were kept with their unit: what others have is not even read.
    pub(crate) fn search(&self, terms: &[String]) -> Option<String> {
        let words = super::expression(terms, [""], true)?;
        let Some(groups) = &self.groups else { return Some(words) };
        let mut parts = Vec::new();
        for group in groups.iter().filter(|group| !group.kinds.is_empty()) {
            let kinds = choice(group.kinds.iter().map(|kind| kind_mark(kind, true)), true);
            match &group.whose {
                Whose::Anyones => parts.push(format!("({words} AND {kinds})")),
                Whose::Of { units, owner } => {
                    let mut own = vec![id_mark('o', *owner, true)];
                    own.extend([owner].into_iter().chain(units).map(|id| quoted(&reader_mark(*id), true)));
                    if units.len() > MANY {
                        own.extend(units.iter().map(|unit| id_mark('u', *unit, true)));
                    } else {
                        let marks: Vec<String> = units.iter().map(|unit| unit_mark(*unit)).collect();
                        let with_unit = super::expression(terms, marks.iter().map(String::as_str), true);
                        parts.extend(
                            with_unit.filter(|_| !units.is_empty()).map(|found| format!("({found} AND {kinds})")),
                        );
                    }
                    parts.push(format!("({words} AND {kinds} AND {})", choice(own, true)));
                }
            }
        }
        (!parts.is_empty()).then(|| choice(parts, true))
    }

    /// The same as searches of their own, whose results belong together, for PostgreSQL: each of them can be read in the order
    /// of an index.
    pub(crate) fn branches(&self, terms: &[String]) -> Vec<Branch> {
        let Some(words) = super::expression(terms, [""], false) else { return Vec::new() };
        let Some(groups) = &self.groups else {
            return vec![Branch { expression: words, rare: None, kinds: Vec::new(), owned: Owned::Anyones }];
        };
        let mut found = Vec::new();
        for group in groups.iter().filter(|group| !group.kinds.is_empty()) {
            let kinds = choice(group.kinds.iter().map(|kind| kind_mark(kind, false)), false);
            // The kinds of what a unit has are left to the columns: looking for such a frequent mark costs more than it
            // saves. Somebody may own a great many documents of other kinds, though.
            let mut branch = |expression: String, owned: Owned| {
                found.push(Branch { expression, rare: None, kinds: group.kinds.clone(), owned });
            };
            match &group.whose {
                Whose::Anyones => branch(format!("{words} & {kinds}"), Owned::Anyones),
                Whose::Of { units, owner } => {
                    if units.len() > MANY {
                        let marks = choice(units.iter().map(|unit| id_mark('u', *unit, false)), false);
                        branch(format!("{words} & {kinds} & {marks}"), Owned::Units(units.clone()));
                    } else {
                        for unit in units {
                            if let Some(with_unit) = super::expression(terms, [unit_mark(*unit).as_str()], false) {
                                branch(with_unit, Owned::Units(vec![*unit]));
                            }
                        }
                    }
                    branch(format!("{words} & {kinds} & {}", id_mark('o', *owner, false)), Owned::Owner(*owner));
                    let readers: Vec<Uuid> = [owner].into_iter().chain(units).copied().collect();
                    let marks = choice(readers.iter().map(|id| quoted(&reader_mark(*id), false)), false);
                    found.push(Branch {
                        expression: format!("{words} & {marks}"),
                        rare: Some(marks),
                        kinds: group.kinds.clone(),
                        owned: Owned::Readers(readers),
                    });
                }
            }
        }
        found
    }

    /// The same in the language of the index; `None` for no condition.
    pub(crate) fn expression(&self, sqlite: bool) -> Option<String> {
        let groups = self.groups.as_ref()?;
        let and = if sqlite { " AND " } else { " & " };
        let parts: Vec<String> = groups
            .iter()
            .filter(|group| !group.kinds.is_empty())
            .map(|group| {
                let kinds = choice(group.kinds.iter().map(|kind| kind_mark(kind, sqlite)), sqlite);
                match &group.whose {
                    Whose::Anyones => kinds,
                    Whose::Of { units, owner } => {
                        let mut marks = vec![id_mark('o', *owner, sqlite)];
                        marks.extend(units.iter().map(|unit| id_mark('u', *unit, sqlite)));
                        marks.extend([owner].into_iter().chain(units).map(|id| quoted(&reader_mark(*id), sqlite)));
                        format!("({kinds}{and}{})", choice(marks, sqlite))
                    }
                }
            })
            .collect();
        (!parts.is_empty()).then(|| choice(parts, sqlite))
    }
}

/// The mark of a kind, as the triggers of SQLite and the column of PostgreSQL make it.
fn kind_mark(kind: &str, sqlite: bool) -> String {
    if sqlite {
        let hex: String = kind.bytes().map(|byte| format!("{byte:02x}")).collect();
        quoted(&format!("{MARK}k{hex}"), sqlite)
    } else {
        quoted(&format!("{MARK}k{kind}"), sqlite)
    }
}

/// The mark of a unit or a person.
fn id_mark(letter: char, id: Uuid, sqlite: bool) -> String {
    let id = if sqlite { id.simple().to_string() } else { id.to_string() };
    quoted(&format!("{MARK}{letter}{id}"), sqlite)
}

/// The mark with which a word is kept a second time, for its unit: the end of an id, which is its random part. Two units that
/// share it cost some reading; the condition over the columns tells them apart.
fn unit_mark(unit: Uuid) -> String {
    let id = unit.simple().to_string();
    format!("{MARK}w{}", id.get(28..).unwrap_or_default())
}

/// The mark of somebody who may read a document; the same on both sides.
fn reader_mark(id: Uuid) -> String {
    format!("{MARK}r{}", id.simple())
}

/// What is kept of the readers of a document: each mark once.
pub(super) fn reader_marks(readers: &[Uuid]) -> String {
    let marks: BTreeSet<String> = readers.iter().map(|id| reader_mark(*id)).collect();
    marks.into_iter().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_said_to_the_index_and_to_the_columns() {
        let (me, unit) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let filter = Filter::any(vec![
            Group { kinds: vec!["a!".into()], whose: Whose::Anyones },
            Group { kinds: vec!["a".into(), "b'".into()], whose: Whose::Of { units: vec![unit], owner: me } },
        ]);
        let mut args = vec![Val::Int(0)];
        assert_eq!(
            filter.sql(&mut args),
            "(d.kind in ($2) or (d.kind in ($3, $4) and (d.unit in ($5) or d.owner = $6 or \
             (d.readers <> '' and (d.readers like $7 or d.readers like $8)))))"
        );
        assert_eq!(args.len(), 8);
        assert_eq!(args[6], Val::Text(format!("%·r{}%", me.simple())));
        assert_eq!(
            filter.expression(true).unwrap(),
            format!(
                "((\"·k6121\") OR ((\"·k61\" OR \"·k6227\") AND (\"·o{0}\" OR \"·u{1}\" OR \"·r{0}\" OR \"·r{1}\")))",
                me.simple(),
                unit.simple()
            )
        );
        assert_eq!(
            filter.expression(false).unwrap(),
            format!(
                "(('·ka!') | (('·ka' | '·kb''') & ('·o{me}' | '·u{unit}' | '·r{}' | '·r{}')))",
                me.simple(),
                unit.simple()
            )
        );
    }

    #[test]
    fn words_of_units_are_looked_for_with_their_unit() {
        let (me, unit) = (Uuid::from_u128(1), Uuid::from_u128(0xab));
        let filter =
            Filter::any(vec![Group { kinds: vec!["a".into()], whose: Whose::Of { units: vec![unit], owner: me } }]);
        let terms = ["jalan".to_owned(), "rusak|rus*".to_owned()];
        assert_eq!(
            filter.search(&terms).unwrap(),
            format!(
                "((\"·w00abjalan\" AND (\"·w00abrusak\" OR \"·w00abrus\" *) AND (\"·k61\")) OR \
                 (\"jalan\" AND (\"rusak\" OR \"rus\" *) AND (\"·k61\") AND (\"·o{0}\" OR \"·r{0}\" OR \"·r{1}\")))",
                me.simple(),
                unit.simple()
            )
        );
        assert_eq!(filter.search(&["?".to_owned()]), None);
        let branches = filter.branches(&terms);
        let said: Vec<&str> = branches.iter().map(|each| each.expression.as_str()).collect();
        assert_eq!(
            said,
            [
                "'·w00abjalan' & ('·w00abrusak' | '·w00abrus':*)".to_owned(),
                format!("'jalan' & ('rusak' | 'rus':*) & ('·ka') & '·o{me}'"),
                format!("'jalan' & ('rusak' | 'rus':*) & ('·r{}' | '·r{}')", me.simple(), unit.simple()),
            ]
        );
        let mut args = vec![Val::Int(0)];
        let columns: Vec<String> = branches.iter().map(|each| each.sql(&mut args)).collect();
        assert_eq!(
            columns,
            [
                "d.kind in ($2) and d.unit in ($3)",
                "d.kind in ($4) and d.owner = $5",
                "d.kind in ($6) and d.readers <> '' and (d.readers like $7 or d.readers like $8)",
            ]
        );
        assert!(filter.branches(&["?".to_owned()]).is_empty());
        assert_eq!(Filter::all().branches(&terms)[0].expression, "'jalan' & ('rusak' | 'rus':*)");
    }

    #[test]
    fn no_group_means_nothing() {
        for filter in [Filter::any(vec![]), Filter::any(vec![Group { kinds: vec![], whose: Whose::Anyones }])] {
            assert!(filter.is_nothing());
            assert_eq!(filter.sql(&mut vec![]), "false");
        }
        assert!(!Filter::all().is_nothing());
        assert_eq!(Filter::all().expression(true), None);
    }
}
