//! The stylesheet, scripts and icon, embedded at build. Their names carry the hash of their content, so they may be kept
//! for ever; each comes with its gzip and brotli form, so that serving them costs no compression.

/// One embedded file.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// File name with hash, for example `app-0123456789ab.css`.
    pub name: &'static str,
    /// The plain content.
    pub bytes: &'static [u8],
    /// The same content as gzip.
    pub gzip: &'static [u8],
    /// The same content as brotli.
    pub brotli: &'static [u8],
    /// Value of the `Content-Type` header.
    pub content_type: &'static str,
    /// Value of the `ETag` header, quotes included.
    pub etag: &'static str,
}

impl Asset {
    /// Value of the `Cache-Control` header: the address changes with the content, so the content never changes.
    pub const CACHE_CONTROL: &'static str = "public, max-age=31536000, immutable";

    /// Picks the smallest form that the request's `Accept-Encoding` header takes: the body and, if it is compressed, the
    /// value of `Content-Encoding`. Answer with `Vary: Accept-Encoding`.
    pub fn body(&self, accept_encoding: &str) -> (&'static [u8], Option<&'static str>) {
        if accepts(accept_encoding, "br") {
            (self.brotli, Some("br"))
        } else if accepts(accept_encoding, "gzip") {
            (self.gzip, Some("gzip"))
        } else {
            (self.bytes, None)
        }
    }
}

fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = pieces.any(|parameter| {
            parameter.strip_prefix("q=").is_some_and(|q| q.trim().parse::<f32>().is_ok_and(|q| q <= 0.0))
        });
        named && !refused
    })
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Finds the file behind the address `/aset/NAME`; `path` is the `NAME`, with or without `/aset/` before it.
pub fn asset(path: &str) -> Option<Asset> {
    let name = path.strip_prefix("/aset/").unwrap_or(path);
    ASSETS.iter().find(|asset| asset.name == name).copied()
}

/// Every embedded file, for registering routes and for measuring.
pub fn assets() -> &'static [Asset] {
    ASSETS
}
