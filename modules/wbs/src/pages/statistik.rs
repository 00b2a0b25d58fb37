//! Numbers.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::page::{self, Column, Row, Table, Tile, Tone};
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};

use super::{bingkai, tab};
use crate::rules::ALUR;

/// What was counted.
#[derive(Debug, Default)]
pub struct Hitung {
    /// By year in which reports came.
    pub tahun: BTreeMap<i32, u64>,
    /// By state.
    pub status: BTreeMap<String, u64>,
    /// By kind; a report of several kinds counts in each.
    pub jenis: Vec<(&'static str, u64)>,
    /// Past their deadline.
    pub terlambat: u64,
}

fn tabel(judul: &str, pertama: &str, baris: Vec<(String, u64)>) -> Markup {
    let rows = baris.into_iter().map(|(label, n)| Row::new(vec![html! { (label) }, html! { (n) }])).collect();
    page::table(&Table {
        caption: judul.to_owned().into(),
        columns: vec![Column::new(pertama.to_owned()), Column::numeric("Laporan")],
        rows,
        ..Table::default()
    })
}

/// The page.
pub fn halaman(ctx: &Ctx, status: StatusCode, hitung: &Hitung) -> Result<Response> {
    let semua: u64 = hitung.status.values().sum();
    let nada = if hitung.terlambat > 0 { Tone::Bad } else { Tone::Good };
    let ubin = |label: &'static str, value: u64, tone| Tile {
        label: label.into(),
        value: value.to_string().into(),
        note: "".into(),
        href: "".into(),
        tone,
    };
    let isi = html! {
        (page::heading("WBS", "Statistik WBS", html! {}))
        (tab("/meja-wbs/statistik"))
        (page::tiles(&[ubin("Laporan", semua, Tone::Neutral), ubin("Lewat tenggat", hitung.terlambat, nada)]))
        p.govuk-body { "Dihitung dari laporan yang dapat Anda buka dan yang belum dihapus." }
        (tabel("Menurut status", "Status", hitung.status.iter().map(|(kunci, n)| (ALUR.label(kunci).to_owned(), *n)).collect()))
        (tabel("Menurut jenis pelanggaran", "Jenis", hitung.jenis.iter().map(|(label, n)| ((*label).to_owned(), *n)).collect()))
        (tabel("Menurut tahun", "Tahun", hitung.tahun.iter().map(|(tahun, n)| (tahun.to_string(), *n)).collect()))
    };
    bingkai(ctx, status, "Statistik WBS", false, isi)
}
