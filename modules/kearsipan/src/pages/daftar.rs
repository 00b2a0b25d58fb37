//! Lists of items and of files.
use kernel::indonesia::tanggal;
use kernel::page::{self, ButtonKind, Choice, Column, Control, Filter, Link, Row, Table};
use kernel::port::Security;
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};

use super::{Unit, bingkai, hari, keadaan_arsip, nada, pilih, tab};
use crate::alur::BERKAS;
use crate::hak::{KELOLA, LIHAT};
use crate::model::{Arsip, Berkas};
use crate::web::daftar::{MintaArsip, MintaBerkas};

/// A page of a list.
pub struct Isi<T> {
    /// Rows.
    pub baris: Vec<T>,
    /// Address of what follows.
    pub lanjut: Option<String>,
    /// Address of the beginning, when this is not it.
    pub awal: Option<String>,
}

fn tahun(ctx: &Ctx) -> Vec<Choice<'static>> {
    let kini = ctx.today().year();
    (kini - 40..=kini + 1).rev().map(|satu| Choice::new(satu.to_string(), satu.to_string())).collect()
}

fn cari(nilai: &str, hint: &str) -> Markup {
    page::text_input(
        &Control { name: "cari", label: "Cari", hint, ..Control::default() },
        nilai,
        &page::Text::default(),
    )
}

/// Items.
pub fn arsip(ctx: &Ctx, unit: &Unit, minta: &MintaArsip, isi: &Isi<Arsip>) -> Result<Response> {
    let acts = html! {
        @if ctx.actor.can(KELOLA) { (page::button_link("Daftarkan arsip", "/arsip/baru", ButtonKind::Primary)) }
        (page::button_link("Unduh XLSX", &minta.alamat("/arsip/unduh/xlsx"), ButtonKind::Secondary))
        (page::button_link("Unduh CSV", &minta.alamat("/arsip/unduh/csv"), ButtonKind::Secondary))
    };
    let status = ["belum", "tersimpan", "musnah", "serah"].map(|satu| Choice::new(satu, keadaan_arsip(satu)));
    let media = [Choice::new("elektronik", "Elektronik"), Choice::new("kertas", "Kertas")];
    let saring = &minta.saring;
    let medan = html! {
        (cari(&saring.cari, "Bagian dari judul atau nomor"))
        (pilih("unit", "Unit", &minta.teks_unit(), &unit.pilihan(ctx, &ctx.scope_of(LIHAT)), "Semua"))
        (page::text_input(&Control { name: "kode", label: "Kode klasifikasi", hint: "Beserta kode di bawahnya", ..Control::default() }, &saring.kode, &page::Text::default()))
        (pilih("tahun", "Tahun", &minta.teks_tahun(), &tahun(ctx), "Semua"))
        (pilih("status", "Keadaan", &saring.status, &status, "Semua"))
        (pilih("media", "Media", &saring.media, &media, "Semua"))
    };
    let panel = Filter { action: "/arsip", active: minta.dipakai(unit), clear: "/arsip" };
    let body = html! {
        (page::heading("Kearsipan", "Arsip", acts))
        (tab(ctx, "/arsip"))
        (page::with_side(page::filter_panel(&panel, medan), html! {
            @if isi.baris.is_empty() {
                (page::empty("Tidak ada arsip", "Naskah yang selesai masuk ke sini dengan sendirinya; arsip kertas didaftarkan.", None))
            } @else {
                (tabel_arsip("Arsip, terbaru dahulu", &isi.baris, unit))
                (page::pagination(isi.awal.as_deref(), isi.lanjut.as_deref(), &format!("{} arsip", isi.baris.len())))
            }
        }))
    };
    bingkai(ctx, 200, "Arsip", &[], false, body)
}

