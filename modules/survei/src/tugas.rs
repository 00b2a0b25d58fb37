//! What awaits a person, for "Tugas saya".
use kernel::module::Task;
use kernel::{BoxFuture, Ctx, Result, Rows, Val, args};
use time::Duration;
use uuid::Uuid;

use crate::hak::{KELOLA, MODERASI, TERBITKAN};
use crate::registers::{PERIODE, TINDAK_LANJUT};
use crate::store;

/// Most comments that are counted.
const KOMENTAR: usize = 99;
/// Actions become a task this long before their target.
const DEKAT: Duration = Duration::days(30);
const JENIS: &str = "Survei kepuasan";

/// Comments to read, periods to close or approve, actions to plan or finish.
pub fn tugas(ctx: Ctx) -> BoxFuture<Result<Vec<Task>>> {
    Box::pin(async move {
        let mut semua = vec![];
        let moderasi = ctx.scope_of(MODERASI);
        if !moderasi.is_nothing() {
            let banyak = store::komentar::menunggu(&ctx.app, &moderasi, KOMENTAR).await?;
            if banyak > 0 {
                let lebih = if banyak == KOMENTAR { " atau lebih" } else { "" };
                semua.push(Task {
                    title: format!("Periksa {banyak}{lebih} komentar survei"),
                    href: "/meja-survei/komentar".to_owned(),
                    due: None,
                    kind: JENIS,
                });
            }
        }
        let terbitkan = ctx.scope_of(TERBITKAN);
        if !terbitkan.is_nothing() {
            for satu in store::periode::list(&ctx.app, &terbitkan, "diajukan", None).await? {
                semua.push(masa(format!("Setujui penerbitan hasil survei {}", satu.nama), satu.id, None));
            }
        }
        let kelola = ctx.scope_of(KELOLA);
        if !kelola.is_nothing() {
            for satu in store::periode::list(&ctx.app, &kelola, "terbuka", None).await? {
                if satu.selesai < ctx.today() {
                    semua.push(masa(format!("Tutup masa survei {}", satu.nama), satu.id, Some(satu.selesai)));
                }
            }
            for satu in store::periode::list(&ctx.app, &kelola, "ditutup", None).await? {
                semua.push(masa(format!("Ajukan penerbitan hasil survei {}", satu.nama), satu.id, None));
            }
            semua.extend(tindak_lanjut(&ctx, &kelola).await?);
        }
        Ok(semua)
    })
}

fn masa(title: String, id: Uuid, due: Option<time::Date>) -> Task {
    Task { title, href: PERIODE.record_href(id), due, kind: JENIS }
}

async fn tindak_lanjut(ctx: &Ctx, scope: &kernel::Scope) -> Result<Vec<Task>> {
    let mut values: Vec<Val> = args![ctx.today() + DEKAT];
    let saring = scope.filter(&Rows::PLAIN, &mut values);
    let text = format!(
        "select id, judul, target, status from tindak_lanjut_survei where {saring} and \
         (status = 'usulan' or (status = 'berjalan' and target <= $1)) order by id limit 20"
    );
    let rows = ctx.app.db.query(&text, values).await?;
    rows.iter()
        .map(|row| {
            let judul: String = row.get("judul")?;
            let usulan = row.get::<String>("status")? == "usulan";
            Ok(Task {
                title: if usulan { format!("Tetapkan tindak lanjut: {judul}") } else { format!("Selesaikan: {judul}") },
                href: TINDAK_LANJUT.record_href(row.get("id")?),
                due: if usulan { None } else { row.get("target")? },
                kind: JENIS,
            })
        })
        .collect()
}
