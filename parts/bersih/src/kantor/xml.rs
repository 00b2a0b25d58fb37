//! XML, passed through and changed where a rule says so.
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

/// What happens to an attribute.
pub enum Atribut {
    /// It stays as it is.
    Simpan,
    /// It goes.
    Buang,
    /// This stands in its place.
    Ganti(&'static str),
}

/// What happens to an element.
pub enum Unsur {
    /// It stays, and so does what is in it.
    Simpan,
    /// It goes with all that is in it.
    Buang,
    /// It stays; this stands in place of all that is in it.
    Ganti(&'static str),
}

/// Rules for the parts of a document.
pub struct Aturan<'a> {
    /// Of an element.
    pub unsur: &'a dyn Fn(&BytesStart<'_>) -> Unsur,
    /// Of an attribute: element, name with prefix, value as it is written.
    pub atribut: &'a dyn Fn(&BytesStart<'_>, &str, &str) -> Atribut,
    /// Whether a text stays, by the element around it.
    pub teks: &'a dyn Fn(&str, &str) -> bool,
}

/// How deep elements may lie in each other.
const DALAM: usize = 512;

/// A name without its prefix.
pub fn lokal(nama: &str) -> &str {
    nama.rsplit_once(':').map_or(nama, |(_, local)| local)
}

/// A name's prefix.
pub fn awalan(nama: &str) -> &str {
    nama.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// The value of an attribute, as it is written.
pub fn nilai(tanda: &BytesStart<'_>, nama: &str) -> Option<String> {
    tanda.attributes().flatten().find(|each| each.key.as_ref() == nama).map(|each| each.value.into_owned())
}

/// The part after the rules: without comments, instructions to programs and what the rules take out. Nothing when it is no XML in
/// UTF-8, or has a document type, which could stand for anything.
pub fn saring(isi: &[u8], aturan: &Aturan<'_>) -> Option<Vec<u8>> {
    let teks = std::str::from_utf8(isi).ok()?;
    let teks = teks.strip_prefix('\u{feff}').unwrap_or(teks);
    let mut reader = Reader::from_str(teks);
    let mut writer = Writer::new(Vec::with_capacity(teks.len()));
    let mut buka: Vec<String> = vec![];
    // How many elements were open when something began that goes or is replaced.
    let mut hilang: Option<usize> = None;
    let mut akar = 0;
    loop {
        let event = reader.read_event().ok()?;
        match event {
            Event::Eof => return (buka.is_empty() && akar == 1).then(|| writer.into_inner()),
            Event::DocType(_) => return None,
            Event::Comment(_) | Event::PI(_) => {}
            Event::Decl(declared) => {
                let encoding = declared.encoding().transpose().ok()?;
                if encoding.is_some_and(|name| !name.eq_ignore_ascii_case("utf-8")) {
                    return None;
                }
                let own = BytesDecl::new("1.0", Some("UTF-8"), Some("yes"));
                writer.write_event(Event::Decl(own)).ok()?;
            }
            Event::Start(tanda) => {
                akar += usize::from(buka.is_empty());
                if hilang.is_none() {
                    match (aturan.unsur)(&tanda) {
                        Unsur::Simpan => writer.write_event(Event::Start(ubah(&tanda, aturan)?)).ok()?,
                        Unsur::Buang => hilang = Some(buka.len()),
                        Unsur::Ganti(teks) => {
                            let kept = ubah(&tanda, aturan)?;
                            let end = kept.to_end().into_owned();
                            writer.write_event(Event::Start(kept)).ok()?;
                            writer.write_event(Event::Text(BytesText::new(teks))).ok()?;
                            writer.write_event(Event::End(end)).ok()?;
                            hilang = Some(buka.len());
                        }
                    }
                }
                buka.push(tanda.name().as_ref().to_owned());
                if buka.len() > DALAM {
                    return None;
                }
            }
            Event::End(tanda) => {
                buka.pop()?;
                match hilang {
                    Some(from) if from == buka.len() => hilang = None,
                    Some(_) => {}
                    None => writer.write_event(Event::End(tanda)).ok()?,
                }
            }
            Event::Empty(tanda) => {
                akar += usize::from(buka.is_empty());
                if hilang.is_none() && !matches!((aturan.unsur)(&tanda), Unsur::Buang) {
                    writer.write_event(Event::Empty(ubah(&tanda, aturan)?)).ok()?;
                }
            }
            Event::Text(isi) => {
                let di = buka.last().map(String::as_str).unwrap_or_default();
                if hilang.is_none() && (aturan.teks)(di, &isi) {
                    writer.write_event(Event::Text(isi)).ok()?;
                }
            }
            Event::CData(isi) => {
                let di = buka.last().map(String::as_str).unwrap_or_default();
                if hilang.is_none() && (aturan.teks)(di, &isi) {
                    writer.write_event(Event::CData(isi)).ok()?;
                }
            }
            Event::GeneralRef(isi) => {
                if hilang.is_none() {
                    writer.write_event(Event::GeneralRef(isi)).ok()?;
                }
            }
        }
    }
}

/// The tag with the attributes that stay.
fn ubah(tanda: &BytesStart<'_>, aturan: &Aturan<'_>) -> Option<BytesStart<'static>> {
    let mut isi = tanda.name().as_ref().to_owned();
    let length = isi.len();
    for each in tanda.attributes() {
        let each = each.ok()?;
        let nama = each.key.as_ref();
        let nilai = match (aturan.atribut)(tanda, nama, &each.value) {
            Atribut::Simpan => each.value.replace('"', "&quot;"),
            Atribut::Buang => continue,
            Atribut::Ganti(teks) => teks.to_owned(),
        };
        isi.push_str(&format!(" {nama}=\"{nilai}\""));
    }
    Some(BytesStart::from_content(isi, length))
}
