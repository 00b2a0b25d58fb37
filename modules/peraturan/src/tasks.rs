//! What awaits the people who keep the collection, and what is new in it.
use kernel::module::{News, Offer, OfferSearch, Task};
use kernel::{BoxFuture, Ctx, Result};

use crate::model::Kelas;
use crate::store::{self, Saring};
use crate::{KELOLA, TERBITKAN, TINJAU};

/// Most regulations told as news.
const MOST_NEWS: usize = 3;

/// The newest published regulations.
pub fn news(ctx: Ctx) -> BoxFuture<Result<Vec<News>>> {
    Box::pin(async move {
        let saring = Saring { keadaan: "terbit".into(), kelas: Some(Kelas::Peraturan), ..Saring::default() };
        let found = store::list(&ctx.app, &ctx.scope_of(KELOLA), &saring, ctx.today(), MOST_NEWS).await?;
        let told = found.into_iter().filter_map(|(dokumen, _)| {
            let on = dokumen.diundangkan.or(dokumen.ditetapkan)?;
            let (title, summary, href) = (dokumen.sebutan.clone(), dokumen.judul.clone(), dokumen.href());
            Some(News { on, title, summary, href, kind: "Peraturan" })
        });
        Ok(told.collect())
    })
}

/// For visitors: the collection with its search, and what is newest in it.
pub fn welcome(ctx: Ctx) -> BoxFuture<Result<Vec<Offer>>> {
    Box::pin(async move {
        Ok(vec![Offer {
            title: "Peraturan dan dokumen hukum",
            about:
                "Peraturan daerah, peraturan dan keputusan kepala daerah, lengkap dengan isi tiap pasal dan statusnya."
                    .to_owned(),
            search: Some(OfferSearch { action: "/jdih", field: "q", label: "Judul, nomor, atau isi peraturan" }),
            newest: news(ctx).await?,
            more: Some(("Semua dokumen hukum", "/jdih")),
            order: 10,
        }])
    })
}

/// Drafts to be reviewed and reviewed documents to be published, in the rows that the actor's rights open.
pub fn tasks(ctx: Ctx) -> BoxFuture<Result<Vec<Task>>> {
    Box::pin(async move {
        let mut tasks = vec![];
        for (keadaan, perm, kata, akhiran) in [
            ("draf", if ctx.actor.can(TINJAU) { TINJAU } else { KELOLA }, "Tinjau naskah", "/tinjau"),
            ("ditinjau", TERBITKAN, "Terbitkan", ""),
        ] {
            let scope = ctx.scope_of(perm);
            if scope.is_nothing() {
                continue;
            }
            let saring = Saring { keadaan: keadaan.into(), milik: true, ..Saring::default() };
            for (dokumen, _) in store::list(&ctx.app, &scope, &saring, ctx.today(), 50).await? {
                let akhiran = if dokumen.naskah.is_some() { akhiran } else { "" };
                tasks.push(Task {
                    title: format!("{kata}: {}", dokumen.sebutan),
                    href: format!("{}{akhiran}", dokumen.href_kelola()),
                    due: None,
                    kind: "Peraturan",
                });
            }
        }
        Ok(tasks)
    })
}
