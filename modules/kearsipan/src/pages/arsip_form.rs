//! The forms that register an item and change what describes it.
use kernel::page::{self, Choice, Control, Link};
use kernel::port::Security;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{Unit, bingkai, formulir, isian_hari, salah, tanggalan, teks};
use crate::hak::KELOLA;
use crate::model::Arsip;
use crate::web::PERKEMBANGAN;

/// Security classes to choose from.
pub fn pilihan_keamanan() -> Vec<Choice<'static>> {
    Security::ALL.into_iter().map(|satu| Choice::new(satu.as_str(), satu.label())).collect()
}

/// A choice with its error.
fn pilih_salah(
    galat: &[page::FormError],
    name: &'static str,
    label: &'static str,
    nilai: &str,
    pilihan: &[Choice<'_>],
) -> Markup {
    let control = Control { name, label, error: page::error_of(galat, name), ..Control::default() };
    page::select(&control, nilai, pilihan, "Pilih …")
}

/// What was typed, or what stands there.
fn nilai(ctx: &Ctx, nama: &str, bawaan: &str) -> String {
    if ctx.form().has(nama) { ctx.form().get(nama).to_owned() } else { bawaan.to_owned() }
}

/// What describes an item, before it is known of what it is made.
fn keterangan(ctx: &Ctx, arsip: Option<&Arsip>, galat: &[page::FormError]) -> Markup {
    let bawaan = |dari: fn(&Arsip) -> String| arsip.map(dari).unwrap_or_default();
    html! {
        (teks("judul", "Judul atau uraian", &nilai(ctx, "judul", &bawaan(|satu| satu.judul.clone())), "", galat))
        (teks("nomor", "Nomor", &nilai(ctx, "nomor", &bawaan(|satu| satu.nomor.clone().unwrap_or_default())), "Kosongkan bila tidak bernomor", galat))
        (teks("jenis", "Jenis", &nilai(ctx, "jenis", &bawaan(|satu| satu.jenis.clone())), "Misalnya Surat Dinas, Laporan, Foto", galat))
        (tanggalan("tanggal", "Tanggal", &nilai(ctx, "tanggal", &bawaan(|satu| isian_hari(satu.tanggal))), galat))
    }
}

/// Stages of development to choose from.
fn perkembangan(ctx: &Ctx, bawaan: &str, galat: &[page::FormError]) -> Markup {
    let pilihan: Vec<Choice<'_>> = PERKEMBANGAN.iter().map(|kata| Choice::new(*kata, *kata)).collect();
    pilih_salah(galat, "perkembangan", "Tingkat perkembangan", &nilai(ctx, "perkembangan", bawaan), &pilihan)
}

/// Of what it is made, how much, and where that lies.
fn wujud(ctx: &Ctx, arsip: Option<&Arsip>, lokasi: &[(Uuid, String)], galat: &[page::FormError]) -> Markup {
    let media = [Choice::new("kertas", "Kertas"), Choice::new("elektronik", "Elektronik")];
    let lokasi: Vec<Choice<'_>> =
        lokasi.iter().map(|(id, label)| Choice::new(id.to_string(), label.as_str())).collect();
    let jumlah = arsip.map_or_else(|| "1".to_owned(), |satu| satu.jumlah.to_string());
    let tempat = arsip.and_then(|satu| satu.lokasi).map(|id| id.to_string()).unwrap_or_default();
    let control = Control {
        name: "lokasi",
        label: "Lokasi",
        hint: "Tempat arsip kertas; kosongkan untuk arsip elektronik",
        error: page::error_of(galat, "lokasi"),
        ..Control::default()
    };
    html! {
        (pilih_salah(galat, "media", "Media", &nilai(ctx, "media", arsip.map_or("kertas", |satu| satu.media.as_str())), &media))
        (teks("jumlah", "Jumlah", &nilai(ctx, "jumlah", &jumlah), "", galat))
        (teks("satuan", "Satuan", &nilai(ctx, "satuan", arsip.map_or("lembar", |satu| satu.satuan.as_str())), "Misalnya lembar, boks, berkas", galat))
        (page::select(&control, &nilai(ctx, "lokasi", &tempat), &lokasi, "Tidak ada"))
    }
}

/// The form that registers one.
pub fn baru(ctx: &Ctx, unit: &Unit, lokasi: &[(Uuid, String)], galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let sendiri = ctx.actor.unit().map(|id| id.to_string()).unwrap_or_default();
    let isi = html! {
        (pilih_salah(&galat, "unit", "Unit pengolah", &nilai(ctx, "unit", &sendiri), &unit.pilihan(ctx, &ctx.scope_of(KELOLA))))
        (keterangan(ctx, None, &galat))
        (teks("kode", "Kode klasifikasi", &nilai(ctx, "kode", ""), "Misalnya 500.12.6; kosongkan untuk diberkaskan nanti", &galat))
        (pilih_salah(&galat, "keamanan", "Klasifikasi keamanan", &nilai(ctx, "keamanan", "biasa"), &pilihan_keamanan()))
        (perkembangan(ctx, "asli", &galat))
        (wujud(ctx, None, lokasi, &galat))
        (page::upload(&Control { name: "isi", label: "Hasil pindai atau berkas", optional: true, error: page::error_of(&galat, "isi"), ..Control::default() }, &page::Upload { multiple: true, ..page::Upload::default() }))
        (page::submit("Daftarkan"))
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kearsipan", "Daftarkan arsip", html! {}))
        (page::column(formulir(ctx, "/arsip/baru", None, true, isi)?))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, "Daftarkan arsip", &[Link::new("Arsip", "/arsip")], !galat.is_empty(), body)
}

/// The form that changes what describes one; of a letter only what keeps it.
pub fn ubah(ctx: &Ctx, arsip: &Arsip, lokasi: &[(Uuid, String)], galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let isi = html! {
        @if arsip.subjek.is_none() {
            (keterangan(ctx, Some(arsip), &galat))
            (perkembangan(ctx, &arsip.perkembangan, &galat))
        } @else {
            (page::inset(html! { "Judul, nomor, jenis, dan tanggal arsip ini mengikuti naskahnya." }))
        }
        (wujud(ctx, Some(arsip), lokasi, &galat))
        (page::submit("Simpan"))
    };
    let action = format!("{}/ubah", arsip.href());
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Arsip", "Ubah keterangan", html! {}))
        p { (arsip.judul) }
        (page::column(formulir(ctx, &action, Some(arsip.version), false, isi)?))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    let induk = [Link::new("Arsip", "/arsip"), Link::new("Satu arsip", arsip.href())];
    bingkai(ctx, status, "Ubah keterangan arsip", &induk, !galat.is_empty(), body)
}
