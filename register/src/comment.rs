//! Comments on records, and the reasons that people gave for an act. They belong to the record: who may read it reads
//! them.
use kernel::{App, Class, Ctx, Error, Result, Table, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Record, store, value::parse};

/// Longest comment, in characters.
pub const MOST: usize = 5000;

/// One comment.
#[derive(Debug, Clone)]
pub struct Comment {
    /// Row.
    pub id: Uuid,
    /// Who wrote it.
    pub author: String,
    /// The act whose reason it is; empty for a plain comment.
    pub act: String,
    /// What it says.
    pub text: String,
    /// When.
    pub at: OffsetDateTime,
}

/// The table.
pub fn table() -> Table {
    let columns = [
        ("register", Class::Internal),
        ("record", Class::Internal),
        ("owner", Class::Internal),
        ("act", Class::Internal),
        ("body", Class::Personal),
    ];
    Table::new("register_comment", &columns)
}

/// The comments of a record that was found through its scope, oldest first; the newest 500.
pub async fn of(app: &App, record: &Record) -> Result<Vec<Comment>> {
    let text =
        "select c.id, c.act, c.body, c.created, a.name from register_comment c left join account a on a.id = c.owner
        where c.record = $1 and c.register = $2 order by c.id desc limit 500";
    let rows = app.db.query(text, args![record.id, record.register.key]).await?;
    let read = |row: &kernel::Row| {
        Ok(Comment {
            id: row.get("id")?,
            author: row.get::<Option<String>>("name")?.unwrap_or_else(|| "Sistem".into()),
            act: row.get("act")?,
            text: row.get("body")?,
            at: row.get("created")?,
        })
    };
    let mut found = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    found.reverse();
    Ok(found)
}

/// Adds a comment in an open change; `act` names the act whose reason it is.
pub async fn add(write: &mut Write, record: &Record, act: &str, text: &str) -> Result<Uuid> {
    let values = vec![
        ("register", record.register.key.into()),
        ("record", record.id.into()),
        ("owner", write.actor().into()),
        ("act", act.into()),
        ("body", text.into()),
    ];
    write.insert(&table(), Uuid::now_v7(), values).await
}

/// The text of a comment as it is kept.
///
/// # Errors
/// [`Error::Invalid`] for an empty or too long one.
pub fn clean(field: &'static str, text: &str) -> Result<String> {
    let text = parse::clean(text, true).map_err(|fault| Error::field(field, format!("Teks {fault}")))?;
    match text.chars().count() {
        0 => Err(Error::field(field, "Tulis isinya dahulu.")),
        count if count > MOST => Err(Error::field(field, format!("Paling panjang {MOST} karakter; sekarang {count}."))),
        _ => Ok(text),
    }
}

/// A person comments a record.
pub async fn post(ctx: &Ctx, record: &Record, text: &str) -> Result<()> {
    let text = clean("komentar", text)?;
    let mut write = ctx.write(format!("{}.komentar", record.register.key)).await?;
    add(&mut write, record, "", &text).await?;
    let subject = store::subject(record);
    write.commit(&kernel::Subject { href: format!("{}/komentar", record.href()), ..subject }).await
}
