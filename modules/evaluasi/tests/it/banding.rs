use evaluasi::model::{Hasil, Instrumen, Nilai, PredikatDari, Sumber};
use evaluasi::rules::banding::{TahunHasil, antarbagian, antartahun, deret_bagian, padanan};
use evaluasi::rules::hitung::hitung;

use crate::{p, pemdi, rata, spbe, spbe_2018};

fn hasil(instrumen: &Instrumen, nilai: &str) -> Hasil {
    hitung(instrumen, &rata(instrumen, nilai), PredikatDari::IndeksPenuh)
}

#[test]
fn years_are_ordered_and_a_new_instrument_is_marked() {
    let (a, b, c, d) = (hasil(spbe_2018(), "2"), hasil(spbe(), "2"), hasil(spbe(), "3"), hasil(pemdi(), "2,5"));
    let tahun = [
        TahunHasil { tahun: 2026, instrumen: pemdi(), hasil: &d },
        TahunHasil { tahun: 2019, instrumen: spbe_2018(), hasil: &a },
        TahunHasil { tahun: 2023, instrumen: spbe(), hasil: &c },
        TahunHasil { tahun: 2021, instrumen: spbe(), hasil: &b },
    ];
    let baris = antartahun(&tahun);
    let ringkas: Vec<_> = baris.iter().map(|b| (b.tahun, b.indeks, b.selisih, b.sebanding)).collect();
    assert_eq!(
        ringkas,
        [
            (2019, p("2"), None, true),
            (2021, p("2"), Some(p("0")), false),
            (2023, p("3"), Some(p("1")), true),
            (2026, p("2,5"), Some(p("-0,5")), false),
        ]
    );
    let deret = deret_bagian(&tahun[1..]);
    assert_eq!(deret.len(), 4);
    assert_eq!(deret[0].titik, [(2019, None), (2021, Some(p("2"))), (2023, Some(p("3")))]);
    assert_eq!(deret_bagian(&tahun).len(), 7, "without domains the aspects are drawn");
    assert!(deret_bagian(&[]).is_empty() && antartahun(&[]).is_empty());
}

#[test]
fn the_domain_that_holds_back_most_comes_first() {
    let mut pasangan: Vec<_> = spbe().indikator.iter().map(|i| (i.kode.clone(), p("4"))).collect();
    pasangan[0].1 = p("1");
    let nilai = Nilai::baru(spbe(), pasangan).unwrap();
    let hasil = hitung(spbe(), &nilai, PredikatDari::IndeksPenuh);
    let baris = antarbagian(spbe(), &hasil);
    assert_eq!(baris.iter().map(|b| b.nomor).collect::<Vec<_>>(), [4, 2, 1, 3]);
    assert_eq!(baris.iter().map(|b| b.sumbangan).sum::<evaluasi::angka::Pecahan>(), hasil.indeks);
    assert_eq!(baris.iter().map(|b| b.masih_bisa).sum::<evaluasi::angka::Pecahan>(), p("5") - hasil.indeks);
    let domain_1 = baris.iter().find(|b| b.nomor == 1).unwrap();
    assert_eq!((domain_1.indeks, domain_1.dari_indeks), (p("3,7"), p("3,7") - hasil.indeks));
}

#[test]
fn an_old_assessment_gives_hints_for_the_new_instrument() {
    let nilai = Nilai::baru(spbe(), [("3", p("2")), ("23", p("4")), ("25", p("3"))]).unwrap();
    let daftar = padanan(spbe(), &nilai, pemdi());
    assert!(daftar.iter().all(|p| p.sumber == Sumber::Analisis));
    let ambil = |kode: &str| daftar.iter().find(|p| p.kode == kode).unwrap();
    assert_eq!(
        ambil("5").dari,
        [("3".to_owned(), Some(p("2"))), ("23".to_owned(), Some(p("4"))), ("43".to_owned(), None)]
    );
    // Weighted by the old weights 1.30 and 1.50.
    assert_eq!(ambil("5").rata_rata, Some((p("2") * p("1,3") + p("4") * p("1,5")) / p("2,8")));
    assert_eq!(ambil("3").rata_rata, Some(p("3")));
    assert_eq!(ambil("9").rata_rata, None);
    // Geospatial data, statistics and data protection have no counterpart.
    assert!(["6", "7", "8"].iter().all(|kode| daftar.iter().all(|p| p.kode != *kode)));
    assert!(padanan(spbe_2018(), &Nilai::kosong(), pemdi()).is_empty());
}
