//! Tests through the door: the real router in process, as a named person, on both databases.
//!
//! ```ignore
//! testkit::on_both(&[&organisasi::MODULE], async |site| {
//!     let staf = site.person("sari", &[("operator_pd", UNIT)]).await;
//!     staf.get("/tim").await.ok().has_text("Belum ada tim");
//! });
//! ```
//!
//! PostgreSQL comes from `PENDOPO_TEST_PG`, the address of a server whose user may make databases (`scripts/pg start DIR`
//! prints one). Without it the tests fail and say so: both databases, always.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test helper fails by panicking")]

mod answer;
mod person;
mod site;
pub mod smtp;

pub use answer::Answer;
pub use person::{Assigned, Client};
pub use site::{Backend, Options, Site, block_on, on_both, on_both_with, profile};

/// The clock of every test stands here: a Friday morning in the regency.
pub const NOW: time::OffsetDateTime = time::macros::datetime!(2026-11-20 02:00:00 UTC);
