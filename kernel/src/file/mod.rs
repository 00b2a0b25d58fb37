//! Stored files: content-addressed in a folder or an S3 bucket, with a row that says whose and how secret they are.
mod seal;
mod send;
mod store;

use db::args;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{App, Class, Result, Subject, Table, Write};

pub use seal::Sealed;
pub use send::send;
pub use store::{Content, Store};

/// How secret a file is (security classes of dinas letters).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// Anybody may fetch it once its record is public.
    Public,
    /// People with the right to its record.
    Internal,
    /// The same, and every download is written to the log.
    Restricted,
}

impl Secrecy {
    /// All, in order of secrecy.
    pub const ALL: [Secrecy; 3] = [Secrecy::Public, Secrecy::Internal, Secrecy::Restricted];
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Secrecy::Public => "publik",
            Secrecy::Internal => "internal",
            Secrecy::Restricted => "terbatas",
        }
    }
    /// From the word in the database or a form.
    pub fn parse(text: &str) -> Option<Secrecy> {
        Secrecy::ALL.into_iter().find(|each| each.as_str() == text)
    }
}

/// Whose a file is.
#[derive(Debug, Clone)]
pub struct Owner {
    /// The record that it belongs to.
    pub subject: Subject,
    /// Unit of that record.
    pub unit: Option<Uuid>,
    /// How secret.
    pub secrecy: Secrecy,
}

/// The row of a stored file.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Row.
    pub id: Uuid,
    /// Kind of the record that it belongs to.
    pub kind: String,
    /// That record.
    pub subject: Uuid,
    /// Name as sent.
    pub name: String,
    /// Type told from the content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Hash of the content as it lies in the store: of a sealed one, of what sealing made of it.
    pub sha256: String,
    /// How secret.
    pub secrecy: Secrecy,
    /// The key of a sealed content, itself sealed.
    pub(crate) seal: Option<Vec<u8>>,
    /// When it came.
    pub created: OffsetDateTime,
}

impl Stored {
    /// Whether the content lies sealed.
    pub fn is_sealed(&self) -> bool {
        self.seal.is_some()
    }
}

/// The table of files.
pub fn table() -> Table {
    let columns = [
        ("unit", Class::Internal),
        ("owner", Class::Internal),
        ("kind", Class::Internal),
        ("subject", Class::Internal),
        ("name", Class::Personal),
        ("type", Class::Internal),
        ("size", Class::Internal),
        ("sha256", Class::Internal),
        ("class", Class::Internal),
        ("removed", Class::Internal),
        ("seal", Class::Secret),
    ];
    Table::new("file", &columns)
}

/// The type told from the first bytes, never from the name.
pub fn media_type(head: &[u8]) -> &'static str {
    match infer::get(head) {
        Some(found) => found.mime_type(),
        None if !head.contains(&0) && utf8_prefix(head) => "text/plain",
        None => "application/octet-stream",
    }
}

/// Whether the bytes are UTF-8, a character cut at the end aside.
fn utf8_prefix(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(cause) => cause.error_len().is_none(),
    }
}

fn stored(row: &db::Row) -> Result<Stored> {
    Ok(Stored {
        id: row.get("id")?,
        kind: row.get("kind")?,
        subject: row.get("subject")?,
        name: row.get("name")?,
        media_type: row.get("type")?,
        size: row.get("size")?,
        sha256: row.get("sha256")?,
        secrecy: Secrecy::parse(&row.get::<String>("class")?).unwrap_or(Secrecy::Restricted),
        seal: row.get("seal")?,
        created: row.get("created")?,
    })
}

const COLUMNS: &str = "id, kind, subject, name, type, size, sha256, class, seal, created";

/// Files of a record that the caller has already found through its scope, oldest first.
pub async fn of(app: &App, subject: Uuid) -> Result<Vec<Stored>> {
    let text = format!("select {COLUMNS} from file where subject = $1 and not removed order by id limit 500");
    app.db.query(&text, args![subject]).await?.iter().map(stored).collect()
}

/// One file of a record that the caller has already found through its scope.
pub async fn find(app: &App, subject: Uuid, id: Uuid) -> Result<Stored> {
    let text = format!("select {COLUMNS} from file where id = $1 and subject = $2 and not removed");
    stored(&app.db.one(&text, args![id, subject]).await?)
}

/// Takes a file off its record. The content stays while another row names it, and in backups.
pub async fn remove(write: &mut Write, id: Uuid) -> Result<()> {
    write.update(&table(), id, None, vec![("removed", true.into())]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides_the_type() {
        assert_eq!(media_type(b"%PDF-1.7\n"), "application/pdf");
        assert_eq!(media_type("Surat édaran".as_bytes()), "text/plain");
        assert_eq!(media_type(b"MZ\0\0\x01"), "application/vnd.microsoft.portable-executable");
        assert_eq!(media_type(&[0, 1, 2, 3]), "application/octet-stream");
    }
}
