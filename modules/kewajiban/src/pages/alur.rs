//! The way of an obligation between the one who owes it and the one who examines, drawn from the rules themselves.

use super::{bingkai, tab};
use crate::rules::alur::{Keadaan, Tindakan, akibat};
use http::StatusCode;
use kernel::page::{self, FlowKind, FlowState, FlowTransition};
use kernel::{Ctx, Response, Result};
use maud::html;

fn keadaan(satu: Keadaan) -> (&'static str, FlowKind) {
    match satu {
        Keadaan::Terbuka => ("Terbuka", FlowKind::Start),
        Keadaan::Dikembalikan => ("Dikembalikan", FlowKind::Middle),
        Keadaan::Diperiksa => ("Menunggu pemeriksaan", FlowKind::Middle),
        Keadaan::Terpenuhi => ("Terpenuhi", FlowKind::End),
        Keadaan::TidakBerlaku => ("Tidak berlaku", FlowKind::End),
        Keadaan::Gugur => ("Gugur", FlowKind::End),
    }
}

/// What is done, and by whom on which condition; nothing for acts that leave an obligation where it is.
fn tindakan(satu: Tindakan) -> Option<(&'static str, &'static str)> {
    match satu {
        Tindakan::TambahBukti | Tindakan::CabutBukti => None,
        Tindakan::Ajukan => Some(("Ajukan", "Penanggung jawab; paling sedikit satu bukti")),
        Tindakan::Tarik => Some(("Tarik kembali", "Penanggung jawab")),
        Tindakan::Terima => Some(("Terima", "Koordinator kewajiban; bukan yang mengajukan")),
        Tindakan::Kembalikan => Some(("Kembalikan", "Koordinator kewajiban; dengan alasan")),
        Tindakan::Bebaskan => Some(("Nyatakan tidak berlaku", "Koordinator kewajiban; dengan alasan")),
        Tindakan::BukaKembali => Some(("Buka kembali", "Koordinator kewajiban; dengan alasan")),
    }
}

/// The page.
pub fn halaman(ctx: &Ctx) -> Result<Response> {
    let pindah: Vec<FlowTransition<'_>> = Keadaan::SEMUA
        .into_iter()
        .flat_map(|dari| Tindakan::SEMUA.into_iter().map(move |apa| (dari, apa)))
        .filter_map(|(dari, apa)| {
            let ((label, note), ke) = (tindakan(apa)?, akibat(dari, apa).ok()?);
            Some(FlowTransition {
                from: dari.kode().into(),
                to: ke.kode().into(),
                label: label.into(),
                note: note.into(),
            })
        })
        .collect();
    let simpul: Vec<FlowState<'_>> = Keadaan::SEMUA
        .into_iter()
        .filter(|satu| pindah.iter().any(|langkah| langkah.from == satu.kode() || langkah.to == satu.kode()))
        .map(|satu| {
            let (label, kind) = keadaan(satu);
            FlowState { id: satu.kode().into(), label: label.into(), kind }
        })
        .collect();
    let isi = html! {
        (page::heading("Kewajiban", "Alur kewajiban", html! {}))
        (tab(ctx, "/kewajiban/alur"))
        p { "Bukti dapat ditambah dan dicabut selama kewajiban terbuka atau dikembalikan. Kewajiban yang tidak lagi mengikuti dari peraturan atau pengaturan, dan belum dikerjakan siapa pun, gugur dengan sendirinya." }
        (page::flow_diagram("alur-kewajiban", "Alur kewajiban", &simpul, &pindah))
    };
    bingkai(ctx, StatusCode::OK, "Alur kewajiban", false, isi)
}
