//! Object identifiers, dotted.
pub const DATA: &str = "1.2.840.113549.1.7.1";
pub const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
pub const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
pub const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
pub const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
pub const EXTENSION_REQUEST: &str = "1.2.840.113549.1.9.14";
pub const SIGNING_CERTIFICATE: &str = "1.2.840.113549.1.9.16.2.12";
pub const TIME_STAMP_TOKEN: &str = "1.2.840.113549.1.9.16.2.14";
pub const SIGNING_CERTIFICATE_V2: &str = "1.2.840.113549.1.9.16.2.47";
pub const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";

pub const SHA1: &str = "1.3.14.3.2.26";
pub const SHA256: &str = "2.16.840.1.101.3.4.2.1";
pub const SHA384: &str = "2.16.840.1.101.3.4.2.2";
pub const SHA512: &str = "2.16.840.1.101.3.4.2.3";

pub const RSA: &str = "1.2.840.113549.1.1.1";
pub const MGF1: &str = "1.2.840.113549.1.1.8";
pub const RSA_PSS: &str = "1.2.840.113549.1.1.10";
pub const RSA_SHA256: &str = "1.2.840.113549.1.1.11";
pub const RSA_SHA384: &str = "1.2.840.113549.1.1.12";
pub const RSA_SHA512: &str = "1.2.840.113549.1.1.13";
pub const EC: &str = "1.2.840.10045.2.1";
pub const P256: &str = "1.2.840.10045.3.1.7";
pub const P384: &str = "1.3.132.0.34";
pub const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";
pub const ECDSA_SHA384: &str = "1.2.840.10045.4.3.3";

pub const SUBJECT_KEY_ID: &str = "2.5.29.14";
pub const KEY_USAGE: &str = "2.5.29.15";
pub const SUBJECT_ALT_NAME: &str = "2.5.29.17";
pub const BASIC_CONSTRAINTS: &str = "2.5.29.19";
pub const CRL_NUMBER: &str = "2.5.29.20";
pub const CRL_REASON: &str = "2.5.29.21";
pub const ISSUING_DISTRIBUTION_POINT: &str = "2.5.29.28";
pub const CRL_DISTRIBUTION_POINTS: &str = "2.5.29.31";
pub const CERTIFICATE_POLICIES: &str = "2.5.29.32";
pub const AUTHORITY_KEY_ID: &str = "2.5.29.35";
pub const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
pub const AUTHORITY_INFO_ACCESS: &str = "1.3.6.1.5.5.7.1.1";

pub const AD_OCSP: &str = "1.3.6.1.5.5.7.48.1";
pub const AD_CA_ISSUERS: &str = "1.3.6.1.5.5.7.48.2";
pub const OCSP_BASIC: &str = "1.3.6.1.5.5.7.48.1.1";
pub const OCSP_NONCE: &str = "1.3.6.1.5.5.7.48.1.2";
pub const OCSP_NO_CHECK: &str = "1.3.6.1.5.5.7.48.1.5";

/// Extended key usage: TLS server.
pub const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
/// Extended key usage: time stamping (RFC 3161 section 2.3).
pub const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";
/// Extended key usage: signing OCSP responses (RFC 6960 section 4.2.2.2).
pub const OCSP_SIGNING: &str = "1.3.6.1.5.5.7.3.9";
/// Extended key usage: signing documents (RFC 9336).
pub const DOCUMENT_SIGNING: &str = "1.3.6.1.5.5.7.3.36";
