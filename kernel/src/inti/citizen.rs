//! Citizens register: name, address, password, then a link by mail. Whether an address is known is never told.
use http::StatusCode;
use maud::{Markup, html};
use page::{Control, Form, FormError, Text, TextKind};
use time::Duration;
use uuid::Uuid;

use super::own::typed;
use crate::auth::citizen::{self, Link, LinkKind, NewLink};
use crate::auth::throttle::{self, Source};
use crate::auth::{account, password};
use crate::notify;
use crate::web::Options;
use crate::web::abuse::Limit;
use crate::{Ctx, Error, Response, Result, Subject};

/// Registrations from one network.
const LIMIT: Limit = Limit { name: "akun.daftar", burst: 10, every: Duration::minutes(6) };
/// Longest name, in characters.
const NAME: usize = 150;
const SENT: &str = "/daftar/terkirim";
pub(super) const GONE: &str = "Tautan ini sudah dipakai, sudah lewat masanya, atau tidak lengkap.";

fn framed(ctx: &Ctx, status: StatusCode, title: &str, errors: bool, body: Markup) -> Result<Response> {
    let breadcrumbs = vec![page::Link::new("Beranda", "/")];
    ctx.framed(status, Options { title, breadcrumbs, has_errors: errors, ..Options::default() }, page::card_page(body))
}

/// A page that says one thing.
pub(super) fn says(ctx: &Ctx, status: StatusCode, title: &str, body: Markup) -> Result<Response> {
    framed(ctx, status, title, false, html! { h1.govuk-heading-l { (title) } (body) })
}

/// A field for a password.
pub(super) fn secret(
    errors: &[FormError],
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    autocomplete: &'static str,
) -> Markup {
    let control = Control { name, label, hint, error: page::error_of(errors, name), ..Control::default() };
    page::text_input(&control, "", &Text { kind: TextKind::Password, autocomplete, ..Text::default() })
}

/// A field for the address.
pub(super) fn address(errors: &[FormError], value: &str, hint: &'static str) -> Markup {
    let control = Control {
        name: "surel",
        label: "Alamat surel",
        hint,
        error: page::error_of(errors, "surel"),
        ..Control::default()
    };
    page::text_input(&control, value, &Text { kind: TextKind::Email, autocomplete: "email", ..Text::default() })
}

/// What is wrong with a new password typed twice.
pub(super) fn new_password(ctx: &Ctx, login: &str, name: &str) -> Option<FormError> {
    let fresh = typed(ctx, "sandi_baru");
    if let Some(problem) = password::problem(fresh, login, name) {
        return Some(FormError::new("sandi_baru", problem.message));
    }
    (fresh != typed(ctx, "sandi_ulang"))
        .then(|| FormError::new("sandi_ulang", "Kedua isian kata sandi tidak sama. Ketik sekali lagi"))
}

pub(super) const PASSWORD_HINT: &str =
    "Paling sedikit 12 huruf. Beberapa kata yang Anda ingat lebih baik daripada satu kata yang rumit.";

/// A flood, in words, beside what was typed.
pub(super) fn flood(wait: u64) -> FormError {
    FormError::new("", format!("Terlalu banyak permintaan dari jaringan ini. Tunggu {wait} detik, lalu kirim lagi"))
}

fn closed(ctx: &Ctx) -> Result<Response> {
    says(
        ctx,
        StatusCode::NOT_FOUND,
        "Pendaftaran akun tidak dibuka",
        html! { p { "Layanan di situs ini dapat dipakai tanpa akun." } p { a.govuk-link href="/" { "Ke beranda" } } },
    )
}

/// GET /daftar
pub async fn form(ctx: Ctx) -> Result<Response> {
    if ctx.actor.account().is_some() {
        return ctx.redirect("/");
    }
    if !citizen::is_open(&ctx.app)? {
        return closed(&ctx);
    }
    page_of(&ctx, StatusCode::OK, &[])
}

