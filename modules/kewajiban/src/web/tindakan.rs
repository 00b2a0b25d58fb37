//! Handing in, examining, waiving, reopening.

use super::{Meja, satu};
use crate::jobs::HITUNG;
use crate::lembaga;
use crate::model::Kewajiban;
use crate::pemberitahuan::{Penerima, Pesan, sampaikan};
use crate::resource::KUNCI;
use crate::rules::alur::{self, Keadaan, Tindakan};
use crate::store::{self, Baris};
use crate::{PERIKSA, kalimat};
use kernel::{Ctx, Error, FieldError, Response, Result, Subject, Val, Write};
use serde_json::{Map, json};
use std::collections::BTreeSet;

/// Longest reason, in characters.
pub const ALASAN: usize = 1000;

/// POST /kewajiban/{id}/ajukan
pub async fn ajukan(ctx: Ctx) -> Result<Response> {
    tindak(ctx, Tindakan::Ajukan).await
}
/// POST /kewajiban/{id}/tarik
pub async fn tarik(ctx: Ctx) -> Result<Response> {
    tindak(ctx, Tindakan::Tarik).await
}
/// POST /kewajiban/{id}/terima
pub async fn terima(ctx: Ctx) -> Result<Response> {
    tindak(ctx, Tindakan::Terima).await
}
/// POST /kewajiban/{id}/kembalikan
pub async fn kembalikan(ctx: Ctx) -> Result<Response> {
    tindak(ctx, Tindakan::Kembalikan).await
}
/// POST /kewajiban/{id}/tidak-berlaku
pub async fn bebaskan(ctx: Ctx) -> Result<Response> {
    tindak(ctx, Tindakan::Bebaskan).await
}
/// POST /kewajiban/{id}/buka-kembali
pub async fn buka_kembali(ctx: Ctx) -> Result<Response> {
    tindak(ctx, Tindakan::BukaKembali).await
}

/// What the log and the events call an act.
fn nama(tindakan: Tindakan) -> &'static str {
    match tindakan {
        Tindakan::TambahBukti => "kewajiban.bukti_ditambah",
        Tindakan::CabutBukti => "kewajiban.bukti_dicabut",
        Tindakan::Ajukan => "kewajiban.diajukan",
        Tindakan::Tarik => "kewajiban.ditarik",
        Tindakan::Terima => "kewajiban.terpenuhi",
        Tindakan::Kembalikan => "kewajiban.dikembalikan",
        Tindakan::Bebaskan => "kewajiban.tidak_berlaku",
        Tindakan::BukaKembali => "kewajiban.dibuka_kembali",
    }
}

fn selesai(tindakan: Tindakan) -> &'static str {
    match tindakan {
        Tindakan::TambahBukti => "Bukti disimpan.",
        Tindakan::CabutBukti => "Bukti dicabut.",
        Tindakan::Ajukan => "Bukti diajukan untuk diperiksa.",
        Tindakan::Tarik => "Pengajuan ditarik kembali.",
        Tindakan::Terima => "Bukti diterima. Kewajiban dinyatakan terpenuhi.",
        Tindakan::Kembalikan => "Bukti dikembalikan kepada penanggung.",
        Tindakan::Bebaskan => "Kewajiban dinyatakan tidak berlaku untuk masa ini.",
        Tindakan::BukaKembali => "Kewajiban dibuka kembali.",
    }
}

/// The field of the reason that an act asks for.
pub fn medan_alasan(tindakan: Tindakan) -> Option<&'static str> {
    match tindakan {
        Tindakan::Kembalikan => Some("alasan_kembali"),
        Tindakan::Bebaskan => Some("alasan_bebas"),
        Tindakan::BukaKembali => Some("alasan_buka"),
        Tindakan::TambahBukti | Tindakan::CabutBukti | Tindakan::Ajukan | Tindakan::Tarik | Tindakan::Terima => None,
    }
}

/// Whether the person examines this obligation: holds the right and the role that coordinates the duty.
pub fn boleh_periksa(ctx: &Ctx, kewajiban: &Kewajiban, baris: &Baris) -> bool {
    ctx.scope_of(PERIKSA).holds(baris.unit, None)
        && lembaga::memeriksa(kewajiban.koordinator, |peran| ctx.actor.has_role(peran))
}

