//! OpenDocument: which parts stay, and what they lose.
use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::PENULIS;
use super::arsip::Bagian;
use super::ooxml::is_alamat;
use super::xml::{self, Atribut, Aturan, Unsur, lokal, nilai};

/// In place of the part that tells who made the document, when, and with what.
const META: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>"#;
/// In place of the part that names printers, traces of sessions and last views.
const SETELAN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:settings/></office:document-settings>"#;
/// A day that says nothing, where one must stand.
const HARI: &str = "2000-01-01T00:00:00";

/// Parts that go, by the beginning of their name.
const BUANG: [&str; 11] = [
    "Thumbnails/",
    "Versions/",
    "VersionList.xml",
    "ObjectReplacements/",
    "Configurations2/",
    "layout-cache",
    "manifest.rdf",
    "META-INF/documentsignatures.xml",
    "META-INF/macrosignatures.xml",
    "META-INF/packagesignatures.xml",
    "Configurations/",
];

/// The parts of a document without its metadata.
pub fn bersih(kind: &str, parts: Vec<Bagian>) -> Option<Vec<Bagian>> {
    let first = parts.first()?;
    if first.nama != "mimetype" || first.isi != kind.as_bytes() {
        return None;
    }
    let (gone, kept): (Vec<Bagian>, Vec<Bagian>) =
        parts.into_iter().partition(|part| BUANG.iter().any(|start| part.nama.starts_with(start)));
    let gone: BTreeSet<String> = gone.into_iter().map(|part| part.nama).collect();
    let mut out = vec![];
    for part in kept {
        let isi = satu(&part, &gone)?;
        out.push(Bagian { nama: part.nama, isi });
    }
    out.iter().any(|part| part.nama == "content.xml").then_some(out)
}

/// One part that stays. Objects in the document lie in folders with parts of the same names.
fn satu(part: &Bagian, gone: &BTreeSet<String>) -> Option<Vec<u8>> {
    let (folder, file) = part.nama.rsplit_once('/').unwrap_or(("", part.nama.as_str()));
    let inside = folder.is_empty() || (folder.starts_with("Object ") && !folder.contains('/'));
    match file {
        "mimetype" if folder.is_empty() => Some(part.isi.clone()),
        "manifest.xml" if folder == "META-INF" => daftar(&part.isi, gone),
        "meta.xml" if inside => Some(META.as_bytes().to_vec()),
        "settings.xml" if inside => Some(SETELAN.as_bytes().to_vec()),
        "content.xml" | "styles.xml" if inside => isi(&part.isi),
        _ if matches!(folder, "Pictures" | "media") => super::gambar(file, &part.isi),
        _ if folder == "Fonts" => Some(part.isi.clone()),
        _ => None,
    }
}

/// The list of parts. A document that is locked is not understood.
fn daftar(isi: &[u8], gone: &BTreeSet<String>) -> Option<Vec<u8>> {
    let locked = std::cell::Cell::new(false);
    let unsur = |tanda: &BytesStart<'_>| {
        let nama = tanda.name();
        locked.set(locked.get() || lokal(nama.as_ref()) == "encryption-data");
        let path = nilai(tanda, "manifest:full-path").unwrap_or_default();
        let goes = !path.is_empty() && (gone.contains(&path) || BUANG.iter().any(|start| path.starts_with(start)));
        if goes { Unsur::Buang } else { Unsur::Simpan }
    };
    let atribut = |_: &BytesStart<'_>, nama: &str, _: &str| {
        if lokal(nama) == "size" { Atribut::Buang } else { Atribut::Simpan }
    };
    let out = xml::saring(isi, &Aturan { unsur: &unsur, atribut: &atribut, teks: &|_, _| true })?;
    (!locked.get()).then_some(out)
}

fn isi(isi: &[u8]) -> Option<Vec<u8>> {
    // Programs inside the document are not looked through.
    let programs = std::cell::Cell::new(false);
    let unsur = |tanda: &BytesStart<'_>| {
        let nama = tanda.name();
        match nama.as_ref() {
            "office:scripts"
            | "office:meta"
            | "svg:desc"
            | "svg:title"
            | "loext:sender-initials"
            | "meta:creator-initials" => Unsur::Buang,
            "script:module" => {
                programs.set(true);
                Unsur::Buang
            }
            "dc:creator" => Unsur::Ganti(PENULIS),
            "dc:date" => Unsur::Ganti(HARI),
            "meta:date-string" => Unsur::Ganti(""),
            _ => Unsur::Simpan,
        }
    };
    let atribut = |tanda: &BytesStart<'_>, nama: &str, nilai: &str| {
        let local = lokal(nama);
        match nama {
            _ if local == "rsid" || local == "paragraph-rsid" => Atribut::Buang,
            // Names of pictures are often those of their files.
            "draw:name" if is_bergambar(tanda) => Atribut::Buang,
            // Inside the document, in the text, or on the web; not on the machine of the author.
            "xlink:href" if !is_dalam(nilai) && !is_alamat(nilai) => Atribut::Ganti("about:blank"),
            _ => Atribut::Simpan,
        }
    };
    let out = xml::saring(isi, &Aturan { unsur: &unsur, atribut: &atribut, teks: &|_, _| true })?;
    (!programs.get()).then_some(out)
}

fn is_bergambar(tanda: &BytesStart<'_>) -> bool {
    matches!(tanda.name().as_ref(), "draw:frame" | "draw:image" | "draw:object")
}

fn is_dalam(target: &str) -> bool {
    let target = target.strip_prefix("./").unwrap_or(target);
    ["Pictures/", "media/", "Object ", "ObjectReplacements/", "Fonts/"].iter().any(|start| target.starts_with(start))
        || target.is_empty()
}
