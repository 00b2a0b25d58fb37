//! The text of a DOCX: paragraphs with their automatic numbers, tables row by row.

mod nomor;

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{BATAS_TEKS, GalatBerkas};
use nomor::Penomoran;

/// Longest XML part read, in bytes.
const BATAS_XML: u64 = 48 * 1024 * 1024;

/// Parts in a DOCX at most.
const BATAS_BAGIAN: usize = 5_000;

/// Paragraphs inside paragraphs at most.
const BATAS_DALAM: usize = 32;

type Arsip<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

/// Reads the document part and what it needs.
pub(super) fn baca(bytes: &[u8]) -> Result<String, GalatBerkas> {
    let mut arsip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| GalatBerkas::DocxRusak)?;
    if arsip.len() > BATAS_BAGIAN {
        return Err(GalatBerkas::IsiTerlaluBesar);
    }
    if arsip.index_for_name("word/document.xml").is_none() {
        let odt = arsip.index_for_name("content.xml").is_some();
        return Err(if odt { GalatBerkas::PerluDiubah("ODT") } else { GalatBerkas::DocxRusak });
    }
    let isi = bagian(&mut arsip, "word/document.xml")?.ok_or(GalatBerkas::DocxRusak)?;
    let angka = bagian(&mut arsip, "word/numbering.xml")?.unwrap_or_default();
    let gaya = bagian(&mut arsip, "word/styles.xml")?.unwrap_or_default();
    let mut penomoran = Penomoran::baca(&angka, &gaya)?;
    dokumen(&isi, &mut penomoran)
}

/// One part of the archive; `None` if it is not there. What it claims to be long does not count, only what it is.
fn bagian(arsip: &mut Arsip<'_>, nama: &str) -> Result<Option<String>, GalatBerkas> {
    let Ok(berkas) = arsip.by_name(nama) else { return Ok(None) };
    let mut isi = Vec::new();
    berkas.take(BATAS_XML + 1).read_to_end(&mut isi).map_err(|_| GalatBerkas::DocxRusak)?;
    if isi.len() as u64 > BATAS_XML {
        return Err(GalatBerkas::IsiTerlaluBesar);
    }
    String::from_utf8(isi).map(Some).map_err(|_| GalatBerkas::DocxRusak)
}

/// The value of an attribute, whatever its prefix.
pub(super) fn atribut(tanda: &BytesStart<'_>, nama: &str) -> Option<String> {
    tanda.attributes().flatten().find(|isi| isi.key.local_name().as_ref() == nama).map(|isi| isi.value.into_owned())
}

/// The next event; a document type is refused, broken XML is an error.
pub(super) fn berikut<'a>(pembaca: &mut Reader<&'a [u8]>) -> Result<Event<'a>, GalatBerkas> {
    match pembaca.read_event() {
        Ok(Event::DocType(_)) => Err(GalatBerkas::DocxBerentitas),
        Ok(peristiwa) => Ok(peristiwa),
        Err(_) => Err(GalatBerkas::DocxRusak),
    }
}

/// The character of a reference; only the five of XML and numbers.
fn rujukan(nama: &str, angka: Option<char>) -> Result<char, GalatBerkas> {
    match (angka, nama) {
        (Some(c), _) => Ok(c),
        (None, "amp") => Ok('&'),
        (None, "lt") => Ok('<'),
        (None, "gt") => Ok('>'),
        (None, "quot") => Ok('"'),
        (None, "apos") => Ok('\''),
        (None, _) => Err(GalatBerkas::DocxBerentitas),
    }
}

/// A paragraph while it is read.
#[derive(Default)]
struct Alinea {
    teks: String,
    gaya: Option<String>,
    daftar: Option<String>,
    tingkat: Option<usize>,
}

