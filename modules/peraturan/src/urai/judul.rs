//! Headings: recognises bab, bagian, paragraf and pasal, splits them from what shares their line, and settles misread numbers.

use super::angka;
use super::baris::Baris;
use super::catatan::Catatan;
use super::kalimat::{self, Akhir};
use super::naskah::{JenisKeraguan, JenisPerbaikan};

/// Lines looked at to find the next readable pasal number.
const JANGKAUAN: usize = 400;

/// One logical line of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Potongan {
    /// Line of the source.
    pub baris: usize,
    /// An empty line stands before it.
    pub jeda: bool,
    /// It carried a bullet.
    pub butir: bool,
    /// What it is.
    pub isi: Isi,
}

/// What a logical line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Isi {
    /// Head of a bab; canonical number and label.
    Bab(String, String),
    /// Head of a bagian.
    Bagian(String, String),
    /// Head of a paragraf.
    Paragraf(String, String),
    /// Head of a pasal.
    Pasal(String, String),
    /// Anything else.
    Teks(String),
}

/// A bab heading at the start of a line: the Roman number as read, the label as written, and the rest.
pub(super) fn bab(teks: &str) -> Option<(String, &str, &str)> {
    let sisa = teks.strip_prefix("BAB")?;
    let sisa = sisa.trim_start_matches([' ', '-', '.']);
    let akhir = sisa.find(|c: char| !(c.is_alphanumeric() || c == '|')).unwrap_or(sisa.len());
    let tanda = sisa.get(..akhir)?;
    let belakang = sisa.get(akhir..)?;
    let label = teks.get(..teks.len() - belakang.len())?;
    let nomor = if let Some(nilai) = angka::digit(tanda).filter(|n| *n > 0 && *n < 4000) {
        angka::ke_romawi(nilai)
    } else {
        let baca: String = tanda.chars().map(|c| if matches!(c, 'l' | '1' | '|' | 'i') { 'I' } else { c }).collect();
        let inti = baca.trim_end_matches(|c: char| {
            c.is_ascii_uppercase() && angka::romawi(&baca).is_none() && matches!(c, 'A' | 'B')
        });
        angka::romawi(inti)?;
        baca
    };
    Some((nomor, label, belakang.trim_start_matches(['.', ':', ' '])))
}

/// A bagian heading at the start of a line: number, label, rest.
pub(super) fn bagian(teks: &str) -> Option<(u32, &str, &str)> {
    let sisa = teks.strip_prefix("Bagian ").or_else(|| teks.strip_prefix("BAGIAN "))?;
    let (nilai, _, belakang) = angka::urutan(sisa)?;
    let label = teks.get(..teks.len() - belakang.len())?.trim_end();
    Some((nilai, label, belakang))
}

/// A paragraf heading at the start of a line: number, label, rest.
pub(super) fn paragraf(teks: &str) -> Option<(u32, &str, &str)> {
    let sisa = teks.strip_prefix("Paragraf ").or_else(|| teks.strip_prefix("PARAGRAF "))?;
    let (nilai, belakang) = match angka::urutan(sisa) {
        Some((nilai, _, belakang)) => (nilai, belakang),
        None => {
            let (tanda, belakang) = sisa.split_once(' ').unwrap_or((sisa, ""));
            (angka::angka_ocr(tanda).filter(|n| *n > 0)?, belakang)
        }
    };
    let label = teks.get(..teks.len() - belakang.len())?.trim_end();
    Some((nilai, label, belakang))
}

/// The mark after "Pasal " at the start of a line, and the rest.
fn pasal(teks: &str) -> Option<(&str, &str)> {
    let sisa = teks.strip_prefix("Pasal ").or_else(|| teks.strip_prefix("PASAL "))?;
    let (tanda, belakang) = sisa.split_once(' ').unwrap_or((sisa, ""));
    let tanda = tanda.trim_end_matches(['.', ':']);
    let boleh =
        |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, 'l' | 'o' | '|' | 'i' | '!' | 's');
    (!tanda.is_empty() && tanda.chars().count() <= 6 && tanda.chars().all(boleh)).then_some((tanda, belakang))
}

