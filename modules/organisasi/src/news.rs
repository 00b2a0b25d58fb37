//! The announcements that hold today, for the home page.
use kernel::module::{News, Offer};
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
        ctx.app.db.query(&text, values).await?.iter().map(told).collect()
    })
}

fn told(row: &kernel::Row) -> Result<News> {
    Ok(News {
        on: row.get("mulai")?,
        title: row.get("judul")?,
        summary: indonesia::kalimat::potong(&row.get::<String>("isi")?, SHORT),
        href: PENGUMUMAN.record_href(row.get("id")?),
        kind: "Pengumuman",
    })
}

/// For visitors: the announcements to everybody that hold today; nothing when there is none.
pub fn welcome(ctx: Ctx) -> BoxFuture<Result<Vec<Offer>>> {
    Box::pin(async move {
        let text = format!(
            "select id, judul, isi, mulai from pengumuman where terbuka and mulai <= $1 \
             and (selesai is null or selesai >= $1) order by mulai desc, id desc limit {MOST}"
        );
        let rows = ctx.app.db.query(&text, args![ctx.today()]).await?;
        let newest = rows.iter().map(told).collect::<Result<Vec<_>>>()?;
        if newest.is_empty() {
            return Ok(vec![]);
        }
        Ok(vec![Offer {
            title: "Pengumuman",
            about: "Kabar pemerintah daerah untuk masyarakat.".to_owned(),
            search: None,
            newest,
            more: Some(("Semua pengumuman", "/pengumuman")),
            order: 5,
        }])
    })
}
