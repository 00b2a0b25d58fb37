//! The own authority, the signer's own certificate, and a certificate from a file.
use http::StatusCode;
use kernel::page::{
    self, Button, ButtonKind, Choice, Column, Control, Fact, Form, Link, Row, Table, Text, Tone, Upload, Width,
};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{bingkai, isian_sandi, salah, tab, waktu};
use crate::model::Jenis;
use crate::pki::ALASAN_CABUT;
use crate::store::pki::{JenisOtoritas, Otoritas, Sertifikat};

fn dua_sandi(galat: &[page::FormError]) -> Markup {
    html! {
        (isian_sandi("sandi", "Kata sandi", "Paling sedikit 12 karakter. Tidak dapat dipulihkan bila lupa.", galat, true))
        (isian_sandi("sandi_ulang", "Ulangi kata sandi", "", galat, true))
    }
}

/// The page of the authority.
pub fn halaman(
    ctx: &Ctx,
    otoritas: &[Otoritas],
    daftar: &[Sertifikat],
    errors: &[FieldError],
    status: StatusCode,
) -> Result<Response> {
    let galat = salah(errors);
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let buat = Form { action: "/tanda_tangan/otoritas/buat", csrf: &csrf, key: &key, ..Form::default() };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Tanda tangan", "Otoritas sertifikat daerah", html! {}))
        (tab(ctx))
        @if otoritas.is_empty() {
            (page::column(html! {
                p { "Daerah yang belum memakai BSrE dapat menandatangani dengan sertifikat dari otoritasnya sendiri. Tanda tangan itu melindungi keutuhan naskah; pengakuan di luar daerah tetap memerlukan sertifikat penyelenggara yang diakui negara." }
                p { "Kata sandi di bawah ini melindungi kunci akar. Simpan tertulis di tempat terkunci." }
                (page::form(&buat, html! { (dua_sandi(&galat)) (page::submit("Buat otoritas sertifikat")) }))
            }))
        } @else {
            (bagian(ctx, otoritas))
            (akar(ctx, otoritas, &galat)?)
            h2.govuk-heading-m { "Sertifikat yang diterbitkan" }
            (terbitan(ctx, daftar, &galat)?)
            (page::details("Ganti otoritas", page::column(page::form(&buat, html! {
                p { "Otoritas lama tidak menerbitkan lagi. Tanda tangan lama tetap dipercaya; setiap orang perlu menerbitkan sertifikat baru." }
                (dua_sandi(&galat))
                (page::checkbox(&Control { name: "ganti", label: "Ya, ganti otoritas sertifikat", ..Control::default() }, false))
                (page::button(&Button { label: "Ganti otoritas sertifikat", kind: ButtonKind::Warning, ..Button::default() }))
            }))))
        }
    };
    bingkai(ctx, status, "Otoritas sertifikat daerah", !galat.is_empty(), body)
}

fn bagian(ctx: &Ctx, otoritas: &[Otoritas]) -> Markup {
    let rows = otoritas
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { (satu.jenis.teks()) },
                html! { (satu.subjek) br; span.pudar { "nomor seri " (satu.serial) } },
                html! { (waktu(ctx, satu.akhir)) },
            ])
        })
        .collect();
    html! {
        (page::table(&Table {
            caption: "Susunan otoritas".into(),
            columns: vec![Column::new("Bagian"), Column::new("Subjek"), Column::new("Berlaku sampai")],
            rows,
            ..Table::default()
        }))
        ul.govuk-list.govuk-list--bullet {
            li { a.govuk-link href="/pki/akar.cer" { "Sertifikat akar" } }
            li { a.govuk-link href="/pki/penerbit.cer" { "Sertifikat penerbit" } }
            li { a.govuk-link href="/pki/crl/akar.crl" { "Daftar pencabutan akar" } }
            li { a.govuk-link href="/pki/crl/penerbit.crl" { "Daftar pencabutan penerbit" } }
        }
    }
}

