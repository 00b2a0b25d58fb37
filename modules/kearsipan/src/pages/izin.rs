//! Requests to read what another unit keeps.
use kernel::page::{self, Button, ButtonKind, Column, Control, Fact, Link, Row, Table};
use kernel::{Ctx, FieldError, Response, Result};
use maud::html;

use super::{Unit, bingkai, formulir, hari, nada, salah, tab, tanggalan, teks};
use crate::model::href_arsip;
use crate::store::izin::Izin;

fn kata(status: &str) -> &'static str {
    match status {
        "disetujui" => "Disetujui",
        "ditolak" => "Ditolak",
        "dicabut" => "Dicabut",
        _ => "Menunggu putusan",
    }
}

/// The list.
pub fn daftar(ctx: &Ctx, unit: &Unit, daftar: &[Izin]) -> Result<Response> {
    let rows = daftar
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href={ "/arsip/izin/" (satu.id) } { (satu.keperluan) } },
                html! { (unit.nama(satu.unit)) },
                hari(Some(satu.sampai)),
                page::tag(kata(&satu.status), nada(&satu.status)),
            ])
        })
        .collect();
    let acts = page::button_link("Minta izin membaca", "/arsip/izin/baru", ButtonKind::Primary);
    let body = html! {
        (page::heading("Kearsipan", "Izin membaca arsip", acts))
        (tab(ctx, "/arsip/izin"))
        @if daftar.is_empty() {
            (page::empty("Belum ada permintaan", "Arsip unit lain dibuka atas persetujuan unit itu, untuk satu keperluan, sampai tanggal tertentu.", None))
        } @else {
            (page::table(&Table {
                caption: "Permintaan, terbaru dahulu".into(),
                columns: ["Keperluan", "Unit penyimpan", "Sampai", "Keadaan"].map(Column::new).into(),
                rows,
                ..Table::default()
            }))
        }
    };
    bingkai(ctx, 200, "Izin membaca arsip", &[Link::new("Arsip", "/arsip")], false, body)
}

/// The form.
pub fn baru(ctx: &Ctx, unit: &Unit, galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let form = ctx.form();
    let unit = unit.lengkap();
    let isi = html! {
        @if unit.is_empty() { (teks("unit", "Unit penyimpan", form.get("unit"), "", &galat)) }
        @else { (page::select(&Control { name: "unit", label: "Unit penyimpan", error: page::error_of(&galat, "unit"), ..Control::default() }, form.get("unit"), &unit, "Pilih …")) }
        (teks("nomor", "Nomor arsip", form.get("nomor"), "Nomor naskah seperti tertulis", &galat))
        (teks("keperluan", "Keperluan", form.get("keperluan"), "", &galat))
        (tanggalan("sampai", "Dibaca sampai", form.get("sampai"), &galat))
        (teks("pembaca", "Pembaca lain", form.get("pembaca"), "Nama pengguna, dipisah koma; Anda sendiri sudah termasuk", &galat))
        (page::submit("Kirim permintaan"))
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Izin membaca arsip", "Minta izin membaca", html! {}))
        (page::column(formulir(ctx, "/arsip/izin/baru", None, false, isi)?))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(
        ctx,
        status,
        "Minta izin membaca",
        &[Link::new("Izin membaca arsip", "/arsip/izin")],
        !galat.is_empty(),
        body,
    )
}

/// The page of a request.
pub fn satu(ctx: &Ctx, unit: &Unit, izin: &Izin, pembaca: &[String], boleh: bool) -> Result<Response> {
    let arsip = html! {
        @if boleh || izin.status == "disetujui" { a.govuk-link href=(href_arsip(izin.arsip)) { "Buka arsip" } }
        @else { "Terbuka setelah disetujui" }
    };
    let fakta = [
        Fact::new("Keadaan", page::tag(kata(&izin.status), nada(&izin.status))),
        Fact::new("Arsip", arsip),
        Fact::new("Unit penyimpan", html! { (unit.nama(izin.unit)) }),
        Fact::new("Unit peminta", html! { @if let Some(id) = izin.unit_peminta { (unit.nama(id)) } }),
        Fact::new("Keperluan", html! { (izin.keperluan) }),
        Fact::new("Dibaca sampai", hari(Some(izin.sampai))),
        Fact::new("Pembaca", html! { (pembaca.join(", ")) }),
        Fact::new("Alasan putusan", html! { @if let Some(alasan) = &izin.alasan { (alasan) } }),
    ];
    let tindakan: &[(&str, &str, ButtonKind, bool)] = match (boleh, izin.status.as_str()) {
        (true, "diajukan") => {
            &[("persetujuan", "Setujui", ButtonKind::Primary, false), ("penolakan", "Tolak", ButtonKind::Warning, true)]
        }
        (true, "disetujui") => &[("pencabutan", "Cabut izin", ButtonKind::Warning, true)],
        _ => &[],
    };
    let mut form = html! {};
    for (jalur, label, kind, beralasan) in tindakan {
        let isi = html! {
            @if *beralasan { (teks("alasan", "Alasan", "", "", &[])) }
            (page::button(&Button { label, kind: *kind, ..Button::default() }))
        };
        let satu = formulir(ctx, &format!("/arsip/izin/{}/{jalur}", izin.id), None, false, isi)?;
        form = html! { (form) (satu) };
    }
    let body = html! {
        (page::heading("Izin membaca arsip", "Permintaan izin membaca", html! {}))
        (page::summary_list(&fakta))
        (form)
    };
    bingkai(ctx, 200, "Permintaan izin membaca", &[Link::new("Izin membaca arsip", "/arsip/izin")], false, body)
}
