//! Akoma Ntoso 3.0: bab = chapter, bagian = section, paragraf = subsection, pasal = article, ayat = paragraph, huruf = point and
//! angka = indent inside a list; penjelasan and lampiran = attachments.

mod kalimat;
mod meta;
mod tulis;

use std::collections::{HashMap, HashSet};

use super::alamat::Alamat;
use super::istilah;
use super::naskah::{Butir, Jenis, Naskah, Simpul};
use kalimat::{Rentang, rentang};
pub use meta::Meta;
use tulis::Penulis;

/// The document as XML text.
pub fn akn(naskah: &Naskah, meta: &Meta) -> String {
    let mut alat = Pembuat {
        tulis: Penulis::default(),
        dipakai: HashSet::new(),
        kembar: HashMap::new(),
        eid: HashMap::new(),
        rentang: rentang(naskah),
        istilah: istilah_eid(naskah),
        rencana: HashMap::new(),
    };
    // References point forward too: all eIds are settled before anything is written.
    let mut rencana = Vec::new();
    for simpul in &naskah.batang {
        alat.rencanakan(simpul, None, "", &mut rencana);
    }
    alat.rencana = rencana.into_iter().enumerate().collect();
    alat.dokumen(naskah, meta);
    alat.tulis.selesai()
}

/// Terms of the glossary by the line of their item: eId and name.
fn istilah_eid(naskah: &Naskah) -> HashMap<usize, (String, String)> {
    let mut pernah = HashSet::new();
    let mut hasil = HashMap::new();
    for satu in istilah::istilah(naskah) {
        let mut eid = format!("term-{}", meta::siput(&satu.istilah));
        while !pernah.insert(eid.clone()) {
            eid.push_str("-2");
        }
        hasil.insert(satu.baris, (eid, satu.istilah));
    }
    hasil
}

struct Pembuat {
    tulis: Penulis,
    dipakai: HashSet<String>,
    /// How often an eId was asked for again.
    kembar: HashMap<String, u32>,
    /// The eId of the first node with an address.
    eid: HashMap<Alamat, String>,
    rentang: HashMap<Alamat, Rentang>,
    istilah: HashMap<usize, (String, String)>,
    /// The eIds in the order in which the nodes are written.
    rencana: HashMap<usize, (Alamat, String)>,
}

/// Element of a level, and the prefix of its eId.
fn unsur(jenis: Jenis) -> (&'static str, &'static str) {
    match jenis {
        Jenis::Bab => ("chapter", "chp"),
        Jenis::Bagian => ("section", "sec"),
        Jenis::Paragraf => ("subsection", "subsec"),
        Jenis::Pasal => ("article", "art"),
        Jenis::Ayat => ("paragraph", "para"),
        Jenis::Huruf => ("point", "point"),
        Jenis::Angka => ("indent", "indent"),
    }
}

/// True for the items that stand in a list.
fn butir(jenis: Jenis) -> bool {
    matches!(jenis, Jenis::Huruf | Jenis::Angka)
}

/// Children in runs: each ayat (or pasal) alone, items that follow each other together.
fn kelompok(anak: &[Simpul]) -> Vec<&[Simpul]> {
    anak.chunk_by(|kiri, kanan| butir(kiri.jenis) && butir(kanan.jenis)).collect()
}

impl Pembuat {
    fn unik(&mut self, calon: String) -> String {
        if self.dipakai.insert(calon.clone()) {
            return calon;
        }
        let urut = self.kembar.entry(calon.clone()).or_insert(1);
        loop {
            *urut += 1;
            let lain = format!("{calon}-{urut}");
            if self.dipakai.insert(lain.clone()) {
                return lain;
            }
        }
    }

    fn rencanakan(&mut self, simpul: &Simpul, atas: Option<&Alamat>, awalan: &str, hasil: &mut Vec<(Alamat, String)>) {
        let alamat = match atas {
            Some(atas) if simpul.jenis != Jenis::Pasal => atas.turun(simpul.jenis, &simpul.nomor),
            Some(_) | None => Alamat::akar(simpul.jenis, &simpul.nomor),
        };
        let (_, pendek) = unsur(simpul.jenis);
        // Pasal are numbered through the whole text, so their eId needs no chapter.
        let depan =
            if awalan.is_empty() || simpul.jenis == Jenis::Pasal { String::new() } else { format!("{awalan}__") };
        let eid = self.unik(format!("{depan}{pendek}_{}", simpul.nomor));
        self.eid.entry(alamat.clone()).or_insert_with(|| eid.clone());
        hasil.push((alamat.clone(), eid.clone()));
        let mut daftar = 0;
        for bagian in kelompok(&simpul.anak) {
            let awalan = if bagian.first().is_some_and(|anak| butir(anak.jenis)) {
                daftar += 1;
                format!("{eid}__list_{daftar}")
            } else {
                eid.clone()
            };
            for anak in bagian {
                self.rencanakan(anak, Some(&alamat), &awalan, hasil);
            }
        }
    }

