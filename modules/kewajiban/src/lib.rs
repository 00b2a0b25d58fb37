//! kewajiban
