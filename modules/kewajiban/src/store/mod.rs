//! Rows of the module. Reads take the scope of the actor, changes take the open [`kernel::Write`].

pub mod bukti;
pub mod kejadian;
pub mod pelaksanaan;
pub mod rekap;
pub mod saring;
pub mod setelan;

pub use bukti::Bukti;
pub use kejadian::Kejadian;
pub use pelaksanaan::Baris;
pub use saring::{Saring, SaringStatus, Tempat};
pub use setelan::Setelan;
