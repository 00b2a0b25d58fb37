//! What the register of codes says.
use std::collections::BTreeMap;

use kernel::db::Tx;
use kernel::{App, Result, Row, Val};

use crate::rules::kode::silsilah;
use crate::rules::retensi::{Jra, Nasib, warisan};

const KOLOM: &str = "kode, uraian, aktif, retensi_aktif, retensi_inaktif, nasib_akhir, keamanan, akses";

/// A code as it applies now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kode {
    /// What it is called.
    pub uraian: String,
    /// It may still be given.
    pub dipakai: bool,
    /// Its schedule, with what it inherits.
    pub jra: Jra,
}

fn baca(row: &Row) -> Result<(String, (String, bool, Jra))> {
    let jra = Jra {
        aktif: row.get("retensi_aktif")?,
        inaktif: row.get("retensi_inaktif")?,
        nasib: row.get::<Option<String>>("nasib_akhir")?.and_then(|teks| Nasib::urai(&teks)),
        keamanan: row.get("keamanan")?,
        akses: row.get("akses")?,
    };
    Ok((row.get("kode")?, (row.get("uraian")?, row.get("aktif")?, jra)))
}

fn tanya(kode: &str) -> (String, Vec<Val>) {
    let values: Vec<Val> = silsilah(kode).map(Val::from).collect();
    let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    (format!("select {KOLOM} from klasifikasi_arsip where kode in ({})", marks.join(", ")), values)
}

fn susun(kode: &str, rows: &[Row]) -> Result<Option<Kode>> {
    let semua: BTreeMap<String, (String, bool, Jra)> = rows.iter().map(baca).collect::<Result<_>>()?;
    let jra = warisan(kode, |satu| semua.get(satu).map(|(_, _, jra)| jra));
    Ok(semua.get(kode).map(|(uraian, dipakai, _)| Kode { uraian: uraian.clone(), dipakai: *dipakai, jra }))
}

/// A code with what it inherits; nothing when the register does not have it.
pub async fn cari(app: &App, kode: &str) -> Result<Option<Kode>> {
    let (text, values) = tanya(kode);
    susun(kode, &app.db.query(&text, values).await?)
}

/// The same inside a change.
pub async fn cari_tx(tx: &mut Tx, kode: &str) -> Result<Option<Kode>> {
    let (text, values) = tanya(kode);
    susun(kode, &tx.query(&text, values).await?)
}
