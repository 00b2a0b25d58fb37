//! Doubts that show only in the finished tree: numbers, references, twins, definitions, annexes.

use std::collections::{HashMap, HashSet};

use super::alamat::{Alamat, telusuri};
use super::angka;
use super::catatan::Catatan;
use super::istilah;
use super::naskah::{Jenis, JenisKeraguan, Naskah, Simpul};
use super::rujukan::{self, Rujukan, Tempat};

/// Numbers missing in one gap that are listed one by one.
const SEBUT_MAKS: u32 = 5;

/// Adds all doubts about the tree.
pub(super) fn periksa(naskah: &Naskah, catatan: &mut Catatan) {
    urutan(None, naskah.batang.iter().filter(|simpul| simpul.jenis == Jenis::Bab), catatan);
    urutan(None, naskah.pasal().into_iter(), catatan);
    telusuri(naskah, &mut |alamat, simpul| {
        let pasal = alamat.nomor(Jenis::Pasal);
        if simpul.anak.is_empty() {
            return isi(alamat, simpul, catatan);
        }
        for jenis in [Jenis::Bagian, Jenis::Paragraf, Jenis::Ayat, Jenis::Huruf, Jenis::Angka] {
            urutan(pasal, simpul.anak_jenis(jenis), catatan);
        }
        isi(alamat, simpul, catatan);
        if simpul.jenis == Jenis::Pasal {
            kembar(simpul, catatan);
        }
    });
    tentang_rujukan(naskah, catatan);
    tentang_istilah(naskah, catatan);
    tentang_lampiran(naskah, catatan);
}

/// Value of a number on its level, to compare.
fn nilai(simpul: &Simpul) -> Option<u32> {
    match simpul.jenis {
        Jenis::Bab => angka::romawi(&simpul.nomor),
        Jenis::Huruf => angka::huruf(&simpul.nomor),
        Jenis::Pasal => {
            let inti = simpul.nomor.trim_end_matches(|c: char| c.is_ascii_uppercase());
            angka::digit(inti).or_else(|| angka::romawi(&simpul.nomor))
        }
        Jenis::Bagian | Jenis::Paragraf | Jenis::Ayat | Jenis::Angka => angka::digit(&simpul.nomor),
    }
}

/// Gaps, doubles and disorder in one row of numbers.
fn urutan<'a>(pasal: Option<&str>, daftar: impl Iterator<Item = &'a Simpul>, catatan: &mut Catatan) {
    let daftar: Vec<(&Simpul, u32)> = daftar.filter_map(|simpul| nilai(simpul).map(|nilai| (simpul, nilai))).collect();
    let semua: HashSet<u32> = daftar.iter().map(|(_, nilai)| *nilai).collect();
    let mut pernah: HashSet<&str> = HashSet::new();
    let mut kini = 0;
    for (simpul, nilai) in &daftar {
        let sebutan = &simpul.sebutan;
        let sendiri = (simpul.jenis == Jenis::Pasal).then_some(simpul.nomor.as_str()).or(pasal);
        if !pernah.insert(&simpul.nomor) {
            let uraian = format!("{sebutan} muncul lebih dari sekali.");
            catatan.ragu(simpul.baris, sendiri, JenisKeraguan::NomorGanda, uraian);
        } else if *nilai < kini {
            let uraian = format!("{sebutan} berdiri setelah nomor yang lebih besar.");
            catatan.ragu(simpul.baris, sendiri, JenisKeraguan::Urutan, uraian);
        } else if *nilai > kini + 1 {
            let hilang: Vec<u32> = (kini + 1..*nilai).take(1000).filter(|nomor| !semua.contains(nomor)).collect();
            if let (Some(pertama), Some(akhir)) = (hilang.first(), hilang.last()) {
                let daftar = if hilang.len() as u64 <= u64::from(SEBUT_MAKS) {
                    hilang.iter().map(|nomor| tulis(simpul.jenis, *nomor)).collect::<Vec<_>>().join(", ")
                } else {
                    format!("{} sampai dengan {}", tulis(simpul.jenis, *pertama), tulis(simpul.jenis, *akhir))
                };
                catatan.ragu(
                    simpul.baris,
                    sendiri,
                    JenisKeraguan::NomorHilang,
                    format!("{daftar} tidak ditemukan sebelum {sebutan}."),
                );
            }
        }
        kini = kini.max(*nilai);
    }
}

fn tulis(jenis: Jenis, nilai: u32) -> String {
    match jenis {
        Jenis::Bab => format!("BAB {}", angka::ke_romawi(nilai)),
        Jenis::Bagian => format!("Bagian ke-{nilai}"),
        Jenis::Paragraf => format!("Paragraf {nilai}"),
        Jenis::Pasal => format!("Pasal {nilai}"),
        Jenis::Ayat => format!("ayat ({nilai})"),
        Jenis::Huruf => format!("huruf {}", angka::ke_huruf(nilai)),
        Jenis::Angka => format!("angka {nilai}"),
    }
}

