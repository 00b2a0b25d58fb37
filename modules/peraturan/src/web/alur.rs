//! Acts of the flow.
use http::StatusCode;
use kernel::page::FormError;
use kernel::web::Response;
use kernel::{Ctx, Error, Result};
use register::{Denial, GuardCtx};
use serde_json::json;

use super::kelola;
use crate::{ALUR, store, terima};

/// Does one act on a document.
pub async fn lakukan(ctx: Ctx) -> Result<Response> {
    let dokumen = kelola::milik(&ctx).await?;
    let aksi = ctx.form().get("aksi").to_owned();
    let alasan: String = ctx.form().get("alasan").chars().take(1000).collect();
    let tinjauan = kelola::tinjauan(&ctx, &dokumen).await?;
    let may = |perm| ctx.scope_of(perm).holds(dokumen.unit, dokumen.owner);
    let guard = GuardCtx { now: ctx.now, today: ctx.today(), actor: ctx.actor.account(), reason: &alasan };
    let field = format!("alasan-{aksi}");
    let kembali = async |message: &str| {
        kelola::halaman(&ctx, &dokumen, StatusCode::UNPROCESSABLE_ENTITY, &[FormError::new(field.as_str(), message)])
            .await
    };
    let act = match ALUR.decide(&aksi, &dokumen.keadaan, &tinjauan, may, &guard) {
        Ok(act) => act,
        Err(Denial::Unknown) => return Err(Error::BadRequest("Tindakan ini tidak dikenal.".into())),
        Err(Denial::NotAllowed) => return Err(Error::Forbidden),
        Err(Denial::WrongState) if ctx.form().has("_kunci") => {
            // The same form sent again finds the state changed by itself the first time.
            drop(ctx.write(format!("peraturan.{aksi}")).await?);
            return Err(Error::Conflict);
        }
        Err(Denial::WrongState) => return Err(Error::Conflict),
        Err(Denial::ReasonMissing) => return kembali("Tulis alasannya.").await,
        Err(Denial::Guard(text)) => return kembali(text).await,
    };
    let version = Some(ctx.form().get("_versi").parse::<i64>().map_err(|_| Error::Conflict)?);
    let mut write = ctx.write(format!("peraturan.{}", act.key)).await?;
    let pesan = match act.key {
        "terbitkan" | "perbarui" => {
            terima::terbitkan(&mut write, &dokumen, version).await?;
            "Dokumen sudah terbit dan dapat dibaca publik."
        }
        "tarik" => {
            terima::tarik(&mut write, &dokumen, version).await?;
            "Dokumen sudah ditarik dari publik."
        }
        _ => {
            let mut values = vec![("keadaan", act.to.into())];
            if act.key == "tinjau" {
                values.push(("peninjau", ctx.actor.account().into()));
            }
            store::set(&mut write, dokumen.id, version, values).await?;
            write.event(format!("peraturan.{}", act.to), json!({ "sebutan": dokumen.sebutan }));
            "Keadaan dokumen sudah diubah."
        }
    };
    if !alasan.trim().is_empty() {
        store::catat_alasan(&mut write, &dokumen, act.key, alasan.trim()).await?;
    }
    write.commit(&terima::subject(&dokumen)).await?;
    ctx.redirect_with(&dokumen.href_kelola(), pesan)
}
