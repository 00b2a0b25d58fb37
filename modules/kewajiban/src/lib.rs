//! Module `kewajiban` (system F2): the duties that a regency's own SPBE regulation puts on it, as data, and the pure rules that
//! turn them into due dates, reminders and compliance figures.
//!
//! - [`profil`]: what one regency's profile file says in general (identity, agencies, terms, teams, documents, settings);
//! - [`model`]: the duties of a profile and their strict loader;
//! - [`wilayah`]: districts and villages, and the agencies that follow from them;
//! - [`rules`]: periods, due dates, status, escalation, compliance. No clock, no database.

pub mod model;
pub mod profil;
pub mod rules;
pub mod wilayah;
