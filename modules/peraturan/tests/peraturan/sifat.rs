//! Properties that hold for every input.

use std::time::{Duration, Instant};

use peraturan::urai::{Meta, akn, istilah, json, rujukan, urai};
use proptest::prelude::*;

use crate::kata::selisih;

/// Lines that mean something to the parser, and noise.
fn baris() -> impl Strategy<Value = String> {
    let tetap = prop::sample::select(vec![
        "",
        "",
        "BAB I",
        "BABI KETENTUAN UMUM Pasal 1",
        "BAB II",
        "KETENTUAN UMUM",
        "Bagian Kesatu",
        "Bagian Kedua Umum",
        "Paragraf 1",
        "Pasal 1",
        "Pasal 2",
        "Pasal l0",
        "Pasal O",
        "Pasal 3 (1) Satu.",
        "(1) Satu:",
        "(2) Dua.",
        "(1)",
        "()",
        "@ Empat.",
        "(20 Dua.",
        "a. alfa;",
        "b. beta; dan",
        "C. gama.",
        ". delta;",
        "1. satu;",
        "2. dua.",
        "a) x;",
        "1) y;",
        "Bupati menetapkan.",
        "dan",
        "meliputi:",
        "Menimbang :",
        "a. bahwa satu;",
        "Mengingat : 1. Undang-Undang Nomor 1 Tahun 2003 tentang Uji;",
        "MEMUTUSKAN :",
        "Menetapkan :",
        "PERATURAN BUPATI CONTOH",
        "NOMOR | TAHUN 2020",
        "TENTANG",
        "PARAF KOORDINASI",
        "Sekda\tK",
        "- 4 -",
        "7",
        "SPBE",
        "perundang-",
        "undangan.",
        "pem-",
        "bangunan",
        "Dalam Peraturan ini yang dimaksud dengan:",
        "1. Dalam Peraturan ini yang dimaksud dengan:",
        "1. Daerah adalah Contoh.",
        "Dinas adalah dinas.",
        "Ditetapkan di Contoh",
        "pada tanggal 1 Mei 2020",
        "Agar setiap orang mengetahuinya",
        "PENJELASAN",
        "LAMPIRAN I",
        "Cukup jelas.",
        "**BAB III**",
        "- (3) *tiga*.",
        "RO 0T",
        "sebagaimana dimaksud pada ayat (1) huruf a.",
        "sebagaimana dimaksud dalam",
        "Pasal 1 sampai dengan Pasal 9 dan ayat (2) dan (3).",
        "<i>x</i>",
        "(2) Dalam . . .",
        "Pasal I",
        "(1) Satu. (2) Dua. (3) Tiga: a. alfa; b. beta.",
        "Pasal 99999",
        "(999) X.",
        "zz. X",
    ])
    .prop_map(str::to_owned);
    prop_oneof![6 => tetap, 1 => "[ -~]{0,40}", 1 => "\\PC{0,20}", 1 => any::<String>().prop_map(|isi| isi.chars().take(30).collect())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Nothing panics, and every word is accounted for.
    #[test]
    fn every_word_is_accounted_for(baris in prop::collection::vec(baris(), 0..60)) {
        let sumber = baris.join("\n");
        let hasil = urai(&sumber);
        let selisih = selisih(&sumber, &hasil);
        prop_assert!(selisih.is_empty(), "{:?}", selisih);
    }

    /// What is made from a tree works for every tree: addresses are found, XML ids are unique, the JSON lists every pasal.
    #[test]
    fn the_products_hold_for_every_tree(baris in prop::collection::vec(baris(), 0..60)) {
        let hasil = urai(&baris.join("\n"));
        let isi = json(&hasil);
        prop_assert_eq!(isi["pasal"].as_array().unwrap().len(), hasil.pasal().len());
        for satu in rujukan(&hasil) {
            prop_assert!(satu.dari.cari(&hasil).is_some());
            prop_assert_eq!(satu.ada, satu.ke.cari(&hasil).is_some() && satu.sampai.as_ref().is_none_or(|akhir| akhir.cari(&hasil).is_some()));
        }
        let xml = akn(&hasil, &Meta::dari(&hasil, "id-contoh", "2026-01-02"));
        let id: Vec<&str> = xml.split(" eId=\"").skip(1).filter_map(|sisa| sisa.split('"').next()).collect();
        let unik: std::collections::HashSet<_> = id.iter().collect();
        prop_assert_eq!(unik.len(), id.len());
        for tujuan in xml.split("<ref href=\"#").skip(1).filter_map(|sisa| sisa.split('"').next()) {
            prop_assert!(unik.contains(&tujuan), "{}", tujuan);
        }
        let mut pembaca = quick_xml::Reader::from_str(&xml);
        pembaca.config_mut().check_end_names = true;
        loop {
            match pembaca.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(galat) => return Err(TestCaseError::fail(galat.to_string())),
            }
        }
        let _ = istilah(&hasil);
    }
}

