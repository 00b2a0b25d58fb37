//! The public page of verification.
use http::StatusCode;
use kernel::module::{Offer, OfferSearch};
use kernel::page::{self, Control, Fact, Form, Link, Text, Upload, Width};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::{hasil_periksa, salah, tanda, waktu};
use crate::model::Permintaan;
use crate::periksa::Hasil;

fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    let mut breadcrumbs = vec![Link::new("Beranda", "/")];
    if judul != "Verifikasi dokumen" {
        breadcrumbs.push(Link::new("Verifikasi dokumen", "/verifikasi"));
    }
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// For visitors: where a letter is checked.
pub fn sambutan(_: Ctx) -> kernel::Work<Vec<Offer>> {
    let offer = Offer {
        title: "Periksa keaslian dokumen",
        about:
            "Pastikan surat atau keputusan yang Anda terima benar ditandatangani secara elektronik dan belum diubah."
                .to_owned(),
        search: Some(OfferSearch { action: "/verifikasi", field: "nomor", label: "Nomor naskah" }),
        newest: vec![],
        more: Some(("Periksa berkas PDF", "/verifikasi")),
        order: 20,
    };
    Box::pin(std::future::ready(Ok(vec![offer])))
}

/// Both forms.
pub fn formulir(ctx: &Ctx, nomor: &str, errors: &[FieldError], status: StatusCode) -> Result<Response> {
    let galat = salah(errors);
    let csrf = ctx.csrf()?;
    let kontrol = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: page::error_of(&galat, name),
        ..Control::default()
    };
    let batas = crate::berkas::batas(&ctx.app);
    let berkas = Form { action: "/verifikasi", csrf: &csrf, multipart: true, ..Form::default() };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("", "Verifikasi dokumen", html! {}))
        (page::column(html! {
            p.govuk-body-l { "Periksa apakah suatu naskah benar ditandatangani secara elektronik dan belum diubah." }
            p { "Pada naskah tercetak, arahkan kamera ke kode QR. Kode itu membuka halaman ini beserta hasilnya." }
        }))
        (page::card("Periksa berkas PDF", &[], page::column(page::form(&berkas, html! {
            (page::upload(&kontrol("berkas", "Berkas", "Berkas hanya dibaca, tidak disimpan."), &Upload { accept: ".pdf", limits: &batas, ..Upload::default() }))
            (page::submit("Periksa berkas"))
        }))))
        (page::card("Cari menurut nomor", &[], page::column(page::search_form("/verifikasi", html! {
            (page::text_input(&kontrol("nomor", "Nomor naskah", "Tulis lengkap seperti tercetak. Hanya naskah yang terbuka untuk umum yang dapat dicari."), nomor, &Text { width: Width::TwoThirds, ..Text::default() }))
            (page::submit("Cari nomor"))
        }))))
    };
    bingkai(ctx, status, "Verifikasi dokumen", !galat.is_empty(), body)
}

/// What may be told of a request. Of one that is not open: only where it stands and when it was signed.
fn fakta(ctx: &Ctx, satu: &Permintaan) -> Vec<Fact<'static>> {
    let mut fakta = vec![];
    if satu.terbuka {
        fakta.push(Fact::new("Naskah", html! { (satu.judul) }));
        if let Some(nomor) = &satu.nomor {
            fakta.push(Fact::new("Nomor", html! { (nomor) }));
        }
        fakta.push(Fact::new("Ditandatangani sebagai", html! { (satu.kapasitas) }));
    }
    fakta.push(Fact::new("Keadaan", tanda(satu.keadaan)));
    if let Some(pada) = satu.selesai {
        fakta.push(Fact::new("Ditandatangani", html! { (waktu(ctx, pada)) }));
    }
    fakta
}

/// What was found by number.
pub fn nomor(ctx: &Ctx, tertulis: &str, ditemukan: &[Permintaan]) -> Result<Response> {
    let body = html! {
        (page::heading("Verifikasi dokumen", &format!("Nomor {tertulis}"), html! {}))
        @if ditemukan.is_empty() {
            (page::empty("Tidak ditemukan", "Tidak ada naskah terbuka dengan nomor ini. Periksa penulisannya, atau periksa berkas PDF-nya.", Some(&Link::new("Periksa yang lain", "/verifikasi"))))
        } @else {
            @for satu in ditemukan { (page::card("Naskah", &[], page::summary_list(&fakta(ctx, satu)))) }
            (page::column(html! { p { "Cocokkan dengan naskah yang Anda pegang. Untuk memastikan isinya, periksa berkas PDF-nya." } }))
            (page::button_link("Periksa yang lain", "/verifikasi", page::ButtonKind::Secondary))
        }
    };
    bingkai(ctx, StatusCode::OK, "Hasil pencarian nomor", false, body)
}

/// A code that stands for nothing.
pub fn tidak_ada(ctx: &Ctx) -> Result<Response> {
    let body = html! {
        (page::heading("Verifikasi dokumen", "Kode tidak dikenal", html! {}))
        (page::warning("Kode ini tidak dikenal. Naskah yang memuatnya tidak berasal dari sistem ini, atau kodenya salah terbaca."))
        (page::button_link("Periksa dengan cara lain", "/verifikasi", page::ButtonKind::Secondary))
    };
    bingkai(ctx, StatusCode::NOT_FOUND, "Kode tidak dikenal", false, body)
}

/// What stands behind a code.
pub fn satu(ctx: &Ctx, satu: &Permintaan, hasil: Option<&Hasil>) -> Result<Response> {
    let body = html! {
        (page::heading("Verifikasi dokumen", if satu.terbuka { &satu.judul } else { "Naskah yang tidak terbuka untuk umum" }, html! {}))
        (page::summary_list(&fakta(ctx, satu)))
        @match hasil {
            Some(hasil) => {
                h2.govuk-heading-m { "Tanda tangan pada naskah yang tersimpan" }
                (hasil_periksa(hasil))
                (page::column(html! { p { "Untuk memastikan bahwa naskah yang Anda pegang sama dengan yang tersimpan, " a.govuk-link href="/verifikasi" { "periksa berkas PDF-nya" } "." } }))
            }
            None => (page::warning("Naskah ini belum ditandatangani. Jangan dipakai sebagai naskah yang sah.")),
        }
    };
    bingkai(ctx, StatusCode::OK, "Hasil verifikasi", false, body)
}

/// What a file says.
pub fn hasil(ctx: &Ctx, nama: &str, hasil: &Hasil, dikenal: Option<&Permintaan>) -> Result<Response> {
    let body = html! {
        (page::heading("Verifikasi dokumen", "Hasil pemeriksaan berkas", html! {}))
        (page::column(html! { p { "Berkas: " (nama) } }))
        @if let Some(satu) = dikenal {
            @if satu.terbuka {
                (page::inset(html! { p { "Berkas ini sama persis dengan naskah yang tersimpan di sini: " strong { (satu.judul) } @if let Some(nomor) = &satu.nomor { ", nomor " (nomor) } "." } }))
            } @else {
                (page::inset(html! { p { "Berkas ini sama persis dengan naskah yang ditandatangani melalui sistem ini." } }))
            }
        }
        (hasil_periksa(hasil))
        (page::button_link("Periksa yang lain", "/verifikasi", page::ButtonKind::Secondary))
    };
    bingkai(ctx, StatusCode::OK, "Hasil pemeriksaan berkas", false, body)
}
