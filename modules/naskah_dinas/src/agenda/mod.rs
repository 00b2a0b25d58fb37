//! The books of incoming and outgoing letters and of dispositions: as pages, on paper, as files, and in figures.
pub mod statistik;
pub mod store;
pub mod unduh;
pub mod web;

mod pages;
