//! How much two complaints say the same.
use std::collections::BTreeSet;

use kernel::indonesia::kata;

/// From here on two complaints are shown side by side.
pub const AMBANG: f64 = 0.3;

/// Words that stand in every complaint.
const LAZIM: &[&str] = &[
    "mohon", "tolong", "lapor", "bapak", "ibu", "pak", "bu", "desa", "jalan", "ada", "sudah", "belum", "hari", "warga",
];

/// The stems of a complaint that count.
pub fn pokok(judul: &str, uraian: &str) -> BTreeSet<String> {
    let semua = kata::stems(&format!("{judul} {uraian}"));
    semua.into_iter().filter(|satu| satu.chars().count() > 2 && !LAZIM.contains(&satu.as_str())).collect()
}

/// From 0 to 1: the part of the words of the shorter one that the other has too, a little less for short texts, and more in the same
/// village or category.
pub fn nilai(satu: &BTreeSet<String>, lain: &BTreeSet<String>, sedesa: bool, sekategori: bool) -> f64 {
    let sama = satu.intersection(lain).count();
    let pendek = satu.len().min(lain.len());
    if sama < 2 || pendek == 0 {
        return 0.0;
    }
    let hitung = |banyak: usize| f64::from(u32::try_from(banyak).unwrap_or(u32::MAX));
    let dasar = hitung(sama) / (hitung(pendek) + 2.0);
    let tambah = if sedesa { 0.1 } else { 0.0 } + if sekategori { 0.1 } else { 0.0 };
    (dasar * 0.8 + tambah).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_hole_is_known_again() {
        let satu =
            pokok("Lubang besar di jalan pasar", "Ada lubang besar di depan pasar, motor sering jatuh saat hujan");
        let sama = pokok("Jalan depan pasar berlubang", "Sudah dua motor terjatuh karena lubang besar di depan pasar");
        let lain = pokok("Lampu jalan padam", "Tiga lampu di depan sekolah padam sejak minggu lalu");
        assert!(nilai(&satu, &sama, true, true) >= AMBANG);
        assert!(nilai(&satu, &lain, true, false) < AMBANG);
        assert!(nilai(&satu, &BTreeSet::new(), true, true) < AMBANG);
        let penuh = nilai(&satu, &satu, true, true);
        assert!(penuh > nilai(&satu, &sama, true, true) && penuh <= 1.0);
    }
}
