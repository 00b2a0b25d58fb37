//! Templates of letters.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Button, ButtonKind, Column, Control, Form, Link, Row, Table, Text};
use kernel::{Ctx, FieldError, Response, Result};
use maud::html;

use super::{bingkai, salah, tab};
use crate::jenis::{self, Jenis};
use crate::store::templat::{self as simpanan, BAWAAN};

/// All kinds with the version in use.
pub fn daftar(ctx: &Ctx, dipakai: &[(String, i64)]) -> Result<Response> {
    let rows = jenis::semua()
        .iter()
        .map(|satu| {
            let versi = dipakai.iter().find(|(kunci, _)| *kunci == satu.kunci).map_or(BAWAAN, |(_, versi)| *versi);
            Row::new(vec![
                html! { a.govuk-link href={ "/naskah-templat/" (satu.kunci) } { (satu.nama) } },
                html! { (satu.kelompok.label()) },
                html! { "versi " (versi) @if versi == BAWAAN { " (bawaan)" } },
            ])
        })
        .collect();
    let body = html! {
        (page::heading("Naskah dinas", "Templat", html! {}))
        (tab(ctx, "/naskah-templat"))
        (page::table(&Table {
            caption: "Templat menurut jenis naskah".into(),
            caption_hidden: true,
            columns: vec![Column::new("Jenis naskah"), Column::new("Kelompok"), Column::new("Dipakai")],
            rows,
            ..Table::default()
        }))
    };
    bingkai(ctx, StatusCode::OK, "Templat", false, body)
}

/// The template of one kind: its text, its versions.
pub async fn satu(ctx: &Ctx, jenis: &Jenis, isi: &str, catatan: &str, fields: &[FieldError]) -> Result<Response> {
    let galat = salah(fields);
    let semua = simpanan::semua(&ctx.app, &jenis.kunci).await?;
    let oleh: Vec<uuid::Uuid> = semua.iter().filter_map(|satu| satu.oleh).collect();
    let nama = kernel::auth::account::names(&ctx.app, &oleh).await?;
    let kini = simpanan::dipakai(&ctx.app, &jenis.kunci).await?;
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let action = format!("/naskah-templat/{}", jenis.kunci);
    let pakai = format!("{action}/pakai");
    let kontrol = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: page::error_of(&galat, name),
        ..Control::default()
    };
    let tombol = |versi: i64| {
        html! {
            @if versi == kini { strong { "dipakai" } } @else {
                (page::form(&Form { action: &pakai, csrf: &csrf, ..Form::default() }, html! {
                    (page::button(&Button { label: "Pakai versi ini", kind: ButtonKind::Text, name: "versi", value: &versi.to_string(), ..Button::default() }))
                }))
            }
        }
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::back_link(&Link::new("Semua templat", "/naskah-templat")))
        (page::heading("Templat naskah", &jenis.nama, html! {}))
        p { "Ditulis dalam Typst. Templat tidak dapat membaca berkas lain, memakai jaringan, atau berjalan tanpa henti. Naskah yang sudah diajukan tetap memakai versi saat diajukan." }
        (page::form(&Form { action: &action, csrf: &csrf, key: &key, ..Form::default() }, html! {
            (page::textarea(&kontrol("isi", "Isi templat", "Data naskah dibaca dengan json(\"/data.json\"); bagian bersama dari /lib/naskah.typ dan /lib/surat.typ."), isi, 30, None))
            (page::text_input(&kontrol("catatan", "Apa yang berubah", ""), catatan, &Text::default()))
            (page::buttons(html! {
                (page::button(&Button { label: "Simpan sebagai versi baru", name: "aksi", value: "simpan", ..Button::default() }))
                (page::button(&Button { label: "Pratinjau PDF", kind: ButtonKind::Secondary, name: "aksi", value: "pratinjau", ..Button::default() }))
            }))
        }))
        h2.govuk-heading-m { "Versi" }
        ul.govuk-list {
            @for satu in &semua {
                li {
                    "Versi " (satu.versi) ", " (tanggal::waktu_pendek(satu.pada, ctx.app.profile.zone())) ", "
                    (satu.oleh.and_then(|akun| nama.get(&akun)).map_or("sistem", String::as_str)) ": " (satu.catatan) " "
                    (tombol(satu.versi))
                }
            }
            li { "Versi " (BAWAAN) ", bawaan program " (tombol(BAWAAN)) }
        }
    };
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    bingkai(ctx, status, &jenis.nama, !galat.is_empty(), body)
}
