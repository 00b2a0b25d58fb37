use proptest::prelude::*;
use ring::signature::Ed25519KeyPair;

use super::*;

fn key(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, [seed; 32]).unwrap()
}

fn signed(text: &str, keys: &[&SignerKey]) -> Note {
    let mut note = Note::new(text).unwrap();
    for key in keys {
        note.sign(key).unwrap();
    }
    note
}

/// A witness's key and its cosignature over a text.
fn cosigned(name: &str, seed: u8, text: &str, time: u64) -> (VerifierKey, Signature) {
    let public = VerifierKey::parse(&key(name, seed).verifier().to_string()).unwrap();
    let material = STANDARD.decode(public.to_string().rsplit_once('+').unwrap().1).unwrap();
    let verifier = VerifierKey::new(name, KeyKind::CosignatureV1, material[1..].try_into().unwrap()).unwrap();
    let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
    let signature = pair.sign(format!("cosignature/v1\ntime {time}\n{text}").as_bytes());
    let bytes = [&time.to_be_bytes()[..], signature.as_ref()].concat();
    let signature = Signature { name: name.to_owned(), key_id: verifier.id(), bytes };
    (verifier, signature)
}

#[test]
fn signed_twice_and_read_again() {
    let (log, deputy) = (key("log", 1), key("wakil", 2));
    let note = signed("baris satu\n\nbaris tiga\n", &[&log, &deputy, &log]);
    assert_eq!(note.signatures().len(), 2, "a second signature by a key replaces its first");
    let read = Note::parse(note.encode().unwrap().as_bytes()).unwrap();
    assert_eq!(read, note);
    assert_eq!(read.text(), "baris satu\n\nbaris tiga\n");
    let names = |keys: &[VerifierKey]| -> Vec<String> {
        read.verify(keys).unwrap().into_iter().map(|signature| signature.name).collect()
    };
    assert_eq!(names(&[log.verifier().clone()]), ["log"]);
    assert_eq!(names(&[log.verifier().clone(), deputy.verifier().clone()]), ["wakil", "log"]);
    assert!(matches!(read.verify(&[]), Err(Error::Unsigned)));
    assert!(matches!(read.verify(&[key("log", 3).verifier().clone()]), Err(Error::Unsigned)));
}

#[test]
fn a_wrong_signature_refuses_the_note_even_beside_a_right_one() {
    let (log, deputy) = (key("log", 1), key("wakil", 2));
    let mut note = signed("a\n", &[&log]);
    let wrong = signed("b\n", &[&deputy]).signatures()[0].clone();
    note.add(wrong).unwrap();
    let keys = [log.verifier().clone(), deputy.verifier().clone()];
    assert!(matches!(note.verify(&keys), Err(Error::BadSignature(name)) if name == "wakil"));
    assert_eq!(note.verify(&keys[..1]).unwrap().len(), 1);
}

#[test]
fn witnesses() {
    let log = key("log", 1);
    let mut note = signed("log\n", &[&log]);
    let (witness, signature) = cosigned("saksi", 9, "log\n", 1_679_315_147);
    note.add(signature.clone()).unwrap();
    let read = Note::parse(note.encode().unwrap().as_bytes()).unwrap();
    let verified = read.verify(&[log.verifier().clone(), witness.clone()]).unwrap();
    assert_eq!(verified[1].time, Some(1_679_315_147));
    assert_eq!(verified[1].kind, KeyKind::CosignatureV1);

    let mut backdated = signature.clone();
    backdated.bytes[7] ^= 1;
    note.add(backdated).unwrap();
    assert!(matches!(note.verify(std::slice::from_ref(&witness)), Err(Error::BadSignature(_))));
    for time in [1 << 63, u64::MAX] {
        let (witness, signature) = cosigned("saksi", 9, "log\n", time);
        let mut note = Note::new("log\n").unwrap();
        note.add(signature).unwrap();
        assert!(note.verify(&[witness]).is_err());
    }
    let mut short = signature;
    short.bytes.truncate(7);
    note.add(short).unwrap();
    assert!(note.verify(&[witness]).is_err());
}

#[test]
fn a_witness_alone_does_not_make_a_checkpoint() {
    let text = crate::Checkpoint::new("log", 0, crate::Hash::EMPTY_TREE).unwrap().text();
    let (witness, signature) = cosigned("saksi", 9, &text, 5);
    let mut note = Note::new(text).unwrap();
    note.add(signature).unwrap();
    let bytes = note.encode().unwrap();
    assert!(matches!(crate::Checkpoint::open(bytes.as_bytes(), "log", &[witness]), Err(Error::Unsigned)));
}

#[test]
fn bad_notes() {
    let good = signed("a\n", &[&key("log", 1)]).encode().unwrap();
    let line = good.split_once("\n\n").unwrap().1.to_owned();
    let bad = [
        String::new(),
        "a\n".to_owned(),
        "a\n\n".to_owned(),
        "a\n\n\n".to_owned(),
        format!("a\n{line}"),
        good.trim_end().to_owned(),
        format!("{good}\n"),
        format!("{good}b\n"),
        good.replace("— ", "- "),
        good.replace("— log ", "— log  "),
        good.replace("— log ", "—  "),
        good.replace("— log ", "— l+og "),
        good.replace('a', "\r"),
        good.replace('a', "\t"),
        "a\n\n— log AAAAAA==\n".to_owned(),
        "a\n\n— log !!!!\n".to_owned(),
        format!("a\n\n{}", line.repeat(MAX_SIGNATURES + 1)),
        format!("{}\n\n{line}", "a".repeat(MAX_NOTE_LEN)),
    ];
    for text in bad {
        assert!(Note::parse(text.as_bytes()).is_err(), "{:?}", text.get(..60).unwrap_or(&text));
    }
    assert!(Note::parse(b"\xff\n\n").is_err());
    assert!(Note::new("a").is_err());
    assert!(Note::new("a\0\n").is_err());
    assert!(matches!(Note::new("a\n").unwrap().encode(), Err(Error::Unsigned)));
    Note::parse(format!("a\n\n{}", line.repeat(MAX_SIGNATURES)).as_bytes()).unwrap();
}

#[test]
fn there_is_a_limit_to_signatures() {
    let mut note = Note::new("a\n").unwrap();
    for key_id in 0..64 {
        note.add(Signature { name: "x".to_owned(), key_id, bytes: vec![1] }).unwrap();
    }
    assert!(note.add(Signature { name: "x".to_owned(), key_id: 64, bytes: vec![1] }).is_err());
    assert!(Note::new("a\n").unwrap().add(Signature { name: "x y".to_owned(), key_id: 1, bytes: vec![1] }).is_err());
}

proptest! {
    #[test]
    fn any_text_round_trips(text in "(\\PC{0,10}\n){1,5}", seed: u8) {
        let note = signed(&text, &[&key("log", seed)]);
        let read = Note::parse(note.encode().unwrap().as_bytes()).unwrap();
        prop_assert_eq!(&read, &note);
        prop_assert!(read.verify(&[key("log", seed).verifier().clone()]).is_ok());
    }

    #[test]
    fn reading_never_panics(text in "(\\PC{0,5}\n){0,3}\n?(— [a-z ]{0,3} ?[A-Za-z0-9+/=]{0,12}\n?){0,3}") {
        if let Ok(note) = Note::parse(text.as_bytes()) {
            prop_assert_eq!(note.encode().unwrap(), text);
        }
    }
}
