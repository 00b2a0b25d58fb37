use std::collections::BTreeMap;

use evaluasi::model::{AturanKesegaran, Sumber};
use evaluasi::rules::tingkat::{Halangan, Kesegaran, Pemenuhan, kesegaran, tingkat_tercapai};
use time::Date;
use time::macros::date;

use crate::{pemdi, spbe, spbe_2018};

const NILAI: Date = date!(2025 - 05 - 10);

fn penuhi(tingkat: &[u8], reviu: Option<Date>) -> BTreeMap<u8, Pemenuhan> {
    tingkat.iter().map(|t| (*t, Pemenuhan { terpenuhi: true, tanggal_reviu: reviu })).collect()
}

#[test]
fn the_level_below_must_hold_first() {
    let indikator = spbe().indikator("1").unwrap();
    let segar = Some(date!(2025 - 01 - 05));
    for (dipenuhi, tingkat, terhalang, lewat) in [
        (&[][..], 0, Some(1), &[][..]),
        (&[1], 1, Some(2), &[]),
        (&[1, 2, 3], 3, Some(4), &[]),
        (&[1, 3, 4], 1, Some(2), &[3, 4]),
        (&[2, 3], 0, Some(1), &[2, 3]),
        (&[1, 2, 3, 5], 3, Some(4), &[5]),
        (&[1, 2, 3, 4, 5], 5, None, &[]),
    ] {
        let hasil = tingkat_tercapai(spbe(), indikator, &penuhi(dipenuhi, segar), NILAI);
        assert_eq!(hasil.tingkat, tingkat, "{dipenuhi:?}");
        assert_eq!(hasil.terhalang.map(|(t, _)| t), terhalang, "{dipenuhi:?}");
        assert_eq!(hasil.tidak_dihitung, lewat, "{dipenuhi:?}");
    }
}

#[test]
fn the_explanation_says_why_not_higher() {
    let indikator = spbe().indikator("1").unwrap();
    let kata =
        |dipenuhi: &[u8], reviu| tingkat_tercapai(spbe(), indikator, &penuhi(dipenuhi, reviu), NILAI).penjelasan();
    assert_eq!(
        kata(&[1, 3, 5], Some(date!(2025 - 01 - 05))),
        "Tingkat 1 tercapai. Tingkat 2 belum karena kriterianya belum terpenuhi. Kriteria tingkat 3 dan 5 sudah terpenuhi, tetapi belum dihitung karena tingkat di bawahnya belum lengkap."
    );
    assert_eq!(
        kata(&[], None),
        "Belum ada tingkat yang terpenuhi. Tingkat 1 belum karena kriterianya belum terpenuhi."
    );
    assert_eq!(kata(&[1, 2, 3, 4, 5], Some(NILAI)), "Tingkat 5 tercapai; ini tingkat tertinggi.");
    assert_eq!(
        kata(&[1, 2, 3, 4], Some(date!(2023 - 05 - 10))),
        "Tingkat 3 tercapai. Tingkat 4 belum. Bukti reviu tidak lagi berlaku sejak 10 Mei 2025; lakukan reviu baru agar tingkat ini dapat dihitung."
    );
    assert_eq!(
        kata(&[1, 2, 3, 4], None),
        "Tingkat 3 tercapai. Tingkat 4 belum. Tanggal reviu belum diisi, jadi umurnya tidak dapat diperiksa."
    );
}

#[test]
fn a_review_matters_only_on_the_level_that_asks_for_it() {
    let lama = Some(date!(2020 - 01 - 01));
    // Indicator 3 asks at level 5, services at level 5, the others at level 4.
    for (kode, tingkat) in [("1", 3), ("3", 4), ("31", 3), ("32", 4), ("47", 4)] {
        let indikator = spbe().indikator(kode).unwrap();
        let hasil = tingkat_tercapai(spbe(), indikator, &penuhi(&[1, 2, 3, 4, 5], lama), NILAI);
        assert_eq!(hasil.tingkat, tingkat, "{kode}");
        assert!(
            matches!(hasil.terhalang, Some((t, Halangan::Reviu(Kesegaran::Kedaluwarsa { .. }))) if t == tingkat + 1)
        );
    }
    let bebas = spbe_2018().indikator("1").unwrap();
    assert_eq!(tingkat_tercapai(spbe_2018(), bebas, &penuhi(&[1, 2, 3, 4, 5], lama), NILAI).tingkat, 5);
    let manusia = pemdi().indikator("3").unwrap();
    assert_eq!(tingkat_tercapai(pemdi(), manusia, &penuhi(&[1, 2, 3, 4, 5], None), NILAI).tingkat, 5);
}

#[test]
fn level_zero_of_2018_demands_nothing() {
    let indikator = spbe_2018().indikator("35-2").unwrap();
    let hasil = tingkat_tercapai(spbe_2018(), indikator, &BTreeMap::new(), NILAI);
    assert_eq!((hasil.tingkat, hasil.terhalang), (0, Some((1, Halangan::BelumTerpenuhi))));
    assert_eq!(tingkat_tercapai(spbe_2018(), indikator, &penuhi(&[1, 2], None), NILAI).tingkat, 2);
}

#[test]
fn two_years_are_over_on_the_anniversary() {
    let aturan = AturanKesegaran { bulan: 24, sumber: Sumber::Pedoman, catatan: String::new() };
    for (reviu, dinilai, hasil) in [
        (date!(2023 - 05 - 11), NILAI, Kesegaran::Segar { sampai: date!(2025 - 05 - 10) }),
        (date!(2023 - 05 - 10), NILAI, Kesegaran::Kedaluwarsa { sejak: date!(2025 - 05 - 10) }),
        (date!(2025 - 05 - 10), NILAI, Kesegaran::Segar { sampai: date!(2027 - 05 - 09) }),
        (date!(2025 - 05 - 11), NILAI, Kesegaran::SesudahPenilaian),
        (date!(2024 - 02 - 29), date!(2026 - 02 - 27), Kesegaran::Segar { sampai: date!(2026 - 02 - 27) }),
        (date!(2024 - 02 - 29), date!(2026 - 02 - 28), Kesegaran::Kedaluwarsa { sejak: date!(2026 - 02 - 28) }),
        (date!(2022 - 12 - 31), date!(2024 - 12 - 30), Kesegaran::Segar { sampai: date!(2024 - 12 - 30) }),
    ] {
        assert_eq!(kesegaran(&aturan, Some(reviu), dinilai), hasil, "{reviu} {dinilai}");
        assert_eq!(hasil.menopang(), matches!(hasil, Kesegaran::Segar { .. }));
    }
    assert_eq!(kesegaran(&aturan, None, NILAI), Kesegaran::TanpaTanggal);
    let setengah = AturanKesegaran { bulan: 6, ..aturan };
    assert_eq!(
        kesegaran(&setengah, Some(date!(2024 - 08 - 31)), date!(2025 - 02 - 27)),
        Kesegaran::Segar { sampai: date!(2025 - 02 - 27) }
    );
}
