//! What awaits a person, for "Tugas saya".

use crate::store::{self, Saring, SaringStatus, Tempat};
use crate::{BUKTI, PERIKSA, kalimat, katalog, lembaga};
use kernel::module::Task;
use kernel::{BoxFuture, Ctx, Result, Scope};
use uuid::Uuid;

/// Most tasks of each kind; the list shows the rest.
const PALING_BANYAK: usize = 25;
/// Most handed-in obligations that are gathered by duty.
const PALING_BANYAK_DIPERIKSA: usize = 300;

/// Obligations of the person's units that approach or are late, and evidence that the person is to examine.
pub fn tugas(ctx: Ctx) -> BoxFuture<Result<Vec<Task>>> {
    Box::pin(async move {
        let mut semua = vec![];
        if !katalog::ada(&ctx.app) {
            return Ok(semua);
        }
        let daftar = katalog::dari(&ctx.app)?;
        let (kerja, periksa) = (ctx.scope_of(BUKTI), ctx.scope_of(PERIKSA));
        if kerja.is_nothing() && periksa.is_nothing() {
            return Ok(semua);
        }
        let setelan = store::setelan::baca(&ctx.app, &daftar).await?;
        let dasar = Saring::baru(ctx.today(), setelan.hari_mendekati);
        if !kerja.is_nothing() {
            let (baris, lagi) = store::pelaksanaan::list(
                &ctx.app,
                &kerja,
                &Saring { perlu_bukti: true, ..dasar.clone() },
                &Tempat::Awal,
                PALING_BANYAK,
            )
            .await?;
            semua.extend(baris.iter().map(|satu| {
                let judul =
                    daftar.cari(&satu.kewajiban).map_or(satu.kewajiban.as_str(), |kewajiban| kewajiban.judul.as_str());
                let masa = kalimat::masa(&satu.masa.kunci, satu.masa.mulai, satu.masa.akhir);
                Task {
                    title: format!("{judul} ({masa})"),
                    href: satu.href(),
                    due: Some(satu.masa.jatuh),
                    kind: "Kewajiban",
                }
            }));
            if lagi {
                semua.push(Task {
                    title: "Kewajiban lain yang mendekati atau melewati jatuh tempo".to_owned(),
                    href: "/kewajiban?milik=ya".to_owned(),
                    due: None,
                    kind: "Kewajiban",
                });
            }
        }
        if !periksa.is_nothing() {
            semua.extend(untuk_diperiksa(&ctx, &daftar, &periksa, dasar).await?);
        }
        Ok(semua)
    })
}

/// Codes of the duties that the person examines.
pub fn kode_diperiksa(ctx: &Ctx, daftar: &crate::model::DaftarKewajiban) -> Vec<String> {
    let kena =
        daftar.kewajiban.iter().filter(|satu| lembaga::memeriksa(satu.koordinator, |peran| ctx.actor.has_role(peran)));
    kena.map(|satu| satu.kode.clone()).collect()
}

async fn untuk_diperiksa(
    ctx: &Ctx,
    daftar: &crate::model::DaftarKewajiban,
    scope: &Scope,
    dasar: Saring,
) -> Result<Vec<Task>> {
    let kode = kode_diperiksa(ctx, daftar);
    let akun: Option<Uuid> = ctx.actor.account();
    let saring = Saring { status: SaringStatus::Diperiksa, kode: Some(kode), bukan_pengaju: akun, ..dasar };
    let (baris, lagi) =
        store::pelaksanaan::list(&ctx.app, scope, &saring, &Tempat::Awal, PALING_BANYAK_DIPERIKSA).await?;
    let lembaga = lembaga::Lembaga::baca(&ctx.app).await?;
    // One line per duty, in the order of its earliest due date: twenty agencies hand the same thing in.
    let mut kelompok: Vec<(&str, Vec<&store::Baris>)> = vec![];
    for satu in &baris {
        match kelompok.iter_mut().find(|(kode, _)| *kode == satu.kewajiban) {
            Some((_, bagian)) => bagian.push(satu),
            None => kelompok.push((&satu.kewajiban, vec![satu])),
        }
    }
    let mut semua: Vec<Task> = vec![];
    for (kode, bagian) in kelompok.iter().take(PALING_BANYAK) {
        let judul = daftar.cari(kode).map_or(*kode, |kewajiban| kewajiban.judul.as_str());
        let Some(pertama) = bagian.first() else { continue };
        let (rincian, href) = if bagian.len() == 1 {
            let masa = kalimat::masa(&pertama.masa.kunci, pertama.masa.mulai, pertama.masa.akhir);
            (format!("{}, {masa}", lembaga.nama(daftar, &pertama.penanggung)), pertama.href())
        } else {
            (format!("{} pengajuan", bagian.len()), format!("/kewajiban?status=diperiksa&kewajiban={kode}"))
        };
        semua.push(Task {
            title: format!("Periksa bukti: {judul} ({rincian})"),
            href,
            due: Some(pertama.masa.jatuh),
            kind: "Pemeriksaan",
        });
    }
    if lagi || kelompok.len() > PALING_BANYAK {
        semua.push(Task {
            title: "Bukti lain yang menunggu pemeriksaan".to_owned(),
            href: "/kewajiban?status=diperiksa".to_owned(),
            due: None,
            kind: "Pemeriksaan",
        });
    }
    Ok(semua)
}
