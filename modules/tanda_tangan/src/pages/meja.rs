//! What awaits the signer, and what is over.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Button, Column, Form, Link, Row, Table};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use time::OffsetDateTime;

use super::{bingkai, gangguan, isian_sandi, salah, tab, tanda, waktu};
use crate::model::{Jenis, Kelompok, Permintaan, href, href_kelompok};

/// What the page shows.
pub struct Isi {
    /// Requests that are not over.
    pub daftar: Vec<Permintaan>,
    /// There are more.
    pub lagi: bool,
    /// Batches that are not over.
    pub kelompok: Vec<Kelompok>,
    /// The service does not answer since then.
    pub sejak: Option<OffsetDateTime>,
    /// How many requests can be handed over.
    pub jumlah: i64,
    /// Through what the person signs.
    pub jenis: Jenis,
}

/// The page.
pub fn halaman(ctx: &Ctx, isi: &Isi, errors: &[FieldError], status: StatusCode) -> Result<Response> {
    let galat = salah(errors);
    let sesudah = isi.daftar.last().filter(|_| isi.lagi).map(|satu| format!("/tanda_tangan?setelah={}", satu.id));
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("", "Tanda tangan", html! {}))
        (tab(ctx))
        (gangguan(ctx, isi.sejak))
        @for satu in &isi.kelompok { (kelompok(ctx, satu)) }
        @if isi.daftar.is_empty() {
            (page::empty("Tidak ada naskah yang menunggu tanda tangan Anda", "Naskah yang dimintakan tanda tangan kepada Anda tampil di sini.", None))
        } @else {
            (page::table(&Table {
                caption: "Naskah yang menunggu tanda tangan Anda".into(),
                columns: vec![Column::new("Naskah"), Column::new("Sebagai"), Column::new("Tenggat"), Column::new("Keadaan")],
                rows: isi.daftar.iter().map(|satu| baris(ctx, satu)).collect(),
                bulk: "serahkan".into(),
                ..Table::default()
            }))
            (page::pagination(None, sesudah.as_deref(), ""))
            @if isi.jumlah > 0 { (serahkan(ctx, isi.jumlah, isi.jenis, &galat)?) }
        }
    };
    bingkai(ctx, status, "Tanda tangan", !galat.is_empty(), body)
}

fn kelompok(ctx: &Ctx, satu: &Kelompok) -> Markup {
    let berjalan = satu.berjalan_sampai.is_some_and(|sampai| sampai > ctx.now);
    let teks = if berjalan {
        format!("{} naskah sedang ditandatangani.", satu.jumlah)
    } else {
        format!("Penandatanganan {} naskah berhenti: perlu kata sandi lagi.", satu.jumlah)
    };
    page::inset(html! { p { (teks) " " a.govuk-link href=(href_kelompok(satu.id)) { "Lihat" } } })
}

fn baris(ctx: &Ctx, satu: &Permintaan) -> Row<'static> {
    let hari_ini = ctx.today();
    let cells = vec![
        html! { div {
            a.govuk-link href=(href(satu.id)) { (satu.judul) }
            @if let Some(nomor) = &satu.nomor { br; span.pudar { (nomor) } }
        } },
        html! { (satu.kapasitas) },
        html! { @if let Some(hari) = satu.tenggat { div { (tanggal::panjang(hari)) br; span.pudar { (tanggal::relatif(hari, hari_ini)) } } } @else { "–" } },
        html! { div { (tanda(satu.keadaan)) @if let Some(alasan) = &satu.alasan { br; span.pudar { (alasan) } } } },
    ];
    let id = if satu.keadaan.dapat_diserahkan() { satu.id.to_string() } else { String::new() };
    Row { cells, id: id.into(), name: satu.judul.clone().into() }
}

fn serahkan(ctx: &Ctx, jumlah: i64, jenis: Jenis, galat: &[page::FormError]) -> Result<Markup> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let form = Form { action: "/tanda_tangan/serahkan", csrf: &csrf, key: &key, id: "serahkan", ..Form::default() };
    let semua = format!("Tanda tangani semua ({jumlah})");
    Ok(page::bulk_bar(
        &form,
        html! {
            (isian_sandi("sandi", jenis.sandi(), "Hanya dipakai untuk naskah ini dan tidak disimpan.", galat, false))
            (page::buttons(html! {
                (page::button(&Button { label: "Tanda tangani yang dicentang", name: "semua", value: "tidak", ..Button::default() }))
                (page::button(&Button { label: &semua, kind: page::ButtonKind::Secondary, name: "semua", value: "ya", ..Button::default() }))
            }))
        },
    ))
}

/// What is over.
pub fn riwayat(ctx: &Ctx, daftar: &[Permintaan], lagi: bool) -> Result<Response> {
    let sesudah = daftar.last().filter(|_| lagi).map(|satu| format!("/tanda_tangan/riwayat?sebelum={}", satu.id));
    let rows = daftar
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href=(href(satu.id)) { (satu.judul) } },
                html! { @if let Some(nomor) = &satu.nomor { (nomor) } @else { "–" } },
                html! { @if let Some(pada) = satu.selesai.or(satu.sejak) { (waktu(ctx, pada)) } },
                tanda(satu.keadaan),
            ])
        })
        .collect();
    let body = html! {
        (page::heading("Tanda tangan", "Riwayat", html! {}))
        (tab(ctx))
        @if daftar.is_empty() {
            (page::empty("Belum ada riwayat", "Naskah yang Anda tanda tangani atau tolak tampil di sini.", Some(&Link::new("Menunggu saya", "/tanda_tangan"))))
        } @else {
            (page::table(&Table {
                caption: "Naskah yang selesai".into(),
                caption_hidden: true,
                columns: vec![Column::new("Naskah"), Column::new("Nomor"), Column::new("Waktu"), Column::new("Keadaan")],
                rows,
                ..Table::default()
            }))
            (page::pagination(None, sesudah.as_deref(), ""))
        }
    };
    bingkai(ctx, StatusCode::OK, "Riwayat tanda tangan", false, body)
}
