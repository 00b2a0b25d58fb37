//! One error type for the whole program. The text is what the person sees; a cause only goes to the log.
use std::borrow::Cow;

/// The result of everything that can fail in front of a person.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is wrong with one field of a form, in words for the person who filled it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field as in the form.
    pub field: Cow<'static, str>,
    /// What is wrong and what to do, one sentence.
    pub message: Cow<'static, str>,
}

impl FieldError {
    /// One error of one field.
    pub fn new(field: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        FieldError { field: field.into(), message: message.into() }
    }
}

/// Everything that can go wrong between a request and its answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in where somebody must be.
    #[error("Silakan masuk dahulu.")]
    Unauthenticated,
    /// Also the answer for a record that the actor may not see, so that nothing leaks.
    #[error("Halaman atau data ini tidak ada, atau Anda tidak berhak melihatnya.")]
    NotFound,
    /// The actor is known, and this act is not theirs.
    #[error("Anda tidak berhak melakukan ini.")]
    Forbidden,
    /// The form came without a valid proof that it was ours (CSRF), or too late.
    #[error("Halaman ini sudah terlalu lama terbuka. Muat ulang halaman, lalu kirim lagi.")]
    Stale,
    /// Fields of a form that need another look.
    #[error("Isian belum benar.")]
    Invalid(Vec<FieldError>),
    /// Somebody else changed the record since it was read.
    #[error("Data ini baru saja diubah orang lain.")]
    Conflict,
    /// A rule said no; the text is written for the person.
    #[error("{0}")]
    Refused(Cow<'static, str>),
    /// The request cannot be understood; the text is written for the person.
    #[error("{0}")]
    BadRequest(Cow<'static, str>),
    /// More than the limit that the text names.
    #[error("{0}")]
    TooLarge(Cow<'static, str>),
    /// Too many tries; wait this many seconds.
    #[error("Terlalu banyak percobaan. Coba lagi dalam {0} detik.")]
    TooMany(u64),
    /// The same form was sent twice: the change was made the first time, and this is its page.
    #[error("Sudah disimpan.")]
    Done(String),
    /// A part that we depend on (database, file store, mail) does not answer, or its disk is full.
    #[error("Sistem sedang tidak dapat menyimpan atau membaca data.")]
    Unavailable(anyhow::Error),
    /// A fault of ours.
    #[error("Terjadi kesalahan pada sistem.")]
    Internal(#[from] anyhow::Error),
}

impl Error {
    /// A domain rule said no.
    pub fn refused(text: impl Into<Cow<'static, str>>) -> Self {
        Error::Refused(text.into())
    }
    /// One wrong field.
    pub fn field(field: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Error::Invalid(vec![FieldError::new(field, message)])
    }
    /// A fault of ours, with its cause for the log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Error::Internal(anyhow::anyhow!("{cause}"))
    }
    /// The HTTP status of the answer.
    pub fn status(&self) -> http::StatusCode {
        use http::StatusCode as S;
        match self {
            Error::Unauthenticated => S::UNAUTHORIZED,
            Error::NotFound => S::NOT_FOUND,
            Error::Forbidden | Error::Stale => S::FORBIDDEN,
            Error::Invalid(_) => S::UNPROCESSABLE_ENTITY,
            Error::Conflict | Error::Refused(_) => S::CONFLICT,
            Error::Done(_) => S::SEE_OTHER,
            Error::BadRequest(_) => S::BAD_REQUEST,
            Error::TooLarge(_) => S::PAYLOAD_TOO_LARGE,
            Error::TooMany(_) => S::TOO_MANY_REQUESTS,
            Error::Unavailable(_) => S::SERVICE_UNAVAILABLE,
            Error::Internal(_) => S::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<db::Error> for Error {
    fn from(cause: db::Error) -> Self {
        match cause {
            db::Error::NoRow => Error::NotFound,
            db::Error::Unavailable(_) | db::Error::Full(_) | db::Error::Busy => Error::Unavailable(cause.into()),
            db::Error::Unique { .. }
            | db::Error::ForeignKey
            | db::Error::Check
            | db::Error::Type { .. }
            | db::Error::Other(_) => Error::Internal(cause.into()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Error::Internal(cause.into())
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        Error::Unavailable(cause.into())
    }
}
