//! Keys of people.
use kernel::db::Tx;
use kernel::{App, Error, Result, Row, args};
use segel::{Public, Secret};
use time::Date;
use uuid::Uuid;

use super::Dari;
use crate::model::{Keadaan, Peran};
use crate::sandi::Terbungkus;

/// A key, without what opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kunci {
    /// Row.
    pub id: Uuid,
    /// Whose; nobody's for the escrow.
    pub akun: Option<Uuid>,
    /// What for.
    pub peran: Peran,
    /// Whether it counts.
    pub keadaan: Keadaan,
    /// The public half.
    pub publik: Public,
    /// Since when.
    pub dibuat: Date,
}

const COLUMNS: &str = "id, akun, peran, keadaan, publik, dibuat";

fn kunci(row: &Row) -> Result<Kunci> {
    let publik: Vec<u8> = row.get("publik")?;
    let unknown = || Error::internal("a key is of an unknown kind");
    Ok(Kunci {
        id: row.get("id")?,
        akun: row.get("akun")?,
        peran: Peran::parse(&row.get::<String>("peran")?).ok_or_else(unknown)?,
        keadaan: Keadaan::parse(&row.get::<String>("keadaan")?).ok_or_else(unknown)?,
        publik: Public::from_bytes(&publik).map_err(crate::sandi::rusak)?,
        dibuat: row.get("dibuat")?,
    })
}

/// All keys that were not taken out of use, by role and day.
pub async fn berlaku(app: &App) -> Result<Vec<Kunci>> {
    berlaku_dari(&mut Dari::Basis(super::db(app).await?)).await
}

async fn berlaku_dari(dari: &mut Dari<'_>) -> Result<Vec<Kunci>> {
    let text = format!("select {COLUMNS} from wbs_kunci where keadaan <> 'dicabut' order by peran, dibuat, id");
    dari.query(&text, vec![]).await?.iter().map(kunci).collect()
}

/// Keys of a role that count. A handler counts only while holding the role of the supervision agency.
pub async fn aktif(app: &App, peran: Peran) -> Result<Vec<Kunci>> {
    aktif_dari(app, &mut Dari::Basis(super::db(app).await?), peran).await
}

/// The same, read where one is told to.
pub async fn aktif_dari(app: &App, dari: &mut Dari<'_>, peran: Peran) -> Result<Vec<Kunci>> {
    let mut semua = berlaku_dari(dari).await?;
    semua.retain(|each| each.peran == peran && each.keadaan == Keadaan::Aktif);
    if peran == Peran::Penangan {
        let holders = app.holders(crate::APIP, None).await?;
        semua.retain(|each| each.akun.is_some_and(|akun| holders.contains(&akun)));
    }
    Ok(semua)
}

/// Keys of an account that were not taken out of use.
pub async fn milik(app: &App, akun: Uuid) -> Result<Vec<Kunci>> {
    let mut semua = berlaku(app).await?;
    semua.retain(|each| each.akun == Some(akun));
    Ok(semua)
}

/// One key that was not taken out of use.
pub async fn find(app: &App, id: Uuid) -> Result<Kunci> {
    berlaku(app).await?.into_iter().find(|each| each.id == id).ok_or(Error::NotFound)
}

/// The private half of a key, under its passphrase.
pub async fn bungkus(app: &App, id: Uuid) -> Result<Terbungkus> {
    let text = "select rahasia, garam, memori, putaran from wbs_kunci where id = $1 and rahasia is not null";
    let row = super::db(app).await?.one(text, args![id]).await?;
    Ok(Terbungkus { rahasia: row.get("rahasia")?, garam: row.get("garam")?, biaya: super::biaya(&row)? })
}

/// A new key, or the escrow's.
pub struct Baru {
    /// Row.
    pub id: Uuid,
    /// Whose.
    pub akun: Option<Uuid>,
    /// What for.
    pub peran: Peran,
    /// Whether it counts at once.
    pub keadaan: Keadaan,
    /// The pair.
    pub rahasia: Secret,
    /// Its private half under the passphrase; none for the escrow.
    pub bungkus: Option<Terbungkus>,
}

