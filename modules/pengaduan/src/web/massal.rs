//! Several complaints to one agency at once.
use http::StatusCode;
use kernel::page::PICK_FIELD;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;

use crate::model::{self, Keadaan, Klasifikasi};
use crate::rules::alur::Tindakan;
use crate::store::jejak::{Langkah, Peran, Terlihat};
use crate::store::satu;
use crate::tindak::{Ubah, kabari_petugas, orang_unit, terapkan};

/// Most at once.
const PALING_BANYAK: usize = 50;

/// POST /meja-pengaduan/massal
pub async fn disposisi(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match semua(&ctx).await {
        Ok(banyak) => ctx.redirect_with("/meja-pengaduan", &format!("{banyak} laporan diteruskan.")),
        Err(Error::Invalid(salah)) => super::meja::tampil(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &salah).await,
        Err(sebab @ (Error::Refused(_) | Error::Conflict)) => {
            super::meja::tampil(&ctx, StatusCode::CONFLICT, &[FieldError::new("", sebab.to_string())]).await
        }
        Err(other) => Err(other),
    }
}

async fn semua(ctx: &Ctx) -> Result<usize> {
    let form = ctx.form();
    let mut pilih: Vec<Uuid> = form.all(PICK_FIELD).filter_map(|id| id.parse().ok()).collect();
    pilih.sort_unstable();
    pilih.dedup();
    let mut salah = vec![];
    if pilih.is_empty() {
        salah.push(FieldError::new("", "Centang paling sedikit satu laporan"));
    }
    if pilih.len() > PALING_BANYAK {
        salah.push(FieldError::new("", format!("Paling banyak {PALING_BANYAK} laporan sekaligus")));
    }
    let unit: Option<Uuid> = form.get("massal_unit").parse().ok();
    let units = ctx.app.units().await?;
    let unit = unit.filter(|id| units.is_empty() || units.iter().any(|satu| satu.id == *id));
    if unit.is_none() {
        salah.push(FieldError::new("massal_unit", "Pilih perangkat daerah tujuan"));
    }
    let klasifikasi = Klasifikasi::urai(form.get("massal_klasifikasi"));
    if klasifikasi.is_none() {
        salah.push(FieldError::new("massal_klasifikasi", "Pilih klasifikasi"));
    }
    if !salah.is_empty() {
        return Err(Error::Invalid(salah));
    }
    let mut write = ctx.write("pengaduan.disposisi_massal").await?;
    for id in &pilih {
        let kini = satu::find(&ctx.app, &ctx.scope, *id).await?;
        if !matches!(kini.keadaan, Keadaan::Baru | Keadaan::Dilengkapi) {
            return Err(Error::refused(format!("Laporan {} sudah diverifikasi. Hapus centangnya.", kini.nomor)));
        }
        let ubah = Ubah { unit: Some(unit), owner: Some(None), klasifikasi, ..Ubah::default() };
        let langkah = Langkah {
            tindakan: Tindakan::Disposisi.kode(),
            peran: Peran::Koordinator,
            unit,
            teks: String::new(),
            teks_publik: Some(String::new()),
            terlihat: Terlihat::Publik,
        };
        terapkan(&mut write, &kini, Tindakan::Disposisi, ubah, langkah).await?;
        kabari_petugas(&mut write, &kini, &orang_unit(&ctx.app, unit, None).await?, "Pengaduan baru untuk unit Anda")
            .await?;
    }
    write.commit(&Subject::new(model::JENIS, pilih.first().copied().unwrap_or_default(), "/meja-pengaduan")).await?;
    Ok(pilih.len())
}
