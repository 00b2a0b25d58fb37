//! A data folder and a database of its own for one test, and the binary.
use std::path::PathBuf;
use std::process::{Command, Output};

use kernel::config::Config;
use kernel::profile::Profile;
use kernel::{App, Clock, Subject, Write};
use uuid::Uuid;

/// On which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Sqlite,
    Postgres,
}

/// Where an installation lives.
pub struct Place {
    pub folder: PathBuf,
    database: Option<String>,
    /// The address of a server of its own, which is not ours to tidy up.
    own_server: Option<String>,
}

fn server() -> String {
    std::env::var("PENDOPO_TEST_PG")
        .expect("PENDOPO_TEST_PG is not set: tests run on both databases. Run ./check, or ./check pg to see how to start a server")
}

async fn admin(text: &str) {
    let (client, connection) =
        tokio_postgres::connect(&server(), tokio_postgres::NoTls).await.expect("PENDOPO_TEST_PG does not answer");
    let running = tokio::spawn(connection);
    client.batch_execute(text).await.unwrap();
    drop(client);
    let _ = running.await;
}

/// Runs a future on a runtime of two threads.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(future)
}

impl Place {
    /// An empty folder and, on PostgreSQL, an empty database.
    pub fn new(side: Side) -> Place {
        let name = format!("pendopo_a_{}", Uuid::now_v7().simple());
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).unwrap();
        let database = (side == Side::Postgres).then(|| {
            block_on(admin(&format!("create database {name}")));
            name
        });
        Place { folder, database, own_server: None }
    }

    /// An empty folder, and the database at this address.
    pub fn on_server(url: &str) -> Place {
        Place { own_server: Some(url.to_owned()), ..Place::new(Side::Sqlite) }
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
    /// A file beside the data folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
    /// What the configuration says of the database.
    pub fn database(&self) -> String {
        if let Some(url) = &self.own_server {
            return url.clone();
        }
        match &self.database {
            None => "sqlite".into(),
            Some(name) => {
                let server = server();
                let (base, _) = server.rsplit_once('/').unwrap();
                format!("{base}/{name}")
            }
        }
    }

    /// The binary with these arguments, on this place.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pendopo"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PENDOPO_")) {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("PENDOPO_DATA", self.data())
            .env("PENDOPO_DATABASE", self.database())
            .env("PENDOPO_PROFILE", "natuna")
            .env("PENDOPO_LOG", "warn");
        command
    }
    /// Runs it.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
    /// Runs it and demands success; returns what it said.
    #[track_caller]
    pub fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = said(&output);
        assert!(output.status.success(), "{arguments:?}: {said}");
        said
    }
    /// Runs it and demands failure; returns what it said.
    #[track_caller]
    pub fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = said(&output);
        assert!(!output.status.success(), "{arguments:?} should have failed: {said}");
        said
    }

    /// The same installation, opened in this process beside the binary, as a second process of it would.
    pub async fn app(&self) -> App {
        let config = Config {
            data: self.data(),
            database: self.database(),
            profile: "natuna".into(),
            connections: 4,
            ..Config::default()
        };
        // Only the kernel's own records are written here, for which any regency will do.
        let profile = "[daerah]\nnama = \"Kabupaten Contoh\"\nprovinsi = \"Contoh\"\nkode = \"99.01\"\nzona_waktu = \"WIB\"\ndomain = { nama = \"contohkab.go.id\" }\n";
        App::open(config, Profile::parse("natuna", profile).unwrap(), vec![], Clock::System).await.unwrap()
    }

    /// The same with all modules and the profile of the place, at an instant.
    pub async fn whole_app(&self, clock: Clock) -> App {
        self.whole_app_with(clock, |_| {}).await
    }

    /// The same with another configuration.
    pub async fn whole_app_with(&self, clock: Clock, change: impl FnOnce(&mut Config)) -> App {
        let mut config =
            Config { data: self.data(), database: self.database(), profile: "natuna".into(), ..Config::default() };
        change(&mut config);
        App::open(config, crate::profiles::find("natuna").unwrap(), crate::modules::all(), clock).await.unwrap()
    }

    /// Removes the folder and the database.
    pub fn remove(self) {
        std::fs::remove_dir_all(&self.folder).unwrap();
        if let Some(name) = &self.database {
            block_on(admin(&format!("drop database {name} with (force)")));
        }
    }
}

/// Both outputs of a process.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Commits a record with a stored file and returns the hash of its content.
pub async fn record(app: &App, content: Vec<u8>) -> String {
    use kernel::file::{Owner, Secrecy};
    let subject = Subject::new("uji", Uuid::now_v7(), "/");
    let mut write = Write::system(app, "uji.catatan").await.unwrap();
    let owner = Owner { subject: subject.clone(), unit: None, secrecy: Secrecy::Internal };
    let id = app.files.keep_bytes(&mut write, "catatan.txt", content, &owner).await.unwrap();
    let sha256: String = write
        .tx()
        .one("select sha256 from file where id = $1", kernel::args![id])
        .await
        .unwrap()
        .get("sha256")
        .unwrap();
    write.commit(&subject).await.unwrap();
    sha256
}
