//! The head and what stands before the first bab: title, Menimbang, Mengingat, Menetapkan.

use super::angka;
use super::baris::Baris;
use super::catatan::Catatan;
use super::hukum;
use super::kalimat::{self, Akhir};
use super::naskah::{Butir, JenisKeraguan, JenisPerbaikan, Kepala, Pembukaan};
use super::penanda::{self, Bentuk};

/// Which list is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bagian {
    Kepala,
    Menimbang,
    Mengingat,
    Memperhatikan,
    Persetujuan,
    Menetapkan,
}

/// Letters only, in capitals.
fn huruf(teks: &str) -> String {
    teks.chars().filter(|c| c.is_alphabetic()).collect()
}

/// The line is MEMUTUSKAN, however it is spaced.
pub(super) fn memutuskan(teks: &str) -> bool {
    teks.len() < 60 && matches!(huruf(teks).as_str(), "MEMUTUSKAN" | "MEMUTUSKANMENETAPKAN")
}

/// A label at the start of a line, and the rest.
fn label(teks: &str) -> Option<(Bagian, &str)> {
    const LABEL: [(&str, Bagian); 4] = [
        ("menimbang", Bagian::Menimbang),
        ("mengingat", Bagian::Mengingat),
        ("memperhatikan", Bagian::Memperhatikan),
        ("menetapkan", Bagian::Menetapkan),
    ];
    let kata = teks.split([' ', ':']).next()?;
    let (_, bagian) = LABEL.iter().find(|(nama, _)| kata.eq_ignore_ascii_case(nama))?;
    let sisa = teks.get(kata.len()..)?.trim_start();
    let sisa = match sisa.strip_prefix(':') {
        Some(sisa) => sisa.trim_start(),
        None if sisa.is_empty() => sisa,
        None => return None,
    };
    Some((*bagian, sisa))
}

/// Reads the head and the opening.
pub(super) fn baca(daftar: &[Baris], catatan: &mut Catatan) -> (Kepala, Pembukaan) {
    let mut alat = Pembaca { pembukaan: Pembukaan::default(), bagian: Bagian::Kepala, berlabel: false, catatan };
    let mut kepala = Vec::new();
    for baris in daftar {
        alat.baris(baris, &mut kepala);
    }
    let mut pembukaan = alat.pembukaan;
    for butir in pembukaan.menimbang.iter_mut().chain(&mut pembukaan.mengingat).chain(&mut pembukaan.memperhatikan) {
        butir.hukum = hukum::cari(&butir.teks);
    }
    periksa(&pembukaan, catatan);
    (baca_kepala(&kepala, catatan), pembukaan)
}

/// The list that a part of the opening fills.
fn isi_bagian(pembukaan: &mut Pembukaan, bagian: Bagian) -> Option<&mut Vec<Butir>> {
    match bagian {
        Bagian::Menimbang => Some(&mut pembukaan.menimbang),
        Bagian::Mengingat => Some(&mut pembukaan.mengingat),
        Bagian::Memperhatikan => Some(&mut pembukaan.memperhatikan),
        Bagian::Kepala | Bagian::Persetujuan | Bagian::Menetapkan => None,
    }
}

struct Pembaca<'a> {
    pembukaan: Pembukaan,
    bagian: Bagian,
    /// A label was seen for the present list, or its content speaks for itself.
    berlabel: bool,
    catatan: &'a mut Catatan,
}

