//! One file, the form that opens one, and the form that takes a package.
use kernel::audit::history::Entry;
use kernel::page::{self, Button, ButtonKind, Control, Fact, Link};
use kernel::web::history;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};

use super::arsip::KATA;
use super::daftar::tabel_arsip;
use super::{Unit, bingkai, formulir, hari, nada, salah, tab, teks};
use crate::alur::BERKAS;
use crate::hak::{KELOLA, TAHAN};
use crate::model::{Arsip, Berkas};
use crate::store::penahanan::Penahanan;

/// What a page of a file shows beside it.
pub struct Isi {
    /// Its items, the first page.
    pub arsip: Vec<Arsip>,
    /// There are more.
    pub lagi: bool,
    /// What is wrong in the form that was sent to this page.
    pub salah: Vec<FieldError>,
    /// Holds.
    pub tahanan: Vec<Penahanan>,
    /// What happened.
    pub riwayat: Vec<Entry>,
}

fn pilih_unit(ctx: &Ctx, unit: &Unit, galat: &[page::FormError]) -> Markup {
    let sendiri = ctx.actor.unit().map(|id| id.to_string()).unwrap_or_default();
    let nilai = if ctx.form().has("unit") { ctx.form().get("unit").to_owned() } else { sendiri };
    let control =
        Control { name: "unit", label: "Unit pengolah", error: page::error_of(galat, "unit"), ..Control::default() };
    page::select(&control, &nilai, &unit.pilihan(ctx, &ctx.scope_of(KELOLA)), "Pilih …")
}

/// The form that opens a file.
pub fn baru(ctx: &Ctx, unit: &Unit, galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let form = ctx.form();
    let tahun = if form.has("tahun") { form.get("tahun").to_owned() } else { ctx.today().year().to_string() };
    let isi = html! {
        (pilih_unit(ctx, unit, &galat))
        (teks("kode", "Kode klasifikasi", form.get("kode"), "Misalnya 500.12.6", &galat))
        (teks("tahun", "Tahun", &tahun, "", &galat))
        (teks("uraian", "Uraian", form.get("uraian"), "Kegiatan atau perkara yang dihimpun", &galat))
        (page::submit("Buka berkas"))
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kearsipan", "Buka berkas", html! {}))
        (page::column(formulir(ctx, "/berkas_arsip/baru", None, false, isi)?))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, "Buka berkas", &[Link::new("Berkas arsip", "/berkas_arsip")], !galat.is_empty(), body)
}

/// The form that takes a package.
pub fn muat(ctx: &Ctx, unit: &Unit, galat: &[FieldError]) -> Result<Response> {
    let galat = salah(galat);
    let isi = html! {
        (pilih_unit(ctx, unit, &galat))
        (page::upload(&Control { name: "paket", label: "Paket", hint: "Paket BagIt (ZIP) yang dibuat Pendopo.", error: page::error_of(&galat, "paket"), ..Control::default() }, &page::Upload { accept: ".zip", ..page::Upload::default() }))
        (page::submit("Muat paket"))
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Kearsipan", "Muat paket arsip", html! {}))
        p { "Setiap nama, sidik, dan ukuran diperiksa dahulu. Paket yang sama boleh dimuat lagi: yang sudah ada tidak berubah." }
        (page::column(formulir(ctx, "/berkas_arsip/paket", None, true, isi)?))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, "Muat paket arsip", &[Link::new("Berkas arsip", "/berkas_arsip")], !galat.is_empty(), body)
}

/// The page of a file.
pub fn satu(ctx: &Ctx, unit: &Unit, berkas: &Berkas, isi: &Isi) -> Result<Response> {
    let tahun = |nilai: Option<i64>| html! { @if let Some(n) = nilai { (n) " tahun" } };
    let fakta = [
        Fact::new(
            "Keadaan",
            html! { (page::tag(BERKAS.label(&berkas.status), nada(&berkas.status))) @if berkas.ditahan { " " (page::tag("Ditahan", page::Tone::Bad)) } },
        ),
        Fact::new("Uraian", html! { (berkas.uraian) }),
        Fact::new("Kode klasifikasi", html! { (berkas.kode) }),
        Fact::new("Unit pengolah", html! { (unit.nama(berkas.unit)) }),
        Fact::new("Dibuka", hari(Some(berkas.dibuka))),
        Fact::new("Ditutup", hari(berkas.ditutup)),
        Fact::new("Retensi aktif", tahun(berkas.retensi_aktif)),
        Fact::new("Aktif sampai", hari(berkas.aktif_sampai)),
        Fact::new("Retensi inaktif", tahun(berkas.retensi_inaktif)),
        Fact::new("Inaktif sampai", hari(berkas.inaktif_sampai)),
        Fact::new("Nasib akhir", html! { @if let Some(nasib) = berkas.nasib { (nasib.teks()) } }),
    ];
    let kelola = ctx.scope_of(KELOLA).holds(Some(berkas.unit), berkas.owner);
    let acts = html! {
        @if kelola { (page::button_link("Unduh paket", &format!("{}/paket", berkas.href()), ButtonKind::Secondary)) }
    };
    let galat = salah(&isi.salah);
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Berkas arsip", &berkas.nomor, acts))
        (tab(ctx, "/berkas_arsip"))
        (page::summary_list(&fakta))
        @if kelola { (langkah(ctx, berkas, &galat)?) }
        (page::card("Isi berkas", &[], html! {
            @if isi.arsip.is_empty() { p { "Belum ada arsip yang dapat Anda lihat di sini." } }
            @else {
                (tabel_arsip("Arsip dalam berkas ini", &isi.arsip, unit))
                @if isi.lagi { p { a.govuk-link href={ "/arsip?berkas=" (berkas.id) } { "Lihat semua arsip dalam berkas ini" } } }
            }
        }))
        (page::card("Penahanan untuk kepentingan hukum", &[], tahanan(ctx, berkas, isi, &galat)?))
        (page::card("Riwayat", &[], history::view(&isi.riwayat, ctx.app.profile.zone(), &KATA)))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, &berkas.nomor, &[Link::new("Berkas arsip", "/berkas_arsip")], !galat.is_empty(), body)
}

