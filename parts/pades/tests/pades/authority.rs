//! The certificate authority and its responders.
use pades::ca::{Application, Authority, Csr, OcspResponder, Profile, TsaResponder, Urls, Validity};
use pades::{Certificate, Crl, Error, Key, OcspResponse, Reason, Revoked, Signer as _, Status, Tsa as _, ocsp_request};
use time::Duration;

use crate::kit::{POLICY, Pki, RSA, days, name, now, urls};

#[test]
fn every_profile_bears_what_it_needs_and_no_more() {
    let pki = Pki::new();
    let key = Key::generate(&pki.random).unwrap();
    let dns = vec!["www.example.id".to_owned(), "*.example.id".to_owned()];
    let cases = [
        (Profile::Person, (true, true, false), "1.3.6.1.5.5.7.3.36"),
        (Profile::AgencySeal, (true, true, false), "1.3.6.1.5.5.7.3.36"),
        (Profile::TimeStamping, (true, false, false), "1.3.6.1.5.5.7.3.8"),
        (Profile::OcspResponder, (true, false, false), "1.3.6.1.5.5.7.3.9"),
        (Profile::Tls { dns: dns.clone() }, (true, false, false), "1.3.6.1.5.5.7.3.1"),
    ];
    for (profile, (signature, commitment, authority), extended) in cases {
        let leaf = pki.issue("Pemegang", &key, profile.clone(), days(0, 90));
        let usage = leaf.key_usage().unwrap();
        assert_eq!((usage.digital_signature, usage.content_commitment), (signature, commitment), "{profile:?}");
        assert_eq!((leaf.is_ca(), usage.key_cert_sign), (authority, false));
        assert_eq!(leaf.extended_key_usage(), [extended]);
        assert_eq!(leaf.crl_urls(), ["http://pki.example/ca.crl"]);
        assert_eq!(leaf.ocsp_urls(), ["http://pki.example/ocsp"]);
        assert_eq!(leaf.issuer_urls(), ["http://pki.example/ca.cer"]);
        assert_eq!(leaf.serial().len(), 16);
        let issuing = pki.issuing.certificate();
        assert_eq!(leaf.authority_key_id(), issuing.subject_key_id());
        assert_eq!(leaf.signed_by(issuing.public_key()), Ok(()));
        assert_eq!(leaf.signed_by(pki.root.certificate().public_key()), Err(Error::WrongSignature));
        assert!(
            leaf.valid_at(now())
                && !leaf.valid_at(now() - Duration::days(1))
                && !leaf.valid_at(now() + Duration::days(91))
        );
        let dns_names: &[String] = if extended.ends_with(".3.1") { &dns } else { &[] };
        assert_eq!(leaf.dns_names(), dns_names);
        assert_eq!(Certificate::from_pem(leaf.pem().as_bytes()).unwrap(), leaf);
        assert_eq!(Certificate::from_pem(leaf.der()).unwrap(), leaf);
        assert_eq!((leaf.fingerprint_hex().len(), leaf.serial_hex().len()), (64, 32));
    }
    let root = pki.root.certificate();
    assert!(root.is_ca() && root.is_self_issued() && root.path_len().is_none() && root.authority_key_id().is_none());
    let issuing = pki.issuing.certificate();
    assert_eq!((issuing.is_ca(), issuing.path_len()), (true, Some(0)));
    let usage = issuing.key_usage().unwrap();
    assert!(usage.key_cert_sign && usage.crl_sign && !usage.digital_signature);
    assert_eq!(Certificate::from_pem(b"kosong"), Err(Error::NoCertificate));
}

