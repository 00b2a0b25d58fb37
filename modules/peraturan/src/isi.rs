//! The content of one pasal as it is stored and shown: the tree with its references already placed.
use serde::{Deserialize, Serialize};

use crate::urai::{Rujukan, RujukanLuar, Simpul, Tempat};
use std::collections::HashMap;

/// A node of a pasal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Isi {
    /// Level: `pasal`, `ayat`, `huruf`, `angka`.
    #[serde(rename = "j")]
    pub jenis: String,
    /// Number.
    #[serde(rename = "n")]
    pub nomor: String,
    /// Label as in the text.
    #[serde(rename = "s")]
    pub sebutan: String,
    /// Text before the children.
    #[serde(rename = "t", default, skip_serializing_if = "String::is_empty")]
    pub teks: String,
    /// References in that text, in order, not overlapping.
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub rujukan: Vec<Sasaran>,
    /// Children.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub anak: Vec<Isi>,
    /// Text after the children.
    #[serde(rename = "l", default, skip_serializing_if = "String::is_empty")]
    pub lanjutan: String,
    /// References in that text.
    #[serde(rename = "rl", default, skip_serializing_if = "Vec::is_empty")]
    pub rujukan_lanjutan: Vec<Sasaran>,
    /// Line of the source.
    #[serde(rename = "b")]
    pub baris: usize,
}

/// A reference inside a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sasaran {
    /// First byte.
    #[serde(rename = "a")]
    pub awal: usize,
    /// Byte after it.
    #[serde(rename = "z")]
    pub akhir: usize,
    /// Address inside the law, such as `pasal-9/ayat-2`; empty for a law as a whole.
    #[serde(rename = "k", default, skip_serializing_if = "String::is_empty")]
    pub ke: String,
    /// Key of another law; empty for this one.
    #[serde(rename = "h", default, skip_serializing_if = "String::is_empty")]
    pub kunci: String,
    /// This law has the place.
    #[serde(rename = "o", default)]
    pub ada: bool,
}

/// References by where they stand.
#[derive(Debug, Default)]
pub struct Letak(HashMap<(String, bool), Vec<Sasaran>>);

impl Letak {
    /// Collects the references of a text.
    pub fn baru(dalam: &[Rujukan], luar: &[RujukanLuar]) -> Letak {
        let mut peta: HashMap<(String, bool), Vec<Sasaran>> = HashMap::new();
        for satu in dalam {
            peta.entry((satu.dari.to_string(), satu.tempat == Tempat::Lanjutan)).or_default().push(Sasaran {
                awal: satu.awal,
                akhir: satu.akhir,
                ke: satu.ke.to_string(),
                kunci: String::new(),
                ada: satu.ada,
            });
        }
        for satu in luar {
            peta.entry((satu.dari.to_string(), satu.tempat == Tempat::Lanjutan)).or_default().push(Sasaran {
                awal: satu.awal,
                akhir: satu.akhir,
                ke: satu.alamat.as_ref().map(ToString::to_string).unwrap_or_default(),
                kunci: satu.kunci.clone(),
                ada: true,
            });
        }
        for daftar in peta.values_mut() {
            daftar.sort_by_key(|satu| (satu.awal, satu.akhir));
            let mut batas = 0;
            daftar.retain(|satu| {
                let bebas = satu.awal >= batas && satu.akhir > satu.awal;
                if bebas {
                    batas = satu.akhir;
                }
                bebas
            });
        }
        Letak(peta)
    }

    fn di(&self, alamat: &str, lanjutan: bool) -> Vec<Sasaran> {
        self.0.get(&(alamat.to_owned(), lanjutan)).cloned().unwrap_or_default()
    }

    /// The content of a node; `alamat` is its address.
    pub fn isi(&self, simpul: &Simpul, alamat: &str) -> Isi {
        Isi {
            jenis: simpul.jenis.kata().to_owned(),
            nomor: simpul.nomor.clone(),
            sebutan: simpul.sebutan.clone(),
            teks: simpul.teks.clone(),
            rujukan: self.di(alamat, false),
            anak: simpul
                .anak
                .iter()
                .map(|anak| self.isi(anak, &turun(alamat, anak.jenis.kata(), &anak.nomor)))
                .collect(),
            lanjutan: simpul.lanjutan.clone(),
            rujukan_lanjutan: self.di(alamat, true),
            baris: simpul.baris,
        }
    }
}

/// The address of a child.
pub fn turun(alamat: &str, jenis: &str, nomor: &str) -> String {
    format!("{alamat}/{jenis}-{}", nomor.to_lowercase())
}

/// The id of an element that shows an address.
pub fn jangkar(alamat: &str) -> String {
    alamat.replace('/', "_")
}

impl Isi {
    /// Whether a node below this one has the address.
    pub fn memuat(&self, sendiri: &str, dicari: &str) -> bool {
        sendiri == dicari
            || self.anak.iter().any(|anak| {
                let alamat = turun(sendiri, &anak.jenis, &anak.nomor);
                (dicari == alamat || dicari.starts_with(&format!("{alamat}/"))) && anak.memuat(&alamat, dicari)
            })
    }
    /// The keys of other laws that are named inside.
    pub fn kunci(&self, hasil: &mut Vec<String>) {
        for satu in self.rujukan.iter().chain(&self.rujukan_lanjutan) {
            if !satu.kunci.is_empty() && !hasil.contains(&satu.kunci) {
                hasil.push(satu.kunci.clone());
            }
        }
        for anak in &self.anak {
            anak.kunci(hasil);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::urai;

    #[test]
    fn references_stand_where_the_text_has_them_and_survive_storage() {
        let naskah =
            urai::urai("BAB I\nUMUM\nPasal 1\n(1) Satu.\n(2) Dua sebagaimana dimaksud pada ayat (1) dan Pasal 7.\n");
        let letak = Letak::baru(&urai::rujukan(&naskah), &urai::rujukan_luar(&naskah));
        let pasal = naskah.pasal()[0];
        let isi = letak.isi(pasal, "pasal-1");
        let dua = &isi.anak[1];
        let potong: Vec<(&str, &str, bool)> =
            dua.rujukan.iter().map(|satu| (&dua.teks[satu.awal..satu.akhir], satu.ke.as_str(), satu.ada)).collect();
        assert_eq!(potong, [("ayat (1)", "pasal-1/ayat-1", true), ("Pasal 7", "pasal-7", false)]);
        let kembali: Isi = serde_json::from_value(serde_json::to_value(&isi).unwrap()).unwrap();
        assert_eq!(kembali, isi);
        assert!(isi.memuat("pasal-1", "pasal-1/ayat-2") && !isi.memuat("pasal-1", "pasal-1/ayat-3"));
        assert!(isi.memuat("pasal-1", "pasal-1"));
    }
}
