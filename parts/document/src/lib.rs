//! Documents: Typst templates and JSON data in, archival PDF out.
//!
//! The crate knows nothing of Pendopo. It holds
//! - [`render`]: one template in this process, in a closed world (no files, no packages, no network, no clock),
//! - [`Renderer`]: the asynchronous way, at most a few at a time, in this process or in a bounded child,
//! - [`child_main`]: what the hidden child command runs, for templates that users supply,
//! - [`templat`]: the templates that come with the program, each with the Rust type of its data.
//!
//! Absent on purpose: any way for a template to reach the file system, and any cache of finished documents.

mod child;
mod error;
mod fonts;
mod options;
mod render;
mod renderer;
pub mod templat;
mod template;
mod wire;
mod world;

pub use child::child_main;
pub use error::{Diagnostic, Error, Place, Stop};
pub use fonts::printable;
pub use options::{Limits, Options, Standard};
pub use render::{Area, Pdf, render};
pub use renderer::Renderer;
pub use template::{Origin, Template};
