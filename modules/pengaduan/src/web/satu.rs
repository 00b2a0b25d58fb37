//! One complaint, for officers.
use http::StatusCode;
use kernel::file;
use kernel::{Ctx, Error, FieldError, Response, Result, args};
use uuid::Uuid;

use crate::model::{self, Keadaan, Sifat};
use crate::pages::Rujukan;
use crate::pages::satu as halaman;
use crate::rules::alur::Tindakan;
use crate::store::jejak::Peran;
use crate::store::{berkas, jejak, pelapor, satu, serupa};
use crate::{LIHAT, tindak};

/// GET /meja-pengaduan/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    tampil(&ctx, id, StatusCode::OK, Tindakan::urai(ctx.query("tindakan")), &[]).await
}

async fn tampil(
    ctx: &Ctx,
    id: Uuid,
    status: StatusCode,
    terbuka: Option<Tindakan>,
    salah: &[FieldError],
) -> Result<Response> {
    let app = &ctx.app;
    let kini = satu::find(app, &ctx.scope_of(LIHAT), id).await?;
    let peran = tindak::petugas::peran(ctx, &kini);
    let pilihan = tindak::petugas::pilihan(ctx, &kini);
    let terbuka = terbuka.filter(|satu| pilihan.contains(satu) || !salah.is_empty());
    let koordinator = peran.contains(&Peran::Koordinator);
    let langkah = jejak::daftar(app, id).await?;
    let oleh: Vec<Uuid> = langkah.iter().filter_map(|satu| satu.oleh).chain(kini.owner).collect();
    let calon = match terbuka {
        Some(Tindakan::Tugaskan) => tindak::orang_unit(app, kini.unit, None).await?,
        _ => vec![],
    };
    let mut nama = kernel::auth::account::names(app, &oleh).await?;
    nama.extend(kernel::auth::account::names(app, &calon).await?);
    let boleh_serupa = koordinator && matches!(kini.keadaan, Keadaan::Baru | Keadaan::Dilengkapi);
    let mut mirip = vec![];
    if boleh_serupa {
        for lain in serupa::serupa(app, &kini).await? {
            let berkas = berkas::daftar(app, lain.id).await?;
            mirip.push((lain, berkas));
        }
    }
    // Who reports openly is known to those who handle the case; of a secret report only after the coordinator opened it, on a page of its own.
    let kenal = kini.sifat == Sifat::Terbuka && (koordinator || peran.contains(&Peran::Petugas));
    let siapa = if kenal { Some(pelapor::buka(app, None, id).await?) } else { None };
    let samar = match terbuka {
        Some(Tindakan::Terbitkan) => pelapor::buka(app, None, id).await?.nama,
        _ => None,
    };
    let templat = match terbuka {
        Some(tindakan) => tindak::petugas::templat(ctx, tindakan).await?,
        None => vec![],
    };
    let row = app.db.one("select nilai_teks from pengaduan where id = $1", args![id]).await?;
    let rujukan = Rujukan::baca(app).await?;
    let bahan = halaman::Bahan {
        berkas: berkas::daftar(app, id).await?,
        gabungan: serupa::gabungan(app, id).await?,
        induk: match kini.induk {
            Some(induk) => Some(satu::tanpa_batas(app, induk).await?),
            None => None,
        },
        nilai_teks: row.get("nilai_teks")?,
        kini: &kini,
        rujukan: &rujukan,
        langkah: &langkah,
        nama: &nama,
        calon: &calon,
        pilihan: &pilihan,
        terbuka,
        koordinator,
        mirip: &mirip,
        siapa,
        samar,
        templat: &templat,
    };
    halaman::show(ctx, status, &bahan, salah)
}

/// POST /meja-pengaduan/{id}/{tindakan}
pub async fn lakukan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let id = ctx.id("id")?;
    let tindakan = Tindakan::urai(ctx.path("tindakan")).ok_or(Error::NotFound)?;
    match tindak::petugas::lakukan(&ctx, id, tindakan).await {
        // Shown at once and never again without another opening.
        Ok(_) if tindakan == Tindakan::BukaIdentitas => {
            let kini = satu::find(&ctx.app, &ctx.scope_of(LIHAT), id).await?;
            let siapa = pelapor::buka(&ctx.app, None, id).await?;
            let nama = match siapa.akun {
                Some(akun) => kernel::auth::account::names(&ctx.app, &[akun]).await?.remove(&akun),
                None => None,
            };
            halaman::identitas(&ctx, &kini, &siapa, nama.as_deref())
        }
        Ok(pesan) => {
            // After handing it on it may lie outside of what the officer sees.
            let masih = satu::find(&ctx.app, &ctx.scope_of(LIHAT), id).await.is_ok();
            let href = if masih { model::href(id) } else { "/meja-pengaduan".to_owned() };
            ctx.redirect_with(&href, pesan)
        }
        Err(Error::Invalid(salah)) => tampil(&ctx, id, StatusCode::UNPROCESSABLE_ENTITY, Some(tindakan), &salah).await,
        Err(sebab @ (Error::Refused(_) | Error::Conflict)) => {
            let salah = [FieldError::new("", sebab.to_string())];
            tampil(&ctx, id, StatusCode::CONFLICT, Some(tindakan), &salah).await
        }
        Err(other) => Err(other),
    }
}

/// GET /meja-pengaduan/{id}/berkas/{berkas}: the copy without metadata; the original for the coordinator with `asli=ya`, which is recorded.
pub async fn berkas(ctx: Ctx) -> Result<Response> {
    let (id, berkas_id) = (ctx.id("id")?, ctx.id("berkas")?);
    let kini = satu::find(&ctx.app, &ctx.scope, id).await?;
    let found = berkas::find(&ctx.app, id, berkas_id).await?;
    let koordinator = tindak::petugas::peran(&ctx, &kini).contains(&Peran::Koordinator);
    let asli = ctx.query("asli") == kernel::page::YES;
    let baris = match found.bersih {
        Some(bersih) if !asli => bersih,
        Some(_) if !koordinator => return Err(Error::Forbidden),
        Some(_) | None => found.asli,
    };
    if asli && found.bersih.is_some() {
        tindak::petugas::catat_asli(&ctx, &kini, &found.nama).await?;
    }
    file::send(&ctx, &file::find(&ctx.app, id, baris).await?).await
}
