//! The coordinator's pages of the exchange.
use kernel::auth::Access;
use kernel::indonesia::tanggal;
use kernel::page::{self, ButtonKind, Column, Fact, Form, Row, Table, Text, TextKind, Tone};
use kernel::{Ctx, Error, FieldError, Response, Result, Routes, Subject, Val};
use maud::{Markup, html};
use serde_json::json;
use time::OffsetDateTime;

use super::banding::{Macam, Selisih};
use super::store::{self, JENIS, SETELAN};
use super::{HREF, kerja, web_berkas};
use crate::kanal::halaman::{Isian, berubah, bingkai, tab};
use crate::kanal::{KANAL, http};
use crate::model;

const ATUR: &str = "/pengaduan/kanal/lapor/setelan";

/// Pages of the exchange.
pub fn routes() -> Routes {
    let kanal = Access::Can(KANAL);
    Routes::new()
        .get(HREF, kanal, ringkasan)
        .get(ATUR, kanal, formulir)
        .post(ATUR, kanal, simpan)
        .post(format!("{HREF}/tukar"), kanal, tukar)
        .post(format!("{HREF}/banding"), kanal, banding)
        .post(format!("{HREF}/ulangi/{{id}}"), kanal, ulangi)
        .merge(web_berkas::routes())
}

async fn ringkasan(ctx: Ctx) -> Result<Response> {
    let (setelan, kursor) = (store::setelan(&ctx.app).await?, store::kursor(&ctx.app).await?);
    let [menunggu, terkirim, ditolak] = store::hitung(&ctx.app).await?;
    let selisih = store::selisih(&ctx.app).await?;
    let csrf = ctx.csrf()?;
    let zona = ctx.app.profile.zone();
    let saat = |saat: Option<OffsetDateTime>| {
        saat.map_or_else(|| "Belum pernah".to_owned(), |saat| tanggal::waktu_relatif(saat, ctx.now, zona))
    };
    let arah = match (setelan.kirim, setelan.ambil) {
        (true, true) => "Mengirim dan mengambil",
        (true, false) => "Hanya mengirim",
        (false, true) => "Hanya mengambil",
        (false, false) => "Tidak bertukar",
    };
    let fakta = [
        Fact::new(
            "Alamat penghubung",
            html! { @if setelan.alamat.is_empty() { span.pudar { "Belum diatur; pakai berkas" } } @else { code { (setelan.alamat) } } },
        ),
        Fact::new("Pertukaran", html! { (arah) }),
        Fact::new(
            "Terakhir bertukar",
            html! { (saat(kursor.pada)) @if let Some(galat) = &kursor.galat { " " (page::tag("Gagal", Tone::Bad)) br; span.pudar { (galat) } } },
        ),
        Fact::new("Pengiriman", html! { (menunggu) " menunggu, " (terkirim) " terkirim, " (ditolak) " ditolak" }),
        Fact::new("Terakhir dibandingkan", html! { (saat(kursor.banding)) }),
    ];
    let aksi = |bagian: &str, label: &str| {
        page::act(
            &Form { action: &format!("{HREF}/{bagian}"), csrf: &csrf, ..Form::default() },
            label,
            ButtonKind::Secondary,
        )
    };
    let body = html! {
        (page::heading("Kanal pengaduan", "SP4N-LAPOR!", html! {}))
        (tab(&ctx, HREF))
        p.govuk-body { "Pengaduan ditukar dengan SP4N-LAPOR! lewat penghubung, setiap sepuluh menit. Tanpa penghubung, pakai berkas CSV." }
        (page::summary_list(&fakta))
        (page::buttons(html! {
            @if !setelan.alamat.is_empty() { (aksi("tukar", "Tukar sekarang")) (aksi("banding", "Bandingkan sekarang")) }
            (page::button_link("Ubah setelan", ATUR, ButtonKind::Secondary))
            (page::button_link("Impor berkas", web_berkas::IMPOR, ButtonKind::Secondary))
            (page::button_link("Unduh berkas", web_berkas::EKSPOR, ButtonKind::Secondary))
        }))
        (perbedaan(&selisih, &csrf))
    };
    bingkai(&ctx, "SP4N-LAPOR!", &[], body)
}

fn perbedaan(semua: &[Selisih], csrf: &str) -> Markup {
    if semua.is_empty() {
        return page::empty("Tidak ada perbedaan", "Kedua sisi sama sejauh yang terakhir dibandingkan.", None);
    }
    let rows: Vec<Row<'_>> = semua
        .iter()
        .map(|satu| {
            let ulangi = match (satu.macam, satu.pengaduan) {
                (Macam::TiadaDiSana | Macam::Keadaan, Some(id)) => {
                    page::act(&Form { action: &format!("{HREF}/ulangi/{id}"), csrf, ..Form::default() }, "Kirim ulang", ButtonKind::Secondary)
                }
                (Macam::TiadaDiSana | Macam::Keadaan | Macam::TiadaDiSini | Macam::TakDikenal | Macam::Cacat, _) => html! {},
            };
            Row::new(vec![
                html! { @match satu.pengaduan { Some(id) => a.govuk-link href=(model::href(id)) { (satu.nomor) }, None => (satu.nomor) } },
                html! { (satu.macam.label()) },
                html! { (satu.kita) },
                html! { (satu.sana) },
                ulangi,
            ])
        })
        .collect();
    page::table(&Table {
        caption: "Perbedaan".into(),
        columns: ["Nomor", "Perbedaan", "Di sini", "Di SP4N-LAPOR!", "Tindakan"].map(Column::new).into(),
        rows,
        ..Table::default()
    })
}

