//! Reported events and the form in which one is reported.

use super::{bingkai, salah, tab};
use crate::PEMICU;
use crate::store::Kejadian;
use crate::web::Meja;
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, ButtonKind, Choice, Column, Control, Form, Row, Table, Tone};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the page shows.
pub struct Isi {
    pub kejadian: Vec<Kejadian>,
    /// Event, obligations, those still running.
    pub jumlah: Vec<(Uuid, i64, i64)>,
    pub nama: BTreeMap<Uuid, String>,
    pub lagi: bool,
}

/// What stands in the form.
#[derive(Default)]
pub struct Isian {
    pub kode: String,
    pub tanggal: String,
    pub uraian: String,
    pub unit: String,
    pub salah: Vec<FieldError>,
}

/// The page.
pub fn halaman(ctx: &Ctx, meja: &Meja, isi: &Isi, isian: &Isian, status: StatusCode) -> Result<Response> {
    let galat = salah(&isian.salah);
    let formulir = if ctx.actor.can(PEMICU) {
        formulir(ctx, meja, isian, &galat)?
    } else {
        html! {}
    };
    let sesudah = isi
        .kejadian
        .last()
        .filter(|_| isi.lagi)
        .map(|satu| format!("/kewajiban/pemicu?sebelum={}.{}", satu.tanggal, satu.id));
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kewajiban", "Kejadian pemicu", html! {}))
        (tab(ctx, "/kewajiban/pemicu"))
        (page::column(html! {
            p { "Sebagian kewajiban timbul hanya bila sesuatu terjadi, seperti insiden keamanan atau perubahan peraturan. Catat kejadiannya; kewajiban dan tenggatnya dibuat saat itu juga." }
        }))
        (formulir)
        h2.govuk-heading-m { "Kejadian yang tercatat" }
        @if isi.kejadian.is_empty() {
            (page::empty("Belum ada kejadian", "Kejadian yang dicatat tampil di sini bersama kewajiban yang ditimbulkannya.", None))
        } @else {
            (daftar(ctx, meja, isi)?)
            (page::pagination(None, sesudah.as_deref(), ""))
        }
    };
    bingkai(ctx, status, "Kejadian pemicu", !galat.is_empty(), body)
}

fn formulir(ctx: &Ctx, meja: &Meja, isian: &Isian, galat: &[page::FormError]) -> Result<Markup> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let scope = ctx.scope_of(PEMICU);
    let pemicu: Vec<Choice<'_>> =
        meja.daftar.pemicu.iter().map(|(kode, nama)| Choice::new(kode.as_str(), nama.as_str())).collect();
    let unit: Vec<Choice<'_>> = meja
        .lembaga
        .semua()
        .iter()
        .filter(|unit| scope.holds_unit(unit.id) && unit.is_agency)
        .map(|unit| Choice::new(unit.id.to_string(), unit.name.as_str()))
        .collect();
    let kosong = if scope.is_all() { "Seluruh kabupaten" } else { "Pilih perangkat daerah" };
    let kontrol = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: page::error_of(galat, name),
        ..Control::default()
    };
    // With one unit there is nothing to choose.
    let terpilih = match unit.as_slice() {
        [satu] if isian.unit.is_empty() && !scope.is_all() => satu.value.to_string(),
        _ => isian.unit.clone(),
    };
    let isi = html! {
        (page::select(&kontrol("kode", "Apa yang terjadi", ""), &isian.kode, &pemicu, "Pilih kejadian"))
        (page::date(&kontrol("tanggal", "Kapan", "Tenggat dihitung dari tanggal ini."), &isian.tanggal))
        (page::select(&kontrol("unit", "Di mana", "Kewajiban yang ditanggung setiap perangkat daerah hanya timbul di tempat kejadian."), &terpilih, &unit, kosong))
        (page::textarea(&kontrol("uraian", "Uraian singkat", "Jangan tulis data pribadi."), &isian.uraian, 3, Some(1000)))
        (page::submit("Catat kejadian"))
    };
    let form = page::form(&Form { action: "/kewajiban/pemicu", csrf: &csrf, key: &key, ..Form::default() }, isi);
    Ok(page::card("Catat kejadian", &[], page::column(form)))
}

