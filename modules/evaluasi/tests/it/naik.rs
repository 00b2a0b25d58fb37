use evaluasi::angka::Pecahan;
use evaluasi::model::{Indikator, Instrumen, Nilai, PredikatDari};
use evaluasi::rules::fakta::{Fakta, IsiFakta, periksa};
use evaluasi::rules::hitung::{hitung, predikat};
use evaluasi::rules::naik::peluang;
use evaluasi::rules::paket::{Susunan, paket_ke_predikat, upaya_menurut_tingkat, upaya_sama};
use proptest::prelude::*;
use time::macros::date;

use crate::{kecil, p, pemdi, rata, spbe, spbe_2018};

#[test]
fn the_heaviest_open_indicator_comes_first() {
    let daftar = peluang(spbe(), &rata(spbe(), "3"), &Nilai::kosong());
    assert_eq!(daftar.len(), 47);
    assert_eq!(
        (daftar[0].kode.as_str(), daftar[0].tambah_satu, daftar[0].tambah_ke_sasaran),
        ("42", p("0,03"), p("0,06"))
    );
    assert_eq!(daftar[46].tambah_satu, p("0,013"));
    assert!(daftar.is_sorted_by(|a, b| a.tambah_satu >= b.tambah_satu));
}

#[test]
fn gains_are_what_the_index_really_gains() {
    let nilai = Nilai::baru(pemdi(), [("1", p("3,4")), ("20", p("4,6")), ("19", p("5")), ("2", p("0"))]).unwrap();
    let sasaran = Nilai::baru(pemdi(), [("1", p("4")), ("20", p("2"))]).unwrap();
    let daftar = peluang(pemdi(), &nilai, &sasaran);
    assert!(daftar.iter().all(|k| k.kode != "19"), "the top cannot be raised");
    let ambil = |kode: &str| daftar.iter().find(|k| k.kode == kode).unwrap();
    assert_eq!(
        (ambil("1").naik_satu, ambil("1").tambah_satu, ambil("1").tambah_ke_sasaran),
        (p("4,4"), p("0,05"), p("0,03"))
    );
    assert_eq!((ambil("20").naik_satu, ambil("20").tambah_satu), (p("5"), p("0,06")));
    assert_eq!(ambil("20").tambah_ke_sasaran, p("0"), "a target below the score gains nothing");
    assert_eq!((ambil("2").kini, ambil("2").naik_satu), (p("0"), p("1")));
}

#[test]
fn the_package_reaches_the_next_predicate_and_not_more() {
    let nilai = rata(spbe(), "2");
    let paket = paket_ke_predikat(spbe(), &nilai, PredikatDari::IndeksPenuh, &upaya_sama).unwrap();
    assert_eq!((paket.tujuan.nama.as_str(), paket.kurang), ("Baik", p("0,6")));
    // 60 per cent of weight: three levels each on six indicators of 3.00 give 54, three levels of 2.75 the rest.
    assert_eq!((paket.hemat.upaya, paket.serakah.upaya), (21, 21));
    assert!(paket.hemat.indeks >= p("2,6"));
    assert!(paket.penjelasan().contains("sudah menghasilkan upaya terkecil"), "{}", paket.penjelasan());
    assert!(paket.penjelasan().starts_with("Menuju Baik dibutuhkan tambahan indeks 0,6000."), "{}", paket.penjelasan());
}

#[test]
fn dearer_high_levels_spread_the_raises() {
    let nilai = rata(spbe(), "2");
    let paket = paket_ke_predikat(spbe(), &nilai, PredikatDari::IndeksPenuh, &upaya_menurut_tingkat).unwrap();
    assert!(paket.hemat.langkah.iter().all(|l| l.ke == p("3")), "{:?}", paket.hemat.langkah);
    assert_eq!(paket.hemat.langkah.len(), 22);
}

#[test]
fn two_decimals_need_half_a_hundredth_less() {
    let nilai = rata(spbe_2018(), "2");
    let penuh = paket_ke_predikat(spbe_2018(), &nilai, PredikatDari::IndeksPenuh, &upaya_sama).unwrap();
    let dua = paket_ke_predikat(spbe_2018(), &nilai, PredikatDari::Indeks2Desimal, &upaya_sama).unwrap();
    assert_eq!((penuh.kurang, dua.kurang), (p("0,6"), p("0,595")));
    assert_eq!(predikat(spbe_2018(), dua.hemat.indeks, PredikatDari::Indeks2Desimal).nama, "Baik");
}

