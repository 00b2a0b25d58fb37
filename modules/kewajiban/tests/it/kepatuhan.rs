//! Obligations of whole profiles, and the figures about them.

use crate::rules::jadwal;
use crate::{muat, nama_profil, semua_perangkat, senin_jumat, t};
use kewajiban::model::{DaftarKewajiban, Kekuatan, Kewajiban, Sifat};
use kewajiban::profil::{GeserLibur, Peran};
use kewajiban::rules::kepatuhan::{self, Bagian, Rekap, Terhitung};
use kewajiban::rules::masa::{AwalSiklus, Konteks};
use kewajiban::rules::pelaksanaan::{self, Penanggung};
use kewajiban::rules::status::{Keputusan, Status, status};
use std::collections::BTreeSet;
use time::Date;

#[test]
fn shares_are_exact_and_rounded_half_up_only_when_shown() {
    let tabel = [
        (1, 3, "33,33%"),
        (2, 3, "66,67%"),
        (1, 8, "12,50%"),
        (0, 5, "0,00%"),
        (7, 7, "100,00%"),
        (1, 32, "3,13%"),
        (1, 20_000, "0,01%"),
    ];
    for (pembilang, penyebut, harap) in tabel {
        assert_eq!(Bagian { pembilang, penyebut }.to_string(), harap);
    }
    let besar = Bagian { pembilang: u32::MAX, penyebut: u32::MAX };
    assert_eq!(besar.perseratus_persen(), 10_000);
}

#[test]
fn what_is_not_due_says_nothing_about_compliance() {
    let mut rekap = Rekap::default();
    assert_eq!(rekap.kepatuhan(), None);
    for status in [Status::BelumJatuhTempo, Status::Mendekati, Status::JatuhTempo, Status::TidakBerlaku] {
        rekap.tambah(status);
        assert_eq!(rekap.kepatuhan(), None, "{status:?}");
    }
    rekap.tambah(Status::Terpenuhi);
    rekap.tambah(Status::Terlambat);
    rekap.tambah(Status::Terlambat);
    assert_eq!(rekap.kepatuhan(), Some(Bagian { pembilang: 1, penyebut: 3 }));
    assert_eq!(rekap.jumlah(), 7);
}

fn susun(daftar: &DaftarKewajiban, tahun: i32) -> Vec<pelaksanaan::Pelaksanaan> {
    let awal = AwalSiklus::dari(&daftar.profil);
    let konteks = |_: &Kewajiban, _: &Penanggung| Konteks {
        awal,
        sejak: t(tahun, 1, 1),
        sampai: t(tahun, 12, 31),
        terpenuhi: &[],
        kejadian: &[],
        hari_kerja: &senin_jumat,
        geser: GeserLibur::Tetap,
    };
    pelaksanaan::susun(daftar, &semua_perangkat(daftar), &konteks).unwrap()
}

#[test]
fn obligations_of_a_year_are_the_same_whenever_computed_and_no_key_twice() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let sekali = susun(&daftar, 2026);
        assert_eq!(sekali, susun(&daftar, 2026), "{nama}");
        let kunci: BTreeSet<String> = sekali.iter().map(pelaksanaan::Pelaksanaan::kunci).collect();
        assert_eq!(kunci.len(), sekali.len(), "{nama}");
        // A wider window brings more obligations, but those of the narrow one keep their keys and dates.
        let lebar: BTreeSet<(String, Date)> =
            (2025..=2027).flat_map(|tahun| susun(&daftar, tahun)).map(|satu| (satu.kunci(), satu.masa.jatuh)).collect();
        assert!(sekali.iter().all(|satu| lebar.contains(&(satu.kunci(), satu.masa.jatuh))), "{nama}");
    }
}

#[test]
fn a_duty_of_every_agency_is_owed_by_each() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let pd = pelaksanaan::pemegang(&daftar.profil, &semua_perangkat(&daftar), Peran::SetiapPd).len();
        let semua = susun(&daftar, 2026);
        let tahunan = jadwal("{ tiap = \"tahun\" }");
        let mut diperiksa = 0;
        for kewajiban in daftar.kewajiban.iter().filter(|satu| satu.pelaku == Peran::SetiapPd && satu.jadwal == tahunan)
        {
            diperiksa += 1;
            assert_eq!(
                semua.iter().filter(|satu| satu.kewajiban == kewajiban.kode).count(),
                pd,
                "{nama} {}",
                kewajiban.kode
            );
        }
        assert!(diperiksa > 0, "{nama}");
    }
}

#[test]
fn figures_per_actor_article_and_system_add_up() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let semua = susun(&daftar, 2026);
        let hari_ini = t(2026, 11, 22);
        let terhitung: Vec<Terhitung<'_>> = semua
            .iter()
            .enumerate()
            .map(|(urutan, pelaksanaan)| {
                let keputusan = if urutan % 3 == 0 { Keputusan::Terpenuhi(hari_ini) } else { Keputusan::Terbuka };
                Terhitung { pelaksanaan, status: status(&pelaksanaan.masa, keputusan, hari_ini, 30) }
            })
            .collect();
        let jumlah = kepatuhan::rekap(&terhitung).jumlah();
        assert_eq!(usize::try_from(jumlah).unwrap(), semua.len());
        let penanggung: u32 = kepatuhan::menurut_penanggung(&terhitung).values().map(Rekap::jumlah).sum();
        assert_eq!(penanggung, jumlah, "{nama}: each obligation has one actor");
        let pasal = kepatuhan::menurut_pasal(&daftar, &terhitung);
        let terbesar = pasal.values().map(Rekap::jumlah).max().unwrap();
        assert!(terbesar <= jumlah && pasal.values().map(Rekap::jumlah).sum::<u32>() >= jumlah, "{nama}");
        for (alamat, rekap) in &pasal {
            let kode: BTreeSet<&str> = daftar
                .kewajiban
                .iter()
                .filter(|satu| satu.pasal.iter().any(|satu| satu.pasal == alamat.pasal))
                .map(|satu| satu.kode.as_str())
                .collect();
            let langsung = semua.iter().filter(|satu| kode.contains(satu.kewajiban.as_str())).count();
            assert_eq!(
                usize::try_from(rekap.jumlah()).unwrap(),
                langsung,
                "{nama} {alamat}: several paragraphs of one article count once"
            );
        }
        assert!(kepatuhan::menurut_sistem(&daftar, &terhitung).keys().all(|sistem| !sistem.is_empty()));
        assert!(kepatuhan::menurut_alamat(&daftar, &terhitung).len() >= pasal.len());
        assert!(kepatuhan::menurut_indikator(&daftar, &terhitung).keys().all(|nomor| (1..=47).contains(nomor)));
        let wajib = kepatuhan::hanya_wajib(&daftar, &terhitung);
        assert!(
            wajib.len() < terhitung.len()
                || daftar
                    .kewajiban
                    .iter()
                    .all(|satu| satu.kekuatan == Kekuatan::Wajib || satu.sifat == Sifat::Bersyarat),
            "{nama}"
        );
    }
}
