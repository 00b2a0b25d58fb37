//! One instrument: domains, aspects, indicators, criteria per level.

use kernel::page::{self, Column, Link, Row, Table};
use kernel::web::Response;
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::bagian::bingkai;
use crate::angka::{tulis, tulis_ringkas};
use crate::model::{Aspek, Indikator, Instrumen, Kapabilitas, Sumber};

pub(crate) fn halaman(ctx: &Ctx, instrumen: &Instrumen) -> Result<Response> {
    let isi = html! {
        (page::heading("Instrumen evaluasi", &instrumen.nama, html! {}))
        (page::summary_list(&[
            page::Fact::new("Dasar hukum", html! { (instrumen.dasar_hukum) }),
            page::Fact::new("Hasil", html! { (instrumen.nama_indeks) ", skala " (instrumen.nilai.dalam_kata()) }),
            page::Fact::new("Tersusun atas", html! {
                @if !instrumen.domain.is_empty() { (instrumen.domain.len()) " domain, " }
                (instrumen.aspek.len()) " aspek, " (instrumen.indikator.len()) " indikator"
            }),
            page::Fact::new("Bukti reviu", match &instrumen.kesegaran {
                Some(aturan) => html! { (aturan.catatan) (peringatan(aturan.sumber)) },
                None => html! { "Tidak ada syarat umur bukti." },
            }),
        ]))
        @for catatan in &instrumen.catatan { (page::inset(html! { (catatan) })) }
        h2.govuk-heading-m { "Predikat" }
        (page::table(&Table {
            caption: "Predikat menurut indeks".into(),
            caption_hidden: true,
            columns: vec![Column::new("Predikat"), Column::numeric("Indeks paling rendah")],
            rows: instrumen.predikat().map(|p| Row::new(vec![
                html! { (p.nama) @if let Some(sebutan) = &p.sebutan { " (" (sebutan) ")" } },
                html! { (tulis_ringkas(p.batas_bawah)) },
            ])).collect(),
            ..Table::default()
        }))
        h2.govuk-heading-m { "Tingkat" }
        (page::table(&Table {
            caption: "Nama tingkat".into(),
            caption_hidden: true,
            columns: vec![Column::new("Tingkat"), Column::new("Proses"), Column::new("Layanan")],
            rows: instrumen.tingkat.iter().map(|t| Row::new(vec![
                html! { (t.nilai) }, html! { (t.proses) (peringatan(t.sumber)) }, html! { (t.layanan) },
            ])).collect(),
            ..Table::default()
        }))
        @if instrumen.domain.is_empty() {
            @for aspek in &instrumen.aspek { (bagian_aspek(instrumen, aspek)) }
        } @else {
            @for domain in &instrumen.domain {
                h2.govuk-heading-l { "Domain " (domain.nomor) ": " (domain.nama) " " span.pudar { "(" (tulis(domain.bobot, 2, ',')) "%)" } }
                @for aspek in instrumen.aspek_domain(domain.nomor) { (bagian_aspek(instrumen, aspek)) }
            }
        }
    };
    bingkai(ctx, &instrumen.nama, vec![Link::new("Beranda", "/"), Link::new("Evaluasi", "/evaluasi")], &[], isi)
}

fn peringatan(sumber: Sumber) -> Markup {
    html! { @if let Some(teks) = sumber.peringatan() { div.pudar { "⚠ " (teks) } } }
}

fn bagian_aspek(instrumen: &Instrumen, aspek: &Aspek) -> Markup {
    html! {
        h3.govuk-heading-m {
            "Aspek " (aspek.nomor) ": " (aspek.nama) " " span.pudar { "(" (tulis(aspek.bobot, 2, ',')) "%)" }
        }
        (peringatan(aspek.sumber))
        @for indikator in instrumen.indikator_aspek(aspek.nomor) { (satu(instrumen, indikator)) }
    }
}

fn satu(instrumen: &Instrumen, indikator: &Indikator) -> Markup {
    let jenis = match indikator.kapabilitas {
        Kapabilitas::Proses => "proses",
        Kapabilitas::Layanan => "layanan",
    };
    page::details(
        &format!("{}. {} ({}%)", indikator.kode, indikator.nama, tulis(indikator.bobot, 2, ',')),
        html! {
            p.govuk-body { (indikator.pertanyaan) }
            p.pudar { "Menilai " (jenis) "." }
            (peringatan(indikator.sumber_kriteria))
            ol.govuk-list.kriteria {
                @for k in &indikator.kriteria {
                    li {
                        p.govuk-body {
                            strong { "Tingkat " (k.tingkat)
                                @if let Some(nama) = instrumen.nama_tingkat(indikator.kapabilitas, k.tingkat) { ", " (nama) } ": " }
                            (k.isi)
                        }
                        @if let Some(bukti) = &k.bukti { p.pudar { "Bukti: " (bukti) } }
                        @if indikator.reviu.contains(&k.tingkat) { p.pudar { "Tingkat ini memerlukan bukti reviu yang masih berlaku." } }
                    }
                }
            }
            @if let Some(luar) = &indikator.nilai_luar {
                p.govuk-body { "Memakai " (luar.nama) " dari " (luar.pembina) "." }
            }
        },
    )
}
