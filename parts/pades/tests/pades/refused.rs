//! What cannot be signed, each with a reason of its own.
use pades::Error;
use pades::sign::{Evidence, Level, Order, Panel, Request, prepare, sign};

use crate::kit::{Pki, now};
use crate::pages::{append, form, letter, panel, streams, table};

fn request() -> Request {
    Request::new("A", now())
}

#[test]
fn files_that_cannot_be_signed_soundly() {
    let good = table(&letter());
    let text = String::from_utf8_lossy(&good).into_owned();
    // Same length, other words.
    let replaced = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = good.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
        let mut out = good.clone();
        out[at..at + from.len()].copy_from_slice(to.as_bytes());
        out
    };
    let with = |object: usize, words: &str| {
        let mut objects = letter();
        objects[object - 1] = words.to_owned();
        table(&objects)
    };
    assert!(text.contains("%%EOF"));
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let cases: Vec<(&str, Vec<u8>, Error)> = vec![
        ("nothing", Vec::new(), Error::NotPdf),
        ("a picture", b"\x89PNG\r\n\x1a\n".to_vec(), Error::NotPdf),
        ("words before", [b"xx\n".as_slice(), &good].concat(), Error::Broken("something stands before its header")),
        ("only a header", b"%PDF-1.7\n".to_vec(), Error::Broken("no pointer to the cross-references")),
        ("cut", good[..good.len() - 8].to_vec(), Error::Broken("the file has no end mark")),
        ("words after", [good.as_slice(), b"<html>"].concat(), Error::Broken("something stands after its end mark")),
        (
            "encrypted",
            append(&good, &[(50, "<< /Filter /Standard >>".to_owned())], "/Encrypt 50 0 R"),
            Error::Encrypted,
        ),
        (
            "an XFA form",
            with(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA (x) >> >>"),
            Error::XfaForm,
        ),
        ("no catalog", replaced("/Root 1", "/Root 2"), Error::Broken("no catalog")),
        ("a circle of pages", with(3, "<< /Type /Pages /Kids [2 0 R] >>"), Error::Broken("a broken tree of pages")),
        ("no pages", with(2, "<< /Type /Pages /Kids [] /Count 0 >>"), Error::Broken("no pages")),
        ("a page that is none", with(3, "<< /Type /Katalog >>"), Error::Broken("a broken tree of pages")),
        (
            "a key twice",
            with(1, "<< /Type /Catalog /Pages 2 0 R /Pages 3 0 R >>"),
            Error::Broken("a dictionary has a key twice"),
        ),
        ("deep", with(3, &format!("<< /Type /Page /X {deep} >>")), Error::TooDeep),
        (
            "a circle of fields",
            with(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R 7 0 R] >> >>"),
            Error::Broken("the fields of the form go in a circle"),
        ),
    ];
    for (what, pdf, expected) in cases {
        assert_eq!(prepare(&pdf, &request()).map(|_| ()), Err(expected.clone()), "{what}");
        assert_eq!(pades::sign::prepare_timestamp(&pdf, "A").map(|_| ()), Err(expected), "{what}");
    }
    // Cross-references that lead to themselves.
    let mut circle = good.clone();
    let start: usize = text[text.rfind("startxref").unwrap() + 9..].split_whitespace().next().unwrap().parse().unwrap();
    let trailer = format!("trailer\n<< /Size 8 /Root 1 0 R /Prev {start} >>\nstartxref\n{start}\n%%EOF\n");
    circle.truncate(
        text.find("trailer").map(|_| good.windows(7).position(|window| window == b"trailer").unwrap()).unwrap(),
    );
    circle.extend(trailer.bytes());
    assert_eq!(prepare(&circle, &request()).map(|_| ()), Err(Error::Broken("the cross-references go in a circle")));
}

#[test]
fn requests_that_do_not_fit_the_file() {
    let pki = Pki::new();
    let pdf = table(&form());
    let named = |field: &str| prepare(&pdf, &Request::new(field, now())).map(|_| ());
    for field in ["", " ", "a.b", "a\nb", &"x".repeat(200)] {
        assert_eq!(named(field), Err(Error::BadField), "{field}");
    }
    assert_eq!(named("nama"), Err(Error::FieldExists("nama".to_owned())));
    assert_eq!(named("kosong"), Err(Error::FieldExists("kosong".to_owned())));
    assert_eq!(named("Kepala Desa"), Ok(()));
    let with = |page: u32, rect: [f32; 4], appearance: Vec<u8>| {
        let mut request = request();
        request.panel = Some(Panel { page, rect, appearance });
        prepare(&pdf, &request).map(|_| ())
    };
    let rect = [10.0, 10.0, 200.0, 70.0];
    assert_eq!(with(2, rect, panel()), Ok(()));
    assert_eq!(with(0, rect, panel()), Err(Error::NoSuchPage(0)));
    assert_eq!(with(3, rect, panel()), Err(Error::NoSuchPage(3)));
    for rect in [[10.0, 10.0, 10.0, 70.0], [10.0, 70.0, 200.0, 10.0], [f32::NAN, 0.0, 9.0, 9.0], [0.0, 0.0, 1e9, 9.0]] {
        assert!(matches!(with(1, rect, panel()), Err(Error::BadPanel(_))), "{rect:?}");
    }
    assert_eq!(with(1, rect, table(&letter())), Err(Error::BadPanel("it has not exactly one page")));
    assert_eq!(with(1, rect, b"bukan".to_vec()), Err(Error::BadPanel("it is no readable PDF")));
    assert_eq!(with(1, rect, vec![0; 9_000_000]).unwrap_err().to_string(), "panel: 9000000, at most 8388608");
    let mut huge = request();
    huge.reserve = 100_000_000;
    assert!(matches!(prepare(&pdf, &huge), Err(Error::TooLarge { what: "reserve", .. })));

    let signer = pki.person("A");
    let (none, tsa) = (Evidence::default(), pki.tsa());
    let order = |level, tsa| Order { level, signer: &signer, tsa, evidence: &none };
    assert_eq!(sign(&pdf, &request(), &order(Level::T, None), &pki.random), Err(Error::NoTsa));
    assert_eq!(sign(&pdf, &request(), &order(Level::Lt, Some(&tsa)), &pki.random), Err(Error::NoEvidence));
    assert!(sign(&pdf, &request(), &order(Level::B, None), &pki.random).is_ok());
}

#[test]
fn a_bomb_in_an_object_stream_is_stopped() {
    let mut objects = letter();
    objects[4] = format!("<< /Type /Font /X ({}) >>", " ".repeat(70_000_000));
    let bomb = streams(&objects);
    assert!(bomb.len() < 200_000);
    let fault = prepare(&bomb, &request()).map(|_| ());
    assert!(matches!(fault, Err(Error::TooLarge { what: "stream", .. })), "{fault:?}");
}

#[test]
fn a_key_and_a_certificate_of_different_people() {
    let pki = Pki::new();
    let (one, other) = (pki.person("Satu"), pki.person("Dua"));
    let key = pades::Key::from_pkcs8(one.key().to_pkcs8()).unwrap();
    let chain = pades::Signer::chain(&other).to_vec();
    assert_eq!(pades::LocalSigner::new(key, chain).unwrap_err(), Error::KeyMismatch);
    let key = pades::Key::generate(&pki.random).unwrap();
    assert_eq!(pades::LocalSigner::new(key, Vec::new()).unwrap_err(), Error::NoCertificate);
}
