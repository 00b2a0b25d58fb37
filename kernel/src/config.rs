//! What the one who installs the program decides: a TOML file, overridden by `PENDOPO_*` variables and flags.
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::{Error, Result};

/// Everything that differs between installations. Every field has a default that works on one machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Folder of the database, files and keys.
    pub data: PathBuf,
    /// Profile: a name of a shipped one, or the path of a file.
    pub profile: String,
    /// Address and port to listen on.
    pub listen: String,
    /// How people reach it, such as `https://spbe.contohkab.go.id`; decides cookies and links in mail.
    pub url: String,
    /// `sqlite` (in the data folder) or a `postgres://` address.
    pub database: String,
    /// Connections of the pool (PostgreSQL) or reader threads (SQLite).
    pub connections: usize,
    /// `folder` (in the data folder) or `s3://bucket/prefix`; the keys come from the usual AWS variables.
    pub files: String,
    /// Largest upload in bytes.
    pub max_upload: u64,
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Certificate and key for TLS without a proxy.
    pub tls: Option<Tls>,
    /// Library of the PKCS #11 token that is plugged into this machine, as an absolute path.
    pub pkcs11: Option<PathBuf>,
    /// Outgoing mail; without it notifications stay inside the program.
    pub mail: Option<Mail>,
    /// Log lines as JSON.
    pub log_json: bool,
}

/// Own certificate.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// PEM file with the certificate chain.
    pub certificate: PathBuf,
    /// PEM file with the private key.
    pub key: PathBuf,
}

/// SMTP server.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// `smtp://host:port` (plain), `smtp+starttls://..` or `smtps://..`.
    pub server: String,
    /// User name, if the server asks for one.
    #[serde(default)]
    pub user: Option<String>,
    /// Password; better in `PENDOPO_MAIL_PASSWORD`.
    #[serde(default)]
    pub password: Option<String>,
    /// Sender, such as `SPBE <spbe@contohkab.go.id>`.
    pub from: String,
    /// PEM file with certificates of authorities that are trusted beside the usual ones, for a mail server whose
    /// certificate comes from an authority of one's own.
    #[serde(default)]
    pub ca: Option<PathBuf>,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("server", &self.server).field("from", &self.from).finish_non_exhaustive()
    }
}

impl Default for Config {
    fn default() -> Self {
        Config {
            data: PathBuf::from("data-pendopo"),
            profile: "kuantan-singingi".into(),
            listen: "127.0.0.1:8080".into(),
            url: "http://127.0.0.1:8080".into(),
            database: "sqlite".into(),
            connections: 8,
            files: "folder".into(),
            max_upload: 50_000_000,
            trusted_proxies: vec![],
            tls: None,
            pkcs11: None,
            mail: None,
            log_json: false,
        }
    }
}

impl Config {
    /// Reads the file (all defaults when none is given), then the environment.
    ///
    /// # Errors
    /// When the file cannot be read or names something unknown; the text says which line.
    pub fn load(file: Option<&Path>, env: impl Fn(&str) -> Option<String>) -> Result<Config> {
        let mut config = match file {
            None => Config::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|cause| {
                    Error::refused(format!("Berkas konfigurasi {} tidak terbaca: {cause}", path.display()))
                })?;
                toml::from_str(&text)
                    .map_err(|cause| Error::refused(format!("Berkas konfigurasi {}: {cause}", path.display())))?
            }
        };
        let number = |name: &str, text: String| {
            text.parse().map_err(|_| Error::refused(format!("{name} harus berupa angka, bukan \"{text}\"")))
        };
        if let Some(text) = env("PENDOPO_DATA") {
            config.data = text.into();
        }
        for (name, place) in [
            ("PENDOPO_PROFILE", &mut config.profile),
            ("PENDOPO_LISTEN", &mut config.listen),
            ("PENDOPO_URL", &mut config.url),
            ("PENDOPO_DATABASE", &mut config.database),
            ("PENDOPO_FILES", &mut config.files),
        ] {
            if let Some(text) = env(name) {
                *place = text;
            }
        }
        if let Some(text) = env("PENDOPO_CONNECTIONS") {
            config.connections = usize::try_from(number("PENDOPO_CONNECTIONS", text)?).unwrap_or(usize::MAX);
        }
        if let Some(text) = env("PENDOPO_MAX_UPLOAD") {
            config.max_upload = number("PENDOPO_MAX_UPLOAD", text)?;
        }
        if let Some(text) = env("PENDOPO_PKCS11") {
            config.pkcs11 = Some(text.into());
        }
        if config.pkcs11.as_ref().is_some_and(|path| !path.is_absolute()) {
            return Err(Error::refused("pkcs11 harus berupa jalur lengkap yang berawal dengan /"));
        }
        config.mail = mail(config.mail, env)?;
        Ok(config)
    }

    /// What `db` opens.
    pub fn database(&self) -> db::Config {
        if self.database == "sqlite" {
            db::Config::Sqlite { path: self.data.join("pendopo.sqlite"), readers: self.connections.clamp(1, 64) }
        } else {
            db::Config::Postgres { url: self.database.clone(), max: self.connections.clamp(1, 512) }
        }
    }
    /// Whether people reach the program over TLS, so that cookies are `Secure`.
    pub fn is_https(&self) -> bool {
        self.url.starts_with("https://")
    }
}

