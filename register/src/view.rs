//! Saved views of a list: a name for its address, one's own or shown to the unit. Together with the extra fields they
//! are read in one statement.
use kernel::{App, Class, Ctx, Error, Result, Subject, Table, Val, args};
use uuid::Uuid;

use crate::Register;
use crate::extra::{self, Extra};

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Row.
    pub id: Uuid,
    /// What its owner calls it.
    pub title: String,
    /// The query of the list, without `?`.
    pub query: String,
    /// Shown to the whole unit.
    pub shared: bool,
    /// It is the actor's own.
    pub mine: bool,
}

/// The table.
pub fn table() -> Table {
    let columns = [
        ("register", Class::Internal),
        ("owner", Class::Internal),
        ("unit", Class::Internal),
        ("title", Class::Internal),
        ("query", Class::Personal),
        ("shared", Class::Internal),
    ];
    Table::new("register_view", &columns)
}

/// Most views of one person in one register.
const MOST: i64 = 30;

/// What a list needs beside its rows: extra fields and saved views.
#[derive(Debug, Clone, Default)]
pub struct Furniture {
    /// Extra fields of the register.
    pub extras: Vec<Extra>,
    /// Views that the actor may use.
    pub views: Vec<View>,
}

/// Reads both in one statement.
pub async fn furniture(ctx: &Ctx, register: &Register) -> Result<Furniture> {
    let Some(account) = ctx.actor.account() else {
        return Ok(Furniture { extras: extras(&ctx.app, register).await?, views: vec![] });
    };
    let mut row = args![register.key, account];
    let mut units = vec![];
    for assignment in ctx.actor.assignments() {
        row.push(Val::Uuid(assignment.unit));
        units.push(format!("${}", row.len()));
    }
    let shared =
        if units.is_empty() { "false".to_owned() } else { format!("(shared and unit in ({}))", units.join(", ")) };
    let text = format!(
        "select * from (select 0 as bagian, place as urutan, id, {0}, null as title, null as query, false as shared, null as owner
            from register_extra where register = $1 and active
         union all
         select 1 as bagian, 0 as urutan, id, '' as name, '' as label, null as hint, '' as kind, null as choices,
            cast(null as bigint) as smallest, cast(null as bigint) as largest, false as must, title, query, shared, owner
            from register_view where register = $1 and (owner = $2 or {shared})) f
         order by bagian, urutan, id limit 400",
        extra::COLUMNS
    );
    let mut found = Furniture::default();
    for row in ctx.app.db.query(&text, row).await? {
        if row.get::<i64>("bagian")? == 0 {
            found.extras.push(Extra::from_row(&row)?);
        } else {
            found.views.push(View {
                id: row.get("id")?,
                title: row.get("title")?,
                query: row.get("query")?,
                shared: row.get("shared")?,
                mine: row.get::<Option<Uuid>>("owner")? == Some(account),
            });
        }
    }
    Ok(found)
}

/// The extra fields of a register alone.
pub async fn extras(app: &App, register: &Register) -> Result<Vec<Extra>> {
    let (text, args) = extra::select(register);
    app.db.query(&text, args).await?.iter().map(Extra::from_row).collect()
}

/// Keeps the list as the actor sees it now.
pub async fn save(ctx: &Ctx, register: &'static Register, title: &str, query: &str, shared: bool) -> Result<()> {
    let account = ctx.account()?;
    let title = crate::value::parse::clean(title, false)
        .map_err(|fault| Error::field("judul", format!("Nama tampilan {fault}")))?;
    if title.is_empty() || title.chars().count() > 80 {
        return Err(Error::field("judul", "Beri tampilan ini nama, paling panjang 80 karakter."));
    }
    let query = query.trim_start_matches('?');
    if query.len() > 4000 {
        return Err(Error::field("judul", "Saringan ini terlalu panjang untuk disimpan."));
    }
    let count: i64 = ctx
        .app
        .db
        .one("select count(*) as n from register_view where register = $1 and owner = $2", args![register.key, account])
        .await?
        .get("n")?;
    if count >= MOST {
        return Err(Error::refused(format!("Anda sudah menyimpan {MOST} tampilan. Hapus salah satu dahulu.")));
    }
    let mut write = ctx.write("register.tampilan_disimpan").await?;
    let values = vec![
        ("register", register.key.into()),
        ("owner", account.into()),
        ("unit", ctx.actor.unit().into()),
        ("title", title.into()),
        ("query", query.into()),
        ("shared", shared.into()),
    ];
    let id = write.insert(&table(), Uuid::now_v7(), values).await?;
    write.commit(&Subject::new("register_view", id, format!("{}?{query}", register.href()))).await
}

/// Drops a view of the actor's own.
pub async fn remove(ctx: &Ctx, register: &'static Register, id: Uuid) -> Result<()> {
    let text = "select id from register_view where id = $1 and owner = $2 and register = $3";
    ctx.app.db.one(text, args![id, ctx.account()?, register.key]).await?;
    let mut write = ctx.write("register.tampilan_dihapus").await?;
    write.delete(&table(), id).await?;
    write.commit(&Subject::new("register_view", id, register.href())).await
}
