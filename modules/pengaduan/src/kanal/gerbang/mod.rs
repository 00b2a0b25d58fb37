//! Gateways of SMS and messaging services. What they send comes to an address of its own, with a secret of its own, in fields that the
//! coordinator maps; what goes back is a text in a shape that the coordinator writes down.
pub mod kabar;
pub mod kirim;
pub mod peta;
pub mod store;
pub mod tanda;
pub mod terima;
pub mod web;

/// The page of gateways.
pub const HREF: &str = "/pengaduan/kanal/gerbang";
