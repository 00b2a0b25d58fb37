//! The signer's own certificate, and a certificate from a file.
use http::StatusCode;
use kernel::page::{self, Control, Fact, Form, Text, Upload, Width};
use kernel::{Ctx, FieldError, Response, Result};
use maud::html;

use super::otoritas::dua_sandi;
use super::{bingkai, isian_sandi, salah, tab, waktu};
use crate::model::Jenis;
use crate::store::pki::Sertifikat;

/// The signer's own certificate.
pub fn saya(
    ctx: &Ctx,
    jenis: Jenis,
    diizinkan: bool,
    milik: Option<&Sertifikat>,
    token: Option<&pades::Certificate>,
    errors: &[FieldError],
    status: StatusCode,
) -> Result<Response> {
    let galat = salah(errors);
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let buat = Form { action: "/tanda_tangan/saya/buat", csrf: &csrf, key: &key, ..Form::default() };
    let ganti = Form { action: "/tanda_tangan/saya/sandi", csrf: &csrf, key: &key, ..Form::default() };
    let isi = match (jenis, milik) {
        (Jenis::Bsre, _) => html! {
            p { "Anda menandatangani lewat " (jenis.teks()) ". Kata sandi dan sertifikatnya diurus pada layanan itu." }
        },
        (Jenis::Token, _) => html! {
            p { "Anda menandatangani dengan token yang terpasang pada server. PIN-nya diminta setiap kali Anda menandatangani dan tidak disimpan." }
            p { "PIN diganti dengan aplikasi token. PIN yang salah beberapa kali mengunci token." }
            @if let Some(pada) = token {
                (page::summary_list(&[
                    Fact::new("Pemilik", html! { (pada.subject()) }),
                    Fact::new("Penerbit", html! { (pada.issuer()) }),
                    Fact::new("Nomor seri", html! { (pada.serial_hex()) }),
                    Fact::new("Berlaku sampai", html! { (waktu(ctx, pada.not_after())) }),
                ]))
            }
        },
        (Jenis::Pki, Some(milik)) => html! {
            (page::summary_list(&[
                Fact::new("Pemilik", html! { (milik.subjek) }),
                Fact::new("Nomor seri", html! { (milik.serial) }),
                Fact::new("Berlaku sampai", html! { (waktu(ctx, milik.akhir)) }),
            ]))
            h2.govuk-heading-m { "Ganti kata sandi tanda tangan" }
            (page::form(&ganti, html! {
                (isian_sandi("lama", "Kata sandi lama", "", &galat, false))
                (dua_sandi(&galat))
                (page::submit("Ganti kata sandi"))
            }))
        },
        (Jenis::Pki, None) if diizinkan => html! {
            p { "Anda dapat menerbitkan sertifikat elektronik dari otoritas daerah. Pilih kata sandi yang hanya Anda ketahui: kata sandi ini berbeda dari kata sandi masuk, dan diminta setiap kali Anda menandatangani." }
            (page::form(&buat, html! { (dua_sandi(&galat)) (page::submit("Terbitkan sertifikat saya")) }))
        },
        (Jenis::Pki, None) => html! {
            p { "Anda belum memiliki sertifikat elektronik. Administrator mengatur dahulu cara Anda menandatangani." }
        },
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Tanda tangan", "Sertifikat saya", html! {}))
        (tab(ctx))
        (page::column(isi))
    };
    bingkai(ctx, status, "Sertifikat saya", !galat.is_empty(), body)
}

/// A certificate from a file.
pub fn unggah(ctx: &Ctx, errors: &[FieldError], status: StatusCode) -> Result<Response> {
    let galat = salah(errors);
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let kontrol = |name: &'static str, label: &'static str, hint: &'static str| Control {
        name,
        label,
        hint,
        error: page::error_of(&galat, name),
        ..Control::default()
    };
    let form =
        Form { action: "/tanda_tangan/sertifikat/unggah", csrf: &csrf, key: &key, multipart: true, ..Form::default() };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Sertifikat elektronik", "Unggah sertifikat", html! {}))
        (page::column(page::form(&form, html! {
            (page::upload(&kontrol("berkas", "Berkas sertifikat", "Tanpa kunci pribadi."), &Upload { accept: ".pem,.crt,.cer,.der", limits: "PEM atau DER, paling besar 256 KB.", ..Upload::default() }))
            (page::text_input(&Control { optional: true, ..kontrol("akun", "Nama pengguna pemilik", "Pemilik ikut diingatkan sebelum sertifikatnya berakhir.") }, ctx.form().get("akun"), &Text { width: Width::Chars20, autocomplete: "off", ..Text::default() }))
            (page::text_input(&Control { optional: true, ..kontrol("dipakai_untuk", "Dipakai untuk", "") }, ctx.form().get("dipakai_untuk"), &Text::default()))
            (page::submit("Baca dan catat"))
        })))
    };
    bingkai(ctx, status, "Unggah sertifikat", !galat.is_empty(), body)
}
