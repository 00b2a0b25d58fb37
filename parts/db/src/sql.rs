//! Reading SQL text far enough to find parameters, statements and column types. Nothing here understands queries.

use crate::{Error, Result};

/// What a piece of SQL text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Space,
    Comment,
    /// A keyword or a name without quotes, also numbers.
    Word,
    /// `"name"`, `'text'`, `$$text$$`.
    Quoted,
    /// `$1`
    Param,
    /// A single other character.
    Mark,
}

/// One piece of the text; the pieces in order make up the whole text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'a> {
    pub kind: Kind,
    pub text: &'a str,
}

impl Piece<'_> {
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == Kind::Mark && self.text == mark
    }
    pub fn is_code(&self) -> bool {
        !matches!(self.kind, Kind::Space | Kind::Comment)
    }
}

fn word_start(ch: char) -> bool {
    ch.is_alphanumeric() || ch == '_'
}

/// Length of a quoted text that starts at the start of `text`, both quotes included; a doubled quote stays inside.
fn quoted(text: &str, quote: char, backslash: bool) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, ch)) = chars.next() {
        if backslash && ch == '\\' {
            chars.next();
        } else if ch == quote {
            if chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
            } else {
                return at + ch.len_utf8();
            }
        }
    }
    text.len()
}

/// Length of a block comment, which may hold others (PostgreSQL nests them; SQLite texts have no use for that).
fn block_comment(text: &str) -> usize {
    let (bytes, mut depth, mut at) = (text.as_bytes(), 0usize, 0);
    while at < bytes.len() {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'/'), Some(b'*')) => (depth, at) = (depth + 1, at + 2),
            (Some(b'*'), Some(b'/')) => (depth, at) = (depth - 1, at + 2),
            (_, _) => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// Length of `$$..$$` or `$tag$..$tag$` at the start of `text`, if that is what stands there.
fn dollar_quoted(text: &str) -> Option<usize> {
    let end = text.get(1..)?.find('$')? + 2;
    let tag = text.get(..end)?;
    let name = tag.trim_matches('$');
    if name.starts_with(|ch: char| ch.is_ascii_digit()) || !name.chars().all(word_start) {
        return None;
    }
    Some(text.get(end..)?.find(tag).map_or(text.len(), |at| end + at + tag.len()))
}

/// Cuts SQL text into pieces.
pub(crate) fn pieces(sql: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let while_is = |test: fn(char) -> bool| rest.find(|ch| !test(ch)).unwrap_or(rest.len());
        let (kind, len) = if first.is_whitespace() {
            (Kind::Space, while_is(char::is_whitespace))
        } else if rest.starts_with("--") {
            (Kind::Comment, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (Kind::Comment, block_comment(rest))
        } else if first == '\'' || first == '"' {
            (Kind::Quoted, quoted(rest, first, false))
        } else if rest.starts_with("E'") || rest.starts_with("e'") {
            (Kind::Quoted, 1 + quoted(rest.get(1..).unwrap_or_default(), '\'', true))
        } else if first == '$' {
            let digits =
                rest.get(1..).map_or(0, |tail| tail.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(tail.len()));
            if digits > 0 {
                (Kind::Param, 1 + digits)
            } else {
                dollar_quoted(rest).map_or((Kind::Mark, 1), |len| (Kind::Quoted, len))
            }
        } else if word_start(first) {
            (Kind::Word, rest.find(|ch| !word_start(ch) && ch != '$').unwrap_or(rest.len()))
        } else {
            (Kind::Mark, first.len_utf8())
        };
        let (text, tail) = rest.split_at_checked(len.max(1)).unwrap_or((rest, ""));
        out.push(Piece { kind, text });
        rest = tail;
    }
    out
}

