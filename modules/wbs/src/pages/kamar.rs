//! What a reporter sees after the report: the code, the room, figures. Nothing that runs in the browser.
use http::StatusCode;
use kernel::indonesia::kalimat;
use kernel::page::{self, ButtonKind, Column, Fact, Form, Row, Table, Text};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, PreEscaped, html};
use uuid::Uuid;

use super::pelapor::{LUPA, apa_adanya, bingkai, kendali, unggah};
use super::{alinea, hari};
use crate::model::{Butir, Kepala, Laporan, Terbaca, label_jenis};
use crate::rules::ALUR;
use crate::store::angka::Angka;

/// The code, shown once.
pub fn resi(ctx: &Ctx, kode: &str) -> Result<Response> {
    let tampil = crate::sandi::kode_tampil(kode);
    let isi = html! {
        (page::panel("Laporan diterima", html! { "Kode Anda" br; strong { (tampil.as_str()) } }))
        (page::warning("Tulis kode ini di kertas sekarang. Kode tidak ditampilkan lagi dan tidak dapat diganti."))
        p.govuk-body { "Siapa pun yang memegang kode ini dapat membaca laporan Anda dan berbicara atas nama Anda. Tanpa kode, tidak ada yang dapat, juga kami." }
        h2.govuk-heading-m { "Selanjutnya" }
        ul.govuk-list.govuk-list--bullet {
            li { "Buka " a.govuk-link href="/wbs/lacak" { "Lihat laporan saya" } " beberapa hari lagi. Penangan mungkin bertanya." }
            li { "Tutup jendela peramban ini setelah kode tersalin, supaya tombol kembali tidak menampilkannya." }
        }
    };
    bingkai(ctx, StatusCode::OK, "Laporan diterima", false, isi)
}

/// The page that asks for the code.
pub fn lacak(ctx: &Ctx, status: StatusCode, kode: &str, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let csrf = ctx.csrf()?;
    let isi = html! {
        (page::error_summary(&errors))
        (page::heading("Lapor pelanggaran", "Lihat laporan saya", html! {}))
        (page::form(&Form { action: "/wbs/lacak", csrf: &csrf, ..Form::default() }, html! {
            (page::text_input(&kendali("kode", "Kode laporan", "20 angka dari tanda terima. Spasi boleh ditulis atau tidak.", &errors), kode, &Text { kind: page::TextKind::Digits, ..LUPA }))
            p.govuk-body { "Membuka laporan memakan beberapa detik." }
            (page::submit("Buka laporan"))
        }))
        (page::details("Kode hilang?", html! {
            p.govuk-body { "Kode tidak dapat dipulihkan. Anda dapat membuat laporan baru dan menyebut bahwa ini lanjutan laporan sebelumnya." }
        }))
    };
    bingkai(ctx, status, "Lihat laporan saya", !errors.is_empty(), if salah.is_empty() { isi } else { rata(isi) })
}

/// The room of a report.
pub struct Ruang<'a> {
    /// What its forms carry.
    pub token: &'a str,
    /// What the database knows.
    pub kepala: &'a Kepala,
    /// Its rows.
    pub isi: &'a [Terbaca],
    /// Names of those who cannot open it.
    pub tertutup: &'a str,
    /// What was just done; empty for nothing.
    pub kabar: &'a str,
    /// What was typed.
    pub pesan: &'a str,
}

fn satu(baris: &Terbaca) -> Result<Markup> {
    let (dari, isi) = match baris.butir {
        Butir::PesanPenangan => ("Penangan", alinea(&baris.teks())),
        Butir::PesanPelapor => ("Anda", alinea(&baris.teks())),
        Butir::Laporan => {
            let laporan: Laporan = serde_json::from_slice(&baris.isi)?;
            ("Anda", html! { p.govuk-body { strong { (laporan.judul) } } (alinea(&laporan.uraian)) })
        }
        Butir::Berkas => {
            let berkas = crate::store::berkas::uraian(baris)?;
            let catatan = if berkas.bersih {
                ", salinan tanpa nama penulis, tempat, waktu, dan perangkat"
            } else {
                ", apa adanya: tidak dibersihkan"
            };
            (
                "Anda",
                html! { p.govuk-body { "Berkas " (berkas.nama) " (" (kalimat::ukuran(berkas.ukuran)) (catatan) ")" } },
            )
        }
        Butir::Catatan | Butir::BerkasAsli | Butir::Identitas => return Ok(html! {}),
    };
    Ok(page::card(&format!("{dari}, {}", kernel::indonesia::tanggal::panjang(baris.hari)), &[], isi))
}

