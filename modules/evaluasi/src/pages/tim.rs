//! The team of a period, and who answers which indicator.

use kernel::page::{
    self, ButtonKind, Choice, ChoiceLayout, Column, Control, Form, Reference, Row, Table, Text, Width, error_of,
};
use kernel::web::Response;
use kernel::{Ctx, FieldError, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::bagian::{Tampilan, halaman_periode, isian, kesalahan};
use crate::periode::Jawaban;
use crate::ruang::Ruang;
use crate::rules::alur::{Jalur, Peran, Tindakan};

pub(crate) fn halaman(
    ctx: &Ctx,
    ruang: &Ruang,
    calon: &[(Uuid, String, String)],
    cari: &str,
    galat: &[FieldError],
) -> Result<Response> {
    let boleh = ruang.boleh(Tindakan::AturPeriode, None);
    let csrf = ctx.csrf()?;
    let isi = html! {
        h2.govuk-heading-m { (ruang.ketentuan.nama_tim) }
        @if ruang.tim.is_empty() {
            (page::empty("Tim belum ditunjuk", "Tunjuk paling sedikit seorang penanggung jawab dan seorang pelaksana entri data agar penilaian dapat dimulai.", None))
        } @else {
            (daftar(ruang, boleh, &csrf))
        }
        p.govuk-body { (ruang.ketentuan.sebutan.koordinator) " berperan sebagai koordinator karena jabatannya: menyetujui, mengirim, dan membekukan hasil." }
        @if ruang.boleh_menugaskan() {
            p { a.govuk-link href={ (ruang.periode.href()) "/penugasan" } { "Tugaskan indikator kepada perangkat daerah" } }
        }
        @if boleh { (form(ctx, ruang, calon, cari, galat)?) }
    };
    halaman_periode(ctx, ruang, Tampilan::Tim, "Tim", galat, isi)
}

fn daftar(ruang: &Ruang, boleh: bool, csrf: &str) -> Markup {
    let mut kolom = vec![Column::new("Nama"), Column::new("Peran"), Column::new("Jabatan")];
    if boleh {
        kolom.push(Column::new("Tindakan"));
    }
    let baris = ruang
        .tim
        .iter()
        .map(|a| {
            let mut sel = vec![
                html! { (a.nama) @if !a.nip.is_empty() { div.pudar { "NIP " (a.nip) } } },
                html! { (ruang.ketentuan.sebutan.sebut(a.peran)) },
                html! { @if a.jabatan.is_empty() { span.pudar { "–" } } @else { (a.jabatan) } },
            ];
            if boleh {
                let tujuan = format!("{}/tim/{}/pencabutan", ruang.periode.href(), a.id);
                sel.push(page::act(&Form { action: &tujuan, csrf, ..Form::default() }, "Cabut", ButtonKind::Text));
            }
            Row::new(sel)
        })
        .collect();
    page::table(&Table {
        caption: "Anggota tim".into(),
        caption_hidden: true,
        columns: kolom,
        rows: baris,
        ..Table::default()
    })
}

fn form(
    ctx: &Ctx,
    ruang: &Ruang,
    calon: &[(Uuid, String, String)],
    cari: &str,
    galat: &[FieldError],
) -> Result<Markup> {
    let kesalahan = kesalahan(galat);
    let salah = |medan: &str| error_of(&kesalahan, medan);
    let pilihan: Vec<Choice<'_>> = calon
        .iter()
        .map(|(id, nama, ket)| Choice::new(id.to_string(), nama.as_str()).with_hint(ket.as_str()))
        .collect();
    let dipilih = ctx.form().get("akun").to_owned();
    let terpilih = pilihan.iter().find(|p| p.value == dipilih);
    let peran: Vec<Choice<'_>> = Peran::SEMUA
        .into_iter()
        .filter(|p| match p {
            Peran::Koordinator => false,
            Peran::AsesorEksternal => ruang.periode.jalur == Jalur::DenganEksternal,
            Peran::Supervisor | Peran::Operator | Peran::Anggota => true,
        })
        .map(|p| Choice::new(p.id(), ruang.ketentuan.sebutan.sebut(p)))
        .collect();
    let tujuan = format!("{}/tim", ruang.periode.href());
    let isi = html! {
        (page::reference_search(
            &Control { name: "akun", label: "Orang", hint: "Yang biasa menilai sudah tampak; cari dengan nama untuk yang lain.", error: salah("akun"), ..Control::default() },
            &Reference { chosen: terpilih, query: cari, matches: Some(&pilihan), source: "" },
        ))
        (page::radios(&Control { name: "peran", label: "Peran dalam tim", error: salah("peran"), ..Control::default() },
            &isian(ctx, "peran", ""), &peran, ChoiceLayout::Stacked))
        (page::text_input(&Control { name: "jabatan", label: "Jabatan", hint: "Seperti yang akan tertulis pada Berita Acara. Bila kosong, dipakai jabatan dalam sistem.", optional: true, error: salah("jabatan"), ..Control::default() },
            &isian(ctx, "jabatan", ""), &Text::default()))
        (page::text_input(&Control { name: "nip", label: "NIP", optional: true, error: salah("nip"), ..Control::default() },
            &isian(ctx, "nip", ""), &Text { kind: page::TextKind::Digits, width: Width::Chars20, ..Text::default() }))
        (page::submit("Tunjuk"))
    };
    Ok(page::card(
        "Tunjuk seseorang",
        &[],
        page::form(&Form { action: &tujuan, csrf: &ctx.csrf()?, key: &ctx.new_form_key(), ..Form::default() }, isi),
    ))
}

pub(crate) fn penugasan(
    ctx: &Ctx,
    ruang: &Ruang,
    jawaban: &[Jawaban],
    orang: Option<&(Uuid, String)>,
    cari: &str,
    calon: &[(Uuid, String, String)],
) -> Result<Response> {
    let href = format!("{}/penugasan", ruang.periode.href());
    let isi = html! {
        (page::heading(&ruang.periode.nama, "Tugaskan indikator", html! {}))
        p.govuk-body { "Responden mengisi jawaban dan bukti hanya untuk indikator yang ditugaskan kepadanya. Ia tidak perlu menjadi anggota tim." }
        @match orang {
            None => {
                (page::search_form(&href, html! {
                    (page::text_input(&Control { name: "q", label: "Cari orangnya dengan nama", ..Control::default() }, cari, &Text { width: Width::TwoThirds, ..Text::default() }))
                    (page::button(&page::Button { label: "Cari", kind: ButtonKind::Secondary, ..page::Button::default() }))
                }))
                @if !cari.is_empty() && calon.is_empty() { p role="status" { "Tidak ada akun yang cocok dengan “" (cari) "”." } }
                @if !calon.is_empty() {
                    ul.govuk-list.govuk-list--spaced {
                        @for (id, nama, login) in calon {
                            li { a.govuk-link href={ (href) "?akun=" (id) } { (nama) } " " span.pudar { (login) } }
                        }
                    }
                }
                (ringkasan(jawaban, &href))
            }
            Some((id, nama)) => {
                (form_penugasan(ctx, ruang, jawaban, *id, nama, &href)?)
                p { a.govuk-link href=(href) { "Pilih orang lain" } }
            }
        }
    };
    halaman_periode(ctx, ruang, Tampilan::Lain, "Tugaskan indikator", &[], isi)
}

/// Who has how many indicators already.
fn ringkasan(jawaban: &[Jawaban], href: &str) -> Markup {
    let mut orang: Vec<(Uuid, &str, Vec<&str>)> = vec![];
    for j in jawaban {
        let Some((id, nama)) = j.responden.zip(j.responden_nama.as_deref()) else { continue };
        match orang.iter_mut().find(|(ada, _, _)| *ada == id) {
            Some((_, _, kode)) => kode.push(&j.kode),
            None => orang.push((id, nama, vec![&j.kode])),
        }
    }
    if orang.is_empty() {
        return page::empty("Belum ada yang ditugaskan", "Tanpa penugasan, semua indikator diisi oleh tim.", None);
    }
    page::table(&Table {
        caption: "Penugasan sekarang".into(),
        columns: vec![Column::new("Responden"), Column::new("Indikator")],
        rows: orang
            .iter()
            .map(|(id, nama, kode)| {
                Row::new(vec![
                    html! { a.govuk-link href={ (href) "?akun=" (id) } { (nama) } },
                    html! { (kode.join(", ")) },
                ])
            })
            .collect(),
        ..Table::default()
    })
}

fn form_penugasan(ctx: &Ctx, ruang: &Ruang, jawaban: &[Jawaban], id: Uuid, nama: &str, href: &str) -> Result<Markup> {
    let milik: Vec<&str> = jawaban.iter().filter(|j| j.responden == Some(id)).map(|j| j.kode.as_str()).collect();
    let pilihan: Vec<Choice<'_>> = ruang
        .periode
        .instrumen
        .indikator
        .iter()
        .map(|i| {
            let lain = jawaban
                .iter()
                .find(|j| j.kode == i.kode && j.responden != Some(id))
                .and_then(|j| j.responden_nama.as_deref());
            Choice::new(i.kode.as_str(), format!("{}. {}", i.kode, i.nama))
                .with_hint(lain.map(|n| format!("Sekarang ditugaskan kepada {n}.")).unwrap_or_default())
        })
        .collect();
    let akun = id.to_string();
    let label = format!("Indikator untuk {nama}");
    Ok(page::form(
        &Form { action: href, csrf: &ctx.csrf()?, key: &ctx.new_form_key(), ..Form::default() },
        html! {
            (page::hidden("akun", &akun))
            (page::checkboxes(&Control { name: "indikator", label: &label, size: page::LabelSize::Medium, ..Control::default() }, &milik, &pilihan, ChoiceLayout::Small))
            (page::submit("Simpan penugasan"))
        },
    ))
}
