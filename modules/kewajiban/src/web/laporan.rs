//! The compliance report as PDF.

use super::Meja;
use super::kepatuhan::{gambaran, tahun};
use crate::kalimat;
use crate::rules::kepatuhan::Rekap;
use document::templat::{Dicetak, Hitungan, KepatuhanPasal, KepatuhanPerangkat, Kertas, Kop, LaporanKepatuhan};
use document::{Options, Renderer};
use kernel::indonesia::tanggal;
use kernel::{Ctx, Error, Response, Result};
use std::sync::LazyLock;

/// One document at a time: setting a page takes a core and memory.
static PENCETAK: LazyLock<Renderer> = LazyLock::new(|| Renderer::in_process(1));

fn hitungan(rekap: &Rekap) -> Hitungan {
    Hitungan {
        terpenuhi: rekap.terpenuhi,
        berjalan: rekap.belum_jatuh_tempo + rekap.mendekati + rekap.jatuh_tempo,
        terlambat: rekap.terlambat,
    }
}

/// GET /kewajiban/laporan
pub async fn pdf(ctx: Ctx) -> Result<Response> {
    let meja = Meja::buka(&ctx.app).await?;
    let gambaran = gambaran(&ctx, &meja).await?;
    let tahun = tahun(&ctx);
    let zona = ctx.app.profile.zone();
    let pasal = gambaran.kewajiban.iter().filter_map(|(kode, rekap)| {
        let satu = meja.kewajiban(kode)?;
        Some(KepatuhanPasal {
            pasal: kalimat::pasal(&satu.pasal),
            kewajiban: satu.judul.clone(),
            penanggung_jawab: kalimat::peran(&meja.daftar, satu.pelaku),
            hitungan: hitungan(rekap),
        })
    });
    let mut perangkat: Vec<KepatuhanPerangkat> = gambaran
        .pelaku
        .iter()
        .map(|satu| KepatuhanPerangkat { nama: satu.nama.clone(), hitungan: hitungan(&satu.rekap) })
        .collect();
    perangkat.sort_by(|kiri, kanan| kiri.nama.cmp(&kanan.nama));
    let naskah = LaporanKepatuhan {
        kertas: Kertas::F4,
        kop: Kop { pemerintah: format!("Pemerintah {}", ctx.app.profile.name()), ..Kop::default() },
        judul: format!("Laporan kepatuhan terhadap {}", kalimat::peraturan(&meja.daftar)),
        periode: tahun.map_or_else(
            || format!("sejak {}", tanggal::panjang(meja.setelan.mulai_hitung)),
            |tahun| format!("Tahun {tahun}"),
        ),
        per_tanggal: ctx.today(),
        ringkasan: hitungan(&gambaran.jumlah),
        perangkat,
        pasal: pasal.collect(),
        dicetak: Dicetak {
            pada: tanggal::waktu_panjang(ctx.now, zona),
            oleh: ctx.actor.person().map(|orang| orang.name.clone()).unwrap_or_default(),
        },
        identitas: None,
    };
    let options = Options::new(ctx.now, ctx.app.offset()).ident(format!("kewajiban-kepatuhan-{}", ctx.today()));
    let pdf = PENCETAK
        .naskah(&naskah, &options)
        .await
        .map_err(|galat| Error::internal(format!("laporan_kepatuhan: {galat}")))?;
    let nama = tahun.map_or_else(|| format!("kepatuhan-{}.pdf", ctx.today()), |tahun| format!("kepatuhan-{tahun}.pdf"));
    kernel::web::attachment(&nama, "application/pdf", pdf.bytes)
}
