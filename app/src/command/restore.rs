//! `pendopo pulihkan`: a backup becomes an installation again, on a machine that has none.
//!
//! The file is read twice: once to see that it is whole, and only then to restore it, so that a damaged backup changes
//! nothing.
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::SyncSender;

use clap::Args;
use kernel::config::Config;
use kernel::file::Store;
use kernel::{db, keys};

use crate::archive::lock::{self, Unlock};
use crate::archive::read::{self, Taker};
use crate::archive::{Closing, Manifest};

/// Restores a backup, or only checks it.
#[derive(Args)]
pub struct Restore {
    /// Berkas cadangan
    berkas: PathBuf,
    #[command(flatten)]
    kunci: lock::Opening,
    /// Periksa saja bahwa cadangan ini utuh dan dapat dibuka; tidak ada yang dipulihkan
    #[arg(long)]
    periksa_saja: bool,
}

impl Restore {
    pub fn run(self, config: Config) -> anyhow::Result<ExitCode> {
        let unlock = self.kunci.unlock()?;
        let (manifest, closing) = check(&self.berkas, &unlock)?;
        super::say(&format!("Cadangan  : dibuat {} oleh Pendopo {}", manifest.dibuat, manifest.versi));
        super::say(&format!("Milik     : profil {}, alamat {}", manifest.profil, manifest.alamat));
        super::say(&format!(
            "Isi       : {} baris dalam {} tabel, {} berkas",
            closing.baris, closing.tabel, closing.berkas
        ));
        super::say("Cadangan utuh.");
        if self.periksa_saja {
            return Ok(if super::backup::told_faults(&closing) { ExitCode::FAILURE } else { ExitCode::SUCCESS });
        }
        fits(&config, &manifest)?;
        is_bare(&config)?;
        super::start_log(&config);
        super::runtime()?.block_on(restore(config, &self.berkas, unlock, manifest))
    }
}

fn open(path: &Path, unlock: &Unlock) -> anyhow::Result<impl Read + use<>> {
    let file = File::open(path).map_err(|cause| anyhow::anyhow!("Berkas {} tidak terbaca: {cause}", path.display()))?;
    unlock.reader(BufReader::with_capacity(256 * 1024, file))
}

/// Reads all of it and keeps nothing.
fn check(path: &Path, unlock: &Unlock) -> anyhow::Result<(Manifest, Closing)> {
    struct Nothing(SyncSender<Vec<u8>>);
    impl Taker for Nothing {
        fn key(&mut self, _: &str, _: &[u8]) -> anyhow::Result<()> {
            Ok(())
        }
        fn rows(&mut self, bytes: Vec<u8>) -> anyhow::Result<()> {
            self.0.send(bytes).map_err(|_| anyhow::anyhow!("Cadangan rusak: isi basis datanya tidak utuh."))
        }
        fn content(&mut self, _: &str, _: &mut dyn Read) -> anyhow::Result<()> {
            Ok(())
        }
    }
    let (sender, pipe) = read::pipe();
    let rows = std::thread::spawn(move || db::dump::verify(pipe));
    let walked = read::walk(open(path, unlock)?, &mut Nothing(sender));
    let summary = rows.join().map_err(|_| anyhow::anyhow!("reading the rows panicked"))?;
    let (manifest, closing) = walked?;
    let summary = summary?;
    anyhow::ensure!(
        (summary.tables, summary.rows, &summary.sha256) == (closing.tabel, closing.baris, &closing.sha256),
        "Cadangan rusak: isi basis datanya bukan yang dicatat penutup."
    );
    Ok((manifest, closing))
}

/// The backup must become the installation that it was: its profile, and the name that its log is signed with.
fn fits(config: &Config, manifest: &Manifest) -> anyhow::Result<()> {
    let profile = crate::profiles::find(&config.profile).map_err(super::plain)?;
    anyhow::ensure!(
        profile.key == manifest.profil,
        "Cadangan ini memakai profil {0}, konfigurasi ini {1}. Ulangi dengan --profil {0}.",
        manifest.profil,
        profile.key
    );
    anyhow::ensure!(
        config.url == manifest.alamat,
        "Cadangan ini milik {}, sedangkan url pada konfigurasi {}. Samakan dahulu (url = \"…\" atau PENDOPO_URL): log ditandatangani dengan nama itu.",
        manifest.alamat,
        config.url
    );
    Ok(())
}

