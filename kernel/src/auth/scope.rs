//! Which rows the actor may touch. Only the kernel makes a scope; every read of a store takes one.
use std::sync::Arc;

use db::Val;
use db::fts::Whose;
use uuid::Uuid;

/// How far a permission reaches, from narrow to wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Rows that the actor made.
    Own,
    /// Rows of the unit of the assignment.
    Unit,
    /// Rows of the unit and all units below it.
    Tree,
    /// Every row of the regency.
    All,
}

impl Reach {
    /// The word used in the generated documents.
    pub const fn word(self) -> &'static str {
        match self {
            Reach::Own => "miliknya",
            Reach::Unit => "unitnya",
            Reach::Tree => "unitnya dan bawahannya",
            Reach::All => "semua",
        }
    }
}

/// The columns by which a table says whose a row is.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    /// Column with the unit, such as `r.unit`.
    pub unit: &'static str,
    /// Column with the account that made the row.
    pub owner: &'static str,
    /// Condition under which anybody may read the row, such as `r.terbit`; `false` when never.
    pub public: &'static str,
}

impl Rows {
    /// `unit`, `owner`, never public: what a register has.
    pub const PLAIN: Rows = Rows { unit: "unit", owner: "owner", public: "false" };
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Nothing,
    Public,
    Rows { units: Arc<[Uuid]>, owner: Uuid },
    All,
}

/// The rows that one request may touch, made by the guard from the access of the route and the actor's assignments.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    kind: Kind,
}

impl Scope {
    pub(crate) const NOTHING: Scope = Scope { kind: Kind::Nothing };
    pub(crate) const PUBLIC: Scope = Scope { kind: Kind::Public };
    pub(crate) const ALL: Scope = Scope { kind: Kind::All };

    pub(crate) fn rows(units: Vec<Uuid>, owner: Uuid) -> Scope {
        Scope { kind: Kind::Rows { units: units.into(), owner } }
    }

    /// A condition for a `where` clause; its values are appended to `args`, so call it when `args` holds exactly the
    /// values of the parameters before it.
    pub fn filter(&self, rows: &Rows, args: &mut Vec<Val>) -> String {
        match &self.kind {
            Kind::Nothing => "false".into(),
            Kind::Public => rows.public.into(),
            Kind::All => "true".into(),
            Kind::Rows { units, owner } => {
                args.push(Val::Uuid(*owner));
                let owned = format!("{} = ${}", rows.owner, args.len());
                if units.is_empty() {
                    return owned;
                }
                let mut marks = String::new();
                for unit in units.iter() {
                    args.push(Val::Uuid(*unit));
                    if !marks.is_empty() {
                        marks.push(',');
                    }
                    marks.push('$');
                    marks.push_str(&args.len().to_string());
                }
                format!("({} in ({marks}) or {owned})", rows.unit)
            }
        }
    }

    /// The same rows as conditions each of which an index that begins with its column can answer in the order asked for.
    /// A row meets one of them, or two: that of its unit and that of its owner. The values are appended to `args`.
    pub fn parts(&self, rows: &Rows, args: &mut Vec<Val>) -> Vec<String> {
        let mut equal = |column: &str, id: Uuid| {
            args.push(Val::Uuid(id));
            format!("{column} = ${}", args.len())
        };
        match &self.kind {
            Kind::Nothing => vec!["false".into()],
            Kind::Public => vec![rows.public.into()],
            Kind::All => vec!["true".into()],
            Kind::Rows { units, owner } => {
                let mut parts: Vec<String> = units.iter().map(|unit| equal(rows.unit, *unit)).collect();
                parts.push(equal(rows.owner, *owner));
                parts
            }
        }
    }

    /// Whose documents of the search are inside; `None` for nobody's.
    pub fn whose(&self) -> Option<Whose> {
        match &self.kind {
            Kind::Nothing | Kind::Public => None,
            Kind::All => Some(Whose::Anyones),
            Kind::Rows { units, owner } => Some(Whose::Of { units: units.to_vec(), owner: *owner }),
        }
    }

