//! Import of scores.

use kernel::page::{self, ButtonKind, Column, Control, Form, Row, Table, Upload, error_of};
use kernel::web::Response;
use kernel::{Ctx, FieldError, Result};
use maud::html;

use super::bagian::{Tampilan, halaman_periode, kesalahan, nilai as tulis_nilai};
use crate::model::Nilai;
use crate::rekap::Perubahan;
use crate::ruang::Ruang;

pub(crate) fn form(ctx: &Ctx, ruang: &Ruang, galat: &[FieldError]) -> Result<Response> {
    let kesalahan = kesalahan(galat);
    let tujuan = format!("{}/impor", ruang.periode.href());
    let isi = html! {
        (page::heading(&ruang.periode.nama, "Impor nilai", html! {}))
        (page::column(html! {
            p.govuk-body { "Berkas CSV dengan kolom " code { "instansi" } ", " code { "indikator" } ", dan " code { "nilai" } ", satu baris setiap indikator. Koma dan titik koma sebagai pemisah sama-sama diterima." }
            p.govuk-body { "Sesudah diperiksa, perubahan ditampilkan dahulu; tidak ada yang berubah sebelum Anda menerapkannya. Indikator yang tidak ada dalam berkas tetap seperti sekarang." }
            (page::form(&Form { action: &tujuan, csrf: &ctx.csrf()?, multipart: true, ..Form::default() }, html! {
                (page::upload(&Control { name: "berkas", label: "Berkas CSV", error: error_of(&kesalahan, "berkas"), ..Control::default() },
                    &Upload { accept: ".csv,text/csv", limits: "Paling besar 1 MB.", max_bytes: Some(1024 * 1024), ..Upload::default() }))
                (page::submit("Periksa berkas"))
            }))
        }))
    };
    halaman_periode(ctx, ruang, Tampilan::Lain, "Impor nilai", galat, isi)
}

pub(crate) fn hasil(
    ctx: &Ctx,
    ruang: &Ruang,
    nama: &str,
    nilai: &Nilai,
    perubahan: &[Perubahan],
    teks: &str,
) -> Result<Response> {
    let p = &ruang.periode;
    let tujuan = format!("{}/impor/terapan", p.href());
    let banyak = p.instrumen.indikator.iter().filter(|i| nilai.ambil(&i.kode).is_some()).count();
    let isi = html! {
        (page::heading(&p.nama, "Periksa hasil impor", html! {}))
        p.govuk-body-l { "Berkas memuat " (banyak) " nilai untuk \"" (nama) "\"; " (perubahan.len()) " di antaranya berbeda dari yang tersimpan." }
        @if perubahan.is_empty() {
            (page::empty("Tidak ada yang berubah", "Semua nilai dalam berkas sama dengan yang tersimpan.", Some(&page::Link::new("Kembali ke ikhtisar", p.href()))))
        } @else {
            (page::table(&Table {
                caption: "Perubahan nilai".into(),
                columns: vec![Column::new("Indikator"), Column::numeric("Sekarang"), Column::numeric("Menjadi")],
                rows: perubahan.iter().map(|u| Row::new(vec![
                    html! { (u.kode) ". " (p.instrumen.indikator(&u.kode).map_or("", |i| i.nama.as_str())) },
                    tulis_nilai(u.lama),
                    html! { (crate::angka::tulis_ringkas(u.baru)) },
                ])).collect(),
                ..Table::default()
            }))
            p.govuk-body { "Nilai yang diimpor belum ditopang kriteria dan bukti; halaman tiap indikator menandainya sampai dilengkapi." }
            (page::form(&Form { action: &tujuan, csrf: &ctx.csrf()?, key: &ctx.new_form_key(), ..Form::default() }, html! {
                (page::hidden("isi", teks))
                (page::buttons(html! {
                    (page::button(&page::Button { label: "Terapkan", kind: ButtonKind::Primary, ..page::Button::default() }))
                    a.govuk-link href={ (p.href()) "/impor" } { "Pilih berkas lain" }
                }))
            }))
        }
    };
    halaman_periode(ctx, ruang, Tampilan::Lain, "Periksa hasil impor", &[], isi)
}
