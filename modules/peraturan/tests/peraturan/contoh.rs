//! Our own sample regulation, which shows every feature and every kind of noise.

use peraturan::urai::{
    Alamat, Jenis, JenisKeraguan, JenisPerbaikan, Meta, Naskah, akn, istilah, json, rujukan, rujukan_luar, urai,
};

const TEKS: &str = include_str!("../contoh/perbup-contoh.txt");

fn naskah() -> Naskah {
    urai(TEKS)
}

fn teks(naskah: &Naskah, alamat: &str) -> String {
    match alamat.parse::<Alamat>().map(|alamat| alamat.cari(naskah).map(|simpul| simpul.teks.clone())) {
        Ok(Some(teks)) => teks,
        Ok(None) | Err(_) => panic!("{alamat}"),
    }
}

#[test]
fn the_head() {
    let kepala = naskah().kepala;
    assert_eq!((kepala.jenis.as_str(), kepala.kode_jenis.as_str()), ("PERATURAN BUPATI", "perbup"));
    assert_eq!((kepala.nomor.as_str(), kepala.tahun.as_str()), ("7", "2031"));
    assert_eq!(kepala.tentang, "TATA CARA PINJAM PAKAI SEPEDA DINAS DI LINGKUNGAN PEMERINTAH KABUPATEN TELAGA BIRU");
    assert_eq!((kepala.pemrakarsa.as_str(), kepala.daerah.as_str()), ("BUPATI TELAGA BIRU", "TELAGA BIRU"));
    assert_eq!(kepala.provinsi, "NUSA CONTOH");
}

#[test]
fn the_opening() {
    let buka = naskah().pembukaan;
    let nomor = |daftar: &[peraturan::urai::Butir]| daftar.iter().map(|butir| butir.nomor.clone()).collect::<Vec<_>>();
    assert_eq!(nomor(&buka.menimbang), ["a", "b", "c"]);
    assert_eq!(nomor(&buka.mengingat), ["1", "2", "3", "5"]);
    assert!(buka.mengingat[2].teks.starts_with("Peraturan Menteri Perhubungan Nomor 44/PM.HUB/2028"));
    let kunci: Vec<_> =
        buka.mengingat.iter().flat_map(|butir| &butir.hukum).map(|hukum| hukum.kunci.as_str()).collect();
    assert_eq!(
        kunci,
        [
            "uud/1945",
            "uu/2029/901",
            "uu/2030/15",
            "uu/2029/901",
            "permenhub/2028/44",
            "perda-kabupaten-telaga-biru/2030/3"
        ]
    );
    assert_eq!(buka.menetapkan, "PERATURAN BUPATI TENTANG TATA CARA PINJAM PAKAI SEPEDA DINAS.");
}

#[test]
fn the_tree() {
    let naskah = naskah();
    let nomor: Vec<_> = naskah.pasal().iter().map(|pasal| pasal.nomor.clone()).collect();
    assert_eq!(nomor, ["1", "2", "3", "4", "5", "6", "7", "8", "10", "11"]);
    let ayat: Vec<_> = naskah.pasal().iter().map(|pasal| pasal.anak_jenis(Jenis::Ayat).count()).collect();
    assert_eq!(ayat, [0, 4, 3, 2, 3, 3, 2, 6, 0, 0]);
    let bab: Vec<_> = naskah.batang.iter().map(|bab| (bab.nomor.as_str(), bab.judul.as_str())).collect();
    assert_eq!(bab, [("I", "KETENTUAN UMUM"), ("II", "PEMINJAMAN"), ("IV", "LARANGAN"), ("III", "KETENTUAN PENUTUP")]);
    let bagian: Vec<_> = naskah.batang[1].anak.iter().map(|satu| (satu.nomor.as_str(), satu.judul.as_str())).collect();
    assert_eq!(bagian, [("1", "Syarat"), ("2", "Jangka Waktu")]);
    let paragraf: Vec<_> = naskah.batang[1].anak[0].anak.iter().map(|satu| satu.judul.as_str()).collect();
    assert_eq!(paragraf, ["Umum", "Pemeriksaan"]);
}

