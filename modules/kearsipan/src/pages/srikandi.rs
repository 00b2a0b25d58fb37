//! Reconciliation with the national application.
use kernel::page::{self, Button, ButtonKind, Column, Control, Link, NavItem, Row, Table};
use kernel::{Ctx, FieldError, Response, Result};
use maud::html;

use super::{Unit, bingkai, formulir, salah, tab};
use crate::hak::KELOLA;
use crate::store::daftar::Tempat;
use crate::store::tautan::Tautan;

/// The page.
pub fn halaman(ctx: &Ctx, unit: &Unit, daftar: &[Tautan], terhubung: bool, galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let rows = daftar
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href=(satu.arsip.href()) { (satu.arsip.judul) } },
                html! { (satu.arsip.nomor.as_deref().unwrap_or("–")) },
                html! { (satu.nomor.as_deref().unwrap_or("–")) @if let Some(kunci) = &satu.kunci { br; span.pudar { (kunci) } } },
                html! { (unit.nama(satu.arsip.unit)) },
            ])
        })
        .collect();
    let lihat = if terhubung { "terhubung" } else { "belum" };
    let lanjut = daftar.last().filter(|_| daftar.len() == 50).map(|satu| {
        let tempat = Tempat { hari: satu.arsip.tanggal, id: satu.arsip.id };
        format!("/arsip/srikandi?lihat={lihat}&setelah={}", tempat.tulis())
    });
    let pilihan = [
        NavItem::new("Terhubung", "/arsip/srikandi", terhubung),
        NavItem::new("Belum terhubung", "/arsip/srikandi?lihat=belum", !terhubung),
    ];
    let unit_ini = unit.pilihan(ctx, &ctx.scope_of(KELOLA));
    let sendiri = ctx.actor.unit().map(|id| id.to_string()).unwrap_or_default();
    let isi = html! {
        (page::select(&Control { name: "unit", label: "Unit", error: page::error_of(&galat, "unit"), ..Control::default() }, &sendiri, &unit_ini, ""))
        (page::upload(&Control { name: "paket", label: "Paket dari SRIKANDI", hint: "Paket BagIt (ZIP) dengan naskah.json atau naskah.csv.", error: page::error_of(&galat, "paket"), ..Control::default() }, &page::Upload { accept: ".zip", ..page::Upload::default() }))
        (page::button(&Button { label: "Muat paket", ..Button::default() }))
    };
    let acts = page::button_link("Unduh paket yang belum terhubung", "/arsip/srikandi/paket", ButtonKind::Secondary);
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kearsipan", "Pertukaran dengan SRIKANDI", acts))
        (tab(ctx, "/arsip/srikandi"))
        p { "Paket menghubungkan nomor naskah di SRIKANDI dengan nomor di sini. Paket yang sama boleh dimuat lagi: yang sudah terhubung tidak berubah. Pekerjaan di sini tidak menunggu SRIKANDI." }
        (page::card("Muat paket", &[], formulir(ctx, "/arsip/srikandi", None, true, isi)?))
        (page::segments("Rekonsiliasi", &pilihan))
        @if daftar.is_empty() { (page::empty("Tidak ada arsip", if terhubung { "Belum ada arsip yang terhubung." } else { "Semua arsip sudah terhubung." }, None)) }
        @else {
            (page::table(&Table {
                caption: if terhubung { "Arsip yang terhubung" } else { "Arsip yang belum terhubung" }.into(),
                columns: ["Arsip", "Nomor di sini", "Nomor di SRIKANDI", "Unit"].map(Column::new).into(),
                rows,
                ..Table::default()
            }))
            (page::pagination(None, lanjut.as_deref(), &format!("{} arsip", daftar.len())))
        }
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, "Pertukaran dengan SRIKANDI", &[Link::new("Arsip", "/arsip")], !galat.is_empty(), body)
}
