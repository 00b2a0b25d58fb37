//! `pendopo cadangkan`: everything that an installation is, in one encrypted file, while it runs.
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use clap::Args;
use kernel::config::Config;
use kernel::{App, db, keys};
use time::format_description::well_known::Rfc3339;

use crate::archive::lock::{self, Lock};
use crate::archive::write::{Archive, Named, Pieces, held};
use crate::archive::{Closing, FORMAT, Manifest};

/// Makes a backup.
#[derive(Args)]
pub struct Backup {
    /// Berkas cadangan yang dibuat; belum boleh ada
    berkas: PathBuf,
    #[command(flatten)]
    kunci: lock::Closing,
}

impl Backup {
    pub fn run(self, config: Config) -> anyhow::Result<ExitCode> {
        let lock = self.kunci.lock()?;
        let folder = config.data.join("kunci");
        anyhow::ensure!(
            folder.join("induk").is_file(),
            "Folder {} bukan folder data Pendopo: {} tidak ada.",
            config.data.display(),
            folder.join("induk").display()
        );
        super::with_app(config, async |app| {
            let closing = make(&app, &self.berkas, &lock).await?;
            let size = std::fs::metadata(&self.berkas)?.len();
            super::say(&format!("Cadangan  : {} ({size} bita)", self.berkas.display()));
            super::say(&format!("Basis data: {} tabel, {} baris", closing.tabel, closing.baris));
            super::say(&format!("Berkas    : {} isi, {} bita", closing.berkas, closing.bita));
            Ok(if told_faults(&closing) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
        })
    }
}

/// Names stored files that a backup could not save. True when there are any.
pub fn told_faults(closing: &Closing) -> bool {
    for sha256 in &closing.hilang {
        super::say(&format!("  HILANG {sha256}: isinya tidak ada di penyimpanan berkas"));
    }
    for sha256 in &closing.rusak {
        super::say(&format!("  RUSAK  {sha256}: isinya berubah di penyimpanan berkas"));
    }
    let faulty = !closing.hilang.is_empty() || !closing.rusak.is_empty();
    if faulty {
        super::say(
            "Cadangan dibuat, tetapi berkas di atas sudah bermasalah sebelum dicadangkan. Jalankan: pendopo periksa --berkas",
        );
    }
    faulty
}

async fn make(app: &App, path: &Path, lock: &Lock) -> anyhow::Result<Closing> {
    let now = app.now();
    let ran = app.db.query("select module, name from schema_migration order by module, name", vec![]).await?;
    let migrasi = ran.iter().map(|row| Ok((row.get("module")?, row.get("name")?))).collect::<db::Result<Vec<_>>>()?;
    let manifest = Manifest {
        pendopo_cadangan: FORMAT,
        versi: env!("CARGO_PKG_VERSION").into(),
        dibuat: now.format(&Rfc3339)?,
        profil: app.profile.key.clone(),
        alamat: app.config.url.clone(),
        migrasi,
    };
    let seconds = u64::try_from(now.unix_timestamp()).unwrap_or_default();
    let archive = Archive::create(path, lock, &manifest, seconds)?;
    let partial = archive.partial();
    let result = fill(app, archive).await;
    if result.is_err() {
        let _ = std::fs::remove_file(partial);
    }
    result
}

async fn fill(app: &App, mut archive: Archive) -> anyhow::Result<Closing> {
    for entry in std::fs::read_dir(app.config.data.join("kunci"))? {
        let entry = entry?;
        if entry.file_type()?.is_file()
            && let Ok(name) = entry.file_name().into_string()
            && !name.starts_with('.')
        {
            archive.key(&name, &std::fs::read(entry.path())?)?;
        }
    }
    // The rows are read as they are at one moment; contents never change and are not deleted, so that those which the
    // rows name can be read afterwards.
    let (archive, named) = (Arc::new(Mutex::new(archive)), Arc::new(Mutex::new(Named::default())));
    let summary = db::dump::write(&app.db, Pieces::new(archive.clone(), named.clone())).await?;
    let (files, runtime) = (app.files.clone(), tokio::runtime::Handle::current());
    let work = tokio::task::spawn_blocking(move || {
        let archive = Arc::into_inner(archive).ok_or_else(|| anyhow::anyhow!("the archive is still in use"))?;
        let mut archive = archive.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        archive.rows(summary);
        let hashes = std::mem::take(&mut held(&named).hashes);
        for hash in hashes {
            archive.content(&runtime, &files, &keys::hex(&hash))?;
        }
        archive.finish()
    });
    work.await?
}