/// The section of the file with what the environment says of it; without the section the server and the sender have to
/// be in the environment.
fn mail(file: Option<Mail>, env: impl Fn(&str) -> Option<String>) -> Result<Option<Mail>> {
    let (server, from) = (env("PENDOPO_MAIL_SERVER"), env("PENDOPO_MAIL_FROM"));
    let mut mail = match (file, server, from) {
        (Some(mail), server, from) => {
            Mail { server: server.unwrap_or(mail.server), from: from.unwrap_or(mail.from), ..mail }
        }
        (None, Some(server), Some(from)) => Mail { server, from, user: None, password: None, ca: None },
        (None, None, None) => return Ok(None),
        (None, ..) => {
            return Err(Error::refused(
                "Surel disiapkan dengan bagian [mail], atau dengan PENDOPO_MAIL_SERVER dan PENDOPO_MAIL_FROM sekaligus",
            ));
        }
    };
    mail.user = env("PENDOPO_MAIL_USER").or(mail.user);
    mail.password = env("PENDOPO_MAIL_PASSWORD").or(mail.password);
    mail.ca = env("PENDOPO_MAIL_CA").map(PathBuf::from).or(mail.ca);
    Ok(Some(mail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_defaults_and_bad_numbers_are_named() {
        let env = |name: &str| (name == "PENDOPO_LISTEN").then(|| "127.0.0.1:9".to_owned());
        assert_eq!(Config::load(None, env).unwrap().listen, "127.0.0.1:9");
        let env = |name: &str| (name == "PENDOPO_MAX_UPLOAD").then(|| "besar".to_owned());
        assert!(Config::load(None, env).unwrap_err().to_string().contains("PENDOPO_MAX_UPLOAD"));
    }

    #[test]
    fn the_library_of_a_token_is_named_by_its_whole_path() {
        let env = |path: &'static str| move |name: &str| (name == "PENDOPO_PKCS11").then(|| path.to_owned());
        let config = Config::load(None, env("/usr/lib/softhsm/libsofthsm2.so")).unwrap();
        assert_eq!(config.pkcs11, Some("/usr/lib/softhsm/libsofthsm2.so".into()));
        // A bare name would be looked for wherever the loader looks.
        assert!(Config::load(None, env("libsofthsm2.so")).unwrap_err().to_string().contains("jalur lengkap"));
    }

    #[test]
    fn an_unknown_key_is_refused() {
        assert!(toml::from_str::<Config>("porta = 1").is_err());
    }

    #[test]
    fn mail_comes_from_the_file_or_the_environment_or_both() {
        let env = |pairs: &'static [(&str, &str)]| {
            move |name: &str| pairs.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned())
        };
        assert!(mail(None, env(&[])).unwrap().is_none());
        // A password alone, as it stands beside a file without the section, asks for nothing.
        assert!(mail(None, env(&[("PENDOPO_MAIL_PASSWORD", "x")])).unwrap().is_none());
        let whole =
            [("PENDOPO_MAIL_SERVER", "smtps://surel"), ("PENDOPO_MAIL_FROM", "a@b.id"), ("PENDOPO_MAIL_CA", "/ca")];
        let own = mail(None, |name| whole.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned()));
        let own = own.unwrap().unwrap();
        assert_eq!((own.server.as_str(), own.from.as_str(), own.ca), ("smtps://surel", "a@b.id", Some("/ca".into())));
        assert!(mail(None, env(&[("PENDOPO_MAIL_SERVER", "smtps://surel")])).is_err());
        let file: Mail = toml::from_str("server = \"smtp://x\"\nfrom = \"a@b\"\nuser = \"u\"\nca = \"/x\"").unwrap();
        let both = mail(Some(file), env(&[("PENDOPO_MAIL_SERVER", "smtp://y"), ("PENDOPO_MAIL_PASSWORD", "p")]));
        let both = both.unwrap().unwrap();
        assert_eq!(
            (both.server.as_str(), both.user.as_deref(), both.password.as_deref()),
            ("smtp://y", Some("u"), Some("p"))
        );
        assert_eq!(both.ca, Some("/x".into()));
    }

    #[test]
    fn a_password_is_not_shown() {
        let mail: Mail =
            toml::from_str("server = \"smtp://x\"\nfrom = \"a@b\"\npassword = \"sangat-rahasia\"").unwrap();
        assert!(!format!("{mail:?}").contains("sangat-rahasia"));
    }
}
