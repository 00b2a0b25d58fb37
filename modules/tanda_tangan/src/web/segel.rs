//! Seals of agencies at the national service: asking for the code that activates one, activating it, taking it back.
use kernel::{Ctx, Error, Response, Result, Subject};

use super::pengaturan::{HALAMAN, tampil};
use crate::model::{Jenis, PenandaAkun, Sandi};
use crate::pages;
use crate::penanda::{Aktivasi, KlienBsre};
use crate::store;

async fn muat(ctx: &Ctx) -> Result<(PenandaAkun, KlienBsre, String)> {
    let penanda = store::penanda::cari(&ctx.app, ctx.id("id")?).await?;
    if penanda.jenis != Jenis::Bsre || !penanda.segel {
        return Err(Error::NotFound);
    }
    let pelanggan = penanda.nik.as_ref().map(|nik| nik.to_string()).ok_or(Error::NotFound)?;
    let bsre = store::pengaturan::baca(&ctx.app).await?.bsre;
    let bsre = bsre.ok_or_else(|| Error::refused("Layanan BSrE belum diatur."))?;
    Ok((penanda, KlienBsre::new(&bsre)?, pelanggan))
}

/// What is told when the service does not answer: nothing was changed, and asking again does no harm.
fn diam(error: Error) -> Error {
    if matches!(error, Error::Unavailable(_)) {
        Error::refused("Layanan BSrE tidak menjawab. Coba lagi.")
    } else {
        error
    }
}

async fn simpan(ctx: &Ctx, penanda: &PenandaAkun) -> Result<()> {
    let mut write = ctx.write("tanda_tangan.segel_aktivasi").await?;
    store::penanda::simpan(&mut write, penanda).await?;
    if penanda.sandi.is_some() {
        let at = write.at();
        for id in store::permintaan::menunggu_penanda(&ctx.app, penanda.akun, 5000).await? {
            write.job(crate::jobs::SEGEL, serde_json::json!({ "permintaan": id }), at).await?;
        }
    }
    write.commit(&Subject::new("ttd_penanda", penanda.akun, HALAMAN)).await
}

/// POST /tanda_tangan/pengaturan/segel/{id}/minta
pub async fn minta(ctx: Ctx) -> Result<Response> {
    let (_, klien, pelanggan) = muat(&ctx).await?;
    klien.aktivasi(&pelanggan, None, ctx.app.offset()).await.map_err(diam)?;
    ctx.redirect_with(HALAMAN, "BSrE mengirim kode aktivasi ke surel penanggung jawab segel. Salin kodenya ke sini.")
}

/// POST /tanda_tangan/pengaturan/segel/{id}/aktifkan
pub async fn aktifkan(ctx: Ctx) -> Result<Response> {
    let (mut penanda, klien, pelanggan) = muat(&ctx).await?;
    let kode = ctx.form().get("kode_aktivasi");
    if kode.is_empty() || kode.len() > 200 || !kode.chars().all(|huruf| huruf.is_ascii_graphic()) {
        let salah = Error::field("kode_aktivasi", "Salin kode aktivasi dari surel BSrE");
        return tampil(&ctx, &pages::isian(salah)?).await;
    }
    let tertulis = Sandi::new(kode);
    // The service exchanges the code for the next one, which shows at once whether it is right.
    let Aktivasi { kode, sampai } = match klien.aktivasi(&pelanggan, Some(&tertulis), ctx.app.offset()).await {
        Ok(baru) => baru,
        Err(Error::Refused(teks)) => {
            let salah = Error::field("kode_aktivasi", teks.into_owned());
            return tampil(&ctx, &pages::isian(salah)?).await;
        }
        Err(error) => return Err(diam(error)),
    };
    penanda.sandi = Some(kode.unwrap_or(tertulis));
    penanda.aktif_sampai = sampai;
    simpan(&ctx, &penanda).await?;
    ctx.redirect_with(HALAMAN, "Segel aktif. Naskah yang menunggu segera dibubuhi segel.")
}

/// POST /tanda_tangan/pengaturan/segel/{id}/cabut
pub async fn cabut(ctx: Ctx) -> Result<Response> {
    let (mut penanda, klien, pelanggan) = muat(&ctx).await?;
    let Some(kini) = penanda.sandi.take() else { return Err(Error::refused("Segel ini belum aktif.")) };
    klien.cabut_aktivasi(&pelanggan, &kini).await.map_err(diam)?;
    penanda.aktif_sampai = None;
    simpan(&ctx, &penanda).await?;
    ctx.redirect_with(HALAMAN, "Aktivasi segel dicabut.")
}
