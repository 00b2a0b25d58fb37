//! Pages and what they share.
pub mod baru;
pub mod buku;
pub mod daftar;
pub mod disusun;
pub mod jejak;
pub mod lambang;
pub mod satu;
pub mod templat;
pub mod tindakan;
pub mod tulis;
pub mod versi;

use http::StatusCode;
use kernel::page::{self, Link, NavItem, Tone};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::Markup;

use crate::model::{Keadaan, Naskah, Sifat};
use crate::{ATUR, LIHAT, NOMOR};

/// The views of the module, the one at `di_sini` marked.
pub fn tab(ctx: &Ctx, di_sini: &str) -> Markup {
    let mut semua = vec![];
    if ctx.actor.can(LIHAT) {
        semua.extend([("Keluar", "/naskah"), ("Konsep", "/naskah?kotak=konsep"), ("Masuk", "/surat_masuk")]);
    }
    if ctx.actor.can(NOMOR) {
        semua.push(("Buku nomor", "/naskah-nomor"));
    }
    if ctx.actor.can(ATUR) {
        semua.extend([
            ("Templat", "/naskah-templat"),
            ("Format nomor", "/naskah_format"),
            ("Kop", "/naskah_kop"),
            ("Lambang", "/naskah-lambang"),
        ]);
    }
    let butir: Vec<NavItem<'_>> =
        semua.into_iter().map(|(label, href)| NavItem::new(label, href, href == di_sini)).collect();
    page::tabs("Bagian naskah dinas", &butir)
}

/// A page of the module.
pub fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if ctx.uri_path() != "/naskah" && ctx.actor.can(LIHAT) {
        breadcrumbs.push(Link::new("Naskah dinas", "/naskah"));
    }
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// The state of a letter.
pub fn tanda(keadaan: Keadaan) -> Markup {
    let nada = match keadaan {
        Keadaan::Konsep => Tone::Special,
        Keadaan::Dikembalikan => Tone::Attention,
        Keadaan::Diperiksa | Keadaan::Disetujui | Keadaan::MenungguTte | Keadaan::MenungguBasah => Tone::Working,
        Keadaan::Terbit | Keadaan::Selesai => Tone::Good,
        Keadaan::Batal => Tone::Bad,
        Keadaan::Tercatat => Tone::Neutral,
    };
    page::tag(keadaan.label(), nada)
}

/// The urgency, where it says something.
pub fn tanda_sifat(sifat: Sifat) -> Option<Markup> {
    match sifat {
        Sifat::Biasa => None,
        Sifat::Penting => Some(page::tag(sifat.label(), Tone::Attention)),
        Sifat::Segera | Sifat::AmatSegera => Some(page::tag(sifat.label(), Tone::Bad)),
    }
}

/// What a letter is called in lists: its subject, or that it has none yet.
pub fn perihal(naskah: &Naskah) -> &str {
    if naskah.perihal.is_empty() { "(belum ada perihal)" } else { &naskah.perihal }
}

/// Errors of a form for the components.
pub fn salah(fields: &[FieldError]) -> Vec<page::FormError> {
    fields.iter().map(|satu| page::FormError::new(satu.field.as_ref(), satu.message.as_ref())).collect()
}
