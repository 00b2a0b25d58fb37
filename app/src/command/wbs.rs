//! `pendopo wbs cadangkan` and `pulihkan`: the whistleblowing database, which the common backup does not hold, in a file of its own
//! under a key of its own: a dump (`db::dump`), compressed, in an age file. `age -d FILE | gunzip` shows its rows, which are sealed.
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use kernel::config::Config;
use kernel::{App, db};

use crate::archive::lock::{self, Lock, Unlock};

/// What to do.
#[derive(Subcommand)]
pub enum Wbs {
    /// Membuat cadangan terenkripsi dari basis data WBS saja; program boleh tetap berjalan
    Cadangkan(Backup),
    /// Memulihkan cadangan WBS ke basis data WBS yang kosong
    Pulihkan(Restore),
    /// Mengukur berapa lama satu kode atau frasa sandi diregangkan di mesin ini, dan mengusulkan setelan untuk satu detik
    Ukur(Measure),
}

/// Makes a backup.
#[derive(Args)]
pub struct Backup {
    /// Berkas cadangan yang dibuat; belum boleh ada
    berkas: PathBuf,
    #[command(flatten)]
    kunci: lock::Closing,
}

/// Restores a backup.
#[derive(Args)]
pub struct Restore {
    /// Berkas cadangan
    berkas: PathBuf,
    #[command(flatten)]
    kunci: lock::Opening,
}

/// Measures.
#[derive(Args)]
pub struct Measure {
    /// Memori dalam MiB
    #[arg(long, default_value_t = 128, value_parser = clap::value_parser!(u32).range(8..=4096))]
    memori: u32,
}

