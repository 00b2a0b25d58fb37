//! What a request carries in its body, parsed once at the edge.
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::StreamExt as _;
use http::{HeaderMap, header};
use http_body_util::BodyExt as _;
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::web::routes;
use crate::{Error, Result};

/// Largest body without files, in bytes.
const FIELDS_LIMIT: usize = 2 * 1024 * 1024;
/// Most fields in one form.
const FIELDS_COUNT: usize = 5_000;
/// Most files in one form.
const FILES_COUNT: usize = 50;
/// How long a sender may be silent in the middle of a body.
const SILENCE: Duration = Duration::from_secs(60);
/// How much of a refused body is still taken, and thrown away, so that its sender comes to read why.
const REFUSED: u64 = 4 * 1024 * 1024 * 1024;

/// The fields and files of a form, or the JSON of an API call.
#[derive(Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
    json: Option<Json>,
    raw: Bytes,
    /// Held for as long as the files are, so that large bodies in memory are few at a time.
    turn: Option<tokio::sync::SemaphorePermit<'static>>,
}

/// A file that came with a form, on disk until the request ends; [`crate::file::Store::keep`] keeps it.
#[derive(Debug)]
pub struct Upload {
    /// Name of the form field.
    pub field: String,
    /// Name that the sender gave it, without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// Where it lies now.
    pub path: PathBuf,
    /// Its first bytes (up to 8 KiB), from which its type is told.
    pub head: Vec<u8>,
    /// Its content lies in the store already.
    pub(crate) kept: AtomicBool,
    /// Its content, where it is held in memory and nowhere else: see [`Routes::unseen_post`](crate::Routes::unseen_post).
    pub held: Option<Zeroizing<Vec<u8>>>,
}

impl Upload {
    /// Its content is not to be stored as it came: the handler has made something else of it (a picture drawn anew). To be
    /// called before the change is opened, which would store the content of every upload.
    pub fn leave(&self) {
        self.kept.store(true, std::sync::atomic::Ordering::Relaxed);
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // Gone already when the store moved it.
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Form {
    /// A form from pairs (tests, links).
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Form {
        Form { fields: pairs.into_iter().collect(), ..Form::default() }
    }
    /// The first value of a field, trimmed; empty when it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }
    /// Whether the field was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }
    /// All values of a field (check boxes).
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }
    /// All fields in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.fields
    }
    /// The file of a field; a file input left empty counts as none.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.field == name)
    }
    /// All files.
    pub fn files(&self) -> &[Upload] {
        &self.files
    }
    /// The JSON body of an API call.
    pub fn json(&self) -> Option<&Json> {
        self.json.as_ref()
    }

    /// The bytes of a request to a route of [`Routes::raw`](crate::Routes::raw); empty on all others.
    pub fn raw(&self) -> &Bytes {
        &self.raw
    }

    pub(crate) async fn read(
        headers: &HeaderMap,
        body: &mut Body,
        limit: routes::Body,
        folder: &std::path::Path,
        max_upload: u64,
    ) -> Result<Form> {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if let routes::Body::Raw(most) = limit {
            let mut bytes = Vec::new();
            while let Some(chunk) = next(body).await {
                bytes.extend_from_slice(&chunk.map_err(broken)?);
                if bytes.len() > most {
                    return Err(Error::TooLarge(
                        format!("Permintaan terlalu besar: paling banyak {most} byte.").into(),
                    ));
                }
            }
            return Ok(Form { raw: bytes.into(), ..Form::default() });
        }
        if kind.starts_with("multipart/form-data") {
            let boundary =
                multer::parse_boundary(kind).map_err(|_| Error::BadRequest("Kiriman formulir rusak.".into()))?;
            return multipart(body, boundary, limit, folder, max_upload).await;
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = next(body).await {
            bytes.extend_from_slice(&chunk.map_err(broken)?);
            if bytes.len() > FIELDS_LIMIT {
                return Err(Error::TooLarge("Isian terlalu besar: paling banyak 2 MB tanpa berkas.".into()));
            }
        }
        if bytes.is_empty() {
            return Ok(Form::default());
        }
        if kind.starts_with("application/json") || kind.starts_with("application/merge-patch+json") {
            let json = serde_json::from_slice(&bytes)
                .map_err(|cause| Error::BadRequest(format!("JSON tidak terbaca: {cause}").into()))?;
            return Ok(Form { json: Some(json), ..Form::default() });
        }
        let fields: Vec<_> = pairs(&bytes).take(FIELDS_COUNT + 1).collect();
        if fields.len() > FIELDS_COUNT {
            return Err(Error::TooLarge("Terlalu banyak isian dalam satu kiriman.".into()));
        }
        Ok(Form { fields, ..Form::default() })
    }
}

