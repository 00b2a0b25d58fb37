//! The form of the settings.
use kernel::page::{self, Control, Form, FormError, Text, error_of};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use crate::model::Setelan;

/// The form; `isi` tells what stands in a field.
pub fn setelan(ctx: &Ctx, version: &str, isi: impl Fn(&str) -> String, errors: &[FormError]) -> Result<Markup> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let form = Form { action: "/portal/setelan", csrf: &csrf, key: &key, version, ..Form::default() };
    Ok(html! {
        (page::error_summary(errors))
        (page::heading("Portal", "Setelan portal", html! {}))
        (super::tab(ctx, "/portal/setelan"))
        p { "Yang diisi di sini tampil di beranda pengunjung. Kosongkan yang tidak perlu tampil." }
        (page::column(page::form(&form, html! {
            @for (name, label, hint) in Setelan::FIELDS {
                (page::text_input(&Control { name, label, hint, error: error_of(errors, name), optional: true, ..Control::default() }, &isi(name), &Text::default()))
            }
            (page::submit("Simpan"))
        })))
    })
}
