//! Lines that hold only marks: a mark alone is joined with its text, a torn-off column of marks is removed, both noted.

use super::baris::Baris;
use super::catatan::Catatan;
use super::judul;
use super::kalimat::{self, Akhir};
use super::naskah::JenisPerbaikan;
use super::penanda::{self, Lepas};

/// Units after which a lone number is a quantity and not a page number.
const SATUAN: [&str; 8] = ["hari", "bulan", "tahun", "jam", "orang", "kali", "persen", "menit"];

/// Joins or removes the lines without text of their own.
pub(super) fn rapikan(daftar: &[Baris], catatan: &mut Catatan) -> Vec<Baris> {
    let mut hasil: Vec<Baris> = Vec::with_capacity(daftar.len());
    let mut letak = 0;
    while let Some(baris) = daftar.get(letak) {
        let Some(macam) = penanda::lepas(&baris.teks) else {
            if !kata_tangkap(baris, daftar.get(letak + 1), catatan) {
                hasil.push(baris.clone());
            }
            letak += 1;
            continue;
        };
        let banyak =
            daftar.get(letak..).unwrap_or_default().iter().take_while(|b| penanda::lepas(&b.teks).is_some()).count();
        let berikut = daftar.get(letak + banyak);
        let teks_berikut = berikut.filter(|b| !judul::judul_sendiri(&b.teks));
        let terputus =
            hasil.last().is_some_and(|b| kalimat::akhir(&b.teks) == Akhir::Belum && !judul::judul_sendiri(&b.teks));
        if banyak == 1 {
            match (macam, teks_berikut) {
                (Lepas::Penanda, Some(lanjut)) => {
                    let teks = format!("{} {}", baris.teks, lanjut.teks);
                    catatan.perbaiki(
                        baris.nomor,
                        JenisPerbaikan::PenandaSebaris,
                        format!("{}\n{}", baris.teks, lanjut.teks),
                        teks.as_str(),
                    );
                    hasil.push(Baris { teks, ..baris.clone() });
                    letak += 2;
                    continue;
                }
                (Lepas::Angka, lanjut) => {
                    let kata = lanjut.map(|b| b.teks.trim_start_matches('(').to_lowercase()).unwrap_or_default();
                    let besaran = lanjut.is_some_and(|b| b.teks.starts_with('('))
                        || SATUAN.iter().any(|satuan| kata.starts_with(satuan));
                    let terpisah = baris.jeda && berikut.is_none_or(|b| b.jeda);
                    if terputus && (besaran || !terpisah) {
                        hasil.push(baris.clone());
                    } else {
                        catatan.buang(baris.nomor, JenisPerbaikan::NomorHalaman, &baris.teks, false);
                    }
                    letak += 1;
                    continue;
                }
                (Lepas::Sampah, Some(_)) if terputus && !baris.jeda => {
                    hasil.push(baris.clone());
                    letak += 1;
                    continue;
                }
                (Lepas::Penanda, None) | (Lepas::Sampah, _) => {}
            }
        }
        for (urut, buangan) in daftar.get(letak..letak + banyak).unwrap_or_default().iter().enumerate() {
            catatan.buang(buangan.nomor, JenisPerbaikan::PenandaLepas, &buangan.teks, urut > 0);
        }
        letak += banyak;
    }
    hasil
}

/// A line that ends in ". . ." and whose words open the next line is the catchword of the page: removed.
fn kata_tangkap(baris: &Baris, berikut: Option<&Baris>, catatan: &mut Catatan) -> bool {
    let isi = baris.teks.trim_end_matches(['.', ' ', '…']);
    let titik = baris.teks.get(isi.len()..).unwrap_or_default();
    if !(titik.contains('…') || titik.matches('.').count() >= 3) || isi.is_empty() || isi.len() > 60 {
        return false;
    }
    let isi = isi.trim_start_matches(['/', ' ']);
    let cocok = berikut.is_some_and(|b| b.teks.starts_with(isi));
    if cocok {
        catatan.buang(baris.nomor, JenisPerbaikan::KataTangkap, &baris.teks, false);
    }
    cocok
}

#[cfg(test)]
mod tests {
    use super::super::baris::bersihkan;
    use super::*;

    fn hasil(teks: &str) -> (Vec<String>, Vec<JenisPerbaikan>) {
        let mut catatan = Catatan::default();
        let (daftar, _) = bersihkan(teks, &mut catatan);
        let rapi = rapikan(&daftar, &mut catatan).into_iter().map(|b| b.teks).collect();
        (rapi, catatan.perbaikan.into_iter().map(|p| p.jenis).collect())
    }

    #[test]
    fn a_lone_mark_joins_its_text_and_a_column_goes() {
        assert_eq!(hasil("(1)\nSatu.").0, ["(1) Satu."]);
        let (rapi, jenis) = hasil("Judul\n\n(1)\n\n()\n\n©)\n\n Pasal 3\n\nSatu.");
        assert_eq!(rapi, ["Judul", "Pasal 3", "Satu."]);
        assert_eq!(jenis, [JenisPerbaikan::PenandaLepas]);
    }

    #[test]
    fn page_numbers_and_quantities() {
        assert_eq!(hasil("Satu oleh\n\n12\n\nBupati.").0, ["Satu oleh", "Bupati."]);
        assert_eq!(hasil("paling lama\n14\n(empat belas) hari").0.len(), 3);
        assert_eq!(hasil("paling lama\n14\nhari").0.len(), 3);
    }

    #[test]
    fn catchwords_go_only_when_the_next_line_repeats_them() {
        assert_eq!(hasil("(2) Dalam . . .\n(2) Dalam hal itu.").0, ["(2) Dalam hal itu."]);
        assert_eq!(hasil("Dan lain-lain . . .\nSatu.").0.len(), 2);
    }
}
