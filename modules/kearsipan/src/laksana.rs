//! Carrying a proposal out: destroying contents, or handing them over as a package.
use kernel::file::{Owner, Put, Secrecy};
use kernel::{App, Error, Result, Subject, Write};
use serde_json::{Value as Json, json};

use crate::model::{Arsip, USUL, Usul, UsulBerkas};
use crate::paket::{Ruang, bawa};
use crate::rules::susut::{Jenis, Nilai};
use crate::store::{arsip, isi, usul};
use crate::tabel;

/// What was prepared before the change: the package, its files with their items.
#[derive(Debug, Default)]
pub struct Bekal {
    /// The package in the store.
    pub paket: Option<Put>,
}

/// Packs what is handed over, before the change: contents are large and slow.
///
/// # Errors
/// [`Error::Refused`] when a content is damaged, or secret items are among them.
pub async fn siapkan(app: &App, usul: &Usul, berkas: &[UsulBerkas], pencipta: &str) -> Result<Bekal> {
    match usul.jenis {
        Jenis::Musnah => Ok(Bekal::default()),
        Jenis::Serah => {
            let ruang = Ruang::buka(app).await?;
            let muatan = muatan(app, berkas).await?;
            if muatan.iter().flat_map(|(_, daftar)| daftar).any(|satu| satu.rahasia) {
                return Err(Error::refused(
                    "Ada arsip rahasia di dalamnya. Buka dahulu klasifikasi keamanannya sebelum diserahkan.",
                ));
            }
            let jalur = bawa::kemas(app, &ruang, pencipta, &muatan).await?;
            Ok(Bekal { paket: Some(app.files.put_file(&jalur).await?) })
        }
    }
}

/// The files that the assessors agreed to, with every item.
pub async fn muatan(app: &App, berkas: &[UsulBerkas]) -> Result<bawa::Muatan> {
    // A change that is never committed reads what a scope would hide: secret items too are handed over or stop it.
    let mut write = Write::system(app, "arsip.baca_untuk_paket").await?;
    let mut semua = vec![];
    for satu in berkas.iter().filter(|satu| satu.nilai == Some(Nilai::Setuju)) {
        semua.push((satu.berkas.clone(), arsip::dari_berkas(&mut write, satu.berkas.id).await?));
    }
    Ok(semua)
}

/// Carries a proposal out inside a change: every file ends as it was assessed, and the proof is kept beside it.
///
/// # Errors
/// [`Error::Refused`] when a file is held or has left the proposal.
pub async fn laksanakan(write: &mut Write, kini: &Usul, bekal: &Bekal) -> Result<()> {
    let hari = write.at().to_offset(write.app().offset()).date();
    for satu in usul::berkas_tx(write, kini.id).await? {
        match satu.nilai {
            Some(Nilai::Setuju) => {
                let mut bukti = vec![];
                for item in arsip::dari_berkas(write, satu.berkas.id).await? {
                    bukti.push(akhiri(write, kini.jenis, &item).await?);
                }
                usul::akhiri(write, &satu, kini.jenis, Json::Array(bukti)).await?;
            }
            Some(Nilai::Tunda) => usul::kembalikan(write, &satu).await?,
            None => return Err(Error::refused("Masih ada berkas yang belum dinilai.")),
        }
    }
    let mut values = vec![("status", "selesai".into()), ("dilaksanakan", hari.into())];
    if let Some(put) = &bekal.paket {
        let owner = Owner {
            subject: Subject::new(USUL, kini.id, kini.href()),
            unit: Some(kini.unit),
            secrecy: Secrecy::Restricted,
        };
        let app = write.app().clone();
        let nama = format!("serah-{}.zip", crate::acara::nomor_dokumen(kini));
        values.push(("paket", app.files.keep_put(write, &nama, put, &owner).await?.into()));
    }
    usul::set(write, kini, values).await
}

async fn akhiri(write: &mut Write, jenis: Jenis, item: &Arsip) -> Result<Json> {
    match jenis {
        Jenis::Musnah => isi::musnahkan(write, item).await,
        Jenis::Serah => {
            let daftar = isi::of_tx(write, item.id).await?;
            let daftar = daftar
                .iter()
                .map(|isi| json!({ "nama": isi.nama, "ukuran": isi.ukuran, "sha256": isi.sha256 }))
                .collect();
            write.update(&tabel::arsip(), item.id, None, vec![("status", "serah".into())]).await?;
            Ok(isi::bukti(item, daftar))
        }
    }
}
