//! What happens without anybody: reminding and deleting.
use kernel::job::JobKind;
use kernel::notify::{Notice, notify};
use kernel::{App, BoxFuture, Result, Subject, Write};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{APIP, ruang, rules, setelan, store};

/// The work.
pub const JOBS: &[JobKind] = &[
    JobKind {
        kind: "wbs.ingatkan",
        title: "Mengingatkan penangan WBS setiap Senin pagi",
        schedule: Some("0 7 * * 1"),
        run: ingatkan,
    },
    JobKind {
        kind: "wbs.hapus",
        title: "Menghapus laporan WBS yang lewat masa simpan",
        schedule: Some("30 2 * * *"),
        run: hapus,
    },
];

/// Every Monday the same words to every handler, whatever has come: a reminder that followed the reports would tell who reads mail,
/// and a handler whom a report concerns, that there is one.
fn ingatkan(app: App, _: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let penangan = app.holders(APIP, None).await?;
        if penangan.is_empty() {
            return Ok(());
        }
        let mut write = Write::system(&app, "wbs.diingatkan").await?;
        let notice = Notice {
            title: "Periksa Meja WBS".into(),
            body: "Pengingat mingguan: buka Meja WBS untuk melihat laporan, pesan, dan tenggat.".into(),
            href: "/meja-wbs".into(),
            event: "wbs.diingatkan".into(),
        };
        notify(&mut write, &penangan, notice).await?;
        write.commit(&Subject::new("wbs", Uuid::nil(), "/meja-wbs")).await
    })
}

/// Deletes closed reports whose time is over.
fn hapus(app: App, _: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let hari = store::hari(&app);
        let Some(batas) = rules::batas_simpan(hari, setelan::simpan_bulan(&app)?) else { return Ok(()) };
        let lewat = store::laporan::ditutup_sampai(&app, batas).await?;
        for each in lewat {
            let mut tx = store::db(&app).await?.begin().await?;
            store::laporan::hapus(&mut tx, each.id).await?;
            store::jejak::catat(&mut tx, hari, None, "laporan_dihapus", &each.nomor).await?;
            store::sapu::perlu(&mut tx, hari).await?;
            tx.commit().await?;
        }
        store::sapu::jalankan(&app).await
    })
}

/// Who signs out leaves no open key behind.
pub fn tutup(app: App, event: kernel::event::Event) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        if let Some(akun) = event.actor {
            ruang::tutup_akun(akun, app.now());
        }
        Ok(())
    })
}
