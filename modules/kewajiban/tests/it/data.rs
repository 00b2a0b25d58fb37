//! The data files beside the profiles: regions and holidays.

use crate::{akar, muat, nama_profil, semua_perangkat, t};
use kewajiban::profil::JenisPerangkat;
use kewajiban::wilayah::{self, JenisWilayah};
use std::collections::BTreeSet;
use std::fs;
use time::Date;

#[test]
fn each_region_file_is_one_regency_with_its_districts_and_villages() {
    let mut kecamatan = 0;
    let mut desa = 0;
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let berkas = &daftar.profil.daerah.wilayah;
        let semua = wilayah::baca(berkas, &fs::read_to_string(akar().join("data").join(berkas)).unwrap()).unwrap();
        assert_eq!(semua[0].kode, daftar.profil.daerah.kode, "{nama}");
        assert_eq!(semua[0].nama, daftar.profil.daerah.nama, "{nama}");
        assert_eq!(
            semua.iter().filter(|satu| matches!(satu.jenis, JenisWilayah::Kabupaten | JenisWilayah::Kota)).count(),
            1
        );
        for satu in semua.iter().filter(|satu| matches!(satu.jenis, JenisWilayah::Kelurahan | JenisWilayah::Desa)) {
            let nomor = satu.kode.rsplit('.').next().unwrap();
            let awalan = if satu.jenis == JenisWilayah::Kelurahan { '1' } else { '2' };
            assert!(nomor.len() == 4 && nomor.starts_with(awalan), "{nama} {}", satu.kode);
        }
        kecamatan += semua.iter().filter(|satu| satu.jenis == JenisWilayah::Kecamatan).count();
        desa += semua.iter().filter(|satu| satu.jenis == JenisWilayah::Desa).count();
    }
    assert_eq!((kecamatan, desa), (72, 686));
}

#[test]
fn districts_and_kelurahan_are_agencies_and_desa_are_not() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let semua = semua_perangkat(&daftar);
        let kode: BTreeSet<&str> = semua.iter().map(|pd| pd.kode.as_str()).collect();
        assert_eq!(kode.len(), semua.len(), "{nama}");
        for pd in semua.iter().filter(|pd| pd.jenis == JenisPerangkat::Kelurahan) {
            assert!(kode.contains(pd.induk.as_deref().unwrap()), "{nama} {}", pd.kode);
        }
        assert!(semua.iter().all(|pd| !pd.nama.starts_with("Desa")), "{nama}");
        assert!(semua.iter().any(|pd| pd.nama.starts_with("Kecamatan ")), "{nama}");
    }
}

#[test]
fn a_faulty_region_file_names_the_line() {
    let judul = "kode,nama,induk,jenis\n";
    let tabel = [
        ("11.01,Contoh,11,kabupaten\n11.01.01,Satu,11.01\n", "baris 3: ada 3 kolom"),
        (
            "11.01,Contoh,11,kabupaten\n11.01.01,Satu,11.02,kecamatan\n",
            "baris 3: 11.01.01: nama kosong atau induk tidak cocok",
        ),
        ("11.01,Contoh,11,kabupaten\n11.01.01,,11.01,kecamatan\n", "baris 3"),
        ("11.01.01,Satu,11.01,kecamatan\n", "baris 2: 11.01.01: induk 11.01 belum disebut"),
        ("11.01,Contoh,11,kabupaten\n11.01,Contoh,11,kabupaten\n", "baris 3: 11.01: kode ditulis dua kali"),
        ("11.01,Contoh,11,provinsi\n", "jenis `provinsi` tidak dikenal"),
    ];
    for (isi, harap) in tabel {
        let galat = wilayah::baca("x.csv", &format!("{judul}{isi}")).unwrap_err().to_string();
        assert!(galat.contains(harap), "{galat}");
    }
    assert!(wilayah::baca("x.csv", "").unwrap_err().to_string().contains("judul kolom"));
    assert_eq!(
        wilayah::baca("x.csv", "\u{feff}kode,nama,induk,jenis\r\n11.01,Contoh,11,kabupaten\r\n\r\n").unwrap()[0].nama,
        "Contoh"
    );
}

#[test]
fn the_holiday_calendar_is_sorted_complete_and_clean() {
    let teks = fs::read_to_string(akar().join("data/kalender/hari_libur.csv")).unwrap();
    let mut baris = teks.lines();
    assert_eq!(baris.next(), Some("tanggal,nama,jenis,kepastian"));
    let format = time::format_description::parse_borrowed::<2>("[year]-[month]-[day]").unwrap();
    let mut sebelum: Option<Date> = None;
    let mut semua = Vec::new();
    for satu in baris {
        let kolom: Vec<&str> = satu.split(',').collect();
        assert_eq!(kolom.len(), 4, "{satu}");
        let tanggal = Date::parse(kolom[0], &format).unwrap();
        assert!(sebelum.is_none_or(|sebelum| sebelum < tanggal), "{satu}");
        sebelum = Some(tanggal);
        assert!(matches!(kolom[2], "libur_nasional" | "cuti_bersama"), "{satu}");
        assert_eq!(kolom[2] == "cuti_bersama", kolom[1].starts_with("Cuti Bersama"), "{satu}");
        assert!(matches!(kolom[3], "pasti" | "perkiraan"), "{satu}");
        assert!(!kolom[1].is_empty() && !kolom[1].contains('('), "{satu}");
        semua.push((tanggal, kolom[2]));
    }
    for tahun in 2024..=2027 {
        for (bulan, hari) in [(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)] {
            assert!(semua.contains(&(t(tahun, bulan, hari), "libur_nasional")), "{tahun}-{bulan}-{hari}");
        }
        let libur =
            semua.iter().filter(|(tanggal, jenis)| tanggal.year() == tahun && *jenis == "libur_nasional").count();
        assert!((16..=20).contains(&libur), "{tahun}: {libur}");
    }
}
