//! Evidence of an answer.

use kernel::file::Secrecy;
use kernel::page::{
    self, ButtonKind, Choice, ChoiceLayout, Column, Control, Form, Row, Table, Text, Tone, Upload, error_of,
};
use kernel::web::Pick;
use kernel::{Ctx, Result, indonesia};
use maud::{Markup, html};

use super::{Bahan, Medan, REKAMAN};
use crate::pages::bagian::kesalahan;
use crate::periode::{Bukti, JenisBukti};
use crate::rules::alur::Tindakan;
use crate::rules::tingkat::kesegaran;

pub(super) fn bagian(ctx: &Ctx, b: &Bahan<'_>) -> Result<Markup> {
    let mengisi = b.ruang.boleh(Tindakan::IsiNilai, Some(b.jawaban));
    let boleh = mengisi || b.ruang.boleh(Tindakan::JawabKlarifikasi, Some(b.jawaban));
    let csrf = ctx.csrf()?;
    let form = if boleh {
        form(ctx, b, &csrf)?
    } else {
        html! {}
    };
    Ok(html! {
        div id="bukti" {
            (page::card("Bukti", &[], html! {
                @if b.bukti.is_empty() { p.pudar { "Belum ada bukti." } } @else { (daftar(b, mengisi, &csrf)) }
                (form)
            }))
        }
    })
}

fn daftar(b: &Bahan<'_>, mengisi: bool, csrf: &str) -> Markup {
    let mut kolom = vec![Column::new("Bukti"), Column::new("Untuk"), Column::new("Tanggal")];
    if mengisi {
        kolom.push(Column::new("Tindakan"));
    }
    let baris = b
        .bukti
        .iter()
        .map(|satu| {
            let mut sel = vec![
                html! {
                    (tautan(b, satu))
                    div.pudar { (satu.jenis.nama()) @if let Some(oleh) = &satu.oleh { ", oleh " (oleh) } }
                },
                html! { @match satu.tingkat { Some(n) => { "Tingkat " (n) } None => { "Seluruh jawaban" } } },
                tanggal(b, satu),
            ];
            if mengisi {
                let tujuan =
                    format!("{}/bukti/{}/pencabutan", b.ruang.periode.href_indikator(&b.indikator.kode), satu.id);
                sel.push(page::act(&Form { action: &tujuan, csrf, ..Form::default() }, "Cabut", ButtonKind::Text));
            }
            Row::new(sel)
        })
        .collect();
    page::table(&Table {
        caption: "Bukti".into(),
        caption_hidden: true,
        columns: kolom,
        rows: baris,
        ..Table::default()
    })
}

fn tautan(b: &Bahan<'_>, satu: &Bukti) -> Markup {
    match satu.jenis {
        JenisBukti::Berkas => {
            let href = format!("{}/bukti/{}", b.ruang.periode.href_indikator(&b.indikator.kode), satu.id);
            html! { a.govuk-link href=(href) download { (satu.judul) } }
        }
        JenisBukti::Rekaman => html! { a.govuk-link href=(page::safe_href(&satu.alamat)) { (satu.judul) } },
        JenisBukti::Tautan => html! {
            a.govuk-link href=(page::safe_href(&satu.alamat)) rel="noreferrer noopener" { (satu.judul) }
        },
    }
}

/// The date, and for a review whether it still counts on the day of assessment.
fn tanggal(b: &Bahan<'_>, satu: &Bukti) -> Markup {
    let p = &b.ruang.periode;
    html! {
        @match satu.tanggal { Some(hari) => { (indonesia::tanggal::panjang(hari)) } None => { span.pudar { "–" } } }
        @if satu.reviu {
            @match p.instrumen.kesegaran.as_ref().map(|aturan| kesegaran(aturan, satu.tanggal, p.tanggal_penilaian)) {
                Some(segar) => {
                    div { (page::tag(if segar.menopang() { "Reviu berlaku" } else { "Reviu tidak berlaku" }, if segar.menopang() { Tone::Good } else { Tone::Bad })) }
                    @if !segar.menopang() { div.pudar { (segar.penjelasan()) } }
                }
                None => { div { (page::tag("Reviu", Tone::Neutral)) } }
            }
        }
    }
}

