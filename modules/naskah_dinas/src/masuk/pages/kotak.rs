//! The list of a box.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{self, Button, ButtonKind, Choice, Column, Control, Link, NavItem, Row, Table};
use kernel::web::Options;
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{diterima, keadaan, tab, tanda};
use crate::LIHAT;
use crate::disposisi::pages::nada;
use crate::disposisi::store as dispositions;
use crate::masuk::kotak::{Butir, Saring, unit_saya};
use crate::masuk::model::Surat;
use crate::model::Peran;
use crate::susunan::Susunan;

/// What the list shows.
pub enum Isi {
    /// Letters of a box, with their places in the books.
    Kotak(Vec<Butir>, BTreeMap<Uuid, Surat>),
    /// Letters that wait for a decision.
    Perlu(Vec<Surat>),
    /// Dispositions to the person and the units.
    Disposisi(Vec<dispositions::Butir>),
}

/// The page.
pub fn halaman(
    ctx: &Ctx,
    susunan: &Susunan,
    saring: Saring,
    isi: &Isi,
    lanjut: Option<&str>,
    boleh_catat: bool,
) -> Result<Response> {
    let acts = html! {
        @if boleh_catat { (page::button_link("Catat surat masuk", "/surat_masuk/baru", ButtonKind::Primary)) }
    };
    let unit = unit_lain(ctx, susunan, ctx.query("unit"));
    let ke = |saring: Saring| match &unit {
        Some((dipilih, _)) if !dipilih.is_empty() => format!("/surat_masuk?tampil={}&unit={dipilih}", saring.kode()),
        Some(_) | None => format!("/surat_masuk?tampil={}", saring.kode()),
    };
    let alamat: Vec<(String, Saring)> = Saring::SEMUA.iter().map(|satu| (ke(*satu), *satu)).collect();
    let butir: Vec<NavItem<'_>> =
        alamat.iter().map(|(href, satu)| NavItem::new(satu.label(), href.as_str(), *satu == saring)).collect();
    let berikut = lanjut.map(|tempat| format!("{}&setelah={tempat}", ke(saring)));
    let awal = (!ctx.query("setelah").is_empty()).then(|| ke(saring));
    let body = html! {
        (page::heading("", "Surat masuk", acts))
        (tab(ctx, "/surat_masuk"))
        (page::segments("Tampilkan", &butir))
        @if let (Some((dipilih, pilihan)), true) = (&unit, saring != Saring::Disposisi) {
            (page::search_form("/surat_masuk", html! {
                (page::hidden("tampil", saring.kode()))
                (page::beside(&[
                    page::select(&Control { name: "unit", label: "Unit", ..Control::default() }, dipilih, pilihan, "Unit saya"),
                    page::button(&Button { label: "Tampilkan", kind: ButtonKind::Secondary, ..Button::default() }),
                ]))
            }))
        }
        (daftar(ctx, susunan, saring, isi))
        (page::pagination(awal.as_deref(), berikut.as_deref(), ""))
    };
    let breadcrumbs = vec![Link::new("Beranda", "/")];
    ctx.framed(StatusCode::OK, Options { title: "Surat masuk", breadcrumbs, ..Options::default() }, body)
}

/// Units below those of the person, to look into their boxes, and which is chosen; none for who reads only their own.
fn unit_lain(ctx: &Ctx, susunan: &Susunan, dipilih: &str) -> Option<(String, Vec<Choice<'static>>)> {
    let scope = ctx.scope_of(LIHAT);
    let milik = unit_saya(ctx);
    let lain: Vec<Choice<'static>> = susunan
        .semua()
        .iter()
        .filter(|unit| scope.holds_unit(unit.id) && !milik.contains(&unit.id))
        .map(|unit| Choice::new(unit.id.to_string(), unit.name.clone()))
        .collect();
    let dipilih = if lain.iter().any(|satu| satu.value == dipilih) { dipilih.to_owned() } else { String::new() };
    (!lain.is_empty()).then_some((dipilih, lain))
}

