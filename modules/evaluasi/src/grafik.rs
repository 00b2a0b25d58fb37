//! Charts as SVG made on the server, each with the same data as table rows.
//!
//! Safe under a content security policy without `unsafe-inline`: no style attribute, no script; shapes carry presentation
//! attributes in `currentColor` (so dark mode and print work without any CSS) and `bagan…` classes for the theme, which may
//! override them. Bars and lines have `width="100%"` with positions in per cent, so text keeps its size from 360 px up.
//! Every chart has `role="img"` with title and description. Nothing is told by colour alone.

mod batang;
mod garis;
mod radar;

use maud::{Markup, html};

use crate::angka::{Pecahan, tulis, tulis_indeks};
use crate::model::{Hasil, HasilBagian, Instrumen};
use crate::rules::banding::{BarisTahun, Deret};

pub use batang::batang;
pub use garis::garis;
pub use radar::radar;

/// Most characters on one line of a label; about 280 px.
const HURUF_SEBARIS: usize = 38;

/// Names of a chart. Title and description are what a screen reader says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judul {
    /// Id, unique on its page; letters, digits and `-`.
    pub id: String,
    /// What the chart shows.
    pub judul: String,
    /// What is to be seen in it, in a sentence.
    pub uraian: String,
}

/// One measured thing, with a target where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Butir {
    /// Short sign on a radar, such as `D1`.
    pub tanda: String,
    /// Its name.
    pub nama: String,
    /// Its value.
    pub nilai: Pecahan,
    /// Target value.
    pub sasaran: Option<Pecahan>,
}

/// The scale from 0 to the top level, with the bounds of the predicates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skala {
    /// Top level.
    pub maksimum: u8,
    /// Name of what is measured, such as `Indeks SPBE`.
    pub nama_indeks: String,
    /// Predicates above the lowest with their bounds, best first. Only meaningful for the whole index.
    pub batas: Vec<(String, Pecahan)>,
}

impl Skala {
    /// The scale of an instrument.
    pub fn dari(instrumen: &Instrumen) -> Self {
        Self {
            maksimum: instrumen.nilai.maksimum,
            nama_indeks: instrumen.nama_indeks.clone(),
            batas: instrumen.predikat_atas.iter().map(|p| (p.nama.clone(), p.batas_bawah)).collect(),
        }
    }

    /// One scale for several instruments, oldest first: the bounds of the predicates stay only if all agree on them, since
    /// 3,5 does not mean the same everywhere. `None` without instruments.
    pub fn bersama(instrumen: &[&Instrumen]) -> Option<Self> {
        let terbaru = Self::dari(instrumen.last()?);
        let sepakat = instrumen.iter().all(|i| Self::dari(i).batas == terbaru.batas);
        let maksimum = instrumen.iter().map(|i| i.nilai.maksimum).max().unwrap_or(terbaru.maksimum);
        let batas = if sepakat { terbaru.batas } else { Vec::new() };
        Some(Self { maksimum, nama_indeks: terbaru.nama_indeks, batas })
    }

    /// Share of the scale from 0 to 1; what lies outside is drawn at the edge.
    fn bagian(&self, nilai: Pecahan) -> Pecahan {
        let puncak = Pecahan::from_integer(i128::from(self.maksimum.max(1)));
        (nilai / puncak).max(Pecahan::from_integer(0)).min(Pecahan::from_integer(1))
    }
}

/// A chart's data for people who read tables; every cell is text ready to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabel {
    /// Headings.
    pub kepala: Vec<String>,
    /// Rows, each as long as the headings.
    pub baris: Vec<Vec<String>>,
}

/// Values to draw for the domains of a result, or for its aspects where it has no domain.
pub fn butir_domain(hasil: &Hasil) -> Vec<Butir> {
    if hasil.domain.is_empty() { butir(&hasil.aspek, "A") } else { butir(&hasil.domain, "D") }
}

/// Values to draw for the aspects of a result.
pub fn butir_aspek(hasil: &Hasil) -> Vec<Butir> {
    butir(&hasil.aspek, "A")
}

fn butir(bagian: &[HasilBagian], awalan: &str) -> Vec<Butir> {
    bagian
        .iter()
        .map(|b| Butir { tanda: format!("{awalan}{}", b.nomor), nama: b.nama.clone(), nilai: b.indeks, sasaran: None })
        .collect()
}

