//! The second factor of the own account: enrolling, recovery codes, turning off.
use http::StatusCode;
use maud::{Markup, PreEscaped, html};
use page::{ButtonKind, Control, Fact, Form, FormError, PrintHeader, Text, TextKind, Tone, Width};
use qrcode::{EcLevel, QrCode};
use uuid::Uuid;

use super::{framed, me, status, subject, wrong_password};
use crate::auth::account::{self, Account};
use crate::auth::totp;
use crate::notify::{Notice, notify};
use crate::{Ctx, Error, Response, Result, Write};
use db::args;

const HOME: &str = "/akun/kode-kedua";

/// How it stands.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let account = me(&ctx).await?;
    if !account.totp_on {
        return start_page(&ctx, &[]);
    }
    let left: i64 = ctx
        .app
        .db
        .one("select count(*) as n from recovery_code where account = $1 and used is null", args![account.id])
        .await?
        .get("n")?;
    let facts = [
        Fact::new("Keadaan", page::tag("Aktif", Tone::Good)),
        Fact::new("Kode pemulihan", html! { (left) " dari " (totp::RECOVERY_CODES) " belum dipakai" }),
    ];
    let body = html! {
        (page::heading("", "Kode kedua", html! {}))
        (page::summary_list(&facts))
        @if left < 4 {
            (page::warning("Kode pemulihan Anda hampir habis. Buat yang baru agar Anda tetap dapat masuk bila telepon hilang."))
        }
        (page::buttons(html! {
            (page::button_link("Buat kode pemulihan baru", "/akun/kode-kedua/pemulihan", ButtonKind::Secondary))
            (page::button_link("Matikan kode kedua", "/akun/kode-kedua/penonaktifan", ButtonKind::Warning))
        }))
    };
    framed(&ctx, StatusCode::OK, "Kode kedua", &[], body)
}

fn password_field(errors: &[FormError]) -> Markup {
    let control = Control {
        name: "sandi",
        label: "Kata sandi Anda",
        hint: "Untuk memastikan bahwa ini Anda.",
        error: page::error_of(errors, "sandi"),
        ..Control::default()
    };
    page::text_input(
        &control,
        "",
        &Text {
            kind: TextKind::Password,
            width: Width::TwoThirds,
            autocomplete: "current-password",
            ..Text::default()
        },
    )
}

fn start_page(ctx: &Ctx, errors: &[FormError]) -> Result<Response> {
    let csrf = ctx.csrf()?;
    let body = html! {
        (page::heading("", "Kode kedua", html! {}))
        p.govuk-body { "Dengan kode kedua, orang yang mengetahui kata sandi Anda tetap tidak dapat masuk. Setiap kali masuk, Anda mengisi enam angka dari aplikasi di telepon." }
        ol.govuk-list.govuk-list--number {
            li { "Pasang aplikasi autentikator di telepon Anda, misalnya Aegis, FreeOTP, Google Authenticator, atau Microsoft Authenticator." }
            li { "Pindai gambar yang muncul sesudah ini." }
            li { "Isi kode dari aplikasi, lalu simpan kode pemulihan." }
        }
        (page::form(&Form { action: HOME, csrf: &csrf, ..Form::default() }, html! {
            (password_field(errors))
            (page::submit("Mulai memasang"))
        }))
    };
    framed(ctx, status(errors), "Kode kedua", errors, body)
}

/// Makes a secret that is not in use before a code has confirmed it.
pub async fn start(ctx: Ctx) -> Result<Response> {
    let account = me(&ctx).await?;
    if account.totp_on {
        return ctx.redirect(HOME);
    }
    if let Some(wrong) = wrong_password(&ctx, &account, "sandi").await? {
        return start_page(&ctx, &[wrong]);
    }
    let sealed = totp::fresh(&ctx.app.keys)?;
    let mut write = ctx.write("akun.kode_kedua_disiapkan").await?;
    write.update(&account::table(), account.id, Some(account.version), vec![("totp_secret", sealed.into())]).await?;
    write.commit(&subject(account.id, HOME)).await?;
    ctx.redirect("/akun/kode-kedua/pasang")
}

/// The secret as a picture and as text.
pub async fn enrol_form(ctx: Ctx) -> Result<Response> {
    let account = me(&ctx).await?;
    enrol_page(&ctx, &account, &[])
}

