//! A visible mark on a copy of a PDF. The original is another file and stays as it is.
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A copy of a PDF that says `teks` across every page and, small, `keterangan` at its top. `None` when the file cannot be
/// read, is locked, or has no pages.
pub fn bubuhkan(pdf: &[u8], teks: &str, keterangan: &str) -> Option<Vec<u8>> {
    let mut doc = Document::load_mem(pdf).ok()?;
    if doc.is_encrypted() {
        return None;
    }
    let halaman: Vec<ObjectId> = doc.get_pages().into_values().collect();
    if halaman.is_empty() {
        return None;
    }
    let huruf = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica-Bold", "Encoding" => "WinAnsiEncoding",
    });
    let buka = doc.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    for id in halaman {
        let (lebar, tinggi) = ukuran(&doc, id);
        pasang_huruf(&mut doc, id, huruf)?;
        let isi = gambar(teks, keterangan, lebar, tinggi);
        let cap = doc.add_object(Stream::new(Dictionary::new(), isi));
        let lama = match doc.get_dictionary(id).ok()?.get(b"Contents") {
            Ok(Object::Array(semua)) => semua.clone(),
            Ok(Object::Reference(satu)) => match doc.get_object(*satu) {
                Ok(Object::Array(semua)) => semua.clone(),
                Ok(_) | Err(_) => vec![Object::Reference(*satu)],
            },
            Ok(_) | Err(_) => vec![],
        };
        let mut semua = vec![Object::Reference(buka)];
        semua.extend(lama);
        semua.push(Object::Reference(cap));
        doc.get_dictionary_mut(id).ok()?.set("Contents", semua);
    }
    let mut hasil = vec![];
    doc.save_to(&mut hasil).ok()?;
    Some(hasil)
}

/// Name of our font in the resources of a page.
const HURUF: &str = "CapPendopo";

/// Width and height of a page in points; A4 where it does not say.
fn ukuran(doc: &Document, halaman: ObjectId) -> (f32, f32) {
    let mut kini = Some(halaman);
    for _ in 0..20 {
        let Some(dict) = kini.and_then(|id| doc.get_dictionary(id).ok()) else { break };
        let kotak = dict
            .get(b"MediaBox")
            .ok()
            .and_then(|kotak| doc.dereference(kotak).ok())
            .and_then(|(_, kotak)| kotak.as_array().ok());
        if let Some(kotak) = kotak {
            let angka: Vec<f32> = kotak.iter().filter_map(|satu| satu.as_float().ok()).collect();
            if let [kiri, bawah, kanan, atas] = angka.as_slice() {
                return ((kanan - kiri).abs(), (atas - bawah).abs());
            }
        }
        kini = dict.get(b"Parent").and_then(Object::as_reference).ok();
    }
    (595.0, 842.0)
}

/// Adds our font to the resources of a page, wherever they lie.
fn pasang_huruf(doc: &mut Document, halaman: ObjectId, huruf: ObjectId) -> Option<()> {
    let sumber = doc.get_or_create_resources(halaman).ok()?.as_dict_mut().ok()?;
    match sumber.get(b"Font") {
        Ok(Object::Reference(id)) => {
            let id = *id;
            doc.get_dictionary_mut(id).ok()?.set(HURUF, huruf);
        }
        Ok(Object::Dictionary(_)) => sumber.get_mut(b"Font").ok()?.as_dict_mut().ok()?.set(HURUF, huruf),
        Ok(_) | Err(_) => sumber.set("Font", dictionary! { HURUF => huruf }),
    }
    Some(())
}

/// The drawing: the word across the page, the line at its top.
fn gambar(teks: &str, keterangan: &str, lebar: f32, tinggi: f32) -> Vec<u8> {
    let besar = (lebar / 8.5).min(80.0);
    // Across, rising from the lower left; Helvetica's capitals are about 0.7 em wide.
    let panjang = besar * 0.7 * f32::from(u16::try_from(teks.chars().count()).unwrap_or(u16::MAX));
    let (sudut_cos, sudut_sin) = (0.819_15_f32, 0.573_58_f32);
    let x = (lebar - panjang * sudut_cos) / 2.0;
    let y = (tinggi - panjang * sudut_sin) / 2.0;
    let mut isi = String::from("Q\nq\n/Artifact BMC\n0.8 0.1 0.1 rg 0.8 0.1 0.1 RG\nBT\n");
    isi.push_str(&format!("/{HURUF} {besar:.1} Tf 1 Tr 2 w\n"));
    isi.push_str(&format!(
        "{sudut_cos:.4} {sudut_sin:.4} -{sudut_sin:.4} {sudut_cos:.4} {x:.1} {y:.1} Tm\n({}) Tj\nET\n",
        aman(teks)
    ));
    isi.push_str(&format!(
        "BT\n/{HURUF} 8 Tf 0 Tr\n1 0 0 1 36 {:.1} Tm\n({}) Tj\nET\nEMC\nQ\n",
        tinggi - 20.0,
        aman(keterangan)
    ));
    isi.into_bytes()
}

/// A text as a literal string of PDF: signs outside of ASCII become `?`, brackets are escaped.
fn aman(teks: &str) -> String {
    let mut hasil = String::new();
    for huruf in teks.chars().take(160) {
        match huruf {
            '(' | ')' | '\\' => {
                hasil.push('\\');
                hasil.push(huruf);
            }
            ' '..='~' => hasil.push(huruf),
            _ => hasil.push('?'),
        }
    }
    hasil
}
