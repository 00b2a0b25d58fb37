//! The module of regulations: texts of laws parsed into articles, and what is made of them.

pub mod jdihn;
pub mod urai;
