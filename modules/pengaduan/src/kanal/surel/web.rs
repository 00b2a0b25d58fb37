//! The coordinator's pages of mailboxes.
use ::surel::alamat::Alamat;
use ::surel::imap::Kotak as Sambungan;
use kernel::auth::Access;
use kernel::indonesia::tanggal;
use kernel::page::{self, ButtonKind, Column, Form, Row, Table, Text, TextKind, Tone};
use kernel::{Ctx, Error, FieldError, Response, Result, Routes, Subject, Val};
use maud::{Markup, html};
use serde_json::json;

use super::store::{self, JENIS, Kotak};
use super::{HREF, kerja};
use crate::kanal::halaman::{Isian, Terbaca, berubah, bingkai, tab};
use crate::kanal::{KANAL, kepala};

const BARU: &str = "/pengaduan/kanal/surel/baru";

/// Pages of mailboxes.
pub fn routes() -> Routes {
    let kanal = Access::Can(KANAL);
    Routes::new()
        .get(HREF, kanal, daftar)
        .get(BARU, kanal, formulir)
        .post(BARU, kanal, simpan)
        .get(format!("{HREF}/{{id}}"), kanal, formulir)
        .post(format!("{HREF}/{{id}}"), kanal, simpan)
        .post(format!("{HREF}/{{id}}/periksa"), kanal, periksa)
}

fn keadaan(ctx: &Ctx, kotak: &Kotak) -> Markup {
    html! { div {
        @match (kotak.aktif, &kotak.galat) {
            (false, _) => (page::tag("Tidak dipakai", Tone::Neutral)),
            (true, Some(galat)) => { (page::tag("Gagal", Tone::Bad)) br; span.pudar { (galat) } }
            (true, None) => (page::tag("Dipakai", Tone::Good)),
        }
        @if let Some(saat) = kotak.diperiksa { br; span.pudar { "Diperiksa " (tanggal::waktu_relatif(saat, ctx.now, ctx.app.profile.zone())) } }
    } }
}

async fn daftar(ctx: Ctx) -> Result<Response> {
    let semua = store::semua(&ctx.app, false).await?;
    let rows: Vec<Row<'_>> = semua
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href=(satu.href()) { (satu.nama) } },
                html! { (satu.alamat) },
                keadaan(&ctx, satu),
            ])
        })
        .collect();
    let body = html! {
        (page::heading("Kanal pengaduan", "Kotak surel", page::button_link("Tambah kotak surel", BARU, ButtonKind::Primary)))
        (tab(&ctx, HREF))
        p.govuk-body { "Surel yang masuk menjadi pengaduan. Pengirimnya mendapat nomor dan kata rahasia, dan balasannya masuk ke pengaduan yang sama." }
        @if rows.is_empty() { (page::empty("Belum ada kotak surel", "Pendopo hanya membaca kotak surel, setiap lima menit; isinya tidak diubah.", None)) }
        @else { (page::table(&Table {
            caption: "Kotak surel".into(),
            caption_hidden: true,
            columns: ["Kotak", "Server", "Keadaan"].map(Column::new).into(),
            rows,
            ..Table::default()
        })) }
    };
    bingkai(&ctx, "Kotak surel", &[], body)
}

/// The mailbox of the address; none on the page of a new one.
async fn kotak(ctx: &Ctx) -> Result<Option<Kotak>> {
    match ctx.path("id") {
        "" => Ok(None),
        _ => store::cari(&ctx.app, ctx.id("id")?).await.map(Some),
    }
}

async fn formulir(ctx: Ctx) -> Result<Response> {
    let lama = kotak(&ctx).await?;
    halaman(&ctx, lama.as_ref(), &[])
}

fn halaman(ctx: &Ctx, lama: Option<&Kotak>, salah: &[FieldError]) -> Result<Response> {
    let isian = Isian::new(ctx, salah);
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let (alamat, versi) = match lama {
        Some(lama) => (lama.href(), isian.versi(lama.version)),
        None => (BARU.to_owned(), String::new()),
    };
    let judul = lama.map_or("Tambah kotak surel", |lama| lama.nama.as_str());
    let dari =
        |ambil: fn(&Kotak) -> &String, biasa: &str| lama.map_or_else(|| biasa.to_owned(), |lama| ambil(lama).clone());
    let teks = |nama: &'static str, label: &'static str, hint: &'static str, nilai: String| {
        page::text_input(
            &isian.atur(nama, label, hint),
            &isian.nilai(nama, &nilai),
            &Text { autocomplete: "off", ..Text::default() },
        )
    };
    let sandi =
        if lama.is_some() { "Kosongkan bila tidak berubah. Tersimpan terenkripsi" } else { "Tersimpan terenkripsi" };
    let rahasia = Text { kind: TextKind::Password, autocomplete: "new-password", ..Text::default() };
    let ca = page::Control {
        optional: true,
        ..isian.atur(
            "ca",
            "Sertifikat yang juga dipercaya (PEM)",
            "Hanya bila server memakai otoritas sertifikat sendiri",
        )
    };
    let body = html! {
        (page::error_summary(&isian.galat))
        (page::heading("Kotak surel", judul, html! {}))
        (page::column(html! {
            @if let Some(lama) = lama {
                p.govuk-body { (keadaan(ctx, lama)) }
                (page::act(&Form { action: &format!("{}/periksa", lama.href()), csrf: &csrf, ..Form::default() }, "Coba sambungan", ButtonKind::Secondary))
            }
            (page::form(&Form { action: &alamat, csrf: &csrf, key: &key, version: &versi, ..Form::default() }, html! {
                (teks("nama", "Nama", "Misalnya Surel pengaduan", dari(|lama| &lama.nama, "")))
                (teks("alamat", "Alamat server", "imaps://nama-server, atau imap+starttls://nama-server", dari(|lama| &lama.alamat, "")))
                (teks("pengguna", "Nama pengguna", "", dari(|lama| &lama.pengguna, "")))
                (page::text_input(&isian.atur("sandi", "Kata sandi", sandi), "", &rahasia))
                (teks("folder", "Folder", "", dari(|lama| &lama.folder, "INBOX")))
                (page::textarea(&ca, &isian.nilai("ca", &dari(|lama| &lama.ca, "")), 5, None))
                (page::checkbox(&isian.atur("aktif", "Ambil pengaduan dari kotak ini", "Pendopo hanya membaca; pesan di kotak surel tidak diubah atau dihapus"), isian.centang("aktif", lama.is_none_or(|lama| lama.aktif))))
                (page::submit("Simpan"))
            }))
        }))
    };
    bingkai(ctx, judul, salah, body)
}