/// Items as a table.
pub fn tabel_arsip(judul: &str, baris: &[Arsip], unit: &Unit) -> Markup {
    let rows = baris
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! {
                    a.govuk-link href=(satu.href()) { (satu.judul) }
                    br; span.pudar { (satu.jenis) @if let Some(nomor) = &satu.nomor { " · " (nomor) } }
                },
                html! { (satu.kode.as_deref().unwrap_or("–")) },
                html! { (tanggal::pendek(satu.tanggal)) },
                html! { (unit.nama(satu.unit)) },
                html! {
                    (page::tag(keadaan_arsip(&satu.status), nada(&satu.status)))
                    @if satu.keamanan != Security::Biasa { " " (page::tag(satu.keamanan.label(), page::Tone::Special)) }
                },
            ])
        })
        .collect();
    page::table(&Table {
        caption: judul.to_owned().into(),
        columns: ["Judul", "Kode", "Tanggal", "Unit", "Keadaan"].map(Column::new).into(),
        rows,
        ..Table::default()
    })
}

/// Files.
pub fn berkas(ctx: &Ctx, unit: &Unit, minta: &MintaBerkas, isi: &Isi<Berkas>) -> Result<Response> {
    let acts = html! {
        @if ctx.actor.can(KELOLA) {
            (page::button_link("Buka berkas", "/berkas_arsip/baru", ButtonKind::Primary))
            (page::button_link("Muat paket", "/berkas_arsip/paket", ButtonKind::Secondary))
        }
        (page::button_link("Unduh XLSX", &minta.alamat("/berkas_arsip/unduh/xlsx"), ButtonKind::Secondary))
        (page::button_link("Unduh CSV", &minta.alamat("/berkas_arsip/unduh/csv"), ButtonKind::Secondary))
    };
    let status: Vec<Choice<'_>> = BERKAS.states.iter().map(|satu| Choice::new(satu.key, satu.label)).collect();
    let saring = &minta.saring;
    let medan = html! {
        (cari(&saring.cari, "Bagian dari uraian atau nomor"))
        (pilih("unit", "Unit", &minta.teks_unit(), &unit.pilihan(ctx, &ctx.scope_of(LIHAT)), "Semua"))
        (page::text_input(&Control { name: "kode", label: "Kode klasifikasi", hint: "Beserta kode di bawahnya", ..Control::default() }, &saring.kode, &page::Text::default()))
        (pilih("tahun", "Tahun", &minta.teks_tahun(), &tahun(ctx), "Semua"))
        (pilih("status", "Keadaan", &saring.status, &status, "Semua"))
        (page::checkbox(&Control { name: "habis", label: "Masa inaktif sudah berakhir", ..Control::default() }, saring.habis.is_some()))
        (page::checkbox(&Control { name: "ditahan", label: "Sedang ditahan", ..Control::default() }, saring.ditahan))
    };
    let panel = Filter { action: "/berkas_arsip", active: minta.dipakai(unit), clear: "/berkas_arsip" };
    let body = html! {
        (page::heading("Kearsipan", "Berkas arsip", acts))
        (tab(ctx, "/berkas_arsip"))
        (page::with_side(page::filter_panel(&panel, medan), html! {
            @if isi.baris.is_empty() {
                (page::empty("Tidak ada berkas", "Berkas terbuka sendiri saat naskah berkode masuk, atau dibuka di sini.", None))
            } @else {
                (tabel_berkas("Berkas, yang terakhir dibuka dahulu", &isi.baris, unit))
                (page::pagination(isi.awal.as_deref(), isi.lanjut.as_deref(), &format!("{} berkas", isi.baris.len())))
            }
        }))
    };
    bingkai(ctx, 200, "Berkas arsip", &[Link::new("Arsip", "/arsip")], false, body)
}

/// Files as a table.
pub fn tabel_berkas(judul: &str, baris: &[Berkas], unit: &Unit) -> Markup {
    let rows = baris
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href=(satu.href()) { (satu.nomor) } br; span.pudar { (satu.uraian) } },
                html! { (unit.nama(satu.unit)) },
                html! {
                    (page::tag(BERKAS.label(&satu.status), nada(&satu.status)))
                    @if satu.ditahan { " " (page::tag("Ditahan", page::Tone::Bad)) }
                },
                hari(satu.ditutup),
                hari(satu.inaktif_sampai),
            ])
        })
        .collect();
    page::table(&Table {
        caption: judul.to_owned().into(),
        columns: ["Berkas", "Unit", "Keadaan", "Ditutup", "Inaktif sampai"].map(Column::new).into(),
        rows,
        ..Table::default()
    })
}
