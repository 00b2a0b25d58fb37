//! Every level, on every kind of file, with every kind of key.
use pades::sign::{Draft, Level, Panel, Permission, Request, TsaQuery};
use pades::verify::{After, ChainVerdict, Covers, Integrity, Kind, Revocation, Verdict, When, verify};
use pades::{Error, Reason, Revoked, Signer as _, Status, Tsa as _, TsaFault};
use time::Duration;

use crate::kit::{Pki, now};
use crate::pages::{form, hybrid, letter, packed, panel, streams, table};

#[test]
fn every_level_is_reached_on_every_kind_of_file() {
    let pki = Pki::new();
    let files = [
        ("table", table(&letter())),
        ("streams", streams(&letter())),
        ("hybrid", hybrid(&letter())),
        ("form", table(&form())),
        ("form in streams", streams(&form())),
    ];
    for (kind, pdf) in files {
        for (signer, who) in [(pki.person("Ni Luh Ayu"), "P-256"), (pki.rsa_person("Budi Santoso"), "RSA")] {
            for level in [Level::B, Level::T, Level::Lt, Level::Lta] {
                let signed = pki.sign(&pdf, "Camat", level, &signer);
                assert!(signed.starts_with(&pdf), "{kind}: the file only grows");
                let report = pki.report(&signed);
                let count = if level == Level::Lta { 2 } else { 1 };
                assert_eq!(report.signatures.len(), count, "{kind} {who} {level:?}");
                let one = &report.signatures[0];
                assert_eq!(one.integrity, Integrity::Whole, "{kind} {who} {level:?}: {one:?}");
                assert_eq!(one.level, Some(level), "{kind} {who}: {one:?}");
                assert_eq!((one.trust, one.verdict()), (ChainVerdict::Trusted, Verdict::Valid), "{kind}: {one:?}");
                assert_eq!(one.chain.len(), 3);
                assert_eq!(one.claimed_at, Some(now()));
                assert_eq!(one.reason.as_deref(), Some("Persetujuan – uji"));
                let after: &[After] = match level {
                    Level::B | Level::T => &[],
                    Level::Lt => &[After::Dss],
                    Level::Lta => &[After::Dss, After::DocumentTimestamp { field: "CamatArsip".to_owned() }],
                };
                let mut found = one.after.clone();
                found.sort_by_key(|after| format!("{after:?}").len());
                assert_eq!(found, after, "{kind} {level:?}");
                assert_eq!(one.covers == Covers::WholeFile, level <= Level::T);
                let when = if level == Level::B { When::Claimed(now()) } else { When::Stamped(now()) };
                assert_eq!(one.when, when);
                if let Some(stamp) = report.signatures.get(1) {
                    assert_eq!((stamp.kind, stamp.verdict()), (Kind::DocumentTimestamp, Verdict::Valid));
                    assert_eq!(stamp.signer.as_ref().unwrap().common_name, "Waktu Contoh");
                }
            }
        }
    }
}

#[test]
fn several_people_sign_one_file_and_all_stay_valid() {
    let pki = Pki::new();
    let mut pdf = table(&form());
    for (number, level) in [(1, Level::B), (2, Level::T), (3, Level::Lta), (4, Level::B)] {
        pdf = pki.sign(&pdf, &format!("Orang{number}"), level, &pki.person(&format!("Orang {number}")));
    }
    let report = pki.report(&pdf);
    let names: Vec<&str> =
        report.signatures.iter().map(|one| one.signer.as_ref().unwrap().common_name.as_str()).collect();
    assert_eq!(names, ["Orang 1", "Orang 2", "Orang 3", "Waktu Contoh", "Orang 4"]);
    for one in &report.signatures {
        assert_eq!(one.verdict(), Verdict::Valid, "{one:?}");
        assert!(!one.changed_after());
    }
    // The document time stamp lifts what came before it: it proves the first signature, and covers the store.
    let levels: Vec<Option<Level>> = report.signatures.iter().map(|one| one.level).collect();
    assert_eq!(levels, [Some(Level::Lta), Some(Level::Lta), Some(Level::Lta), None, Some(Level::B)]);
    assert_eq!(report.verdict(), Some(Verdict::Valid));
    let inspection = pades::sign::inspect(&pdf).unwrap();
    assert_eq!((inspection.pages, inspection.signatures), (2, 5));
    assert!(inspection.fields.contains(&"Orang2".to_owned()) && inspection.fields.contains(&"nama".to_owned()));
}