fn enrol_page(ctx: &Ctx, account: &Account, errors: &[FormError]) -> Result<Response> {
    let Some(sealed) = account.totp_secret.as_deref().filter(|_| !account.totp_on) else { return ctx.redirect(HOME) };
    let issuer = format!("Pendopo {}", ctx.app.profile.name());
    let (secret, address) = totp::provisioning(&ctx.app.keys, sealed, &issuer, &account.login)?;
    let csrf = ctx.csrf()?;
    let key = ctx.new_form_key();
    let control = Control {
        name: "kode",
        label: "Kode dari aplikasi",
        hint: "Enam angka yang berganti setiap 30 detik.",
        error: page::error_of(errors, "kode"),
        ..Control::default()
    };
    let body = html! {
        (page::heading("Kode kedua", "Pindai dengan aplikasi autentikator", html! {}))
        (qr(&address)?)
        (page::details("Tidak dapat memindai?", html! {
            p { "Pilih \"masukkan kunci\" di aplikasi, lalu ketik kunci ini (berbasis waktu, 6 angka):" }
            p { code.rahasia { (groups(&secret)) } }
        }))
        (page::form(&Form { action: "/akun/kode-kedua/pasang", csrf: &csrf, key: &key, ..Form::default() }, html! {
            (page::text_input(&control, "", &Text { kind: TextKind::Digits, width: Width::Chars10, autocomplete: "one-time-code", ..Text::default() }))
            (page::submit("Aktifkan"))
        }))
        p { a.govuk-link href=(HOME) { "Batal" } }
    };
    framed(ctx, status(errors), "Pasang kode kedua", errors, body)
}

/// The secret in groups of four, as people read it aloud.
fn groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A QR code as a drawing: dark squares on a white ground in either colour scheme, with the quiet zone that scanners need.
fn qr(text: &str) -> Result<Markup> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(Error::internal)?;
    let side = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == qrcode::Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", place % side + QUIET, place / side + QUIET));
        }
    }
    let all = side + 2 * QUIET;
    Ok(html! {
        svg.qr xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (all) " " (all) } width="240" height="240" role="img"
            aria-label="Kode QR untuk aplikasi autentikator" shape-rendering="crispEdges" {
            rect width=(all) height=(all) fill="#fff" {}
            path fill="#000" d=(PreEscaped(path)) {}
        }
    })
}

/// Turns the second factor on once a code fits, and shows the recovery codes.
pub async fn enrol(ctx: Ctx) -> Result<Response> {
    Write::not_repeated(&ctx).await?;
    let account = me(&ctx).await?;
    let Some(sealed) = account.totp_secret.as_deref().filter(|_| !account.totp_on) else { return ctx.redirect(HOME) };
    let Some(step) = totp::check(&ctx.app.keys, sealed, ctx.form().get("kode"), ctx.now)? else {
        let text = "Kode tidak cocok. Tunggu kode berikutnya di aplikasi, dan periksa jam telepon Anda";
        return enrol_page(&ctx, &account, &[FormError::new("kode", text)]);
    };
    let mut write = ctx.write("akun.kode_kedua_aktif").await?;
    write.update(&account::table(), account.id, Some(account.version), vec![("totp_on", true.into())]).await?;
    write.tx().exec("update account set totp_step = $2 where id = $1", args![account.id, step]).await?;
    let codes = fresh_codes(&ctx, &mut write, account.id).await?;
    write.commit(&subject(account.id, HOME)).await?;
    codes_page(&ctx, &account, "Kode kedua sudah aktif", &codes)
}

/// Replaces all recovery codes of the account.
async fn fresh_codes(ctx: &Ctx, write: &mut Write, account: Uuid) -> Result<Vec<String>> {
    let codes = totp::recovery_codes(&ctx.app.keys)?;
    write.tx().exec("delete from recovery_code where account = $1", args![account]).await?;
    for code in &codes {
        let values = args![Uuid::now_v7(), account, totp::recovery_hash(&ctx.app.keys, code)?];
        write
            .tx()
            .exec("insert into recovery_code (id, account, hash, used) values ($1, $2, $3, null)", values)
            .await?;
    }
    Ok(codes)
}

