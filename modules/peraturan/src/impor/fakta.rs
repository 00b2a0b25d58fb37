//! What the head, the preamble and the end of a text tell: facts, and relations to other laws.
use time::Date;
use time::macros::format_description;

use super::{Fakta, UsulHubungan};
use crate::model::JenisHubungan;
use crate::rules;
use crate::urai::{self, Hukum, Naskah};

fn tanggal(text: Option<&String>) -> Option<Date> {
    Date::parse(text?, format_description!("[year]-[month]-[day]")).ok()
}

/// The facts of a text.
pub fn fakta(naskah: &Naskah, teks: &str) -> Fakta {
    let (kepala, penutup) = (&naskah.kepala, &naskah.penutup);
    let ditetapkan = penutup.ditetapkan.as_ref();
    let diundangkan = penutup.diundangkan.as_ref().and_then(|sah| tanggal(sah.tanggal.as_ref()));
    let rapat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let sejak_diundangkan = naskah
        .pasal()
        .last()
        .is_some_and(|pasal| rapat(&pasal.teks_penuh()).contains("berlaku pada tanggal diundangkan"))
        || rapat(teks.get(teks.len().saturating_sub(4000)..).unwrap_or_default())
            .contains("berlaku pada tanggal diundangkan");
    Fakta {
        jenis: kepala.kode_jenis.clone(),
        jenis_nama: rules::kapital(&kepala.jenis),
        nomor: kepala.nomor.clone(),
        tahun: kepala.tahun.parse().ok(),
        judul: rules::kapital(&kepala.tentang),
        pemrakarsa: rules::kapital(&kepala.pemrakarsa),
        tempat: ditetapkan.map(|sah| rules::kapital(&sah.tempat)).unwrap_or_default(),
        ditetapkan: ditetapkan.and_then(|sah| tanggal(sah.tanggal.as_ref())),
        diundangkan,
        berlaku: diundangkan.filter(|_| sejak_diundangkan),
        sumber: penutup.berita.as_deref().map(rules::kapital).unwrap_or_default(),
    }
}

/// The relations that a text tells of itself: what it amends by its title, repeals in a pasal, and stands on.
pub fn hubungan(naskah: &Naskah) -> Vec<UsulHubungan> {
    let mut hasil: Vec<UsulHubungan> = vec![];
    let mut tambah = |jenis, teks: &str, hukum: &Hukum, uraian: String| {
        let kata = teks.get(hukum.awal..hukum.akhir).unwrap_or_default().split_whitespace();
        // The name is shown by itself, so it is written as a name; the text keeps what it has.
        let rapi = kata.map(|kata| match kata.to_lowercase().as_str() {
            "nomor" | "nornor" | "znomor" | "nomer" => "Nomor",
            "tahun" => "Tahun",
            "peraturan" => "Peraturan",
            _ => kata,
        });
        let kutipan = rapi.collect::<Vec<_>>().join(" ");
        let sebutan = if hukum.tentang.is_empty() { kutipan } else { format!("{kutipan} tentang {}", hukum.tentang) };
        if !hasil.iter().any(|ada| ada.jenis == jenis && ada.kunci == hukum.kunci) {
            hasil.push(UsulHubungan { jenis, kunci: hukum.kunci.clone(), sebutan, uraian });
        }
    };
    let judul = &naskah.kepala.tentang;
    if judul.to_uppercase().starts_with("PERUBAHAN") {
        // Only the first law of the title is the one amended.
        if let Some(hukum) = urai::cari_hukum(judul).first() {
            tambah(JenisHubungan::Mengubah, judul, hukum, "judul peraturan".into());
        }
    }
    for pasal in naskah.pasal() {
        let teks = pasal.teks_penuh();
        let kecil = teks.to_lowercase();
        if kecil.contains("dicabut") && kecil.contains("tidak berlaku") {
            for hukum in urai::cari_hukum(&teks) {
                tambah(JenisHubungan::Mencabut, &teks, &hukum, format!("Pasal {}", pasal.nomor));
            }
        }
    }
    for butir in &naskah.pembukaan.mengingat {
        for hukum in &butir.hukum {
            tambah(
                JenisHubungan::DasarHukum,
                &butir.teks,
                hukum,
                format!("Mengingat angka {}", butir.nomor).trim().to_owned(),
            );
        }
    }
    hasil
}
