//! Tells people what happened to what is theirs: on the page "Pemberitahuan" at once, and by mail as they wish.
//!
//! A notification is written in the transaction of the change that it tells of, together with the job that mails it, so
//! it is neither lost nor sent for something that did not happen. The time of mailing is set after the mail server has
//! taken the message; a job that runs again finds it and sends nothing. A message whose server died between taking it
//! and saying so goes out again under the same `Message-ID`, by which mail programs know the two for one.
mod mail;
mod send;

use std::borrow::Cow;

use db::{Row, args};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::job::JobKind;
use crate::{App, Error, Result, Write};

pub use mail::{Security, Server, check, try_out};

/// The work behind the mail.
pub(crate) const JOBS: [JobKind; 4] = [
    JobKind { kind: send::ONE, title: "Mengirim satu pemberitahuan lewat surel", schedule: None, run: send::one },
    JobKind {
        kind: send::MORNING,
        title: "Menyiapkan rangkuman pagi lewat surel",
        schedule: Some("30 6 * * *"),
        run: send::morning,
    },
    JobKind {
        kind: send::OUTSIDE,
        title: "Mengirim surel kepada orang tanpa akun",
        schedule: None,
        run: send::outside,
    },
    JobKind { kind: send::DIGEST, title: "Mengirim satu rangkuman lewat surel", schedule: None, run: send::digest },
];

/// Longest title, in characters.
const TITLE: usize = 200;
/// Longest text, in characters.
const BODY: usize = 2000;
/// Longest text of a letter to somebody without an account, in characters.
const OUTSIDE_BODY: usize = 8000;

/// What to tell. Texts are plain and Indonesian, and name no third person beyond what the receivers may know: they leave
/// the building by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// One line: what happened or what is asked.
    pub title: String,
    /// One or two sentences more; may be empty.
    pub body: String,
    /// The page where it can be seen or done; begins with `/`.
    pub href: String,
    /// Name of the event behind it, such as `kewajiban.jatuh_tempo`.
    pub event: Cow<'static, str>,
}

/// Tells each of these accounts once, inside a change. Closed accounts hear nothing.
///
/// # Errors
/// When the address is not one of ours or the database fails.
pub async fn notify(write: &mut Write, accounts: &[Uuid], notice: Notice) -> Result<()> {
    if !notice.href.starts_with('/') || page::safe_href(&notice.href) == "#" {
        return Err(Error::internal(format!("a notice leads to {}", notice.href)));
    }
    let title = indonesia::kalimat::potong(&notice.title, TITLE);
    let body = indonesia::kalimat::potong(&notice.body, BODY);
    let mut accounts = accounts.to_vec();
    accounts.sort_unstable();
    accounts.dedup();
    let at = write.at();
    for part in accounts.chunks(200) {
        let marks = (1..=part.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(",");
        let text = format!("select id, email, digest from account where active and id in ({marks}) order by id");
        for row in write.tx().query(&text, part.iter().map(|id| (*id).into()).collect()).await? {
            let (id, account) = (Uuid::now_v7(), row.get::<Uuid>("id")?);
            let text = "insert into notification (id, account, title, body, href, event, created, read_at, mailed) values ($1,$2,$3,$4,$5,$6,$7,null,null)";
            let values =
                args![id, account, title.clone(), body.clone(), notice.href.clone(), notice.event.as_ref(), at];
            write.tx().exec(text, values).await?;
            if row.get::<String>("digest")? == "langsung"
                && row.get::<Option<String>>("email")?.is_some()
                && write.has_mail()
            {
                write.job(send::ONE, json!({ "pemberitahuan": id }), at).await?;
            }
        }
    }
    Ok(())
}

/// Mails somebody who has no account, inside a change: title and text as plain lines, sent once the change is committed. Until
/// then they lie sealed in the queue. False when no mail server is configured, or the address is none: then nothing is sent.
///
/// # Errors
/// When the database fails.
pub async fn outside(write: &mut Write, email: &str, title: &str, body: &str) -> Result<bool> {
    let email = email.trim();
    if !write.has_mail() || !is_address(email) {
        return Ok(false);
    }
    let letter = json!({
        "id": Uuid::now_v7(),
        "surel": email,
        "judul": indonesia::kalimat::potong(title, TITLE),
        "isi": indonesia::kalimat::potong(body, OUTSIDE_BODY),
    });
    let sealed = write.app().keys.seal(send::OUTSIDE, letter.to_string().as_bytes())?;
    let at = write.at();
    write.job(send::OUTSIDE, json!({ "segel": crate::keys::hex(&sealed) }), at).await?;
    Ok(true)
}

/// Whether a text is a mail address to which something can be sent.
pub fn is_address(email: &str) -> bool {
    email.len() <= 254 && email.parse::<lettre::Address>().is_ok()
}

/// Says of everything that was told of a page only this from now on: the record became one that may not be named. What mail
/// has taken is gone.
pub async fn conceal(write: &mut Write, href: &str, title: &str) -> Result<()> {
    let text = "update notification set title = $2, body = '' where href = $1";
    write.tx().exec(text, args![href, title]).await?;
    Ok(())
}

/// A notification, as its receiver sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Row, in order of time.
    pub id: Uuid,
    /// One line.
    pub title: String,
    /// More; may be empty.
    pub body: String,
    /// Where it leads.
    pub href: String,
    /// When it was written.
    pub created: OffsetDateTime,
    /// When it was read.
    pub read: Option<OffsetDateTime>,
}

const COLUMNS: &str = "id, title, body, href, created, read_at";

fn notification(row: &Row) -> Result<Notification> {
    Ok(Notification {
        id: row.get("id")?,
        title: row.get("title")?,
        body: row.get("body")?,
        href: row.get("href")?,
        created: row.get("created")?,
        read: row.get("read_at")?,
    })
}

/// Notifications of an account, newest first: up to `limit`, older than `before`, all or only the unread ones.
pub async fn list(
    app: &App,
    account: Uuid,
    unread: bool,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Notification>> {
    let only = if unread { "and read_at is null" } else { "" };
    let text =
        format!("select {COLUMNS} from notification where account = $1 and id < $2 {only} order by id desc limit $3");
    app.db.query(&text, args![account, before.unwrap_or(Uuid::max()), limit]).await?.iter().map(notification).collect()
}

/// One notification of an account.
///
/// # Errors
/// [`Error::NotFound`], also for one of somebody else.
pub async fn find(app: &App, account: Uuid, id: Uuid) -> Result<Notification> {
    let text = format!("select {COLUMNS} from notification where id = $1 and account = $2");
    notification(&app.db.one(&text, args![id, account]).await?)
}

/// Marks one notification as read, or all of the account when none is named. Returns how many were unread.
///
/// Not a [`Write`]: what a person has read is nobody's record, and the log would tell when people look at their screens.
pub async fn mark_read(app: &App, account: Uuid, one: Option<Uuid>) -> Result<u64> {
    let text = "update notification set read_at = $2 where account = $1 and read_at is null and (id = $3 or $4)";
    Ok(app.db.exec(text, args![account, app.now(), one.unwrap_or_default(), one.is_none()]).await?)
}
