//! Content checks of the duties.

use super::{Acuan, DaftarKewajiban, Jadwal, Kewajiban, Sifat};
use crate::profil::periksa::{di_luar, kembar, peran_kosong};
use crate::profil::{Masalah, Peran};
use std::collections::BTreeSet;

/// Systems of the mission.
const SISTEM: [(&str, u8); 6] = [("A", 21), ("B", 8), ("C", 0), ("D", 10), ("E", 5), ("F", 5)];

/// Number of indicators of PermenPANRB 59/2020.
const INDIKATOR: u8 = 47;

pub(super) fn periksa(daftar: &DaftarKewajiban) -> Vec<Masalah> {
    let mut masalah = Vec::new();
    kembar("kewajiban", daftar.kewajiban.iter().map(|kewajiban| kewajiban.kode.as_str()), &mut masalah);
    let terisi = daftar.profil.peran_terisi();
    for kewajiban in &daftar.kewajiban {
        satu(daftar, kewajiban, &terisi, &mut masalah);
    }
    pemicu(daftar, &mut masalah);
    rujukan(daftar, &mut masalah);
    pasal_terhitung(daftar, &mut masalah);
    masalah
}

fn satu(daftar: &DaftarKewajiban, kewajiban: &Kewajiban, terisi: &BTreeSet<Peran>, masalah: &mut Vec<Masalah>) {
    let kunci = |nama: &str| format!("kewajiban[{}].{nama}", kewajiban.kode);
    let slug = |huruf: char| huruf.is_ascii_lowercase() || huruf.is_ascii_digit() || huruf == '-';
    if kewajiban.kode.is_empty() || !kewajiban.kode.chars().all(slug) {
        masalah.push(Masalah::baru(
            kunci("kode"),
            "kode hanya boleh huruf kecil, angka, dan tanda hubung",
            "Ganti kodenya",
        ));
    }
    for (nama, isi) in [("judul", &kewajiban.judul), ("uraian", &kewajiban.uraian)] {
        if isi.trim().is_empty() {
            masalah.push(Masalah::baru(kunci(nama), "masih kosong", "Tulis dengan kata sendiri"));
        }
    }
    if kewajiban.judul.chars().count() > 80 {
        masalah.push(Masalah::baru(kunci("judul"), "lebih dari 80 huruf", "Pindahkan rinciannya ke uraian"));
    }
    if kewajiban.bukti.is_empty() || kewajiban.bukti.iter().any(|bukti| bukti.trim().is_empty()) {
        masalah.push(Masalah::baru(kunci("bukti"), "bukti belum disebut", "Sebut sedikitnya satu bukti yang diterima"));
    }
    if kewajiban.pasal.is_empty() {
        masalah.push(Masalah::baru(kunci("pasal"), "pasal belum disebut", "Sebut sedikitnya satu pasal"));
    }
    for alamat in &kewajiban.pasal {
        if alamat.pasal > daftar.profil.peraturan.jumlah_pasal {
            masalah.push(di_luar(kunci("pasal"), alamat, daftar.profil.peraturan.jumlah_pasal));
        }
    }
    let peran = [("pelaku", kewajiban.pelaku), ("koordinator", kewajiban.koordinator)];
    for (nama, peran) in peran.into_iter().chain(kewajiban.pendukung.iter().map(|peran| ("pendukung", *peran))) {
        if !terisi.contains(&peran) {
            masalah.push(peran_kosong(kunci(nama), peran));
        }
    }
    if kewajiban.koordinator == Peran::SetiapPd {
        masalah.push(Masalah::baru(kunci("koordinator"), "setiap_pd tidak dapat mengoordinasikan", "Sebut satu peran"));
    }
    if kewajiban.sistem.is_empty() {
        masalah.push(Masalah::baru(kunci("sistem"), "sistem belum disebut", "Isi misalnya [\"A4\"]"));
    }
    for sistem in kewajiban.sistem.iter().filter(|sistem| !sistem_ada(sistem)) {
        masalah.push(Masalah::baru(
            kunci("sistem"),
            format!("`{sistem}` tidak dikenal"),
            "Pakai A1-A21, B1-B8, C, D1-D10, E1-E5, F1-F5",
        ));
    }
    for nomor in kewajiban.indikator.iter().filter(|nomor| !(1..=INDIKATOR).contains(*nomor)) {
        masalah.push(Masalah::baru(
            kunci("indikator"),
            format!("indikator {nomor} tidak ada"),
            format!("Pakai 1 sampai {INDIKATOR}"),
        ));
    }
    if !cocok(kewajiban.sifat, &kewajiban.jadwal) {
        masalah.push(Masalah::baru(
            kunci("jadwal"),
            "jenis jadwal tidak cocok dengan sifat",
            "berkala: tiap atau paruh waktu; sekali: sekali_dalam; bersyarat: pemicu; terus_menerus: tiap menurut kalender",
        ));
    }
}

