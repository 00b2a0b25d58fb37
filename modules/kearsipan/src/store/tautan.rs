//! Numbers that records have in the national application (SRIKANDI).
use kernel::db::Row;
use kernel::{App, Error, Result, Scope, Write, args};
use time::OffsetDateTime;
use uuid::Uuid;

use super::daftar::Tempat;
use super::{ROWS, arsip};
use crate::model::Arsip;
use crate::tabel;

/// A record and its number there.
#[derive(Debug, Clone, PartialEq)]
pub struct Tautan {
    /// The record here.
    pub arsip: Arsip,
    /// Its key there; none while it is not linked.
    pub kunci: Option<String>,
    /// Its number there.
    pub nomor: Option<String>,
    /// The package that linked it.
    pub paket: Option<String>,
    /// When.
    pub pada: Option<OffsetDateTime>,
}

fn baris(row: &Row) -> Result<Tautan> {
    Ok(Tautan {
        arsip: arsip::baris(row)?,
        kunci: row.get("t_kunci")?,
        nomor: row.get("t_nomor")?,
        paket: row.get("t_paket")?,
        pada: row.get("t_created")?,
    })
}

const KOLOM: &str = "t.kunci as t_kunci, t.nomor as t_nomor, t.paket as t_paket, t.created as t_created";

/// Open records of the scope with their links, newest first: linked ones, or those without a link. Each unit is read in the
/// order of its own index.
pub async fn list(
    app: &App,
    scope: &Scope,
    terhubung: bool,
    setelah: Option<Tempat>,
    limit: i64,
) -> Result<Vec<Tautan>> {
    let mut values = args![limit];
    let lanjut = match setelah {
        Some(tempat) => {
            values.extend(args![tempat.hari, tempat.id]);
            "(a.tanggal < $2 or (a.tanggal = $2 and a.id < $3))"
        }
        None => "true",
    };
    let ada = if terhubung { "t.id is not null" } else { "t.id is null and a.status in ('belum', 'tersimpan')" };
    let bagian: Vec<String> = scope
        .parts(&ROWS, &mut values)
        .iter()
        .enumerate()
        .map(|(n, inside)| {
            format!(
                "select * from (select {}, {KOLOM} from arsip a left join tautan_srikandi t on t.arsip = a.id \
                 where a.rahasia = false and {inside} and {ada} and {lanjut} \
                 order by a.tanggal desc, a.id desc limit $1) s{n}",
                arsip::KOLOM
            )
        })
        .collect();
    let rows = app.db.query(&bagian.join(" union all "), values).await?;
    let mut semua = rows.iter().map(baris).collect::<Result<Vec<_>>>()?;
    semua.sort_by_key(|satu| std::cmp::Reverse((satu.arsip.tanggal, satu.arsip.id)));
    semua.dedup_by_key(|satu| satu.arsip.id);
    semua.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(semua)
}

/// The record that a key there is linked to.
pub async fn dari_kunci(write: &mut Write, kunci: &str) -> Result<Option<Uuid>> {
    let row = write.tx().optional("select arsip from tautan_srikandi where kunci = $1", args![kunci]).await?;
    Ok(row.map(|row| row.get("arsip")).transpose()?)
}

/// Links a record; the same link again changes nothing.
///
/// # Errors
/// [`Error::Refused`] when the record is linked to another key already.
pub async fn hubungkan(write: &mut Write, arsip: Uuid, kunci: &str, nomor: Option<&str>, paket: &str) -> Result<bool> {
    let text = "select kunci from tautan_srikandi where arsip = $1";
    if let Some(row) = write.tx().optional(text, args![arsip]).await? {
        if row.get::<String>("kunci")? == kunci {
            return Ok(false);
        }
        return Err(Error::refused(format!("Arsip {arsip} sudah dihubungkan dengan naskah lain di SRIKANDI.")));
    }
    let values =
        vec![("arsip", arsip.into()), ("kunci", kunci.into()), ("nomor", nomor.into()), ("paket", paket.into())];
    write.insert(&tabel::tautan(), Uuid::now_v7(), values).await?;
    Ok(true)
}
