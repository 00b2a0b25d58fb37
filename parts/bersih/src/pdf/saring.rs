//! What every object loses, wherever it stands.
use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::{ALIRAN, OBJEK};
use crate::gambar::jpeg;

/// Keys under which programs keep what tells of them, of people, of files and of the past.
const BUANG: [&[u8]; 25] = [
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"AF",
    b"EF",
    b"CreatorInfo",
    b"Private",
    b"Thumb",
    b"AA",
    b"JS",
    b"OPI",
    b"PtData",
    b"Measure",
    b"Alternates",
    b"StructParent",
    b"StructParents",
    b"Alt",
    b"RC",
    b"NM",
    b"CreationDate",
    b"ModDate",
    b"PZ",
    b"Author",
    b"Creator",
    b"Producer",
];
/// Kinds of objects that are nothing but such.
const JENIS: [&[u8]; 8] =
    [b"Metadata", b"EmbeddedFile", b"Filespec", b"F", b"Sig", b"StructTreeRoot", b"StructElem", b"ObjStm"];
/// How deep values may lie in each other.
const DALAM: usize = 64;

/// Everything that is reached from the catalog by keys that stay.
pub fn terjangkau(dokumen: &Document, root: ObjectId) -> Option<BTreeSet<ObjectId>> {
    let (mut todo, mut seen) = (vec![root], BTreeSet::new());
    while let Some(id) = todo.pop() {
        let Some(object) = dokumen.objects.get(&id) else { continue };
        if seen.insert(id) && !is_buangan(object) {
            rujukan(object, &mut todo, 0)?;
        }
        if seen.len() > OBJEK {
            return None;
        }
    }
    Some(seen)
}

fn rujukan(object: &Object, found: &mut Vec<ObjectId>, dalam: usize) -> Option<()> {
    if dalam > DALAM {
        return None;
    }
    if let Ok(id) = object.as_reference() {
        found.push(id);
    } else if let Ok(all) = object.as_array() {
        all.iter().try_for_each(|each| rujukan(each, found, dalam + 1))?;
    } else if let Some(dict) = isi_kamus(object) {
        let kept = dict.iter().filter(|(key, _)| !is_buang(dict, key));
        kept.map(|(_, value)| value).try_for_each(|value| rujukan(value, found, dalam + 1))?;
    }
    Some(())
}

/// The dictionary that an object is, or that stands before its stream.
fn isi_kamus(object: &Object) -> Option<&Dictionary> {
    object.as_dict().or_else(|_| object.as_stream().map(|stream| &stream.dict)).ok()
}

/// A form that stands for a page of another file names that file.
fn is_buang(dict: &Dictionary, key: &[u8]) -> bool {
    let form = dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
    BUANG.contains(&key) || (form && matches!(key, b"Ref" | b"Name"))
}

fn is_buangan(object: &Object) -> bool {
    let Some(dict) = isi_kamus(object) else { return false };
    let kind = dict.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    let action = dict.get(b"S").and_then(Object::as_name).unwrap_or_default();
    JENIS.contains(&kind) || matches!(action, b"JavaScript" | b"Launch" | b"SubmitForm" | b"GoToR" | b"ImportData")
}

/// Takes out of an object what it must lose; `jatah` is how many bytes pictures may still unpack to. Nothing when it holds a picture that is
/// not understood.
pub fn bersihkan(object: &mut Object, jatah: &mut usize) -> Option<()> {
    if is_buangan(object) {
        *object = Object::Null;
        return Some(());
    }
    if let Ok(all) = object.as_array_mut() {
        all.iter_mut().try_for_each(|each| bersihkan(each, jatah))?;
    } else if let Ok(dict) = object.as_dict_mut() {
        kamus(dict, jatah)?;
    } else if let Ok(stream) = object.as_stream_mut() {
        kamus(&mut stream.dict, jatah)?;
        aliran(stream, jatah)?;
    }
    Some(())
}

fn kamus(dict: &mut Dictionary, jatah: &mut usize) -> Option<()> {
    let gone: Vec<Vec<u8>> = dict.iter().map(|(key, _)| key.clone()).filter(|key| is_buang(dict, key)).collect();
    for key in gone {
        dict.remove(&key);
    }
    dict.iter_mut().map(|(_, value)| value).try_for_each(|value| bersihkan(value, jatah))
}

/// The content of a stream: pictures lose what they tell of themselves.
fn aliran(stream: &mut Stream, jatah: &mut usize) -> Option<()> {
    // Content in a file beside this one.
    if stream.dict.has(b"F") || stream.dict.has(b"FFilter") {
        return None;
    }
    let filters: Vec<Vec<u8>> = match stream.filters() {
        Ok(all) => all.into_iter().map(<[u8]>::to_vec).collect(),
        Err(_) if stream.dict.has(b"Filter") => return None,
        Err(_) => vec![],
    };
    let names: Vec<&[u8]> = filters.iter().map(Vec::as_slice).collect();
    match names.as_slice() {
        [b"DCTDecode" | b"DCT"] => stream.set_content(jpeg::bersih(&stream.content)?),
        [before @ .., b"DCTDecode" | b"DCT"] => {
            // Packed once more around the picture.
            let mut outer = Stream::new(Dictionary::new(), stream.content.clone());
            let names = before.iter().map(|name| Object::Name(name.to_vec())).collect();
            outer.dict.set("Filter", Object::Array(names));
            let picture = outer.decompressed_content_with_limit(ALIRAN.min(*jatah)).ok()?;
            *jatah = jatah.checked_sub(picture.len())?;
            stream.dict.set("Filter", Object::Name(b"DCTDecode".to_vec()));
            stream.dict.remove(b"DecodeParms");
            stream.set_content(jpeg::bersih(&picture)?);
        }
        all if all.contains(&b"JPXDecode".as_slice()) || all.contains(&b"Crypt".as_slice()) => return None,
        _ => {}
    }
    Some(())
}
