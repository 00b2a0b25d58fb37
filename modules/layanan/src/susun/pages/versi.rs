//! The versions of a service's form.
use kernel::indonesia::tanggal;
use kernel::page::{self, ButtonKind, Choice, ChoiceLayout, Column, Control, Form, FormError, Row, Table, Tone};
use kernel::{Ctx, Result};
use maud::{Markup, html};
use time::OffsetDateTime;

use crate::susun::store::{Baris, Keadaan, Layanan};

/// A state in words and colour.
pub fn tanda(keadaan: Keadaan) -> Markup {
    let tone = match keadaan {
        Keadaan::Draf => Tone::Special,
        Keadaan::Berlaku => Tone::Good,
        Keadaan::Dicabut => Tone::Neutral,
    };
    page::tag(keadaan.label(), tone)
}

/// The list with what begins a draft.
pub fn daftar(ctx: &Ctx, layanan: &Layanan, daftar: &[Baris], galat: &[FormError]) -> Result<Markup> {
    let zona = ctx.app.profile.zone();
    let waktu =
        |waktu: Option<OffsetDateTime>| waktu.map_or("–".to_owned(), |waktu| tanggal::waktu_pendek(waktu, zona));
    let baris = |satu: &Baris| {
        Row::new(vec![
            html! { a.govuk-link href={ "/formulir/" (satu.id) } { "Versi " (satu.nomor) } },
            tanda(satu.keadaan),
            html! { (waktu(satu.terbit)) },
            html! { (waktu(satu.dicabut)) },
            html! { (waktu(Some(satu.diubah))) },
        ])
    };
    let kolom = ["Versi", "Keadaan", "Berlaku sejak", "Sampai", "Terakhir diubah"];
    let ada_draf = daftar.iter().find(|satu| satu.keadaan == Keadaan::Draf);
    Ok(html! {
        (page::error_summary(galat))
        (page::heading(&layanan.nama, "Formulir layanan", html! {}))
        p.govuk-body {
            "Permohonan yang sudah dimulai tetap memakai versi saat dimulai. Permohonan baru memakai versi yang berlaku."
        }
        @if daftar.is_empty() {
            (page::empty("Belum ada formulir", "Mulai dari formulir kosong, atau impor berkas JSON dari layanan lain.", None))
        } @else {
            (page::table(&Table {
                caption: "Versi formulir".into(), caption_hidden: true,
                columns: kolom.into_iter().map(Column::new).collect(), rows: daftar.iter().map(baris).collect(),
                ..Table::default()
            }))
        }
        @match ada_draf {
            Some(draf) => (page::buttons(page::button_link("Lanjutkan draf", &format!("/formulir/{}", draf.id), ButtonKind::Primary))),
            None => (mulai(ctx, layanan, daftar, galat)?),
        }
        (impor(ctx, layanan, ada_draf.is_some(), galat)?)
    })
}

fn mulai(ctx: &Ctx, layanan: &Layanan, daftar: &[Baris], galat: &[FormError]) -> Result<Markup> {
    let versi = |satu: &Baris| {
        Choice::new(satu.id.to_string(), format!("Salinan versi {}", satu.nomor)).with_hint(satu.keadaan.label())
    };
    let mut asal: Vec<Choice<'_>> = daftar.iter().take(20).map(versi).collect();
    asal.push(Choice::new("kosong", "Formulir kosong"));
    let awal = daftar.iter().find(|satu| satu.keadaan == Keadaan::Berlaku).map(|satu| satu.id.to_string());
    let control = Control {
        name: "asal",
        label: "Mulai draf baru dari",
        error: page::error_of(galat, "asal"),
        ..Control::default()
    };
    let action = format!("/formulir/layanan/{}", layanan.id);
    let isi = html! {
        (page::radios(&control, awal.as_deref().unwrap_or("kosong"), &asal, ChoiceLayout::Stacked))
        (page::submit("Buat draf"))
    };
    let key = ctx.new_form_key();
    Ok(page::form(&Form { action: &action, csrf: &ctx.csrf()?, key: &key, ..Form::default() }, isi))
}

fn impor(ctx: &Ctx, layanan: &Layanan, ada_draf: bool, galat: &[FormError]) -> Result<Markup> {
    let control = Control {
        name: "berkas",
        label: "Berkas formulir",
        hint: if ada_draf { "Isi draf yang ada diganti." } else { "" },
        error: page::error_of(galat, "berkas"),
        ..Control::default()
    };
    let rincian = page::Upload { accept: ".json", limits: "JSON, paling besar 1 MB.", ..page::Upload::default() };
    let action = format!("/formulir/layanan/{}/impor", layanan.id);
    let isi = html! {
        h2.govuk-heading-m { "Impor" }
        (page::upload(&control, &rincian))
        (page::button(&page::Button { label: "Impor ke draf", kind: ButtonKind::Secondary, ..page::Button::default() }))
    };
    Ok(page::form(&Form { action: &action, csrf: &ctx.csrf()?, multipart: true, ..Form::default() }, isi))
}
