//! Who may read a letter, and in which box it stands.
use kernel::{App, Result, Row, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::model::{Kotak, Naskah, Peran};
use crate::store::naskah::kata;
use crate::tabel;

/// A unit or a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pembaca {
    /// Everybody whose scope holds the unit. Never of a secret letter.
    Unit(Uuid),
    /// One person.
    Orang(Uuid),
}

/// One reader of a letter.
#[derive(Debug, Clone)]
pub struct Akses {
    /// Row.
    pub id: Uuid,
    /// Who.
    pub pembaca: Pembaca,
    /// As what.
    pub peran: Peran,
    /// In which box.
    pub kotak: Kotak,
    /// When it was first read there.
    pub dibaca: Option<OffsetDateTime>,
    /// By whom.
    pub dibaca_oleh: Option<Uuid>,
    /// Since when.
    pub sejak: OffsetDateTime,
}

fn akses(row: &Row) -> Result<Akses> {
    let (unit, owner): (Option<Uuid>, Option<Uuid>) = (row.get("unit")?, row.get("owner")?);
    let pembaca = match (unit, owner) {
        (Some(unit), _) => Pembaca::Unit(unit),
        (None, orang) => Pembaca::Orang(orang.unwrap_or_default()),
    };
    Ok(Akses {
        id: row.get("id")?,
        pembaca,
        peran: kata(row, "peran", Peran::urai)?,
        kotak: kata(row, "kotak", Kotak::urai)?,
        dibaca: row.get("dibaca")?,
        dibaca_oleh: row.get("dibaca_oleh")?,
        sejak: row.get("created")?,
    })
}

const COLUMNS: &str = "id, unit, owner, peran, kotak, dibaca, dibaca_oleh, created";

/// All readers of a letter that the caller has found, in order of time.
pub async fn semua(app: &App, naskah: Uuid) -> Result<Vec<Akses>> {
    let text = format!("select {COLUMNS} from naskah_akses where naskah = $1 order by created, id");
    app.db.query(&text, args![naskah]).await?.iter().map(akses).collect()
}

/// The same inside a change.
pub async fn semua_tx(write: &mut Write, naskah: Uuid) -> Result<Vec<Akses>> {
    let text = format!("select {COLUMNS} from naskah_akses where naskah = $1 order by created, id");
    write.tx().query(&text, args![naskah]).await?.iter().map(akses).collect()
}

/// Makes somebody a reader, unless they are one in this box already. True when they were not. A unit never becomes a
/// reader of a secret letter.
pub async fn beri(write: &mut Write, naskah: &Naskah, pembaca: Pembaca, peran: Peran, kotak: Kotak) -> Result<bool> {
    let (unit, owner) = match pembaca {
        Pembaca::Unit(_) if naskah.rahasia() => return Ok(false),
        Pembaca::Unit(unit) => (Some(unit), None),
        Pembaca::Orang(orang) => (None, Some(orang)),
    };
    let (column, id) = match pembaca {
        Pembaca::Unit(unit) => ("unit", unit),
        Pembaca::Orang(orang) => ("owner", orang),
    };
    let text = format!("select id from naskah_akses where naskah = $1 and {column} = $2 and kotak = $3");
    if write.tx().optional(&text, args![naskah.id, id, kotak.kode()]).await?.is_some() {
        return Ok(false);
    }
    let at = write.at();
    let values = vec![
        ("naskah", naskah.id.into()),
        ("unit", unit.into()),
        ("owner", owner.into()),
        ("peran", peran.kode().into()),
        ("kotak", kotak.kode().into()),
        ("dibaca", None::<OffsetDateTime>.into()),
        ("dibaca_oleh", None::<Uuid>.into()),
        ("created", at.into()),
    ];
    write.insert(&tabel::akses(), Uuid::now_v7(), values).await?;
    Ok(true)
}

/// Takes a reader off a letter.
pub async fn cabut(write: &mut Write, akses: Uuid) -> Result<()> {
    write.delete(&tabel::akses(), akses).await
}

/// Moves a reader's row into another box, now.
pub async fn pindah(write: &mut Write, akses: Uuid, kotak: Kotak) -> Result<()> {
    let at = write.at();
    write.update(&tabel::akses(), akses, None, vec![("kotak", kotak.kode().into()), ("created", at.into())]).await?;
    Ok(())
}

/// Notes that it was read, the first time only: the receipt (tanda terima).
pub async fn tandai_dibaca(write: &mut Write, akses: Uuid) -> Result<()> {
    let (at, oleh) = (write.at(), write.actor());
    write.update(&tabel::akses(), akses, None, vec![("dibaca", at.into()), ("dibaca_oleh", oleh.into())]).await?;
    Ok(())
}
