//! How the archive of each agency stands: the evidence that all of them use it (M 47).
use kernel::indonesia::angka::{self, persen};
use kernel::page::{self, ButtonKind, Column, Link, Row, Table, Tile, Tone};
use kernel::{Ctx, Response, Result};
use maud::html;
use uuid::Uuid;

use super::{Unit, bingkai, hari, tab};
use crate::store::laporan::Angka;

/// The page.
pub fn halaman(ctx: &Ctx, unit: &Unit, daftar: &[(Uuid, Angka)]) -> Result<Response> {
    let mut jumlah = Angka::default();
    for (_, satu) in daftar {
        jumlah.tambah(satu);
    }
    let memakai = daftar.iter().filter(|(_, satu)| satu.memakai()).count();
    let ubin = |label: &'static str, value: String, note: String, href: &'static str, tone: Tone| Tile {
        label: label.into(),
        value: value.into(),
        note: note.into(),
        href: href.into(),
        tone,
    };
    let bila = |n: i64| if n > 0 { Tone::Attention } else { Tone::Neutral };
    let bagian = |n: i64| n.saturating_mul(1_000).checked_div(jumlah.arsip).map(|n| persen(n, 1)).unwrap_or_default();
    let tiles = [
        ubin(
            "Perangkat daerah yang mengarsip di sini",
            memakai.to_string(),
            format!("dari {}", daftar.len()),
            "",
            Tone::Working,
        ),
        ubin("Arsip", angka::bulat(jumlah.arsip), String::new(), "/arsip", Tone::Neutral),
        ubin("Masuk sendiri dari naskah", angka::bulat(jumlah.sendiri), bagian(jumlah.sendiri), "", Tone::Neutral),
        ubin(
            "Belum diberkaskan",
            angka::bulat(jumlah.belum),
            bagian(jumlah.belum),
            "/arsip?status=belum",
            bila(jumlah.belum),
        ),
        ubin(
            "Berkas yang masa inaktifnya berakhir",
            angka::bulat(jumlah.lewat),
            String::new(),
            "/berkas_arsip?status=inaktif&habis=ya",
            bila(jumlah.lewat),
        ),
    ];
    let berisi = |satu: &Angka| satu.memakai() || satu.aktif + satu.inaktif + satu.susut > 0;
    let kosong: Vec<String> = daftar.iter().filter(|(_, satu)| !berisi(satu)).map(|(id, _)| unit.nama(*id)).collect();
    let rows: Vec<Row<'_>> = daftar
        .iter()
        .filter(|(_, satu)| berisi(satu))
        .map(|(id, satu)| {
            let lokal = satu.terbaru.map(|at| at.to_offset(ctx.app.offset()).date());
            Row::new(vec![
                html! { a.govuk-link href={ "/berkas_arsip?unit=" (id) } { (unit.nama(*id)) } },
                html! { (angka::bulat(satu.arsip)) @if satu.kertas > 0 { br; span.pudar { (angka::bulat(satu.kertas)) " kertas" } } },
                html! { (angka::bulat(satu.belum)) },
                html! { (angka::bulat(satu.aktif)) },
                html! { (angka::bulat(satu.inaktif)) @if satu.lewat > 0 { br; span.pudar { (angka::bulat(satu.lewat)) " berakhir" } } },
                html! { (angka::bulat(satu.susut)) },
                hari(lokal),
            ])
        })
        .collect();
    let acts = html! {
        (page::button_link("Unduh XLSX", "/arsip/laporan/unduh/xlsx", ButtonKind::Secondary))
        (page::button_link("Unduh CSV", "/arsip/laporan/unduh/csv", ButtonKind::Secondary))
    };
    let body = html! {
        (page::heading("Kearsipan", "Laporan kearsipan", acts))
        (tab(ctx, "/arsip/laporan"))
        p { "Keadaan arsip setiap perangkat daerah beserta unit di bawahnya. Arsip rahasia tidak dihitung. Unduhannya dapat dilampirkan sebagai bukti kewajiban dan evaluasi." }
        (page::tiles(&tiles))
        @if rows.is_empty() { (page::empty("Belum ada arsip", "Belum ada perangkat daerah dalam jangkauan Anda yang mengarsip di sini.", None)) }
        @else {
            (page::table(&Table {
                caption: "Perangkat daerah".into(),
                columns: vec![
                    Column::new("Perangkat daerah"),
                    Column::numeric("Arsip"),
                    Column::numeric("Belum berkas"),
                    Column::numeric("Berkas aktif"),
                    Column::numeric("Berkas inaktif"),
                    Column::numeric("Disusutkan"),
                    Column::new("Arsip terakhir"),
                ],
                rows,
                ..Table::default()
            }))
        }
        @if !kosong.is_empty() {
            (page::details(&format!("Belum mengarsip di sini: {} perangkat daerah", kosong.len()), html! { ul.govuk-list.govuk-list--bullet { @for nama in &kosong { li { (nama) } } } }))
        }
    };
    bingkai(ctx, 200, "Laporan kearsipan", &[Link::new("Arsip", "/arsip")], false, body)
}