#[test]
fn a_panel_shows_on_its_page() {
    let pki = Pki::new();
    for pdf in [table(&letter()), streams(&form())] {
        let mut request = Request::new("Bupati", now());
        request.panel = Some(Panel { page: 2, rect: [300.0, 80.0, 500.0, 140.0], appearance: panel() });
        let signed = pki.sign_request(&pdf, &request, Level::B, &pki.person("Bupati"));
        let again = pki.sign_request(
            &signed,
            &Request { field: "Sekda".to_owned(), ..request.clone() },
            Level::B,
            &pki.person("Sekda"),
        );
        let report = pki.report(&again);
        assert_eq!(report.verdict(), Some(Verdict::Valid), "{report:?}");
        let expected = [After::Signature { field: "Sekda".to_owned(), visible: true }];
        assert_eq!(report.signatures[0].after, expected);
        let text = String::from_utf8_lossy(&signed);
        assert!(text.contains("/BBox [0.00 0.00 200.00 60.00]") && text.contains("/Subtype /Form"));
    }
    // A page tree whose box and resources come from above, and a packed content.
    let content = packed(b"1 0 0 rg 0 0 10 10 re f");
    let mut source = letter();
    source[1] = source[1].replace(" 6 0 R]", "]");
    let appearance = table(&source);
    assert!(!content.is_empty());
    let mut request = Request::new("Bupati", now());
    request.panel = Some(Panel { page: 1, rect: [0.0, 0.0, 100.0, 100.0], appearance });
    let signed = pki.sign_request(&table(&letter()), &request, Level::T, &pki.person("Bupati"));
    assert_eq!(pki.report(&signed).verdict(), Some(Verdict::Valid));
}

#[test]
fn somebody_else_signs_in_two_steps() {
    let pki = Pki::new();
    let pdf = table(&letter());
    let person = pki.rsa_person("Jarak Jauh");
    let prepared = pades::sign::prepare(&pdf, &Request::new("Jauh", now())).unwrap();
    assert_eq!(prepared.pdf[prepared.hole.clone()].iter().filter(|byte| **byte != b'0').count(), 0);
    let draft = Draft::detached(&prepared.digest, person.chain(), person.algorithm()).unwrap();
    assert_eq!(draft.digest(), pades::sha256(draft.to_be_signed()));
    let signature = person.sign(draft.to_be_signed()).unwrap();
    let cms = draft.finish(&signature).unwrap();
    let query = TsaQuery::new(&pades::sign::signature_digest(&cms).unwrap(), &pki.random).unwrap();
    let again = TsaQuery::again(pades::sign::signature_digest(&cms).unwrap(), query.nonce().to_vec());
    assert_eq!(again, query);
    let token = again.accept(&pki.tsa().query(&query.der()).unwrap()).unwrap();
    let cms = pades::sign::add_timestamp(&cms, &token).unwrap();
    let signed = pades::sign::fill(&prepared, &cms).unwrap();
    assert_eq!(pki.report(&signed).signatures[0].level, Some(Level::T));

    // What does not belong is not put in.
    let mut wrong = signature.clone();
    wrong[9] ^= 1;
    assert_eq!(draft.finish(&wrong), Err(Error::WrongSignature));
    let other = pades::sign::prepare(&pdf, &Request::new("Lain", now())).unwrap();
    assert_eq!(pades::sign::fill(&other, &cms), Err(Error::WrongDigest));
    assert_eq!(pades::sign::fill(&prepared, b"0\x03bukan"), Err(Error::Malformed("CMS")));
    let mut small = Request::new("Kecil", now());
    small.reserve = 100;
    let small = pades::sign::prepare(&pdf, &small).unwrap();
    let fault = pades::sign::fill(&small, &cms);
    assert_eq!(fault, Err(Error::CmsTooLarge { needed: cms.len(), reserved: 100 }));
    let stranger = TsaQuery::new(&[1; 32], &pki.random).unwrap();
    let stranger = stranger.accept(&pki.tsa().query(&stranger.der()).unwrap()).unwrap();
    assert_eq!(pades::sign::add_timestamp(&cms, &stranger), Err(Error::WrongDigest));
    let stamp = pades::sign::prepare_timestamp(&pdf, "Arsip").unwrap();
    assert_eq!(pades::sign::fill(&stamp, stranger.der()), Err(Error::WrongDigest));
}

