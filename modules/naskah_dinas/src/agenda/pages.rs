//! The pages of the books.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{
    self, Button, ButtonKind, Choice, Column, Control, Filter, Flash, FlashKind, Link, NavItem, Row, Table, Text,
};
use kernel::web::Options;
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};

use super::store::{Baris, Buku};
use super::web::{Permintaan, alamat};
use crate::masuk::model::KeadaanSurat;
use crate::masuk::pages::tab;
use crate::model::{Keadaan, Sifat};
use crate::susunan::Susunan;
use crate::{AGENDA, jenis};

/// The period in words.
pub fn masa(minta: &Permintaan) -> String {
    tanggal::rentang(minta.saring.dari, minta.saring.sampai)
}

/// A state in words.
pub fn keadaan(buku: Buku, kode: &str) -> String {
    let label = match buku {
        Buku::Masuk => KeadaanSurat::urai(kode).map(KeadaanSurat::label),
        Buku::Keluar => Keadaan::urai(kode).map(Keadaan::label),
        Buku::Disposisi => None,
    };
    label.unwrap_or(kode).to_owned()
}

/// The headings of a book.
pub const fn kolom(buku: Buku) -> [&'static str; 8] {
    match buku {
        Buku::Masuk => ["No. agenda", "Dicatat", "Nomor surat", "Tanggal surat", "Dari", "Perihal", "Sifat", "Keadaan"],
        Buku::Keluar => {
            ["No. urut", "Terbit", "Nomor surat", "Tanggal surat", "Penanda tangan", "Perihal", "Sifat", "Keadaan"]
        }
        Buku::Disposisi => {
            ["Diberikan", "Nomor surat", "Tanggal surat", "Dari", "Kepada", "Perihal", "Sifat", "Tenggat"]
        }
    }
}

/// How a moment stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waktu {
    /// The day alone: narrow, for pages.
    Hari,
    /// With the hour and the zone, for files.
    Lengkap,
}

/// The cells of a line, in the order of the headings.
pub fn sel(ctx: &Ctx, buku: Buku, satu: &Baris, waktu: Waktu) -> [String; 8] {
    let zona = ctx.app.profile.zone();
    let saat = match waktu {
        Waktu::Hari => tanggal::pendek(zona.tanggal(satu.saat)),
        Waktu::Lengkap => tanggal::waktu_pendek(satu.saat, zona),
    };
    let hari = satu.tanggal.map(tanggal::pendek).unwrap_or_default();
    let sifat = Sifat::urai(&satu.sifat).map_or_else(|| satu.sifat.clone(), |sifat| sifat.label().to_owned());
    match buku {
        Buku::Masuk | Buku::Keluar => [
            satu.urut.clone(),
            saat,
            satu.nomor.clone(),
            hari,
            satu.dari.clone(),
            satu.perihal.clone(),
            sifat,
            keadaan(buku, &satu.keadaan),
        ],
        Buku::Disposisi => [
            saat,
            satu.nomor.clone(),
            hari,
            satu.dari.clone(),
            satu.kepada.clone(),
            satu.perihal.clone(),
            sifat,
            satu.tenggat.map(tanggal::pendek).unwrap_or_default(),
        ],
    }
}

/// A text that may break after its slashes, as long numbers of letters have to in a narrow column.
fn patah(teks: &str) -> Markup {
    html! { @for bagian in teks.split_inclusive('/') { (bagian) wbr; } }
}

/// The place of the subject among the headings.
const PERIHAL: usize = 5;
/// The order of the columns on a page: the first cell is the title of a card on narrow screens.
const LAYAR: [usize; 8] = [PERIHAL, 0, 1, 2, 3, 4, 6, 7];
/// The order of the columns on paper, as books of letters have it.
const KERTAS: [usize; 8] = [0, 1, 2, 3, 4, 5, 6, 7];

fn tabel(ctx: &Ctx, minta: &Permintaan, baris: &[Baris], urut: [usize; 8]) -> Markup {
    let buku = minta.saring.buku;
    let rows: Vec<Row<'_>> = baris
        .iter()
        .map(|satu| {
            let isi = sel(ctx, buku, satu, Waktu::Hari);
            let cell = |tempat: usize| {
                let teks = isi.get(tempat).map(String::as_str).unwrap_or_default();
                html! {
                    @if tempat == PERIHAL { a.govuk-link href=(crate::model::href(satu.naskah)) { (teks) } } @else { (patah(teks)) }
                }
            };
            Row::new(urut.into_iter().map(cell).collect())
        })
        .collect();
    let judul = kolom(buku);
    page::table(&Table {
        caption: format!("Buku {}, {}", buku.label().to_lowercase(), masa(minta)).into(),
        columns: urut.into_iter().filter_map(|tempat| judul.get(tempat).copied()).map(Column::new).collect(),
        rows,
        ..Table::default()
    })
}

