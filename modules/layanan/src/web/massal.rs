//! One act on several cases of the queue.
use kernel::page::PICK_FIELD;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;

use super::kasus::{halaman_antrean, rekan};
use super::tindak::tugas;
use crate::langkah::{self, Laku, Meja};
use crate::model::{Keadaan, PERMOHONAN, Tindakan};
use crate::{PROSES, standar, store};

/// Most cases at once.
const PALING_BANYAK: usize = 100;

/// POST /permohonan/massal: take and examine, or give to somebody. Cases that are in another state by now are left as they are, and
/// the message says how many.
pub async fn massal(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match laksanakan(&ctx).await {
        Ok(pesan) => ctx.redirect_with("/permohonan", &pesan),
        Err(Error::Invalid(galat)) => halaman_antrean(&ctx, &galat).await,
        Err(lain) => Err(lain),
    }
}

async fn laksanakan(ctx: &Ctx) -> Result<String> {
    let ids: Vec<Uuid> = ctx.form().all(PICK_FIELD).filter_map(|teks| teks.parse().ok()).take(PALING_BANYAK).collect();
    if ids.is_empty() {
        return Err(Error::Invalid(vec![FieldError::new("", "Centang dahulu permohonannya.")]));
    }
    let akun = ctx.account()?;
    let kepada = match ctx.form().get("lakukan") {
        "tugaskan" => {
            let pilihan: Option<Uuid> = ctx.form().get("petugas").parse().ok();
            let rekan = rekan(ctx, None).await?;
            let nama = pilihan.and_then(|id| rekan.get(&id)).cloned();
            let salah = || Error::field("petugas", "Pilih petugas yang mengerjakan permohonan ini.");
            Some((pilihan.ok_or_else(salah)?, nama.ok_or_else(salah)?))
        }
        "periksa" => None,
        _ => return Err(Error::Invalid(vec![FieldError::new("", "Pilih yang akan dilakukan.")])),
    };
    let meja = Meja::buka(&ctx.app).await?;
    let scope = ctx.scope_of(PROSES);
    let mut boleh = vec![];
    for id in &ids {
        boleh.push(store::cari(&ctx.app, &scope, *id).await?);
    }
    let mut write = ctx.write("layanan.massal").await?;
    let mut banyak = 0_usize;
    for satu in &boleh {
        let kini = store::pegang(&mut write, satu.id, None).await?;
        match &kepada {
            Some((akun_baru, nama)) if !kini.keadaan.berakhir() => {
                tugas(&mut write, &kini, *akun_baru, nama, Some(akun)).await?;
                banyak += 1;
            }
            None if kini.keadaan == Keadaan::Masuk => {
                let standar = standar::versi(&ctx.app, kini.standar).await?;
                let mut laku = Laku::baru(Tindakan::Periksa, Some(akun), "");
                laku.nilai.push(("owner", akun.into()));
                langkah::jalankan(&mut write, &kini, &standar, &meja, laku).await?;
                banyak += 1;
            }
            Some(_) | None => {}
        }
    }
    let pertama = ids.first().copied().unwrap_or_default();
    write.commit(&Subject::new(PERMOHONAN, pertama, "/permohonan")).await?;
    let lewati = ids.len() - banyak;
    Ok(if lewati == 0 {
        format!("{banyak} permohonan diproses.")
    } else {
        format!("{banyak} permohonan diproses, {lewati} dilewati karena sudah pada langkah lain.")
    })
}
