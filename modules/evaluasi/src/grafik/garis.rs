//! Lines over the years.

use maud::{Markup, html};

use super::{Judul, Skala, baris_label, koordinat, nama_gambar, nilai_tahun, persen, rujukan, tahun};
use crate::angka::{Pecahan, tulis_indeks};
use crate::rules::banding::Deret;

const ATAS: i128 = 20;
const DALAM: i128 = 200;
const KUNCI: usize = 24;
/// Left and right edge of the plot in per cent.
const TEPI: (i128, i128) = (12, 94);
/// Right edge where the names of the predicates stand beside the plot.
const TEPI_PREDIKAT: i128 = 72;
/// Dashes that tell lines apart without colour; the sixth line begins anew with another mark.
const PUTUS: [&str; 5] = ["none", "7 4", "2 3", "10 3 2 3", "1 5"];

/// Lines over the years, all years of all lines at equal distances. A year without value leaves a gap. In each year of
/// `pergantian` another instrument begins: the lines are broken there and the break is marked. With a single line the values
/// stand beside its points and the bounds of the predicates are drawn.
pub fn garis(judul: &Judul, skala: &Skala, deret: &[Deret], pergantian: &[u16]) -> String {
    let tahun = tahun(deret);
    let tunggal = deret.len() == 1;
    let dasar = ATAS + DALAM;
    let tepi = (TEPI.0, if tunggal && !skala.batas.is_empty() { TEPI_PREDIKAT } else { TEPI.1 });
    let lewat = |nomor: usize| letak_tahun(nomor, tahun.len(), tepi);
    let turun = |nilai: Pecahan| {
        koordinat(
            Pecahan::from_integer(ATAS)
                + Pecahan::from_integer(DALAM) * (Pecahan::from_integer(1) - skala.bagian(nilai)),
        )
    };
    let kunci: Vec<(usize, Vec<String>)> = kunci(deret, tunggal);
    let tinggi_kunci: usize = kunci.iter().map(|(_, label)| label.len() * 16 + KUNCI - 16).sum();
    let ada_pergantian = tahun.iter().any(|t| pergantian.contains(t));
    let mut bawah = usize::try_from(dasar).unwrap_or_default() + 36;
    let kunci_atas = bawah;
    bawah += tinggi_kunci;
    let catatan = bawah;
    if ada_pergantian {
        bawah += KUNCI;
    }
    let mut y_kunci = kunci_atas;
    let kunci: Vec<(usize, Vec<String>, usize)> = kunci
        .into_iter()
        .map(|(nomor, label)| {
            let y = y_kunci;
            y_kunci += label.len() * 16 + KUNCI - 16;
            (nomor, label, y)
        })
        .collect();
    html! {
        svg.bagan__gambar xmlns="http://www.w3.org/2000/svg" width="100%" height=(bawah) role="img"
            aria-labelledby=(rujukan(judul)) font-family="inherit" font-size="14" fill="currentColor" {
            (nama_gambar(judul))
            @for tingkat in 0..=skala.maksimum {
                @let y = turun(Pecahan::from_integer(i128::from(tingkat)));
                line.bagan__garis x1="6%" x2="100%" y1=(y) y2=(y) stroke="currentColor" stroke-opacity="0.2" {}
                text.bagan__skala x="0" y=(y) dy="4" font-size="12" fill-opacity="0.75" { (tingkat) }
            }
            @if tunggal {
                @for (nama, batas) in &skala.batas {
                    @let y = turun(*batas);
                    line.bagan__batas x1="6%" x2="100%" y1=(y) y2=(y) stroke="currentColor" stroke-opacity="0.6" stroke-dasharray="3 4" {}
                    text.bagan__skala x="100%" y=(y) dy="-3" text-anchor="end" font-size="11" fill-opacity="0.75" {
                        (nama) " " (crate::angka::tulis_ringkas(*batas))
                    }
                }
            }
            @for (nomor, t) in tahun.iter().enumerate() {
                @let x = lewat(nomor);
                text.bagan__skala x=(persen(x)) y=(dasar + 20) text-anchor="middle" font-size="12" { (t) }
                @if pergantian.contains(t) && nomor > 0 {
                    @let tengah = persen((x + lewat(nomor - 1)) / Pecahan::from_integer(2));
                    line.bagan__pergantian x1=(tengah) x2=(tengah) y1=(ATAS) y2=(dasar) stroke="currentColor" stroke-dasharray="6 3" {}
                }
            }
            @for (nomor, d) in deret.iter().enumerate() {
                g class={ "bagan__deret bagan__deret--" (nomor % PUTUS.len() + 1) } stroke="currentColor" {
                    @for (awal, pasangan) in tahun.windows(2).enumerate() {
                        @if let [dari, ke] = pasangan {
                            @if let (Some(a), Some(b)) = (nilai_tahun(d, *dari), nilai_tahun(d, *ke)) {
                                @if !pergantian.contains(ke) {
                                    line x1=(persen(lewat(awal))) y1=(turun(a)) x2=(persen(lewat(awal + 1))) y2=(turun(b))
                                        stroke-width="2.5" stroke-dasharray=(putus(nomor)) {}
                                }
                            }
                        }
                    }
                    @for (tempat, t) in tahun.iter().enumerate() {
                        @if let Some(nilai) = nilai_tahun(d, *t) {
                            (tanda(nomor, &persen(lewat(tempat)), &turun(nilai)))
                        }
                    }
                }
                @if tunggal {
                    @for (tempat, t) in tahun.iter().enumerate() {
                        @if let Some(nilai) = nilai_tahun(d, *t) {
                            text.bagan__nilai x=(persen(lewat(tempat))) y=(turun(nilai)) dy="20" text-anchor="middle" font-weight="bold" {
                                (tulis_indeks(nilai))
                            }
                        }
                    }
                }
            }
            @for (nomor, label, y) in &kunci {
                g class={ "bagan__kunci bagan__deret--" (nomor % PUTUS.len() + 1) } {
                    line x1="0" x2="34" y1=(y + 8) y2=(y + 8) stroke="currentColor" stroke-width="2.5" stroke-dasharray=(putus(*nomor)) {}
                    (tanda(*nomor, "17", &(y + 8).to_string()))
                    text x="44" y=(y + 13) font-size="13" {
                        @for (baris, isi) in label.iter().enumerate() {
                            tspan x="44" dy=(if baris == 0 { 0 } else { 16 }) { (isi) }
                        }
                    }
                }
            }
            @if ada_pergantian {
                line.bagan__pergantian x1="17" x2="17" y1=(catatan) y2=(catatan + 16) stroke="currentColor" stroke-dasharray="6 3" {}
                text x="44" y=(catatan + 13) font-size="13" { "instrumen berganti; tidak sebanding" }
            }
        }
    }
    .into_string()
}

