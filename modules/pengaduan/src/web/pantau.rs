//! The page of monitoring (S 20(4)f): figures by agency and class, lateness, time to answer.
use kernel::{Ctx, Response, Result};

use crate::pages::{Rujukan, pantau as halaman};
use crate::store::hitungan::{self, Menurut};

/// GET /meja-pengaduan/pantau
pub async fn show(ctx: Ctx) -> Result<Response> {
    let (tahun, dari, sampai) = super::statistik::masa(&ctx);
    let app = &ctx.app;
    let bahan = halaman::Bahan {
        tahun,
        jumlah: hitungan::jumlah(app, dari, sampai).await?,
        unit: hitungan::menurut_unit(app, dari, sampai).await?,
        klasifikasi: hitungan::menurut(app, Menurut::Klasifikasi, dari, sampai).await?,
        kanal: hitungan::menurut(app, Menurut::Kanal, dari, sampai).await?,
        keadaan: hitungan::menurut(app, Menurut::Keadaan, dari, sampai).await?,
        terlambat: hitungan::sedang_terlambat(app, ctx.today()).await?,
        saat: hitungan::saat(app).await?,
    };
    let rujukan = Rujukan::baca(app).await?;
    halaman::show(&ctx, &rujukan, &bahan)
}
