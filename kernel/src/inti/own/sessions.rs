//! Browsers that are signed in to the own account.
use http::StatusCode;
use maud::{Markup, html};
use page::{ButtonKind, Form, Table, Tone};

use super::{framed, subject};
use crate::auth::session;
use crate::{Ctx, Error, Response, Result};

const HOME: &str = "/akun/sesi";

/// The list.
pub async fn list(ctx: Ctx) -> Result<Response> {
    let account = ctx.account()?;
    let this = ctx.actor.person().and_then(|person| person.session.clone());
    let sessions = session::list(&ctx.app, account, this.as_deref()).await?;
    let csrf = ctx.csrf()?;
    let zone = ctx.app.profile.zone();
    let rows = sessions.iter().map(|session| {
        let action = format!("{HOME}/{}/penutupan", session.id);
        let end: Markup = if session.is_this {
            page::tag("Perangkat ini", Tone::Good)
        } else {
            page::act(&Form { action: &action, csrf: &csrf, ..Form::default() }, "Keluarkan", ButtonKind::Secondary)
        };
        page::Row::new(vec![
            html! { (device(&session.agent)) },
            html! { (session.ip) },
            html! { (indonesia::tanggal::waktu_pendek(session.created, zone)) },
            html! { (indonesia::tanggal::waktu_relatif(session.seen, ctx.now, zone)) },
            end,
        ])
    });
    let columns = ["Peramban", "Alamat", "Masuk sejak", "Terakhir dipakai", "Tindakan"].map(page::Column::new).into();
    let table = Table {
        caption: "Perangkat yang masuk".into(),
        caption_hidden: true,
        columns,
        rows: rows.collect(),
        ..Table::default()
    };
    let others = sessions.iter().any(|session| !session.is_this);
    let body = html! {
        (page::heading("", "Perangkat yang masuk", html! {}))
        p.govuk-body { "Keluarkan perangkat yang tidak Anda kenal, lalu ganti kata sandi. Perangkat keluar sendiri setelah 12 jam tidak dipakai." }
        (page::table(&table))
        @if others {
            (page::act(&Form { action: "/akun/sesi/penutupan", csrf: &csrf, ..Form::default() }, "Keluarkan semua perangkat lain", ButtonKind::Warning))
        }
    };
    framed(&ctx, StatusCode::OK, "Perangkat yang masuk", &[], body)
}

/// Ends one session.
pub async fn end(ctx: Ctx) -> Result<Response> {
    let account = ctx.account()?;
    let mut write = ctx.write("akun.sesi_diakhiri").await?;
    if !session::end(&mut write, account, ctx.id("id")?).await? {
        return Err(Error::NotFound);
    }
    write.commit(&subject(account, HOME)).await?;
    ctx.redirect_with(HOME, "Perangkat sudah dikeluarkan.")
}

/// Ends all sessions but this one.
pub async fn end_others(ctx: Ctx) -> Result<Response> {
    let account = ctx.account()?;
    let this = ctx.actor.person().and_then(|person| person.session.clone());
    let mut write = ctx.write("akun.sesi_lain_diakhiri").await?;
    session::end_others(&mut write, account, this.as_deref()).await?;
    write.commit(&subject(account, HOME)).await?;
    ctx.redirect_with(HOME, "Semua perangkat lain sudah dikeluarkan.")
}

/// A browser in words. It is what the browser says of itself, so it is shown and nothing is decided by it.
fn device(agent: &str) -> String {
    // In this order: most browsers also call themselves by the names further down.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (named(&browsers), named(&systems)) {
        (Some(browser), Some(system)) => format!("{browser} di {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Peramban tidak dikenal".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn browsers_are_told_in_words() {
        let table = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0",
                "Edge di Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36",
                "Chrome di Android",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox di Linux"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1",
                "Safari di iPhone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/18.0 Safari/605",
                "Safari di macOS",
            ),
            ("curl/8", "Peramban tidak dikenal"),
            ("", "Peramban tidak dikenal"),
        ];
        for (agent, words) in table {
            assert_eq!(super::device(agent), words, "{agent}");
        }
    }
}
