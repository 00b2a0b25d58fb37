//! Pages of incoming letters.
pub mod bagian;
pub mod hari_ini;
pub mod kotak;
pub mod registrasi;
pub mod surat;
pub mod surel;

use kernel::Ctx;
use kernel::indonesia::tanggal;
use kernel::page::{self, NavItem, Tone};
use kernel::port::Security;
use maud::{Markup, html};

use super::model::{Jalur, KeadaanSurat, Surat};
use crate::model::Sifat;
use crate::{AGENDA, CATAT, DISPOSISI, SUREL};

/// The views of the half, the one at `di_sini` marked.
pub fn tab(ctx: &Ctx, di_sini: &str) -> Markup {
    let mut semua = vec![("Kotak masuk", "/surat_masuk")];
    if ctx.actor.can(DISPOSISI) {
        semua.push(("Surat hari ini", "/surat_masuk/hari_ini"));
    }
    if ctx.actor.can(CATAT) {
        semua.push(("Belum dicatat", "/surat_masuk/belum_dicatat"));
    }
    if ctx.actor.can(AGENDA) {
        semua.push(("Agenda", "/agenda_surat"));
    }
    if ctx.actor.can(SUREL) {
        semua.push(("Kotak surel", "/surat_masuk/kotak_surel"));
    }
    let butir: Vec<NavItem<'_>> =
        semua.into_iter().map(|(label, href)| NavItem::new(label, href, href == di_sini)).collect();
    page::tabs("Bagian surat masuk", &butir)
}

/// Urgency and secrecy, where they say more than nothing.
pub fn tanda(sifat: Sifat, keamanan: Security) -> Markup {
    let nada = match sifat {
        Sifat::Biasa => None,
        Sifat::Penting => Some(Tone::Working),
        Sifat::Segera => Some(Tone::Attention),
        Sifat::AmatSegera => Some(Tone::Bad),
    };
    html! {
        @if let Some(nada) = nada { (page::tag(sifat.label(), nada)) " " }
        @if keamanan != Security::Biasa { (page::tag(keamanan.label(), Tone::Special)) }
    }
}

/// When a letter arrived: to the minute inside of Pendopo, else the day that the front desk wrote down.
pub fn diterima(ctx: &Ctx, surat: &Surat) -> String {
    let zona = ctx.app.profile.zone();
    match surat.jalur {
        Jalur::Pendopo => tanggal::waktu_pendek(surat.diterima, zona),
        Jalur::Loket | Jalur::Pos | Jalur::Surel | Jalur::Lain => tanggal::pendek(zona.tanggal(surat.diterima)),
    }
}

/// How far a letter is in the book.
pub fn keadaan(keadaan: KeadaanSurat) -> Markup {
    let nada = match keadaan {
        KeadaanSurat::BelumDicatat => Tone::Attention,
        KeadaanSurat::Tercatat => Tone::Attention,
        KeadaanSurat::Didisposisi => Tone::Working,
        KeadaanSurat::Selesai => Tone::Good,
    };
    page::tag(keadaan.label(), nada)
}
