//! Letters that come by e-mail: mailboxes are read, what is new waits for the front desk.
pub mod alamat;
pub mod imap;
pub mod kerja;
pub mod store;
pub mod urai;
