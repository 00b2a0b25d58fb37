//! The addressable parts of a text.
use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::BarisSimpul;
use crate::isi::{Isi, Letak};
use crate::rules;
use crate::urai::{self, Jenis, Naskah, Simpul};

/// An address that no other part has.
fn tunggal(dipakai: &mut HashMap<String, usize>, alamat: String) -> String {
    let kali = dipakai.entry(alamat.clone()).or_insert(0);
    *kali += 1;
    if *kali == 1 { alamat } else { format!("{alamat}-ganda-{kali}") }
}

/// All parts in the order of the text: preamble, body, end, explanation, annexes.
pub fn simpul(naskah: &Naskah, letak: &Letak) -> Vec<BarisSimpul> {
    let mut hasil = vec![];
    let mut dipakai = HashMap::new();
    let bukaan = &naskah.pembukaan;
    let butir = |daftar: &[urai::Butir]| -> Json { daftar.iter().map(|satu| json!([satu.nomor, satu.teks])).collect() };
    let isi = json!({
        "menimbang": butir(&bukaan.menimbang),
        "mengingat": butir(&bukaan.mengingat),
        "memperhatikan": butir(&bukaan.memperhatikan),
        "persetujuan": bukaan.persetujuan,
        "menetapkan": bukaan.menetapkan,
    });
    let semua = bukaan.menimbang.iter().chain(&bukaan.mengingat).chain(&bukaan.memperhatikan);
    let teks = semua.map(|satu| format!("{} {}", satu.nomor, satu.teks)).collect::<Vec<_>>().join("\n");
    if !teks.is_empty() || !bukaan.menetapkan.is_empty() {
        hasil.push(lepas("pembukaan", "", "pembukaan".into(), "Pembukaan", teks, Some(isi), 0));
    }
    for satu in &naskah.batang {
        turun(satu, &mut vec![], "", letak, &mut dipakai, &mut hasil);
    }
    if !naskah.penutup.baris.is_empty() {
        hasil.push(lepas("penutup", "", "penutup".into(), "Penutup", naskah.penutup.baris.join("\n"), None, 0));
    }
    if let Some(penjelasan) = &naskah.penjelasan {
        if !penjelasan.umum.is_empty() {
            hasil.push(lepas(
                "penjelasan",
                "",
                "penjelasan".into(),
                "Penjelasan umum",
                penjelasan.umum.join("\n"),
                None,
                0,
            ));
        }
        for satu in &penjelasan.pasal {
            let alamat = tunggal(&mut dipakai, format!("penjelasan-pasal-{}", satu.nomor.to_lowercase()));
            let sebutan = format!("Penjelasan Pasal {}", satu.nomor);
            hasil.push(lepas("penjelasan", &satu.nomor, alamat, &sebutan, satu.teks.join("\n"), None, satu.baris));
        }
    }
    for (urut, lampiran) in naskah.lampiran.iter().enumerate() {
        let alamat = format!("lampiran-{}", urut + 1);
        let sebutan = rules::kapital(&lampiran.sebutan);
        hasil.push(lepas(
            "lampiran",
            &(urut + 1).to_string(),
            alamat,
            &sebutan,
            lampiran.teks.join("\n"),
            None,
            lampiran.baris,
        ));
    }
    hasil
}

fn lepas(
    jenis: &'static str,
    nomor: &str,
    alamat: String,
    sebutan: &str,
    teks: String,
    isi: Option<Json>,
    baris: usize,
) -> BarisSimpul {
    BarisSimpul {
        jenis,
        nomor: nomor.to_owned(),
        alamat,
        sebutan: sebutan.to_owned(),
        judul: String::new(),
        induk: String::new(),
        teks,
        isi,
        baris,
    }
}

fn turun(
    simpul: &Simpul,
    induk: &mut Vec<String>,
    atas: &str,
    letak: &Letak,
    dipakai: &mut HashMap<String, usize>,
    hasil: &mut Vec<BarisSimpul>,
) {
    let langkah = format!("{}-{}", simpul.jenis.kata(), simpul.nomor.to_lowercase());
    let pasal = simpul.jenis == Jenis::Pasal;
    let penuh = if atas.is_empty() || pasal { langkah } else { format!("{atas}.{langkah}") };
    let alamat = tunggal(dipakai, penuh);
    let isi: Option<Isi> = pasal.then(|| letak.isi(simpul, &format!("pasal-{}", simpul.nomor.to_lowercase())));
    hasil.push(BarisSimpul {
        jenis: simpul.jenis.kata(),
        nomor: simpul.nomor.clone(),
        alamat: alamat.clone(),
        sebutan: simpul.sebutan.clone(),
        judul: simpul.judul.clone(),
        induk: induk.join(" › "),
        teks: if pasal { simpul.teks_penuh() } else { String::new() },
        isi: isi.and_then(|isi| serde_json::to_value(isi).ok()),
        baris: simpul.baris,
    });
    if !pasal {
        induk.push(format!("{} {}", simpul.sebutan, simpul.judul).trim().to_owned());
        for anak in &simpul.anak {
            turun(anak, induk, &alamat, letak, dipakai, hasil);
        }
        induk.pop();
    }
}