/// A readable pasal number: digits with at most one capital letter after them.
fn nomor_jelas(tanda: &str) -> Option<(u32, Option<char>)> {
    if let Some(nilai) = angka::digit(tanda) {
        return Some((nilai, None));
    }
    let akhir = tanda.chars().next_back().filter(char::is_ascii_uppercase)?;
    let nilai = angka::digit(tanda.get(..tanda.len() - 1)?)?;
    Some((nilai, Some(akhir)))
}

/// True if the line is the heading of the first pasal (or of Pasal I of an amending regulation).
pub(super) fn pasal_pertama(teks: &str) -> bool {
    pasal(teks).is_some_and(|(tanda, sisa)| sisa.is_empty() && matches!(tanda, "1" | "l" | "I"))
}

/// True if the line is a heading of any level that stands alone.
pub(super) fn judul_sendiri(teks: &str) -> bool {
    bab(teks).is_some()
        || bagian(teks).is_some()
        || paragraf(teks).is_some()
        || pasal(teks).is_some_and(|(tanda, sisa)| sisa.is_empty() && nomor_jelas(tanda).is_some())
}

/// Turns clean lines into logical lines.
pub(super) fn potong(daftar: &[Baris], perubahan: bool, catatan: &mut Catatan) -> Vec<Potongan> {
    let mut alat = Pemotong {
        hasil: Vec::with_capacity(daftar.len()),
        pasal: 0,
        romawi: perubahan,
        di_judul: true,
        dalam: 0,
        catatan,
    };
    for (letak, baris) in daftar.iter().enumerate() {
        let lanjutan = daftar.get(letak + 1..).unwrap_or_default();
        alat.dalam = 0;
        alat.baris(baris, lanjutan);
    }
    alat.hasil
}

struct Pemotong<'a> {
    hasil: Vec<Potongan>,
    /// Number of the last pasal.
    pasal: u32,
    /// An amending regulation: only Pasal I, Pasal II are headings.
    romawi: bool,
    /// The last heading was a bab, bagian or paragraf, so that text now is its title.
    di_judul: bool,
    /// Headings split off the present line; bounded.
    dalam: u8,
    catatan: &'a mut Catatan,
}

