//! Pages and what they share.

pub mod alur;
pub mod atur;
pub mod daftar;
pub mod katalog;
pub mod kepatuhan;
pub mod pemicu;
pub mod pengaturan;
pub mod satu;

use crate::profil::Alamat;
use crate::rules::alur::Keadaan;
use crate::rules::status::Status;
use crate::store::Baris;
use crate::{ATUR, LIHAT, kalimat};
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Link, NavItem, Tone};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use time::Date;

/// The views of the module, the one at `di_sini` marked.
pub fn tab(ctx: &Ctx, di_sini: &str) -> Markup {
    let mut semua = vec![
        ("Daftar", "/kewajiban"),
        ("Kepatuhan", "/kewajiban/kepatuhan"),
        ("Ringkasan pimpinan", "/kewajiban/ringkasan"),
        ("Kejadian pemicu", "/kewajiban/pemicu"),
        ("Alur", "/kewajiban/alur"),
    ];
    if ctx.actor.can(ATUR) {
        semua.push(("Pengaturan", "/kewajiban/pengaturan"));
    }
    let butir: Vec<NavItem<'_>> =
        semua.into_iter().map(|(label, href)| NavItem::new(label, href, href == di_sini)).collect();
    page::tabs("Bagian kewajiban", &butir)
}

/// A page of the module below the list.
pub fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if ctx.uri_path() != "/kewajiban" && ctx.actor.can(LIHAT) {
        breadcrumbs.push(Link::new("Kewajiban", "/kewajiban"));
    }
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// What a status means.
pub fn nada(status: Status) -> Tone {
    match status {
        Status::BelumJatuhTempo | Status::TidakBerlaku => Tone::Neutral,
        Status::Mendekati | Status::JatuhTempo => Tone::Attention,
        Status::Terlambat => Tone::Bad,
        Status::Terpenuhi => Tone::Good,
    }
}

/// Status on the day, and where it stands between owner and examiner if that says more.
pub fn tanda(baris: &Baris, hari_ini: Date, hari_mendekati: u16) -> Markup {
    let status = baris.status(hari_ini, hari_mendekati);
    let tambahan = match baris.keadaan {
        Keadaan::Diperiksa => "Menunggu pemeriksaan",
        Keadaan::Dikembalikan => "Dikembalikan",
        Keadaan::Gugur => return page::tag("Gugur", Tone::Neutral),
        Keadaan::Terbuka | Keadaan::Terpenuhi | Keadaan::TidakBerlaku => "",
    };
    // One element, which narrow screens lay out as one.
    html! {
        div {
            (page::tag(status.teks(), nada(status)))
            @if !tambahan.is_empty() { br; span.pudar { (tambahan) } }
        }
    }
}

/// A due date with its distance from today while the obligation runs.
pub fn jatuh(baris: &Baris, hari_ini: Date) -> Markup {
    html! {
        div {
            time datetime=(baris.masa.jatuh) { (tanggal::panjang(baris.masa.jatuh)) }
            @if baris.keadaan.berjalan() { br; span.pudar { (tanggal::relatif(baris.masa.jatuh, hari_ini)) } }
        }
    }
}

/// Provisions, each a link to its text.
pub fn pasal(alamat: &[Alamat]) -> Markup {
    html! {
        @for (place, (satu, sebutan)) in alamat.iter().zip(kalimat::sebutan_pasal(alamat)).enumerate() {
            @if place > 0 { ", " }
            a.govuk-link href=(kalimat::tautan_pasal(satu)) { (sebutan) }
        }
    }
}

/// Errors of a form for the components.
pub fn salah(fields: &[FieldError]) -> Vec<page::FormError> {
    fields.iter().map(|satu| page::FormError::new(satu.field.as_ref(), satu.message.as_ref())).collect()
}
