//! The list of obligations.

use super::{bingkai, jatuh, tab, tanda};
use crate::kalimat;
use crate::model::sistem;
use crate::store::{Baris, SaringStatus};
use crate::web::{Meja, Permintaan};
use http::StatusCode;
use kernel::indonesia::angka;
use kernel::page::{self, ButtonKind, Choice, Column, Control, Filter, Link, Row, Table};
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};
use std::collections::BTreeSet;
use time::Date;

/// What the list shows.
pub struct Isi {
    pub baris: Vec<Baris>,
    pub jumlah: i64,
    pub sebelum: Option<String>,
    pub sesudah: Option<String>,
}

/// The page.
pub fn halaman(ctx: &Ctx, meja: &Meja, minta: &Permintaan, isi: &Isi) -> Result<Response> {
    let acts = html! {
        (page::button_link("Unduh XLSX", &minta.alamat("/kewajiban/unduh/xlsx", "", &[]), ButtonKind::Secondary))
        (page::button_link("Unduh CSV", &minta.alamat("/kewajiban/unduh/csv", "", &[]), ButtonKind::Secondary))
    };
    let saring = Filter { action: "/kewajiban", active: dipakai(meja, minta), clear: "/kewajiban" };
    let body = html! {
        (page::heading(&kalimat::peraturan(&meja.daftar), "Kewajiban", acts))
        (tab(ctx, "/kewajiban"))
        (page::with_side(page::filter_panel(&saring, isian(ctx, meja, minta)), tabel(ctx, meja, minta, isi)))
    };
    bingkai(ctx, StatusCode::OK, "Kewajiban", false, body)
}

fn tabel(ctx: &Ctx, meja: &Meja, minta: &Permintaan, isi: &Isi) -> Markup {
    if isi.baris.is_empty() {
        let bersaring = !minta.pasangan("").is_empty();
        return if bersaring {
            page::empty(
                "Tidak ada kewajiban yang cocok",
                "Longgarkan saringan untuk melihat yang lain.",
                Some(&Link::new("Hapus semua saringan", "/kewajiban")),
            )
        } else {
            page::empty(
                "Tidak ada kewajiban yang belum selesai",
                "Kewajiban unit Anda muncul di sini sebelum jatuh tempo.",
                Some(&Link::new("Lihat semua kewajiban", "/kewajiban?status=semua")),
            )
        };
    }
    let rows = isi.baris.iter().map(|baris| baris_tabel(ctx, meja, baris)).collect();
    let jumlah = format!("{} kewajiban", angka::bulat(isi.jumlah));
    html! {
        (page::table(&Table {
            caption: format!("{}: {jumlah}, menurut jatuh tempo", minta.status.teks()).into(),
            columns: vec![Column::new("Kewajiban"), Column::new("Penanggung"), Column::new("Jatuh tempo"), Column::new("Status")],
            rows,
            ..Table::default()
        }))
        (page::pagination(isi.sebelum.as_deref(), isi.sesudah.as_deref(), &format!("{} dari {}", isi.baris.len(), jumlah)))
    }
}

fn baris_tabel(ctx: &Ctx, meja: &Meja, baris: &Baris) -> Row<'static> {
    let pasal = meja.kewajiban(&baris.kewajiban).map(|satu| kalimat::pasal(&satu.pasal)).unwrap_or_default();
    let masa = kalimat::masa(&baris.masa.kunci, baris.masa.mulai, baris.masa.akhir);
    Row::new(vec![
        html! {
            a.govuk-link href=(baris.href()) { (meja.judul(&baris.kewajiban)) }
            br; span.pudar { (masa) @if !pasal.is_empty() { " · " (pasal) } }
        },
        html! { (meja.nama(&baris.penanggung)) },
        jatuh(baris, ctx.today()),
        tanda(baris, ctx.today(), meja.setelan.hari_mendekati),
    ])
}

