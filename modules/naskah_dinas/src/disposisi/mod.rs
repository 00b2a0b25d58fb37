//! Dispositions: a letter goes from hand to hand, with instructions, deadlines and reports, as a tree.
//!
//! - [`model`], [`rules`]: nouns and decisions. [`tabel`], [`store`]: rows. [`registers`]: standard instructions.
//! - [`calon`]: to whom a letter can go. [`beri`]: giving and taking back. [`ingat`]: reminding.
//! - [`web`] and [`pages`]: pages; the routes stand with those of incoming letters.
pub mod beri;
pub mod calon;
pub mod ingat;
pub mod model;
pub mod pages;
pub mod registers;
pub mod rules;
pub mod store;
pub mod tabel;
pub mod web;