/// Inserts a key.
pub async fn insert(tx: &mut Tx, hari: Date, baru: Baru) -> Result<()> {
    let publik = baru.rahasia.public().map_err(crate::sandi::rusak)?.bytes().to_vec();
    let (rahasia, garam, memori, putaran) = match baru.bungkus {
        Some(bungkus) => (
            Some(bungkus.rahasia),
            Some(bungkus.garam),
            i64::from(bungkus.biaya.memory),
            i64::from(bungkus.biaya.passes),
        ),
        None => (None, None, 0, 0),
    };
    let text = "insert into wbs_kunci (id, akun, peran, keadaan, publik, rahasia, garam, memori, putaran, dibuat) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let row = args![
        baru.id,
        baru.akun,
        baru.peran.as_str(),
        baru.keadaan.as_str(),
        publik,
        rahasia,
        garam,
        memori,
        putaran,
        hari
    ];
    tx.exec(text, row).await?;
    Ok(())
}

/// Puts another passphrase around a key.
///
/// # Errors
/// [`Error::Conflict`] when it was taken out of use meanwhile.
pub async fn ganti_bungkus(tx: &mut Tx, id: Uuid, bungkus: Terbungkus) -> Result<()> {
    let text = "update wbs_kunci set rahasia = $2, garam = $3, memori = $4, putaran = $5 \
        where id = $1 and rahasia is not null and keadaan <> 'dicabut'";
    let (memori, putaran) = (i64::from(bungkus.biaya.memory), i64::from(bungkus.biaya.passes));
    let row = args![id, bungkus.rahasia, bungkus.garam, memori, putaran];
    if tx.exec(text, row).await? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Lets a key count.
pub async fn sahkan(tx: &mut Tx, id: Uuid, oleh: Option<Uuid>) -> Result<()> {
    let text = "update wbs_kunci set keadaan = 'aktif', disahkan_oleh = $2 where id = $1 and keadaan = 'menunggu'";
    if tx.exec(text, args![id, oleh]).await? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Takes a key out of use: what was sealed for it goes, and its private half too.
pub async fn cabut(tx: &mut Tx, id: Uuid, hari: Date) -> Result<()> {
    for text in [
        "delete from wbs_segel where kunci = $1",
        "delete from wbs_identitas where kunci = $1",
        "delete from wbs_minta_isi where kunci = $1",
        "delete from wbs_bagian where kunci = $1",
        "delete from wbs_latihan where kunci = $1 or eskro = $1",
        "delete from wbs_serah where pejabat = $1 or pemulihan in (select id from wbs_pemulihan where kunci = $1)",
    ] {
        tx.exec(text, args![id]).await?;
    }
    let text = "update wbs_kunci set keadaan = 'dicabut', dicabut = $2, rahasia = null, garam = null where id = $1";
    tx.exec(text, args![id, hari]).await?;
    Ok(())
}

/// Who was asked to hold a key: account and role.
pub async fn penunjukan(app: &App) -> Result<Vec<(Uuid, Peran)>> {
    let rows =
        super::db(app).await?.query("select akun, peran from wbs_penunjukan order by peran, akun", vec![]).await?;
    rows.iter()
        .map(|row| {
            let peran = Peran::parse(&row.get::<String>("peran")?).ok_or_else(|| Error::internal("unknown role"))?;
            Ok((row.get("akun")?, peran))
        })
        .collect()
}

/// Asks somebody to hold a key.
pub async fn tunjuk(tx: &mut Tx, akun: Uuid, peran: Peran, oleh: Uuid, hari: Date) -> Result<()> {
    let text = "insert into wbs_penunjukan (id, akun, peran, oleh, hari) values ($1, $2, $3, $4, $5) \
        on conflict (akun, peran) do nothing";
    tx.exec(text, args![Uuid::new_v4(), akun, peran.as_str(), oleh, hari]).await?;
    Ok(())
}

/// Takes that back.
pub async fn batal_tunjuk(tx: &mut Tx, akun: Uuid, peran: Peran) -> Result<()> {
    tx.exec("delete from wbs_penunjukan where akun = $1 and peran = $2", args![akun, peran.as_str()]).await?;
    Ok(())
}
