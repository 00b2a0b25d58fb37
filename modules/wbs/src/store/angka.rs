//! Figures of a year that were published.
use kernel::db::Tx;
use kernel::{App, Error, Result, args};
use uuid::Uuid;

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Angka {
    /// Year in which the reports came.
    pub tahun: i32,
    /// `semua`, `status` or `jenis`.
    pub bagian: String,
    /// Key of the state or kind; empty for all.
    pub kunci: String,
    /// To the nearest five; none for less than five.
    pub jumlah: Option<u64>,
}

/// Puts the figures of a year in place of those that are there.
pub async fn terbitkan(tx: &mut Tx, tahun: i32, angka: &[Angka]) -> Result<()> {
    super::giliran(tx).await?;
    tx.exec("delete from wbs_angka where tahun = $1", args![i64::from(tahun)]).await?;
    for each in angka {
        let jumlah = each.jumlah.map(i64::try_from).transpose().map_err(Error::internal)?;
        let text = "insert into wbs_angka (id, tahun, bagian, kunci, jumlah) values ($1, $2, $3, $4, $5)";
        let row = args![Uuid::new_v4(), i64::from(tahun), each.bagian.clone(), each.kunci.clone(), jumlah];
        tx.exec(text, row).await?;
    }
    Ok(())
}

/// All published figures, the newest year first.
pub async fn semua(app: &App) -> Result<Vec<Angka>> {
    let text = "select tahun, bagian, kunci, jumlah from wbs_angka order by tahun desc, bagian, kunci";
    let rows = super::db(app).await?.query(text, vec![]).await?;
    rows.iter()
        .map(|row| {
            let jumlah: Option<i64> = row.get("jumlah")?;
            Ok(Angka {
                tahun: i32::try_from(row.get::<i64>("tahun")?).map_err(Error::internal)?,
                bagian: row.get("bagian")?,
                kunci: row.get("kunci")?,
                jumlah: jumlah.map(u64::try_from).transpose().map_err(Error::internal)?,
            })
        })
        .collect()
}
