//! What awaits a person, for "Tugas saya".
use kernel::module::Task;
use kernel::{BoxFuture, Ctx, Result, args};

use crate::hak::{KELOLA, SETUJU, SUSUT};
use crate::store::daftar::{self, SaringArsip, SaringBerkas};
use crate::store::{Mata, izin, usul};

/// Most tasks of each kind; the lists show the rest.
const PALING_BANYAK: usize = 20;

/// Items without a file, files at the end of their retention, proposals and requests to decide, loans to bring back.
pub fn tugas(ctx: Ctx) -> BoxFuture<Result<Vec<Task>>> {
    Box::pin(async move {
        let mut semua = vec![];
        let kelola = ctx.scope_of(KELOLA);
        if !kelola.is_nothing() {
            let mata = Mata { biasa: kelola.clone(), ..Mata::dari(&ctx) };
            let saring = SaringArsip { status: "belum".to_owned(), ..SaringArsip::default() };
            let (belum, _) = daftar::arsip(&ctx.app, &mata, &saring, None, PALING_BANYAK).await?;
            // What was only opened for reading is not this person's to file.
            for satu in belum.iter().filter(|satu| kelola.holds(Some(satu.unit), satu.owner)) {
                semua.push(tugas_satu(format!("Berkaskan arsip: {}", satu.judul), satu.href(), None));
            }
            let saring =
                SaringBerkas { status: "inaktif".to_owned(), habis: Some(ctx.today()), ..SaringBerkas::default() };
            let (habis, _) = daftar::berkas(&ctx.app, &kelola, &saring, None, 1).await?;
            if !habis.is_empty() {
                semua.push(tugas_satu(
                    "Usulkan penyusutan berkas yang masa inaktifnya berakhir".to_owned(),
                    "/arsip/usul/baru".to_owned(),
                    None,
                ));
            }
        }
        let putus = [(SUSUT, &["diajukan", "disetujui_pimpinan", "disetujui", "siap"][..]), (SETUJU, &["dinilai"][..])];
        for (perm, status) in putus {
            let scope = ctx.scope_of(perm);
            if scope.is_nothing() {
                continue;
            }
            for satu in usul::list(&ctx.app, &scope, status, None).await?.into_iter().take(PALING_BANYAK) {
                let judul = format!("{}: {}", satu.jenis.teks(), satu.uraian);
                semua.push(tugas_satu(judul, satu.href(), None));
            }
        }
        let setuju = ctx.scope_of(SETUJU);
        if !setuju.is_nothing() {
            for satu in izin::list(&ctx.app, &setuju, "diajukan").await?.into_iter().take(PALING_BANYAK) {
                // One's own request is decided by somebody else.
                if satu.owner != ctx.actor.account() {
                    let judul = format!("Putuskan izin membaca arsip: {}", satu.keperluan);
                    semua.push(tugas_satu(judul, format!("/arsip/izin/{}", satu.id), None));
                }
            }
        }
        semua.extend(pinjaman(&ctx).await?);
        Ok(semua)
    })
}

fn tugas_satu(title: String, href: String, due: Option<time::Date>) -> Task {
    Task { title, href, due, kind: "Arsip" }
}

async fn pinjaman(ctx: &Ctx) -> Result<Vec<Task>> {
    let text = "select id, keperluan, sampai from peminjaman_arsip where owner = $1 and status = 'dipinjam' order by id limit 20";
    let rows = ctx.app.db.query(text, args![ctx.actor.account()]).await?;
    rows.iter()
        .map(|row| {
            let id: uuid::Uuid = row.get("id")?;
            let judul = format!("Kembalikan arsip pinjaman: {}", row.get::<String>("keperluan")?);
            Ok(tugas_satu(judul, format!("/peminjaman_arsip/{id}"), Some(row.get("sampai")?)))
        })
        .collect()
}
