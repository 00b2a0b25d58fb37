//! Through the door.
