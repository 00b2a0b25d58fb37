//! The coordinator's page of Open311: keys of applications, and what the discovery document says.
use kernel::auth::Access;
use kernel::indonesia::tanggal;
use kernel::page::{self, Button, ButtonKind, Column, Fact, Form, Row, Table, Text, Tone, Width};
use kernel::{Ctx, Error, FieldError, Response, Result, Routes, Subject};
use maud::{Markup, html};

use super::kunci::{self, HREF, JENIS, Kunci};
use super::store;
use crate::kanal::halaman::{Isian, berubah, bingkai, tab};
use crate::kanal::{KANAL, kepala};

const BARU: &str = "/pengaduan/kanal/open311/baru";
const SETELAN: &str = "/pengaduan/kanal/open311/setelan";
/// Requests of each minute that a key may be given.
const PER_MENIT: std::ops::RangeInclusive<i64> = 1..=600;

/// Pages of keys.
pub fn routes() -> Routes {
    let kanal = Access::Can(KANAL);
    Routes::new()
        .get(HREF, kanal, daftar)
        .get(BARU, kanal, formulir)
        .post(BARU, kanal, buat)
        .post(format!("{HREF}/{{id}}/cabut"), kanal, cabut)
        .get(SETELAN, kanal, formulir_setelan)
        .post(SETELAN, kanal, simpan_setelan)
}

async fn daftar(ctx: Ctx) -> Result<Response> {
    let semua = kunci::semua(&ctx.app).await?;
    let setelan = store::setelan(&ctx.app).await?;
    let csrf = ctx.csrf()?;
    let rows: Vec<Row<'_>> = semua.iter().map(|satu| baris(&ctx, satu, &csrf)).collect();
    let alamat = ctx.app.config.url.trim_end_matches('/');
    let cara = if setelan.rilis_dahulu {
        "Laporan tampil setelah diterbitkan koordinator; sampai saat itu pengirim memegang token"
    } else {
        "Laporan langsung bernomor dan tampil, dengan data pribadi disamarkan mesin"
    };
    let fakta = [
        Fact::new("Alamat layanan", html! { code { (alamat) (super::POHON) } }),
        Fact::new("Dokumen penemuan", html! { code { (alamat) "/open311/discovery.xml" } }),
        Fact::new("Penerbitan", html! { (cara) }),
        Fact::new("Kontak", html! { (setelan.kontak) }),
        Fact::new("Cara mendapat kunci", html! { (setelan.cara_kunci) }),
    ];
    let body = html! {
        (page::heading("Kanal pengaduan", "Open311", page::button_link("Buat kunci", BARU, ButtonKind::Primary)))
        (tab(&ctx, HREF))
        p.govuk-body { "Aplikasi lain mengirim dan membaca pengaduan lewat Open311 GeoReport v2. Membaca terbuka bagi siapa pun; mengirim memerlukan kunci." }
        (page::summary_list(&fakta))
        p { a.govuk-link href=(SETELAN) { "Ubah setelan Open311" } }
        @if rows.is_empty() { (page::empty("Belum ada kunci", "Buat satu kunci untuk setiap aplikasi yang mengirim pengaduan.", None)) }
        @else { (page::table(&Table {
            caption: "Kunci aplikasi".into(),
            columns: ["Aplikasi", "Kontak", "Per menit", "Terakhir dipakai", "Keadaan", "Tindakan"].map(Column::new).into(),
            rows,
            ..Table::default()
        })) }
    };
    bingkai(&ctx, "Open311", &[], body)
}

fn baris(ctx: &Ctx, satu: &Kunci, csrf: &str) -> Row<'static> {
    let zona = ctx.app.profile.zone();
    let dipakai =
        satu.dipakai.map_or_else(|| "Belum pernah".to_owned(), |at| tanggal::waktu_relatif(at, ctx.now, zona));
    let alamat = format!("{HREF}/{}/cabut", satu.id);
    let tindakan = match satu.dicabut {
        Some(_) => html! {},
        None => page::act(&Form { action: &alamat, csrf, ..Form::default() }, "Cabut", ButtonKind::Secondary),
    };
    let keadaan = match satu.dicabut {
        Some(_) => page::tag("Dicabut", Tone::Neutral),
        None => page::tag("Berlaku", Tone::Good),
    };
    Row::new(vec![
        html! { (satu.nama) },
        html! { (satu.kontak) },
        html! { (satu.per_menit) },
        html! { (dipakai) },
        keadaan,
        tindakan,
    ])
}

async fn formulir(ctx: Ctx) -> Result<Response> {
    formulir_kunci(&ctx, &[])
}

fn formulir_kunci(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let isian = Isian::new(ctx, salah);
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let isi = |nama: &'static str, biasa: &str| isian.nilai(nama, biasa);
    let body = html! {
        (page::error_summary(&isian.galat))
        (page::heading("Open311", "Buat kunci", html! {}))
        (page::column(page::form(&Form { action: BARU, csrf: &csrf, key: &key, ..Form::default() }, html! {
            (page::text_input(&isian.atur("nama", "Nama aplikasi", "Misalnya Aplikasi Warga Contoh"), &isi("nama", ""), &Text::default()))
            (page::text_input(&isian.atur("kontak", "Kontak pengelolanya", "Surel atau telepon yang dihubungi bila ada gangguan"), &isi("kontak", ""), &Text::default()))
            (page::text_input(&isian.atur("per_menit", "Kiriman paling banyak per menit", "1 sampai 600"), &isi("per_menit", "60"), &Text { width: Width::Chars5, ..Text::default() }))
            (page::submit("Buat kunci"))
        })))
    };
    bingkai(ctx, "Buat kunci Open311", salah, body)
}

