//! Pages of registers, made of the components of `page`.
pub(crate) mod control;
pub(crate) mod detail;
pub(crate) mod form;
pub(crate) mod help;
pub(crate) mod import;
pub(crate) mod list;

use kernel::FieldError;
use kernel::page::{FormError, Tone};

use crate::{Flow, StateKind};

/// Errors as the components take them.
pub(crate) fn errors(errors: &[FieldError]) -> Vec<FormError> {
    errors.iter().map(|error| FormError::new(error.field.clone(), error.message.clone())).collect()
}

/// The colour of a state.
pub(crate) fn tone(flow: &Flow, state: &str) -> Tone {
    match flow.state(state).map(|state| state.kind) {
        Some(StateKind::Open) if state == flow.initial => Tone::Neutral,
        Some(StateKind::Open) => Tone::Working,
        Some(StateKind::Done) => Tone::Good,
        Some(StateKind::Dropped) => Tone::Bad,
        None => Tone::Special,
    }
}
