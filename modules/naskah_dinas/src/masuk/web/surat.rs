//! What is done with one incoming letter.
use kernel::{Ctx, Error, Response, Result};
use uuid::Uuid;

use crate::masuk::catat::{catat_terkirim, menit};
use crate::masuk::model::{CaraSelesai, KeadaanSurat, Surat};
use crate::masuk::rules::{self, Langkah};
use crate::masuk::store;
use crate::model::{Arah, Keadaan, Naskah};
use crate::store::naskah as letters;
use crate::{CATAT, DISPOSISI};

/// The place of a letter in a book of the person: one that the permission holds, or one that is for them by name.
pub async fn tempat(ctx: &Ctx, naskah: Uuid, perm: kernel::Perm) -> Result<Option<Surat>> {
    let scope = ctx.scope_of(perm);
    let akun = ctx.actor.account();
    let milik = store::milik(&ctx.app, naskah).await?;
    Ok(milik.into_iter().find(|satu| scope.holds_unit(satu.unit) || (satu.untuk.is_some() && satu.untuk == akun)))
}

/// POST /naskah/{id}/catat: a letter delivered inside of Pendopo gets its number in the book.
pub async fn catat(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let naskah = letters::untuk(&ctx, ctx.id("id")?).await?;
    let surat = tempat(&ctx, naskah.id, CATAT).await?.ok_or(Error::NotFound)?;
    let kalender = ctx.app.calendar().await?;
    let kepala = ctx.app.holders("kepala_pd", Some(surat.unit)).await?;
    let mut write = ctx.write("naskah_dinas.dicatat").await?;
    let surat = store::pegang(&mut write, surat.id).await?;
    let urut = catat_terkirim(&mut write, &surat, &kalender).await?;
    crate::masuk::catat::beritahu(&mut write, &naskah, &kepala).await?;
    write.commit(&naskah.subjek()).await?;
    ctx.redirect_with(&naskah.href(), &format!("Surat dicatat dengan nomor agenda {urut}."))
}

/// Ends a letter in the book of the person.
///
/// # Errors
/// [`Error::Refused`] when it cannot end now.
pub async fn akhiri(ctx: &Ctx, naskah: &Naskah, cara: CaraSelesai) -> Result<()> {
    let surat = tempat(ctx, naskah.id, DISPOSISI).await?.ok_or(Error::NotFound)?;
    let kalender = ctx.app.calendar().await?;
    let mut write = ctx.write("naskah_dinas.surat_selesai").await?;
    let naskah = letters::pegang(&mut write, naskah.id, None).await?;
    let kini = store::pegang(&mut write, surat.id).await?;
    let keadaan = rules::akibat(kini.keadaan, Langkah::Selesaikan).map_err(Error::refused)?;
    let (at, oleh) = (write.at(), write.actor());
    let dari = kini.didisposisi.or(kini.dicatat);
    let values = vec![
        ("keadaan", keadaan.kode().into()),
        ("selesai", at.into()),
        ("selesai_oleh", oleh.into()),
        ("cara_selesai", cara.kode().into()),
        ("menit_selesai", dari.map(|dari| menit(&kalender, dari, at)).into()),
    ];
    store::set(&mut write, &kini, values).await?;
    if naskah.arah == Arah::Masuk && naskah.keadaan == Keadaan::Tercatat && keadaan == KeadaanSurat::Selesai {
        letters::set(&mut write, &naskah, vec![("keadaan", Keadaan::Selesai.kode().into())]).await?;
    }
    write.commit(&naskah.subjek()).await
}

/// POST /naskah/{id}/selesai
pub async fn selesai(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let naskah = letters::untuk(&ctx, ctx.id("id")?).await?;
    let cara = cara(ctx.form().get("cara"))?;
    akhiri(&ctx, &naskah, cara).await?;
    ctx.redirect_with(&naskah.href(), &format!("{}.", cara.label()))
}

/// The ways in which a person ends a letter; the others follow from something else.
pub fn cara(teks: &str) -> Result<CaraSelesai> {
    match CaraSelesai::urai(teks) {
        Some(cara @ (CaraSelesai::Dibaca | CaraSelesai::Arsip)) => Ok(cara),
        Some(CaraSelesai::Disposisi | CaraSelesai::Ganda) | None => {
            Err(Error::refused("Pilih cukup dibaca atau arsipkan."))
        }
    }
}

/// What happens when somebody opens the page of a letter: a disposition to them is read.
pub async fn dibuka(ctx: &Ctx, naskah: &Naskah) -> Result<()> {
    crate::disposisi::web::dibuka(ctx, naskah).await
}