    fn dokumen(&mut self, naskah: &Naskah, meta: &Meta) {
        self.tulis.buka("akomaNtoso", &[("xmlns", "http://docs.oasis-open.org/legaldocml/ns/akn/3.0")]);
        self.tulis.buka("act", &[("name", &meta.jenis), ("contains", "originalVersion")]);
        let mut istilah: Vec<_> = self.istilah.values().cloned().collect();
        istilah.sort();
        meta.tulis(&mut self.tulis, "main", naskah.penutup.berita.as_deref(), &istilah);
        self.kepala(naskah);
        self.pembukaan(naskah);
        self.tulis.buka("body", &[]);
        let mut urut = 0;
        for simpul in &naskah.batang {
            self.simpul(simpul, &mut urut);
        }
        if naskah.batang.is_empty() {
            self.tulis.buka("article", &[("eId", "art_0")]);
            self.tulis.buka("content", &[]);
            self.tulis.alinea("");
            self.tulis.tutup("content");
            self.tulis.tutup("article");
        }
        self.tulis.tutup("body");
        if !naskah.penutup.baris.is_empty() {
            self.tulis.buka("conclusions", &[]);
            for teks in &naskah.penutup.baris {
                self.tulis.alinea(teks);
            }
            self.tulis.tutup("conclusions");
        }
        self.lampiran(naskah, meta);
        self.tulis.tutup("act");
        self.tulis.tutup("akomaNtoso");
    }

    fn kepala(&mut self, naskah: &Naskah) {
        self.tulis.buka("preface", &[]);
        let mut judul = false;
        for teks in &naskah.kepala.baris {
            if !judul && teks.to_uppercase() == "TENTANG" && !naskah.kepala.tentang.is_empty() {
                judul = true;
            }
            self.tulis.alinea(teks);
        }
        if naskah.kepala.baris.is_empty() {
            self.tulis.alinea("");
        }
        self.tulis.tutup("preface");
    }

    fn pembukaan(&mut self, naskah: &Naskah) {
        let buka = &naskah.pembukaan;
        let kosong = buka.menimbang.is_empty()
            && buka.mengingat.is_empty()
            && buka.menetapkan.is_empty()
            && buka.persetujuan.is_empty();
        if kosong {
            return;
        }
        self.tulis.buka("preamble", &[]);
        self.daftar_butir("recitals", "recital", "rec", "Menimbang", &buka.menimbang);
        self.daftar_butir("citations", "citation", "cit", "Mengingat", &buka.mengingat);
        self.daftar_butir("recitals", "recital", "perh", "Memperhatikan", &buka.memperhatikan);
        for (nama, teks) in [("approval", &buka.persetujuan), ("enacting", &buka.menetapkan)] {
            if !teks.is_empty() {
                self.tulis.buka("formula", &[("name", nama)]);
                if nama == "enacting" {
                    self.tulis.alinea("MEMUTUSKAN:");
                }
                self.tulis.alinea(teks);
                self.tulis.tutup("formula");
            }
        }
        self.tulis.tutup("preamble");
    }

    fn daftar_butir(&mut self, luar: &str, dalam: &str, awalan: &str, judul: &str, daftar: &[Butir]) {
        if daftar.is_empty() {
            return;
        }
        let eid = self.unik(format!("{awalan}s"));
        self.tulis.buka(luar, &[("eId", &eid)]);
        self.tulis.buka("intro", &[]);
        self.tulis.alinea(&format!("{judul}:"));
        self.tulis.tutup("intro");
        for (urut, butir) in daftar.iter().enumerate() {
            let nomor = if butir.nomor.is_empty() { (urut + 1).to_string() } else { butir.nomor.clone() };
            let eid = self.unik(format!("{awalan}s__{awalan}_{nomor}"));
            self.tulis.buka(dalam, &[("eId", &eid)]);
            if !butir.nomor.is_empty() {
                self.tulis.teks_unsur("num", &[], &format!("{}.", butir.nomor));
            }
            let tautan: Vec<_> =
                butir.hukum.iter().map(|hukum| (hukum.awal, hukum.akhir, meta::uri_hukum(&hukum.kunci))).collect();
            self.tulis.alinea_bertaut(&butir.teks, &tautan, None);
            self.tulis.tutup(dalam);
        }
        self.tulis.tutup(luar);
    }

