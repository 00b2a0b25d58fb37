//! Districts and villages (`data/wilayah/*.csv`: `kode,nama,induk,jenis`), and the agencies that follow from them.

use crate::profil::{GalatProfil, JenisPerangkat, Masalah, PerangkatDaerah, Profil};
use std::collections::BTreeMap;

/// One line of a region file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wilayah {
    /// Code of the Ministry of Home Affairs, `14.09.01.2004`.
    pub kode: String,
    pub nama: String,
    /// Code of the region that it lies in.
    pub induk: String,
    pub jenis: JenisWilayah,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JenisWilayah {
    Kabupaten,
    Kota,
    Kecamatan,
    Kelurahan,
    Desa,
}

impl JenisWilayah {
    fn urai(teks: &str) -> Option<Self> {
        Some(match teks {
            "kabupaten" => Self::Kabupaten,
            "kota" => Self::Kota,
            "kecamatan" => Self::Kecamatan,
            "kelurahan" => Self::Kelurahan,
            "desa" => Self::Desa,
            _ => return None,
        })
    }
}

/// Reads a region file and checks that every region lies in one that was listed before it.
///
/// # Errors
/// [`GalatProfil`] naming each faulty line.
pub fn baca(berkas: &str, teks: &str) -> Result<Vec<Wilayah>, GalatProfil> {
    let mut masalah = Vec::new();
    let mut semua: Vec<Wilayah> = Vec::new();
    let mut kenal = BTreeMap::new();
    let mut baris_isi = teks.lines().enumerate();
    if baris_isi.next().map(|(_, kepala)| kepala.trim_start_matches('\u{feff}')) != Some("kode,nama,induk,jenis") {
        masalah.push(Masalah::baru("", "baris pertama bukan judul kolom", "Tulis kode,nama,induk,jenis"));
    }
    for (urutan, baris) in baris_isi.filter(|(_, baris)| !baris.trim().is_empty()) {
        match satu(baris, &kenal) {
            Ok(wilayah) => {
                kenal.insert(wilayah.kode.clone(), wilayah.jenis);
                semua.push(wilayah);
            }
            Err(mut salah) => {
                salah.baris = Some(urutan + 1);
                masalah.push(salah);
            }
        }
    }
    GalatProfil::periksa(berkas, masalah)?;
    Ok(semua)
}

fn satu(baris: &str, kenal: &BTreeMap<String, JenisWilayah>) -> Result<Wilayah, Masalah> {
    let kolom: Vec<&str> = baris.split(',').map(str::trim).collect();
    let &[kode, nama, induk, jenis] = kolom.as_slice() else {
        return Err(Masalah::baru("", format!("ada {} kolom, seharusnya 4", kolom.len()), "Periksa koma di baris ini"));
    };
    let jenis = JenisWilayah::urai(jenis).ok_or_else(|| {
        Masalah::baru(
            kode,
            format!("jenis `{jenis}` tidak dikenal"),
            "Pakai kabupaten, kota, kecamatan, kelurahan, atau desa",
        )
    })?;
    let seharusnya = kode.rsplit_once('.').map_or("", |(atas, _)| atas);
    if nama.is_empty() || induk != seharusnya {
        return Err(Masalah::baru(
            kode,
            "nama kosong atau induk tidak cocok dengan kode",
            format!("Induknya seharusnya {seharusnya}"),
        ));
    }
    let puncak = matches!(jenis, JenisWilayah::Kabupaten | JenisWilayah::Kota);
    if !puncak && !kenal.contains_key(induk) {
        return Err(Masalah::baru(
            kode,
            format!("induk {induk} belum disebut di atasnya"),
            "Urutkan dari kabupaten ke desa",
        ));
    }
    if kenal.contains_key(kode) {
        return Err(Masalah::baru(kode, "kode ditulis dua kali", "Hapus salah satunya"));
    }
    Ok(Wilayah { kode: kode.to_owned(), nama: nama.to_owned(), induk: induk.to_owned(), jenis })
}

/// All agencies of the regency: those of the profile, then its districts, each followed by its kelurahan if the profile wants them.
/// Desa are governments of their own and never agencies. The code of a district is `KEC-` and its region code.
pub fn perangkat(profil: &Profil, wilayah: &[Wilayah]) -> Vec<PerangkatDaerah> {
    let mut semua = profil.perangkat_daerah.clone();
    for satu in wilayah {
        let (jenis, awalan, induk) = match satu.jenis {
            JenisWilayah::Kecamatan => (JenisPerangkat::Kecamatan, "Kecamatan", None),
            JenisWilayah::Kelurahan if profil.kecamatan.kelurahan => {
                (JenisPerangkat::Kelurahan, "Kelurahan", Some(format!("KEC-{}", satu.induk)))
            }
            JenisWilayah::Kelurahan | JenisWilayah::Kabupaten | JenisWilayah::Kota | JenisWilayah::Desa => continue,
        };
        let singkat = if jenis == JenisPerangkat::Kecamatan { "KEC" } else { "KEL" };
        let peran = if jenis == JenisPerangkat::Kecamatan { profil.kecamatan.peran.clone() } else { Vec::new() };
        semua.push(PerangkatDaerah {
            kode: format!("{singkat}-{}", satu.kode),
            nama: format!("{awalan} {}", satu.nama),
            singkatan: None,
            jenis,
            induk,
            peran,
        });
    }
    semua
}
