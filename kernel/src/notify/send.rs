//! The jobs that mail notifications: one at once, or a digest every morning.
use db::args;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::mail::{Letter, deliver};
use crate::auth::account::{self, Account};
use crate::{App, BoxFuture, Error, Result};

/// Mails one notification.
pub(super) const ONE: &str = "inti.surel";
/// Queues the digests of a morning.
pub(super) const MORNING: &str = "inti.rangkuman";
/// Mails the digest of one account.
pub(super) const DIGEST: &str = "inti.rangkuman_satu";
/// Most notifications spelled out in one digest; of the others it says how many there are.
const IN_DIGEST: usize = 50;

/// Mails somebody who has no account.
pub(super) const OUTSIDE: &str = "inti.surel_luar";

fn id_in(payload: &Json, key: &str) -> Result<Uuid> {
    let text = payload.get(key).and_then(Json::as_str).unwrap_or_default();
    text.parse().map_err(|_| Error::internal(format!("the job names no {key}")))
}

/// The account and its address, if it still wants mail in this way.
async fn receiver(app: &App, id: Uuid, digest: &str) -> Result<Option<(Account, String)>> {
    let account = account::find(app, id).await?;
    let wanted = account.active && account.digest == digest;
    Ok(account.email.clone().filter(|_| wanted).map(|email| (account, email)))
}

fn foot(app: &App) -> String {
    format!(
        "--\nSurel ini dikirim otomatis oleh Pendopo {}. Balasan tidak dibaca.\nAtur pemberitahuan: {}/akun/pemberitahuan\n",
        app.profile.name(),
        address(app)
    )
}

fn address(app: &App) -> &str {
    app.config.url.trim_end_matches('/')
}

pub(super) fn one(app: App, payload: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let Some(config) = &app.config.mail else { return Ok(()) };
        let id = id_in(&payload, "pemberitahuan")?;
        let text = "select account, title, body from notification where id = $1 and mailed is null";
        let Some(row) = app.db.optional(text, args![id]).await? else { return Ok(()) };
        let Some((account, email)) = receiver(&app, row.get("account")?, "langsung").await? else { return Ok(()) };
        let (title, body): (String, String) = (row.get("title")?, row.get("body")?);
        let mut text = format!("Yth. {},\n\n{title}\n", account.name);
        if !body.is_empty() {
            text.push_str(&format!("\n{body}\n"));
        }
        text.push_str(&format!("\nBuka di Pendopo: {}/pemberitahuan/{id}\n\n{}", address(&app), foot(&app)));
        let letter = Letter { name: &account.name, email: &email, subject: &title, text, id: id.to_string() };
        deliver(&app, config, letter).await?;
        app.db.exec("update notification set mailed = $2 where id = $1", args![id, app.now()]).await?;
        Ok(())
    })
}

/// Mails what [`super::outside`] sealed.
pub(super) fn outside(app: App, payload: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let Some(config) = &app.config.mail else { return Ok(()) };
        let sealed = payload.get("segel").and_then(Json::as_str).and_then(crate::keys::unhex).unwrap_or_default();
        let letter: Json = serde_json::from_slice(&app.keys.unseal(OUTSIDE, &sealed)?)?;
        let part = |key: &str| letter.get(key).and_then(Json::as_str).unwrap_or_default();
        let text = format!(
            "{}\n\n--\nSurel ini dikirim otomatis oleh {} ({}). Balasan tidak dibaca.\n",
            part("isi"),
            app.profile.name(),
            address(&app)
        );
        let id = format!("luar-{}", part("id"));
        deliver(&app, config, Letter { name: "", email: part("surel"), subject: part("judul"), text, id }).await
    })
}

pub(super) fn morning(app: App, _: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        if app.config.mail.is_none() {
            return Ok(());
        }
        let today = app.today().to_string();
        let text = "select distinct n.account from notification n join account a on a.id = n.account \
            where n.mailed is null and n.read_at is null and a.active and a.digest = 'harian' and a.email is not null";
        let rows = app.db.query(text, args![]).await?;
        let now = app.now();
        let mut tx = app.db.begin().await?;
        for row in rows {
            let payload = json!({ "akun": row.get::<Uuid>("account")?, "hari": today });
            crate::job::enqueue(&mut tx, DIGEST, payload, now, now).await?;
        }
        tx.commit().await?;
        Ok(())
    })
}

/// One mail with everything that was neither mailed nor read: what has been read on the page is no news any more.
pub(super) fn digest(app: App, payload: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let Some(config) = &app.config.mail else { return Ok(()) };
        let Some((account, email)) = receiver(&app, id_in(&payload, "akun")?, "harian").await? else { return Ok(()) };
        let day = payload.get("hari").and_then(Json::as_str).unwrap_or_default();
        let text = "select id, title, body from notification where account = $1 and mailed is null and read_at is null order by id desc limit 1000";
        let rows = app.db.query(text, args![account.id]).await?;
        let count = rows.len();
        if count == 0 {
            return Ok(());
        }
        let mut text = format!("Yth. {},\n\nAda {count} pemberitahuan yang belum Anda baca.\n", account.name);
        for row in rows.iter().take(IN_DIGEST) {
            let (id, title, body): (Uuid, String, String) = (row.get("id")?, row.get("title")?, row.get("body")?);
            text.push_str(&format!("\n* {title}\n"));
            if !body.is_empty() {
                text.push_str(&format!("  {}\n", body.replace('\n', "\n  ")));
            }
            text.push_str(&format!("  {}/pemberitahuan/{id}\n", address(&app)));
        }
        if count > IN_DIGEST {
            text.push_str(&format!("\nDan {} pemberitahuan lagi.\n", count - IN_DIGEST));
        }
        text.push_str(&format!("\nSemua pemberitahuan: {}/pemberitahuan\n\n{}", address(&app), foot(&app)));
        let subject = format!("{count} pemberitahuan belum dibaca");
        let letter = Letter {
            name: &account.name,
            email: &email,
            subject: &subject,
            text,
            id: format!("rangkuman-{day}-{}", account.id),
        };
        deliver(&app, config, letter).await?;
        // What came while the mail was on its way waits for tomorrow: only what the mail told of counts as mailed.
        for part in rows.chunks(200) {
            let mut values = args![app.now()];
            for row in part {
                values.push(row.get::<Uuid>("id")?.into());
            }
            let marks = (2..=values.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(",");
            app.db.exec(&format!("update notification set mailed = $1 where id in ({marks})"), values).await?;
        }
        Ok(())
    })
}
