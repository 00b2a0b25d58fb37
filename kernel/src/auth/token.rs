//! Personal tokens of the API: a secret shown once, its hash in a row, a list of permissions and an end.
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::args;
use serde_json::{Value as Json, json};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{Actor, Person};
use crate::web::guard::secret_hash;
use crate::{App, Class, Ctx, Error, Result, Subject, Table};

/// First characters of every token, so that a leaked one is recognised.
pub const PREFIX: &str = "pdp_";

/// The table of tokens.
pub fn table() -> Table {
    let columns = [
        ("account", Class::Internal),
        ("name", Class::Internal),
        ("hash", Class::Secret),
        ("perms", Class::Internal),
        ("expires", Class::Internal),
        ("revoked", Class::Internal),
    ];
    Table::new("api_token", &columns)
}

/// One token, as its owner sees it.
#[derive(Debug, Clone)]
pub struct Token {
    /// Row.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// What it carries.
    pub perms: Vec<String>,
    /// When it ends.
    pub expires: OffsetDateTime,
    /// Last use, to the hour.
    pub used: Option<OffsetDateTime>,
    /// When it was taken back.
    pub revoked: Option<OffsetDateTime>,
}

/// Makes a token for the actor; it can carry only what the actor holds. Returns the secret, shown once.
pub async fn create(ctx: &Ctx, name: &str, perms: &BTreeSet<String>, days: i64) -> Result<String> {
    let known = ctx.app.modules().iter().flat_map(|module| module.perms).map(|(perm, _)| *perm);
    let held: BTreeSet<&str> = known.filter(|perm| ctx.actor.can(*perm)).map(|perm| perm.0).collect();
    if perms.is_empty() || !perms.iter().all(|perm| held.contains(perm.as_str())) {
        return Err(Error::field("hak", "Pilih paling sedikit satu hak yang Anda miliki"));
    }
    let account = ctx.account()?;
    let secret = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(ctx.app.keys.random::<32>()?));
    let id = Uuid::now_v7();
    let mut write = ctx.write("akun.token_dibuat").await?;
    let perms: Vec<&String> = perms.iter().collect();
    let expires = ctx.now + Duration::days(days.clamp(1, 366));
    let values = vec![
        ("account", account.into()),
        ("name", name.into()),
        ("hash", secret_hash(&secret).into()),
        ("perms", json!(perms).into()),
        ("expires", expires.into()),
    ];
    write.insert(&table(), id, values).await?;
    write.commit(&Subject::new("account", account, "/akun/token")).await?;
    Ok(secret)
}

/// Takes a token of the actor back.
pub async fn revoke(ctx: &Ctx, id: Uuid) -> Result<()> {
    let account = ctx.account()?;
    ctx.app.db.one("select id from api_token where id = $1 and account = $2", args![id, account]).await?;
    let mut write = ctx.write("akun.token_dicabut").await?;
    write.update(&table(), id, None, vec![("revoked", ctx.now.into())]).await?;
    write.commit(&Subject::new("account", account, "/akun/token")).await
}

/// Tokens of an account, newest first.
pub async fn list(app: &App, account: Uuid) -> Result<Vec<Token>> {
    let text =
        "select id, name, perms, expires, used, revoked from api_token where account = $1 order by id desc limit 100";
    let rows = app.db.query(text, args![account]).await?;
    rows.iter()
        .map(|row| {
            Ok(Token {
                id: row.get("id")?,
                name: row.get("name")?,
                perms: perms(&row.get::<Json>("perms")?),
                expires: row.get("expires")?,
                used: row.get("used")?,
                revoked: row.get("revoked")?,
            })
        })
        .collect()
}

fn perms(tree: &Json) -> Vec<String> {
    tree.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// The actor behind a bearer token: nobody when it is unknown, over, taken back, or its account is closed.
pub(crate) async fn actor(app: &App, secret: &str) -> Result<Actor> {
    let now = app.now();
    let text = "select t.id, t.account, t.perms, t.used, a.name, a.must_change, a.warga from api_token t join account a on a.id = t.account \
        where t.hash = $1 and t.expires > $2 and t.revoked is null and a.active";
    let Some(row) = app.db.optional(text, args![secret_hash(secret), now]).await? else { return Ok(Actor::nobody()) };
    let used: Option<OffsetDateTime> = row.get("used")?;
    if used.is_none_or(|used| used + Duration::hours(1) <= now) {
        app.db.exec("update api_token set used = $2 where id = $1", args![row.get::<Uuid>("id")?, now]).await?;
    }
    let account: Uuid = row.get("account")?;
    let carried = perms(&row.get::<Json>("perms")?).into_iter().collect();
    let (must_change, citizen): (bool, bool) = (row.get("must_change")?, row.get("warga")?);
    let person = Person {
        account,
        name: row.get("name")?,
        session: None,
        unread: 0,
        token: Some(carried),
        must_change,
        citizen,
    };
    let assignments = if must_change || citizen { vec![] } else { app.assignments(account).await? };
    Ok(Actor::new(person, assignments, app.roles()))
}
