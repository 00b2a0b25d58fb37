//! indonesia
