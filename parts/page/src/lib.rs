//! Pages of Pendopo: layout and components as functions that return [`maud::Markup`].
//!
//! Nothing here knows a domain noun, a database or a request. Every component works without JavaScript, escapes what it
//! is given, checks every address it links to ([`safe_href`]), and keeps to a content security policy without
//! `unsafe-inline`: `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';
//! form-action 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'`. Text parameters that may be left out
//! are left out by an empty text; structs are filled up with `..X::default()`.
//!
//! `cargo run -p page --example galeri -- FOLDER` writes a page that shows all of them.
//!
//! # The page
//! - [`document`]`(&Shell, content) -> Markup`: the whole HTML; `content` holds the one `h1`. [`Shell`] has title,
//!   [`Regency`], [`UserMenu`], [`NavItem`]s, csrf, notice ([`Flash`]), breadcrumbs, back, search and query, footer,
//!   version, lang, has_errors, refresh, printed, head.
//! - [`heading`]`(caption, title, acts)`, [`column()`]`(content)`, [`with_side`]`(side, content)`, [`card_page`]`(content)`.
//! - [`error_page`]`(&ErrorPage, more)` with [`ErrorKind`] (status, title), [`print_header`]`(&PrintHeader)`.
//! - [`breadcrumbs`], [`back_link`], [`tabs`] (one row of them on a page), [`segments`], [`side_navigation`], [`pagination`], [`steps`].
//!
//! # Forms
//! - [`form`]`(&Form, content)`, [`search_form`], [`act`] (a form that is only its button), [`hidden`], [`fieldset`],
//!   [`submit`], [`button`], [`button_link`], [`buttons`], [`beside`].
//! - Errors: [`FormError`]`::new(field, message)`, [`error_summary`]`(&errors)`, [`error_of`]`(&errors, name)` for
//!   [`Control::error`].
//! - Every control takes a [`Control`] (name, label, hint, error, optional, size, disabled, id) and the text that was typed:
//!   [`text_input`], [`number`], [`money`], [`date`], [`time`], [`date_time`], [`textarea`], [`radios`], [`yes_no`],
//!   [`checkboxes`], [`checkbox`], [`select`], [`reference_search`], [`upload`], [`rows`].
//!
//! What the server reads from them: dates as `31-12-2026`, times as `14.30`, both in one field for [`date_time`]; numbers
//! with a comma and perhaps dots (`1.250,5`); yes as [`YES`], no as [`NO`] (an unticked [`checkbox`] sends nothing); the
//! hidden fields [`CSRF_FIELD`], [`KEY_FIELD`], [`VERSION_FIELD`]; the buttons [`SEARCH_FIELD`], [`ADD_ROW_FIELD`] and
//! [`REMOVE_ROW_FIELD`], which ask for the same form again; ticked rows as [`PICK_FIELD`]. htmx sends the token as the
//! header `x-csrf-token`.
//!
//! # Records
//! - Lists: [`table`]`(&Table)` of [`Column`]s and [`Row`]s, [`bulk_bar`], [`filter_panel`], [`active_filters`], [`empty`].
//! - One record: [`summary_list`], [`metadata`], [`card`], [`task_list`], [`timeline`], [`comments`], [`attachments`],
//!   [`moment`], [`diff`] ([`compare`]).
//! - States: [`tag`]`(text, Tone)`, [`badge`], [`tiles`], [`progress`].
//! - Messages: [`banner`], [`inset`], [`warning`], [`panel`], [`details`].
//! - Drawings: [`bar_chart`], [`line_chart`], [`donut_chart`], [`gauge`], [`flow_diagram`], [`flow_svg`], [`flow_table`].
//!
//! # Assets
//! [`asset`]`(path) -> Option<Asset>` serves what [`document`] asks for under `/aset/NAME-HASH.EXT`; [`Asset::body`] picks
//! the compressed form. [`LICENSES`] is the address of the licences of the works of others, for the footer.

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
mod rows;
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
pub use rows::*;
pub use status::*;
pub use table::*;
