//! Cross references: "pada ayat (1) huruf a", "Pasal 5 sampai dengan Pasal 8", resolved from where they stand; other laws by key.

mod baca;

use std::collections::HashMap;

use serde::Serialize;

use super::alamat::{Alamat, Langkah, telusuri};
use super::hukum::{self, Hukum};
use super::naskah::{Jenis, Naskah, Simpul};

/// In which text of the node a reference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tempat {
    /// The text before the children.
    Teks,
    /// The text after the children.
    Lanjutan,
}

/// A reference to a place in the same regulation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rujukan {
    /// The node in which it stands.
    pub dari: Alamat,
    /// In which of its texts.
    pub tempat: Tempat,
    /// First byte in that text.
    pub awal: usize,
    /// Byte after it.
    pub akhir: usize,
    /// The words of the reference.
    pub teks: String,
    /// What it names.
    pub ke: Alamat,
    /// End of a range ("sampai dengan"), on the reference that starts it.
    pub sampai: Option<Alamat>,
    /// The text has that place (and, for a range, its end).
    pub ada: bool,
}

/// A reference to another law, or to a place in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RujukanLuar {
    /// The node in which it stands.
    pub dari: Alamat,
    /// In which of its texts.
    pub tempat: Tempat,
    /// First byte in that text.
    pub awal: usize,
    /// Byte after it.
    pub akhir: usize,
    /// The words of the reference.
    pub teks: String,
    /// Key of the law: `perpres/2018/95`.
    pub kunci: String,
    /// The place in that law, if named.
    pub alamat: Option<Alamat>,
}

/// All addresses of a text and their nodes; of doubles the first.
pub(super) fn indeks(naskah: &Naskah) -> HashMap<Alamat, &Simpul> {
    let mut hasil = HashMap::new();
    telusuri(naskah, &mut |alamat, simpul| {
        hasil.entry(alamat.clone()).or_insert(simpul);
    });
    hasil
}

/// All references inside the regulation, in the order of the text.
pub fn rujukan(naskah: &Naskah) -> Vec<Rujukan> {
    kumpul(naskah).0
}

/// All references of the body to other laws, in the order of the text.
pub fn rujukan_luar(naskah: &Naskah) -> Vec<RujukanLuar> {
    kumpul(naskah).1
}

/// Both lists.
pub(super) fn kumpul(naskah: &Naskah) -> (Vec<Rujukan>, Vec<RujukanLuar>) {
    kumpul_dengan(naskah, &indeks(naskah))
}

/// Both lists, from an index that is there already.
pub(super) fn kumpul_dengan(naskah: &Naskah, indeks: &HashMap<Alamat, &Simpul>) -> (Vec<Rujukan>, Vec<RujukanLuar>) {
    let mut dalam = Vec::new();
    let mut luar = Vec::new();
    telusuri(naskah, &mut |alamat, simpul| {
        for (tempat, teks) in [(Tempat::Teks, &simpul.teks), (Tempat::Lanjutan, &simpul.lanjutan)] {
            if !teks.is_empty() {
                satu_teks(alamat, tempat, teks, indeks, &mut dalam, &mut luar);
            }
        }
    });
    (dalam, luar)
}

fn satu_teks(
    dari: &Alamat,
    tempat: Tempat,
    teks: &str,
    indeks: &HashMap<Alamat, &Simpul>,
    dalam: &mut Vec<Rujukan>,
    luar: &mut Vec<RujukanLuar>,
) {
    let hukum = hukum::cari(teks);
    for kelompok in baca::kelompok(teks) {
        let Some(akhir) = kelompok.last().map(|sebut| sebut.akhir) else { continue };
        let asing = hukum_sesudah(teks, akhir, &hukum);
        for sebut in &kelompok {
            let kutipan = teks.get(sebut.awal..sebut.akhir).unwrap_or_default().to_owned();
            match asing {
                Some(hukum) => luar.push(RujukanLuar {
                    dari: dari.clone(),
                    tempat,
                    awal: sebut.awal,
                    akhir: sebut.akhir,
                    teks: kutipan,
                    kunci: hukum.kunci.clone(),
                    alamat: Alamat::dari(sebut.langkah.clone()),
                }),
                None => {
                    let Some(ke) = temukan(dari, &sebut.langkah, indeks) else { continue };
                    let sampai = sebut.sampai.as_ref().and_then(|langkah| temukan(dari, langkah, indeks));
                    let ada =
                        indeks.contains_key(&ke) && sampai.as_ref().is_none_or(|akhir| indeks.contains_key(akhir));
                    dalam.push(Rujukan {
                        dari: dari.clone(),
                        tempat,
                        awal: sebut.awal,
                        akhir: sebut.akhir,
                        teks: kutipan,
                        ke,
                        sampai,
                        ada,
                    });
                }
            }
        }
    }
    for isi in hukum {
        luar.push(RujukanLuar {
            dari: dari.clone(),
            tempat,
            awal: isi.awal,
            akhir: isi.akhir,
            teks: teks.get(isi.awal..isi.akhir).unwrap_or_default().to_owned(),
            kunci: isi.kunci,
            alamat: None,
        });
    }
}