impl Pembaca<'_> {
    fn baris<'b>(&mut self, baris: &'b Baris, kepala: &mut Vec<&'b Baris>) {
        let teks = baris.teks.as_str();
        if memutuskan(teks) {
            self.pembukaan.label.push(teks.to_owned());
            self.bagian = Bagian::Menetapkan;
            return;
        }
        if let Some((bagian, sisa)) = label(teks) {
            self.pembukaan.label.push(teks.get(..teks.len() - sisa.len()).unwrap_or_default().trim_end().to_owned());
            // A label torn from its list says nothing about the lines after it.
            if !sisa.is_empty() || baris.butir || teks.ends_with(':') {
                self.bagian = bagian;
                self.berlabel = true;
            }
            if !sisa.is_empty() {
                self.isi(sisa, baris, kepala);
            }
            return;
        }
        self.isi(teks, baris, kepala);
    }

    fn isi<'b>(&mut self, teks: &str, baris: &'b Baris, kepala: &mut Vec<&'b Baris>) {
        let tanda = penanda::baca(teks).filter(|tanda| matches!(tanda.bentuk, Bentuk::HurufTitik | Bentuk::AngkaTitik));
        let inti = tanda.map_or(teks.trim_start_matches(". "), |tanda| tanda.sisa);
        let awal = inti.to_lowercase();
        let bahwa = awal.starts_with("bahwa");
        let dasar = ["undang-undang", "peraturan ", "pasal ", "ketetapan ", "keputusan ", "instruksi "]
            .iter()
            .any(|kata| awal.starts_with(kata));
        match self.bagian {
            Bagian::Kepala if bahwa => self.bagian = Bagian::Menimbang,
            Bagian::Kepala => {
                kepala.push(baris);
                return;
            }
            Bagian::Persetujuan => {
                gabung(&mut self.pembukaan.persetujuan, teks);
                return;
            }
            Bagian::Menetapkan => {
                gabung(&mut self.pembukaan.menetapkan, teks);
                return;
            }
            Bagian::Menimbang | Bagian::Mengingat | Bagian::Memperhatikan => {}
        }
        let akhir = isi_bagian(&mut self.pembukaan, self.bagian)
            .and_then(|daftar| daftar.last())
            .map_or(Akhir::Kosong, |butir| kalimat::akhir(&butir.teks));
        let selesai = matches!(akhir, Akhir::Titik | Akhir::TitikKoma | Akhir::Kosong);
        if selesai && awal.starts_with("dengan persetujuan bersama") {
            self.bagian = Bagian::Persetujuan;
            gabung(&mut self.pembukaan.persetujuan, teks);
            return;
        }
        if self.bagian == Bagian::Menimbang && selesai && dasar && akhir != Akhir::Kosong {
            self.bagian = Bagian::Mengingat;
        }
        self.butir(
            teks,
            tanda.map(|tanda| (tanda.bentuk, tanda.nilai, tanda.tanda)),
            inti,
            baris,
            selesai,
            bahwa || dasar,
        );
    }

    fn butir(
        &mut self,
        teks: &str,
        tanda: Option<(Bentuk, u32, &str)>,
        inti: &str,
        baris: &Baris,
        selesai: bool,
        pembuka: bool,
    ) {
        let berhuruf = self.bagian == Bagian::Menimbang;
        let nilai = |nomor: &str| if berhuruf { angka::huruf(nomor) } else { angka::digit(nomor) }.unwrap_or(0);
        let Some(daftar) = isi_bagian(&mut self.pembukaan, self.bagian) else { return };
        let kini = daftar.last().map_or(0, |butir| nilai(&butir.nomor));
        let bentuk = if berhuruf { Bentuk::HurufTitik } else { Bentuk::AngkaTitik };
        if let Some((rupa, nomor, tulisan)) = tanda
            && rupa == bentuk
        {
            // "Peraturan Menteri X Nomor" / "15. 41/PER/..": the mark belongs in front of the words before it.
            if let Some(akhir) = daftar.last_mut()
                && nomor == kini
                && inti.starts_with(|c: char| c.is_ascii_digit())
                && kalimat::akhir(&akhir.teks) == Akhir::Belum
            {
                self.catatan.perbaiki(
                    baris.nomor,
                    JenisPerbaikan::PenandaTergeser,
                    format!("{} {tulisan}", akhir.nomor),
                    akhir.nomor.clone(),
                );
                gabung(&mut akhir.teks, inti);
                return;
            }
            if nomor == kini + 1 || ((selesai || baris.butir) && nomor <= kini + 20) {
                let nomor = bentuk.nomor(nomor);
                daftar.push(Butir { nomor, teks: inti.to_owned(), hukum: Vec::new(), baris: baris.nomor });
                return;
            }
        }
        if selesai && (pembuka || teks.starts_with(". ")) {
            let nomor = bentuk.nomor(kini + 1);
            let sebelum = match tanda {
                Some((_, _, tulisan)) => tulisan,
                None if teks.starts_with(". ") => ".",
                None => "",
            };
            daftar.push(Butir { nomor: nomor.clone(), teks: inti.to_owned(), hukum: Vec::new(), baris: baris.nomor });
            self.catatan.perbaiki(baris.nomor, JenisPerbaikan::PenandaHilang, sebelum, nomor);
            return;
        }
        match daftar.last_mut() {
            Some(akhir) => kalimat::sambung(&mut akhir.teks, teks, baris.nomor, self.catatan),
            None => daftar.push(Butir {
                nomor: String::new(),
                teks: teks.to_owned(),
                hukum: Vec::new(),
                baris: baris.nomor,
            }),
        }
    }
}

fn gabung(tujuan: &mut String, teks: &str) {
    if !tujuan.is_empty() {
        tujuan.push(' ');
    }
    tujuan.push_str(teks);
}