#[test]
fn what_must_not_be_issued_is_not() {
    let pki = Pki::new();
    let key = Key::generate(&pki.random).unwrap();
    let application = |profile: Profile, validity: Validity| Application {
        subject: name("Pemegang"),
        public_key: key.public_key().clone(),
        profile,
        validity,
    };
    let issue = |application: &Application, urls: &Urls| pki.issuing.issue(application, urls, &pki.random).map(|_| ());
    for (what, application) in [
        ("an empty validity", application(Profile::Person, days(10, 10))),
        ("beyond the authority", application(Profile::Person, days(0, 9_000))),
        ("before the authority", application(Profile::Person, days(-2_000, 9))),
        ("an authority below the last", application(Profile::IssuingCa, days(0, 9))),
        ("no names", application(Profile::Tls { dns: vec![] }, days(0, 9))),
        ("a name that is none", application(Profile::Tls { dns: vec!["a b".to_owned()] }, days(0, 9))),
        ("an empty label", application(Profile::Tls { dns: vec!["a..id".to_owned()] }, days(0, 9))),
    ] {
        assert!(matches!(issue(&application, &urls()), Err(Error::NotIssued(_))), "{what}");
    }
    let person = application(Profile::Person, days(0, 9));
    let bad = Urls { crl: vec!["ftp://x".to_owned()], ..Urls::default() };
    assert!(matches!(issue(&person, &bad), Err(Error::NotIssued(_))));
    assert_eq!(issue(&person, &Urls::default()), Ok(()));
    let again = pki.issuing.issue(&person, &urls(), &pki.random).unwrap();
    let third = pki.issuing.issue(&person, &urls(), &pki.random).unwrap();
    assert_ne!(again.serial(), third.serial());
    // A key of another authority does not open this one.
    let open = Authority::open(Key::generate(&pki.random).unwrap(), pki.issuing.chain().to_vec());
    assert_eq!(open.unwrap_err(), Error::KeyMismatch);
    let sealed = pki.issuing.key().seal("kata sandi panjang", &pki.random).unwrap();
    let key = Key::unseal(&sealed, "kata sandi panjang").unwrap();
    assert_eq!(Authority::open(key, pki.issuing.chain().to_vec()).unwrap().chain(), pki.issuing.chain());
}

#[test]
fn a_request_is_believed_only_when_its_key_signed_it() {
    let pki = Pki::new();
    for key in [Key::generate(&pki.random).unwrap(), Key::from_pkcs8(RSA).unwrap()] {
        let csr = Csr::make(&name("Pemohon"), &key).unwrap();
        let read = Csr::from_pem(csr.pem().as_bytes()).unwrap();
        assert_eq!((&read, read.subject()), (&csr, &name("Pemohon")));
        let application = Application {
            subject: read.subject().clone(),
            public_key: read.public_key().clone(),
            profile: Profile::Person,
            validity: days(0, 30),
        };
        let leaf = pki.issuing.issue(&application, &urls(), &pki.random).unwrap();
        assert!(pades::LocalSigner::new(key, vec![leaf]).is_ok());
        for at in 0..csr.der().len() {
            let mut changed = csr.der().to_vec();
            changed[at] ^= 1;
            assert!(Csr::from_der(&changed).is_err(), "byte {at}");
        }
    }
    assert!(matches!(Csr::from_der(&vec![0x30; 70_000]), Err(Error::TooLarge { .. })));
    assert_eq!(Csr::from_pem(b"kosong"), Err(Error::Malformed("CSR")));
}

#[test]
fn a_list_says_who_was_revoked() {
    let pki = Pki::new();
    let revoked: Vec<Revoked> = [Reason::Unspecified, Reason::KeyCompromise, Reason::PrivilegeWithdrawn]
        .into_iter()
        .enumerate()
        .map(|(number, reason)| Revoked { serial: vec![0x41, number as u8], at: now() - Duration::days(3), reason })
        .collect();
    let crl = pki.issuing.crl(&revoked, 300, now(), now() + Duration::days(7)).unwrap();
    let read = Crl::from_der(crl.der()).unwrap();
    assert_eq!(read, crl);
    assert_eq!((read.entries(), read.number()), (revoked.as_slice(), Some(&[1, 44][..])));
    assert_eq!((read.this_update(), read.next_update()), (now(), Some(now() + Duration::days(7))));
    assert!(crl.pem().starts_with("-----BEGIN X509 CRL-----"));
    assert!(matches!(pki.issuing.crl(&[], 1, now(), now()), Err(Error::NotIssued(_))));
    for code in 0..12 {
        let reason = Reason::of_code(code);
        assert!(reason == Reason::Unspecified || u64::from(reason.code()) == code);
    }
}

