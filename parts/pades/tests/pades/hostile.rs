//! Broken and hostile files: nothing panics, nothing changed counts as whole.
use pades::sign::{Level, Order, Request};
use pades::verify::{Integrity, Report, verify};
use pades::{Certificate, Crl, OcspResponse, Status, Token, Tsa as _, TsaQuery};
use time::Duration;

use crate::kit::{Pki, now};
use crate::pages::{form, letter, streams, table};

/// A small file with a small hole, so that every byte can be tried.
fn sample(pki: &Pki, pdf: &[u8]) -> Vec<u8> {
    let mut request = Request::new("A", now());
    request.reserve = 1_700;
    let signer = pki.person("A");
    let order = Order { level: Level::B, signer: &signer, tsa: None, evidence: &pki.evidence() };
    pades::sign::sign(pdf, &request, &order, &pki.random).unwrap()
}

fn whole(report: &Report) -> bool {
    report.signatures.iter().any(|one| one.integrity == Integrity::Whole && !one.changed_after())
}

#[test]
fn no_single_changed_byte_counts_as_whole() {
    let pki = Pki::new();
    let trust = pki.trust();
    for pdf in [table(&letter()), streams(&form())] {
        let signed = sample(&pki, &pdf);
        assert!(whole(&verify(&signed, &trust, now()).unwrap()));
        let text = String::from_utf8_lossy(&signed).into_owned();
        let gap = signed.windows(11).rposition(|window| window == b"/Contents <").unwrap() + 10;
        let end = gap + signed[gap..].iter().position(|byte| *byte == b'>').unwrap();
        assert!(text.len() > 100);
        for at in 0..signed.len() {
            for flip in [0x01, 0x20, 0x80] {
                let mut changed = signed.clone();
                changed[at] ^= flip;
                let Ok(report) = verify(&changed, &trust, now()) else { continue };
                // Within the digits, letters may be large or small without any difference; so may the certificates above the
                // signer's be changed, which then only lead nowhere.
                if (gap..=end).contains(&at) {
                    continue;
                }
                assert!(!whole(&report), "byte {at} ^ {flip:#x}: {report:?}");
            }
        }
    }
}

#[test]
fn the_signature_value_itself_cannot_be_changed() {
    let pki = Pki::new();
    let trust = pki.bare_trust();
    let signed = sample(&pki, &table(&letter()));
    let gap = signed.windows(11).rposition(|window| window == b"/Contents <").unwrap() + 11;
    let end = gap + signed[gap..].iter().position(|byte| *byte == b'>').unwrap();
    let original = verify(&signed, &trust, now()).unwrap();
    for at in gap..end {
        let mut changed = signed.clone();
        changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
        let Ok(report) = verify(&changed, &trust, now()) else { continue };
        let one = &report.signatures[0];
        // Whatever still holds is by the same person over the same bytes.
        if one.integrity == Integrity::Whole {
            assert_eq!(one.signer, original.signatures[0].signer, "byte {at}");
        }
    }
}

#[test]
fn no_cut_file_counts_as_whole() {
    let pki = Pki::new();
    let trust = pki.trust();
    for pdf in [table(&form()), streams(&letter())] {
        let signed = sample(&pki, &pdf);
        for end in 0..signed.len() {
            if let Ok(report) = verify(&signed[..end], &trust, now()) {
                // The original without its last end of line is still whole in its own eyes: but then the range is too long.
                assert!(!whole(&report), "cut at {end}");
            }
        }
        // From the front.
        for start in (1..signed.len()).step_by(7) {
            assert!(verify(&signed[start..], &trust, now()).is_err(), "from {start}");
        }
    }
}

#[test]
fn encodings_that_were_cut_or_changed_do_not_panic() {
    let pki = Pki::new();
    let person = pki.person("A");
    let leaf = pades::Signer::chain(&person)[0].clone();
    let query = TsaQuery::new(&[1; 32], &pki.random).unwrap();
    let token = query.accept(&pki.tsa().query(&query.der()).unwrap()).unwrap();
    let ocsp = pki.ocsp(&leaf, Status::Good, now());
    let csr = pades::ca::Csr::make(leaf.subject(), person.key()).unwrap();
    type Reader = fn(&[u8]) -> bool;
    let readers: [(&str, &[u8], Reader); 5] = [
        ("certificate", leaf.der(), |bytes| Certificate::from_der(bytes).is_ok()),
        ("list", pki.crl(&[]).der().to_vec().leak(), |bytes| Crl::from_der(bytes).is_ok()),
        ("OCSP", ocsp.der(), |bytes| OcspResponse::from_der(bytes).is_ok()),
        ("token", token.der(), |bytes| Token::from_der(bytes).is_ok()),
        ("request", csr.der(), |bytes| pades::ca::Csr::from_der(bytes).is_ok()),
    ];
    for (what, bytes, read) in readers {
        assert!(read(bytes), "{what}");
        for at in 0..bytes.len() {
            assert!(!read(&bytes[..at]), "{what} cut at {at}");
            for flip in [0x01, 0x40, 0xff] {
                let mut changed = bytes.to_vec();
                changed[at] ^= flip;
                read(&changed);
            }
        }
    }
}

#[test]
fn a_certificate_with_one_changed_byte_is_not_trusted() {
    let pki = Pki::new();
    let leaf = pades::Signer::chain(&pki.person("A"))[0].clone();
    let issuer = pki.issuing.certificate().public_key();
    assert_eq!(leaf.signed_by(issuer), Ok(()));
    for at in 0..leaf.der().len() {
        let mut changed = leaf.der().to_vec();
        changed[at] ^= 1;
        if let Ok(changed) = Certificate::from_der(&changed) {
            assert!(changed.signed_by(issuer).is_err(), "byte {at}");
        }
    }
    let list = pki.crl(&[]);
    let mut trust = pki.bare_trust();
    let pdf = pki.sign(&table(&letter()), "A", Level::B, &pki.person("A"));
    for at in (0..list.der().len()).step_by(3) {
        let mut changed = list.der().to_vec();
        changed[at] ^= 1;
        let Ok(changed) = Crl::from_der(&changed) else { continue };
        trust.crls = vec![changed, pki.root_crl()];
        let report = verify(&pdf, &trust, now() + Duration::hours(1)).unwrap();
        assert_eq!(report.signatures[0].revocation, pades::verify::Revocation::Unknown, "byte {at}");
    }
}
