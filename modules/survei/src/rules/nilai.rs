//! The satisfaction index of PermenPANRB 14/2017, exact: nine elements of one weight, 1/9 each. The usual 0.111 would take
//! the best index to 99.9.

/// Number of elements.
pub const UNSUR: usize = 9;
/// The best answer; the worst one is 1.
pub const TERBAIK: i64 = 4;
/// What takes the index (1 to 4) to its converted value (25 to 100).
const KONVERSI: i128 = 25;

/// An exact fraction that is not negative.
#[derive(Debug, Clone, Copy)]
pub struct Rasio {
    atas: i128,
    bawah: i128,
}

impl Rasio {
    /// `atas / bawah`; none when that is no fraction, or a negative one.
    pub fn new(atas: i128, bawah: i128) -> Option<Rasio> {
        (bawah > 0 && atas >= 0).then_some(Rasio { atas, bawah })
    }

    /// Scaled by ten to the `skala` and rounded to whole, halves upwards: 1/3 at scale 2 is 33. A scale above 9 counts as 9.
    pub fn bulat(self, skala: u8) -> i64 {
        let kali = 10_i128.pow(u32::from(skala.min(9)));
        let atas = self.atas.saturating_mul(kali).saturating_mul(2).saturating_add(self.bawah);
        i64::try_from(atas / self.bawah.saturating_mul(2)).unwrap_or(i64::MAX)
    }

    /// Whether both are the same number.
    pub fn sama(self, lain: Rasio) -> bool {
        self.atas.saturating_mul(lain.bawah) == lain.atas.saturating_mul(self.bawah)
    }
}

/// Answers added up: how many, and the sum of each element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rekap {
    /// Respondents.
    pub n: i64,
    /// Sum of the answers per element, U1 to U9.
    pub jumlah: [i64; UNSUR],
}

impl Rekap {
    /// One answer more.
    pub fn tambah(&mut self, jawaban: &[i64; UNSUR]) {
        self.gabung(&Rekap { n: 1, jumlah: *jawaban });
    }

    /// All answers of both.
    pub fn gabung(&mut self, lain: &Rekap) {
        self.n = self.n.saturating_add(lain.n);
        for (own, more) in self.jumlah.iter_mut().zip(lain.jumlah) {
            *own = own.saturating_add(more);
        }
    }

    fn bagi(&self, jumlah: i64, kali: i128, bawah: i128) -> Option<Rasio> {
        Rasio::new(i128::from(jumlah).saturating_mul(kali), i128::from(self.n).saturating_mul(bawah))
    }

    fn semua(&self) -> i64 {
        self.jumlah.iter().fold(0, |jumlah, satu| jumlah.saturating_add(*satu))
    }

    /// Mean of an element (0 is U1), 1 to 4; none without respondents.
    pub fn rata(&self, unsur: usize) -> Option<Rasio> {
        self.bagi(*self.jumlah.get(unsur)?, 1, 1)
    }

    /// Mean of an element with its weight of 1/9.
    pub fn tertimbang(&self, unsur: usize) -> Option<Rasio> {
        self.bagi(*self.jumlah.get(unsur)?, 1, UNSUR as i128)
    }

    /// Converted value of an element, 25 to 100.
    pub fn konversi_unsur(&self, unsur: usize) -> Option<Rasio> {
        self.bagi(*self.jumlah.get(unsur)?, KONVERSI, 1)
    }

    /// The index, 1 to 4: the sum of the weighted means.
    pub fn indeks(&self) -> Option<Rasio> {
        self.bagi(self.semua(), 1, UNSUR as i128)
    }

    /// The converted index, 25 to 100.
    pub fn konversi(&self) -> Option<Rasio> {
        self.bagi(self.semua(), KONVERSI, UNSUR as i128)
    }

    /// Quality of the whole.
    pub fn mutu(&self) -> Option<Mutu> {
        Some(Mutu::dari(self.konversi()?.bulat(2)))
    }

    /// Quality of an element.
    pub fn mutu_unsur(&self, unsur: usize) -> Option<Mutu> {
        Some(Mutu::dari(self.konversi_unsur(unsur)?.bulat(2)))
    }