impl Pemotong<'_> {
    fn baris(&mut self, baris: &Baris, lanjutan: &[Baris]) {
        let teks = baris.teks.as_str();
        self.dalam += 1;
        if self.dalam <= 8 && !self.kalimat_terbuka() {
            if let Some((nomor, label, sisa)) = bab(teks) {
                return self.kepala(baris, Isi::Bab(nomor.clone(), format!("BAB {nomor}")), label, sisa, lanjutan);
            }
            if let Some((nilai, label, sisa)) = bagian(teks) {
                return self.kepala(baris, Isi::Bagian(nilai.to_string(), label.to_owned()), label, sisa, lanjutan);
            }
            if let Some((nilai, label, sisa)) = paragraf(teks) {
                return self.kepala(baris, Isi::Paragraf(nilai.to_string(), label.to_owned()), label, sisa, lanjutan);
            }
            if let Some((tanda, sisa)) = pasal(teks)
                && self.kepala_pasal(baris, tanda, sisa, lanjutan)
            {
                return;
            }
        }
        if let Some((depan, tanda)) = teks.rsplit_once(" Pasal ")
            && !tanda.contains(' ')
            && angka::digit(tanda) == Some(self.pasal + 1)
            && (self.di_judul || matches!(kalimat::akhir(depan), Akhir::Titik))
        {
            self.catatan.perbaiki(baris.nomor, JenisPerbaikan::JudulMenyatu, teks, format!("{depan}\nPasal {tanda}"));
            self.dorong(baris, Isi::Teks(depan.to_owned()));
            self.mulai_pasal(baris, tanda.to_owned());
            return;
        }
        self.dorong(baris, Isi::Teks(teks.to_owned()));
    }

    /// The last line is text that cannot end where it ends.
    fn kalimat_terbuka(&self) -> bool {
        match self.hasil.last() {
            Some(Potongan { isi: Isi::Teks(teks), .. }) => {
                !self.di_judul && kalimat::akhir(teks) == Akhir::Belum && kalimat::menggantung(teks)
            }
            Some(_) | None => false,
        }
    }

    fn dorong(&mut self, baris: &Baris, isi: Isi) {
        let menyatu = self.hasil.last().is_some_and(|akhir| akhir.baris == baris.nomor);
        self.hasil.push(Potongan {
            baris: baris.nomor,
            jeda: baris.jeda && !menyatu,
            butir: baris.butir && !menyatu,
            isi,
        });
    }

    /// A bab, bagian or paragraf; its line may go on with the title, further headings and a pasal.
    fn kepala(&mut self, baris: &Baris, isi: Isi, tertulis: &str, sisa: &str, lanjutan: &[Baris]) {
        let label = match &isi {
            Isi::Bab(_, baku) | Isi::Bagian(_, baku) | Isi::Paragraf(_, baku) | Isi::Pasal(_, baku) => baku.clone(),
            Isi::Teks(_) => String::new(),
        };
        let label = label.as_str();
        if label != tertulis {
            self.catatan.perbaiki(baris.nomor, JenisPerbaikan::NomorBab, tertulis, label);
        }
        self.dorong(baris, isi);
        self.di_judul = true;
        if sisa.is_empty() {
            return;
        }
        let mut depan = sisa;
        let mut belakang = "";
        for kata in [" Bagian Ke", " Paragraf ", " Pasal "] {
            if let Some(letak) = depan.find(kata) {
                let calon = depan.get(letak + 1..).unwrap_or_default();
                if bagian(calon).is_some() || paragraf(calon).is_some() || pasal(calon).is_some() {
                    belakang = sisa.get(letak + 1..).unwrap_or_default();
                    depan = depan.get(..letak).unwrap_or_default();
                }
            }
        }
        if depan.starts_with("Bagian Ke") || depan.starts_with("Pasal ") {
            belakang = depan;
            depan = "";
        }
        let sesudah =
            [label, depan, belakang].iter().filter(|isi| !isi.is_empty()).copied().collect::<Vec<_>>().join("\n");
        self.catatan.perbaiki(baris.nomor, JenisPerbaikan::JudulMenyatu, format!("{label} {sisa}"), sesudah);
        if !depan.is_empty() {
            self.dorong(baris, Isi::Teks(depan.to_owned()));
        }
        if !belakang.is_empty() {
            self.baris(&Baris { teks: belakang.to_owned(), ..baris.clone() }, lanjutan);
        }
    }

    fn mulai_pasal(&mut self, baris: &Baris, nomor: String) {
        if let Some((nilai, _)) = nomor_jelas(&nomor) {
            self.pasal = nilai;
        }
        let label = format!("Pasal {nomor}");
        self.dorong(baris, Isi::Pasal(nomor, label));
        self.di_judul = false;
    }

    /// Decides whether "Pasal .." at the start of a line is a heading; if so, takes it.
    fn kepala_pasal(&mut self, baris: &Baris, tanda: &str, sisa: &str, lanjutan: &[Baris]) -> bool {
        if self.romawi {
            let Some(nilai) = angka::romawi(&tanda.replace(['l', '1', '|'], "I")) else {
                return false;
            };
            let nomor = angka::ke_romawi(nilai);
            if !sisa.is_empty() || nilai > 20 {
                return false;
            }
            if nomor != tanda {
                self.catatan.perbaiki(
                    baris.nomor,
                    JenisPerbaikan::NomorPasal,
                    format!("Pasal {tanda}"),
                    format!("Pasal {nomor}"),
                );
            }
            self.mulai_pasal(baris, nomor);
            return true;
        }
        let harap = self.pasal + 1;
        let jelas = nomor_jelas(tanda);
        if !sisa.is_empty() {
            let tepat = jelas.is_some_and(|(nilai, _)| nilai == harap) && !self.belum_selesai();
            let rincian = sisa.starts_with("(1)") || sisa.starts_with("(1 ");
            let kalimat = kalimat::kapital(sisa)
                && !sisa.starts_with("Undang")
                && !sisa.starts_with("Peraturan")
                && !sisa.starts_with('(');
            if !(tepat && (rincian || kalimat)) {
                return false;
            }
            self.catatan.perbaiki(
                baris.nomor,
                JenisPerbaikan::JudulMenyatu,
                baris.teks.as_str(),
                format!("Pasal {tanda}\n{sisa}"),
            );
            self.mulai_pasal(baris, tanda.to_owned());
            self.baris(&Baris { teks: sisa.to_owned(), ..baris.clone() }, lanjutan);
            return true;
        }
        if let Some((nilai, akhiran)) = jelas {
            // A bare reference at the end of a wrapped line has neither the expected number nor a finished sentence before it.
            if self.belum_selesai() && nilai != harap && akhiran.is_none() {
                return false;
            }
            let terbaca = angka::angka_ocr(tanda);
            if akhiran.is_some() && terbaca == Some(harap) && nilai != self.pasal {
                self.betulkan(baris, tanda, harap);
                return true;
            }
            self.mulai_pasal(baris, tanda.to_owned());
            return true;
        }
        let terbaca = angka::angka_ocr(tanda);
        if terbaca == Some(harap) {
            self.betulkan(baris, tanda, harap);
            return true;
        }
        let berikut = lanjutan.iter().take(JANGKAUAN).find_map(|lain| {
            let (tanda, sisa) = pasal(&lain.teks)?;
            if sisa.is_empty() { nomor_jelas(tanda).map(|(nilai, _)| nilai) } else { None }
        });
        match (berikut, terbaca) {
            (Some(nilai), _) if nilai == harap + 1 => self.betulkan(baris, tanda, harap),
            (_, Some(nilai)) if nilai > 0 => self.betulkan(baris, tanda, nilai),
            (_, _) if !self.belum_selesai() => {
                self.betulkan(baris, tanda, harap);
                let uraian = format!("Nomor pasal \"{tanda}\" tidak terbaca; diduga Pasal {harap}.");
                self.catatan.ragu(baris.nomor, Some(&harap.to_string()), JenisKeraguan::NomorDiduga, uraian);
            }
            (_, _) => return false,
        }
        true
    }

    fn betulkan(&mut self, baris: &Baris, tanda: &str, nilai: u32) {
        self.catatan.perbaiki(
            baris.nomor,
            JenisPerbaikan::NomorPasal,
            format!("Pasal {tanda}"),
            format!("Pasal {nilai}"),
        );
        self.mulai_pasal(baris, nilai.to_string());
    }

    /// The text before is not a finished sentence.
    fn belum_selesai(&self) -> bool {
        match self.hasil.last() {
            Some(Potongan { isi: Isi::Teks(teks), .. }) => !self.di_judul && kalimat::akhir(teks) == Akhir::Belum,
            Some(_) | None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_chapters() {
        let tabel = [
            ("BAB I", Some(("I", ""))),
            ("BABI KETENTUAN UMUM", Some(("I", "KETENTUAN UMUM"))),
            ("BAB ll", Some(("II", ""))),
            ("BAB 4 DATA", Some(("IV", "DATA"))),
            ("BAB XIV", Some(("XIV", ""))),
            ("BABAK", None),
            ("BAB", None),
            ("Bab I", None),
        ];
        for (teks, harap) in tabel {
            let hasil = bab(teks);
            assert_eq!(hasil.as_ref().map(|(n, _, s)| (n.as_str(), *s)), harap, "{teks}");
        }
    }

    #[test]
    fn heads_of_parts() {
        assert_eq!(bagian("Bagian Kedua Belas Data"), Some((12, "Bagian Kedua Belas", "Data")));
        assert_eq!(bagian("Bagian Organisasi Sekretariat"), None);
        assert_eq!(paragraf("Paragraf 3 Umum"), Some((3, "Paragraf 3", "Umum")));
        assert_eq!(paragraf("Paragraf Kesatu"), Some((1, "Paragraf Kesatu", "")));
        assert_eq!(paragraf("Paragraf ini"), None);
    }
}
