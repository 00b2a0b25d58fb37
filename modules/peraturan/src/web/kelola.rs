//! The list and the page of one document for those who keep the collection.
use http::StatusCode;
use kernel::page::FormError;
use kernel::web::{Options, Response};
use kernel::{Ctx, Error, Result, audit, file};

use super::{alamat, umpan};
use crate::alur::Tinjauan;
use crate::model::Dokumen;
use crate::store::{self, Saring};
use crate::{ALUR, KELOLA, jdihn, pages};

const PER_HALAMAN: usize = 50;

/// The document of a staff route, inside the scope of the route's permission.
pub async fn milik(ctx: &Ctx) -> Result<Dokumen> {
    store::find(&ctx.app, &ctx.scope, ctx.id("id")?).await
}

/// The list.
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    let keadaan = ALUR.state(ctx.query("keadaan")).map_or("", |state| state.key);
    let saring = Saring {
        keadaan: keadaan.into(),
        sesudah: ctx
            .query("sesudah")
            .split_once('.')
            .and_then(|(urutan, id)| Some((urutan.parse().ok()?, id.parse().ok()?))),
        ..Saring::default()
    };
    let mut found = store::list(&ctx.app, &ctx.scope, &saring, ctx.today(), PER_HALAMAN + 1).await?;
    let more = found.len() > PER_HALAMAN;
    found.truncate(PER_HALAMAN);
    let berikut = found.last().filter(|_| more).map(|(dokumen, urutan)| {
        alamat("/jdih/kelola", &[("keadaan", keadaan), ("sesudah", &format!("{urutan}.{}", dokumen.id))])
    });
    let dokumen: Vec<Dokumen> = found.into_iter().map(|(dokumen, _)| dokumen).collect();
    let mut kurang = vec![];
    if keadaan == "terbit" {
        for (dokumen, umpan) in umpan::dokumen(&ctx).await? {
            let sebab = jdihn::kurang(&umpan);
            if !sebab.is_empty() && kurang.len() < 100 {
                kurang.push((dokumen.sebutan.clone(), dokumen.href_kelola(), sebab.join(", ")));
            }
        }
    }
    let body = pages::daftar_kelola(&dokumen, &kurang, berikut.as_deref(), keadaan, ctx.actor.can(KELOLA));
    ctx.framed(
        StatusCode::OK,
        Options { title: "Kelola dokumen hukum", breadcrumbs: pages::remah(vec![]), ..Options::default() },
        body,
    )
}

/// What the guards look at.
pub async fn tinjauan(ctx: &Ctx, dokumen: &Dokumen) -> Result<Tinjauan> {
    let mut tinjauan = Tinjauan { kurang: store::kurang(dokumen), pengimpor: dokumen.owner, ..Tinjauan::default() };
    if let Some(naskah) = dokumen.naskah {
        tinjauan.terbuka = store::terbuka(&ctx.app, naskah).await?;
        tinjauan.pengimpor = store::find_naskah(&ctx.app, dokumen.id, naskah).await?.oleh;
    }
    tinjauan.ada_naskah_baru =
        dokumen.is_terbit() && (dokumen.naskah != dokumen.naskah_terbit || dokumen.berkas != dokumen.berkas_terbit);
    Ok(tinjauan)
}

/// The page of one document.
pub async fn ringkasan(ctx: Ctx) -> Result<Response> {
    let dokumen = milik(&ctx).await?;
    halaman(&ctx, &dokumen, StatusCode::OK, &[]).await
}

/// The page, perhaps with what stands in the way of an act.
pub async fn halaman(ctx: &Ctx, dokumen: &Dokumen, status: StatusCode, errors: &[FormError]) -> Result<Response> {
    let tinjauan = tinjauan(ctx, dokumen).await?;
    let naskah = store::list_naskah(&ctx.app, dokumen.id).await?;
    let alasan = store::alasan(&ctx.app, dokumen.id).await?;
    let riwayat = audit::history::of(&ctx.app, dokumen.id, None, 30).await?;
    let body = pages::ringkasan(
        ctx,
        &pages::Ringkasan { dokumen, tinjauan: &tinjauan, naskah: &naskah, alasan: &alasan, riwayat: &riwayat, errors },
    )?;
    let options = Options {
        title: &dokumen.sebutan,
        breadcrumbs: pages::remah_kelola(vec![]),
        has_errors: !errors.is_empty(),
        ..Options::default()
    };
    ctx.framed(status, options, body)
}

/// The original file of the newest text.
pub async fn asli(ctx: Ctx) -> Result<Response> {
    let dokumen = milik(&ctx).await?;
    let berkas = file::find(&ctx.app, dokumen.id, dokumen.berkas.ok_or(Error::NotFound)?).await?;
    file::send(&ctx, &berkas).await
}
