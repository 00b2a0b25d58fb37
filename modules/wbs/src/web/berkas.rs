//! Files of a report, for its handlers.
use kernel::{Ctx, Error, Response, Result};

use super::terbuka;
use crate::model::Butir;
use crate::store;

/// GET /meja-wbs/laporan/{id}/berkas/{berkas}: as a file to keep, never shown in the browser.
pub async fn unduh(ctx: Ctx) -> Result<Response> {
    let terbuka = terbuka(&ctx)?;
    let dibuka = store::laporan::find(&ctx.app, &terbuka, ctx.id("id")?).await?;
    let id = ctx.id("berkas")?;
    let isi = store::isi::untuk_penangan(&ctx.app, dibuka.kepala.id, &dibuka.kunci).await?;
    let is_file = |butir: Butir| matches!(butir, Butir::Berkas | Butir::BerkasAsli);
    let satu = isi.iter().find(|each| each.id == id && is_file(each.butir)).ok_or(Error::NotFound)?;
    let berkas = store::berkas::uraian(satu)?;
    let content = store::berkas::isi(&ctx.app, id, &berkas).await?;
    let tindakan = if satu.butir == Butir::BerkasAsli { "berkas_asli_diambil" } else { "berkas_diambil" };
    store::jejak::catat_satu(&ctx.app, ctx.actor.account(), tindakan, &dibuka.kepala.nomor).await?;
    kernel::web::attachment(&berkas.nama, "application/octet-stream", content.to_vec())
}
