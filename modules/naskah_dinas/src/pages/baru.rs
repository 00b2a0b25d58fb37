//! Choosing the kind of a new letter.
use http::StatusCode;
use kernel::page::{self, Choice, ChoiceLayout, Control, Form};
use kernel::{Ctx, FieldError, Response, Result};
use maud::html;

use super::{bingkai, salah};
use crate::jenis::{self, Kelompok};
use crate::masuk::balasan::SELESAIKAN;
use crate::susunan::Susunan;

/// The page.
pub fn halaman(ctx: &Ctx, galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let dipilih = ctx.form().get("jenis");
    let kelompok = [Kelompok::Korespondensi, Kelompok::Arahan, Kelompok::Khusus];
    let isian = html! {
        @for (urut, kelompok) in kelompok.into_iter().enumerate() {
            @let pilihan: Vec<Choice<'_>> = jenis::semua().iter().filter(|satu| satu.kelompok == kelompok)
                .map(|satu| Choice::new(satu.kunci.as_str(), satu.nama.as_str())).collect();
            (page::radios(
                &Control {
                    name: "jenis",
                    label: kelompok.label(),
                    error: if urut == 0 { page::error_of(&galat, "jenis") } else { None },
                    id: ["jenis", "jenis-arahan", "jenis-khusus"].get(urut).copied().unwrap_or("jenis"),
                    ..Control::default()
                },
                dipilih,
                &pilihan,
                ChoiceLayout::Small,
            ))
        }
        @let rujukan = if ctx.form().get("rujukan").is_empty() { ctx.query("rujukan") } else { ctx.form().get("rujukan") };
        @if !rujukan.is_empty() {
            (page::hidden("rujukan", rujukan))
            // Ticked at first; a form that came back says what was chosen.
            @let selesaikan = !ctx.form().has("rujukan") || ctx.form().get(SELESAIKAN) == page::YES;
            (page::checkbox(&Control {
                name: SELESAIKAN,
                label: "Surat yang dibalas selesai saat balasan ini terbit",
                hint: "Disposisinya kepada Anda dan unit Anda ikut selesai. Hapus centang bila ini baru jawaban sementara",
                ..Control::default()
            }, selesaikan))
        }
        (unit(ctx))
        (page::submit("Mulai menulis"))
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Naskah dinas", "Naskah baru", html! {}))
        (page::column(page::form(&Form { action: "/naskah", csrf: &csrf, key: &key, ..Form::default() }, isian)))
    };
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    bingkai(ctx, status, "Naskah baru", !galat.is_empty(), body)
}

/// Who holds positions in several units says for which one this is.
fn unit(ctx: &Ctx) -> maud::Markup {
    let mut milik: Vec<(String, String)> = vec![];
    for satu in ctx.actor.assignments() {
        let id = satu.unit.to_string();
        if !milik.iter().any(|(lain, _)| *lain == id) {
            milik.push((id, satu.title.clone()));
        }
    }
    if milik.len() < 2 {
        return html! {};
    }
    let pilihan: Vec<Choice<'_>> = milik.iter().map(|(id, judul)| Choice::new(id.as_str(), judul.as_str())).collect();
    let pertama = milik.first().map_or("", |(id, _)| id.as_str());
    let dipilih = Some(ctx.form().get("unit")).filter(|teks| !teks.is_empty()).unwrap_or(pertama);
    page::select(&Control { name: "unit", label: "Ditulis sebagai", ..Control::default() }, dipilih, &pilihan, "")
}

/// Choices of units for a form.
pub fn pilihan_unit(susunan: &Susunan) -> Vec<Choice<'_>> {
    susunan.semua().iter().map(|unit| Choice::new(unit.id.to_string(), unit.name.as_str())).collect()
}
