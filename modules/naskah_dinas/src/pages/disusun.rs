//! The page that waits for the document of a letter.
use http::StatusCode;
use kernel::page::{self, Link, Progress};
use kernel::web::Options;
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};
use time::Duration;

use crate::jenis;
use crate::model::Naskah;

/// Seconds until the page looks again.
const SELANG: u32 = 2;
/// After this the page stops looking: the work failed and will be tried again.
const SABAR: Duration = Duration::minutes(3);

fn terlalu_lama(ctx: &Ctx, naskah: &Naskah) -> bool {
    ctx.now - naskah.updated > SABAR
}

/// How far it is; with JavaScript it asks for itself.
pub fn kemajuan(ctx: &Ctx, naskah: &Naskah) -> Markup {
    let lama = terlalu_lama(ctx, naskah);
    let poll = if lama { String::new() } else { format!("{}/disusun", naskah.href()) };
    let text = if lama {
        "Belum selesai. Penyusunan diulang dengan sendirinya; buka lagi naskahnya nanti."
    } else {
        "Halaman ini berlanjut sendiri begitu dokumennya selesai."
    };
    page::progress(&Progress { id: "disusun", label: "Menyusun dokumen", text, poll: &poll, ..Progress::default() })
}

/// The page.
pub fn halaman(ctx: &Ctx, naskah: &Naskah) -> Result<Response> {
    let judul = "Dokumen sedang disusun";
    let href = naskah.href();
    let body = html! {
        (page::heading(jenis::nama(&naskah.jenis), judul, html! {}))
        @if let Some(nomor) = &naskah.nomor { p.govuk-body { "Nomor " strong { (nomor) } } }
        (kemajuan(ctx, naskah))
        p.govuk-body { a.govuk-link href={ (href) "/disusun" } { "Lihat sekarang" } }
        p.govuk-body { "Anda boleh meninggalkan halaman ini. Permintaan tanda tangannya tampil di Tugas saya." }
    };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Naskah dinas", "/naskah"), Link::new("Naskah", href)];
    let refresh = (!terlalu_lama(ctx, naskah)).then_some(SELANG);
    ctx.framed(StatusCode::OK, Options { title: judul, breadcrumbs, has_errors: false, refresh }, body)
}
