//! PDF.
use bersih::bersih;
use lopdf::{Document, IncrementalDocument, Object, Stream, StringFormat, dictionary};

use crate::{ISI, RAHASIA, holds, jpeg};

const PDF: &str = "application/pdf";

fn tanda() -> Object {
    Object::String(RAHASIA.as_bytes().to_vec(), StringFormat::Literal)
}

/// A page with a text, a picture, a mark and an attachment, and marked values wherever a PDF has a place for them.
pub fn dokumen() -> Document {
    let mut pdf = Document::with_version("1.6");
    let meta =
        |kind: &str| Stream::new(dictionary! { "Type" => kind, "Subtype" => "XML" }, RAHASIA.as_bytes().to_vec());
    let xmp = pdf.add_object(meta("Metadata"));
    let attached = pdf.add_object(Stream::new(
        dictionary! { "Type" => "EmbeddedFile", "Params" => dictionary! { "ModDate" => tanda() } },
        RAHASIA.as_bytes().to_vec(),
    ));
    let spec = pdf.add_object(
        dictionary! { "Type" => "Filespec", "F" => tanda(), "UF" => tanda(), "EF" => dictionary! { "F" => attached } },
    );
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceGray", "Filter" => "DCTDecode", "Metadata" => xmp,
    };
    let picture = pdf.add_object(Stream::new(picture, jpeg()));
    let font = pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let text = format!("BT /F1 12 Tf 20 20 Td ({ISI}) Tj ET q 10 0 0 10 0 0 cm /Im1 Do Q");
    let content = pdf.add_object(Stream::new(dictionary! {}, text.into_bytes()));
    let look = pdf.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()], "PieceInfo" => dictionary! { "A" => tanda() } },
        b"0 0 9 9 re f".to_vec(),
    ));
    let mark = pdf.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()], "Contents" => Object::string_literal("catatan"),
        "T" => tanda(), "M" => tanda(), "CreationDate" => tanda(), "NM" => tanda(), "RC" => tanda(), "AP" => dictionary! { "N" => look },
    });
    let file = pdf.add_object(dictionary! { "Type" => "Annot", "Subtype" => "FileAttachment", "FS" => spec });
    let script = pdf.add_object(dictionary! { "S" => "JavaScript", "JS" => tanda() });
    let signed = pdf.add_object(dictionary! { "Type" => "Sig", "Name" => tanda(), "Contents" => tanda() });
    let field = pdf.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "V" => signed, "T" => tanda(), "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
    });
    let link = dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "A" => dictionary! { "S" => "Launch", "F" => tanda() },
    };
    let pages = pdf.new_object_id();
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "LastModified" => tanda(), "Metadata" => xmp,
        "PieceInfo" => dictionary! { "A" => dictionary! { "Private" => tanda() } }, "Thumb" => picture, "AA" => dictionary! { "O" => script },
        "Annots" => vec![mark.into(), file.into(), field.into(), Object::Dictionary(link)],
        "Resources" => dictionary! {
            "Font" => dictionary! { "F1" => font }, "XObject" => dictionary! { "Im1" => picture },
            "Properties" => dictionary! { "MC0" => dictionary! { "Metadata" => xmp } },
        },
    });
    pdf.set_object(pages, dictionary! {
        "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1, "MediaBox" => vec![0.into(), 0.into(), 200.into(), 200.into()],
    });
    let catalog = pdf.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Metadata" => xmp, "OpenAction" => script, "AF" => vec![spec.into()], "Lang" => tanda(),
        "Names" => dictionary! {
            "EmbeddedFiles" => dictionary! { "Names" => vec![tanda(), spec.into()] },
            "JavaScript" => dictionary! { "Names" => vec![tanda(), script.into()] },
        },
        "AcroForm" => dictionary! { "Fields" => vec![field.into()], "XFA" => tanda() },
        "StructTreeRoot" => dictionary! { "Type" => "StructTreeRoot", "K" => dictionary! { "Alt" => tanda() } },
        "PieceInfo" => dictionary! { "A" => tanda() },
    });
    let info = pdf.add_object(
        dictionary! { "Author" => tanda(), "Creator" => tanda(), "Producer" => tanda(), "Title" => tanda() },
    );
    pdf.trailer.set("Root", catalog);
    pdf.trailer.set("Info", info);
    pdf.trailer.set("ID", vec![tanda(), tanda()]);
    pdf
}

pub fn bytes(mut pdf: Document) -> Vec<u8> {
    let mut out = vec![];
    pdf.save_to(&mut out).unwrap();
    out
}

/// Everything in a PDF, its streams unpacked.
fn terbuka(bytes: &[u8]) -> Vec<u8> {
    let mut pdf = Document::load_mem(bytes).unwrap();
    pdf.decompress();
    let mut out = bytes.to_vec();
    pdf.save_to(&mut out).unwrap();
    out
}

