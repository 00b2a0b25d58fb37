//! One file.
use kernel::audit::history::Entry;
use kernel::page::{self, Button, ButtonKind, Fact, Link};
use kernel::web::history;
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::arsip::{KATA, dipinjam};
use super::daftar::tabel_arsip;
use super::{Medan, Unit, bingkai, formulir, hari, href_pinjam, nada, salah, tab};
use crate::alur::BERKAS;
use crate::hak::{KELOLA, MINTA, TAHAN};
use crate::model::{Arsip, Berkas};
use crate::registers::label_akses;
use crate::store::jra::Kode;
use crate::store::penahanan::Penahanan;
use crate::store::pinjaman::Pinjaman;

/// What a page of a file shows beside it.
pub struct Isi {
    /// Its items, the first page.
    pub arsip: Vec<Arsip>,
    /// There are more.
    pub lagi: bool,
    /// What is wrong in the form that was sent to this page.
    pub salah: Vec<FieldError>,
    /// Holds, each with who put it and who lifted it.
    pub tahanan: Vec<(Penahanan, String, String)>,
    /// Its code, when the register has it.
    pub kode: Option<Kode>,
    /// Where its paper lies.
    pub lokasi: Option<String>,
    /// The proposal in which it is, or by which it ended.
    pub usul: Option<(Uuid, String)>,
    /// Who has it, or an item of it, now.
    pub pinjaman: Option<Pinjaman>,
    /// What happened.
    pub riwayat: Vec<Entry>,
}

/// The page of a file.
pub fn satu(ctx: &Ctx, unit: &Unit, berkas: &Berkas, isi: &Isi) -> Result<Response> {
    let kelola = ctx.scope_of(KELOLA).holds(Some(berkas.unit), berkas.owner);
    let acts = html! {
        @if kelola && !berkas.ditahan && !matches!(berkas.status.as_str(), "dinilai" | "musnah" | "serah") {
            (page::button_link("Ubah berkas", &format!("{}/ubah", berkas.href()), ButtonKind::Secondary))
        }
        @if isi.pinjaman.is_none() && ctx.actor.can(MINTA) && !matches!(berkas.status.as_str(), "musnah" | "serah") {
            (page::button_link("Pinjam", &href_pinjam(ctx, "berkas", berkas.id), ButtonKind::Secondary))
        }
        @if kelola { (page::button_link("Unduh paket", &format!("{}/paket", berkas.href()), ButtonKind::Secondary)) }
    };
    let galat = salah(&isi.salah);
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Berkas arsip", &berkas.nomor, acts))
        (tab(ctx, "/berkas_arsip"))
        @if berkas.ditahan { (page::warning("Berkas ini ditahan untuk kepentingan hukum. Tidak ada yang berubah sampai penahanannya diangkat.")) }
        @if let Some(pinjam) = &isi.pinjaman { (dipinjam(pinjam)) }
        (page::summary_list(&fakta(unit, berkas, isi)))
        @if kelola { (langkah(ctx, berkas, &galat)?) }
        (page::card("Isi berkas", &[], html! {
            @if isi.arsip.is_empty() { p { "Belum ada arsip yang dapat Anda lihat di sini." } }
            @else {
                (tabel_arsip("Arsip dalam berkas ini", &isi.arsip, None))
                @if isi.lagi { p { a.govuk-link href={ "/arsip?berkas=" (berkas.id) } { "Lihat semua arsip dalam berkas ini" } } }
            }
        }))
        (page::card("Penahanan untuk kepentingan hukum", &[], tahanan(ctx, berkas, isi, &galat)?))
        (page::card("Riwayat", &[], history::view(&isi.riwayat, ctx.app.profile.zone(), &KATA)))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, &berkas.nomor, &[Link::new("Berkas arsip", "/berkas_arsip")], !galat.is_empty(), body)
}

