//! What a draft changes, and the buttons that put it in force or take a version out of force.
use formulir::{Change, Weight};
use kernel::page::{self, Button, ButtonKind, Form};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::formulir;
use crate::susun::store::Versi;
use crate::susun::web::Kerja;

/// The comparison with the version in force, and the button; or what is missing.
pub fn halaman(ctx: &Ctx, kerja: &Kerja, berlaku: Option<&Versi>, kurang: &[String], bentrok: bool) -> Result<Markup> {
    let terbit = formulir(
        ctx,
        kerja,
        &kerja.di("terbit"),
        html! {
            (page::hidden("berlaku", &berlaku.map(|versi| versi.id.to_string()).unwrap_or_default()))
            (page::buttons(html! {
                (page::submit("Terbitkan versi ini"))
                a.govuk-link href=(kerja.href()) { "Batal" }
            }))
        },
    )?;
    Ok(page::column(html! {
        @if bentrok { (page::warning("Draf atau versi yang berlaku baru saja berubah. Periksa lagi perbandingannya.")) }
        (page::heading(&kerja.versi.form.title, "Terbitkan formulir", html! {}))
        @match berlaku {
            None => p.govuk-body { "Belum ada versi yang berlaku. Setelah terbit, layanan ini dapat diajukan dengan formulir ini." },
            Some(lama) => (perbandingan(lama.nomor, &kerja.versi.form.changes_since(&lama.form))),
        }
        @if kurang.is_empty() {
            p.govuk-body {
                "Permohonan yang sudah dimulai tidak berubah. Setelah terbit, versi ini tidak dapat diubah lagi; perubahan berikutnya \
                 menjadi draf baru."
            }
            (terbit)
        } @else {
            h2.govuk-heading-m { "Belum dapat diterbitkan" }
            ul.govuk-list.govuk-list--bullet { @for satu in kurang { li { (satu) } } }
            p.govuk-body { a.govuk-link href=(kerja.href()) { "Lengkapi draf" } }
        }
    }))
}

fn perbandingan(nomor: i64, perubahan: &[Change]) -> Markup {
    let bagian = [
        (Weight::Heavier, "Lebih banyak diminta dari pemohon"),
        (Weight::Lighter, "Lebih sedikit diminta, atau lebih banyak diterima"),
        (Weight::Wording, "Kata-kata dan susunan"),
    ];
    html! {
        @if perubahan.is_empty() { p.govuk-body { "Tidak ada yang berubah bagi pemohon dibanding versi " (nomor) "." } }
        @else { p.govuk-body { "Yang berubah bagi pemohon dibanding versi " (nomor) ":" } }
        @for (bobot, judul) in bagian {
            @let semua: Vec<&Change> = perubahan.iter().filter(|satu| satu.weight == bobot).collect();
            @if !semua.is_empty() {
                h2.govuk-heading-s { (judul) }
                ul.govuk-list.govuk-list--bullet { @for satu in semua { li { (satu.text) } } }
            }
        }
    }
}

/// Asks before a version is taken out of force.
pub fn cabut(ctx: &Ctx, kerja: &Kerja) -> Result<Markup> {
    let (csrf, key, versi) = (ctx.csrf()?, ctx.new_form_key(), kerja.versi.kunci.to_string());
    let action = kerja.di("cabut");
    let isi = page::buttons(html! {
        (page::button(&Button { label: "Cabut formulir", kind: ButtonKind::Warning, ..Button::default() }))
        a.govuk-link href=(kerja.href()) { "Batal" }
    });
    Ok(page::column(html! {
        (page::heading(&kerja.versi.form.title, "Cabut formulir", html! {}))
        (page::warning("Setelah dicabut, layanan ini tidak dapat diajukan sampai ada versi lain yang diterbitkan."))
        p.govuk-body { "Permohonan yang sudah dimulai tetap berjalan dengan versi ini." }
        (page::form(&Form { action: &action, csrf: &csrf, key: &key, version: &versi, ..Form::default() }, isi))
    }))
}
