//! What came by counter, letter, telephone or social media, written down by an officer.
use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject, args};

use crate::model::{self, Kanal};
use crate::pages::Rujukan;
use crate::pages::catat as halaman;
use crate::rules::isian;
use crate::store;
use crate::web::lapor;

/// GET /meja-pengaduan/catat
pub async fn form(ctx: Ctx) -> Result<Response> {
    let rujukan = Rujukan::baca(&ctx.app).await?;
    halaman::form(&ctx, StatusCode::OK, &rujukan, &[])
}

/// POST /meja-pengaduan/catat
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    match terima(&ctx).await {
        Ok(href) => ctx.redirect_with(&href, "Laporan dicatat. Berikan tanda terima kepada pelapor."),
        Err(Error::Invalid(salah)) => {
            let rujukan = Rujukan::baca(&ctx.app).await?;
            halaman::form(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &rujukan, &salah)
        }
        Err(Error::Refused(sebab)) => {
            let rujukan = Rujukan::baca(&ctx.app).await?;
            halaman::form(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &rujukan, &[FieldError::new("berkas", sebab)])
        }
        Err(other) => Err(other),
    }
}

async fn terima(ctx: &Ctx) -> Result<String> {
    ctx.not_repeated().await?;
    let rujukan = Rujukan::baca(&ctx.app).await?;
    let mut salah = lapor::periksa(ctx, &rujukan);
    let kanal = Kanal::urai(ctx.form().get("kanal")).filter(|kanal| Kanal::DICATAT.contains(kanal));
    if kanal.is_none() {
        salah.push(FieldError::new("kanal", "Pilih dari mana laporan ini datang"));
    }
    salah.extend(isian::terlalu_panjang("nomor_luar", ctx.form().get("nomor_luar"), isian::PENDEK));
    let nomor = isian::potong(ctx.form().get("nomor_luar"), isian::PENDEK);
    if let Some(kanal) = kanal.filter(|_| !nomor.is_empty())
        && store::bernomor_luar(&ctx.app, kanal, &nomor).await?.is_some()
    {
        salah.push(FieldError::new("nomor_luar", "Nomor ini sudah dicatat untuk kanal yang sama"));
    }
    let Some(kanal) = kanal.filter(|_| salah.is_empty()) else { return Err(Error::Invalid(salah)) };
    let mut baru = lapor::baru(ctx, kanal).await?;
    baru.nomor_luar = Some(nomor).filter(|nomor| !nomor.is_empty());
    let mut write = ctx.write("pengaduan.catat").await?;
    let (id, _) = store::terima(&mut write, baru).await?;
    let href = format!("/meja-pengaduan/catat/{id}");
    write.commit(&Subject::new(model::JENIS, id, href.as_str())).await?;
    Ok(href)
}

/// GET /meja-pengaduan/catat/{id}: the receipt for the reporter, for who wrote it down, for two hours.
pub async fn resi(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    let text = "select nomor, judul, kanal from pengaduan where id = $1 and pencatat = $2";
    let row = ctx.app.db.one(text, args![id, ctx.account()?]).await?;
    let kata = store::terima::kata(&ctx.app, id).await?;
    let kanal = Kanal::urai(&row.get::<String>("kanal")?).unwrap_or(Kanal::Loket);
    halaman::resi(&ctx, &row.get::<String>("nomor")?, kata.as_deref(), &row.get::<String>("judul")?, kanal)
}
