//! Pages and what they share.
pub mod angka;
pub mod isi;
pub mod komentar;
pub mod kuesioner;
pub mod meja;
pub mod publik;

use http::StatusCode;
use kernel::page::{self, Link, NavItem, Tone};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::Markup;

use crate::hak::{KELOLA, LIHAT, MODERASI};
use crate::registers::{ALUR_PERIODE, LAYANAN, PERIODE, TINDAK_LANJUT};

/// Errors of a form for the components.
pub fn salah(fields: &[FieldError]) -> Vec<page::FormError> {
    fields.iter().map(|satu| page::FormError::new(satu.field.as_ref(), satu.message.as_ref())).collect()
}

/// A page of the officers.
pub fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if ctx.uri_path() != "/meja-survei" {
        breadcrumbs.push(Link::new("Survei kepuasan", "/meja-survei"));
    }
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// The views of the officers, the one that the page lies in marked.
pub fn tab(ctx: &Ctx) -> Markup {
    let semua = [
        ("Hasil", "/meja-survei".to_owned(), LIHAT),
        ("Komentar", "/meja-survei/komentar".to_owned(), MODERASI),
        ("Tindak lanjut", TINDAK_LANJUT.href(), LIHAT),
        ("Masa survei", PERIODE.href(), LIHAT),
        ("Layanan", LAYANAN.href(), LIHAT),
        ("Titik dan poster", "/meja-survei/titik".to_owned(), LIHAT),
        ("Pertanyaan", "/meja-survei/pertanyaan".to_owned(), KELOLA),
    ];
    let path = ctx.uri_path();
    let di_bawah = |href: &str| path == href || path.strip_prefix(href).is_some_and(|sisa| sisa.starts_with('/'));
    let di_sini = semua.iter().map(|(_, href, _)| href.clone()).filter(|href| di_bawah(href)).max_by_key(String::len);
    let items: Vec<NavItem<'_>> = semua
        .iter()
        .filter(|(_, _, perm)| ctx.actor.can(*perm))
        .map(|(label, href, _)| NavItem::new(*label, href.as_str(), di_sini.as_ref() == Some(href)))
        .collect();
    page::tabs("Bagian survei", &items)
}

/// The state of a period as a tag.
pub fn tanda(status: &str) -> Markup {
    let tone = match status {
        "terbuka" => Tone::Working,
        "diajukan" => Tone::Attention,
        "terbit" => Tone::Good,
        _ => Tone::Neutral,
    };
    page::tag(ALUR_PERIODE.label(status), tone)
}
