//! Pages of the officers: periods with their results, survey points.
use http::StatusCode;
use kernel::indonesia::{angka, tanggal};
use kernel::page::{self, ButtonKind, Column, Fact, Link, Row, Table};
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};
use time::Date;

use super::angka::{banding, lipatan, mutu, pecahan, pilah, ubin, unsur, warna};
use super::{bingkai, tab, tanda};
use crate::hak::KELOLA;
use crate::hasil::{Hasil, Susunan, Titik};
use crate::model::Periode;
use crate::registers::{PERIODE, TINDAK_LANJUT, TITIK};
use crate::rules::lipat::Lipatan;
use crate::rules::nilai::Rekap;
use crate::rules::sampel::krejcie_morgan;
use crate::store::titik;

/// The periods of one page with their wholes.
pub fn daftar(ctx: &Ctx, susunan: &Susunan, semua: &[(Periode, Rekap)], berikut: Option<&str>) -> Result<Response> {
    let rows = semua
        .iter()
        .map(|(satu, rekap)| {
            Row::new(vec![
                html! { a.govuk-link href=(satu.meja()) { (satu.nama) } },
                html! { (susunan.nama(satu.unit)) },
                html! { (tanggal::rentang(satu.mulai, satu.selesai)) },
                html! { (angka::bulat(rekap.n)) },
                html! { (pecahan(rekap.konversi(), 2)) },
                html! { (mutu(rekap.mutu())) },
                html! { (tanda(&satu.status)) },
            ])
        })
        .collect();
    let isi = html! {
        (page::heading("", "Survei kepuasan", html! {}))
        (tab(ctx))
        @if semua.is_empty() {
            (page::empty("Belum ada masa survei", "Masa survei dibuat sendiri begitu jawaban pertama masuk. Buat titik survei, atau tunggu urusan pertama selesai.", Some(&Link::new("Buat titik survei", format!("{}/baru", TITIK.href())))))
        } @else {
            (page::table(&Table {
                caption: "Masa survei dan nilainya sampai sekarang".into(),
                columns: vec![
                    Column::new("Masa survei"),
                    Column::new("Perangkat daerah"),
                    Column::new("Hari"),
                    Column::numeric("Responden"),
                    Column::numeric("Nilai"),
                    Column::new("Mutu"),
                    Column::new("Status"),
                ],
                rows,
                ..Table::default()
            }))
            (page::pagination(None, berikut, ""))
        }
    };
    bingkai(ctx, StatusCode::OK, "Survei kepuasan", false, isi)
}

/// The results of one period, published or not.
pub fn periode(ctx: &Ctx, satu: &Periode, unit: &str, hasil: &Hasil, titik: &[Titik]) -> Result<Response> {
    let rekap = &hasil.jumlah;
    let catatan = PERIODE.record_href(satu.id);
    let acts = html! {
        (page::button_link("Status dan persetujuan", &catatan, ButtonKind::Primary))
        (page::button_link("Unduh PDF", &format!("{}/pdf", satu.meja()), ButtonKind::Secondary))
    };
    let rencana = format!("{}?periode={}", TINDAK_LANJUT.href(), satu.id);
    let isi = html! {
        (page::heading(unit, &satu.nama, acts))
        (tab(ctx))
        (page::summary_list(&[
            Fact::new("Status", tanda(&satu.status)),
            Fact::new("Hari", html! { (tanggal::rentang(satu.mulai, satu.selesai)) }),
            Fact::new("Sampel terkecil", sampel(satu, rekap)),
            Fact::new("Tindak lanjut", html! { a.govuk-link href=(rencana) { "Lihat rencana tindak lanjut masa ini" } }),
        ]))
        @if rekap.n == 0 {
            (page::empty("Belum ada jawaban", "Hasil muncul di sini begitu jawaban pertama masuk.", None))
        } @else {
            (ubin(rekap))
            (unsur("unsur", rekap))
            @let penuh = Lipatan { tampil: hasil.layanan_penuh.clone(), gabungan: None, banyak: 0 };
            (lipatan("Menurut layanan", "Layanan", &penuh, |(_, nama)| html! { (nama) }))
            h2.govuk-heading-m { "Siapa yang menjawab" }
            (pilah(&hasil.pilah))
            (banding("masa", titik))
        }
    };
    bingkai(ctx, StatusCode::OK, &format!("{unit}, {}", satu.nama), false, isi)
}

fn sampel(satu: &Periode, rekap: &Rekap) -> Markup {
    let Some(populasi) = satu.populasi.filter(|populasi| *populasi > 0) else {
        return html! { "Isi banyaknya pengguna layanan pada masa ini untuk menghitung sampel terkecil." };
    };
    let perlu = krejcie_morgan(populasi);
    html! {
        (angka::bulat(perlu)) " responden dari " (angka::bulat(populasi)) " pengguna (Krejcie-Morgan). "
        @if rekap.n >= perlu { (page::tag("Cukup", page::Tone::Good)) }
        @else { (page::tag(&format!("Kurang {}", angka::bulat(perlu - rekap.n)), page::Tone::Attention)) }
    }
}

/// Survey points with their posters and the codes of these days.
pub fn titik(ctx: &Ctx, semua: &[(titik::Titik, Vec<(Date, String)>)]) -> Result<Response> {
    let rows = semua
        .iter()
        .map(|(satu, sandi)| {
            Row::new(vec![
                html! { a.govuk-link href=(TITIK.record_href(satu.id)) { (satu.nama) } },
                html! { (satu.nama_layanan) },
                html! { a.govuk-link href=(satu.href()) { (satu.href()) } },
                html! {
                    @match sandi.first() {
                        Some((_, kini)) => {
                            strong { (kini) }
                            (page::details("Hari berikutnya", html! {
                                ul.govuk-list { @for (hari, sandi) in sandi.iter().skip(1) { li { (tanggal::panjang(*hari)) ": " strong { (sandi) } } } }
                            }))
                        }
                        None => span.pudar { "tidak diminta" },
                    }
                },
                html! { (page::tag(if satu.aktif { "Dibuka" } else { "Ditutup" }, if satu.aktif { page::Tone::Good } else { page::Tone::Neutral })) },
                html! { a.govuk-link href={ "/meja-survei/titik/" (satu.id) "/poster" } { "Poster" span.govuk-visually-hidden { " " (satu.nama) } } },
            ])
        })
        .collect();
    let acts = html! {
        @if ctx.actor.can(KELOLA) { (page::button_link("Tambah titik survei", &format!("{}/baru", TITIK.href()), ButtonKind::Primary)) }
    };
    let isi = html! {
        (page::heading("", "Titik dan poster", acts))
        (tab(ctx))
        p { "Cetak poster dan pasang di tempat layanan. Bila sandi harian diminta, tulis angka hari ini di dekat poster." }
        @if semua.is_empty() {
            (page::empty("Belum ada titik survei", "Titik survei adalah tempat layanan dengan poster berkode QR.", None))
        } @else {
            (page::table(&Table {
                caption: "Titik survei".into(),
                caption_hidden: true,
                columns: vec![
                    Column::new("Titik"),
                    Column::new("Layanan"),
                    Column::new("Alamat"),
                    Column::new("Sandi hari ini"),
                    Column::new("Keadaan"),
                    Column::new("Cetak"),
                ],
                rows,
                ..Table::default()
            }))
        }
    };
    bingkai(ctx, StatusCode::OK, "Titik dan poster", false, isi)
}

/// The colour of a whole, for tiles elsewhere.
pub fn nada(rekap: &Rekap) -> page::Tone {
    warna(rekap.mutu())
}
