//! Tests of the parser of regulations.

mod korpus;
