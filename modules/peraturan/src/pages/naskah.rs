//! The text of a law as HTML: every level with its address, references and terms as links.
use std::collections::{HashMap, HashSet};

use maud::{Markup, html};
use serde_json::Value as Json;

use crate::isi::{Isi, Sasaran, jangkar, turun};
use crate::model::Dokumen;
use crate::store::{Istilah, Simpul};
use crate::urai::Alamat;

/// Shows the parts of one document.
pub struct Penyaji {
    href: String,
    /// Published laws by their key: address and name.
    kunci: HashMap<String, (String, String)>,
    /// Terms, the longest first: words, place in the glossary, meaning.
    istilah: Vec<(String, i64, String)>,
    /// Where a term is defined: place in the glossary and the term.
    definisi: HashMap<String, (i64, String)>,
    terpakai: HashSet<i64>,
    tuju: String,
    bertaut_istilah: bool,
}

impl Penyaji {
    /// Shows parts of a document that lies at `href`.
    pub fn new(href: &str) -> Penyaji {
        Penyaji {
            href: href.to_owned(),
            kunci: HashMap::new(),
            istilah: vec![],
            definisi: HashMap::new(),
            terpakai: HashSet::new(),
            tuju: String::new(),
            bertaut_istilah: false,
        }
    }
    /// Other laws that can be linked to.
    pub fn with_hukum(mut self, hukum: Vec<(String, Dokumen)>) -> Penyaji {
        self.kunci = hukum.into_iter().map(|(kunci, dokumen)| (kunci, (dokumen.href(), dokumen.sebutan))).collect();
        self
    }
    /// Terms to be linked on their first use in each pasal.
    pub fn with_istilah(mut self, istilah: &[Istilah]) -> Penyaji {
        for satu in istilah {
            self.definisi.insert(satu.alamat.clone(), (satu.urut, satu.istilah.clone()));
            for kata in [&satu.istilah, &satu.singkatan] {
                if kata.chars().count() > 1 {
                    self.istilah.push((kata.clone(), satu.urut, satu.arti.clone()));
                }
            }
        }
        self.istilah.sort_by_key(|(kata, ..)| std::cmp::Reverse(kata.len()));
        self
    }
    /// The address to be highlighted.
    pub fn with_tuju(mut self, alamat: &str) -> Penyaji {
        self.tuju = alamat.to_owned();
        self
    }

    /// The content of a pasal, without its heading. `alamat` is the address of its page.
    pub fn pasal(&mut self, isi: &Isi, alamat: &str) -> Markup {
        self.terpakai.clear();
        let berdefinisi =
            isi.anak.iter().any(|anak| self.definisi.contains_key(&turun(alamat, &anak.jenis, &anak.nomor)));
        self.bertaut_istilah = !berdefinisi;
        let nama = isi.sebutan.clone();
        html! {
            @if !isi.teks.is_empty() { p { (self.teks(&isi.teks, &isi.rujukan)) } }
            @for anak in &isi.anak { (self.butir(anak, &turun(alamat, &anak.jenis, &anak.nomor), &nama)) }
            @if !isi.lanjutan.is_empty() { p { (self.teks(&isi.lanjutan, &isi.rujukan_lanjutan)) } }
        }
    }

    fn butir(&mut self, isi: &Isi, alamat: &str, atas: &str) -> Markup {
        let nama = format!("{atas} {} {}", isi.jenis, isi.sebutan);
        let tuju = alamat == self.tuju;
        let definisi = self.definisi.get(alamat).filter(|(_, istilah)| isi.teks.starts_with(istilah.as_str())).cloned();
        html! {
            div.butir.butir--tuju[tuju] id=(jangkar(alamat)) {
                span.butir__tanda {
                    a href={ (self.href) "/" (alamat) "#" (jangkar(alamat)) } aria-label=(nama) { (isi.sebutan) }
                }
                div.butir__isi {
                    @if let Some((urut, istilah)) = definisi {
                        p { dfn id={ "definisi-" (urut) } { (istilah) } (self.ekor(&isi.teks, istilah.len(), &isi.rujukan)) }
                    } @else if !isi.teks.is_empty() {
                        p { (self.teks(&isi.teks, &isi.rujukan)) }
                    }
                    @for anak in &isi.anak { (self.butir(anak, &turun(alamat, &anak.jenis, &anak.nomor), &nama)) }
                    @if !isi.lanjutan.is_empty() { p { (self.teks(&isi.lanjutan, &isi.rujukan_lanjutan)) } }
                }
            }
        }
    }