impl Measure {
    fn run(&self) -> anyhow::Result<ExitCode> {
        let memory = self.memori * 1024;
        let pass = ::wbs::sandi::ukur(memory).map_err(super::plain)?;
        let passes = putaran(pass);
        super::say(&format!("Satu putaran atas {} MiB: {} ms pada satu inti.", self.memori, pass.as_millis()));
        super::say(&format!(
            "Untuk sekitar satu detik, tulis di profil sebelum laporan pertama masuk:\n[wbs]\nargon_kib = {memory}\nargon_putaran = {passes}"
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Passes that take about a second; three at least, below which memory alone would stand against trying.
fn putaran(pass: std::time::Duration) -> u128 {
    (1000 / pass.as_millis().max(1)).clamp(3, 1000)
}

impl Wbs {
    pub fn run(self, config: Config) -> anyhow::Result<ExitCode> {
        match self {
            Wbs::Ukur(measure) => measure.run(),
            Wbs::Cadangkan(backup) => {
                let lock = backup.kunci.lock()?;
                super::with_app(config, async |app| {
                    let summary = make(&app, &backup.berkas, &lock).await?;
                    super::say(&format!("Cadangan WBS: {} ({} baris)", backup.berkas.display(), summary.rows));
                    Ok(ExitCode::SUCCESS)
                })
            }
            Wbs::Pulihkan(restore) => {
                let unlock = restore.kunci.unlock()?;
                super::with_app(config, async |app| {
                    let summary = bring_back(&app, &restore.berkas, &unlock).await?;
                    super::say(&format!("Dipulihkan: {} baris", summary.rows));
                    Ok(ExitCode::SUCCESS)
                })
            }
        }
    }
}

type Sealed = GzEncoder<age::stream::StreamWriter<BufWriter<File>>>;

/// Where the dump goes; shared, because the end of the file is written after the dump has given it back.
#[derive(Clone)]
struct Out(Arc<Mutex<Option<Sealed>>>);

impl Out {
    fn with<T>(&self, work: impl FnOnce(&mut Sealed) -> std::io::Result<T>) -> std::io::Result<T> {
        let mut held = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        work(held.as_mut().ok_or(std::io::ErrorKind::BrokenPipe)?)
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.with(|out| out.write(bytes))
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.with(Write::flush)
    }
}

async fn make(app: &App, path: &Path, lock: &Lock) -> anyhow::Result<db::dump::Summary> {
    use std::os::unix::fs::OpenOptionsExt as _;
    anyhow::ensure!(!path.exists(), "Berkas {} sudah ada.", path.display());
    let own = app.apart("wbs").await.map_err(super::plain)?;
    let mut name = path.as_os_str().to_owned();
    name.push(".belum-selesai");
    let partial = PathBuf::from(name);
    let file = File::options().write(true).create(true).truncate(true).mode(0o600).open(&partial);
    let file = file.with_context(|| format!("Berkas {} tidak dapat ditulis", partial.display()))?;
    let sealed = lock.encryptor()?.wrap_output(BufWriter::with_capacity(256 * 1024, file))?;
    let out = Out(Arc::new(Mutex::new(Some(GzEncoder::new(sealed, Compression::default())))));
    let written = async {
        let summary = db::dump::write(own, out.clone()).await?;
        let held = out.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        let sealed = held.context("the backup was closed already")?.finish()?;
        let file = sealed.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        std::fs::rename(&partial, path)?;
        anyhow::Ok(summary)
    };
    let written = written.await;
    if written.is_err() {
        let _ = std::fs::remove_file(&partial);
    }
    written
}

async fn bring_back(app: &App, path: &Path, unlock: &Unlock) -> anyhow::Result<db::dump::Summary> {
    let open = || -> anyhow::Result<_> {
        let file =
            File::open(path).map_err(|cause| anyhow::anyhow!("Berkas {} tidak terbaca: {cause}", path.display()))?;
        Ok(GzDecoder::new(unlock.reader(BufReader::with_capacity(256 * 1024, file))?))
    };
    // Read once to see that it is whole, then to restore.
    let whole = open()?;
    tokio::task::spawn_blocking(move || db::dump::verify(whole)).await??;
    app.migrate().await.map_err(super::plain)?;
    let own = app.apart("wbs").await.map_err(super::plain)?;
    anyhow::ensure!(db::dump::is_empty(own).await?, "Basis data WBS sudah berisi. Pulihkan hanya ke yang kosong.");
    Ok(db::dump::read(own, open()?).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::{Backend, Options, Site};

    #[test]
    fn passes_are_chosen_for_a_second() {
        for (ms, passes) in [(93, 10), (500, 3), (2000, 3), (10, 100), (0, 1000)] {
            assert_eq!(putaran(std::time::Duration::from_millis(ms)), passes);
        }
    }

    #[test]
    fn the_own_database_goes_from_one_side_to_the_other_under_its_own_key() {
        testkit::block_on(async {
            let modules: &[&kernel::Module] = &[&register::MODULE, &::wbs::MODULE];
            let from = Site::start(Backend::Sqlite, modules, Options::default()).await;
            let to = Site::start(Backend::Postgres, modules, Options::default()).await;
            let setelan = ::wbs::store::setelan(&from.app).await.unwrap();
            let key = age::x25519::Identity::generate();
            let lock = Lock::Recipients(vec![key.to_public()]);
            let path = from.folder.join("wbs.cadangan");
            let made = make(&from.app, &path, &lock).await.unwrap();
            assert!(make(&from.app, &path, &lock).await.is_err());
            let wrong = Unlock::Identities(vec![age::x25519::Identity::generate()]);
            assert!(bring_back(&to.app, &path, &wrong).await.is_err());
            let unlock = Unlock::Identities(vec![key]);
            assert_eq!(bring_back(&to.app, &path, &unlock).await.unwrap().rows, made.rows);
            assert_eq!(::wbs::store::setelan(&to.app).await.unwrap(), setelan);
            assert!(bring_back(&to.app, &path, &unlock).await.unwrap_err().to_string().contains("sudah berisi"));
            from.finish().await;
            to.finish().await;
        });
    }
}
