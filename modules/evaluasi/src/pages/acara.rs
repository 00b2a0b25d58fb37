//! The Berita Acara.

use kernel::page::{self, ButtonKind, Control, Form, Text, error_of};
use kernel::web::Response;
use kernel::{Ctx, FieldError, Result};
use maud::{Markup, html};

use super::bagian::{Tampilan, halaman_periode, isian, kesalahan, paragraf};
use crate::acara;
use crate::ruang::Ruang;

pub(crate) fn halaman(
    ctx: &Ctx,
    ruang: &Ruang,
    usulan: &(String, String),
    galat: &[FieldError],
    bentrok: bool,
) -> Result<Response> {
    let p = &ruang.periode;
    let pdf = format!("{}/berita-acara.pdf", p.href());
    let isi = html! {
        @if p.beku() {
            p.govuk-body { "Berita Acara sudah dibuat dari nilai yang dibekukan dan tidak berubah lagi." }
            p { (page::button_link("Unduh Berita Acara (PDF)", &pdf, ButtonKind::Primary)) }
            (page::summary_list(&[
                page::Fact::new("Nomor", html! { (p.acara.nomor) }),
                page::Fact::new("Tempat", html! { (p.acara.tempat) }),
                page::Fact::new("Nomor dokumen", html! { (acara::nomor_dokumen(p)) }),
                page::Fact::new("Sidik nilai", html! { code.sidik { (p.sidik.as_deref().unwrap_or_default()) } }),
                page::Fact::new("Kekuatan", paragraf(&p.acara.kekuatan)),
                page::Fact::new("Kelemahan", paragraf(&p.acara.kelemahan)),
            ]))
        } @else {
            p.govuk-body { "Nilai, tim, dan rekomendasi diambil dari periode ini. Yang ditulis di sini melengkapinya." }
            p { (page::button_link("Lihat konsep (PDF)", &pdf, ButtonKind::Secondary)) }
            @if bentrok { (tersimpan(ruang)) }
            @if ruang.boleh_menyusun_acara() { (form(ctx, ruang, usulan, galat)?) }
            @else {
                (page::inset(html! { "Isi Berita Acara dapat ditulis oleh koordinator dan penanggung jawab tim sejak validasi internal." }))
            }
        }
    };
    halaman_periode(ctx, ruang, Tampilan::Acara, "Berita Acara", galat, isi)
}

fn tersimpan(ruang: &Ruang) -> Markup {
    let a = &ruang.periode.acara;
    html! {
        (page::warning("Orang lain baru saja mengubah isi ini atau memindahkan periode. Isian Anda masih ada di bawah; bandingkan, lalu simpan lagi."))
        (page::card("Yang tersimpan sekarang", &[], page::summary_list(&[
            page::Fact::new("Nomor", html! { (a.nomor) }),
            page::Fact::new("Tempat", html! { (a.tempat) }),
            page::Fact::new("Dasar", paragraf(&a.dasar)),
            page::Fact::new("Kekuatan", paragraf(&a.kekuatan)),
            page::Fact::new("Kelemahan", paragraf(&a.kelemahan)),
        ])))
    }
}

fn form(ctx: &Ctx, ruang: &Ruang, usulan: &(String, String), galat: &[FieldError]) -> Result<Markup> {
    let p = &ruang.periode;
    let kesalahan = kesalahan(galat);
    let salah = |medan: &str| error_of(&kesalahan, medan);
    let versi = p.version.to_string();
    let tujuan = format!("{}/berita-acara", p.href());
    let atau = |isi: &str, usul: &str| {
        if isi.is_empty() && p.acara.nomor.is_empty() { usul.to_owned() } else { isi.to_owned() }
    };
    let tempat = atau(&p.acara.tempat, &ctx.app.profile.identity.ibu_kota);
    let daftar = |name: &'static str, label: &'static str, hint: &'static str, isi: &str| {
        page::textarea(
            &Control { name, label, hint, optional: true, error: salah(name), ..Control::default() },
            &isian(ctx, name, isi),
            5,
            Some(10_000),
        )
    };
    Ok(page::column(page::form(
        &Form { action: &tujuan, csrf: &ctx.csrf()?, key: &ctx.new_form_key(), version: &versi, ..Form::default() },
        html! {
            (page::text_input(&Control { name: "nomor", label: "Nomor Berita Acara", hint: "Menurut buku agenda.", error: salah("nomor"), ..Control::default() },
                &isian(ctx, "nomor", &p.acara.nomor), &Text { width: page::Width::TwoThirds, ..Text::default() }))
            (page::text_input(&Control { name: "tempat", label: "Tempat rapat", error: salah("tempat"), ..Control::default() },
                &isian(ctx, "tempat", &tempat), &Text { width: page::Width::TwoThirds, ..Text::default() }))
            (daftar("dasar", "Dasar penilaian", "Satu peraturan atau keputusan setiap baris.", &p.acara.dasar))
            (daftar("kekuatan", "Kekuatan", "Satu butir setiap baris. Usulan diambil dari nilai tertinggi.", &atau(&p.acara.kekuatan, &usulan.0)))
            (daftar("kelemahan", "Kelemahan", "Satu butir setiap baris. Usulan diambil dari nilai terendah.", &atau(&p.acara.kelemahan, &usulan.1)))
            (page::submit("Simpan isi Berita Acara"))
        },
    )))
}
