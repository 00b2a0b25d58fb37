//! The catalog, its pages and outlines, reduced to known keys.
use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::HALAMAN;

const KATALOG: [&[u8]; 8] =
    [b"Type", b"Pages", b"PageLabels", b"Dests", b"Names", b"Outlines", b"OCProperties", b"PageLayout"];
const SIMPUL: [&[u8]; 8] = [b"Type", b"Parent", b"Kids", b"Count", b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
const LEMBAR: [&[u8]; 14] = [
    b"Type",
    b"Parent",
    b"Resources",
    b"MediaBox",
    b"CropBox",
    b"BleedBox",
    b"TrimBox",
    b"ArtBox",
    b"Contents",
    b"Rotate",
    b"Group",
    b"Annots",
    b"Tabs",
    b"UserUnit",
];
/// Marks on a page that are nothing but what they show. Attached files, sounds, films and scenes are not among them.
const TANDA: [&[u8]; 16] = [
    b"Link",
    b"Text",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Widget",
];
/// Of a mark its place and look stay. Who made it, when, under which name, and the value behind a field go.
const BAGIAN_TANDA: [&[u8]; 25] = [
    b"Type",
    b"Subtype",
    b"Rect",
    b"Contents",
    b"P",
    b"F",
    b"AP",
    b"AS",
    b"Border",
    b"C",
    b"QuadPoints",
    b"Dest",
    b"A",
    b"L",
    b"LE",
    b"IC",
    b"BS",
    b"BE",
    b"Vertices",
    b"InkList",
    b"Q",
    b"CA",
    b"H",
    b"Name",
    b"OC",
];
const GARIS_BESAR: [&[u8]; 11] =
    [b"Type", b"Title", b"Parent", b"Prev", b"Next", b"First", b"Last", b"Count", b"Dest", b"A", b"F"];

/// Keeps these keys.
fn sisakan(dict: &mut Dictionary, keys: &[&[u8]]) {
    let gone: Vec<Vec<u8>> =
        dict.iter().map(|(key, _)| key.clone()).filter(|key| !keys.contains(&key.as_slice())).collect();
    for key in gone {
        dict.remove(&key);
    }
}

fn kamus(dokumen: &mut Document, id: ObjectId) -> Option<&mut Dictionary> {
    dokumen.objects.get_mut(&id)?.as_dict_mut().ok()
}

/// A value, or what it refers to.
fn nilai<'a>(dokumen: &'a Document, object: &'a Object) -> Option<&'a Object> {
    match object.as_reference() {
        Ok(id) => dokumen.objects.get(&id),
        Err(_) => Some(object),
    }
}

/// Reduces the catalog and all below it. Nothing when it has no pages, or too many.
pub fn katalog(dokumen: &mut Document, root: ObjectId) -> Option<()> {
    let dict = kamus(dokumen, root)?;
    if !dict.has_type(b"Catalog") {
        return None;
    }
    sisakan(dict, &KATALOG);
    let pages = dict.get(b"Pages").and_then(Object::as_reference).ok()?;
    let outlines = dict.get(b"Outlines").and_then(Object::as_reference).ok();
    if outlines.is_none() {
        dict.remove(b"Outlines");
    }
    nama(dokumen, root)?;
    halaman(dokumen, pages)?;
    if let Some(outlines) = outlines {
        garis_besar(dokumen, outlines)?;
    }
    Some(())
}

/// Of the names of a document only the places in it stay.
fn nama(dokumen: &mut Document, root: ObjectId) -> Option<()> {
    let Some(names) = kamus(dokumen, root)?.remove(b"Names") else { return Some(()) };
    let Some(Object::Dictionary(names)) = nilai(dokumen, &names) else { return Some(()) };
    let mut names = names.clone();
    sisakan(&mut names, &[b"Dests"]);
    kamus(dokumen, root)?.set("Names", Object::Dictionary(names));
    Some(())
}

/// The tree of pages, without what the pages carry beside their content.
fn halaman(dokumen: &mut Document, pages: ObjectId) -> Option<()> {
    let (mut todo, mut seen, mut count) = (vec![pages], BTreeSet::new(), 0);
    while let Some(id) = todo.pop() {
        if !seen.insert(id) || seen.len() > 4 * HALAMAN {
            return None;
        }
        let dict = kamus(dokumen, id)?;
        if dict.has_type(b"Pages") || dict.has(b"Kids") {
            sisakan(dict, &SIMPUL);
            let kids = dict.get(b"Kids").ok()?.clone();
            for kid in nilai(dokumen, &kids)?.as_array().ok()? {
                todo.push(kid.as_reference().ok()?);
            }
        } else {
            count += 1;
            sisakan(dict, &LEMBAR);
            let marks = dict.remove(b"Annots");
            if let Some(marks) = marks {
                let kept = tanda(dokumen, &marks)?;
                kamus(dokumen, id)?.set("Annots", Object::Array(kept));
            }
        }
    }
    (1..=HALAMAN).contains(&count).then_some(())
}

/// The marks of a page that stay, reduced.
fn tanda(dokumen: &mut Document, marks: &Object) -> Option<Vec<Object>> {
    let Some(Object::Array(all)) = nilai(dokumen, marks).cloned() else { return Some(vec![]) };
    let mut kept = vec![];
    for each in all {
        let Some(Object::Dictionary(dict)) = nilai(dokumen, &each) else { continue };
        let subtype = dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if !TANDA.contains(&subtype) {
            continue;
        }
        let mut dict = dict.clone();
        // Without the form behind it, a field is what it looks like.
        if subtype == b"Widget" {
            dict.set("Subtype", "Stamp");
        }
        sisakan(&mut dict, &BAGIAN_TANDA);
        tindakan(dokumen, &mut dict);
        match each.as_reference() {
            Ok(id) => {
                dokumen.objects.insert(id, Object::Dictionary(dict));
                kept.push(each);
            }
            Err(_) => kept.push(Object::Dictionary(dict)),
        }
    }
    Some(kept)
}

/// Of what happens on a click, going to a page or to an address stays.
fn tindakan(dokumen: &Document, dict: &mut Dictionary) {
    let Some(action) = dict.remove(b"A") else { return };
    let Some(Object::Dictionary(action)) = nilai(dokumen, &action) else { return };
    let mut action = action.clone();
    let kind = action.get(b"S").and_then(Object::as_name).unwrap_or_default();
    let address = action.get(b"URI").and_then(Object::as_str).unwrap_or_default().to_ascii_lowercase();
    if kind == b"GoTo" || (kind == b"URI" && [b"http".as_slice(), b"mailto:"].iter().any(|it| address.starts_with(it)))
    {
        sisakan(&mut action, &[b"S", b"URI", b"D"]);
        dict.set("A", Object::Dictionary(action));
    }
}

fn garis_besar(dokumen: &mut Document, outlines: ObjectId) -> Option<()> {
    let (mut todo, mut seen) = (vec![outlines], BTreeSet::new());
    while let Some(id) = todo.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(Object::Dictionary(dict)) = dokumen.objects.get(&id) else { continue };
        let mut dict = dict.clone();
        sisakan(&mut dict, &GARIS_BESAR);
        tindakan(dokumen, &mut dict);
        let next = [b"First".as_slice(), b"Next", b"Prev", b"Last", b"Parent"];
        todo.extend(next.iter().filter_map(|key| dict.get(key).and_then(Object::as_reference).ok()));
        dokumen.objects.insert(id, Object::Dictionary(dict));
    }
    Some(())
}
