//! Puts lost numbers back: which pasal lost them, and where the next ayat or item starts.

use super::super::judul::{Isi, Potongan};
use super::super::kalimat::{self, Akhir};
use super::super::naskah::{Jenis, JenisPerbaikan};
use super::super::penanda::{self, Bentuk};
use super::Pembangun;

/// What is known about a line before the tree is built.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Isyarat {
    /// The next whole ayat mark after this line in the same pasal; 0 if none.
    pub ayat_berikut: u32,
    /// On the line of a pasal heading: its numbers were lost.
    pub hilang: bool,
}

/// Looks ahead once over the whole body.
pub(super) fn petunjuk(daftar: &[Potongan]) -> Vec<Isyarat> {
    let mut hasil = vec![Isyarat::default(); daftar.len()];
    let mut berikut = 0;
    let mut bernomor = false;
    let mut merujuk = false;
    let mut rusak = 0;
    for (letak, (potongan, isyarat)) in daftar.iter().zip(hasil.iter_mut()).enumerate().rev() {
        isyarat.ayat_berikut = berikut;
        match &potongan.isi {
            Isi::Pasal(..) => {
                isyarat.hilang = merujuk && !bernomor;
                rusak += usize::from(isyarat.hilang);
                (berikut, bernomor, merujuk) = (0, false, false);
            }
            Isi::Bab(..) | Isi::Bagian(..) | Isi::Paragraf(..) => berikut = 0,
            Isi::Teks(teks) => {
                let sebelum = letak.checked_sub(1).and_then(|letak| daftar.get(letak));
                let menggantung =
                    matches!(sebelum, Some(Potongan { isi: Isi::Teks(teks), .. }) if kalimat::menggantung(teks));
                if let Some(tanda) = penanda::baca(teks)
                    && tanda.bentuk == Bentuk::Ayat
                    && !menggantung
                {
                    berikut = tanda.nilai;
                    bernomor = true;
                }
                merujuk |= teks.contains("pada ayat") || (teks.starts_with("ayat (") && menggantung);
            }
        }
    }
    // Where several pasal lost their numbers, the others without numbers lost them too.
    if rusak >= 2 {
        for (potongan, isyarat) in daftar.iter().zip(hasil.iter_mut()) {
            isyarat.hilang |= matches!(potongan.isi, Isi::Pasal(..));
        }
    }
    hasil
}

/// True if the text opens a definition: a capital, and "adalah" near its start.
fn definisi(teks: &str) -> bool {
    kalimat::kapital(teks)
        && teks.char_indices().nth(160).map_or(teks, |(letak, _)| teks.get(..letak).unwrap_or(teks)).contains(" adalah")
}

impl Pembangun<'_> {
    /// Decides whether an unmarked text after a finished one starts an ayat or item of its own; if so, starts it.
    pub(super) fn duga(&mut self, teks: &str, potongan: &Potongan, akhir: Akhir) -> bool {
        if kalimat::penghubung(teks) {
            return false;
        }
        let Some(pasal) = self.letak_pasal() else { return false };
        let Some((bentuk, nilai)) = self.tumpukan.last().map(|buka| (buka.bentuk, buka.nilai)) else { return false };
        let hilang = self.keadaan.hilang;
        let letak = self.tumpukan.len() - 1;
        match (akhir, bentuk) {
            (Akhir::Kosong | Akhir::Belum, _) => false,
            (Akhir::TitikDua, _) if hilang => {
                let anak = match bentuk {
                    None if self.keadaan.definisi => Bentuk::AngkaTitik,
                    None | Some(Bentuk::Ayat) => Bentuk::HurufTitik,
                    Some(Bentuk::HurufTitik) => Bentuk::AngkaTitik,
                    Some(Bentuk::AngkaTitik | Bentuk::HurufKurung | Bentuk::AngkaKurung) => return false,
                };
                self.mulai_duga(letak + 1, anak, 1, teks, potongan.baris)
            }
            (Akhir::TitikDua, _) => false,
            (Akhir::TitikKoma, Some(daftar)) if hilang && daftar != Bentuk::Ayat => {
                self.mulai_duga(letak, daftar, nilai + 1, teks, potongan.baris)
            }
            (_, Some(Bentuk::AngkaTitik)) if self.keadaan.definisi && letak == pasal + 1 => {
                (hilang && kalimat::kapital(teks) || definisi(teks))
                    && self.mulai_duga(letak, Bentuk::AngkaTitik, nilai + 1, teks, potongan.baris)
            }
            (_, _) if kalimat::kapital(teks) => self.duga_ayat(pasal, teks, potongan, akhir),
            (_, _) => false,
        }
    }

    fn duga_ayat(&mut self, pasal: usize, teks: &str, potongan: &Potongan, akhir: Akhir) -> bool {
        let kini = self.ayat();
        let calon = if kini == 0 { 2 } else { kini + 1 };
        let ada_tempat = self.ayat_berikut != calon;
        if self.keadaan.hilang {
            if !ada_tempat || (kini == 0 && !self.kalimat_tanpa_ayat()) {
                return false;
            }
            if kini == 0 {
                self.jadikan_ayat_satu();
            }
            return self.mulai_duga(pasal + 1, Bentuk::Ayat, calon, teks, potongan.baris);
        }
        if !potongan.jeda || akhir != Akhir::Titik {
            return false;
        }
        if kini > 0 && ada_tempat && (self.ayat_berikut == 0 || self.ayat_berikut == calon + 1) {
            self.ragu_ayat(calon, potongan.baris);
            return self.mulai_duga(pasal + 1, Bentuk::Ayat, calon, teks, potongan.baris);
        }
        // A paragraph after the list belongs to the ayat or pasal that holds the list.
        let induk = self.tumpukan.iter().rposition(|buka| matches!(buka.simpul.jenis, Jenis::Ayat | Jenis::Pasal));
        if let Some(induk) = induk {
            self.tutup(induk + 1);
        }
        false
    }

    fn mulai_duga(&mut self, sisa: usize, bentuk: Bentuk, nilai: u32, teks: &str, baris: usize) -> bool {
        if sisa >= super::DALAM_MAKS {
            return false;
        }
        self.catatan.perbaiki(baris, JenisPerbaikan::PenandaHilang, "", bentuk.tulis(nilai));
        self.mulai(sisa, bentuk, nilai, teks, baris);
        true
    }
}
