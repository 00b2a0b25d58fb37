//! A database for one test.

use db::{Config, Db, Limits, MigrationSet};
use futures_util::FutureExt;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use tokio_postgres::NoTls;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Sqlite,
    Postgres,
}

/// Where the database of this test is.
#[derive(Clone)]
pub struct Base {
    pub side: Side,
    /// A folder that is removed afterwards.
    pub dir: PathBuf,
    /// PostgreSQL: name of the database.
    name: Arc<str>,
}

/// The server given by the environment.
pub fn server() -> String {
    std::env::var("PENDOPO_TEST_PG").expect(
        "PENDOPO_TEST_PG is not set: run ./check, or start a server with `scripts/pg start DIR` and export the URL it prints",
    )
}

/// Runs statements as the superuser of the server.
pub async fn admin(database: &str, sql: &str) {
    let mut config: tokio_postgres::Config = server().parse().expect("PENDOPO_TEST_PG is a URL");
    let (client, connection) = config.dbname(database).connect(NoTls).await.expect("the test server answers");
    let connection = tokio::spawn(connection);
    client.batch_execute(sql).await.expect(sql);
    drop(client);
    let _ = connection.await;
}

impl Base {
    pub async fn new(side: Side) -> Base {
        let name = format!("uji_{}", uuid::Uuid::now_v7().simple());
        let dir = std::env::temp_dir().join(&name);
        std::fs::create_dir(&dir).unwrap();
        if side == Side::Postgres {
            admin("postgres", &format!("create database {name}")).await;
        }
        Base { side, dir, name: name.into() }
    }

    pub async fn remove(self) {
        // The threads of a database that was just dropped may still be putting their files away.
        for _ in 0..100 {
            if std::fs::remove_dir_all(&self.dir).is_ok() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        if self.side == Side::Postgres {
            admin("postgres", &format!("drop database {} with (force)", self.name)).await;
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn config(&self) -> Config {
        match self.side {
            Side::Sqlite => Config::Sqlite { path: self.dir.join("uji.sqlite"), readers: 2 },
            Side::Postgres => {
                let server = server();
                let (host, _) = server.rsplit_once('/').expect("PENDOPO_TEST_PG ends with /postgres");
                Config::Postgres { url: format!("{host}/{}", self.name), max: 8 }
            }
        }
    }

    pub async fn db(&self) -> Db {
        Db::open(&self.config()).await.unwrap()
    }

    pub async fn db_with(&self, limits: Limits) -> Db {
        Db::open_with(&self.config(), limits).await.unwrap()
    }

    /// A database with these tables.
    pub async fn tables(&self, sql: &'static str) -> Db {
        let db = self.db().await;
        migrate(&db, sql).await;
        db
    }
}

/// Runs one script.
pub async fn migrate(db: &Db, sql: &'static str) {
    let scripts: &'static [(&'static str, &'static str)] = Box::leak(Box::new([("0001_uji", sql)]));
    db.migrate(&[MigrationSet { module: "uji", scripts }]).await.unwrap();
}

/// Runs a test with a database of its own, which is removed even when the test fails.
pub fn run<F: Future<Output = ()>>(side: Side, test: impl FnOnce(Base) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let base = Base::new(side).await;
        let result = AssertUnwindSafe(test(base.clone())).catch_unwind().await;
        base.remove().await;
        if let Err(panic) = result {
            resume_unwind(panic);
        }
    });
}
