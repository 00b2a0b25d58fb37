//! Stored files: content-addressed in a folder or an S3 bucket, with a row that says whose and how secret they are.
mod destroy;
mod put;
mod send;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use db::args;
use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path as Key;
use object_store::{BackoffConfig, ClientConfigKey, ObjectStore, ObjectStoreExt as _, RetryConfig, WriteMultipart};
use time::OffsetDateTime;
use tokio::io::AsyncReadExt as _;
use uuid::Uuid;

use crate::config::Config;
use crate::web::Upload;
use crate::{App, Class, Error, Result, Subject, Table, Write};

pub(crate) use destroy::JOB;
pub use destroy::destroy;
pub use put::Put;
pub use send::send;

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
    /// Hash of the content.
    pub sha256: String,
    /// How secret.
    pub secrecy: Secrecy,
    /// When it came.
    pub created: OffsetDateTime,
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
    ];
    Table::new("file", &columns)
}

/// Contents up to this size go to the store in one request.
const IN_ONE_PIECE: u64 = 8 * 1024 * 1024;

/// Copies a file into the store piece by piece; returns the hash of what was copied.
async fn pour(file: &mut tokio::fs::File, out: &mut WriteMultipart) -> Result<String> {
    use sha2::{Digest as _, Sha256};
    let mut hash = Sha256::new();
    let mut chunk = vec![0_u8; 256 * 1024];
    loop {
        let read = file.read(&mut chunk).await?;
        let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return Ok(crate::keys::hex(&hash.finalize()));
        };
        hash.update(bytes);
        out.wait_for_capacity(4).await.map_err(unavailable)?;
        out.write(bytes);
    }
}

/// Where contents lie. Each content is stored once under its hash and never changed.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<dyn ObjectStore>,
    prefix: String,
    /// The folder, when it is one.
    folder: Option<PathBuf>,
}

impl Store {
    /// Opens the folder in the data folder, or the bucket.
    pub fn open(config: &Config) -> Result<Store> {
        if config.files == "folder" {
            let folder = config.data.join("berkas");
            std::fs::create_dir_all(&folder)?;
            let inner = object_store::local::LocalFileSystem::new_with_prefix(&folder).map_err(unavailable)?;
            return Ok(Store { inner: Arc::new(inner.with_fsync(true)), prefix: String::new(), folder: Some(folder) });
        }
        let variables =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Store::bucket(&config.files, variables)
    }

