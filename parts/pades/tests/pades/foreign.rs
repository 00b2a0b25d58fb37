//! Signatures as others make them: other algorithms, older attributes, other encodings.
use pades::sign::{Level, Order, Request};
use pades::verify::{Integrity, Verdict};
use pades::{Certificate, Digest, Key, KeyKind, Name, PublicKey, Result, SignatureAlgorithm, Signer, SystemRandom};
use ring::signature::{
    ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256,
    RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};

use crate::kit::{Pki, RSA, days, name, now};
use crate::pages::{letter, table};

enum With {
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
    P384(EcdsaKeyPair),
}

struct Other {
    chain: Vec<Certificate>,
    algorithm: SignatureAlgorithm,
    with: With,
}

impl Signer for Other {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>> {
        let random = SystemRandom::new();
        Ok(match &self.with {
            With::Rsa(key, encoding) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(*encoding, &random, message, &mut signature).unwrap();
                signature
            }
            With::P384(key) => key.sign(&random, message).unwrap().as_ref().to_vec(),
        })
    }
}

fn certificate(pki: &Pki, subject: Name, public_key: PublicKey) -> Vec<Certificate> {
    let profile = pades::ca::Profile::AgencySeal;
    let application = pades::ca::Application { subject, public_key, profile, validity: days(-1, 300) };
    pki.chain(pki.issuing.issue(&application, &crate::kit::urls(), &pki.random).unwrap())
}

