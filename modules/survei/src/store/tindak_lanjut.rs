//! What follows from results.
use kernel::{App, Result, Write, args};
use register::Record;
use time::Date;
use uuid::Uuid;

use crate::model::{UNSUR_NAMA, nama_unsur, unsur};
use crate::registers::{ALUR_TINDAK, TINDAK_LANJUT};

/// How many of the lowest elements are proposed.
const TERENDAH: usize = 3;

/// Proposes an action for each of the lowest elements of a closed period, unless one is there already.
pub async fn usulkan(write: &mut Write, periode: Uuid, unit: Uuid) -> Result<()> {
    let rekap = super::rekap::jumlah_kini(write.tx(), periode).await?;
    for place in rekap.terendah(TERENDAH) {
        let Some((kunci, nama)) = UNSUR_NAMA.get(place) else { continue };
        let text =
            "select 1 as yes from tindak_lanjut_survei where periode = $1 and unsur = $2 and layanan is null limit 1";
        if write.tx().optional(text, args![periode, *kunci]).await?.is_some() {
            continue;
        }
        let mut record = Record::blank(&TINDAK_LANJUT, Uuid::now_v7());
        record.unit = Some(unit);
        record.set("judul", format!("Perbaikan unsur {nama}"));
        record.set("periode", periode);
        record.set("unsur", *kunci);
        record.set("nilai", rekap.konversi_unsur(place).map(|nilai| nilai.bulat(2)));
        register::store::insert(write, &record).await?;
    }
    Ok(())
}

/// One action as anybody may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tindakan {
    /// Row.
    pub id: Uuid,
    /// Element.
    pub unsur: &'static str,
    /// What will be done.
    pub aksi: String,
    /// Until when.
    pub target: Option<Date>,
    /// Unit in charge.
    pub penanggung_jawab: Option<Uuid>,
    /// State in words.
    pub status: String,
    /// What came of it.
    pub hasil: String,
}

/// The actions of a period that were decided upon.
pub async fn periode(app: &App, periode: Uuid) -> Result<Vec<Tindakan>> {
    let text = "select id, unsur, aksi, target, penanggung_jawab, status, hasil from tindak_lanjut_survei \
        where periode = $1 and status in ('berjalan', 'selesai') order by unsur, id limit 100";
    let rows = app.db.query(text, args![periode]).await?;
    rows.iter()
        .map(|row| {
            Ok(Tindakan {
                id: row.get("id")?,
                unsur: unsur(&row.get::<String>("unsur")?).map_or("", nama_unsur),
                aksi: row.get::<Option<String>>("aksi")?.unwrap_or_default(),
                target: row.get("target")?,
                penanggung_jawab: row.get("penanggung_jawab")?,
                status: ALUR_TINDAK.label(&row.get::<String>("status")?).to_owned(),
                hasil: row.get::<Option<String>>("hasil")?.unwrap_or_default(),
            })
        })
        .collect()
}