/// Time that this thread spent on a processor, where the system tells it; other work on the machine does not count then.
fn waktu_prosesor() -> Option<Duration> {
    let isi = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    isi.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn selama<T>(kerja: impl FnOnce() -> T) -> (T, Duration) {
    let (mulai, awal) = (Instant::now(), waktu_prosesor());
    let hasil = kerja();
    let lama = match (awal, waktu_prosesor()) {
        (Some(awal), Some(akhir)) => akhir.saturating_sub(awal),
        (Some(_), None) | (None, Some(_) | None) => mulai.elapsed(),
    };
    (hasil, lama)
}

/// A regulation of our own words with so many pasal.
fn panjang(banyak: usize) -> String {
    let mut teks =
        String::from("PERATURAN BUPATI CONTOH\nNOMOR 1 TAHUN 2020\nTENTANG\nUJI\nMEMUTUSKAN :\nBAB I\nUMUM\n");
    for nomor in 1..=banyak {
        teks.push_str(&format!(
            "Pasal {nomor}\n(1) Dinas wajib melapor kepada Bupati setiap tahun, yang memuat:\na. satu; dan\nb. dua.\n\
             (2) Laporan sebagaimana dimaksud pada ayat (1) huruf a disampaikan paling lambat bulan Maret.\n"
        ));
    }
    teks
}

#[test]
fn ten_thousand_pasal_are_read_in_linear_time() {
    let (kecil, lama_kecil) = selama(|| urai(&panjang(1_000)));
    let (besar, lama_besar) = selama(|| urai(&panjang(10_000)));
    assert_eq!((kecil.pasal().len(), besar.pasal().len()), (1_000, 10_000));
    assert!(besar.keraguan.is_empty(), "{:?}", besar.keraguan.first());
    // Ten times the text may take ten times as long, with room for noise; a quadratic parser would take a hundred times.
    assert!(lama_besar < lama_kecil * 40 + Duration::from_millis(500), "{lama_kecil:?} {lama_besar:?}");
}

#[test]
fn hostile_inputs_take_linear_time() {
    for (kecil, besar) in jahat(20_000).into_iter().zip(jahat(320_000)) {
        let kerja = |teks: &str| {
            let hasil = urai(teks);
            (akn(&hasil, &Meta::dari(&hasil, "id", "2026-01-02")).len(), json(&hasil).to_string().len())
        };
        let (_, lama_kecil) = selama(|| kerja(&kecil.1));
        let (hasil, lama_besar) = selama(|| kerja(&besar.1));
        assert!(hasil.0 > 0 && hasil.1 > 0);
        // Sixteen times the text: a quadratic parser would take 256 times as long.
        assert!(lama_besar < lama_kecil * 96 + Duration::from_secs(1), "{}: {lama_kecil:?} {lama_besar:?}", besar.0);
    }
}

/// Inputs of about so many bytes that an attacker would try.
fn jahat(besar: usize) -> Vec<(&'static str, String)> {
    let ulang = |isi: &str| isi.repeat(besar / isi.len());
    vec![
        ("one line", ulang("kata ")),
        ("no blanks", ulang("a")),
        ("numbers", ulang("1\n")),
        ("marks", ulang("(1)\n")),
        ("list marks in one line", ulang("a. x; b. y: ")),
        ("ayat in one line", ulang("(1) X. (2) Y. ")),
        ("headings", ulang("Pasal O\n")),
        ("headings in one line", ulang("Bagian Kesatu ")),
        ("nesting", ulang("a. x:\n1. y:\n")),
        ("hyphens", ulang("aaaa-\n")),
        ("references", format!("Pasal 1\n{}", ulang("ayat (1) sampai dengan ayat (9), "))),
        ("laws", format!("Pasal 1\n{}", ulang("Undang-Undang Nomor 1 Tahun 2003 tentang "))),
        ("kinds without number", format!("Pasal 1\n{}", ulang("Peraturan "))),
        ("brackets", ulang("((((((((")),
        ("emoji", ulang("😀 ")),
        ("NUL", ulang("\0")),
        ("feeds", ulang("\u{c}")),
        ("tags", ulang("<i>")),
        ("bold", ulang("**")),
        ("considerations", format!("Menimbang : a. bahwa\n{}", ulang("x\n"))),
        ("doubles", ulang("Pasal 1\nx.\n")),
    ]
}