async fn tindak(ctx: Ctx, tindakan: Tindakan) -> Result<Response> {
    let baris = store::pelaksanaan::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    let meja = Meja::buka(&ctx.app).await?;
    match lakukan(&ctx, &meja, &baris, tindakan).await {
        Ok(()) => ctx.redirect_with(&baris.href(), selesai(tindakan)),
        Err(Error::Invalid(salah)) => satu::ulang(&ctx, &meja, &baris, salah, false).await,
        Err(Error::Conflict) => satu::ulang(&ctx, &meja, &baris, vec![], true).await,
        Err(lain) => Err(lain),
    }
}

async fn lakukan(ctx: &Ctx, meja: &Meja, baris: &Baris, tindakan: Tindakan) -> Result<()> {
    let kewajiban = meja
        .kewajiban(&baris.kewajiban)
        .ok_or_else(|| Error::refused("Kewajiban ini tidak ada lagi di profil kabupaten."))?;
    match tindakan {
        Tindakan::Terima | Tindakan::Kembalikan | Tindakan::Bebaskan | Tindakan::BukaKembali => {
            if !boleh_periksa(ctx, kewajiban, baris) {
                return Err(Error::Forbidden);
            }
        }
        Tindakan::TambahBukti | Tindakan::CabutBukti | Tindakan::Ajukan | Tindakan::Tarik => {}
    }
    let alasan = alasan(ctx, tindakan)?;
    let version = ctx.form().get("_versi").parse::<i64>().map_err(|_| Error::Conflict)?;
    let mut write = ctx.write(nama(tindakan)).await?;
    let kini = store::pelaksanaan::pegang(&mut write, baris.id, Some(version)).await?;
    let keadaan = alur::akibat(kini.keadaan, tindakan).map_err(Error::refused)?;
    match tindakan {
        Tindakan::Ajukan => serahkan(ctx, meja, &mut write, &kini).await?,
        Tindakan::Tarik => {
            set(&mut write, &kini, keadaan, vec![]).await?;
        }
        Tindakan::Terima => terima_bukti(ctx, &mut write, &kini, keadaan).await?,
        Tindakan::Kembalikan | Tindakan::BukaKembali | Tindakan::Bebaskan => {
            let putus = vec![
                ("alasan", alasan.clone().into()),
                ("tanggal_bukti", Val::Null),
                ("diputus_oleh", ctx.actor.account().into()),
                ("diputus_pada", ctx.now.into()),
            ];
            set(&mut write, &kini, keadaan, putus).await?;
        }
        Tindakan::TambahBukti | Tindakan::CabutBukti => {}
    }
    kabari(meja, &mut write, &kini, tindakan, alasan.as_deref()).await?;
    match tindakan {
        // The next period of a duty that is counted from its last fulfilment follows from this decision.
        Tindakan::Terima | Tindakan::Bebaskan | Tindakan::BukaKembali => {
            write.job(HITUNG, json!({ "kode": [kini.kewajiban] }), ctx.now).await?;
        }
        Tindakan::TambahBukti | Tindakan::CabutBukti | Tindakan::Ajukan | Tindakan::Tarik | Tindakan::Kembalikan => {}
    }
    write.commit(&Subject::new(KUNCI, baris.id, baris.href())).await
}

fn alasan(ctx: &Ctx, tindakan: Tindakan) -> Result<Option<String>> {
    let Some(medan) = medan_alasan(tindakan) else { return Ok(None) };
    let teks = ctx.form().get(medan);
    if teks.is_empty() {
        return Err(Error::Invalid(vec![FieldError::new(
            medan,
            "Isi alasannya, supaya penanggung tahu apa yang perlu dilakukan",
        )]));
    }
    if teks.chars().count() > ALASAN {
        return Err(Error::Invalid(vec![FieldError::new(medan, format!("Alasan paling banyak {ALASAN} karakter"))]));
    }
    Ok(Some(teks.to_owned()))
}

