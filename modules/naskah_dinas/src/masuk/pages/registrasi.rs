//! The front desk: the form, and what waits there.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{
    self, ButtonKind, Choice, ChoiceLayout, Column, Control, Form, FormError, Link, Row, Table, Text, Upload, Width,
};
use kernel::port::Security;
use kernel::web::Options;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::kotak::baris_surat;
use super::tab;
use crate::disposisi::pages::galat;
use crate::jenis;
use crate::masuk::model::{Jalur, Surat};
use crate::masuk::store::Kembar;
use crate::masuk::surel::store::Pesan;
use crate::masuk::web::Meja;
use crate::model::Sifat;

/// GET and refused POST of the form.
pub fn formulir(ctx: &Ctx, meja: &Meja, salah: &[FieldError]) -> Result<Response> {
    let galat = galat(salah);
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Surat masuk", "Catat surat masuk", html! {}))
        (page::column(html! {
            @if let Some(pesan) = &meja.pesan {
                (page::inset(html! {
                    p { "Dari surel: " a.govuk-link href=(pesan.href()) { (pesan.hal) } }
                    p { "Lampiran surel ikut disimpan. Periksa pengirim, nomor, dan tanggal menurut naskahnya." }
                }))
            }
            @if !meja.kembar.is_empty() { (kembar(&meja.kembar)) }
            (page::form(&Form { action: "/surat_masuk/baru", csrf: &csrf, key: &key, multipart: true, ..Form::default() }, html! {
                @if let Some(pesan) = &meja.pesan { (page::hidden("surel", &pesan.id.to_string())) }
                (isian(ctx, meja, &galat))
                @if !meja.kembar.is_empty() {
                    (page::checkbox(&Control {
                        name: "tetap",
                        label: "Ini surat lain. Tetap catat",
                        hint: "Pilih berkasnya sekali lagi di atas bila tadi dilampirkan",
                        error: page::error_of(&galat, "tetap"),
                        ..Control::default()
                    }, false))
                }
                (page::buttons(html! {
                    (page::submit("Catat surat"))
                    (page::button_link("Batal", "/surat_masuk", ButtonKind::Text))
                }))
            }))
        }))
    };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Surat masuk", "/surat_masuk")];
    ctx.framed(
        status,
        Options { title: "Catat surat masuk", breadcrumbs, has_errors: !galat.is_empty(), refresh: None },
        body,
    )
}

fn kembar(semua: &[Kembar]) -> Markup {
    html! {
        (page::warning("Surat ini tampaknya sudah dicatat."))
        ul.govuk-list.govuk-list--bullet {
            @for satu in semua { li {
                "Agenda " (satu.agenda) ": " a.govuk-link href=(crate::model::href(satu.naskah)) { (satu.perihal) } " ("
                @if satu.berkas_sama { "isi berkasnya sama" } @else { "pengirim, nomor, dan tanggalnya sama" }
                ")"
            } }
        }
    }
}

