//! The forms that open a file, change one, and take a package.
use kernel::page::{self, Choice, Control, Link};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::daftar::Lokasi;
use super::{Unit, bingkai, formulir, salah, teks};
use crate::hak::KELOLA;
use crate::model::Berkas;

/// Where its paper lies.
fn pilih_lokasi(ctx: &Ctx, berkas: Option<&Berkas>, lokasi: &Lokasi, galat: &[page::FormError]) -> Markup {
    let pilihan: Vec<Choice<'_>> =
        lokasi.iter().map(|(id, label)| Choice::new(id.to_string(), label.as_str())).collect();
    let bawaan = berkas.and_then(|satu| satu.lokasi).map(|id| id.to_string()).unwrap_or_default();
    let nilai = if ctx.form().has("lokasi") { ctx.form().get("lokasi").to_owned() } else { bawaan };
    let control = Control {
        name: "lokasi",
        label: "Lokasi",
        hint: "Tempat kertasnya; kosongkan bila hanya elektronik",
        error: page::error_of(galat, "lokasi"),
        ..Control::default()
    };
    page::select(&control, &nilai, &pilihan, "Tidak ada")
}

/// By which rule it collects.
fn aturan(ctx: &Ctx, berkas: Option<&Berkas>, galat: &[page::FormError]) -> Markup {
    let form = ctx.form();
    let kini = berkas.and_then(|satu| satu.aturan.as_ref());
    // A box that is not ticked is not sent: of a form that came, only what came counts.
    let dicentang = |nama: &str, bawaan: bool| if form.has("uraian") { form.has(nama) } else { bawaan };
    let isi = |nama: &str, bawaan: Option<&String>| {
        if form.has(nama) { form.get(nama).to_owned() } else { bawaan.cloned().unwrap_or_default() }
    };
    let kotak =
        |name, label, hint| Control { name, label, hint, error: page::error_of(galat, name), ..Control::default() };
    html! {
        (page::checkbox(&kotak("menampung", "Menampung arsip dengan sendirinya", "Naskah yang selesai dan arsip yang menunggu masuk ke berkas ini bila cocok dengan kode dan saringan di bawah"), dicentang("menampung", kini.is_some())))
        (teks("saring_kata", "Hanya yang judul atau nomornya memuat kata", &isi("saring_kata", kini.and_then(|satu| satu.kata.as_ref())), "Misalnya pengadaan laptop; semua katanya harus ada", galat))
        (teks("saring_jenis", "Hanya jenis", &isi("saring_jenis", kini.and_then(|satu| satu.jenis.as_ref())), "Misalnya Surat Perintah Tugas", galat))
        (page::checkbox(&kotak("lintas_tahun", "Arsip tahun lain juga", "Untuk perkara atau kegiatan yang berlangsung lebih dari setahun"), dicentang("lintas_tahun", kini.is_some_and(|satu| satu.lintas_tahun))))
    }
}

/// The form that changes a file.
pub fn ubah(ctx: &Ctx, status: u16, berkas: &Berkas, lokasi: &Lokasi, galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let form = ctx.form();
    let uraian = if form.has("uraian") { form.get("uraian") } else { &berkas.uraian };
    let isi = html! {
        (teks("uraian", "Uraian", uraian, "Kegiatan atau perkara yang dihimpun", &galat))
        (pilih_lokasi(ctx, Some(berkas), lokasi, &galat))
        @if berkas.status == "aktif" && !berkas.bawaan { (aturan(ctx, Some(berkas), &galat)) }
        (page::submit("Simpan"))
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Berkas arsip", &format!("Ubah berkas {}", berkas.nomor), html! {}))
        (page::column(formulir(ctx, &format!("{}/ubah", berkas.href()), Some(berkas.version), false, isi)?))
    };
    let induk = [Link::new("Berkas arsip", "/berkas_arsip"), Link::new(berkas.nomor.clone(), berkas.href())];
    bingkai(ctx, status, "Ubah berkas", &induk, !galat.is_empty(), body)
}

fn pilih_unit(ctx: &Ctx, unit: &Unit, galat: &[page::FormError]) -> Markup {
    let sendiri = ctx.actor.unit().map(|id| id.to_string()).unwrap_or_default();
    let nilai = if ctx.form().has("unit") { ctx.form().get("unit").to_owned() } else { sendiri };
    let control =
        Control { name: "unit", label: "Unit pengolah", error: page::error_of(galat, "unit"), ..Control::default() };
    page::select(&control, &nilai, &unit.pilihan(ctx, &ctx.scope_of(KELOLA)), "Pilih …")
}

/// The form that opens a file.
pub fn baru(ctx: &Ctx, unit: &Unit, lokasi: &Lokasi, galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let form = ctx.form();
    let tahun = if form.has("tahun") { form.get("tahun").to_owned() } else { ctx.today().year().to_string() };
    let isi = html! {
        (pilih_unit(ctx, unit, &galat))
        (teks("kode", "Kode klasifikasi", form.get("kode"), "Misalnya 500.12.6", &galat))
        (teks("tahun", "Tahun", &tahun, "", &galat))
        (teks("uraian", "Uraian", form.get("uraian"), "Kegiatan atau perkara yang dihimpun", &galat))
        (pilih_lokasi(ctx, None, lokasi, &galat))
        (aturan(ctx, None, &galat))
        (page::submit("Buka berkas"))
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kearsipan", "Buka berkas", html! {}))
        (page::column(formulir(ctx, "/berkas_arsip/baru", None, false, isi)?))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, "Buka berkas", &[Link::new("Berkas arsip", "/berkas_arsip")], !galat.is_empty(), body)
}

/// The form that takes a package.
pub fn muat(ctx: &Ctx, unit: &Unit, galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let isi = html! {
        (pilih_unit(ctx, unit, &galat))
        (page::upload(&Control { name: "paket", label: "Paket", hint: "Paket BagIt (ZIP) yang dibuat Pendopo.", error: page::error_of(&galat, "paket"), ..Control::default() }, &page::Upload { accept: ".zip", ..page::Upload::default() }))
        (page::submit("Muat paket"))
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kearsipan", "Muat paket arsip", html! {}))
        p { "Setiap nama, sidik, dan ukuran diperiksa dahulu. Paket yang sama boleh dimuat lagi: yang sudah ada tidak berubah." }
        (page::column(formulir(ctx, "/berkas_arsip/paket", None, true, isi)?))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, "Muat paket arsip", &[Link::new("Berkas arsip", "/berkas_arsip")], !galat.is_empty(), body)
}
