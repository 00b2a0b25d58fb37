//! Settings.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::page::{
    self, Button, ButtonKind, Choice, ChoiceLayout, Column, Control, Form, Row, Table, Text, TextKind, Upload, Width,
};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{bingkai, gangguan, isian_sandi, salah, tab};
use crate::model::{Jenis, Pengaturan, Tingkat, VersiBsre};
use crate::store::jangkar::Jangkar;

const HALAMAN: &str = "/tanda_tangan/pengaturan";

/// What was typed into a field, when this form was sent; else what is stored.
fn isi<'a>(ctx: &'a Ctx, nama: &str, tersimpan: &'a str) -> &'a str {
    if ctx.form().has(nama) { ctx.form().get(nama) } else { tersimpan }
}

fn kontrol<'a>(nama: &'a str, label: &'a str, hint: &'a str, galat: &'a [page::FormError]) -> Control<'a> {
    Control { name: nama, label, hint, error: page::error_of(galat, nama), ..Control::default() }
}

/// The page.
pub fn halaman(
    ctx: &Ctx,
    pengaturan: &Pengaturan,
    penanda: &[(Uuid, Jenis, bool)],
    nama: &BTreeMap<Uuid, String>,
    jangkar: &[Jangkar],
    errors: &[FieldError],
    status: StatusCode,
) -> Result<Response> {
    let galat = salah(errors);
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Tanda tangan", "Pengaturan", html! {}))
        (tab(ctx))
        (gangguan(ctx, pengaturan.tidak_menjawab_sejak))
        (page::card("Layanan BSrE dan tingkat tanda tangan", &[], layanan(ctx, pengaturan, &galat)?))
        (page::card("Cara akun menandatangani", &[], akun(ctx, pengaturan, penanda, nama, &galat)?))
        (page::card("Otoritas yang dipercaya", &[], kepercayaan(ctx, jangkar, &galat)?))
    };
    bingkai(ctx, status, "Pengaturan tanda tangan", !galat.is_empty(), body)
}

fn layanan(ctx: &Ctx, pengaturan: &Pengaturan, galat: &[page::FormError]) -> Result<Markup> {
    let (csrf, key, version) = (ctx.csrf()?, ctx.new_form_key(), pengaturan.version.to_string());
    let bsre = pengaturan.bsre.as_ref();
    let versi: Vec<Choice<'_>> =
        VersiBsre::SEMUA.into_iter().map(|satu| Choice::new(satu.kode(), satu.kode())).collect();
    let tingkat: Vec<Choice<'_>> =
        Tingkat::SEMUA.into_iter().map(|satu| Choice::new(satu.kode(), satu.teks())).collect();
    let pengguna = if bsre.is_some() { "Sudah diisi. Kosongkan bila tidak diganti." } else { "" };
    let form = Form { action: HALAMAN, csrf: &csrf, key: &key, version: &version, ..Form::default() };
    Ok(page::column(page::form(
        &form,
        html! {
            (page::text_input(&kontrol("alamat", "Alamat layanan", "Kosongkan bila layanan BSrE tidak dipakai.", galat), isi(ctx, "alamat", bsre.map_or("", |bsre| &bsre.alamat)), &Text { kind: TextKind::Url, ..Text::default() }))
            (page::radios(&kontrol("versi", "Versi layanan", "", galat), isi(ctx, "versi", bsre.map_or("v2", |bsre| bsre.versi.kode())), &versi, ChoiceLayout::Inline))
            (page::text_input(&kontrol("pengguna", "Nama pengguna aplikasi", pengguna, galat), isi(ctx, "pengguna", ""), &Text { width: Width::TwoThirds, autocomplete: "off", ..Text::default() }))
            (isian_sandi("sandi_layanan", "Kata sandi aplikasi", pengguna, galat, true))
            (page::radios(&kontrol("tingkat", "Tingkat tanda tangan otoritas daerah", "Tanda tangan BSrE selalu memakai tingkat yang ditetapkan BSrE.", galat), isi(ctx, "tingkat", pengaturan.tingkat.kode()), &tingkat, ChoiceLayout::Stacked))
            (page::submit("Simpan pengaturan"))
        },
    )))
}

