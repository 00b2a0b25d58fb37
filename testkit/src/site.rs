//! A whole program with an empty database of its own.
use std::path::PathBuf;

use axum::Router;
use kernel::config::Config;
use kernel::file::Store;
use kernel::keys::Keys;
use kernel::profile::Profile;
use kernel::{App, BoxFuture, Clock, Db, Module, Result, Table, args, auth::Assignment, db};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::person::{Assigned, Client};

/// Which database a site runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own on the server of `PENDOPO_TEST_PG`.
    Postgres,
}

impl Backend {
    /// Both, for tests that prepare something beside each site.
    pub const BOTH: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];
}

/// What a test may want otherwise.
#[derive(Debug, Clone)]
pub struct Options {
    /// Text of the profile.
    pub profile: String,
    /// Districts and villages of the profile, as CSV (`kode,nama,induk,jenis`).
    pub regions: String,
    /// Configuration; database, data folder and profile are filled in.
    pub config: Config,
    /// Run the modules' setup (what the profile and the shipped data say).
    pub setup: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { profile: profile().to_owned(), regions: String::new(), config: Config::default(), setup: false }
    }
}

/// An invented regency, for tests that need no particular one.
pub fn profile() -> &'static str {
    "[daerah]\nnama = \"Kabupaten Contoh\"\nprovinsi = \"Contoh\"\nkode = \"99.01\"\nzona_waktu = \"WIB\"\ndomain = { nama = \"contohkab.go.id\" }\n"
}

/// Positions of test people live in a table of their own, so that no test of a module needs another module.
const DIRECTORY: Module = Module {
    name: "uji",
    title: "Uji",
    migrations: &[(
        "0001_uji",
        "create table uji_penugasan (id uuid primary key, account uuid not null, role text not null, unit uuid not null, tree jsonb not null, ends timestamptz);",
    )],
    tables: no_tables,
    ports: kernel::module::Ports { directory: Some(directory), holders: Some(holders), ..kernel::module::Ports::NONE },
    ..Module::EMPTY
};
static DIRECTORY_MODULE: Module = DIRECTORY;

fn no_tables() -> Vec<Table> {
    vec![]
}

fn directory(app: App, account: Uuid, at: time::OffsetDateTime) -> BoxFuture<Result<Vec<Assignment>>> {
    Box::pin(async move {
        let text =
            "select role, unit, tree from uji_penugasan where account = $1 and (ends is null or ends > $2) order by id";
        let rows = app.db.query(text, args![account, at]).await?;
        rows.iter()
            .map(|row| {
                let tree: serde_json::Value = row.get("tree")?;
                let tree = tree.as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok()).collect();
                let role: String = row.get("role")?;
                Ok(Assignment { title: role.clone(), role, unit: row.get("unit")?, tree })
            })
            .collect()
    })
}

fn holders(app: App, role: String, unit: Option<Uuid>, at: time::OffsetDateTime) -> BoxFuture<Result<Vec<Uuid>>> {
    Box::pin(async move {
        let text = "select distinct account from uji_penugasan where role = $1 and (ends is null or ends > $2) and (unit = $3 or $3 is null)";
        let rows = app.db.query(text, args![role, at, unit]).await?;
        rows.iter().map(|row| Ok(row.get("account")?)).collect()
    })
}

/// A running program for one test.
pub struct Site {
    /// The program.
    pub app: App,
    /// Its service.
    pub router: Router,
    /// Which database it has.
    pub backend: Backend,
    /// Its data folder.
    pub folder: PathBuf,
    database: Option<String>,
    /// Faults that a test caused on purpose.
    pub expected_faults: u64,
    /// The test damaged the log on purpose.
    pub tampered: bool,
}

