//! The queue of officers.
use http::StatusCode;
use kernel::{Ctx, FieldError, Response, Result, receipt};
use time::Date;
use uuid::Uuid;

use crate::model::{self, Keadaan};
use crate::pages::Rujukan;
use crate::pages::meja as halaman;
use crate::rules::jam;
use crate::store::daftar::{self, Saring};
use crate::store::satu;

/// Complaints on a page.
const PER_HALAMAN: usize = 50;

fn tempat(teks: &str) -> daftar::Tempat {
    let (hari, id) = teks.split_once('.')?;
    let hari = if hari == "-" { jam::TANPA_BATAS } else { kernel::indonesia::tanggal::urai(hari).ok()? };
    Some((hari, id.parse::<Uuid>().ok()?))
}

/// Where the next page begins, for its address.
pub fn tulis_tempat(hari: Date, id: Uuid) -> String {
    let hari = jam::baca(hari).map_or_else(|| "-".to_owned(), |hari| hari.to_string());
    format!("{hari}.{id}")
}

fn saring(ctx: &Ctx, rujukan: &Rujukan) -> Saring {
    let isi = |nama: &str| Some(ctx.query(nama).to_owned()).filter(|teks| !teks.is_empty());
    Saring {
        aktif: ctx.query("bagian") != "semua",
        keadaan: Keadaan::urai(ctx.query("keadaan")),
        kategori: isi("kategori").filter(|kode| rujukan.kategori.iter().any(|satu| satu.kode == *kode)),
        eskalasi: ctx.query("eskalasi").parse().ok().filter(|tingkat| (1..=2).contains(tingkat)),
        unit: ctx.query("unit").parse().ok(),
        owner: ctx.actor.account().filter(|_| ctx.query("milik") == "saya"),
    }
}

/// GET /meja-pengaduan
pub async fn show(ctx: Ctx) -> Result<Response> {
    let nomor = ctx.query("nomor");
    if !nomor.is_empty()
        && let Some((id, _)) = satu::bernomor(&ctx.app, &receipt::normal(nomor)).await?
        && satu::find(&ctx.app, &ctx.scope, id).await.is_ok()
    {
        return ctx.redirect(&model::href(id));
    }
    tampil(&ctx, StatusCode::OK, &[]).await
}

/// The list; with what is wrong after an act on several.
pub async fn tampil(ctx: &Ctx, status: StatusCode, salah: &[FieldError]) -> Result<Response> {
    let rujukan = Rujukan::baca(&ctx.app).await?;
    let saring = saring(ctx, &rujukan);
    let scope = ctx.scope_of(crate::LIHAT);
    let (semua, lagi) = daftar::daftar(&ctx.app, &scope, &saring, tempat(ctx.query("setelah")), PER_HALAMAN).await?;
    halaman::daftar(ctx, status, &rujukan, &saring, &semua, lagi, salah)
}