async fn formulir(ctx: Ctx) -> Result<Response> {
    halaman(&ctx, &[]).await
}

async fn halaman(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let setelan = store::setelan(&ctx.app).await?;
    let isian = Isian::new(ctx, salah);
    let csrf = ctx.csrf()?;
    let versi = isian.versi(setelan.version);
    let kunci = if setelan.berkunci() {
        "Kosongkan bila tidak berubah. Tersimpan terenkripsi"
    } else {
        "Tersimpan terenkripsi"
    };
    let alamat = page::Control {
        optional: true,
        ..isian.atur("alamat", "Alamat penghubung", "Kosongkan bila belum ada; berkas CSV tetap dapat dipakai")
    };
    let rahasia = Text { kind: TextKind::Password, autocomplete: "new-password", ..Text::default() };
    let kendali_kunci = page::Control { optional: true, ..isian.atur("kunci", "Kunci penghubung", kunci) };
    let body = html! {
        (page::error_summary(&isian.galat))
        (page::heading("SP4N-LAPOR!", "Setelan SP4N-LAPOR!", html! {}))
        (page::column(page::form(&Form { action: ATUR, csrf: &csrf, version: &versi, ..Form::default() }, html! {
            (page::text_input(&alamat, &isian.nilai("alamat", &setelan.alamat), &Text { kind: TextKind::Url, ..Text::default() }))
            (page::text_input(&kendali_kunci, "", &rahasia))
            (page::checkbox(&isian.atur("kirim", "Kirim pengaduan yang sudah diteruskan ke perangkat daerah", "Data pribadi disamarkan dan pelapor tidak disebut; laporan rahasia tidak dikirim"), isian.centang("kirim", setelan.kirim)))
            (page::checkbox(&isian.atur("ambil", "Ambil laporan dari SP4N-LAPOR!", ""), isian.centang("ambil", setelan.ambil)))
            (page::submit("Simpan"))
        })))
    };
    bingkai(ctx, "Setelan SP4N-LAPOR!", salah, body)
}

async fn simpan(ctx: Ctx) -> Result<Response> {
    let form = ctx.form();
    let setelan = store::setelan(&ctx.app).await?;
    let (alamat, kunci) = (form.get("alamat"), form.get("kunci"));
    let mut salah = vec![];
    if alamat.len() > 500 {
        salah.push(FieldError::new("alamat", "Alamat paling panjang 500 karakter"));
    } else if let (false, Err(kata)) = (alamat.is_empty(), http::alamat(alamat)) {
        salah.push(FieldError::new("alamat", kata));
    }
    if kunci.chars().count() > 1000 || !kunci.chars().all(|huruf| huruf.is_ascii_graphic()) {
        salah.push(FieldError::new("kunci", "Kunci berisi huruf dan angka tanpa spasi, paling banyak 1.000"));
    }
    // A key goes to the address that it was given for, and to no other.
    if kunci.is_empty() && setelan.berkunci() && !alamat.is_empty() && alamat != setelan.alamat {
        salah.push(FieldError::new("kunci", "Alamat berubah: isi kuncinya lagi"));
    }
    if !salah.is_empty() {
        return halaman(&ctx, &salah).await;
    }
    let mut values: Vec<(&str, Val)> = vec![
        ("alamat", alamat.into()),
        ("kirim", (form.get("kirim") == page::YES).into()),
        ("ambil", (form.get("ambil") == page::YES).into()),
    ];
    if !kunci.is_empty() {
        values.push(("kunci", Some(store::segel(&ctx.app, kunci)?).into()));
    }
    let versi = form.get(page::VERSION_FIELD).parse().unwrap_or(-1);
    let mut write = ctx.write("pengaduan.setelan_lapor").await?;
    match store::simpan(&mut write, versi, values).await {
        Ok(()) => {}
        Err(Error::Conflict) => {
            drop(write);
            return halaman(&ctx, &berubah()).await;
        }
        Err(lain) => return Err(lain),
    }
    write.commit(&Subject::new(JENIS, SETELAN, HREF)).await?;
    ctx.redirect_with(HREF, "Setelan disimpan.")
}

/// Queues a job in a change of its own.
async fn antrekan(ctx: &Ctx, jenis: &str, kata: &str) -> Result<Response> {
    let mut write = ctx.write("pengaduan.lapor_diminta").await?;
    let at = write.at();
    write.job(jenis, json!({}), at).await?;
    write.commit(&Subject::new(JENIS, SETELAN, HREF)).await?;
    ctx.redirect_with(HREF, kata)
}

async fn tukar(ctx: Ctx) -> Result<Response> {
    antrekan(&ctx, kerja::TUKAR_JENIS, "Pertukaran dimulai. Muat ulang halaman ini sebentar lagi.").await
}

async fn banding(ctx: Ctx) -> Result<Response> {
    antrekan(&ctx, kerja::BANDING_JENIS, "Perbandingan dimulai. Muat ulang halaman ini sebentar lagi.").await
}

async fn ulangi(ctx: Ctx) -> Result<Response> {
    if !store::ulangi(&ctx.app, ctx.id("id")?).await? {
        return Err(Error::NotFound);
    }
    antrekan(&ctx, kerja::TUKAR_JENIS, "Laporan dikirim ulang.").await
}
