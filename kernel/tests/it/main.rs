//! The kernel through its door, on both databases.
mod rights;
mod signin;
mod write;
