//! Sealed rows of a report.
use kernel::db::Tx;
use kernel::{App, Error, Result, Row, args};
use segel::Public;
use time::Date;
use uuid::Uuid;

use super::Dari;
use crate::model::{Butir, Terbaca};
use crate::sandi::{self, KunciLaporan};

/// For whom a row is sealed.
#[derive(Debug, Clone, Copy)]
pub struct Untuk {
    /// The report.
    pub laporan: Uuid,
    /// Key of its content.
    pub isi: Public,
    /// Key of its notes.
    pub catatan: Public,
}

impl Untuk {
    /// The public keys of a report in the database.
    pub async fn laporan(app: &App, laporan: Uuid) -> Result<Untuk> {
        let (isi, catatan) = super::laporan::publik(app, laporan).await?;
        Ok(Untuk { laporan, isi, catatan })
    }

    /// The public halves of keys in hand.
    pub fn kunci(laporan: Uuid, kunci: &KunciLaporan) -> Result<Untuk> {
        let isi = kunci.isi.public().map_err(sandi::rusak)?;
        let catatan = kunci.catatan.public().map_err(sandi::rusak)?;
        Ok(Untuk { laporan, isi, catatan })
    }
}

/// Seals a text as the next row of a report.
pub async fn tambah(tx: &mut Tx, hari: Date, untuk: &Untuk, id: Uuid, butir: Butir, teks: &[u8]) -> Result<()> {
    let key = if butir.milik_penangan() { untuk.catatan } else { untuk.isi };
    let isi = sandi::tutup_isi(key, untuk.laporan, id, butir.as_str(), teks)?;
    super::giliran(tx).await?;
    let last = tx.one("select max(urut) as urut from wbs_isi where laporan = $1", args![untuk.laporan]).await?;
    let urut = last.get::<Option<i64>>("urut")?.unwrap_or(0) + 1;
    let text = "insert into wbs_isi (id, laporan, urut, jenis, hari, isi) values ($1, $2, $3, $4, $5, $6)";
    tx.exec(text, args![id, untuk.laporan, urut, butir.as_str(), hari, isi]).await?;
    Ok(())
}

const COLUMNS: &str = "id, urut, jenis, hari, isi";

fn butir(row: &Row) -> Result<Butir> {
    Butir::parse(&row.get::<String>("jenis")?).ok_or_else(|| Error::internal("a row of a report is of an unknown kind"))
}

fn terbaca(row: &Row, laporan: Uuid, kunci: &segel::Secret) -> Result<Terbaca> {
    let (id, butir) = (row.get::<Uuid>("id")?, butir(row)?);
    let isi = sandi::buka_isi(kunci, laporan, id, butir.as_str(), &row.get::<Vec<u8>>("isi")?)?;
    Ok(Terbaca { id, urut: row.get("urut")?, butir, hari: row.get("hari")?, isi })
}

/// All rows of a report as its handlers read them.
pub async fn untuk_penangan(app: &App, laporan: Uuid, kunci: &KunciLaporan) -> Result<Vec<Terbaca>> {
    let text = format!("select {COLUMNS} from wbs_isi where laporan = $1 order by urut");
    let rows = super::db(app).await?.query(&text, args![laporan]).await?;
    let key = |butir: Butir| if butir.milik_penangan() { &kunci.catatan } else { &kunci.isi };
    rows.iter().map(|row| terbaca(row, laporan, key(butir(row)?))).collect()
}

/// The rows of a report that its reporter reads.
pub async fn untuk_pelapor(app: &App, laporan: Uuid, kunci: &segel::Secret) -> Result<Vec<Terbaca>> {
    let text = format!(
        "select {COLUMNS} from wbs_isi where laporan = $1 \
         and jenis in ('laporan', 'pesan_pelapor', 'pesan_penangan', 'berkas') order by urut"
    );
    let rows = super::db(app).await?.query(&text, args![laporan]).await?;
    rows.iter().map(|row| terbaca(row, laporan, kunci)).collect()
}

/// The report itself.
pub async fn laporan(app: &App, id: Uuid, kunci: &segel::Secret) -> Result<crate::model::Laporan> {
    laporan_dari(&mut Dari::Basis(super::db(app).await?), id, kunci).await
}

/// The same, read where one is told to.
pub async fn laporan_dari(dari: &mut Dari<'_>, id: Uuid, kunci: &segel::Secret) -> Result<crate::model::Laporan> {
    let text = format!("select {COLUMNS} from wbs_isi where laporan = $1 and jenis = 'laporan'");
    let rows = dari.query(&text, args![id]).await?;
    let row = rows.first().ok_or_else(|| Error::internal("a report without its text"))?;
    Ok(serde_json::from_slice(&terbaca(row, id, kunci)?.isi)?)
}

/// Reports whose last message is the reporter's: somebody waits for an answer.
pub async fn menunggu_jawaban(app: &App) -> Result<Vec<Uuid>> {
    let text = "select laporan from wbs_isi where jenis in ('pesan_pelapor', 'pesan_penangan') group by laporan \
        having max(case when jenis = 'pesan_pelapor' then urut else 0 end) \
            > max(case when jenis = 'pesan_penangan' then urut else 0 end)";
    let rows = super::db(app).await?.query(text, vec![]).await?;
    rows.iter().map(|row| Ok(row.get("laporan")?)).collect()
}
