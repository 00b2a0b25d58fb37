//! The pages on which somebody applies.
use formulir::Form;
use kernel::page::{self, Button, ButtonKind, Control, FormError, Link, StepState, Text, TextKind};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::{alinea, saat};
use crate::ajuan::Pemohon;
use crate::cetak::{sebut_biaya, sebut_waktu};
use crate::model::{Keadaan, Permohonan};
use crate::standar::Standar;

/// The way to a page of an application.
pub fn jalan(satu: &Permohonan) -> Vec<Link<'static>> {
    vec![Link::new("Layanan", "/layanan"), Link::new(satu.judul.clone(), format!("/layanan/{}", satu.layanan))]
}

/// Before the first page: what is needed, how long it takes, what is done with the data.
pub fn awal(ctx: &Ctx, satu: &Standar) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let action = format!("{}/ajukan", satu.href());
    let key = ctx.new_form_key();
    let form = page::Form { action: &action, csrf: &csrf, key: &key, ..page::Form::default() };
    Ok(page::column(html! {
        (page::heading(&satu.nama, "Ajukan permohonan", html! {}))
        (page::metadata(&[
            page::Fact::new("Waktu", html! { (sebut_waktu(satu.jangka_waktu)) }),
            page::Fact::new("Biaya", html! { (sebut_biaya(satu.biaya)) }),
        ]))
        p.govuk-body { "Siapkan dahulu:" }
        ul.govuk-list.govuk-list--bullet { @for baris in satu.baris("persyaratan") { li { (baris) } } }
        p.govuk-body {
            "Tidak perlu akun. Setiap halaman disimpan saat Anda melanjutkan, dan Anda dapat berhenti lalu meneruskannya dengan kode. "
            "Isian yang tidak dikirim dihapus sesudah 14 hari."
        }
        p.govuk-body { "Data Anda hanya dipakai untuk memproses permohonan ini dan hanya dapat dibuka petugas layanan ini." }
        (page::form(&form, page::submit("Mulai mengisi")))
        p.govuk-body { a.govuk-link href="/layanan/status" { "Teruskan isian yang sudah disimpan" } }
    }))
}

fn urutan(langkah: &[(String, String)], kini: &str) -> Markup {
    let tempat = langkah.iter().position(|(_, href)| href == kini).unwrap_or(0);
    let semua: Vec<(Link<'_>, StepState)> = langkah
        .iter()
        .enumerate()
        .map(|(nomor, (judul, href))| {
            let keadaan = match nomor.cmp(&tempat) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Current,
                std::cmp::Ordering::Greater => StepState::Ahead,
            };
            let href = if keadaan == StepState::Done { href.as_str() } else { "" };
            (Link::new(judul.as_str(), href), keadaan)
        })
        .collect();
    page::steps("Langkah pengisian", &semua)
}

/// Keep for later, or throw away; below every page of a draft.
fn nanti(ctx: &Ctx, satu: &Permohonan) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let (simpan, hapus) = (format!("/permohonan/isi/{}/simpan", satu.id), format!("/permohonan/isi/{}/hapus", satu.id));
    let form = |action| page::Form { action, csrf: &csrf, ..page::Form::default() };
    if satu.keadaan != Keadaan::Draf {
        return Ok(html! {
            p.govuk-body { a.govuk-link href=(satu.href_resi()) { "Kembali ke status permohonan" } }
        });
    }
    Ok(html! {
        div.layar {
            (page::act(&form(&simpan), "Simpan, teruskan nanti", ButtonKind::Secondary))
            (page::details("Batalkan dan hapus isian ini", html! {
                p.govuk-body { "Semua isian dan berkas yang sudah Anda unggah dihapus." }
                (page::act(&form(&hapus), "Hapus isian", ButtonKind::Warning))
            }))
        }
    })
}

/// Who applies.
pub fn kontak(
    ctx: &Ctx,
    satu: &Permohonan,
    pemohon: &Pemohon,
    langkah: &[(String, String)],
    galat: &[FormError],
) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let action = format!("/permohonan/isi/{}/kontak", satu.id);
    let form = page::Form { action: &action, csrf: &csrf, ..page::Form::default() };
    let control = |name: &'static str, label: &'static str, hint: &'static str, optional| Control {
        name,
        label,
        hint,
        optional,
        error: page::error_of(galat, name),
        ..Control::default()
    };
    Ok(page::column(html! {
        (page::error_summary(galat))
        (page::heading(&satu.judul, "Siapa yang mengajukan", html! {}))
        (urutan(langkah, &action))
        @if satu.dibantu.is_some() {
            (page::inset(html! { p.govuk-body { "Anda membantu orang lain. Tulis nama dan kontak pemohon, bukan nama Anda." } }))
        }
        (page::form(&form, html! {
            (page::text_input(&control("nama", "Nama lengkap", "Sesuai kartu tanda penduduk atau akta badan usaha.", false), &pemohon.nama, &Text { autocomplete: "name", ..Text::default() }))
            (page::text_input(&control("surel", "Alamat surel", "Kabar permohonan dikirim ke sini.", true), &pemohon.surel, &Text { kind: TextKind::Email, autocomplete: "email", ..Text::default() }))
            (page::text_input(&control("telepon", "Nomor telepon", "Dihubungi hanya bila perlu.", true), &pemohon.telepon, &Text { kind: TextKind::Telephone, autocomplete: "tel", ..Text::default() }))
            (page::submit("Lanjut"))
        }))
        (nanti(ctx, satu)?)
    }))
}

