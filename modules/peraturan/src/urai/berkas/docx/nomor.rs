//! Automatic numbers of Word: numbering.xml and styles.xml, and the counters while the document is read.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::super::angka;
use super::super::GalatBerkas;
use super::{atribut, berikut};

/// Levels that Word knows.
const TINGKAT_MAKS: usize = 9;

/// How one level is numbered.
#[derive(Debug, Clone, Default)]
struct Tingkat {
    rupa: String,
    pola: String,
    mulai: u32,
}

/// What a style says about numbers.
#[derive(Debug, Clone, Default)]
struct Gaya {
    daftar: Option<String>,
    tingkat: Option<usize>,
    induk: Option<String>,
}

/// All lists of the document, and where each counter stands.
#[derive(Debug, Default)]
pub(super) struct Penomoran {
    /// Levels by abstract list.
    abstrak: HashMap<String, Vec<Tingkat>>,
    /// Abstract list, and starts of its own, by list.
    daftar: HashMap<String, (String, HashMap<usize, u32>)>,
    /// List and level by style, and the style it is based on.
    gaya: HashMap<String, Gaya>,
    /// Counters by list.
    hitung: HashMap<String, [u32; TINGKAT_MAKS]>,
}

impl Penomoran {
    /// Reads both parts; either may be empty.
    pub fn baca(angka: &str, gaya: &str) -> Result<Self, GalatBerkas> {
        let mut hasil = Penomoran::default();
        hasil.baca_angka(angka)?;
        hasil.baca_gaya(gaya)?;
        Ok(hasil)
    }

