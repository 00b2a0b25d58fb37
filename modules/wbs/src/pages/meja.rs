//! The handler's list: numbers, days, states, and what each is about.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Choice, Column, Control, Row, Table, Tone};
use kernel::{Ctx, Response, Result};
use maud::html;

use super::{bingkai, hari, tab, tanda};
use crate::model::Kepala;
use crate::rules::ALUR;

/// One line.
pub struct Baris {
    /// What the database knows.
    pub kepala: Kepala,
    /// What it is about.
    pub judul: String,
    /// The reporter wrote last.
    pub menunggu: bool,
}

/// The list.
pub fn daftar(ctx: &Ctx, status: StatusCode, baris: &[Baris], saring: &str) -> Result<Response> {
    let today = ctx.today();
    let rows = baris
        .iter()
        .map(|each| {
            let kepala = &each.kepala;
            let tenggat = html! {
                @match kepala.tenggat {
                    Some(day) => {
                        (hari(day)) " "
                        @if day < today { (page::tag("Terlambat", Tone::Bad)) } @else { span.pudar { (tanggal::relatif(day, today)) } }
                    },
                    None => "–",
                }
            };
            Row::new(vec![
                html! { a.govuk-link href=(kepala.href()) { (kepala.nomor) } },
                html! { (each.judul) @if each.menunggu { " " (page::tag("Pesan baru", Tone::Attention)) } },
                hari(kepala.hari),
                tanda(&kepala.status),
                tenggat,
            ])
        })
        .collect();
    let pilihan: Vec<Choice<'_>> = ALUR.states.iter().map(|each| Choice::new(each.key, each.label)).collect();
    let isi = html! {
        (page::heading("WBS", "Meja WBS", html! {}))
        (tab("/meja-wbs"))
        (page::search_form("/meja-wbs", html! {
            (page::select(&Control { name: "status", label: "Status", ..Control::default() }, saring, &pilihan, "Semua status"))
            (page::submit("Tampilkan"))
        }))
        @if baris.is_empty() {
            (page::empty("Tidak ada laporan", "Laporan yang disegel untuk Anda tampil di sini.", None))
        } @else {
            (page::table(&Table {
                caption: "Laporan yang dapat Anda buka".into(),
                columns: ["Nomor", "Pokok laporan", "Diterima", "Status", "Tenggat"].into_iter().map(Column::new).collect(),
                rows,
                ..Table::default()
            }))
        }
    };
    bingkai(ctx, status, "Meja WBS", false, isi)
}
