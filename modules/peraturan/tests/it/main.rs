//! The module through its door, on both databases.
mod awal;
