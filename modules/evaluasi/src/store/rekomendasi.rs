use std::collections::BTreeMap;

use kernel::db::Db;
use kernel::{Error, Result, Write, args};
use time::Date;
use uuid::Uuid;

use super::{Terkunci, tabel_rekomendasi, tabel_tindak_lanjut};
use crate::periode::{KeadaanTindakLanjut, Periode, Rekomendasi, TindakLanjut};

/// Recommendations of a period found before, with their follow-up: two statements.
pub async fn rekomendasi(db: &Db, periode: &Periode) -> Result<Vec<Rekomendasi>> {
    let text = "select r.id, r.indikator, r.isi, a.name from evaluasi_rekomendasi r left join account a on a.id = r.owner \
        where r.periode = $1 order by r.id limit 1000";
    let rows = db.query(text, args![periode.id]).await?;
    let mut tindak: BTreeMap<Uuid, Vec<TindakLanjut>> = BTreeMap::new();
    if !rows.is_empty() {
        for satu in tindak_lanjut(db, periode).await? {
            tindak.entry(satu.rekomendasi).or_default().push(satu);
        }
    }
    rows.iter()
        .map(|row| {
            let id: Uuid = row.get("id")?;
            Ok(Rekomendasi {
                id,
                kode: row.get("indikator")?,
                isi: row.get("isi")?,
                oleh: row.get("name")?,
                tindak_lanjut: tindak.remove(&id).unwrap_or_default(),
            })
        })
        .collect()
}

async fn tindak_lanjut(db: &Db, periode: &Periode) -> Result<Vec<TindakLanjut>> {
    let text = "select t.rekomendasi, t.keadaan, t.uraian, t.tenggat, t.created, a.name from evaluasi_tindak_lanjut t \
        left join account a on a.id = t.owner where t.periode = $1 order by t.id desc limit 5000";
    let rows = db.query(text, args![periode.id]).await?;
    rows.iter()
        .map(|row| {
            Ok(TindakLanjut {
                rekomendasi: row.get("rekomendasi")?,
                keadaan: KeadaanTindakLanjut::dari_id(&row.get::<String>("keadaan")?)
                    .ok_or_else(|| Error::internal("an unknown state of a follow-up"))?,
                uraian: row.get("uraian")?,
                tenggat: row.get("tenggat")?,
                oleh: row.get("name")?,
                pada: row.get("created")?,
            })
        })
        .collect()
}

/// Recommendations inside a change, without their follow-up: there is none before the freeze.
pub async fn rekomendasi_terkunci(write: &mut Write, buka: &Terkunci) -> Result<Vec<Rekomendasi>> {
    let text =
        "select r.id, r.indikator, r.isi from evaluasi_rekomendasi r where r.periode = $1 order by r.id limit 1000";
    let rows = write.tx().query(text, args![buka.periode.id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Rekomendasi {
                id: row.get("id")?,
                kode: row.get("indikator")?,
                isi: row.get("isi")?,
                oleh: None,
                tindak_lanjut: vec![],
            })
        })
        .collect()
}

/// Adds a recommendation.
pub async fn beri_rekomendasi(write: &mut Write, buka: &Terkunci, kode: Option<&str>, isi: &str) -> Result<()> {
    let nilai = vec![
        ("owner", write.actor().into()),
        ("periode", buka.periode.id.into()),
        ("indikator", kode.into()),
        ("isi", isi.into()),
    ];
    write.insert(&tabel_rekomendasi(), Uuid::now_v7(), nilai).await?;
    Ok(())
}

/// Writes down what followed a recommendation. Follow-up happens after the freeze and belongs to no frozen result; a
/// recommendation of another period does not exist.
pub async fn tindak_lanjuti(
    write: &mut Write,
    periode: Uuid,
    rekomendasi: Uuid,
    keadaan: KeadaanTindakLanjut,
    uraian: &str,
    tenggat: Option<Date>,
) -> Result<()> {
    let text = "select id from evaluasi_rekomendasi where id = $1 and periode = $2";
    write.tx().one(text, args![rekomendasi, periode]).await?;
    let nilai = vec![
        ("owner", write.actor().into()),
        ("periode", periode.into()),
        ("rekomendasi", rekomendasi.into()),
        ("keadaan", keadaan.id().into()),
        ("uraian", uraian.into()),
        ("tenggat", tenggat.into()),
    ];
    write.insert(&tabel_tindak_lanjut(), Uuid::now_v7(), nilai).await?;
    Ok(())
}
