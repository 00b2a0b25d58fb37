//! The page on which relations are kept.
use kernel::page::{self, ButtonKind, Choice, Column, Control, FormError, Row, Table, error_of};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use crate::model::{Dokumen, JenisHubungan};
use crate::rules::Sebab;
use crate::store::Hubungan;

use super::{gaya, hari, tab};

/// The page. `cocok` are documents that fit what was searched for.
pub fn hubungan(
    ctx: &Ctx,
    dokumen: &Dokumen,
    daftar: &[Hubungan],
    sebab: &[Sebab],
    cocok: Option<&[(uuid::Uuid, String)]>,
    errors: &[FormError],
    boleh: bool,
) -> Result<Markup> {
    let href = format!("{}/hubungan", dokumen.href_kelola());
    let csrf = ctx.csrf()?;
    let rows = daftar
        .iter()
        .map(|satu| {
            let hapus = format!("{href}/{}/hapus", satu.id);
            Row::new(vec![
                html! { (satu.jenis.label()) },
                html! { @if satu.href.is_empty() { (satu.sebutan) } @else { a.govuk-link href=(satu.href) { (satu.sebutan) } } },
                hari(satu.sejak),
                html! { (satu.uraian) @if satu.asal == "naskah" { " " span.pudar { "dibaca dari naskah" } } },
                html! {
                    @if boleh {
                        (page::form(&page::Form { action: &hapus, csrf: &csrf, ..page::Form::default() },
                            page::button(&page::Button { label: "Hapus", kind: ButtonKind::Text, about: &satu.sebutan, ..page::Button::default() })))
                    }
                },
            ])
        })
        .collect();
    let table = Table {
        caption: "Hubungan dokumen ini".into(),
        columns: vec![
            Column::new("Hubungan"),
            Column::new("Dokumen lain"),
            Column::new("Sejak"),
            Column::new("Keterangan"),
            Column::new("Tindakan"),
        ],
        rows,
        ..Table::default()
    };
    let form = ctx.form();
    let pilihan: Vec<Choice<'_>> =
        JenisHubungan::ALL.iter().map(|jenis| Choice::new(jenis.as_str(), jenis.label())).collect();
    let matches: Option<Vec<Choice<'_>>> =
        cocok.map(|cocok| cocok.iter().map(|(id, label)| Choice::new(id.to_string(), label.clone())).collect());
    let key = ctx.new_form_key();
    let c = |name: &'static str, label: &'static str, hint: &'static str, optional: bool| Control {
        name,
        label,
        hint,
        optional,
        error: error_of(errors, name),
        ..Control::default()
    };
    Ok(html! {
        (gaya())
        (page::error_summary(errors))
        (page::heading(&dokumen.sebutan, "Hubungan dengan dokumen lain", html! {}))
        (tab(dokumen, "hubungan"))
        @if daftar.is_empty() { p.govuk-body { "Belum ada hubungan yang dicatat pada dokumen ini." } } @else { (page::table(&table)) }
        @if !sebab.is_empty() {
            h2.govuk-heading-m { "Dicatat pada dokumen lain" }
            ul.govuk-list.govuk-list--bullet {
                @for satu in sebab { li { (satu.jenis.label_balik()) " " a.govuk-link href=(satu.href) { (satu.sebutan) } @if satu.sejak.is_some() { ", sejak " (hari(satu.sejak)) } } }
            }
        }
        @if boleh {
            h2.govuk-heading-m { "Tambah hubungan" }
            (page::column(page::form(&page::Form { action: &href, csrf: &csrf, key: &key, ..page::Form::default() }, html! {
                (page::select(&c("jenis", "Dokumen ini", "", false), form.get("jenis"), &pilihan, "Pilih hubungan"))
                (page::reference_search(&c("ke", "Dokumen lain di koleksi ini", "Cari dengan jenis, nomor, atau judul.", true), &page::Reference { query: form.get("ke.cari"), matches: matches.as_deref(), ..page::Reference::default() }))
                (page::text_input(&c("kutipan", "Atau tulis dokumen yang belum ada di koleksi", "Misalnya: Peraturan Bupati Nomor 5 Tahun 2019.", true), form.get("kutipan"), &page::Text::default()))
                (page::date(&c("sejak", "Berlaku sejak", "Kosongkan bila sama dengan tanggal berlaku dokumen ini.", true), form.get("sejak")))
                (page::text_input(&c("uraian", "Keterangan", "Misalnya pasal yang menyebutnya.", true), form.get("uraian"), &page::Text::default()))
                (page::submit("Tambah hubungan"))
            })))
        }
    })
}
