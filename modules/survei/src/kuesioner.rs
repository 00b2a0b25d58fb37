//! The nine questions with their four answers each: our own wording, or that of the agency for its service. Every version is kept,
//! and an answer knows which one was asked.
use kernel::FieldError;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::model::UNSUR_NAMA;
use crate::rules::nilai::UNSUR;

/// Longest question, in characters.
pub const TANYA: usize = 200;
/// Longest answer, in characters.
pub const JAWAB: usize = 60;

/// One question: what is asked and the four answers, worst first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pertanyaan {
    /// What is asked.
    pub tanya: String,
    /// Answers 1 to 4.
    pub jawab: [String; 4],
}

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kuesioner {
    /// Row; none for the wording that comes with the program.
    pub id: Option<Uuid>,
    /// Number of the version for its service; 0 for the wording that comes with the program.
    pub ke: i64,
    /// U1 to U9.
    pub isi: Vec<Pertanyaan>,
}

const BAWAAN: [(&str, [&str; 4]); UNSUR] = [
    ("Apakah syarat yang diminta cocok dengan layanannya?", ["Tidak cocok", "Kurang cocok", "Cocok", "Sangat cocok"]),
    ("Apakah cara mengurus layanan ini mudah?", ["Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"]),
    ("Apakah layanan selesai dengan cepat?", ["Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"]),
    (
        "Bagaimana biaya yang Anda bayar dibanding biaya resmi?",
        ["Sangat mahal, di luar aturan", "Agak mahal", "Wajar", "Gratis atau sesuai aturan"],
    ),
    (
        "Apakah hasil layanan sesuai dengan yang dijanjikan?",
        ["Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"],
    ),
    ("Apakah petugas mampu melayani Anda?", ["Tidak mampu", "Kurang mampu", "Mampu", "Sangat mampu"]),
    ("Apakah petugas sopan dan ramah?", ["Tidak sopan", "Kurang sopan", "Sopan", "Sangat sopan dan ramah"]),
    (
        "Apakah pengaduan dan saran ditangani dengan baik?",
        ["Tidak ada salurannya", "Ada, tidak jalan", "Ada, kurang baik", "Ada dan ditangani baik"],
    ),
    ("Apakah ruang, alat, atau halaman layanan nyaman dipakai?", ["Buruk", "Cukup", "Baik", "Sangat baik"]),
];

/// The wording that comes with the program.
pub fn bawaan() -> Kuesioner {
    let isi =
        BAWAAN.iter().map(|(tanya, jawab)| Pertanyaan { tanya: (*tanya).to_owned(), jawab: jawab.map(str::to_owned) });
    Kuesioner { id: None, ke: 0, isi: isi.collect() }
}

/// Name of the form field of a question; `jawab` is 1 to 4 for an answer, 0 for the question.
pub fn isian(unsur: usize, jawab: usize) -> String {
    let kunci = UNSUR_NAMA.get(unsur).map_or("", |(kunci, _)| kunci);
    if jawab == 0 { format!("{kunci}_tanya") } else { format!("{kunci}_{jawab}") }
}

/// The questions of a form, and what is wrong with them.
pub fn baca<'a>(ambil: impl Fn(&str) -> &'a str) -> (Vec<Pertanyaan>, Vec<FieldError>) {
    let mut salah = vec![];
    let mut satu = |nama: String, paling: usize, apa: &str| {
        let teks = ambil(&nama).split_whitespace().collect::<Vec<_>>().join(" ");
        if teks.is_empty() {
            salah.push(FieldError::new(nama, format!("Isi {apa}")));
        } else if teks.chars().count() > paling {
            salah.push(FieldError::new(nama, format!("Terlalu panjang: {apa} paling banyak {paling} karakter")));
        }
        teks
    };
    let isi = (0..UNSUR).map(|unsur| Pertanyaan {
        tanya: satu(isian(unsur, 0), TANYA, &format!("pertanyaan {}", unsur + 1)),
        jawab: [1, 2, 3, 4]
            .map(|jawab| satu(isian(unsur, jawab), JAWAB, &format!("jawaban {jawab} dari pertanyaan {}", unsur + 1))),
    });
    let isi: Vec<Pertanyaan> = isi.collect();
    (isi, salah)
}

/// The questions of a row; none when it holds something else.
pub fn dari_json(isi: Json) -> Option<Vec<Pertanyaan>> {
    serde_json::from_value::<Vec<Pertanyaan>>(isi).ok().filter(|isi| isi.len() == UNSUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wording_that_comes_with_the_program_keeps_its_own_limits() {
        let bawaan = bawaan();
        assert_eq!(bawaan.isi.len(), UNSUR);
        for satu in &bawaan.isi {
            assert!(!satu.tanya.is_empty() && satu.tanya.chars().count() <= TANYA);
            assert!(satu.jawab.iter().all(|jawab| !jawab.is_empty() && jawab.chars().count() <= JAWAB));
            let beda: std::collections::BTreeSet<&String> = satu.jawab.iter().collect();
            assert_eq!(beda.len(), 4, "{}", satu.tanya);
        }
        let json = serde_json::to_value(&bawaan.isi).unwrap();
        assert_eq!(dari_json(json), Some(bawaan.isi));
    }

    #[test]
    fn what_is_missing_is_said_at_its_field() {
        let (_, salah) = baca(|_| "");
        assert_eq!(salah.len(), 45);
        assert_eq!(salah[0].field, "u1_tanya");
        assert_eq!(salah[44].field, "u9_4");
        let panjang = "a".repeat(TANYA + 1);
        let (isi, salah) = baca(|nama| if nama == "u2_tanya" { &panjang } else { " dua  kata " });
        assert_eq!(salah.len(), 1);
        assert_eq!(isi[0].tanya, "dua kata");
    }

    #[test]
    fn something_else_is_no_questionnaire() {
        for json in [serde_json::json!(null), serde_json::json!([]), serde_json::json!([{ "tanya": "x" }])] {
            assert_eq!(dari_json(json), None);
        }
    }
}
