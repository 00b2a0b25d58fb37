//! Where mail goes and how often.
use maud::html;
use page::{Choice, ChoiceLayout, Control, Form, FormError, Text, TextKind, Width};

use super::{framed, me, status, subject};
use crate::auth::account::{self, Account, DIGESTS};
use crate::{Ctx, Error, Response, Result};

/// The form.
pub async fn form(ctx: Ctx) -> Result<Response> {
    let account = me(&ctx).await?;
    page_of(&ctx, &account, &account.email.clone().unwrap_or_default(), &account.digest, &[])
}

fn page_of(ctx: &Ctx, account: &Account, email: &str, digest: &str, errors: &[FormError]) -> Result<Response> {
    let csrf = ctx.csrf()?;
    let version = account.version.to_string();
    let control = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: page::error_of(errors, name),
        ..Control::default()
    };
    let choices: Vec<Choice<'_>> = DIGESTS
        .iter()
        .map(|&(value, label)| {
            let hint = if value == "harian" { "Dikirim pukul 06.30, hanya bila ada yang belum Anda baca." } else { "" };
            Choice::new(value, label).with_hint(hint)
        })
        .collect();
    let email_control =
        Control { optional: true, ..control("surel", "Alamat surel", "Hanya dipakai untuk pemberitahuan.") };
    let body = html! {
        (page::heading("", "Surel dan pemberitahuan", html! {}))
        p.govuk-body { "Semua pemberitahuan selalu ada di halaman " a.govuk-link href="/pemberitahuan" { "Pemberitahuan" } ". Di sini Anda memilih apakah juga dikirim lewat surel." }
        @if ctx.app.config.mail.is_none() {
            (page::inset(html! { "Server surel belum disiapkan, jadi belum ada surel yang dikirim. Pilihan Anda berlaku begitu server siap." }))
        }
        (page::form(&Form { action: "/akun/pemberitahuan", csrf: &csrf, version: &version, ..Form::default() }, html! {
            (page::text_input(&email_control, email, &Text { kind: TextKind::Email, width: Width::TwoThirds, autocomplete: "email", ..Text::default() }))
            (page::radios(&control("cara", "Kirim lewat surel", ""), digest, &choices, ChoiceLayout::Stacked))
            (page::submit("Simpan"))
        }))
    };
    framed(ctx, status(errors), "Surel dan pemberitahuan", errors, body)
}

/// Keeps the choice.
pub async fn submit(ctx: Ctx) -> Result<Response> {
    let account = me(&ctx).await?;
    let (email, digest) = (ctx.form().get("surel"), ctx.form().get("cara"));
    let mut errors = vec![];
    if !email.is_empty() && !account::email_is_valid(email) {
        errors.push(FormError::new("surel", "Alamat surel belum benar. Contoh: nama@contohkab.go.id"));
    }
    if !DIGESTS.iter().any(|(value, _)| *value == digest) {
        errors.push(FormError::new("cara", "Pilih salah satu cara"));
    }
    if email.is_empty() && digest != "tidak" && errors.is_empty() {
        errors.push(FormError::new("surel", "Isi alamat surel, atau pilih \"Tidak lewat surel\""));
    }
    if !errors.is_empty() {
        return page_of(&ctx, &account, email, digest, &errors);
    }
    let version = ctx.form().get("_versi").parse().ok();
    let mut write = ctx.write("akun.pemberitahuan_diatur").await?;
    let email = Some(email.to_owned()).filter(|email| !email.is_empty());
    let values = vec![("email", email.into()), ("digest", digest.into())];
    match write.update(&account::table(), account.id, version, values).await {
        Ok(_) => {}
        Err(Error::Conflict) => {
            drop(write);
            let text = "Akun ini baru saja diubah di tempat lain. Periksa isian di bawah, lalu simpan lagi";
            return page_of(&ctx, &account, ctx.form().get("surel"), digest, &[FormError::new("", text)]);
        }
        Err(error) => return Err(error),
    }
    write.commit(&subject(account.id, "/akun/pemberitahuan")).await?;
    ctx.redirect_with("/akun/pemberitahuan", "Pengaturan pemberitahuan disimpan.")
}
