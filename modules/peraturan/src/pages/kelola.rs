//! The page of one document for those who keep it: where it stands, what comes next, its versions and history.
use kernel::audit::history::Entry;
use kernel::indonesia::{angka, tanggal};
use kernel::page::{
    self, ButtonKind, Control, FlowKind, FlowState, FlowTransition, FormError, Link, Moment, NavItem, TimelineItem,
    error_of,
};
use kernel::{Ctx, Result};
use maud::{Markup, html};
use register::{StateKind, Transition};

use crate::alur::Tinjauan;
use crate::model::Dokumen;
use crate::store::Naskah;
use crate::{ALUR, KELOLA};

use super::{fakta_dokumen, gaya, tanda_keadaan};

/// The views of one document.
pub fn tab(dokumen: &Dokumen, di: &str) -> Markup {
    let href = dokumen.href_kelola();
    let mut items = vec![NavItem::new("Ringkasan", href.clone(), di.is_empty())];
    if dokumen.naskah.is_some() {
        items.push(NavItem::new("Tinjau naskah", format!("{href}/tinjau"), di == "tinjau"));
        items.push(NavItem::new("Naskah dan hasil urai", format!("{href}/sanding"), di == "sanding"));
    }
    items.push(NavItem::new("Data", format!("{href}/data"), di == "data"));
    items.push(NavItem::new("Hubungan", format!("{href}/hubungan"), di == "hubungan"));
    page::tabs("Bagian dokumen", &items)
}

/// What the page shows.
pub struct Ringkasan<'a> {
    /// The document.
    pub dokumen: &'a Dokumen,
    /// What the guards look at.
    pub tinjauan: &'a Tinjauan,
    /// Versions of its text, newest first.
    pub naskah: &'a [Naskah],
    /// Reasons given for acts: act, reason, when.
    pub alasan: &'a [(String, String, time::OffsetDateTime)],
    /// Its history.
    pub riwayat: &'a [Entry],
    /// Errors of the act that was tried.
    pub errors: &'a [FormError],
}

/// The page.
pub fn ringkasan(ctx: &Ctx, halaman: &Ringkasan<'_>) -> Result<Markup> {
    let dokumen = halaman.dokumen;
    let href = dokumen.href_kelola();
    let judul = if dokumen.judul.is_empty() { dokumen.sebutan.as_str() } else { dokumen.judul.as_str() };
    let acts: Vec<&Transition<Tinjauan>> = ALUR
        .from(&dokumen.keadaan)
        .filter(|act| ctx.actor.can(act.perm) && (act.key != "perbarui" || halaman.tinjauan.ada_naskah_baru))
        .collect();
    let tindakan = html! {
        @if dokumen.is_terbit() { (page::button_link("Halaman publik", &dokumen.href(), ButtonKind::Secondary)) }
        @if dokumen.berkas.is_some() { (page::button_link("Berkas asli", &format!("{href}/asli"), ButtonKind::Secondary)) }
    };
    let csrf = ctx.csrf()?;
    let key = ctx.new_form_key();
    Ok(html! {
        (gaya())
        (page::error_summary(halaman.errors))
        (page::heading(&dokumen.sebutan, judul, tindakan))
        (tab(dokumen, ""))
        p.govuk-body { "Keadaan: " (tanda_keadaan(&dokumen.keadaan)) @if halaman.tinjauan.ada_naskah_baru && dokumen.is_terbit() { " " (page::tag("Ada naskah perbaikan", page::Tone::Attention)) } }
        @if halaman.tinjauan.kurang {
            (page::warning("Data dokumen belum lengkap: jenis, nomor, tahun, dan judul harus diisi sebelum terbit."))
            p.govuk-body { a.govuk-link href={ (href) "/data" } { "Lengkapi data dokumen" } }
        }
        @if halaman.tinjauan.terbuka > 0 {
            (page::inset(html! {
                p.govuk-body { strong { (angka::bulat(halaman.tinjauan.terbuka)) " catatan pengurai" } " menunggu keputusan sebelum naskah dapat dinyatakan selesai ditinjau." }
                p.govuk-body { a.govuk-button href={ (href) "/tinjau" } { "Tinjau naskah" } }
            }))
        }
        @if !acts.is_empty() {
            h2.govuk-heading-m { "Langkah berikut" }
            @for act in &acts { (langkah(act, halaman, &csrf, &key, ctx.form().get("alasan"))) }
        }
        h2.govuk-heading-m { "Data dokumen" }
        (page::summary_list(&fakta_dokumen(dokumen)))
        @if !halaman.naskah.is_empty() || dokumen.kelas.is_primer() { (versi(ctx, halaman, &href)) }
        @if !halaman.alasan.is_empty() {
            h2.govuk-heading-m { "Alasan yang dicatat" }
            ul.govuk-list.govuk-list--bullet {
                @for (aksi, alasan, waktu) in halaman.alasan {
                    li { (nama_aksi(&format!("peraturan.{aksi}"))) ", " (tanggal::waktu_pendek(*waktu, ctx.app.profile.zone())) ": " (alasan) }
                }
            }
        }
        h2.govuk-heading-m { "Riwayat" }
        (riwayat(ctx, halaman.riwayat))
    })
}

