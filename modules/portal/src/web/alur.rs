//! Acts of the flow.
use http::StatusCode;
use kernel::notify::{Notice, notify};
use kernel::page::FormError;
use kernel::web::Response;
use kernel::{Ctx, Error, Result, Val, Write};
use register::{Denial, GuardCtx};
use serde_json::json;

use super::kelola;
use crate::store::{self, Baris};
use crate::{ALUR, model};

/// Longest reason, in characters.
const TERPANJANG: usize = 1000;

/// Tells who wrote and proposed a version what became of it, but not who did it themselves.
async fn kabari(write: &mut Write, baris: &Baris, aksi: &str, alasan: &str) -> Result<()> {
    let Baris { tulisan, versi } = baris;
    let (title, body) = match aksi {
        "setujui" => ("Tulisan Anda disetujui", versi.judul.clone()),
        "kembalikan" => ("Tulisan Anda dikembalikan", format!("{}: {alasan}", versi.judul)),
        "tarik" => ("Tulisan Anda ditarik dari publik", format!("{}: {alasan}", versi.judul)),
        _ => return Ok(()),
    };
    let mut orang = kelola::telaah(baris).penulis;
    orang.sort_unstable();
    orang.dedup();
    orang.retain(|id| Some(*id) != write.actor());
    let event = format!("portal.{aksi}").into();
    let notice = Notice { title: title.to_owned(), body, href: tulisan.href_kelola(), event };
    notify(write, &orang, notice).await
}

/// Does one act on a text.
pub async fn lakukan(ctx: Ctx) -> Result<Response> {
    let baris = store::find(&ctx.app, &ctx.scope, ctx.id("id")?).await?;
    ctx.not_repeated().await?;
    let Baris { tulisan, versi } = &baris;
    let (aksi, alasan) = (ctx.form().get("aksi").to_owned(), ctx.form().get("alasan").to_owned());
    let telaah = kelola::telaah(&baris);
    let may = |perm| ctx.scope_of(perm).holds(tulisan.unit, tulisan.owner);
    let guard = GuardCtx { now: ctx.now, today: ctx.today(), actor: ctx.actor.account(), reason: &alasan };
    let field = if ctx.form().has("alasan") { format!("alasan-{aksi}") } else { String::new() };
    let kembali = async |message: &str| {
        let errors = [FormError::new(field.as_str(), message)];
        kelola::halaman(&ctx, &baris, StatusCode::UNPROCESSABLE_ENTITY, &errors).await
    };
    let act = match ALUR.decide(&aksi, &tulisan.status, &telaah, may, &guard) {
        Ok(act) => act,
        Err(Denial::Unknown) => return Err(Error::BadRequest("Tindakan ini tidak dikenal.".into())),
        Err(Denial::NotAllowed) => return Err(Error::Forbidden),
        Err(Denial::WrongState) => {
            let errors = [FormError::new("", "Keadaan tulisan ini sudah berubah. Lihat keadaannya sekarang di bawah.")];
            return kelola::halaman(&ctx, &baris, StatusCode::CONFLICT, &errors).await;
        }
        Err(Denial::ReasonMissing) => return kembali("Tulis alasannya.").await,
        Err(Denial::Guard(text)) => return kembali(text).await,
    };
    if alasan.chars().count() > TERPANJANG {
        return kembali("Alasan terlalu panjang: paling banyak 1.000 karakter.").await;
    }
    let alasan: String = alasan.chars().filter(|c| !c.is_control()).collect();
    let version = Some(ctx.form().get("_versi").parse::<i64>().map_err(|_| Error::Conflict)?);
    let mut write = ctx.write(format!("portal.{}", act.key)).await?;
    let (tabel, tabel_versi) = (model::tulisan_table(), model::versi_table());
    let pesan = match act.key {
        "setujui" => {
            let disetujui: Vec<(&str, Val)> =
                vec![("penyetuju", ctx.actor.account().into()), ("disetujui", write.at().into())];
            write.update(&tabel_versi, versi.id, None, disetujui).await?;
            store::tayangkan(&mut write, tulisan, versi, version).await?;
            match versi.mulai.filter(|mulai| *mulai > ctx.now && tulisan.versi_terbit.is_none()) {
                Some(_) => "Disetujui. Tulisan tayang pada waktunya.",
                None => "Disetujui dan tayang.",
            }
        }
        "tarik" => {
            store::turunkan(&mut write, tulisan, alasan.trim(), version).await?;
            "Tulisan ditarik dari publik."
        }
        "batal" => {
            let values = vec![("status", act.to.into()), ("versi", tulisan.versi_terbit.into())];
            write.update(&tabel, tulisan.id, version, values).await?;
            "Perubahan dibuang. Versi yang terbit tetap tampil."
        }
        _ => {
            if act.key == "ajukan" {
                write.update(&tabel_versi, versi.id, None, vec![("pengaju", ctx.actor.account().into())]).await?;
            }
            let values = vec![("status", act.to.into()), ("alasan", alasan.trim().into())];
            write.update(&tabel, tulisan.id, version, values).await?;
            match act.key {
                "ajukan" => "Diajukan. Orang lain yang menyetujuinya.",
                "kembalikan" => "Dikembalikan kepada penulis.",
                _ => "Keadaan tulisan diubah.",
            }
        }
    };
    kabari(&mut write, &baris, act.key, alasan.trim()).await?;
    write.event(format!("portal.{}", act.key), json!({ "judul": versi.judul, "jenis": tulisan.jenis.as_str() }));
    write.commit(&store::subject(tulisan)).await?;
    ctx.redirect_with(&tulisan.href_kelola(), pesan)
}