fn daftar(ctx: &Ctx, susunan: &Susunan, saring: Saring, isi: &Isi) -> Markup {
    let (columns, rows): (Vec<Column<'_>>, Vec<Row<'_>>) = match isi {
        Isi::Kotak(butir, agenda) => (
            vec![Column::new("Surat"), Column::new("Dari"), Column::new("Diterima"), Column::new("Keadaan")],
            butir.iter().map(|satu| baris_kotak(ctx, susunan, satu, agenda.get(&satu.naskah))).collect(),
        ),
        Isi::Perlu(surat) => (
            vec![Column::new("Surat"), Column::new("Dari"), Column::new("Diterima"), Column::new("Agenda")],
            surat.iter().map(|satu| baris_surat(ctx, satu)).collect(),
        ),
        Isi::Disposisi(butir) => (
            vec![Column::new("Surat"), Column::new("Dari"), Column::new("Tenggat"), Column::new("Keadaan")],
            butir.iter().map(|satu| baris_disposisi(ctx, satu)).collect(),
        ),
    };
    if rows.is_empty() {
        let (judul, teks) = match saring {
            Saring::Semua => {
                ("Belum ada surat masuk", "Surat yang dicatat atau dikirim kepada unit Anda muncul di sini.")
            }
            Saring::Belum => ("Semua surat sudah dibaca", ""),
            Saring::Perlu => ("Tidak ada surat yang menunggu disposisi", ""),
            Saring::Disposisi => ("Belum ada disposisi untuk Anda", ""),
            Saring::Tembusan => ("Belum ada tembusan", ""),
        };
        return page::empty(judul, teks, None);
    }
    page::table(&Table { caption: saring.label().into(), caption_hidden: true, columns, rows, ..Table::default() })
}

fn baris_kotak(ctx: &Ctx, susunan: &Susunan, satu: &Butir, surat: Option<&Surat>) -> Row<'static> {
    let dari = if satu.pengirim.is_empty() { susunan.nama(satu.unit) } else { satu.pengirim.clone() };
    let diterima = match surat {
        Some(surat) => diterima(ctx, surat),
        None => tanggal::waktu_pendek(satu.sejak, ctx.app.profile.zone()),
    };
    Row::new(vec![
        html! { div {
            a.govuk-link href=(crate::model::href(satu.naskah)) { (satu.perihal) }
            @if !satu.dibaca { " " (page::tag("Baru", page::Tone::Working)) }
            " " (tanda(satu.sifat, satu.keamanan))
            @if let Some(nomor) = &satu.nomor { br; span.pudar { (nomor) } }
        } },
        html! { (dari) },
        html! { (diterima) },
        html! { div {
            @match surat {
                Some(surat) => { (keadaan(surat.keadaan)) @if surat.urut.is_some() { br; span.pudar { "Agenda " (surat.agenda()) } } }
                None => { @if satu.peran != Peran::Tujuan { span.pudar { (satu.peran.label()) } } }
            }
        } },
    ])
}

/// A letter of the book in a list.
pub fn baris_surat(ctx: &Ctx, satu: &Surat) -> Row<'static> {
    Row::new(vec![
        html! { div {
            a.govuk-link href=(satu.href()) { (satu.perihal) } " " (tanda(satu.sifat, satu.keamanan))
            @if let Some(nomor) = &satu.nomor { br; span.pudar { (nomor) } }
        } },
        html! { (satu.pengirim) },
        html! { (diterima(ctx, satu)) },
        html! { (satu.agenda()) },
    ])
}

fn baris_disposisi(ctx: &Ctx, satu: &dispositions::Butir) -> Row<'static> {
    let penerima = &satu.penerima;
    Row::new(vec![
        html! { div {
            a.govuk-link href={ (crate::model::href(penerima.naskah)) "#disposisi-" (penerima.id) } { (satu.perihal) }
            @if !satu.instruksi.is_empty() { br; span.pudar { (satu.instruksi.join("; ")) } }
        } },
        html! { (satu.dari) },
        html! { div {
            @match penerima.tenggat {
                Some(hari) => { (tanggal::panjang(hari)) @if penerima.keadaan.berjalan() { br; span.pudar { (tanggal::relatif(hari, ctx.today())) } } }
                None => { span.pudar { "Tanpa tenggat" } }
            }
        } },
        page::tag(penerima.keadaan.teks(), nada(penerima.keadaan)),
    ])
}
