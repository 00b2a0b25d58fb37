//! The program as it is used: the binary, run with arguments.
mod backup;
mod demo;
mod place;
