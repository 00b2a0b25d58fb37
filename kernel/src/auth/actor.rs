//! The person (or token) behind a request, with what their positions allow today.
use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{Perm, Reach, Scope};
use crate::module::Roles;

/// One position that a person holds now, in one role, as the directory (module `organisasi`) tells it.
/// A person with two positions, an acting one or a delegation has several.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// Role key, such as `operator_pd`.
    pub role: String,
    /// The unit where the position stands.
    pub unit: Uuid,
    /// That unit and everything below it.
    pub tree: Vec<Uuid>,
    /// What to show: position and unit, such as `Plt. Kepala Dinas Komunikasi dan Informatika`.
    pub title: String,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The account.
    pub account: Uuid,
    /// Name to show.
    pub name: String,
    /// The session (hash), or nothing for an API token.
    pub session: Option<Vec<u8>>,
    /// Notifications not yet read.
    pub unread: i64,
    /// For an API token: the permissions that it carries; a session carries all of its account.
    pub token: Option<BTreeSet<String>>,
    /// The first password is still in use: nothing is open but the page that changes it.
    pub must_change: bool,
    /// A citizen who registered: no position, whatever the directory says.
    pub citizen: bool,
}

/// The actor of a request: nobody, or a person with assignments.
#[derive(Debug, Clone, Default)]
pub struct Actor {
    person: Option<Person>,
    assignments: Vec<Assignment>,
    reaches: BTreeMap<String, Vec<(Reach, usize)>>,
}

impl Actor {
    /// A visitor without account.
    pub fn nobody() -> Actor {
        Actor::default()
    }

    pub(crate) fn new(person: Person, assignments: Vec<Assignment>, roles: &Roles) -> Actor {
        let mut reaches: BTreeMap<String, Vec<(Reach, usize)>> = BTreeMap::new();
        for (index, assignment) in assignments.iter().enumerate() {
            for &(perm, reach) in roles.grants(&assignment.role) {
                let carried = person.token.as_ref().is_none_or(|token| token.contains(perm.0));
                if carried {
                    reaches.entry(perm.0.to_owned()).or_default().push((reach, index));
                }
            }
        }
        Actor { person: Some(person), assignments, reaches }
    }

    /// The account, when somebody is signed in.
    pub fn account(&self) -> Option<Uuid> {
        self.person.as_ref().map(|person| person.account)
    }
    /// Who is signed in.
    pub fn person(&self) -> Option<&Person> {
        self.person.as_ref()
    }
    /// The positions held now.
    pub fn assignments(&self) -> &[Assignment] {
        &self.assignments
    }
    /// The unit that new records get when the form does not ask: that of the first position.
    pub fn unit(&self) -> Option<Uuid> {
        self.assignments.first().map(|assignment| assignment.unit)
    }
    /// Whether the actor holds the permission for at least one row.
    pub fn can(&self, perm: Perm) -> bool {
        self.reaches.contains_key(perm.0)
    }
    /// Whether the actor holds the role.
    pub fn has_role(&self, role: &str) -> bool {
        self.assignments.iter().any(|assignment| assignment.role == role)
    }

    /// The rows that the permission opens to the actor: the union over all positions.
    pub fn scope(&self, perm: Perm) -> Scope {
        let (Some(person), Some(held)) = (&self.person, self.reaches.get(perm.0)) else { return Scope::NOTHING };
        let mut units = BTreeSet::new();
        for &(reach, index) in held {
            let Some(assignment) = self.assignments.get(index) else { continue };
            match reach {
                Reach::Own => {}
                Reach::Unit => {
                    units.insert(assignment.unit);
                }
                Reach::Tree => {
                    units.insert(assignment.unit);
                    units.extend(assignment.tree.iter().copied());
                }
                Reach::All => return Scope::ALL,
            }
        }
        Scope::rows(units.into_iter().collect(), person.account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::module::Grant;

    const LIHAT: Perm = Perm("uji.lihat");

    fn actor(reach: Reach, token: Option<BTreeSet<String>>) -> Actor {
        let roles = Roles::collect([Grant { role: "operator_pd", perm: LIHAT, reach }]);
        let person = Person {
            account: Uuid::from_u128(1),
            name: "Uji".into(),
            session: None,
            unread: 0,
            token,
            must_change: false,
            citizen: false,
        };
        let assignment = Assignment {
            role: "operator_pd".into(),
            unit: Uuid::from_u128(10),
            tree: vec![Uuid::from_u128(10), Uuid::from_u128(11)],
            title: String::new(),
        };
        Actor::new(person, vec![assignment], &roles)
    }

    #[test]
    fn reach_opens_own_unit_tree_and_all() {
        let (unit, below, other) = (Uuid::from_u128(10), Uuid::from_u128(11), Uuid::from_u128(12));
        let me = Some(Uuid::from_u128(1));
        let table = [
            (Reach::Own, [true, false, false, false]),
            (Reach::Unit, [true, true, false, false]),
            (Reach::Tree, [true, true, true, false]),
            (Reach::All, [true, true, true, true]),
        ];
        for (reach, expected) in table {
            let scope = actor(reach, None).scope(LIHAT);
            let got = [
                scope.holds(Some(other), me),
                scope.holds(Some(unit), None),
                scope.holds(Some(below), None),
                scope.holds(Some(other), None),
            ];
            assert_eq!(got, expected, "{reach:?}");
        }
    }

    #[test]
    fn a_token_carries_no_more_than_it_names() {
        assert!(actor(Reach::All, Some(BTreeSet::from(["uji.lihat".to_owned()]))).can(LIHAT));
        assert!(!actor(Reach::All, Some(BTreeSet::new())).can(LIHAT));
    }

    #[test]
    fn nobody_can_nothing() {
        assert!(!Actor::nobody().can(LIHAT));
        assert_eq!(Actor::nobody().scope(LIHAT), Scope::NOTHING);
    }
}
