//! Values between people, files, programs and columns. Four ways in ([`parse`] from text, [`form`], [`json`], [`cell`])
//! and four ways out ([`show`] for people, [`form`] for controls, [`parse::machine`] for CSV, [`json`] for programs);
//! each way out is read back by its way in as the same value.
pub mod cell;
pub mod form;
pub mod json;
pub mod number;
pub mod parse;
pub mod plain;
pub mod show;
pub mod when;

/// How a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// By a person on a page: comma for decimals, dots between thousands.
    Person,
    /// By a program or a person in a file: the machine form first, then that of people.
    File,
}