#[test]
fn texts_at_their_addresses() {
    let naskah = naskah();
    let tabel = [
        ("pasal-1/angka-5/huruf-b", "nomor rangka."),
        ("pasal-3/ayat-1", "Peminjam wajib membawa kartu pegawai dan menandatangani Buku Jalan sebelum berangkat."),
        (
            "pasal-3/ayat-2",
            "Peminjam sebagaimana dimaksud pada ayat (1) memakai helm dan mematuhi peraturan perundang-undangan lalu lintas.",
        ),
        ("pasal-3/ayat-3", "Helm sebagaimana dimaksud pada ayat (2) disediakan oleh Penjaga, termasuk talinya."),
        ("pasal-4/ayat-2/huruf-b/angka-2", "ban belakang;"),
        ("pasal-4/ayat-2/huruf-c", "lampu; dan"),
        ("pasal-4/ayat-2/huruf-d", "bel."),
        (
            "pasal-5/ayat-3",
            "Laporan sebagaimana dimaksud pada ayat (3) disampaikan kepada Bupati paling lama 14 (empat belas) hari setelah akhir bulan.",
        ),
        ("pasal-6/ayat-1", "SD dipinjam paling lama 5 (lima) hari."),
        ("pasal-6/ayat-3", "Perpanjangan dicatat dalam Kartu Pinjam."),
        ("pasal-7/ayat-1/huruf-b", "memompa ban; dan"),
        ("pasal-7/ayat-2", "Penjaga mencatat keluhan Peminjam."),
        ("pasal-8/ayat-3", "Denda dimasukkan ke kas kabupaten."),
        ("pasal-10/huruf-b", "kunci lama ditarik."),
        ("pasal-11", "Peraturan Bupati ini mulai berlaku pada tanggal diundangkan."),
    ];
    for (alamat, isi) in tabel {
        assert_eq!(teks(&naskah, alamat), isi, "{alamat}");
    }
}

#[test]
fn the_glossary() {
    let hasil: Vec<_> = istilah(&naskah()).into_iter().map(|satu| (satu.nomor, satu.istilah, satu.singkatan)).collect();
    let harap = [
        ("1", "Sepeda Dinas", Some("SD")),
        ("2", "Peminjam", None),
        ("3", "Gudang", Some("Garasi")),
        ("4", "Buku Jalan", None),
        ("5", "Kartu Pinjam", Some("KP")),
        ("6", "Buku Jalan", None),
        ("7", "Penjaga", None),
    ];
    let harap: Vec<_> =
        harap.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), c.map(str::to_owned))).collect();
    assert_eq!(hasil, harap);
}

#[test]
fn references() {
    let naskah = naskah();
    let hasil = rujukan(&naskah);
    let tiada: Vec<_> = hasil
        .iter()
        .filter(|satu| !satu.ada)
        .map(|satu| (satu.dari.ringkas().unwrap(), satu.ke.ringkas().unwrap()))
        .collect();
    assert_eq!(tiada, [("2(4)".to_owned(), "2(1)e".to_owned()), ("6(2)".to_owned(), "9(1)".to_owned())]);
    let jarak: Vec<_> = hasil
        .iter()
        .filter_map(|satu| satu.sampai.as_ref().map(|akhir| (satu.teks.clone(), akhir.ringkas().unwrap())))
        .collect();
    assert_eq!(jarak, [("Pasal 4 ayat (2) huruf a".to_owned(), "4(2)d".to_owned())]);
    let luar: Vec<_> =
        rujukan_luar(&naskah).into_iter().map(|satu| (satu.kunci, satu.alamat.and_then(|isi| isi.ringkas()))).collect();
    assert_eq!(
        luar,
        [("permenhub/2027/9".to_owned(), Some("12(2)".to_owned())), ("permenhub/2027/9".to_owned(), None)]
    );
}

