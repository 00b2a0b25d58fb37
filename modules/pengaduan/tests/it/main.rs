//! Complaints through their door, on both databases.
