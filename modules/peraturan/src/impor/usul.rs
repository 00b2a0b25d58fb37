//! What a reviewer is asked: repairs, doubts, and relations to other documents that the text itself names.
use super::*;

pub(super) fn hubungan(naskah: &Naskah) -> Vec<UsulHubungan> {
    let mut hasil: Vec<UsulHubungan> = vec![];
    let mut tambah = |jenis, teks: &str, hukum: &Hukum, uraian: String| {
        let kutipan =
            teks.get(hukum.awal..hukum.akhir).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
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

/// Repairs and doubts as rows.
pub(super) fn catatan(naskah: &Naskah) -> Vec<BarisCatatan> {
    let ragu = naskah.keraguan.iter().map(|satu| BarisCatatan {
        macam: "keraguan",
        jenis: nama(&satu.jenis),
        baris: satu.baris,
        pasal: satu.pasal.clone().unwrap_or_default(),
        sebelum: String::new(),
        sesudah: satu.uraian.clone(),
        jumlah: 1,
    });
    let perbaikan = naskah.perbaikan.iter().map(|satu| BarisCatatan {
        macam: "perbaikan",
        jenis: nama(&satu.jenis),
        baris: satu.baris,
        pasal: String::new(),
        sebelum: satu.sebelum.clone(),
        sesudah: satu.sesudah.clone(),
        jumlah: satu.jumlah,
    });
    ragu.chain(perbaikan).collect()
}