#[test]
fn at_the_top_there_is_no_package() {
    assert_eq!(paket_ke_predikat(spbe(), &rata(spbe(), "5"), PredikatDari::IndeksPenuh, &upaya_sama), None);
    assert!(peluang(spbe(), &rata(spbe(), "5"), &Nilai::kosong()).is_empty());
}

#[test]
fn greedy_can_be_dearer_than_exact() {
    // From 2.3 to 2.5: the heavy indicator gains most per effort but alone costs 7; two light ones cost 3 + 2.
    let instrumen = kecil();
    let nilai = Nilai::baru(&instrumen, [("1", p("3")), ("2", p("2")), ("3", p("3")), ("4", p("2"))]).unwrap();
    let upaya = |i: &Indikator, _: Pecahan| match i.kode.as_str() {
        "1" => 5,
        "2" => 6,
        "3" => 8,
        _ => 10,
    };
    let paket = paket_ke_predikat(&instrumen, &nilai, PredikatDari::IndeksPenuh, &upaya).unwrap();
    assert_eq!(paket.kurang, p("0,1"));
    assert_eq!(paket.hemat.langkah.iter().map(|l| l.kode.as_str()).collect::<Vec<_>>(), ["1"]);
    assert_eq!((paket.serakah.upaya, paket.hemat.upaya), (10, 5));
    assert!(paket.penjelasan().contains("upaya 10, sedangkan susunan terhemat 5"), "{}", paket.penjelasan());
}

#[test]
fn greedy_drops_what_a_later_raise_makes_needless() {
    // 0.3 is missing. Indicator 1 is cheapest per gain but adds only 0.1; indicator 4 then adds 0.4 and suffices alone.
    let instrumen = kecil();
    let nilai = Nilai::baru(&instrumen, [("1", p("4")), ("2", p("5")), ("3", p("5")), ("4", p("2"))]).unwrap();
    let upaya = |i: &Indikator, _: Pecahan| if i.kode == "1" { 1 } else { 5 };
    let paket = paket_ke_predikat(&instrumen, &nilai, PredikatDari::IndeksPenuh, &upaya).unwrap();
    assert_eq!(paket.kurang, p("0,3"));
    assert_eq!(paket.serakah.langkah.iter().map(|l| l.kode.as_str()).collect::<Vec<_>>(), ["4"]);
    assert_eq!((paket.serakah.upaya, paket.hemat.upaya), (5, 5));
}

/// Least effort by trying every combination.
fn coba_semua(instrumen: &Instrumen, nilai: &Nilai, ambang: Pecahan, upaya: &[u32]) -> u32 {
    let mut terbaik = u32::MAX;
    for kombinasi in 0..6_usize.pow(4) {
        let langkah: Vec<u32> = (0..4).map(|n| (kombinasi / 6_usize.pow(n) % 6) as u32).collect();
        let mut biaya = 0;
        let mut jumlah = p("0");
        let mut sah = true;
        for (n, indikator) in instrumen.indikator.iter().enumerate() {
            let sesudah = nilai.dihitung(&indikator.kode) + Pecahan::from_integer(i128::from(langkah[n]));
            sah &= sesudah <= p("5");
            biaya += langkah[n] * upaya[n];
            jumlah += sesudah * indikator.bobot / p("100");
        }
        if sah && jumlah >= ambang {
            terbaik = terbaik.min(biaya);
        }
    }
    terbaik
}

