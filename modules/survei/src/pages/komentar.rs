//! Comments and what is shown of them.
use http::StatusCode;
use kernel::indonesia::{kalimat, tanggal};
use kernel::page::{self, Button, ButtonKind, Column, Control, Fact, Form, NavItem, Row, Table};
use kernel::{Ctx, FieldError, Response, Result};
use maud::html;

use super::{bingkai, salah, tab};
use crate::hak::KELOLA;
use crate::store::komentar::{Komentar, STATUS};

/// Longest shown text, in characters.
pub const TAYANG: usize = 1200;

/// Comments of one state.
pub fn daftar(ctx: &Ctx, status: &str, semua: &[Komentar], berikut: Option<&str>) -> Result<Response> {
    let pilah: Vec<(String, &str)> =
        STATUS.iter().map(|(kunci, label)| (format!("/meja-survei/komentar?status={kunci}"), *label)).collect();
    let items: Vec<NavItem<'_>> = pilah
        .iter()
        .zip(STATUS)
        .map(|((href, label), (kunci, _))| NavItem::new(*label, href.as_str(), kunci == status))
        .collect();
    let rows = semua
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href={ "/meja-survei/komentar/" (satu.id) } { (kalimat::potong(&satu.isi, 160)) } },
                html! { (satu.nama_layanan) },
                html! { (tanggal::panjang(satu.hari)) },
            ])
        })
        .collect();
    let isi = html! {
        (page::heading("", "Komentar", html! {}))
        (tab(ctx))
        (page::segments("Status komentar", &items))
        @if semua.is_empty() {
            (page::empty("Tidak ada komentar", "Komentar pengguna layanan muncul di sini sebelum ditayangkan.", None))
        } @else {
            (page::table(&Table {
                caption: "Komentar".into(),
                caption_hidden: true,
                columns: vec![Column::new("Komentar"), Column::new("Layanan"), Column::new("Masuk")],
                rows,
                ..Table::default()
            }))
            (page::pagination(None, berikut, ""))
        }
    };
    bingkai(ctx, StatusCode::OK, "Komentar", false, isi)
}

/// One comment, to be decided on.
pub fn satu(ctx: &Ctx, status: StatusCode, satu: &Komentar, tayang: &str, errors: &[FieldError]) -> Result<Response> {
    let errors = salah(errors);
    let (csrf, key, versi) = (ctx.csrf()?, ctx.new_form_key(), satu.version.to_string());
    let action = format!("/meja-survei/komentar/{}", satu.id);
    let control = Control {
        name: "tayang",
        label: "Yang ditayangkan",
        hint: "Nomor dan nama sudah ditutup sejauh dikenali. Tutup juga yang lain, dan jangan mengubah maksudnya.",
        error: page::error_of(&errors, "tayang"),
        ..Control::default()
    };
    let label = STATUS.iter().find(|(kunci, _)| *kunci == satu.status).map_or("", |(_, label)| label);
    let isi = page::column(html! {
        (page::error_summary(&errors))
        (page::heading("Komentar", &satu.nama_layanan, html! {}))
        (tab(ctx))
        (page::summary_list(&[
            Fact::new("Masuk", html! { (tanggal::panjang(satu.hari)) }),
            Fact::new("Status", html! { (label) }),
            Fact::new("Komentar asli", html! { @for baris in satu.isi.lines() { (baris) br; } }),
        ]))
        (page::form(&Form { action: &action, csrf: &csrf, key: &key, version: &versi, ..Form::default() }, html! {
            (page::textarea(&control, tayang, 5, u32::try_from(TAYANG).ok()))
            (page::buttons(html! {
                (page::button(&Button { label: "Tayangkan", name: "putusan", value: "tayang", ..Button::default() }))
                (page::button(&Button { label: "Jangan tayangkan", kind: ButtonKind::Secondary, name: "putusan", value: "tidak_tayang", ..Button::default() }))
            }))
        }))
        @if ctx.actor.can(KELOLA) {
            p { a.govuk-link href={ "/tindak_lanjut_survei/baru?periode=" (satu.periode) "&layanan=" (satu.layanan) } { "Catat sebagai rencana tindak lanjut" } }
        }
    });
    bingkai(ctx, status, "Komentar", !errors.is_empty(), isi)
}
