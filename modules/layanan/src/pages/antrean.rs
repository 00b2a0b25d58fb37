//! The queue.
use std::collections::BTreeMap;

use kernel::page::{self, ButtonKind, Choice, Control, FormError, Link, NavItem, Tile, Tone};
use kernel::{Ctx, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{hari, jam, tab, tanda};
use crate::model::{Keadaan, Permohonan};
use crate::store::antrean::{Pilah, Saring};

/// What the queue shows.
pub struct Antrean<'a> {
    /// Cases, with the working days that are left.
    pub semua: Vec<(&'a Permohonan, Option<i64>)>,
    /// How many stand in each state, and how many of them late.
    pub hitung: Vec<(Keadaan, i64, i64)>,
    /// Names of officers.
    pub nama: BTreeMap<Uuid, String>,
    /// To whom cases can be given.
    pub petugas: BTreeMap<Uuid, String>,
    /// What is asked.
    pub saring: &'a Saring,
    /// Address of the next page.
    pub berikut: Option<&'a str>,
    /// What is wrong in a bulk act.
    pub galat: &'a [FormError],
}

/// The address of the queue with a filter.
pub fn alamat(saring: &Saring, sesudah: &str) -> String {
    let pilah = Pilah::SEMUA.iter().find(|(satu, ..)| *satu == saring.pilah).map_or("", |(_, kode, _)| kode);
    let layanan = saring.layanan.map(|id| id.to_string()).unwrap_or_default();
    super::alamat(
        "/permohonan",
        [
            ("pilah", pilah),
            ("keadaan", saring.keadaan.map_or("", Keadaan::kode)),
            ("layanan", &layanan),
            ("q", &saring.q),
            ("sesudah", sesudah),
        ],
    )
}

fn ubin(hitung: &[(Keadaan, i64, i64)]) -> Markup {
    let jumlah =
        |syarat: fn(Keadaan) -> bool| hitung.iter().filter(|(k, ..)| syarat(*k)).map(|(_, n, _)| n).sum::<i64>();
    let lewat: i64 = hitung.iter().filter(|(keadaan, ..)| keadaan.berjalan()).map(|(_, _, lewat)| lewat).sum();
    let satu = |label: &'static str, nilai: i64, href: &'static str, tone| Tile {
        label: label.into(),
        value: nilai.to_string().into(),
        href: href.into(),
        tone,
        ..Tile::default()
    };
    page::tiles(&[
        satu("Terbuka", jumlah(Keadaan::antre), "/permohonan", Tone::Working),
        satu("Baru masuk", jumlah(|k| k == Keadaan::Masuk), "/permohonan?keadaan=masuk", Tone::Neutral),
        satu("Menunggu pemohon", jumlah(Keadaan::terhenti), "/permohonan?keadaan=perbaikan", Tone::Neutral),
        satu(
            "Menunggu keputusan",
            jumlah(|k| k == Keadaan::Persetujuan),
            "/permohonan?keadaan=persetujuan",
            Tone::Attention,
        ),
        satu("Terlambat", lewat, "/permohonan?pilah=terlambat", if lewat > 0 { Tone::Bad } else { Tone::Good }),
    ])
}

/// The queue.
pub fn daftar(ctx: &Ctx, isi: &Antrean<'_>) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let key = ctx.new_form_key();
    let saring = isi.saring;
    let segmen: Vec<NavItem<'_>> = Pilah::SEMUA
        .iter()
        .map(|(pilah, kode, label)| {
            let aktif = saring.keadaan.is_none() && saring.pilah == *pilah;
            NavItem::new(*label, super::alamat("/permohonan", [("pilah", *kode)]), aktif)
        })
        .collect();
    let rows = isi
        .semua
        .iter()
        .map(|(satu, sisa)| page::Row {
            id: satu.id.to_string().into(),
            name: satu.sebut().to_owned().into(),
            cells: vec![
                html! { a.govuk-link href=(satu.href()) { (satu.sebut()) } },
                html! { (satu.judul) },
                html! { (satu.nama) },
                tanda(satu.keadaan),
                html! { (hari(satu.tenggat)) " " (jam(satu, *sisa)) },
                html! { (satu.petugas.and_then(|id| isi.nama.get(&id)).map_or("–", String::as_str)) },
            ],
        })
        .collect();
    let table = page::Table {
        caption: "Permohonan".into(),
        caption_hidden: true,
        columns: ["Nomor", "Layanan", "Pemohon", "Keadaan", "Tenggat", "Petugas"].map(page::Column::new).into(),
        rows,
        bulk: "massal".into(),
        ..page::Table::default()
    };
    let keadaan: Vec<Choice<'_>> =
        Keadaan::SEMUA.iter().filter(|satu| satu.antre()).map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let petugas: Vec<Choice<'_>> =
        isi.petugas.iter().map(|(id, nama)| Choice::new(id.to_string(), nama.as_str())).collect();
    let control = |name, label| Control { name, label, error: page::error_of(isi.galat, name), ..Control::default() };
    let mut aktif = vec![];
    if let Some(satu) = saring.keadaan {
        aktif.push(Link::new(satu.label(), alamat(&Saring { keadaan: None, ..saring.clone() }, "")));
    }
    if !saring.q.is_empty() {
        aktif.push(Link::new(saring.q.clone(), alamat(&Saring { q: String::new(), ..saring.clone() }, "")));
    }
    let filter = page::Filter { action: "/permohonan", active: aktif, clear: "/permohonan" };
    Ok(html! {
        (page::error_summary(isi.galat))
        (page::heading("Layanan", "Antrean permohonan", html! {}))
        (tab(ctx, "/permohonan"))
        (ubin(&isi.hitung))
        (page::segments("Pilihan antrean", &segmen))
        (page::filter_panel(&filter, html! {
            (page::text_input(&control("q", "Nomor atau nama"), &saring.q, &page::Text::default()))
            (page::select(&control("keadaan", "Keadaan"), saring.keadaan.map_or("", Keadaan::kode), &keadaan, "Semua"))
        }))
        @if isi.semua.is_empty() {
            (page::empty("Tidak ada permohonan di sini", "Permohonan yang masuk ke unit Anda muncul di antrean ini.", None))
        } @else {
            (page::table(&table))
            (page::pagination(None, isi.berikut, ""))
            div.layar {
                (page::bulk_bar(&page::Form { action: "/permohonan/massal", csrf: &csrf, key: &key, id: "massal", ..page::Form::default() }, html! {
                    (page::button(&page::Button { label: "Ambil dan mulai periksa", kind: ButtonKind::Secondary, name: "lakukan", value: "periksa", ..page::Button::default() }))
                    (page::select(&control("petugas", "Petugas"), "", &petugas, "Pilih petugas"))
                    (page::button(&page::Button { label: "Tugaskan", kind: ButtonKind::Secondary, name: "lakukan", value: "tugaskan", ..page::Button::default() }))
                }))
            }
        }
    })
}
