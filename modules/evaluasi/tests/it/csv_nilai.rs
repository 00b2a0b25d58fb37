use std::io::{self, Read, Write};

use evaluasi::hitung_csv::{BATAS_BYTE, GalatCsv, Ringkasan, hitung_csv};
use evaluasi::model::{Instrumen, PredikatDari};

use crate::{pemdi, spbe, spbe_2018};

fn jalan(instrumen: &Instrumen, masuk: impl AsRef<[u8]>) -> Result<(String, Ringkasan), GalatCsv> {
    let mut keluar = Vec::new();
    let hasil = hitung_csv(instrumen, masuk.as_ref(), &mut keluar, PredikatDari::IndeksPenuh);
    let teks = String::from_utf8(keluar).unwrap();
    if hasil.is_err() {
        assert!(teks.is_empty(), "nothing may be written when there is an error: {teks}");
    }
    hasil.map(|ringkasan| (teks, ringkasan))
}

fn keluhan(instrumen: &Instrumen, masuk: impl AsRef<[u8]>) -> String {
    jalan(instrumen, masuk).unwrap_err().to_string()
}

/// Every indicator of an instrument with one score.
fn lengkap(instrumen: &Instrumen, instansi: &str, nilai: &str) -> String {
    instrumen.indikator.iter().map(|i| format!("{instansi},{},{nilai}\n", i.kode)).collect()
}

#[test]
fn agencies_come_out_in_the_order_of_their_first_row() {
    let masuk = format!(
        "instansi,indikator,nilai\nKab. Dua,1,3\n{}{}",
        lengkap(spbe(), "Kab. Satu", "4"),
        lengkap(spbe(), "Kab. Dua", "3").lines().skip(1).map(|b| format!("{b}\n")).collect::<String>()
    );
    let (teks, ringkasan) = jalan(spbe(), masuk).unwrap();
    assert_eq!(
        teks,
        "instansi,aspek_1,aspek_2,aspek_3,aspek_4,aspek_5,aspek_6,aspek_7,aspek_8,domain_1,domain_2,domain_3,domain_4,indeks,predikat\n\
         Kab. Dua,3.0000,3.0000,3.0000,3.0000,3.0000,3.0000,3.0000,3.0000,3.0000,3.0000,3.0000,3.0000,3.0000,Baik\n\
         Kab. Satu,4.0000,4.0000,4.0000,4.0000,4.0000,4.0000,4.0000,4.0000,4.0000,4.0000,4.0000,4.0000,4.0000,Sangat Baik\n"
    );
    assert_eq!(ringkasan, Ringkasan { instansi: 2, ..Ringkasan::default() });
}

#[test]
fn the_instrument_of_2018_has_three_scores_for_indicator_35() {
    let masuk = "instansi,indikator,nilai\nX,35,3\nX,35-2,4\nX,35-3,0\n";
    let (teks, ringkasan) = jalan(spbe_2018(), masuk).unwrap();
    assert_eq!(
        teks.lines().nth(1).unwrap(),
        "X,0.0000,0.0000,0.0000,0.0000,0.0000,0.0000,1.1667,0.0000,0.0000,0.4242,0.2333,Kurang"
    );
    assert_eq!(ringkasan.belum_dinilai[0].1.len(), 34);
}

#[test]
fn pemdi_has_no_domain_columns() {
    let (teks, _) = jalan(pemdi(), format!("instansi,indikator,nilai\n{}", lengkap(pemdi(), "X", "\"3,25\""))).unwrap();
    assert_eq!(
        teks,
        "instansi,aspek_1,aspek_2,aspek_3,aspek_4,aspek_5,aspek_6,aspek_7,indeks,predikat\n\
         X,3.2500,3.2500,3.2500,3.2500,3.2500,3.2500,3.2500,3.2500,Baik\n"
    );
}

