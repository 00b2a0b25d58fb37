//! Changing the own password.
use maud::html;
use page::{Control, Form, FormError, Text, TextKind, Width};

use super::{framed, me, status, subject, typed, wrong_password};
use crate::auth::account::Account;
use crate::auth::{account, password, session};
use crate::notify::{Notice, notify};
use crate::{Ctx, Response, Result, Write};

/// The form.
pub async fn form(ctx: Ctx) -> Result<Response> {
    let account = me(&ctx).await?;
    page_of(&ctx, &account, &[])
}

fn page_of(ctx: &Ctx, account: &Account, errors: &[FormError]) -> Result<Response> {
    let csrf = ctx.csrf()?;
    let key = ctx.new_form_key();
    let field = |name: &'static str, label: &'static str, hint: &'static str, autocomplete: &'static str| {
        let control = Control { name, label, hint, error: page::error_of(errors, name), ..Control::default() };
        page::text_input(
            &control,
            "",
            &Text { kind: TextKind::Password, width: Width::TwoThirds, autocomplete, ..Text::default() },
        )
    };
    let hint = "Paling sedikit 12 huruf. Beberapa kata yang Anda ingat lebih baik daripada satu kata yang rumit.";
    let body = html! {
        (page::heading("", if account.must_change { "Ganti kata sandi awal" } else { "Ganti kata sandi" }, html! {}))
        @if account.must_change {
            p.govuk-body-l { "Anda masuk dengan kata sandi awal yang juga diketahui administrator. Pilih kata sandi Anda sendiri untuk melanjutkan." }
        } @else {
            p.govuk-body { "Perangkat lain yang sedang masuk dengan akun ini akan dikeluarkan." }
        }
        (page::form(&Form { action: "/akun/sandi", csrf: &csrf, key: &key, ..Form::default() }, html! {
            // Password managers look for the name that belongs to the new password.
            input type="text" name="login" value=(account.login) autocomplete="username" hidden;
            (field("sandi_lama", if account.must_change { "Kata sandi awal" } else { "Kata sandi sekarang" }, "", "current-password"))
            (field("sandi_baru", "Kata sandi baru", hint, "new-password"))
            (field("sandi_ulang", "Ulangi kata sandi baru", "", "new-password"))
            (page::submit("Simpan kata sandi baru"))
        }))
    };
    framed(ctx, status(errors), "Ganti kata sandi", errors, body)
}

/// Gives the account another password and ends its other sessions.
pub async fn submit(ctx: Ctx) -> Result<Response> {
    Write::not_repeated(&ctx).await?;
    let account = me(&ctx).await?;
    let fresh = typed(&ctx, "sandi_baru");
    let mut errors: Vec<FormError> = vec![];
    if let Some(problem) = password::problem(fresh, &account.login, &account.name) {
        errors.push(FormError::new("sandi_baru", problem.message));
    } else if fresh == typed(&ctx, "sandi_lama") {
        errors.push(FormError::new("sandi_baru", "Kata sandi baru harus berbeda dari yang sekarang"));
    } else if fresh != typed(&ctx, "sandi_ulang") {
        errors.push(FormError::new("sandi_ulang", "Kedua isian kata sandi baru tidak sama. Ketik sekali lagi"));
    }
    if let Some(wrong) = wrong_password(&ctx, &account, "sandi_lama").await? {
        errors.insert(0, wrong);
    }
    if !errors.is_empty() {
        return page_of(&ctx, &account, &errors);
    }
    let hash = password::hash(fresh.to_owned()).await?;
    let this = ctx.actor.person().and_then(|person| person.session.clone());
    let mut write = ctx.write("akun.sandi_diganti").await?;
    account::set_password(&mut write, account.id, hash, false).await?;
    session::end_others(&mut write, account.id, this.as_deref()).await?;
    if !account.must_change {
        let notice = Notice {
            title: "Kata sandi Anda diganti".into(),
            body: "Kata sandi akun Anda baru saja diganti dan perangkat lain dikeluarkan. Bukan Anda? Hubungi administrator segera.".into(),
            href: "/akun".into(),
            event: "akun.sandi_diganti".into(),
        };
        notify(&mut write, &[account.id], notice).await?;
    }
    let target = if account.must_change { "/" } else { "/akun" };
    write.commit(&subject(account.id, target)).await?;
    ctx.redirect_with(target, "Kata sandi sudah diganti. Perangkat lain yang masuk dengan akun ini dikeluarkan.")
}