fn sungguh(instrumen: &Instrumen, nilai: &Nilai, susunan: &Susunan) -> Pecahan {
    let pasangan = instrumen.indikator.iter().map(|i| {
        let ke = susunan.langkah.iter().find(|l| l.kode == i.kode).map(|l| l.ke);
        (i.kode.clone(), ke.unwrap_or_else(|| nilai.dihitung(&i.kode)))
    });
    hitung(instrumen, &Nilai::baru(instrumen, pasangan).unwrap(), PredikatDari::IndeksPenuh).indeks
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_exact_package_is_the_cheapest(angka in prop::collection::vec(0_i128..=5, 4), upaya in prop::collection::vec(1_u32..=9, 4)) {
        let instrumen = kecil();
        let nilai = Nilai::baru(&instrumen, instrumen.indikator.iter().map(|i| &i.kode).zip(angka.iter().map(|n| Pecahan::from_integer(*n)))).unwrap();
        let biaya = |i: &Indikator, _: Pecahan| upaya[i.kode.parse::<usize>().unwrap() - 1];
        let Some(paket) = paket_ke_predikat(&instrumen, &nilai, PredikatDari::IndeksPenuh, &biaya) else {
            prop_assert!(hitung(&instrumen, &nilai, PredikatDari::IndeksPenuh).indeks >= p("4"));
            return Ok(());
        };
        prop_assert_eq!(paket.hemat.upaya, coba_semua(&instrumen, &nilai, paket.tujuan.batas_bawah, &upaya));
        prop_assert!(paket.serakah.upaya >= paket.hemat.upaya);
        for susunan in [&paket.serakah, &paket.hemat] {
            prop_assert!(susunan.indeks >= paket.tujuan.batas_bawah);
            prop_assert_eq!(susunan.upaya, susunan.langkah.iter().map(|l| l.upaya).sum::<u32>());
            prop_assert_eq!(susunan.indeks, sungguh(&instrumen, &nilai, susunan));
        }
    }

    #[test]
    fn with_equal_effort_greedy_needs_as_few_levels_as_exact(angka in prop::collection::vec(0_i128..=5, 47)) {
        let nilai = Nilai::baru(spbe(), spbe().indikator.iter().map(|i| &i.kode).zip(angka.iter().map(|n| Pecahan::from_integer(*n)))).unwrap();
        if let Some(paket) = paket_ke_predikat(spbe(), &nilai, PredikatDari::IndeksPenuh, &upaya_sama) {
            prop_assert_eq!(paket.serakah.upaya, paket.hemat.upaya);
            prop_assert_eq!(paket.hemat.indeks, sungguh(spbe(), &nilai, &paket.hemat));
        }
    }
}

fn fakta(indikator: &str, isi: IsiFakta, sampai: Option<u8>) -> Fakta {
    Fakta {
        indikator: indikator.to_owned(),
        judul: "Perangkat daerah tersambung".to_owned(),
        isi,
        mendukung_sampai: sampai,
        alasan: "Tingkat 3 meminta seluruh perangkat daerah.".to_owned(),
    }
}

#[test]
fn a_claim_above_the_facts_is_warned_about() {
    let nilai = Nilai::baru(spbe(), [("17", p("4")), ("18", p("2")), ("1", p("3"))]).unwrap();
    let daftar = [
        fakta("17", IsiFakta::Persen(p("62,5")), Some(2)),
        fakta("17", IsiFakta::YaTidak(false), Some(3)),
        fakta("17", IsiFakta::Jumlah(7), None),
        fakta("18", IsiFakta::Jumlah(7), Some(2)),
        fakta("19", IsiFakta::Jumlah(0), Some(0)),
        fakta("99", IsiFakta::Jumlah(0), Some(0)),
        fakta("1", IsiFakta::Tanggal(date!(2024 - 03 - 09)), Some(5)),
    ];
    let peringatan = periksa(spbe(), &nilai, &daftar);
    assert_eq!(peringatan.len(), 1, "{peringatan:?}");
    let satu = &peringatan[0];
    assert_eq!((satu.kode.as_str(), satu.diklaim, satu.didukung, satu.pesan.len()), ("17", p("4"), 2, 2));
    assert_eq!(
        satu.pesan[0],
        "Perangkat daerah tersambung: 62,5 %. Catatan ini mendukung paling tinggi tingkat 2, sedangkan yang diklaim 4. Tingkat 3 meminta seluruh perangkat daerah."
    );
    assert!(satu.pesan[1].contains(": tidak. "), "{}", satu.pesan[1]);
}

#[test]
fn a_decimal_claim_contradicts_only_below_its_whole_part() {
    let nilai = Nilai::baru(pemdi(), [("14", p("3,9"))]).unwrap();
    assert!(periksa(pemdi(), &nilai, &[fakta("14", IsiFakta::Jumlah(3), Some(3))]).is_empty());
    assert_eq!(periksa(pemdi(), &nilai, &[fakta("14", IsiFakta::Jumlah(3), Some(2))]).len(), 1);
}

#[test]
fn facts_are_written_for_people() {
    for (isi, teks) in [
        (IsiFakta::Jumlah(12), "12"),
        (IsiFakta::Tanggal(date!(2024 - 03 - 09)), "09-03-2024"),
        (IsiFakta::Persen(p("62,50")), "62,5 %"),
        (IsiFakta::YaTidak(true), "ya"),
    ] {
        assert_eq!(isi.teks(), teks);
    }
}