/// Nothing may be there that could be lost.
fn is_bare(config: &Config) -> anyhow::Result<()> {
    for name in ["kunci", "berkas", "pendopo.sqlite"] {
        let path = config.data.join(name);
        let used = match std::fs::read_dir(&path) {
            Ok(mut entries) => entries.next().is_some(),
            Err(_) => path.exists(),
        };
        anyhow::ensure!(!used, "{} sudah ada. Pulihkan hanya ke folder data yang kosong.", path.display());
    }
    Ok(())
}

async fn restore(config: Config, path: &Path, unlock: Unlock, manifest: Manifest) -> anyhow::Result<ExitCode> {
    let data = config.data.clone();
    match fill(config, path, unlock, manifest).await {
        Ok(code) => Ok(code),
        Err(cause) => {
            // What lies in the data folder was made just now; a database on a server has either all rows or none.
            for name in ["pendopo.sqlite", "pendopo.sqlite-wal", "pendopo.sqlite-shm"] {
                let _ = std::fs::remove_file(data.join(name));
            }
            for name in ["kunci", "berkas", "pulih"] {
                let _ = std::fs::remove_dir_all(data.join(name));
            }
            Err(cause.context("Pemulihan gagal; folder data dikosongkan kembali"))
        }
    }
}

async fn fill(config: Config, path: &Path, unlock: Unlock, manifest: Manifest) -> anyhow::Result<ExitCode> {
    std::fs::create_dir_all(&config.data)?;
    let database = db::Db::open(&config.database()).await?;
    anyhow::ensure!(
        db::dump::is_empty(&database).await?,
        "Basis data tujuan sudah berisi. Pulihkan hanya ke basis data yang kosong."
    );
    let sets = migrations(&manifest)?;
    database.migrate(&sets).await?;
    let files = Store::open(&config).map_err(super::plain)?;
    let temporary = config.data.join("pulih");
    std::fs::create_dir_all(&temporary)?;
    let (sender, pipe) = read::pipe();
    let rows = tokio::spawn({
        let database = database.clone();
        async move { db::dump::read(&database, pipe).await }
    });
    let mut target = Target {
        keys: config.data.join("kunci"),
        temporary: temporary.clone(),
        files,
        rows: Some(sender),
        runtime: tokio::runtime::Handle::current(),
    };
    let opened = open(path, &unlock)?;
    let walked = tokio::task::spawn_blocking(move || read::walk(opened, &mut target)).await?;
    // Where the rows were refused, the reason is there.
    let summary = rows.await??;
    let (_, closing) = walked?;
    anyhow::ensure!(
        summary.rows == closing.baris,
        "Basis data menerima {} dari {} baris.",
        summary.rows,
        closing.baris
    );
    std::fs::remove_dir_all(&temporary)?;
    drop(database);

    let app = super::open(config).await?;
    app.migrate().await.map_err(super::plain)?;
    let named: i64 = app.db.one("select count(distinct sha256) as n from file", vec![]).await?.get("n")?;
    let kept = closing.berkas + closing.hilang.len() as u64;
    anyhow::ensure!(
        u64::try_from(named).ok() == Some(kept),
        "Baris menyebut {named} isi berkas, cadangan memuat {kept}."
    );
    super::say(&format!(
        "Dipulihkan: {} baris, {} berkas ke {}",
        summary.rows,
        closing.berkas,
        app.config.data.display()
    ));
    let faulty = super::backup::told_faults(&closing);
    let log = super::check::log(&app).await?;
    Ok(if faulty { ExitCode::FAILURE } else { log })
}

