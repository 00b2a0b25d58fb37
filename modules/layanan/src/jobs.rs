//! Every morning: what is late is said, drafts whose time has passed are removed, words of receipts are forgotten.
use kernel::job::JobKind;
use kernel::notify::{self, Notice};
use kernel::{App, Result, Val, Work, Write, args, file};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::model::{Keadaan, Permohonan};
use crate::store::{self, KOLOM, peristiwa};
use crate::tabel;

/// The jobs.
pub const JOBS: &[JobKind] = &[
    JobKind {
        kind: "layanan.tenggat",
        title: "Menandai permohonan yang lewat dari waktunya",
        schedule: Some("15 5 * * *"),
        run: tenggat,
    },
    JobKind {
        kind: "layanan.bersihkan",
        title: "Menghapus isian permohonan yang kedaluwarsa",
        schedule: Some("40 * * * *"),
        run: bersihkan,
    },
];

/// Most rows of one kind in one run; the next run takes the rest.
const SEKALI: i64 = 500;

fn tenggat(app: App, _: Json) -> Work<()> {
    Box::pin(async move { tandai(&app).await })
}

/// Cases that are past their day, or due tomorrow: each is told once.
pub async fn tandai(app: &App) -> Result<()> {
    let (hari_ini, kalender) = (app.today(), app.calendar().await?);
    let besok = kalender.tambah(hari_ini, 1).unwrap_or(hari_ini);
    let berjalan: Vec<String> =
        Keadaan::SEMUA.into_iter().filter(|satu| satu.berjalan()).map(|satu| format!("'{}'", satu.kode())).collect();
    let text = format!(
        "select {} from permohonan p where p.keadaan in ({}) and p.tenggat <= $1 and not p.terlambat \
         and (p.tenggat < $2 or p.diingatkan is null) order by p.tenggat, p.id limit {SEKALI}",
        *KOLOM,
        berjalan.join(",")
    );
    for row in app.db.query(&text, args![besok, hari_ini]).await? {
        let satu = Permohonan::baca(&row)?;
        let lewat = satu.tenggat.is_some_and(|hari| hari < hari_ini);
        kabari(app, &satu, lewat).await?;
    }
    Ok(())
}

async fn kabari(app: &App, satu: &Permohonan, lewat: bool) -> Result<()> {
    let Some(unit) = satu.unit else { return Ok(()) };
    let aksi = if lewat { "layanan.terlambat" } else { "layanan.diingatkan" };
    let mut write = Write::system(app, aksi).await?;
    let kini = store::pegang(&mut write, satu.id, None).await?;
    if kini.version != satu.version {
        return Ok(());
    }
    let nilai: Vec<(&str, Val)> =
        if lewat { vec![("terlambat", true.into())] } else { vec![("diingatkan", app.today().into())] };
    store::set(&mut write, kini.id, nilai).await?;
    let mut kepada: Vec<Uuid> = match kini.petugas {
        Some(petugas) => vec![petugas],
        None => app.holders("operator_pd", Some(unit)).await?,
    };
    if lewat {
        kepada.extend(app.holders("kepala_pd", Some(unit)).await?);
        let keadaan = kini.keadaan.kode();
        let catat = peristiwa::Catat {
            tindakan: "lewat",
            dari: keadaan,
            ke: keadaan,
            oleh: None,
            catatan: "",
            umum: false,
            hari: 0,
            lewat: true,
        };
        peristiwa::catat(&mut write, &kini, &catat).await?;
    }
    let body = if lewat {
        "Permohonan ini melewati waktu yang dijanjikan kepada pemohon."
    } else {
        "Permohonan ini harus selesai paling lambat hari kerja berikutnya."
    };
    let notice = Notice { title: kini.label(), body: body.into(), href: kini.href(), event: aksi.into() };
    notify::notify(&mut write, &kepada, notice).await?;
    write.commit(&kini.subjek()).await
}

fn bersihkan(app: App, _: Json) -> Work<()> {
    Box::pin(async move { bersih(&app).await })
}

/// Removes drafts whose time has passed with their files, and words that were shown long enough.
pub async fn bersih(app: &App) -> Result<()> {
    for id in store::kedaluwarsa(app, SEKALI).await? {
        let mut write = Write::system(app, "layanan.isian_dihapus").await?;
        let satu = store::pegang(&mut write, id, None).await?;
        // Somebody may have sent it a moment ago.
        if satu.keadaan != Keadaan::Draf || satu.kedaluwarsa.is_none_or(|akhir| akhir > app.now()) {
            continue;
        }
        buang_draf(&mut write, id).await?;
        write.commit(&satu.subjek()).await?;
    }
    for id in store::kata_lama(app, SEKALI).await? {
        let mut write = Write::system(app, "layanan.dibersihkan").await?;
        store::set(&mut write, id, vec![("kata", Val::Null), ("kata_sampai", Val::Null)]).await?;
        write.commit(&crate::store::dengan_id(app, id).await?.subjek()).await?;
    }
    Ok(())
}

/// Deletes a draft: its files, its row, and what the log kept of what stood in it.
pub async fn buang_draf(write: &mut Write, id: Uuid) -> Result<()> {
    let app = write.app().clone();
    for berkas in file::of(&app, id).await? {
        file::remove(write, berkas.id).await?;
    }
    write.delete(&tabel::permohonan(), id).await?;
    write.forget(id).await
}
