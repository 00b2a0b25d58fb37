//! The address of the server and the encryption on the way to it.

use crate::{Error, Result};
use std::sync::Arc;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Reads the URL.
///
/// `sslmode=require` always checks the certificate against the public authorities or, better, the file named by
/// `sslrootcert`; it is the default for any host that is not this machine. `sslmode=disable` has to be said.
pub(super) fn config(url: &str) -> Result<(tokio_postgres::Config, MakeRustlsConnect)> {
    let (url, root, said) = options(url);
    let mut config: tokio_postgres::Config =
        url.parse().map_err(|_| Error::Unavailable("the address of the database cannot be read".into()))?;
    if !said {
        let here = config.get_hosts().iter().all(|host| match host {
            Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback()),
            #[cfg(unix)]
            Host::Unix(_) => true,
        });
        config.ssl_mode(if here { SslMode::Disable } else { SslMode::Require });
    }
    let mut roots = rustls::RootCertStore::empty();
    match root {
        Some(path) => {
            use rustls::pki_types::{CertificateDer, pem::PemObject};
            let unreadable = |fault: &dyn std::fmt::Display| Error::Unavailable(format!("sslrootcert {path}: {fault}"));
            for certificate in CertificateDer::pem_file_iter(&path).map_err(|fault| unreadable(&fault))? {
                let certificate = certificate.map_err(|fault| unreadable(&fault))?;
                roots.add(certificate).map_err(|fault| unreadable(&fault))?;
            }
        }
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::other)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok((config, MakeRustlsConnect::new(tls)))
}

/// Takes `sslrootcert` out of the query of the URL and tells whether `sslmode` is in it.
fn options(url: &str) -> (String, Option<String>, bool) {
    let Some((base, query)) = url.split_once('?') else { return (url.to_owned(), None, url.contains("sslmode=")) };
    let (mut root, mut said, mut kept) = (None, false, Vec::new());
    for option in query.split('&').filter(|option| !option.is_empty()) {
        match option.split_once('=') {
            Some(("sslrootcert", path)) => root = Some(path.to_owned()),
            Some(("sslmode", "verify-full" | "verify-ca" | "require")) => {
                said = true;
                kept.push("sslmode=require");
            }
            Some((name, _)) => {
                said |= name == "sslmode";
                kept.push(option);
            }
            None => kept.push(option),
        }
    }
    let mark = if kept.is_empty() { "" } else { "?" };
    (format!("{base}{mark}{}", kept.join("&")), root, said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encryption_is_the_default_except_on_this_machine() {
        for (url, mode) in [
            ("postgres://a@127.0.0.1:5/x", SslMode::Disable),
            ("postgres://a@localhost/x", SslMode::Disable),
            ("host=/run/postgresql dbname=x", SslMode::Disable),
            ("postgres://a@db.example/x", SslMode::Require),
            ("postgres://a@db.example/x?sslmode=disable", SslMode::Disable),
            ("postgres://a@127.0.0.1/x?sslmode=verify-full", SslMode::Require),
        ] {
            assert_eq!(config(url).unwrap().0.get_ssl_mode(), mode, "{url}");
        }
        assert_eq!(
            options("postgres://a/x?sslrootcert=/etc/ca.pem&sslmode=require"),
            ("postgres://a/x?sslmode=require".into(), Some("/etc/ca.pem".into()), true)
        );
        assert!(config("postgres://a/x?sslrootcert=/tidak/ada").is_err());
    }
}
