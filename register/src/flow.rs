//! State machines as constants: which act leads from where to where, for whom, under which condition and with what
//! deadline. The deciding function is pure, so a typed module uses it without a register: `Flow<Risiko>`.
use kernel::{Perm, indonesia::kerja::Kalender};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::Record;

/// What a state means for tasks, lists and reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateKind {
    /// Somebody still has to act.
    Open,
    /// Finished as it should be.
    Done,
    /// Ended without result.
    Dropped,
}

/// One state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Stored in the column `status`.
    pub key: &'static str,
    /// What pages call it.
    pub label: &'static str,
    /// What it means.
    pub kind: StateKind,
    /// The fields cannot be changed in this state, only the state itself.
    pub locked: bool,
}

impl State {
    /// A state in which somebody still has to act.
    pub const fn open(key: &'static str, label: &'static str) -> State {
        State { key, label, kind: StateKind::Open, locked: false }
    }
    /// A state that ends the work; the record is locked.
    pub const fn done(key: &'static str, label: &'static str) -> State {
        State { key, label, kind: StateKind::Done, locked: true }
    }
    /// A state that ends the work without result; the record is locked.
    pub const fn dropped(key: &'static str, label: &'static str) -> State {
        State { key, label, kind: StateKind::Dropped, locked: true }
    }
    /// The same state with its fields locked.
    pub const fn locked(mut self) -> State {
        self.locked = true;
        self
    }
}

/// What a guard may look at beside the record.
#[derive(Debug, Clone, Copy)]
pub struct GuardCtx<'a> {
    /// The instant of the request.
    pub now: OffsetDateTime,
    /// Today in the regency.
    pub today: Date,
    /// Who acts; nobody when the program does.
    pub actor: Option<Uuid>,
    /// Why, where the act asks for it.
    pub reason: &'a str,
}

/// A condition of an act; the text says to the person why not yet.
pub type Guard<S> = fn(&S, &GuardCtx<'_>) -> Result<(), &'static str>;

/// One act.
#[derive(Debug, Clone, Copy)]
pub struct Transition<S: 'static = Record> {
    /// Last part of its address.
    pub key: &'static str,
    /// What the button says, a verb.
    pub label: &'static str,
    /// States from which it is possible.
    pub from: &'static [&'static str],
    /// State to which it leads.
    pub to: &'static str,
    /// Who may.
    pub perm: Perm,
    /// Under which condition.
    pub guard: Guard<S>,
    /// Working days in which the new state should be left again.
    pub deadline: Option<u16>,
    /// The person has to say why.
    pub asks_reason: bool,
    /// Name of the event; empty: `REGISTER.KEY`.
    pub event: &'static str,
}

impl<S: 'static> Transition<S> {
    /// An act without condition, deadline or reason.
    pub const fn new(
        key: &'static str,
        label: &'static str,
        from: &'static [&'static str],
        to: &'static str,
        perm: Perm,
    ) -> Self {
        Transition { key, label, from, to, perm, guard: no_guard, deadline: None, asks_reason: false, event: "" }
    }
    /// Under a condition.
    pub const fn guarded(mut self, guard: Guard<S>) -> Self {
        self.guard = guard;
        self
    }
    /// With a deadline in working days.
    pub const fn within(mut self, working_days: u16) -> Self {
        self.deadline = Some(working_days);
        self
    }
    /// The person has to say why.
    pub const fn with_reason(mut self) -> Self {
        self.asks_reason = true;
        self
    }
    /// With an event of its own name.
    pub const fn named(mut self, event: &'static str) -> Self {
        self.event = event;
        self
    }
    /// The last day of the new state when it starts today.
    pub fn due(&self, calendar: &Kalender, today: Date) -> Option<Date> {
        self.deadline.and_then(|days| calendar.tambah(today, i32::from(days)))
    }
}

fn no_guard<S>(_: &S, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    Ok(())
}

/// Why an act is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// There is no such act.
    Unknown,
    /// The actor has no right to it on this record.
    NotAllowed,
    /// The record is in another state by now.
    WrongState,
    /// The person has to say why.
    ReasonMissing,
    /// The condition is not met; the text says why.
    Guard(&'static str),
}

/// A state machine.
#[derive(Debug, Clone, Copy)]
pub struct Flow<S: 'static = Record> {
    /// Every state; the first ones come first on pages.
    pub states: &'static [State],
    /// State of a new record.
    pub initial: &'static str,
    /// Every act.
    pub transitions: &'static [Transition<S>],
}