fn dokumen(xml: &str, penomoran: &mut Penomoran) -> Result<String, GalatBerkas> {
    let mut pembaca = Reader::from_str(xml);
    let mut hasil = String::new();
    let mut alinea = Alinea::default();
    let mut luar: Vec<Alinea> = Vec::new();
    let mut dalam_teks = false;
    let mut hapus = 0usize;
    let mut sel = 0usize;
    let mut baris: Vec<String> = Vec::new();
    loop {
        let peristiwa = berikut(&mut pembaca)?;
        let kosong = matches!(peristiwa, Event::Empty(_));
        match peristiwa {
            Event::Start(tanda) | Event::Empty(tanda) => match tanda.local_name().as_ref() {
                "p" if kosong => tutup_alinea(&mut hasil, &mut baris, sel, Alinea::default(), penomoran),
                // A text box holds paragraphs inside a paragraph.
                "p" => {
                    if luar.len() >= BATAS_DALAM {
                        return Err(GalatBerkas::DocxRusak);
                    }
                    luar.push(std::mem::take(&mut alinea));
                }
                "t" => dalam_teks = !kosong,
                // Text that a tracked change removed, codes of fields, and second forms of a drawing are not the text.
                "del" | "instrText" | "moveFrom" | "Fallback" if !kosong => hapus += 1,
                "tab" if hapus == 0 => alinea.teks.push(' '),
                "br" | "cr" if hapus == 0 => alinea.teks.push('\n'),
                "noBreakHyphen" if hapus == 0 => alinea.teks.push('-'),
                "pStyle" => alinea.gaya = atribut(&tanda, "val"),
                "numId" => alinea.daftar = atribut(&tanda, "val"),
                "ilvl" => alinea.tingkat = atribut(&tanda, "val").and_then(|isi| isi.parse().ok()),
                "tc" if !kosong => {
                    sel += 1;
                    if sel == 1 {
                        baris.push(String::new());
                    }
                }
                _ => {}
            },
            Event::End(tanda) => match tanda.local_name().as_ref() {
                "p" => {
                    tutup_alinea(&mut hasil, &mut baris, sel, std::mem::take(&mut alinea), penomoran);
                    alinea = luar.pop().unwrap_or_default();
                }
                "t" => dalam_teks = false,
                "del" | "instrText" | "moveFrom" | "Fallback" => hapus = hapus.saturating_sub(1),
                "tc" => sel = sel.saturating_sub(1),
                "tr" if sel == 0 => {
                    let isi = std::mem::take(&mut baris).join("\t");
                    if !isi.trim().is_empty() {
                        hasil.push_str(isi.trim_end());
                        hasil.push('\n');
                    }
                }
                "tbl" if sel == 0 => hasil.push('\n'),
                _ => {}
            },
            Event::Text(isi) if dalam_teks && hapus == 0 => alinea.teks.push_str(&isi),
            Event::CData(isi) if dalam_teks && hapus == 0 => alinea.teks.push_str(&isi),
            Event::GeneralRef(nama) => {
                let angka = nama.resolve_char_ref().map_err(|_| GalatBerkas::DocxRusak)?;
                let c = rujukan(&nama, angka)?;
                if dalam_teks && hapus == 0 {
                    alinea.teks.push(c);
                }
            }
            Event::Eof => break,
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
        if hasil.len() + alinea.teks.len() > BATAS_TEKS {
            return Err(GalatBerkas::IsiTerlaluBesar);
        }
    }
    if hasil.trim().is_empty() { Err(GalatBerkas::Kosong) } else { Ok(hasil) }
}

/// Writes a paragraph with its number: into the row of a table, or as a line of its own.
fn tutup_alinea(hasil: &mut String, baris: &mut [String], sel: usize, alinea: Alinea, penomoran: &mut Penomoran) {
    let tanda = if alinea.teks.trim().is_empty() {
        String::new()
    } else {
        penomoran.tanda(alinea.gaya.as_deref(), alinea.daftar.as_deref(), alinea.tingkat)
    };
    let teks = format!("{tanda}{}", alinea.teks);
    match baris.last_mut().filter(|_| sel > 0) {
        Some(kotak) => {
            if !kotak.is_empty() && !teks.is_empty() {
                kotak.push('\n');
            }
            kotak.push_str(&teks);
        }
        // A paragraph is a paragraph: the empty line after it tells it from a line that was only wrapped.
        None => {
            hasil.push_str(&teks);
            hasil.push_str("\n\n");
        }
    }
}
