//! A citizen who forgot the password gets a link by mail. Who works here asks the administrator, who knows the person.
use http::StatusCode;
use maud::html;
use page::{Form, FormError};
use time::Duration;
use uuid::Uuid;

use super::citizen::{GONE, PASSWORD_HINT, address, flood, new_password, says, secret};
use super::own::typed;
use crate::auth::citizen::{self, Link, LinkKind, NewLink};
use crate::auth::{account, password, session};
use crate::notify::{self, Notice, notify};
use crate::web::Options;
use crate::web::abuse::Limit;
use crate::{Ctx, Error, Response, Result, Subject};

/// Requests from one network.
const LIMIT: Limit = Limit { name: "akun.lupa_sandi", burst: 10, every: Duration::minutes(6) };
const SENT: &str = "/lupa-sandi/terkirim";

fn page_of(ctx: &Ctx, status: StatusCode, errors: &[FormError]) -> Result<Response> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let body = page::card_page(html! {
        (page::error_summary(errors))
        h1.govuk-heading-l { "Lupa kata sandi" }
        @if ctx.app.config.mail.is_some() {
            p { "Untuk akun warga: kami mengirim tautan ke alamat surel Anda. Pegawai menghubungi administrator Pendopo." }
            (page::form(&Form { action: "/lupa-sandi", csrf: &csrf, key: &key, ..Form::default() }, html! {
                (address(errors, ctx.form().get("surel"), ""))
                (ctx.challenge()?)
                (page::submit("Kirim tautan"))
            }))
        } @else {
            p { "Hubungi administrator Pendopo di dinas komunikasi dan informatika." }
        }
    });
    let breadcrumbs = vec![page::Link::new("Masuk", "/masuk")];
    let options =
        Options { title: "Lupa kata sandi", breadcrumbs, has_errors: !errors.is_empty(), ..Options::default() };
    ctx.framed(status, options, body)
}

/// GET /lupa-sandi
pub async fn form(ctx: Ctx) -> Result<Response> {
    page_of(&ctx, StatusCode::OK, &[])
}

/// POST /lupa-sandi: the same answer whether or not the address is known.
pub async fn submit(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let email = citizen::normal(ctx.form().get("surel"));
    let mut errors = vec![];
    if !account::email_is_valid(&email) {
        errors.push(FormError::new("surel", "Alamat surel belum benar. Contoh: nama@contoh.id"));
    }
    if let Err(wrong) = ctx.challenge_met() {
        errors.push(FormError::new(wrong.field, wrong.message));
    }
    if !errors.is_empty() {
        return page_of(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &errors);
    }
    if let Err(Error::TooMany(wait)) = ctx.limited(&LIMIT) {
        return page_of(&ctx, StatusCode::TOO_MANY_REQUESTS, &[flood(wait)]);
    }
    let found = citizen::by_email(&ctx.app, &email).await?.filter(|account| account.active);
    let mut write = ctx.write("akun.lupa_sandi").await?;
    if let Some(account) = found {
        let link = NewLink {
            kind: LinkKind::Reset,
            email: email.clone(),
            account: Some(account.id),
            name: String::new(),
            password: String::new(),
        };
        if let Some(token) = citizen::ask(&mut write, link).await? {
            let site = ctx.app.config.url.trim_end_matches('/');
            let text = format!(
                "Buka tautan ini dalam dua jam untuk memilih kata sandi baru:\n\n{site}/lupa-sandi/tautan/{token}\n\nAnda tidak memintanya? Abaikan surel ini: kata sandi Anda tetap."
            );
            notify::outside(&mut write, &email, "Pilih kata sandi baru", &text).await?;
        }
    }
    write.commit(&Subject::new("account", Uuid::nil(), SENT)).await?;
    ctx.redirect(SENT)
}

/// GET /lupa-sandi/terkirim
pub async fn sent(ctx: Ctx) -> Result<Response> {
    says(
        &ctx,
        StatusCode::OK,
        "Periksa surel Anda",
        html! { p { "Bila ada akun dengan alamat itu, surel dengan tautan sedang dalam perjalanan. Tautan berlaku dua jam." } },
    )
}

fn gone(ctx: &Ctx) -> Result<Response> {
    says(
        ctx,
        StatusCode::NOT_FOUND,
        "Tautan tidak berlaku",
        html! { p { (GONE) } p { a.govuk-link href="/lupa-sandi" { "Minta tautan baru" } } },
    )
}

fn reset_page(ctx: &Ctx, status: StatusCode, link: &Link, errors: &[FormError]) -> Result<Response> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let body = page::card_page(html! {
        (page::error_summary(errors))
        h1.govuk-heading-l { "Kata sandi baru" }
        (page::form(&Form { action: ctx.uri_path(), csrf: &csrf, key: &key, ..Form::default() }, html! {
            input type="text" name="login" value=(link.email) autocomplete="username" hidden;
            (secret(errors, "sandi_baru", "Kata sandi baru", PASSWORD_HINT, "new-password"))
            (secret(errors, "sandi_ulang", "Ulangi kata sandi baru", "", "new-password"))
            (page::submit("Simpan kata sandi baru"))
        }))
    });
    let options = Options { title: "Kata sandi baru", has_errors: !errors.is_empty(), ..Options::default() };
    ctx.framed(status, options, body)
}

/// GET /lupa-sandi/tautan/{token}
pub async fn reset_form(ctx: Ctx) -> Result<Response> {
    match citizen::find(&ctx.app, LinkKind::Reset, ctx.path("token")).await? {
        Some(link) => reset_page(&ctx, StatusCode::OK, &link, &[]),
        None => gone(&ctx),
    }
}

/// POST /lupa-sandi/tautan/{token}: gives the account the password and ends its sessions.
pub async fn reset(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let Some(link) = citizen::find(&ctx.app, LinkKind::Reset, ctx.path("token")).await? else { return gone(&ctx) };
    let Some(id) = link.account else { return gone(&ctx) };
    let account = account::find(&ctx.app, id).await?;
    if !account.citizen || !account.active {
        return gone(&ctx);
    }
    if let Some(wrong) = new_password(&ctx, &account.login, &account.name) {
        return reset_page(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &link, &[wrong]);
    }
    let hash = password::hash(typed(&ctx, "sandi_baru").to_owned()).await?;
    let mut write = ctx.write("akun.sandi_diganti").await?;
    match citizen::use_up(&mut write, &link).await {
        Ok(()) => {}
        Err(Error::Conflict) => return gone(&ctx),
        Err(other) => return Err(other),
    }
    account::set_password(&mut write, id, hash, false).await?;
    session::end_others(&mut write, id, None).await?;
    let notice = Notice {
        title: "Kata sandi Anda diganti".into(),
        body: "Kata sandi akun Anda diganti lewat tautan surel, dan semua perangkat dikeluarkan.".into(),
        href: "/akun".into(),
        event: "akun.sandi_diganti".into(),
    };
    notify(&mut write, &[id], notice).await?;
    write.commit(&Subject::new("account", id, "/masuk")).await?;
    ctx.redirect_with("/masuk", "Kata sandi sudah diganti. Silakan masuk.")
}
