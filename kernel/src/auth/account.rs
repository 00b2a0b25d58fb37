//! Accounts: who may sign in. What an account may do follows from its positions, which the directory knows.
use db::{Row, args};
use time::OffsetDateTime;
use uuid::Uuid;

use super::password;
use crate::{App, Class, Error, Result, Table, Write};

/// How an account wants to hear of notifications by mail.
pub const DIGESTS: [(&str, &str); 3] = [
    ("langsung", "Satu surel untuk setiap pemberitahuan"),
    ("harian", "Satu rangkuman setiap pagi"),
    ("tidak", "Tidak lewat surel"),
];

/// An account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Row.
    pub id: Uuid,
    /// Grows with each change.
    pub version: i64,
    /// Name to sign in with.
    pub login: String,
    /// Name of the person.
    pub name: String,
    /// Address for mail.
    pub email: Option<String>,
    /// PHC string.
    pub(crate) password: String,
    /// Sealed secret of the second factor.
    pub(crate) totp_secret: Option<Vec<u8>>,
    /// The second factor is asked for.
    pub totp_on: bool,
    /// May sign in.
    pub active: bool,
    /// Must choose a new password first.
    pub must_change: bool,
    /// See [`DIGESTS`].
    pub digest: String,
    /// Last successful sign-in.
    pub last_signin: Option<OffsetDateTime>,
    /// A citizen's, who registered: see [`super::citizen`].
    pub citizen: bool,
}

/// The table of accounts.
pub fn table() -> Table {
    let columns = [
        ("login", Class::Personal),
        ("name", Class::Personal),
        ("email", Class::Personal),
        ("password", Class::Secret),
        ("totp_secret", Class::Secret),
        ("totp_on", Class::Internal),
        ("active", Class::Internal),
        ("must_change", Class::Internal),
        ("digest", Class::Internal),
    ];
    Table::new("account", &columns)
}

const COLUMNS: &str =
    "id, version, login, name, email, password, totp_secret, totp_on, active, must_change, digest, last_signin, warga";

fn account(row: &Row) -> Result<Account> {
    Ok(Account {
        id: row.get("id")?,
        version: row.get("version")?,
        login: row.get("login")?,
        name: row.get("name")?,
        email: row.get("email")?,
        password: row.get("password")?,
        totp_secret: row.get("totp_secret")?,
        totp_on: row.get("totp_on")?,
        active: row.get("active")?,
        must_change: row.get("must_change")?,
        digest: row.get("digest")?,
        last_signin: row.get("last_signin")?,
        citizen: row.get("warga")?,
    })
}

/// Finds the account of somebody who works here by the name it signs in with. Citizens are never found so: see
/// [`super::citizen::by_email`].
pub async fn by_login(app: &App, login: &str) -> Result<Option<Account>> {
    of(app, "login = $1 and not warga", args![login.trim().to_lowercase()]).await
}

pub(super) async fn of(app: &App, condition: &str, values: Vec<db::Val>) -> Result<Option<Account>> {
    let text = format!("select {COLUMNS} from account where {condition}");
    app.db.optional(&text, values).await?.as_ref().map(account).transpose()
}

/// Finds an account.
pub async fn find(app: &App, id: Uuid) -> Result<Account> {
    account(&app.db.one(&format!("select {COLUMNS} from account where id = $1"), args![id]).await?)
}

