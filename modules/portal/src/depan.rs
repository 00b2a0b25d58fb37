//! What the module puts on home pages: that of visitors, that of staff.
use kernel::indonesia::kalimat::potong;
use kernel::module::{Front, FrontPart, News, Offer, Place, Task};
use kernel::page::{Fact, safe_href};
use kernel::{Ctx, Result, Work, args, page};
use maud::{Markup, html};
use register::field::option_label;
use serde_json::json;
use uuid::Uuid;

use crate::model::{Jenis, Setelan};
use crate::registers::{KELOMPOK, TINGKAT};
use crate::store::{self, Letak, Saring};
use crate::web::{Kepala, situs};
use crate::{SETUJUI, TULIS, pages};

/// News on the home page.
const BERITA: usize = 5;
/// Pages named on the home page.
const HALAMAN: usize = 8;
/// Links on the home page.
const TAUTAN: usize = 24;
/// Tasks of one kind at most.
const TUGAS: usize = 10;

/// The notices that hold now, for the top of a page.
pub async fn kabar(ctx: &Ctx) -> Result<Markup> {
    let text = "select pesan, tingkat, alamat from kabar_penting where tampil and mulai <= $1 and selesai > $1 \
        order by selesai, id limit 3";
    let rows = ctx.app.db.query(text, args![ctx.now]).await?;
    let mut found: Vec<(String, String, Option<String>)> = vec![];
    for row in &rows {
        found.push((row.get("pesan")?, row.get("tingkat")?, row.get("alamat")?));
    }
    Ok(html! {
        @for (pesan, tingkat, alamat) in &found {
            section.penting.penting--bahaya[tingkat == "bahaya"] aria-label="Kabar penting" {
                p {
                    strong { (option_label(TINGKAT, tingkat)) ": " }
                    (pesan)
                    @if let Some(alamat) = alamat { " " a.govuk-link href=(safe_href(alamat)) { "Selengkapnya" } }
                }
            }
        }
    })
}

/// What the home page of visitors has of this module beside news.
pub fn depan(ctx: Ctx) -> Work<Front> {
    Box::pin(async move {
        let (setelan, _) = Setelan::read(&ctx.app).await?;
        let part = |place, order, content| FrontPart { place, order, content };
        let mut parts = vec![part(Place::Top, 10, kabar(&ctx).await?)];
        if !setelan.sambutan.is_empty() {
            parts.push(part(Place::Greeting, 10, html! { p { (setelan.sambutan) } }));
        }
        parts.push(part(Place::Bottom, 10, instansi(&ctx).await?));
        let bawah = html! {
            div.tawaran { (informasi(&ctx).await?) (tautan(&ctx).await?) (kontak(&setelan)) }
        };
        parts.push(part(Place::Bottom, 20, bawah));
        Ok(Front { head: kepala(&ctx, &setelan), parts })
    })
}

fn kepala(ctx: &Ctx, setelan: &Setelan) -> Markup {
    let (situs, daerah) = (situs(&ctx.app), ctx.app.profile.name());
    let isi = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let data = json!({
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "GovernmentOrganization",
                "@id": format!("{situs}/#pemerintah"),
                "name": format!("Pemerintah {daerah}"),
                "url": situs,
                "address": isi(&setelan.alamat),
                "telephone": isi(&setelan.telepon),
                "email": isi(&setelan.surel),
                "areaServed": { "@type": "AdministrativeArea", "name": daerah },
            },
            {
                "@type": "WebSite",
                "url": situs,
                "name": daerah,
                "inLanguage": "id",
                "publisher": { "@id": format!("{situs}/#pemerintah") },
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": format!("{situs}/cari?q={{q}}"),
                    "query-input": "required name=q",
                },
            },
        ],
    });
    let uraian = format!("Layanan, berita, pengumuman, peraturan, dan instansi {daerah}.");
    Kepala { judul: &daerah, uraian: &uraian, alamat: "/", macam: "website", data, ..Kepala::default() }.tampil(ctx)
}

async fn instansi(ctx: &Ctx) -> Result<Markup> {
    let units = ctx.app.units().await?;
    let mut agencies: Vec<_> = units.iter().filter(|unit| unit.is_agency).collect();
    agencies.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(html! {
        @if !agencies.is_empty() {
            section aria-labelledby="instansi" {
                h2.govuk-heading-m #instansi { "Instansi" }
                (page::details(&format!("Lihat {} instansi", agencies.len()), pages::senarai(&agencies)))
            }
        }
    })
}

