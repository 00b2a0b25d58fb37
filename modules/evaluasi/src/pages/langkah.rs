//! An act on a period, before it is done.

use kernel::page::{self, ButtonKind, Control, Form, error_of};
use kernel::web::Response;
use kernel::{Ctx, FieldError, Result};
use maud::html;

use super::bagian::{Tampilan, halaman_periode, isian, kesalahan};
use crate::ruang::Ruang;
use crate::rules::alur::{Langkah, Tindakan};

pub(crate) fn halaman(
    ctx: &Ctx,
    ruang: &Ruang,
    langkah: &Langkah,
    perlu_alasan: bool,
    kurang: &[&'static str],
    galat: &[FieldError],
) -> Result<Response> {
    let p = &ruang.periode;
    let kesalahan = kesalahan(galat);
    let tindakan = langkah.tindakan;
    let tujuan = format!("{}/langkah/{}", p.href(), tindakan.id());
    let versi = p.version.to_string();
    let isi = html! {
        (page::heading(&p.nama, tindakan.nama(), html! {}))
        (page::column(html! {
            p.govuk-body-l { (akibat(tindakan)) }
            @if langkah.dari != langkah.ke {
                p.govuk-body { "Periode berpindah dari " strong { (langkah.dari.nama()) } " ke " strong { (langkah.ke.nama()) } "." }
            }
            @if tindakan == Tindakan::Bekukan {
                (page::warning("Sesudah dibekukan, nilai, bukti, tim, dan rekomendasi tidak dapat diubah lagi oleh siapa pun."))
            }
            @if kurang.is_empty() {
                (page::form(&Form { action: &tujuan, csrf: &ctx.csrf()?, key: &ctx.new_form_key(), version: &versi, ..Form::default() }, html! {
                    @if perlu_alasan {
                        (page::textarea(&Control { name: "alasan", label: "Alasan", hint: "Dibaca oleh tim.", error: error_of(&kesalahan, "alasan"), ..Control::default() },
                            &isian(ctx, "alasan", ""), 4, Some(2000)))
                    }
                    (page::buttons(html! {
                        (page::button(&page::Button { label: tindakan.nama(), kind: if tindakan == Tindakan::Bekukan { ButtonKind::Warning } else { ButtonKind::Primary }, ..page::Button::default() }))
                        a.govuk-link href=(p.href()) { "Batal" }
                    }))
                }))
            } @else {
                h2.govuk-heading-m { "Belum dapat dilakukan" }
                ul.govuk-list.govuk-list--bullet { @for satu in kurang { li { (satu) } } }
                p { a.govuk-link href=(p.href()) { "Kembali ke ikhtisar" } }
            }
        }))
    };
    halaman_periode(ctx, ruang, Tampilan::Lain, tindakan.nama(), galat, isi)
}

/// What an act does, for the person about to do it.
fn akibat(tindakan: Tindakan) -> &'static str {
    match tindakan {
        Tindakan::MulaiPenilaian => {
            "Tim dan responden mulai mengisi nilai, penjelasan, dan bukti. Susunan tim dan pengaturan tidak dapat diubah lagi."
        }
        Tindakan::AjukanValidasi => "Jawaban tidak dapat diubah lagi selama divalidasi.",
        Tindakan::Kembalikan => {
            "Tim memperbaiki jawaban. Jawaban yang sudah diterima tetap diterima selama tidak diubah. Persetujuan hasil dibatalkan."
        }
        Tindakan::SetujuiHasil => "Anda menyetujui seluruh hasil penilaian mandiri.",
        Tindakan::Kirim => "Asesor eksternal dapat membaca seluruh jawaban dan bukti.",
        Tindakan::TarikKembali => "Hasil ditarik sebelum asesor mulai menilai. Persetujuan hasil dibatalkan.",
        Tindakan::MulaiEksternal => "Asesor memberi nilai, alasan, dan rekomendasi untuk setiap indikator.",
        Tindakan::Bekukan => "Hasil menjadi final dan Berita Acara dibuat serta disimpan.",
        Tindakan::AturPeriode
        | Tindakan::IsiNilai
        | Tindakan::ValidasiJawaban
        | Tindakan::IsiNilaiEksternal
        | Tindakan::BeriRekomendasi
        | Tindakan::JawabKlarifikasi => "",
    }
}

/// What was done, for the page after it.
pub(crate) fn kabar(tindakan: Tindakan) -> &'static str {
    match tindakan {
        Tindakan::MulaiPenilaian => "Penilaian mandiri dimulai.",
        Tindakan::AjukanValidasi => "Jawaban diajukan untuk divalidasi.",
        Tindakan::Kembalikan => "Penilaian dikembalikan kepada tim.",
        Tindakan::SetujuiHasil => "Hasil disetujui.",
        Tindakan::Kirim => "Hasil dikirim kepada asesor.",
        Tindakan::TarikKembali => "Hasil ditarik kembali.",
        Tindakan::MulaiEksternal => "Penilaian eksternal dimulai.",
        Tindakan::Bekukan => "Hasil dibekukan dan Berita Acara disimpan.",
        Tindakan::AturPeriode
        | Tindakan::IsiNilai
        | Tindakan::ValidasiJawaban
        | Tindakan::IsiNilaiEksternal
        | Tindakan::BeriRekomendasi
        | Tindakan::JawabKlarifikasi => "Disimpan.",
    }
}
