//! The JSON of a parsed regulation, as the command line prints it.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::alamat::{Alamat, Langkah};
use super::istilah::istilah;
use super::naskah::{Jenis, Naskah, Simpul};
use super::rujukan;

/// `bab` is the tree (pasal stand at its root where there is no bab), `pasal` the flat list of all pasal, `keraguan` the doubts;
/// beside them `kepala`, `pembukaan`, `penutup`, `penjelasan`, `lampiran`, `perbaikan`, `istilah`, `rujukan` and `rujukan_luar`.
pub fn json(naskah: &Naskah) -> Value {
    let mut pasal = Vec::new();
    for simpul in &naskah.batang {
        datar(simpul, &mut HashMap::new(), &mut pasal);
    }
    let (dalam, luar) = rujukan::kumpul(naskah);
    json!({
        "kepala": naskah.kepala,
        "pembukaan": naskah.pembukaan,
        "bab": naskah.batang.iter().map(|simpul| pohon(simpul, None)).collect::<Vec<_>>(),
        "pasal": pasal,
        "istilah": istilah(naskah),
        "rujukan": dalam,
        "rujukan_luar": luar,
        "penutup": naskah.penutup,
        "penjelasan": naskah.penjelasan,
        "lampiran": naskah.lampiran,
        "perbaikan": naskah.perbaikan,
        "keraguan": naskah.keraguan,
    })
}

fn alamat(atas: Option<&Alamat>, simpul: &Simpul) -> Option<Alamat> {
    match atas {
        Some(atas) if simpul.jenis != Jenis::Pasal => Some(atas.turun(simpul.jenis, &simpul.nomor)),
        Some(_) | None => Alamat::dari(vec![Langkah { jenis: simpul.jenis, nomor: simpul.nomor.clone() }]),
    }
}

/// One node with its children; empty texts and lists are left out.
fn pohon(simpul: &Simpul, atas: Option<&Alamat>) -> Value {
    let tempat = alamat(atas, simpul);
    let mut isi = Map::new();
    isi.insert("jenis".into(), json!(simpul.jenis));
    isi.insert("nomor".into(), json!(simpul.nomor));
    isi.insert("sebutan".into(), json!(simpul.sebutan));
    isi.insert("alamat".into(), json!(tempat));
    for (nama, teks) in [("judul", &simpul.judul), ("teks", &simpul.teks), ("lanjutan", &simpul.lanjutan)] {
        if !teks.is_empty() {
            isi.insert(nama.into(), json!(teks));
        }
    }
    isi.insert("baris".into(), json!(simpul.baris));
    if !simpul.anak.is_empty() {
        isi.insert("anak".into(), simpul.anak.iter().map(|anak| pohon(anak, tempat.as_ref())).collect());
    }
    Value::Object(isi)
}

/// The pasal below a node, each with the bab, bagian and paragraf that hold it.
fn datar(simpul: &Simpul, atas: &mut HashMap<&'static str, String>, hasil: &mut Vec<Value>) {
    if simpul.jenis == Jenis::Pasal {
        let mut isi = pohon(simpul, None);
        if let Value::Object(peta) = &mut isi {
            for jenis in [Jenis::Bab, Jenis::Bagian, Jenis::Paragraf] {
                peta.insert(jenis.kata().into(), json!(atas.get(jenis.kata())));
            }
            peta.insert("ayat".into(), json!(simpul.anak_jenis(Jenis::Ayat).count()));
        }
        hasil.push(isi);
        return;
    }
    let lama = atas.insert(simpul.jenis.kata(), simpul.nomor.clone());
    for anak in &simpul.anak {
        datar(anak, atas, hasil);
    }
    match lama {
        Some(lama) => atas.insert(simpul.jenis.kata(), lama),
        None => atas.remove(simpul.jenis.kata()),
    };
}
