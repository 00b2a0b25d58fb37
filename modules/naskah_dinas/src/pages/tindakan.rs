//! What may be done with an outgoing letter, as forms and links on its page.
use kernel::page::{self, Button, ButtonKind, Control, Form, FormError, Upload};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use crate::model::{Naskah, PeranLangkah};
use crate::rules::keadaan::Aksi;
use crate::web::ruang::Ruang;

fn formulir(ctx: &Ctx, ruang: &Ruang, alamat: &str, multipart: bool, isi: Markup) -> Result<Markup> {
    let (csrf, key, version) = (ctx.csrf()?, ctx.new_form_key(), ruang.naskah.version.to_string());
    let action = format!("{}/{alamat}", ruang.naskah.href());
    Ok(page::form(
        &Form { action: &action, csrf: &csrf, key: &key, version: &version, multipart, ..Form::default() },
        isi,
    ))
}

fn tombol(ctx: &Ctx, ruang: &Ruang, alamat: &str, label: &str, kind: ButtonKind) -> Result<Markup> {
    formulir(ctx, ruang, alamat, false, page::button(&Button { label, kind, ..Button::default() }))
}

/// A form that opens when wanted, or when something in it is wrong.
fn terlipat(judul: &str, terbuka: bool, isi: Markup) -> Markup {
    html! {
        details.govuk-details open[terbuka] {
            summary.govuk-details__summary { span.govuk-details__summary-text { (judul) } }
            div.govuk-details__text { (page::column(isi)) }
        }
    }
}

fn catatan(
    ctx: &Ctx,
    galat: &[FormError],
    (nama, label): (&'static str, &'static str),
    tombol: &'static str,
    kind: ButtonKind,
) -> Markup {
    html! {
        (page::textarea(&Control { name: nama, label, error: page::error_of(galat, nama), ..Control::default() }, ctx.form().get(nama), 3, Some(1000)))
        (page::button(&Button { label: tombol, kind, ..Button::default() }))
    }
}

/// The decision that is asked of the person, below what it is about.
pub fn putusan(ctx: &Ctx, ruang: &Ruang, galat: &[FormError]) -> Result<Markup> {
    let Some((langkah, judul)) = ruang.giliran(ctx).filter(|_| ruang.boleh(ctx, Aksi::Setujui)) else {
        return Ok(html! {});
    };
    let (kepala, setuju) = match langkah.peran {
        PeranLangkah::Paraf => ("Naskah ini menunggu paraf Anda", "Bubuhkan paraf"),
        PeranLangkah::TandaTangan => ("Naskah ini menunggu persetujuan Anda", "Setujui dan beri nomor"),
    };
    let kembali = catatan(ctx, galat, ("catatan", "Catatan untuk pengonsep"), "Kembalikan", ButtonKind::Secondary);
    Ok(html! {
        section.kartu {
            div.kartu__kepala { h2.kartu__judul { (kepala) } }
            div.kartu__isi {
                p { "Anda bertindak sebagai " (judul) "." }
                (tombol(ctx, ruang, "setuju", setuju, ButtonKind::Primary)?)
                (page::button_link("Perbaiki isinya", &format!("{}/tulis", ruang.naskah.href()), ButtonKind::Secondary))
                (terlipat("Kembalikan dengan catatan", page::error_of(galat, "catatan").is_some(), formulir(ctx, ruang, "kembalikan", false, kembali)?))
            }
        }
    })
}

/// What its drafter does next.
pub fn pengonsep(ctx: &Ctx, ruang: &Ruang, galat: &[FormError]) -> Result<Markup> {
    let bisa = |aksi| ruang.boleh(ctx, aksi);
    // Whose turn it is decides; taking it back would look like a part of that.
    let tarik = bisa(Aksi::Tarik) && ruang.giliran(ctx).is_none();
    Ok(html! {
        @if bisa(Aksi::Tulis) {
            (page::button_link("Ubah naskah", &format!("{}/tulis", ruang.naskah.href()), ButtonKind::Primary))
            (tombol(ctx, ruang, "ajukan", "Ajukan untuk disetujui", ButtonKind::Secondary)?)
        }
        @if tarik { (tombol(ctx, ruang, "tarik", "Tarik kembali", ButtonKind::Secondary)?) }
        @if bisa(Aksi::TandaBasah) { (basah(ctx, ruang, galat)?) }
    })
}

/// What ends a letter, at the end of its page.
pub fn akhir(ctx: &Ctx, ruang: &Ruang, galat: &[FormError]) -> Result<Markup> {
    let batal = catatan(ctx, galat, ("alasan", "Alasan pembatalan"), "Batalkan naskah", ButtonKind::Warning);
    Ok(html! {
        @if ruang.boleh(ctx, Aksi::Batalkan) {
            (terlipat("Batalkan naskah", page::error_of(galat, "alasan").is_some(), formulir(ctx, ruang, "batal", false, html! {
                p { "Nomornya dicatat batal dan tidak dipakai lagi. Naskah tetap tersimpan dengan tanda batal, dan penerimanya diberi tahu." }
                (batal)
            })?))
        }
        @if ruang.boleh(ctx, Aksi::Hapus) {
            (terlipat("Hapus konsep", false, tombol(ctx, ruang, "hapus", "Hapus konsep ini", ButtonKind::Warning)?))
        }
    })
}

/// The way on for the signer whose electronic signature is awaited.
pub fn tanda_tangani(naskah: &Naskah) -> Markup {
    html! {
        section.kartu {
            div.kartu__kepala { h2.kartu__judul { "Naskah ini menunggu tanda tangan elektronik Anda" } }
            div.kartu__isi {
                p { "Nomor sudah diberikan dan dokumennya selesai disusun. Naskah dikirim begitu Anda menandatanganinya." }
                @if let Some(id) = naskah.permintaan {
                    (page::button_link("Tanda tangani sekarang", &format!("/tanda_tangan/permintaan/{id}"), ButtonKind::Primary))
                }
            }
        }
    }
}

fn basah(ctx: &Ctx, ruang: &Ruang, galat: &[FormError]) -> Result<Markup> {
    let besar = ctx.app.config.max_upload;
    let isi = html! {
        (page::upload(
            &Control { name: "pindaian", label: "Pindaian naskah yang ditandatangani", optional: true, error: page::error_of(galat, "pindaian"), ..Control::default() },
            &Upload { limits: "PDF atau gambar. Tanpa pindaian, dokumen tanpa tanda tangan yang disimpan.", max_bytes: Some(besar), ..Upload::default() },
        ))
        (page::submit("Sudah ditandatangani, kirim"))
    };
    Ok(html! {
        section.kartu {
            div.kartu__kepala { h2.kartu__judul { "Tanda tangan di kertas" } }
            div.kartu__isi { (page::column(formulir(ctx, ruang, "tanda-basah", true, isi)?)) }
        }
    })
}
