//! rujukan
