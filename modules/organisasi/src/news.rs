//! The announcements that hold today, for the home page.
use kernel::module::News;
use kernel::{BoxFuture, Ctx, Result, Rows, args, indonesia};

use crate::{LIHAT, PENGUMUMAN};

/// Most announcements on the home page.
const MOST: i64 = 5;
/// Letters of an announcement on the home page.
const SHORT: usize = 240;

/// Announcements to everybody, or to one of the actor's units or a unit above it.
pub fn news(ctx: Ctx) -> BoxFuture<Result<Vec<News>>> {
    Box::pin(async move {
        let Some(account) = ctx.actor.account() else { return Ok(vec![]) };
        let mut values = args![ctx.today(), account];
        let rows = Rows { unit: "p.unit", owner: "p.owner", public: "false" };
        let scope = ctx.scope_of(LIHAT).filter(&rows, &mut values);
        let text = format!(
            "select p.id, p.judul, p.isi, p.mulai from pengumuman p \
             where p.mulai <= $1 and (p.selesai is null or p.selesai >= $1) and {scope} \
             and (p.untuk is null or p.untuk in (select t.leluhur from account a join pegawai g on g.akun = a.login \
             join unit_leluhur t on t.unit = g.unit where a.id = $2)) order by p.mulai desc, p.id desc limit {MOST}"
        );
        let rows = ctx.app.db.query(&text, values).await?;
        rows.iter()
            .map(|row| {
                Ok(News {
                    on: row.get("mulai")?,
                    title: row.get("judul")?,
                    summary: indonesia::kalimat::potong(&row.get::<String>("isi")?, SHORT),
                    href: PENGUMUMAN.record_href(row.get("id")?),
                    kind: "Pengumuman",
                })
            })
            .collect()
    })
}
