//! peraturan