fn form(ctx: &Ctx, b: &Bahan<'_>, csrf: &str) -> Result<Markup> {
    let ini = b.medan == Medan::Bukti;
    let galat = kesalahan(if ini { b.galat } else { &[] });
    let salah = |medan: &str| error_of(&galat, medan);
    let isi = |nama: &str| b.isi(ctx, Medan::Bukti, nama, "");
    let tujuan = format!("{}/bukti", b.ruang.periode.href_indikator(&b.indikator.kode));
    let kunci = if ini { ctx.new_form_key() } else { uuid::Uuid::now_v7().to_string() };
    let tingkat: Vec<Choice<'_>> =
        b.indikator.kriteria.iter().map(|k| Choice::new(k.tingkat.to_string(), b.nama_tingkat(k.tingkat))).collect();
    let sifat: Vec<Choice<'_>> = Secrecy::ALL
        .into_iter()
        .map(|s| {
            let (label, ket) = match s {
                Secrecy::Public => ("Publik", "Boleh dibaca siapa pun."),
                Secrecy::Internal => ("Internal", "Hanya yang berhak melihat periode ini."),
                Secrecy::Restricted => ("Terbatas", "Seperti internal, dan setiap unduhan dicatat."),
            };
            Choice::new(s.as_str(), label).with_hint(ket)
        })
        .collect();
    let sifat_kini = if ini { isi("sifat") } else { Secrecy::Internal.as_str().to_owned() };
    let terbesar = ctx.app.config.max_upload;
    let batas =
        format!("PDF, gambar, dokumen perkantoran, atau ZIP; paling besar {}.", indonesia::kalimat::ukuran(terbesar));
    let reviu = ini && ctx.form().get("reviu") == page::YES;
    let isi_form = page::form(
        &Form { action: &tujuan, csrf, key: &kunci, multipart: true, ..Form::default() },
        html! {
            (page::text_input(&Control { name: "judul", label: "Judul bukti", hint: "Boleh kosong untuk berkas dan rekaman; dipakai namanya.", error: salah("judul"), ..Control::default() }, &isi("judul"), &Text::default()))
            (page::upload(&Control { name: "berkas", label: "Berkas", optional: true, error: salah("berkas"), ..Control::default() },
                &Upload { limits: &batas, max_bytes: Some(terbesar), ..Upload::default() }))
            (b.rekaman.control(&Control { name: REKAMAN, label: "Atau rekaman", hint: "Bila datanya ada di sistem ini: ketik sebagian judulnya.", optional: true, error: salah(REKAMAN), ..Control::default() }))
            (page::text_input(&Control { name: "alamat", label: "Atau alamat", hint: "Tautan https://, atau alamat halaman dalam sistem ini (diawali /).", optional: true, error: salah("alamat"), ..Control::default() },
                &isi("alamat"), &Text { kind: page::TextKind::Plain, ..Text::default() }))
            (page::select(&Control { name: "tingkat", label: "Untuk tingkat", optional: true, ..Control::default() }, &isi("tingkat"), &tingkat, "Seluruh jawaban"))
            (page::date(&Control { name: "tanggal", label: "Tanggal dokumen", optional: true, error: salah("tanggal"), ..Control::default() }, &isi("tanggal")))
            (page::checkbox(&Control { name: "reviu", label: "Dokumen ini reviu atau evaluasi", hint: "Tanggalnya wajib; umurnya diperiksa.", ..Control::default() }, reviu))
            (page::radios(&Control { name: "sifat", label: "Sifat berkas", ..Control::default() }, &sifat_kini, &sifat, ChoiceLayout::Small))
            (page::button(&page::Button { label: "Tambahkan bukti", kind: ButtonKind::Secondary, ..page::Button::default() }))
        },
    );
    Ok(html! {
        details.govuk-details open[ini && (!b.galat.is_empty() || Pick::searched(ctx, REKAMAN))] {
            summary.govuk-details__summary { span.govuk-details__summary-text { "Tambah bukti" } }
            div.govuk-details__text { (isi_form) }
        }
    })
}
