//! A demonstration.
