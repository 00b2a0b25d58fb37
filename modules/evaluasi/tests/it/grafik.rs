use evaluasi::grafik::{
    Butir, Judul, Skala, batang, butir_aspek, butir_domain, deret_indeks, garis, pergantian, radar, tabel_butir,
    tabel_deret, uraian_butir,
};
use evaluasi::model::{Nilai, PredikatDari};
use evaluasi::rules::banding::{Deret, TahunHasil, antartahun, deret_bagian};
use evaluasi::rules::hitung::hitung;
use scraper::{Html, Selector};

use crate::{p, pemdi, rata, spbe, spbe_2018};

fn judul() -> Judul {
    Judul { id: "g1".to_owned(), judul: "Indeks <domain> & \"aspek\"".to_owned(), uraian: "Uraian.".to_owned() }
}

fn contoh() -> Vec<Butir> {
    let nilai = Nilai::baru(
        spbe(),
        spbe().indikator.iter().enumerate().map(|(n, i)| (i.kode.clone(), p(&(n % 5 + 1).to_string()))),
    )
    .unwrap();
    butir_domain(&hitung(spbe(), &nilai, PredikatDari::IndeksPenuh))
}

fn banyak(svg: &str, pilih: &str) -> usize {
    Html::parse_fragment(svg).select(&Selector::parse(pilih).unwrap()).count()
}

fn teks(svg: &str, pilih: &str) -> Vec<String> {
    Html::parse_fragment(svg).select(&Selector::parse(pilih).unwrap()).map(|e| e.text().collect()).collect()
}

fn atribut(svg: &str, pilih: &str, nama: &str) -> Vec<String> {
    Html::parse_fragment(svg)
        .select(&Selector::parse(pilih).unwrap())
        .map(|e| e.value().attr(nama).unwrap_or_default().to_owned())
        .collect()
}

fn deret_contoh() -> Vec<Deret> {
    vec![
        Deret { nama: "Kebijakan".to_owned(), titik: vec![(2021, Some(p("2"))), (2022, None), (2023, Some(p("3,5")))] },
        Deret {
            nama: "Layanan".to_owned(),
            titik: vec![(2021, Some(p("1"))), (2022, Some(p("2"))), (2023, Some(p("2,25")))],
        },
    ]
}

#[test]
fn every_chart_is_accessible_and_safe_under_a_strict_policy() {
    let skala = Skala::dari(spbe());
    for (nama, svg) in [
        ("batang", batang(&judul(), &skala, &contoh())),
        ("radar", radar(&judul(), &skala, &contoh())),
        ("garis", garis(&judul(), &skala, &deret_contoh(), &[])),
        ("kosong", batang(&judul(), &skala, &[])),
        ("garis kosong", garis(&judul(), &skala, &[], &[2021])),
        ("radar dua", radar(&judul(), &skala, &contoh()[..2])),
    ] {
        assert_eq!(atribut(&svg, "svg[role]", "role"), ["img"], "{nama}");
        assert_eq!(atribut(&svg, "svg[role]", "aria-labelledby"), ["g1-j g1-k"], "{nama}");
        assert!(
            svg.contains("<title id=\"g1-j\">Indeks &lt;domain&gt; &amp; &quot;aspek&quot;</title>"),
            "{nama}: {svg}"
        );
        assert!(svg.contains("<desc id=\"g1-k\">Uraian.</desc>"), "{nama}");
        for dilarang in ["style=", "<style", "<script", "onload", "http://www.w3.org/1999/xlink", "NaN", "inf"] {
            assert!(!svg.contains(dilarang), "{nama}: {dilarang}");
        }
        assert!(!svg.contains('#') && !svg.contains("rgb"), "{nama}: no fixed colours");
    }
}

#[test]
fn bars_are_as_long_as_their_values() {
    let butir = [("A1", "Penuh", "5"), ("A2", "Setengah", "2,5"), ("A3", "Kosong", "0")].map(|(tanda, nama, nilai)| {
        Butir { tanda: tanda.to_owned(), nama: nama.to_owned(), nilai: p(nilai), sasaran: None }
    });
    let svg = batang(&judul(), &Skala::dari(spbe()), &butir);
    assert_eq!(atribut(&svg, "rect.bagan__batang", "width"), ["86%", "43%", "0%"]);
    assert_eq!(teks(&svg, "text.bagan__nilai"), ["5,00", "2,50", "0,00"]);
    assert_eq!(banyak(&svg, "line.bagan__sasaran"), 0);
    let mut bersasaran = butir.to_vec();
    bersasaran[1].sasaran = Some(p("4"));
    let svg = batang(&judul(), &Skala::dari(spbe()), &bersasaran);
    assert_eq!(atribut(&svg, "line.bagan__sasaran", "x1"), ["68.8%", "2"]);
    assert!(svg.contains(">sasaran</text>"));
}

#[test]
fn long_names_are_wrapped_and_markup_is_escaped() {
    let nama = "Layanan Administrasi Pemerintahan Berbasis Elektronik <b>";
    let svg = batang(
        &judul(),
        &Skala::dari(spbe()),
        &[Butir { tanda: "A7".to_owned(), nama: nama.to_owned(), nilai: p("1"), sasaran: None }],
    );
    let baris = teks(&svg, "tspan");
    assert!(baris.len() == 2 && baris.iter().all(|b| b.chars().count() <= 38), "{baris:?}");
    assert_eq!(baris.join(" "), nama);
    assert!(!svg.contains("<b>"));
}

