//! Fills one real register, `penugasan` (who holds which position), with records as a regency could have them: people and
//! positions of all units, bases with numbers and words, rows of the search. The same number makes the same record, so
//! the data of a larger size are those of a smaller one and more.
use anyhow::Context as _;
use kernel::db::fts::{self, Doc};
use kernel::{App, Val, args, db};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::place::plain;

/// Records in one transaction.
const STEP: usize = 2_000;
/// People among whom the positions are spread.
const PEOPLE: usize = 2_000;
/// One record in so many belongs to the unit of the person who sees only that unit.
pub const SHARE: u64 = 40;

const FIRST: &[&str] = &[
    "Agus", "Bagas", "Citra", "Dewi", "Eko", "Fitri", "Gilang", "Hesti", "Intan", "Joko", "Kartika", "Lestari", "Made",
    "Nurul", "Okta", "Putri", "Rahmat", "Sari", "Tono", "Utami", "Vina", "Wahyu", "Yusuf", "Zahra",
];
const LAST: &[&str] = &[
    "Pratama",
    "Wijaya",
    "Saputra",
    "Hidayat",
    "Lubis",
    "Siregar",
    "Halim",
    "Kusuma",
    "Nasution",
    "Rahman",
    "Susanto",
    "Tanjung",
    "Utomo",
    "Wibowo",
    "Yulianti",
    "Zulkarnain",
    "Contoh",
    "Rekaan",
];
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

/// A sequence that looks random and is the same every time.
struct Dice(u64);

impl Dice {
    fn of(number: usize) -> Dice {
        Dice((number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }
    fn pick<'a, T>(&mut self, all: &'a [T]) -> anyhow::Result<&'a T> {
        let place = usize::try_from(self.roll(all.len() as u64))?;
        all.get(place).context("nothing to choose from")
    }
}

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
        let mut tx = app.db.begin().await?;
        for number in 0..PEOPLE {
            let mut dice = Dice::of(number);
            let name = format!("{} {} {}", dice.pick(FIRST)?, dice.pick(LAST)?, number + 1);
            let text = "insert into pegawai (id, version, created, updated, unit, owner, extra, nama, aktif) values ($1, 1, $2, $2, $3, $4, $5, $6, true)";
            let empty = Val::Json(serde_json::json!({}));
            tx.exec(text, args![id(0, number), moment(number), *dice.pick(&units)?, owner, empty, name]).await?;
        }
        tx.commit().await?;
        // Who signs in keeps the positions of the demonstration: nobody holds hundreds of them, and every request reads them.
        let people = ids("select id from pegawai where akun is null order by id").await?;
        Ok(Ground { units, people, positions, unit, owner })
    }

    /// Adds the records from `from` to `to`, telling how far it is.
    pub async fn grow(&self, app: &App, from: usize, to: usize, mut tell: impl FnMut(usize)) -> anyhow::Result<()> {
        let mut start = from;
        while start < to {
            let end = (start + STEP).min(to);
            let mut tx = app.db.begin().await?;
            for some in (start..end).collect::<Vec<_>>().chunks(500) {
                self.some(&mut tx, some).await?;
            }
            tx.commit().await?;
            start = end;
            tell(start);
        }
        app.db.tune().await?;
        // What the program does every night.
        app.db.tidy().await?;
        Ok(())
    }

    async fn some(&self, tx: &mut db::Tx, numbers: &[usize]) -> anyhow::Result<()> {
        let (mut rows, mut values, mut docs) = (Vec::new(), Vec::new(), Vec::new());
        for &number in numbers {
            let (row, doc) = self.record(number)?;
            let marks: Vec<String> = (1..=row.len()).map(|place| format!("${}", values.len() + place)).collect();
            rows.push(format!("({})", marks.join(", ")));
            values.extend(row);
            docs.push(doc);
        }
        let text = format!(
            "insert into penugasan (id, version, created, updated, unit, owner, extra, pegawai, jabatan, sebagai, mulai, selesai, dasar) values {}",
            rows.join(", ")
        );
        tx.exec(&text, values).await?;
        Ok(fts::put_all(tx, &docs).await?)
    }

    fn record(&self, number: usize) -> anyhow::Result<(Vec<Val>, Doc)> {
        let mut dice = Dice::of(number);
        let at = moment(number);
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
        let id = id(1, number);
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

/// Records were made one every 100 seconds, from 2022 on.
fn moment(number: usize) -> OffsetDateTime {
    let seconds = i64::try_from(number).unwrap_or(0) * 100;
    time::macros::datetime!(2022-01-03 00:00 UTC) + Duration::seconds(seconds)
}

/// The id of a record: ordered by time, as the program makes them.
pub fn id(kind: u8, number: usize) -> Uuid {
    let millis = u64::try_from(moment(number).unix_timestamp()).unwrap_or(0) * 1000 + u64::from(kind);
    let mut dice = Dice::of(number + 1);
    let mut random = [kind; 10];
    random[..8].copy_from_slice(&dice.roll(u64::MAX).to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// Makes the tables, what the profile says, and the invented people with this password.
pub async fn found(app: &App, password: &str) -> anyhow::Result<()> {
    app.migrate().await.map_err(plain)?;
    app.setup().await.map_err(plain)?;
    organisasi::demo(app, password).await.map_err(plain)?;
    kernel::job::drain(app).await.map_err(plain)?;
    Ok(())
}
