//! A citizen closes the own account. Accounts of who works here are closed by an administrator.
use maud::html;
use page::{Button, ButtonKind, Control, Form, FormError, Text, TextKind, Width};

use super::{framed, me, status, subject, wrong_password};
use crate::auth::account::Account;
use crate::auth::citizen;
use crate::{Ctx, Error, Response, Result, Write};

async fn mine(ctx: &Ctx) -> Result<Account> {
    let account = me(ctx).await?;
    if account.citizen { Ok(account) } else { Err(Error::NotFound) }
}

/// GET /akun/penutupan
pub async fn form(ctx: Ctx) -> Result<Response> {
    mine(&ctx).await?;
    page_of(&ctx, &[])
}

fn page_of(ctx: &Ctx, errors: &[FormError]) -> Result<Response> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let control = Control {
        name: "sandi",
        label: "Kata sandi Anda",
        error: page::error_of(errors, "sandi"),
        ..Control::default()
    };
    let text =
        Text { kind: TextKind::Password, width: Width::TwoThirds, autocomplete: "current-password", ..Text::default() };
    let body = html! {
        (page::heading("", "Tutup akun", html! {}))
        (page::warning("Akun yang ditutup tidak dapat dibuka kembali."))
        ul.govuk-list.govuk-list--bullet {
            li { "Nama dan alamat surel akun dihapus." }
            li { "Permohonan dan pengaduan yang sudah Anda kirim tetap diproses. Ikuti dengan nomor dan kata rahasianya." }
            li { "Alamat surel Anda dapat didaftarkan lagi." }
        }
        (page::form(&Form { action: "/akun/penutupan", csrf: &csrf, key: &key, ..Form::default() }, html! {
            (page::text_input(&control, "", &text))
            (page::button(&Button { label: "Tutup akun saya", kind: ButtonKind::Warning, ..Button::default() }))
        }))
    };
    framed(ctx, status(errors), "Tutup akun", errors, body)
}

/// POST /akun/penutupan
pub async fn submit(ctx: Ctx) -> Result<Response> {
    Write::not_repeated(&ctx).await?;
    let account = mine(&ctx).await?;
    if let Some(wrong) = wrong_password(&ctx, &account, "sandi").await? {
        return page_of(&ctx, &[wrong]);
    }
    let mut write = ctx.write("akun.ditutup_sendiri").await?;
    citizen::close(&mut write, account.id, ctx.now).await?;
    write.commit(&subject(account.id, "/")).await?;
    ctx.redirect_with("/", "Akun Anda sudah ditutup.")
}