/// Status and dialogue.
pub fn ruang(ctx: &Ctx, status: StatusCode, ruang: &Ruang<'_>, salah: &[FieldError]) -> Result<Response> {
    let errors = super::salah(salah);
    let csrf = ctx.csrf()?;
    let kunci = if salah.is_empty() { Uuid::new_v4().to_string() } else { ctx.form().get("_kunci").to_owned() };
    let percakapan = ruang.isi.iter().map(satu).collect::<Result<Vec<_>>>()?;
    let tombol = |aksi: &'static str, label: &'static str| {
        page::form(
            &Form { action: "/wbs/ruang", csrf: &csrf, ..Form::default() },
            html! {
                (page::hidden("ruang", ruang.token)) (page::hidden("aksi", aksi))
                (page::button(&page::Button { label, kind: ButtonKind::Secondary, ..page::Button::default() }))
            },
        )
    };
    let isi = html! {
        (page::error_summary(&errors))
        (page::heading("Lapor pelanggaran", "Laporan Anda", html! {}))
        @if !ruang.kabar.is_empty() { (page::inset(html! { (ruang.kabar) })) }
        (page::summary_list(&[
            Fact::new("Nomor", html! { (ruang.kepala.nomor) }),
            Fact::new("Diterima", hari(ruang.kepala.hari)),
            Fact::new("Status", super::tanda(&ruang.kepala.status)),
            Fact::new("Tidak dapat dibuka oleh", html! { @if ruang.tertutup.is_empty() { "–" } @else { (ruang.tertutup) } }),
        ]))
        h2.govuk-heading-m { "Percakapan" }
        @for each in &percakapan { (each) }
        (page::form(&Form { action: "/wbs/ruang", csrf: &csrf, key: &kunci, multipart: true, ..Form::default() }, html! {
            (page::hidden("ruang", ruang.token))
            (page::textarea(&kendali("pesan", "Pesan untuk penangan", "", &errors), ruang.pesan, 5, None))
            (unggah(&apa_adanya(ctx), &errors))
            (page::submit("Kirim pesan"))
        }))
        h2.govuk-heading-m { "Selesai membaca?" }
        p.govuk-body { "Tutup ruang ini, lalu tutup jendela peramban. Ruang tertutup sendiri setelah 30 menit." }
        (page::buttons(html! { (tombol("tutup", "Tutup ruang")) (tombol("muat", "Muat ulang")) }))
    };
    bingkai(ctx, status, "Laporan Anda", !errors.is_empty(), rata(isi))
}

/// The room was closed. The browser is told to forget what it kept of the pages before, where it understands that.
pub fn selesai(ctx: &Ctx) -> Result<Response> {
    let isi = html! {
        (page::heading("Lapor pelanggaran", "Ruang laporan sudah ditutup", html! {}))
        p.govuk-body-l { "Sekarang tutup jendela peramban ini, supaya tombol kembali tidak menampilkan halaman sebelumnya." }
        p.govuk-body { a.govuk-link href="/wbs/lacak" { "Buka lagi dengan kode" } }
    };
    let mut response = bingkai(ctx, StatusCode::OK, "Ruang ditutup", false, isi)?;
    let name = http::HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(name, http::HeaderValue::from_static("\"cache\""));
    Ok(response)
}

/// Published figures of past years.
pub fn angka(ctx: &Ctx, angka: &[Angka]) -> Result<Response> {
    let mut tahun: Vec<i32> = angka.iter().map(|each| each.tahun).collect();
    tahun.dedup();
    let jumlah = |each: &Angka| each.jumlah.map_or_else(|| "kurang dari 5".to_owned(), |n| format!("sekitar {n}"));
    let tabel = |tahun: i32, bagian: &str, judul: &str| {
        let own = angka.iter().filter(|each| each.tahun == tahun && each.bagian == bagian);
        let label = |kunci: &str| match bagian {
            "status" => ALUR.label(kunci).to_owned(),
            _ => label_jenis(kunci).to_owned(),
        };
        let rows: Vec<Row<'_>> =
            own.map(|each| Row::new(vec![html! { (label(&each.kunci)) }, html! { (jumlah(each)) }])).collect();
        if rows.is_empty() {
            return html! {};
        }
        page::table(&Table {
            caption: format!("{judul}, {tahun}").into(),
            columns: vec![Column::new(judul.to_owned()), Column::new("Laporan")],
            rows,
            ..Table::default()
        })
    };
    let isi = html! {
        (page::heading("Lapor pelanggaran", "Laporan dalam angka", html! {}))
        p.govuk-body { "Jumlah dibulatkan ke kelipatan lima dan yang di bawah lima tidak disebut, supaya tidak ada laporan yang dapat dikenali. Isi laporan tidak pernah diterbitkan." }
        @if tahun.is_empty() { (page::empty("Belum ada angka", "Angka suatu tahun diterbitkan setelah tahun itu berakhir.", None)) }
        @for tahun in &tahun {
            h2.govuk-heading-m { (tahun) }
            @for each in angka.iter().filter(|each| each.tahun == *tahun && each.bagian == "semua") {
                p.govuk-body { "Laporan yang masuk: " strong { (jumlah(each)) } "." }
            }
            (tabel(*tahun, "status", "Status"))
            (tabel(*tahun, "jenis", "Jenis pelanggaran"))
        }
    };
    bingkai(ctx, StatusCode::OK, "Laporan dalam angka", false, isi)
}

/// Fills a page up, so that the answer to a code that opens a report is as long as that to one that does not, unless much was said.
fn rata(isi: Markup) -> Markup {
    const LANGKAH: usize = 22 * 1024;
    let kurang = (isi.0.len() / LANGKAH + 1) * LANGKAH - isi.0.len();
    html! { (isi) (PreEscaped(format!("<!--{}-->", " ".repeat(kurang)))) }
}
