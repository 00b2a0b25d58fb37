//! The ways of files and proposals, drawn from the constants that decide.
use kernel::page::{self, FlowKind, FlowState, FlowTransition, Link};
use kernel::{Ctx, Response, Result};
use maud::{Markup, html};
use register::{Flow, StateKind};

use super::{bingkai, tab};
use crate::alur::{BERKAS, USUL};

fn gambar<S>(ctx: &Ctx, id: &str, judul: &str, alur: &'static Flow<S>) -> Markup {
    let simpul: Vec<FlowState<'_>> = alur
        .states
        .iter()
        .map(|satu| FlowState {
            id: satu.key.into(),
            label: satu.label.into(),
            kind: match satu.kind {
                StateKind::Open if satu.key == alur.initial => FlowKind::Start,
                StateKind::Open => FlowKind::Middle,
                StateKind::Done | StateKind::Dropped => FlowKind::End,
            },
        })
        .collect();
    let langkah: Vec<FlowTransition<'_>> = alur
        .transitions
        .iter()
        .flat_map(|satu| satu.from.iter().map(move |dari| (*dari, satu)))
        .map(|(dari, satu)| {
            let mut note = ctx.app.perm_label(satu.perm).to_owned();
            if satu.asks_reason {
                note.push_str("; dengan alasan");
            }
            FlowTransition { from: dari.into(), to: satu.to.into(), label: satu.label.into(), note: note.into() }
        })
        .collect();
    page::flow_diagram(id, judul, &simpul, &langkah)
}

/// The page.
pub fn halaman(ctx: &Ctx) -> Result<Response> {
    let isi = html! {
        (page::heading("Kearsipan", "Alur arsip", html! {}))
        (tab(ctx, "/arsip/alur"))
        p { "Naskah yang selesai masuk sendiri ke berkas yang terbuka menurut kode, unit, dan tahunnya. Retensi dihitung sejak berkas ditutup; setiap malam berkas yang masa aktifnya berakhir pindah menjadi inaktif. Berkas yang ditahan untuk kepentingan hukum tidak berubah sampai penahanannya diangkat." }
        (gambar(ctx, "alur-berkas", "Alur berkas", &BERKAS))
        (gambar(ctx, "alur-usul", "Alur usul musnah dan usul serah", &USUL))
    };
    bingkai(ctx, 200, "Alur arsip", &[Link::new("Arsip", "/arsip")], false, isi)
}
