//! Pictures in the head of letters: the arms of the regency for its agencies, the emblem of the state for its head.
use kernel::file::{self, Owner, Secrecy};
use kernel::web::Upload;
use kernel::{App, Result, Subject, Write, args};
use uuid::Uuid;

use crate::model::kata;
use crate::tabel;

kata! {
    /// Which picture.
    Lambang {
        /// The arms of the regency, in the head of its agencies.
        Daerah = "daerah", "Lambang daerah";
        /// The emblem of the state, in the head of the head of the regency.
        Negara = "negara", "Lambang negara";
    }
}

impl Lambang {
    /// Its page.
    pub fn href(self) -> String {
        format!("{ALAMAT}/{}", self.kode())
    }
    /// Where it stands, in words.
    pub const fn tempat(self) -> &'static str {
        match self {
            Lambang::Daerah => "Di kiri kop naskah setiap perangkat daerah.",
            Lambang::Negara => "Di tengah kop naskah yang ditandatangani kepala daerah.",
        }
    }
}

/// Address of the pictures.
pub const ALAMAT: &str = "/naskah-lambang";
/// Kind of record.
pub const KUNCI: &str = "naskah_lambang";

/// A picture that is in use.
#[derive(Debug, Clone)]
pub struct Gambar {
    /// Row.
    pub id: Uuid,
    /// Which.
    pub lambang: Lambang,
    /// The stored file.
    pub berkas: Uuid,
    /// What it shows, read aloud in its place.
    pub teks: String,
}

/// The picture in use; none before one was uploaded.
pub async fn cari(app: &App, lambang: Lambang) -> Result<Option<Gambar>> {
    let text = "select id, berkas, teks from naskah_lambang where kunci = $1";
    let row = app.db.optional(text, args![lambang.kode()]).await?;
    row.map(|row| Ok(Gambar { id: row.get("id")?, lambang, berkas: row.get("berkas")?, teks: row.get("teks")? }))
        .transpose()
}

/// The content of the picture in use, and what it shows.
pub async fn isi(app: &App, lambang: Lambang) -> Result<Option<(Vec<u8>, String)>> {
    let Some(gambar) = cari(app, lambang).await? else { return Ok(None) };
    let stored = file::find(app, gambar.id, gambar.berkas).await?;
    let terbesar = u64::try_from(crate::rules::lambang::TERBESAR).unwrap_or(u64::MAX);
    Ok(Some((app.files.read(&app.keys, &stored, terbesar).await?, gambar.teks)))
}

/// What a change of a picture is about.
pub fn subjek(lambang: Lambang, id: Uuid) -> Subject {
    Subject::new(KUNCI, id, lambang.href())
}

/// Puts an upload, and words for it, in the place of what is there; without an upload only the words. Returns the row.
///
/// # Errors
/// [`kernel::Error::NotFound`] without an upload where there is no picture yet.
pub async fn simpan(write: &mut Write, lambang: Lambang, upload: Option<&Upload>, teks: &str) -> Result<Uuid> {
    let app = write.app().clone();
    let text = "select id, berkas from naskah_lambang where kunci = $1 for update";
    let lama = write.tx().optional(text, args![lambang.kode()]).await?;
    let id = match &lama {
        Some(row) => row.get("id")?,
        None => Uuid::now_v7(),
    };
    let mut values = vec![("teks", teks.into())];
    match upload {
        Some(upload) => {
            let owner = Owner { subject: subjek(lambang, id), unit: None, secrecy: Secrecy::Internal };
            let berkas = app.files.keep(write, upload, &owner).await?;
            values.push(("berkas", berkas.into()));
        }
        None if lama.is_none() => return Err(kernel::Error::NotFound),
        None => {}
    }
    match lama {
        Some(row) => {
            if upload.is_some() {
                file::remove(write, row.get("berkas")?).await?;
            }
            write.update(&tabel::lambang(), id, None, values).await?;
        }
        None => {
            values.push(("kunci", lambang.kode().into()));
            write.insert(&tabel::lambang(), id, values).await?;
        }
    }
    Ok(id)
}

/// Takes the picture away: heads are set without one from now on.
pub async fn hapus(write: &mut Write, gambar: &Gambar) -> Result<()> {
    file::remove(write, gambar.berkas).await?;
    write.delete(&tabel::lambang(), gambar.id).await
}
