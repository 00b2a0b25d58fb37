//! What the pages of the builder show.
pub mod coba;
pub mod isian;
pub mod langkah;
pub mod rancang;
pub mod syarat;
pub mod terbit;
pub mod versi;

use kernel::page::{self, Control, Form, FormError};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::isi::{Isian, nilai};
use super::web::Kerja;

/// How a page of a form stands.
pub struct Keadaan<'a> {
    /// What is wrong.
    pub galat: &'a [FormError],
    /// Somebody else changed the draft meanwhile.
    pub bentrok: bool,
}

/// What stands above a form.
fn atas(keadaan: &Keadaan<'_>) -> Markup {
    html! {
        @if keadaan.bentrok {
            (page::warning("Draf ini baru saja diubah orang lain. Yang Anda ketik masih ada di bawah; periksa, lalu simpan lagi."))
        }
        (page::error_summary(keadaan.galat))
    }
}

/// A form that changes the draft if it is still the one that is shown.
fn formulir(ctx: &Ctx, kerja: &Kerja, action: &str, isi: Markup) -> Result<Markup> {
    Ok(page::form(
        &Form {
            action,
            csrf: &ctx.csrf()?,
            key: &ctx.new_form_key(),
            version: &kerja.versi.kunci.to_string(),
            ..Form::default()
        },
        isi,
    ))
}

/// The controls of a page by name: what is typed and what is wrong with it.
struct Kendali<'a> {
    isian: &'a Isian,
    galat: &'a [FormError],
}

impl<'a> Kendali<'a> {
    fn nilai(&self, nama: &str) -> &'a str {
        nilai(self.isian, nama)
    }
    fn control(&self, nama: &'a str, label: &'a str, hint: &'a str, optional: bool) -> Control<'a> {
        Control { name: nama, label, hint, error: page::error_of(self.galat, nama), optional, ..Control::default() }
    }
    fn teks(&self, nama: &'a str, label: &'a str, hint: &'a str, optional: bool) -> Markup {
        page::text_input(&self.control(nama, label, hint, optional), self.nilai(nama), &page::Text::default())
    }
    fn bilangan(&self, nama: &'a str, label: &'a str, hint: &'a str, satuan: &str) -> Markup {
        page::number(&self.control(nama, label, hint, false), self.nilai(nama), false, satuan)
    }
}

/// Saves, or leads back without saving.
fn simpan_atau_batal(batal: &str) -> Markup {
    page::buttons(html! {
        (page::submit("Simpan"))
        a.govuk-link href=(page::safe_href(batal)) { "Batal" }
    })
}
