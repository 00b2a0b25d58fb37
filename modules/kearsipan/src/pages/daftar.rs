//! Lists of items and of files.
use kernel::indonesia::tanggal;
use kernel::page::{self, ButtonKind, Choice, Column, Control, Filter, Link, Row, Table};
use kernel::port::Security;
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{Unit, bingkai, hari, keadaan_arsip, nada, pilih, tab, tanda_arsip};
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

/// Places to narrow by.
pub type Lokasi = [(Uuid, String)];

fn pilih_lokasi(lokasi: &Lokasi, nilai: Option<Uuid>) -> Markup {
    let pilihan: Vec<Choice<'_>> =
        lokasi.iter().map(|(id, label)| Choice::new(id.to_string(), label.as_str())).collect();
    let nilai = nilai.map(|id| id.to_string()).unwrap_or_default();
    html! { @if !pilihan.is_empty() { (pilih("lokasi", "Lokasi", &nilai, &pilihan, "Semua")) } }
}

/// Items.
pub fn arsip(ctx: &Ctx, unit: &Unit, minta: &MintaArsip, isi: &Isi<Arsip>, lokasi: &Lokasi) -> Result<Response> {
    let acts = html! {
        @if ctx.actor.can(KELOLA) { (page::button_link("Daftarkan arsip", "/arsip/baru", ButtonKind::Primary)) }
        (page::button_link("Unduh XLSX", &minta.alamat("/arsip/unduh/xlsx"), ButtonKind::Secondary))
        (page::button_link("Unduh CSV", &minta.alamat("/arsip/unduh/csv"), ButtonKind::Secondary))
    };
    let status = ["belum", "tersimpan", "musnah", "serah"].map(|satu| Choice::new(satu, keadaan_arsip(satu, true)));
    let units = unit.pilihan(ctx, &ctx.scope_of(LIHAT));
    // What other units opened by consent stands here too.
    let beragam = units.len() > 1 || isi.baris.iter().any(|satu| ctx.actor.unit() != Some(satu.unit));
    let media = [Choice::new("elektronik", "Elektronik"), Choice::new("kertas", "Kertas")];
    let saring = &minta.saring;
    let medan = html! {
        (cari(&saring.cari, "Bagian dari judul atau nomor"))
        @if units.len() > 1 { (pilih("unit", "Unit", &minta.teks_unit(), &units, "Semua")) }
        (page::text_input(&Control { name: "kode", label: "Kode klasifikasi", hint: "Beserta kode di bawahnya", ..Control::default() }, &saring.kode, &page::Text::default()))
        (pilih("tahun", "Tahun", &minta.teks_tahun(), &tahun(ctx), "Semua"))
        (pilih("status", "Keadaan", &saring.status, &status, "Semua"))
        (pilih("media", "Media", &saring.media, &media, "Semua"))
        (pilih_lokasi(lokasi, saring.lokasi))
    };
    let panel = Filter { action: "/arsip", active: minta.dipakai(unit), clear: "/arsip" };
    let body = html! {
        (page::heading("Kearsipan", "Arsip", acts))
        (tab(ctx, "/arsip"))
        (page::with_side(page::filter_panel(&panel, medan), html! {
            @if isi.baris.is_empty() {
                (page::empty("Tidak ada arsip", "Naskah yang selesai masuk ke sini dengan sendirinya; arsip kertas didaftarkan.", None))
            } @else {
                (tabel_arsip("Arsip, terbaru dahulu", &isi.baris, Some(unit).filter(|_| beragam)))
                (page::pagination(isi.awal.as_deref(), isi.lanjut.as_deref(), &format!("{} arsip", isi.baris.len())))
            }
        }))
    };
    bingkai(ctx, 200, "Arsip", &[], false, body)
}

/// Items as a table; with the column of units only where there are several.
pub fn tabel_arsip(judul: &str, baris: &[Arsip], unit: Option<&Unit>) -> Markup {
    let rows = baris
        .iter()
        .map(|satu| {
            let mut sel = vec![
                html! {
                    a.govuk-link href=(satu.href()) { (satu.judul) }
                    br; span.pudar { (satu.jenis) @if let Some(nomor) = &satu.nomor { " · " (nomor) } }
                },
                html! { (satu.kode.as_deref().unwrap_or("–")) },
                html! { (tanggal::pendek(satu.tanggal)) },
            ];
            if let Some(unit) = unit {
                sel.push(html! { (unit.nama(satu.unit)) });
            }
            sel.push(html! {
                (tanda_arsip(satu))
                @if satu.keamanan != Security::Biasa { " " (page::tag(satu.keamanan.label(), page::Tone::Special)) }
            });
            Row::new(sel)
        })
        .collect();
    let mut kolom = vec!["Judul", "Kode", "Tanggal"];
    kolom.extend(unit.map(|_| "Unit"));
    kolom.push("Keadaan");
    page::table(&Table {
        caption: judul.to_owned().into(),
        columns: kolom.into_iter().map(Column::new).collect(),
        rows,
        ..Table::default()
    })
}

/// Files.
pub fn berkas(ctx: &Ctx, unit: &Unit, minta: &MintaBerkas, isi: &Isi<Berkas>, lokasi: &Lokasi) -> Result<Response> {
    let units = unit.pilihan(ctx, &ctx.scope_of(LIHAT));
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
        @if units.len() > 1 { (pilih("unit", "Unit", &minta.teks_unit(), &units, "Semua")) }
        (page::text_input(&Control { name: "kode", label: "Kode klasifikasi", hint: "Beserta kode di bawahnya", ..Control::default() }, &saring.kode, &page::Text::default()))
        (pilih("tahun", "Tahun", &minta.teks_tahun(), &tahun(ctx), "Semua"))
        (pilih("status", "Keadaan", &saring.status, &status, "Semua"))
        (pilih_lokasi(lokasi, saring.lokasi))
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
                (tabel_berkas("Berkas, yang terakhir dibuka dahulu", &isi.baris, Some(unit).filter(|_| units.len() > 1)))
                (page::pagination(isi.awal.as_deref(), isi.lanjut.as_deref(), &format!("{} berkas", isi.baris.len())))
            }
        }))
    };
    bingkai(ctx, 200, "Berkas arsip", &[Link::new("Arsip", "/arsip")], false, body)
}

/// Files as a table; with the column of units only where there are several.
pub fn tabel_berkas(judul: &str, baris: &[Berkas], unit: Option<&Unit>) -> Markup {
    let rows = baris
        .iter()
        .map(|satu| {
            let mut sel =
                vec![html! { a.govuk-link href=(satu.href()) { (satu.nomor) } br; span.pudar { (satu.uraian) } }];
            if let Some(unit) = unit {
                sel.push(html! { (unit.nama(satu.unit)) });
            }
            sel.push(html! {
                (page::tag(BERKAS.label(&satu.status), nada(&satu.status)))
                @if satu.ditahan { " " (page::tag("Ditahan", page::Tone::Bad)) }
            });
            sel.push(hari(satu.ditutup));
            sel.push(hari(satu.inaktif_sampai));
            Row::new(sel)
        })
        .collect();
    let mut kolom = vec!["Berkas"];
    kolom.extend(unit.map(|_| "Unit"));
    kolom.extend(["Keadaan", "Ditutup", "Inaktif sampai"]);
    page::table(&Table {
        caption: judul.to_owned().into(),
        columns: kolom.into_iter().map(Column::new).collect(),
        rows,
        ..Table::default()
    })
}