async fn buat(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let form = ctx.form();
    let (nama, kontak) = (form.get("nama"), form.get("kontak"));
    let mut salah = vec![];
    for (field, teks, kata) in [
        ("nama", nama, "Isi nama aplikasi, paling banyak 100 karakter"),
        ("kontak", kontak, "Isi kontak pengelolanya, paling banyak 100 karakter"),
    ] {
        if !kepala(teks, 100) {
            salah.push(FieldError::new(field, kata));
        }
    }
    let per_menit = form.get("per_menit").parse::<i64>().ok().filter(|angka| PER_MENIT.contains(angka));
    let Some(per_menit) = per_menit.filter(|_| salah.is_empty()) else {
        if per_menit.is_none() {
            salah.push(FieldError::new("per_menit", "Isi bilangan 1 sampai 600"));
        }
        return formulir_kunci(&ctx, &salah);
    };
    let rahasia = kunci::buat(&ctx, nama, kontak, per_menit).await?;
    let body = html! {
        (page::heading("Open311", "Kunci sudah dibuat", html! {}))
        (page::warning("Salin kunci ini sekarang dan serahkan kepada pengelola aplikasi. Kunci tidak dapat ditampilkan lagi."))
        p { code.rahasia { (rahasia) } }
        p.govuk-body { "Aplikasi mengirimnya sebagai isian " code { "api_key" } " pada setiap pengiriman laporan." }
        (page::button_link("Sudah saya salin", HREF, ButtonKind::Primary))
    };
    bingkai(&ctx, "Kunci sudah dibuat", &[], body)
}

async fn cabut(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    let mut write = ctx.write("pengaduan.kunci_open311_dicabut").await?;
    kunci::cabut(&mut write, id).await?;
    write.commit(&Subject::new(JENIS, id, HREF)).await?;
    ctx.redirect_with(HREF, "Kunci sudah dicabut.")
}

async fn formulir_setelan(ctx: Ctx) -> Result<Response> {
    halaman_setelan(&ctx, &[]).await
}

async fn halaman_setelan(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let setelan = store::setelan(&ctx.app).await?;
    let isian = Isian::new(ctx, salah);
    let rilis = isian.centang("rilis_dahulu", setelan.rilis_dahulu);
    let versi = isian.versi(setelan.version);
    let csrf = ctx.csrf()?;
    let isi: Markup = html! {
        (page::text_input(&isian.atur("kontak", "Kontak", "Bagaimana menghubungi pengelola layanan ini"), &isian.nilai("kontak", &setelan.kontak), &Text::default()))
        (page::text_input(&isian.atur("cara_kunci", "Cara mendapat kunci", "Dibaca pembuat aplikasi"), &isian.nilai("cara_kunci", &setelan.cara_kunci), &Text::default()))
        (page::checkbox(&isian.atur("rilis_dahulu", "Laporan diperiksa koordinator sebelum tampil", "Bila tidak dicentang, laporan lewat Open311 langsung bernomor dan tampil untuk umum; data pribadi hanya disamarkan mesin"), rilis))
        (page::buttons(page::button(&Button { label: "Simpan", ..Button::default() })))
    };
    let body = html! {
        (page::error_summary(&isian.galat))
        (page::heading("Open311", "Setelan Open311", html! {}))
        (page::column(page::form(&Form { action: SETELAN, csrf: &csrf, version: &versi, ..Form::default() }, isi)))
    };
    bingkai(ctx, "Setelan Open311", salah, body)
}

async fn simpan_setelan(ctx: Ctx) -> Result<Response> {
    let form = ctx.form();
    let (kontak, cara) = (form.get("kontak"), form.get("cara_kunci"));
    let mut salah = vec![];
    if !kepala(kontak, 300) {
        salah.push(FieldError::new("kontak", "Isi kontak, paling banyak 300 karakter"));
    }
    if !kepala(cara, 300) {
        salah.push(FieldError::new("cara_kunci", "Isi cara mendapat kunci, paling banyak 300 karakter"));
    }
    if !salah.is_empty() {
        return halaman_setelan(&ctx, &salah).await;
    }
    let versi = form.get(page::VERSION_FIELD).parse().unwrap_or(-1);
    let mut write = ctx.write("pengaduan.setelan_open311").await?;
    match store::simpan_setelan(&mut write, versi, kontak, cara, form.get("rilis_dahulu") == page::YES).await {
        Ok(()) => {}
        Err(Error::Conflict) => {
            drop(write);
            return halaman_setelan(&ctx, &berubah()).await;
        }
        Err(lain) => return Err(lain),
    }
    write.commit(&Subject::new("open311_setelan", store::SETELAN, HREF)).await?;
    ctx.redirect_with(HREF, "Setelan disimpan.")
}
