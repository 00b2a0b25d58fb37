//! The 621 results published for 2023: each index from its four domain values, each predicate under the two-decimal basis.

use evaluasi::angka::Pecahan;
use evaluasi::model::PredikatDari;
use evaluasi::rules::hitung::{hitung, indeks_dari_domain, predikat};

use crate::{p, spbe};

const HASIL: &str = include_str!("../../../../data/hasil/spbe_2023.csv");

struct Baris {
    instansi: String,
    domain: Vec<Pecahan>,
    indeks: Pecahan,
    predikat: String,
}

fn baris() -> Vec<Baris> {
    csv::Reader::from_reader(HASIL.as_bytes())
        .records()
        .map(|rekaman| {
            let rekaman = rekaman.unwrap();
            Baris {
                instansi: rekaman[0].to_owned(),
                domain: (2..6).map(|kolom| p(&rekaman[kolom])).collect(),
                indeks: p(&rekaman[6]),
                predikat: rekaman[7].to_owned(),
            }
        })
        .collect()
}

#[test]
fn every_index_is_reproduced_from_its_domains() {
    let baris = baris();
    assert_eq!(baris.len(), 621);
    let mut terjauh = p("0");
    for b in &baris {
        let hitungan = indeks_dari_domain(spbe(), &b.domain).unwrap();
        let selisih = if hitungan > b.indeks { hitungan - b.indeks } else { b.indeks - hitungan };
        assert!(selisih <= p("0,008"), "{}: {hitungan} lawan {}", b.instansi, b.indeks);
        terjauh = terjauh.max(selisih);
    }
    // The published domain values are themselves rounded to two decimals: half a hundredth of each domain's weight plus half
    // a hundredth of the index bounds the difference at 0.01.
    assert!(terjauh > p("0,007"), "the tolerance is not idle");
}

#[test]
fn every_predicate_follows_from_two_decimals() {
    for b in &baris() {
        let hitungan = indeks_dari_domain(spbe(), &b.domain).unwrap();
        for indeks in [b.indeks, hitungan] {
            assert_eq!(predikat(spbe(), indeks, PredikatDari::Indeks2Desimal).nama, b.predikat, "{}", b.instansi);
        }
    }
}

#[test]
fn the_full_index_would_have_lowered_three_predicates() {
    let turun: Vec<String> = baris()
        .into_iter()
        .filter(|b| {
            let hitungan = indeks_dari_domain(spbe(), &b.domain).unwrap();
            predikat(spbe(), hitungan, PredikatDari::IndeksPenuh).nama != b.predikat
        })
        .map(|b| b.instansi)
        .collect();
    assert_eq!(turun, ["Pemerintah Kab. Nias Barat", "Pemerintah Kota Serang", "Pemerintah Kab. Boven Digoel"]);
}

#[test]
fn published_domains_are_means_of_whole_levels() {
    // Ten equal indicators in domain 1: its value is a multiple of 0.1, which only whole scores give.
    for b in &baris() {
        assert!((b.domain[0] * p("10")).is_integer(), "{}", b.instansi);
    }
    let satu = spbe().indikator_aspek(1).count();
    assert_eq!(satu, 10);
    assert_eq!(hitung(spbe(), &crate::rata(spbe(), "3"), PredikatDari::IndeksPenuh).domain[0].indeks, p("3"));
}
