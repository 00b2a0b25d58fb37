//! Registers and flows: one constant per register, from which list, filter, form, detail, import, export, history,
//! comments, attachments, search, API, data dictionary and tests are made.
pub mod api;
pub mod check;
pub mod codes;
pub mod comment;
pub mod dictionary;
pub mod export;
pub mod extra;
pub mod field;
pub mod filter;
pub mod flow;
pub mod import;
pub mod labels;
pub mod module;
mod pages;
mod record;
mod register;
mod resource;
pub mod schema;
pub mod sql;
pub mod store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests_codes;
#[cfg(test)]
mod tests_door;
#[cfg(test)]
mod tests_import;
#[cfg(test)]
mod tests_register;
#[cfg(test)]
mod tests_values;
pub mod value;
pub mod view;
mod web;

pub use field::{Field, Kind, Options};
pub use flow::{Denial, Flow, GuardCtx, State, StateKind, Transition};
pub(crate) use kernel::Class;
pub use module::MODULE;
pub use record::Record;
pub use register::{AfterWrite, Direction, Hooks, OWN_COLUMNS, Owned, Register, no_check};
