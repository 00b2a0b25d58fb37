//! The queue of everybody.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::page::{self, Column, Row, Table, Tile};
use kernel::{Ctx, FieldError, Response, Result};
use maud::html;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{bingkai, gangguan, nada, permintaan::belum, salah, tab, tanda, waktu};
use crate::model::Permintaan;
use crate::rules::alur::Keadaan;

/// The page.
pub fn halaman(
    ctx: &Ctx,
    daftar: &[Permintaan],
    hitungan: &[(Keadaan, i64)],
    nama: &BTreeMap<Uuid, String>,
    sejak: Option<OffsetDateTime>,
    errors: &[FieldError],
    status: StatusCode,
) -> Result<Response> {
    let galat = salah(errors);
    let csrf = ctx.csrf()?;
    let ubin: Vec<Tile<'_>> = Keadaan::SEMUA
        .into_iter()
        .map(|keadaan| Tile {
            label: keadaan.teks().into(),
            value: hitungan.iter().find(|(satu, _)| *satu == keadaan).map_or(0, |(_, n)| *n).to_string().into(),
            tone: nada(keadaan),
            ..Tile::default()
        })
        .collect();
    let rows = daftar
        .iter()
        .map(|satu| {
            let kunci = Uuid::now_v7().to_string();
            Row::new(vec![
                html! { div {
                    (satu.judul_umum())
                    @if satu.keadaan == Keadaan::PerluDiperiksa {
                        (page::details("Putuskan", belum(&format!("/tanda_tangan/antrean/{}/belum", satu.id), &csrf, &kunci, &format!("alasan-{}", satu.id), "", &[])))
                    }
                } },
                html! { (nama.get(&satu.penanda).map_or("–", String::as_str)) },
                html! { div { (tanda(satu.keadaan)) @if let Some(alasan) = &satu.alasan { br; span.pudar { (alasan) } } } },
                html! { @if let Some(sejak) = satu.sejak { (waktu(ctx, sejak)) } },
            ])
        })
        .collect();
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Tanda tangan", "Antrean", html! {}))
        (tab(ctx))
        (gangguan(ctx, sejak))
        (page::tiles(&ubin))
        @if daftar.is_empty() {
            (page::empty("Antrean kosong", "Naskah yang sedang atau gagal ditandatangani tampil di sini.", None))
        } @else {
            (page::table(&Table {
                caption: "Naskah dalam antrean".into(),
                columns: vec![Column::new("Naskah"), Column::new("Penanda tangan"), Column::new("Keadaan"), Column::new("Sejak")],
                rows,
                ..Table::default()
            }))
        }
    };
    bingkai(ctx, status, "Antrean tanda tangan", !galat.is_empty(), body)
}