async fn informasi(ctx: &Ctx) -> Result<Markup> {
    let halaman = store::umum(&ctx.app, Jenis::Halaman, Letak::default(), ctx.now, HALAMAN).await?;
    let ada = async |text: &str| -> Result<bool> { Ok(ctx.app.db.optional(text, args![]).await?.is_some()) };
    let tanya = ada("select 1 as ada from tanya_jawab where tampil limit 1").await?;
    let unduhan = ada("select 1 as ada from unduhan where tampil limit 1").await?;
    Ok(html! {
        @if !halaman.is_empty() || tanya || unduhan {
            section.tawaran__satu aria-labelledby="informasi" {
                h2.govuk-heading-m #informasi { "Informasi" }
                ul.govuk-list {
                    @for each in &halaman { li { a.govuk-link href=(safe_href(&each.href)) { (each.judul) } } }
                    @if tanya { li { a.govuk-link href="/tanya-jawab" { "Tanya jawab" } } }
                    @if unduhan { li { a.govuk-link href="/unduhan" { "Unduhan" } } }
                }
            }
        }
    })
}

async fn tautan(ctx: &Ctx) -> Result<Markup> {
    let text = format!("select judul, alamat, kelompok from tautan where tampil order by urutan, id limit {TAUTAN}");
    let mut found: Vec<(String, String, String)> = vec![];
    for row in ctx.app.db.query(&text, args![]).await? {
        found.push((row.get("judul")?, row.get("alamat")?, row.get("kelompok")?));
    }
    Ok(html! {
        @if !found.is_empty() {
            section.tawaran__satu aria-labelledby="tautan" {
                h2.govuk-heading-m #tautan { "Tautan" }
                @for (kunci, nama) in KELOMPOK {
                    @if found.iter().any(|(_, _, kelompok)| kelompok == kunci) {
                        h3.govuk-heading-s { (nama) }
                        ul.govuk-list {
                            @for (judul, alamat, _) in found.iter().filter(|(_, _, kelompok)| kelompok == kunci) {
                                li { a.govuk-link href=(safe_href(alamat)) { (judul) } }
                            }
                        }
                    }
                }
            }
        }
    })
}

fn kontak(setelan: &Setelan) -> Markup {
    let facts: Vec<Fact<'_>> = Setelan::FIELDS
        .iter()
        .filter(|(name, ..)| *name != "sambutan" && !setelan.get(name).is_empty())
        .map(|(name, label, _)| Fact::new(*label, pages::isi_kontak(name, setelan.get(name))))
        .collect();
    html! {
        @if !facts.is_empty() {
            section.tawaran__satu aria-labelledby="kontak" {
                h2.govuk-heading-m #kontak { "Kontak dan jam layanan" }
                (page::summary_list(&facts))
            }
        }
    }
}

async fn terbaru(ctx: &Ctx, most: usize) -> Result<Vec<News>> {
    let found = store::umum(&ctx.app, Jenis::Berita, Letak::default(), ctx.now, most).await?;
    let zone = ctx.app.profile.zone();
    let told = found.into_iter().map(|each| News {
        on: zone.tanggal(each.terbit),
        title: each.judul,
        summary: potong(&each.ringkasan, 180),
        href: each.href,
        kind: "Berita",
    });
    Ok(told.collect())
}

/// For visitors: the newest news.
pub fn tawaran(ctx: Ctx) -> Work<Vec<Offer>> {
    Box::pin(async move {
        let newest = terbaru(&ctx, BERITA).await?;
        if newest.is_empty() {
            return Ok(vec![]);
        }
        Ok(vec![Offer {
            title: "Berita",
            about: "Kabar terbaru dari pemerintah daerah.".to_owned(),
            search: None,
            newest,
            more: Some(("Semua berita", "/berita")),
            order: 3,
        }])
    })
}

/// For staff: the newest news among other news.
pub fn berita(ctx: Ctx) -> Work<Vec<News>> {
    Box::pin(async move { terbaru(&ctx, 3).await })
}

/// What awaits the actor: texts to approve, and own ones that came back.
pub fn tugas(ctx: Ctx) -> Work<Vec<Task>> {
    Box::pin(async move {
        let mut tasks = vec![];
        let Some(me) = ctx.actor.account() else { return Ok(tasks) };
        for jenis in Jenis::ALL {
            for (perm, status, kata) in [(SETUJUI, "diajukan", "Setujui"), (TULIS, "draf", "Perbaiki")] {
                let scope = ctx.scope_of(perm);
                if scope.is_nothing() {
                    continue;
                }
                let saring = Saring { jenis, status, sesudah: None };
                for each in store::list(&ctx.app, &scope, &saring, TUGAS).await? {
                    let tulisan = &each.tulisan;
                    let penulis = |id: Uuid| each.versi.penulis.contains(&id) || each.versi.pengaju == Some(id);
                    let mine = match status {
                        "draf" => tulisan.owner == Some(me) && !tulisan.alasan.is_empty(),
                        _ => !penulis(me),
                    };
                    if mine {
                        let title = format!("{kata} {}: {}", jenis.satuan(), each.versi.judul);
                        tasks.push(Task { title, href: tulisan.href_kelola(), due: None, kind: "Portal" });
                    }
                }
            }
        }
        Ok(tasks)
    })
}
