//! The pictures in the head of letters.
use http::StatusCode;
use kernel::page::{self, ButtonKind, Column, Control, Form, Link, Row, Table, Text, Upload};
use kernel::{Ctx, FieldError, Response, Result};
use maud::html;

use super::{bingkai, salah, tab};
use crate::lambang::{self, ALAMAT, Lambang};
use crate::rules::lambang::TERBESAR;

/// Both, and whether there is one.
pub async fn daftar(ctx: &Ctx) -> Result<Response> {
    let mut rows = vec![];
    for satu in Lambang::SEMUA {
        let gambar = lambang::cari(&ctx.app, *satu).await?;
        rows.push(Row::new(vec![
            html! { a.govuk-link href=(satu.href()) { (satu.label()) } },
            html! { (satu.tempat()) },
            html! { @match &gambar { Some(gambar) => (gambar.teks), None => span.pudar { "Belum ada; kop tanpa gambar" } } },
        ]));
    }
    let body = html! {
        (page::heading("Naskah dinas", "Lambang pada kop", html! {}))
        (tab(ctx, ALAMAT))
        (page::table(&Table {
            caption: "Lambang pada kop naskah".into(),
            caption_hidden: true,
            columns: vec![Column::new("Lambang"), Column::new("Tempat"), Column::new("Dipakai")],
            rows,
            ..Table::default()
        }))
    };
    bingkai(ctx, StatusCode::OK, "Lambang pada kop", false, body)
}

/// One of them.
pub async fn satu(ctx: &Ctx, lambang: Lambang, fields: &[FieldError]) -> Result<Response> {
    let galat = salah(fields);
    let gambar = lambang::cari(&ctx.app, lambang).await?;
    let (csrf, key, href) = (ctx.csrf()?, ctx.new_form_key(), lambang.href());
    let tersimpan = gambar.as_ref().map_or_else(String::new, |gambar| gambar.teks.clone());
    let teks = if ctx.form().has("teks") { ctx.form().get("teks").to_owned() } else { tersimpan };
    let besar = u64::try_from(TERBESAR).unwrap_or(u64::MAX);
    let hapus = format!("{href}/hapus");
    let kontrol = |name: &'static str, label: &'static str, hint: &'static str, optional: bool| Control {
        name,
        label,
        hint,
        optional,
        error: page::error_of(&galat, name),
        ..Control::default()
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::back_link(&Link::new("Semua lambang", ALAMAT)))
        (page::heading("Lambang pada kop", lambang.label(), html! {}))
        p { (lambang.tempat()) " Tanpa gambar, kop disusun tanpa ruang kosong." }
        @if gambar.is_some() {
            (page::buttons(html! {
                (page::button_link("Unduh contoh naskah", &format!("{href}/contoh"), ButtonKind::Secondary))
                (page::button_link("Unduh gambar", &format!("{href}/gambar"), ButtonKind::Secondary))
            }))
        }
        (page::column(page::form(
            &Form { action: &href, csrf: &csrf, key: &key, multipart: true, ..Form::default() },
            html! {
                (page::upload(
                    &kontrol("berkas", "Gambar", "", gambar.is_some()),
                    &Upload { accept: ".png,.svg", limits: "PNG atau SVG, paling besar 128 KB.", max_bytes: Some(besar), ..Upload::default() },
                ))
                (page::text_input(
                    &kontrol("teks", "Yang tergambar", "Dibacakan kepada orang yang tidak melihat gambarnya, misalnya Lambang Kabupaten Contoh.", false),
                    &teks,
                    &Text { max_length: Some(200), ..Text::default() },
                ))
                (page::submit("Simpan"))
            },
        )))
        @if gambar.is_some() {
            (page::act(&Form { action: &hapus, csrf: &csrf, key: &uuid::Uuid::now_v7().to_string(), ..Form::default() }, "Hapus lambang ini", ButtonKind::Warning))
        }
    };
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    bingkai(ctx, status, lambang.label(), !galat.is_empty(), body)
}
