//! Where the links of each node stand.

use std::collections::HashMap;

use super::super::alamat::Alamat;
use super::super::naskah::Naskah;
use super::super::rujukan::{self, Tempat};
use super::meta::uri_hukum;

/// The target of a link before the eIds are known.
#[derive(Debug, Clone)]
enum Tujuan {
    Dalam(Alamat),
    Luar(String),
}

/// The links of one node.
#[derive(Debug, Clone, Default)]
pub(super) struct Rentang {
    daftar: Vec<(Tempat, usize, usize, Tujuan)>,
}

impl Rentang {
    /// Links of the text (or of the text after the children), in order, without overlap; dangling ones are left out.
    pub fn taut(&self, lanjutan: bool, eid: &HashMap<Alamat, String>) -> Vec<(usize, usize, String)> {
        let dicari = if lanjutan { Tempat::Lanjutan } else { Tempat::Teks };
        let mut hasil: Vec<_> = self
            .daftar
            .iter()
            .filter(|(tempat, ..)| *tempat == dicari)
            .filter_map(|(_, awal, akhir, tujuan)| {
                let ke = match tujuan {
                    Tujuan::Dalam(alamat) => format!("#{}", eid.get(alamat)?),
                    Tujuan::Luar(uri) => uri.clone(),
                };
                Some((*awal, *akhir, ke))
            })
            .collect();
        hasil.sort();
        hasil
    }
}

/// The links of all nodes that have any.
pub(super) fn rentang(naskah: &Naskah) -> HashMap<Alamat, Rentang> {
    let (dalam, luar) = rujukan::kumpul(naskah);
    let mut hasil: HashMap<Alamat, Rentang> = HashMap::new();
    for satu in dalam {
        let isi = (satu.tempat, satu.awal, satu.akhir, Tujuan::Dalam(satu.ke));
        hasil.entry(satu.dari).or_default().daftar.push(isi);
    }
    for satu in luar {
        let isi = (satu.tempat, satu.awal, satu.akhir, Tujuan::Luar(uri_hukum(&satu.kunci)));
        hasil.entry(satu.dari).or_default().daftar.push(isi);
    }
    hasil
}
