//! One message to one person over SMTP.
use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use crate::config::Mail;
use crate::{App, Error, Result};

/// How long the mail server may take over any one answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a whole conversation may take; well under the lease of a job, so that no second worker sends it again.
const CONVERSATION: Duration = Duration::from_secs(120);

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a server on the same machine.
    Plain,
    /// Begins plain and must turn to TLS before anything is said.
    StartTls,
    /// TLS from the first byte.
    Tls,
}

/// The mail server of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// How the connection is protected.
    pub security: Security,
    /// Name or address.
    pub host: String,
    /// Port; 25, 587 or 465 when the address names none.
    pub port: u16,
}

impl Server {
    /// Reads `smtp://host:port`, `smtp+starttls://host:port` or `smtps://host:port`.
    ///
    /// # Errors
    /// Says what is wrong with the address.
    pub fn parse(address: &str) -> Result<Server> {
        let refuse = || {
            Error::refused(format!(
                "Alamat server surel \"{address}\" tidak dikenal. Contoh: smtp+starttls://surel.contohkab.go.id:587"
            ))
        };
        let (scheme, rest) = address.trim().split_once("://").ok_or_else(refuse)?;
        let (security, usual) = match scheme {
            "smtp" => (Security::Plain, 25),
            "smtp+starttls" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            _ => return Err(refuse()),
        };
        let rest = rest.trim_end_matches('/');
        // An IPv6 address stands in brackets.
        let (host, port) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, "")) => (host, None),
            Some((host, port)) => (host, Some(port.strip_prefix(':').ok_or_else(refuse)?)),
            None => rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port))),
        };
        let port = port.map_or(Ok(usual), |port| port.parse().map_err(|_| refuse()))?;
        let unfit = |letter: char| letter.is_whitespace() || matches!(letter, '/' | '@' | '?' | '#');
        if host.is_empty() || host.contains(unfit) || port == 0 {
            return Err(refuse());
        }
        Ok(Server { security, host: host.to_owned(), port })
    }
}

/// What is said to one person.
pub(super) struct Letter<'a> {
    /// Name of the receiver.
    pub name: &'a str,
    /// Address of the receiver.
    pub email: &'a str,
    pub subject: &'a str,
    pub text: String,
    /// Left part of the `Message-ID`; the same for every try.
    pub id: String,
}

/// The certificates in a PEM file; at least one.
fn authorities(path: &std::path::Path) -> Result<Certificate> {
    let refuse = |cause: String| Error::refused(format!("Sertifikat server surel {}: {cause}", path.display()));
    let pem = std::fs::read(path).map_err(|cause| refuse(cause.to_string()))?;
    if !pem.windows(27).any(|part| part == b"-----BEGIN CERTIFICATE-----") {
        return Err(refuse("tidak memuat sertifikat PEM".into()));
    }
    Certificate::from_pem(&pem).map_err(|_| refuse("tidak terbaca sebagai sertifikat PEM".into()))
}

/// Whether mail can be sent with this configuration as far as can be told without the server.
///
/// # Errors
/// Says what is wrong: address of the server, sender, or the file of certificates.
pub fn check(config: &Mail) -> Result<()> {
    sender(config)?;
    transport(config, "localhost").map(drop)
}

fn sender(config: &Mail) -> Result<Mailbox> {
    let refuse = |_| Error::refused(format!("Alamat pengirim surel \"{}\" tidak terbaca", config.from));
    config.from.parse().map_err(refuse)
}