async fn set(write: &mut Write, kini: &Baris, keadaan: Keadaan, mut values: Vec<(&str, Val)>) -> Result<()> {
    values.push(("keadaan", keadaan.kode().into()));
    store::pelaksanaan::set(write, kini, values).await?;
    Ok(())
}

/// Hands the evidence in, inside a change, and tells those who examine.
///
/// # Errors
/// When there is no evidence yet or the state does not allow it.
pub async fn serahkan(ctx: &Ctx, meja: &Meja, write: &mut Write, kini: &Baris) -> Result<()> {
    let keadaan = alur::akibat(kini.keadaan, Tindakan::Ajukan).map_err(Error::refused)?;
    if store::bukti::of_tx(write, kini.id).await?.is_empty() {
        return Err(Error::refused("Belum ada bukti. Tambahkan bukti dahulu, lalu ajukan."));
    }
    let values =
        vec![("diajukan_oleh", ctx.actor.account().into()), ("diajukan_pada", ctx.now.into()), ("alasan", Val::Null)];
    set(write, kini, keadaan, values).await?;
    if let Some(kewajiban) = meja.kewajiban(&kini.kewajiban) {
        let mut kepada = Penerima::baru(&ctx.app).cari(lembaga::peran_program(kewajiban.koordinator), None).await?;
        kepada.retain(|akun| Some(*akun) != ctx.actor.account());
        let judul = format!("Bukti menunggu pemeriksaan: {}", kewajiban.judul);
        sampaikan(write, &kepada, pesan(meja, kini, "kewajiban.diajukan", judul, "")).await?;
    }
    Ok(())
}

/// Accepts: nobody accepts what they handed in themselves. The newest date counts as the day of fulfilment.
async fn terima_bukti(ctx: &Ctx, write: &mut Write, kini: &Baris, keadaan: Keadaan) -> Result<()> {
    if kini.diajukan_oleh.is_some() && kini.diajukan_oleh == ctx.actor.account() {
        return Err(Error::refused("Bukti yang Anda ajukan sendiri diperiksa oleh orang lain."));
    }
    let bukti = store::bukti::of_tx(write, kini.id).await?;
    let terbaru = bukti
        .iter()
        .map(|satu| satu.tanggal)
        .max()
        .ok_or_else(|| Error::refused("Tidak ada bukti yang dapat diterima."))?;
    let values = vec![
        ("tanggal_bukti", terbaru.into()),
        ("alasan", Val::Null),
        ("diputus_oleh", ctx.actor.account().into()),
        ("diputus_pada", ctx.now.into()),
    ];
    set(write, kini, keadaan, values).await
}

/// Tells the one who handed the evidence in what was decided.
async fn kabari(meja: &Meja, write: &mut Write, kini: &Baris, tindakan: Tindakan, alasan: Option<&str>) -> Result<()> {
    let awal = match tindakan {
        Tindakan::Terima => "Bukti diterima",
        Tindakan::Kembalikan => "Bukti dikembalikan",
        Tindakan::Bebaskan => "Dinyatakan tidak berlaku",
        Tindakan::BukaKembali => "Dibuka kembali",
        Tindakan::TambahBukti | Tindakan::CabutBukti | Tindakan::Ajukan | Tindakan::Tarik => return Ok(()),
    };
    let kepada: BTreeSet<_> = kini.diajukan_oleh.into_iter().collect();
    let judul = format!("{awal}: {}", meja.judul(&kini.kewajiban));
    let alasan = alasan.map(|teks| format!(" Alasan: {teks}")).unwrap_or_default();
    sampaikan(write, &kepada, pesan(meja, kini, nama(tindakan), judul, &alasan)).await
}

fn pesan(meja: &Meja, kini: &Baris, peristiwa: &'static str, judul: String, tambahan: &str) -> Pesan {
    let masa = kalimat::masa(&kini.masa.kunci, kini.masa.mulai, kini.masa.akhir);
    let mut rincian = Map::new();
    rincian.insert("kewajiban".to_owned(), json!(kini.kewajiban));
    Pesan {
        peristiwa,
        judul,
        isi: format!("{}, {masa}.{tambahan}", meja.nama(&kini.penanggung)),
        href: kini.href(),
        rincian,
    }
}
