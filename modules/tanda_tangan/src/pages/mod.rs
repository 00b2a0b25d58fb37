//! Pages and what they share.
pub mod antrean;
pub mod kelompok;
pub mod meja;
pub mod otoritas;
pub mod pengaturan;
pub mod permintaan;
pub mod saya;
pub mod token;
pub mod verifikasi;

use http::StatusCode;
use kernel::page::{self, Link, NavItem, Tone};
use kernel::web::Options;
use kernel::{Ctx, Error, FieldError, Response, Result, indonesia};
use maud::{Markup, html};
use time::OffsetDateTime;

use crate::periksa::Hasil;
use crate::rules::alur::Keadaan;
use crate::{ATUR, TANDA_TANGANI};

/// The views of the module, the one that is open marked.
pub fn tab(ctx: &Ctx) -> Markup {
    let mut semua = vec![];
    if ctx.actor.can(TANDA_TANGANI) {
        semua.push(("Menunggu saya", "/tanda_tangan"));
        semua.push(("Riwayat", "/tanda_tangan/riwayat"));
        semua.push(("Sertifikat saya", "/tanda_tangan/saya"));
    }
    if ctx.actor.can(ATUR) {
        semua.push(("Antrean", "/tanda_tangan/antrean"));
        semua.push(("Otoritas sertifikat", "/tanda_tangan/otoritas"));
        semua.push(("Token", "/tanda_tangan/token"));
        semua.push(("Pengaturan", "/tanda_tangan/pengaturan"));
    }
    let butir: Vec<NavItem<'_>> =
        semua.into_iter().map(|(label, href)| NavItem::new(label, href, href == ctx.uri_path())).collect();
    page::tabs("Bagian tanda tangan", &butir)
}

/// A page of the module below its first.
pub fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    bingkai_segar(ctx, status, judul, salah, None, isi)
}

/// The same, that loads itself again after so many seconds.
pub fn bingkai_segar(
    ctx: &Ctx,
    status: StatusCode,
    judul: &str,
    salah: bool,
    refresh: Option<u32>,
    isi: Markup,
) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if ctx.uri_path() != "/tanda_tangan" && ctx.actor.can(TANDA_TANGANI) {
        breadcrumbs.push(Link::new("Tanda tangan", "/tanda_tangan"));
    }
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh }, isi)
}

/// Errors of a form for the components.
pub fn salah(fields: &[FieldError]) -> Vec<page::FormError> {
    fields.iter().map(|satu| page::FormError::new(satu.field.as_ref(), satu.message.as_ref())).collect()
}

/// The errors of a form that was refused; any other error goes on.
pub fn isian(error: Error) -> Result<Vec<FieldError>> {
    match error {
        Error::Invalid(salah) => Ok(salah),
        lain @ (Error::Unauthenticated
        | Error::NotFound
        | Error::Forbidden
        | Error::Stale
        | Error::Conflict
        | Error::Refused(_)
        | Error::BadRequest(_)
        | Error::TooLarge(_)
        | Error::TooMany(_)
        | Error::Done(_)
        | Error::Unavailable(_)
        | Error::Internal(_)) => Err(lain),
    }
}

/// What a state means.
pub fn nada(keadaan: Keadaan) -> Tone {
    match keadaan {
        Keadaan::Menunggu | Keadaan::Antre | Keadaan::Sedang => Tone::Attention,
        Keadaan::Selesai => Tone::Good,
        Keadaan::PerluDiperiksa | Keadaan::Ditolak | Keadaan::Gagal => Tone::Bad,
        Keadaan::Ditarik => Tone::Neutral,
    }
}

/// A state as a tag.
pub fn tanda(keadaan: Keadaan) -> Markup {
    page::tag(keadaan.teks(), nada(keadaan))
}

/// An instant in the zone of the regency.
pub fn waktu(ctx: &Ctx, pada: OffsetDateTime) -> String {
    indonesia::tanggal::waktu_panjang(pada, ctx.app.profile.zone())
}

/// Since when the signing service does not answer, when it does not.
pub fn gangguan(ctx: &Ctx, sejak: Option<OffsetDateTime>) -> Markup {
    html! {
        @if let Some(sejak) = sejak {
            (page::warning(&format!(
                "Layanan tanda tangan tidak menjawab sejak {}. Naskah tetap dalam antrean dan dapat dilanjutkan setelah layanan menjawab lagi.",
                waktu(ctx, sejak)
            )))
        }
    }
}

/// The field of a passphrase.
pub fn isian_sandi(nama: &str, label: &str, hint: &str, galat: &[page::FormError], baru: bool) -> Markup {
    let control =
        page::Control { name: nama, label, hint, error: page::error_of(galat, nama), ..page::Control::default() };
    kotak_sandi(&control, baru)
}

/// The same, of a control that was made before.
pub fn kotak_sandi(control: &page::Control<'_>, baru: bool) -> Markup {
    // A browser must not offer the password of the account here, nor keep this one.
    let text = page::Text {
        kind: page::TextKind::Password,
        width: page::Width::TwoThirds,
        autocomplete: if baru { "new-password" } else { "off" },
        ..page::Text::default()
    };
    page::text_input(control, "", &text)
}

/// What a checked PDF says.
pub fn hasil_periksa(hasil: &Hasil) -> Markup {
    html! {
        div {
            p { (page::tag(match hasil.nada {
                Tone::Good => "Sah",
                Tone::Bad => "Bermasalah",
                Tone::Attention | Tone::Working | Tone::Special => "Perlu diperhatikan",
                Tone::Neutral => "Tanpa tanda tangan",
            }, hasil.nada)) " " strong { (hasil.simpulan) } }
            @for satu in &hasil.tanda {
                (page::card(&satu.judul, &[], html! {
                    p { (page::tag(satu.simpulan, satu.nada)) }
                    (page::summary_list(&satu.fakta.iter().map(|(apa, teks)| page::Fact::new(*apa, html! { (teks) })).collect::<Vec<_>>()))
                }))
            }
        }
    }
}
