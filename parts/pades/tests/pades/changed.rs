//! What came after a signature: harmless additions, changes, and the known tricks.
use pades::sign::Level;
use pades::verify::{After, Integrity, RangeFault, Signature, Verdict};

use crate::kit::Pki;
use crate::pages::{append, form, letter, table};

fn first(pki: &Pki, pdf: &[u8]) -> Signature {
    pki.report(pdf).signatures.remove(0)
}

fn number(pdf: &[u8], key: &str) -> u32 {
    let text = String::from_utf8_lossy(pdf).into_owned();
    let at = text.rfind(key).unwrap() + key.len();
    text[at..].split_whitespace().next().unwrap().parse().unwrap()
}

fn content(words: &str) -> String {
    let content = format!("BT /F1 18 Tf 72 720 Td ({words}) Tj ET");
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

#[test]
fn every_change_after_the_signature_is_named() {
    let pki = Pki::new();
    let signed = pki.sign(&table(&form()), "A", Level::B, &pki.person("A"));
    let page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots 7 0 R";
    let field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (nama)";
    let (widget, signature) = (number(&signed, "/Annots ["), number(&signed, "/V "));
    type Case = (&'static str, Vec<(u32, String)>, &'static str, bool);
    let cases: Vec<Case> = vec![
        ("the same content again", vec![(1, form()[0].clone())], "", false),
        ("another content", vec![(4, content("Surat Palsu"))], "", true),
        ("another font", vec![(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>".to_owned())], "", true),
        ("another page", vec![(3, format!("{page} /Rotate 90 >>"))], "", true),
        ("a page less", vec![(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned())], "", true),
        ("a field filled in", vec![(9, format!("{field} /V (Budi) /Rect [10 10 100 30] /F 4 /P 6 0 R >>"))], "", true),
        ("a field moved", vec![(9, format!("{field} /V (Siti) /Rect [10 10 500 500] /F 4 /P 6 0 R >>"))], "", true),
        (
            "a note",
            vec![
                (60, "<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] >>".to_owned()),
                (7, "[9 0 R 10 0 R 60 0 R]".to_owned()),
            ],
            "",
            true,
        ),
        ("a field hidden", vec![(7, "[10 0 R]".to_owned())], "", true),
        ("the signature taken out", vec![(8, "<< /Fields [9 0 R 10 0 R] /SigFlags 3 >>".to_owned())], "", true),
        ("title and dates", vec![(62, "<< /Title (Lain) >>".to_owned())], "/Info 62 0 R", false),
        (
            "an open action",
            vec![(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 8 0 R /OpenAction 63 0 R >>".to_owned())],
            "",
            true,
        ),
        (
            "other pages",
            vec![
                (1, "<< /Type /Catalog /Pages 64 0 R /AcroForm 8 0 R >>".to_owned()),
                (64, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned()),
            ],
            "",
            true,
        ),
        (
            "the widget shows something",
            vec![(
                widget,
                format!("<< /Type /Annot /Subtype /Widget /FT /Sig /T (A) /V {signature} 0 R /Rect [0 0 500 500] >>"),
            )],
            "",
            true,
        ),
    ];
    for (what, objects, trailer, changes) in cases {
        let changed = append(&signed, &objects, trailer);
        let report = pki.report(&changed);
        // A signature that a revision takes out of the form is not there any more.
        if what == "the signature taken out" {
            assert!(report.signatures.iter().all(|one| one.field != "A"), "{what}");
            continue;
        }
        let one = &report.signatures[0];
        assert_eq!(one.integrity, Integrity::Whole, "{what}: {one:?}");
        assert_eq!(one.changed_after(), changes, "{what}: {:?}", one.after);
        assert_eq!(one.verdict() == Verdict::Invalid, changes, "{what}");
    }
    let filled = append(&signed, &[(9, format!("{field} /V (Budi) /Rect [10 10 100 30] /F 4 /P 6 0 R >>"))], "");
    assert_eq!(first(&pki, &filled).after, [After::Form { field: "nama".to_owned() }]);
}

#[test]
fn an_object_prepared_before_signing_does_not_appear_later() {
    let pki = Pki::new();
    // The page already points to an annotation that is not there yet.
    let mut objects = letter();
    objects[6] = "[70 0 R]".to_owned();
    let signed = pki.sign(&table(&objects), "A", Level::B, &pki.person("A"));
    assert!(!first(&pki, &signed).changed_after());
    let note = "<< /Type /Annot /Subtype /FreeText /Rect [0 0 500 500] /Contents (Palsu) >>".to_owned();
    let shown = append(&signed, &[(70, note)], "");
    assert!(first(&pki, &shown).changed_after(), "{:?}", first(&pki, &shown).after);
}

#[test]
fn bytes_that_belong_to_nothing_are_found() {
    let pki = Pki::new();
    let signed = pki.sign(&table(&letter()), "A", Level::B, &pki.person("A"));
    let blank = [signed.as_slice(), b"\n \n"].concat();
    assert!(!first(&pki, &blank).changed_after());
    let hidden = [signed.as_slice(), b"4 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n"].concat();
    assert_eq!(first(&pki, &hidden).after, [After::Other { what: "bytes outside of objects".to_owned() }]);
    let comment = [signed.as_slice(), b"% 4 0 obj\n"].concat();
    assert!(first(&pki, &comment).changed_after());
    // Between a harmless revision and the one before it.
    let dss = pades::sign::add_dss(&signed, &pki.evidence()).unwrap();
    assert!(!first(&pki, &dss).changed_after());
    let stuffed = append(
        &[signed.as_slice(), b"4 0 obj\n(x)\nendobj\n"].concat(),
        &[(62, "<< /Title (x) >>".to_owned())],
        "/Info 62 0 R",
    );
    assert!(first(&pki, &stuffed).changed_after());
}

/// Puts another range into a signed file: the numbers stand in the signed part, so most of these also change the digest;
/// what is tested is that the range alone is enough to refuse.
fn with_range(pdf: &[u8], change: impl Fn([usize; 4]) -> String) -> Vec<u8> {
    let text = String::from_utf8_lossy(pdf).into_owned();
    let start = text.rfind("/ByteRange [").unwrap() + 11;
    let end = start + text[start..].find(']').unwrap() + 1;
    // The room that was reserved for large numbers goes up to the next key.
    let room = start + text[start..].find('/').unwrap() - start;
    let numbers: Vec<usize> =
        text[start + 1..end - 1].split_whitespace().map(|number| number.parse().unwrap()).collect();
    let new = change([numbers[0], numbers[1], numbers[2], numbers[3]]);
    assert!(new.len() <= room);
    let mut out = pdf.to_vec();
    out.splice(start..start + room, format!("{new:<room$}").into_bytes());
    out
}

#[test]
fn a_range_that_is_nearly_right_is_refused() {
    let pki = Pki::new();
    let signed = pki.sign(&table(&letter()), "A", Level::B, &pki.person("A"));
    type Change = fn([usize; 4]) -> String;
    let cases: [(&str, Change, RangeFault); 10] = [
        ("starts later", |[_, b, c, d]| format!("[1 {} {c} {d}]", b - 1), RangeFault::Start),
        ("a wider gap", |[_, b, c, d]| format!("[0 {} {c} {d}]", b - 1), RangeFault::Gap),
        ("a gap into the rest", |[_, b, c, d]| format!("[0 {b} {} {}]", c + 1, d - 1), RangeFault::Gap),
        ("a narrower gap", |[_, b, c, d]| format!("[0 {} {c} {d}]", b + 1), RangeFault::Gap),
        ("ends before the end", |[_, b, c, d]| format!("[0 {b} {c} {}]", d - 9), RangeFault::Revision),
        ("ends after the file", |[_, b, c, d]| format!("[0 {b} {c} {}]", d + 1), RangeFault::Numbers),
        ("backwards", |[_, b, c, d]| format!("[0 {c} {b} {d}]"), RangeFault::Numbers),
        ("three numbers", |[_, b, c, _]| format!("[0 {b} {c}]"), RangeFault::Numbers),
        ("negative", |[_, b, c, d]| format!("[0 {b} {c} -{d}]"), RangeFault::Numbers),
        ("nothing", |_| "null".to_owned(), RangeFault::Numbers),
    ];
    for (what, change, fault) in cases {
        let one = first(&pki, &with_range(&signed, change));
        assert_eq!(one.integrity, Integrity::Range(fault), "{what}");
        assert_eq!(one.verdict(), Verdict::Invalid, "{what}");
    }
}

#[test]
fn a_signature_moved_into_another_object_is_refused() {
    let pki = Pki::new();
    let signed = pki.sign(&table(&letter()), "A", Level::B, &pki.person("A"));
    let text = String::from_utf8_lossy(&signed).into_owned();
    let start = text.find("<</Type /Sig").or_else(|| text.find("<</Type /Sig ")).unwrap();
    let end = start + text[start..].find("endobj").unwrap();
    let dict = text[start..end].trim().to_owned();
    let widget = number(&signed, "/Annots [");
    let page = text.find("/P 3 0 R").is_some();
    assert!(page);
    // The same range and the same contents in a new object that the field now points to: everything signed is still there,
    // but what the reader takes for the signature is not.
    let field =
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (A) /F 132 /P 3 0 R /V 80 0 R /Rect [0 0 0 0] >>".to_owned();
    let wrapped = append(&signed, &[(80, dict), (widget, field), (4, content("Palsu"))], "");
    let one = first(&pki, &wrapped);
    assert_eq!(one.integrity, Integrity::Range(RangeFault::Gap));
    assert_eq!(one.verdict(), Verdict::Invalid);
}

#[test]
fn a_second_signature_covers_what_it_signs_and_the_first_shows_the_change() {
    let pki = Pki::new();
    let signed = pki.sign(&table(&letter()), "A", Level::B, &pki.person("A"));
    let changed = append(&signed, &[(4, content("Palsu"))], "");
    let both = pki.sign(&changed, "B", Level::B, &pki.person("B"));
    let report = pki.report(&both);
    assert_eq!(report.signatures[0].verdict(), Verdict::Invalid);
    assert_eq!(report.signatures[1].verdict(), Verdict::Valid);
    assert_eq!(report.verdict(), Some(Verdict::Invalid));
}
