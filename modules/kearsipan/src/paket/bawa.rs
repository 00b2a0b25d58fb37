//! Packing files of the archive for others.
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use bagit::Writer;
use kernel::{App, Error, Result, file};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use super::isi::{BENTUK, DAFTAR, IsiArsip, IsiBerkas, IsiFile, Paket};
use super::{Ruang, nama_isi, sampingan};
use crate::model::{Arsip, Berkas};
use crate::store;

/// What goes into a package: files with those of their items that may go.
pub type Muatan = Vec<(Berkas, Vec<Arsip>)>;

/// A content to be packed: where in the bag, and where it lies now.
type Isi = (String, PathBuf);

/// Most bytes of a sealed content that is opened for a package.
const TERSEGEL: u64 = 256 * 1024 * 1024;

/// Fetches a stored content, opened if it lies sealed, into a file; returns the hash of what was written.
///
/// # Errors
/// [`Error::Refused`] when it is gone or has rotted: half a package is none.
pub(super) async fn ambil(app: &App, isi: &crate::model::Isi, tujuan: &Path) -> Result<String> {
    let rusak = || Error::refused("Isi salah satu berkas hilang atau rusak. Lihat halaman keutuhan arsip.");
    if !app.files.is_whole(&isi.sha256).await? {
        return Err(rusak());
    }
    let stored = file::find(app, isi.pemilik, isi.berkas).await?;
    let mut out = tokio::fs::File::create(tujuan).await?;
    if stored.is_sealed() {
        let bytes = app.files.read(&app.keys, &stored, TERSEGEL).await?;
        out.write_all(&bytes).await?;
        out.flush().await?;
        return Ok(kernel::keys::hex(&Sha256::digest(&bytes)));
    }
    let mut content = app.files.content(&isi.sha256).await?.ok_or_else(rusak)?;
    while let Some(chunk) = content.next().await? {
        out.write_all(&chunk).await?;
    }
    out.flush().await?;
    Ok(isi.sha256.clone())
}

/// The contents of an item, fetched into the room.
pub(super) async fn isi_arsip(app: &App, ruang: &Ruang, arsip: Uuid, semua: &mut Vec<Isi>) -> Result<Vec<IsiFile>> {
    let mut hasil = vec![];
    for (nomor, isi) in store::isi::of(app, arsip).await?.into_iter().enumerate() {
        if isi.dimusnahkan.is_some() {
            continue;
        }
        let sementara = ruang.jalur(&format!("isi-{}", semua.len()));
        let sha256 = ambil(app, &isi, &sementara).await?;
        let jalur = format!("isi/{arsip}/{}", nama_isi(nomor, &isi.nama));
        semua.push((jalur.clone(), sementara));
        hasil.push(IsiFile { nama: isi.nama, jalur, sha256 });
    }
    Ok(hasil)
}

/// Packs files with their items into one zip in the room; secret items stay behind and are counted.
///
/// # Errors
/// When a content is missing or the disk fails.
pub async fn kemas(app: &App, ruang: &Ruang, pencipta: &str, muatan: &Muatan) -> Result<PathBuf> {
    let mut paket =
        Paket { bentuk: BENTUK.to_owned(), pencipta: pencipta.to_owned(), berkas: vec![], rahasia_tidak_disertakan: 0 };
    let mut semua = vec![];
    for (berkas, daftar) in muatan {
        let mut satu = IsiBerkas::dari(berkas);
        if berkas.ditahan {
            let tahanan = store::penahanan::of(app, berkas.id).await?;
            satu.penahanan =
                tahanan.into_iter().filter(|satu| satu.diangkat.is_none()).map(|satu| satu.alasan).collect();
        }
        for arsip in daftar {
            if arsip.rahasia {
                paket.rahasia_tidak_disertakan += 1;
                continue;
            }
            let mut item = IsiArsip::dari(arsip);
            item.isi = isi_arsip(app, ruang, arsip.id, &mut semua).await?;
            satu.arsip.push(item);
        }
        paket.berkas.push(satu);
    }
    let daftar = serde_json::to_vec_pretty(&paket)?;
    let info = keterangan(app, pencipta, "Paket arsip");
    tulis(ruang, vec![(DAFTAR.to_owned(), daftar)], semua, info).await
}

/// The facts of `bag-info.txt`.
pub(super) fn keterangan(app: &App, pencipta: &str, apa: &str) -> Vec<(String, String)> {
    vec![
        ("Source-Organization".into(), format!("Pemerintah {}", app.profile.name())),
        ("Organization-Address".into(), app.profile.identity.ibu_kota.clone()),
        ("Contact-Name".into(), pencipta.to_owned()),
        ("External-Description".into(), apa.to_owned()),
        ("Bagging-Date".into(), app.today().to_string()),
        ("Bag-Software-Agent".into(), "Pendopo".into()),
    ]
}

/// Writes the zip: lists made here, then contents from the room.
pub(super) async fn tulis(
    ruang: &Ruang,
    daftar: Vec<(String, Vec<u8>)>,
    isi: Vec<Isi>,
    info: Vec<(String, String)>,
) -> Result<PathBuf> {
    let hasil = ruang.jalur("paket.zip");
    let tujuan = hasil.clone();
    let dasar = format!("paket-{}", Uuid::now_v7().simple());
    sampingan(move || {
        let mut writer = Writer::new(BufWriter::new(File::create(&tujuan)?), &dasar)?;
        for (jalur, bytes) in &daftar {
            writer.add(jalur, &mut bytes.as_slice())?;
        }
        for (jalur, sumber) in &isi {
            writer.add(jalur, &mut File::open(sumber)?)?;
        }
        let out = writer.finish(&info)?;
        out.into_inner().map_err(|cause| bagit::Fault::Io(cause.into_error()))?.sync_all()?;
        Ok(())
    })
    .await?;
    Ok(hasil)
}