fn akun(
    ctx: &Ctx,
    pengaturan: &Pengaturan,
    penanda: &[(Uuid, Jenis, bool)],
    nama: &BTreeMap<Uuid, String>,
    galat: &[page::FormError],
) -> Result<Markup> {
    let (csrf, key) = (ctx.csrf()?, Uuid::now_v7().to_string());
    let jenis: Vec<Choice<'_>> = Jenis::SEMUA.into_iter().map(|satu| Choice::new(satu.kode(), satu.teks())).collect();
    let rows = penanda
        .iter()
        .map(|(akun, jenis, segel)| {
            Row::new(vec![
                html! { (nama.get(akun).map_or("–", String::as_str)) },
                html! { (jenis.teks()) },
                html! { @if *segel { "Segel otomatis" } @else { "Dengan kata sandi orangnya" } },
            ])
        })
        .collect();
    let form = Form { action: "/tanda_tangan/pengaturan/penanda", csrf: &csrf, key: &key, ..Form::default() };
    Ok(html! {
        @if !penanda.is_empty() {
            (page::table(&Table {
                caption: "Akun yang sudah diatur".into(),
                columns: vec![Column::new("Akun"), Column::new("Lewat"), Column::new("Cara")],
                rows,
                ..Table::default()
            }))
        }
        (page::column(page::form(&form, html! {
            (page::text_input(&kontrol("akun", "Nama pengguna akun", "", galat), isi(ctx, "akun", ""), &Text { width: Width::Chars20, autocomplete: "off", ..Text::default() }))
            (page::radios(&kontrol("jenis", "Menandatangani lewat", "", galat), isi(ctx, "jenis", ""), &jenis, ChoiceLayout::Stacked))
            (page::text_input(&Control { optional: true, ..kontrol("nik", "NIK atau surel pada BSrE", "Hanya untuk BSrE. Disimpan tersegel dan tidak ditampilkan lagi.", galat) }, isi(ctx, "nik", ""), &Text { width: Width::Chars20, autocomplete: "off", ..Text::default() }))
            (page::checkbox(&kontrol("segel", "Segel perangkat daerah: dibubuhkan sistem tanpa kata sandi orang", "Untuk akun layanan, bukan untuk orang.", galat), isi(ctx, "segel", "") == "ya"))
            (page::buttons(html! {
                (page::submit("Simpan cara menandatangani"))
                @if pengaturan.bsre.is_some() {
                    (page::button(&Button { label: "Tanyakan status akun pada BSrE", kind: ButtonKind::Secondary, form_action: "/tanda_tangan/pengaturan/uji", ..Button::default() }))
                }
            }))
        })))
    })
}

fn kepercayaan(ctx: &Ctx, jangkar: &[Jangkar], galat: &[page::FormError]) -> Result<Markup> {
    let (csrf, key) = (ctx.csrf()?, Uuid::now_v7().to_string());
    let mut rows = vec![];
    for satu in jangkar {
        let action = format!("/tanda_tangan/pengaturan/jangkar/{}/hentikan", satu.id);
        let hentikan =
            page::act(&Form { action: &action, csrf: &csrf, ..Form::default() }, "Hentikan", ButtonKind::Text);
        rows.push(Row::new(vec![html! { (satu.nama) }, html! { code { (satu.sidik) } }, hentikan]));
    }
    let form =
        Form { action: "/tanda_tangan/pengaturan/jangkar", csrf: &csrf, key: &key, multipart: true, ..Form::default() };
    Ok(html! {
        p { "Akar otoritas daerah selalu dipercaya. Impor sertifikat Root CA Indonesia dan BSrE supaya tanda tangan dari instansi lain dikenali. Cocokkan sidiknya dengan sumber resmi." }
        @if !jangkar.is_empty() {
            (page::table(&Table {
                caption: "Sertifikat otoritas yang diimpor".into(),
                columns: vec![Column::new("Subjek"), Column::new("Sidik SHA-256"), Column::new("Tindakan")],
                rows,
                ..Table::default()
            }))
        }
        (page::column(page::form(&form, html! {
            (page::upload(&kontrol("berkas", "Sertifikat otoritas", "", galat), &Upload { accept: ".pem,.crt,.cer,.der", limits: "PEM atau DER, paling besar 1 MB.", ..Upload::default() }))
            (page::submit("Percayai sertifikat ini"))
        })))
    })
}
