//! Complaints that may be the same: from the same district in the last weeks, compared word by word.
use kernel::{App, Result, args};
use time::Duration;
use uuid::Uuid;

use super::satu::{KOLOM, pengaduan};
use super::terima::kecamatan;
use crate::model::Pengaduan;
use crate::rules::mirip;

/// How many newer ones of a district are compared.
const DIBANDING: usize = 300;
/// How old they may be.
const HARI: i64 = 60;
/// How many are shown.
const TAMPIL: usize = 3;

/// The likeliest, the most alike first. For the coordinator, who sees all.
pub async fn serupa(app: &App, kini: &Pengaduan) -> Result<Vec<Pengaduan>> {
    let Some(wilayah) = kini.lokasi.desa.as_deref().and_then(kecamatan) else { return Ok(vec![]) };
    let sejak = kini.diterima - Duration::days(HARI);
    let text = format!(
        "select {KOLOM} from pengaduan p where p.kecamatan = $1 and p.id <> $2 and p.diterima >= $3 \
         and p.keadaan not in ('digabung', 'ditolak') order by p.id desc limit {DIBANDING}"
    );
    let rows = app.db.query(&text, args![wilayah, kini.id, sejak]).await?;
    let sini = mirip::pokok(&kini.judul, &kini.uraian);
    let mut semua: Vec<(f64, Pengaduan)> = vec![];
    for row in &rows {
        let lain = pengaduan(row)?;
        let sedesa = lain.lokasi.desa == kini.lokasi.desa;
        let sekategori = kini.kategori.is_some() && lain.kategori == kini.kategori;
        let nilai = mirip::nilai(&sini, &mirip::pokok(&lain.judul, &lain.uraian), sedesa, sekategori);
        if nilai >= mirip::AMBANG {
            semua.push((nilai, lain));
        }
    }
    semua.sort_by(|satu, dua| dua.0.total_cmp(&satu.0));
    Ok(semua.into_iter().take(TAMPIL).map(|(_, satu)| satu).collect())
}

/// Those that were joined to a complaint, for its officers.
pub async fn gabungan(app: &App, induk: Uuid) -> Result<Vec<(Uuid, String)>> {
    let rows =
        app.db.query("select id, nomor from pengaduan where induk = $1 order by id limit 200", args![induk]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("nomor")?))).collect()
}
