//! Horizontal bars, one below the other.

use maud::html;

use super::{Butir, Judul, Skala, baris_label, nama_gambar, persen, rujukan};
use crate::angka::{Pecahan, tulis_indeks};

/// Height of one line of a label.
const BARIS: usize = 18;
/// Height of a bar with the room around it.
const BATANG: usize = 34;
/// Share of the width that the scale takes; the value stands to the right of it.
const LEBAR_SKALA: (i128, i128) = (86, 100);

/// Bars on the scale of the instrument, in the order given. Whole levels are marked on each track; a target is a thick mark
/// that reaches over the bar.
pub fn batang(judul: &Judul, skala: &Skala, butir: &[Butir]) -> String {
    let lebar = Pecahan::new(LEBAR_SKALA.0, LEBAR_SKALA.1);
    let letak = |nilai: Pecahan| persen(skala.bagian(nilai) * lebar);
    let mut atas = 0;
    let mut tempat = Vec::new();
    for b in butir {
        let label = baris_label(&b.nama);
        let tinggi = label.len() * BARIS + BATANG;
        tempat.push((b, label, atas));
        atas += tinggi;
    }
    let ada_sasaran = butir.iter().any(|b| b.sasaran.is_some());
    let bawah = atas;
    let tinggi = bawah + 20 + if ada_sasaran { 22 } else { 0 };
    html! {
        svg.bagan__gambar xmlns="http://www.w3.org/2000/svg" width="100%" height=(tinggi) role="img"
            aria-labelledby=(rujukan(judul)) font-family="inherit" font-size="14" fill="currentColor" {
            (nama_gambar(judul))
            @for (b, label, atas) in &tempat {
                @let y = atas + label.len() * BARIS + 4;
                text x="0" y=(atas + 14) {
                    @for (nomor, baris) in label.iter().enumerate() {
                        tspan x="0" dy=(if nomor == 0 { 0 } else { BARIS }) { (baris) }
                    }
                }
                rect.bagan__alur x="0" y=(y) width=(persen(lebar)) height="16" fill="currentColor" fill-opacity="0.12" {}
                rect.bagan__batang x="0" y=(y) width=(letak(b.nilai)) height="16" fill="currentColor" fill-opacity="0.75" {}
                @for tingkat in 1..skala.maksimum {
                    @let x = letak(Pecahan::from_integer(i128::from(tingkat)));
                    line.bagan__garis x1=(x) x2=(x) y1=(y) y2=(y + 16) stroke="currentColor" stroke-opacity="0.45" stroke-dasharray="2 2" {}
                }
                @if let Some(sasaran) = b.sasaran {
                    @let x = letak(sasaran);
                    line.bagan__sasaran x1=(x) x2=(x) y1=(y - 3) y2=(y + 19) stroke="currentColor" stroke-width="3" {}
                }
                text.bagan__nilai x="100%" y=(y + 13) text-anchor="end" font-weight="bold" { (tulis_indeks(b.nilai)) }
            }
            @for tingkat in 0..=skala.maksimum {
                @let anchor = if tingkat == 0 { "start" } else { "middle" };
                text.bagan__skala x=(letak(Pecahan::from_integer(i128::from(tingkat)))) y=(bawah + 10) text-anchor=(anchor)
                    font-size="12" fill-opacity="0.75" { (tingkat) }
            }
            @if ada_sasaran {
                line.bagan__sasaran x1="2" x2="2" y1=(bawah + 20) y2=(bawah + 38) stroke="currentColor" stroke-width="3" {}
                text.bagan__kunci x="12" y=(bawah + 34) font-size="12" { "sasaran" }
            }
        }
    }
    .into_string()
}
