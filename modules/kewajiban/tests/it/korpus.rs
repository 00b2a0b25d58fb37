//! The profiles against the texts of the regulations, read from the folder in `PENDOPO_CORPUS`.

use crate::{akar, muat, nama_profil};
use kewajiban::model::DaftarKewajiban;
use kewajiban::profil::Alamat;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::PathBuf;

fn korpus() -> PathBuf {
    let folder = std::env::var_os("PENDOPO_CORPUS")
        .expect("set PENDOPO_CORPUS to the folder that holds the texts of the regulations, then run the tests again");
    PathBuf::from(folder)
}

fn naskah(daftar: &DaftarKewajiban) -> String {
    let letak = korpus().join(&daftar.profil.peraturan.berkas);
    fs::read_to_string(&letak).unwrap_or_else(|galat| panic!("{}: {galat}", letak.display()))
}

/// Lines of each article. A heading is accepted only when it continues the count; `O` is how one scan writes 9.
fn pasal(naskah: &str) -> Vec<Vec<String>> {
    let mut semua: Vec<Vec<String>> = Vec::new();
    for baris in naskah.lines() {
        let baris = baris.trim().trim_matches(['*', '#']).trim();
        let judul = baris.rsplit_once("Pasal ").filter(|(depan, _)| depan.is_empty() || depan.contains("KETENTUAN"));
        let berikut = (semua.len() + 1).to_string();
        if judul.is_some_and(|(_, nomor)| nomor == berikut || nomor == "O") {
            semua.push(Vec::new());
        } else if let Some(terakhir) = semua.last_mut() {
            terakhir.push(baris.to_owned());
        }
    }
    semua
}

/// Numbers of the ayat that can be read in an article, with their text.
fn ayat(baris: &[String]) -> BTreeMap<u16, String> {
    let mut semua: BTreeMap<u16, String> = BTreeMap::new();
    let mut kini = None;
    for satu in baris {
        let isi = satu.trim_start_matches(['-', ' ']);
        let nomor = isi
            .strip_prefix('(')
            .and_then(|sisa| sisa.split_once(')'))
            .and_then(|(nomor, sisa)| Some((nomor.parse().ok()?, sisa)));
        if let Some((nomor, sisa)) = nomor {
            kini = Some(nomor);
            semua.insert(nomor, sisa.to_owned());
        } else if let Some(teks) = kini.and_then(|nomor| semua.get_mut(&nomor)) {
            teks.push(' ');
            teks.push_str(satu);
        }
    }
    semua
}

/// Whether the scan kept the numbers of paragraphs: in more than half of the articles they begin with (1).
fn bernomor(pasal: &[Vec<String>]) -> bool {
    pasal.iter().filter(|baris| ayat(baris).contains_key(&1)).count() * 2 > pasal.len()
}

fn semua_alamat(daftar: &DaftarKewajiban) -> Vec<&Alamat> {
    let kewajiban = daftar.kewajiban.iter().flat_map(|satu| &satu.pasal);
    kewajiban.chain(daftar.tanpa_kewajiban.iter().flat_map(|satu| &satu.pasal)).collect()
}

#[test]
fn the_number_of_articles_is_that_of_the_text() {
    for nama in nama_profil() {
        let daftar = muat(&nama);
        assert_eq!(pasal(&naskah(&daftar)).len(), usize::from(daftar.profil.peraturan.jumlah_pasal), "{nama}");
    }
}

#[test]
fn every_paragraph_that_can_be_read_is_accounted_for() {
    let mut diperiksa = 0;
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let alamat = semua_alamat(&daftar);
        for (urutan, baris) in pasal(&naskah(&daftar)).iter().enumerate() {
            for (nomor, isi) in ayat(baris) {
                diperiksa += 1;
                let sini: Alamat = format!("{}({nomor})", urutan + 1).parse().unwrap();
                let terhitung = alamat.iter().any(|satu| satu.mencakup(&sini) || sini.mencakup(satu));
                assert!(terhitung, "{nama}: {} is neither a duty nor listed in tanpa_kewajiban: {isi}", sini.lengkap());
            }
        }
    }
    assert!(diperiksa > 380, "only {diperiksa} paragraphs could be read");
}