/// The law that follows a reference and owns it: "Pasal 61 ayat (1) Peraturan Presiden Nomor ..".
fn hukum_sesudah<'a>(teks: &str, akhir: usize, hukum: &'a [Hukum]) -> Option<&'a Hukum> {
    let letak = hukum.partition_point(|isi| isi.awal < akhir);
    let berikut = hukum.get(letak)?;
    let sela = teks.get(akhir..berikut.awal)?;
    let boleh = ["dan", "lampiran", "huruf", "dari", "pada", "dalam", ","];
    (sela.len() <= 40
        && sela.split([' ', ',']).all(|kata| kata.len() <= 1 || boleh.contains(&kata.to_lowercase().as_str())))
    .then_some(berikut)
}

/// The address that the steps of a reference mean, seen from a node. The nearest place that exists wins; if none does, the ayat
/// (or pasal) in which the reference stands is taken as its parent.
fn temukan(dari: &Alamat, langkah: &[Langkah], indeks: &HashMap<Alamat, &Simpul>) -> Option<Alamat> {
    let pertama = langkah.first()?;
    if matches!(pertama.jenis, Jenis::Pasal | Jenis::Bab) {
        return Alamat::dari(langkah.to_vec());
    }
    let pasal = dari.langkah().iter().position(|satu| satu.jenis == Jenis::Pasal)?;
    let gabung = |panjang: usize| {
        let mut semua = dari.langkah().get(..panjang)?.to_vec();
        semua.extend(langkah.iter().cloned());
        Alamat::dari(semua)
    };
    if pertama.jenis == Jenis::Ayat {
        return gabung(pasal + 1);
    }
    let ada = (pasal + 1..=dari.langkah().len()).rev().filter_map(gabung).find(|calon| indeks.contains_key(calon));
    ada.or_else(|| {
        let ayat = dari.langkah().iter().position(|satu| satu.jenis == Jenis::Ayat).unwrap_or(pasal);
        gabung(ayat + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::super::urai;
    use super::*;

    fn contoh() -> Naskah {
        urai(
            "BAB I\nUMUM\nPasal 1\n(1) Satu terdiri atas:\na. alfa;\nb. beta, sebagaimana dimaksud pada huruf a; dan\nc. gama.\n\
             (2) Alfa sebagaimana dimaksud pada ayat (1) huruf a dan huruf c berlaku.\n\
             (3) Ketentuan ayat (1) sampai dengan ayat (9) dan ayat (2) dan (4).\n\
             Pasal 2\nKetentuan Pasal 1 ayat (2) dan Pasal 7 berlaku bersama Pasal 61 ayat (1) Peraturan Presiden Nomor 95 Tahun 2018.\n\
             Pasal 3\na. satu; dan\nb. lihat huruf a dan huruf d.\n",
        )
    }

    #[test]
    fn references_resolve_from_where_they_stand() {
        let hasil = rujukan(&contoh());
        let ringkas: Vec<(String, String, Option<String>, bool)> = hasil
            .iter()
            .map(|r| {
                (r.dari.ringkas().unwrap(), r.ke.ringkas().unwrap(), r.sampai.as_ref().and_then(Alamat::ringkas), r.ada)
            })
            .collect();
        let harap = [
            ("1(1)b", "1(1)a", None, true),
            ("1(2)", "1(1)a", None, true),
            ("1(2)", "1(1)c", None, true),
            ("1(3)", "1(1)", Some("1(9)"), false),
            ("1(3)", "1(9)", None, false),
            ("1(3)", "1(2)", None, true),
            ("1(3)", "1(4)", None, false),
            ("2", "1(2)", None, true),
            ("2", "7", None, false),
            ("3b", "3a", None, true),
            ("3b", "3d", None, false),
        ];
        let harap: Vec<_> = harap.map(|(a, b, c, d)| (a.to_owned(), b.to_owned(), c.map(str::to_owned), d)).into();
        assert_eq!(ringkas, harap);
    }

    #[test]
    fn other_laws_are_external() {
        let hasil = rujukan_luar(&contoh());
        let ringkas: Vec<_> =
            hasil.iter().map(|r| (r.kunci.as_str(), r.alamat.as_ref().and_then(Alamat::ringkas))).collect();
        assert_eq!(ringkas, [("perpres/2018/95", Some("61(1)".to_owned())), ("perpres/2018/95", None)]);
    }
}
