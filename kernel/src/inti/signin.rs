//! Signing in and out, with a second factor where the account has one.
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use page::{Control, Form as PageForm, FormError, Link, Text, TextKind, Width};
use uuid::Uuid;

use crate::auth::account::Account;
use crate::auth::throttle::Source;
use crate::auth::{account, citizen, password, session, throttle, totp};
use crate::web::guard;
use crate::{Ctx, Error, Response, Result, Subject, Write};
use db::args;

/// Cookie that marks a browser from which this account signed in before.
const DEVICE_COOKIE: &str = "pendopo_perangkat";
/// How somebody signed in who gave a recovery code.
const RECOVERY: &str = "kode_pemulihan";
const WRONG: &str = "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi";

/// The address to go on to: only our own pages.
fn onward(text: &str) -> &str {
    if text.starts_with('/') && !text.starts_with("//") && !text.contains('\\') { text } else { "/" }
}

/// The page that asks for name and password.
pub async fn form(ctx: Ctx) -> Result<Response> {
    if ctx.actor.account().is_some() {
        return ctx.redirect(onward(ctx.query("kembali")));
    }
    sign_in_page(&ctx, StatusCode::OK, "", ctx.query("kembali"), &[])
}

fn sign_in_page(ctx: &Ctx, status: StatusCode, login: &str, back: &str, errors: &[FormError]) -> Result<Response> {
    let csrf = ctx.csrf()?;
    let control = |name: &'static str, label: &'static str| Control {
        name,
        label,
        error: page::error_of(errors, name),
        ..Control::default()
    };
    let body = page::card_page(html! {
        (page::error_summary(errors))
        h1.govuk-heading-l { "Masuk" }
        (page::form(&PageForm { action: "/masuk", csrf: &csrf, ..PageForm::default() }, html! {
            (page::hidden("kembali", back))
            (page::text_input(&control("login", "Nama pengguna atau surel"), login, &Text { autocomplete: "username", ..Text::default() }))
            (page::text_input(&control("sandi", "Kata sandi"), "", &Text { kind: TextKind::Password, autocomplete: "current-password", ..Text::default() }))
            (page::submit("Masuk"))
        }))
        @if crate::auth::citizen::is_open(&ctx.app)? { p { "Belum punya akun? " a.govuk-link href="/daftar" { "Daftar akun" } } }
        (page::details("Lupa kata sandi?", html! {
            @if ctx.app.config.mail.is_some() { p { "Warga: " a.govuk-link href="/lupa-sandi" { "minta tautan lewat surel" } "." } }
            p { "Pegawai: hubungi administrator Pendopo di dinas komunikasi dan informatika. Setelah memastikan diri Anda, ia memberi kata sandi sementara yang Anda ganti saat masuk." }
        }))
    });
    ctx.framed(
        status,
        crate::web::Options { title: "Masuk", has_errors: !errors.is_empty(), ..Default::default() },
        body,
    )
}

/// The account of a login: an address is that of a citizen.
async fn known(ctx: &Ctx, login: &str) -> Result<Option<Account>> {
    if login.contains('@') {
        citizen::by_email(&ctx.app, login).await
    } else {
        account::by_login(&ctx.app, login).await
    }
}

fn source(ctx: &Ctx, login: &str) -> Result<Source> {
    let cookie = guard::cookie(&ctx.parts.headers, DEVICE_COOKIE).and_then(|value| value.split_once('.'));
    if let Some((device, mac)) = cookie
        && let Some(mac) = crate::keys::unhex(mac)
        && ctx.app.keys.mac_matches("perangkat", format!("{login} {device}").as_bytes(), &mac)?
    {
        return Ok(Source::Device(device.to_owned()));
    }
    Ok(Source::Stranger(ctx.ip()))
}

