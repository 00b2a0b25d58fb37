//! A batch and its progress.
use http::StatusCode;
use kernel::page::{self, ButtonKind, Column, Flash, FlashKind, Form, Progress, Row, Table};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::{bingkai_segar, isian_sandi, salah, tab, tanda};
use crate::model::{Jenis, Kelompok, Permintaan, href, href_kelompok};
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

/// How a batch ended, and where the way leads on: back to the letter, when it was a single one that the signer may read.
fn akhir(kelompok: &Kelompok, isi: &[Permintaan], asal: Option<&str>) -> Markup {
    let selesai = isi.iter().filter(|satu| satu.keadaan == Keadaan::Selesai).count();
    let perhatian = isi.iter().filter(|satu| matches!(satu.keadaan, Keadaan::Gagal | Keadaan::PerluDiperiksa)).count();
    let (jenis, teks) = if selesai == isi.len() && perhatian == 0 {
        let teks = if selesai == 1 {
            "Naskah sudah ditandatangani.".to_owned()
        } else {
            format!("Semua {selesai} naskah sudah ditandatangani.")
        };
        (FlashKind::Success, teks)
    } else if let Some(pesan) = kelompok.pesan.as_deref().filter(|_| sisa(isi) > 0) {
        (FlashKind::Problem, format!("{pesan} {selesai} dari {} naskah sudah ditandatangani.", isi.len()))
    } else {
        let teks =
            format!("{selesai} dari {} naskah sudah ditandatangani. Lihat keterangan pada yang lain.", isi.len());
        (FlashKind::Problem, teks)
    };
    let satu = match isi {
        [satu] => Some(satu),
        _ => None,
    };
    html! {
        (page::banner(&Flash { kind: jenis, text: &teks }))
        (page::buttons(html! {
            @if let Some(asal) = asal { (page::button_link("Kembali ke naskah", asal, ButtonKind::Primary)) }
            @if let Some(satu) = satu { (page::button_link("Buka permintaannya", &href(satu.id), ButtonKind::Secondary)) }
            (page::button_link("Naskah lain yang menunggu", "/tanda_tangan", ButtonKind::Secondary))
        }))
    }
}

/// The page. `asal` is the letter of a single request, when the signer may read it.
pub fn halaman(
    ctx: &Ctx,
    kelompok: &Kelompok,
    isi: &[Permintaan],
    asal: Option<&str>,
    jenis: Jenis,
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
        @if !jalan { (akhir(kelompok, isi, asal)) }
        (kemajuan(ctx, kelompok, isi))
        @if jalan { (page::column(html! { p { "Halaman ini boleh ditutup: penandatanganan berjalan terus." } })) }
        @if !jalan && sisa(isi) > 0 { (lanjut(ctx, kelompok, sisa(isi), jenis, &galat)?) }
        (page::table(&Table {
            caption: "Naskah dalam kelompok ini".into(),
            columns: vec![Column::new("Naskah"), Column::new("Keadaan")],
            rows,
            ..Table::default()
        }))
    };
    bingkai_segar(ctx, status, "Penandatanganan bersama", !galat.is_empty(), jalan.then_some(3), body)
}

fn lanjut(ctx: &Ctx, kelompok: &Kelompok, sisa: usize, jenis: Jenis, galat: &[page::FormError]) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let action = format!("{}/lanjut", href_kelompok(kelompok.id));
    let form = Form { action: &action, csrf: &csrf, ..Form::default() };
    Ok(page::card(
        if jenis == Jenis::Token { "Perlu PIN lagi" } else { "Perlu kata sandi lagi" },
        &[],
        page::column(html! {
            p { (sisa) " naskah belum ditandatangani. " (jenis.sandi()) " tidak disimpan, sehingga perlu dimasukkan lagi untuk melanjutkan. Naskah yang sudah ditandatangani tidak ditandatangani ulang." }
            (page::form(&form, html! {
                (isian_sandi("sandi", jenis.sandi(), "", galat, false))
                (page::submit("Lanjutkan"))
            }))
        }),
    ))
}
