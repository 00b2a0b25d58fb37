//! Comparison over the years and between domains.

use kernel::page::{self, Column, Link, Row, Table};
use kernel::web::Response;
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::bagian::{bagan, bingkai};
use crate::angka::{Pecahan, tulis, tulis_indeks, tulis_ringkas};
use crate::grafik::{self, Judul, Skala};
use crate::model::{Hasil, Nilai};
use crate::periode::Periode;
use crate::rules::banding::{TahunHasil, antartahun, deret_bagian, padanan};

pub(crate) fn halaman(ctx: &Ctx, hasil: &[(Periode, Nilai, Hasil)]) -> Result<Response> {
    let jalan = vec![Link::new("Beranda", "/"), Link::new("Evaluasi", "/evaluasi")];
    let tahun: Vec<TahunHasil<'_>> =
        hasil.iter().map(|(p, _, h)| TahunHasil { tahun: p.tahun, instrumen: p.instrumen, hasil: h }).collect();
    let instrumen: Vec<_> = hasil.iter().map(|(p, _, _)| p.instrumen).collect();
    let isi = html! {
        (page::heading("Evaluasi", "Perbandingan antartahun", html! {}))
        @match Skala::bersama(&instrumen) {
            None => (page::empty("Belum ada hasil yang dibekukan", "Perbandingan tampak sesudah paling sedikit satu periode dibekukan.", None)),
            Some(skala) => (isi(hasil, &tahun, &skala)),
        }
    };
    bingkai(ctx, "Perbandingan antartahun", jalan, &[], isi)
}

fn isi(hasil: &[(Periode, Nilai, Hasil)], tahun: &[TahunHasil<'_>], skala: &Skala) -> Markup {
    let baris = antartahun(tahun);
    let ganti = grafik::pergantian(&baris);
    let indeks = [grafik::deret_indeks(&skala.nama_indeks, &baris)];
    let bagian = deret_bagian(tahun);
    let judul = |id: &str, judul: &str, uraian: String| Judul { id: id.to_owned(), judul: judul.to_owned(), uraian };
    let uraian =
        baris.iter().map(|b| format!("{}: {}", b.tahun, tulis_indeks(b.indeks))).collect::<Vec<_>>().join("; ");
    html! {
        (page::table(&Table {
            caption: "Indeks per tahun".into(),
            columns: vec![Column::new("Tahun"), Column::new("Instrumen"), Column::numeric("Indeks"), Column::new("Predikat"), Column::numeric("Perubahan")],
            rows: baris.iter().zip(hasil).map(|(b, (p, _, _))| Row::new(vec![
                html! { a.govuk-link href=(p.href()) { (b.tahun) } },
                html! { (p.instrumen.nama) },
                html! { (tulis_indeks(b.indeks)) },
                html! { (b.predikat.nama) },
                html! {
                    @match b.selisih {
                        None => { span.pudar { "–" } }
                        Some(beda) => {
                            (selisih(beda))
                            @if !b.sebanding { div.pudar { "instrumen berbeda" } }
                        }
                    }
                },
            ])).collect(),
            ..Table::default()
        }))
        @if baris.len() > 1 {
            (bagan("Indeks dari tahun ke tahun", grafik::garis(&judul("g-tahun", "Indeks dari tahun ke tahun", format!("{uraian}.")), skala, &indeks, &ganti), &grafik::tabel_deret(&indeks), false))
            (bagan("Bagian dari tahun ke tahun", grafik::garis(&judul("g-bagian", "Bagian dari tahun ke tahun", "Nilai tiap bagian menurut instrumen terbaru; tahun dengan instrumen lain tidak digambar.".to_owned()), skala, &bagian, &ganti), &grafik::tabel_deret(&bagian), false))
        }
        @if let Some((terbaru, _, h)) = hasil.last() {
            h2.govuk-heading-m { "Antarbagian pada tahun " (terbaru.tahun) }
            @let butir = grafik::butir_domain(h);
            (bagan("Indeks per bagian", grafik::batang(&judul("g-bagian-terbaru", "Indeks per bagian", grafik::uraian_butir(&butir)), &Skala::dari(terbaru.instrumen), &butir), &grafik::tabel_butir(&butir, "Bagian", "Indeks"), false))
        }
        (peralihan(hasil))
    }
}

fn selisih(beda: Pecahan) -> String {
    let tanda = if beda > Pecahan::from_integer(0) { "+" } else { "" };
    format!("{tanda}{}", tulis(beda, 2, ','))
}

/// Where the instrument changed last: older scores arranged by the newer indicators, as a hint.
fn peralihan(hasil: &[(Periode, Nilai, Hasil)]) -> Markup {
    let Some((lama, baru)) = hasil.windows(2).rev().find_map(|dua| match dua {
        [lama, baru] if lama.0.instrumen.id != baru.0.instrumen.id => Some((lama, baru)),
        _ => None,
    }) else {
        return html! {};
    };
    let daftar = padanan(lama.0.instrumen, &lama.1, baru.0.instrumen);
    if daftar.is_empty() {
        return html! {};
    }
    page::details(
        &format!("Padanan indikator {} dengan {}", lama.0.tahun, baru.0.tahun),
        html! {
            p.govuk-body { "Padanan ini analisis, bukan bunyi peraturan; dipakai sebagai petunjuk awal, tidak untuk menghitung." }
            (page::table(&Table {
                caption: "Padanan indikator".into(),
                caption_hidden: true,
                columns: vec![Column::new("Indikator baru"), Column::new("Indikator lama"), Column::numeric("Rata-rata lama"), Column::numeric("Nilai baru")],
                rows: daftar.iter().map(|d| Row::new(vec![
                    html! { (d.kode) ". " (d.nama) },
                    html! { (d.dari.iter().map(|(kode, nilai)| format!("{kode} ({})", nilai.map_or_else(|| "–".to_owned(), tulis_ringkas))).collect::<Vec<_>>().join(", ")) },
                    html! { (d.rata_rata.map(tulis_indeks).unwrap_or_else(|| "–".to_owned())) },
                    html! { (baru.1.ambil(&d.kode).map(tulis_ringkas).unwrap_or_else(|| "–".to_owned())) },
                ])).collect(),
                ..Table::default()
            }))
        },
    )
}
