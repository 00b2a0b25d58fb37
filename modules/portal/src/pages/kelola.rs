//! Texts for those who write and approve them.
use std::collections::BTreeMap;

use kernel::audit::history::Entry;
use kernel::indonesia::tanggal;
use kernel::page::{
    self, Button, ButtonKind, Column, Control, Fact, Form, FormError, NavItem, Row, Table, Tone, error_of,
};
use kernel::web::history::{self, Words};
use kernel::{Ctx, Result};
use maud::{Markup, html};
use register::Transition;
use uuid::Uuid;

use super::prosa;
use crate::alur::Telaah;
use crate::model::{Jenis, Tulisan, Versi};
use crate::store::Baris;
use crate::{ALUR, TULIS};

fn tanda(tulisan: &Tulisan) -> Markup {
    let tone = match tulisan.status.as_str() {
        "terbit" => Tone::Good,
        "diajukan" => Tone::Attention,
        "draf" => Tone::Working,
        _ => Tone::default(),
    };
    html! {
        (page::tag(ALUR.label(&tulisan.status), tone))
        @if tulisan.tampil && tulisan.status != "terbit" { " " (page::tag("Versi sebelumnya tampil", Tone::Good)) }
        @if !tulisan.tampil && tulisan.versi_terbit.is_some() { " " (page::tag("Menunggu waktu tayang", Tone::Attention)) }
    }
}

/// The list of one kind.
pub fn daftar_kelola(
    ctx: &Ctx,
    jenis: Jenis,
    status: &str,
    baris: &[Baris],
    units: &BTreeMap<Uuid, String>,
    next: Option<&str>,
) -> Markup {
    let sini = format!("/portal?jenis={}", jenis.as_str());
    let zone = ctx.app.profile.zone();
    let links: Vec<(&str, String, bool)> = std::iter::once(("Semua", sini.clone(), status.is_empty()))
        .chain(
            ALUR.states.iter().map(|state| (state.label, format!("{sini}&keadaan={}", state.key), state.key == status)),
        )
        .collect();
    let items: Vec<NavItem<'_>> =
        links.iter().map(|(label, href, active)| NavItem::new(*label, href.as_str(), *active)).collect();
    let acts = html! {
        @if ctx.actor.can(TULIS) { (page::button_link(&format!("Tulis {}", jenis.satuan()), &format!("/portal/tulisan/baru?jenis={}", jenis.as_str()), ButtonKind::Primary)) }
    };
    let rows = baris
        .iter()
        .map(|each| {
            Row::new(vec![
                html! { a.govuk-link href=(each.tulisan.href_kelola()) { (each.versi.judul) } },
                html! { (each.tulisan.unit.and_then(|unit| units.get(&unit)).map_or("Pemerintah daerah", String::as_str)) },
                html! { @if let Some(terbit) = each.tulisan.terbit { (tanggal::waktu_pendek(terbit, zone)) } @else { "–" } },
                tanda(&each.tulisan),
            ])
        })
        .collect();
    html! {
        (page::heading("Portal", jenis.title(), acts))
        (super::tab(ctx, &sini))
        (page::segments("Keadaan", &items))
        @if baris.is_empty() {
            (page::empty("Belum ada tulisan di sini", "Yang Anda tulis, dan yang menunggu persetujuan Anda, muncul di sini.", None))
        } @else {
            (page::table(&Table {
                caption: jenis.title().into(),
                caption_hidden: true,
                columns: vec![Column::new("Judul"), Column::new("Milik"), Column::new("Terbit"), Column::new("Keadaan")],
                rows,
                ..Table::default()
            }))
            (page::pagination(None, next, ""))
        }
    }
}

/// What the page of one text shows.
pub struct Satu<'a> {
    /// The text and the version that is worked on.
    pub baris: &'a Baris,
    /// What the guards look at.
    pub telaah: &'a Telaah,
    /// All versions, newest first.
    pub versi: &'a [Versi],
    /// Names of accounts.
    pub orang: &'a BTreeMap<Uuid, String>,
    /// Name of its unit.
    pub unit: &'a str,
    /// Its history.
    pub riwayat: &'a [Entry],
    /// What stood in the way of an act.
    pub errors: &'a [FormError],
}