fn page_of(ctx: &Ctx, status: StatusCode, errors: &[FormError]) -> Result<Response> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let name =
        Control { name: "nama", label: "Nama lengkap", error: page::error_of(errors, "nama"), ..Control::default() };
    let text = Text { autocomplete: "name", max_length: u32::try_from(NAME).ok(), ..Text::default() };
    let body = html! {
        (page::error_summary(errors))
        h1.govuk-heading-l { "Daftar akun" }
        p { "Dengan akun, semua urusan Anda terlihat di satu tempat. Tanpa akun pun setiap layanan dapat dipakai." }
        (page::form(&Form { action: "/daftar", csrf: &csrf, key: &key, ..Form::default() }, html! {
            (page::text_input(&name, ctx.form().get("nama"), &text))
            (address(errors, ctx.form().get("surel"), "Kami mengirim tautan ke alamat ini. Alamat ini menjadi nama pengguna Anda."))
            (secret(errors, "sandi_baru", "Kata sandi", PASSWORD_HINT, "new-password"))
            (secret(errors, "sandi_ulang", "Ulangi kata sandi", "", "new-password"))
            (ctx.challenge()?)
            (page::submit("Daftar"))
        }))
        p { "Sudah punya akun? " a.govuk-link href="/masuk" { "Masuk" } }
    };
    framed(ctx, status, "Daftar akun", !errors.is_empty(), body)
}

/// POST /daftar: the same answer whether or not the address is known.
pub async fn submit(ctx: Ctx) -> Result<Response> {
    if !citizen::is_open(&ctx.app)? {
        return closed(&ctx);
    }
    ctx.not_repeated().await?;
    let (name, email) = (ctx.form().get("nama").to_owned(), citizen::normal(ctx.form().get("surel")));
    let mut errors = vec![];
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        errors.push(FormError::new("nama", "Isi nama, paling banyak 150 huruf"));
    }
    if !account::email_is_valid(&email) {
        errors.push(FormError::new("surel", "Alamat surel belum benar. Contoh: nama@contoh.id"));
    }
    errors.extend(new_password(&ctx, &email, &name));
    if let Err(wrong) = ctx.challenge_met() {
        errors.push(FormError::new(wrong.field, wrong.message));
    }
    if !errors.is_empty() {
        return page_of(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &errors);
    }
    if let Err(Error::TooMany(wait)) = ctx.limited(&LIMIT) {
        return page_of(&ctx, StatusCode::TOO_MANY_REQUESTS, &[flood(wait)]);
    }
    // The same work for a known address as for an unknown one.
    let hash = password::hash(typed(&ctx, "sandi_baru").to_owned()).await?;
    let known = citizen::by_email(&ctx.app, &email).await?.is_some();
    let mut write = ctx.write("akun.daftar").await?;
    let link = NewLink { kind: LinkKind::Register, email: email.clone(), account: None, name, password: hash };
    if let Some(token) = citizen::ask(&mut write, link).await? {
        let site = ctx.app.config.url.trim_end_matches('/');
        let (title, text) = if known {
            (
                "Anda sudah mempunyai akun",
                format!(
                    "Seseorang, mungkin Anda, mendaftar dengan alamat ini. Anda sudah mempunyai akun: tidak ada yang berubah.\n\nMasuk: {site}/masuk\nLupa kata sandi: {site}/lupa-sandi"
                ),
            )
        } else {
            (
                "Selesaikan pendaftaran akun Anda",
                format!(
                    "Buka tautan ini dalam 24 jam, lalu ketik kata sandi yang Anda pilih saat mendaftar:\n\n{site}/daftar/tautan/{token}\n\nAnda tidak mendaftar? Abaikan surel ini: tanpa tautan dan kata sandinya tidak ada akun yang dibuat."
                ),
            )
        };
        notify::outside(&mut write, &email, title, &text).await?;
    }
    write.commit(&Subject::new("account", Uuid::nil(), SENT)).await?;
    ctx.redirect(SENT)
}

