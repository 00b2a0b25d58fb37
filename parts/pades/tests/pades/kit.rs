//! A small infrastructure for the tests: a root, an issuing authority, signers, a time-stamping authority.
use pades::ca::{Application, Authority, OcspResponder, Profile, TsaResponder, Urls, Validity};
use pades::sign::{Evidence, Level, Order, Request};
use pades::verify::{Report, Trust, verify};
use pades::{
    Certificate, Crl, Key, LocalSigner, Name, NamePart, OcspResponse, Result, Revoked, Signer as _, Status,
    SystemRandom, Tsa, ocsp_request,
};
use time::{Duration, OffsetDateTime};

/// 22 November 2026, 08:00 UTC: when everything in the tests is signed.
pub const NOW: i64 = 1_795_334_400;

/// A key that protects nothing; making RSA keys is not what this crate does.
pub const RSA: &[u8] = include_bytes!("../data/rsa2048.pk8");

pub const POLICY: &str = "1.2.3.4.1";

thread_local! {
    static CLOCK: std::cell::Cell<i64> = const { std::cell::Cell::new(NOW) };
}

/// The instant of a test.
pub fn now() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(CLOCK.get()).unwrap()
}

/// Lets a test live at another instant.
pub fn live_at(at: OffsetDateTime) {
    CLOCK.set(at.unix_timestamp());
}

pub fn name(common: &str) -> Name {
    Name::new(&[
        (NamePart::Country, "ID"),
        (NamePart::Organization, "Kabupaten Contoh"),
        (NamePart::CommonName, common),
    ])
    .unwrap()
}

pub fn urls() -> Urls {
    Urls {
        crl: vec!["http://pki.example/ca.crl".to_owned()],
        ocsp: vec!["http://pki.example/ocsp".to_owned()],
        issuer: vec!["http://pki.example/ca.cer".to_owned()],
    }
}

pub fn days(from: i64, to: i64) -> Validity {
    Validity { from: now() + Duration::days(from), to: now() + Duration::days(to) }
}

pub struct Pki {
    pub random: SystemRandom,
    pub root: Authority,
    pub issuing: Authority,
}

impl Pki {
    pub fn new() -> Pki {
        let random = SystemRandom::new();
        let key = || Key::generate(&SystemRandom::new()).unwrap();
        let root = Authority::root(&name("Akar Contoh"), key(), days(-1_000, 5_000), &random).unwrap();
        let issuing = root.subordinate(&name("Penerbit Contoh"), key(), days(-900, 4_000), &urls(), &random).unwrap();
        Pki { random, root, issuing }
    }

    pub fn chain(&self, leaf: Certificate) -> Vec<Certificate> {
        let mut chain = vec![leaf];
        chain.extend(self.issuing.chain().iter().take(1).cloned());
        chain
    }

    pub fn issue(&self, common: &str, key: &Key, profile: Profile, validity: Validity) -> Certificate {
        let application =
            Application { subject: name(common), public_key: key.public_key().clone(), profile, validity };
        self.issuing.issue(&application, &urls(), &self.random).unwrap()
    }

    pub fn person(&self, common: &str) -> LocalSigner {
        let key = Key::generate(&self.random).unwrap();
        let leaf = self.issue(common, &key, Profile::Person, days(-100, 600));
        LocalSigner::new(key, self.chain(leaf)).unwrap()
    }

    pub fn rsa_person(&self, common: &str) -> LocalSigner {
        let key = Key::from_pkcs8(RSA).unwrap();
        let leaf = self.issue(common, &key, Profile::Person, days(-100, 600));
        LocalSigner::new(key, self.chain(leaf)).unwrap()
    }

    pub fn tsa(&self) -> Clock {
        self.tsa_at(now())
    }

    pub fn tsa_at(&self, at: OffsetDateTime) -> Clock {
        let key = Key::generate(&self.random).unwrap();
        let leaf = self.issue("Waktu Contoh", &key, Profile::TimeStamping, days(-100, 3_000));
        Clock { responder: TsaResponder::new(key, self.chain(leaf), POLICY, 1).unwrap(), at }
    }

    pub fn crl(&self, revoked: &[Revoked]) -> Crl {
        self.issuing.crl(revoked, 7, now() - Duration::hours(1), now() + Duration::days(30)).unwrap()
    }

    pub fn root_crl(&self) -> Crl {
        self.root.crl(&[], 3, now() - Duration::hours(1), now() + Duration::days(90)).unwrap()
    }

    pub fn evidence(&self) -> Evidence {
        Evidence {
            certificates: self.issuing.chain().to_vec(),
            crls: vec![self.crl(&[]), self.root_crl()],
            ocsps: Vec::new(),
        }
    }

    /// The state of a certificate as an OCSP response.
    pub fn ocsp(&self, certificate: &Certificate, status: Status, at: OffsetDateTime) -> OcspResponse {
        let issuer = self.issuing.certificate();
        let key = Key::generate(&self.random).unwrap();
        let leaf = self.issue("OCSP Contoh", &key, Profile::OcspResponder, days(-10, 60));
        let responder = OcspResponder::new(key, leaf, issuer.clone()).unwrap();
        let request = ocsp_request(certificate, issuer, Some(&[7; 16]));
        let response = responder.respond(&request, &mut |_| status, at, at + Duration::days(7)).unwrap();
        OcspResponse::from_der(&response).unwrap()
    }

    /// Trusts the root and knows today's lists.
    pub fn trust(&self) -> Trust {
        Trust {
            anchors: self.root.chain().to_vec(),
            intermediates: Vec::new(),
            crls: vec![self.crl(&[]), self.root_crl()],
            ocsps: Vec::new(),
        }
    }

    /// Trusts the root and knows nothing else.
    pub fn bare_trust(&self) -> Trust {
        Trust { anchors: self.root.chain().to_vec(), ..Trust::default() }
    }

    pub fn sign(&self, pdf: &[u8], field: &str, level: Level, signer: &LocalSigner) -> Vec<u8> {
        let mut request = Request::new(field, now());
        request.name = signer.chain()[0].subject().common_name().map(str::to_owned);
        request.reason = Some("Persetujuan – uji".to_owned());
        self.sign_request(pdf, &request, level, signer)
    }

    pub fn sign_request(&self, pdf: &[u8], request: &Request, level: Level, signer: &LocalSigner) -> Vec<u8> {
        let tsa = self.tsa();
        let evidence = self.evidence();
        let order = Order { level, signer, tsa: Some(&tsa), evidence: &evidence };
        pades::sign::sign(pdf, request, &order, &self.random).unwrap()
    }

    pub fn report(&self, pdf: &[u8]) -> Report {
        verify(pdf, &self.trust(), now() + Duration::minutes(5)).unwrap()
    }
}

/// A time-stamping authority whose clock stands.
pub struct Clock {
    pub responder: TsaResponder,
    pub at: OffsetDateTime,
}

impl Tsa for Clock {
    fn query(&self, request: &[u8]) -> Result<Vec<u8>> {
        self.responder.respond(request, self.at, &SystemRandom::new())
    }
}
