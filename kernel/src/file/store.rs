//! Where the contents of files lie: a folder or a bucket, each content once under its hash.
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path as Key;
use object_store::{BackoffConfig, ClientConfigKey, ObjectStore, ObjectStoreExt as _, RetryConfig, WriteMultipart};
use tokio::io::AsyncReadExt as _;
use uuid::Uuid;

use super::seal::{self, Sealed};
use super::{Owner, Stored, media_type, table};
use crate::config::Config;
use crate::web::Upload;
use crate::{Error, Result, Write};

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
    pub(super) inner: Arc<dyn ObjectStore>,
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
    pub(super) fn is_there(&self) -> Result<()> {
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

    pub(super) fn key(&self, sha256: &str) -> Key {
        let (head, tail) = sha256.split_at_checked(2).unwrap_or(("", sha256));
        Key::from(format!("{}{head}/{tail}", self.prefix))
    }

    /// Stores the content of an upload and its row. The content is safe before the row exists; when the change is then
    /// rolled back, an unused content remains, which no row names: it costs space and is found by nobody.
    pub async fn keep(&self, write: &mut Write, upload: &Upload, owner: &Owner) -> Result<Uuid> {
        self.put_upload(upload).await?;
        let media_type = media_type(&upload.head);
        self.row(write, &upload.name, media_type, upload.size, &upload.sha256, None, owner).await
    }

    /// Seals an upload under a key of its own and stores it. To be called before the change is opened, which would store
    /// the open content of every upload that is not stored yet.
    pub async fn seal_upload(&self, keys: &crate::keys::Keys, upload: &Upload) -> Result<Sealed> {
        let (cipher, key) = seal::Cipher::fresh(keys)?;
        let path = upload.path.with_extension("segel");
        let stored = async {
            let sha256 = cipher.seal_path(&upload.path, &path).await?;
            self.put_path(&sha256, &path).await?;
            Ok(sha256)
        };
        let stored: Result<String> = stored.await;
        let _ = tokio::fs::remove_file(&path).await;
        let sha256 = stored?;
        upload.kept.store(true, Ordering::Relaxed);
        Ok(Sealed { name: upload.name.clone(), media_type: media_type(&upload.head), size: upload.size, sha256, key })
    }

    /// Seals bytes under a key of its own and stores them.
    pub async fn seal_bytes(&self, keys: &crate::keys::Keys, name: &str, bytes: &[u8]) -> Result<Sealed> {
        let (cipher, key) = seal::Cipher::fresh(keys)?;
        let media_type = media_type(bytes.get(..bytes.len().min(8192)).unwrap_or_default());
        let closed = cipher.seal(bytes)?;
        let sha256 = self.put_bytes(closed).await?;
        Ok(Sealed { name: name.to_owned(), media_type, size: bytes.len() as u64, sha256, key })
    }

    /// Writes the row of a sealed content.
    pub async fn keep_sealed(&self, write: &mut Write, sealed: Sealed, owner: &Owner) -> Result<Uuid> {
        let Sealed { name, media_type, size, sha256, key } = sealed;
        self.row(write, &name, media_type, size, &sha256, Some(key), owner).await
    }

    /// Puts the sealed content of a kept file in place of its open one: the row stays, and the open content leaves the
    /// store after the commit, unless another row names it. Copies in backups stay until those are thrown away.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the file has another content by now.
    pub async fn seal_kept(&self, write: &mut Write, file: &super::Stored, sealed: Sealed) -> Result<()> {
        let text = "select sha256 from file where id = $1 and removed = false for update";
        let row = write.tx().one(text, db::args![file.id]).await?;
        if row.get::<String>("sha256")? != file.sha256 {
            return Err(Error::Conflict);
        }
        let values = vec![("sha256", sealed.sha256.into()), ("seal", Some(sealed.key).into())];
        write.update(&table(), file.id, None, values).await?;
        super::destroy::let_go(write, &file.sha256).await
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
        let media_type = media_type(bytes.get(..bytes.len().min(8192)).unwrap_or_default());
        let size = bytes.len() as u64;
        let sha256 = self.put_bytes(bytes).await?;
        self.row(write, name, media_type, size, &sha256, None, owner).await
    }

    /// Stores bytes once; returns their hash.
    async fn put_bytes(&self, bytes: Vec<u8>) -> Result<String> {
        use sha2::{Digest as _, Sha256};
        let sha256 = crate::keys::hex(&Sha256::digest(&bytes));
        let key = self.key(&sha256);
        if !self.holds(&key, bytes.len() as u64).await? {
            self.is_there()?;
            self.inner.put(&key, bytes.into()).await.map_err(unavailable)?;
        }
        Ok(sha256)
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of one row")]
    pub(super) async fn row(
        &self,
        write: &mut Write,
        name: &str,
        media_type: &str,
        size: u64,
        sha256: &str,
        seal: Option<Vec<u8>>,
        owner: &Owner,
    ) -> Result<Uuid> {
        super::destroy::is_going(write, sha256).await?;
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
            ("seal", seal.into()),
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

    /// Contents that no row names: what was stored for a change that then failed. Those younger than a day are left
    /// out, for their change may still be under way. The hash of each, and its size in bytes, in no order.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the store does not list what it has.
    pub async fn unnamed(&self, db: &db::Db, now: time::OffsetDateTime) -> Result<Vec<(String, u64)>> {
        let prefix = (!self.prefix.is_empty()).then(|| Key::from(self.prefix.trim_end_matches('/')));
        let mut listed = self.inner.list(prefix.as_ref());
        let (mut found, mut asked) = (Vec::new(), Vec::new());
        loop {
            let next = listed.try_next().await.map_err(unavailable)?;
            let ended = next.is_none();
            if let Some(object) = next {
                let path = object.location.as_ref();
                let path = path.strip_prefix(self.prefix.as_str()).unwrap_or(path);
                let sha256 = path.replace('/', "");
                let is_content = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
                let old = object.last_modified.timestamp() < (now - time::Duration::DAY).unix_timestamp();
                if is_content && old {
                    asked.push((sha256, object.size));
                }
            }
            if asked.len() >= 500 || ended {
                let marks: Vec<String> = (1..=asked.len()).map(|place| format!("${place}")).collect();
                if !asked.is_empty() {
                    let text = format!("select sha256 from file where sha256 in ({})", marks.join(", "));
                    let values = asked.iter().map(|(sha256, _)| sha256.as_str().into()).collect();
                    let named = db.query(&text, values).await?;
                    let named: Vec<String> = named.iter().map(|row| row.get("sha256")).collect::<db::Result<_>>()?;
                    found.extend(asked.drain(..).filter(|(sha256, _)| !named.contains(sha256)));
                }
                if ended {
                    return Ok(found);
                }
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

    /// The whole content of a file as it was given, sealed or not; at most `limit` bytes.
    pub async fn read(&self, keys: &crate::keys::Keys, file: &Stored, limit: u64) -> Result<Vec<u8>> {
        let Some(seal) = &file.seal else { return self.bytes(&file.sha256, limit).await };
        let size = u64::try_from(file.size).unwrap_or(0);
        if size > limit {
            return Err(Error::TooLarge("Berkas terlalu besar untuk dibaca sekaligus.".into()));
        }
        let closed = self.bytes(&file.sha256, seal::sealed_size(limit)).await?;
        let cipher = seal::Cipher::of(keys, seal)?;
        let opened = seal::Opening { cipher, place: 0, size, skip: 0, left: size, waiting: vec![] }.push(&closed)?;
        if opened.len() as u64 == size { Ok(opened) } else { Err(Error::internal("a sealed file is cut off")) }
    }

    /// A part of a file as a stream.
    pub(super) async fn stream(
        &self,
        keys: &crate::keys::Keys,
        file: &Stored,
        range: std::ops::Range<u64>,
    ) -> Result<Body> {
        let Some(seal) = &file.seal else {
            let found = self.part(&file.sha256, range).await?;
            return Ok(Body::from_stream(found.map_err(std::io::Error::other)));
        };
        let size = u64::try_from(file.size).unwrap_or(0);
        let (place, closed) = seal::around(&range, size);
        let skip = usize::try_from(range.start - place * seal::PIECE as u64).unwrap_or(0);
        let cipher = seal::Cipher::of(keys, seal)?;
        let left = range.end - range.start;
        let mut opening = seal::Opening { cipher, place, size, skip, left, waiting: vec![] };
        let found = self.part(&file.sha256, closed).await?;
        let opened = found.map_err(std::io::Error::other).and_then(move |bytes| {
            let opened = opening.push(&bytes).map_err(std::io::Error::other);
            std::future::ready(opened.map(bytes::Bytes::from))
        });
        Ok(Body::from_stream(opened))
    }

    /// A part of what lies in the store.
    async fn part(
        &self,
        sha256: &str,
        range: std::ops::Range<u64>,
    ) -> Result<futures_util::stream::BoxStream<'static, object_store::Result<bytes::Bytes>>> {
        let options = object_store::GetOptions { range: Some(range.into()), ..Default::default() };
        let found = self.inner.get_opts(&self.key(sha256), options).await.map_err(unavailable)?;
        Ok(found.into_stream())
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
pub(super) fn unavailable(cause: object_store::Error) -> Error {
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
