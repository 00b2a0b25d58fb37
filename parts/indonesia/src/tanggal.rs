//! Dates and times: zones, writing, reading, periods.

mod masa;
mod tulis;
mod urai;
mod zona;

use time::{Month, Weekday};

pub use masa::{Masa, tambah_bulan};
pub use tulis::{hari, panjang, pendek, pukul, relatif, rentang, waktu_panjang, waktu_pendek, waktu_relatif};
pub use urai::{KesalahanTanggal, urai, urai_jam};
pub use zona::{Zona, ZonaTakDikenal};

/// The name of a month: `November`.
pub fn nama_bulan(month: Month) -> &'static str {
    match month {
        Month::January => "Januari",
        Month::February => "Februari",
        Month::March => "Maret",
        Month::April => "April",
        Month::May => "Mei",
        Month::June => "Juni",
        Month::July => "Juli",
        Month::August => "Agustus",
        Month::September => "September",
        Month::October => "Oktober",
        Month::November => "November",
        Month::December => "Desember",
    }
}

/// The short name of a month: `Nov`.
pub fn nama_bulan_pendek(month: Month) -> &'static str {
    match month {
        Month::January => "Jan",
        Month::February => "Feb",
        Month::March => "Mar",
        Month::April => "Apr",
        Month::May => "Mei",
        Month::June => "Jun",
        Month::July => "Jul",
        Month::August => "Agu",
        Month::September => "Sep",
        Month::October => "Okt",
        Month::November => "Nov",
        Month::December => "Des",
    }
}

/// The name of a weekday: `Sabtu`.
pub fn nama_hari(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Senin",
        Weekday::Tuesday => "Selasa",
        Weekday::Wednesday => "Rabu",
        Weekday::Thursday => "Kamis",
        Weekday::Friday => "Jumat",
        Weekday::Saturday => "Sabtu",
        Weekday::Sunday => "Minggu",
    }
}
