//! The tokens that are plugged into the server.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::page::{self, Column, Control, Form, Row, Table, Text, Tone, Width};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use pades::Certificate;
use uuid::Uuid;

use super::{bingkai, salah, tab, waktu};
use crate::token::{Galat, KeadaanPin, Token};

/// The page. `pemilik` has the names of those who sign with a certificate, by its fingerprint.
pub fn halaman(
    ctx: &Ctx,
    semua: &std::result::Result<Vec<Token>, Galat>,
    pemilik: &BTreeMap<String, String>,
    errors: &[FieldError],
    status: StatusCode,
) -> Result<Response> {
    let galat = salah(errors);
    let isi = match semua {
        Err(Galat::TanpaPustaka) => page::empty(
            "Token belum disiapkan",
            "Pasang pustaka PKCS#11 dari pembuat token pada server, lalu tulis jalurnya sebagai pkcs11 pada konfigurasi program (atau PENDOPO_PKCS11).",
            None,
        ),
        Err(galat) => html! {
            (page::warning(&galat.teks()))
            @if let Some(sebab) = galat.sebab() { (page::column(html! { p { "Keterangan untuk administrator: " code { (sebab) } } })) }
        },
        Ok(semua) if semua.is_empty() => page::empty(
            "Tidak ada token yang terpasang",
            "Pasang token pada server, bukan pada komputer di meja. Token di meja orang tidak terjangkau server.",
            None,
        ),
        Ok(semua) => {
            let mut isi = html! {};
            for satu in semua {
                isi = html! { (isi) (kartu(ctx, satu, pemilik, &galat)?) };
            }
            isi
        }
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Tanda tangan", "Token", html! {}))
        (tab(ctx))
        (isi)
    };
    bingkai(ctx, status, "Token", !galat.is_empty(), body)
}

fn nada(pin: KeadaanPin) -> Tone {
    match pin {
        KeadaanPin::Baik => Tone::Good,
        KeadaanPin::PernahSalah => Tone::Attention,
        KeadaanPin::PercobaanTerakhir | KeadaanPin::Terkunci | KeadaanPin::BelumDiatur => Tone::Bad,
    }
}

fn kartu(ctx: &Ctx, satu: &Token, pemilik: &BTreeMap<String, String>, galat: &[page::FormError]) -> Result<Markup> {
    let mut rows = vec![];
    for sertifikat in satu.sertifikat.iter().filter(|satu| !satu.is_ca()) {
        let sidik = sertifikat.fingerprint_hex();
        rows.push(Row::new(vec![
            html! { div {
                (sertifikat.subject()) br;
                span.pudar { "dari " (sertifikat.issuer()) ", nomor seri " (sertifikat.serial_hex()) }
            } },
            html! { (waktu(ctx, sertifikat.not_after())) },
            html! { @match pemilik.get(&sidik) { Some(nama) => { (nama) } None => { "–" } } },
            pakai(ctx, sertifikat, &sidik, galat)?,
        ]));
    }
    let judul = if satu.label.is_empty() { format!("Token {}", satu.nomor_seri) } else { satu.label.clone() };
    Ok(page::card(
        &judul,
        &[],
        html! {
            p { (page::tag(satu.pin.teks(), nada(satu.pin))) " " (satu.pembuat) ", nomor seri " (satu.nomor_seri) }
            @if rows.is_empty() {
                p { "Token ini tidak memuat sertifikat yang dapat dipakai menandatangani." }
            } @else {
                (page::table(&Table {
                    caption: format!("Sertifikat pada {judul}").into(),
                    caption_hidden: true,
                    columns: vec![Column::new("Sertifikat"), Column::new("Berlaku sampai"), Column::new("Dipakai"), Column::new("Akun")],
                    rows,
                    ..Table::default()
                }))
            }
        },
    ))
}

fn pakai(ctx: &Ctx, sertifikat: &Certificate, sidik: &str, galat: &[page::FormError]) -> Result<Markup> {
    if !sertifikat.valid_at(ctx.now) {
        return Ok(page::tag("Tidak berlaku", Tone::Neutral));
    }
    let (csrf, key) = (ctx.csrf()?, Uuid::now_v7().to_string());
    let form = Form { action: "/tanda_tangan/token/pakai", csrf: &csrf, key: &key, ..Form::default() };
    // The form that was sent shows what is wrong and what was typed.
    let ini = !galat.is_empty() && ctx.form().get("sidik").eq_ignore_ascii_case(sidik);
    let id = if ini { "akun".to_owned() } else { format!("akun-{sidik}") };
    let akun = Control {
        name: "akun",
        label: "Nama pengguna akun",
        id: &id,
        error: if ini { page::error_of(galat, "akun") } else { None },
        ..Control::default()
    };
    let isi = if ini { ctx.form().get("akun") } else { "" };
    Ok(page::form(
        &form,
        html! {
            (page::hidden("sidik", sidik))
            (page::text_input(&akun, isi, &Text { width: Width::Chars20, autocomplete: "off", ..Text::default() }))
            (page::submit("Pakai untuk akun ini"))
        },
    ))
}
