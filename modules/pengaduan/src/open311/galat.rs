//! Errors in the shape of the specification: a list of code and sentence, 404 for what does not exist, 403 for keys, 400 for the rest.
//! Beyond it stand 429 with `Retry-After`, and 413, 500 and 503, which proxies and clients treat rightly without knowing Open311.
use http::StatusCode;
use kernel::{Ctx, Error, Response, Result};

use super::bentuk::{Dokumen, Format, Nilai};

/// What is wrong with a request; the first one decides the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Galat(pub Vec<(u16, String)>);

impl Galat {
    /// One error.
    pub fn satu(kode: u16, teks: impl Into<String>) -> Galat {
        Galat(vec![(kode, teks.into())])
    }
    /// 400.
    pub fn salah(teks: impl Into<String>) -> Galat {
        Galat::satu(400, teks)
    }
    /// 403: no key, or one that does not count.
    pub fn kunci(teks: impl Into<String>) -> Galat {
        Galat::satu(403, teks)
    }
    /// 404.
    pub fn tiada(teks: impl Into<String>) -> Galat {
        Galat::satu(404, teks)
    }

    /// The answer.
    pub fn jawab(&self, format: Format) -> Response {
        let status = self.0.first().and_then(|(kode, _)| StatusCode::from_u16(*kode).ok());
        dokumen(&self.0).jawab(status.unwrap_or(StatusCode::BAD_REQUEST), format)
    }
}

fn dokumen(galat: &[(u16, String)]) -> Dokumen {
    let satu = |(kode, teks): &(u16, String)| {
        Nilai::Objek(vec![("code", Nilai::Bulat(i64::from(*kode))), ("description", Nilai::teks(teks.as_str()))])
    };
    Dokumen::larik("errors", "error", galat.iter().map(satu).collect())
}

/// What a handler gives: an answer, or errors of the protocol, or a fault of the program.
pub type Hasil<T> = Result<std::result::Result<T, Galat>>;

/// Errors of the program as the protocol tells them.
pub fn dari_kernel(ctx: &Ctx, error: &Error, rujukan: Option<&str>) -> Response {
    let format = Format::pisah(ctx.uri_path()).map_or(Format::Xml, |(_, format)| format);
    let status = match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Unauthenticated | Error::Forbidden | Error::Stale => StatusCode::FORBIDDEN,
        Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        Error::Invalid(_) | Error::Conflict | Error::Refused(_) | Error::BadRequest(_) | Error::Done(_) => {
            StatusCode::BAD_REQUEST
        }
    };
    let kode = status.as_u16();
    let semua: Vec<(u16, String)> = match error {
        Error::Invalid(isian) => isian.iter().map(|satu| (kode, satu.message.to_string())).collect(),
        Error::NotFound => vec![(kode, "Alamat atau data ini tidak ada.".to_owned())],
        Error::Unauthenticated
        | Error::Forbidden
        | Error::Stale
        | Error::Conflict
        | Error::Refused(_)
        | Error::BadRequest(_)
        | Error::TooLarge(_)
        | Error::TooMany(_)
        | Error::Done(_)
        | Error::Unavailable(_)
        | Error::Internal(_) => {
            let rujukan = rujukan.map(|nomor| format!(" Nomor rujukan: {nomor}.")).unwrap_or_default();
            vec![(kode, format!("{error}{rujukan}"))]
        }
    };
    dokumen(&semua).jawab(status, format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_decides_the_status() {
        let galat = Galat(vec![(404, "Tidak ada.".into()), (400, "Salah & keliru.".into())]);
        assert_eq!(galat.jawab(Format::Json).status(), 404);
        assert_eq!(
            dokumen(&galat.0).tulis(Format::Xml),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<errors><error><code>404</code><description>Tidak ada.</description>\
             </error><error><code>400</code><description>Salah &amp; keliru.</description></error></errors>\n"
        );
        assert_eq!(
            dokumen(&galat.0).tulis(Format::Json),
            r#"[{"code":404,"description":"Tidak ada."},{"code":400,"description":"Salah & keliru."}]"#
        );
    }
}