/// The migrations that had run when the backup was made, from this program: its rows go in first, and the newer
/// migrations run over them as they would have in place.
fn migrations(manifest: &Manifest) -> anyhow::Result<Vec<db::MigrationSet>> {
    let mut wanted: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (module, script) in &manifest.migrasi {
        wanted.entry(module).or_default().push(script);
    }
    let own = std::iter::once(&kernel::inti::MODULE).chain(crate::modules::all());
    let known = std::iter::once(db::SCHEMA)
        .chain(own.map(|module| db::MigrationSet { module: module.name, scripts: module.migrations }));
    let mut sets = Vec::new();
    for set in known {
        let Some(names) = wanted.remove(set.module) else { continue };
        let scripts = set.scripts.get(..names.len()).unwrap_or_default();
        let same = scripts.iter().map(|(name, _)| *name).eq(names);
        anyhow::ensure!(same, "Cadangan ini dibuat Pendopo {} yang lebih baru daripada program ini.", manifest.versi);
        sets.push(db::MigrationSet { module: set.module, scripts });
    }
    match wanted.keys().next() {
        Some(module) => anyhow::bail!("Cadangan ini memuat modul {module} yang tidak dikenal program ini."),
        None => Ok(sets),
    }
}

/// Puts each part where it belongs.
struct Target {
    keys: PathBuf,
    temporary: PathBuf,
    files: Store,
    /// Closed when the first stored file comes: then all rows have been there.
    rows: Option<SyncSender<Vec<u8>>>,
    runtime: tokio::runtime::Handle,
}

impl Taker for Target {
    fn key(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        keys::write_private(&self.keys.join(name), bytes).map_err(super::plain)
    }

    fn rows(&mut self, bytes: Vec<u8>) -> anyhow::Result<()> {
        let rows = self.rows.as_ref().ok_or_else(|| anyhow::anyhow!("Cadangan rusak: baris sesudah berkas."))?;
        rows.send(bytes).map_err(|_| anyhow::anyhow!("basis data menolak isi cadangan"))
    }

    fn content(&mut self, sha256: &str, content: &mut dyn Read) -> anyhow::Result<()> {
        use sha2::{Digest as _, Sha256};
        self.rows = None;
        let path = self.temporary.join(sha256);
        let (mut file, mut hash) = (File::create_new(&path)?, Sha256::new());
        let mut chunk = vec![0; 256 * 1024];
        loop {
            let count = content.read(&mut chunk)?;
            let Some(bytes) = chunk.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
            hash.update(bytes);
            file.write_all(bytes)?;
        }
        // A content that had rotted before the backup is not stored under a name that it does not have.
        if keys::hex(&hash.finalize()) == sha256 {
            self.runtime.block_on(self.files.put_path(sha256, &path)).map_err(super::plain)?;
        }
        std::fs::remove_file(&path)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_that_a_backup_knew_are_run_and_no_others() {
        let manifest = |migrasi: &[(&str, &str)]| Manifest {
            pendopo_cadangan: 1,
            versi: "9.9.9".into(),
            dibuat: String::new(),
            profil: String::new(),
            alamat: String::new(),
            migrasi: migrasi.iter().map(|(module, script)| ((*module).to_owned(), (*script).to_owned())).collect(),
        };
        let (first, last) = (db::SCHEMA.scripts[0].0, db::SCHEMA.scripts[db::SCHEMA.scripts.len() - 1].0);
        assert_ne!(first, last);
        let sets = migrations(&manifest(&[("db", first), ("inti", kernel::inti::MODULE.migrations[0].0)])).unwrap();
        let found: Vec<_> = sets.iter().map(|set| (set.module, set.scripts.len())).collect();
        assert_eq!(found, [("db", 1), ("inti", 1)]);
        for (newer, part) in [
            (("db", "9999_baru"), "lebih baru"),
            (("db", last), "lebih baru"),
            (("modul_baru", "0001_baru"), "modul_baru"),
        ] {
            let cause = migrations(&manifest(&[newer])).unwrap_err().to_string();
            assert!(cause.contains(part), "{cause}");
        }
    }
}
