//! Every profile in the folder loads and says what a profile must say.

use crate::{muat, nama_profil, semua_perangkat};
use kewajiban::model::{Jadwal, Sifat};
use kewajiban::profil::{Bidang, JenisPerangkat, Peran, Sumber};
use kewajiban::rules::pelaksanaan::{Penanggung, pemegang};
use std::collections::BTreeSet;

#[test]
fn every_profile_loads() {
    assert!(nama_profil().len() >= 5);
    for nama in nama_profil() {
        let daftar = muat(&nama);
        assert_eq!(format!("{}.toml", daftar.profil.kode), nama);
        assert!(!daftar.kewajiban.is_empty(), "{nama}");
    }
}

#[test]
fn duties_in_all_reach_the_number_that_the_texts_hold() {
    let jumlah: usize = nama_profil().iter().map(|nama| muat(nama).kewajiban.len()).sum();
    assert!(jumlah >= 500, "{jumlah}");
}

#[test]
fn periods_that_a_regulation_states_are_marked_as_its_own() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let dari_peraturan = daftar
            .kewajiban
            .iter()
            .filter(|satu| satu.sumber_jadwal == Sumber::Peraturan && satu.sifat == Sifat::Berkala)
            .count();
        assert!(dari_peraturan >= 1, "{nama}");
        // A deadline in working days is nowhere in the five texts, so none may claim to be.
        for satu in &daftar.kewajiban {
            if let Jadwal::Pemicu { sumber_tenggat, .. } = &satu.jadwal {
                assert_eq!(*sumber_tenggat, Sumber::Usulan, "{nama} {}", satu.kode);
            }
        }
    }
}

#[test]
fn an_actor_named_by_the_regulation_is_told_from_one_that_we_propose() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let disebut = daftar.kewajiban.iter().filter(|satu| satu.sumber_pelaku == Sumber::Peraturan).count();
        assert!(disebut >= 10 && disebut < daftar.kewajiban.len(), "{nama}: {disebut}");
        // Teams exist only through the regulation or are marked as proposed.
        for tim in &daftar.profil.tim {
            assert!(tim.sumber == Some(Sumber::Usulan) || !tim.pasal.is_empty(), "{nama} {}", tim.kode);
        }
    }
}

#[test]
fn every_duty_has_somebody_who_owes_it_and_somebody_to_escalate_to() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let perangkat = semua_perangkat(&daftar);
        for satu in &daftar.kewajiban {
            assert!(!pemegang(&daftar.profil, &perangkat, satu.pelaku).is_empty(), "{nama} {}", satu.kode);
            assert!(!pemegang(&daftar.profil, &perangkat, satu.koordinator).is_empty(), "{nama} {}", satu.kode);
            assert_ne!(satu.pelaku, satu.koordinator, "{nama} {} escalates to itself", satu.kode);
        }
    }
}

#[test]
fn a_duty_of_every_agency_reaches_all_agencies_and_districts_but_no_unit() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let perangkat = semua_perangkat(&daftar);
        let kena = pemegang(&daftar.profil, &perangkat, Peran::SetiapPd);
        let kecamatan = perangkat.iter().filter(|pd| pd.jenis == JenisPerangkat::Kecamatan).count();
        assert!(kecamatan >= 10, "{nama}");
        let unik: BTreeSet<_> = kena.iter().collect();
        assert_eq!(unik.len(), kena.len());
        for pd in &perangkat {
            let ikut = kena.contains(&Penanggung::Perangkat(pd.kode.clone()));
            let unit = matches!(pd.jenis, JenisPerangkat::Bagian | JenisPerangkat::Unit | JenisPerangkat::Kelurahan)
                || pd.induk.is_some();
            assert_eq!(ikut, !unit, "{nama} {}", pd.kode);
        }
    }
}

#[test]
fn one_agency_leads_the_ict_matters_and_sekda_and_bupati_stand_once() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let perangkat = semua_perangkat(&daftar);
        for peran in
            [Peran::Bupati, Peran::Sekda, Peran::Diskominfo, Peran::Perencanaan, Peran::Organisasi, Peran::Hukum]
        {
            assert_eq!(pemegang(&daftar.profil, &perangkat, peran).len(), 1, "{nama} {peran:?}");
        }
        assert!(daftar.profil.koordinator(Bidang::Anggaran).is_some(), "{nama}");
    }
}

#[test]
fn coordinators_from_the_regulation_cite_it_and_proposals_do_not() {
    for nama in nama_profil() {
        for koordinator in &muat(&nama).profil.koordinator {
            assert_eq!(
                koordinator.sumber == Sumber::Peraturan,
                !koordinator.pasal.is_empty(),
                "{nama} {:?}",
                koordinator.bidang
            );
        }
    }
}

#[test]
fn names_for_other_modules_resolve() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        for nama_acuan in daftar.profil.acuan_kewajiban.keys() {
            assert!(daftar.acuan(nama_acuan).is_some(), "{nama} {nama_acuan}");
        }
        assert!(daftar.acuan("pemantauan_evaluasi").or(daftar.acuan("evaluasi_mandiri")).is_some(), "{nama}");
        assert!(daftar.acuan("tidak_ada").is_none());
    }
}

#[test]
fn duties_of_an_article_are_found_from_above_and_from_below() {
    let nama = nama_profil();
    let daftar = muat(&nama[0]);
    let satu = daftar.kewajiban.iter().find(|satu| satu.pasal[0].ayat.is_some()).unwrap();
    let alamat = satu.pasal[0].clone();
    assert!(daftar.menurut_pasal(&alamat).iter().any(|lain| lain.kode == satu.kode));
    assert!(daftar.menurut_pasal(&alamat.hanya_pasal()).iter().any(|lain| lain.kode == satu.kode));
    let jauh = format!("{}", daftar.profil.peraturan.jumlah_pasal).parse().unwrap();
    assert!(daftar.menurut_pasal(&jauh).is_empty(), "the last article only says when it takes effect");
}
