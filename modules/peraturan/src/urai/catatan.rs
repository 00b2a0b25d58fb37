//! The list of repairs and doubts while the parser works; bounded, so that hostile input cannot fill the memory.

use super::naskah::{JenisKeraguan, JenisPerbaikan, Keraguan, Perbaikan};

/// Repairs and doubts listed at most; more are only counted.
const BATAS: usize = 50_000;

/// Longest text of a repair kept, in bytes.
pub(super) const BATAS_KUTIPAN: usize = 100_000;

/// Repairs and doubts so far.
#[derive(Debug, Default)]
pub(super) struct Catatan {
    pub perbaikan: Vec<Perbaikan>,
    pub keraguan: Vec<Keraguan>,
    pub lain: usize,
    markah: Vec<Perbaikan>,
}

impl Catatan {
    /// Notes a repair.
    pub fn perbaiki(
        &mut self,
        baris: usize,
        jenis: JenisPerbaikan,
        sebelum: impl Into<String>,
        sesudah: impl Into<String>,
    ) {
        if self.perbaikan.len() >= BATAS {
            self.lain += 1;
            return;
        }
        self.perbaikan.push(Perbaikan { baris, jenis, sebelum: sebelum.into(), sesudah: sesudah.into(), jumlah: 1 });
    }

    /// Notes removed lines; lines that follow each other become one note.
    pub fn buang(&mut self, baris: usize, jenis: JenisPerbaikan, teks: &str, menyambung: bool) {
        if let Some(akhir) = self.perbaikan.last_mut()
            && menyambung
            && akhir.jenis == jenis
            && akhir.sesudah.is_empty()
            && akhir.sebelum.len() + teks.len() < BATAS_KUTIPAN
        {
            akhir.sebelum.push('\n');
            akhir.sebelum.push_str(teks);
            akhir.jumlah += 1;
            return;
        }
        self.perbaiki(baris, jenis, teks, "");
    }

    /// Counts a removed mark of markdown or HTML.
    pub fn markah(&mut self, baris: usize, tanda: &str) {
        if let Some(ada) = self.markah.iter_mut().find(|perbaikan| perbaikan.sebelum == tanda) {
            ada.jumlah += 1;
        } else if self.markah.len() < 64 {
            let jenis = if tanda == "\u{fffd}" { JenisPerbaikan::KarakterKendali } else { JenisPerbaikan::Markah };
            self.markah.push(Perbaikan { baris, jenis, sebelum: tanda.to_owned(), sesudah: String::new(), jumlah: 1 });
        } else {
            self.lain += 1;
        }
    }

    /// Notes a doubt.
    pub fn ragu(&mut self, baris: usize, pasal: Option<&str>, jenis: JenisKeraguan, uraian: impl Into<String>) {
        if self.keraguan.len() >= BATAS {
            self.lain += 1;
            return;
        }
        self.keraguan.push(Keraguan { baris, pasal: pasal.map(str::to_owned), jenis, uraian: uraian.into() });
    }

    /// Both lists in the order of the text, and the number of notes left out.
    pub fn selesai(mut self) -> (Vec<Perbaikan>, Vec<Keraguan>, usize) {
        self.perbaikan.append(&mut self.markah);
        self.perbaikan.sort_by_key(|perbaikan| perbaikan.baris);
        self.keraguan.sort_by_key(|keraguan| keraguan.baris);
        (self.perbaikan, self.keraguan, self.lain)
    }
}