/// Checks name and password.
pub async fn submit(ctx: Ctx) -> Result<Response> {
    let login = ctx.form().get("login").to_lowercase();
    let back = onward(ctx.form().get("kembali")).to_owned();
    // A password keeps its spaces.
    let typed =
        ctx.form().pairs().iter().find(|(name, _)| name == "sandi").map(|(_, value)| value.clone()).unwrap_or_default();
    let mut errors = vec![];
    if login.is_empty() {
        errors.push(FormError::new("login", "Isi nama pengguna atau surel"));
    }
    if typed.is_empty() {
        errors.push(FormError::new("sandi", "Isi kata sandi"));
    }
    if !errors.is_empty() {
        return sign_in_page(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &login, &back, &errors);
    }
    let login: String = login.chars().take(254).collect();
    let source = source(&ctx, &login)?;
    throttle::admit(&ctx.app, &login, &source).await?;
    let found = known(&ctx, &login).await?.filter(|account| account.active);
    let good = password::matches(typed, found.as_ref().map(|account| account.password.clone())).await?;
    let Some(account) = found.filter(|_| good) else {
        return refused(&ctx, &login, &source, async |ctx| {
            sign_in_page(ctx, StatusCode::UNPROCESSABLE_ENTITY, &login, &back, &[FormError::new("sandi", WRONG)])
        })
        .await;
    };
    if account.totp_on {
        let secret =
            session::start(&ctx.app, account.id, &ctx.ip().to_string(), ctx.header(header::USER_AGENT), false).await?;
        let target = format!(
            "/masuk/kode?kembali={}",
            percent_encoding::utf8_percent_encode(&back, percent_encoding::NON_ALPHANUMERIC)
        );
        let mut response = ctx.redirect(&target)?;
        set_session(&ctx, &mut response, &secret, Some(600))?;
        return Ok(response);
    }
    throttle::succeeded(&ctx.app, &login, &source).await?;
    enter(&ctx, &account, &back, "sandi").await
}

/// Writes a failed try to the log and the counters, then answers.
async fn refused(
    ctx: &Ctx,
    login: &str,
    source: &Source,
    answer: impl AsyncFnOnce(&Ctx) -> Result<Response>,
) -> Result<Response> {
    throttle::failed(&ctx.app, login, source).await?;
    let known = known(ctx, login).await?.map_or(Uuid::nil(), |account| account.id);
    let mut write = Write::system(&ctx.app, "akun.masuk_gagal").await?;
    write.event("akun.masuk_gagal", serde_json::json!({}));
    write.commit(&Subject::new("account", known, "/masuk")).await?;
    answer(ctx).await
}

/// Starts the session proper.
async fn enter(ctx: &Ctx, account: &Account, back: &str, how: &'static str) -> Result<Response> {
    let mut write = Write::account(&ctx.app, "akun.masuk", account.id).await?;
    write.tx().exec("update account set last_signin = $2 where id = $1", args![account.id, ctx.now]).await?;
    write.event("akun.masuk", serde_json::json!({ "cara": how }));
    write.commit(&Subject::new("account", account.id, "/akun")).await?;
    let secret =
        session::start(&ctx.app, account.id, &ctx.ip().to_string(), ctx.header(header::USER_AGENT), true).await?;
    let mut response = if account.must_change {
        ctx.redirect("/akun/sandi")?
    } else if how == RECOVERY {
        let left: i64 = ctx
            .app
            .db
            .one("select count(*) as n from recovery_code where account = $1 and used is null", args![account.id])
            .await?
            .get("n")?;
        ctx.redirect_with(onward(back), &format!("Anda masuk dengan kode pemulihan. Masih ada {left} kode. Telepon hilang? Atur ulang kode kedua di halaman Akun."))?
    } else {
        ctx.redirect(onward(back))?
    };
    set_session(ctx, &mut response, &secret, Some(session::LONGEST.whole_seconds()))?;
    let device = crate::keys::hex(&ctx.app.keys.random::<16>()?);
    let mac = crate::keys::hex(&ctx.app.keys.mac("perangkat", format!("{} {device}", account.login).as_bytes())?);
    add_cookie(ctx, &mut response, &format!("{DEVICE_COOKIE}={device}.{mac}; Path=/masuk"), Some(365 * 24 * 3600))?;
    Ok(response)
}

fn set_session(ctx: &Ctx, response: &mut Response, secret: &str, seconds: Option<i64>) -> Result<()> {
    add_cookie(ctx, response, &format!("{}={secret}; Path=/", guard::session_cookie(&ctx.app)), seconds)
}

fn add_cookie(ctx: &Ctx, response: &mut Response, head: &str, seconds: Option<i64>) -> Result<()> {
    let secure = if ctx.app.config.is_https() { "; Secure" } else { "" };
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let line = format!("{head}; HttpOnly; SameSite=Lax{age}{secure}");
    response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&line).map_err(Error::internal)?);
    Ok(())
}

