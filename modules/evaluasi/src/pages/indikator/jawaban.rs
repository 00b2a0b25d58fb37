//! The answer: criteria per level, claimed level, explanation.

use kernel::page::{self, Choice, ChoiceLayout, Control, Form, Tone, error_of};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::{Bahan, Medan};
use crate::angka::tulis_ringkas;
use crate::model::{JenisNilai, Kriteria};
use crate::pages::bagian::{kesalahan, nilai, paragraf};
use crate::periode::IsianTingkat;
use crate::rules::alur::Tindakan;
use crate::rules::tingkat::kesegaran;

/// The form, or the answer to read.
pub(super) fn bagian(ctx: &Ctx, b: &Bahan<'_>) -> Result<Markup> {
    let tercapai = b.tercapai();
    let isi = if b.ruang.boleh(Tindakan::IsiNilai, Some(b.jawaban)) { form(ctx, b)? } else { baca(b) };
    Ok(page::card(
        "Jawaban",
        &[],
        html! {
            p.govuk-body { strong { "Tingkat yang ditopang sekarang: " (tercapai.tingkat) ". " } (tercapai.penjelasan()) }
            (isi)
        },
    ))
}

/// Whether the level has what it needs of reviews.
fn syarat_reviu(b: &Bahan<'_>, k: &Kriteria) -> Markup {
    let p = &b.ruang.periode;
    let Some(aturan) = p.instrumen.kesegaran.as_ref().filter(|_| b.indikator.reviu.contains(&k.tingkat)) else {
        return html! {};
    };
    let tanggal = b
        .bukti
        .iter()
        .filter(|bukti| bukti.reviu && bukti.tingkat.is_none_or(|untuk| untuk == k.tingkat))
        .filter_map(|bukti| bukti.tanggal)
        .max();
    let segar = kesegaran(aturan, tanggal, p.tanggal_penilaian);
    let (kata, nada) = match (tanggal, segar.menopang()) {
        (None, _) => ("Perlu bukti reviu", Tone::Attention),
        (Some(_), true) => ("Reviu berlaku", Tone::Good),
        (Some(_), false) => ("Reviu tidak berlaku", Tone::Bad),
    };
    html! {
        p { (page::tag(kata, nada)) " " span.pudar {
            @if tanggal.is_none() { "Tambahkan bukti bertanda reviu dengan tanggalnya sebelum mengklaim tingkat ini." } @else { (segar.penjelasan()) }
        } }
    }
}

fn kriteria(k: &Kriteria) -> Markup {
    html! {
        p.govuk-body { (k.isi) }
        @if let Some(bukti) = &k.bukti { p.pudar { "Bukti yang lazim: " (bukti) } }
    }
}

fn form(ctx: &Ctx, b: &Bahan<'_>) -> Result<Markup> {
    let galat = kesalahan(if b.medan == Medan::Jawaban { b.galat } else { &[] });
    let salah = |medan: &str| error_of(&galat, medan);
    let tujuan = b.ruang.periode.href_indikator(&b.indikator.kode);
    let versi = b.jawaban.version.to_string();
    let kunci = if b.medan == Medan::Jawaban { ctx.new_form_key() } else { uuid::Uuid::now_v7().to_string() };
    Ok(page::form(
        &Form { action: &tujuan, csrf: &ctx.csrf()?, key: &kunci, version: &versi, ..Form::default() },
        html! {
            p.govuk-body { "Centang kriteria yang terpenuhi, mulai dari tingkat terendah. Suatu tingkat baru dihitung bila semua tingkat di bawahnya terpenuhi." }
            @for k in &b.indikator.kriteria { (tingkat(ctx, b, k, &salah)) }
            (klaim(ctx, b, salah("nilai")))
            (page::textarea(&Control { name: "penjelasan", label: "Penjelasan jawaban", optional: true, error: salah("penjelasan"), ..Control::default() },
                &b.isi(ctx, Medan::Jawaban, "penjelasan", &b.jawaban.penjelasan), 4, Some(10_000)))
            (page::buttons(html! {
                (page::submit("Simpan jawaban"))
                (page::button(&page::Button { label: "Simpan dan lanjut", kind: page::ButtonKind::Secondary, name: "lanjut", value: "berikutnya", ..page::Button::default() }))
            }))
        },
    ))
}

