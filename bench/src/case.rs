//! What is asked for, and what came of it.
use std::time::Duration;

use crate::client::{Ask, Person};

/// What kind of page a case is; targets differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A list as it opens, or a page from its middle.
    List,
    /// A list with filters.
    Filtered,
    /// One record.
    Detail,
    /// The search.
    Search,
    /// A new record.
    Create,
    /// Letters that came in.
    Inbox,
    /// Letters that went out.
    Outgoing,
    /// A book of letters.
    Agenda,
    /// The first page of a visitor.
    Home,
    /// Services that the government offers.
    Service,
    /// Published complaints.
    Complaints,
    /// One of them.
    Complaint,
    /// The same for other applications.
    Open311,
    /// A page without a target of its own.
    Other,
}

impl Kind {
    /// Whether the page is a list.
    pub const fn is_list(self) -> bool {
        match self {
            Kind::List | Kind::Filtered | Kind::Inbox | Kind::Outgoing | Kind::Agenda | Kind::Complaints => true,
            Kind::Detail
            | Kind::Search
            | Kind::Create
            | Kind::Home
            | Kind::Service
            | Kind::Complaint
            | Kind::Open311
            | Kind::Other => false,
        }
    }
}

/// Requests of one kind that are timed together.
pub struct Case {
    /// Kind.
    pub kind: Kind,
    /// What the report calls it.
    pub name: &'static str,
    /// The requests; runs go through them.
    pub asks: Vec<Ask>,
    /// Who asks.
    pub person: Person,
    /// Asking changes pages of others: such cases come last, when recording and when measuring.
    pub changes: bool,
}

impl Case {
    /// A case that opens these pages by turns.
    pub fn pages(kind: Kind, name: &'static str, person: &Person, paths: Vec<String>) -> Case {
        let asks = paths.into_iter().map(Ask::get).collect();
        Case { kind, name, asks, person: person.clone(), changes: false }
    }
}

/// Times of one case.
#[derive(Debug, Clone)]
pub struct Timed {
    /// Kind.
    pub kind: Kind,
    /// What the report calls it.
    pub name: &'static str,
    /// Who asked.
    pub who: &'static str,
    /// Records that were there.
    pub size: usize,
    /// Median and 95th percentile of the real program.
    pub real: (Duration, Duration),
    /// The same of the bare handler.
    pub bare: (Duration, Duration),
    /// Statements of the request that takes most.
    pub statements: usize,
    /// Bytes of the largest answer, compressed.
    pub bytes: usize,
}

impl Timed {
    /// How many times as long as the bare handler.
    pub fn ratio(&self) -> f64 {
        self.real.0.as_secs_f64() / self.bare.0.as_secs_f64()
    }
}

/// Median and 95th percentile.
pub fn middle(times: &mut [Duration]) -> (Duration, Duration) {
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    (at(50).copied().unwrap_or_default(), at(95).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_times() {
        let mut times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(middle(&mut times), (Duration::from_millis(51), Duration::from_millis(96)));
        assert_eq!(middle(&mut []), (Duration::ZERO, Duration::ZERO));
    }
}