fn akar(ctx: &Ctx, otoritas: &[Otoritas], galat: &[page::FormError]) -> Result<Markup> {
    let Some(akar) = otoritas.iter().find(|satu| satu.jenis == JenisOtoritas::Akar) else { return Ok(html! {}) };
    let csrf = ctx.csrf()?;
    let key = Uuid::now_v7().to_string();
    let lepas = Form { action: "/tanda_tangan/otoritas/lepas", csrf: &csrf, ..Form::default() };
    let daftar = Form { action: "/tanda_tangan/otoritas/daftar", csrf: &csrf, key: &key, ..Form::default() };
    let kunci = Control {
        name: "kunci",
        label: "Isi berkas kunci akar",
        hint: "Buka berkas yang dahulu diunduh dari halaman ini dengan penyunting teks, lalu salin seluruhnya.",
        error: page::error_of(galat, "kunci"),
        ..Control::default()
    };
    Ok(page::card(
        "Kunci akar",
        &[],
        html! {
            @if akar.kunci.is_some() {
                p { "Kunci akar masih disimpan di sistem ini, terkunci dengan kata sandinya. Unduh, simpan di dua tempat yang aman, lalu hapus dari sini." }
                (page::buttons(html! {
                    (page::button_link("Unduh kunci akar", "/tanda_tangan/otoritas/kunci", ButtonKind::Secondary))
                    (page::act(&lepas, "Hapus kunci akar dari sistem ini", ButtonKind::Warning))
                }))
            } @else {
                p { "Kunci akar tidak disimpan di sistem ini." }
            }
            (buka(page::error_of(galat, "kunci").is_some() || page::error_of(galat, "sandi_akar").is_some(), "Perbarui daftar pencabutan akar", page::column(html! {
                p { "Daftar ini berlaku 400 hari. Perbarui sekali setahun dengan kunci akar." }
                (page::form(&daftar, html! {
                    @if akar.kunci.is_none() { (page::textarea(&kunci, ctx.form().get("kunci"), 6, None)) }
                    (isian_sandi("sandi_akar", "Kata sandi kunci akar", "", galat, false))
                    (page::submit("Perbarui daftar"))
                }))
            })))
        },
    ))
}

/// Details that stand open when a form inside came back.
fn buka(terbuka: bool, judul: &str, isi: Markup) -> Markup {
    html! {
        details.govuk-details open[terbuka] {
            summary.govuk-details__summary { span.govuk-details__summary-text { (judul) } }
            div.govuk-details__text { (isi) }
        }
    }
}

fn terbitan(ctx: &Ctx, daftar: &[Sertifikat], galat: &[page::FormError]) -> Result<Markup> {
    if daftar.is_empty() {
        return Ok(page::empty(
            "Belum ada sertifikat",
            "Atur akun pada halaman Pengaturan; pemiliknya lalu menerbitkan sertifikat dengan kata sandinya sendiri.",
            Some(&Link::new("Pengaturan", "/tanda_tangan/pengaturan")),
        ));
    }
    let csrf = ctx.csrf()?;
    let alasan: Vec<Choice<'_>> = ALASAN_CABUT.iter().map(|(kode, teks, _)| Choice::new(*kode, *teks)).collect();
    let rows = daftar
        .iter()
        .map(|satu| {
            let (action, key) =
                (format!("/tanda_tangan/otoritas/sertifikat/{}/cabut", satu.id), Uuid::now_v7().to_string());
            let form = Form { action: &action, csrf: &csrf, key: &key, ..Form::default() };
            // The form that was sent shows what is wrong and what was typed.
            let ini = !galat.is_empty() && ctx.uri_path() == action;
            let id = |nama: &str| if ini { nama.to_owned() } else { format!("{nama}-{}", satu.id) };
            let isi = |nama: &str| if ini { ctx.form().get(nama) } else { "" };
            let salah = |nama: &str| if ini { page::error_of(galat, nama) } else { None };
            Row::new(vec![
                html! { div { (satu.subjek) br; span.pudar { "nomor seri " (satu.serial) } } },
                html! { (waktu(ctx, satu.akhir)) },
                html! { div {
                    @if let Some(pada) = satu.dicabut { (page::tag("Dicabut", Tone::Bad)) br; span.pudar { (waktu(ctx, pada)) } }
                    @else if satu.akhir <= ctx.now { (page::tag("Berakhir", Tone::Neutral)) }
                    @else {
                        (page::tag("Berlaku", Tone::Good))
                        (buka(ini, "Cabut", page::form(&form, html! {
                            (page::select(&Control { name: "alasan", label: "Alasan", id: &id("alasan"), error: salah("alasan"), ..Control::default() }, isi("alasan"), &alasan, "Pilih alasan"))
                            (page::text_input(&Control { name: "keterangan", label: "Keterangan", id: &id("keterangan"), optional: true, error: salah("keterangan"), ..Control::default() }, isi("keterangan"), &Text::default()))
                            (page::button(&Button { label: "Cabut sertifikat", kind: ButtonKind::Warning, ..Button::default() }))
                        })))
                    }
                } },
            ])
        })
        .collect();
    Ok(page::table(&Table {
        caption: "Sertifikat, terbaru dahulu".into(),
        caption_hidden: true,
        columns: vec![Column::new("Pemilik"), Column::new("Berlaku sampai"), Column::new("Keadaan")],
        rows,
        ..Table::default()
    }))
}

/// The signer's own certificate.
pub fn saya(
    ctx: &Ctx,
    jenis: Jenis,
    diizinkan: bool,
    milik: Option<&Sertifikat>,
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
