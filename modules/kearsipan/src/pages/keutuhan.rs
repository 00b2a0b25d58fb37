//! Whether what is stored is whole.
use kernel::indonesia::angka;
use kernel::page::{self, Column, Link, Row, Table, Tile};
use kernel::web::history::moment;
use kernel::{Ctx, Response, Result};
use maud::html;
use time::OffsetDateTime;

use super::{bingkai, nada, tab};
use crate::hak::LIHAT;
use crate::model::href_arsip;
use crate::store::keutuhan::{Hasil, Temuan};

/// The page.
pub fn halaman(
    ctx: &Ctx,
    temuan: &[Temuan],
    rekap: &[(String, i64)],
    tertua: Option<OffsetDateTime>,
) -> Result<Response> {
    let zone = ctx.app.profile.zone();
    let ubin: Vec<Tile<'_>> = rekap
        .iter()
        .map(|(hasil, n)| Tile {
            label: Hasil::teks(hasil).into(),
            value: angka::bulat(*n).into(),
            tone: nada(hasil),
            ..Tile::default()
        })
        .collect();
    let lihat = ctx.actor.can(LIHAT);
    let rows = temuan
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { (Hasil::teks(&satu.hasil)) br; span.pudar { "SHA-256 " (satu.sha256) } },
                html! { (page::moment(&moment(satu.sejak, zone))) },
                html! {
                    @for (kind, subjek, arsip) in &satu.kena {
                        div {
                            @if let Some(id) = arsip.filter(|_| lihat) { a.govuk-link href=(href_arsip(id)) { "Arsip" } " " }
                            span.pudar { (ctx.app.resource(kind).map_or(kind.as_str(), |satu| satu.title())) " " (subjek) }
                        }
                    }
                    @if satu.kena.is_empty() { "Tidak ada lagi catatan yang memakainya" }
                },
                html! { @if let Some(at) = satu.pulih { (page::tag("Pulih", page::Tone::Good)) " " (page::moment(&moment(at, zone))) } @else { (page::tag("Terbuka", page::Tone::Bad)) } },
            ])
        })
        .collect();
    let body = html! {
        (page::heading("Kearsipan", "Keutuhan isi berkas", html! {}))
        (tab(ctx, "/arsip/keutuhan"))
        p { "Setiap isi berkas dibaca ulang sedikit demi sedikit dan dibandingkan dengan sidiknya, yang paling lama tidak diperiksa lebih dahulu." }
        @if let Some(at) = tertua { p { "Pemeriksaan paling lama: " (page::moment(&moment(at, zone))) "." } }
        (page::tiles(&ubin))
        @if temuan.is_empty() { (page::empty("Tidak ada temuan", "Semua isi yang sudah diperiksa utuh.", None)) }
        @else {
            (page::table(&Table {
                caption: "Temuan".into(),
                columns: ["Temuan", "Sejak", "Catatan yang terkena", "Keadaan"].map(Column::new).into(),
                rows,
                ..Table::default()
            }))
        }
    };
    bingkai(ctx, 200, "Keutuhan isi berkas", &[Link::new("Arsip", "/arsip")], false, body)
}
