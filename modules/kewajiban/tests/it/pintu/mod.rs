//! Through the door, on both databases.

mod api;
mod bukti;
mod eskalasi;
mod hak;
mod hitung;
mod pemicu;
mod pengaturan;
mod tampilan;
