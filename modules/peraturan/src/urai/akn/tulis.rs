//! Writes XML text; every name given is one of ours, every text is escaped.

use std::fmt::Write as _;

/// The document so far.
#[derive(Debug, Default)]
pub(super) struct Penulis {
    isi: String,
}

impl Penulis {
    /// An opening tag.
    pub fn buka(&mut self, nama: &str, atribut: &[(&str, &str)]) {
        self.tanda(nama, atribut, false);
    }

    /// An empty element.
    pub fn kosong(&mut self, nama: &str, atribut: &[(&str, &str)]) {
        self.tanda(nama, atribut, true);
    }

    fn tanda(&mut self, nama: &str, atribut: &[(&str, &str)], kosong: bool) {
        let _ = write!(self.isi, "<{nama}");
        for (kunci, nilai) in atribut {
            let _ = write!(self.isi, " {kunci}=\"");
            self.lolos(nilai);
            self.isi.push('"');
        }
        self.isi.push_str(if kosong { "/>" } else { ">" });
    }

    /// A closing tag.
    pub fn tutup(&mut self, nama: &str) {
        let _ = write!(self.isi, "</{nama}>");
    }

    /// An element with text only.
    pub fn teks_unsur(&mut self, nama: &str, atribut: &[(&str, &str)], teks: &str) {
        self.buka(nama, atribut);
        self.lolos(teks);
        self.tutup(nama);
    }

    /// A block of text.
    pub fn alinea(&mut self, teks: &str) {
        self.teks_unsur("p", &[], teks);
    }

    /// A block of text with links (first byte, byte after, target) in order, and a defined term at its start.
    pub fn alinea_bertaut(&mut self, teks: &str, tautan: &[(usize, usize, String)], def: Option<&(String, String)>) {
        self.buka("p", &[]);
        let mut letak = 0;
        if let Some((eid, nama)) = def
            && teks.starts_with(nama.as_str())
        {
            self.teks_unsur("def", &[("refersTo", &format!("#{eid}"))], nama);
            letak = nama.len();
        }
        for (awal, akhir, tujuan) in tautan {
            if *awal < letak || akhir <= awal {
                continue;
            }
            let (Some(depan), Some(isi)) = (teks.get(letak..*awal), teks.get(*awal..*akhir)) else { continue };
            self.lolos(depan);
            self.teks_unsur("ref", &[("href", tujuan)], isi);
            letak = *akhir;
        }
        self.lolos(teks.get(letak..).unwrap_or_default());
        self.tutup("p");
    }

    fn lolos(&mut self, teks: &str) {
        for c in teks.chars() {
            match c {
                '&' => self.isi.push_str("&amp;"),
                '<' => self.isi.push_str("&lt;"),
                '>' => self.isi.push_str("&gt;"),
                '"' => self.isi.push_str("&quot;"),
                '\n' | '\t' => self.isi.push(' '),
                // Not allowed in XML 1.0.
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
                c => self.isi.push(c),
            }
        }
    }

    /// The whole document.
    pub fn selesai(self) -> String {
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", self.isi)
    }
}