/// Nodes without text, and sentences that stop.
fn isi(alamat: &Alamat, simpul: &Simpul, catatan: &mut Catatan) {
    let pasal = alamat.nomor(Jenis::Pasal);
    if simpul.jenis.kelompok() {
        if simpul.judul.is_empty() {
            catatan.ragu(
                simpul.baris,
                pasal,
                JenisKeraguan::KalimatTerputus,
                format!("{} tidak berjudul.", alamat.kalimat()),
            );
        }
        return;
    }
    if simpul.teks.is_empty() && simpul.anak.is_empty() {
        catatan.ragu(
            simpul.baris,
            pasal,
            JenisKeraguan::KalimatTerputus,
            format!("{} tidak berisi teks.", alamat.kalimat()),
        );
        return;
    }
    if !simpul.anak.is_empty() {
        return;
    }
    let teks = simpul.teks.trim_end();
    let kata = super::kalimat::kata_akhir(teks).to_lowercase();
    let putus = ["dan", "atau", "dengan", "dalam", "pada", "oleh", "untuk", "yang", "dari"].contains(&kata.as_str());
    let sah =
        teks.ends_with("; dan") || teks.ends_with("; atau") || teks.ends_with(";dan") || teks.ends_with("dan/atau");
    if (putus && !sah) || teks.ends_with(['-', ',']) {
        catatan.ragu(
            simpul.baris,
            pasal,
            JenisKeraguan::KalimatTerputus,
            format!("{} berakhir di tengah kalimat.", alamat.kalimat()),
        );
    }
}