/// Takes the rest of a body that was refused and throws it away: a browser that is still sending when the connection
/// closes shows a broken connection instead of the page that says what was wrong.
pub(crate) async fn drain(body: &mut Body) {
    let mut left = REFUSED;
    while let Some(Ok(chunk)) = next(body).await {
        left = left.saturating_sub(chunk.len() as u64);
        if left == 0 {
            return;
        }
    }
}

/// The next piece of a body; an error when its sender is silent for too long.
async fn next(body: &mut Body) -> Option<std::io::Result<Bytes>> {
    loop {
        let frame = match tokio::time::timeout(SILENCE, body.frame()).await {
            Ok(frame) => frame?,
            Err(_) => return Some(Err(std::io::ErrorKind::TimedOut.into())),
        };
        match frame.map(|frame| frame.into_data()) {
            Ok(Ok(chunk)) => return Some(Ok(chunk)),
            // Trailers say nothing to us.
            Ok(Err(_)) => {}
            Err(cause) => return Some(Err(std::io::Error::other(cause))),
        }
    }
}

/// A character that no database keeps becomes the sign for an unreadable one, as bytes that are no text do.
fn readable(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}

/// The pairs of a form.
fn pairs(bytes: &[u8]) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(bytes).map(|(name, value)| (readable(name.into_owned()), readable(value.into_owned())))
}

fn broken<T>(_: T) -> Error {
    Error::BadRequest("Kiriman terputus atau rusak. Coba kirim lagi.".into())
}

async fn multipart(
    body: &mut Body,
    boundary: String,
    limit: routes::Body,
    folder: &std::path::Path,
    max_upload: u64,
) -> Result<Form> {
    let max = match limit {
        routes::Body::Fields | routes::Body::Raw(_) => FIELDS_LIMIT as u64,
        routes::Body::Files => max_upload,
        routes::Body::Memory(most) => most,
    };
    let in_memory = matches!(limit, routes::Body::Memory(_));
    let mut held = 0_u64;
    let stream = futures_util::stream::unfold(body, async |body| next(body).await.map(|chunk| (chunk, body)));
    let mut parts = multer::Multipart::new(stream, boundary);
    let mut form = Form::default();
    let mut total = 0_u64;
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        let field = readable(part.name().unwrap_or_default().to_owned());
        match part.file_name().map(str::to_owned) {
            None => {
                let mut bytes = Vec::new();
                while let Some(chunk) = part.chunk().await.map_err(broken)? {
                    total += chunk.len() as u64;
                    if total > FIELDS_LIMIT as u64 || form.fields.len() >= FIELDS_COUNT {
                        return Err(Error::TooLarge("Isian terlalu besar: paling banyak 2 MB tanpa berkas.".into()));
                    }
                    bytes.extend_from_slice(&chunk);
                }
                form.fields.push((field, readable(String::from_utf8_lossy(&bytes).into_owned())));
            }
            Some(name) => {
                if form.files.len() >= FILES_COUNT {
                    return Err(Error::TooLarge(
                        format!("Paling banyak {FILES_COUNT} berkas dalam satu kiriman.").into(),
                    ));
                }
                let saved = if in_memory {
                    hold(field, &name, &mut part, max, &mut held, &mut form.turn).await?
                } else {
                    save(field, &name, &mut part, folder, max).await?
                };
                form.files.extend(saved);
            }
        }
    }
    Ok(form)
}

