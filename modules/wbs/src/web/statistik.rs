//! Numbers over the reports that this handler can read: nothing of their content, and nothing that betrays one that is hidden.
use std::collections::BTreeMap;

use http::StatusCode;
use kernel::{Ctx, Response, Result};

use crate::model::{JENIS, Peran};
use crate::pages::statistik as halaman;
use crate::{ruang, store};

/// GET /meja-wbs/statistik
pub async fn show(ctx: Ctx) -> Result<Response> {
    let Some(terbuka) = ruang::pegawai(&ctx).filter(|each| each.kunci(Peran::Penangan).is_some()) else {
        return ctx.redirect("/kunci-wbs");
    };
    let mut hitung = halaman::Hitung::default();
    let today = ctx.today();
    let mut jenis: BTreeMap<&str, u64> = JENIS.iter().map(|(kunci, _)| (*kunci, 0)).collect();
    for each in store::laporan::semua(&ctx.app, &terbuka).await? {
        *hitung.tahun.entry(each.kepala.hari.year()).or_default() += 1;
        *hitung.status.entry(each.kepala.status.clone()).or_default() += 1;
        hitung.terlambat += u64::from(each.kepala.tenggat.is_some_and(|day| day < today));
        let laporan = store::isi::laporan(&ctx.app, each.kepala.id, &each.kunci.isi).await?;
        for satu in &laporan.jenis {
            if let Some(count) = jenis.get_mut(satu.as_str()) {
                *count += 1;
            }
        }
    }
    hitung.jenis = JENIS.iter().map(|(kunci, label)| (*label, jenis.get(kunci).copied().unwrap_or(0))).collect();
    halaman::halaman(&ctx, StatusCode::OK, &hitung)
}
