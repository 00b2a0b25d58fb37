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
    beri_sebagai(write, naskah, pembaca, peran, kotak, None).await
}

/// The same; with `kepala`, for as long as the person heads that unit, see [`crate::kepala`].
async fn beri_sebagai(
    write: &mut Write,
    naskah: &Naskah,
    pembaca: Pembaca,
    peran: Peran,
    kotak: Kotak,
    kepala: Option<Uuid>,
) -> Result<bool> {
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
        ("kepala", kepala.into()),
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

/// Addresses a secret letter to the head of a unit, whoever that is when it is read; these people head it now.
pub async fn tujukan_kepala(
    write: &mut Write,
    naskah: &Naskah,
    unit: Uuid,
    peran: Peran,
    pemegang: &[Uuid],
) -> Result<()> {
    let text = "select id from naskah_jabatan where naskah = $1 and unit = $2";
    if write.tx().optional(text, args![naskah.id, unit]).await?.is_none() {
        let at = write.at();
        let values = vec![
            ("naskah", naskah.id.into()),
            ("unit", unit.into()),
            ("peran", peran.kode().into()),
            ("created", at.into()),
        ];
        write.insert(&tabel::jabatan(), Uuid::now_v7(), values).await?;
    }
    for akun in pemegang {
        beri_sebagai(write, naskah, Pembaca::Orang(*akun), peran, Kotak::Masuk, Some(unit)).await?;
    }
    Ok(())
}

/// Units to whose head secret letters were addressed.
pub async fn unit_berkepala(app: &App) -> Result<Vec<Uuid>> {
    let rows = app.db.query("select distinct unit from naskah_jabatan order by unit", args![]).await?;
    rows.iter().map(|row| Ok(row.get("unit")?)).collect()
}

/// People who read letters as the head of a unit.
pub async fn pembaca_kepala(app: &App, unit: Uuid) -> Result<Vec<Uuid>> {
    let text = "select distinct owner from naskah_akses where kepala = $1 and owner is not null order by owner";
    app.db.query(text, args![unit]).await?.iter().map(|row| Ok(row.get("owner")?)).collect()
}

/// The letters that are addressed to the head of a unit, with their peran, oldest first, that this person is no reader of.
pub async fn belum_dibagi(write: &mut Write, unit: Uuid, akun: Uuid, limit: usize) -> Result<Vec<(Uuid, Peran)>> {
    let text = format!(
        "select j.naskah, j.peran from naskah_jabatan j where j.unit = $1 and not exists (select 1 from naskah_akses a \
         where a.naskah = j.naskah and a.owner = $2 and a.kotak = 'masuk') order by j.naskah limit {limit}"
    );
    let rows = write.tx().query(&text, args![unit, akun]).await?;
    rows.iter().map(|row| Ok((row.get("naskah")?, kata(row, "peran", Peran::urai)?))).collect()
}

/// Takes from somebody what they read as the head of a unit only.
pub async fn cabut_kepala(write: &mut Write, unit: Uuid, akun: Uuid) -> Result<usize> {
    let text = "select id from naskah_akses where kepala = $1 and owner = $2 order by id";
    let rows = write.tx().query(text, args![unit, akun]).await?;
    for row in &rows {
        cabut(write, row.get("id")?).await?;
    }
    Ok(rows.len())
}

/// Whether a letter is addressed to the head of one of these units.
pub async fn kepala_dituju(app: &App, unit: &[Uuid], naskah: Uuid) -> Result<bool> {
    if unit.is_empty() {
        return Ok(false);
    }
    let mut values = args![naskah];
    values.extend(unit.iter().map(|satu| kernel::Val::from(*satu)));
    let marks: Vec<String> = (2..=values.len()).map(|n| format!("${n}")).collect();
    let text =
        format!("select 1 as ya from naskah_jabatan where naskah = $1 and unit in ({}) limit 1", marks.join(","));
    Ok(app.db.optional(&text, values).await?.is_some())
}