/// The page of a book.
pub fn halaman(
    ctx: &Ctx,
    susunan: &Susunan,
    minta: &Permintaan,
    baris: &[Baris],
    lanjut: Option<&str>,
) -> Result<Response> {
    let acts = html! {
        (page::button_link("Unduh XLSX", &alamat(ctx, "/agenda_surat/xlsx", &[]), ButtonKind::Secondary))
        (page::button_link("Unduh PDF", &alamat(ctx, "/agenda_surat/pdf", &[]), ButtonKind::Secondary))
        (page::button_link("Cetak", &alamat(ctx, "/agenda_surat/cetak", &[]), ButtonKind::Secondary))
    };
    let buku: Vec<(String, Buku)> = Buku::SEMUA
        .iter()
        .map(|satu| (alamat(ctx, "/agenda_surat", &[("buku", satu.kode()), ("keadaan", "")]), *satu))
        .collect();
    let mut butir: Vec<NavItem<'_>> =
        buku.iter().map(|(href, satu)| NavItem::new(satu.label(), href.as_str(), *satu == minta.saring.buku)).collect();
    let waktu = alamat(ctx, "/agenda_surat/statistik", &[]);
    butir.push(NavItem::new("Lama penyelesaian", waktu.as_str(), false));
    let bersih = alamat(
        ctx,
        "/agenda_surat",
        &[
            ("dari", ""),
            ("sampai", ""),
            ("bulan", ""),
            ("unit", ""),
            ("sifat", ""),
            ("jenis", ""),
            ("keadaan", ""),
            ("q", ""),
        ],
    );
    let saring = Filter { action: "/agenda_surat", active: dipakai(ctx, susunan, minta), clear: &bersih };
    let bulan = |hari: Option<time::Date>| {
        hari.map(|hari| {
            let kode = format!("{}-{:02}", hari.year(), u8::from(hari.month()));
            alamat(ctx, "/agenda_surat", &[("bulan", &kode), ("dari", ""), ("sampai", "")])
        })
    };
    let (sebelum, sesudah) = (bulan(minta.saring.dari.previous_day()), bulan(minta.saring.sampai.next_day()));
    let awal = (!ctx.query("setelah").is_empty()).then(|| alamat(ctx, "/agenda_surat", &[]));
    let isi = html! {
        @if let Some(pesan) = minta.pesan { (page::banner(&Flash { kind: FlashKind::Problem, text: pesan })) }
        @if baris.is_empty() { (page::empty("Tidak ada surat dalam masa ini", &format!("{}.", masa(minta)), None)) }
        @else { (tabel(ctx, minta, baris, LAYAR)) }
        (page::pagination(awal.as_deref(), lanjut, ""))
    };
    let body = html! {
        (page::heading("Surat masuk", "Agenda surat", acts))
        (tab(ctx, "/agenda_surat"))
        (page::segments("Buku", &butir))
        p.govuk-body {
            @if let Some(href) = &sebelum { a.govuk-link href=(href) rel="nofollow" { "Bulan sebelumnya" } " · " }
            strong { (masa(minta)) }
            @if let Some(href) = &sesudah { " · " a.govuk-link href=(href) rel="nofollow" { "Bulan berikutnya" } }
        }
        (page::active_filters(&saring))
        (page::details("Pilih masa lain atau saring", page::search_form("/agenda_surat", isian(ctx, susunan, minta))))
        (isi)
    };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Surat masuk", "/surat_masuk")];
    ctx.framed(StatusCode::OK, Options { title: "Agenda surat", breadcrumbs, ..Options::default() }, body)
}