impl<S: 'static> Flow<S> {
    /// The state of this key.
    pub fn state(&self, key: &str) -> Option<&'static State> {
        self.states.iter().find(|state| state.key == key)
    }
    /// The label of a state; the key itself when the flow does not know it any more.
    pub fn label<'a>(&self, key: &'a str) -> &'a str {
        self.state(key).map_or(key, |state| state.label)
    }
    /// The act of this key.
    pub fn transition(&self, key: &str) -> Option<&'static Transition<S>> {
        self.transitions.iter().find(|transition| transition.key == key)
    }
    /// The acts that lead away from a state, whoever may do them.
    pub fn from<'a>(&self, state: &'a str) -> impl Iterator<Item = &'static Transition<S>> + use<'a, S> {
        self.transitions.iter().filter(move |transition| transition.from.contains(&state))
    }
    /// Whether any act sets a deadline, so that the table needs a column `tenggat`.
    pub fn has_deadline(&self) -> bool {
        self.transitions.iter().any(|transition| transition.deadline.is_some())
    }
    /// Whether the fields cannot be changed in this state.
    pub fn is_locked(&self, state: &str) -> bool {
        self.state(state).is_some_and(|state| state.locked)
    }

    /// Whether the act is possible now: known, allowed (`may` is asked for its right), from this state, with a reason
    /// where one is needed, and its condition met. Asked in this order, so that a stranger learns nothing.
    ///
    /// # Errors
    /// The first thing that stands in the way.
    pub fn decide(
        &self,
        act: &str,
        state: &str,
        subject: &S,
        may: impl Fn(Perm) -> bool,
        ctx: &GuardCtx<'_>,
    ) -> Result<&'static Transition<S>, Denial> {
        let transition = self.transition(act).ok_or(Denial::Unknown)?;
        if !may(transition.perm) {
            return Err(Denial::NotAllowed);
        }
        if !transition.from.contains(&state) {
            return Err(Denial::WrongState);
        }
        if transition.asks_reason && ctx.reason.trim().is_empty() {
            return Err(Denial::ReasonMissing);
        }
        (transition.guard)(subject, ctx).map_err(Denial::Guard)?;
        Ok(transition)
    }

    /// What is wrong with the constant itself: unknown states, doubled keys, states that nothing leads to. A module's
    /// test expects this to be empty.
    pub fn faults(&self) -> Vec<String> {
        let mut found = Vec::new();
        let known = |key: &str| self.states.iter().any(|state| state.key == key);
        if !known(self.initial) {
            found.push(format!("initial state {} is unknown", self.initial));
        }
        for (place, state) in self.states.iter().enumerate() {
            if self.states.iter().take(place).any(|before| before.key == state.key) {
                found.push(format!("state {} is there twice", state.key));
            }
            let reached = state.key == self.initial || self.transitions.iter().any(|act| act.to == state.key);
            if !reached {
                found.push(format!("nothing leads to state {}", state.key));
            }
            let leaves = self.transitions.iter().any(|act| act.from.contains(&state.key));
            if state.kind == StateKind::Open && !leaves {
                found.push(format!("nothing leads out of open state {}", state.key));
            }
        }
        for (place, act) in self.transitions.iter().enumerate() {
            if self.transitions.iter().take(place).any(|before| before.key == act.key) {
                found.push(format!("act {} is there twice", act.key));
            }
            for state in act.from.iter().chain([&act.to]) {
                if !known(state) {
                    found.push(format!("act {} names unknown state {state}", act.key));
                }
            }
            if act.from.is_empty() {
                found.push(format!("act {} starts nowhere", act.key));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::indonesia::tanggal::Zona;

    struct Draft {
        pages: u32,
    }

    const WRITE: Perm = Perm("uji.tulis");
    const DECIDE: Perm = Perm("uji.putus");

    fn has_pages(draft: &Draft, _: &GuardCtx<'_>) -> Result<(), &'static str> {
        if draft.pages > 0 { Ok(()) } else { Err("Belum ada halaman.") }
    }

    static FLOW: Flow<Draft> = Flow {
        states: &[
            State::open("draf", "Draf"),
            State::open("ajuan", "Diajukan").locked(),
            State::done("sah", "Sah"),
            State::dropped("batal", "Batal"),
        ],
        initial: "draf",
        transitions: &[
            Transition::new("ajukan", "Ajukan", &["draf"], "ajuan", WRITE).guarded(has_pages).within(3),
            Transition::new("kembalikan", "Kembalikan", &["ajuan"], "draf", DECIDE).with_reason(),
            Transition::new("sahkan", "Sahkan", &["ajuan"], "sah", DECIDE),
            Transition::new("batalkan", "Batalkan", &["draf", "ajuan"], "batal", WRITE).with_reason(),
        ],
    };

    fn ctx(reason: &str) -> GuardCtx<'_> {
        let now = time::macros::datetime!(2026-08-17 03:00 UTC);
        GuardCtx { now, today: now.date(), actor: None, reason }
    }

    #[test]
    fn every_state_times_every_act() {
        let full = Draft { pages: 1 };
        let everyone = |_: Perm| true;
        // With a reason given and everything allowed, only the state decides.
        let table = [
            ("draf", ["ajuan", "-", "-", "batal"]),
            ("ajuan", ["-", "draf", "sah", "batal"]),
            ("sah", ["-", "-", "-", "-"]),
            ("batal", ["-", "-", "-", "-"]),
            ("lain", ["-", "-", "-", "-"]),
        ];
        for (state, expected) in table {
            for (act, expected) in FLOW.transitions.iter().zip(expected) {
                let got = FLOW.decide(act.key, state, &full, everyone, &ctx("sebab"));
                match expected {
                    "-" => assert_eq!(got.err(), Some(Denial::WrongState), "{state} {}", act.key),
                    to => assert_eq!(got.map(|act| act.to), Ok(to), "{state} {}", act.key),
                }
            }
        }
    }

    #[test]
    fn right_reason_and_condition_are_asked_in_this_order() {
        let empty = Draft { pages: 0 };
        let only_write = |perm: Perm| perm == WRITE;
        let table = [
            ("terbang", "draf", "", Denial::Unknown),
            ("sahkan", "draf", "", Denial::NotAllowed),
            ("sahkan", "ajuan", "", Denial::NotAllowed),
            ("batalkan", "sah", "", Denial::WrongState),
            ("batalkan", "draf", "  ", Denial::ReasonMissing),
            ("ajukan", "draf", "", Denial::Guard("Belum ada halaman.")),
        ];
        for (act, state, reason, expected) in table {
            let got = FLOW.decide(act, state, &empty, only_write, &ctx(reason)).map(|act| act.key);
            assert_eq!(got, Err(expected), "{act} from {state}");
        }
        assert!(FLOW.decide("batalkan", "draf", &empty, only_write, &ctx("salah buat")).is_ok());
    }

    #[test]
    fn a_flow_knows_its_own_faults() {
        assert_eq!(FLOW.faults(), Vec::<String>::new());
        static BROKEN: Flow<Draft> = Flow {
            states: &[State::open("a", "A"), State::open("a", "A"), State::open("b", "B")],
            initial: "z",
            transitions: &[Transition::new("x", "X", &["q"], "b", WRITE), Transition::new("x", "X", &[], "b", WRITE)],
        };
        let faults = BROKEN.faults().join("\n");
        for expected in [
            "initial state z",
            "state a is there twice",
            "nothing leads to state a",
            "open state b",
            "act x is there twice",
            "unknown state q",
            "starts nowhere",
        ] {
            assert!(faults.contains(expected), "{expected} in {faults}");
        }
    }

    #[test]
    fn states_and_deadlines_are_told() {
        assert!(FLOW.has_deadline() && FLOW.is_locked("sah") && FLOW.is_locked("ajuan") && !FLOW.is_locked("draf"));
        assert_eq!(FLOW.label("sah"), "Sah");
        assert_eq!(FLOW.label("lama"), "lama");
        assert_eq!(FLOW.from("ajuan").map(|act| act.key).collect::<Vec<_>>(), ["kembalikan", "sahkan", "batalkan"]);
        // Friday 14 August 2026; three working days later is Wednesday 19 when no holiday lies between.
        let friday = time::macros::date!(2026 - 08 - 14);
        let due = FLOW.transition("ajukan").and_then(|act| act.due(&Kalender::lima_hari(Zona::Wib, []), friday));
        assert_eq!(due, Some(time::macros::date!(2026 - 08 - 19)));
    }
}
