//! Recommendations and their follow-up.

use kernel::page::{self, Choice, ChoiceLayout, Column, Control, Form, Link, Row, Table, error_of};
use kernel::web::Response;
use kernel::{Ctx, FieldError, Result};
use maud::{Markup, html};

use super::bagian::{
    Tampilan, bingkai, halaman_periode, isian, kesalahan, paragraf, saat, tanda_tindak_lanjut, tenggat,
};
use crate::periode::{KeadaanTindakLanjut, Rekomendasi};
use crate::ruang::Ruang;
use crate::rules::alur::{Jalur, Tindakan};

pub(crate) fn daftar(ctx: &Ctx, ruang: &Ruang, rekomendasi: &[Rekomendasi], galat: &[FieldError]) -> Result<Response> {
    let p = &ruang.periode;
    let hari = ctx.today();
    let kosong = match p.jalur {
        Jalur::DenganEksternal => "Asesor eksternal memberi rekomendasi saat menilai.",
        Jalur::Internal => "Penanggung jawab tim menuliskan rekomendasi saat validasi internal.",
    };
    let isi = html! {
        @if rekomendasi.is_empty() { (page::empty("Belum ada rekomendasi", kosong, None)) }
        @else {
            (page::table(&Table {
                caption: "Rekomendasi dan tindak lanjutnya".into(),
                caption_hidden: true,
                columns: vec![Column::new("Rekomendasi"), Column::new("Indikator"), Column::new("Tindak lanjut"), Column::new("Tenggat")],
                rows: rekomendasi.iter().map(|r| Row::new(vec![
                    html! { a.govuk-link href={ (p.href()) "/rekomendasi/" (r.id) } { (r.isi) } },
                    html! { @match &r.kode { Some(kode) => a.govuk-link href=(p.href_indikator(kode)) { (kode) }, None => span.pudar { "Umum" } } },
                    tanda_tindak_lanjut(r.keadaan()),
                    match r.tindak_lanjut.first().and_then(|t| t.tenggat) {
                        Some(batas) if r.keadaan() != KeadaanTindakLanjut::Selesai => tenggat(Some(batas), hari),
                        Some(_) | None => html! { span.pudar { "–" } },
                    },
                ])).collect(),
                ..Table::default()
            }))
        }
        @if !p.beku() && !rekomendasi.is_empty() { p.pudar { "Tindak lanjut dicatat sesudah hasil dibekukan." } }
        @if ruang.boleh(Tindakan::BeriRekomendasi, None) { (form(ctx, ruang, galat)?) }
    };
    halaman_periode(ctx, ruang, Tampilan::Rekomendasi, "Rekomendasi", galat, isi)
}

fn form(ctx: &Ctx, ruang: &Ruang, galat: &[FieldError]) -> Result<Markup> {
    let kesalahan = kesalahan(galat);
    let pilihan: Vec<Choice<'_>> = ruang
        .periode
        .instrumen
        .indikator
        .iter()
        .map(|i| Choice::new(i.kode.as_str(), format!("{}. {}", i.kode, i.nama)))
        .collect();
    let tujuan = format!("{}/rekomendasi", ruang.periode.href());
    Ok(page::card(
        "Beri rekomendasi",
        &[],
        page::form(
            &Form { action: &tujuan, csrf: &ctx.csrf()?, key: &ctx.new_form_key(), ..Form::default() },
            html! {
                (page::select(&Control { name: "indikator", label: "Indikator", optional: true, error: error_of(&kesalahan, "indikator"), ..Control::default() },
                    &isian(ctx, "indikator", ""), &pilihan, "Umum, bukan satu indikator"))
                (page::textarea(&Control { name: "isi", label: "Rekomendasi", hint: "Apa yang perlu dilakukan, oleh siapa.", error: error_of(&kesalahan, "isi"), ..Control::default() },
                    &isian(ctx, "isi", ""), 4, Some(10_000)))
                (page::submit("Simpan rekomendasi"))
            },
        ),
    ))
}

pub(crate) fn satu(ctx: &Ctx, ruang: &Ruang, rekomendasi: &Rekomendasi, galat: &[FieldError]) -> Result<Response> {
    let p = &ruang.periode;
    let kesalahan = kesalahan(galat);
    let salah = |medan: &str| error_of(&kesalahan, medan);
    let href = format!("{}/rekomendasi/{}", p.href(), rekomendasi.id);
    let keadaan: Vec<Choice<'_>> =
        KeadaanTindakLanjut::SEMUA.into_iter().map(|k| Choice::new(k.id(), k.nama())).collect();
    let butir: Vec<page::TimelineItem<'_>> = rekomendasi
        .tindak_lanjut
        .iter()
        .map(|t| page::TimelineItem {
            title: t.keadaan.nama().into(),
            by: t.oleh.clone().unwrap_or_default().into(),
            at: saat(ctx, t.pada),
            content: paragraf(&t.uraian),
        })
        .collect();
    let isi = html! {
        (page::heading(&p.nama, "Rekomendasi", tanda_tindak_lanjut(rekomendasi.keadaan())))
        (page::inset(html! {
            (paragraf(&rekomendasi.isi))
            @if let Some(kode) = &rekomendasi.kode {
                p.pudar { "Indikator " a.govuk-link href=(p.href_indikator(kode)) { (kode) ". " (p.instrumen.indikator(kode).map_or("", |i| i.nama.as_str())) } }
            }
            @if let Some(oleh) = &rekomendasi.oleh { p.pudar { "Diberikan oleh " (oleh) } }
        }))
        h2.govuk-heading-m { "Tindak lanjut" }
        @if butir.is_empty() { p.govuk-body { "Belum ada yang dicatat." } } @else { (page::timeline(&butir)) }
        @if ruang.boleh_menindaklanjuti() {
            (page::card("Catat tindak lanjut", &[], page::form(&Form { action: &href, csrf: &ctx.csrf()?, key: &ctx.new_form_key(), ..Form::default() }, html! {
                (page::radios(&Control { name: "keadaan", label: "Keadaan", error: salah("keadaan"), ..Control::default() },
                    &isian(ctx, "keadaan", ""), &keadaan, ChoiceLayout::Stacked))
                (page::textarea(&Control { name: "uraian", label: "Uraian", error: salah("uraian"), ..Control::default() }, &isian(ctx, "uraian", ""), 4, Some(10_000)))
                (page::date(&Control { name: "tenggat", label: "Tenggat sisanya", optional: true, error: salah("tenggat"), ..Control::default() }, &isian(ctx, "tenggat", "")))
                (page::submit("Simpan"))
            })))
        } @else if !p.beku() {
            p.pudar { "Tindak lanjut dicatat sesudah hasil dibekukan." }
        }
    };
    let jalan = vec![
        Link::new("Beranda", "/"),
        Link::new("Evaluasi", "/evaluasi"),
        Link::new(p.nama.clone(), p.href()),
        Link::new("Rekomendasi", format!("{}/rekomendasi", p.href())),
    ];
    bingkai(ctx, "Rekomendasi", jalan, galat, isi)
}