/// Where a page of the list of accounts begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// After this login; the empty one is the start.
    After(&'a str),
    /// The page that ends before this login.
    Before(&'a str),
}

/// Accounts of those who work here by login: up to `limit` whose name, login or mail holds `q`. Citizens are never among them.
pub async fn list(app: &App, q: &str, place: Place<'_>, limit: usize) -> Result<Vec<Account>> {
    listed(app, false, q, place, limit).await
}

pub(super) async fn listed(app: &App, citizens: bool, q: &str, place: Place<'_>, limit: usize) -> Result<Vec<Account>> {
    let (login, side, order) = match place {
        Place::After(login) => (login, ">", "asc"),
        Place::Before(login) => (login, "<", "desc"),
    };
    let text = format!(
        "select {COLUMNS} from account where warga = $3 and login {side} $1 and (lower(name) like $2 or login like $2 or lower(email) like $2) \
         order by login {order} limit {limit}"
    );
    // Signs with a meaning of their own in a pattern stand for any one character, which finds a little more, never less.
    let pattern: String =
        q.trim().to_lowercase().chars().map(|c| if matches!(c, '%' | '\\') { '_' } else { c }).collect();
    let rows = app.db.query(&text, args![login, format!("%{pattern}%"), citizens]).await?;
    let mut found = rows.iter().map(account).collect::<Result<Vec<_>>>()?;
    if matches!(place, Place::Before(_)) {
        found.reverse();
    }
    Ok(found)
}

/// Names of accounts.
pub async fn names(app: &App, ids: &[Uuid]) -> Result<std::collections::BTreeMap<Uuid, String>> {
    let mut found = std::collections::BTreeMap::new();
    for part in ids.chunks(200) {
        let marks = (1..=part.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(",");
        let text = format!("select id, name from account where id in ({marks})");
        for row in app.db.query(&text, part.iter().map(|id| (*id).into()).collect()).await? {
            found.insert(row.get("id")?, row.get("name")?);
        }
    }
    Ok(found)
}

/// A new account; its first password is to be changed at the first sign-in.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Name to sign in with: small letters, digits, dot, dash.
    pub login: String,
    /// Name of the person.
    pub name: String,
    /// Address for mail.
    pub email: Option<String>,
    /// First password.
    pub password: String,
    /// Whether it is to be changed at the first sign-in.
    pub must_change: bool,
}

/// Whether a name to sign in with is well formed.
pub fn login_is_valid(login: &str) -> bool {
    (3..=60).contains(&login.len())
        && login.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && login.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_'))
}

/// Whether mail can be sent to this address.
pub fn email_is_valid(email: &str) -> bool {
    email.len() <= 254 && email.parse::<lettre::Address>().is_ok_and(|address| address.domain().contains('.'))
}

/// Makes an account inside a change.
///
/// # Errors
/// [`Error::Invalid`] when the login is malformed or taken.
pub async fn create(write: &mut Write, new: NewAccount) -> Result<Uuid> {
    let login = new.login.trim().to_lowercase();
    if !login_is_valid(&login) {
        return Err(Error::field("login", "Nama pengguna 3 sampai 60 huruf kecil, angka, titik, atau tanda hubung"));
    }
    if write.tx().optional("select id from account where login = $1", args![login.clone()]).await?.is_some() {
        return Err(Error::field("login", "Nama pengguna ini sudah dipakai"));
    }
    let hash = password::hash(new.password).await?;
    let values = vec![
        ("login", login.into()),
        ("name", new.name.into()),
        ("email", new.email.into()),
        ("password", hash.into()),
        ("totp_secret", db::Val::Null),
        ("totp_on", false.into()),
        ("active", true.into()),
        ("must_change", new.must_change.into()),
        ("digest", "langsung".into()),
    ];
    write.insert(&table(), Uuid::now_v7(), values).await
}

/// Gives an account another password (its hash, see [`password::hash`]) inside a change. With `must_change` its owner has
/// to choose their own next.
pub async fn set_password(write: &mut Write, id: Uuid, hash: String, must_change: bool) -> Result<()> {
    write.update(&table(), id, None, vec![("password", hash.into()), ("must_change", must_change.into())]).await?;
    Ok(())
}

/// Turns the second factor off and forgets its secret and recovery codes, inside a change.
pub async fn drop_second_factor(write: &mut Write, id: Uuid) -> Result<()> {
    write.update(&table(), id, None, vec![("totp_on", false.into()), ("totp_secret", db::Val::Null)]).await?;
    write.tx().exec("update account set totp_step = null where id = $1", args![id]).await?;
    write.tx().exec("delete from recovery_code where account = $1", args![id]).await?;
    Ok(())
}
