//! A radar: one axis per domain or aspect.

use maud::html;

use super::{Butir, Judul, Skala, nama_gambar, rujukan};
use crate::angka::{Pecahan, ke_skala, tulis_indeks};

/// Half the side of the drawing.
const TENGAH: f64 = 160.0;
/// Length of an axis.
const JARI: f64 = 112.0;
/// Distance of the labels from the middle.
const LABEL: f64 = 138.0;

/// A radar of at least three values; with fewer there is no surface and the answer is an empty drawing with its names, so
/// use [`super::batang`] there. Axes carry the short sign and the value; the table beside the chart has the names.
pub fn radar(judul: &Judul, skala: &Skala, butir: &[Butir]) -> String {
    let banyak = butir.len();
    let bersasaran = butir.iter().any(|b| b.sasaran.is_some());
    let bidang = |nilai: &dyn Fn(&Butir) -> Pecahan| -> String {
        butir
            .iter()
            .enumerate()
            .map(|(n, b)| titik(n, banyak, JARI * pecah(skala.bagian(nilai(b)))))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lingkar = |tingkat: u8| -> String {
        let jari = JARI * f64::from(tingkat) / f64::from(skala.maksimum.max(1));
        (0..banyak).map(|n| titik(n, banyak, jari)).collect::<Vec<_>>().join(" ")
    };
    html! {
        svg.bagan__gambar xmlns="http://www.w3.org/2000/svg" width="320" height="320" viewBox="0 0 320 320" role="img"
            aria-labelledby=(rujukan(judul)) font-family="inherit" font-size="14" fill="currentColor" {
            (nama_gambar(judul))
            @if banyak >= 3 {
                @for tingkat in 1..=skala.maksimum {
                    polygon.bagan__garis points=(lingkar(tingkat)) fill="none" stroke="currentColor" stroke-opacity="0.25" {}
                }
                @for nomor in 0..banyak {
                    @let (x, y) = letak(nomor, banyak, JARI);
                    line.bagan__garis x1=(TENGAH) y1=(TENGAH) x2=(angka(x)) y2=(angka(y)) stroke="currentColor" stroke-opacity="0.25" {}
                }
                @if bersasaran {
                    polygon.bagan__sasaran points=(bidang(&|b| b.sasaran.unwrap_or(b.nilai))) fill="none" stroke="currentColor"
                        stroke-width="2" stroke-dasharray="6 4" {}
                }
                polygon.bagan__bidang points=(bidang(&|b| b.nilai)) fill="currentColor" fill-opacity="0.2" stroke="currentColor" stroke-width="2.5" {}
                @for (nomor, b) in butir.iter().enumerate() {
                    @let (x, y) = letak(nomor, banyak, JARI * pecah(skala.bagian(b.nilai)));
                    circle.bagan__titik cx=(angka(x)) cy=(angka(y)) r="4" {}
                    @let (x, y) = letak(nomor, banyak, LABEL);
                    text x=(angka(x)) y=(angka(y)) text-anchor="middle" {
                        tspan x=(angka(x)) font-weight="bold" { (b.tanda) }
                        tspan.bagan__nilai x=(angka(x)) dy="15" font-size="13" { (tulis_indeks(b.nilai)) }
                    }
                }
            }
        }
    }
    .into_string()
}

/// A share between 0 and 1 as a float: only for drawing.
fn pecah(bagian: Pecahan) -> f64 {
    ke_skala(bagian, 6)
        .and_then(|satuan| i32::try_from(satuan).ok())
        .map_or(0.0, |satuan| f64::from(satuan) / 1_000_000.0)
}

/// Point on an axis; the first axis points up, the others follow clockwise.
fn letak(nomor: usize, banyak: usize, jari: f64) -> (f64, f64) {
    let urutan = |n: usize| u32::try_from(n).map_or(0.0, f64::from);
    let sudut = std::f64::consts::TAU * urutan(nomor) / urutan(banyak.max(1));
    (TENGAH + jari * sudut.sin(), TENGAH - jari * sudut.cos())
}

fn titik(nomor: usize, banyak: usize, jari: f64) -> String {
    let (x, y) = letak(nomor, banyak, jari);
    format!("{},{}", angka(x), angka(y))
}

fn angka(nilai: f64) -> String {
    format!("{nilai:.1}")
}
