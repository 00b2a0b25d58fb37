//! The program as it is used: the binary, run with arguments.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking, and fills in few of many fields"
)]
mod api;
mod backup;
mod bucket;
mod crawl;
mod demo;
mod faults;
mod first;
mod forms;
mod http;
mod kill;
mod load;
#[path = "../../src/modules.rs"]
mod modules;
mod place;
#[path = "../../src/profiles.rs"]
mod profiles;
mod routes;
mod s3;
mod server;
mod uploads;
mod wbs_kill;
mod weight;
