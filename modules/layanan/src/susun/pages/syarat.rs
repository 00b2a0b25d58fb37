//! When a part of a form is asked.
use formulir::{Field, Kind};
use kernel::page::{self, Button, ButtonKind, Choice, ChoiceLayout, Control, Form};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::{Keadaan, Kendali, atas, formulir};
use crate::susun::isi::Isian;
use crate::susun::web::Kerja;
use crate::susun::web::syarat::Sasaran;

/// The condition of a part, and the test of one earlier question when one is chosen.
pub fn halaman(
    ctx: &Ctx,
    kerja: &Kerja,
    sasaran: (&str, Sasaran),
    uji: Option<(&Field, &Isian)>,
    keadaan: &Keadaan<'_>,
) -> Result<Markup> {
    let form = &kerja.versi.form;
    let (alamat, mana) = (kerja.di(&format!("syarat/{}", sasaran.0)), sasaran.1);
    let sebelumnya = mana.sebelumnya(form);
    let judul = format!("Kapan {} ditanyakan?", mana.sebutan(form));
    let uji = uji.map(|(field, isian)| self::uji(ctx, kerja, &alamat, field, isian, keadaan)).transpose()?;
    Ok(page::column(html! {
        (atas(keadaan))
        (page::heading(&form.title, &judul, html! {}))
        @match mana.syarat(form) {
            None => p.govuk-body { "Selalu." },
            Some(_) => (ada(ctx, kerja, &alamat, mana)?),
        }
        @match uji {
            Some(uji) => (uji),
            None if sebelumnya.is_empty() => {
                (page::inset(html! { "Belum ada pertanyaan sebelumnya yang dapat dijadikan syarat." }))
            },
            None => (pilih(&alamat, &sebelumnya)),
        }
        p.govuk-body { a.govuk-link href=(kerja.href()) { "Kembali ke formulir" } }
    }))
}

/// The tests that are there.
fn ada(ctx: &Ctx, kerja: &Kerja, alamat: &str, sasaran: Sasaran) -> Result<Markup> {
    let form = &kerja.versi.form;
    let Some(syarat) = sasaran.syarat(form) else { return Ok(html! {}) };
    let sebelumnya = sasaran.sebelumnya(form);
    let (csrf, versi) = (ctx.csrf()?, kerja.versi.kunci.to_string());
    let kirim = Form { action: alamat, csrf: &csrf, version: &versi, ..Form::default() };
    let gabung = Control { name: "gabung", label: "Ditanyakan bila", ..Control::default() };
    let cara =
        [Choice::new("semua", "semua syarat terpenuhi"), Choice::new("salah_satu", "salah satu syarat terpenuhi")];
    let baris = |nomor: usize, test: &formulir::Test| {
        let kata = test.words(sebelumnya.iter().copied().find(|field| field.key == test.field));
        html! {
            li {
                div.lampiran__isi { (kata) }
                div.kartu__tindakan {
                    a.govuk-link href={ (alamat) "?isian=" (test.field) } { "Ubah" span.govuk-visually-hidden { " " (kata) } }
                    (page::form(&kirim, html! {
                        (page::hidden("hapus", &nomor.to_string()))
                        (page::button(&Button { label: "Hapus", kind: ButtonKind::Text, about: &kata, ..Button::default() }))
                    }))
                }
            }
        }
    };
    Ok(html! {
        ul.lampiran { @for (nomor, test) in syarat.tests.iter().enumerate() { (baris(nomor, test)) } }
        @if syarat.tests.len() > 1 {
            (page::form(&kirim, html! {
                (page::radios(&gabung, if syarat.all { "semua" } else { "salah_satu" }, &cara, ChoiceLayout::Small))
                (page::button(&Button { label: "Simpan", kind: ButtonKind::Secondary, ..Button::default() }))
            }))
        }
    })
}

/// Which earlier question is looked at?
fn pilih(alamat: &str, sebelumnya: &[&Field]) -> Markup {
    let semua: Vec<Choice<'_>> = sebelumnya.iter().map(|field| Choice::new(&*field.key, &*field.label)).collect();
    let control = Control { name: "isian", label: "Tambah syarat: lihat jawaban atas", ..Control::default() };
    page::search_form(
        alamat,
        html! {
            (page::select(&control, "", &semua, "Pilih …"))
            (page::button(&Button { label: "Lanjut", kind: ButtonKind::Secondary, ..Button::default() }))
        },
    )
}

/// How its answer is compared.
fn uji(ctx: &Ctx, kerja: &Kerja, alamat: &str, field: &Field, isian: &Isian, keadaan: &Keadaan<'_>) -> Result<Markup> {
    let kendali = Kendali { isian, galat: keadaan.galat };
    let mut cara: Vec<(&str, &str)> = match &field.kind {
        Kind::One(_) => vec![("adalah", "adalah salah satu yang dicentang"), ("bukan", "bukan yang dicentang")],
        Kind::Many { .. } => vec![("memuat", "memuat salah satu yang dicentang")],
        Kind::YesNo => vec![("ya", "dijawab ya"), ("tidak", "dijawab tidak")],
        Kind::Integer { .. } | Kind::Money { .. } => vec![("antara", "berada dalam batas")],
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Date { .. }
        | Kind::Time
        | Kind::Consent
        | Kind::Email
        | Kind::Phone
        | Kind::Nik
        | Kind::Upload { .. }
        | Kind::Location(_)
        | Kind::Group { .. } => vec![],
    };
    cara.extend([("terisi", "diisi"), ("kosong", "tidak diisi")]);
    let awal = cara.first().map_or("", |(kata, _)| kata);
    let dipilih = if kendali.nilai("cara").is_empty() { awal } else { kendali.nilai("cara") };
    let cara: Vec<Choice<'_>> = cara.into_iter().map(|(kata, label)| Choice::new(kata, label)).collect();
    let dicentang: Vec<&str> =
        isian.iter().filter(|(nama, _)| nama == "nilai").map(|(_, nilai)| nilai.as_str()).collect();
    let pilihan: Vec<Choice<'_>> =
        field.kind.choices().iter().map(|satu| Choice::new(&*satu.value, &*satu.label)).collect();
    let bilangan = matches!(field.kind, Kind::Integer { .. } | Kind::Money { .. });
    let isi = html! {
        h2.govuk-heading-m { "“" (field.label) "”" }
        (page::hidden("isian", &field.key))
        (page::radios(&kendali.control("cara", "Jawabannya", "", false), dipilih, &cara, ChoiceLayout::Stacked))
        @if !pilihan.is_empty() {
            (page::checkboxes(&kendali.control("nilai", "Pilihan", "", false), &dicentang, &pilihan, ChoiceLayout::Small))
        }
        @if bilangan {
            (page::beside(&[
                kendali.bilangan("dari", "Paling kecil", "Kosongkan bila tidak ada.", ""),
                kendali.bilangan("sampai", "Paling besar", "Kosongkan bila tidak ada.", ""),
            ]))
        }
        (page::buttons(html! {
            (page::submit("Simpan syarat"))
            a.govuk-link href=(alamat) { "Batal" }
        }))
    };
    formulir(ctx, kerja, alamat, isi)
}
