//! Every behaviour on both databases: each test in [`both`] runs once on SQLite and once on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod base;
mod copies;
mod errors;
mod group;
mod migrations;
mod parts;
mod search;
mod types;

/// Declares tests that run on both databases. Each gets a [`base::Base`] with a database of its own.
#[macro_export]
macro_rules! both {
    ($($name:ident),* $(,)?) => { $(mod $name {
        #[test]
        fn sqlite() { $crate::base::run($crate::base::Side::Sqlite, super::$name) }
        #[test]
        fn postgres() { $crate::base::run($crate::base::Side::Postgres, super::$name) }
    })* };
}