fn transport(config: &Mail, host_of_ours: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
    let server = Server::parse(&config.server)?;
    let tls = || -> Result<TlsParameters> {
        let mut parameters = TlsParameters::builder(server.host.clone());
        if let Some(path) = &config.ca {
            parameters = parameters.add_root_certificate(authorities(path)?);
        }
        parameters.build().map_err(Error::internal)
    };
    let tls = match server.security {
        Security::Plain => Tls::None,
        Security::StartTls => Tls::Required(tls()?),
        Security::Tls => Tls::Wrapper(tls()?),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
        .port(server.port)
        .tls(tls)
        .timeout(Some(PATIENCE))
        .hello_name(ClientId::Domain(host_of_ours.to_owned()));
    if let (Some(user), Some(password)) = (&config.user, &config.password) {
        builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
    }
    Ok(builder.build())
}

/// Name of our host, for the greeting and the `Message-ID`.
fn host(app: &App) -> &str {
    let rest = app.config.url.split_once("://").map_or(app.config.url.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    if host.is_empty() { "localhost" } else { host }
}

/// Sends one message.
///
/// # Errors
/// [`Error::Unavailable`] when the server is away or asks to come again later; another error when it refuses for good.
pub(super) async fn deliver(app: &App, config: &Mail, letter: Letter<'_>) -> Result<()> {
    let from = sender(config)?;
    let to = Mailbox::new(
        Some(letter.name.to_owned()).filter(|name| !name.is_empty()),
        letter.email.parse().map_err(|_| Error::refused("Alamat surel penerima tidak terbaca"))?,
    );
    let host = host(app);
    // Says to out-of-office replies that nobody is here to read them (RFC 3834).
    let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".into());
    let message = Message::builder()
        .from(from)
        .to(to)
        .subject(letter.subject)
        .date(SystemTime::from(app.now()))
        .message_id(Some(format!("<{}@{host}>", letter.id)))
        .raw_header(automatic)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text)
        .map_err(Error::internal)?;
    let transport = transport(config, host)?;
    match tokio::time::timeout(CONVERSATION, transport.send(message)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(cause)) if cause.is_permanent() || cause.is_client() => {
            Err(Error::internal(format!("the mail server refused: {cause}")))
        }
        Ok(Err(cause)) => Err(Error::Unavailable(anyhow::anyhow!("the mail server: {cause}"))),
        Err(_) => Err(Error::Unavailable(anyhow::anyhow!("the mail server took longer than {CONVERSATION:?}"))),
    }
}

/// Sends a message that says only that mail works here.
///
/// # Errors
/// When no mail server is configured, and as [`Error::Refused`] with what the server said.
pub async fn try_out(app: &App, email: &str) -> Result<()> {
    let config =
        app.config.mail.as_ref().ok_or_else(|| Error::refused("Surel belum disiapkan: bagian [mail] tidak ada."))?;
    let name = app.profile.name();
    let text = format!("Surel percobaan dari Pendopo {name}, {}.\n\nPengaturan surel sudah benar.\n", app.config.url);
    let id = format!("percobaan-{}", uuid::Uuid::now_v7());
    let letter = Letter { name: "", email, subject: "Surel percobaan Pendopo", text, id };
    deliver(app, config, letter).await.map_err(|cause| match cause {
        Error::Unavailable(cause) | Error::Internal(cause) => Error::refused(format!("{cause:#}")),
        Error::Unauthenticated
        | Error::NotFound
        | Error::Forbidden
        | Error::Stale
        | Error::Invalid(_)
        | Error::Conflict
        | Error::Refused(_)
        | Error::BadRequest(_)
        | Error::TooLarge(_)
        | Error::TooMany(_)
        | Error::Done(_) => cause,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_mail_servers() {
        let good = [
            ("smtp://127.0.0.1:2525", Security::Plain, "127.0.0.1", 2525),
            ("smtp://surel", Security::Plain, "surel", 25),
            ("smtp+starttls://surel.contohkab.go.id", Security::StartTls, "surel.contohkab.go.id", 587),
            ("smtps://surel.contohkab.go.id/", Security::Tls, "surel.contohkab.go.id", 465),
            ("smtps://[2001:db8::1]:4650", Security::Tls, "2001:db8::1", 4650),
            ("smtp://[::1]", Security::Plain, "::1", 25),
        ];
        for (address, security, host, port) in good {
            assert_eq!(Server::parse(address).unwrap(), Server { security, host: host.into(), port }, "{address}");
        }
        for address in [
            "",
            "surel:25",
            "http://surel",
            "smtp://",
            "smtp://a:b",
            "smtp://a:0",
            "smtp://u@h",
            "smtp://a:70000",
            "smtp://[::1]x",
        ] {
            assert!(Server::parse(address).is_err(), "{address}");
        }
    }
}
