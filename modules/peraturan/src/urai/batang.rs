//! Builds the body: a stack of open nodes from bab down to angka, fed one logical line at a time.

mod duga;
mod pecah;

use super::catatan::Catatan;
use super::judul::{Isi, Potongan};
use super::kalimat::{self, Akhir};
use super::naskah::{Jenis, JenisKeraguan, JenisPerbaikan, Simpul};
use super::penanda::{self, Bentuk, Penanda};

/// Deepest nesting of open nodes; deeper marks are read as text.
const DALAM_MAKS: usize = 12;

/// An open node.
#[derive(Debug)]
struct Buka {
    simpul: Simpul,
    bentuk: Option<Bentuk>,
    nilai: u32,
}

/// What is known about the present pasal.
#[derive(Debug, Clone, Copy, Default)]
struct Keadaan {
    /// Its ayat numbers (and list letters) were lost by OCR.
    hilang: bool,
    /// It is the pasal of definitions.
    definisi: bool,
    /// How far the written numbers of the definitions run ahead of the true ones.
    geser: u32,
    /// Its ayat are written "1." instead of "(1)".
    angka_jadi_ayat: bool,
}

/// The tree, and text that stood before any heading.
pub(super) fn bangun(daftar: &[Potongan], catatan: &mut Catatan) -> (Vec<Simpul>, Vec<String>) {
    let petunjuk = duga::petunjuk(daftar);
    let mut alat = Pembangun {
        akar: Vec::new(),
        tumpukan: Vec::new(),
        yatim: Vec::new(),
        keadaan: Keadaan::default(),
        ayat_berikut: 0,
        catatan,
    };
    for (potongan, isyarat) in daftar.iter().zip(petunjuk) {
        alat.ayat_berikut = isyarat.ayat_berikut;
        match &potongan.isi {
            Isi::Bab(nomor, label) => alat.kelompok(Jenis::Bab, nomor, label, potongan.baris),
            Isi::Bagian(nomor, label) => alat.kelompok(Jenis::Bagian, nomor, label, potongan.baris),
            Isi::Paragraf(nomor, label) => alat.kelompok(Jenis::Paragraf, nomor, label, potongan.baris),
            Isi::Pasal(nomor, label) => {
                alat.kelompok(Jenis::Pasal, nomor, label, potongan.baris);
                alat.keadaan = Keadaan { hilang: isyarat.hilang, ..Keadaan::default() };
            }
            Isi::Teks(teks) => alat.baris_teks(teks, potongan),
        }
    }
    alat.tutup(0);
    (alat.akar, alat.yatim)
}

struct Pembangun<'a> {
    akar: Vec<Simpul>,
    tumpukan: Vec<Buka>,
    yatim: Vec<String>,
    keadaan: Keadaan,
    /// The next whole ayat mark in this pasal after the present line; 0 if there is none.
    ayat_berikut: u32,
    catatan: &'a mut Catatan,
}

