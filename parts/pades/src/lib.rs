//! Electronic signatures in PDF (PAdES, ETSI EN 319 142-1) and the small public key infrastructure behind them.
//!
//! * [`sign`]: signatures at the levels B-B, B-T, B-LT and B-LTA by incremental update. A signature can be made in one go
//!   with a key on this machine, or in two steps with a key elsewhere: prepare the file, let somebody sign the digest,
//!   fill the signature in.
//! * [`verify`]: what the signatures of a PDF are worth: who, when, whether the content is whole, what came afterwards,
//!   whether the certificates lead to a trusted one and were not revoked.
//! * [`ca`]: a certificate authority for test, internal and training use: root and issuing authority, certificates for
//!   people, seals, time stamping, OCSP and TLS, lists of revoked certificates, OCSP and time-stamp responders.
//!
//! The crate does no I/O: what goes over a network is bytes that the caller sends and hands back, or a trait
//! ([`Signer`], [`Tsa`]). Time is a parameter everywhere; randomness is one wherever it decides what comes out (ECDSA and
//! the blinding of RSA take theirs from the system).
//!
//! Both readers, of ASN.1 and of PDF, are our own. A verifier must know of each byte whether it was signed, so it keeps the
//! bytes as they stand and repairs nothing: what one reader repairs one way and the next another way is how signed
//! documents are made to show something else. Everything read is bounded in size, depth and number.

mod algorithm;
pub mod ca;
mod certificate;
mod cms;
mod der;
mod error;
mod key;
mod name;
mod oid;
mod pdf;
mod pem;
mod revocation;
pub mod sign;
mod stamp;
pub mod verify;

pub use algorithm::{Digest, KeyKind, PublicKey, SignatureAlgorithm, digest_info, ecdsa_der, sha256};
pub use certificate::{Certificate, KeyUsage, certificates_from_pem};
pub use error::{Error, Result, TsaFault};
pub use key::{Key, LocalSigner, Signer};
pub use name::{Name, NamePart};
pub use revocation::{Crl, OcspResponse, Reason, Revoked, Status, ocsp_request};
pub use ring::rand::{SecureRandom as Random, SystemRandom};
pub use stamp::{Token, Tsa, TsaQuery};