/// Streams one file to disk, hashing on the way. An empty file without a name is an input that was left empty.
async fn save(
    field: String,
    name: &str,
    part: &mut multer::Field<'_>,
    folder: &std::path::Path,
    max: u64,
) -> Result<Option<Upload>> {
    tokio::fs::create_dir_all(folder).await?;
    let path = folder.join(Uuid::now_v7().to_string());
    let mut upload = Upload {
        field,
        name: base_name(name),
        size: 0,
        sha256: String::new(),
        path,
        head: vec![],
        kept: AtomicBool::new(false),
        held: None,
    };
    let mut file = tokio::fs::OpenOptions::new().write(true).create_new(true).open(&upload.path).await?;
    let mut hash = Sha256::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| Error::BadRequest("Unggahan terputus. Coba kirim lagi.".into()))?;
        upload.size += chunk.len() as u64;
        if upload.size > max {
            let text =
                format!("Berkas \"{}\" terlalu besar: paling besar {}.", upload.name, indonesia::kalimat::ukuran(max));
            return Err(Error::TooLarge(text.into()));
        }
        if upload.head.len() < 8192 {
            upload.head.extend(chunk.iter().take(8192 - upload.head.len()));
        }
        hash.update(&chunk);
        file.write_all(&chunk).await?;
    }
    // Only `flush` tells of a write that failed; syncing alone would keep a part of the file for the whole.
    file.flush().await?;
    file.sync_all().await?;
    if upload.size == 0 && upload.name.is_empty() {
        return Ok(None);
    }
    upload.sha256 = crate::keys::hex(&hash.finalize());
    Ok(Some(upload))
}

/// Files of one form that are taken into memory without waiting for a turn, in bytes.
const SMALL: u64 = 256 * 1024;

/// Waits a moment for the turn to take a large body into memory.
async fn in_memory() -> Result<tokio::sync::SemaphorePermit<'static>> {
    /// Bodies in memory at a time.
    const AT_ONCE: usize = 8;
    static TURNS: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(AT_ONCE);
    match tokio::time::timeout(Duration::from_secs(10), TURNS.acquire()).await {
        Ok(Ok(turn)) => Ok(turn),
        Ok(Err(_)) | Err(_) => Err(Error::TooMany(30)),
    }
}

/// Takes one file into memory; all files of a form together have at most `max` bytes.
async fn hold(
    field: String,
    name: &str,
    part: &mut multer::Field<'_>,
    max: u64,
    held: &mut u64,
    turn: &mut Option<tokio::sync::SemaphorePermit<'static>>,
) -> Result<Option<Upload>> {
    let mut content = Zeroizing::new(Vec::new());
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| Error::BadRequest("Unggahan terputus. Coba kirim lagi.".into()))?;
        *held += chunk.len() as u64;
        if *held > max {
            let text = format!("Berkas terlalu besar: semuanya paling besar {}.", indonesia::kalimat::ukuran(max));
            return Err(Error::TooLarge(text.into()));
        }
        if *held > SMALL && turn.is_none() {
            *turn = Some(in_memory().await?);
        }
        content.extend_from_slice(&chunk);
    }
    let name = base_name(name);
    if content.is_empty() && name.is_empty() {
        return Ok(None);
    }
    Ok(Some(Upload {
        field,
        name,
        size: content.len() as u64,
        sha256: crate::keys::hex(&Sha256::digest(content.as_slice())),
        // Removing what has no name does nothing.
        path: PathBuf::new(),
        head: content.iter().take(8192).copied().collect(),
        kept: AtomicBool::new(false),
        held: Some(content),
    }))
}

/// The last part of a name, without control characters, at most 200 characters.
fn base_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).collect();
    let clean = clean.trim().trim_start_matches('.');
    let count = clean.chars().count();
    clean.chars().skip(count.saturating_sub(200)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_loses_its_folders_and_tricks() {
        let table = [
            ("laporan.pdf", "laporan.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\surat.docx", "surat.docx"),
            (".htaccess", "htaccess"),
            ("a\u{0}b\r\n.txt", "ab.txt"),
            ("", ""),
        ];
        for (given, expected) in table {
            assert_eq!(base_name(given), expected);
        }
        assert_eq!(base_name(&format!("{}.pdf", "x".repeat(500))).chars().count(), 200);
    }
}
