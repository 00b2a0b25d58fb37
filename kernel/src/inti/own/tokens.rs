//! Personal tokens of the API.
use std::collections::BTreeSet;

use http::StatusCode;
use maud::{Markup, html};
use page::{ButtonKind, Choice, ChoiceLayout, Control, Form, FormError, Table, Text, Tone, Width};

use super::{framed, status};
use crate::auth::token::{self, Token};
use crate::{Ctx, Error, Response, Result};

const HOME: &str = "/akun/token";
/// How long a token may live, in days.
const DAYS: [(i64, &str, &str); 4] =
    [(30, "30", "30 hari"), (90, "90", "90 hari"), (180, "180", "180 hari"), (366, "366", "1 tahun")];
/// Tokens that one person may have at a time.
const MOST: usize = 20;

fn state(token: &Token, now: time::OffsetDateTime) -> (Markup, bool) {
    if token.revoked.is_some() {
        (page::tag("Dicabut", Tone::Neutral), false)
    } else if token.expires <= now {
        (page::tag("Berakhir", Tone::Neutral), false)
    } else {
        (page::tag("Berlaku", Tone::Good), true)
    }
}

/// What a permission is called; its key when its module is gone.
fn label(ctx: &Ctx, perm: &str) -> String {
    let all = ctx.app.modules().iter().flat_map(|module| module.perms);
    all.into_iter().find(|(own, _)| own.0 == perm).map_or_else(|| perm.to_owned(), |(_, label)| (*label).to_owned())
}

/// The list.
pub async fn list(ctx: Ctx) -> Result<Response> {
    let tokens = token::list(&ctx.app, ctx.account()?).await?;
    let csrf = ctx.csrf()?;
    let zone = ctx.app.profile.zone();
    let rows = tokens.iter().map(|token| {
        let (tag, valid) = state(token, ctx.now);
        let action = format!("{HOME}/{}/pencabutan", token.id);
        let perms: Vec<String> = token.perms.iter().map(|perm| label(&ctx, perm)).collect();
        let used = token.used.map_or_else(|| "Belum pernah".to_owned(), |at| indonesia::tanggal::waktu_relatif(at, ctx.now, zone));
        page::Row::new(vec![
            html! { (token.name) },
            html! { (perms.join("; ")) },
            html! { (indonesia::tanggal::pendek(zone.tanggal(token.expires))) },
            html! { (used) },
            tag,
            html! { @if valid { (page::act(&Form { action: &action, csrf: &csrf, ..Form::default() }, "Cabut", ButtonKind::Secondary)) } },
        ])
    });
    let columns =
        ["Nama", "Hak", "Berlaku sampai", "Terakhir dipakai", "Keadaan", "Tindakan"].map(page::Column::new).into();
    let table =
        Table { caption: "Token API".into(), caption_hidden: true, columns, rows: rows.collect(), ..Table::default() };
    let new = page::button_link("Buat token", "/akun/token/baru", ButtonKind::Primary);
    let body = html! {
        (page::heading("", "Token API", new))
        p.govuk-body { "Dengan token, program lain membaca atau mengisi data atas nama Anda lewat API. Beri hak sesedikit mungkin, dan cabut yang tidak dipakai lagi." }
        @if tokens.is_empty() { (page::empty("Belum ada token", "Anda tidak memerlukannya untuk bekerja di halaman ini.", None)) }
        @else { (page::table(&table)) }
    };
    framed(&ctx, StatusCode::OK, "Token API", &[], body)
}

/// The form.
pub async fn form(ctx: Ctx) -> Result<Response> {
    page_of(&ctx, &[])
}

