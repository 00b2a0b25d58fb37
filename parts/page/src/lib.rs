//! Pages of Pendopo: layout and components as functions that return [`maud::Markup`].
//!
//! Nothing here knows a domain noun, a database or a request. Every component works without JavaScript, escapes what it
//! is given, and is meant for a content security policy without `unsafe-inline`.

mod asset;
mod chart;
mod choice;
mod control;
mod diff;
mod error_page;
mod filter;
mod flow;
mod form;
mod href;
mod input;
mod layout;
mod navigation;
mod notice;
mod print;
mod record;
mod status;
mod table;

pub use asset::*;
pub use chart::*;
pub use choice::*;
pub use control::{Control, LabelSize, control_id};
pub use diff::*;
pub use error_page::*;
pub use filter::*;
pub use flow::*;
pub use form::*;
pub use href::*;
pub use input::*;
pub use layout::*;
pub use navigation::*;
pub use notice::*;
pub use print::*;
pub use record::*;
pub use status::*;
pub use table::*;