/// The codes, shown this once and made for paper.
fn codes_page(ctx: &Ctx, account: &Account, title: &str, codes: &[String]) -> Result<Response> {
    let government = format!("Pemerintah {}", ctx.app.profile.name());
    let body = html! {
        (page::print_header(&PrintHeader { government: &government, ..PrintHeader::default() }))
        (page::heading("Kode kedua", title, html! {}))
        (page::warning("Cetak atau catat kode pemulihan ini sekarang. Kode tidak dapat ditampilkan lagi."))
        p.govuk-body { "Setiap kode menggantikan satu kali kode dari aplikasi, bila telepon Anda hilang atau rusak. Simpan di tempat yang hanya Anda ketahui." }
        ol.kode-pemulihan { @for code in codes { li { code.rahasia { (code) } } } }
        p.govuk-body { "Akun: " strong { (account.login) } ". Dibuat " (indonesia::tanggal::waktu_panjang(ctx.now, ctx.app.profile.zone())) "." }
        p.govuk-body.layar { "Untuk mencetak, tekan Ctrl+P atau pilih \"Cetak\" pada menu peramban." }
        p.layar { (page::button_link("Saya sudah menyimpannya", HOME, ButtonKind::Primary)) }
    };
    framed(ctx, StatusCode::OK, title, &[], body)
}

/// The form for fresh recovery codes.
pub async fn codes_form(ctx: Ctx) -> Result<Response> {
    if !me(&ctx).await?.totp_on {
        return ctx.redirect(HOME);
    }
    confirm_page(&ctx, &CODES, &[])
}

/// Makes fresh recovery codes; the old ones stop counting.
pub async fn codes(ctx: Ctx) -> Result<Response> {
    Write::not_repeated(&ctx).await?;
    let account = me(&ctx).await?;
    if !account.totp_on {
        return ctx.redirect(HOME);
    }
    if let Some(wrong) = wrong_password(&ctx, &account, "sandi").await? {
        return confirm_page(&ctx, &CODES, &[wrong]);
    }
    let mut write = ctx.write("akun.kode_pemulihan_baru").await?;
    let codes = fresh_codes(&ctx, &mut write, account.id).await?;
    write.commit(&subject(account.id, HOME)).await?;
    codes_page(&ctx, &account, "Kode pemulihan baru", &codes)
}

/// The form for turning it off.
pub async fn off_form(ctx: Ctx) -> Result<Response> {
    if !me(&ctx).await?.totp_on {
        return ctx.redirect(HOME);
    }
    confirm_page(&ctx, &OFF, &[])
}

/// Turns the second factor off.
pub async fn off(ctx: Ctx) -> Result<Response> {
    Write::not_repeated(&ctx).await?;
    let account = me(&ctx).await?;
    if !account.totp_on {
        return ctx.redirect(HOME);
    }
    if let Some(wrong) = wrong_password(&ctx, &account, "sandi").await? {
        return confirm_page(&ctx, &OFF, &[wrong]);
    }
    let mut write = ctx.write("akun.kode_kedua_mati").await?;
    account::drop_second_factor(&mut write, account.id).await?;
    let notice = Notice {
        title: "Kode kedua akun Anda dimatikan".into(),
        body: "Sejak sekarang kata sandi saja cukup untuk masuk. Bukan Anda? Ganti kata sandi dan hubungi administrator segera.".into(),
        href: HOME.into(),
        event: "akun.kode_kedua_mati".into(),
    };
    notify(&mut write, &[account.id], notice).await?;
    write.commit(&subject(account.id, HOME)).await?;
    ctx.redirect_with(HOME, "Kode kedua sudah dimatikan.")
}

/// A question that the password answers.
struct Question {
    title: &'static str,
    text: &'static str,
    action: &'static str,
    button: &'static str,
    kind: ButtonKind,
}

const CODES: Question = Question {
    title: "Buat kode pemulihan baru",
    text: "Sepuluh kode baru menggantikan semua kode lama, juga yang belum dipakai.",
    action: "/akun/kode-kedua/pemulihan",
    button: "Buat kode baru",
    kind: ButtonKind::Primary,
};
const OFF: Question = Question {
    title: "Matikan kode kedua",
    text: "Sesudah ini kata sandi saja cukup untuk masuk. Kode pemulihan Anda tidak berlaku lagi.",
    action: "/akun/kode-kedua/penonaktifan",
    button: "Matikan kode kedua",
    kind: ButtonKind::Warning,
};

fn confirm_page(ctx: &Ctx, question: &Question, errors: &[FormError]) -> Result<Response> {
    let csrf = ctx.csrf()?;
    let key = ctx.new_form_key();
    let body = html! {
        (page::heading("Kode kedua", question.title, html! {}))
        p.govuk-body { (question.text) }
        (page::form(&Form { action: question.action, csrf: &csrf, key: &key, ..Form::default() }, html! {
            (password_field(errors))
            (page::buttons(html! {
                (page::button(&page::Button { label: question.button, kind: question.kind, ..page::Button::default() }))
                a.govuk-link href=(HOME) { "Batal" }
            }))
        }))
    };
    framed(ctx, status(errors), question.title, errors, body)
}