pub(crate) fn cocok(sifat: Sifat, jadwal: &Jadwal) -> bool {
    match (sifat, jadwal) {
        (Sifat::Berkala, Jadwal::Berkala { .. } | Jadwal::ParuhDanAkhir { .. }) => true,
        (Sifat::TerusMenerus, Jadwal::Berkala { acuan, .. }) => *acuan == Acuan::Kalender,
        (Sifat::Sekali, Jadwal::Sekali { .. }) => true,
        (Sifat::Bersyarat, Jadwal::Pemicu { .. }) => true,
        (Sifat::Berkala, Jadwal::Sekali { .. } | Jadwal::Pemicu { .. })
        | (Sifat::TerusMenerus, Jadwal::ParuhDanAkhir { .. } | Jadwal::Sekali { .. } | Jadwal::Pemicu { .. })
        | (Sifat::Sekali, Jadwal::Berkala { .. } | Jadwal::ParuhDanAkhir { .. } | Jadwal::Pemicu { .. })
        | (Sifat::Bersyarat, Jadwal::Berkala { .. } | Jadwal::ParuhDanAkhir { .. } | Jadwal::Sekali { .. }) => false,
    }
}

/// True for `A1`..`A21`, `B1`..`B8`, `C`, `D1`..`D10`, `E1`..`E5`, `F1`..`F5`.
fn sistem_ada(sistem: &str) -> bool {
    SISTEM.iter().any(|(huruf, terakhir)| {
        sistem.strip_prefix(huruf).is_some_and(|nomor| {
            if *terakhir == 0 {
                return nomor.is_empty();
            }
            !nomor.starts_with('0') && nomor.parse::<u8>().is_ok_and(|nomor| (1..=*terakhir).contains(&nomor))
        })
    })
}

/// Every trigger that a duty names exists, and every trigger is named by a duty.
fn pemicu(daftar: &DaftarKewajiban, masalah: &mut Vec<Masalah>) {
    let mut dipakai = BTreeSet::new();
    for kewajiban in &daftar.kewajiban {
        let Jadwal::Pemicu { kode, .. } = &kewajiban.jadwal else { continue };
        for satu in kode {
            dipakai.insert(satu.as_str());
            if !daftar.pemicu.contains_key(satu) {
                masalah.push(Masalah::baru(
                    format!("kewajiban[{}].jadwal.pemicu", kewajiban.kode),
                    format!("pemicu `{satu}` tidak ada"),
                    "Tambahkan pada bagian [pemicu] atau perbaiki kodenya",
                ));
            }
        }
    }
    for kode in daftar.pemicu.keys().filter(|kode| !dipakai.contains(kode.as_str())) {
        masalah.push(Masalah::baru(format!("pemicu.{kode}"), "tidak dipakai kewajiban mana pun", "Hapus atau pakai"));
    }
}

/// Names and documents of the general part point at duties that exist.
fn rujukan(daftar: &DaftarKewajiban, masalah: &mut Vec<Masalah>) {
    let dokumen = daftar.profil.dokumen.iter().flat_map(|(jenis, dokumen)| {
        dokumen.kewajiban.iter().map(move |kode| (format!("dokumen[{jenis:?}].kewajiban"), kode))
    });
    let acuan = daftar.profil.acuan_kewajiban.iter().map(|(nama, kode)| (format!("acuan_kewajiban.{nama}"), kode));
    for (kunci, kode) in dokumen.chain(acuan) {
        if daftar.cari(kode).is_none() {
            masalah.push(Masalah::baru(kunci, format!("kewajiban `{kode}` tidak ada"), "Perbaiki kode kewajibannya"));
        }
    }
}

/// Every article from 1 to the last is the source of a duty or listed as having none, and not both.
fn pasal_terhitung(daftar: &DaftarKewajiban, masalah: &mut Vec<Masalah>) {
    let berkewajiban: BTreeSet<u16> =
        daftar.kewajiban.iter().flat_map(|kewajiban| kewajiban.pasal.iter().map(|alamat| alamat.pasal)).collect();
    let mut tanpa = BTreeSet::new();
    for satu in &daftar.tanpa_kewajiban {
        if satu.alasan.trim().is_empty() {
            masalah.push(Masalah::baru(
                "tanpa_kewajiban.alasan",
                "alasan masih kosong",
                "Jelaskan mengapa tidak ada kewajiban",
            ));
        }
        for alamat in &satu.pasal {
            if alamat.pasal > daftar.profil.peraturan.jumlah_pasal {
                masalah.push(di_luar("tanpa_kewajiban", alamat, daftar.profil.peraturan.jumlah_pasal));
            }
            if alamat.ayat.is_some() || alamat.huruf.is_some() {
                let sama = daftar.kewajiban.iter().find(|kewajiban| kewajiban.pasal.contains(alamat));
                if let Some(kewajiban) = sama {
                    masalah.push(bertentangan(alamat.lengkap(), &kewajiban.kode));
                }
                continue;
            }
            tanpa.insert(alamat.pasal);
            let sama =
                daftar.kewajiban.iter().find(|kewajiban| kewajiban.pasal.iter().any(|lain| alamat.mencakup(lain)));
            if let Some(kewajiban) = sama {
                masalah.push(bertentangan(alamat.lengkap(), &kewajiban.kode));
            }
        }
    }
    for pasal in 1..=daftar.profil.peraturan.jumlah_pasal {
        if !berkewajiban.contains(&pasal) && !tanpa.contains(&pasal) {
            masalah.push(Masalah::baru(
                format!("Pasal {pasal}"),
                "belum diperhitungkan",
                "Tambahkan kewajibannya, atau catat di tanpa_kewajiban beserta alasannya",
            ));
        }
    }
}

fn bertentangan(alamat: String, kode: &str) -> Masalah {
    Masalah::baru(
        format!("tanpa_kewajiban[{alamat}]"),
        format!("padahal kewajiban `{kode}` bersumber dari sana"),
        "Hapus salah satunya",
    )
}
