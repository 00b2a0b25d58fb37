//! What stands below the facts on the page of a letter: its place in the book, what can be done, text of its files, and its
//! dispositions.
use kernel::auth::account;
use kernel::indonesia::tanggal;
use kernel::page::{self, Button, ButtonKind, Fact, Form};
use kernel::{Ctx, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{keadaan, tanda};
use crate::disposisi::pages as disposisi;
use crate::disposisi::pages::baris;
use crate::disposisi::{store as dispositions, web as disposisi_web};
use crate::masuk::model::{CaraSelesai, KeadaanSurat, Surat};
use crate::masuk::teks::{self, Teks};
use crate::masuk::web::tempat;
use crate::model::{Arah, Naskah};
use crate::{CATAT, DISPOSISI, LIHAT, TULIS};

/// The part. Empty for a letter with which nothing of this half was done.
pub async fn bagian(ctx: &Ctx, naskah: &Naskah) -> Result<Markup> {
    let akun = ctx.actor.account();
    let pohon = dispositions::pohon(&ctx.app, &ctx.scope_of(LIHAT), akun, naskah.id).await?;
    let surat = match tempat(ctx, naskah.id, CATAT).await? {
        Some(surat) => Some(surat),
        None => match tempat(ctx, naskah.id, DISPOSISI).await? {
            Some(surat) => Some(surat),
            None => tempat(ctx, naskah.id, LIHAT).await?,
        },
    };
    if surat.is_none() && pohon.disposisi.is_empty() && naskah.arah == Arah::Keluar {
        return Ok(html! {});
    }
    let mut orang: Vec<Uuid> = pohon.disposisi.iter().filter_map(|satu| satu.owner).collect();
    orang.extend(pohon.lapor.iter().filter_map(|satu| satu.owner));
    orang.sort_unstable();
    orang.dedup();
    let nama = account::names(&ctx.app, &orang).await?;
    let teks = teks::milik(&ctx.app, naskah.id).await?;
    let dapat_beri = ctx.actor.can(DISPOSISI) && disposisi_web::asal(ctx, naskah.id, "").await?.is_some();
    Ok(html! {
        @if let Some(surat) = &surat { (buku(ctx, naskah, surat)?) }
        (tindakan(ctx, naskah, surat.as_ref(), dapat_beri)?)
        (bacaan(&teks))
        (disposisi::pohon(ctx, naskah, &pohon, &nama)?)
    })
}

fn buku(ctx: &Ctx, naskah: &Naskah, surat: &Surat) -> Result<Markup> {
    let zona = ctx.app.profile.zone();
    let mut fakta = vec![
        Fact::new(
            "Nomor agenda",
            html! { (surat.agenda()) " " (keadaan(surat.keadaan)) " " (tanda(surat.sifat, surat.keamanan)) },
        ),
        Fact::new("Diterima", html! { (tanggal::waktu_pendek(surat.diterima, zona)) " · " (surat.jalur.label()) }),
    ];
    if let Some(saat) = surat.dicatat {
        fakta.push(Fact::new("Dicatat", html! { (tanggal::waktu_pendek(saat, zona)) }));
    }
    if let (Some(saat), Some(cara)) = (surat.selesai, surat.cara_selesai) {
        fakta.push(Fact::new("Selesai", html! { (tanggal::waktu_pendek(saat, zona)) " · " (cara.label()) }));
    }
    if let Some(lokasi) = &surat.lokasi {
        fakta.push(Fact::new("Tempat berkas", html! { (lokasi) }));
    }
    if let Some(catatan) = &surat.catatan {
        let catatan = crate::isi::buka_teks(&ctx.app, naskah.id, catatan)?;
        fakta.push(Fact::new("Catatan pencatat", html! { (baris(&catatan)) }));
    }
    Ok(html! { section { h2.govuk-heading-m { "Agenda surat masuk" } (page::summary_list(&fakta)) } })
}

fn tindakan(ctx: &Ctx, naskah: &Naskah, surat: Option<&Surat>, dapat_beri: bool) -> Result<Markup> {
    let belum = surat.is_some_and(|surat| surat.keadaan == KeadaanSurat::BelumDicatat);
    let akun = ctx.actor.account();
    let decides = |surat: &Surat| {
        ctx.scope_of(DISPOSISI).holds_unit(surat.unit)
            || (surat.untuk.is_some() && surat.untuk == akun && ctx.actor.can(DISPOSISI))
    };
    let berjalan = surat.is_some_and(|surat| {
        matches!(surat.keadaan, KeadaanSurat::Tercatat | KeadaanSurat::Didisposisi) && decides(surat)
    });
    let catat = belum && surat.is_some_and(|surat| ctx.scope_of(CATAT).holds_unit(surat.unit));
    let csrf = ctx.csrf()?;
    let kunci = || Uuid::now_v7().to_string();
    let alamat = |apa: &str| format!("{}/{apa}", naskah.href());
    Ok(html! {
        @if catat {
            (page::act(&Form { action: &alamat("catat"), csrf: &csrf, key: &kunci(), ..Form::default() }, "Catat ke agenda", ButtonKind::Primary))
        }
        (page::buttons(html! {
            @if dapat_beri { (page::button_link("Disposisikan", &alamat("disposisi"), ButtonKind::Primary)) }
            @if ctx.actor.can(TULIS) && !naskah.keadaan.dapat_ditulis() {
                (page::button_link("Buat balasan", &format!("/naskah/baru?rujukan={}", naskah.id), ButtonKind::Secondary))
            }
        }))
        @if berjalan {
            (page::form(&Form { action: &alamat("selesai"), csrf: &csrf, key: &kunci(), ..Form::default() }, page::buttons(html! {
                @for cara in [CaraSelesai::Dibaca, CaraSelesai::Arsip] {
                    (page::button(&Button { label: cara.label(), name: "cara", value: cara.kode(), kind: ButtonKind::Secondary, ..Button::default() }))
                }
            })))
        }
        @if naskah.arah == Arah::Masuk && naskah.berkas_final.is_some() {
            p.govuk-body { a.govuk-link href="/verifikasi" { "Periksa tanda tangan elektronik pada berkas surat" } }
        }
    })
}

fn bacaan(teks: &[Teks]) -> Markup {
    html! {
        @for satu in teks {
            @match (&satu.isi, &satu.sebab) {
                (Some(isi), _) => {
                    (page::details(if satu.sumber.as_deref() == Some("ocr") { "Teks hasil pengenalan gambar (OCR)" } else { "Teks berkas" },
                        html! { p.govuk-body { (baris(isi)) } }))
                }
                (None, Some(sebab)) => { p.pudar { (sebab) "." } }
                (None, None) => {}
            }
        }
    }
}