impl Pembangun<'_> {
    /// Closes open nodes until `sisa` are left.
    fn tutup(&mut self, sisa: usize) {
        while self.tumpukan.len() > sisa {
            let Some(buka) = self.tumpukan.pop() else { return };
            match self.tumpukan.last_mut() {
                Some(induk) => induk.simpul.anak.push(buka.simpul),
                None => self.akar.push(buka.simpul),
            }
        }
    }

    fn kelompok(&mut self, jenis: Jenis, nomor: &str, label: &str, baris: usize) {
        let sisa = self.tumpukan.iter().position(|buka| buka.simpul.jenis >= jenis).unwrap_or(self.tumpukan.len());
        self.tutup(sisa);
        let simpul = Simpul::baru(jenis, nomor.to_owned(), label.to_owned(), baris);
        self.tumpukan.push(Buka { simpul, bentuk: None, nilai: 0 });
    }

    /// Position of the open pasal in the stack.
    fn letak_pasal(&self) -> Option<usize> {
        self.tumpukan.iter().position(|buka| buka.simpul.jenis == Jenis::Pasal)
    }

    fn nomor_pasal(&self) -> Option<String> {
        self.letak_pasal().and_then(|letak| self.tumpukan.get(letak)).map(|buka| buka.simpul.nomor.clone())
    }

    /// Value of the open ayat, 0 if none.
    fn ayat(&self) -> u32 {
        self.tumpukan.iter().find(|buka| buka.bentuk == Some(Bentuk::Ayat)).map_or(0, |buka| buka.nilai)
    }

    /// The text that the next line would continue.
    fn teks_kini(&self) -> &str {
        self.tumpukan
            .last()
            .map_or("", |buka| if buka.simpul.lanjutan.is_empty() { &buka.simpul.teks } else { &buka.simpul.lanjutan })
    }

    fn tambah(&mut self, teks: &str, baris: usize) {
        let catatan = &mut *self.catatan;
        if let Some(buka) = self.tumpukan.last_mut() {
            let simpul = &mut buka.simpul;
            let tujuan = if simpul.jenis.kelompok() {
                &mut simpul.judul
            } else if simpul.anak.is_empty() {
                &mut simpul.teks
            } else {
                &mut simpul.lanjutan
            };
            kalimat::sambung(tujuan, teks, baris, catatan);
        } else {
            self.yatim.push(teks.to_owned());
        }
    }

    /// A line of text: one or more pieces, each a new node or a continuation.
    fn baris_teks(&mut self, teks: &str, potongan: &Potongan) {
        if self.letak_pasal().is_none() {
            self.tambah(teks, potongan.baris);
            return;
        }
        let buka =
            |bentuk| self.tumpukan.iter().rev().find(|buka| buka.bentuk == Some(bentuk)).map_or(0, |buka| buka.nilai);
        let awal = pecah::Awal { ayat: self.ayat(), huruf: buka(Bentuk::HurufTitik), angka: buka(Bentuk::AngkaTitik) };
        for (urut, bagian) in pecah::pecah(teks, awal).into_iter().enumerate() {
            if urut > 0 {
                let depan: String = bagian.chars().take(60).collect();
                self.catatan.perbaiki(potongan.baris, JenisPerbaikan::ButirMenyatu, format!("… {depan}"), depan);
            }
            self.potong_teks(bagian, potongan, urut > 0);
        }
    }

    fn potong_teks(&mut self, teks: &str, potongan: &Potongan, terpecah: bool) {
        let kini = self.teks_kini();
        let akhir = kalimat::akhir(kini);
        let terbuka = akhir == Akhir::Belum && kalimat::menggantung(kini) && !potongan.butir;
        if !terbuka {
            if let Some(tanda) = penanda::baca(teks)
                && self.terima(tanda, potongan.baris, akhir, potongan.butir || terpecah)
            {
                return;
            }
            if akhir != Akhir::Belum && self.terima_rusak(teks, potongan.baris, akhir) {
                return;
            }
            if akhir != Akhir::Belum && self.duga(teks, potongan, akhir) {
                return;
            }
        }
        self.tambah(teks, potongan.baris);
        if let Some(buka) = self.tumpukan.last()
            && buka.simpul.jenis == Jenis::Pasal
            && !self.keadaan.definisi
            && buka.simpul.teks.len() < 2_000
        {
            self.keadaan.definisi = buka.simpul.teks.to_lowercase().contains("yang dimaksud dengan");
        }
    }

    /// Opens a list node under the innermost node that is left after closing down to `sisa`.
    fn mulai(&mut self, sisa: usize, bentuk: Bentuk, nilai: u32, teks: &str, baris: usize) {
        self.tutup(sisa);
        let mut simpul = Simpul::baru(bentuk.jenis(), bentuk.nomor(nilai), bentuk.tulis(nilai), baris);
        simpul.teks.push_str(teks);
        self.tumpukan.push(Buka { simpul, bentuk: Some(bentuk), nilai });
    }

    /// The first sentence of the pasal is ayat (1), whose number was lost: makes it one.
    fn jadikan_ayat_satu(&mut self) {
        let Some(letak) = self.letak_pasal() else { return };
        self.tutup(letak + 1);
        let Some(buka) = self.tumpukan.last_mut() else { return };
        let baris = buka.simpul.baris;
        let mut ayat = Simpul::baru(Jenis::Ayat, "1".to_owned(), "(1)".to_owned(), baris);
        ayat.teks = std::mem::take(&mut buka.simpul.teks);
        ayat.anak = std::mem::take(&mut buka.simpul.anak);
        ayat.lanjutan = std::mem::take(&mut buka.simpul.lanjutan);
        buka.simpul.anak.push(ayat);
        self.catatan.perbaiki(baris, JenisPerbaikan::PenandaHilang, "", "(1)");
    }

    /// The pasal has a finished sentence of its own and no ayat yet.
    fn kalimat_tanpa_ayat(&self) -> bool {
        self.letak_pasal().and_then(|letak| self.tumpukan.get(letak)).is_some_and(|buka| {
            !buka.simpul.teks.is_empty() && !buka.simpul.anak.iter().any(|anak| anak.jenis == Jenis::Ayat)
        }) && self.ayat() == 0
    }

    /// Takes a whole mark if it fits where it stands.
    fn terima(&mut self, tanda: Penanda<'_>, baris: usize, akhir: Akhir, tegas: bool) -> bool {
        let Some(pasal) = self.letak_pasal() else { return false };
        if self.tumpukan.len() >= DALAM_MAKS {
            return false;
        }
        match tanda.bentuk {
            Bentuk::Ayat => self.terima_ayat(tanda, baris, akhir, tegas),
            Bentuk::AngkaTitik | Bentuk::AngkaKurung if self.angka_sebagai_ayat(tanda, pasal, akhir) => {
                if self.kalimat_tanpa_ayat() && tanda.nilai == 2 {
                    self.jadikan_ayat_satu();
                }
                self.catatan.perbaiki(
                    baris,
                    JenisPerbaikan::PenandaRusak,
                    tanda.tanda,
                    Bentuk::Ayat.tulis(tanda.nilai),
                );
                self.mulai(pasal + 1, Bentuk::Ayat, tanda.nilai, tanda.sisa, baris);
                true
            }
            Bentuk::AngkaTitik | Bentuk::HurufTitik | Bentuk::HurufKurung | Bentuk::AngkaKurung => {
                self.terima_butir(tanda, pasal, baris, akhir, tegas)
            }
        }
    }

    fn terima_ayat(&mut self, tanda: Penanda<'_>, baris: usize, akhir: Akhir, tegas: bool) -> bool {
        let Some(pasal) = self.letak_pasal() else { return false };
        let kini = self.ayat();
        let tepat = tanda.nilai == kini + 1;
        if akhir == Akhir::Belum && !tegas && !(tepat && kalimat::kapital(tanda.sisa)) {
            return false;
        }
        if tanda.lemah && !tepat {
            return false;
        }
        if kini == 0 && tanda.nilai == 2 && self.kalimat_tanpa_ayat() && akhir != Akhir::TitikDua {
            self.jadikan_ayat_satu();
        } else if !tepat && (tanda.nilai > kini + 30 || !(kalimat::kapital(tanda.sisa) || tegas)) {
            return false;
        }
        self.catat_tanda(tanda, tanda.nilai, baris);
        self.mulai(pasal + 1, Bentuk::Ayat, tanda.nilai, tanda.sisa, baris);
        true
    }

    /// "1." or "1)" that stands where an ayat must stand.
    fn angka_sebagai_ayat(&mut self, tanda: Penanda<'_>, pasal: usize, akhir: Akhir) -> bool {
        let Some(buka) = self.tumpukan.get(pasal) else { return false };
        let kosong = buka.simpul.teks.is_empty() && buka.simpul.anak.is_empty() && self.tumpukan.len() == pasal + 1;
        let terbuka =
            self.tumpukan.iter().any(|lain| lain.bentuk == Some(tanda.bentuk) && lain.nilai + 1 == tanda.nilai);
        let pengantar = tanda.sisa.to_lowercase().contains("yang dimaksud dengan");
        if kosong && tanda.nilai == 1 && !pengantar {
            self.keadaan.angka_jadi_ayat = true;
            return true;
        }
        let berikut = tanda.nilai == self.ayat() + 1
            && self.ayat() > 0
            && akhir != Akhir::TitikDua
            && akhir != Akhir::Belum
            && !terbuka;
        berikut
            && (self.keadaan.angka_jadi_ayat || (tanda.bentuk == Bentuk::AngkaKurung && kalimat::kapital(tanda.sisa)))
    }

    fn terima_butir(&mut self, tanda: Penanda<'_>, pasal: usize, baris: usize, akhir: Akhir, tegas: bool) -> bool {
        if tanda.bentuk == Bentuk::AngkaTitik && self.pengantar_bernomor(tanda, pasal, baris) {
            return true;
        }
        let mut nilai = tanda.nilai;
        let terbuka = |nilai: Option<u32>| {
            self.tumpukan.iter().enumerate().skip(pasal + 1).rev().find(|(_, buka)| {
                buka.bentuk == Some(tanda.bentuk) && nilai.is_none_or(|nilai| buka.nilai + 1 == nilai)
            })
        };
        if self.keadaan.geser > 0 && tanda.bentuk == Bentuk::AngkaTitik {
            let kini = terbuka(None).map_or(0, |(_, buka)| buka.nilai);
            if nilai == kini + 1 {
                self.keadaan.geser = 0;
            } else if nilai == kini + 1 + self.keadaan.geser {
                nilai = kini + 1;
            }
        }
        let saudara = terbuka(Some(nilai)).or_else(|| terbuka(None)).map(|(letak, buka)| (letak, buka.nilai));
        let selesai = akhir != Akhir::Belum || tegas;
        let sisa = match saudara {
            Some((letak, kini)) if nilai == kini + 1 => letak,
            Some((letak, _))
                if nilai == 1 && (letak + 1 < self.tumpukan.len() || akhir == Akhir::TitikDua) && !tanda.lemah =>
            {
                self.tumpukan.len()
            }
            Some((letak, kini)) if !tanda.lemah && selesai && nilai <= kini + 20 => letak,
            None if nilai == 1 && (!tanda.lemah || akhir == Akhir::TitikDua) => self.tumpukan.len(),
            None if !tanda.lemah && selesai && tegas && nilai <= 3 => self.tumpukan.len(),
            Some(_) | None => return false,
        };
        self.catat_tanda(tanda, nilai, baris);
        self.mulai(sisa, tanda.bentuk, nilai, tanda.sisa, baris);
        true
    }

    /// The introduction of the definitions was numbered as if it were one of them.
    fn pengantar_bernomor(&mut self, tanda: Penanda<'_>, pasal: usize, baris: usize) -> bool {
        let Some(buka) = self.tumpukan.get_mut(pasal) else { return false };
        let kosong = buka.simpul.teks.is_empty() && buka.simpul.anak.is_empty();
        if !(kosong && tanda.nilai == 1 && tanda.sisa.to_lowercase().contains("yang dimaksud dengan")) {
            return false;
        }
        buka.simpul.teks.push_str(tanda.sisa);
        self.catatan.perbaiki(baris, JenisPerbaikan::PenandaRusak, tanda.tanda, "");
        self.keadaan.definisi = true;
        self.keadaan.geser = 1;
        true
    }

    /// Notes a mark that is not written as it counts.
    fn catat_tanda(&mut self, tanda: Penanda<'_>, nilai: u32, baris: usize) {
        let baku = tanda.bentuk.tulis(nilai);
        let rapat: String = tanda.tanda.chars().filter(|c| !c.is_whitespace()).collect();
        if rapat != baku {
            self.catatan.perbaiki(baris, JenisPerbaikan::PenandaRusak, tanda.tanda, baku);
        }
    }

    /// Takes a damaged mark as the next ayat, or a lost letter (". text") as the next item.
    fn terima_rusak(&mut self, teks: &str, baris: usize, akhir: Akhir) -> bool {
        let Some(pasal) = self.letak_pasal() else { return false };
        if let Some(sisa) = teks.strip_prefix(". ") {
            let saudara = self.tumpukan.iter().rposition(|buka| buka.bentuk == Some(Bentuk::HurufTitik));
            let (letak, nilai) =
                match saudara.and_then(|letak| self.tumpukan.get(letak).map(|buka| (letak, buka.nilai + 1))) {
                    Some(tujuan) => tujuan,
                    None if akhir == Akhir::TitikDua => (self.tumpukan.len(), 1),
                    None => return false,
                };
            self.catatan.perbaiki(baris, JenisPerbaikan::PenandaRusak, ".", Bentuk::HurufTitik.tulis(nilai));
            self.mulai(letak, Bentuk::HurufTitik, nilai, sisa, baris);
            return true;
        }
        let Some((tanda, sisa)) = penanda::rusak(teks) else { return false };
        if akhir == Akhir::TitikDua
            || (self.ayat_berikut > 0
                && self.ayat_berikut == self.ayat() + 1
                && tanda.chars().all(char::is_alphanumeric))
        {
            return false;
        }
        if self.kalimat_tanpa_ayat() {
            self.jadikan_ayat_satu();
        }
        let terakhir = self.tumpukan.get(pasal).map_or(0, |buka| {
            buka.simpul
                .anak
                .last()
                .filter(|anak| anak.jenis == Jenis::Ayat)
                .and_then(|anak| anak.nomor.parse().ok())
                .unwrap_or(0)
        });
        let nilai = self.ayat().max(terakhir) + 1;
        self.catatan.perbaiki(baris, JenisPerbaikan::PenandaRusak, tanda, Bentuk::Ayat.tulis(nilai));
        self.mulai(pasal + 1, Bentuk::Ayat, nilai, sisa, baris);
        true
    }

    /// Notes that an ayat number was put back although the text has other numbers.
    fn ragu_ayat(&mut self, nilai: u32, baris: usize) {
        let pasal = self.nomor_pasal();
        let uraian =
            format!("Alinea tanpa nomor dibaca sebagai ayat ({nilai}); periksa apakah memang ayat tersendiri.");
        self.catatan.ragu(baris, pasal.as_deref(), JenisKeraguan::NomorDiduga, uraian);
    }
}