#[test]
fn a_pdf_keeps_what_its_pages_show() {
    let marked = bytes(dokumen());
    let clean = bersih(PDF, &marked).unwrap();
    let open = terbuka(&clean);
    assert!(!holds(&open, RAHASIA), "{}", String::from_utf8_lossy(&open));
    let pdf = Document::load_mem(&clean).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
    assert!(pdf.extract_text(&[1]).unwrap().contains(ISI));
    assert!(holds(&open, "catatan"));
    assert!(open.windows(2).any(|two| two == [0xff, 0xda]), "the picture stays");
    assert!(pdf.trailer.get(b"Info").is_err() && pdf.trailer.get(b"ID").is_err());
    assert_eq!(bersih(PDF, &clean).map(|again| holds(&terbuka(&again), ISI)), Some(true));
}

#[test]
fn object_streams_are_read_and_written_plain() {
    let mut pdf = dokumen();
    let mut marked = vec![];
    pdf.save_modern(&mut marked).unwrap();
    let clean = bersih(PDF, &marked).unwrap();
    assert!(!holds(&terbuka(&clean), RAHASIA));
    assert!(Document::load_mem(&clean).unwrap().extract_text(&[1]).unwrap().contains(ISI));
}

#[test]
fn older_versions_go() {
    let first = bytes(dokumen());
    let before = Document::load_mem(&first).unwrap();
    let page = before.get_pages()[&1];
    let content = before.get_page_contents(page)[0];
    let mut update = IncrementalDocument::create_from(first.clone(), before);
    let text = b"BT /F1 12 Tf 20 20 Td (Versi baru) Tj ET".to_vec();
    update.new_document.set_object(content, Stream::new(dictionary! {}, text));
    let mut both = vec![];
    update.save_to(&mut both).unwrap();
    assert!(both.starts_with(&first) && holds(&both, ISI));
    let clean = bersih(PDF, &both).unwrap();
    let open = terbuka(&clean);
    assert!(holds(&open, "Versi baru") && !holds(&open, ISI) && !holds(&open, RAHASIA));
}

#[test]
fn a_picture_packed_twice_is_cleaned_too() {
    let mut pdf = dokumen();
    let mut packed = flate2::write::ZlibEncoder::new(vec![], flate2::Compression::default());
    std::io::Write::write_all(&mut packed, &jpeg()).unwrap();
    let packed = packed.finish().unwrap();
    for object in pdf.objects.values_mut() {
        let Ok(stream) = object.as_stream_mut() else { continue };
        if stream.dict.get(b"Filter").is_ok() {
            stream.dict.set("Filter", vec![Object::from("FlateDecode"), Object::from("DCTDecode")]);
            stream.set_content(packed.clone());
        }
    }
    let clean = bersih(PDF, &bytes(pdf)).unwrap();
    assert!(!holds(&clean, RAHASIA) && clean.windows(2).any(|two| two == [0xff, 0xda]));
}

#[test]
fn pictures_do_not_unpack_without_end() {
    let mut pdf = dokumen();
    let mut packed = flate2::write::ZlibEncoder::new(vec![], flate2::Compression::best());
    let long = [jpeg(), vec![0; 12 * 1024 * 1024]].concat();
    std::io::Write::write_all(&mut packed, &long).unwrap();
    let packed = packed.finish().unwrap();
    assert!(packed.len() < 50_000);
    let root = pdf.trailer.get(b"Root").and_then(Object::as_reference).unwrap();
    let mut all = vec![];
    for _ in 0..8 {
        let dict = dictionary! { "Subtype" => "Image", "Filter" => vec![Object::from("FlateDecode"), Object::from("DCTDecode")] };
        all.push(Object::from(pdf.add_object(Stream::new(dict, packed.clone()))));
    }
    let few = all[..2].to_vec();
    pdf.get_dictionary_mut(root).unwrap().set("PageLabels", few);
    assert!(bersih(PDF, &bytes(pdf.clone())).is_some());
    pdf.get_dictionary_mut(root).unwrap().set("PageLabels", all);
    assert!(bersih(PDF, &bytes(pdf)).is_none());
}

#[test]
fn what_is_not_understood_is_refused() {
    let change = |key: &str, value: Object| {
        let mut pdf = dokumen();
        for object in pdf.objects.values_mut() {
            let Ok(stream) = object.as_stream_mut() else { continue };
            if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
                stream.dict.set(key, value.clone());
            }
        }
        bersih(PDF, &bytes(pdf))
    };
    assert!(change("Width", 2.into()).is_some());
    assert!(change("Filter", "JPXDecode".into()).is_none());
    assert!(change("Filter", 7.into()).is_none());
    assert!(change("F", tanda()).is_none());
    let mut broken = dokumen();
    for object in broken.objects.values_mut() {
        let Ok(stream) = object.as_stream_mut() else { continue };
        if stream.dict.get(b"Filter").is_ok() {
            stream.set_content(b"\xff\xd8bukan gambar".to_vec());
        }
    }
    assert!(bersih(PDF, &bytes(broken)).is_none());
    let mut locked = dokumen();
    let encrypt = locked.add_object(dictionary! { "Filter" => "Standard", "V" => 1, "R" => 2 });
    locked.trailer.set("Encrypt", encrypt);
    assert!(bersih(PDF, &bytes(locked)).is_none());
    for not in [b"%PDF-1.7".as_slice(), b"", b"%PDF-1.7\nstartxref\n9\n%%EOF", b"PK"] {
        assert!(bersih(PDF, not).is_none());
    }
}
