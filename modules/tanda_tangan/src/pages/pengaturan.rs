//! Settings.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::page::{
    self, Button, ButtonKind, Choice, ChoiceLayout, Column, Control, Form, Row, Table, Text, TextKind, Tone, Upload,
    Width,
};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{bingkai, gangguan, isian_sandi, salah, tab, waktu};
use crate::model::{Jenis, PenandaAkun, Pengaturan, Tingkat, VersiBsre};
use crate::store::jangkar::Jangkar;

const HALAMAN: &str = "/tanda_tangan/pengaturan";

/// What was typed into a field, when this form was sent; else what is stored.
fn isi<'a>(ctx: &'a Ctx, nama: &str, tersimpan: &'a str) -> &'a str {
    if ctx.form().has(nama) { ctx.form().get(nama) } else { tersimpan }
}

fn kontrol<'a>(nama: &'a str, label: &'a str, hint: &'a str, galat: &'a [page::FormError]) -> Control<'a> {
    Control { name: nama, label, hint, error: page::error_of(galat, nama), ..Control::default() }
}

/// What the page shows.
pub struct Isi<'a> {
    /// What the administrator decided.
    pub pengaturan: &'a Pengaturan,
    /// How accounts sign: account, through what, as a seal.
    pub penanda: &'a [(Uuid, Jenis, bool)],
    /// Seals of the national service.
    pub segel: &'a [PenandaAkun],
    /// Names of the accounts.
    pub nama: &'a BTreeMap<Uuid, String>,
    /// Certificates that are trusted.
    pub jangkar: &'a [Jangkar],
}

/// The page.
pub fn halaman(ctx: &Ctx, isi: &Isi<'_>, errors: &[FieldError], status: StatusCode) -> Result<Response> {
    let galat = salah(errors);
    let Isi { pengaturan, penanda, segel, nama, jangkar } = *isi;
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Tanda tangan", "Pengaturan", html! {}))
        (tab(ctx))
        (gangguan(ctx, pengaturan.tidak_menjawab_sejak))
        (page::card("Layanan BSrE dan tingkat tanda tangan", &[], layanan(ctx, pengaturan, &galat)?))
        (page::card("Cara akun menandatangani", &[], akun(ctx, pengaturan, penanda, nama, &galat)?))
        @for satu in segel { (kartu_segel(ctx, satu, nama.get(&satu.akun).map_or("", String::as_str), &galat)?) }
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
    // Of a token the certificate is chosen where it is seen.
    let jenis: Vec<Choice<'_>> =
        [Jenis::Bsre, Jenis::Pki].into_iter().map(|satu| Choice::new(satu.kode(), satu.teks())).collect();
    let rows = penanda
        .iter()
        .map(|(akun, jenis, segel)| {
            Row::new(vec![
                html! { (nama.get(akun).map_or("–", String::as_str)) },
                html! { (jenis.teks()) },
                html! { @if *segel { "Segel otomatis" } @else { "Dengan " (jenis.sandi()) " orangnya" } },
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
            (page::radios(&kontrol("jenis", "Menandatangani lewat", "Untuk token yang terpasang pada server, pilih sertifikatnya pada halaman Token.", galat), isi(ctx, "jenis", ""), &jenis, ChoiceLayout::Stacked))
            (page::text_input(&Control { optional: true, ..kontrol("nik", "NIK atau surel pada BSrE", "Hanya untuk BSrE; untuk segel BSrE isi nomor pelanggannya (idSubscriber). Disimpan tersegel dan tidak ditampilkan lagi.", galat) }, isi(ctx, "nik", ""), &Text { width: Width::Chars20, autocomplete: "off", ..Text::default() }))
            (page::checkbox(&kontrol("segel", "Segel perangkat daerah: dibubuhkan sistem tanpa kata sandi orang", "Untuk akun layanan, bukan untuk orang. Segel BSrE diaktifkan sesudah disimpan.", galat), isi(ctx, "segel", "") == "ya"))
            (page::buttons(html! {
                (page::submit("Simpan cara menandatangani"))
                @if pengaturan.bsre.is_some() {
                    (page::button(&Button { label: "Tanyakan status akun pada BSrE", kind: ButtonKind::Secondary, form_action: "/tanda_tangan/pengaturan/uji", ..Button::default() }))
                }
            }))
        })))
    })
}

/// A seal at the national service: whether it is active, and making it so.
fn kartu_segel(ctx: &Ctx, segel: &PenandaAkun, nama: &str, galat: &[page::FormError]) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let jalan = |apa: &str| format!("/tanda_tangan/pengaturan/segel/{}/{apa}", segel.akun);
    let (minta, aktifkan, cabut) = (jalan("minta"), jalan("aktifkan"), jalan("cabut"));
    let form = |action| Form { action, csrf: &csrf, ..Form::default() };
    // The form that was sent shows what is wrong and what was typed.
    let ini = !galat.is_empty() && ctx.uri_path() == aktifkan;
    let id = if ini { "kode_aktivasi".to_owned() } else { format!("kode_aktivasi-{}", segel.akun) };
    let kode = Control {
        name: "kode_aktivasi",
        label: "Kode aktivasi",
        hint: "Dari surel BSrE kepada penanggung jawab segel. Disimpan tersegel dan diperbarui sendiri.",
        id: &id,
        error: if ini { page::error_of(galat, "kode_aktivasi") } else { None },
        ..Control::default()
    };
    let berakhir = segel.aktif_sampai.is_some_and(|sampai| sampai <= ctx.now);
    Ok(page::card(
        &format!("Segel BSrE: {nama}"),
        &[],
        page::column(html! {
            p {
                @if segel.sandi.is_none() { (page::tag("Belum aktif", Tone::Attention)) }
                @else if berakhir { (page::tag("Aktivasi berakhir", Tone::Bad)) }
                @else { (page::tag("Aktif", Tone::Good)) }
                @if let Some(sampai) = segel.aktif_sampai { " sampai " (waktu(ctx, sampai)) }
            }
            (page::act(&form(&minta), "Minta kode aktivasi", ButtonKind::Secondary))
            (page::form(&form(&aktifkan), html! {
                (page::text_input(&kode, if ini { ctx.form().get("kode_aktivasi") } else { "" }, &Text { width: Width::Chars20, autocomplete: "off", ..Text::default() }))
                (page::submit("Aktifkan segel"))
            }))
            @if segel.sandi.is_some() { (page::act(&form(&cabut), "Cabut aktivasi", ButtonKind::Warning)) }
        }),
    ))
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
