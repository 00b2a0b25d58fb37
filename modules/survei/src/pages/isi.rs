//! The questionnaire: one page, nine questions, no script.
use http::StatusCode;
use kernel::page::{self, Choice, ChoiceLayout, Control, Form, Link, Text, TextKind, Width};
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::salah;
use crate::kuesioner::Kuesioner;
use crate::model::{DIMENSI, UNSUR_NAMA};

/// Longest comment, in characters.
pub const KOMENTAR: usize = 1000;

/// What the page is about.
pub struct Lembar<'a> {
    /// Where it is sent.
    pub action: &'a str,
    /// Name of the service.
    pub layanan: &'a str,
    /// Name of the agency.
    pub unit: &'a str,
    /// What is asked.
    pub kuesioner: &'a Kuesioner,
    /// The code of the day is asked for.
    pub sandi_harian: bool,
    /// Machines are held off: anybody may come here.
    pub tantangan: bool,
}

fn bingkai(ctx: &Ctx, status: StatusCode, judul: &str, salah: bool, isi: Markup) -> Result<Response> {
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Survei kepuasan", "/survei")];
    ctx.framed(status, Options { title: judul, breadcrumbs, has_errors: salah, refresh: None }, isi)
}

/// The questionnaire, with what was typed and what is wrong with it.
pub fn lembar(ctx: &Ctx, status: StatusCode, lembar: &Lembar<'_>, errors: &[FieldError]) -> Result<Response> {
    let form = ctx.form();
    let errors = salah(errors);
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let pertanyaan = html! {
        @for ((kunci, _), satu) in UNSUR_NAMA.iter().zip(&lembar.kuesioner.isi) {
            @let pilihan: Vec<Choice<'_>> = satu.jawab.iter().zip(["1", "2", "3", "4"]).map(|(jawab, nilai)| Choice::new(nilai, jawab.as_str())).collect();
            @let control = Control { name: kunci, label: &satu.tanya, error: page::error_of(&errors, kunci), size: page::LabelSize::Medium, ..Control::default() };
            (page::radios(&control, form.get(kunci), &pilihan, ChoiceLayout::Stacked))
        }
    };
    let diri = html! {
        @for satu in &DIMENSI {
            @let pilihan: Vec<Choice<'_>> = satu.kelompok.iter().map(|(nilai, label)| Choice::new(*nilai, *label)).collect();
            @let control = Control { name: satu.kunci, label: satu.label, optional: true, error: page::error_of(&errors, satu.kunci), ..Control::default() };
            (page::select(&control, form.get(satu.kunci), &pilihan, "Tidak diisi"))
        }
    };
    let komentar = Control {
        name: "komentar",
        label: "Saran atau komentar",
        hint: "Jangan tulis nama atau nomor telepon. Komentar dibaca petugas dan baru ditayangkan sesudah diperiksa.",
        optional: true,
        error: page::error_of(&errors, "komentar"),
        ..Control::default()
    };
    let sandi = Control {
        name: "sandi",
        label: "Sandi hari ini",
        hint: "Empat angka yang dipasang di tempat layanan.",
        error: page::error_of(&errors, "sandi"),
        ..Control::default()
    };
    let isi = page::column(html! {
        (page::error_summary(&errors))
        (page::heading(lembar.unit, "Bagaimana layanan kami?", html! {}))
        p.govuk-body-l { "Layanan: " strong { (lembar.layanan) } }
        p { "Sembilan pertanyaan, sekitar dua menit. Kami tidak meminta nama Anda, dan jawaban tidak dikaitkan dengan urusan Anda." }
        (page::form(&Form { action: lembar.action, csrf: &csrf, key: &key, ..Form::default() }, html! {
            @if lembar.sandi_harian {
                (page::text_input(&sandi, form.get("sandi"), &Text { kind: TextKind::Digits, width: Width::Chars5, autocomplete: "off", ..Text::default() }))
            }
            (pertanyaan)
            (page::fieldset("Tentang Anda (boleh dilewati)", diri))
            (page::textarea(&komentar, form.get("komentar"), 4, u32::try_from(KOMENTAR).ok()))
            @if lembar.tantangan { (ctx.challenge()?) }
            (page::submit("Kirim jawaban"))
        }))
    });
    bingkai(ctx, status, "Survei kepuasan", !errors.is_empty(), isi)
}

/// After an answer.
pub fn selesai(ctx: &Ctx) -> Result<Response> {
    let isi = page::column(html! {
        (page::panel("Terima kasih", html! { "Jawaban Anda sudah kami terima." }))
        p { "Hasil survei diumumkan setelah masa survei berakhir, beserta apa yang kami perbaiki." }
        p { a.govuk-link href="/survei" { "Lihat hasil survei" } }
    });
    bingkai(ctx, StatusCode::OK, "Terima kasih", false, isi)
}

/// For a link or a point that takes no answer.
pub fn tertutup(ctx: &Ctx, status: StatusCode, pesan: &str) -> Result<Response> {
    let isi = page::column(html! {
        (page::heading("Survei kepuasan", "Survei ini tidak dapat diisi", html! {}))
        p.govuk-body-l { (pesan) }
        p { a.govuk-link href="/survei" { "Lihat hasil survei" } }
    });
    bingkai(ctx, status, "Survei ini tidak dapat diisi", false, isi)
}