fn isian(ctx: &Ctx, meja: &Meja, galat: &[FormError]) -> Markup {
    let form = ctx.form();
    let diisi = form.has("perihal");
    let bawaan = |nama: &str| -> String {
        if diisi {
            return form.get(nama).to_owned();
        }
        let pesan = meja.pesan.as_ref();
        match nama {
            "pengirim" => pesan.map(|pesan| pesan.pengirim.clone()).unwrap_or_default(),
            "perihal" => pesan.map(|pesan| pesan.hal.clone()).unwrap_or_default(),
            "diterima" => {
                let hari = pesan.map_or(ctx.today(), |pesan| pesan.diambil.to_offset(ctx.app.offset()).date());
                format!("{:02}-{:02}-{}", hari.day(), u8::from(hari.month()), hari.year())
            }
            "jalur" => pesan.map_or(Jalur::Loket, |_| Jalur::Surel).kode().to_owned(),
            "sifat" => Sifat::Biasa.kode().to_owned(),
            "keamanan" => Security::Biasa.as_str().to_owned(),
            "jenis" => "surat_dinas".to_owned(),
            _ => String::new(),
        }
    };
    let atur = |name: &'static str, label: &'static str, hint: &'static str, optional: bool| Control {
        name,
        label,
        hint,
        error: page::error_of(galat, name),
        optional,
        ..Control::default()
    };
    let jalur: Vec<Choice<'_>> = Jalur::SEMUA
        .iter()
        .filter(|satu| **satu != Jalur::Pendopo)
        .map(|satu| Choice::new(satu.kode(), satu.label()))
        .collect();
    let sifat: Vec<Choice<'_>> = Sifat::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let keamanan: Vec<Choice<'_>> = Security::ALL.iter().map(|satu| Choice::new(satu.as_str(), satu.label())).collect();
    let kinds: Vec<Choice<'_>> =
        jenis::semua().iter().map(|satu| Choice::new(satu.kunci.as_str(), satu.nama.as_str())).collect();
    let unit: Vec<(String, &str)> = meja.unit.iter().map(|(id, nama)| (id.to_string(), nama.as_str())).collect();
    let units: Vec<Choice<'_>> = unit.iter().map(|(id, nama)| Choice::new(id.as_str(), *nama)).collect();
    let batas = format!(
        "PDF, gambar hasil pindai, atau dokumen; tiap berkas paling besar {}.",
        kernel::indonesia::kalimat::ukuran(ctx.app.config.max_upload)
    );
    let hari = |nama: &'static str, label: &'static str, optional: bool| {
        page::date(&atur(nama, label, "", optional), &bawaan(nama))
    };
    html! {
        @if meja.pesan.is_none() && units.len() > 1 {
            (page::select(&atur("unit", "Unit penerima", "", false), form.get("unit"), &units, ""))
        }
        (page::upload(&atur("berkas", "Hasil pindai surat dan lampirannya", "", true), &Upload { multiple: true, limits: &batas, max_bytes: Some(ctx.app.config.max_upload), ..Upload::default() }))
        (page::text_input(&atur("pengirim", "Pengirim", "Instansi atau orang yang menandatangani", false), &bawaan("pengirim"), &Text::default()))
        (page::beside(&[
            page::text_input(&atur("nomor", "Nomor surat", "", true), &bawaan("nomor"), &Text { width: Width::Chars20, ..Text::default() }),
            hari("tanggal", "Tanggal surat", true),
        ]))
        (page::text_input(&atur("perihal", "Perihal", "", false), &bawaan("perihal"), &Text::default()))
        (page::beside(&[
            hari("diterima", "Tanggal diterima", false),
            page::select(&atur("jalur", "Cara diterima", "", false), &bawaan("jalur"), &jalur, ""),
        ]))
        (page::select(&atur("jenis", "Jenis naskah", "", false), &bawaan("jenis"), &kinds, ""))
        (page::radios(&atur("sifat", "Sifat", "", false), &bawaan("sifat"), &sifat, ChoiceLayout::Inline))
        (page::radios(&atur("keamanan", "Klasifikasi keamanan", "Surat rahasia hanya terbaca oleh orang yang disebut di bawah dan oleh Anda", false), &bawaan("keamanan"), &keamanan, ChoiceLayout::Inline))
        (page::text_input(&atur("untuk", "Untuk", "Kosongkan bila untuk kepala unit. Nama lengkap atau nama pengguna; pisahkan dengan titik koma", true), &bawaan("untuk"), &Text::default()))
        (page::details("Keterangan lain", html! {
            (page::text_input(&atur("klasifikasi", "Kode klasifikasi arsip", "Misalnya 000.1.2", true), &bawaan("klasifikasi"), &Text { width: Width::Chars20, ..Text::default() }))
            (page::text_input(&atur("lokasi", "Tempat berkas kertas", "Misalnya lemari 2, map 14", true), &bawaan("lokasi"), &Text::default()))
            (page::textarea(&atur("catatan", "Catatan", "", true), &bawaan("catatan"), 3, Some(2000)))
        }))
    }
}

/// What waits at the front desk: e-mails, and letters of other agencies.
pub fn belum(ctx: &Ctx, pesan: &[Pesan], surat: &[Surat], lanjut: Option<&str>) -> Result<Response> {
    let zona = ctx.app.profile.zone();
    let csrf = ctx.csrf()?;
    let surel: Vec<Row<'_>> = pesan
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href=(satu.href()) { (satu.hal) } },
                html! { (satu.pengirim) },
                html! { (tanggal::waktu_pendek(satu.diambil, zona)) },
                page::button_link("Catat", &format!("/surat_masuk/baru?surel={}", satu.id), ButtonKind::Secondary),
            ])
        })
        .collect();
    let lain: Vec<Row<'_>> = surat
        .iter()
        .map(|satu| {
            let mut baris = baris_surat(ctx, satu);
            baris.cells.pop();
            let (alamat, key) = (format!("{}/catat", satu.href()), Uuid::now_v7().to_string());
            baris.cells.push(page::act(
                &Form { action: &alamat, csrf: &csrf, key: &key, ..Form::default() },
                "Catat",
                ButtonKind::Secondary,
            ));
            baris
        })
        .collect();
    let kolom = || vec![Column::new("Surat"), Column::new("Dari"), Column::new("Diterima"), Column::new("Tindakan")];
    let lanjut = lanjut.map(|tempat| format!("/surat_masuk/belum_dicatat?setelah={tempat}"));
    let body = html! {
        (page::heading("Surat masuk", "Belum dicatat", page::button_link("Catat surat masuk", "/surat_masuk/baru", ButtonKind::Primary)))
        (tab(ctx, "/surat_masuk/belum_dicatat"))
        @if surel.is_empty() && lain.is_empty() {
            (page::empty("Semua surat sudah dicatat", "Surel dan surat dari perangkat daerah lain yang belum bernomor agenda muncul di sini.", None))
        }
        @if !lain.is_empty() {
            (page::table(&Table { caption: "Dikirim lewat Pendopo".into(), columns: kolom(), rows: lain, ..Table::default() }))
            (page::pagination(None, lanjut.as_deref(), ""))
        }
        @if !surel.is_empty() { (page::table(&Table { caption: "Dari kotak surel".into(), columns: kolom(), rows: surel, ..Table::default() })) }
    };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Surat masuk", "/surat_masuk")];
    ctx.framed(StatusCode::OK, Options { title: "Belum dicatat", breadcrumbs, ..Options::default() }, body)
}
