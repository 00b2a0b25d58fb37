//! Stored files: content-addressed in a folder or an S3 bucket, with a row that says whose and how secret they are.
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Body;
use db::args;
use futures_util::TryStreamExt as _;
use http::{HeaderValue, StatusCode, header};
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt as _, WriteMultipart};
use time::OffsetDateTime;
use tokio::io::AsyncReadExt as _;
use uuid::Uuid;

use crate::config::Config;
use crate::web::{Ctx, Response, Upload, respond};
use crate::{App, Class, Error, Result, Subject, Table, Write};

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

/// How long a bucket that does not answer is tried again.
const RETRY: Duration = Duration::from_secs(20);

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
        let rest = config
            .files
            .strip_prefix("s3://")
            .ok_or_else(|| Error::refused("files harus \"folder\" atau \"s3://bucket/awalan\""))?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        // A person waits for the answer: better a page that says so than minutes of silence.
        let retry = object_store::RetryConfig { max_retries: 3, retry_timeout: RETRY, ..Default::default() };
        let builder = object_store::aws::AmazonS3Builder::from_env().with_bucket_name(bucket).with_retry(retry);
        let inner = builder.build().map_err(unavailable)?;
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

    fn key(&self, sha256: &str) -> Key {
        let (head, tail) = sha256.split_at_checked(2).unwrap_or(("", sha256));
        Key::from(format!("{}{head}/{tail}", self.prefix))
    }

    /// Stores the content of an upload and its row. The content is safe before the row exists; when the change is then
    /// rolled back, an unused content remains, which `pendopo periksa` reports.
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
    async fn holds(&self, key: &Key, size: u64) -> Result<bool> {
        match self.inner.head(key).await {
            Ok(found) => Ok(found.size == size),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
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
        let mut file = tokio::fs::File::open(path).await?;
        if self.holds(&key, file.metadata().await?.len()).await? {
            return Ok(());
        }
        self.is_there()?;
        let upload = self.inner.put_multipart(&key).await.map_err(unavailable)?;
        let mut out = WriteMultipart::new(upload);
        match copy(&mut file, &mut out).await {
            Ok(found) if found == sha256 => {
                out.finish().await.map_err(unavailable)?;
                Ok(())
            }
            result => {
                if let Err(cause) = out.abort().await {
                    tracing::warn!(%cause, "a half-written content could not be removed");
                }
                result?;
                Err(Error::Unavailable(anyhow::anyhow!("an upload changed on the way to the store")))
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

/// Copies a file into the store piece by piece; returns the hash of what was copied.
async fn copy(file: &mut tokio::fs::File, out: &mut WriteMultipart) -> Result<String> {
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

fn unavailable(cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Unavailable(cause.into())
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

/// Sends a file that the caller may see: as a download, never shown by the browser; a part of it when asked (resume).
pub async fn send(ctx: &Ctx, file: &Stored) -> Result<Response> {
    let size = u64::try_from(file.size).unwrap_or(0);
    let etag = format!("\"{}\"", file.sha256);
    let if_range = ctx.header(header::IF_RANGE);
    let asked =
        if if_range.is_empty() || if_range == etag { range(ctx.header(header::RANGE), size) } else { Asked::Whole };
    let (status, part) = match asked {
        Asked::Whole => (StatusCode::OK, 0..size),
        Asked::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Asked::Impossible => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    let body = if part.is_empty() { Body::empty() } else { ctx.app.files.stream(&file.sha256, part.clone()).await? };
    let mut response = respond::with_type(status, "application/octet-stream", body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&file.media_type).map_err(Error::internal)?);
    headers.insert(header::CONTENT_DISPOSITION, respond::disposition(&file.name)?);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::ETAG, HeaderValue::from_str(&etag).map_err(Error::internal)?);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let text = format!("bytes {}-{}/{size}", part.start, part.end.saturating_sub(1));
        headers.insert(header::CONTENT_RANGE, HeaderValue::from_str(&text).map_err(Error::internal)?);
    } else if status == StatusCode::RANGE_NOT_SATISFIABLE {
        headers
            .insert(header::CONTENT_RANGE, HeaderValue::from_str(&format!("bytes */{size}")).map_err(Error::internal)?);
    }
    Ok(response)
}

#[derive(Debug, PartialEq)]
enum Asked {
    Whole,
    Part(std::ops::Range<u64>),
    Impossible,
}

/// One byte range (RFC 9110); several at once are answered with the whole, which the RFC allows.
fn range(header: &str, size: u64) -> Asked {
    let Some((from, to)) =
        header.strip_prefix("bytes=").filter(|rest| !rest.contains(',')).and_then(|rest| rest.split_once('-'))
    else {
        return Asked::Whole;
    };
    let part = match (from.trim().parse::<u64>().ok(), to.trim().parse::<u64>().ok()) {
        (Some(from), Some(to)) if from <= to => from..to.saturating_add(1).min(size),
        (Some(from), None) if to.trim().is_empty() => from..size,
        (None, Some(last)) if from.trim().is_empty() => size.saturating_sub(last)..size,
        _ => return Asked::Whole,
    };
    if part.start >= part.end { Asked::Impossible } else { Asked::Part(part) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_rfc_says() {
        let table = [
            ("", Asked::Whole),
            ("bytes=0-9", Asked::Part(0..10)),
            ("bytes=5-", Asked::Part(5..100)),
            ("bytes=-10", Asked::Part(90..100)),
            ("bytes=-500", Asked::Part(0..100)),
            ("bytes=90-500", Asked::Part(90..100)),
            ("bytes=100-", Asked::Impossible),
            ("bytes=-0", Asked::Impossible),
            ("bytes=9-5", Asked::Whole),
            ("bytes=0-1,5-6", Asked::Whole),
            ("lain=0-1", Asked::Whole),
        ];
        for (header, expected) in table {
            assert_eq!(range(header, 100), expected, "{header}");
        }
    }

    #[test]
    fn the_content_decides_the_type() {
        assert_eq!(media_type(b"%PDF-1.7\n"), "application/pdf");
        assert_eq!(media_type("Surat édaran".as_bytes()), "text/plain");
        assert_eq!(media_type(b"MZ\0\0\x01"), "application/vnd.microsoft.portable-executable");
        assert_eq!(media_type(&[0, 1, 2, 3]), "application/octet-stream");
    }
}
