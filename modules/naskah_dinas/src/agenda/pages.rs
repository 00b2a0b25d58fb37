//! The pages of the books.
use http::StatusCode;
use kernel::indonesia::tanggal;
use kernel::page::{
    self, ButtonKind, Choice, Column, Control, Filter, Flash, FlashKind, Link, NavItem, Row, Table, Text,
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

/// The cells of a line, in the order of the headings.
pub fn sel(ctx: &Ctx, buku: Buku, satu: &Baris) -> [String; 8] {
    let saat = tanggal::waktu_pendek(satu.saat, ctx.app.profile.zone());
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

fn tabel(ctx: &Ctx, minta: &Permintaan, baris: &[Baris]) -> Markup {
    let buku = minta.saring.buku;
    let rows: Vec<Row<'_>> = baris
        .iter()
        .map(|satu| {
            let isi = sel(ctx, buku, satu);
            let perihal = 5;
            Row::new(
                isi.iter()
                    .enumerate()
                    .map(|(tempat, teks)| html! {
                        @if tempat == perihal { a.govuk-link href=(crate::model::href(satu.naskah)) { (teks) } } @else { (patah(teks)) }
                    })
                    .collect(),
            )
        })
        .collect();
    page::table(&Table {
        caption: format!("Buku {}, {}", buku.label().to_lowercase(), masa(minta)).into(),
        columns: kolom(buku).into_iter().map(Column::new).collect(),
        rows,
        title: 5,
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
    let saring = Filter { action: "/agenda_surat", active: vec![], clear: "/agenda_surat" };
    let awal = (!ctx.query("setelah").is_empty()).then(|| alamat(ctx, "/agenda_surat", &[]));
    let isi = html! {
        @if let Some(pesan) = minta.pesan { (page::banner(&Flash { kind: FlashKind::Problem, text: pesan })) }
        @if baris.is_empty() { (page::empty("Tidak ada surat dalam masa ini", &format!("{}.", masa(minta)), None)) }
        @else { (tabel(ctx, minta, baris)) }
        (page::pagination(awal.as_deref(), lanjut, ""))
    };
    let body = html! {
        (page::heading("Naskah dinas", "Agenda surat", acts))
        (tab(ctx, "/agenda_surat"))
        (page::segments("Buku", &butir))
        (page::with_side(page::filter_panel(&saring, isian(ctx, susunan, minta)), isi))
    };
    let breadcrumbs = vec![Link::new("Beranda", "/"), Link::new("Surat masuk", "/surat_masuk")];
    ctx.framed(StatusCode::OK, Options { title: "Agenda surat", breadcrumbs, ..Options::default() }, body)
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
        (teks("q", "Perihal, nomor, atau nama", &minta.saring.teks))
        (page::date(&Control { name: "dari", label: "Dari tanggal", ..Control::default() }, &hari(minta.saring.dari)))
        (page::date(&Control { name: "sampai", label: "Sampai tanggal", ..Control::default() }, &hari(minta.saring.sampai)))
        @if units.len() > 1 { (page::select(&Control { name: "unit", label: "Unit", ..Control::default() }, &dipilih, &units, "Unit saya")) }
        (pilih("sifat", "Sifat", &minta.saring.sifat, &sifat))
        (pilih("jenis", "Jenis naskah", &minta.saring.jenis, &kinds))
        @if !keadaan.is_empty() { (pilih("keadaan", "Keadaan", &minta.saring.keadaan, &keadaan)) }
    }
}

/// The book on paper: from the first line to the last, without controls.
pub fn cetak(ctx: &Ctx, minta: &Permintaan, baris: &[Baris], lagi: bool) -> Result<Response> {
    let judul = format!("Buku agenda {}", minta.saring.buku.label().to_lowercase());
    let body = html! {
        (page::heading(&ctx.app.profile.name(), &judul, html! {}))
        @if lagi { (page::warning("Hanya 1.000 baris terakhir yang dimuat. Persempit masanya, atau unduh sebagai XLSX.")) }
        (tabel(ctx, minta, baris))
    };
    let breadcrumbs = vec![Link::new("Agenda surat", alamat(ctx, "/agenda_surat", &[]))];
    ctx.framed(StatusCode::OK, Options { title: &judul, breadcrumbs, ..Options::default() }, body)
}
