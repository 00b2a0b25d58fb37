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

    /// The search for all of the terms among these documents, in the language of the index; `None` if there is no word.
    ///
    /// Documents of units are looked for by the words that were kept with their unit: what others have is not even read.
    pub(crate) fn search(&self, terms: &[String], sqlite: bool) -> Option<String> {
        let words = super::expression(terms, [""], sqlite)?;
        let Some(groups) = &self.groups else { return Some(words) };
        let (and, or) = if sqlite { (" AND ", " OR ") } else { (" & ", " | ") };
        let choice = |marks: Vec<String>| format!("({})", marks.join(or));
        let mut parts = Vec::new();
        for group in groups.iter().filter(|group| !group.kinds.is_empty()) {
            let kinds = choice(group.kinds.iter().map(|kind| kind_mark(kind, sqlite)).collect());
            match &group.whose {
                Whose::Anyones => parts.push(format!("({words}{and}{kinds})")),
                Whose::Of { units, owner } => {
                    let mut own = vec![id_mark('o', *owner, sqlite)];
                    own.extend([owner].into_iter().chain(units).map(|id| quoted(&reader_mark(*id), sqlite)));
                    if units.len() > MANY {
                        own.extend(units.iter().map(|unit| id_mark('u', *unit, sqlite)));
                    } else {
                        let marks: Vec<String> = units.iter().map(|unit| unit_mark(*unit)).collect();
                        let with_unit = super::expression(terms, marks.iter().map(String::as_str), sqlite);
                        parts.extend(
                            with_unit.filter(|_| !units.is_empty()).map(|found| format!("({found}{and}{kinds})")),
                        );
                    }
                    parts.push(format!("({words}{and}{kinds}{and}{})", choice(own)));
                }
            }
        }
        (!parts.is_empty()).then(|| choice(parts))
    }

    /// The same in the language of the index; `None` for no condition.
    pub(crate) fn expression(&self, sqlite: bool) -> Option<String> {
        let groups = self.groups.as_ref()?;
        let (and, or) = if sqlite { (" AND ", " OR ") } else { (" & ", " | ") };
        let choice = |marks: Vec<String>| format!("({})", marks.join(or));
        let parts: Vec<String> = groups
            .iter()
            .filter(|group| !group.kinds.is_empty())
            .map(|group| {
                let kinds = choice(group.kinds.iter().map(|kind| kind_mark(kind, sqlite)).collect());
                match &group.whose {
                    Whose::Anyones => kinds,
                    Whose::Of { units, owner } => {
                        let mut marks = vec![id_mark('o', *owner, sqlite)];
                        marks.extend(units.iter().map(|unit| id_mark('u', *unit, sqlite)));
                        marks.extend([owner].into_iter().chain(units).map(|id| quoted(&reader_mark(*id), sqlite)));
                        format!("({kinds}{and}{})", choice(marks))
                    }
                }
            })
            .collect();
        (!parts.is_empty()).then(|| choice(parts))
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
    format!("{MARK}w{}", id.get(24..).unwrap_or_default())
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
            filter.search(&terms, true).unwrap(),
            format!(
                "((\"·w000000abjalan\" AND (\"·w000000abrusak\" OR \"·w000000abrus\" *) AND (\"·k61\")) OR \
                 (\"jalan\" AND (\"rusak\" OR \"rus\" *) AND (\"·k61\") AND (\"·o{0}\" OR \"·r{0}\" OR \"·r{1}\")))",
                me.simple(),
                unit.simple()
            )
        );
        assert_eq!(filter.search(&["?".to_owned()], true), None);
        assert_eq!(Filter::all().search(&terms, false).unwrap(), "'jalan' & ('rusak' | 'rus':*)");
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