/// GET /daftar/terkirim
pub async fn sent(ctx: Ctx) -> Result<Response> {
    says(
        &ctx,
        StatusCode::OK,
        "Periksa surel Anda",
        html! {
            p { "Bila alamatnya benar, surel dengan tautan sedang dalam perjalanan. Tautan berlaku 24 jam." }
            p { "Belum datang setelah beberapa menit? Lihat map spam, lalu daftar sekali lagi." }
        },
    )
}

fn gone(ctx: &Ctx) -> Result<Response> {
    says(
        ctx,
        StatusCode::NOT_FOUND,
        "Tautan tidak berlaku",
        html! { p { (GONE) } p { a.govuk-link href="/daftar" { "Daftar sekali lagi" } ", atau " a.govuk-link href="/masuk" { "masuk" } "." } },
    )
}

fn confirm_page(ctx: &Ctx, status: StatusCode, link: &Link, errors: &[FormError]) -> Result<Response> {
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let body = html! {
        (page::error_summary(errors))
        h1.govuk-heading-l { "Selesaikan pendaftaran" }
        p { "Akun untuk " strong { (link.email) } ". Ketik kata sandi yang Anda pilih saat mendaftar." }
        (page::form(&Form { action: ctx.uri_path(), csrf: &csrf, key: &key, ..Form::default() }, html! {
            input type="text" name="login" value=(link.email) autocomplete="username" hidden;
            (secret(errors, "sandi", "Kata sandi", "", "current-password"))
            (page::submit("Buat akun"))
        }))
    };
    framed(ctx, status, "Selesaikan pendaftaran", !errors.is_empty(), body)
}

/// GET /daftar/tautan/{token}: opening it changes nothing, since programs that read mail open links too.
pub async fn confirm(ctx: Ctx) -> Result<Response> {
    match citizen::find(&ctx.app, LinkKind::Register, ctx.path("token")).await? {
        Some(link) => confirm_page(&ctx, StatusCode::OK, &link, &[]),
        None => gone(&ctx),
    }
}

/// POST /daftar/tautan/{token}
pub async fn finish(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let Some(link) = citizen::find(&ctx.app, LinkKind::Register, ctx.path("token")).await? else { return gone(&ctx) };
    let given = typed(&ctx, "sandi");
    if given.is_empty() {
        let wrong = [FormError::new("sandi", "Isi kata sandi yang Anda pilih saat mendaftar")];
        return confirm_page(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &link, &wrong);
    }
    let (login, source) = (format!("daftar {}", link.id), Source::Stranger(ctx.ip()));
    throttle::admit(&ctx.app, &login, &source).await?;
    if !password::matches(given.to_owned(), Some(link.password.clone())).await? {
        throttle::failed(&ctx.app, &login, &source).await?;
        let wrong =
            [FormError::new("sandi", "Kata sandi tidak cocok. Lupa? Daftar sekali lagi dengan kata sandi lain")];
        return confirm_page(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &link, &wrong);
    }
    let mut write = ctx.write("akun.warga_dibuat").await?;
    let made = match citizen::use_up(&mut write, &link).await {
        Ok(()) => citizen::create(&mut write, &link.email, &link.name, link.password.clone()).await,
        Err(other) => Err(other),
    };
    match made {
        Ok(id) => write.commit(&Subject::new("account", id, "/masuk")).await?,
        // The same link, or another one of the same address, was quicker: the account is there.
        Err(Error::Conflict) => drop(write),
        Err(other) => return Err(other),
    }
    ctx.redirect_with("/masuk", "Akun Anda sudah jadi. Masuk dengan alamat surel dan kata sandi Anda.")
}

/// What a page for visitors offers: signing in, and registering where that is open.
pub(super) fn offer(ctx: &Ctx) -> Result<Markup> {
    let open = citizen::is_open(&ctx.app)?;
    Ok(html! {
        @if open {
            p.sambutan__pegawai {
                "Punya akun? " a.govuk-link href="/masuk" { "Masuk" } ". Belum? " a.govuk-link href="/daftar" { "Daftar akun" }
            }
        }
    })
}
