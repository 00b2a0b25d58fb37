//! Files out and in: first what would become of each row, then the taking.
use kernel::auth::Access;
use kernel::page::{self, ButtonKind, Column, Control, Form, Row, Table, Tone, Upload};
use kernel::web::attachment;
use kernel::{Ctx, FieldError, Response, Result, Routes, Subject};
use maud::html;

use super::HREF;
use super::berkas::{self, BARIS, Nasib};
use super::store::{JENIS, SETELAN};
use crate::kanal::KANAL;
use crate::kanal::halaman::{Isian, bingkai};

/// The page that takes files.
pub const IMPOR: &str = "/pengaduan/kanal/lapor/impor";
/// The file that goes out.
pub const EKSPOR: &str = "/pengaduan/kanal/lapor/ekspor.csv";
const AMBIL: &str = "/pengaduan/kanal/lapor/impor/ambil";
/// Largest file, in bytes: it comes back in the form that confirms.
const TERBESAR: u64 = 1_000_000;

/// Routes of files.
pub fn routes() -> Routes {
    let kanal = Access::Can(KANAL);
    Routes::new()
        .get(EKSPOR, kanal, ekspor)
        .get(IMPOR, kanal, formulir)
        .upload(IMPOR, kanal, pratinjau)
        .post(AMBIL, kanal, ambil)
}

async fn ekspor(ctx: Ctx) -> Result<Response> {
    let isi = berkas::tulis(&ctx.app).await?;
    attachment(&format!("pengaduan-{}.csv", ctx.today()), "text/csv; charset=utf-8", isi)
}

async fn formulir(ctx: Ctx) -> Result<Response> {
    halaman(&ctx, &[])
}

fn halaman(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let isian = Isian::new(ctx, salah);
    let csrf = ctx.csrf()?;
    let kendali: Control<'_> =
        isian.atur("berkas", "Berkas CSV", "Kolom nomor, judul, dan uraian wajib ada; yang lain boleh kosong");
    let batas = format!("Paling besar 1 MB dan {BARIS} baris");
    let unggah = Upload { accept: ".csv,text/csv", limits: &batas, max_bytes: Some(TERBESAR), ..Upload::default() };
    let body = html! {
        (page::error_summary(&isian.galat))
        (page::heading("SP4N-LAPOR!", "Impor berkas", html! {}))
        (page::column(html! {
            p.govuk-body { "Kolom yang dibaca: " code { (berkas::KOLOM.join(", ")) } ". Laporan yang nomornya sudah ada dilewati, jadi berkas yang sama aman diimpor lagi." }
            (page::form(&Form { action: IMPOR, csrf: &csrf, multipart: true, ..Form::default() }, html! {
                (page::upload(&kendali, &unggah))
                (page::submit("Periksa berkas"))
            }))
        }))
    };
    bingkai(ctx, "Impor berkas", salah, body)
}

async fn pratinjau(ctx: Ctx) -> Result<Response> {
    let salah = |kata: String| vec![FieldError::new("berkas", kata)];
    let Some(unggahan) = ctx.form().file("berkas") else {
        return halaman(&ctx, &salah("Pilih berkas CSV".into()));
    };
    if unggahan.size > TERBESAR {
        return halaman(&ctx, &salah("Berkas terlalu besar: paling besar 1 MB. Bagi menjadi beberapa berkas".into()));
    }
    let bytes = tokio::fs::read(&unggahan.path).await?;
    let semua = match berkas::baca(&bytes, ctx.app.offset(), ctx.now) {
        Ok(semua) => semua,
        Err(kata) => return halaman(&ctx, &salah(kata)),
    };
    let nasib = berkas::ramal(&ctx.app, &semua).await?;
    let baru = nasib.iter().filter(|satu| **satu == Nasib::Baru).count();
    let sudah = nasib.iter().filter(|satu| **satu == Nasib::Sudah).count();
    let rows: Vec<Row<'_>> = semua
        .iter()
        .zip(&nasib)
        .filter(|(_, nasib)| **nasib != Nasib::Sudah)
        .take(200)
        .map(|(baris, nasib)| {
            let (nomor, judul) = match &baris.isi {
                Ok(laporan) => (laporan.nomor.as_str(), laporan.judul.as_str()),
                Err(_) => ("", ""),
            };
            let hasil = match nasib {
                Nasib::Baru => page::tag("Baru", Tone::Good),
                Nasib::Sudah => page::tag("Sudah ada", Tone::Neutral),
                Nasib::Cacat(sebab) => html! { div { (page::tag("Dilewati", Tone::Bad)) br; span.pudar { (sebab) } } },
            };
            Row::new(vec![html! { (baris.nomor_baris) }, html! { (nomor) }, html! { (judul) }, hasil])
        })
        .collect();
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let isi = kernel::keys::hex(&bytes);
    let body = html! {
        (page::heading("SP4N-LAPOR!", "Periksa sebelum diimpor", html! {}))
        p.govuk-body { (baru) " laporan baru, " (sudah) " sudah ada, " (semua.len() - baru - sudah) " tidak dapat diambil. Belum ada yang disimpan." }
        @if baru > 0 {
            (page::form(&Form { action: AMBIL, csrf: &csrf, key: &key, ..Form::default() }, html! {
                (page::hidden("isi", &isi))
                (page::submit("Impor laporan baru"))
            }))
        }
        @if !rows.is_empty() { (page::table(&Table {
            caption: "Baris yang bukan ulangan, paling banyak 200".into(),
            columns: ["Baris", "Nomor", "Judul", "Hasil"].map(Column::new).into(),
            rows,
            title: 2,
            ..Table::default()
        })) }
        (page::buttons(page::button_link("Pilih berkas lain", IMPOR, ButtonKind::Secondary)))
    };
    bingkai(&ctx, "Periksa sebelum diimpor", &[], body)
}

async fn ambil(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let bytes = kernel::keys::unhex(ctx.form().get("isi")).unwrap_or_default();
    let semua = match berkas::baca(&bytes, ctx.app.offset(), ctx.now) {
        Ok(semua) => semua,
        Err(kata) => return halaman(&ctx, &[FieldError::new("berkas", kata)]),
    };
    // Each report is a change of its own; one that stops in the middle is gone on with by the same file.
    let banyak = berkas::ambil(&ctx.app, &semua).await?;
    let mut write = ctx.write("pengaduan.impor_lapor").await?;
    write.event("pengaduan.impor_lapor", serde_json::json!({ "banyak": banyak }));
    write.commit(&Subject::new(JENIS, SETELAN, HREF)).await?;
    ctx.redirect_with(HREF, &format!("{banyak} laporan diimpor."))
}