/// The account that has given its password and waits for its code.
async fn waiting(ctx: &Ctx) -> Result<Option<Account>> {
    let Some(secret) = guard::cookie(&ctx.parts.headers, guard::session_cookie(&ctx.app)) else { return Ok(None) };
    match session::pending(&ctx.app, secret).await? {
        Some(id) => Ok(Some(account::find(&ctx.app, id).await?).filter(|account| account.active)),
        None => Ok(None),
    }
}

/// The page that asks for the code of the second factor.
pub async fn code_form(ctx: Ctx) -> Result<Response> {
    match waiting(&ctx).await? {
        Some(_) => code_page(&ctx, StatusCode::OK, ctx.query("kembali"), &[]),
        None => ctx.redirect("/masuk"),
    }
}

fn code_page(ctx: &Ctx, status: StatusCode, back: &str, errors: &[FormError]) -> Result<Response> {
    let csrf = ctx.csrf()?;
    let control = Control {
        name: "kode",
        label: "Kode dari aplikasi autentikator",
        hint: "Enam angka yang berganti setiap 30 detik. Kehilangan telepon? Isi salah satu kode pemulihan Anda.",
        error: page::error_of(errors, "kode"),
        ..Control::default()
    };
    let body: Markup = page::card_page(html! {
        (page::error_summary(errors))
        h1.govuk-heading-l { "Kode kedua" }
        (page::form(&PageForm { action: "/masuk/kode", csrf: &csrf, ..PageForm::default() }, html! {
            (page::hidden("kembali", back))
            (page::text_input(&control, "", &Text { width: Width::Chars20, autocomplete: "one-time-code", ..Text::default() }))
            (page::submit("Lanjut"))
        }))
    });
    let options = crate::web::Options {
        title: "Kode kedua",
        has_errors: !errors.is_empty(),
        breadcrumbs: vec![Link::new("Masuk", "/masuk")],
        ..Default::default()
    };
    ctx.framed(status, options, body)
}

/// Checks the code: a step of the app counts once, a recovery code counts once.
pub async fn code_submit(ctx: Ctx) -> Result<Response> {
    let Some(account) = waiting(&ctx).await? else { return ctx.redirect("/masuk") };
    let back = onward(ctx.form().get("kembali")).to_owned();
    let source = source(&ctx, &account.login)?;
    throttle::admit(&ctx.app, &account.login, &source).await?;
    let code = ctx.form().get("kode");
    let by_app = match account.totp_secret.as_deref() {
        Some(secret) => totp::check(&ctx.app.keys, secret, code, ctx.now)?,
        None => None,
    };
    let how = match by_app {
        Some(step) => {
            let text = "update account set totp_step = $2 where id = $1 and (totp_step is null or totp_step < $2)";
            (ctx.app.db.exec(text, args![account.id, step]).await? == 1).then_some("totp")
        }
        None => {
            let hash = totp::recovery_hash(&ctx.app.keys, code)?;
            let text = "update recovery_code set used = $3 where account = $1 and hash = $2 and used is null";
            (ctx.app.db.exec(text, args![account.id, hash, ctx.now]).await? == 1).then_some(RECOVERY)
        }
    };
    let Some(how) = how else {
        let wrong =
            [FormError::new("kode", "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi")];
        return refused(&ctx, &account.login, &source, async |ctx| {
            code_page(ctx, StatusCode::UNPROCESSABLE_ENTITY, &back, &wrong)
        })
        .await;
    };
    throttle::succeeded(&ctx.app, &account.login, &source).await?;
    if let Some(secret) = guard::cookie(&ctx.parts.headers, guard::session_cookie(&ctx.app)) {
        session::end_secret(&ctx.app, secret).await?;
    }
    enter(&ctx, &account, &back, how).await
}

/// Ends this session.
pub async fn leave(ctx: Ctx) -> Result<Response> {
    let account = ctx.account()?;
    if let Some(secret) = guard::cookie(&ctx.parts.headers, guard::session_cookie(&ctx.app)) {
        session::end_secret(&ctx.app, secret).await?;
    }
    let write = Write::account(&ctx.app, "akun.keluar", account).await?;
    write.commit(&Subject::new("account", account, "/akun")).await?;
    let mut response = ctx.redirect_with("/masuk", "Anda sudah keluar.")?;
    set_session(&ctx, &mut response, "", Some(0))?;
    Ok(response)
}