    fn baca_angka(&mut self, xml: &str) -> Result<(), GalatBerkas> {
        let mut pembaca = Reader::from_str(xml);
        let mut abstrak = String::new();
        let mut daftar = String::new();
        let mut tingkat = 0usize;
        loop {
            match berikut(&mut pembaca)? {
                Event::Start(tanda) | Event::Empty(tanda) => {
                    let nilai = || atribut(&tanda, "val").unwrap_or_default();
                    match tanda.local_name().as_ref() {
                        "abstractNum" => {
                            abstrak = atribut(&tanda, "abstractNumId").unwrap_or_default();
                            daftar.clear();
                            self.abstrak.insert(
                                abstrak.clone(),
                                vec![Tingkat { mulai: 1, ..Tingkat::default() }; TINGKAT_MAKS],
                            );
                        }
                        "num" => {
                            daftar = atribut(&tanda, "numId").unwrap_or_default();
                            abstrak.clear();
                        }
                        "abstractNumId" if !daftar.is_empty() => {
                            self.daftar.insert(daftar.clone(), (nilai(), HashMap::new()));
                        }
                        "lvl" | "lvlOverride" => {
                            tingkat = atribut(&tanda, "ilvl").and_then(|isi| isi.parse().ok()).unwrap_or(0)
                        }
                        "startOverride" => {
                            if let (Some((_, mulai)), Ok(nilai)) = (self.daftar.get_mut(&daftar), nilai().parse()) {
                                mulai.insert(tingkat, nilai);
                            }
                        }
                        nama @ ("numFmt" | "lvlText" | "start") => {
                            if let Some(isi) = self.abstrak.get_mut(&abstrak).and_then(|semua| semua.get_mut(tingkat)) {
                                match nama {
                                    "numFmt" => isi.rupa = nilai(),
                                    "lvlText" => isi.pola = nilai(),
                                    _ => isi.mulai = nilai().parse().unwrap_or(1),
                                }
                            }
                        }
                        _ => {}
                    }
                }
                Event::Eof => return Ok(()),
                Event::End(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::GeneralRef(_) => {}
            }
        }
    }

    fn baca_gaya(&mut self, xml: &str) -> Result<(), GalatBerkas> {
        let mut pembaca = Reader::from_str(xml);
        let mut gaya = String::new();
        loop {
            match berikut(&mut pembaca)? {
                Event::Start(tanda) | Event::Empty(tanda) => {
                    let nilai = || atribut(&tanda, "val");
                    match tanda.local_name().as_ref() {
                        "style" => {
                            gaya = atribut(&tanda, "styleId").unwrap_or_default();
                            self.gaya.insert(gaya.clone(), Gaya::default());
                        }
                        nama @ ("numId" | "ilvl" | "basedOn") => {
                            if let Some(isi) = self.gaya.get_mut(&gaya) {
                                match nama {
                                    "numId" => isi.daftar = nilai(),
                                    "ilvl" => isi.tingkat = nilai().and_then(|isi| isi.parse().ok()),
                                    _ => isi.induk = nilai(),
                                }
                            }
                        }
                        _ => {}
                    }
                }
                Event::Eof => return Ok(()),
                Event::End(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::GeneralRef(_) => {}
            }
        }
    }

    /// List and level that a style brings, through at most ten styles it is based on.
    fn dari_gaya(&self, gaya: &str) -> (Option<String>, Option<usize>) {
        let mut kini = Some(gaya.to_owned());
        let mut tingkat = None;
        for _ in 0..10 {
            let Some(isi) = kini.as_ref().and_then(|nama| self.gaya.get(nama)) else { break };
            tingkat = tingkat.or(isi.tingkat);
            if isi.daftar.is_some() {
                return (isi.daftar.clone(), tingkat);
            }
            kini = isi.induk.clone();
        }
        (None, tingkat)
    }

    /// The mark in front of the next paragraph of a list, with a blank; empty if it is not numbered.
    pub fn tanda(&mut self, gaya: Option<&str>, daftar: Option<&str>, tingkat: Option<usize>) -> String {
        let (dari, tingkat_gaya) = gaya.map_or((None, None), |gaya| self.dari_gaya(gaya));
        let Some(daftar) = daftar.map(str::to_owned).or(dari) else { return String::new() };
        let tingkat = tingkat.or(tingkat_gaya).unwrap_or(0).min(TINGKAT_MAKS - 1);
        let Some((abstrak, mulai)) = self.daftar.get(&daftar) else { return String::new() };
        let Some(semua) = self.abstrak.get(abstrak) else { return String::new() };
        // Lists of one abstract list count on together, unless they start anew.
        let kunci = if mulai.is_empty() { format!("a{abstrak}") } else { format!("n{daftar}") };
        let hitung = self.hitung.entry(kunci).or_insert([0; TINGKAT_MAKS]);
        for (urut, isi) in hitung.iter_mut().enumerate() {
            let awal = mulai.get(&urut).copied().or_else(|| semua.get(urut).map(|satu| satu.mulai)).unwrap_or(1);
            if urut == tingkat {
                *isi = if *isi == 0 { awal.max(1) } else { isi.saturating_add(1) };
            } else if urut > tingkat {
                *isi = 0;
            } else if *isi == 0 {
                *isi = awal.max(1);
            }
        }
        let Some(aturan) = semua.get(tingkat) else { return String::new() };
        if aturan.rupa == "bullet" {
            return "- ".to_owned();
        }
        let mut tanda = aturan.pola.clone();
        for (urut, nilai) in hitung.iter().enumerate() {
            let rupa = semua.get(urut).map_or("", |satu| satu.rupa.as_str());
            let ganti = format!("%{}", urut + 1);
            if tanda.contains(&ganti) {
                tanda = tanda.replace(&ganti, &tulis(rupa, *nilai));
            }
        }
        if tanda.trim().is_empty() { String::new() } else { format!("{} ", tanda.trim()) }
    }
}

/// A counter in the form that the list wants.
fn tulis(rupa: &str, nilai: u32) -> String {
    match rupa {
        "lowerLetter" => angka::ke_huruf(nilai),
        "upperLetter" => angka::ke_huruf(nilai).to_uppercase(),
        "lowerRoman" => angka::ke_romawi(nilai.min(3_999)).to_lowercase(),
        "upperRoman" => angka::ke_romawi(nilai.min(3_999)),
        "none" => String::new(),
        "decimalZero" => format!("{nilai:02}"),
        _ => nilai.to_string(),
    }
}
