//! Which extensions a certificate bears (RFC 5280 section 4.2; ETSI EN 319 412-2 and -3 for people and agencies).
use super::key_id;
use crate::algorithm::{KeyKind, PublicKey};
use crate::{Error, Result, der, oid};

/// What a certificate is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// The uppermost authority.
    Root,
    /// An authority that issues to people and machines and has no authority below it.
    IssuingCa,
    /// A person who signs documents.
    Person,
    /// The seal of an agency.
    AgencySeal,
    /// An authority that stamps the time (RFC 3161 section 2.3).
    TimeStamping,
    /// A responder for the state of certificates (RFC 6960 section 4.2.2.2).
    OcspResponder,
    /// A service reached over TLS, by these names.
    Tls {
        /// DNS names, at least one.
        dns: Vec<String>,
    },
}

impl Profile {
    /// Whether it may issue certificates itself.
    #[must_use]
    pub fn is_authority(&self) -> bool {
        match self {
            Profile::Root | Profile::IssuingCa => true,
            Profile::Person
            | Profile::AgencySeal
            | Profile::TimeStamping
            | Profile::OcspResponder
            | Profile::Tls { .. } => false,
        }
    }
}

/// Where the state of a certificate can be looked up; an empty list leaves the extension out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Urls {
    /// Lists of revoked certificates of the issuer.
    pub crl: Vec<String>,
    /// OCSP responders.
    pub ocsp: Vec<String>,
    /// The certificate of the issuer.
    pub issuer: Vec<String>,
}

/// Refuses keys that would not verify later.
pub(super) fn strong(key: &PublicKey) -> Result<()> {
    match key.kind() {
        KeyKind::Rsa(2048..=8192) | KeyKind::P256 | KeyKind::P384 => Ok(()),
        KeyKind::Rsa(_) => Err(Error::NotIssued("an RSA key of this size")),
        KeyKind::Other => Err(Error::NotIssued("a key of this kind")),
    }
}

pub(super) fn extension(oid: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let mut fields = vec![der::oid(oid)];
    if critical {
        fields.push(der::truth());
    }
    fields.push(der::octets(value));
    der::sequence(&fields)
}

/// The identifier of the issuer's key as an extension.
pub(super) fn authority_key(key: &PublicKey) -> Vec<u8> {
    let id = der::tlv(der::context_plain(0), &key_id(key));
    extension(oid::AUTHORITY_KEY_ID, false, &der::sequence(&[id]))
}

pub(super) fn extensions(profile: &Profile, key: &PublicKey, issuer: &PublicKey, urls: &Urls) -> Result<Vec<Vec<u8>>> {
    // The bits of RFC 5280 section 4.2.1.3: 0 signature, 1 commitment, 2 encipherment of keys, 5 certificates, 6 lists.
    let (usage, extended): (&[u8], &[&str]) = match profile {
        Profile::Root | Profile::IssuingCa => (&[5, 6], &[]),
        Profile::Person => (&[0, 1], &[oid::DOCUMENT_SIGNING]),
        Profile::AgencySeal => (&[0, 1], &[oid::DOCUMENT_SIGNING]),
        Profile::TimeStamping => (&[0], &[oid::TIME_STAMPING]),
        Profile::OcspResponder => (&[0], &[oid::OCSP_SIGNING]),
        Profile::Tls { .. } => match key.kind() {
            KeyKind::Rsa(_) => (&[0, 2], &[oid::SERVER_AUTH]),
            KeyKind::P256 | KeyKind::P384 | KeyKind::Other => (&[0], &[oid::SERVER_AUTH]),
        },
    };
    let constraints = match profile {
        Profile::Root => der::sequence(&[der::truth()]),
        Profile::IssuingCa => der::sequence(&[der::truth(), der::number_of(0)]),
        Profile::Person
        | Profile::AgencySeal
        | Profile::TimeStamping
        | Profile::OcspResponder
        | Profile::Tls { .. } => der::sequence::<Vec<u8>>(&[]),
    };
    let mut list = vec![
        extension(oid::BASIC_CONSTRAINTS, true, &constraints),
        extension(oid::KEY_USAGE, true, &der::named_bits(usage)),
        extension(oid::SUBJECT_KEY_ID, false, &der::octets(&key_id(key))),
    ];
    if *profile != Profile::Root {
        list.push(authority_key(issuer));
    }
    if !extended.is_empty() {
        let oids: Vec<Vec<u8>> = extended.iter().map(|usage| der::oid(usage)).collect();
        // RFC 3161 wants it critical for time stamping; for the others it only narrows.
        list.push(extension(oid::EXTENDED_KEY_USAGE, *profile == Profile::TimeStamping, &der::sequence(&oids)));
    }
    match profile {
        Profile::Tls { dns } => list.push(names(dns)?),
        // A responder lives shortly and cannot be asked about itself.
        Profile::OcspResponder => list.push(extension(oid::OCSP_NO_CHECK, false, &der::null())),
        Profile::Root | Profile::IssuingCa | Profile::Person | Profile::AgencySeal | Profile::TimeStamping => {}
    }
    lookups(&mut list, urls)?;
    Ok(list)
}

fn names(dns: &[String]) -> Result<Vec<u8>> {
    let proper = |name: &&String| {
        let bare = name.strip_prefix("*.").unwrap_or(name);
        let label = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        name.len() <= 253 && bare.split('.').all(label)
    };
    if dns.is_empty() || !dns.iter().all(|name| proper(&name)) {
        return Err(Error::NotIssued("the name of a machine is not one"));
    }
    let list: Vec<Vec<u8>> = dns.iter().map(|name| der::tlv(der::context_plain(2), name.as_bytes())).collect();
    Ok(extension(oid::SUBJECT_ALT_NAME, false, &der::sequence(&list)))
}

fn lookups(list: &mut Vec<Vec<u8>>, urls: &Urls) -> Result<()> {
    let all = urls.crl.iter().chain(&urls.ocsp).chain(&urls.issuer);
    let proper = |url: &String| {
        let scheme = url.starts_with("http://") || url.starts_with("https://");
        scheme && url.len() <= 500 && url.bytes().all(|byte| byte.is_ascii_graphic())
    };
    if !all.clone().all(proper) {
        return Err(Error::NotIssued("a URL is not one"));
    }
    let uri = |url: &String| der::tlv(der::context_plain(6), url.as_bytes());
    if !urls.crl.is_empty() {
        let points: Vec<Vec<u8>> = urls
            .crl
            .iter()
            .map(|url| {
                let full = der::tlv(der::context(0), &uri(url));
                der::sequence(&[der::tlv(der::context(0), &full)])
            })
            .collect();
        list.push(extension(oid::CRL_DISTRIBUTION_POINTS, false, &der::sequence(&points)));
    }
    let access = |method: &'static str| move |url: &String| der::sequence(&[der::oid(method), uri(url)]);
    let mut descriptions: Vec<Vec<u8>> = urls.ocsp.iter().map(access(oid::AD_OCSP)).collect();
    descriptions.extend(urls.issuer.iter().map(access(oid::AD_CA_ISSUERS)));
    if !descriptions.is_empty() {
        list.push(extension(oid::AUTHORITY_INFO_ACCESS, false, &der::sequence(&descriptions)));
    }
    Ok(())
}