fn daftar(ctx: &Ctx, meja: &Meja, isi: &Isi) -> Result<Markup> {
    let scope = ctx.scope_of(PEMICU);
    let mut rows = vec![];
    for satu in &isi.kejadian {
        let (n, sisa) = isi.jumlah.iter().find(|(id, ..)| *id == satu.id).map_or((0, 0), |(_, n, sisa)| (*n, *sisa));
        let boleh =
            !satu.batal && (if satu.unit.is_none() { scope.is_all() } else { scope.holds(satu.unit, satu.oleh) });
        let batal = if boleh {
            batal(ctx, satu)?
        } else {
            html! {}
        };
        let oleh = satu.oleh.and_then(|id| isi.nama.get(&id)).map(String::as_str).unwrap_or("sistem");
        let tempat = satu
            .unit
            .map_or("Seluruh kabupaten", |id| meja.lembaga.id(id).map_or("Unit lain", |unit| unit.short.as_str()));
        rows.push(Row::new(vec![
            html! {
                (meja.daftar.pemicu.get(&satu.kode).map_or(satu.kode.as_str(), String::as_str))
                @if satu.batal { " " (page::tag("Dibatalkan", Tone::Neutral)) }
                br; span.pudar { (satu.uraian) }
                @if let Some(alasan) = &satu.alasan_batal { br; span.pudar { "Dibatalkan: " (alasan) } }
            },
            html! { div { (tanggal::panjang(satu.tanggal)) br; span.pudar { "dicatat " (oleh) } } },
            html! { (tempat) },
            html! {
                div {
                    @if n > 0 { a.govuk-link href={ "/kewajiban?pemicu=" (satu.id) "&status=semua" } { (n) " kewajiban" } br; span.pudar { (sisa) " belum selesai" } }
                    @else { "–" }
                    (batal)
                }
            },
        ]));
    }
    Ok(page::table(&Table {
        caption: "Kejadian, terbaru dahulu".into(),
        caption_hidden: true,
        columns: vec![Column::new("Kejadian"), Column::new("Tanggal"), Column::new("Tempat"), Column::new("Kewajiban")],
        rows,
        ..Table::default()
    }))
}

fn batal(ctx: &Ctx, satu: &Kejadian) -> Result<Markup> {
    Ok(page::details("Batalkan", formulir_batal(ctx, satu, "", &satu.version.to_string(), &[])?))
}

/// The form that asks why. There may be several on a page, so its control has an id of its own.
fn formulir_batal(
    ctx: &Ctx,
    satu: &Kejadian,
    alasan: &str,
    version: &str,
    galat: &[page::FormError],
) -> Result<Markup> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let action = format!("/kewajiban/pemicu/{}/batal", satu.id);
    let id = if galat.is_empty() { format!("alasan-{}", satu.id) } else { String::new() };
    let kontrol = Control {
        name: "alasan",
        label: "Alasan pembatalan",
        id: &id,
        error: page::error_of(galat, "alasan"),
        ..Control::default()
    };
    Ok(page::form(
        &Form { action: &action, csrf: &csrf, key: &key, version, ..Form::default() },
        html! {
            (page::textarea(&kontrol, alasan, 2, Some(1000)))
            (page::button(&page::Button { label: "Batalkan kejadian", kind: ButtonKind::Warning, ..page::Button::default() }))
        },
    ))
}

/// The cancellation of one event again, with what was typed and what is wrong with it.
pub fn batal_lagi(
    ctx: &Ctx,
    meja: &Meja,
    satu: &Kejadian,
    alasan: &str,
    version: &str,
    errors: &[FieldError],
) -> Result<Response> {
    let galat = salah(errors);
    let kejadian = meja.daftar.pemicu.get(&satu.kode).map_or(satu.kode.as_str(), String::as_str);
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kejadian pemicu", "Batalkan kejadian", html! {}))
        (page::column(html! {
            p { (kejadian) ", " (tanggal::panjang(satu.tanggal)) ": " (satu.uraian) }
            (formulir_batal(ctx, satu, alasan, version, &galat)?)
        }))
    };
    bingkai(ctx, StatusCode::UNPROCESSABLE_ENTITY, "Batalkan kejadian", true, body)
}
