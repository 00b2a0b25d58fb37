//! Fills the kernel's ports: what positions an account holds, which units there are, who holds a role.
use std::collections::BTreeMap;

use kernel::auth::Assignment;
use kernel::module::Unit;
use kernel::port::Employee;
use kernel::{App, BoxFuture, Result, Row, args};
use serde_json::Value as Json;
use time::OffsetDateTime;
use uuid::Uuid;

/// The texts of a JSON list.
pub(crate) fn keys(tree: Option<Json>) -> Vec<String> {
    tree.as_ref()
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}

/// The positions of an account: held, acting, delegated, and memberships of teams. One statement.
pub fn assignments(app: App, account: Uuid, at: OffsetDateTime) -> BoxFuture<Result<Vec<Assignment>>> {
    Box::pin(async move {
        let today = app.profile.zone().tanggal(at);
        let text = "select p.id as nomor, j.peran, j.nama as jabatan, p.sebagai, u.id as unit, u.nama as unit_nama, t.unit as bawahan \
             from account a join pegawai g on g.akun = a.login and not a.warga join penugasan p on p.pegawai = g.id \
             join jabatan j on j.id = p.jabatan join perangkat_daerah u on u.id = j.perangkat_daerah \
             join unit_leluhur t on t.leluhur = u.id \
             where a.id = $1 and g.aktif and j.aktif and p.mulai <= $2 and (p.selesai is null or p.selesai >= $2) \
             union all \
             select m.id, null, m.peran, 'tim', u.id, u.nama, u.id \
             from account a join pegawai g on g.akun = a.login and not a.warga join tim_anggota m on m.pegawai = g.id \
             join perangkat_daerah u on u.id = g.unit \
             where a.id = $1 and g.aktif and m.mulai <= $2 and (m.selesai is null or m.selesai >= $2) \
             order by 1";
        let rows = app.db.query(text, args![account, today]).await?;
        let mut held: BTreeMap<Uuid, (Vec<String>, String, Uuid, Vec<Uuid>)> = BTreeMap::new();
        for row in &rows {
            let entry = match held.entry(row.get("nomor")?) {
                std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::btree_map::Entry::Vacant(entry) => entry.insert(position(row)?),
            };
            entry.3.push(row.get("bawahan")?);
        }
        let mut found = vec![];
        for (roles, title, unit, tree) in held.into_values() {
            for role in roles {
                found.push(Assignment { role, unit, tree: tree.clone(), title: title.clone() });
            }
        }
        Ok(found)
    })
}

fn position(row: &Row) -> Result<(Vec<String>, String, Uuid, Vec<Uuid>)> {
    let (name, unit): (String, String) = (row.get("jabatan")?, row.get("unit_nama")?);
    let sebagai: String = row.get("sebagai")?;
    if sebagai == "tim" {
        let title =
            kernel::module::ROLES.iter().find(|(key, _)| *key == name).map_or(name.as_str(), |(_, title)| title);
        return Ok((vec![name.clone()], title.to_owned(), row.get("unit")?, vec![]));
    }
    let before = match sebagai.as_str() {
        "plt" => "Plt. ",
        "plh" => "Plh. ",
        "delegasi" => "Delegasi ",
        _ => "",
    };
    let mut roles = keys(row.get("peran")?);
    // Whoever holds a position works here.
    if !roles.iter().any(|role| role == "pegawai") {
        roles.push("pegawai".into());
    }
    Ok((roles, format!("{before}{name}, {unit}"), row.get("unit")?, vec![]))
}

/// Kinds that are perangkat daerah of their own although they may stand below another unit.
const AGENCIES_BELOW: [&str; 1] = ["kecamatan"];

/// Every unit that exists now.
pub fn units(app: App) -> BoxFuture<Result<Vec<Unit>>> {
    Box::pin(async move {
        let text = "select id, kode, nama, singkatan, jenis, induk, fungsi from perangkat_daerah where aktif order by nama, id";
        let rows = app.db.query(text, args![]).await?;
        rows.iter()
            .map(|row| {
                let (name, short): (String, Option<String>) = (row.get("nama")?, row.get("singkatan")?);
                let kind: String = row.get("jenis")?;
                let parent: Option<Uuid> = row.get("induk")?;
                Ok(Unit {
                    id: row.get("id")?,
                    code: row.get("kode")?,
                    short: short.filter(|text| !text.is_empty()).unwrap_or_else(|| name.clone()),
                    name,
                    is_agency: parent.is_none() || AGENCIES_BELOW.contains(&kind.as_str()),
                    kind,
                    parent,
                    roles: keys(row.get("fungsi")?),
                })
            })
            .collect()
    })
}

/// Accounts that hold a role at an instant, in a unit or anywhere.
pub fn holders(app: App, role: String, unit: Option<Uuid>, at: OffsetDateTime) -> BoxFuture<Result<Vec<Uuid>>> {
    Box::pin(async move {
        let today = app.profile.zone().tanggal(at);
        let text = "select a.id, j.peran, j.perangkat_daerah as unit from account a join pegawai g on g.akun = a.login and not a.warga \
             join penugasan p on p.pegawai = g.id join jabatan j on j.id = p.jabatan \
             where a.active and g.aktif and j.aktif and p.mulai <= $1 and (p.selesai is null or p.selesai >= $1) \
             and (j.perangkat_daerah = $2 or cast($2 as uuid) is null)";
        let mut found: Vec<Uuid> = vec![];
        for row in app.db.query(text, args![today, unit]).await? {
            // Whoever holds a position works here, whatever else it carries.
            if role == "pegawai" || keys(row.get("peran")?).contains(&role) {
                found.push(row.get("id")?);
            }
        }
        let text = "select a.id from account a join pegawai g on g.akun = a.login and not a.warga join tim_anggota m on m.pegawai = g.id \
             where a.active and g.aktif and m.peran = $1 and m.mulai <= $2 and (m.selesai is null or m.selesai >= $2) \
             and (g.unit = $3 or cast($3 as uuid) is null)";
        for row in app.db.query(text, args![role, today, unit]).await? {
            found.push(row.get("id")?);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    })
}

/// What stands below the signature of an account: NIP and rank of the person, as far as they are recorded.
pub fn employee(app: App, account: Uuid) -> BoxFuture<Result<Employee>> {
    Box::pin(async move {
        let text = "select g.nip, g.golongan from account a join pegawai g on g.akun = a.login and not a.warga where a.id = $1";
        let Some(row) = app.db.optional(text, args![account]).await? else { return Ok(Employee::default()) };
        let filled = |name: &str| -> Result<Option<String>> {
            Ok(row.get::<Option<String>>(name)?.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
        };
        // One that was recorded before it was checked is not printed.
        let nip = filled("nip")?.and_then(|text| kernel::indonesia::kalimat::Nip::urai(&text).ok());
        let rank = match filled("golongan")? {
            Some(code) => {
                let known = app.codes("golongan").await?.into_iter().find(|each| each.code == code);
                Some(known.map_or(code, |found| found.name))
            }
            None => None,
        };
        Ok(Employee { nip: nip.map(|nip| nip.to_string()), rank })
    })
}