fn fakta<'a>(unit: &Unit, berkas: &'a Berkas, isi: &'a Isi) -> Vec<Fact<'a>> {
    let tahun = |nilai: Option<i64>| html! { @if let Some(n) = nilai { (n) " tahun" } };
    let tutup = berkas.ditutup.is_some();
    // While it is open, what the schedule says now; once closed, what it said on that day.
    let jra = isi.kode.as_ref().map(|satu| &satu.jra);
    let (aktif, inaktif, nasib) = if tutup {
        (berkas.retensi_aktif, berkas.retensi_inaktif, berkas.nasib)
    } else {
        (jra.and_then(|jra| jra.aktif), jra.and_then(|jra| jra.inaktif), jra.and_then(|jra| jra.nasib))
    };
    let menurut = if tutup { "" } else { " (menurut jadwal sekarang)" };
    let mut fakta = vec![
        Fact::new(
            "Keadaan",
            html! { (page::tag(BERKAS.label(&berkas.status), nada(&berkas.status))) @if berkas.ditahan { " " (page::tag("Ditahan", page::Tone::Bad)) } },
        ),
        Fact::new("Uraian", html! { (berkas.uraian) }),
        Fact::new("Kode klasifikasi", html! { (berkas.kode) @if let Some(kode) = &isi.kode { " " (kode.uraian) } }),
        Fact::new("Unit pengolah", html! { (unit.nama(berkas.unit)) }),
        Fact::new("Dibuka", hari(Some(berkas.dibuka))),
        Fact::new(
            "Ditutup",
            html! { @if tutup { (hari(berkas.ditutup)) } @else { "Belum; retensi dihitung sejak ditutup" } },
        ),
        Fact::new("Retensi aktif", html! { (tahun(aktif)) @if aktif.is_some() { (menurut) } }),
        Fact::new("Retensi inaktif", html! { (tahun(inaktif)) @if inaktif.is_some() { (menurut) } }),
        Fact::new("Nasib akhir", html! { @if let Some(nasib) = nasib { (nasib.teks()) (menurut) } }),
    ];
    if tutup {
        fakta.push(Fact::new("Aktif sampai", hari(berkas.aktif_sampai)));
        fakta.push(Fact::new("Inaktif sampai", hari(berkas.inaktif_sampai)));
    }
    if let Some(kelas) = jra.and_then(crate::rules::retensi::Jra::keamanan) {
        fakta.push(Fact::new("Keamanan menurut kode", html! { (kelas.label()) }));
    }
    if let Some(akses) = jra.and_then(|jra| jra.akses.as_deref()) {
        fakta.push(Fact::new("Akses menurut kode", html! { (label_akses(akses)) }));
    }
    if berkas.status == "aktif" {
        fakta.push(Fact::new("Menampung", menampung(berkas)));
    }
    if let Some(lokasi) = &isi.lokasi {
        fakta.push(Fact::new("Lokasi", html! { (lokasi) }));
    }
    if let Some((id, uraian)) = &isi.usul {
        let href = crate::model::href_usul(*id);
        fakta.push(Fact::new("Usul penyusutan", html! { a.govuk-link href=(href) { (uraian) } }));
    }
    fakta
}

/// By which rule it collects what comes.
fn menampung(berkas: &Berkas) -> Markup {
    let Some(aturan) = &berkas.aturan else {
        return html! {
            @if berkas.bawaan { "Sendiri: semua arsip berkode " (berkas.kode) " tahun " (berkas.tahun) " yang tidak ditampung berkas lain" }
            @else { "Tidak; arsip dimasukkan satu per satu" }
        };
    };
    html! {
        "Sendiri: arsip berkode " (berkas.kode) " dan di bawahnya"
        @if aturan.lintas_tahun { ", semua tahun" } @else { ", tahun " (berkas.tahun) }
        @if let Some(kata) = &aturan.kata { ", yang judul atau nomornya memuat \"" (kata) "\"" }
        @if let Some(jenis) = &aturan.jenis { ", jenis " (jenis) }
    }
}

fn langkah(ctx: &Ctx, berkas: &Berkas, galat: &[page::FormError]) -> Result<Markup> {
    let mut semua = html! {};
    for satu in BERKAS.from(&berkas.status).filter(|satu| matches!(satu.key, "tutup" | "buka" | "pindah")) {
        if berkas.ditahan {
            continue;
        }
        let tujuan = format!("{}/langkah/{}", berkas.href(), satu.key);
        let isi = html! {
            @if satu.asks_reason { (Medan::untuk(ctx, &tujuan, galat).teks(ctx, "alasan", "Alasan", "", "")) }
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
    for (satu, oleh, diangkat_oleh) in &isi.tahanan {
        let form = if boleh && satu.diangkat.is_none() {
            let tujuan = format!("{}/penahanan/{}/pengangkatan", berkas.href(), satu.id);
            let isi = html! {
                (Medan::untuk(ctx, &tujuan, galat).teks(ctx, "alasan", "Alasan pengangkatan", "", "Misalnya putusan yang berkekuatan tetap"))
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
                    "sejak " (page::moment(&history::moment(satu.sejak, zone))) @if !oleh.is_empty() { " oleh " (oleh) }
                    @if let Some(at) = satu.diangkat { ", diangkat " (page::moment(&history::moment(at, zone))) @if !diangkat_oleh.is_empty() { " oleh " (diangkat_oleh) } }
                    @else { " · masih berlaku" }
                    @if let Some(alasan) = &satu.alasan_angkat { ": " (alasan) }
                }
                (form)
            }
        });
    }
    let tahan = if berkas.ditahan { "Tambah penahanan" } else { "Tahan berkas" };
    let baru = if boleh && !matches!(berkas.status.as_str(), "musnah" | "serah") {
        let tujuan = format!("{}/penahanan", berkas.href());
        let isi = html! {
            (Medan::untuk(ctx, &tujuan, galat).teks(ctx, "alasan", "Alasan penahanan", "", "Perkara atau pemeriksaan yang memerlukan berkas ini"))
            (page::button(&Button { label: tahan, kind: ButtonKind::Warning, ..Button::default() }))
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
