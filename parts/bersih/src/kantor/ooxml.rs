//! Office Open XML: which parts stay, and what they lose.
use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use super::arsip::{Bagian, Jatah};
use super::xml::{self, Atribut, Aturan, Unsur, awalan, lokal, nilai};
use super::{DOCX, PENULIS, PPTX, XLSX};

/// Parts that are nothing but metadata, by the beginning of their name.
const BUANG: [&str; 25] = [
    "docprops/",
    "customxml/",
    "docmetadata/",
    "_xmlsignatures/",
    "customui/",
    "userinterface/",
    "[trash]/",
    "word/people.xml",
    "word/commentsextended.xml",
    "word/commentsids.xml",
    "word/commentsextensible.xml",
    "word/documenttasks/",
    "word/printersettings/",
    "word/_rels/people.xml.rels",
    "xl/printersettings/",
    "xl/persons/",
    "xl/threadedcomments/",
    "xl/revisions/",
    "xl/usernames.xml",
    "xl/customproperty",
    "ppt/printersettings/",
    "ppt/tags/",
    "ppt/changesinfos/",
    "ppt/revisioninfo.xml",
    "ppt/threadedcomments/",
];

/// Parts of XML that stay, by the beginning of their name below the folder of the document.
const XML: [&str; 53] = [
    "document",
    "styles",
    "stylesWithEffects",
    "settings",
    "webSettings",
    "fontTable",
    "numbering",
    "footnotes",
    "endnotes",
    "comments",
    "header",
    "footer",
    "glossary/document",
    "glossary/styles",
    "glossary/stylesWithEffects",
    "glossary/settings",
    "glossary/webSettings",
    "glossary/fontTable",
    "glossary/numbering",
    "glossary/footnotes",
    "glossary/endnotes",
    "glossary/header",
    "glossary/footer",
    "theme/",
    "charts/",
    "diagrams/",
    "drawings/",
    "workbook",
    "sharedStrings",
    "worksheets/",
    "chartsheets/",
    "tables/",
    "calcChain",
    "metadata",
    "externalLinks/",
    "pivotTables/",
    "pivotCache/",
    "ctrlProps/",
    "slicers/",
    "slicerCaches/",
    "timelines/",
    "timelineCaches/",
    "presentation",
    "presProps",
    "viewProps",
    "tableStyles",
    "slides/",
    "slideLayouts/",
    "slideMasters/",
    "notesSlides/",
    "notesMasters/",
    "handoutMasters/",
    "commentAuthors",
];

/// Elements that go with all that is in them: traces of sessions, paths on a machine, names in the cloud, data of others.
const UNSUR: [&str; 28] = [
    "rsids",
    "docVars",
    "docId",
    "attachedTemplate",
    "mailMerge",
    "saveThroughXslt",
    "documentProtection",
    "writeProtection",
    "smartTagPr",
    "smartTagType",
    "customXmlPr",
    "dataBinding",
    "absPath",
    "fileSharing",
    "fileRecoveryPr",
    "revisionPtr",
    "coauthVersionLast",
    "coauthVersionMax",
    "customWorkbookViews",
    "customSheetViews",
    "customProperties",
    "presenceInfo",
    "custDataLst",
    "modifyVerifier",
    "smtClean",
    "attachedSchema",
    "documentTasks",
    "userInfo",
];

/// Extensions that hold such things, by their address.
const PERLUASAN: [&str; 4] = [
    "{19B8F6BF-5375-455C-9EA6-DF929625EA0E}",
    "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}",
    "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}",
    "{D42A27DB-BD31-4B8C-83A1-F6EECF244321}",
];

/// Attributes that go, by their name without prefix.
const ATRIBUT: [&str; 16] = [
    "date",
    "dateUtc",
    "paraId",
    "paraIdParent",
    "textId",
    "durableId",
    "refreshedBy",
    "refreshedDate",
    "refreshedDateIso",
    "documentId",
    "editId",
    "anchorId",
    "gfxdata",
    "dt",
    "created",
    "userName",
];

