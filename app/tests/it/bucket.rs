//! A small store that really speaks S3: signatures (SigV4) are checked, contents are compared with the hash that was
//! signed, large ones come in parts.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use sha2::{Digest as _, Sha256};

/// The keys that it takes.
pub const KEY: (&str, &str) = ("AKIAUJI", "rahasia/uji+kunci");
/// Its only bucket.
pub const BUCKET: &str = "berkas-kabupaten";

#[derive(Default)]
struct Inside {
    objects: BTreeMap<String, Vec<u8>>,
    parts: BTreeMap<String, BTreeMap<u32, Vec<u8>>>,
    asked: Vec<String>,
    silent: bool,
    /// Requests that were met with silence.
    ignored: usize,
}

/// A running store; it ends with the test.
#[derive(Clone)]
pub struct Bucket {
    pub port: u16,
    inside: Arc<Mutex<Inside>>,
}

impl Bucket {
    pub fn start() -> Bucket {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let bucket = Bucket { port: listener.local_addr().unwrap().port(), inside: Arc::default() };
        let inside = bucket.inside.clone();
        // A runtime of its own, because the tests run the binary between their own runtimes.
        std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, Router::new().fallback(answer).with_state(inside)).await.unwrap();
            });
        });
        bucket
    }

    /// What an installation is told to reach it.
    pub fn variables(&self, secret: &str) -> Vec<(String, String)> {
        let endpoint = format!("http://127.0.0.1:{}", self.port);
        [
            ("AWS_ENDPOINT", endpoint.as_str()),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_REGION", "id-uji-1"),
            ("AWS_ACCESS_KEY_ID", KEY.0),
            ("AWS_SECRET_ACCESS_KEY", secret),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }

    pub fn objects(&self) -> BTreeMap<String, Vec<u8>> {
        self.inside.lock().unwrap().objects.clone()
    }
    /// From now on it takes requests and says nothing, or answers again.
    pub fn fall_silent(&self, silent: bool) {
        self.inside.lock().unwrap().silent = silent;
    }
    /// Requests that were met with silence.
    pub fn ignored(&self) -> usize {
        self.inside.lock().unwrap().ignored
    }
    pub fn damage(&self, name: &str) {
        self.inside.lock().unwrap().objects.get_mut(name).unwrap()[0] ^= 1;
    }
    /// Method and query of every request that was let in.
    pub fn asked(&self) -> Vec<String> {
        self.inside.lock().unwrap().asked.clone()
    }
    /// Parts of uploads that were never finished.
    pub fn unfinished(&self) -> usize {
        self.inside.lock().unwrap().parts.len()
    }
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    kernel::keys::hex(bytes.as_ref())
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    ring::hmac::sign(&ring::hmac::Key::new(ring::hmac::HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}

fn fault(status: u16, code: &str) -> Response {
    let text = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>");
    Response::builder().status(status).header("content-type", "application/xml").body(Body::from(text)).unwrap()
}

/// Whether the signature is the one that our key gives (AWS Signature Version 4, in the header).
fn is_signed(request: &axum::http::request::Parts, body: &[u8]) -> Option<bool> {
    let header = |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let rest = header("authorization").strip_prefix("AWS4-HMAC-SHA256 ")?;
    let part = |name: &str| rest.split(',').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
    let (credential, signed, signature) = (part("Credential")?, part("SignedHeaders")?, part("Signature")?);
    let (key, scope) = credential.split_once('/')?;
    let claimed = header("x-amz-content-sha256");
    if key != KEY.0 || claimed != "UNSIGNED-PAYLOAD" && claimed != hex(Sha256::digest(body)) {
        return Some(false);
    }
    let mut pairs: Vec<&str> =
        request.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    let query: Vec<String> =
        pairs.iter().map(|pair| if pair.contains('=') { (*pair).to_owned() } else { format!("{pair}=") }).collect();
    let headers: String = signed.split(';').map(|name| format!("{name}:{}\n", header(name).trim())).collect();
    let canonical =
        format!("{}\n{}\n{}\n{headers}\n{signed}\n{claimed}", request.method, request.uri.path(), query.join("&"));
    let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{}", header("x-amz-date"), hex(Sha256::digest(canonical)));
    let key = scope.split('/').fold(format!("AWS4{}", KEY.1).into_bytes(), |key, part| mac(&key, part));
    Some(hex(mac(&key, &text)) == signature)
}

async fn answer(State(inside): State<Arc<Mutex<Inside>>>, request: Request) -> Response {
    let is_silent = || inside.lock().unwrap().silent;
    if is_silent() {
        inside.lock().unwrap().ignored += 1;
        while is_silent() {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
    let (request, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    if is_signed(&request, &body) != Some(true) {
        return fault(403, "SignatureDoesNotMatch");
    }
    let path = request.uri.path().trim_start_matches('/');
    let Some(("", name)) = path.strip_prefix(BUCKET).and_then(|rest| rest.split_once('/')) else {
        return fault(404, "NoSuchBucket");
    };
    let query: BTreeMap<&str, &str> = request
        .uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .collect();
    let mut inside = inside.lock().unwrap();
    inside.asked.push(format!("{} {}", request.method, request.uri.query().unwrap_or_default()));
    let etag = |bytes: &[u8]| format!("\"{}\"", &hex(Sha256::digest(bytes))[..32]);
    let xml =
        |text: String| Response::builder().header("content-type", "application/xml").body(Body::from(text)).unwrap();
    match (request.method.as_str(), query.get("uploadId").copied()) {
        ("POST", None) if query.contains_key("uploads") => {
            let id = uuid::Uuid::now_v7().simple().to_string();
            inside.parts.insert(id.clone(), BTreeMap::new());
            xml(format!(
                "<InitiateMultipartUploadResult><Bucket>{BUCKET}</Bucket><Key>{name}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
            ))
        }
        ("PUT", Some(id)) => {
            let number = query["partNumber"].parse().unwrap();
            let Some(parts) = inside.parts.get_mut(id) else { return fault(404, "NoSuchUpload") };
            parts.insert(number, body.to_vec());
            Response::builder().header("etag", etag(&body)).body(Body::empty()).unwrap()
        }
        ("POST", Some(id)) => {
            let Some(parts) = inside.parts.remove(id) else { return fault(404, "NoSuchUpload") };
            let last = parts.len();
            for (place, part) in parts.values().enumerate() {
                assert!(place + 1 == last || part.len() >= 5 * 1024 * 1024, "S3 refuses small parts but the last");
            }
            let bytes = parts.into_values().collect::<Vec<_>>().concat();
            let tag = etag(&bytes);
            inside.objects.insert(name.to_owned(), bytes);
            xml(format!(
                "<CompleteMultipartUploadResult><Bucket>{BUCKET}</Bucket><Key>{name}</Key><ETag>{tag}</ETag></CompleteMultipartUploadResult>"
            ))
        }
        ("DELETE", Some(id)) => {
            inside.parts.remove(id);
            Response::builder().status(204).body(Body::empty()).unwrap()
        }
        ("PUT", None) => {
            inside.objects.insert(name.to_owned(), body.to_vec());
            Response::builder().header("etag", etag(&body)).body(Body::empty()).unwrap()
        }
        ("GET" | "HEAD", None) => {
            let Some(bytes) = inside.objects.get(name) else { return fault(404, "NoSuchKey") };
            let range = request.headers.get("range").and_then(|range| range.to_str().unwrap().strip_prefix("bytes="));
            let (from, to) = match range.and_then(|range| range.split_once('-')) {
                Some((from, to)) => {
                    let to = to.parse::<usize>().map_or(bytes.len(), |to| (to + 1).min(bytes.len()));
                    (from.parse::<usize>().unwrap(), to)
                }
                None => (0, bytes.len()),
            };
            let mut response = Response::builder()
                .status(if range.is_some() { 206 } else { 200 })
                .header("etag", etag(bytes))
                .header("last-modified", "Fri, 20 Nov 2026 02:00:00 GMT")
                .header("content-length", to - from);
            if range.is_some() {
                response = response.header("content-range", format!("bytes {from}-{}/{}", to - 1, bytes.len()));
            }
            let part = if request.method == "HEAD" { Body::empty() } else { Body::from(bytes[from..to].to_vec()) };
            response.body(part).unwrap()
        }
        _ => fault(405, "MethodNotAllowed"),
    }
}
