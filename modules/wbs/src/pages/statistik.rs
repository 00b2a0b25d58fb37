//! Numbers.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::page::{self, Column, Control, Form, Row, Table, Text, TextKind, Tile, Tone, Width};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::{bingkai, tab};
use crate::model::label_jenis;
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
    /// Years whose figures were published.
    pub terbit: Vec<i32>,
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
pub fn halaman(ctx: &Ctx, status: StatusCode, hitung: &Hitung, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let csrf = ctx.csrf()?;
    let lalu = (ctx.today().year() - 1).to_string();
    let typed = if errors.is_empty() { lalu.as_str() } else { ctx.form().get("tahun") };
    let tahun = Control {
        name: "tahun",
        label: "Tahun yang sudah berakhir",
        error: page::error_of(&errors, "tahun"),
        ..Control::default()
    };
    let terbit: Vec<String> = hitung.terbit.iter().map(i32::to_string).collect();
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
        (page::error_summary(&errors))
        (page::heading("WBS", "Statistik WBS", html! {}))
        (tab("/meja-wbs/statistik"))
        (page::tiles(&[ubin("Laporan", semua, Tone::Neutral), ubin("Lewat tenggat", hitung.terlambat, nada)]))
        p.govuk-body { "Dihitung dari laporan yang dapat Anda buka dan yang belum dihapus." }
        (tabel("Menurut status", "Status", hitung.status.iter().map(|(kunci, n)| (ALUR.label(kunci).to_owned(), *n)).collect()))
        (tabel("Menurut jenis pelanggaran", "Jenis", hitung.jenis.iter().map(|(label, n)| (label_jenis(label).to_owned(), *n)).collect()))
        (tabel("Menurut tahun", "Tahun", hitung.tahun.iter().map(|(tahun, n)| (tahun.to_string(), *n)).collect()))
        h2.govuk-heading-m { "Terbitkan angka" }
        p.govuk-body {
            "Angka setahun tampil bagi umum di " a.govuk-link href="/wbs/angka" { "Laporan dalam angka" }
            ", dibulatkan ke kelipatan lima dan tanpa jumlah di bawah lima. Terbitkan sebelum laporannya terhapus."
            @if !terbit.is_empty() { " Sudah terbit: " (terbit.join(", ")) "." }
        }
        (page::form(&Form { action: "/meja-wbs/statistik/terbit", csrf: &csrf, ..Form::default() }, html! {
            (page::text_input(&tahun, typed, &Text { kind: TextKind::Digits, width: Width::Chars5, autocomplete: "off", ..Text::default() }))
            (page::submit("Terbitkan angka"))
        }))
    };
    bingkai(ctx, status, "Statistik WBS", !errors.is_empty(), isi)
}