/// Reads the form. Wrong fields as the inner error.
fn urai(ctx: &Ctx, lama: Option<&Kotak>) -> Result<Terbaca> {
    let form = ctx.form();
    let mut salah = vec![];
    for (nama, kata) in [
        ("nama", "Isi nama kotak surel, paling banyak 200 karakter"),
        ("alamat", "Isi alamat server, seperti imaps://surel.contohkab.go.id"),
        ("pengguna", "Isi nama pengguna kotak surel"),
        ("folder", "Isi nama folder, biasanya INBOX"),
    ] {
        if !kepala(form.get(nama), 200) {
            salah.push(FieldError::new(nama, kata));
        }
    }
    let (alamat, pengguna, sandi) = (form.get("alamat"), form.get("pengguna"), form.get("sandi"));
    if let (true, Err(sebab)) = (kepala(alamat, 200), Alamat::urai(alamat)) {
        salah.push(FieldError::new("alamat", sebab));
    }
    if sandi.is_empty() && lama.is_none() {
        salah.push(FieldError::new("sandi", "Isi kata sandi kotak surel"));
    }
    // A password goes to the server that it was given for, and to no other.
    if sandi.is_empty() && lama.is_some_and(|lama| lama.alamat != alamat || lama.pengguna != pengguna) {
        salah.push(FieldError::new("sandi", "Server atau nama pengguna berubah: isi kata sandinya lagi"));
    }
    let ca = form.get("ca");
    if ca.len() > 20_000 || (!ca.is_empty() && !ca.contains("-----BEGIN CERTIFICATE-----")) {
        salah.push(FieldError::new("ca", "Tempel sertifikat dalam bentuk PEM, atau kosongkan"));
    }
    if !salah.is_empty() {
        return Ok(Err(salah));
    }
    let mut values: Vec<(&'static str, Val)> = vec![
        ("nama", form.get("nama").into()),
        ("alamat", alamat.into()),
        ("pengguna", pengguna.into()),
        ("folder", form.get("folder").into()),
        ("ca", ca.into()),
        ("aktif", (form.get("aktif") == page::YES).into()),
    ];
    if !sandi.is_empty() {
        values.push(("sandi", store::segel(&ctx.app, sandi)?.into()));
    }
    Ok(Ok(values))
}

async fn simpan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let lama = kotak(&ctx).await?;
    let values = match urai(&ctx, lama.as_ref())? {
        Ok(values) => values,
        Err(salah) => return halaman(&ctx, lama.as_ref(), &salah),
    };
    let versi = ctx.form().get(page::VERSION_FIELD).parse().unwrap_or(-1);
    let mut write = ctx.write("pengaduan.kotak_surel_diubah").await?;
    let id = match store::simpan(&mut write, lama.as_ref(), Some(versi), values).await {
        Ok(id) => id,
        Err(Error::Conflict) => {
            drop(write);
            let kini = kotak(&ctx).await?;
            return halaman(&ctx, kini.as_ref(), &berubah());
        }
        Err(lain) => return Err(lain),
    };
    write.commit(&Subject::new(JENIS, id, store::href(id))).await?;
    ctx.redirect_with(&store::href(id), "Kotak surel disimpan. Tekan \"Coba sambungan\" untuk memeriksanya.")
}

/// Tries the connection, and asks for the messages.
async fn periksa(ctx: Ctx) -> Result<Response> {
    let kotak = store::cari(&ctx.app, ctx.id("id")?).await?;
    let pesan = match Sambungan::buka(&kotak.masukan(&ctx.app)?).await {
        Ok(sambungan) => {
            let jumlah = sambungan.jumlah;
            sambungan.tutup().await;
            store::diperiksa(&ctx.app, kotak.id, None).await?;
            if kotak.aktif {
                let mut write = ctx.write("pengaduan.kotak_surel_diperiksa").await?;
                let at = write.at();
                write.job(kerja::AMBIL, json!({ "kotak": kotak.id }), at).await?;
                write.commit(&Subject::new(JENIS, kotak.id, kotak.href())).await?;
            }
            format!("Sambungan berhasil: {jumlah} pesan di folder {}.", kotak.folder)
        }
        Err(sebab) => {
            store::diperiksa(&ctx.app, kotak.id, Some(&sebab.0)).await?;
            format!("Sambungan gagal. {sebab}")
        }
    };
    ctx.redirect_with(&kotak.href(), &pesan)
}
