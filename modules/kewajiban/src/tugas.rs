//! What awaits a person, for "Tugas saya".

use crate::lembaga::Lembaga;
use crate::store::{self, Saring, SaringStatus, Tempat};
use crate::web::unit_saya;
use crate::{BUKTI, LIHAT, PERIKSA, kalimat, katalog, lembaga};
use kernel::indonesia::angka;
use kernel::module::Task;
use kernel::page::{Tile, Tone};
use kernel::{BoxFuture, Ctx, Result, Scope};
use uuid::Uuid;

/// Most tasks of each kind; the list shows the rest.
const PALING_BANYAK: usize = 25;

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

/// How the units of the person stand: what is late, what approaches, what waits for an examiner.
pub fn unit(ctx: Ctx) -> BoxFuture<Result<Vec<Tile<'static>>>> {
    Box::pin(async move {
        let scope = ctx.scope_of(LIHAT);
        let milik = unit_saya(&ctx);
        if !katalog::ada(&ctx.app) || scope.is_nothing() || milik.is_empty() {
            return Ok(vec![]);
        }
        let daftar = katalog::dari(&ctx.app)?;
        let setelan = store::setelan::baca(&ctx.app, &daftar).await?;
        let dasar = Saring { milik: Some(milik), ..Saring::baru(ctx.today(), setelan.hari_mendekati) };
        let mut ubin = vec![];
        for (status, nada) in [
            (SaringStatus::Terlambat, Tone::Bad),
            (SaringStatus::Mendekati, Tone::Attention),
            (SaringStatus::Diperiksa, Tone::Working),
        ] {
            let banyak = store::pelaksanaan::jumlah(&ctx.app, &scope, &Saring { status, ..dasar.clone() }).await?;
            ubin.push(Tile {
                label: format!("Kewajiban {}", status.teks().to_lowercase()).into(),
                value: angka::bulat(banyak).into(),
                href: format!("/kewajiban?status={}&milik=ya", status.kode()).into(),
                tone: if banyak > 0 { nada } else { Tone::Neutral },
                ..Tile::default()
            });
        }
        Ok(ubin)
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
    let (baris, lagi) = store::pelaksanaan::list(&ctx.app, scope, &saring, &Tempat::Awal, PALING_BANYAK).await?;
    if baris.is_empty() {
        return Ok(vec![]);
    }
    // The same duty comes from many agencies and for many months.
    let lembaga = Lembaga::baca(&ctx.app).await?;
    let mut semua: Vec<Task> = baris
        .iter()
        .map(|satu| {
            let judul =
                daftar.cari(&satu.kewajiban).map_or(satu.kewajiban.as_str(), |kewajiban| kewajiban.judul.as_str());
            let masa = kalimat::masa(&satu.masa.kunci, satu.masa.mulai, satu.masa.akhir);
            Task {
                title: format!("Periksa bukti: {judul} ({masa}), {}", lembaga.nama(daftar, &satu.penanggung)),
                href: satu.href(),
                due: Some(satu.masa.jatuh),
                kind: "Pemeriksaan",
            }
        })
        .collect();
    if lagi {
        semua.push(Task {
            title: "Bukti lain yang menunggu pemeriksaan".to_owned(),
            href: "/kewajiban?status=diperiksa".to_owned(),
            due: None,
            kind: "Pemeriksaan",
        });
    }
    Ok(semua)
}