/// The reason that an act asks for. The page has several such forms: the one that was sent shows what is wrong.
fn alasan(ctx: &Ctx, action: &str, label: &str, hint: &str, galat: &[page::FormError]) -> Markup {
    let ini = !galat.is_empty() && ctx.uri_path() == action;
    let id = if ini { "alasan".to_owned() } else { format!("alasan{}", action.replace('/', "-")) };
    let error = if ini { page::error_of(galat, "alasan") } else { None };
    let nilai = if ini { ctx.form().get("alasan") } else { "" };
    let control = Control { name: "alasan", label, hint, id: &id, error, ..Control::default() };
    page::text_input(&control, nilai, &page::Text::default())
}

fn langkah(ctx: &Ctx, berkas: &Berkas, galat: &[page::FormError]) -> Result<Markup> {
    let mut semua = html! {};
    for satu in BERKAS.from(&berkas.status).filter(|satu| matches!(satu.key, "tutup" | "buka" | "pindah")) {
        if berkas.ditahan {
            continue;
        }
        let tujuan = format!("{}/langkah/{}", berkas.href(), satu.key);
        let isi = html! {
            @if satu.asks_reason { (alasan(ctx, &tujuan, "Alasan", "", galat)) }
            (page::button(&Button { label: satu.label, kind: ButtonKind::Secondary, ..Button::default() }))
        };
        let form = formulir(ctx, &tujuan, Some(berkas.version), false, isi)?;
        semua = html! { (semua) (form) };
    }
    Ok(semua)
}

fn tahanan(ctx: &Ctx, berkas: &Berkas, isi: &Isi, galat: &[page::FormError]) -> Result<Markup> {
    let boleh = ctx.scope_of(TAHAN).holds(Some(berkas.unit), berkas.owner);
    let zone = ctx.app.profile.zone();
    let mut daftar = vec![];
    for satu in &isi.tahanan {
        let form = if boleh && satu.diangkat.is_none() {
            let tujuan = format!("{}/penahanan/{}/pengangkatan", berkas.href(), satu.id);
            let isi = html! {
                (alasan(ctx, &tujuan, "Alasan pengangkatan", "", galat))
                (page::button(&Button { label: "Angkat penahanan", kind: ButtonKind::Secondary, ..Button::default() }))
            };
            formulir(ctx, &tujuan, None, false, isi)?
        } else {
            html! {}
        };
        daftar.push(html! {
            li {
                (satu.alasan)
                br; span.pudar {
                    "sejak " (page::moment(&history::moment(satu.sejak, zone)))
                    @if let Some(at) = satu.diangkat { ", diangkat " (page::moment(&history::moment(at, zone))) }
                    @if let Some(alasan) = &satu.alasan_angkat { ": " (alasan) }
                }
                (form)
            }
        });
    }
    let baru = if boleh && !matches!(berkas.status.as_str(), "musnah" | "serah") {
        let tujuan = format!("{}/penahanan", berkas.href());
        let isi = html! {
            (alasan(ctx, &tujuan, "Alasan penahanan", "Perkara atau pemeriksaan yang memerlukan berkas ini", galat))
            (page::button(&Button { label: "Tahan berkas", kind: ButtonKind::Warning, ..Button::default() }))
        };
        formulir(ctx, &tujuan, None, false, isi)?
    } else {
        html! {}
    };
    Ok(html! {
        @if daftar.is_empty() { p { "Tidak pernah ditahan." } } @else { ul.govuk-list { @for satu in daftar { (satu) } } }
        (baru)
    })
}
