//! Figures for everybody.
use kernel::{Ctx, Response, Result};
use time::Date;

use crate::pages::{Rujukan, statistik as halaman};
use crate::store::hitungan::{self, Menurut};

/// The months that a page shows: a year, or the last twelve.
pub fn masa(ctx: &Ctx) -> (Option<i32>, Date, Date) {
    let hari_ini = ctx.today();
    let awal = crate::store::terima::awal_bulan(hari_ini);
    let tahun: Option<i32> = ctx.query("tahun").parse().ok().filter(|tahun| (2000..=hari_ini.year()).contains(tahun));
    let batas = |tahun: i32| {
        let satu = Date::from_calendar_date(tahun, time::Month::January, 1).ok()?;
        Some((satu, satu.replace_month(time::Month::December).ok()?))
    };
    match tahun.and_then(batas) {
        Some((dari, sampai)) => (tahun, dari, sampai),
        None => (None, kernel::indonesia::tanggal::tambah_bulan(awal, -11).unwrap_or(awal), awal),
    }
}

/// GET /pengaduan/statistik
pub async fn show(ctx: Ctx) -> Result<Response> {
    let (tahun, dari, sampai) = masa(&ctx);
    let app = &ctx.app;
    let bahan = halaman::Bahan {
        tahun,
        jumlah: hitungan::jumlah(app, dari, sampai).await?,
        bulan: hitungan::menurut_bulan(app, dari, sampai).await?,
        kategori: hitungan::menurut(app, Menurut::Kategori, dari, sampai).await?,
        klasifikasi: hitungan::menurut(app, Menurut::Klasifikasi, dari, sampai).await?,
        keadaan: hitungan::menurut(app, Menurut::Keadaan, dari, sampai).await?,
        saat: hitungan::saat(app).await?,
    };
    let rujukan = Rujukan::baca(app).await?;
    halaman::show(&ctx, &rujukan, &bahan)
}
