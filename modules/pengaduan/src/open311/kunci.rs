//! Keys of applications: a secret shown once, its hash in a row, a measure of its own, an end when it is taken back.
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use kernel::{App, Class, Ctx, Error, Result, Row, Subject, Table, Write, args};
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// First characters of every key, so that a leaked one is recognised.
pub const AWALAN: &str = "p311_";
/// Kind of the records of keys.
pub const JENIS: &str = "open311_kunci";
/// The page of keys.
pub const HREF: &str = "/pengaduan/kanal/open311";
/// Keys that count at a time.
pub const PALING_BANYAK: i64 = 200;

/// The table of keys.
pub fn tabel() -> Table {
    Table::new(
        JENIS,
        &[
            ("nama", Class::Internal),
            ("kontak", Class::Personal),
            ("hash", Class::Secret),
            ("per_menit", Class::Internal),
            ("dicabut", Class::Internal),
        ],
    )
}

/// One key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kunci {
    /// Row.
    pub id: Uuid,
    /// Application.
    pub nama: String,
    /// Whom to ask when it misbehaves.
    pub kontak: String,
    /// Requests of each minute.
    pub per_menit: i64,
    /// When it was made.
    pub dibuat: OffsetDateTime,
    /// Last use, to the hour.
    pub dipakai: Option<OffsetDateTime>,
    /// When it was taken back.
    pub dicabut: Option<OffsetDateTime>,
}

const KOLOM: &str = "k.id, k.nama, k.kontak, k.per_menit, k.created, k.dicabut, p.pada";

fn kunci(row: &Row) -> Result<Kunci> {
    Ok(Kunci {
        id: row.get("id")?,
        nama: row.get("nama")?,
        kontak: row.get("kontak")?,
        per_menit: row.get("per_menit")?,
        dibuat: row.get("created")?,
        dipakai: row.get("pada")?,
        dicabut: row.get("dicabut")?,
    })
}

fn sidik(rahasia: &str) -> Vec<u8> {
    Sha256::digest(rahasia.as_bytes()).to_vec()
}

/// All keys, newest first.
pub async fn semua(app: &App) -> Result<Vec<Kunci>> {
    let text = format!(
        "select {KOLOM} from open311_kunci k left join open311_pakai p on p.kunci = k.id order by k.id desc limit 500"
    );
    app.db.query(&text, args![]).await?.iter().map(kunci).collect()
}

/// Makes a key and returns its secret, which nothing can show again.
///
/// # Errors
/// [`Error::Refused`] when there are too many.
pub async fn buat(ctx: &Ctx, nama: &str, kontak: &str, per_menit: i64) -> Result<String> {
    let text = "select count(*) as n from open311_kunci where dicabut is null";
    if ctx.app.db.one(text, args![]).await?.get::<i64>("n")? >= PALING_BANYAK {
        return Err(Error::refused("Sudah terlalu banyak kunci yang berlaku. Cabut yang tidak dipakai lagi dahulu."));
    }
    let rahasia = format!("{AWALAN}{}", kernel::keys::hex(&ctx.app.keys.random::<32>()?));
    let id = Uuid::now_v7();
    let mut write = ctx.write("pengaduan.kunci_open311_dibuat").await?;
    let values = vec![
        ("nama", nama.into()),
        ("kontak", kontak.into()),
        ("hash", sidik(&rahasia).into()),
        ("per_menit", per_menit.into()),
    ];
    write.insert(&tabel(), id, values).await?;
    write.commit(&Subject::new(JENIS, id, HREF)).await?;
    Ok(rahasia)
}

/// Takes a key back; once is enough.
pub async fn cabut(write: &mut Write, id: Uuid) -> Result<()> {
    let row = write.tx().one("select dicabut from open311_kunci where id = $1 for update", args![id]).await?;
    if row.get::<Option<OffsetDateTime>>("dicabut")?.is_some() {
        return Err(Error::refused("Kunci ini sudah dicabut."));
    }
    let at = write.at();
    write.update(&tabel(), id, None, vec![("dicabut", at.into())]).await.map(drop)
}

/// The key with this secret; nothing when there is none or it was taken back. Its use is noted, to the hour.
pub async fn cari(app: &App, rahasia: &str) -> Result<Option<Kunci>> {
    if !rahasia.starts_with(AWALAN) || rahasia.len() > 100 {
        return Ok(None);
    }
    let text = format!(
        "select {KOLOM} from open311_kunci k left join open311_pakai p on p.kunci = k.id \
         where k.hash = $1 and k.dicabut is null"
    );
    let Some(row) = app.db.optional(&text, args![sidik(rahasia)]).await? else { return Ok(None) };
    let kunci = kunci(&row)?;
    let kini = app.now();
    if kunci.dipakai.is_none_or(|pada| pada + Duration::hours(1) <= kini) {
        let text =
            "insert into open311_pakai (kunci, pada) values ($1, $2) on conflict (kunci) do update set pada = $2";
        app.db.exec(text, args![kunci.id, kini]).await?;
    }
    Ok(Some(kunci))
}

/// What each key has taken of the present minute.
static TAKARAN: Mutex<BTreeMap<Uuid, (i64, i64)>> = Mutex::new(BTreeMap::new());

/// Takes one from the measure of a key.
///
/// # Errors
/// [`Error::TooMany`] with the seconds until the next minute.
pub fn takar(kunci: &Kunci, kini: OffsetDateTime) -> Result<()> {
    let (menit, detik) = (kini.unix_timestamp().div_euclid(60), kini.unix_timestamp().rem_euclid(60));
    let mut takaran = TAKARAN.lock().unwrap_or_else(PoisonError::into_inner);
    takaran.retain(|_, (milik, _)| *milik >= menit - 1);
    let (milik, banyak) = takaran.entry(kunci.id).or_insert((menit, 0));
    if *milik != menit {
        (*milik, *banyak) = (menit, 0);
    }
    if *banyak >= kunci.per_menit {
        return Err(Error::TooMany(u64::try_from(60 - detik).unwrap_or(60)));
    }
    *banyak += 1;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_key_has_so_many_requests_in_a_minute() {
        let kini = datetime!(2026-11-20 02:00:15 UTC);
        let satu = |id: u128| Kunci {
            id: Uuid::from_u128(id),
            nama: "Aplikasi".into(),
            kontak: "a@b.test".into(),
            per_menit: 3,
            dibuat: kini,
            dipakai: None,
            dicabut: None,
        };
        let kunci = satu(0x0311_0001);
        for _ in 0..3 {
            takar(&kunci, kini).unwrap();
        }
        assert!(matches!(takar(&kunci, kini), Err(Error::TooMany(45))));
        takar(&satu(0x0311_0002), kini).unwrap();
        takar(&kunci, kini + Duration::seconds(45)).unwrap();
    }
}