/// The filters in use beside the period, each with the way to drop it.
fn dipakai(ctx: &Ctx, susunan: &Susunan, minta: &Permintaan) -> Vec<Link<'static>> {
    let saring = &minta.saring;
    let label = [
        ("q", saring.teks.clone()),
        ("unit", minta.unit.map(|unit| susunan.nama(unit)).unwrap_or_default()),
        ("sifat", Sifat::urai(&saring.sifat).map(|satu| satu.label().to_owned()).unwrap_or_default()),
        ("jenis", if saring.jenis.is_empty() { String::new() } else { jenis::nama(&saring.jenis).to_owned() }),
        ("keadaan", if saring.keadaan.is_empty() { String::new() } else { keadaan(saring.buku, &saring.keadaan) }),
    ];
    label
        .into_iter()
        .filter(|(_, label)| !label.is_empty())
        .map(|(nama, label)| Link::new(label, alamat(ctx, "/agenda_surat", &[(nama, "")])))
        .collect()
}

fn isian(ctx: &Ctx, susunan: &Susunan, minta: &Permintaan) -> Markup {
    let scope = ctx.scope_of(AGENDA);
    let unit: Vec<(String, &str)> = susunan
        .semua()
        .iter()
        .filter(|unit| scope.holds_unit(unit.id))
        .map(|unit| (unit.id.to_string(), unit.name.as_str()))
        .collect();
    let units: Vec<Choice<'_>> = unit.iter().map(|(id, nama)| Choice::new(id.as_str(), *nama)).collect();
    let sifat: Vec<Choice<'_>> = Sifat::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let kinds: Vec<Choice<'_>> =
        jenis::semua().iter().map(|satu| Choice::new(satu.kunci.as_str(), satu.nama.as_str())).collect();
    let keadaan: Vec<Choice<'_>> = match minta.saring.buku {
        Buku::Masuk => KeadaanSurat::SEMUA
            .iter()
            .filter(|satu| **satu != KeadaanSurat::BelumDicatat)
            .map(|satu| Choice::new(satu.kode(), satu.label()))
            .collect(),
        Buku::Keluar => {
            [Keadaan::Terbit, Keadaan::Batal].iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect()
        }
        Buku::Disposisi => vec![],
    };
    let hari = |hari: time::Date| format!("{:02}-{:02}-{}", hari.day(), u8::from(hari.month()), hari.year());
    let pilih = |nama: &'static str, label: &'static str, nilai: &str, pilihan: &[Choice<'_>]| {
        page::select(&Control { name: nama, label, ..Control::default() }, nilai, pilihan, "Semua")
    };
    let teks = |nama: &'static str, label: &'static str, nilai: &str| {
        page::text_input(&Control { name: nama, label, ..Control::default() }, nilai, &Text::default())
    };
    let dipilih = minta.unit.map(|unit| unit.to_string()).unwrap_or_default();
    html! {
        (page::hidden("buku", minta.saring.buku.kode()))
        (page::beside(&[
            page::date(&Control { name: "dari", label: "Dari tanggal", ..Control::default() }, &hari(minta.saring.dari)),
            page::date(&Control { name: "sampai", label: "Sampai tanggal", ..Control::default() }, &hari(minta.saring.sampai)),
        ]))
        (teks("q", "Perihal, nomor, atau nama", &minta.saring.teks))
        @if units.len() > 1 { (page::select(&Control { name: "unit", label: "Unit", ..Control::default() }, &dipilih, &units, "Unit saya")) }
        (page::beside(&[
            pilih("sifat", "Sifat", &minta.saring.sifat, &sifat),
            pilih("jenis", "Jenis naskah", &minta.saring.jenis, &kinds),
        ]))
        @if !keadaan.is_empty() { (pilih("keadaan", "Keadaan", &minta.saring.keadaan, &keadaan)) }
        (page::button(&Button { label: "Terapkan saringan", kind: ButtonKind::Secondary, ..Button::default() }))
    }
}

/// The book on paper: from the first line to the last, without controls.
pub fn cetak(ctx: &Ctx, minta: &Permintaan, baris: &[Baris], lagi: bool) -> Result<Response> {
    let judul = format!("Buku agenda {}", minta.saring.buku.label().to_lowercase());
    let body = html! {
        (page::heading(&ctx.app.profile.name(), &judul, html! {}))
        @if lagi { (page::warning("Hanya 1.000 baris terakhir yang dimuat. Persempit masanya, atau unduh sebagai XLSX.")) }
        (tabel(ctx, minta, baris, KERTAS))
    };
    let breadcrumbs = vec![Link::new("Agenda surat", alamat(ctx, "/agenda_surat", &[]))];
    ctx.framed(StatusCode::OK, Options { title: &judul, breadcrumbs, ..Options::default() }, body)
}
