//! Waiting for the document of a letter that was just agreed to, and on to what comes next.
use http::HeaderValue;
use kernel::{Ctx, Response, Result};

use crate::model::{Keadaan, Naskah};
use crate::{pages, store};

/// GET /naskah/{id}/disusun: shows nothing of the letter but its number, so that looking again is no reading. Once the document
/// is made, the signer is led to the request for the signature, everybody else to the letter.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let naskah = store::naskah::untuk(&ctx, ctx.id("id")?).await?;
    let selesai = naskah.keadaan != Keadaan::Disetujui;
    if ctx.is_partial() {
        let mut response = ctx.part(pages::disusun::kemajuan(&ctx, &naskah));
        if selesai {
            response.headers_mut().insert("hx-refresh", HeaderValue::from_static("true"));
        }
        return Ok(response);
    }
    if selesai { ctx.redirect(&lanjut(&ctx, &naskah)) } else { pages::disusun::halaman(&ctx, &naskah) }
}

fn lanjut(ctx: &Ctx, naskah: &Naskah) -> String {
    match naskah.permintaan {
        Some(id) if naskah.keadaan == Keadaan::MenungguTte && naskah.penandatangan == ctx.actor.account() => {
            format!("/tanda_tangan/permintaan/{id}")
        }
        Some(_) | None => naskah.href(),
    }
}
