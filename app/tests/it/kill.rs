//! Sudden death under load: of the program, and of the database server behind it. What was acknowledged is there, once.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::load::{INIT, Load, people};
use crate::place::{Place, Side};
use crate::server::{Server, free_port, signal, until};
use testkit::smtp::Smtp;
use uuid::Uuid;

/// How often the program is killed on each database.
const KILLS: usize = 52;

/// A mail server, and the file of configuration that names it.
fn mail(place: &Place) -> (tokio::runtime::Runtime, Smtp, kernel::config::Mail) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let smtp = {
        let _inside = runtime.enter();
        let smtp = Smtp::down();
        smtp.up();
        smtp
    };
    let server = format!("smtp://127.0.0.1:{}", smtp.port);
    let from = "SPBE <spbe@contohkab.test>".to_owned();
    let text = format!("[mail]\nserver = \"{server}\"\nfrom = \"{from}\"\n");
    std::fs::write(place.file("pendopo.toml"), text).unwrap();
    (runtime, smtp, kernel::config::Mail { server, user: None, password: None, from, ca: None })
}

const CONFIG: [&str; 2] = ["--config", "pendopo.toml"];

/// Notices that the mail server took: one that came twice came under the same number.
fn mailed(smtp: &Smtp) -> usize {
    let messages = smtp.messages();
    let notices = messages.iter().filter(|message| message.header("Subject") == "Akun Anda dibuka kembali");
    notices.map(|message| message.header("Message-ID")).collect::<std::collections::BTreeSet<_>>().len()
}

/// A moment that nobody can foresee, up to this long.
fn somewhen(most: u64) -> Duration {
    Duration::from_micros(u64::from(Uuid::new_v4().as_fields().0) % (most * 1000))
}

fn killed_again_and_again(side: Side) {
    let place = Place::new(side);
    let port = free_port();
    let (_runtime, smtp, mail) = mail(&place);
    place.done(&INIT);
    let (browser, told) = people(&place, port);
    let mut server = Server::start(&place, port, &CONFIG, &[]);
    let load = Load::new(browser, told);
    load.during(|| {
        for round in 0..KILLS {
            if round % 8 == 7 {
                // Not only while it serves: also while it starts.
                std::thread::sleep(somewhen(400));
            } else {
                let before = load.answers();
                until("a few writes are acknowledged", || {
                    assert!(server.is_running(), "the program has ended by itself: {}", server.log());
                    load.answers() >= before + 4
                });
                std::thread::sleep(somewhen(150));
            }
            server.kill();
            server = Server::spawn(&place, port, &CONFIG, &[]);
        }
        server.wait_until_up();
    });
    server.stop();
    let notices = load.notices();
    load.compare(&place, |config| config.mail = Some(mail));
    assert_eq!(mailed(&smtp), notices);
    place.remove();
}

#[test]
fn killed_again_and_again_on_sqlite() {
    killed_again_and_again(Side::Sqlite);
}

#[test]
fn killed_again_and_again_on_postgres() {
    killed_again_and_again(Side::Postgres);
}

/// A PostgreSQL server of one test's own.
pub struct OwnServer {
    dir: PathBuf,
    pub url: String,
}

fn script(command: &str, dir: &Path) -> Result<String, String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/pg");
    let done = Command::new(script).arg(command).arg(dir).output().unwrap();
    if done.status.success() {
        Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
    } else {
        Err(String::from_utf8_lossy(&done.stderr).into_owned())
    }
}

impl OwnServer {
    pub fn start() -> OwnServer {
        let dir = std::env::temp_dir().join(format!("pendopo_pg_{}", Uuid::now_v7().simple()));
        let url = script("start", &dir).unwrap();
        OwnServer { dir, url }
    }
    /// Stops at once and leaves the repair to the next start.
    pub fn crash(&self) {
        script("crash", &self.dir).unwrap();
    }
    /// SIGKILL to the process over all others, which end when they notice.
    pub fn kill(&self) {
        let text = std::fs::read_to_string(self.dir.join("data/postmaster.pid")).unwrap();
        signal(text.lines().next().unwrap().parse().unwrap(), "KILL");
    }
    /// Starts again, as soon as nothing of the killed one is left.
    pub fn resume(&self) {
        until("the database server starts again", || script("resume", &self.dir).is_ok());
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        let _ = script("stop", &self.dir);
    }
}

#[test]
fn the_database_server_dies_under_load_and_nobody_restarts_the_program() {
    let postgres = OwnServer::start();
    let place = Place::on_server(&postgres.url);
    let port = free_port();
    let (_runtime, smtp, mail) = mail(&place);
    place.done(&INIT);
    let (browser, told) = people(&place, port);
    let mut server = Server::start(&place, port, &CONFIG, &[]);
    let load = Load::new(browser, told);
    load.during(|| {
        for round in 0..6 {
            let before = load.answers();
            until("writes are acknowledged", || load.answers() >= before + 40);
            std::thread::sleep(somewhen(150));
            if round % 2 == 0 {
                postgres.crash()
            } else {
                postgres.kill()
            }
            std::thread::sleep(somewhen(300));
            postgres.resume();
            assert!(server.is_running(), "{}", server.log());
        }
        let before = load.answers();
        until("writes are acknowledged at the end", || load.answers() >= before + 40);
    });
    server.stop();
    let notices = load.notices();
    load.compare(&place, |config| config.mail = Some(mail));
    assert_eq!(mailed(&smtp), notices);
    place.remove();
}