#[test]
fn every_accepted_algorithm_verifies() {
    let pki = Pki::new();
    let rsa = Key::from_pkcs8(RSA).unwrap();
    assert_eq!(rsa.public_key().kind(), KeyKind::Rsa(2048));
    let mut signers: Vec<Other> = Vec::new();
    let encodings: [(SignatureAlgorithm, &'static dyn RsaEncoding); 5] = [
        (SignatureAlgorithm::RsaPkcs1(Digest::Sha384), &RSA_PKCS1_SHA384),
        (SignatureAlgorithm::RsaPkcs1(Digest::Sha512), &RSA_PKCS1_SHA512),
        (SignatureAlgorithm::RsaPss(Digest::Sha256), &RSA_PSS_SHA256),
        (SignatureAlgorithm::RsaPss(Digest::Sha384), &RSA_PSS_SHA384),
        (SignatureAlgorithm::RsaPss(Digest::Sha512), &RSA_PSS_SHA512),
    ];
    for (algorithm, encoding) in encodings {
        let chain = certificate(&pki, name("Segel RSA"), rsa.public_key().clone());
        signers.push(Other { chain, algorithm, with: With::Rsa(RsaKeyPair::from_pkcs8(RSA).unwrap(), encoding) });
    }
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_ASN1_SIGNING, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
    let mut spki =
        b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00".to_vec();
    spki.extend(pair.public_key().as_ref());
    let key = PublicKey::from_der(&spki).unwrap();
    assert_eq!(key.kind(), KeyKind::P384);
    let chain = certificate(&pki, name("Segel P-384"), key);
    signers.push(Other { chain, algorithm: SignatureAlgorithm::Ecdsa(Digest::Sha384), with: With::P384(pair) });

    for signer in signers {
        let prepared = pades::sign::prepare(&table(&letter()), &Request::new("A", now())).unwrap();
        // The digest of the file goes with the algorithm.
        let range = [&prepared.pdf[..prepared.hole.start - 1], &prepared.pdf[prepared.hole.end + 1..]];
        let digest = signer.algorithm.digest().of(&range);
        let draft = pades::sign::Draft::detached(&digest, &signer.chain, signer.algorithm).unwrap();
        let cms = draft.finish(&signer.sign(draft.to_be_signed()).unwrap()).unwrap();
        let filled = fill(&prepared, &cms);
        let report = pki.report(&filled);
        assert_eq!(report.signatures[0].verdict(), Verdict::Valid, "{:?}: {report:?}", signer.algorithm);
        let mut changed = filled.clone();
        changed[20] ^= 1;
        if let Ok(report) = pades::verify::verify(&changed, &pki.trust(), now()) {
            assert_ne!(report.signatures[0].integrity, Integrity::Whole);
        }
    }
}

/// Fills the hole without looking at what it is.
fn fill(prepared: &pades::sign::Prepared, cms: &[u8]) -> Vec<u8> {
    let mut pdf = prepared.pdf.clone();
    let digits: String = cms.iter().map(|byte| format!("{byte:02X}")).collect();
    pdf[prepared.hole.start..prepared.hole.start + digits.len()].copy_from_slice(digits.as_bytes());
    pdf
}

/// The same CMS with lengths that are not told, as some programs write it.
fn indefinite(cms: &[u8]) -> Vec<u8> {
    let body = |bytes: &[u8]| {
        let header = if bytes[1] < 0x80 { 2 } else { 2 + usize::from(bytes[1] & 0x7f) };
        bytes[header..].to_vec()
    };
    let content_info = body(cms);
    let oid = content_info[..11].to_vec();
    let signed_data = body(&body(&content_info[11..]));
    [&[0x30, 0x80], oid.as_slice(), &[0xa0, 0x80, 0x30, 0x80], &signed_data, &[0; 6]].concat()
}

#[test]
fn other_encodings_and_older_formats_are_read() {
    let pki = Pki::new();
    let person = pki.person("A");
    let evidence = pki.evidence();
    let pdf = table(&letter());
    let prepared = pades::sign::prepare(&pdf, &Request::new("A", now())).unwrap();
    let cms = pades::sign::sign_digest(&prepared.digest, &person).unwrap();
    let ber = indefinite(&cms);
    let report = pki.report(&fill(&prepared, &ber));
    assert_eq!((report.verdict(), report.signatures[0].level), (Some(Verdict::Valid), Some(Level::B)));
    let query = pades::TsaQuery::new(&pades::sign::signature_digest(&ber).unwrap(), &pki.random).unwrap();
    let token = query.accept(&pades::Tsa::query(&pki.tsa(), &query.der()).unwrap()).unwrap();
    let stamped = pades::sign::add_timestamp(&ber, &token).unwrap();
    assert_eq!(pki.report(&fill(&prepared, &stamped)).signatures[0].level, Some(Level::T));

    // The format before PAdES: whole and valid, but of no level.
    let older = |from: &[u8], to: &[u8]| {
        let order = Order { level: Level::B, signer: &person, tsa: None, evidence: &evidence };
        assert!(pades::sign::sign(&pdf, &Request::new("A", now()), &order, &pki.random).is_ok());
        let mut changed = prepared.clone();
        let at = changed.pdf.windows(from.len()).position(|window| window == from).unwrap();
        changed.pdf[at..at + from.len()].copy_from_slice(to);
        let range = [&changed.pdf[..changed.hole.start - 1], &changed.pdf[changed.hole.end + 1..]];
        let digest = Digest::Sha256.of(&range).try_into().unwrap();
        let cms = pades::sign::sign_digest(&digest, &person).unwrap();
        pki.report(&fill(&changed, &cms)).signatures.remove(0)
    };
    let old = older(b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /adbe.pkcs7.detached");
    assert_eq!((old.verdict(), old.level), (Verdict::Valid, None));
    let unknown = older(b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /adbe.pkcs7.sha1xxxx");
    assert_eq!((unknown.integrity, unknown.verdict()), (Integrity::Unsupported, Verdict::Indeterminate));
}

#[test]
fn a_signature_over_another_certificate_is_found() {
    let pki = Pki::new();
    // Two certificates for one key: the attribute names the first, the second is put in its place.
    let key = Key::generate(&pki.random).unwrap();
    let one = pki.issue("Satu", &key, pades::ca::Profile::Person, days(-1, 9));
    let person = pades::LocalSigner::new(key, pki.chain(one.clone())).unwrap();
    let prepared = pades::sign::prepare(&table(&letter()), &Request::new("A", now())).unwrap();
    let cms = pades::sign::sign_digest(&prepared.digest, &person).unwrap();
    let mut twin = one.der().to_vec();
    let last = twin.len() - 1;
    twin[last] ^= 1;
    let at = cms.windows(one.der().len()).position(|window| window == one.der()).unwrap();
    let mut swapped = cms.clone();
    swapped[at..at + twin.len()].copy_from_slice(&twin);
    let report = pki.report(&fill(&prepared, &swapped));
    assert_eq!(report.signatures[0].integrity, Integrity::SigningCertificate);
    assert_eq!(pades::sign::fill(&prepared, &swapped), Err(pades::Error::WrongSignature));
}