    /// Whether a row of this unit and owner is inside; the same decision as [`Scope::filter`], for rows in hand.
    pub fn holds(&self, unit: Option<Uuid>, owner: Option<Uuid>) -> bool {
        match &self.kind {
            Kind::Nothing | Kind::Public => false,
            Kind::All => true,
            Kind::Rows { units, owner: me } => owner == Some(*me) || unit.is_some_and(|unit| units.contains(&unit)),
        }
    }

    /// Whether rows of this unit may be made: the unit is inside, or the scope is everything.
    pub fn holds_unit(&self, unit: Uuid) -> bool {
        self.holds(Some(unit), None)
    }

    /// The same scope, but for rows of these units only: figures about one's own unit, for somebody who may see more.
    #[must_use]
    pub fn within(&self, units: &[Uuid]) -> Scope {
        let inside: Vec<Uuid> = units.iter().copied().filter(|unit| self.holds_unit(*unit)).collect();
        // The nil account owns nothing.
        if inside.is_empty() { Scope::NOTHING } else { Scope::rows(inside, Uuid::nil()) }
    }

    /// No row at all.
    pub fn is_nothing(&self) -> bool {
        self.kind == Kind::Nothing
    }
    /// Every row of the regency.
    pub fn is_all(&self) -> bool {
        self.kind == Kind::All
    }
    /// What a visitor without account may see.
    pub fn is_public(&self) -> bool {
        self.kind == Kind::Public
    }
    /// The units inside; empty when everything or nothing is.
    pub fn units(&self) -> &[Uuid] {
        match &self.kind {
            Kind::Rows { units, .. } => units,
            Kind::Nothing | Kind::Public | Kind::All => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_condition_counts_its_parameters_from_those_before_it() {
        let (me, a, b) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let mut args = vec![Val::Int(7)];
        let text = Scope::rows(vec![a, b], me).filter(&Rows::PLAIN, &mut args);
        assert_eq!(text, "(unit in ($3,$4) or owner = $2)");
        assert_eq!(args.len(), 4);
    }

    #[test]
    fn a_narrowed_scope_opens_no_row_that_the_wide_one_did_not() {
        let (me, a, b, c) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3), Uuid::from_u128(4));
        assert_eq!(Scope::ALL.within(&[a, b]).units(), [a, b]);
        let narrowed = Scope::rows(vec![a, c], me).within(&[a, b]);
        assert_eq!(narrowed.units(), [a]);
        assert!(!narrowed.holds(Some(c), Some(me)), "own rows outside the units are outside");
        for scope in [Scope::ALL.within(&[]), Scope::NOTHING.within(&[a]), Scope::PUBLIC.within(&[a])] {
            assert!(scope.is_nothing());
        }
    }

    #[test]
    fn the_parts_are_the_condition_taken_apart() {
        let (me, a, b) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let mut args = vec![Val::Int(7)];
        let scope = Scope::rows(vec![a, b], me);
        assert_eq!(scope.parts(&Rows::PLAIN, &mut args), ["unit = $2", "unit = $3", "owner = $4"]);
        assert_eq!(args.last(), Some(&Val::Uuid(me)));
        assert_eq!(scope.whose(), Some(Whose::Of { units: vec![a, b], owner: me }));
        assert_eq!(Scope::ALL.parts(&Rows::PLAIN, &mut args), ["true"]);
        assert_eq!((Scope::ALL.whose(), Scope::PUBLIC.whose()), (Some(Whose::Anyones), None));
    }

    #[test]
    fn nothing_and_public_open_no_row_by_themselves() {
        for scope in [Scope::NOTHING, Scope::PUBLIC] {
            assert_eq!(scope.filter(&Rows::PLAIN, &mut vec![]), "false");
            assert!(!scope.holds(Some(Uuid::nil()), Some(Uuid::nil())));
        }
    }
}
