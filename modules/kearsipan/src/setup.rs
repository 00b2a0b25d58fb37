//! Brings in the shipped classification codes. Run again, it adds codes that are missing and changes none that are there.
use std::collections::BTreeSet;

use kernel::{App, BoxFuture, Error, Result, Subject, Val, Write, args, db};
use serde_json::json;
use uuid::Uuid;

use crate::registers::KLASIFIKASI;

const DATA: &str = include_str!("../../../data/arsip/klasifikasi.csv");

/// The shipped codes: code, name, years active, years inactive, fate, security, access.
///
/// # Errors
/// When the shipped file cannot be read, which its test finds first.
pub fn bawaan() -> Result<Vec<[String; 7]>> {
    let mut reader = csv::Reader::from_reader(DATA.as_bytes());
    let mut semua = vec![];
    for baris in reader.records() {
        let baris = baris.map_err(Error::internal)?;
        let mut sel: [String; 7] = Default::default();
        for (tujuan, teks) in sel.iter_mut().zip(&baris) {
            teks.clone_into(tujuan);
        }
        semua.push(sel);
    }
    Ok(semua)
}

/// Runs at `pendopo init`, and harmlessly again.
pub fn setup(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let rows = app.db.query("select kode from klasifikasi_arsip", args![]).await?;
        let ada: BTreeSet<String> = rows.iter().map(|row| Ok(row.get("kode")?)).collect::<Result<_>>()?;
        let baru: Vec<[String; 7]> = bawaan()?.into_iter().filter(|[kode, ..]| !ada.contains(kode)).collect();
        if baru.is_empty() {
            return Ok(());
        }
        let mut write = Write::system(&app, "arsip.klasifikasi_bawaan").await?;
        let at = write.at();
        let (mut rows, mut docs) = (vec![], vec![]);
        for [kode, uraian, aktif, inaktif, nasib, keamanan, akses] in &baru {
            let id = Uuid::now_v7();
            let teks = |teks: &String| Val::from(Some(teks.clone()).filter(|teks| !teks.is_empty()));
            let angka = |teks: &String| Val::from(teks.parse::<i64>().ok());
            rows.push((
                id,
                vec![
                    ("extra", json!({}).into()),
                    ("kode", kode.into()),
                    ("uraian", uraian.into()),
                    ("retensi_aktif", angka(aktif)),
                    ("retensi_inaktif", angka(inaktif)),
                    ("nasib_akhir", teks(nasib)),
                    ("keamanan", teks(keamanan)),
                    ("akses", teks(akses)),
                    ("aktif", true.into()),
                ],
            ));
            docs.push(db::fts::Doc {
                id,
                kind: KLASIFIKASI.key.to_owned(),
                unit: None,
                owner: None,
                readers: vec![],
                title: format!("{kode} {uraian}"),
                summary: KLASIFIKASI.title.to_owned(),
                url: KLASIFIKASI.record_href(id),
                stems: kernel::search::stems(&format!("{kode}\n{uraian}")),
                parts: Some(format!("{kode}\n{uraian}")),
                updated: at,
            });
        }
        write.insert_many(&KLASIFIKASI.table(), rows).await?;
        db::fts::put_all(write.tx(), &docs).await?;
        write.commit(&Subject::new(KLASIFIKASI.key, Uuid::nil(), KLASIFIKASI.href())).await
    })
}
