//! Loans, as files and items ask about them.
use kernel::db::lock;
use kernel::{App, Error, Result, Scope, Write, args};
use register::Record;
use time::Date;
use uuid::Uuid;

use crate::registers::PEMINJAMAN;

/// A loan that has not come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinjaman {
    /// Its record.
    pub id: Uuid,
    /// Until when.
    pub sampai: Date,
    /// The person may open its page.
    pub terbuka: bool,
}

/// The open loan of a file or of an item in it; of an item, also that of its file. `minta` is what the person may open.
pub async fn terbuka(app: &App, minta: &Scope, berkas: Option<Uuid>, arsip: Option<Uuid>) -> Result<Option<Pinjaman>> {
    let text = "select p.id, p.unit, p.owner, p.sampai from peminjaman_arsip p left join arsip a on a.id = p.arsip \
                where p.status = 'dipinjam' and (p.berkas = $1 or p.arsip = $2 or ($2 is null and a.berkas = $1)) \
                order by p.sampai, p.id limit 1";
    let Some(row) = app.db.optional(text, args![berkas, arsip]).await? else { return Ok(None) };
    let terbuka = minta.holds(row.get("unit")?, row.get("owner")?);
    Ok(Some(Pinjaman { id: row.get("id")?, sampai: row.get("sampai")?, terbuka }))
}

/// Whether a file, or an item in it, is with somebody who borrowed it.
pub async fn dipinjam(write: &mut Write, berkas: Uuid) -> Result<bool> {
    let text = "select 1 as yes from peminjaman_arsip p left join arsip a on a.id = p.arsip \
                where p.status = 'dipinjam' and (p.berkas = $1 or a.berkas = $1) limit 1";
    Ok(write.tx().optional(text, args![berkas]).await?.is_some())
}

/// Whether what a loan names can be handed out now.
///
/// # Errors
/// [`Error::Refused`] when it is with somebody else, gone, or secret.
pub async fn periksa(write: &mut Write, pinjam: &Record) -> Result<()> {
    lock::exclusive(write.tx(), "kearsipan/pinjam").await?;
    let (mut berkas, arsip) = (pinjam.uuid("berkas"), pinjam.uuid("arsip"));
    if let Some(id) = arsip {
        let row = write.tx().one("select berkas, status, rahasia from arsip where id = $1", args![id]).await?;
        if row.get::<bool>("rahasia")? {
            return Err(Error::refused("Arsip itu tidak dapat dipinjamkan."));
        }
        if matches!(row.get::<String>("status")?.as_str(), "musnah" | "serah") {
            return Err(Error::refused("Arsip itu sudah dimusnahkan atau diserahkan."));
        }
        berkas = row.get::<Option<Uuid>>("berkas")?;
    }
    if let Some(id) = pinjam.uuid("berkas") {
        let row = write.tx().one("select status from berkas_arsip where id = $1", args![id]).await?;
        if matches!(row.get::<String>("status")?.as_str(), "musnah" | "serah") {
            return Err(Error::refused("Berkas itu sudah dimusnahkan atau diserahkan."));
        }
    }
    let text = "select 1 as yes from peminjaman_arsip p left join arsip a on a.id = p.arsip \
                where p.status = 'dipinjam' and p.id <> $1 \
                and (p.arsip = $2 or p.berkas = $3 or p.berkas = $4 or a.berkas = $4) limit 1";
    // A loan of a file meets those of its items; that of an item, its own and that of its file.
    let values = args![pinjam.id, arsip, berkas, pinjam.uuid("berkas")];
    if write.tx().optional(text, values).await?.is_some() {
        return Err(Error::refused(format!(
            "Masih dipinjam orang lain. Lihat {} yang belum kembali.",
            PEMINJAMAN.title.to_lowercase()
        )));
    }
    Ok(())
}