/// The page of one text.
pub fn satu(ctx: &Ctx, satu: &Satu<'_>) -> Result<Markup> {
    let Baris { tulisan, versi } = satu.baris;
    let (csrf, key, href) = (ctx.csrf()?, ctx.new_form_key(), tulisan.href_kelola());
    let zone = ctx.app.profile.zone();
    let may = |perm| ctx.scope_of(perm).holds(tulisan.unit, tulisan.owner);
    let acts: Vec<&Transition<Telaah>> = ALUR
        .from(&tulisan.status)
        .filter(|act| may(act.perm) && (!matches!(act.key, "batal" | "tarik") || satu.telaah.terbit))
        .collect();
    let bisa_tulis = may(TULIS) && !ALUR.is_locked(&tulisan.status);
    let tindakan = html! {
        @if bisa_tulis { (page::button_link("Ubah", &format!("{href}/ubah"), ButtonKind::Primary)) }
        (page::button_link("Pratinjau", &format!("{href}/pratinjau"), ButtonKind::Secondary))
        @if tulisan.is_tampil(ctx.now) { (page::button_link("Halaman publik", &tulisan.href(), ButtonKind::Secondary)) }
    };
    let nama = |id: &Uuid| satu.orang.get(id).map_or("akun yang sudah tidak ada", String::as_str);
    let mut fakta = vec![
        Fact::new("Keadaan", tanda(tulisan)),
        Fact::new("Alamat", html! { (tulisan.href()) }),
        Fact::new("Milik", html! { (satu.unit) }),
        Fact::new("Ditulis oleh", html! { (versi.penulis.iter().map(nama).collect::<Vec<_>>().join(", ")) }),
    ];
    let mut saat = |label, at: Option<time::OffsetDateTime>| {
        if let Some(at) = at {
            fakta.push(Fact::new(label, html! { (tanggal::waktu_panjang(at, zone)) }));
        }
    };
    saat("Minta tayang sejak", versi.mulai.filter(|_| tulisan.versi_terbit.is_none()));
    saat("Terbit sejak", tulisan.terbit.filter(|_| tulisan.versi_terbit.is_some()));
    saat("Tayang sampai", versi.sampai);
    if let Some(penyetuju) = &versi.penyetuju {
        fakta.push(Fact::new("Disetujui oleh", html! { (nama(penyetuju)) }));
    }
    if !tulisan.alasan.is_empty() {
        fakta.push(Fact::new("Alasan terakhir", html! { (tulisan.alasan) }));
    }
    Ok(html! {
        (page::error_summary(satu.errors))
        (page::heading(tulisan.jenis.title(), &versi.judul, tindakan))
        (page::summary_list(&fakta))
        @if !acts.is_empty() {
            h2.govuk-heading-m { "Langkah berikut" }
            @for act in acts { (langkah(act, tulisan, satu.errors, &csrf, &key, ctx.form().get("alasan"))) }
        }
        h2.govuk-heading-m { "Versi" }
        ul.govuk-list {
            @for each in satu.versi {
                li {
                    a.govuk-link href={ (href) "/versi/" (each.nomor) } { "Versi " (each.nomor) } " "
                    @if tulisan.versi_terbit == Some(each.id) { (page::tag("Terbit", Tone::Good)) " " }
                    @if tulisan.versi == each.id && tulisan.versi_terbit != Some(each.id) { (page::tag("Dikerjakan", Tone::Working)) " " }
                    span.pudar { (each.judul) ", " (tanggal::waktu_pendek(each.updated, zone)) }
                }
            }
        }
        h2.govuk-heading-m { "Riwayat" }
        (history::view(satu.riwayat, zone, &Words { action: &aksi, column: &kolom, value: &nilai }))
    })
}

fn aksi(action: &str) -> Option<&'static str> {
    crate::ACTIONS.iter().find(|(own, _)| *own == action).map(|(_, label)| *label)
}

fn nilai(name: &str, value: &serde_json::Value) -> Option<String> {
    (name == "status").then(|| ALUR.label(value.as_str().unwrap_or_default()).to_owned())
}

fn kolom(name: &str) -> Option<&'static str> {
    match name {
        "judul" => Some("Judul"),
        "siput" => Some("Alamat"),
        "status" => Some("Keadaan"),
        "terbit" => Some("Terbit sejak"),
        "sampai" => Some("Tayang sampai"),
        _ => None,
    }
}

fn langkah(
    act: &Transition<Telaah>,
    tulisan: &Tulisan,
    errors: &[FormError],
    csrf: &str,
    key: &str,
    alasan: &str,
) -> Markup {
    let (action, version) = (format!("{}/alur", tulisan.href_kelola()), tulisan.version.to_string());
    let form = Form { action: &action, csrf, key, version: &version, ..Form::default() };
    let id = format!("alasan-{}", act.key);
    let control =
        Control { name: "alasan", label: "Alasan", id: &id, error: error_of(errors, &id), ..Control::default() };
    let kind = match act.key {
        "tarik" => ButtonKind::Warning,
        "ajukan" | "setujui" => ButtonKind::Primary,
        _ => ButtonKind::Secondary,
    };
    page::form(
        &form,
        html! {
            (page::hidden("aksi", act.key))
            @if act.asks_reason { (page::text_input(&control, alasan, &page::Text::default())) }
            (page::button(&Button { label: act.label, kind, ..Button::default() }))
        },
    )
}

/// The version that is worked on as the public would read it.
pub fn pratinjau(tulisan: &Tulisan, versi: &Versi) -> Markup {
    let fakta = super::instansi::fakta(&versi.rincian);
    html! {
        (page::inset(html! { "Pratinjau versi " (versi.nomor) ": belum tentu yang dibaca masyarakat. " a.govuk-link href=(tulisan.href_kelola()) { "Kembali ke tulisan" } }))
        article {
            h1.govuk-heading-l { (versi.judul) }
            @if !versi.ringkasan.is_empty() { p.govuk-body-l.tulisan { (versi.ringkasan) } }
            @if !fakta.is_empty() { (page::summary_list(&fakta)) }
            (prosa(tulisan.id, versi.gambar.as_ref(), &versi.isi))
        }
    }
}

/// One version beside the one before.
pub fn versi(tulisan: &Tulisan, versi: &Versi, lama: Option<&Versi>) -> Markup {
    html! {
        (page::heading(&format!("Versi {}", versi.nomor), &versi.judul, html! {}))
        @if let Some(lama) = lama {
            h2.govuk-heading-m { "Yang berubah" }
            (page::diff(&format!("Versi {}", lama.nomor), &seluruhnya(lama), &format!("Versi {}", versi.nomor), &seluruhnya(versi)))
        }
        h2.govuk-heading-m { "Tampilan" }
        @if !versi.ringkasan.is_empty() { p.govuk-body-l.tulisan { (versi.ringkasan) } }
        (prosa(tulisan.id, versi.gambar.as_ref(), &versi.isi))
    }
}

fn seluruhnya(versi: &Versi) -> String {
    format!("{}\n\n{}\n\n{}", versi.judul, versi.ringkasan, versi.isi)
}
