//! Fonts of a page: from the bytes of a string to letters, and how far they reach.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

/// Longest map of letters that a font may unpack, in bytes.
const BATAS_PETA: usize = 4 * 1024 * 1024;

/// Widths kept per font at most.
const BATAS_LEBAR: usize = 70_000;

/// One font.
pub(super) struct Huruf<'a> {
    sandi: Option<Encoding<'a>>,
    dua_byte: bool,
    lebar: HashMap<u32, f32>,
    lebar_lain: f32,
}

fn angka(objek: &Object) -> Option<f32> {
    objek.as_float().ok()
}

impl<'a> Huruf<'a> {
    /// Reads a font; what cannot be read falls back to what most fonts do.
    pub fn baca(dokumen: &'a Document, kamus: &'a Dictionary) -> Self {
        let dua_byte = kamus.get(b"Subtype").and_then(Object::as_name).is_ok_and(|nama| nama == b"Type0");
        let mut hasil = Huruf {
            sandi: kamus.get_font_encoding_with_limit(dokumen, BATAS_PETA).ok(),
            dua_byte,
            lebar: HashMap::new(),
            lebar_lain: if dua_byte { 1000.0 } else { 500.0 },
        };
        if dua_byte {
            hasil.lebar_cid(dokumen, kamus);
        } else {
            hasil.lebar_biasa(dokumen, kamus);
        }
        hasil
    }

    fn lebar_biasa(&mut self, dokumen: &Document, kamus: &Dictionary) {
        let awal = kamus
            .get_deref(b"FirstChar", dokumen)
            .and_then(Object::as_i64)
            .ok()
            .and_then(|isi| u32::try_from(isi).ok())
            .unwrap_or(0);
        let Ok(daftar) = kamus.get_deref(b"Widths", dokumen).and_then(Object::as_array) else { return };
        for (urut, isi) in daftar.iter().take(256).enumerate() {
            let isi = dokumen.dereference(isi).map_or(isi, |(_, isi)| isi);
            if let (Some(lebar), Ok(urut)) = (angka(isi), u32::try_from(urut)) {
                self.lebar.insert(awal.saturating_add(urut), lebar);
            }
        }
    }

    fn lebar_cid(&mut self, dokumen: &Document, kamus: &Dictionary) {
        let anak = kamus
            .get_deref(b"DescendantFonts", dokumen)
            .and_then(Object::as_array)
            .ok()
            .and_then(|semua| semua.first());
        let Some(anak) = anak.and_then(|isi| dokumen.dereference(isi).ok()).and_then(|(_, isi)| isi.as_dict().ok())
        else {
            return;
        };
        if let Some(lain) = anak.get_deref(b"DW", dokumen).ok().and_then(angka) {
            self.lebar_lain = lain;
        }
        let Ok(daftar) = anak.get_deref(b"W", dokumen).and_then(Object::as_array) else { return };
        let bulat =
            |isi: Option<&Object>| isi.and_then(|isi| isi.as_i64().ok()).and_then(|isi| u32::try_from(isi).ok());
        let mut letak = 0;
        while letak < daftar.len() && self.lebar.len() < BATAS_LEBAR {
            let Some(awal) = bulat(daftar.get(letak)) else { break };
            let berikut = daftar.get(letak + 1).and_then(|isi| dokumen.dereference(isi).ok()).map(|(_, isi)| isi);
            if let Some(semua) = berikut.and_then(|isi| isi.as_array().ok()) {
                for (urut, isi) in semua.iter().take(BATAS_LEBAR).enumerate() {
                    if let (Some(lebar), Ok(urut)) = (angka(isi), u32::try_from(urut)) {
                        self.lebar.insert(awal.saturating_add(urut), lebar);
                    }
                }
                letak += 2;
            } else {
                let (Some(akhir), Some(lebar)) = (bulat(berikut), daftar.get(letak + 2).and_then(angka)) else { break };
                for kode in (awal..=akhir).take(BATAS_LEBAR) {
                    self.lebar.insert(kode, lebar);
                }
                letak += 3;
            }
        }
    }

    /// The letters of a string.
    pub fn teks(&self, bytes: &[u8], hasil: &mut String) {
        let tulis = self.sandi.as_ref().is_some_and(|sandi| sandi.write_to_string(bytes, hasil).is_ok());
        if !tulis {
            hasil.extend(bytes.iter().map(|_| '\u{fffd}'));
        }
    }

    /// How far a string reaches, in thousandths of the size; the number of its codes, and of those that are blanks.
    pub fn lebar(&self, bytes: &[u8]) -> (f32, usize, usize) {
        let satu = |kode: u32| self.lebar.get(&kode).copied().unwrap_or(self.lebar_lain);
        if self.dua_byte {
            let jumlah =
                bytes.chunks(2).map(|dua| dua.iter().fold(0, |kode, b| kode * 256 + u32::from(*b))).map(satu).sum();
            (jumlah, bytes.len().div_ceil(2), 0)
        } else {
            (bytes.iter().map(|b| satu(u32::from(*b))).sum(), bytes.len(), bytes.iter().filter(|b| **b == b' ').count())
        }
    }
}
