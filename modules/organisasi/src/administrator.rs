//! The first administrator is a person like any other: with a position, whose role opens the administration.
use kernel::{Result, Write, args};
use register::Record;
use time::Date;
use uuid::Uuid;

use crate::directory::keys;
use crate::setup::{self, Agency};
use crate::{PEGAWAI, PENUGASAN};

/// Name of the position that is made where the profile has given nobody the role.
const POSITION: &str = "Administrator Pendopo";

/// Gives the account with this login a position that carries the role `admin`, from this day on. Where there is none
/// yet it makes the position, and without any unit also the unit. Returns the position and its unit for people to read.
pub async fn appoint(write: &mut Write, login: &str, name: &str, today: Date) -> Result<String> {
    let (position, unit, title) = match existing(write).await? {
        Some(found) => found,
        None => made(write).await?,
    };
    let login = login.trim().to_lowercase();
    let known = write.tx().optional("select id from pegawai where akun = $1", args![login.clone()]).await?;
    let person = match known {
        Some(row) => row.get("id")?,
        None => {
            let mut record = Record::blank(&PEGAWAI, Uuid::now_v7());
            record.unit = Some(unit);
            record.set("nama", name);
            record.set("akun", login);
            record.set("aktif", true);
            register::store::insert(write, &record).await?.id
        }
    };
    let mut record = Record::blank(&PENUGASAN, Uuid::now_v7());
    record.unit = Some(unit);
    record.set("pegawai", person);
    record.set("jabatan", position);
    record.set("sebagai", "definitif");
    record.set("mulai", today);
    record.set("dasar", "Pemasangan Pendopo");
    register::store::insert(write, &record).await?;
    Ok(title)
}

/// The oldest position with the role.
async fn existing(write: &mut Write) -> Result<Option<(Uuid, Uuid, String)>> {
    let text = "select j.id, j.nama, j.peran, u.id as unit, u.nama as unit_nama from jabatan j \
        join perangkat_daerah u on u.id = j.perangkat_daerah where j.aktif and u.aktif order by j.id";
    for row in write.tx().query(text, args![]).await? {
        if keys(row.get("peran")?).iter().any(|role| role == "admin") {
            let (name, unit): (String, String) = (row.get("nama")?, row.get("unit_nama")?);
            return Ok(Some((row.get("id")?, row.get("unit")?, format!("{name}, {unit}"))));
        }
    }
    Ok(None)
}

/// A position of that kind in the Sekretariat Daerah, which every regency has; in a unit at the top where it bears
/// another name; and where there is no unit at all, in a Sekretariat Daerah made for it.
async fn made(write: &mut Write) -> Result<(Uuid, Uuid, String)> {
    let text = "select id, nama from perangkat_daerah where aktif and induk is null \
        order by case when jenis = 'sekretariat_daerah' then 0 else 1 end, id limit 1";
    let (unit, name): (Uuid, String) = match write.tx().optional(text, args![]).await? {
        Some(row) => (row.get("id")?, row.get("nama")?),
        None => {
            let agency = Agency::secretariat();
            (setup::unit(write, &agency, None).await?, agency.nama)
        }
    };
    let position = setup::position(write, POSITION, unit, vec!["admin"]).await?;
    Ok((position, unit, format!("{POSITION}, {name}")))
}