/// The parts of a document without its metadata.
pub fn bersih(kind: &str, parts: Vec<Bagian>, dalam: u8, jatah: &mut Jatah) -> Option<Vec<Bagian>> {
    let folder = match kind {
        DOCX => "word/",
        XLSX => "xl/",
        PPTX => "ppt/",
        _ => return None,
    };
    let (mut kept, mut gone): (Vec<Bagian>, BTreeSet<String>) = (vec![], BTreeSet::new());
    for part in parts {
        let small = part.nama.to_lowercase();
        let own = BUANG.iter().any(|start| small.starts_with(start));
        // The relations of a part that goes, go with it.
        let relation = small.ends_with(".rels") && BUANG.iter().any(|start| asal(&small).starts_with(start));
        if own || relation {
            gone.insert(small);
        } else {
            kept.push(part);
        }
    }
    let removed = hubungan_hilang(&kept, &gone)?;
    let mut out = vec![];
    for part in kept {
        let isi = satu(folder, &part, &gone, &removed, dalam, jatah)?;
        out.push(Bagian { nama: part.nama, isi });
    }
    let main = out.iter().any(|part| part.nama.starts_with(folder));
    (main && out.iter().any(|part| part.nama == "[Content_Types].xml")).then_some(out)
}

/// One part that stays.
fn satu(
    folder: &str,
    part: &Bagian,
    gone: &BTreeSet<String>,
    removed: &BTreeMap<String, BTreeSet<String>>,
    dalam: u8,
    jatah: &mut Jatah,
) -> Option<Vec<u8>> {
    let nama = part.nama.as_str();
    if nama == "[Content_Types].xml" {
        return jenis_isi(&part.isi, gone);
    }
    if nama.ends_with(".rels") {
        return hubungan(&part.isi, &asal(nama), gone);
    }
    let inside = nama.strip_prefix(folder)?;
    if let Some(media) = inside.strip_prefix("media/") {
        return super::gambar(media, &part.isi);
    }
    if let Some(document) = inside.strip_prefix("embeddings/") {
        let kind = match document.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "docx" => DOCX,
            "xlsx" => XLSX,
            "pptx" => PPTX,
            _ => return None,
        };
        return super::dalam(kind, &part.isi, dalam + 1, jatah);
    }
    if inside.starts_with("fonts/") && (inside.ends_with(".odttf") || inside.ends_with(".fntdata")) {
        return Some(part.isi.clone());
    }
    let is_xml = inside.ends_with(".xml") || inside.ends_with(".vml");
    let known = is_xml
        && (XML.iter().any(|start| inside.starts_with(start))
            || inside.starts_with("authors.xml")
            || inside.starts_with("comments/")
            || inside.starts_with("glossary/comments"));
    if !known {
        return None;
    }
    let none = BTreeSet::new();
    isi(&part.isi, removed.get(&nama.to_lowercase()).unwrap_or(&none))
}

/// The part whose relations a part tells.
fn asal(rels: &str) -> String {
    let Some((folder, file)) = rels.rsplit_once("_rels/") else { return String::new() };
    format!("{folder}{}", file.trim_end_matches(".rels"))
}

/// Where a relation leads: a name in the document, in small letters.
fn tujuan(asal: &str, target: &str) -> String {
    if let Some(rooted) = target.strip_prefix('/') {
        return rooted.to_lowercase();
    }
    let mut steps: Vec<&str> = asal.rsplit_once('/').map_or(vec![], |(folder, _)| folder.split('/').collect());
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            other => steps.push(other),
        }
    }
    steps.join("/").to_lowercase()
}

fn is_hubungan_hilang(tanda: &BytesStart<'_>, asal: &str, gone: &BTreeSet<String>) -> bool {
    /// Relations to what is metadata, wherever it lies, by the end of their type.
    const JENIS: [&str; 9] = [
        "/core-properties",
        "/extended-properties",
        "/custom-properties",
        "/thumbnail",
        "/attachedTemplate",
        "/customXml",
        "/origin",
        "/printerSettings",
        "/tags",
    ];
    let kind = nilai(tanda, "Type").unwrap_or_default();
    let target = nilai(tanda, "Target").unwrap_or_default();
    let external = nilai(tanda, "TargetMode").is_some_and(|mode| mode == "External");
    JENIS.iter().any(|end| kind.ends_with(end)) || (!external && gone.contains(&tujuan(asal, &target)))
}

/// Ids of the relations that go, by the part that has them.
fn hubungan_hilang(kept: &[Bagian], gone: &BTreeSet<String>) -> Option<BTreeMap<String, BTreeSet<String>>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for part in kept.iter().filter(|part| part.nama.ends_with(".rels")) {
        let own = asal(&part.nama).to_lowercase();
        let ids = std::cell::RefCell::new(BTreeSet::new());
        let unsur = |tanda: &BytesStart<'_>| {
            if tanda.name().as_ref() == "Relationship" && is_hubungan_hilang(tanda, &own, gone) {
                ids.borrow_mut().extend(nilai(tanda, "Id"));
            }
            Unsur::Simpan
        };
        xml::saring(&part.isi, &Aturan { unsur: &unsur, atribut: &|_, _, _| Atribut::Simpan, teks: &|_, _| true })?;
        found.insert(own, ids.into_inner());
    }
    Some(found)
}