/// The text as SQLite wants it.
///
/// `$2` is a *name* for SQLite, numbered by first appearance, so it becomes `?2`. A row lock at the end
/// (`for update [of table] [skip locked | nowait]`) is left out: there is one writer, so every row is locked already.
pub(crate) fn for_sqlite(sql: &str) -> String {
    let pieces = pieces(sql);
    let mut out = String::with_capacity(sql.len());
    let mut skip = 0;
    for (index, piece) in pieces.iter().enumerate() {
        if skip > 0 {
            if piece.is_code() {
                skip -= 1;
            }
            continue;
        }
        let following = |n: usize| pieces.iter().skip(index + 1).filter(|next| next.is_code()).nth(n);
        if piece.is_word("for") && following(0).is_some_and(|next| next.is_word("update")) {
            let is = |n: usize, word: &str| following(n).is_some_and(|next| next.is_word(word));
            let of = if is(1, "of") { 2 } else { 0 };
            let how = if is(1 + of, "skip") && is(2 + of, "locked") { 2 } else { usize::from(is(1 + of, "nowait")) };
            skip = 1 + of + how;
            continue;
        }
        match piece.kind {
            Kind::Param => {
                out.push('?');
                out.push_str(piece.text.trim_start_matches('$'));
            }
            Kind::Space | Kind::Comment | Kind::Word | Kind::Quoted | Kind::Mark => out.push_str(piece.text),
        }
    }
    out
}

/// The statements of a script, without the semicolons between them. Text in quotes, comments and the body of a trigger
/// may hold semicolons.
pub(crate) fn statements(script: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut current = String::new();
    // The first words of the statement, and how deep `begin`/`case` are open in a trigger.
    let (mut head, mut trigger, mut depth) = (0, false, 0usize);
    for piece in pieces(script) {
        if piece.is_code() {
            head += 1;
            if head <= 3 && piece.is_word("trigger") {
                trigger = true;
            } else if trigger && (piece.is_word("begin") || piece.is_word("case")) {
                depth += 1;
            } else if trigger && piece.is_word("end") {
                depth = depth.saturating_sub(1);
            }
        }
        if piece.is_mark(";") && depth == 0 {
            if head > 1 {
                out.push(current.trim().to_owned());
            }
            current.clear();
            (head, trigger) = (0, false);
        } else {
            current.push_str(piece.text);
        }
    }
    if head > 0 {
        out.push(current.trim().to_owned());
    }
    out
}

/// The part of a script for one database: what stands before any mark and after `-- both:` is for both, what follows
/// a line `-- sqlite:` or `-- postgres:` for that one.
pub(crate) fn side(script: &str, sqlite: bool) -> String {
    let mut out = String::with_capacity(script.len());
    let mut keep = true;
    for line in script.lines() {
        match line.trim() {
            "-- sqlite:" => keep = sqlite,
            "-- postgres:" => keep = !sqlite,
            "-- both:" => keep = true,
            _ => {
                if keep {
                    out.push_str(line);
                    out.push('\n');
                }
            }
        }
    }
    out
}

/// The column types of a migration, and what SQLite stores them as.
const TYPES: [(&str, &str); 9] = [
    ("uuid", "BLOB"),
    ("text", "TEXT"),
    ("bigint", "INTEGER"),
    ("boolean", "INTEGER"),
    ("timestamptz", "INTEGER"),
    ("date", "TEXT"),
    ("jsonb", "TEXT"),
    ("bytea", "BLOB"),
    ("double", "REAL"),
];

