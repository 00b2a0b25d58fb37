//! What others decide on an answer: the supervisor, the external assessors.

use kernel::page::{self, Choice, ChoiceLayout, Control, Form, error_of};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::{Bahan, Medan};
use crate::angka::tulis_ringkas;
use crate::model::JenisNilai;
use crate::pages::bagian::{kesalahan, nilai, paragraf, tanda_tindak_lanjut};
use crate::periode::KeadaanJawaban;
use crate::rules::alur::Tindakan;

fn kunci(ctx: &Ctx, b: &Bahan<'_>, medan: Medan) -> String {
    if b.medan == medan { ctx.new_form_key() } else { uuid::Uuid::now_v7().to_string() }
}

/// The supervisor's form.
pub(super) fn validasi(ctx: &Ctx, b: &Bahan<'_>) -> Result<Markup> {
    if !b.ruang.boleh(Tindakan::ValidasiJawaban, None) {
        return Ok(html! {});
    }
    let galat = kesalahan(if b.medan == Medan::Validasi { b.galat } else { &[] });
    let salah = |medan: &str| error_of(&galat, medan);
    let tersimpan = match b.jawaban.keadaan {
        KeadaanJawaban::Diterima => "terima",
        KeadaanJawaban::Dikembalikan => "kembalikan",
        KeadaanJawaban::Kosong | KeadaanJawaban::Diisi => "",
    };
    let tujuan = format!("{}/validasi", b.ruang.periode.href_indikator(&b.indikator.kode));
    let versi = b.jawaban.version.to_string();
    let pilihan = [
        Choice::new("terima", "Terima"),
        Choice::new("kembalikan", "Kembalikan untuk diperbaiki")
            .with_hint("Tuliskan alasannya; tim memperbaiki setelah periode dikembalikan."),
    ];
    Ok(page::card(
        "Validasi internal",
        &[],
        page::form(
            &Form {
                action: &tujuan,
                csrf: &ctx.csrf()?,
                key: &kunci(ctx, b, Medan::Validasi),
                version: &versi,
                ..Form::default()
            },
            html! {
                (page::radios(&Control { name: "putusan", label: "Putusan", error: salah("putusan"), ..Control::default() },
                    &b.isi(ctx, Medan::Validasi, "putusan", tersimpan), &pilihan, ChoiceLayout::Stacked))
                (page::textarea(&Control { name: "catatan_validasi", label: "Catatan validasi", optional: true, error: salah("catatan_validasi"), ..Control::default() },
                    &b.isi(ctx, Medan::Validasi, "catatan_validasi", &b.jawaban.catatan_validasi), 3, Some(10_000)))
                (page::buttons(html! {
                    (page::submit("Simpan putusan"))
                    (page::button(&page::Button { label: "Simpan dan lanjut", kind: page::ButtonKind::Secondary, name: "lanjut", value: "berikutnya", ..page::Button::default() }))
                }))
            },
        ),
    ))
}

/// The assessors' form, or what they said.
pub(super) fn eksternal(ctx: &Ctx, b: &Bahan<'_>) -> Result<Markup> {
    let rekomendasi: Vec<_> =
        b.rekomendasi.iter().filter(|r| r.kode.as_deref() == Some(b.indikator.kode.as_str())).collect();
    let menilai = b.ruang.boleh(Tindakan::IsiNilaiEksternal, None);
    if !menilai && b.jawaban.nilai_eksternal.is_none() && rekomendasi.is_empty() {
        return Ok(html! {});
    }
    let form = if menilai {
        form(ctx, b)?
    } else {
        html! {}
    };
    Ok(page::card(
        if b.ruang.periode.ada_eksternal() { "Penilaian eksternal" } else { "Rekomendasi" },
        &[],
        html! {
            @if !menilai && b.ruang.periode.ada_eksternal() {
                p.govuk-body { strong { "Nilai eksternal: " } (nilai(b.jawaban.nilai_eksternal)) }
                (paragraf(&b.jawaban.alasan_eksternal))
            }
            @if !rekomendasi.is_empty() {
                h3.govuk-heading-s { "Rekomendasi" }
                ul.govuk-list.govuk-list--spaced {
                    @for r in &rekomendasi {
                        li { a.govuk-link href={ (b.ruang.periode.href()) "/rekomendasi/" (r.id) } { (r.isi) } " " (tanda_tindak_lanjut(r.keadaan())) }
                    }
                }
            }
            (form)
        },
    ))
}

fn form(ctx: &Ctx, b: &Bahan<'_>) -> Result<Markup> {
    let galat = kesalahan(if b.medan == Medan::Eksternal { b.galat } else { &[] });
    let salah = |medan: &str| error_of(&galat, medan);
    let rentang = &b.ruang.periode.instrumen.nilai;
    let tujuan = format!("{}/penilaian-eksternal", b.ruang.periode.href_indikator(&b.indikator.kode));
    let versi = b.jawaban.version.to_string();
    let tersimpan = b.jawaban.nilai_eksternal.map(tulis_ringkas).unwrap_or_default();
    let isi = b.isi(ctx, Medan::Eksternal, "nilai_eksternal", &tersimpan);
    let control = Control {
        name: "nilai_eksternal",
        label: "Nilai eksternal",
        error: salah("nilai_eksternal"),
        ..Control::default()
    };
    let medan_nilai = match rentang.jenis {
        JenisNilai::Desimal => {
            page::number(&Control { hint: "Boleh desimal, misalnya 3,25.", ..control }, &isi, true, "")
        }
        JenisNilai::Bulat => {
            let mut pilihan: Vec<Choice<'_>> = vec![];
            if rentang.nol_diterima && rentang.minimum > 0 {
                pilihan.push(Choice::new("0", "0, tidak dinilai"));
            }
            pilihan.extend((rentang.minimum..=rentang.maksimum).map(|n| {
                let klaim =
                    if Some(n.to_string()) == b.jawaban.nilai.map(tulis_ringkas) { "Nilai mandiri." } else { "" };
                Choice::new(n.to_string(), b.nama_tingkat(n)).with_hint(klaim)
            }));
            page::radios(&control, &isi, &pilihan, ChoiceLayout::Small)
        }
    };
    Ok(page::form(
        &Form {
            action: &tujuan,
            csrf: &ctx.csrf()?,
            key: &kunci(ctx, b, Medan::Eksternal),
            version: &versi,
            ..Form::default()
        },
        html! {
            (medan_nilai)
            (page::textarea(&Control { name: "alasan_eksternal", label: "Alasan", error: salah("alasan_eksternal"), ..Control::default() },
                &b.isi(ctx, Medan::Eksternal, "alasan_eksternal", &b.jawaban.alasan_eksternal), 4, Some(10_000)))
            (page::textarea(&Control { name: "rekomendasi", label: "Rekomendasi baru", hint: "Ditambahkan pada daftar rekomendasi.", optional: true, error: salah("rekomendasi"), ..Control::default() },
                &b.isi(ctx, Medan::Eksternal, "rekomendasi", ""), 3, Some(10_000)))
            (page::buttons(html! {
                (page::submit("Simpan nilai eksternal"))
                (page::button(&page::Button { label: "Simpan dan lanjut", kind: page::ButtonKind::Secondary, name: "lanjut", value: "berikutnya", ..page::Button::default() }))
            }))
        },
    ))
}
