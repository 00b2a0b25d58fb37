//! What the pages show.
mod formulir;
mod instansi;
mod kelola;
mod publik;
mod setelan;

use kernel::Ctx;
use kernel::module::Unit;
use kernel::page::{self, NavItem};
use maud::{Markup, html};
use uuid::Uuid;

pub use formulir::{Formulir, formulir};
pub use instansi::{Profil, daftar_instansi, instansi, isi as isi_kontak, senarai};
pub use kelola::{Satu, daftar_kelola, pratinjau, satu, versi};
pub use publik::{berita, daftar_berita, daftar_halaman, halaman, tanya_jawab};
pub use setelan::setelan;

use crate::model::{Gambar, Jenis};
use crate::{KELOLA, siput, teks};

/// The address of a picture.
pub fn alamat_gambar(tulisan: Uuid, gambar: &Gambar) -> String {
    format!("/portal/gambar/{tulisan}/{}", gambar.berkas)
}

/// The address of an agency.
pub fn alamat_instansi(unit: &Unit) -> String {
    format!("/instansi/{}", siput::dari(&unit.code))
}

/// A text with its picture.
fn prosa(tulisan: Uuid, gambar: Option<&Gambar>, isi: &str) -> Markup {
    html! {
        div.tulisan {
            @if let Some(gambar) = gambar {
                figure.tulisan__gambar {
                    img src=(alamat_gambar(tulisan, gambar)) alt=(gambar.alt) width=(gambar.lebar) height=(gambar.tinggi) loading="lazy" decoding="async";
                }
            }
            (teks::tampil(isi))
        }
    }
}

/// The one row of tabs of the module.
pub fn tab(ctx: &Ctx, sini: &str) -> Markup {
    let mut items: Vec<NavItem<'_>> = Jenis::ALL
        .into_iter()
        .map(|jenis| {
            let href = format!("/portal?jenis={}", jenis.as_str());
            let active = sini == href;
            NavItem::new(jenis.title(), href, active)
        })
        .collect();
    let registers =
        [&crate::KABAR_PENTING, &crate::TANYA_JAWAB, &crate::TAUTAN, &crate::UNDUHAN, &crate::KATEGORI_BERITA];
    items.extend(
        registers.into_iter().map(|register| NavItem::new(register.title, register.href(), sini == register.href())),
    );
    if ctx.actor.can(KELOLA) {
        items.push(NavItem::new("Setelan", "/portal/setelan", sini == "/portal/setelan"));
    }
    page::tabs("Bagian portal", &items)
}

/// The tabs on the lists of the registers; the public sees the lists without them.
pub fn tab_register(ctx: &Ctx) -> Markup {
    if ctx.actor.can(crate::LIHAT) {
        tab(ctx, ctx.uri_path())
    } else {
        html! {}
    }
}