#[test]
fn an_answer_of_a_time_stamping_authority_is_checked() {
    let pki = Pki::new();
    let tsa = pki.tsa();
    let query = TsaQuery::new(&[1; 32], &pki.random).unwrap();
    let reply = tsa.query(&query.der()).unwrap();
    let token = query.accept(&reply).unwrap();
    assert_eq!((token.at(), token.policy()), (now(), crate::kit::POLICY));
    assert_eq!(token.serial().len(), 16);
    let fault = |query: &TsaQuery, reply: &[u8]| match query.accept(reply) {
        Err(Error::Tsa(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let replayed = TsaQuery::new(&[1; 32], &pki.random).unwrap();
    assert_eq!(fault(&replayed, &reply), TsaFault::Nonce);
    let elsewhere = TsaQuery::again([2; 32], query.nonce().to_vec());
    assert_eq!(fault(&elsewhere, &reply), TsaFault::Imprint);
    assert_eq!(fault(&query, b"<html>"), TsaFault::Malformed);
    for at in 0..reply.len() {
        let mut changed = reply.clone();
        changed[at] ^= 1;
        // A byte of a certificate above the authority's own is not covered by the token; nor are bytes of the
        // unprotected headers that only repeat the algorithm.
        if let Ok(token) = query.accept(&changed) {
            assert_eq!((token.at(), token.stamps(&[])), (now(), false), "byte {at}");
        }
        assert!(query.accept(&reply[..at]).is_err(), "cut at {at}");
    }
    let refused = tsa.query(b"bukan").unwrap();
    assert!(matches!(fault(&query, &refused), TsaFault::Rejected { status: 2, .. }));
}

#[test]
fn what_is_revoked_is_found_and_when() {
    let pki = Pki::new();
    let person = pki.person("Dicabut");
    let leaf = person.chain()[0].clone();
    let pdf = table(&letter());
    let (b, t) = (pki.sign(&pdf, "A", Level::B, &person), pki.sign(&pdf, "A", Level::T, &person));
    let later = now() + Duration::days(10);
    let revoked_at = |at| Revoked { serial: leaf.serial().to_vec(), at, reason: Reason::KeyCompromise };
    let judge = |pdf: &[u8], revoked: &[Revoked]| {
        let mut trust = pki.bare_trust();
        trust.crls = vec![pki.issuing.crl(revoked, 9, later, later + Duration::days(9)).unwrap(), pki.root_crl()];
        let report = verify(pdf, &trust, later + Duration::hours(1)).unwrap();
        (report.signatures[0].revocation, report.signatures[0].verdict())
    };
    let (before, after) = (now() - Duration::days(1), now() + Duration::days(1));
    let found = |at, after_stamp| Revocation::Revoked { at, reason: Reason::KeyCompromise, after_stamp };
    assert_eq!(judge(&b, &[revoked_at(before)]), (found(before, false), Verdict::Invalid));
    // Without a time stamp nobody can tell that the signature came first.
    assert_eq!(judge(&b, &[revoked_at(after)]), (found(after, false), Verdict::Invalid));
    assert_eq!(judge(&t, &[revoked_at(before)]), (found(before, false), Verdict::Invalid));
    assert_eq!(judge(&t, &[revoked_at(after)]), (found(after, true), Verdict::Valid));
    let good = Revocation::Good { checked_at: now() - Duration::hours(1) };
    assert_eq!(judge(&t, &[]), (good, Verdict::Valid));

    // By OCSP instead of a list.
    let ask = |status, at| {
        let mut trust = pki.bare_trust();
        trust.crls = vec![pki.root_crl()];
        trust.ocsps = vec![pki.ocsp(&leaf, status, at)];
        let report = verify(&b, &trust, now() + Duration::hours(1)).unwrap();
        (report.signatures[0].revocation, report.signatures[0].verdict())
    };
    let reason = Reason::KeyCompromise;
    assert_eq!(ask(Status::Revoked { at: before, reason }, now()), (found(before, false), Verdict::Invalid));
    assert_eq!(ask(Status::Unknown, now()), (Revocation::Unknown, Verdict::Indeterminate));
    assert_eq!(ask(Status::Good, now()).1, Verdict::Valid);
    // Older than a week.
    let old = now() - Duration::days(9);
    assert_eq!(ask(Status::Good, old), (Revocation::Unknown, Verdict::Indeterminate));
    // Data of somebody else says nothing.
    let stranger = Pki::new();
    let mut trust = pki.bare_trust();
    trust.crls = vec![stranger.crl(&[]), stranger.root_crl()];
    assert_eq!(verify(&b, &trust, now()).unwrap().signatures[0].revocation, Revocation::Unknown);
}

#[test]
fn an_expired_certificate_needs_a_stamp() {
    let pki = Pki::new();
    let person = pki.person("Kedaluwarsa");
    let pdf = table(&letter());
    let later = now() + Duration::days(1_000);
    let lists = |at| {
        let crl = pki.issuing.crl(&[], 9, at, at + Duration::days(9)).unwrap();
        let root = pki.root.crl(&[], 9, at, at + Duration::days(9)).unwrap();
        pades::verify::Trust { crls: vec![crl, root], ..pki.bare_trust() }
    };
    let judge = |pdf: &[u8], at| {
        let report = verify(pdf, &lists(at), at).unwrap();
        (report.signatures[0].trust, report.signatures[0].verdict())
    };
    let b = pki.sign(&pdf, "A", Level::B, &person);
    assert_eq!(judge(&b, later), (ChainVerdict::Expired, Verdict::Indeterminate));
    assert_eq!(judge(&b, now() - Duration::days(200)), (ChainVerdict::NotYetValid, Verdict::Indeterminate));
    for level in [Level::T, Level::Lt, Level::Lta] {
        let signed = pki.sign(&pdf, "A", level, &person);
        assert_eq!(judge(&signed, later), (ChainVerdict::Trusted, Verdict::Valid), "{level:?}");
    }
    // Long after, when the first authority has expired too, only what was stamped again in time holds.
    let far = now() + Duration::days(3_500);
    let lta = pki.sign(&pdf, "A", Level::Lta, &person);
    assert_eq!(judge(&lta, far).0, ChainVerdict::Expired);
    let key = pades::Key::generate(&pki.random).unwrap();
    let leaf = pki.issue("Waktu Baru", &key, pades::ca::Profile::TimeStamping, crate::kit::days(900, 4_000));
    let responder = pades::ca::TsaResponder::new(key, pki.chain(leaf), crate::kit::POLICY, 1).unwrap();
    let clock = crate::kit::Clock { responder, at: later };
    let renewed = pades::sign::document_timestamp(&lta, "Arsip2", &clock, &pki.random).unwrap();
    assert_eq!(judge(&renewed, far), (ChainVerdict::Trusted, Verdict::Valid));
}

#[test]
fn a_stranger_is_not_trusted_and_an_impostor_is_found() {
    let (pki, stranger) = (Pki::new(), Pki::new());
    let pdf = stranger.sign(&table(&letter()), "A", Level::Lt, &stranger.person("Asing"));
    let report = pki.report(&pdf);
    // Both roots bear the same name: the chain names ours but was not signed by it.
    assert_ne!(report.signatures[0].trust, ChainVerdict::Trusted);
    assert_ne!(report.signatures[0].verdict(), Verdict::Valid);
    assert!(!matches!(report.signatures[0].when, When::Stamped(_)));
    let nobody = verify(&pdf, &pades::verify::Trust::default(), now()).unwrap();
    assert_eq!(
        (nobody.signatures[0].trust, nobody.signatures[0].integrity),
        (ChainVerdict::Unanchored, Integrity::Whole)
    );
    assert_eq!(nobody.signatures[0].chain.len(), 3);
    assert_eq!(nobody.signatures[0].verdict(), Verdict::Indeterminate);
}

#[test]
fn a_certificate_for_machines_signs_no_documents() {
    let pki = Pki::new();
    let key = pades::Key::generate(&pki.random).unwrap();
    let profile = pades::ca::Profile::Tls { dns: vec!["www.example.id".to_owned()] };
    let leaf = pki.issue("Situs", &key, profile, crate::kit::days(-1, 90));
    let signer = pades::LocalSigner::new(key, pki.chain(leaf)).unwrap();
    let pdf = pki.sign(&table(&letter()), "A", Level::B, &signer);
    assert_eq!(pki.report(&pdf).signatures[0].trust, ChainVerdict::WrongUsage);
    // Nor does a person issue certificates.
    let person = pki.person("Bukan Penerbit");
    let own = person.chain()[0].clone();
    let open = pades::ca::Authority::open(pades::Key::from_pkcs8(person.key().to_pkcs8()).unwrap(), vec![own]);
    assert_eq!(open.unwrap_err(), Error::NoCertificate);
}

#[test]
fn a_certifying_signature_decides_what_may_follow() {
    let pki = Pki::new();
    let pdf = table(&form());
    let (first, second) = (pki.person("Pertama"), pki.person("Kedua"));
    for (permission, may) in [(Permission::Nothing, false), (Permission::FillForms, true), (Permission::Annotate, true)]
    {
        let mut request = Request::new("Pertama", now());
        request.certify = Some(permission);
        let signed = pki.sign_request(&pdf, &request, Level::B, &first);
        let report = pki.report(&signed);
        assert_eq!((report.signatures[0].permission, report.verdict()), (Some(permission), Some(Verdict::Valid)));
        let another = pades::sign::prepare(&signed, &Request::new("Kedua", now()));
        assert_eq!(another.is_ok(), may, "{permission:?}");
        if may {
            let both = pki.sign(&signed, "Kedua", Level::B, &second);
            assert_eq!(pki.report(&both).verdict(), Some(Verdict::Valid));
            let mut visible = Request::new("Kedua", now());
            visible.panel = Some(Panel { page: 1, rect: [0.0, 0.0, 9.0, 9.0], appearance: panel() });
            assert_eq!(pades::sign::prepare(&signed, &visible), Err(Error::ChangesForbidden));
        } else {
            assert_eq!(another, Err(Error::ChangesForbidden));
            assert_eq!(pades::sign::inspect(&signed), Err(Error::ChangesForbidden));
        }
        // What keeps it verifiable is always allowed.
        let kept = pades::sign::add_dss(&signed, &pki.evidence()).unwrap();
        let kept = pades::sign::document_timestamp(&kept, "Arsip", &pki.tsa(), &pki.random).unwrap();
        let report = pki.report(&kept);
        assert_eq!((report.verdict(), report.signatures[0].level), (Some(Verdict::Valid), Some(Level::Lta)));
    }
    // Only the first signature can certify.
    let signed = pki.sign(&pdf, "Pertama", Level::B, &first);
    let mut late = Request::new("Kedua", now());
    late.certify = Some(Permission::FillForms);
    assert_eq!(pades::sign::prepare(&signed, &late), Err(Error::ChangesForbidden));
}

#[test]
fn the_store_grows_without_repeating_itself() {
    let pki = Pki::new();
    let pdf = pki.sign(&table(&letter()), "A", Level::T, &pki.person("A"));
    let evidence = pki.evidence();
    let once = pades::sign::add_dss(&pdf, &evidence).unwrap();
    assert_eq!(pades::sign::add_dss(&once, &evidence).unwrap(), once);
    let leaf = pki.person("B").chain()[0].clone();
    let mut more = evidence.clone();
    more.ocsps.push(pki.ocsp(&leaf, Status::Good, now()));
    let twice = pades::sign::add_dss(&once, &more).unwrap();
    assert!(twice.len() > once.len() && twice.starts_with(&once));
    let report = verify(&twice, &pki.bare_trust(), now() + Duration::hours(1)).unwrap();
    assert_eq!((report.verdict(), report.signatures[0].level), (Some(Verdict::Valid), Some(Level::Lt)));
    assert_eq!(report.signatures[0].after, [After::Dss]);
}
