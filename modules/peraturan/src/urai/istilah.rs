//! The glossary: what the pasal of definitions defines.

use serde::Serialize;

use super::naskah::{Jenis, Naskah, Simpul};

/// One defined term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Istilah {
    /// Number in the pasal of definitions.
    pub nomor: String,
    /// The term.
    pub istilah: String,
    /// The short form ("yang selanjutnya disingkat"), or the other name ("yang selanjutnya disebut").
    pub singkatan: Option<String>,
    /// What it means, without the term.
    pub arti: String,
    /// True if a short form is announced but missing.
    pub tanpa_singkatan: bool,
    /// Line of the source.
    pub baris: usize,
}

/// The pasal of definitions: the first that says "yang dimaksud dengan" before a list.
pub(super) fn pasal_definisi(naskah: &Naskah) -> Option<&Simpul> {
    naskah.pasal().into_iter().take(5).find(|pasal| pasal.teks.to_lowercase().contains("yang dimaksud dengan"))
}

/// All terms in the order of the text.
pub fn istilah(naskah: &Naskah) -> Vec<Istilah> {
    let Some(pasal) = pasal_definisi(naskah) else { return Vec::new() };
    pasal.anak.iter().filter(|anak| matches!(anak.jenis, Jenis::Angka | Jenis::Huruf)).filter_map(baca).collect()
}

/// Reads one definition; `None` if the item has no verb of definition.
fn baca(butir: &Simpul) -> Option<Istilah> {
    let (depan, arti) = [" adalah ", " merupakan ", " ialah "]
        .iter()
        .filter_map(|kata| pisah(&butir.teks, kata))
        .min_by_key(|(depan, _)| depan.len())?;
    let mut nama = depan.trim();
    let mut singkatan = None;
    let mut tanpa_singkatan = false;
    if let Some((sebelum, sesudah)) = pisah(nama, "yang selanjutnya ").or_else(|| pisah(nama, "selanjutnya ")) {
        nama = sebelum.trim().trim_end_matches(',');
        let pendek = sesudah.trim();
        let pendek = ["disingkat dengan", "disebut dengan", "disingkat", "disebut juga", "disebut"]
            .iter()
            .find_map(|kata| pendek.strip_prefix(kata))
            .unwrap_or(pendek)
            .trim();
        let pendek = pendek.split(" atau disebut").next().unwrap_or(pendek).trim().trim_end_matches(',');
        tanpa_singkatan = pendek.is_empty();
        singkatan = (!pendek.is_empty()).then(|| pendek.to_owned());
    } else if let Some((luar, dalam)) = nama.strip_suffix(')').and_then(|isi| isi.rsplit_once(" (")) {
        // "Teknologi Informasi dan Komunikasi (TIK)": a bracket of capitals is a short form.
        if !dalam.is_empty() && dalam.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) {
            singkatan = Some(dalam.to_owned());
            nama = luar;
        }
    }
    let mut arti = arti.trim().to_owned();
    if !butir.anak.is_empty() || !butir.lanjutan.is_empty() {
        for anak in &butir.anak {
            arti.push('\n');
            arti.push_str(anak.teks_penuh().trim_end());
        }
        if !butir.lanjutan.is_empty() {
            arti.push('\n');
            arti.push_str(&butir.lanjutan);
        }
    }
    (!nama.is_empty()).then(|| Istilah {
        nomor: butir.nomor.clone(),
        istilah: nama.to_owned(),
        singkatan,
        arti,
        tanpa_singkatan,
        baris: butir.baris,
    })
}

/// Splits at the first place of a separator.
fn pisah<'a>(teks: &'a str, kata: &str) -> Option<(&'a str, &'a str)> {
    teks.split_once(kata)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions() {
        let tabel = [
            ("Daerah adalah Kabupaten Contoh.", "Daerah", None, "Kabupaten Contoh."),
            ("Rapat Kerja yang selanjutnya disingkat RK adalah pertemuan.", "Rapat Kerja", Some("RK"), "pertemuan."),
            (
                "Rapat Kerja, yang selanjutnya disebut Rapat adalah pertemuan.",
                "Rapat Kerja",
                Some("Rapat"),
                "pertemuan.",
            ),
            ("Rapat yang selanjutnya disingkat RK atau disebut juga temu adalah x.", "Rapat", Some("RK"), "x."),
            ("Rapat Kerja (RK) adalah pertemuan.", "Rapat Kerja", Some("RK"), "pertemuan."),
            ("Rapat (temu kerja) adalah pertemuan.", "Rapat (temu kerja)", None, "pertemuan."),
            ("Rapat merupakan pertemuan yang adalah x.", "Rapat", None, "pertemuan yang adalah x."),
        ];
        for (teks, nama, pendek, arti) in tabel {
            let mut butir = Simpul::baru(Jenis::Angka, "1".into(), "1.".into(), 1);
            butir.teks = teks.into();
            let hasil = baca(&butir).unwrap();
            assert_eq!((hasil.istilah.as_str(), hasil.singkatan.as_deref(), hasil.arti.as_str()), (nama, pendek, arti));
        }
        let mut butir = Simpul::baru(Jenis::Angka, "1".into(), "1.".into(), 1);
        butir.teks = "Rapat yang selanjutnya disingkat adalah x.".into();
        let hasil = baca(&butir);
        assert!(hasil.is_some_and(|isi| isi.tanpa_singkatan && isi.singkatan.is_none()));
        butir.teks = "tanpa kata kerja".into();
        assert_eq!(baca(&butir), None);
    }
}