/// A DDL statement in the words of one database.
///
/// `create table` and `alter table .. add column`: the nine column types of [`TYPES`] are the only ones allowed. On SQLite each
/// becomes its storage class and the table STRICT (`jsonb` or `uuid` left as they are would have NUMERIC affinity and
/// turn the text `5` into a number). On PostgreSQL `text` gets the collation "C", so that order, `like` and `lower`
/// are the same as on SQLite, whatever the locale of the database.
pub(crate) fn ddl(statement: &str, sqlite: bool) -> Result<String> {
    let all = pieces(statement);
    let code: Vec<usize> = (0..all.len()).filter(|at| all.get(*at).is_some_and(Piece::is_code)).collect();
    let word = |nth: usize, text: &str| {
        code.get(nth).and_then(|at| all.get(*at)).is_some_and(|piece: &Piece<'_>| piece.is_word(text))
    };
    for at in &code {
        if all.get(*at).is_some_and(|piece| piece.is_word("deferrable") || piece.is_word("deferred")) {
            return Err(Error::other(
                "deferred constraints are not possible: one would fail other people's transactions",
            ));
        }
    }
    let creates = word(0, "create") && word(1, "table");
    let adds = word(0, "alter") && word(1, "table") && (0..code.len()).any(|nth| word(nth, "add"));
    if !creates && !adds {
        return Ok(statement.to_owned());
    }
    let mut out = String::with_capacity(statement.len() + 64);
    // At the start of a column definition: its name (0), its type (1), the rest (2).
    let (mut depth, mut place, mut close) = (0usize, 2, None);
    let mut pending = 0;
    for (nth, at) in code.iter().enumerate() {
        let Some(piece) = all.get(*at) else { continue };
        // What lies between the code pieces is kept.
        for between in all.iter().take(*at).skip(pending) {
            out.push_str(between.text);
        }
        pending = at + 1;
        if piece.is_mark("(") {
            depth += 1;
            if creates && depth == 1 {
                place = 0;
            }
        } else if piece.is_mark(")") {
            depth = depth.saturating_sub(1);
            if depth == 0 && creates {
                close = Some(out.len() + 1);
            }
        } else if (creates && depth == 1 && piece.is_mark(",")) || (adds && depth == 0 && piece.is_word("add")) {
            place = 0;
        } else if creates && depth == 0 && piece.is_word("as") {
            return Err(Error::other("create table .. as is not possible: name the columns and their types"));
        } else if place == 0 {
            let table_constraint =
                ["constraint", "primary", "unique", "check", "foreign"].iter().any(|word| piece.is_word(word));
            let filler = adds && ["column", "if", "not", "exists"].iter().any(|word| piece.is_word(word));
            place = if table_constraint { 2 } else { u8::from(!filler) };
        } else if place == 1 {
            place = 2;
            let name = piece.text.to_ascii_lowercase();
            let storage = TYPES.iter().find(|(known, _)| *known == name).map(|(_, storage)| *storage);
            // Only our own full-text search has a column of this type, and only on PostgreSQL.
            let storage = storage.or((name == "tsvector" && !sqlite).then_some(""));
            let Some(storage) = storage.filter(|_| piece.kind == Kind::Word) else {
                return Err(Error::other(format!(
                    "column type {} is not one of uuid, text, bigint, boolean, timestamptz, date, jsonb, bytea, \
                     double precision",
                    piece.text
                )));
            };
            if sqlite {
                out.push_str(storage);
            } else {
                out.push_str(piece.text);
                if name == "text" && !word(nth + 1, "collate") {
                    out.push_str(" collate \"C\"");
                }
            }
            continue;
        }
        // `double precision`: the second word went into REAL.
        if sqlite && piece.is_word("precision") && nth > 0 && word(nth - 1, "double") {
            continue;
        }
        out.push_str(piece.text);
    }
    for rest in all.iter().skip(pending) {
        out.push_str(rest.text);
    }
    if let (true, true, Some(close)) = (sqlite, creates, close) {
        let comma =
            if out.get(close..).is_some_and(|tail| tail.split_whitespace().next().is_some()) { "," } else { "" };
        out.insert_str(close, &format!(" STRICT{comma}"));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_keep_their_number_outside_quotes() {
        for (sql, expected) in [
            ("set n=n+$2 where id=$1", "set n=n+?2 where id=?1"),
            ("select '$1', \"$2\", $10", "select '$1', \"$2\", ?10"),
            ("select data->'$.a' -- $1\n, $1 /* $2 */", "select data->'$.a' -- $1\n, ?1 /* $2 */"),
            ("select 'it''s $1' || $1", "select 'it''s $1' || ?1"),
            ("select a$1 from t", "select a$1 from t"),
            ("select 'tak selesai $1", "select 'tak selesai $1"),
            ("select é, '→$1', $1", "select é, '→$1', ?1"),
            ("select id from job limit $1 for update skip locked", "select id from job limit ?1 "),
            ("(select 1 for update) x", "(select 1 ) x"),
            ("select 1 from a for update of a nowait -- x", "select 1 from a  -- x"),
            ("select 1 from a for update of a skip locked", "select 1 from a "),
            ("select 'for update'", "select 'for update'"),
            ("/* a /* $1 */ $1 */ $1", "/* a /* $1 */ $1 */ ?1"),
        ] {
            assert_eq!(for_sqlite(sql), expected);
        }
    }

    #[test]
    fn scripts_split_at_real_semicolons() {
        for (script, expected) in [
            ("a b; c d;", vec!["a b", "c d"]),
            ("a ';' b; c", vec!["a ';' b", "c"]),
            ("-- one; two\na b", vec!["-- one; two\na b"]),
            ("a $$ x; y $$ b; c $f$ ; $$ ; $f$ d", vec!["a $$ x; y $$ b", "c $f$ ; $$ ; $f$ d"]),
            ("a E'\\'; x'; b", vec!["a E'\\'; x'", "b"]),
            (";; ;\n", vec![]),
            ("-- only a comment", vec![]),
            (
                "create trigger t after insert on x begin select case when 1 then 2 end; select 2; end; c d",
                vec!["create trigger t after insert on x begin select case when 1 then 2 end; select 2; end", "c d"],
            ),
        ] {
            assert_eq!(statements(script), expected, "{script}");
        }
    }

    #[test]
    fn a_side_gets_its_own_lines() {
        let script = "a;\n-- sqlite:\nb;\n  -- postgres:\nc;\n-- both:\nd;";
        assert_eq!(side(script, true), "a;\nb;\nd;\n");
        assert_eq!(side(script, false), "a;\nc;\nd;\n");
    }

    #[test]
    fn column_types_are_translated() {
        for (statement, sqlite, postgres) in [
            (
                "create table t (id uuid primary key, n bigint not null, x double precision, s text, b boolean check (b in (true, false)))",
                "create table t (id BLOB primary key, n INTEGER not null, x REAL , s TEXT, b INTEGER check (b in (true, false))) STRICT",
                "create table t (id uuid primary key, n bigint not null, x double precision, s text collate \"C\", b boolean check (b in (true, false)))",
            ),
            (
                "create table if not exists t (text text collate \"x\", date date, primary key (text, date)) ",
                "create table if not exists t (TEXT TEXT collate \"x\", date TEXT, primary key (text, date)) STRICT ",
                "create table if not exists t (text text collate \"x\", date date, primary key (text, date)) ",
            ),
            (
                "alter table t add column if not exists c jsonb not null default '{}'",
                "alter table t add column if not exists c TEXT not null default '{}'",
                "alter table t add column if not exists c jsonb not null default '{}'",
            ),
            ("create index i on t (text)", "create index i on t (text)", "create index i on t (text)"),
        ] {
            let sqlite = sqlite.replacen("(TEXT TEXT collate", "(text TEXT collate", 1);
            assert_eq!(ddl(statement, true).unwrap(), sqlite);
            assert_eq!(ddl(statement, false).unwrap(), postgres);
        }
        assert!(ddl("create table t (a text check (a = cast(1 as text)))", true).is_ok());
        for bad in [
            "create table t (a integer)",
            "create table t (a varchar(5))",
            "alter table t add a serial",
            "create table t as select 1",
            "create table t (a uuid references x deferrable)",
        ] {
            assert!(ddl(bad, true).is_err() && ddl(bad, false).is_err(), "{bad}");
        }
    }

    #[test]
    fn pieces_make_up_the_text() {
        for sql in ["", "$", "$x", "'", "\"", "/*", "--", "$$", "E'", "é$1→", "a/**/b", "e'\\"] {
            assert_eq!(pieces(sql).iter().map(|piece| piece.text).collect::<String>(), sql);
        }
    }
}
