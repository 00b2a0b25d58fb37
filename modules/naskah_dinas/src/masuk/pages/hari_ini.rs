//! One letter after another, with few large choices: made for a phone, complete without JavaScript.
use http::StatusCode;
use kernel::indonesia::{kalimat, tanggal};
use kernel::page::{self, Button, ButtonKind, Fact, Form, Link};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::tanda;
use crate::disposisi::pages::{baris, galat, isian};
use crate::disposisi::web::Meja;
use crate::masuk::model::Surat;
use crate::masuk::teks::Teks;
use crate::model::Lampiran;

/// Characters of the text that are shown at once.
const CUPLIKAN: usize = 600;

/// A button that repeats what the person often does.
pub struct Ulangan {
    /// What it says.
    pub label: String,
    /// Receivers, as the form sends them.
    pub penerima: Vec<String>,
    /// Instructions.
    pub instruksi: Vec<String>,
    /// Working days.
    pub hari: Option<i64>,
}

/// What the page shows.
pub struct Isi<'a> {
    /// The letter in the book.
    pub surat: &'a Surat,
    /// The letter itself, and to whom it can go.
    pub meja: &'a Meja,
    /// Its files.
    pub berkas: &'a [Lampiran],
    /// What was read in them.
    pub teks: &'a [Teks],
    /// Buttons.
    pub ulangan: &'a [Ulangan],
    /// How many wait, this one included.
    pub sisa: usize,
    /// Letters put off in this round.
    pub lewati: &'a [Uuid],
}

fn gabung(lewati: &[Uuid]) -> String {
    lewati.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",")
}

/// The page of one letter.
pub fn satu(ctx: &Ctx, isi: &Isi<'_>, salah: &[FieldError]) -> Result<Response> {
    let galat = galat(salah);
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let naskah = &isi.meja.naskah;
    let terbuka = crate::isi::buka(&ctx.app, naskah)?;
    let csrf = ctx.csrf()?;
    let lewati = gabung(isi.lewati);
    let surat = isi.surat.id.to_string();
    let tetap = || html! { (page::hidden("surat", &surat)) (page::hidden("lewati", &lewati)) };
    let kunci = || Uuid::now_v7().to_string();
    let mut nanti = isi.lewati.to_vec();
    nanti.push(isi.surat.id);
    let sisa = if isi.sisa == 1 { "Surat terakhir".to_owned() } else { format!("{} surat menunggu Anda", isi.sisa) };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading(&sisa, &terbuka.perihal, html! {}))
        (page::column(html! {
            p.govuk-body { (tanda(isi.surat.sifat, isi.surat.keamanan)) }
            (fakta(ctx, isi.surat))
            (berkas(ctx, isi)?)
            section {
                h2.govuk-heading-m { "Putuskan" }
                @for ulangan in isi.ulangan {
                    (page::form(&Form { action: "/surat_masuk/hari_ini/disposisi", csrf: &csrf, key: &kunci(), ..Form::default() }, html! {
                        (tetap())
                        @for penerima in &ulangan.penerima { (page::hidden("penerima", penerima)) }
                        @for instruksi in &ulangan.instruksi { (page::hidden("instruksi", instruksi)) }
                        @if let Some(hari) = ulangan.hari { (page::hidden("hari", &hari.to_string())) }
                        (page::button(&Button { label: &ulangan.label, ..Button::default() }))
                    }))
                }
                details.govuk-details open[!galat.is_empty() || isi.ulangan.is_empty()] {
                    summary.govuk-details__summary { span.govuk-details__summary-text { "Disposisi lain" } }
                    div.govuk-details__text {
                        (page::form(&Form { action: "/surat_masuk/hari_ini/disposisi", csrf: &csrf, key: &kunci(), ..Form::default() }, html! {
                            (tetap())
                            (isian(ctx, isi.meja, &galat))
                            (page::submit("Disposisikan"))
                        }))
                    }
                }
                (page::form(&Form { action: "/surat_masuk/hari_ini/selesai", csrf: &csrf, key: &kunci(), ..Form::default() }, html! {
                    (tetap())
                    (page::buttons(html! {
                        (page::button(&Button { label: "Cukup dibaca", name: "cara", value: "dibaca", kind: ButtonKind::Secondary, ..Button::default() }))
                        (page::button(&Button { label: "Arsipkan", name: "cara", value: "arsip", kind: ButtonKind::Secondary, ..Button::default() }))
                        (page::button_link("Lewati dulu", &format!("/surat_masuk/hari_ini?lewati={}", gabung(&nanti)), ButtonKind::Text))
                    }))
                }))
                p.govuk-body { a.govuk-link href=(naskah.href()) { "Buka halaman surat" } }
            }
        }))
    };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Surat masuk", "/surat_masuk")];
    ctx.framed(
        status,
        Options { title: "Surat hari ini", breadcrumbs, has_errors: !galat.is_empty(), refresh: None },
        body,
    )
}

fn fakta(ctx: &Ctx, surat: &Surat) -> Markup {
    let mut semua = vec![Fact::new("Dari", html! { (surat.pengirim) })];
    if let Some(nomor) = &surat.nomor {
        semua.push(Fact::new("Nomor", html! { (nomor) }));
    }
    if let Some(hari) = surat.tanggal {
        semua.push(Fact::new("Tanggal surat", html! { (tanggal::panjang(hari)) }));
    }
    semua.push(Fact::new(
        "Diterima",
        html! { (tanggal::waktu_relatif(surat.diterima, ctx.now, ctx.app.profile.zone())) },
    ));
    semua.push(Fact::new("Agenda", html! { (surat.agenda()) }));
    page::summary_list(&semua)
}

fn berkas(ctx: &Ctx, isi: &Isi<'_>) -> Result<Markup> {
    let naskah = &isi.meja.naskah;
    let mut cuplikan = String::new();
    for satu in isi.teks {
        if let Some(teks) = &satu.isi {
            cuplikan.push_str(teks.trim());
            cuplikan.push('\n');
        }
    }
    let mut nama = vec![];
    for satu in isi.berkas {
        nama.push((satu.id, crate::isi::buka_teks(&ctx.app, naskah.id, &satu.judul)?));
    }
    let pendek = kalimat::potong(&cuplikan, CUPLIKAN);
    Ok(html! {
        @if !nama.is_empty() {
            ul.govuk-list { @for (lampiran, nama) in &nama {
                li { a.govuk-link href={ (naskah.href()) "/lampiran/" (lampiran) } { (nama) } }
            } }
        }
        @if !pendek.is_empty() { (page::inset(html! { (baris(&pendek)) })) }
        @if cuplikan.chars().count() > CUPLIKAN { (page::details("Baca seluruh teks", html! { p.govuk-body { (baris(&cuplikan)) } })) }
    })
}

/// Nothing is left.
pub fn habis(ctx: &Ctx, dilewati: usize) -> Result<Response> {
    let body = html! {
        (page::panel("Semua surat sudah diputuskan", html! {
            @if dilewati > 0 { (dilewati) " surat dilewati dan masih menunggu." } @else { "Tidak ada surat yang menunggu Anda." }
        }))
        p.govuk-body {
            @if dilewati > 0 { a.govuk-link href="/surat_masuk/hari_ini" { "Lihat yang dilewati" } }
            @else { a.govuk-link href="/surat_masuk" { "Ke kotak surat masuk" } }
        }
    };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Surat masuk", "/surat_masuk")];
    ctx.framed(StatusCode::OK, Options { title: "Surat hari ini", breadcrumbs, ..Options::default() }, body)
}
