//! Fills one real register, `penugasan` (who holds which position), with records as a regency could have them: people and
//! positions of all units, bases with numbers and words, rows of the search.
use std::ops::Range;

use kernel::db::fts::{self, Doc};
use kernel::{App, Val, args};
use time::{Date, Duration};
use uuid::Uuid;

use crate::dice::{self, Dice, Pace};
use crate::fill::{self, Bulk};

/// Records were made one every 100 seconds, from 2022 on.
pub const PACE: Pace = Pace { first: time::macros::datetime!(2022-01-03 00:00 UTC), step: 100 };
const COLUMNS: &[&str] = &[
    "id", "version", "created", "updated", "unit", "owner", "extra", "pegawai", "jabatan", "sebagai", "mulai",
    "selesai", "dasar",
];
/// People among whom the positions are spread.
const PEOPLE: usize = 2_000;
/// One record in so many belongs to the unit of the person who sees only that unit.
pub const SHARE: u64 = 40;

const ABOUT: &[&str] = &[
    "pengangkatan dalam jabatan pelaksana",
    "pemindahan pegawai antar perangkat daerah",
    "penugasan pada unit pelayanan terpadu",
    "pengangkatan pertama dalam jabatan fungsional",
    "pelaksanaan tugas tambahan kepala seksi",
    "penempatan kembali setelah tugas belajar",
    "penunjukan pejabat pengelola keuangan",
    "penyetaraan jabatan administrasi",
];

/// What the records point to.
pub struct Ground {
    units: Vec<Uuid>,
    people: Vec<Uuid>,
    positions: Vec<Uuid>,
    /// The unit of the person who sees only that unit.
    pub unit: Uuid,
    owner: Uuid,
}

impl Ground {
    /// Reads it, and adds people when there are few.
    pub async fn prepare(app: &App, login: &str) -> anyhow::Result<Ground> {
        let ids = async |text: &str| -> anyhow::Result<Vec<Uuid>> {
            let rows = app.db.query(text, vec![]).await?;
            Ok(rows.iter().map(|row| row.get("id")).collect::<Result<_, _>>()?)
        };
        let units = ids("select id from perangkat_daerah order by kode").await?;
        let positions = ids("select id from jabatan order by id").await?;
        let unit: Uuid = app.db.one("select unit from pegawai where akun = $1", args![login]).await?.get("unit")?;
        let owner: Uuid = app.db.one("select id from account where login = $1", args!["admin"]).await?.get("id")?;
        let columns = &["id", "version", "created", "updated", "unit", "owner", "extra", "nama", "aktif"];
        let mut rows = Bulk::new("pegawai", columns);
        for number in 0..PEOPLE {
            let mut dice = Dice::of(number);
            let name = dice::name(&mut dice, number)?;
            let (id, at, empty) = (PACE.id(0, number), PACE.at(number), Val::Json(serde_json::json!({})));
            rows.push(args![id, 1_i64, at, at, *dice.pick(&units)?, owner, empty, name, true])?;
        }
        let mut tx = app.db.begin().await?;
        rows.write(&mut tx).await?;
        tx.commit().await?;
        // Who signs in keeps the positions of the demonstration: nobody holds hundreds of them, and every request reads them.
        let people = ids("select id from pegawai where akun is null order by id").await?;
        Ok(Ground { units, people, positions, unit, owner })
    }

    /// Adds these records, telling how far it is.
    pub async fn grow(&self, app: &App, numbers: Range<usize>, tell: impl FnMut(usize)) -> anyhow::Result<()> {
        fill::grow(app, numbers, tell, async |tx, some| {
            let (mut rows, mut docs) = (Bulk::new("penugasan", COLUMNS), Vec::new());
            for number in some {
                let (row, doc) = self.record(number)?;
                rows.push(row)?;
                docs.push(doc);
            }
            rows.write(tx).await?;
            Ok(fts::put_all(tx, &docs).await?)
        })
        .await
    }

    fn record(&self, number: usize) -> anyhow::Result<(Vec<Val>, Doc)> {
        let mut dice = Dice::of(number);
        let at = PACE.at(number);
        let unit = if dice.roll(SHARE) == 0 { self.unit } else { *dice.pick(&self.units)? };
        let (key, label) = match dice.roll(100) {
            0..=89 => ("definitif", "Definitif"),
            90..=95 => ("plt", "Pelaksana tugas (Plt.)"),
            96..=98 => ("plh", "Pelaksana harian (Plh.)"),
            _ => ("delegasi", "Delegasi"),
        };
        let from: Date = at.date();
        let until = (key != "definitif").then(|| from + Duration::days(90));
        // A word that one record in three has, but none of the unit: for the search whose hits are hidden.
        let hidden = if unit != self.unit && dice.roll(3) == 0 { " dalam rangka mutasi" } else { "" };
        let basis = format!(
            "Keputusan Bupati Nomor 821/{}/{} tentang {}{hidden}",
            1000 + number,
            from.year(),
            dice.pick(ABOUT)?
        );
        let id = PACE.id(1, number);
        let row = args![
            id,
            1_i64,
            at,
            at,
            unit,
            self.owner,
            Val::Json(serde_json::json!({})),
            *dice.pick(&self.people)?,
            *dice.pick(&self.positions)?,
            key,
            from,
            until,
            basis.as_str()
        ];
        let doc = Doc {
            id,
            kind: kernel::search::kind("penugasan", false),
            unit: Some(unit),
            owner: Some(self.owner),
            readers: vec![],
            title: basis.clone(),
            summary: "Penugasan".into(),
            url: format!("/penugasan/{id}"),
            stems: kernel::search::stems(&format!("{label}\n{basis}")),
            parts: Some(basis),
            updated: at,
        };
        Ok((row, doc))
    }
}
