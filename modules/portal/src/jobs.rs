//! What happens at its time: texts that come out, texts whose time is over.
use kernel::job::JobKind;
use kernel::{App, Result, Write, args};

use crate::model::{KOLOM_TULISAN, KOLOM_VERSI, Tulisan, Versi};
use crate::store;

/// Texts in one transaction.
const SEKALI: usize = 100;
/// Why a text whose time is over is not public any more.
const LEWAT: &str = "Masa tayang lewat.";

/// Background work.
pub const JOBS: &[JobKind] = &[JobKind {
    kind: "portal.jadwal",
    title: "Menayangkan dan menurunkan tulisan portal pada waktunya",
    schedule: Some("*/5 * * * *"),
    run: |app, _| Box::pin(async move { jadwal(&app).await }),
}];

/// Brings out what is due and takes down what is over; nothing happens when there is neither.
pub async fn jadwal(app: &App) -> Result<()> {
    while turun(app).await? {}
    while naik(app).await? {}
    Ok(())
}

async fn turun(app: &App) -> Result<bool> {
    let text = format!(
        "select {KOLOM_TULISAN} from tulisan t where t.tampil and t.sampai is not null and t.sampai <= $1 \
         order by t.sampai limit {SEKALI}"
    );
    let found = app.db.query(&text, args![app.now()]).await?;
    for row in &found {
        let tulisan = Tulisan::from_row(row)?;
        let mut write = Write::system(app, "portal.lewat").await?;
        store::turunkan(&mut write, &tulisan, LEWAT, Some(tulisan.version)).await?;
        write.commit(&store::subject(&tulisan)).await?;
    }
    Ok(found.len() == SEKALI)
}

async fn naik(app: &App) -> Result<bool> {
    let text = format!(
        "select {KOLOM_TULISAN}, {KOLOM_VERSI} from tulisan t join tulisan_versi v on v.id = t.versi_terbit \
         where t.versi_terbit is not null and not t.tampil and t.terbit <= $1 order by t.terbit limit {SEKALI}"
    );
    let found = app.db.query(&text, args![app.now()]).await?;
    for row in &found {
        let (tulisan, versi) = (Tulisan::from_row(row)?, Versi::from_row(row)?);
        let mut write = Write::system(app, "portal.tayang").await?;
        if tulisan.sampai.is_some_and(|sampai| sampai <= write.at()) {
            store::turunkan(&mut write, &tulisan, LEWAT, Some(tulisan.version)).await?;
        } else {
            store::naikkan(&mut write, &tulisan, &versi).await?;
        }
        write.commit(&store::subject(&tulisan)).await?;
    }
    Ok(found.len() == SEKALI)
}
