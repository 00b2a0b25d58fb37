//! The text of files, read in the background and kept beside them: for the search and for copying. The files stay as they
//! came. Of a secret letter nothing is read: its text would lie open.
pub mod alat;

use kernel::job::JobKind;
use kernel::{App, BoxFuture, Error, Result, Write, args};
use serde_json::{Value as Json, json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::model::Naskah;
use crate::store::naskah as letters;
use alat::{Alat, Hasil};

/// The work that reads the files of a letter.
pub const BACA: &str = "naskah_dinas.baca_teks";
/// Its entry in the list of jobs.
pub const KERJA: JobKind =
    JobKind { kind: BACA, title: "Membaca teks berkas surat masuk (OCR)", schedule: None, run: baca };
/// Largest file that is read.
const TERBESAR: u64 = 60 * 1024 * 1024;

/// What could be read in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teks {
    /// The file.
    pub berkas: Uuid,
    /// `lapisan` or `ocr`; nothing when there is no text.
    pub sumber: Option<String>,
    /// The text.
    pub isi: Option<String>,
    /// Why there is none.
    pub sebab: Option<String>,
    /// When it was read.
    pub pada: OffsetDateTime,
}

/// Asks for the text of these files, unless the letter is secret.
pub async fn minta(write: &mut Write, naskah: &Naskah, berkas: &[Uuid]) -> Result<()> {
    if berkas.is_empty() || naskah.rahasia() {
        return Ok(());
    }
    let at = write.at();
    write.job(BACA, json!({ "naskah": naskah.id, "berkas": berkas }), at).await.map(drop)
}

/// What was read in the files of a letter that the caller has found.
pub async fn milik(app: &App, naskah: Uuid) -> Result<Vec<Teks>> {
    let text = "select berkas, sumber, isi, sebab, pada from naskah_teks where naskah = $1 order by berkas";
    let rows = app.db.query(text, args![naskah]).await?;
    rows.iter()
        .map(|row| {
            Ok(Teks {
                berkas: row.get("berkas")?,
                sumber: row.get("sumber")?,
                isi: row.get("isi")?,
                sebab: row.get("sebab")?,
                pada: row.get("pada")?,
            })
        })
        .collect()
}

/// All text of a letter, for the search.
pub async fn untuk_indeks(write: &mut Write, naskah: Uuid) -> Result<String> {
    let rows = write.tx().query("select isi from naskah_teks where naskah = $1 order by berkas", args![naskah]).await?;
    let mut semua = String::new();
    for row in &rows {
        if let Some(isi) = row.get::<Option<String>>("isi")? {
            semua.push_str(&isi);
            semua.push('\n');
        }
    }
    Ok(semua)
}

fn baca(app: App, payload: Json) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let id = |nilai: &Json| nilai.as_str().and_then(|teks| teks.parse::<Uuid>().ok());
        let naskah = payload.get("naskah").and_then(id).ok_or_else(|| Error::internal("a job without a letter"))?;
        let berkas: Vec<Uuid> =
            payload.get("berkas").and_then(Json::as_array).into_iter().flatten().filter_map(id).collect();
        let naskah = letters::dengan_id(&app, naskah).await?;
        if naskah.rahasia() {
            return Ok(());
        }
        let alat = Alat::mesin();
        let mut hasil = vec![];
        for satu in berkas {
            hasil.push((satu, baca_satu(&app, &alat, &naskah, satu).await?));
        }
        simpan(&app, naskah.id, &hasil).await
    })
}

/// A folder of our own, gone with everything in it when it is dropped.
struct Kerja(std::path::PathBuf);

impl Drop for Kerja {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

async fn baca_satu(app: &App, alat: &Alat, naskah: &Naskah, berkas: Uuid) -> Result<Hasil> {
    let stored = match kernel::file::find(app, naskah.id, berkas).await {
        Ok(stored) => stored,
        Err(Error::NotFound) => return Ok(Hasil::Tidak("Berkas sudah tidak ada")),
        Err(lain) => return Err(lain),
    };
    if stored.size > i64::try_from(TERBESAR).unwrap_or(i64::MAX) {
        return Ok(Hasil::Tidak("Berkas terlalu besar untuk dibaca teksnya"));
    }
    let isi = crate::berkas::baca(app, &stored, TERBESAR).await?;
    let kerja = Kerja(app.config.data.join("sementara").join(format!("teks-{}", Uuid::now_v7().simple())));
    tokio::fs::create_dir_all(kerja.0.join("halaman")).await?;
    let path = kerja.0.join("berkas");
    tokio::fs::write(&path, isi).await?;
    Ok(alat.baca(&path, &stored.media_type, &kerja.0.join("halaman")).await)
}

async fn simpan(app: &App, naskah: Uuid, hasil: &[(Uuid, Hasil)]) -> Result<()> {
    let mut write = Write::system(app, "naskah_dinas.teks_dibaca").await?;
    let letter = letters::pegang(&mut write, naskah, None).await?;
    for (berkas, hasil) in hasil {
        let (sumber, isi, sebab) = match hasil {
            Hasil::Teks(teks, sumber) => (Some(sumber.as_str()), Some(teks.as_str()), None),
            Hasil::Kosong => (None, None, Some("Tidak ada teks yang terbaca")),
            Hasil::Tidak(sebab) => (None, None, Some(*sebab)),
        };
        let at = write.at();
        let text = "insert into naskah_teks (berkas, naskah, sumber, isi, sebab, pada) values ($1, $2, $3, $4, $5, $6) \
            on conflict (berkas) do update set sumber = $3, isi = $4, sebab = $5, pada = $6";
        write.tx().exec(text, args![*berkas, naskah, sumber, isi, sebab, at]).await?;
    }
    crate::terbit::indeks(&mut write, &letter).await?;
    write.commit(&letter.subjek()).await
}