/// Doubts about the two lists: gaps, doubles, sentences that stop.
fn periksa(pembukaan: &Pembukaan, catatan: &mut Catatan) {
    for (nama, daftar, berhuruf) in
        [("Menimbang", &pembukaan.menimbang, true), ("Mengingat", &pembukaan.mengingat, false)]
    {
        let mut kini = 0;
        let banyak = daftar.len();
        for (urut, butir) in daftar.iter().enumerate() {
            let nilai =
                if berhuruf { angka::huruf(&butir.nomor) } else { angka::digit(&butir.nomor) }.unwrap_or(kini + 1);
            if nilai > kini + 1 {
                let uraian = format!(
                    "{nama}: nomor {} langsung menyusul setelah butir sebelumnya; ada nomor yang hilang.",
                    butir.nomor
                );
                catatan.ragu(butir.baris, None, JenisKeraguan::NomorHilang, uraian);
            } else if nilai <= kini {
                catatan.ragu(
                    butir.baris,
                    None,
                    JenisKeraguan::NomorGanda,
                    format!("{nama}: nomor {} muncul lagi.", butir.nomor),
                );
            }
            kini = nilai;
            if urut + 1 < banyak && kalimat::akhir(&butir.teks) == Akhir::Belum && kalimat::menggantung(&butir.teks) {
                let uraian = format!(
                    "{nama} {}: kalimat berhenti di tengah; butir berikutnya mungkin lanjutannya.",
                    butir.nomor
                );
                catatan.ragu(butir.baris, None, JenisKeraguan::KalimatTerputus, uraian);
            }
        }
    }
}

/// Facts from the lines of the head.
fn baca_kepala(daftar: &[&Baris], catatan: &mut Catatan) -> Kepala {
    const JENIS: [&str; 11] = [
        "PERATURAN DAERAH",
        "PERATURAN BUPATI",
        "PERATURAN WALI KOTA",
        "PERATURAN WALIKOTA",
        "PERATURAN GUBERNUR",
        "PERATURAN PRESIDEN",
        "PERATURAN PEMERINTAH",
        "PERATURAN MENTERI",
        "PERATURAN DESA",
        "KEPUTUSAN BUPATI",
        "UNDANG-UNDANG",
    ];
    let mut kepala = Kepala::default();
    let mut tentang = false;
    let mut selesai = false;
    for baris in daftar {
        let mut teks = baris.teks.clone();
        let besar = baris.teks.to_uppercase();
        let pemrakarsa = besar.strip_suffix(',').unwrap_or(&besar).to_owned();
        let jabatan = ["BUPATI ", "WALI KOTA ", "WALIKOTA ", "GUBERNUR ", "PRESIDEN "]
            .iter()
            .any(|awal| pemrakarsa.starts_with(awal));
        if tentang && !selesai {
            if jabatan || besar.starts_with("DENGAN RAHMAT") {
                selesai = true;
            } else {
                gabung(&mut kepala.tentang, &baris.teks);
            }
        } else if huruf(&besar) == "TENTANG" {
            tentang = true;
        } else if let Some((nomor, tahun)) = nomor_tahun(&besar) {
            let baku = if nomor == "|" || nomor == "L" || nomor == "I" { "1".to_owned() } else { nomor.clone() };
            if baku != nomor {
                let ganti = format!("NOMOR {baku} TAHUN {tahun}");
                catatan.perbaiki(baris.nomor, JenisPerbaikan::NomorPeraturan, teks.as_str(), ganti.as_str());
                let uraian = format!("Nomor peraturan tertulis \"{nomor}\"; diduga {baku}.");
                catatan.ragu(baris.nomor, None, JenisKeraguan::TidakTerbaca, uraian);
                teks = ganti;
            }
            (kepala.nomor, kepala.tahun) = (baku, tahun);
        } else if let Some(jenis) =
            JENIS.iter().find(|jenis| besar.starts_with(*jenis)).filter(|_| kepala.jenis.is_empty())
        {
            kepala.jenis = (*jenis).to_owned();
        } else if let Some(provinsi) = ["PROVINSI ", "PROPINSI "].iter().find_map(|awal| besar.strip_prefix(awal)) {
            kepala.provinsi = provinsi.to_owned();
        }
        if jabatan {
            kepala.daerah = ["BUPATI ", "WALI KOTA ", "WALIKOTA ", "GUBERNUR "]
                .iter()
                .find_map(|awal| pemrakarsa.strip_prefix(awal))
                .unwrap_or_default()
                .to_owned();
            kepala.pemrakarsa = pemrakarsa;
        }
        kepala.baris.push(teks);
    }
    kepala.kode_jenis = hukum::kode_jenis(&kepala.jenis);
    kepala
}

/// "NOMOR 18 TAHUN 2021" in capitals.
fn nomor_tahun(besar: &str) -> Option<(String, String)> {
    let sisa = besar.strip_prefix("NOMOR")?.trim_start_matches([':', ' ', '.']);
    let (nomor, tahun) = sisa.rsplit_once("TAHUN")?;
    let tahun: String = tahun.chars().filter(char::is_ascii_digit).take(4).collect();
    Some((nomor.trim().to_owned(), tahun))
}
