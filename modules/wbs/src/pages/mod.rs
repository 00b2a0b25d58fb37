//! Pages and what they share.
pub mod kamar;
pub mod kunci;
pub mod meja;
pub mod orang;
pub mod pejabat;
pub mod pelapor;
pub mod satu;
pub mod statistik;

use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Link, NavItem, Tone};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use time::Date;

use crate::rules::ALUR;

/// Errors of a form for the components.
pub fn salah(fields: &[FieldError]) -> Vec<page::FormError> {
    fields.iter().map(|satu| page::FormError::new(satu.field.as_ref(), satu.message.as_ref())).collect()
}

/// A page of the handlers below their list.
pub fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if ctx.uri_path() != "/meja-wbs" && ctx.actor.can(crate::TANGANI) {
        breadcrumbs.push(Link::new("Meja WBS", "/meja-wbs"));
    }
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// The views of the handlers, the one at `di_sini` marked.
pub fn tab(di_sini: &str) -> Markup {
    let semua = [
        ("Laporan", "/meja-wbs"),
        ("Statistik", "/meja-wbs/statistik"),
        ("Orang dan kunci", "/meja-wbs/orang"),
        ("Kunci saya", "/kunci-wbs"),
    ];
    let items: Vec<NavItem<'_>> =
        semua.into_iter().map(|(label, href)| NavItem::new(label, href, href == di_sini)).collect();
    page::tabs("Bagian WBS", &items)
}

/// The state of a report as a tag.
pub fn tanda(status: &str) -> Markup {
    let tone = match status {
        "baru" => Tone::Attention,
        "ditelaah" | "diperiksa" => Tone::Working,
        "terbukti" | "tidak_terbukti" | "diteruskan" => Tone::Good,
        _ => Tone::Neutral,
    };
    page::tag(ALUR.label(status), tone)
}

/// A day in words.
pub fn hari(hari: Date) -> Markup {
    html! { time datetime=(hari) { (tanggal::panjang(hari)) } }
}

/// Text of several lines, as it was typed.
pub fn alinea(teks: &str) -> Markup {
    html! { @for satu in teks.split("\n").map(str::trim).filter(|satu| !satu.is_empty()) { p.govuk-body { (satu) } } }
}
