//! Visits, workload, and helping others.
use std::collections::BTreeMap;

use kernel::indonesia::{angka, tanggal};
use kernel::page::{self, ButtonKind, Chart, Column, Datum, Row, Table, Tone};
use kernel::{Ctx, Result};
use maud::{Markup, html};
use time::{Date, Duration};
use uuid::Uuid;

use super::{saat, tab, tanda};
use crate::model::Permohonan;
use crate::standar::Standar;
use crate::store::angka::{Beban, Langkah};
use crate::store::katalog::BarisFormulir;
use crate::store::kunjungan::Janji;

/// Visits, day by day.
pub fn kalender(ctx: &Ctx, semua: &[Janji], dari: Date, hari: i64) -> Markup {
    let zona = ctx.app.profile.zone();
    let hari_dari = |janji: &Janji| zona.tanggal(janji.kunjungan.mulai);
    let mut per_hari: BTreeMap<Date, Vec<&Janji>> = BTreeMap::new();
    for satu in semua {
        per_hari.entry(hari_dari(satu)).or_default().push(satu);
    }
    let geser =
        |jumlah: i64| dari.checked_add(Duration::days(jumlah)).map(|hari| format!("/permohonan/kunjungan?dari={hari}"));
    html! {
        (page::heading("Layanan", "Kunjungan lapangan", page::button_link("Unduh kalender (.ics)", "/permohonan/kunjungan.ics", ButtonKind::Secondary)))
        (tab(ctx, "/permohonan/kunjungan"))
        @if per_hari.is_empty() {
            (page::empty("Tidak ada kunjungan", "Kunjungan dijadwalkan dari halaman permohonan.", None))
        }
        @for (hari, janji) in &per_hari {
            (page::table(&Table {
                caption: tanggal::hari(*hari).into(),
                columns: ["Jam", "Permohonan", "Pemohon", "Tempat", "Keadaan"].map(Column::new).into(),
                rows: janji.iter().map(|satu| Row::new(vec![
                    html! { (tanggal::pukul(satu.kunjungan.mulai, zona)) },
                    html! { a.govuk-link href={ "/permohonan/" (satu.kunjungan.permohonan) } { (satu.nomor) " " (satu.judul) } },
                    html! { (satu.nama) },
                    html! { (satu.kunjungan.tempat) },
                    if satu.kunjungan.keadaan == "selesai" { page::tag("Selesai", Tone::Good) } else { page::tag("Direncanakan", Tone::Working) },
                ])).collect(),
                title: 1,
                ..Table::default()
            }))
        }
        (page::pagination(geser(-hari).as_deref(), geser(hari).as_deref(), &tanggal::rentang(dari, dari.checked_add(Duration::days(hari - 1)).unwrap_or(dari))))
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of cases are far below the precision of a drawing")]
fn gambar(bilangan: i64) -> f64 {
    bilangan as f64
}

/// Steps and officers.
pub fn beban(ctx: &Ctx, langkah: &[Langkah], beban: &[Beban], nama: &BTreeMap<Uuid, String>) -> Markup {
    let rata = |satu: &Langkah| if satu.banyak == 0 { 0 } else { satu.hari * 10 / satu.banyak };
    let hari: Vec<Datum<'_>> = langkah
        .iter()
        .map(|satu| {
            Datum::new(
                satu.keadaan.label(),
                gambar(rata(satu)) / 10.0,
                format!("{} hari", angka::desimal(rata(satu), 1)),
            )
        })
        .collect();
    let lewat: Vec<Datum<'_>> = langkah
        .iter()
        .map(|satu| {
            let bagian = if satu.banyak == 0 { 0 } else { satu.lewat * 100 / satu.banyak };
            Datum::new(satu.keadaan.label(), gambar(bagian), format!("{} dari {} ({bagian}%)", satu.lewat, satu.banyak))
                .with_tone(if bagian > 20 { Tone::Bad } else { Tone::Good })
        })
        .collect();
    let table = Table {
        caption: "Permohonan terbuka per petugas".into(),
        columns: vec![Column::new("Petugas"), Column::numeric("Terbuka"), Column::numeric("Terlambat")],
        rows: beban
            .iter()
            .map(|satu| {
                let siapa = satu.petugas.and_then(|id| nama.get(&id)).map_or("Belum ada petugas", String::as_str);
                Row::new(vec![html! { (siapa) }, html! { (satu.terbuka) }, html! { (satu.lewat) }])
            })
            .collect(),
        ..Table::default()
    };
    html! {
        (page::heading("Layanan", "Beban dan waktu", html! {}))
        (tab(ctx, "/permohonan/beban"))
        @if langkah.is_empty() && beban.is_empty() {
            (page::empty("Belum ada angka", "Angka muncul setelah permohonan diproses.", None))
        }
        @if !beban.is_empty() { (page::table(&table)) }
        @if !hari.is_empty() {
            (page::bar_chart(&Chart { id: "lama", title: "Rata-rata lama setiap langkah, 90 hari terakhir", description: "Hari kerja dari masuk sampai meninggalkan langkah.", label_heading: "Langkah", value_heading: "Hari kerja", most: None }, &hari))
            (page::bar_chart(&Chart { id: "lewat", title: "Langkah yang melewati target, 90 hari terakhir", description: "Berapa kali langkah ditinggalkan sesudah targetnya.", label_heading: "Langkah", value_heading: "Lewat target", most: Some(100.0) }, &lewat))
        }
    }
}

/// Services to help with, and whom one helped.
pub fn bantu(ctx: &Ctx, layanan: &[Standar], dibantu: &[Permohonan]) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let baris = layanan.iter().map(|satu| {
        let action = format!("/permohonan/bantu/{}", satu.layanan);
        // A key for each: beginning one service and then another makes two drafts.
        let key = ctx.new_form_key();
        let form = page::Form { action: &action, csrf: &csrf, key: &key, ..page::Form::default() };
        Row::new(vec![
            html! { a.govuk-link href=(satu.href()) { (satu.nama) } },
            html! { (crate::cetak::sebut_waktu(satu.jangka_waktu)) },
            html! { (crate::cetak::sebut_biaya(satu.biaya)) },
            page::act(&form, "Ajukan untuk pemohon", ButtonKind::Secondary),
        ])
    });
    let table = Table {
        caption: "Layanan".into(),
        columns: ["Layanan", "Waktu", "Biaya", "Tindakan"].map(Column::new).into(),
        rows: baris.collect(),
        ..Table::default()
    };
    let pernah = Table {
        caption: "Yang pernah Anda bantu".into(),
        columns: ["Nomor", "Layanan", "Dikirim", "Keadaan"].map(Column::new).into(),
        rows: dibantu
            .iter()
            .map(|satu| {
                Row::new(vec![
                    html! { (satu.nomor.as_deref().unwrap_or("–")) },
                    html! { (satu.judul) },
                    html! { (page::moment(&saat(&ctx.app, satu.masuk.unwrap_or(satu.created)))) },
                    tanda(satu.keadaan),
                ])
            })
            .collect(),
        ..Table::default()
    };
    Ok(html! {
        (page::heading("Layanan", "Bantu warga mengajukan", html! {}))
        (tab(ctx, "/permohonan/bantu"))
        p.govuk-body {
            "Isi formulir bersama pemohon. Tanda terima dengan nomor dan kata rahasia milik pemohon: cetak atau salin, lalu serahkan kepadanya. "
            "Nama Anda dan unit Anda dicatat sebagai yang membantu."
        }
        @if layanan.is_empty() { (page::empty("Belum ada layanan yang dapat diajukan di sini", "", None)) } @else { (page::table(&table)) }
        @if !dibantu.is_empty() { (page::table(&pernah)) }
    })
}

/// Services with their forms.
pub fn formulir(ctx: &Ctx, semua: &[BarisFormulir]) -> Markup {
    let table = Table {
        caption: "Formulir layanan".into(),
        caption_hidden: true,
        columns: ["Layanan", "Standar", "Formulir yang berlaku", "Draf"].map(Column::new).into(),
        rows: semua
            .iter()
            .map(|satu| {
                let standar = if satu.status == "terbit" {
                    page::tag("Berlaku", Tone::Good)
                } else {
                    page::tag("Belum berlaku", Tone::Neutral)
                };
                Row::new(vec![
                    html! { a.govuk-link href={ "/formulir/layanan/" (satu.id) } { (satu.nama) } },
                    html! { a.govuk-link href={ "/standar_layanan/" (satu.id) } { (standar) } },
                    html! { @if let Some(nomor) = satu.berlaku { "Versi " (nomor) } @else { "Belum ada" } },
                    html! { @if satu.draf { (page::tag("Ada draf", Tone::Special)) } @else { "–" } },
                ])
            })
            .collect(),
        ..Table::default()
    };
    html! {
        (page::heading("Layanan", "Formulir layanan", html! {}))
        (tab(ctx, "/formulir"))
        p.govuk-body { "Formulir dibuat per layanan dan berversi. Permohonan yang sedang diisi atau diproses tetap memakai versi saat ia dimulai." }
        @if semua.is_empty() { (page::empty("Belum ada layanan", "Buat dahulu standar pelayanannya.", Some(&page::Link::new("Standar pelayanan", "/standar_layanan")))) }
        @else { (page::table(&table)) }
    }
}