    fn ekor(&mut self, teks: &str, dari: usize, rujukan: &[Sasaran]) -> Markup {
        let geser: Vec<Sasaran> = rujukan
            .iter()
            .filter(|satu| satu.awal >= dari)
            .map(|satu| Sasaran { awal: satu.awal - dari, akhir: satu.akhir - dari, ..satu.clone() })
            .collect();
        self.teks(teks.get(dari..).unwrap_or_default(), &geser)
    }

    fn teks(&mut self, teks: &str, rujukan: &[Sasaran]) -> Markup {
        let mut bagian: Vec<Markup> = vec![];
        let mut letak = 0;
        for satu in rujukan {
            let (Some(sela), Some(kata)) = (teks.get(letak..satu.awal), teks.get(satu.awal..satu.akhir)) else {
                continue;
            };
            bagian.push(self.polos(sela));
            bagian.push(self.tautan(satu, kata));
            letak = satu.akhir;
        }
        let sisa = teks.get(letak..).unwrap_or_default();
        bagian.push(self.polos(sisa));
        html! { @for satu in &bagian { (satu) } }
    }

    fn tautan(&self, satu: &Sasaran, kata: &str) -> Markup {
        if !satu.kunci.is_empty() {
            return match self.kunci.get(&satu.kunci) {
                Some((href, sebutan)) if satu.ke.is_empty() => html! { a href=(href) title=(sebutan) { (kata) } },
                Some((href, sebutan)) => html! { a href={ (href) "/" (satu.ke) } title=(sebutan) { (kata) } },
                None => html! { (kata) },
            };
        }
        if !satu.ada {
            return html! { span.gantung title="Rujukan ini menunjuk ke bagian yang tidak ada dalam naskah." { (kata) } };
        }
        html! { a href={ (self.href) "/" (satu.ke) "#" (jangkar(&satu.ke)) } { (kata) } }
    }

    /// Text without references: terms are linked where they stand for the first time.
    fn polos(&mut self, teks: &str) -> Markup {
        if !self.bertaut_istilah || self.istilah.is_empty() {
            return html! { (teks) };
        }
        let mut bagian: Vec<Markup> = vec![];
        let mut sisa = teks;
        while let Some((awal, akhir, urut, arti)) = self.istilah_pertama(sisa) {
            let (depan, kata) = (sisa.get(..awal).unwrap_or_default(), sisa.get(awal..akhir).unwrap_or_default());
            bagian.push(
                html! { (depan) a.istilah href={ (self.href) "/istilah#istilah-" (urut) } title=(arti) { (kata) } },
            );
            self.terpakai.insert(urut);
            sisa = sisa.get(akhir..).unwrap_or_default();
        }
        html! { @for satu in &bagian { (satu) } (sisa) }
    }

    fn istilah_pertama(&self, teks: &str) -> Option<(usize, usize, i64, String)> {
        let mut terbaik: Option<(usize, usize, i64, &str)> = None;
        for (kata, urut, arti) in &self.istilah {
            if self.terpakai.contains(urut) {
                continue;
            }
            let Some((awal, akhir)) = kata_utuh(teks, kata) else { continue };
            // The longest come first, so an equal start is no better.
            if terbaik.is_none_or(|(ada, ..)| awal < ada) {
                terbaik = Some((awal, akhir, *urut, arti));
            }
        }
        terbaik.map(|(awal, akhir, urut, arti)| (awal, akhir, urut, kernel::indonesia::kalimat::potong(arti, 300)))
    }
}

/// The first place where the words stand by themselves.
fn kata_utuh(teks: &str, kata: &str) -> Option<(usize, usize)> {
    let mut dari = 0;
    while let Some(letak) = teks.get(dari..)?.find(kata) {
        let (awal, akhir) = (dari + letak, dari + letak + kata.len());
        let sebelum = teks.get(..awal)?.chars().next_back();
        let sesudah = teks.get(akhir..)?.chars().next();
        if !sebelum.is_some_and(char::is_alphanumeric) && !sesudah.is_some_and(char::is_alphanumeric) {
            return Some((awal, akhir));
        }
        dari = akhir;
    }
    None
}

/// The address of a stored pasal's own content: the page's address without the mark of a double.
pub fn alamat_isi(simpul: &Simpul) -> String {
    format!("pasal-{}", simpul.judul.nomor.to_lowercase())
}

