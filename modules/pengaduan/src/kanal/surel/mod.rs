//! Mailboxes of complaints: what is new becomes a complaint, what answers goes on with one. Reading itself is the part `surel`.
pub mod kerja;
pub mod store;
pub mod terima;
pub mod web;

/// The page of mailboxes.
pub const HREF: &str = "/pengaduan/kanal/surel";
