//! A batch and its progress.
use http::StatusCode;
use kernel::page::{self, Column, Form, Progress, Row, Table};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::{bingkai_segar, isian_sandi, salah, tab, tanda};
use crate::model::{Kelompok, Permintaan, href, href_kelompok};
use crate::rules::alur::Keadaan;

/// Whether somebody is working on it right now.
pub fn berjalan(ctx: &Ctx, kelompok: &Kelompok) -> bool {
    kelompok.berjalan_sampai.is_some_and(|sampai| sampai > ctx.now)
}

fn sisa(isi: &[Permintaan]) -> usize {
    isi.iter().filter(|satu| satu.keadaan == Keadaan::Antre).count()
}

/// How far it is.
pub fn kemajuan(ctx: &Ctx, kelompok: &Kelompok, isi: &[Permintaan]) -> Markup {
    let selesai = isi.iter().filter(|satu| satu.keadaan == Keadaan::Selesai).count();
    let bermasalah = isi.iter().filter(|satu| matches!(satu.keadaan, Keadaan::Gagal | Keadaan::PerluDiperiksa)).count();
    let teks = if bermasalah > 0 {
        format!("{selesai} dari {} naskah ditandatangani, {bermasalah} perlu perhatian", isi.len())
    } else {
        format!("{selesai} dari {} naskah ditandatangani", isi.len())
    };
    let poll = format!("{}/kemajuan", href_kelompok(kelompok.id));
    page::progress(&Progress {
        id: "kemajuan",
        label: "Penandatanganan",
        done: u64::try_from(selesai).unwrap_or(0),
        total: u64::try_from(isi.len()).unwrap_or(0),
        text: &teks,
        poll: if berjalan(ctx, kelompok) { &poll } else { "" },
    })
}

/// The page.
pub fn halaman(
    ctx: &Ctx,
    kelompok: &Kelompok,
    isi: &[Permintaan],
    errors: &[FieldError],
    status: StatusCode,
) -> Result<Response> {
    let galat = salah(errors);
    let jalan = berjalan(ctx, kelompok);
    let rows = isi
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href=(href(satu.id)) { (satu.judul) } },
                html! { div { (tanda(satu.keadaan)) @if let Some(alasan) = &satu.alasan { br; span.pudar { (alasan) } } } },
            ])
        })
        .collect();
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Tanda tangan", "Penandatanganan bersama", html! {}))
        (tab(ctx))
        (kemajuan(ctx, kelompok, isi))
        @if let Some(pesan) = &kelompok.pesan { (page::warning(pesan)) }
        @if !jalan && sisa(isi) > 0 { (lanjut(ctx, kelompok, sisa(isi), &galat)?) }
        (page::table(&Table {
            caption: "Naskah dalam kelompok ini".into(),
            columns: vec![Column::new("Naskah"), Column::new("Keadaan")],
            rows,
            ..Table::default()
        }))
    };
    bingkai_segar(ctx, status, "Penandatanganan bersama", !galat.is_empty(), jalan.then_some(3), body)
}

fn lanjut(ctx: &Ctx, kelompok: &Kelompok, sisa: usize, galat: &[page::FormError]) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let action = format!("{}/lanjut", href_kelompok(kelompok.id));
    let form = Form { action: &action, csrf: &csrf, ..Form::default() };
    Ok(page::card(
        "Perlu kata sandi lagi",
        &[],
        page::column(html! {
            p { (sisa) " naskah belum ditandatangani. Kata sandi tidak disimpan, sehingga perlu dimasukkan lagi untuk melanjutkan. Naskah yang sudah ditandatangani tidak ditandatangani ulang." }
            (page::form(&form, html! {
                (isian_sandi("sandi", "Kata sandi tanda tangan", "", galat, false))
                (page::submit("Lanjutkan"))
            }))
        }),
    ))
}
