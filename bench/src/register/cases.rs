//! What is asked of the register.
use anyhow::Context as _;
use http::Method;
use kernel::{App, args};

use super::fill::{Ground, PACE};
use crate::case::{Case, Kind};
use crate::client::{Ask, Person};

/// Every case for every person.
pub async fn cases(app: &App, ground: &Ground, people: &[Person], size: usize) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for person in people {
        let narrow = person.who != "admin";
        let ids: Vec<uuid::Uuid> = if narrow {
            let text = "select id from penugasan where unit = $1 order by id limit 200";
            let rows = app.db.query(text, args![ground.unit]).await?;
            rows.iter().map(|row| row.get("id")).collect::<Result<_, _>>()?
        } else {
            (0..40).map(|place| PACE.id(1, size / 40 * place)).collect()
        };
        let some: Vec<uuid::Uuid> = ids.iter().step_by((ids.len() / 20).max(1)).copied().collect();
        let middle = PACE.id(1, size / 2);
        // A number that one record of those seen has.
        let known = ids.get(ids.len() / 2).context("no record of the unit")?;
        let row = app.db.one("select dasar from penugasan where id = $1", args![*known]).await?;
        let basis: String = row.get("dasar")?;
        let number = basis.split('/').nth(1).unwrap_or_default().to_owned();
        let mut add = |kind, name, paths| cases.push(Case::pages(kind, name, person, paths));
        add(Kind::List, "list, first page", vec!["/penugasan".into()]);
        add(Kind::List, "list, from the middle", vec![format!("/penugasan?sesudah={middle}")]);
        add(Kind::Filtered, "filter: one choice", vec!["/penugasan?sebagai=plh".into()]);
        add(Kind::Filtered, "filter: two choices", vec!["/penugasan?sebagai=plh&sebagai=delegasi".into()]);
        add(
            Kind::Filtered,
            "filter: three days",
            vec!["/penugasan?mulai.dari=03-01-2022&mulai.sampai=05-01-2022".into()],
        );
        add(Kind::Filtered, "filter: part of a text, one hit", vec![format!("/penugasan?q=%2F{number}%2F")]);
        add(Kind::Filtered, "filter: part of a text, many hits", vec!["/penugasan?q=jabatan+pelaks".into()]);
        add(Kind::Detail, "detail", some.iter().map(|id| format!("/penugasan/{id}")).collect());
        add(Kind::Search, "search: a word of all", vec!["/cari?q=keputusan".into()]);
        add(Kind::Search, "search: a word of one", vec![format!("/cari?q={number}")]);
        add(Kind::Search, "search: two words", vec!["/cari?q=tugas+belajar".into()]);
        add(Kind::Search, "search: a word of a third, hidden from a unit", vec!["/cari?q=mutasi".into()]);
        // Somebody of the unit, whom both persons see.
        let of_unit = "select id from pegawai where unit = $1 order by id desc limit 1";
        let person_id = app.db.query(of_unit, args![ground.unit]).await?;
        // A position that somebody of the unit may fill: one of the unit, without rights over the whole regency.
        let of_unit = "select id from jabatan where perangkat_daerah = $1 and coalesce(cast(peran as text), '') not like '%admin%' order by id limit 1";
        let position = app.db.query(of_unit, args![ground.unit]).await?;
        let first = |rows: &[kernel::Row]| -> anyhow::Result<String> {
            Ok(rows.first().context("an empty table")?.get::<uuid::Uuid>("id")?.to_string())
        };
        let form = vec![
            ("_unit", ground.unit.to_string()),
            ("pegawai", first(&person_id)?),
            ("jabatan", first(&position)?),
            ("sebagai", "definitif".to_owned()),
            ("mulai", "03-02-2026".to_owned()),
            ("dasar", "Keputusan Bupati Nomor 821/7/2026 tentang pengangkatan dalam jabatan pelaksana".to_owned()),
        ];
        let ask = Ask { method: Method::POST, path: "/penugasan".into(), form };
        let person = person.clone();
        cases.push(Case { kind: Kind::Create, name: "create", asks: vec![ask], person, changes: true });
    }
    Ok(cases)
}