/// Runs a test on both databases. At its end nothing may be left: no fault in the log, no job, no record without its leaf.
pub fn on_both(modules: &[&'static Module], test: impl AsyncFn(&mut Site)) {
    on_both_with(modules, Options::default(), test);
}

/// The same with other options.
pub fn on_both_with(modules: &[&'static Module], options: Options, test: impl AsyncFn(&mut Site)) {
    for backend in Backend::BOTH {
        block_on(async {
            let mut site = Site::start(backend, modules, options.clone()).await;
            test(&mut site).await;
            site.finish().await;
        });
    }
}

/// Runs a future on a runtime of two threads.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(future)
}

fn server() -> String {
    std::env::var("PENDOPO_TEST_PG")
        .expect("PENDOPO_TEST_PG is not set: tests run on both databases. Run ./check, or start a server with scripts/pg start DIR and export what it prints")
}

fn with_database(server: &str, name: &str) -> String {
    let (head, query) =
        server.split_once('?').map_or((server, String::new()), |(head, query)| (head, format!("?{query}")));
    let base = head.rsplit_once('/').map_or(head, |(base, _)| base);
    format!("{base}/{name}{query}")
}

async fn postgres(modules: &[&'static Module]) -> String {
    let server = server();
    let turns =
        Db::open(&db::Config::Postgres { url: server.clone(), max: 2 }).await.expect("PENDOPO_TEST_PG does not answer");
    let mut hash = Sha256::new();
    for module in std::iter::once(&&kernel::inti::MODULE).chain(modules) {
        for (name, text) in module.migrations {
            hash.update(name.as_bytes());
            hash.update(text.as_bytes());
        }
    }
    for (name, text) in db::SCHEMA.scripts {
        hash.update(name.as_bytes());
        hash.update(text.as_bytes());
    }
    let template = format!("pendopo_t_{}", &kernel::keys::hex(&hash.finalize())[..16]);
    let fresh = format!("pendopo_u_{}", Uuid::now_v7().simple());
    // One test makes the template, the others wait for it.
    let mut turn = turns.begin().await.unwrap();
    db::lock::exclusive(&mut turn, &template).await.unwrap();
    let there =
        turns.optional("select 1 as one from pg_database where datname = $1", args![template.clone()]).await.unwrap();
    if there.is_none() {
        let half = format!("{template}_x");
        admin(&server, &format!("drop database if exists {half}")).await;
        admin(&server, &format!("create database {half}")).await;
        let target = Db::open(&db::Config::Postgres { url: with_database(&server, &half), max: 1 }).await.unwrap();
        let sets: Vec<_> = std::iter::once(db::SCHEMA)
            .chain(
                std::iter::once(&&kernel::inti::MODULE)
                    .chain(modules)
                    .map(|module| db::MigrationSet { module: module.name, scripts: module.migrations }),
            )
            .collect();
        target.migrate(&sets).await.unwrap();
        drop(target);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        admin(&server, &format!("alter database {half} rename to {template}")).await;
    }
    admin(&server, &format!("create database {fresh} template {template}")).await;
    turn.commit().await.unwrap();
    fresh
}

impl Site {
    /// Starts a program on an empty, migrated database.
    pub async fn start(backend: Backend, modules: &[&'static Module], options: Options) -> Site {
        let folder = std::env::temp_dir().join(format!("pendopo-uji-{}", Uuid::now_v7().simple()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut all: Vec<&'static Module> = vec![&DIRECTORY_MODULE];
        all.extend(modules);
        let mut config =
            Config { data: folder.clone(), connections: 4, url: "http://pendopo.test".into(), ..options.config };
        let database = match backend {
            Backend::Sqlite => None,
            Backend::Postgres => {
                let name = postgres(&all).await;
                config.database = with_database(&server(), &name);
                Some(name)
            }
        };
        let db = Db::open(&config.database()).await.unwrap();
        let files = Store::open(&config).unwrap();
        let mut profile = Profile::parse("contoh", &options.profile).expect("the profile of the test");
        profile.regions = options.regions;
        let keys = Keys::from_master(&[42; 32]);
        let app = App::with(db, config, profile, keys, files, all, Clock::at(crate::NOW)).unwrap();
        app.migrate().await.unwrap();
        if options.setup {
            app.setup().await.unwrap();
        }
        let router = kernel::web::router(&app).unwrap();
        Site { app, router, backend, folder, database, expected_faults: 0, tampered: false }
    }

    /// Whether the database is a file of this program, in [`Site::folder`], and not on a server: for tests that look into files.
    pub fn keeps_its_database(&self) -> bool {
        self.database.is_none()
    }

    /// A visitor without account.
    pub fn visitor(&self) -> Client {
        Client::visitor(self)
    }

    /// An account without positions and without a session.
    pub async fn visitor_account(&self, login: &str) -> Uuid {
        Client::sign_in(self, login, vec![]).await.account
    }

    /// A signed-in citizen who registered with this address.
    pub async fn citizen(&self, email: &str) -> Client {
        Client::citizen(self, email).await
    }

    /// A signed-in person with these positions: role and unit. The unit's tree is the unit alone.
    pub async fn person(&self, login: &str, positions: &[(&str, Uuid)]) -> Client {
        let assigned =
            positions.iter().map(|&(role, unit)| Assigned { role: role.to_owned(), unit, tree: vec![unit] }).collect();
        self.person_with(login, assigned).await
    }

    /// A signed-in person with these positions and trees.
    pub async fn person_with(&self, login: &str, positions: Vec<Assigned>) -> Client {
        Client::sign_in(self, login, positions).await
    }

    /// Runs all jobs and places all leaves, as the worker would.
    pub async fn settle(&self) {
        kernel::job::drain(&self.app).await.unwrap();
        kernel::audit::log::integrate(&self.app).await.unwrap();
    }

    /// The check at the end of every test, then the database goes.
    pub async fn finish(self) {
        self.settle().await;
        assert_eq!(self.app.metrics.faults(), self.expected_faults, "answers with an internal error");
        let dead: i64 = self.app.db.one("select count(*) as n from job", vec![]).await.unwrap().get("n").unwrap();
        assert_eq!(dead, 0, "jobs left over");
        let report = kernel::audit::verify::all(&self.app).await.unwrap();
        assert!(self.tampered || report.is_whole(), "{:?}: {:?}", self.backend, report.findings);
        let (database, folder) = (self.database.clone(), self.folder.clone());
        drop(self);
        if let Some(name) = database {
            admin(&server(), &format!("drop database if exists {name} with (force)")).await;
        }
        let _ = std::fs::remove_dir_all(folder);
    }
}

/// Makes and drops databases, which no transaction can hold.
async fn admin(server: &str, text: &str) {
    let (client, connection) =
        tokio_postgres::connect(server, tokio_postgres::NoTls).await.expect("PENDOPO_TEST_PG does not answer");
    let running = tokio::spawn(connection);
    client.batch_execute(text).await.unwrap();
    drop(client);
    let _ = running.await;
}