/// The filters in use, each with the list without it.
fn dipakai(meja: &Meja, minta: &Permintaan) -> Vec<Link<'static>> {
    let tanpa = |nama: &str| minta.alamat("/kewajiban", nama, &[]);
    let mut semua = vec![];
    if minta.status != SaringStatus::default() {
        semua.push(Link::new(minta.status.teks(), tanpa("status")));
    }
    if let Some(unit) = minta.unit {
        let nama = meja.lembaga.id(unit).map_or_else(|| "Unit lain".to_owned(), |satu| satu.short.clone());
        semua.push(Link::new(nama, tanpa("unit")));
    }
    if !minta.sistem.is_empty() {
        semua.push(Link::new(sistem::nama(&minta.sistem).to_owned(), tanpa("sistem")));
    }
    if let Some(pasal) = minta.pasal {
        semua.push(Link::new(format!("Pasal {pasal}"), tanpa("pasal")));
    }
    if let Some(nomor) = minta.indikator {
        semua.push(Link::new(format!("Indikator {nomor}"), tanpa("indikator")));
    }
    if !minta.kewajiban.is_empty() {
        semua.push(Link::new(meja.judul(&minta.kewajiban).to_owned(), tanpa("kewajiban")));
    }
    if let Some(tahun) = minta.tahun {
        semua.push(Link::new(format!("Tahun {tahun}"), tanpa("tahun")));
    }
    if minta.milik {
        semua.push(Link::new("Unit saya", tanpa("milik")));
    }
    if minta.kejadian.is_some() {
        semua.push(Link::new("Satu kejadian pemicu", tanpa("pemicu")));
    }
    semua
}

fn isian(ctx: &Ctx, meja: &Meja, minta: &Permintaan) -> Markup {
    let status: Vec<Choice<'_>> =
        SaringStatus::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.teks())).collect();
    let unit: Vec<Choice<'_>> = meja
        .lembaga
        .semua()
        .iter()
        .filter(|unit| ctx.scope.holds_unit(unit.id))
        .map(|unit| Choice::new(unit.id.to_string(), unit.name.as_str()))
        .collect();
    let mut kode: Vec<&str> =
        meja.daftar.kewajiban.iter().flat_map(|satu| satu.sistem.iter().map(String::as_str)).collect();
    kode.sort_by_key(|kode| sistem::urutan(kode));
    kode.dedup();
    let sistem: Vec<Choice<'_>> = kode.into_iter().map(|kode| Choice::new(kode, sistem::nama(kode))).collect();
    let nomor: BTreeSet<u16> =
        meja.daftar.kewajiban.iter().flat_map(|satu| satu.pasal.iter().map(|alamat| alamat.pasal)).collect();
    let pasal: Vec<Choice<'_>> =
        nomor.iter().map(|nomor| Choice::new(nomor.to_string(), format!("Pasal {nomor}"))).collect();
    let tahun: Vec<Choice<'_>> =
        tahun(meja, ctx.today()).map(|tahun| Choice::new(tahun.to_string(), tahun.to_string())).collect();
    let teks = |nilai: Option<String>| nilai.unwrap_or_default();
    let pilih = |nama: &'static str, label: &'static str, nilai: &str, pilihan: &[Choice<'_>], kosong: &str| {
        page::select(&Control { name: nama, label, ..Control::default() }, nilai, pilihan, kosong)
    };
    html! {
        (pilih("status", "Status", minta.status.kode(), &status, ""))
        @if unit.len() > 1 { (pilih("unit", "Perangkat daerah", &teks(minta.unit.map(|unit| unit.to_string())), &unit, "Semua")) }
        (pilih("sistem", "Bidang", &minta.sistem, &sistem, "Semua"))
        (pilih("pasal", "Pasal", &teks(minta.pasal.map(|pasal| pasal.to_string())), &pasal, "Semua"))
        (pilih("tahun", "Tahun jatuh tempo", &teks(minta.tahun.map(|tahun| tahun.to_string())), &tahun, "Semua"))
        (page::checkbox(&Control { name: "milik", label: "Hanya unit saya", ..Control::default() }, minta.milik))
    }
}

/// Years in which obligations can fall due, newest first.
pub fn tahun(meja: &Meja, hari_ini: Date) -> impl Iterator<Item = i32> {
    let awal = meja.setelan.awal.peraturan.year().min(meja.setelan.mulai_hitung.year());
    (awal..=hari_ini.year() + 5).rev()
}
