//! What is done with one incoming letter.
use kernel::{Ctx, Error, Response, Result};
use uuid::Uuid;

use crate::masuk::catat::{catat_terkirim, menit};
use crate::masuk::model::{CaraSelesai, Surat};
use crate::masuk::pages::surat as halaman;
use crate::masuk::rules::{self, Langkah};
use crate::masuk::store;
use crate::model::{Naskah, Tindakan};
use crate::store::jejak;
use crate::store::naskah as letters;
use crate::web::ruang::Ruang;
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
    let milik = store::milik(&ctx.app, naskah.id).await?;
    let (akun, scope) = (ctx.actor.account(), ctx.scope_of(DISPOSISI));
    let surat = milik.into_iter().find(|satu| satu.diputuskan(akun, &scope)).ok_or(Error::NotFound)?;
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
    store::cocokkan(&mut write, naskah.id, keadaan).await?;
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
        Some(CaraSelesai::Disposisi | CaraSelesai::Dibalas | CaraSelesai::Ganda) | None => {
            Err(Error::refused("Pilih cukup dibaca atau arsipkan."))
        }
    }
}

/// What happens when somebody opens the page of a letter: a disposition to them is read.
pub async fn dibuka(ctx: &Ctx, naskah: &Naskah) -> Result<()> {
    crate::disposisi::web::dibuka(ctx, naskah).await
}

/// Largest file whose signatures are looked at.
const TERBESAR: u64 = 64 * 1024 * 1024;

/// GET /naskah/{id}/periksa: what the signatures in the file of a received letter are worth.
pub async fn periksa(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    let berkas = ruang.naskah.berkas_final.ok_or(Error::NotFound)?;
    let stored = kernel::file::find(&ctx.app, ruang.naskah.id, berkas).await?;
    if stored.media_type != "application/pdf" {
        return Err(Error::NotFound);
    }
    jejak::catat(&ctx, &ruang.naskah, Tindakan::Baca, Some("tanda tangan")).await?;
    let isi = crate::berkas::baca(&ctx.app, &stored, TERBESAR).await?;
    let hasil = match ctx.app.check_signatures(isi).await {
        Ok(Some(bagian)) => Ok(bagian),
        Ok(None) => Err("Pemeriksaan tanda tangan tidak dipasang di sini.".to_owned()),
        Err(Error::BadRequest(sebab)) => Err(sebab.into_owned()),
        Err(lain) => return Err(lain),
    };
    halaman::tanda_tangan(&ctx, &ruang, &hasil)
}