    /// The `banyak` elements with the lowest sums, lowest first, equal ones in their order; none without respondents, and never
    /// one that nobody could have judged better.
    pub fn terendah(&self, banyak: usize) -> Vec<usize> {
        if self.n <= 0 {
            return vec![];
        }
        let mut urut: Vec<usize> = (0..UNSUR).collect();
        urut.sort_by_key(|unsur| (self.jumlah.get(*unsur).copied(), *unsur));
        urut.retain(|unsur| self.jumlah.get(*unsur).is_some_and(|jumlah| *jumlah < self.n.saturating_mul(TERBAIK)));
        urut.truncate(banyak);
        urut
    }
}

/// Quality of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mutu {
    /// 88.31 to 100.
    A,
    /// 76.61 to 88.30.
    B,
    /// 65.00 to 76.60.
    C,
    /// 25 to 64.99.
    D,
}

impl Mutu {
    /// All, from best to worst, each with its lower bound in hundredths of the converted value.
    pub const SEMUA: [(Mutu, i64); 4] = [(Mutu::A, 8831), (Mutu::B, 7661), (Mutu::C, 6500), (Mutu::D, 2500)];

    /// From the converted value, rounded to hundredths: so there is no gap between the bands, whose published bounds are
    /// themselves rounded.
    pub fn dari(perseratus: i64) -> Mutu {
        Mutu::SEMUA.into_iter().find(|(_, bawah)| perseratus >= *bawah).map_or(Mutu::D, |(mutu, _)| mutu)
    }

