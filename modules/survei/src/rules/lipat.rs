//! Small groups: who stands alone in a group could be recognised by the figure, so groups of fewer than five are shown together.
use super::nilai::Rekap;

/// Fewest respondents of a group that is shown by itself.
pub const TERKECIL: i64 = 5;

/// What may be shown of groups that make up one whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lipatan<K> {
    /// Groups shown by themselves, in the order given.
    pub tampil: Vec<(K, Rekap)>,
    /// Those that are shown as one; none when there are none.
    pub gabungan: Option<Rekap>,
    /// How many groups are in it.
    pub banyak: usize,
}

/// Folds groups of fewer than [`TERKECIL`] together. When those together are still fewer, the smallest of the others joins them:
/// or they could be reckoned from the whole. When nothing is left to be told apart, nothing is.
pub fn lipat<K>(kelompok: Vec<(K, Rekap)>) -> Lipatan<K> {
    let mut semua: Vec<(usize, K, Rekap)> = kelompok
        .into_iter()
        .enumerate()
        .filter(|(_, (_, rekap))| rekap.n > 0)
        .map(|(place, (kunci, rekap))| (place, kunci, rekap))
        .collect();
    semua.sort_by_key(|(_, _, rekap)| rekap.n);
    let mut gabungan = Rekap::default();
    let mut banyak = 0;
    let mut tampil = vec![];
    for (place, kunci, rekap) in semua {
        let kecil = rekap.n < TERKECIL;
        let belum_cukup = banyak > 0 && gabungan.n < TERKECIL;
        if kecil || belum_cukup {
            gabungan.gabung(&rekap);
            banyak += 1;
        } else {
            tampil.push((place, kunci, rekap));
        }
    }
    tampil.sort_by_key(|(place, _, _)| *place);
    let tampil: Vec<(K, Rekap)> = tampil.into_iter().map(|(_, kunci, rekap)| (kunci, rekap)).collect();
    // One group alone is the whole: its split says nothing, and a whole of fewer than five is not split at all.
    Lipatan { tampil, gabungan: (banyak > 0).then_some(gabungan), banyak }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rekap(n: i64) -> Rekap {
        Rekap { n, jumlah: [n * 3; 9] }
    }

    /// Groups shown, those folded together, and how many they are.
    type Hasil = (Vec<i64>, Option<i64>, usize);

    fn dilipat(ukuran: &[i64]) -> Hasil {
        let lipatan = lipat(ukuran.iter().map(|n| ((), rekap(*n))).collect());
        (lipatan.tampil.iter().map(|(_, rekap)| rekap.n).collect(), lipatan.gabungan.map(|r| r.n), lipatan.banyak)
    }

    #[test]
    fn small_groups_are_shown_together() {
        let table: [(&[i64], Hasil); 7] = [
            (&[], (vec![], None, 0)),
            (&[10, 20], (vec![10, 20], None, 0)),
            (&[0, 20], (vec![20], None, 0)),
            (&[3, 10, 4, 20], (vec![10, 20], Some(7), 2)),
            // One small group could be reckoned from the whole: the next one joins.
            (&[20, 3, 10], (vec![20], Some(13), 2)),
            (&[2, 2], (vec![], Some(4), 2)),
            (&[4, 9], (vec![], Some(13), 2)),
        ];
        for (ukuran, harap) in table {
            assert_eq!(dilipat(ukuran), harap, "{ukuran:?}");
        }
    }

    proptest! {
        #[test]
        fn nobody_stands_alone_and_nobody_is_lost(ukuran in prop::collection::vec(0_i64..30, 0..12)) {
            let (tampil, gabungan, banyak) = dilipat(&ukuran);
            prop_assert!(tampil.iter().all(|n| *n >= TERKECIL));
            prop_assert_eq!(tampil.iter().sum::<i64>() + gabungan.unwrap_or(0), ukuran.iter().sum::<i64>());
            prop_assert!(gabungan.is_none_or(|n| n >= TERKECIL || tampil.is_empty()));
            prop_assert_eq!(tampil.len() + banyak, ukuran.iter().filter(|n| **n > 0).count());
        }
    }
}
