//! Incoming letters: registration with a number in the book, the boxes, e-mail, text of scans.
//!
//! - [`model`], [`rules`]: nouns and decisions. [`tabel`], [`store`], [`kotak`]: rows.
//! - [`catat`]: registering. [`terkirim`]: letters of other agencies. [`surel`]: mailboxes. [`teks`]: text of files.
//! - [`web`] and [`pages`]: pages.
pub mod balasan;
pub mod bukti;
pub mod catat;
pub mod demo;
pub mod kotak;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
pub mod surel;
pub mod tabel;
pub mod teks;
pub mod terkirim;
pub mod tugas;
pub mod web;
