//! What is done with a received letter: its place in the book, what can be done now, text of its files, its dispositions.
use std::collections::BTreeMap;

use kernel::auth::account;
use kernel::indonesia::tanggal;
use kernel::page::{self, Button, ButtonKind, Fact, Form};
use kernel::{Ctx, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{diterima, keadaan, tanda};
use crate::disposisi::model::Pohon;
use crate::disposisi::pages as disposisi;
use crate::disposisi::pages::baris;
use crate::disposisi::{store as dispositions, web as disposisi_web};
use crate::masuk::model::{CaraSelesai, KeadaanSurat, Surat};
use crate::masuk::store as places;
use crate::masuk::teks::{self, Teks};
use crate::model::{Arah, Naskah};
use crate::{CATAT, DISPOSISI, LIHAT, TULIS};

/// Everything about a received letter beside the letter itself, as far as the person takes part in it.
pub struct Isi {
    /// Its place in the book of the person.
    pub surat: Option<Surat>,
    /// The place from which it came to the person by a disposition, when there is none of their own.
    pub asal: Option<Surat>,
    /// Its dispositions.
    pub pohon: Pohon,
    /// What was read in its files.
    pub teks: Vec<Teks>,
    /// Names of accounts.
    pub nama: BTreeMap<Uuid, String>,
    /// The person can hand it on.
    pub dapat_beri: bool,
}

impl Isi {
    /// Reads it; `lain` are accounts that the page names, too.
    pub async fn baca(ctx: &Ctx, naskah: &Naskah, lain: &[Uuid]) -> Result<Isi> {
        let akun = ctx.actor.account();
        let pohon = dispositions::pohon(&ctx.app, &ctx.scope_of(LIHAT), akun, naskah.id).await?;
        let semua = places::milik(&ctx.app, naskah.id).await?;
        // The place where one may do something comes first.
        let surat = [CATAT, DISPOSISI, LIHAT].into_iter().find_map(|perm| {
            let scope = ctx.scope_of(perm);
            let mine = |satu: &&Surat| scope.holds_unit(satu.unit) || (satu.untuk.is_some() && satu.untuk == akun);
            semua.iter().find(mine).cloned()
        });
        let dari: Vec<Uuid> = pohon.disposisi.iter().filter_map(|satu| satu.surat).collect();
        let asal = semua.into_iter().find(|satu| surat.is_none() && dari.contains(&satu.id));
        let mut orang: Vec<Uuid> = pohon.disposisi.iter().filter_map(|satu| satu.owner).collect();
        orang.extend(pohon.lapor.iter().filter_map(|satu| satu.owner));
        orang.extend(surat.iter().chain(&asal).flat_map(|satu| satu.owner.into_iter().chain(satu.untuk)));
        orang.extend(lain);
        orang.sort_unstable();
        orang.dedup();
        Ok(Isi {
            teks: teks::milik(&ctx.app, naskah.id).await?,
            nama: account::names(&ctx.app, &orang).await?,
            dapat_beri: ctx.actor.can(DISPOSISI) && disposisi_web::asal(ctx, naskah.id, "").await?.is_some(),
            surat,
            asal,
            pohon,
        })
    }
    /// The place whose number and state the page shows.
    pub fn tempat(&self) -> Option<&Surat> {
        self.surat.as_ref().or(self.asal.as_ref())
    }
}

/// The part on the page of a letter that one's own house wrote. Empty when nothing of this half was done.
pub async fn bagian(ctx: &Ctx, naskah: &Naskah) -> Result<Markup> {
    let isi = Isi::baca(ctx, naskah, &[]).await?;
    if isi.surat.is_none() && isi.pohon.disposisi.is_empty() && naskah.arah == Arah::Keluar {
        return Ok(html! {});
    }
    Ok(html! {
        @if let Some(surat) = &isi.surat { (buku(ctx, naskah, surat)?) }
        (tindakan(ctx, naskah, &isi)?)
        (bacaan(&isi.teks))
        (disposisi::pohon(ctx, naskah, &isi.pohon, &isi.nama)?)
    })
}

fn buku(ctx: &Ctx, naskah: &Naskah, surat: &Surat) -> Result<Markup> {
    let zona = ctx.app.profile.zone();
    let mut fakta = vec![
        Fact::new(
            "Nomor agenda",
            html! { (surat.agenda()) " " (keadaan(surat.keadaan)) " " (tanda(surat.sifat, surat.keamanan)) },
        ),
        Fact::new("Diterima", html! { (diterima(ctx, surat)) " · " (surat.jalur.label()) }),
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

/// What can be done with it now.
pub fn tindakan(ctx: &Ctx, naskah: &Naskah, isi: &Isi) -> Result<Markup> {
    let (surat, dapat_beri) = (isi.surat.as_ref(), isi.dapat_beri);
    let belum = surat.is_some_and(|surat| surat.keadaan == KeadaanSurat::BelumDicatat);
    let akun = ctx.actor.account();
    let decides = |surat: &Surat| ctx.actor.can(DISPOSISI) && surat.diputuskan(akun, &ctx.scope_of(DISPOSISI));
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
                @for (label, cara) in [("Cukup dibaca", CaraSelesai::Dibaca), ("Arsipkan", CaraSelesai::Arsip)] {
                    (page::button(&Button { label, name: "cara", value: cara.kode(), kind: ButtonKind::Secondary, ..Button::default() }))
                }
            })))
        }
    })
}

/// Text of the files, to be opened.
pub fn bacaan(teks: &[Teks]) -> Markup {
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