fn tingkat<'a>(ctx: &Ctx, b: &Bahan<'_>, k: &Kriteria, salah: &impl Fn(&str) -> Option<&'a str>) -> Markup {
    let n = k.tingkat;
    let kosong = IsianTingkat::default();
    let ada = b.jawaban.tingkat.get(&n).unwrap_or(&kosong);
    let (centang, fakta, analisis) = (format!("penuhi-{n}"), format!("fakta-{n}"), format!("analisis-{n}"));
    let dicentang = if b.medan == Medan::Jawaban { ctx.form().get(&centang) == page::YES } else { ada.terpenuhi };
    let isi_fakta = b.isi(ctx, Medan::Jawaban, &fakta, &ada.fakta);
    let isi_analisis = b.isi(ctx, Medan::Jawaban, &analisis, &ada.analisis);
    let terbuka =
        !isi_fakta.is_empty() || !isi_analisis.is_empty() || salah(&fakta).is_some() || salah(&analisis).is_some();
    page::fieldset(
        &b.nama_tingkat(n),
        html! {
            (kriteria(k))
            (syarat_reviu(b, k))
            (page::checkbox(&Control { name: &centang, label: "Kriteria ini terpenuhi", error: salah(&centang), ..Control::default() }, dicentang))
            details.govuk-details open[terbuka] {
                summary.govuk-details__summary { span.govuk-details__summary-text {
                    "Fakta dan analisis" span.govuk-visually-hidden { " tingkat " (n) }
                } }
                div.govuk-details__text {
                    (page::textarea(&Control { name: &fakta, label: "Fakta", hint: "Keadaan yang sebenarnya.", optional: true, error: salah(&fakta), ..Control::default() }, &isi_fakta, 3, None))
                    (page::textarea(&Control { name: &analisis, label: "Analisis", hint: "Mengapa keadaan itu memenuhi atau belum memenuhi kriteria.", optional: true, error: salah(&analisis), ..Control::default() }, &isi_analisis, 3, None))
                }
            }
        },
    )
}

fn klaim(ctx: &Ctx, b: &Bahan<'_>, error: Option<&str>) -> Markup {
    let rentang = &b.ruang.periode.instrumen.nilai;
    let tersimpan = b.jawaban.nilai.map(tulis_ringkas).unwrap_or_default();
    let isi = b.isi(ctx, Medan::Jawaban, "nilai", &tersimpan);
    match rentang.jenis {
        JenisNilai::Desimal => page::number(
            &Control {
                name: "nilai",
                label: "Nilai yang diklaim",
                hint: "Boleh desimal, misalnya 3,25. Kosongkan bila belum dinilai.",
                size: page::LabelSize::Medium,
                error,
                ..Control::default()
            },
            &isi,
            true,
            "",
        ),
        JenisNilai::Bulat => {
            let mut pilihan: Vec<Choice<'_>> = vec![Choice::new("", "Belum dinilai")];
            if rentang.nol_diterima && rentang.minimum > 0 {
                pilihan.push(Choice::new("0", "0, tidak dinilai"));
            }
            pilihan.extend((rentang.minimum..=rentang.maksimum).map(|n| Choice::new(n.to_string(), b.nama_tingkat(n))));
            page::radios(
                &Control {
                    name: "nilai",
                    label: "Tingkat yang diklaim",
                    hint: "Tidak boleh melebihi tingkat yang ditopang kriteria dan bukti.",
                    size: page::LabelSize::Medium,
                    error,
                    ..Control::default()
                },
                &isi,
                &pilihan,
                ChoiceLayout::Small,
            )
        }
    }
}

fn baca(b: &Bahan<'_>) -> Markup {
    html! {
        p.govuk-body { strong { "Nilai yang diklaim: " } (nilai(b.jawaban.nilai)) }
        @if !b.jawaban.penjelasan.is_empty() { (paragraf(&b.jawaban.penjelasan)) }
        @for k in &b.indikator.kriteria {
            @let ada = b.jawaban.tingkat.get(&k.tingkat);
            @let terpenuhi = ada.is_some_and(|t| t.terpenuhi);
            h3.govuk-heading-s {
                (b.nama_tingkat(k.tingkat)) " "
                (page::tag(if terpenuhi { "Terpenuhi" } else { "Belum" }, if terpenuhi { Tone::Good } else { Tone::Neutral }))
            }
            (kriteria(k))
            (syarat_reviu(b, k))
            @if let Some(t) = ada {
                @if !t.fakta.is_empty() { p.govuk-body { strong { "Fakta: " } (t.fakta) } }
                @if !t.analisis.is_empty() { p.govuk-body { strong { "Analisis: " } (t.analisis) } }
            }
        }
    }
}
