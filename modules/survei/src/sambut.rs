//! What visitors find: the newest published results.
use kernel::indonesia::kalimat;
use kernel::module::{News, Offer};
use kernel::{BoxFuture, Ctx, Result};
use time::Duration;

use crate::hasil::Susunan;
use crate::pages::angka::{mutu, pecahan};
use crate::store;

/// Results on the home page.
const TERBARU: usize = 3;

/// Nothing before the first result is published.
pub fn sambut(ctx: Ctx) -> BoxFuture<Result<Vec<Offer>>> {
    Box::pin(async move {
        let Some((_, terakhir)) = store::periode::rentang_terbit(&ctx.app).await? else { return Ok(vec![]) };
        let sejak = terakhir.saturating_sub(Duration::days(366));
        let terbit = store::rekap::terbit(&ctx.app, None, sejak, terakhir).await?;
        let susunan = Susunan::baca(&ctx.app).await?;
        let newest = terbit
            .into_iter()
            .take(TERBARU)
            .map(|satu| News {
                on: satu.selesai,
                title: kalimat::potong(&format!("{}: {}", susunan.nama(Some(satu.unit)), satu.nama), 120),
                summary: format!("Nilai {}, mutu {}.", pecahan(satu.rekap.konversi(), 2), mutu(satu.rekap.mutu())),
                href: format!("/survei/hasil/{}", satu.periode),
                kind: "Survei kepuasan",
            })
            .collect();
        Ok(vec![Offer {
            title: "Survei kepuasan masyarakat",
            about: "Penilaian pengguna atas layanan pemerintah daerah, dan apa yang diperbaiki.".to_owned(),
            search: None,
            newest,
            more: Some(("Semua hasil survei", "/survei")),
            order: 40,
        }])
    })
}
