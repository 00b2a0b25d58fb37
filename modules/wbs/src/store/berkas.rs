//! Files: a sealed description and sealed pieces.
use kernel::db::Tx;
use kernel::{App, Error, Result, args};
use segel::{Key, Zeroizing};
use time::Date;
use uuid::Uuid;

use super::isi::{self, Untuk};
use crate::model::{Berkas, Butir, Terbaca};
use crate::sandi;

/// A file that was sealed and awaits its rows.
pub struct Disegel {
    id: Uuid,
    butir: Butir,
    berkas: Berkas,
    potongan: Vec<Vec<u8>>,
}

fn segel(butir: Butir, nama: String, jenis: &str, isi: &[u8], bersih: bool, asli: Option<Uuid>) -> Result<Disegel> {
    let (id, kunci) = (Uuid::new_v4(), Key::fresh().map_err(sandi::rusak)?);
    let potongan = sandi::tutup_berkas(&kunci, id, isi)?;
    let berkas =
        Berkas { nama, jenis: jenis.to_owned(), ukuran: isi.len() as u64, kunci: *kunci.bytes(), bersih, asli };
    Ok(Disegel { id, butir, berkas, potongan })
}

/// Seals a file as it was sent and, where its metadata can be taken out, a copy without them under a name that says nothing.
/// `urutan` counts the files of the sending from 1.
pub fn siapkan(nama: &str, jenis: &str, isi: &[u8], urutan: usize) -> Result<Vec<Disegel>> {
    let Some(bersih) = bersih::bersih(jenis, isi) else {
        return Ok(vec![segel(Butir::Berkas, nama.to_owned(), jenis, isi, false, None)?]);
    };
    let bersih = Zeroizing::new(bersih);
    let asli = segel(Butir::BerkasAsli, nama.to_owned(), jenis, isi, false, None)?;
    let akhiran = if jenis == "image/png" { "png" } else { "jpg" };
    let salinan = segel(Butir::Berkas, format!("gambar-{urutan}.{akhiran}"), jenis, &bersih, true, Some(asli.id))?;
    Ok(vec![asli, salinan])
}

/// Writes the rows of a file.
pub async fn tambah(tx: &mut Tx, hari: Date, untuk: &Untuk, satu: Disegel) -> Result<()> {
    let uraian = Zeroizing::new(serde_json::to_vec(&satu.berkas)?);
    isi::tambah(tx, hari, untuk, satu.id, satu.butir, &uraian).await?;
    for (urut, isi) in satu.potongan.into_iter().enumerate() {
        let text = "insert into wbs_potong (id, berkas, urut, isi) values ($1, $2, $3, $4)";
        let urut = i64::try_from(urut).map_err(Error::internal)?;
        tx.exec(text, args![Uuid::new_v4(), satu.id, urut, isi]).await?;
    }
    Ok(())
}

/// The description in an opened row.
pub fn uraian(satu: &Terbaca) -> Result<Berkas> {
    Ok(serde_json::from_slice(&satu.isi)?)
}

/// The content of a file.
pub async fn isi(app: &App, id: Uuid, berkas: &Berkas) -> Result<Zeroizing<Vec<u8>>> {
    let rows =
        super::db(app).await?.query("select isi from wbs_potong where berkas = $1 order by urut", args![id]).await?;
    let pieces = rows.iter().map(|row| Ok(row.get("isi")?)).collect::<Result<Vec<Vec<u8>>>>()?;
    sandi::buka_berkas(&Key::from_bytes(&berkas.kunci).map_err(sandi::rusak)?, id, &pieces)
}
