//! Running sums: each answer is added in its own transaction, so that no page ever counts answers.
use std::collections::BTreeMap;

use kernel::db::Tx;
use kernel::{App, Result, Row, Val, args};
use time::Date;
use uuid::Uuid;

use crate::model::{Baris, DIMENSI, JALAN, Jawaban, SEMUA};
use crate::rules::nilai::{Rekap, UNSUR};

/// The groups that an answer belongs to: one of each dimension.
pub fn kelompok(jawaban: &Jawaban) -> Vec<(&'static str, &'static str)> {
    let mut semua = vec![(SEMUA, ""), (JALAN, jawaban.jalan.kunci())];
    semua.extend(DIMENSI.iter().zip(jawaban.diri).map(|(satu, nilai)| (satu.kunci, nilai.unwrap_or_default())));
    semua
}

/// Adds an answer to the sums. Every transaction begins with the row of all, so that two of them never wait for each other.
pub async fn tambah(tx: &mut Tx, periode: Uuid, layanan: Uuid, jawaban: &Jawaban) -> Result<()> {
    let mut values: Vec<Val> = vec![];
    let mut baris = vec![];
    for (dimensi, nilai) in kelompok(jawaban) {
        let dari = values.len();
        values.extend(args![periode, dimensi, layanan, nilai, 1_i64]);
        values.extend(jawaban.nilai.map(Val::Int));
        let tanda: Vec<String> = (dari + 1..=values.len()).map(|n| format!("${n}")).collect();
        baris.push(format!("({})", tanda.join(", ")));
    }
    let text = format!(
        "insert into survei_rekap (periode, dimensi, layanan, nilai, n, j1, j2, j3, j4, j5, j6, j7, j8, j9) values {} \
         on conflict (periode, dimensi, layanan, nilai) do update set n = survei_rekap.n + excluded.n, {}",
        baris.join(", "),
        (1..=UNSUR).map(|n| format!("j{n} = survei_rekap.j{n} + excluded.j{n}")).collect::<Vec<_>>().join(", ")
    );
    tx.exec(&text, values).await?;
    Ok(())
}

fn rekap(row: &Row) -> Result<Rekap> {
    let mut rekap = Rekap { n: row.get("n")?, jumlah: [0; UNSUR] };
    for (place, jumlah) in rekap.jumlah.iter_mut().enumerate() {
        *jumlah = row.get(&format!("j{}", place + 1))?;
    }
    Ok(rekap)
}

fn dijumlah(awalan: &str) -> String {
    (1..=UNSUR).fold(format!("sum({awalan}n) as n"), |teks, n| format!("{teks}, sum({awalan}j{n}) as j{n}"))
}

/// All sums of a period.
pub async fn periode(app: &App, periode: Uuid) -> Result<Vec<Baris>> {
    let text = "select dimensi, layanan, nilai, n, j1, j2, j3, j4, j5, j6, j7, j8, j9 from survei_rekap where periode = $1 \
        order by dimensi, layanan, nilai";
    app.db
        .query(text, args![periode])
        .await?
        .iter()
        .map(|row| {
            Ok(Baris {
                layanan: row.get("layanan")?,
                dimensi: row.get("dimensi")?,
                nilai: row.get("nilai")?,
                rekap: rekap(row)?,
            })
        })
        .collect()
}

/// The whole of each of these periods.
pub async fn jumlah(app: &App, periode: &[Uuid]) -> Result<BTreeMap<Uuid, Rekap>> {
    let mut semua = BTreeMap::new();
    for bagian in periode.chunks(500) {
        let mut values = args![SEMUA];
        let tanda = super::tanda(&mut values, bagian.iter().copied());
        let text = format!(
            "select periode, {} from survei_rekap where dimensi = $1 and periode in ({tanda}) group by periode",
            dijumlah("")
        );
        for row in app.db.query(&text, values).await? {
            semua.insert(row.get("periode")?, rekap(&row)?);
        }
    }
    Ok(semua)
}

/// The whole of an open change, per period.
pub async fn jumlah_kini(tx: &mut Tx, periode: Uuid) -> Result<Rekap> {
    let text = format!(
        "select coalesce(sum(n), 0) as n, {} from survei_rekap where periode = $1 and dimensi = $2",
        (1..=UNSUR).map(|n| format!("coalesce(sum(j{n}), 0) as j{n}")).collect::<Vec<_>>().join(", ")
    );
    rekap(&tx.one(&text, args![periode, SEMUA]).await?)
}

/// A published period of a unit with its whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terbit {
    /// Period.
    pub periode: Uuid,
    /// Whose.
    pub unit: Uuid,
    /// Name.
    pub nama: String,
    /// First day.
    pub mulai: Date,
    /// Last day.
    pub selesai: Date,
    /// The sums.
    pub rekap: Rekap,
}

/// The published periods that end in these days, of one unit or of all, newest first.
pub async fn terbit(app: &App, unit: Option<Uuid>, dari: Date, sampai: Date) -> Result<Vec<Terbit>> {
    let mut values = args![SEMUA, dari, sampai];
    let milik = match unit {
        Some(unit) => {
            values.push(unit.into());
            "and p.unit = $4"
        }
        None => "",
    };
    let text = format!(
        "select p.id, p.unit, p.nama, p.mulai, p.selesai, {} from periode_survei p \
         join survei_rekap r on r.periode = p.id and r.dimensi = $1 \
         where p.status = 'terbit' and p.selesai >= $2 and p.selesai <= $3 and p.unit is not null {milik} \
         group by p.id, p.unit, p.nama, p.mulai, p.selesai order by p.selesai desc, p.id",
        dijumlah("r.")
    );
    app.db
        .query(&text, values)
        .await?
        .iter()
        .map(|row| {
            Ok(Terbit {
                periode: row.get("id")?,
                unit: row.get("unit")?,
                nama: row.get("nama")?,
                mulai: row.get("mulai")?,
                selesai: row.get("selesai")?,
                rekap: rekap(row)?,
            })
        })
        .collect()
}

/// The sums of each service of published periods.
pub async fn layanan_terbit(app: &App, periode: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<(Uuid, Rekap)>>> {
    let mut semua: BTreeMap<Uuid, Vec<(Uuid, Rekap)>> = BTreeMap::new();
    for bagian in periode.chunks(500) {
        let mut values = args![SEMUA];
        let tanda = super::tanda(&mut values, bagian.iter().copied());
        let text = format!(
            "select periode, layanan, n, j1, j2, j3, j4, j5, j6, j7, j8, j9 from survei_rekap \
             where dimensi = $1 and periode in ({tanda}) order by periode, layanan"
        );
        for row in app.db.query(&text, values).await? {
            semua.entry(row.get("periode")?).or_default().push((row.get("layanan")?, rekap(&row)?));
        }
    }
    Ok(semua)
}