/// The relations of a part. What lies on the machine of the author is no longer named.
fn hubungan(isi: &[u8], asal: &str, gone: &BTreeSet<String>) -> Option<Vec<u8>> {
    let unsur = |tanda: &BytesStart<'_>| {
        let goes = lokal(tanda.name().as_ref()) == "Relationship" && is_hubungan_hilang(tanda, asal, gone);
        if goes { Unsur::Buang } else { Unsur::Simpan }
    };
    let atribut = |tanda: &BytesStart<'_>, nama: &str, target: &str| {
        let external = nilai(tanda, "TargetMode").is_some_and(|mode| mode == "External");
        if nama == "Target" && external && !is_alamat(target) { Atribut::Ganti("about:blank") } else { Atribut::Simpan }
    };
    xml::saring(isi, &Aturan { unsur: &unsur, atribut: &atribut, teks: &|_, _| true })
}

/// An address of the web or of mail.
pub fn is_alamat(target: &str) -> bool {
    let small = target.to_ascii_lowercase();
    ["http://", "https://", "mailto:", "#"].iter().any(|start| small.starts_with(start))
}

/// The list of parts and their types.
fn jenis_isi(isi: &[u8], gone: &BTreeSet<String>) -> Option<Vec<u8>> {
    let unsur = |tanda: &BytesStart<'_>| {
        let part = nilai(tanda, "PartName").unwrap_or_default().to_lowercase();
        if gone.contains(part.trim_start_matches('/')) { Unsur::Buang } else { Unsur::Simpan }
    };
    xml::saring(isi, &Aturan { unsur: &unsur, atribut: &|_, _, _| Atribut::Simpan, teks: &|_, _| true })
}

/// A part with content; `removed` are the relations that it had.
fn isi(isi: &[u8], removed: &BTreeSet<String>) -> Option<Vec<u8>> {
    let unsur = |tanda: &BytesStart<'_>| {
        let nama = tanda.name();
        let nama = lokal(nama.as_ref());
        let extension = nama == "ext" && nilai(tanda, "uri").is_some_and(|uri| PERLUASAN.contains(&uri.as_str()));
        if extension || UNSUR.contains(&nama) {
            Unsur::Buang
        } else if nama == "author" && tanda.attributes_raw().trim().is_empty() {
            Unsur::Ganti(PENULIS)
        } else {
            Unsur::Simpan
        }
    };
    let atribut = |tanda: &BytesStart<'_>, nama: &str, nilai: &str| {
        let unsur = tanda.name();
        atribut(lokal(unsur.as_ref()), nama, nilai, removed)
    };
    let teks = |di: &str, teks: &str| lokal(di) != "instrText" || !is_jalur(teks);
    xml::saring(isi, &Aturan { unsur: &unsur, atribut: &atribut, teks: &teks })
}

/// Whether a text names a place on a machine.
fn is_jalur(teks: &str) -> bool {
    teks.contains(":\\") || teks.contains("\\\\") || teks.to_ascii_lowercase().contains("file:")
}

fn atribut(unsur: &str, nama: &str, nilai: &str, removed: &BTreeSet<String>) -> Atribut {
    let (prefix, local) = (awalan(nama), lokal(nama));
    if prefix == "xmlns" || nama == "xmlns" {
        return Atribut::Simpan;
    }
    let shape = matches!(unsur, "cNvPr" | "docPr");
    let drawn = matches!(unsur, "shape" | "imagedata" | "rect" | "line" | "oval" | "group" | "image");
    match local {
        _ if local.starts_with("rsid") || ATRIBUT.contains(&local) => Atribut::Buang,
        // Names of pictures are often those of their files.
        "descr" | "title" if shape => Atribut::Buang,
        "name" if shape => Atribut::Ganti(""),
        "alt" | "title" | "href" | "src" if drawn => Atribut::Buang,
        "author" | "lastEdited" if prefix == "w" => Atribut::Ganti(PENULIS),
        "name" if matches!(unsur, "cmAuthor" | "author") => Atribut::Ganti(PENULIS),
        "initials" => Atribut::Ganti("P"),
        "userId" | "providerId" => Atribut::Ganti(""),
        "uid" if prefix.starts_with("xr") => Atribut::Buang,
        "instr" if is_jalur(nilai) => Atribut::Ganti(""),
        _ if prefix == "r" && removed.contains(nilai) => Atribut::Buang,
        _ => Atribut::Simpan,
    }
}