/// The content of a stored pasal.
pub fn isi_pasal(simpul: &Simpul) -> Option<Isi> {
    simpul.isi.clone().and_then(|isi| serde_json::from_value(isi).ok())
}

/// Any part with its content, without its heading.
pub fn isi_bagian(penyaji: &mut Penyaji, simpul: &Simpul) -> Markup {
    if let Some(isi) = (simpul.judul.jenis == "pasal").then(|| isi_pasal(simpul)).flatten() {
        return penyaji.pasal(&isi, &alamat_isi(simpul));
    }
    match &simpul.isi {
        Some(isi) if simpul.judul.jenis == "pembukaan" => pembukaan(isi),
        Some(_) | None => html! { @for baris in simpul.teks.lines() { p { (baris) } } },
    }
}

fn pembukaan(isi: &Json) -> Markup {
    let butir = |kunci: &str| -> Vec<(String, String)> {
        let daftar = isi.get(kunci).and_then(Json::as_array).into_iter().flatten();
        daftar.filter_map(|satu| Some((satu.get(0)?.as_str()?.to_owned(), satu.get(1)?.as_str()?.to_owned()))).collect()
    };
    let teks = |kunci: &str| isi.get(kunci).and_then(Json::as_str).unwrap_or_default();
    html! {
        @for (kunci, judul) in [("menimbang", "Menimbang"), ("mengingat", "Mengingat"), ("memperhatikan", "Memperhatikan")] {
            @let daftar = butir(kunci);
            @if !daftar.is_empty() {
                h2.govuk-heading-m { (judul) }
                @for (nomor, teks) in &daftar {
                    div.butir {
                        span.butir__tanda { (nomor) @if !nomor.is_empty() && !nomor.ends_with('.') { "." } }
                        div.butir__isi { p { (teks) } }
                    }
                }
            }
        }
        @if !teks("persetujuan").is_empty() { p { (teks("persetujuan")) } }
        @if !teks("menetapkan").is_empty() {
            h2.govuk-heading-m { "Menetapkan" }
            p { (teks("menetapkan")) }
        }
    }
}

/// An address in words; as written when it is none.
pub fn alamat_kalimat(alamat: &str) -> String {
    alamat.parse::<Alamat>().map_or_else(|_| alamat.replace(['-', '.'], " "), |alamat| alamat.kalimat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::urai;

    #[test]
    fn words_are_found_whole() {
        assert_eq!(kata_utuh("Peminjaman oleh Peminjam.", "Peminjam"), Some((16, 24)));
        assert_eq!(kata_utuh("Peminjaman", "Peminjam"), None);
        assert_eq!(kata_utuh("éSD SD", "SD"), Some((5, 7)));
    }

    #[test]
    fn a_pasal_shows_references_terms_and_addresses_and_escapes_the_text() {
        let naskah = urai::urai(
            "Pasal 1\nIsi a < b & SD.\nPasal 2\n(1) SD dan SD pada Pasal 1.\n(2) Lihat ayat (1) dan ayat (7).\n",
        );
        let letak = crate::isi::Letak::baru(&urai::rujukan(&naskah), &urai::rujukan_luar(&naskah));
        let istilah = [Istilah {
            urut: 3,
            istilah: "Sepeda Dinas".into(),
            singkatan: "SD".into(),
            arti: "sepeda".into(),
            alamat: "pasal-9/angka-1".into(),
        }];
        let mut penyaji = Penyaji::new("/jdih/x-1-2031").with_istilah(&istilah).with_tuju("pasal-2/ayat-2");
        let satu = penyaji.pasal(&letak.isi(naskah.pasal()[0], "pasal-1"), "pasal-1").into_string();
        assert!(satu.contains("Isi a &lt; b &amp;") && satu.contains("/jdih/x-1-2031/istilah#istilah-3"), "{satu}");
        let dua = penyaji.pasal(&letak.isi(naskah.pasal()[1], "pasal-2"), "pasal-2").into_string();
        assert_eq!(dua.matches("istilah#istilah-3").count(), 1, "{dua}");
        assert!(dua.contains("href=\"/jdih/x-1-2031/pasal-1#pasal-1\""), "{dua}");
        assert!(dua.contains("href=\"/jdih/x-1-2031/pasal-2/ayat-1#pasal-2_ayat-1\""), "{dua}");
        assert!(dua.contains("class=\"gantung\"") && dua.contains("butir--tuju\" id=\"pasal-2_ayat-2\""), "{dua}");
    }
}