#[test]
fn a_radar_has_an_axis_per_part() {
    let hasil = hitung(pemdi(), &rata(pemdi(), "2,5"), PredikatDari::IndeksPenuh);
    let svg = radar(&judul(), &Skala::dari(pemdi()), &butir_domain(&hasil));
    assert_eq!(banyak(&svg, "circle.bagan__titik"), 7);
    assert_eq!(banyak(&svg, "polygon.bagan__garis"), 5);
    // Half of the axis upwards.
    assert_eq!(atribut(&svg, "circle.bagan__titik", "cy")[0], "104.0");
    assert_eq!(teks(&svg, "tspan.bagan__nilai"), vec!["2,50"; 7]);
    assert_eq!(banyak(&radar(&judul(), &Skala::dari(spbe()), &contoh()[..2]), "circle"), 0);
}

#[test]
fn lines_break_at_gaps_and_at_a_new_instrument() {
    let skala = Skala::dari(spbe());
    let svg = garis(&judul(), &skala, &deret_contoh(), &[]);
    assert_eq!(banyak(&svg, "g.bagan__deret--1.bagan__deret line"), 0, "2022 is missing");
    assert_eq!(banyak(&svg, "g.bagan__deret--2.bagan__deret line"), 2);
    assert_eq!(banyak(&svg, "g.bagan__deret > svg.bagan__titik"), 5);
    assert_eq!(banyak(&svg, "line.bagan__batas"), 0, "predicates belong to the index only");
    let svg = garis(&judul(), &skala, &deret_contoh(), &[2022]);
    assert_eq!(banyak(&svg, "g.bagan__deret--2.bagan__deret line"), 1);
    assert_eq!(banyak(&svg, "line.bagan__pergantian"), 2);
    assert!(svg.contains("instrumen berganti"));
}

#[test]
fn the_index_over_the_years_shows_its_predicates() {
    let (lama, tengah, baru) = (
        hitung(spbe_2018(), &rata(spbe_2018(), "2"), PredikatDari::IndeksPenuh),
        hitung(spbe(), &rata(spbe(), "2"), PredikatDari::IndeksPenuh),
        hitung(spbe(), &rata(spbe(), "3"), PredikatDari::IndeksPenuh),
    );
    let tahun = [
        TahunHasil { tahun: 2019, instrumen: spbe_2018(), hasil: &lama },
        TahunHasil { tahun: 2021, instrumen: spbe(), hasil: &tengah },
        TahunHasil { tahun: 2023, instrumen: spbe(), hasil: &baru },
    ];
    let baris = antartahun(&tahun);
    assert_eq!(pergantian(&baris), [2021]);
    let svg = garis(&judul(), &Skala::dari(spbe()), &[deret_indeks("Indeks SPBE", &baris)], &pergantian(&baris));
    assert_eq!(teks(&svg, "text.bagan__nilai"), ["2,00", "2,00", "3,00"]);
    assert_eq!(banyak(&svg, "line.bagan__batas"), 4);
    assert!(teks(&svg, "text.bagan__skala").contains(&"Sangat Baik 3,5".to_owned()));
    assert_eq!(banyak(&svg, "g.bagan__deret line"), 1);
    let deret = deret_bagian(&tahun);
    assert_eq!(tabel_deret(&deret).baris[0], ["2019", "–", "–", "–", "–"]);
}

#[test]
fn bounds_are_drawn_only_where_all_instruments_share_them() {
    let lama = Skala::bersama(&[spbe_2018(), spbe()]).unwrap();
    assert_eq!(lama, Skala::dari(spbe()));
    let campur = Skala::bersama(&[spbe(), pemdi()]).unwrap();
    assert_eq!((campur.maksimum, campur.nama_indeks.as_str(), campur.batas.len()), (5, "Indeks Pemdi", 0));
    let satu = [Deret { nama: "Indeks".to_owned(), titik: vec![(2025, Some(p("3"))), (2026, Some(p("2")))] }];
    assert_eq!(banyak(&garis(&judul(), &campur, &satu, &[2026]), "line.bagan__batas"), 0);
    assert_eq!(Skala::bersama(&[]), None);
}

#[test]
fn tables_carry_the_same_data() {
    let mut butir = contoh();
    let tabel = tabel_butir(&butir, "Domain", "Indeks");
    assert_eq!(tabel.kepala, ["Tanda", "Domain", "Indeks"]);
    let svg = batang(&judul(), &Skala::dari(spbe()), &butir);
    assert_eq!(tabel.baris.iter().map(|b| b[2].clone()).collect::<Vec<_>>(), teks(&svg, "text.bagan__nilai"));
    butir[0].sasaran = Some(p("4,5"));
    let tabel = tabel_butir(&butir, "Domain", "Indeks");
    assert_eq!(tabel.kepala.len(), 4);
    assert_eq!((tabel.baris[0][3].as_str(), tabel.baris[1][3].as_str()), ("4,50", "–"));
    assert_eq!(tabel_deret(&deret_contoh()).baris[1], ["2022", "–", "2,00"]);
    assert_eq!(tabel_deret(&[]).baris, Vec::<Vec<String>>::new());
}

#[test]
fn the_description_says_what_is_to_be_seen() {
    let butir = contoh();
    let kata = uraian_butir(&butir);
    assert!(kata.starts_with("Tertinggi "), "{kata}");
    assert!(butir.iter().all(|b| kata.contains(&b.nama)));
    assert_eq!(uraian_butir(&[]), "Belum ada nilai.");
    let hasil = hitung(spbe(), &rata(spbe(), "3"), PredikatDari::IndeksPenuh);
    assert!(uraian_butir(&butir_aspek(&hasil)).starts_with("Semua sama tinggi."));
}
