//! Texts of which any part can be looked for: `suf` finds Yusuf. Each text is cut into all pieces of three characters, and
//! those are indexed, so the few records that can hold a rare part are known without reading all of them.

use super::Filter;
use crate::{Db, Engine, Val};
use std::collections::BTreeSet;

/// Past so many candidates the index is no help: what is so frequent is soon found by reading in the order of the list.
pub const FEW: usize = 2000;
/// Characters of a piece.
const PIECE: usize = 3;
/// Pieces of what is looked for that are asked for; the rest is compared anyway.
const ASKED: usize = 24;

/// One character of a piece: a digit, a small ASCII letter, or `x` for all others. That different characters fall
/// together only makes some candidates more, which the comparison with the record drops.
fn fold(letter: char) -> char {
    if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { 'x' }
}

/// The pieces of a text, each once.
fn pieces(text: &str) -> BTreeSet<String> {
    let folded: Vec<char> = text.chars().map(fold).collect();
    folded.windows(PIECE).map(|piece| piece.iter().collect()).collect()
}

/// What is kept of the texts of a record.
pub(super) fn index(text: &str) -> String {
    pieces(text).into_iter().collect::<Vec<_>>().join(" ")
}

/// The search for the records that can hold a part.
#[derive(Clone, Debug)]
pub struct Candidates {
    expression: String,
    sqlite: bool,
}

impl Candidates {
    /// `None` when the parts are too short to tell anything, or nothing may be found.
    pub fn new(db: &Db, parts: &[&str], filter: &Filter) -> Option<Candidates> {
        let sqlite = matches!(db.engine(), Engine::Sqlite(_));
        if filter.is_nothing() {
            return None;
        }
        let asked: BTreeSet<String> = parts.iter().flat_map(|part| pieces(part)).collect();
        let (and, or) = if sqlite { (" AND ", " OR ") } else { (" & ", " | ") };
        let asked: Vec<String> = asked.iter().take(ASKED).map(|piece| super::quoted(piece, sqlite)).collect();
        if asked.is_empty() {
            return None;
        }
        // A document without pieces was put by somebody who gave no texts: it may hold anything.
        let unknown = super::quoted(&format!("{}n", super::MARK), sqlite);
        let mut expression = format!("(({}){or}{unknown})", asked.join(and));
        if let Some(seen) = filter.expression(sqlite) {
            expression = format!("{expression}{and}{seen}");
        }
        Some(Candidates { expression, sqlite })
    }

    /// A condition and a limit by which a statement reads nothing unless `test` holds, a condition without columns, and
    /// else at most so many rows. SQLite asks such a condition for each row, but a limit once; PostgreSQL asks it once, and
    /// plans badly for a limit that it does not know.
    pub fn only_if(&self, test: &str, rows: usize) -> (String, String) {
        if self.sqlite {
            ("true".into(), format!("case when {test} then {rows} else 0 end"))
        } else {
            (test.to_owned(), rows.to_string())
        }
    }

    /// A statement with the column `id`, of at most [`FEW`] and one candidates in no order; its values are appended to
    /// `args`, so call it when `args` holds exactly the values of the parameters before it.
    pub fn sql(&self, args: &mut Vec<Val>) -> String {
        let limit = FEW + 1;
        if self.sqlite {
            args.push(Val::Text(self.expression.clone()));
            format!(
                "select d.id from search_part f cross join search_doc d on d.seq = f.rowid \
                 where f.search_part match ${} limit {limit}",
                args.len()
            )
        } else {
            // In the text, where the planner sees how frequent the pieces are. Nothing of it but letters, digits and
            // marks of our own.
            let expression = self.expression.replace('\'', "''");
            format!("select d.id from search_doc d where d.parts @@ cast('{expression}' as tsquery) limit {limit}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_pieces() {
        assert_eq!(
            index("Ali S"),
            "ali lix ixs".split(' ').collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
        );
        assert_eq!(index("éa1"), "xa1");
        assert_eq!(index("ab"), "");
    }
}