#[test]
fn the_responder_answers_for_its_issuer_only() {
    let pki = Pki::new();
    let leaf = pki.person("A").chain()[0].clone();
    let issuer = pki.issuing.certificate();
    let (good, reason) = (Status::Good, Reason::Superseded);
    for status in [
        good,
        Status::Unknown,
        Status::Revoked { at: now() - Duration::days(1), reason },
        Status::Revoked { at: now(), reason: Reason::Unspecified },
    ] {
        let response = pki.ocsp(&leaf, status, now());
        assert_eq!(response.status(&leaf, issuer), Some(status));
        assert_eq!((response.nonce(), response.produced_at()), (Some(&[7; 16][..]), now()));
        let root = pki.root.certificate();
        assert_eq!(response.status(&leaf, root), None);
        assert_eq!(response.status(root, issuer), None);
    }
    // The issuer may answer itself.
    let key = Key::from_pkcs8(pki.issuing.key().to_pkcs8()).unwrap();
    let own = OcspResponder::new(key, issuer.clone(), issuer.clone()).unwrap();
    let until = now() + Duration::days(1);
    let mut asked = Vec::new();
    let mut state = |serial: &[u8]| {
        asked.push(serial.to_vec());
        good
    };
    let response = own.respond(&ocsp_request(&leaf, issuer, None), &mut state, now(), until).unwrap();
    let response = OcspResponse::from_der(&response).unwrap();
    assert_eq!((response.status(&leaf, issuer), response.nonce()), (Some(good), None));
    // A certificate of somebody else is unknown without asking.
    let stranger = Pki::new();
    let other = stranger.issuing.certificate();
    let response = own.respond(&ocsp_request(&leaf, other, None), &mut state, now(), until).unwrap();
    assert!(OcspResponse::from_der(&response).is_ok());
    assert_eq!(asked, [leaf.serial().to_vec()]);
    // What is no request gets the answer for that.
    for broken in [&b""[..], b"bukan", &[0x30, 0], &[0x30; 20_000]] {
        assert_eq!(own.respond(broken, &mut |_| good, now(), until).unwrap(), [0x30, 3, 0x0a, 1, 1]);
    }
    // A responder that the issuer did not appoint is not believed.
    let key = Key::generate(&pki.random).unwrap();
    let person = pki.issue("Bukan Penjawab", &key, Profile::Person, days(-1, 9));
    assert_eq!(OcspResponder::new(key, person, issuer.clone()).unwrap_err(), Error::NoCertificate);
    let key = Key::generate(&pki.random).unwrap();
    let foreign = stranger.issue("Penjawab Asing", &key, Profile::OcspResponder, days(-1, 9));
    let foreign = OcspResponder::new(key, foreign, issuer.clone()).unwrap();
    let response = foreign.respond(&ocsp_request(&leaf, issuer, None), &mut |_| good, now(), until).unwrap();
    assert_eq!(OcspResponse::from_der(&response).unwrap().status(&leaf, issuer), None);
}

#[test]
fn the_time_stamping_authority_refuses_what_it_does_not_do() {
    let pki = Pki::new();
    let tsa = pki.tsa();
    let failure = |request: &[u8]| {
        let reply = tsa.query(request).unwrap();
        let fault = pades::TsaQuery::again([0; 32], vec![1]).accept(&reply).unwrap_err();
        let Error::Tsa(pades::TsaFault::Rejected { status: 2, reason }) = fault else { panic!("{fault:?}") };
        reason
    };
    let imprint = |oid: &[u8], len: u8| {
        let mut algorithm = vec![0x30, oid.len() as u8 + 2, 6, oid.len() as u8];
        algorithm.extend(oid);
        let mut body = algorithm;
        body.extend([4, len]);
        body.extend(vec![9; usize::from(len)]);
        let mut imprint = vec![0x30, body.len() as u8];
        imprint.extend(body);
        imprint
    };
    let request = |version: u8, imprint: &[u8], more: &[u8]| {
        let mut body = vec![2, 1, version];
        body.extend(imprint);
        body.extend(more);
        let mut out = vec![0x30, body.len() as u8];
        out.extend(body);
        out
    };
    let sha256 = [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
    let good = imprint(&sha256, 32);
    assert_eq!(failure(b"bukan"), "failure 5");
    assert_eq!(failure(&request(2, &good, &[])), "failure 2");
    assert_eq!(failure(&request(1, &imprint(&[0x2b, 14, 3, 2, 26], 20), &[])), "failure 0");
    assert_eq!(failure(&request(1, &imprint(&sha256, 20), &[])), "failure 5");
    assert_eq!(failure(&request(1, &good, &[6, 2, 0x2a, 3])), "failure 15");
    assert_eq!(failure(&request(1, &good, &[0xa0, 0])), "failure 16");
    assert_eq!(failure(&vec![0x30; 20_000]), "failure 2");
    // Our policy, no nonce, no certificate wanted: granted, and smaller.
    let bare = tsa.query(&request(1, &good, &[6, 4, 0x2a, 3, 4, 1])).unwrap();
    let full = tsa.query(&request(1, &good, &[1, 1, 0xff])).unwrap();
    assert!(bare.len() + 500 < full.len());
    let key = Key::generate(&pki.random).unwrap();
    let person = pki.issue("Bukan Waktu", &key, Profile::Person, days(-1, 9));
    assert_eq!(TsaResponder::new(key, vec![person], POLICY, 1).unwrap_err(), Error::NoCertificate);
    let key = Key::generate(&pki.random).unwrap();
    let clock = pki.issue("Waktu", &key, Profile::TimeStamping, days(-1, 9));
    assert_eq!(TsaResponder::new(key, vec![clock], "kebijakan", 1).unwrap_err(), Error::Malformed("object identifier"));
}
