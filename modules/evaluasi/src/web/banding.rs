//! Comparison over the years.

use kernel::web::Response;
use kernel::{Ctx, Result};

use crate::model::Hasil;
use crate::pages;
use crate::periode::{Periode, nilai_dipakai};
use crate::rules::hitung::hitung;
use crate::store::{self, Pandangan};

/// Final results over the years: the newest final period of each year.
pub(super) async fn show(ctx: Ctx) -> Result<Response> {
    let semua = store::daftar_periode(&ctx.app.db, &Pandangan::dari(&ctx)).await?;
    let mut terpilih: Vec<Periode> = vec![];
    for p in semua.into_iter().filter(Periode::beku) {
        if !terpilih.iter().any(|ada| ada.tahun == p.tahun) {
            terpilih.push(p);
        }
    }
    terpilih.sort_by_key(|p| p.tahun);
    let mut jawaban = store::jawaban_banyak(&ctx.app.db, &terpilih).await?;
    let hasil: Vec<(Periode, crate::model::Nilai, Hasil)> = terpilih
        .into_iter()
        .map(|p| {
            let nilai = nilai_dipakai(&p, &jawaban.remove(&p.id).unwrap_or_default());
            let hasil = hitung(p.instrumen, &nilai, p.basis);
            (p, nilai, hasil)
        })
        .collect();
    pages::banding::halaman(&ctx, &hasil)
}
