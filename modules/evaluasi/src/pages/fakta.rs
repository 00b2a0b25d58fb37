//! Live facts beside the claimed levels.

use std::collections::BTreeMap;

use kernel::page;
use kernel::web::Response;
use kernel::{Ctx, Result, indonesia::tanggal};
use maud::{Markup, html};

use super::bagian::{Tampilan, halaman_periode, nilai};
use crate::fakta_hidup::FaktaHidup;
use crate::periode::Jawaban;
use crate::ruang::Ruang;
use crate::rules::fakta::Peringatan;

pub(crate) fn halaman(
    ctx: &Ctx,
    ruang: &Ruang,
    jawaban: &[Jawaban],
    fakta: &BTreeMap<String, Vec<FaktaHidup>>,
    lawan: &[Peringatan],
) -> Result<Response> {
    let p = &ruang.periode;
    let isi = html! {
        p.govuk-body { "Yang tercatat dalam sistem ini sekarang, di samping nilai yang diklaim. Fakta dibaca setiap kali halaman dibuka." }
        @if fakta.is_empty() {
            (page::empty("Belum ada fakta untuk instrumen ini", "Modul lain belum menyediakan catatan untuk indikator instrumen ini.", None))
        }
        @if !lawan.is_empty() {
            h2.govuk-heading-m { "Klaim yang bertentangan dengan catatan" }
            (peringatan(lawan))
        }
        @for j in jawaban.iter().filter(|j| fakta.contains_key(&j.kode)) {
            h2.govuk-heading-s {
                a.govuk-link href=(p.href_indikator(&j.kode)) { (j.kode) ". " (p.instrumen.indikator(&j.kode).map_or("", |i| i.nama.as_str())) }
                " " span.pudar { "nilai " (nilai(j.nilai)) }
            }
            (daftar(fakta.get(&j.kode).map_or(&[], Vec::as_slice)))
        }
    };
    halaman_periode(ctx, ruang, Tampilan::Fakta, "Fakta", &[], isi)
}

/// Warnings, each with its sentences.
pub(super) fn peringatan(lawan: &[Peringatan]) -> Markup {
    html! {
        @for satu in lawan {
            (page::warning(&format!(
                "Indikator {}: nilai yang diklaim lebih tinggi daripada yang didukung catatan (tingkat {}).", satu.kode, satu.didukung
            )))
            ul.govuk-list.govuk-list--bullet { @for pesan in &satu.pesan { li { (pesan) } } }
        }
    }
}

/// What the records say of one indicator.
pub(super) fn daftar(fakta: &[FaktaHidup]) -> Markup {
    html! {
        ul.govuk-list.govuk-list--spaced {
            @for satu in fakta {
                li {
                    @match &satu.fakta {
                        None => { strong { (satu.judul) ": " } span.pudar { "sedang tidak dapat dibaca." } }
                        Some(f) => {
                            strong { (satu.judul) ": " } (f.says)
                            @if let Some(href) = &f.href { " " a.govuk-link href=(page::safe_href(href)) { "Lihat" span.govuk-visually-hidden { " " (satu.judul) } } }
                            div.pudar {
                                @match f.supports {
                                    Some(tingkat) => { "Mendukung sampai tingkat " (tingkat) "." }
                                    None => { "Tidak menentukan tingkat." }
                                }
                                @if let Some(hari) = f.newest { " Catatan terbaru " (tanggal::panjang(hari)) "." }
                            }
                        }
                    }
                }
            }
        }
    }
}
