//! Where the data lies: a folder and a database for the real program, and a copy of both for the bare handler.
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use kernel::config::Config;
use kernel::{App, Clock};

/// One side: data folder and database.
#[derive(Clone)]
pub struct Side {
    /// Folder of keys, files and the embedded database.
    pub data: PathBuf,
    /// `sqlite`, or the address of a database.
    pub database: String,
}

/// Both sides; they are deleted when this is dropped.
pub struct Place {
    folder: PathBuf,
    /// Of the real program.
    pub real: Side,
    /// Of the bare handler.
    pub bare: Side,
    server: Option<String>,
}

impl Place {
    /// Makes an empty folder, and an empty database on a PostgreSQL server when one is given.
    pub async fn new(postgres: Option<&str>) -> anyhow::Result<Place> {
        let name = format!("pendopo_bench_{}", std::process::id());
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        let side = |which: &str| Side {
            data: folder.join(which),
            database: postgres.map_or("sqlite".into(), |server| with_database(server, &format!("{name}_{which}"))),
        };
        let (real, bare) = (side("real"), side("bare"));
        let place = Place { real, bare, server: postgres.map(str::to_owned), folder };
        if let Some(server) = postgres {
            execute(server, &format!("create database {name}_real template template0 encoding 'UTF8'")).await?;
        }
        Ok(place)
    }

    /// A folder beside the two.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Copies the real side over the bare one. Nobody may have it open.
    pub async fn copy(&self) -> anyhow::Result<()> {
        if self.bare.data.exists() {
            std::fs::remove_dir_all(&self.bare.data)?;
        }
        match &self.server {
            None => {
                // The last one to close the database takes its log away, unless several close at the same moment: then
                // nobody was the last, and it is opened and closed once more.
                let log = self.real.data.join("pendopo.sqlite-wal");
                let started = Instant::now();
                let mut again = started + Duration::from_secs(5);
                while log.exists() {
                    anyhow::ensure!(started.elapsed().as_secs() < 60, "somebody still has the database open");
                    if again < Instant::now() {
                        drop(self.real.open().await?);
                        again = Instant::now() + Duration::from_secs(5);
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            Some(server) => {
                let name = |side: &Side| {
                    side.database
                        .rsplit('/')
                        .next()
                        .unwrap_or_default()
                        .split('?')
                        .next()
                        .unwrap_or_default()
                        .to_owned()
                };
                let (real, bare) = (name(&self.real), name(&self.bare));
                execute(server, &format!("drop database if exists {bare} with (force)")).await?;
                let until = Instant::now() + Duration::from_secs(60);
                while let Err(cause) = execute(server, &format!("create database {bare} template {real}")).await {
                    anyhow::ensure!(Instant::now() < until, "the database cannot be copied: {cause:#}");
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
        }
        copy_folder(&self.real.data, &self.bare.data)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        if let Some(server) = self.server.clone() {
            let names = [&self.real, &self.bare].map(|side| {
                side.database.rsplit('/').next().unwrap_or_default().split('?').next().unwrap_or_default().to_owned()
            });
            // Nothing can wait here but a thread.
            let dropped = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                runtime.block_on(async {
                    for name in names {
                        execute(&server, &format!("drop database if exists {name} with (force)")).await?;
                    }
                    anyhow::Ok(())
                })
            });
            let _ = dropped.join();
        }
    }
}

impl Side {
    /// Opens the program on this side, in this process.
    pub async fn open(&self) -> anyhow::Result<App> {
        let config = Config { data: self.data.clone(), database: self.database.clone(), ..Config::default() };
        let profile = crate::profiles::find(&config.profile).map_err(plain)?;
        App::open(config, profile, crate::modules::all(), Clock::System).await.map_err(plain)
    }
}

/// An error of the kernel with its cause.
pub fn plain(error: kernel::Error) -> anyhow::Error {
    anyhow::anyhow!("{error}: {error:?}")
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn with_database(server: &str, name: &str) -> String {
    let (head, query) =
        server.split_once('?').map_or((server, String::new()), |(head, query)| (head, format!("?{query}")));
    let base = head.rsplit_once('/').map_or(head, |(base, _)| base);
    format!("{base}/{name}{query}")
}

/// Runs a command on the server itself, outside any transaction.
pub async fn execute(server: &str, text: &str) -> anyhow::Result<()> {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls).await?;
    let task = tokio::spawn(connection);
    let done = client.batch_execute(text).await;
    drop(client);
    let _ = task.await;
    Ok(done?)
}