/// One page of questions.
pub struct Halaman<'a> {
    /// The application.
    pub satu: &'a Permohonan,
    /// Its form.
    pub form: &'a Form,
    /// Number of the page, from 0.
    pub nomor: usize,
    /// All pages.
    pub jalan: &'a [(String, String)],
    /// Address of this page.
    pub kini: &'a str,
    /// Address of the page before.
    pub kembali: &'a str,
    /// The questions.
    pub isi: Markup,
    /// What is wrong.
    pub galat: &'a [FormError],
}

/// One page of questions.
pub fn langkah(ctx: &Ctx, halaman: &Halaman<'_>) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let Some(step) = halaman.form.steps.get(halaman.nomor) else { return Ok(html! {}) };
    // Answers are kept page by page, so a page that is sent twice is kept twice and changes nothing.
    let form = page::Form {
        action: halaman.kini,
        csrf: &csrf,
        multipart: halaman.form.step_has_uploads(halaman.nomor),
        ..page::Form::default()
    };
    Ok(page::column(html! {
        (page::error_summary(halaman.galat))
        (page::heading(&halaman.satu.judul, &step.title, html! {}))
        (urutan(halaman.jalan, halaman.kini))
        @if halaman.satu.keadaan == Keadaan::Perbaikan && !halaman.satu.alasan.is_empty() {
            (page::inset(html! { p.govuk-body { strong { "Yang diminta petugas: " } } (alinea(&halaman.satu.alasan)) }))
        }
        @if !step.about.is_empty() { p.govuk-body { (step.about) } }
        (page::form(&form, html! {
            (halaman.isi)
            (page::buttons(html! {
                (page::submit("Lanjut"))
                a.govuk-link href=(halaman.kembali) { "Kembali" }
            }))
        }))
        (nanti(ctx, halaman.satu)?)
    }))
}

/// Everything that was answered, before it is sent.
pub fn periksa(
    ctx: &Ctx,
    satu: &Permohonan,
    pemohon: &Pemohon,
    langkah: &[(String, String)],
    isi: Markup,
    galat: &[FormError],
) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let key = ctx.new_form_key();
    let kini = format!("/permohonan/isi/{}/periksa", satu.id);
    let action = format!("/permohonan/isi/{}/kirim", satu.id);
    let form = page::Form { action: &action, csrf: &csrf, key: &key, ..page::Form::default() };
    let ubah = || Some(Link::new("Ubah", format!("/permohonan/isi/{}/kontak", satu.id)));
    let kontak = [("Nama", &pemohon.nama), ("Surel", &pemohon.surel), ("Telepon", &pemohon.telepon)];
    let fakta: Vec<page::Fact<'_>> = kontak
        .into_iter()
        .map(|(label, nilai)| {
            let act = if satu.keadaan == Keadaan::Draf { ubah() } else { None };
            page::Fact { act, ..page::Fact::new(label, html! { (nilai) }) }
        })
        .collect();
    let perbaikan = satu.keadaan == Keadaan::Perbaikan;
    let benar = Control {
        name: "benar",
        label: "Isian dan berkas di atas benar, dan saya bertanggung jawab atasnya.",
        error: page::error_of(galat, "benar"),
        ..Control::default()
    };
    Ok(page::column(html! {
        (page::error_summary(galat))
        (page::heading(&satu.judul, "Periksa dan kirim", html! {}))
        (urutan(langkah, &kini))
        @if perbaikan && !satu.alasan.is_empty() {
            (page::inset(html! { p.govuk-body { strong { "Yang diminta petugas: " } } (alinea(&satu.alasan)) }))
        }
        (page::card("Kontak", &[], page::summary_list(&fakta)))
        (isi)
        (page::form(&form, html! {
            (page::checkbox(&benar, ctx.form().get("benar") == page::YES))
            (ctx.challenge()?)
            (page::button(&Button { label: if perbaikan { "Kirim perbaikan" } else { "Kirim permohonan" }, ..Button::default() }))
        }))
        (nanti(ctx, satu)?)
    }))
}

/// Number and word of a draft.
pub fn kode(ctx: &Ctx, satu: &Permohonan, kata: Option<&str>) -> Result<Markup> {
    Ok(page::column(html! {
        (page::panel("Isian tersimpan", html! { "Nomor " strong { (satu.sebut()) } }))
        @match kata {
            Some(kata) => {
                (page::summary_list(&[
                    page::Fact::new("Nomor", html! { (satu.sebut()) }),
                    page::Fact::new("Kata rahasia", html! { strong { (kata) } }),
                ]))
                p.govuk-body { "Catat keduanya. Kata rahasia tidak dapat kami tampilkan lagi sesudah dua jam." }
            }
            None => p.govuk-body { "Kata rahasianya sudah pernah ditampilkan. Simpan lagi untuk mendapat kode baru." }
        }
        @if let Some(akhir) = satu.kedaluwarsa {
            p.govuk-body { "Isian ini disimpan sampai " (page::moment(&saat(&ctx.app, akhir))) ", lalu dihapus." }
        }
        p.govuk-body { "Untuk meneruskan: buka " a.govuk-link href="/layanan/status" { "Cek status permohonan" } ", lalu tulis nomor dan kata itu." }
        (page::button_link("Teruskan sekarang", &format!("/permohonan/isi/{}", satu.id), ButtonKind::Primary))
    }))
}