    fn simpul(&mut self, simpul: &Simpul, urut: &mut usize) {
        let Some((alamat, eid)) = self.rencana.remove(urut) else { return };
        *urut += 1;
        let (nama, _) = unsur(simpul.jenis);
        self.tulis.buka(nama, &[("eId", &eid)]);
        self.tulis.teks_unsur("num", &[], &simpul.sebutan);
        if !simpul.judul.is_empty() {
            self.tulis.teks_unsur("heading", &[], &simpul.judul);
        }
        let rentang = self.rentang.remove(&alamat).unwrap_or_default();
        let def = self.istilah.get(&simpul.baris).filter(|_| butir(simpul.jenis)).cloned();
        let teks = rentang.taut(false, &self.eid);
        let lanjutan = rentang.taut(true, &self.eid);
        if simpul.anak.is_empty() {
            if !simpul.jenis.kelompok() {
                self.tulis.buka("content", &[]);
                self.tulis.alinea_bertaut(&simpul.teks, &teks, def.as_ref());
                self.tulis.tutup("content");
            } else {
                self.tulis.buka("content", &[]);
                self.tulis.alinea("");
                self.tulis.tutup("content");
            }
            self.tulis.tutup(nama);
            return;
        }
        let kelompok = kelompok(&simpul.anak);
        let daftar_dulu = kelompok.first().and_then(|bagian| bagian.first()).is_some_and(|anak| butir(anak.jenis));
        if !daftar_dulu && !simpul.teks.is_empty() {
            self.bungkus("intro", &simpul.teks, &teks, def.as_ref());
        }
        let mut daftar = 0;
        for bagian in kelompok {
            if bagian.first().is_some_and(|anak| butir(anak.jenis)) {
                daftar += 1;
                let eid = self.unik(format!("{eid}__list_{daftar}"));
                self.tulis.buka("list", &[("eId", &eid)]);
                if daftar == 1 && daftar_dulu && !simpul.teks.is_empty() {
                    self.bungkus("intro", &simpul.teks, &teks, def.as_ref());
                }
                for anak in bagian {
                    self.simpul(anak, urut);
                }
                self.tulis.tutup("list");
            } else {
                for anak in bagian {
                    self.simpul(anak, urut);
                }
            }
        }
        if !simpul.lanjutan.is_empty() {
            self.bungkus("wrapUp", &simpul.lanjutan, &lanjutan, None);
        }
        self.tulis.tutup(nama);
    }

    fn bungkus(&mut self, nama: &str, teks: &str, tautan: &[(usize, usize, String)], def: Option<&(String, String)>) {
        self.tulis.buka(nama, &[]);
        self.tulis.alinea_bertaut(teks, tautan, def);
        self.tulis.tutup(nama);
    }

    fn lampiran(&mut self, naskah: &Naskah, meta: &Meta) {
        let mut semua: Vec<(String, String, Vec<String>)> = Vec::new();
        if let Some(penjelasan) = &naskah.penjelasan {
            let mut baris = penjelasan.umum.clone();
            for pasal in &penjelasan.pasal {
                baris.push(format!("Pasal {}", pasal.nomor));
                baris.extend(pasal.teks.iter().cloned());
            }
            semua.push(("penjelasan".to_owned(), "PENJELASAN".to_owned(), baris));
        }
        for (urut, lampiran) in naskah.lampiran.iter().enumerate() {
            semua.push((format!("lampiran-{}", urut + 1), lampiran.sebutan.clone(), lampiran.teks.clone()));
        }
        if semua.is_empty() {
            return;
        }
        self.tulis.buka("attachments", &[]);
        for (urut, (nama, judul, baris)) in semua.into_iter().enumerate() {
            let eid = self.unik(format!("att_{}", urut + 1));
            self.tulis.buka("attachment", &[("eId", &eid)]);
            self.tulis.teks_unsur("heading", &[], &judul);
            self.tulis.buka("doc", &[("name", &nama)]);
            meta.tulis(&mut self.tulis, &nama, None, &[]);
            self.tulis.buka("mainBody", &[]);
            for teks in &baris {
                self.tulis.alinea(teks);
            }
            if baris.is_empty() {
                self.tulis.alinea("");
            }
            self.tulis.tutup("mainBody");
            self.tulis.tutup("doc");
            self.tulis.tutup("attachment");
        }
        self.tulis.tutup("attachments");
    }
}
