//! Decisions: pure functions, time as a parameter.
pub mod alur;
pub mod isian;
pub mod jam;
pub mod mirip;
pub mod samar;