    /// The letter.
    pub const fn huruf(self) -> &'static str {
        match self {
            Mutu::A => "A",
            Mutu::B => "B",
            Mutu::C => "C",
            Mutu::D => "D",
        }
    }

    /// What it means.
    pub const fn kinerja(self) -> &'static str {
        match self {
            Mutu::A => "Sangat Baik",
            Mutu::B => "Baik",
            Mutu::C => "Kurang Baik",
            Mutu::D => "Tidak Baik",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rekap(jawaban: &[[i64; UNSUR]]) -> Rekap {
        let mut rekap = Rekap::default();
        for satu in jawaban {
            rekap.tambah(satu);
        }
        rekap
    }

    #[test]
    fn the_best_and_the_worst_are_whole() {
        let table = [(4, 10_000, Mutu::A), (3, 7_500, Mutu::C), (2, 5_000, Mutu::D), (1, 2_500, Mutu::D)];
        for (nilai, konversi, mutu) in table {
            let rekap = rekap(&[[nilai; UNSUR]; 7]);
            assert_eq!(rekap.konversi().unwrap().bulat(2), konversi);
            assert_eq!(rekap.indeks().unwrap().bulat(0), nilai);
            assert_eq!(rekap.mutu(), Some(mutu));
        }
    }

    #[test]
    fn a_worked_example() {
        // Two respondents: U1 has 3 and 4, the others 3 and 3.
        let mut satu = [3; UNSUR];
        satu[0] = 4;
        let rekap = rekap(&[satu, [3; UNSUR]]);
        assert_eq!(rekap.rata(0).unwrap().bulat(3), 3_500);
        assert_eq!(rekap.tertimbang(0).unwrap().bulat(4), 3_889);
        assert_eq!(rekap.indeks().unwrap().bulat(4), 30_556);
        assert_eq!(rekap.konversi().unwrap().bulat(2), 7_639);
        assert_eq!(rekap.mutu(), Some(Mutu::C));
        assert_eq!(rekap.terendah(2), [1, 2]);
        assert_eq!(rekap.mutu_unsur(0), Some(Mutu::B));
    }

    #[test]
    fn the_bands_have_no_gap() {
        let table = [
            (10_000, Mutu::A),
            (8_831, Mutu::A),
            (8_830, Mutu::B),
            (7_661, Mutu::B),
            (7_660, Mutu::C),
            (6_500, Mutu::C),
            (6_499, Mutu::D),
            (2_500, Mutu::D),
        ];
        for (nilai, mutu) in table {
            assert_eq!(Mutu::dari(nilai), mutu, "{nilai}");
        }
    }

    #[test]
    fn nobody_has_no_index() {
        let rekap = Rekap::default();
        assert!(rekap.konversi().is_none() && rekap.mutu().is_none() && rekap.rata(0).is_none());
        assert!(rekap.terendah(3).is_empty());
        assert!(rekap.rata(UNSUR).is_none());
    }

    #[test]
    fn what_is_full_is_not_low() {
        assert!(self::rekap(&[[4; UNSUR]]).terendah(3).is_empty());
    }

    #[test]
    fn halves_go_up() {
        let table = [((1, 3), 2, 33), ((2, 3), 2, 67), ((1, 8), 2, 13), ((5, 1), 0, 5), ((0, 7), 4, 0)];
        for ((atas, bawah), skala, harap) in table {
            assert_eq!(Rasio::new(atas, bawah).unwrap().bulat(skala), harap);
        }
        assert!(Rasio::new(1, 0).is_none() && Rasio::new(-1, 2).is_none());
    }

    fn jawaban() -> impl Strategy<Value = Vec<[i64; UNSUR]>> {
        prop::collection::vec(prop::array::uniform9(1_i64..=TERBAIK), 1..200)
    }

    proptest! {
        #[test]
        fn the_index_stays_between_the_worst_and_the_best(jawaban in jawaban()) {
            let rekap = rekap(&jawaban);
            let konversi = rekap.konversi().unwrap().bulat(2);
            prop_assert!((2_500..=10_000).contains(&konversi));
            // 25 times the index is the converted value, exactly.
            let indeks = rekap.indeks().unwrap();
            prop_assert!(Rasio::new(indeks.atas * 25, indeks.bawah).unwrap().sama(rekap.konversi().unwrap()));
        }

        #[test]
        fn weighted_means_add_up_to_the_index(jawaban in jawaban()) {
            let rekap = rekap(&jawaban);
            let mut atas = 0_i128;
            let mut bawah = 1;
            for unsur in 0..UNSUR {
                let satu = rekap.tertimbang(unsur).unwrap();
                bawah = satu.bawah;
                atas += satu.atas;
            }
            prop_assert!(Rasio::new(atas, bawah).unwrap().sama(rekap.indeks().unwrap()));
        }

        #[test]
        fn parts_give_what_the_whole_gives(jawaban in jawaban(), potong in 0_usize..200) {
            let potong = potong.min(jawaban.len());
            let mut kiri = rekap(&jawaban[..potong]);
            kiri.gabung(&rekap(&jawaban[potong..]));
            prop_assert_eq!(kiri, rekap(&jawaban));
        }

        #[test]
        fn a_better_answer_never_lowers_the_index(jawaban in jawaban(), unsur in 0_usize..UNSUR) {
            let sebelum = rekap(&jawaban);
            let mut lebih = jawaban;
            lebih[0][unsur] = TERBAIK;
            let sesudah = rekap(&lebih);
            prop_assert!(sesudah.konversi().unwrap().bulat(9) >= sebelum.konversi().unwrap().bulat(9));
            prop_assert!(sesudah.mutu() <= sebelum.mutu(), "A comes before D");
        }

        #[test]
        fn every_rounded_value_has_one_band(nilai in 2_500_i64..=10_000) {
            let mutu = Mutu::dari(nilai);
            let place = Mutu::SEMUA.iter().position(|(own, _)| *own == mutu).unwrap();
            prop_assert!(nilai >= Mutu::SEMUA[place].1);
            prop_assert!(place == 0 || nilai < Mutu::SEMUA[place - 1].1);
        }

        #[test]
        fn the_lowest_are_the_lowest(jawaban in jawaban()) {
            let rekap = rekap(&jawaban);
            let rendah = rekap.terendah(3);
            for unsur in (0..UNSUR).filter(|unsur| !rendah.contains(unsur)) {
                prop_assert!(rendah.iter().all(|satu| rekap.jumlah[*satu] <= rekap.jumlah[unsur]));
            }
        }
    }
}
