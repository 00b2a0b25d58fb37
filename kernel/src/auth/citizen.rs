//! Accounts of citizens: they register themselves, their address is their login, and no position ever makes them more than that.
//!
//! A registration waits until its link is opened and its password typed again: so the address is theirs, and the password is that of
//! the person who opens the mail, not of a stranger who registered the address before.
use db::args;
use serde::Deserialize;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::account::{self, Account, Place};
use super::session;
use crate::web::guard::secret_hash;
use crate::{App, Error, Result, Write};

/// How long the link of a registration holds.
pub const REGISTER_HOLDS: Duration = Duration::hours(24);
/// How long the link to another password holds.
pub const RESET_HOLDS: Duration = Duration::hours(2);
/// Links that one address gets in a day, so that nobody's mailbox is filled.
const MOST: i64 = 3;

/// What a mailed link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// To finish a registration.
    Register,
    /// To choose another password.
    Reset,
}

impl LinkKind {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            LinkKind::Register => "daftar",
            LinkKind::Reset => "sandi",
        }
    }
    const fn holds(self) -> Duration {
        match self {
            LinkKind::Register => REGISTER_HOLDS,
            LinkKind::Reset => RESET_HOLDS,
        }
    }
}

/// A link that holds.
#[derive(Debug, Clone)]
pub struct Link {
    /// Row.
    pub id: Uuid,
    /// Address to which it was mailed.
    pub email: String,
    /// The account that gets another password.
    pub account: Option<Uuid>,
    /// Name of who registers.
    pub name: String,
    /// Hash of the password of who registers.
    pub(crate) password: String,
}

/// The section of a profile that says whether citizens may register; other keys of it belong to others.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Portal {
    daftar_akun: Option<bool>,
}

/// Whether citizens may register: there is a mail server, and the profile does not say no.
///
/// # Errors
/// When the section `[portal]` cannot be read.
pub fn is_open(app: &App) -> Result<bool> {
    let portal: Portal = if app.profile.has("portal") { app.profile.section("portal")? } else { Portal::default() };
    Ok(app.config.mail.is_some() && portal.daftar_akun.unwrap_or(true))
}

/// An address in the form in which it is a login.
pub fn normal(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The account of a citizen.
pub async fn by_email(app: &App, email: &str) -> Result<Option<Account>> {
    account::of(app, "login = $1 and warga", args![normal(email)]).await
}

/// Accounts of citizens by login, for administrators: as [`account::list`].
pub async fn list(app: &App, q: &str, place: Place<'_>, limit: usize) -> Result<Vec<Account>> {
    account::listed(app, true, q, place, limit).await
}

/// Whose link it is and what it is for.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// What for.
    pub kind: LinkKind,
    /// Address, see [`normal`].
    pub email: String,
    /// Account that gets another password.
    pub account: Option<Uuid>,
    /// Name of who registers.
    pub name: String,
    /// Hash of the password of who registers.
    pub password: String,
}

/// Makes a link inside a change and returns its token; nothing when the address got enough of them today.
pub async fn ask(write: &mut Write, new: NewLink) -> Result<Option<String>> {
    let at = write.at();
    db::lock::exclusive(write.tx(), &format!("tautan akun {}", new.email)).await?;
    let text = "select count(*) as n from account_link where email = $1 and created > $2";
    let today: i64 = write.tx().one(text, args![new.email.clone(), at - Duration::hours(24)]).await?.get("n")?;
    if today >= MOST {
        return Ok(None);
    }
    let token = crate::keys::hex(&write.app().keys.random::<16>()?);
    let text = "insert into account_link (id, kind, email, account, name, password, hash, expires, created) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let row = args![
        Uuid::now_v7(),
        new.kind.as_str(),
        new.email,
        new.account,
        new.name,
        new.password,
        secret_hash(&token),
        at + new.kind.holds(),
        at
    ];
    write.tx().exec(text, row).await?;
    Ok(Some(token))
}

/// The link of a token, while it holds.
pub async fn find(app: &App, kind: LinkKind, token: &str) -> Result<Option<Link>> {
    let text =
        "select id, email, account, name, password from account_link where hash = $1 and kind = $2 and expires > $3";
    let row = app.db.optional(text, args![secret_hash(token), kind.as_str(), app.now()]).await?;
    row.map(|row| {
        Ok(Link {
            id: row.get("id")?,
            email: row.get("email")?,
            account: row.get("account")?,
            name: row.get("name")?,
            password: row.get("password")?,
        })
    })
    .transpose()
}

/// Uses a link up, and with it all others of its address.
///
/// # Errors
/// [`Error::Conflict`] when it has just been used.
pub async fn use_up(write: &mut Write, link: &Link) -> Result<()> {
    if write.tx().exec("delete from account_link where id = $1", args![link.id]).await? != 1 {
        return Err(Error::Conflict);
    }
    write.tx().exec("delete from account_link where email = $1", args![link.email.clone()]).await?;
    Ok(())
}

/// Makes the account of a citizen inside a change; `hash` is that of the password.
///
/// # Errors
/// [`Error::Conflict`] when the address has one.
pub async fn create(write: &mut Write, email: &str, name: &str, hash: String) -> Result<Uuid> {
    let login = normal(email);
    db::lock::exclusive(write.tx(), &format!("akun warga {login}")).await?;
    if write.tx().optional("select 1 as yes from account where login = $1", args![login.clone()]).await?.is_some() {
        return Err(Error::Conflict);
    }
    let values = vec![
        ("login", login.clone().into()),
        ("name", name.into()),
        ("email", login.into()),
        ("password", hash.into()),
        ("totp_secret", db::Val::Null),
        ("totp_on", false.into()),
        ("active", true.into()),
        ("must_change", false.into()),
        ("digest", "langsung".into()),
    ];
    let id = write.insert(&account::table(), Uuid::now_v7(), values).await?;
    write.tx().exec("update account set warga = true where id = $1", args![id]).await?;
    Ok(id)
}

/// Closes the account of a citizen for good: nobody can sign in to it again, and name and address are erased, also from histories.
/// What was done with it stays where it was done. The address may register anew.
pub async fn close(write: &mut Write, id: Uuid, at: OffsetDateTime) -> Result<()> {
    let values = vec![
        ("login", format!("tutup-{}", id.simple()).into()),
        ("name", "Akun ditutup".into()),
        ("email", db::Val::Null),
        ("active", false.into()),
    ];
    account::drop_second_factor(write, id).await?;
    write.update(&account::table(), id, None, values).await?;
    session::end_others(write, id, None).await?;
    write.tx().exec("delete from notification where account = $1", args![id]).await?;
    let open = "select id from api_token where account = $1 and revoked is null";
    for row in write.tx().query(open, args![id]).await? {
        write.update(&super::token::table(), row.get("id")?, None, vec![("revoked", at.into())]).await?;
    }
    write.forget(id).await
}

/// Removes links that are over; run daily. They are kept for a day, to be counted.
pub async fn sweep(app: &App) -> Result<u64> {
    let now = app.now();
    let text = "delete from account_link where expires < $1 and created < $2";
    Ok(app.db.exec(text, args![now, now - Duration::hours(24)]).await?)
}
