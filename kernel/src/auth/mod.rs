//! Who is asking, what a route demands, and which rows that opens.
pub mod account;
mod actor;
pub mod citizen;
pub mod password;
mod scope;
pub mod session;
pub mod throttle;
pub mod token;
pub mod totp;

pub use actor::{Actor, Assignment, Person};
pub use scope::{Reach, Rows, Scope};

/// A permission, a constant owned by one module: `pub const UBAH: Perm = Perm("risiko.ubah");`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Perm(pub &'static str);

/// What a route demands. There is no default: every route says it, and the access table lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Open to everybody; the text says why and is printed in the access table.
    Public(&'static str),
    /// Anybody with a valid session.
    SignedIn,
    /// A session whose actor holds this permission for at least one row.
    Can(Perm),
    /// A personal token of the API that carries this permission, of an account that holds it.
    Token(Perm),
}
