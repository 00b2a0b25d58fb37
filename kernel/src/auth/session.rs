//! Sessions in the database: a random secret in a cookie, its hash in a row that its owner can see and end.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::args;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{Actor, Person};
use crate::web::guard::secret_hash;
use crate::{App, Result, Write};

/// A session ends when it was not used for this long.
pub const IDLE: Duration = Duration::hours(12);
/// A session ends after this long in any case.
pub const LONGEST: Duration = Duration::days(30);
/// `seen` is written at most this often, so that reading costs no write.
const SEEN_EVERY: Duration = Duration::minutes(10);

/// One session, as its owner sees it.
#[derive(Debug, Clone)]
pub struct Session {
    /// Row.
    pub id: Uuid,
    /// Start.
    pub created: OffsetDateTime,
    /// Last use, to ten minutes.
    pub seen: OffsetDateTime,
    /// Address at the start.
    pub ip: String,
    /// Browser at the start.
    pub agent: String,
    /// The one that asks.
    pub is_this: bool,
}

/// Starts a session and returns the secret for the cookie. With `verified` false it only opens the page that asks for
/// the second factor.
pub async fn start(app: &App, account: Uuid, ip: &str, agent: &str, verified: bool) -> Result<String> {
    let secret = URL_SAFE_NO_PAD.encode(app.keys.random::<32>()?);
    let now = app.now();
    let text = "insert into session (id, hash, account, created, seen, expires, ip, agent, verified) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)";
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
    let expires = if verified { now + LONGEST } else { now + Duration::minutes(10) };
    app.db
        .exec(text, args![Uuid::now_v7(), secret_hash(&secret), account, now, now, expires, ip, agent, verified])
        .await?;
    Ok(secret)
}

/// The account that waits for its second factor behind this secret.
pub async fn pending(app: &App, secret: &str) -> Result<Option<Uuid>> {
    let text = "select account from session where hash = $1 and not verified and expires > $2";
    let row = app.db.optional(text, args![secret_hash(secret), app.now()]).await?;
    Ok(row.map(|row| row.get("account")).transpose()?)
}

/// The actor behind the secret of a cookie: nobody when the session is unknown, over, or its account is closed.
pub(crate) async fn actor(app: &App, secret: &str) -> Result<Actor> {
    let hash = secret_hash(secret);
    let now = app.now();
    let text = "select s.account, s.seen, s.created, s.expires, a.name, a.must_change, a.warga, \
        (select count(*) from notification n where n.account = s.account and n.read_at is null) as unread from session s join account a on a.id = s.account \
        where s.hash = $1 and s.verified and a.active";
    let Some(row) = app.db.optional(text, args![hash.clone()]).await? else { return Ok(Actor::nobody()) };
    let seen: OffsetDateTime = row.get("seen")?;
    let expires: OffsetDateTime = row.get("expires")?;
    if expires <= now || seen + IDLE <= now {
        return Ok(Actor::nobody());
    }
    if seen + SEEN_EVERY <= now {
        app.db.exec("update session set seen = $2 where hash = $1", args![hash.clone(), now]).await?;
    }
    let account: Uuid = row.get("account")?;
    let (must_change, citizen): (bool, bool) = (row.get("must_change")?, row.get("warga")?);
    let person = Person {
        account,
        name: row.get("name")?,
        session: Some(hash),
        unread: row.get("unread")?,
        token: None,
        must_change,
        citizen,
    };
    // Without positions there are no rights either, so pages that are open to everybody show no more than to everybody.
    let assignments = if must_change || citizen { vec![] } else { app.assignments(account).await? };
    Ok(Actor::new(person, assignments, app.roles()))
}

/// Sessions of an account that are still open, newest use first.
pub async fn list(app: &App, account: Uuid, this: Option<&[u8]>) -> Result<Vec<Session>> {
    let now = app.now();
    let text = "select id, hash, created, seen, ip, agent from session where account = $1 and verified and expires > $2 and seen > $3 order by seen desc, id desc";
    let rows = app.db.query(text, args![account, now, now - IDLE]).await?;
    rows.iter()
        .map(|row| {
            let hash: Vec<u8> = row.get("hash")?;
            Ok(Session {
                id: row.get("id")?,
                created: row.get("created")?,
                seen: row.get("seen")?,
                ip: row.get("ip")?,
                agent: row.get("agent")?,
                is_this: this == Some(hash.as_slice()),
            })
        })
        .collect()
}

/// Ends one session of the account. Returns whether there was one.
pub async fn end(write: &mut Write, account: Uuid, id: Uuid) -> Result<bool> {
    Ok(write.tx().exec("delete from session where id = $1 and account = $2", args![id, account]).await? > 0)
}

/// Ends the session of a cookie.
pub async fn end_secret(app: &App, secret: &str) -> Result<()> {
    app.db.exec("delete from session where hash = $1", args![secret_hash(secret)]).await?;
    Ok(())
}

/// Ends all sessions of the account but one: after a new password, a lost telephone, a closed account.
pub async fn end_others(write: &mut Write, account: Uuid, keep: Option<&[u8]>) -> Result<u64> {
    let keep = keep.unwrap_or_default().to_vec();
    Ok(write.tx().exec("delete from session where account = $1 and hash <> $2", args![account, keep]).await?)
}

/// Removes sessions that are over; run daily.
pub async fn sweep(app: &App) -> Result<u64> {
    let now = app.now();
    Ok(app.db.exec("delete from session where expires < $1 or seen < $2", args![now, now - IDLE]).await?)
}
