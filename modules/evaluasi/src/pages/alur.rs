//! The flow of a period, drawn.

use kernel::page::{self, FlowKind, FlowState, FlowTransition, Link};
use kernel::web::Response;
use kernel::{Ctx, Result};
use maud::html;

use super::bagian::bingkai;
use crate::profil::ketentuan;
use crate::rules::alur::{ALUR, Jalur, Keadaan};

pub(crate) fn halaman(ctx: &Ctx) -> Result<Response> {
    let ketentuan = ketentuan(&ctx.app)?;
    let gambar = |jalur: Jalur| {
        let langkah: Vec<_> = ALUR.iter().filter(|l| l.jalur.contains(&jalur) && l.dari != l.ke).collect();
        let ada = |k: Keadaan| langkah.iter().any(|l| l.dari == k || l.ke == k);
        let keadaan: Vec<FlowState<'_>> = Keadaan::SEMUA
            .into_iter()
            .filter(|k| ada(*k))
            .map(|k| FlowState {
                id: k.id().into(),
                label: k.nama().into(),
                kind: match k {
                    Keadaan::Persiapan => FlowKind::Start,
                    Keadaan::Final => FlowKind::End,
                    Keadaan::PenilaianMandiri
                    | Keadaan::ValidasiInternal
                    | Keadaan::Dikirim
                    | Keadaan::PenilaianEksternal => FlowKind::Middle,
                },
            })
            .collect();
        let pindah: Vec<FlowTransition<'_>> = langkah
            .iter()
            .map(|l| {
                let siapa: Vec<&str> = l.peran.iter().map(|p| ketentuan.sebutan.sebut(*p)).collect();
                let syarat: Vec<&str> = l.syarat.iter().map(|s| s.judul()).collect();
                let mut catatan = format!("Oleh {}", kernel::indonesia::kalimat::daftar_atau(&siapa));
                if !syarat.is_empty() {
                    catatan += &format!("; {}", syarat.join(", "));
                }
                FlowTransition {
                    from: l.dari.id().into(),
                    to: l.ke.id().into(),
                    label: l.tindakan.nama().into(),
                    note: catatan.into(),
                }
            })
            .collect();
        page::flow_diagram(&format!("alur-{}", jalur.id()), jalur.nama(), &keadaan, &pindah)
    };
    let isi = html! {
        (page::heading("Evaluasi", "Alur penilaian", html! {}))
        p.govuk-body { "Setiap tindakan hanya dapat dilakukan oleh peran yang disebut, pada tahap yang disebut, dan bila syaratnya terpenuhi. Sesudah tahap Final tidak ada yang dapat berubah." }
        p.govuk-body { "Di dalam tahap, tim mengisi nilai, " (ketentuan.sebutan.supervisor) " memvalidasi tiap jawaban, dan asesor memberi nilai eksternal beserta alasannya." }
        @for jalur in Jalur::SEMUA { (gambar(jalur)) }
    };
    bingkai(ctx, "Alur penilaian", vec![Link::new("Beranda", "/"), Link::new("Evaluasi", "/evaluasi")], &[], isi)
}
