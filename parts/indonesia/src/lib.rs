//! How people in Indonesia read and write numbers, money, dates, working time, words and lists. Pure functions: no
//! clock, no random source, no I/O.

pub mod kata;