fn langkah(act: &Transition<Tinjauan>, halaman: &Ringkasan<'_>, csrf: &str, key: &str, alasan: &str) -> Markup {
    let dokumen = halaman.dokumen;
    let action = format!("{}/alur", dokumen.href_kelola());
    let version = dokumen.version.to_string();
    let sendiri = matches!(act.key, "tinjau" | "perbarui");
    let hint = if sendiri { "Wajib bila naskah ini Anda sendiri yang mengunggah." } else { "" };
    let kind = if act.key == "tarik" {
        ButtonKind::Warning
    } else if act.key == "kembalikan" {
        ButtonKind::Secondary
    } else {
        ButtonKind::Primary
    };
    let form = page::Form { action: &action, csrf, key, version: &version, ..page::Form::default() };
    let id = format!("alasan-{}", act.key);
    let control = Control {
        name: "alasan",
        label: "Alasan",
        hint,
        id: &id,
        optional: sendiri,
        error: error_of(halaman.errors, &id),
        ..Control::default()
    };
    html! {
        (page::card(act.label, &[], page::form(&form, html! {
            (page::hidden("aksi", act.key))
            @if act.asks_reason || sendiri { (page::text_input(&control, alasan, &page::Text::default())) }
            (page::button(&page::Button { label: act.label, kind, ..page::Button::default() }))
        })))
    }
}

fn versi(ctx: &Ctx, halaman: &Ringkasan<'_>, href: &str) -> Markup {
    let dokumen = halaman.dokumen;
    let zone = ctx.app.profile.zone();
    html! {
        h2.govuk-heading-m { "Naskah" }
        @if !halaman.naskah.is_empty() {
            ol.govuk-list reversed {
                @for naskah in halaman.naskah {
                    li {
                        strong { "Naskah " (naskah.urut) } " "
                        @if dokumen.naskah_terbit == Some(naskah.id) { (page::tag("Dibaca publik", page::Tone::Good)) " " }
                        @if dokumen.naskah == Some(naskah.id) && dokumen.naskah_terbit != Some(naskah.id) { (page::tag("Sedang ditinjau", page::Tone::Working)) " " }
                        span.pudar {
                            @if naskah.asal == "sunting" { "disunting" } @else { "diunggah" } " " (tanggal::waktu_pendek(naskah.dibuat, zone)) ": "
                            (angka::bulat(naskah.pasal)) " pasal, " (angka::bulat(naskah.perbaikan)) " perbaikan, " (angka::bulat(naskah.keraguan)) " keraguan"
                            @if !naskah.alasan.is_empty() { " – " (naskah.alasan) }
                        }
                    }
                }
            }
        }
        @if ctx.actor.can(KELOLA) { p.govuk-body { a.govuk-link href={ (href) "/naskah" } { "Unggah naskah baru" } } }
    }
}

fn riwayat(ctx: &Ctx, entries: &[Entry]) -> Markup {
    let zone = ctx.app.profile.zone();
    let items: Vec<TimelineItem<'_>> = entries
        .iter()
        .map(|entry| TimelineItem {
            title: nama_aksi(&entry.action).into(),
            by: entry.actor.clone().unwrap_or_else(|| "sistem".into()).into(),
            at: Moment::new(entry.at.to_string(), tanggal::waktu_panjang(entry.at, zone)),
            content: html! { @if let Some(seq) = entry.seq { p.pudar { "Catatan log nomor " (seq) } } },
        })
        .collect();
    page::timeline(&items)
}

fn nama_aksi(aksi: &str) -> String {
    match aksi {
        "peraturan.impor" => "Naskah diunggah".into(),
        "peraturan.catat" => "Dokumen dicatat".into(),
        "peraturan.ubah" => "Data diubah".into(),
        "peraturan.naskah" => "Naskah baru diunggah".into(),
        "peraturan.sunting" => "Naskah disunting".into(),
        "peraturan.contoh" => "Contoh dibuat".into(),
        lain => match lain.strip_prefix("peraturan.").and_then(|key| ALUR.transition(key)) {
            Some(act) => act.label.into(),
            None => lain.replace("peraturan.", "").replace('_', " "),
        },
    }
}

/// The flow as a drawing with its table.
pub fn alur(ctx: &Ctx) -> Markup {
    let states: Vec<FlowState<'_>> = ALUR
        .states
        .iter()
        .map(|state| FlowState {
            id: state.key.into(),
            label: state.label.into(),
            kind: match state.kind {
                StateKind::Open if state.key == ALUR.initial => FlowKind::Start,
                StateKind::Open => FlowKind::Middle,
                StateKind::Done | StateKind::Dropped => FlowKind::End,
            },
        })
        .collect();
    let transitions: Vec<FlowTransition<'_>> = ALUR
        .transitions
        .iter()
        .flat_map(|act| act.from.iter().map(move |from| (*from, act)))
        .map(|(from, act)| {
            let mut note = ctx.app.perm_label(act.perm).to_owned();
            if act.asks_reason {
                note.push_str("; dengan alasan");
            }
            FlowTransition { from: from.into(), to: act.to.into(), label: act.label.into(), note: note.into() }
        })
        .collect();
    html! {
        h2.govuk-heading-m { "Alur dokumen" }
        (page::flow_diagram("alur", "Alur dokumen hukum", &states, &transitions))
    }
}

/// A link to a document for those who keep it.
pub fn tautan_kelola(dokumen: &Dokumen) -> Link<'static> {
    Link::new(dokumen.sebutan.clone(), dokumen.href_kelola())
}