fn page_of(ctx: &Ctx, errors: &[FormError]) -> Result<Response> {
    let csrf = ctx.csrf()?;
    let key = ctx.new_form_key();
    let form = ctx.form();
    let chosen: Vec<&str> = form.all("hak").collect();
    let groups: Vec<(&str, Vec<Choice<'_>>)> = ctx
        .app
        .modules()
        .iter()
        .map(|module| {
            let held = module.perms.iter().filter(|(perm, _)| ctx.actor.can(*perm));
            (module.title, held.map(|(perm, label)| Choice::new(perm.0, *label)).collect::<Vec<_>>())
        })
        .filter(|(_, choices)| !choices.is_empty())
        .collect();
    let control = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: page::error_of(errors, name),
        ..Control::default()
    };
    let days = if form.has("hari") { form.get("hari") } else { "90" };
    let days_choices: Vec<Choice<'_>> = DAYS.iter().map(|(_, value, label)| Choice::new(*value, *label)).collect();
    let ids: Vec<String> =
        (0..groups.len()).map(|place| if place == 0 { "hak".to_owned() } else { format!("hak-{place}") }).collect();
    let body = html! {
        (page::heading("Token API", "Buat token", html! {}))
        @if groups.is_empty() {
            (page::inset(html! { "Anda belum memegang hak apa pun yang dapat diberikan kepada token." }))
        } @else {
            (page::form(&Form { action: HOME, csrf: &csrf, key: &key, ..Form::default() }, html! {
                (page::text_input(&control("nama", "Untuk apa token ini", "Misalnya nama program yang memakainya."), form.get("nama"), &Text { width: Width::TwoThirds, max_length: Some(100), ..Text::default() }))
                (page::radios(&control("hari", "Berlaku selama", ""), days, &days_choices, ChoiceLayout::Inline))
                (page::fieldset("Hak token", html! {
                    @for (place, ((title, choices), id)) in groups.iter().zip(&ids).enumerate() {
                        @let error = if place == 0 { page::error_of(errors, "hak") } else { None };
                        (page::checkboxes(&Control { name: "hak", label: title, error, id, ..Control::default() }, &chosen, choices, ChoiceLayout::Small))
                    }
                }))
                (page::submit("Buat token"))
            }))
        }
    };
    framed(ctx, status(errors), "Buat token", errors, body)
}

/// Makes a token and shows its secret this once.
pub async fn create(ctx: Ctx) -> Result<Response> {
    let form = ctx.form();
    let name = form.get("nama").to_owned();
    let mut errors = vec![];
    if name.is_empty() || name.chars().count() > 100 {
        errors.push(FormError::new("nama", "Isi untuk apa token ini, paling banyak 100 huruf"));
    }
    let days = DAYS.iter().find(|(_, value, _)| *value == form.get("hari")).map(|(days, _, _)| *days);
    if days.is_none() {
        errors.push(FormError::new("hari", "Pilih berapa lama token berlaku"));
    }
    let perms: BTreeSet<String> = form.all("hak").map(str::to_owned).collect();
    if perms.is_empty() {
        errors.push(FormError::new("hak", "Pilih paling sedikit satu hak"));
    }
    if !errors.is_empty() {
        return page_of(&ctx, &errors);
    }
    let living = token::list(&ctx.app, ctx.account()?).await?.iter().filter(|token| state(token, ctx.now).1).count();
    if living >= MOST {
        return Err(Error::refused(format!(
            "Anda sudah memiliki {MOST} token yang berlaku. Cabut yang tidak dipakai lagi dahulu."
        )));
    }
    let secret = match token::create(&ctx, &name, &perms, days.unwrap_or(30)).await {
        Ok(secret) => secret,
        Err(Error::Invalid(fields)) => return page_of(&ctx, &super::super::form_errors(&fields)),
        Err(error) => return Err(error),
    };
    let body = html! {
        (page::heading("Token API", "Token sudah dibuat", html! {}))
        (page::warning("Salin token ini sekarang. Token tidak dapat ditampilkan lagi."))
        p { code.rahasia { (secret) } }
        p.govuk-body { "Kirim pada setiap permintaan sebagai kepala " code { "Authorization: Bearer TOKEN" } ". Siapa pun yang memegangnya dapat bertindak atas nama Anda." }
        (page::button_link("Saya sudah menyalinnya", HOME, ButtonKind::Primary))
    };
    framed(&ctx, StatusCode::OK, "Token sudah dibuat", &[], body)
}

/// Takes a token back.
pub async fn revoke(ctx: Ctx) -> Result<Response> {
    token::revoke(&ctx, ctx.id("id")?).await?;
    ctx.redirect_with(HOME, "Token sudah dicabut.")
}
