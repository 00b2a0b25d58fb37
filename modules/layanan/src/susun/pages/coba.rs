//! Trying a form.
use formulir::{Answers, Choices, Fault};
use kernel::page::{self, Button, ButtonKind, Form, FormError};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use crate::susun::web::Kerja;
use crate::susun::web::coba::Tahap;

/// A page of the form with the answers so far carried along, or the review at its end.
pub fn halaman(
    ctx: &Ctx,
    kerja: &Kerja,
    tahap: &Tahap,
    jawaban: &Answers,
    galat: (&[Fault], &[FormError]),
    choices: &Choices,
) -> Result<Markup> {
    let form = &kerja.versi.form;
    let alamat = kerja.di("coba");
    let pita = page::inset(html! { "Percobaan: tidak ada yang disimpan atau dikirim, dan berkas langsung dibuang." });
    let isi = match tahap {
        Tahap::Langkah(nomor) => langkah(ctx, kerja, (*nomor, &alamat), jawaban, galat, choices)?,
        Tahap::Periksa => html! {
            (page::heading(&form.title, "Periksa jawaban", html! {}))
            (pita)
            (form.shown(jawaban, choices, |_| None))
            (page::details("Data yang akan diterima petugas dan API", html! {
                pre { code { (serde_json::to_string_pretty(&form.kept(jawaban).json())?) } }
            }))
            (page::buttons(html! {
                (page::button_link("Coba dari awal", &alamat, ButtonKind::Secondary))
                a.govuk-link href=(kerja.href()) { "Kembali ke formulir" }
            }))
        },
    };
    Ok(page::column(html! {
        (page::error_summary(galat.1))
        @if let Tahap::Langkah(_) = tahap { (pita) }
        (isi)
    }))
}

fn langkah(
    ctx: &Ctx,
    kerja: &Kerja,
    mana: (usize, &str),
    jawaban: &Answers,
    galat: (&[Fault], &[FormError]),
    choices: &Choices,
) -> Result<Markup> {
    let (nomor, alamat) = mana;
    let form = &kerja.versi.form;
    let semua = form.steps_asked(jawaban);
    let ke = semua.iter().position(|satu| *satu == nomor).map_or(1, |ke| ke + 1);
    let caption = format!("{} · langkah {ke} dari {}", form.title, semua.len().max(ke));
    let (judul, tentang) = form.steps.get(nomor).map_or(("", ""), |langkah| (&*langkah.title, &*langkah.about));
    let isi = html! {
        (page::hidden("_langkah", &nomor.to_string()))
        (page::hidden("_isian", &jawaban.json().to_string()))
        (form.render(nomor, jawaban, galat.0, choices))
        (page::buttons(html! {
            (page::submit("Lanjut"))
            @if form.step_before(nomor, jawaban).is_some() {
                (page::button(&Button {
                    label: "Kembali", kind: ButtonKind::Secondary, name: "_arah", value: "kembali", ..Button::default()
                }))
            }
            a.govuk-link href=(kerja.href()) { "Selesai mencoba" }
        }))
    };
    Ok(html! {
        (page::heading(&caption, judul, html! {}))
        @if !tentang.is_empty() { p.govuk-body { (tentang) } }
        (page::form(&Form { action: alamat, csrf: &ctx.csrf()?, multipart: true, ..Form::default() }, isi))
    })
}
