//! Pages.
mod bagian;
mod daftar;
mod data;
mod dokumen;
mod hubungan;
mod kelola;
mod naskah;
mod tinjau;

pub use bagian::*;
pub use daftar::*;
pub use data::*;
pub use dokumen::*;
pub use hubungan::*;
pub use kelola::*;
pub use naskah::*;
pub use tinjau::*;

use std::sync::LazyLock;

use kernel::indonesia::tanggal;
use kernel::page::{self, Fact, FormError, Link, Tone};
use kernel::{Ctx, FieldError};
use maud::{Markup, html};
use sha2::{Digest as _, Sha256};
use time::Date;

use crate::rules::Status;

/// The style sheet of this module.
pub const GAYA: &str = include_str!("../gaya.css");

/// Its address, which changes with its content.
pub static ALAMAT_GAYA: LazyLock<String> = LazyLock::new(|| {
    let sidik = Sha256::digest(GAYA.as_bytes());
    format!("/jdih/aset/peraturan-{}.css", kernel::keys::hex(sidik.get(..6).unwrap_or_default()))
});

/// The link to the style sheet; HTML allows it inside the body.
pub fn gaya() -> Markup {
    html! { link rel="stylesheet" href=(ALAMAT_GAYA.as_str()); }
}

/// Breadcrumbs below the list of documents.
pub fn remah<'a>(lanjut: Vec<Link<'a>>) -> Vec<Link<'a>> {
    let mut links = vec![Link::new("Beranda", "/"), Link::new("Peraturan", "/jdih")];
    links.extend(lanjut);
    links
}

/// Breadcrumbs of the pages of those who keep the collection.
pub fn remah_kelola<'a>(lanjut: Vec<Link<'a>>) -> Vec<Link<'a>> {
    let mut links = remah(vec![Link::new("Kelola", "/jdih/kelola")]);
    links.extend(lanjut);
    links
}

/// The status as a tag.
pub fn tanda_status(status: &Status) -> Markup {
    let tone = match status {
        Status::Berlaku => Tone::Good,
        Status::Berubah { .. } => Tone::Attention,
        Status::Belum { .. } => Tone::Working,
        Status::Dicabut { .. } | Status::Mati { .. } => Tone::Bad,
        Status::TakDiketahui => Tone::Neutral,
    };
    page::tag(status.kata(), tone)
}

/// The state of the work as a tag.
pub fn tanda_keadaan(keadaan: &str) -> Markup {
    let tone = match keadaan {
        "terbit" => Tone::Good,
        "ditinjau" => Tone::Working,
        "ditarik" => Tone::Bad,
        _ => Tone::Special,
    };
    page::tag(crate::ALUR.label(keadaan), tone)
}

/// A day in words; empty for none.
pub fn hari(date: Option<Date>) -> Markup {
    match date {
        Some(date) => html! { time datetime=(date.to_string()) { (tanggal::panjang(date)) } },
        None => html! {},
    }
}

/// A day as a form shows it.
pub fn hari_isian(date: Option<Date>) -> String {
    date.map(|date| format!("{:02}-{:02}-{:04}", date.day(), u8::from(date.month()), date.year())).unwrap_or_default()
}

/// A fact that is only listed when it is known.
pub fn fakta<'a>(facts: &mut Vec<Fact<'a>>, key: &'a str, value: Markup) {
    if !value.0.is_empty() {
        facts.push(Fact::new(key, value));
    }
}

/// Errors of fields as the form components take them.
pub fn galat(errors: &[FieldError]) -> Vec<FormError> {
    errors.iter().map(|error| FormError::new(error.field.as_ref(), error.message.as_ref())).collect()
}

/// A hidden version and token around a form of one record.
pub fn formulir<'a>(action: &'a str, csrf: &'a str, key: &'a str, version: &'a str) -> page::Form<'a> {
    page::Form { action, csrf, key, version, ..page::Form::default() }
}

/// Whether the actor keeps the collection.
pub fn is_pengelola(ctx: &Ctx) -> bool {
    ctx.actor.can(crate::KELOLA) || ctx.actor.can(crate::TINJAU) || ctx.actor.can(crate::TERBITKAN)
}