#[test]
fn the_tail() {
    let naskah = naskah();
    let ditetapkan = naskah.penutup.ditetapkan.clone().unwrap();
    assert_eq!(ditetapkan.tanggal.as_deref(), Some("2031-02-03"));
    assert_eq!((ditetapkan.jabatan.as_str(), ditetapkan.nama.as_str()), ("BUPATI TELAGA BIRU", "RANGGA SAMUDRA"));
    let diundangkan = naskah.penutup.diundangkan.clone().unwrap();
    assert_eq!((diundangkan.tempat.as_str(), diundangkan.tanggal), ("Muara Contoh", None));
    assert_eq!(diundangkan.jabatan, "SEKRETARIS DAERAH KABUPATEN TELAGA BIRU");
    assert_eq!(naskah.penutup.berita.as_deref(), Some("BERITA DAERAH KABUPATEN TELAGA BIRU TAHUN 2031 NOMOR 7"));
    let penjelasan = naskah.penjelasan.clone().unwrap();
    assert_eq!(penjelasan.pasal.iter().map(|satu| satu.nomor.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert!(penjelasan.umum.contains(&"Sepeda dipinjamkan agar gudang lega.".to_owned()));
    assert_eq!(naskah.lampiran.len(), 1);
    assert_eq!(naskah.lampiran[0].sebutan, "LAMPIRAN I");
}

#[test]
fn every_repair_and_doubt_is_told() {
    let naskah = naskah();
    for jenis in [
        JenisPerbaikan::PerabotHalaman,
        JenisPerbaikan::NomorHalaman,
        JenisPerbaikan::Markah,
        JenisPerbaikan::JudulMenyatu,
        JenisPerbaikan::NomorBab,
        JenisPerbaikan::NomorPasal,
        JenisPerbaikan::PenandaLepas,
        JenisPerbaikan::PenandaRusak,
        JenisPerbaikan::PenandaHilang,
        JenisPerbaikan::PenandaTergeser,
        JenisPerbaikan::ButirMenyatu,
        JenisPerbaikan::TandaHubung,
    ] {
        assert!(naskah.perbaikan.iter().any(|satu| satu.jenis == jenis), "{jenis:?}");
    }
    let ragu = |jenis: JenisKeraguan, pasal: Option<&str>| {
        naskah.keraguan.iter().any(|satu| satu.jenis == jenis && satu.pasal.as_deref() == pasal)
    };
    for (jenis, pasal) in [
        (JenisKeraguan::NomorHilang, None),
        (JenisKeraguan::NomorHilang, Some("10")),
        (JenisKeraguan::Urutan, None),
        (JenisKeraguan::RujukanMenggantung, Some("2")),
        (JenisKeraguan::RujukanMenggantung, Some("6")),
        (JenisKeraguan::RujukanDiri, Some("5")),
        (JenisKeraguan::RujukanMaju, Some("7")),
        (JenisKeraguan::RujukanTidakCocok, Some("2")),
        (JenisKeraguan::AyatKembar, Some("8")),
        (JenisKeraguan::Istilah, Some("1")),
        (JenisKeraguan::TidakTerbaca, None),
    ] {
        assert!(ragu(jenis, pasal), "{jenis:?} {pasal:?}\n{:#?}", naskah.keraguan);
    }
    let selisih = crate::kata::selisih(TEKS, &naskah);
    assert!(selisih.is_empty(), "{selisih:?}");
}

#[test]
fn the_json() {
    let isi = json(&naskah());
    assert_eq!(isi["bab"].as_array().unwrap().len(), 4);
    assert_eq!(isi["pasal"][0]["nomor"], "1");
    assert_eq!(isi["pasal"][3]["alamat"], "pasal-4");
    assert_eq!((isi["pasal"][3]["bab"].as_str(), isi["pasal"][3]["paragraf"].as_str()), (Some("II"), Some("2")));
    assert_eq!(isi["pasal"][3]["anak"][1]["anak"][1]["anak"][0]["alamat"], "pasal-4/ayat-2/huruf-b/angka-1");
    assert!(isi["keraguan"].as_array().is_some_and(|daftar| !daftar.is_empty() && daftar[0]["uraian"].is_string()));
    for kunci in ["perbaikan", "istilah", "rujukan", "rujukan_luar", "kepala", "penutup"] {
        assert!(!isi[kunci].is_null(), "{kunci}");
    }
}

#[test]
fn the_akoma_ntoso() {
    let naskah = naskah();
    let xml = akn(&naskah, &Meta::dari(&naskah, "id-tb", "2032-01-02"));
    for isi in [
        "<FRBRuri value=\"/akn/id-tb/act/perbup/2031/7\"/>",
        "<FRBRdate date=\"2031-02-03\" name=\"penetapan\"/>",
        "<FRBRlanguage language=\"ind\"/>",
        "<chapter eId=\"chp_I\"><num>BAB I</num><heading>KETENTUAN UMUM</heading>",
        "<subsection eId=\"chp_II__sec_1__subsec_2\">",
        "<article eId=\"art_4\"><num>Pasal 4</num>",
        "<indent eId=\"art_4__para_2__list_1__point_b__list_1__indent_1\">",
        "<def refersTo=\"#term-sepeda-dinas\">Sepeda Dinas</def>",
        "<ref href=\"#art_2__para_1__list_1__point_a\">ayat (1) huruf a</ref>",
        "<ref href=\"/akn/id/act/permenhub/2027/9\">",
        "<doc name=\"penjelasan\">",
        "<doc name=\"lampiran-1\">",
    ] {
        assert!(xml.contains(isi), "{isi}");
    }
    // A dangling reference stays text.
    assert!(xml.contains("ayat (1) huruf e berarti"));
}

#[test]
fn text_after_a_list_stays_with_the_holder_of_the_list() {
    let naskah = urai(
        "BAB I\nUMUM\nPasal 1\nPetugas membawa:\n- a. peluit; dan\n- b. senter.\n\nAlat itu milik kabupaten.\n\nPasal 2\nCukup.\n",
    );
    assert_eq!(Alamat::pasal("1").cari(&naskah).unwrap().lanjutan, "Alat itu milik kabupaten.");
    assert_eq!(teks(&naskah, "pasal-1/huruf-b"), "senter.");
    let xml = akn(&naskah, &Meta::dari(&naskah, "id-tb", "2032-01-02"));
    assert!(xml.contains("</list><wrapUp><p>Alat itu milik kabupaten.</p></wrapUp></article>"));
}

#[test]
fn a_paragraph_without_number_becomes_an_ayat_only_where_there_is_room() {
    let hilang = urai("BAB I\nUMUM\nPasal 1\n(1) Satu.\n(2) Dua.\n\nTiga tanpa nomor.\n");
    assert_eq!(teks(&hilang, "pasal-1/ayat-3"), "Tiga tanpa nomor.");
    assert!(hilang.keraguan.iter().any(|satu| satu.jenis == JenisKeraguan::NomorDiduga));
    let penuh = urai("BAB I\nUMUM\nPasal 1\n(1) Satu.\n\nMasih satu.\n\n(2) Dua.\n");
    assert_eq!(teks(&penuh, "pasal-1/ayat-1"), "Satu. Masih satu.");
    assert!(penuh.keraguan.is_empty(), "{:?}", penuh.keraguan);
}

#[test]
fn an_amending_regulation_keeps_its_roman_pasal() {
    let naskah = urai(
        "PERATURAN BUPATI CONTOH\nNOMOR 2 TAHUN 2031\nTENTANG\nPERUBAHAN ATAS PERATURAN BUPATI NOMOR 1 TAHUN 2030\nBUPATI CONTOH,\n\
         MEMUTUSKAN :\nPasal I\nBeberapa ketentuan diubah sebagai berikut:\n1. Ketentuan Pasal 3 diubah sehingga berbunyi:\nPasal 3\n\
         Petugas memakai topi.\nPasal II\nPeraturan ini berlaku esok.\n",
    );
    let nomor: Vec<_> = naskah.pasal().iter().map(|pasal| pasal.nomor.clone()).collect();
    assert_eq!(nomor, ["I", "II"]);
    assert!(teks(&naskah, "pasal-i/angka-1").contains("Petugas memakai topi."));
}
