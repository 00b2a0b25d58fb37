//! The wording of the questions, per service.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Column, Control, Form, Row, Table, Text};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use time::Date;

use super::{bingkai, salah, tab};
use crate::kuesioner::{JAWAB, Kuesioner, Pertanyaan, TANYA, isian};
use crate::model::{Layanan, nama_unsur};

fn sebut(ke: i64) -> String {
    if ke == 0 { "Bawaan".to_owned() } else { format!("Versi {ke}") }
}

/// The services with the wording that each asks.
pub fn daftar(ctx: &Ctx, semua: &[(Layanan, i64)]) -> Result<Response> {
    let rows = semua
        .iter()
        .map(|(satu, ke)| {
            Row::new(vec![
                html! { a.govuk-link href={ "/meja-survei/pertanyaan/" (satu.id) } { (satu.nama) } },
                html! { (sebut(*ke)) },
                html! { @if satu.aktif { "Dibuka" } @else { "Ditutup" } },
            ])
        })
        .collect();
    let isi = html! {
        (page::heading("", "Pertanyaan", html! {}))
        (tab(ctx))
        p { "Sembilan unsurnya tetap; kata-katanya boleh disesuaikan dengan layanan. Setiap perubahan menjadi versi baru, dan jawaban lama tetap merujuk versinya." }
        @if semua.is_empty() {
            (page::empty("Belum ada layanan yang disurvei", "Tambahkan layanan lebih dahulu.", Some(&page::Link::new("Tambah layanan", "/layanan_survei/baru"))))
        } @else {
            (page::table(&Table {
                caption: "Layanan dan pertanyaannya".into(),
                caption_hidden: true,
                columns: vec![Column::new("Layanan"), Column::new("Pertanyaan"), Column::new("Survei")],
                rows,
                ..Table::default()
            }))
        }
    };
    bingkai(ctx, StatusCode::OK, "Pertanyaan", false, isi)
}

/// The form of one service.
pub fn form(
    ctx: &Ctx,
    status: StatusCode,
    layanan: &Layanan,
    isi: &[Pertanyaan],
    versi: &[(i64, Date)],
    errors: &[FieldError],
) -> Result<Response> {
    let errors = salah(errors);
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let action = format!("/meja-survei/pertanyaan/{}", layanan.id);
    let teks = |nama: String, label: &str, nilai: &str, paling: usize| {
        let control = Control { name: &nama, label, error: page::error_of(&errors, &nama), ..Control::default() };
        page::text_input(&control, nilai, &Text { max_length: u32::try_from(paling).ok(), ..Text::default() })
    };
    let satu = |unsur: usize, pertanyaan: &Pertanyaan| {
        page::fieldset(
            &format!("U{} {}", unsur + 1, nama_unsur(unsur)),
            html! {
                (teks(isian(unsur, 0), "Pertanyaan", &pertanyaan.tanya, TANYA))
                @for (place, jawab) in pertanyaan.jawab.iter().enumerate() {
                    (teks(isian(unsur, place + 1), &format!("Jawaban bernilai {}", place + 1), jawab, JAWAB))
                }
            },
        )
    };
    let isi = page::column(html! {
        (page::error_summary(&errors))
        (page::heading("Pertanyaan survei", &layanan.nama, html! {}))
        (tab(ctx))
        (page::form(&Form { action: &action, csrf: &csrf, key: &key, ..Form::default() }, html! {
            @for (unsur, pertanyaan) in isi.iter().enumerate() { (satu(unsur, pertanyaan)) }
            (page::submit("Simpan sebagai versi baru"))
        }))
        (riwayat(layanan, versi))
    });
    bingkai(ctx, status, &format!("Pertanyaan {}", layanan.nama), !errors.is_empty(), isi)
}

fn riwayat(layanan: &Layanan, versi: &[(i64, Date)]) -> Markup {
    html! {
        @if !versi.is_empty() {
            h2.govuk-heading-m { "Versi" }
            ul.govuk-list {
                @for (ke, hari) in versi {
                    li { a.govuk-link href={ "/meja-survei/pertanyaan/" (layanan.id) "/versi/" (ke) } { (sebut(*ke)) } ", " (tanggal::panjang(*hari)) }
                }
            }
        }
    }
}

/// One earlier version.
pub fn versi(ctx: &Ctx, layanan: &Layanan, kuesioner: &Kuesioner) -> Result<Response> {
    let isi = page::column(html! {
        (page::heading(&layanan.nama, &sebut(kuesioner.ke), html! {}))
        (tab(ctx))
        @for (unsur, satu) in kuesioner.isi.iter().enumerate() {
            h2.govuk-heading-s { "U" (unsur + 1) " " (satu.tanya) }
            ol.govuk-list.govuk-list--number { @for jawab in &satu.jawab { li { (jawab) } } }
        }
    });
    bingkai(ctx, StatusCode::OK, &format!("Pertanyaan {}", layanan.nama), false, isi)
}
