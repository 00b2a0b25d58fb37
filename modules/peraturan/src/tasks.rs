//! What awaits the people who keep the collection.
use kernel::module::Task;
use kernel::{BoxFuture, Ctx, Result};

use crate::store::{self, Saring};
use crate::{KELOLA, TERBITKAN, TINJAU};

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
            let saring = Saring { keadaan: keadaan.into(), ..Saring::default() };
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