/// One line with the index of each year. Years are drawn at equal distances, in the order given.
pub fn deret_indeks(nama: &str, baris: &[BarisTahun]) -> Deret {
    Deret { nama: nama.to_owned(), titik: baris.iter().map(|b| (b.tahun, Some(b.indeks))).collect() }
}

/// Years from which another instrument applied than the year before: drawn as a break, as the lines are not comparable.
pub fn pergantian(baris: &[BarisTahun]) -> Vec<u16> {
    baris.iter().filter(|b| !b.sebanding).map(|b| b.tahun).collect()
}

/// The table of [`batang`] and [`radar`].
pub fn tabel_butir(butir: &[Butir], kepala_nama: &str, kepala_nilai: &str) -> Tabel {
    let bersasaran = butir.iter().any(|b| b.sasaran.is_some());
    let mut kepala = vec!["Tanda".to_owned(), kepala_nama.to_owned(), kepala_nilai.to_owned()];
    if bersasaran {
        kepala.push("Sasaran".to_owned());
    }
    let baris = butir
        .iter()
        .map(|b| {
            let mut sel = vec![b.tanda.clone(), b.nama.clone(), tulis_indeks(b.nilai)];
            if bersasaran {
                sel.push(b.sasaran.map_or_else(|| "–".to_owned(), tulis_indeks));
            }
            sel
        })
        .collect();
    Tabel { kepala, baris }
}

/// The table of [`garis`]: a row per year, a column per line.
pub fn tabel_deret(deret: &[Deret]) -> Tabel {
    let mut kepala = vec!["Tahun".to_owned()];
    kepala.extend(deret.iter().map(|d| d.nama.clone()));
    let baris = tahun(deret)
        .into_iter()
        .map(|t| {
            let mut sel = vec![t.to_string()];
            sel.extend(deret.iter().map(|d| nilai_tahun(d, t).map_or_else(|| "–".to_owned(), tulis_indeks)));
            sel
        })
        .collect();
    Tabel { kepala, baris }
}

/// A sentence that says what a bar chart or radar shows: highest, lowest and all values.
pub fn uraian_butir(butir: &[Butir]) -> String {
    let Some(tertinggi) = butir.iter().max_by_key(|b| b.nilai) else { return "Belum ada nilai.".to_owned() };
    let terendah = butir.iter().min_by_key(|b| b.nilai).unwrap_or(tertinggi);
    let semua: Vec<String> = butir.iter().map(|b| format!("{} {}", b.nama, tulis_indeks(b.nilai))).collect();
    let awal = if tertinggi.nilai == terendah.nilai {
        "Semua sama tinggi.".to_owned()
    } else {
        format!("Tertinggi {}, terendah {}.", tertinggi.nama, terendah.nama)
    };
    format!("{awal} {}.", semua.join("; "))
}

/// All years of the lines, ascending, each once.
fn tahun(deret: &[Deret]) -> Vec<u16> {
    let mut tahun: Vec<u16> = deret.iter().flat_map(|d| d.titik.iter().map(|(t, _)| *t)).collect();
    tahun.sort_unstable();
    tahun.dedup();
    tahun
}

fn nilai_tahun(deret: &Deret, tahun: u16) -> Option<Pecahan> {
    deret.titik.iter().find(|(t, _)| *t == tahun).and_then(|(_, nilai)| *nilai)
}

/// Text of a share of the width, such as `42.5%`.
fn persen(bagian: Pecahan) -> String {
    format!("{}%", koordinat(bagian * Pecahan::from_integer(100)))
}

/// A coordinate with at most two decimals and a dot.
fn koordinat(nilai: Pecahan) -> String {
    tulis(nilai, 2, '.').trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Words on as many lines as needed; a word longer than a line stays whole.
fn baris_label(nama: &str) -> Vec<String> {
    let mut baris: Vec<String> = Vec::new();
    for kata in nama.split_whitespace() {
        match baris.last_mut() {
            Some(akhir) if akhir.chars().count() + 1 + kata.chars().count() <= HURUF_SEBARIS => {
                akhir.push(' ');
                akhir.push_str(kata);
            }
            Some(_) | None => baris.push(kata.to_owned()),
        }
    }
    baris
}

/// Title and description, tied to the drawing by `aria-labelledby`.
fn nama_gambar(judul: &Judul) -> Markup {
    html! {
        title id={ (judul.id) "-j" } { (judul.judul) }
        desc id={ (judul.id) "-k" } { (judul.uraian) }
    }
}

fn rujukan(judul: &Judul) -> String {
    format!("{0}-j {0}-k", judul.id)
}
