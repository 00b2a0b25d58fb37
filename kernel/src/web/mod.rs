//! From a request to an answer: limits, session, guard, form, handler, page.
pub mod abuse;
mod ctx;
mod form;
pub(crate) mod guard;
pub mod history;
pub(crate) mod menu;
mod metrics;
mod pick;
pub(crate) mod respond;
mod routes;
mod serve;
pub(crate) mod shell;
mod unseen;

pub use ctx::Ctx;
pub use form::{Form, Upload};
pub use menu::tabs;
pub use metrics::Metrics;
pub use pick::Pick;
pub use respond::{attachment, json, problem, problem_as, redirect};
pub use routes::{Body, Route, RouteInfo, Routes};
pub use serve::router;
pub use shell::Options;

/// The answer to a request.
pub type Response = axum::response::Response;