/// Letters and digits in lower case.
fn inti(teks: &str) -> String {
    teks.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Two ayat of one pasal with the same words.
fn kembar(pasal: &Simpul, catatan: &mut Catatan) {
    let mut pernah: HashMap<&str, &str> = HashMap::new();
    for ayat in pasal.anak_jenis(Jenis::Ayat) {
        let isi = ayat.teks.trim_end_matches(['.', ';', ' ']);
        if isi.len() < 20 || !ayat.anak.is_empty() {
            continue;
        }
        if let Some(lain) = pernah.insert(isi, &ayat.nomor) {
            let uraian = format!("Pasal {} ayat ({}) sama bunyinya dengan ayat ({lain}).", pasal.nomor, ayat.nomor);
            catatan.ragu(ayat.baris, Some(&pasal.nomor), JenisKeraguan::AyatKembar, uraian);
        }
    }
}

fn tentang_rujukan(naskah: &Naskah, catatan: &mut Catatan) {
    let indeks = rujukan::indeks(naskah);
    for satu in rujukan::kumpul_dengan(naskah, &indeks).0 {
        let Some(simpul) = indeks.get(&satu.dari) else { continue };
        let dari = || satu.dari.kalimat();
        let pasal = satu.dari.nomor(Jenis::Pasal);
        let teks = match satu.tempat {
            Tempat::Teks => &simpul.teks,
            Tempat::Lanjutan => &simpul.lanjutan,
        };
        if !indeks.contains_key(&satu.ke) {
            let uraian = format!("{} merujuk {}, yang tidak ada.", dari(), satu.ke.kalimat());
            catatan.ragu(simpul.baris, pasal, JenisKeraguan::RujukanMenggantung, uraian);
            continue;
        }
        let depan = teks.get(..satu.awal).unwrap_or_default();
        let dimaksud = depan.trim_end().ends_with("dimaksud pada")
            || depan.trim_end().ends_with("dimaksud dalam")
            || depan.trim_end().ends_with("dimaksud");
        let sendiri = satu.dari.sampai(Jenis::Ayat);
        if dimaksud && sendiri.as_ref() == Some(&satu.ke) {
            let uraian = format!("{} merujuk dirinya sendiri.", dari());
            catatan.ragu(simpul.baris, pasal, JenisKeraguan::RujukanDiri, uraian);
        } else if dimaksud && maju(&satu) {
            let uraian = format!(
                "{} menyebut hal yang \"dimaksud\" pada {}, padahal baru muncul sesudahnya.",
                dari(),
                satu.ke.kalimat()
            );
            catatan.ragu(simpul.baris, pasal, JenisKeraguan::RujukanMaju, uraian);
        } else if dimaksud && let Some(lain) = lebih_cocok(&satu, depan, &indeks) {
            let uraian = format!(
                "{} merujuk {}, tetapi isinya lebih cocok dengan {}.",
                dari(),
                satu.ke.kalimat(),
                lain.kalimat()
            );
            catatan.ragu(simpul.baris, pasal, JenisKeraguan::RujukanTidakCocok, uraian);
        }
    }
}

/// The target is a later ayat of the same pasal.
fn maju(satu: &Rujukan) -> bool {
    let angka_ayat = |alamat: &Alamat| alamat.nomor(Jenis::Ayat).and_then(angka::digit);
    satu.dari.nomor(Jenis::Pasal) == satu.ke.nomor(Jenis::Pasal)
        && matches!((angka_ayat(&satu.dari), angka_ayat(&satu.ke)), (Some(kini), Some(tuju)) if tuju > kini)
}

/// The huruf beside the referenced one that names the subject of the sentence, if the referenced one does not.
fn lebih_cocok(satu: &Rujukan, depan: &str, indeks: &HashMap<Alamat, &Simpul>) -> Option<Alamat> {
    let (terakhir, atas) = satu.ke.langkah().split_last()?;
    if terakhir.jenis != Jenis::Huruf {
        return None;
    }
    let subjek = depan.rsplit_once("sebagaimana")?.0;
    let subjek = subjek.rsplit(['.', ';', ':', ',']).next()?.trim().to_lowercase();
    if subjek.len() < 5 || subjek.len() > 60 {
        return None;
    }
    let induk = Alamat::dari(atas.to_vec())?;
    let daftar = indeks.get(&induk)?;
    let label = |simpul: &Simpul| {
        let isi = simpul
            .teks
            .trim_end_matches("dan")
            .trim_end_matches("atau")
            .trim_end_matches([';', '.', ' ', ','])
            .to_lowercase();
        (isi.len() >= 4 && isi.len() <= 80).then_some(isi)
    };
    // "efektifitas" and "efektivitas" are the same word to the eye.
    let serupa = |isi: &str| {
        let awal: String = isi.chars().take(5).collect();
        subjek.ends_with(isi)
            || isi == subjek
            || (!isi.contains(' ') && subjek.rsplit(' ').next().is_some_and(|kata| kata.starts_with(&awal)))
    };
    let tujuan = daftar.anak.iter().find(|anak| anak.jenis == Jenis::Huruf && anak.nomor == terakhir.nomor)?;
    if label(tujuan).is_none_or(|isi| serupa(&isi) || isi.contains(&subjek) || subjek.contains(&isi)) {
        return None;
    }
    let mut cocok =
        daftar.anak.iter().filter(|anak| anak.jenis == Jenis::Huruf && label(anak).is_some_and(|isi| serupa(&isi)));
    let satu_saja = cocok.next().filter(|_| cocok.next().is_none())?;
    Some(induk.turun(Jenis::Huruf, &satu_saja.nomor))
}

fn tentang_istilah(naskah: &Naskah, catatan: &mut Catatan) {
    let Some(pasal) = istilah::pasal_definisi(naskah) else { return };
    let daftar = istilah::istilah(naskah);
    let mut pernah: HashMap<String, &str> = HashMap::new();
    for satu in &daftar {
        if satu.tanpa_singkatan {
            let uraian =
                format!("Istilah \"{}\" menjanjikan singkatan, tetapi singkatannya tidak tertulis.", satu.istilah);
            catatan.ragu(satu.baris, Some(&pasal.nomor), JenisKeraguan::Istilah, uraian);
        }
        if let Some(lain) = pernah.insert(inti(&satu.istilah), &satu.nomor) {
            let uraian =
                format!("Istilah \"{}\" didefinisikan dua kali (angka {lain} dan angka {}).", satu.istilah, satu.nomor);
            catatan.ragu(satu.baris, Some(&pasal.nomor), JenisKeraguan::Istilah, uraian);
        }
    }
    let terbaca: HashSet<&str> = daftar.iter().map(|satu| satu.nomor.as_str()).collect();
    for butir in pasal.anak_jenis(Jenis::Angka).filter(|butir| !terbaca.contains(butir.nomor.as_str())) {
        let uraian = format!("Pasal {} angka {} bukan definisi yang terbaca.", pasal.nomor, butir.nomor);
        catatan.ragu(butir.baris, Some(&pasal.nomor), JenisKeraguan::Istilah, uraian);
    }
}

fn tentang_lampiran(naskah: &Naskah, catatan: &mut Catatan) {
    if !naskah.lampiran.is_empty() {
        return;
    }
    telusuri(naskah, &mut |alamat, simpul| {
        if ["dalam Lampiran", "pada Lampiran"].iter().any(|kata| simpul.teks.contains(kata))
            && hukum_tiada(&simpul.teks)
        {
            let uraian = format!("{} menyebut Lampiran, tetapi naskah tidak memuat lampiran.", alamat.kalimat());
            catatan.ragu(simpul.baris, alamat.nomor(Jenis::Pasal), JenisKeraguan::LampiranTiada, uraian);
        }
    });
}

/// No other law is named, whose annex might be meant.
fn hukum_tiada(teks: &str) -> bool {
    super::hukum::cari(teks).is_empty()
}
