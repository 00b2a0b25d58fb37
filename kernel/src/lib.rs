//! Everything a module may use. A module depends on `kernel` and `register`, never on another module.
//!
//! Seven concepts: [`Module`], [`Access`], [`Scope`], [`Write`], `Register` and `Flow` (crate `register`), and
//! events ([`Write::event`], [`module::Hear`]). What knows nothing of Pendopo lives in small crates of its own and is
//! passed on from here: [`db`], [`tlog`], [`page`], [`indonesia`].
pub mod app;
pub mod audit;
pub mod auth;
pub mod config;
pub mod error;
pub mod event;
pub mod file;
pub mod inti;
pub mod job;
pub mod keys;
pub mod module;
pub mod notify;
pub mod port;
pub mod profile;
pub mod receipt;
pub mod search;
pub mod table;
pub mod web;
pub mod write;

pub use ::db;
pub use ::indonesia;
pub use ::page;
pub use ::tlog;

pub use app::{App, Clock};
pub use auth::{Access, Actor, Perm, Reach, Rows, Scope};
pub use db::{Db, Row, Val, args};
pub use error::{Error, FieldError, Result};
pub use module::{Grant, Menu, Module, Resource};
pub use table::{Class, Column, Table};
pub use web::{Ctx, Form, Response, Routes};
pub use write::{Subject, Write};

/// A boxed future, the one shape in which handlers, jobs and ports are stored.
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;

/// What a port, a job or a setup gives back.
pub type Work<T> = BoxFuture<Result<T>>;
