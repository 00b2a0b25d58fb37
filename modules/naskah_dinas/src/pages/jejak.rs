//! Where a letter went, who read it, what was done with it. Who only receives it sees of that what concerns the own unit.
use kernel::indonesia::tanggal;
use kernel::page::{self, TimelineItem};
use kernel::web::history::moment;
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::satu::Sekitar;
use crate::model::Kotak;
use crate::store::akses::{Akses, Pembaca};
use crate::store::jejak::{Lipatan, lipat};
use crate::tindakan::kata;
use crate::web::ruang::Ruang;
use crate::{LIHAT, isi};

/// Folded readings that are seen at once.
const TERLIHAT: usize = 6;

/// Where the letter was delivered, with receipts.
pub(super) fn pengiriman(ctx: &Ctx, ruang: &Ruang, sekitar: &Sekitar) -> Markup {
    let zona = ctx.app.profile.zone();
    let (penyusun, lihat) = (ruang.penyusun(ctx), ctx.scope_of(LIHAT));
    let tampak = |satu: &&Akses| {
        satu.kotak == Kotak::Masuk
            && (penyusun
                || match satu.pembaca {
                    Pembaca::Unit(unit) => lihat.holds_unit(unit),
                    Pembaca::Orang(akun) => akun == ruang.akun,
                })
    };
    let semua: Vec<&Akses> = sekitar.akses.iter().filter(tampak).collect();
    html! {
        @if !semua.is_empty() {
            h2.govuk-heading-m { "Pengiriman dan tanda terima" }
            ul.govuk-list.govuk-list--bullet {
                @for satu in semua {
                    li {
                        @match satu.pembaca { Pembaca::Unit(unit) => (ruang.susunan.nama(unit)), Pembaca::Orang(akun) => (sekitar.orang(Some(akun))) }
                        " (" (satu.peran.label().to_lowercase()) "), dikirim " (tanggal::waktu_pendek(satu.sejak, zona)) ": "
                        @match satu.dibaca {
                            Some(at) => { "dibaca " @if satu.dibaca_oleh.is_some() { (sekitar.orang(satu.dibaca_oleh)) ", " } (tanggal::waktu_pendek(at, zona)) },
                            None => "belum dibaca",
                        }
                    }
                }
            }
        }
    }
}

/// Who read, printed and took it, by person and day.
pub(super) fn pembacaan(ctx: &Ctx, ruang: &Ruang, sekitar: &Sekitar) -> Result<Markup> {
    let zona = ctx.app.profile.zone();
    let mut semua = sekitar.jejak.clone();
    for satu in &mut semua {
        if let Some(teks) = &satu.rincian {
            satu.rincian = Some(isi::buka_teks(&ctx.app, ruang.naskah.id, teks)?);
        }
    }
    let lipatan = lipat(&semua, |at| zona.tanggal(at));
    let (tampak, lain) = lipatan.split_at(lipatan.len().min(TERLIHAT));
    let baris = |satu: &Lipatan| {
        html! { li { (tanggal::pendek(satu.hari)) ": " (sekitar.orang(satu.akun)) " " (satu.tindakan.join(", ")) } }
    };
    Ok(html! {
        h2.govuk-heading-m { "Jejak pembacaan" }
        @if lipatan.is_empty() { p.pudar { "Belum ada yang membaca, mengunduh, atau mencetak." } }
        ul.govuk-list { @for satu in tampak { (baris(satu)) } }
        @if !lain.is_empty() {
            (page::details("Pembacaan sebelumnya", html! { ul.govuk-list { @for satu in lain { (baris(satu)) } } }))
        }
    })
}

/// What was done with it, one line for each entry of the log. Who only receives it learns that it was issued or cancelled,
/// with the proof of that.
pub(super) fn riwayat(ctx: &Ctx, ruang: &Ruang, sekitar: &Sekitar) -> Markup {
    let zona = ctx.app.profile.zone();
    let penyusun = ruang.penyusun(ctx);
    let mut sebelum = None;
    let mut butir: Vec<TimelineItem<'_>> = vec![];
    for satu in &sekitar.riwayat {
        let aksi = satu.action.as_str();
        let pembacaan = matches!(aksi, "naskah_dinas.dibaca" | "naskah_dinas.diunduh" | "naskah_dinas.dicetak");
        let umum = matches!(aksi, "naskah_dinas.ditandatangani" | "naskah_dinas.dibatalkan");
        if pembacaan || !(penyusun || umum) || sebelum == Some(satu.leaf) {
            continue;
        }
        sebelum = Some(satu.leaf);
        let oleh = if penyusun { satu.actor.as_deref().unwrap_or("sistem") } else { "" };
        butir.push(TimelineItem {
            title: kata(aksi).into(),
            by: oleh.into(),
            at: moment(satu.at, zona),
            content: match satu.seq {
                Some(seq) => {
                    html! { a.govuk-link href={ "/log/entri/" (satu.leaf) } { "Bukti nomor " (seq) " di log" } }
                }
                None => html! { span.pudar { "Menunggu tempat di log" } },
            },
        });
    }
    html! {
        @if !butir.is_empty() {
            h2.govuk-heading-m { "Riwayat" }
            (page::timeline(&butir))
        }
    }
}