#[test]
fn an_article_without_duty_demands_nothing() {
    let tugas = ["wajib", "harus", "secara berkala", "paling sedikit 1", "paling lambat"];
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let pasal = pasal(&naskah(&daftar));
        for alamat in daftar.tanpa_kewajiban.iter().flat_map(|satu| &satu.pasal) {
            // Definitions may use these words to describe; they bind nobody.
            if alamat.pasal == 1 {
                continue;
            }
            let baris = &pasal[usize::from(alamat.pasal) - 1];
            let isi = match alamat.ayat {
                Some(nomor) => ayat(baris).remove(&nomor).unwrap_or_default(),
                None => baris.join(" "),
            };
            let isi = isi.to_lowercase();
            for kata in tugas {
                assert!(!isi.contains(kata), "{nama}: {} says `{kata}`", alamat.lengkap());
            }
        }
    }
}

#[test]
fn every_cited_paragraph_exists_where_the_scan_kept_the_numbers() {
    let mut diperiksa = 0;
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let pasal = pasal(&naskah(&daftar));
        let umum = daftar.profil.semua_alamat();
        for alamat in semua_alamat(&daftar).into_iter().chain(umum.iter().map(|(_, alamat)| *alamat)) {
            let ada: BTreeSet<u16> = ayat(&pasal[usize::from(alamat.pasal) - 1]).into_keys().collect();
            let utuh = !ada.is_empty() && ada.iter().copied().eq(1..=u16::try_from(ada.len()).unwrap());
            let Some(nomor) = alamat.ayat.filter(|_| utuh && bernomor(&pasal)) else {
                continue;
            };
            diperiksa += 1;
            assert!(ada.contains(&nomor), "{nama}: {} does not exist", alamat.lengkap());
        }
    }
    assert!(diperiksa > 500, "{diperiksa}");
}

#[test]
fn every_cited_letter_exists_where_the_scan_kept_the_letters() {
    let mut diperiksa = 0;
    for nama in nama_profil() {
        let daftar = muat(&nama);
        let pasal = pasal(&naskah(&daftar));
        for alamat in semua_alamat(&daftar) {
            let Some(huruf) = alamat.huruf else { continue };
            let baris = &pasal[usize::from(alamat.pasal) - 1];
            let isi = match alamat.ayat {
                Some(nomor) => ayat(baris).remove(&nomor),
                None => Some(baris.join(" ")),
            };
            let Some(isi) = isi.filter(|_| bernomor(&pasal)) else { continue };
            diperiksa += 1;
            let tanda = format!(" {huruf}. ");
            assert!(format!(" {isi} ").contains(&tanda), "{nama}: {} does not exist in: {isi}", alamat.lengkap());
        }
    }
    assert!(diperiksa > 150, "{diperiksa}");
}

/// Lower case, letters and digits only, single blanks.
fn ratakan(teks: &str) -> String {
    let polos: String =
        teks.chars().map(|huruf| if huruf.is_alphanumeric() { huruf.to_ascii_lowercase() } else { ' ' }).collect();
    polos.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every piece of `panjang` characters.
fn potongan(teks: &str, panjang: usize) -> impl Iterator<Item = Vec<char>> {
    let huruf: Vec<char> = teks.chars().collect();
    let jumlah = (huruf.len() + 1).saturating_sub(panjang);
    (0..jumlah).map(move |mulai| huruf[mulai..mulai + panjang].to_vec())
}

#[test]
fn no_text_of_ours_copies_more_than_70_characters_of_a_regulation() {
    let mut kenal: HashSet<Vec<char>> = HashSet::new();
    for nama in nama_profil() {
        kenal.extend(potongan(&ratakan(&naskah(&muat(&nama))), 71));
    }
    assert!(kenal.len() > 50_000);
    for nama in nama_profil() {
        // Everything in the file counts, except the regulation's own title, which is a fact.
        let teks = fs::read_to_string(akar().join("profiles").join(&nama)).unwrap();
        let isi: String = teks.lines().filter(|baris| !baris.starts_with("tentang = ")).collect::<Vec<_>>().join("\n");
        for kutipan in isi.split('"').skip(1).step_by(2) {
            for satu in potongan(&ratakan(kutipan), 71) {
                assert!(!kenal.contains(&satu), "{nama}: copied: {}", satu.iter().collect::<String>());
            }
        }
    }
}