    /// Opens the bucket of an address `s3://bucket/prefix` with the keys and the endpoint in these variables (`AWS_*`).
    ///
    /// # Errors
    /// Names the variable that is missing or does not fit; the server itself is not asked.
    pub fn bucket(address: &str, variables: impl IntoIterator<Item = (String, String)>) -> Result<Store> {
        let refuse = || Error::refused("files harus \"folder\" atau \"s3://bucket/awalan\"");
        let rest = address.strip_prefix("s3://").ok_or_else(refuse)?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return Err(refuse());
        }
        let variables: std::collections::BTreeMap<String, String> =
            variables.into_iter().filter(|(name, value)| name.starts_with("AWS_") && !value.is_empty()).collect();
        let given = |names: &[&str]| names.iter().find_map(|name| variables.get(*name));
        let endpoint = given(&["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT", "AWS_ENDPOINT_URL"]);
        if endpoint.is_some_and(|address| address.starts_with("http://")) && given(&["AWS_ALLOW_HTTP"]).is_none() {
            return Err(Error::refused(
                "Alamat penyimpanan berkas (AWS_ENDPOINT) tidak terenkripsi. Pakai https://, atau isi AWS_ALLOW_HTTP=true bila servernya di mesin atau jaringan sendiri",
            ));
        }
        // Machines at AWS have other ways to prove who they are; elsewhere there are only keys.
        for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
            if endpoint.is_some() && !variables.contains_key(name) {
                return Err(Error::refused(format!("Kunci penyimpanan berkas belum diisi: {name}")));
            }
        }
        // A download may take as long as the reader's line needs, so that not the whole answer but each piece has a limit;
        // and a person waits for the answer, so that a store that is away is given up soon.
        let own = [(ClientConfigKey::Timeout, "2 hours"), (ClientConfigKey::ReadTimeout, "30 seconds")];
        let mut builder = AmazonS3Builder::new().with_retry(RetryConfig {
            backoff: BackoffConfig::default(),
            max_retries: 3,
            retry_timeout: std::time::Duration::from_secs(15),
        });
        for (key, value) in own {
            builder = builder.with_config(AmazonS3ConfigKey::Client(key), value);
        }
        for (name, value) in &variables {
            if let Ok(key) = name.to_ascii_lowercase().parse() {
                builder = builder.with_config(key, value);
            }
        }
        // The client asks the process for its cryptography; another part may have said already which, and it is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let inner = builder.with_bucket_name(bucket).build().map_err(unavailable)?;
        let prefix = if prefix.is_empty() { String::new() } else { format!("{}/", prefix.trim_end_matches('/')) };
        Ok(Store { inner: Arc::new(inner), prefix, folder: None })
    }

    /// A folder that has gone (a disk that is not mounted) is not made anew: what was then written there would be hidden
    /// when the right one comes back.
    fn is_there(&self) -> Result<()> {
        match &self.folder {
            Some(folder) if !folder.is_dir() => {
                Err(Error::Unavailable(anyhow::anyhow!("the folder of files {} is gone", folder.display())))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Whether the folder or bucket answers and lets us write: one small object, always the same, is written and read.
    /// It stays, because nothing else of ours needs the right to delete.
    ///
    /// # Errors
    /// [`Error::Unavailable`] with what the store said.
    pub async fn ping(&self) -> Result<()> {
        let key = Key::from(format!("{}periksa", self.prefix));
        self.is_there()?;
        let content = bytes::Bytes::from_static(b"Berkas ini ditulis oleh pemeriksaan Pendopo.\n");
        self.inner.put(&key, content.clone().into()).await.map_err(unavailable)?;
        let found = self.inner.get(&key).await.map_err(unavailable)?.bytes().await.map_err(unavailable)?;
        if found == content {
            return Ok(());
        }
        Err(Error::Unavailable(anyhow::anyhow!("the file store gave back other bytes than it was given")))
    }

    fn key(&self, sha256: &str) -> Key {
        let (head, tail) = sha256.split_at_checked(2).unwrap_or(("", sha256));
        Key::from(format!("{}{head}/{tail}", self.prefix))
    }

    /// Stores the content of an upload and its row. The content is safe before the row exists; when the change is then
    /// rolled back, an unused content remains, which no row names: it costs space and is found by nobody.
    pub async fn keep(&self, write: &mut Write, upload: &Upload, owner: &Owner) -> Result<Uuid> {
        self.put_upload(upload).await?;
        let media_type = media_type(&upload.head);
        self.row(write, &upload.name, media_type, upload.size, &upload.sha256, owner).await
    }

    /// Stores the content of an upload, once.
    pub(crate) async fn put_upload(&self, upload: &Upload) -> Result<()> {
        if !upload.kept.load(Ordering::Relaxed) {
            self.put_path(&upload.sha256, &upload.path).await?;
            upload.kept.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Stores bytes that the program made (a report, a Berita Acara).
    pub async fn keep_bytes(&self, write: &mut Write, name: &str, bytes: Vec<u8>, owner: &Owner) -> Result<Uuid> {
        use sha2::{Digest as _, Sha256};
        let sha256 = crate::keys::hex(&Sha256::digest(&bytes));
        let media_type = media_type(bytes.get(..bytes.len().min(8192)).unwrap_or_default());
        let size = bytes.len() as u64;
        let key = self.key(&sha256);
        if !self.holds(&key, size).await? {
            self.is_there()?;
            self.inner.put(&key, bytes.into()).await.map_err(unavailable)?;
        }
        self.row(write, name, media_type, size, &sha256, owner).await
    }

    async fn row(
        &self,
        write: &mut Write,
        name: &str,
        media_type: &str,
        size: u64,
        sha256: &str,
        owner: &Owner,
    ) -> Result<Uuid> {
        destroy::is_going(write, sha256).await?;
        let id = Uuid::now_v7();
        let values = vec![
            ("unit", owner.unit.into()),
            ("owner", write.actor().into()),
            ("kind", owner.subject.kind.as_ref().into()),
            ("subject", owner.subject.id.into()),
            ("name", name.into()),
            ("type", media_type.into()),
            ("size", i64::try_from(size).unwrap_or(i64::MAX).into()),
            ("sha256", sha256.into()),
            ("class", owner.secrecy.as_str().into()),
            ("removed", false.into()),
        ];
        write.insert(&table(), id, values).await
    }

    /// Whether a content of this size lies there. One of another size is what a fault left behind, to be written anew.
    /// A bucket whose keys may not list answers "denied" for what is not there.
    async fn holds(&self, key: &Key, size: u64) -> Result<bool> {
        use object_store::Error as E;
        match self.inner.head(key).await {
            Ok(found) => Ok(found.size == size),
            Err(E::NotFound { .. } | E::PermissionDenied { .. } | E::Unauthenticated { .. }) => Ok(false),
            Err(cause) => Err(unavailable(cause)),
        }
    }

    /// Stores the content of a file on this machine whose hash the caller has computed; harmless when it is there already.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the store cannot keep it, or the file does not hold what its hash says: then nothing is
    /// kept, for under its hash nobody would look at it again.
    pub async fn put_path(&self, sha256: &str, path: &std::path::Path) -> Result<()> {
        let key = self.key(sha256);
        use sha2::{Digest as _, Sha256};
        let changed = || Error::Unavailable(anyhow::anyhow!("an upload changed on the way to the store"));
        let mut file = tokio::fs::File::open(path).await?;
        let size = file.metadata().await?.len();
        if self.holds(&key, size).await? {
            return Ok(());
        }
        self.is_there()?;
        if size <= IN_ONE_PIECE {
            let mut bytes = Vec::new();
            file.take(IN_ONE_PIECE + 1).read_to_end(&mut bytes).await?;
            if crate::keys::hex(&Sha256::digest(&bytes)) != sha256 {
                return Err(changed());
            }
            self.inner.put(&key, bytes.into()).await.map_err(unavailable)?;
            return Ok(());
        }
        let mut out = WriteMultipart::new(self.inner.put_multipart(&key).await.map_err(unavailable)?);
        match pour(&mut file, &mut out).await {
            Ok(found) if found == sha256 => out.finish().await.map(drop).map_err(unavailable),
            // The pieces that have arrived would stay in the bucket for ever.
            result => {
                let _ = out.abort().await;
                result.and_then(|_| Err(changed()))
            }
        }
    }

    /// The whole content, for small files that the program reads itself; at most `limit` bytes.
    pub async fn bytes(&self, sha256: &str, limit: u64) -> Result<Vec<u8>> {
        let found = self.inner.get(&self.key(sha256)).await.map_err(unavailable)?;
        if found.meta.size > limit {
            return Err(Error::TooLarge("Berkas terlalu besar untuk dibaca sekaligus.".into()));
        }
        Ok(found.bytes().await.map_err(unavailable)?.to_vec())
    }

    /// A part of a content as a stream, and the size of the whole.
    async fn stream(&self, sha256: &str, range: std::ops::Range<u64>) -> Result<Body> {
        let options = object_store::GetOptions { range: Some(range.into()), ..Default::default() };
        let found = self.inner.get_opts(&self.key(sha256), options).await.map_err(unavailable)?;
        Ok(Body::from_stream(found.into_stream().map_err(std::io::Error::other)))
    }

    /// A content piece by piece, for backups; nothing when it is gone.
    pub async fn content(&self, sha256: &str) -> Result<Option<Content>> {
        match self.inner.get(&self.key(sha256)).await {
            Ok(found) => Ok(Some(Content { size: found.meta.size, stream: found.into_stream() })),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(cause) => Err(unavailable(cause)),
        }
    }

    /// Reads a content again and compares it with its name. False when it has rotted or is gone.
    pub async fn is_whole(&self, sha256: &str) -> Result<bool> {
        use sha2::{Digest as _, Sha256};
        let Some(mut content) = self.content(sha256).await? else { return Ok(false) };
        let mut hash = Sha256::new();
        while let Some(chunk) = content.next().await? {
            hash.update(&chunk);
        }
        Ok(crate::keys::hex(&hash.finalize()) == sha256)
    }
}

/// A stored content that is being read.
pub struct Content {
    size: u64,
    stream: futures_util::stream::BoxStream<'static, object_store::Result<bytes::Bytes>>,
}

impl Content {
    /// Bytes of the whole.
    pub fn size(&self) -> u64 {
        self.size
    }
    /// The next piece; nothing at the end.
    pub async fn next(&mut self) -> Result<Option<bytes::Bytes>> {
        self.stream.try_next().await.map_err(unavailable)
    }
}

/// What the store said, behind what somebody at a terminal can do about it.
fn unavailable(cause: object_store::Error) -> Error {
    use object_store::Error as E;
    let text = if matches!(cause, E::PermissionDenied { .. } | E::Unauthenticated { .. }) {
        "penyimpanan berkas menolak: periksa AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, dan izin bucket"
    } else if matches!(cause, E::NotFound { .. }) {
        "penyimpanan berkas tidak punya bucket atau berkas itu"
    } else {
        "penyimpanan berkas tidak menjawab sebagaimana mestinya"
    };
    // Its text holds that of its cause already.
    Error::Unavailable(anyhow::anyhow!("{text}: {cause}"))
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
        created: row.get("created")?,
    })
}

const COLUMNS: &str = "id, kind, subject, name, type, size, sha256, class, created";

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