#[test]
fn the_same_scores_in_every_shape_give_the_same_result() {
    let dasar = jalan(pemdi(), "instansi,indikator,nilai\nKab. Café,1,3.5\nKab. Café,2,4\n").unwrap();
    assert!(dasar.0.contains("Kab. Café,3.7500,"), "{}", dasar.0);
    let utf16 = |teks: &str| -> Vec<u8> {
        [0xFF, 0xFE].into_iter().chain(teks.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let latin1: Vec<u8> =
        "instansi;indikator;nilai\r\nKab. Caf\u{e9};1;3,5\r\nKab. Caf\u{e9};2;4\r\n".chars().map(|c| c as u8).collect();
    for (nama, masuk) in [
        ("semicolon and decimal comma", "instansi;indikator;nilai\nKab. Café;1;3,5\nKab. Café;2;4\n".into()),
        ("quoted decimal comma", "instansi,indikator,nilai\nKab. Café,1,\"3,5\"\nKab. Café,2,4\n".into()),
        ("byte order mark", "\u{feff}instansi,indikator,nilai\nKab. Café,1,3.5\nKab. Café,2,4\n".into()),
        (
            "other order, further column, capitals",
            "Nilai,Catatan,INDIKATOR,Instansi\n3.5,ya,1,Kab. Café\n4,,2,Kab. Café\n".into(),
        ),
        ("blank lines and blanks", "instansi,indikator,nilai\n\nKab. Café , 1 , 3.5\n,,\nKab. Café,2,4\n\n".into()),
        ("codes as people write them", "instansi,indikator,nilai\nKab. Café,I1,3.5\nKab. Café,02,4\n".into()),
        ("Latin-1", latin1),
        ("UTF-16", utf16("instansi,indikator,nilai\nKab. Café,1,3.5\nKab. Café,2,4\n")),
        ("no last line end", "instansi,indikator,nilai\nKab. Café,1,3.5\nKab. Café,2,4".into()),
        (
            "empty score of another indicator",
            "instansi,indikator,nilai\nKab. Café,1,3.5\nKab. Café,2,4\nKab. Café,3,\n".into(),
        ),
    ] as [(&str, Vec<u8>); 10]
    {
        assert_eq!(jalan(pemdi(), masuk).unwrap(), dasar, "{nama}");
    }
}

#[test]
fn names_with_commas_and_quotes_survive() {
    let (teks, _) = jalan(spbe(), "instansi,indikator,nilai\n\"Dinas \"\"A\"\", B; C\",1,3\n").unwrap();
    assert!(
        teks.lines().nth(1).unwrap().starts_with("\"Dinas \"\"A\"\", B; C\",0.3000,") || teks.contains("0.3000"),
        "{teks}"
    );
    let kembali = csv::Reader::from_reader(teks.as_bytes()).records().next().unwrap().unwrap();
    assert_eq!(&kembali[0], "Dinas \"A\", B; C");
}

#[test]
fn every_fault_has_its_line_and_a_way_out() {
    let masuk = "instansi,indikator,nilai\n\
        X,1,3\n\
        X,48,3\n\
        X,1,4\n\
        X,2,6\n\
        X,3,tiga\n\
        X,4,3.5\n\
        ,5,3\n\
        X,,3\n\
        X,6,3,5\n\
        X,7,3\n";
    assert_eq!(
        keluhan(spbe(), masuk),
        "baris 3: indikator \"48\" tidak ada dalam permenpanrb-59-2020; pakai 1 sampai 47\n\
         baris 4: indikator 1 untuk X sudah ada pada baris 2; hapus salah satunya\n\
         baris 5: nilai 6 untuk indikator 2 di luar rentang 1 sampai 5 (atau 0 bila tidak dinilai)\n\
         baris 6: \"tiga\" bukan angka; tulis misalnya 3 atau 3,25\n\
         baris 7: nilai 3,5 untuk indikator 4 harus bilangan bulat; pakai 1 sampai 5 (atau 0 bila tidak dinilai)\n\
         baris 8: kolom instansi kosong; isi nama instansinya\n\
         baris 9: kolom indikator kosong; isi nomor indikatornya\n\
         baris 10: ada 4 kolom, seharusnya 3; bila nilai memakai koma desimal, apit dengan tanda kutip atau pakai titik koma sebagai pemisah kolom"
    );
    assert_eq!(
        keluhan(spbe_2018(), "instansi,indikator,nilai\nX,35-4,3\nX,Feb-35,3\n").lines().next().unwrap(),
        "baris 2: indikator \"35-4\" tidak ada dalam permenpanrb-5-2018; pakai 1 sampai 35 serta 35-2 dan 35-3; bila lembar kerja mengubahnya menjadi tanggal, jadikan kolom itu teks"
    );
}

#[test]
fn a_fraction_is_no_score() {
    assert!(keluhan(pemdi(), "instansi,indikator,nilai\nX,1,7/2\n").contains("\"7/2\" bukan angka"));
}

#[test]
fn an_empty_score_twice_is_still_a_double() {
    assert!(keluhan(spbe(), "instansi,indikator,nilai\nX,1,\nX,1,3\n").contains("sudah ada pada baris 2"));
}

#[test]
fn a_file_that_is_something_else_is_refused() {
    for (masuk, pesan) in [
        (&b""[..], "berkas kosong; baris pertama harus memuat kolom instansi, indikator, dan nilai"),
        (b"\n\n", "berkas kosong"),
        (b"instansi,indikator,nilai\n", "tidak ada baris nilai"),
        (b"instansi,indikator,nilai\n,,\n", "tidak ada baris nilai"),
        (
            b"nama,indikator\nX,1\n",
            "kolom instansi dan nilai tidak ada pada baris pertama; yang terbaca: nama, indikator",
        ),
        (b"instansi,indikator,nilai,nilai\nX,1,2,3\n", "kolom nilai ada dua kali"),
        (b"PK\x03\x04\x14\x00\x06\x00", "bukan teks CSV"),
        (b"{\"instansi\": 1}", "tidak ada pada baris pertama"),
    ] {
        let galat = keluhan(spbe(), masuk);
        assert!(galat.contains(pesan), "{galat}");
    }
}

#[test]
fn many_faults_are_counted_not_all_listed() {
    let masuk: String = "instansi,indikator,nilai\n".chars().chain("X,99,3\n".repeat(1000).chars()).collect();
    let galat = keluhan(spbe(), masuk);
    assert_eq!(galat.lines().count(), 51);
    assert!(galat.ends_with("dan 950 kesalahan lain"), "{galat}");
}

#[test]
fn a_file_without_end_is_stopped() {
    let galat = hitung_csv(spbe(), io::repeat(b'x'), Vec::new(), PredikatDari::IndeksPenuh).unwrap_err();
    assert!(matches!(galat, GalatCsv::TerlaluBesar), "{galat}");
    assert_eq!(
        galat.to_string(),
        format!("berkas lebih dari {} MB; bagi menjadi beberapa berkas", BATAS_BYTE / 1024 / 1024)
    );
}

#[test]
fn the_basis_changes_the_predicate_and_is_reported() {
    // Threes with fours on 49.75 per cent: 3.4975.
    let empat = |n: u32| matches!(n, 32..=36 | 42..=47 | 11..=16 | 21..=22);
    let masuk: String = std::iter::once("instansi,indikator,nilai\n".to_owned())
        .chain((1..=47).map(|n| format!("X,{n},{}\n", if empat(n) { 4 } else { 3 })))
        .collect();
    for (basis, predikat, lain) in
        [(PredikatDari::IndeksPenuh, "Baik", "Sangat Baik"), (PredikatDari::Indeks2Desimal, "Sangat Baik", "Baik")]
    {
        let mut keluar = Vec::new();
        let ringkasan = hitung_csv(spbe(), masuk.as_bytes(), &mut keluar, basis).unwrap();
        let teks = String::from_utf8(keluar).unwrap();
        assert!(teks.ends_with(&format!(",3.4975,{predikat}\n")), "{teks}");
        assert_eq!(ringkasan.predikat_berbeda[0].1.predikat.nama, lain);
    }
}

struct Rusak;

impl Read for Rusak {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("kabel putus"))
    }
}

impl Write for Rusak {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other("cakram penuh"))
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn faults_of_the_machine_are_told() {
    let baca = hitung_csv(spbe(), Rusak, Vec::new(), PredikatDari::IndeksPenuh).unwrap_err();
    assert_eq!(baca.to_string(), "berkas tidak dapat dibaca: kabel putus");
    let tulis =
        hitung_csv(spbe(), &b"instansi,indikator,nilai\nX,1,3\n"[..], Rusak, PredikatDari::IndeksPenuh).unwrap_err();
    assert_eq!(tulis.to_string(), "hasil tidak dapat ditulis: cakram penuh");
}