/// Lines to explain below the plot; a single line is named by the title.
fn kunci(deret: &[Deret], tunggal: bool) -> Vec<(usize, Vec<String>)> {
    if tunggal {
        return Vec::new();
    }
    deret.iter().enumerate().map(|(nomor, d)| (nomor, baris_label(&d.nama))).collect()
}

fn putus(nomor: usize) -> &'static str {
    PUTUS.get(nomor % PUTUS.len()).copied().unwrap_or("none")
}

fn letak_tahun(nomor: usize, banyak: usize, tepi: (i128, i128)) -> Pecahan {
    let lebar = Pecahan::new(tepi.1 - tepi.0, 100);
    let bagian = match (i128::try_from(nomor), i128::try_from(banyak)) {
        (Ok(nomor), Ok(banyak)) if banyak > 1 => Pecahan::new(nomor, banyak - 1),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => Pecahan::new(1, 2),
    };
    Pecahan::new(tepi.0, 100) + lebar * bagian
}

/// A mark that differs from line to line: disc, square, diamond, triangle, cross. A nested drawing, because shapes of several
/// points cannot stand at a per cent position themselves.
fn tanda(nomor: usize, x: &str, y: &str) -> Markup {
    html! {
        svg.bagan__titik x=(x) y=(y) overflow="visible" {
            @match nomor % PUTUS.len() {
                0 => { circle r="5" stroke="none" {} }
                1 => { rect x="-5" y="-5" width="10" height="10" stroke="none" {} }
                2 => { polygon points="0,-7 7,0 0,7 -7,0" stroke="none" {} }
                3 => { polygon points="0,-7 7,5 -7,5" stroke="none" {} }
                _ => { path d="M-5,-5L5,5M5,-5L-5,5" fill="none" stroke="currentColor" stroke-width="3" {} }
            }
        }
    }
}
