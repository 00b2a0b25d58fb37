//! What the program stands on gives way and comes back: a page that says so, nothing half written, and no restart.
use std::time::Duration;

use kernel::{App, Clock, args};
use serde_json::Value as Json;
use testkit::smtp::Smtp;
use uuid::Uuid;

use crate::bucket::{BUCKET, Bucket, KEY};
use crate::http::{Browser, Part, Reply};
use crate::kill::OwnServer;
use crate::load::{INIT, people};
use crate::place::{Place, Side, block_on};
use crate::server::{Server, free_port, until};

/// A running program with an administrator at the door.
struct Standing {
    place: Place,
    server: Server,
    browser: Browser,
    told: Uuid,
    /// A second process beside it, which looks at the database.
    app: App,
}

impl Standing {
    fn new(place: Place, arguments: &[&str], envs: &[(&str, String)]) -> Standing {
        place.done(&INIT);
        let port = free_port();
        let (browser, told) = people(&place, port);
        let server = Server::start(&place, port, arguments, envs);
        let app = block_on(place.whole_app(Clock::System));
        Standing { place, server, browser, told, app }
    }

    /// Sends a new team, with a file when there is a content.
    fn team(&self, key: Uuid, name: &str, content: Option<&[u8]>) -> Reply {
        let key = key.to_string();
        let mut parts = vec![
            Part::Field("_kunci", &key),
            Part::Field("nama", name),
            Part::Field("jenis", "lainnya"),
            Part::Field("mulai", "2026-01-02"),
        ];
        parts.extend(content.map(|content| Part::File("berkas", "keputusan.txt", content)));
        self.browser.upload("/tim", &parts).unwrap()
    }

    /// Makes a new team, or fails; returns its address.
    #[track_caller]
    fn made(&self, key: Uuid, name: &str, content: Option<&[u8]>) -> String {
        let reply = self.team(key, name, content);
        assert_eq!(reply.status, 303, "{}\n{}", reply.main(), self.server.log());
        reply.header("location").to_owned()
    }

    /// How many rows there are of all that one change writes.
    fn rows(&self) -> Vec<(&'static str, i64)> {
        block_on(async {
            let mut rows = vec![];
            for table in
                ["tim", "file", "audit_leaf", "audit_change", "event", "search_doc", "form_key", "notification"]
            {
                let row = self.app.db.one(&format!("select count(*) as n from {table}"), args![]).await.unwrap();
                rows.push((table, row.get("n").unwrap()));
            }
            rows
        })
    }

    async fn teams(app: &App) -> Vec<String> {
        let rows =
            app.db.query("select nama from tim where nama like 'Tim uji %' order by nama", args![]).await.unwrap();
        rows.iter().map(|row| row.get("nama").unwrap()).collect()
    }

    /// The work in the background goes on: new leaves find their place in the log.
    fn log_goes_on(&self) {
        until("the log is continued", || {
            block_on(async {
                let text = "select count(*) as n from audit_leaf where seq is null";
                self.app.db.one(text, args![]).await.unwrap().get::<i64>("n").unwrap() == 0
            })
        });
    }

    /// The end: the same process all along, exactly these teams, their files, and a log that agrees.
    fn finish(self, names: &[&str]) {
        let place = self.ended(names);
        let said = place.done(&["periksa", "--berkas"]);
        assert!(said.contains("0 rusak atau hilang") && said.contains("Log utuh"), "{said}");
        place.remove();
    }

    /// The same where the files lie elsewhere.
    fn finish_without_files(self, names: &[&str]) {
        let place = self.ended(names);
        assert!(place.done(&["log", "verifikasi"]).contains("Log utuh"));
        place.remove();
    }

    fn ended(mut self, names: &[&str]) -> Place {
        assert!(self.server.is_running(), "{}", self.server.log());
        self.log_goes_on();
        self.server.stop();
        let found = block_on(Standing::teams(&self.app));
        assert_eq!(found, names);
        self.place
    }
}

/// An API answer that says the same as the page.
#[track_caller]
fn demand_problem(reply: &Reply) {
    assert_eq!(reply.status, 503, "{}", reply.text());
    let tree: Json = serde_json::from_slice(&reply.body).unwrap();
    assert!(tree["reference"].as_str().is_some_and(|number| number.len() == 10), "{tree}");
}

#[test]
fn a_full_disk_is_said_and_forgotten() {
    let standing = Standing::new(Place::new(Side::Sqlite), &[], &[]);
    let server = &standing.server;
    standing.made(Uuid::now_v7(), "Tim uji 1", Some(b"isi pertama"));
    standing.log_goes_on();
    let before = standing.rows();
    // No byte more, in no file.
    server.limit_files(Some(0));
    let (with_file, without) = (Uuid::now_v7(), Uuid::now_v7());
    server.demand_trouble(&standing.team(with_file, "Tim uji 2", Some(b"isi kedua")));
    server.demand_trouble(&standing.team(without, "Tim uji 3", None));
    server.demand_trouble(
        &standing.browser.upload("/daftar_kode/impor", &[Part::File("berkas", "kode.csv", b"kunci\n1\n")]).unwrap(),
    );
    server.demand_trouble(
        &standing
            .browser
            .post(
                "/hari_libur",
                &[("tanggal", "02-01-2030"), ("nama", "Hari uji"), ("jenis", "libur_daerah"), ("perkiraan", "tidak")],
            )
            .unwrap(),
    );
    // Reading goes on.
    let page = standing.browser.get("/tim").unwrap();
    assert!(page.status == 200 && page.main().contains("Tim uji 1"));
    assert_eq!(standing.rows(), before);
    server.limit_files(None);
    standing.made(with_file, "Tim uji 2", Some(b"isi kedua"));
    standing.made(without, "Tim uji 3", None);
    // A disk that fills up in the middle of things: what is told as kept is kept, what is refused is not there.
    let wal = std::fs::metadata(standing.place.data().join("pendopo.sqlite-wal")).unwrap().len();
    let main = std::fs::metadata(standing.place.data().join("pendopo.sqlite")).unwrap().len();
    let mut names = vec!["Tim uji 1".to_owned(), "Tim uji 2".into(), "Tim uji 3".into()];
    let mut refused = 0;
    // From nothing to more than there is: where in its files the database writes next is its own affair.
    let end = wal.max(main) + 1_000_000;
    for step in 0..30_u64 {
        server.limit_files(Some(end * step / 29));
        let name = format!("Tim uji tengah {step:02}");
        let reply = standing.team(Uuid::now_v7(), &name, (step % 2 == 0).then_some(name.as_bytes()));
        if reply.status == 303 {
            names.push(name);
        } else {
            server.demand_trouble(&reply);
            refused += 1;
        }
    }
    assert!(refused > 0 && names.len() > 3, "{refused} refused, {} kept", names.len() - 3);
    server.limit_files(None);
    standing.made(Uuid::now_v7(), "Tim uji terakhir", Some(b"isi terakhir"));
    names.push("Tim uji terakhir".into());
    names.sort();
    standing.finish(&names.iter().map(String::as_str).collect::<Vec<_>>());
}

/// A log on the same full disk: its lines are lost, the program is not.
#[test]
fn a_log_that_cannot_be_written_stops_nothing() {
    let place = Place::new(Side::Sqlite);
    place.done(&INIT);
    let port = free_port();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = place.command(&["serve", "--listen", &format!("127.0.0.1:{port}")]);
    let mut program =
        command.env("PENDOPO_LOG", "debug").stderr(full).stdout(std::process::Stdio::null()).spawn().unwrap();
    let visitor = Browser { address: format!("127.0.0.1:{port}"), ..Browser::default() };
    until("the program answers", || {
        assert!(program.try_wait().unwrap().is_none(), "the program has ended");
        visitor.get("/sehat").is_ok_and(|reply| reply.status == 200)
    });
    // A fault that is logged while its page is made.
    std::fs::remove_dir_all(place.data().join("sementara")).ok();
    std::fs::write(place.data().join("sementara"), "").unwrap();
    let page = visitor.upload("/masuk", &[Part::File("x", "x.txt", b"x")]).unwrap();
    assert!(page.status == 503 && page.reference().is_some(), "{}: {}", page.status, page.main());
    assert!(visitor.get("/sehat").is_ok_and(|reply| reply.status == 200));
    crate::server::signal(program.id(), "TERM");
    assert!(program.wait().unwrap().success());
    place.remove();
}

#[test]
fn files_that_are_out_of_reach_come_back() {
    for side in [Side::Sqlite, Side::Postgres] {
        let standing = Standing::new(Place::new(side), &[], &[]);
        let (server, content) = (&standing.server, b"isi yang disimpan".as_slice());
        let href = standing.made(Uuid::now_v7(), "Tim uji 1", Some(content));
        let page = standing.browser.get(&format!("{href}/lampiran")).unwrap().text();
        let start = page.find(&format!("{href}/lampiran/")).unwrap();
        let file = page[start..].split('"').next().unwrap().to_owned();
        assert_eq!(standing.browser.get(&file).unwrap().body, content);
        let (here, away) = (standing.place.data().join("berkas"), standing.place.data().join("berkas.jauh"));
        std::fs::rename(&here, &away).unwrap();
        let before = standing.rows();
        let key = Uuid::now_v7();
        // First the folder is not there, as when a disk is not mounted; then nothing can be made in it.
        for step in 0..2 {
            server.demand_trouble(&standing.browser.get(&file).unwrap());
            server.demand_trouble(&standing.team(key, "Tim uji 2", Some(b"isi kedua")));
            assert!(!here.is_dir(), "the folder was made anew");
            if step == 0 {
                std::fs::write(&here, "").unwrap();
            }
        }
        assert_eq!(standing.rows(), before);
        // What needs no file goes on.
        standing.made(Uuid::now_v7(), "Tim uji 3", None);
        std::fs::remove_file(&here).unwrap();
        std::fs::rename(&away, &here).unwrap();
        assert_eq!(standing.browser.get(&file).unwrap().body, content);
        standing.made(key, "Tim uji 2", Some(b"isi kedua"));
        standing.finish(&["Tim uji 1", "Tim uji 2", "Tim uji 3"]);
    }
}

async fn sql(url: &str, text: &str) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    let running = tokio::spawn(connection);
    client.batch_execute(text).await.unwrap();
    drop(client);
    let _ = running.await;
}

#[test]
fn a_database_server_that_is_gone_or_full_comes_back() {
    let postgres = OwnServer::start();
    let standing = Standing::new(Place::on_server(&postgres.url), &[], &[]);
    let server = &standing.server;
    standing.made(Uuid::now_v7(), "Tim uji 1", Some(b"isi pertama"));
    postgres.crash();
    let key = Uuid::now_v7();
    for _ in 0..2 {
        server.demand_trouble(&standing.browser.get("/tim").unwrap());
        server.demand_trouble(&standing.browser.get("/").unwrap());
        server.demand_trouble(&standing.team(key, "Tim uji 2", Some(b"isi kedua")));
        server.demand_trouble(&standing.browser.get("/jdih").unwrap());
        demand_problem(
            &standing.browser.send("GET", "/api/v1/tim", &[("authorization", "Bearer pdp_x")], &[]).unwrap(),
        );
    }
    assert_eq!(standing.browser.get("/sehat").unwrap().status, 503);
    assert_eq!(standing.browser.get("/masuk").unwrap().status, 503);
    // Who has no session can still open the door, though not go through it.
    let visitor = Browser { address: standing.browser.address.clone(), ..Browser::default() };
    assert_eq!(visitor.get("/masuk").unwrap().status, 200);
    postgres.resume();
    until("the program answers again", || standing.browser.get("/sehat").unwrap().status == 200);
    standing.made(key, "Tim uji 2", Some(b"isi kedua"));
    // Full, and only told at the commit.
    let full = "create function penuh() returns trigger language plpgsql as
            $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
        create constraint trigger penuh after insert on audit_leaf deferrable initially deferred
            for each row execute function penuh();";
    let before = standing.rows();
    block_on(sql(&postgres.url, full));
    let key = Uuid::now_v7();
    server.demand_trouble(&standing.team(key, "Tim uji 3", Some(b"isi ketiga")));
    server.demand_trouble(&standing.team(Uuid::now_v7(), "Tim uji 4", None));
    assert_eq!(standing.rows(), before);
    block_on(sql(&postgres.url, "drop trigger penuh on audit_leaf; drop function penuh;"));
    standing.made(key, "Tim uji 3", Some(b"isi ketiga"));
    standing.finish(&["Tim uji 1", "Tim uji 2", "Tim uji 3"]);
}

#[test]
fn mail_waits_for_its_server() {
    for side in [Side::Sqlite, Side::Postgres] {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let smtp = {
            let _inside = runtime.enter();
            Smtp::down()
        };
        let place = Place::new(side);
        let text =
            format!("[mail]\nserver = \"smtp://127.0.0.1:{}\"\nfrom = \"SPBE <spbe@contohkab.test>\"\n", smtp.port);
        std::fs::write(place.file("pendopo.toml"), text).unwrap();
        let standing = Standing::new(place, &["--config", "pendopo.toml"], &[]);
        let reply = standing
            .browser
            .post(&format!("/admin/akun/{}/pembukaan", standing.told), &[("_kunci", &Uuid::now_v7().to_string())]);
        assert_eq!(reply.unwrap().status, 303);
        until("the mail was tried", || standing.server.log().contains("the mail server"));
        // Pages go on, and the queue shows what waits.
        standing.made(Uuid::now_v7(), "Tim uji 1", None);
        assert_eq!(standing.browser.get("/admin/pekerjaan").unwrap().status, 200);
        assert!(smtp.messages().is_empty());
        {
            let _inside = runtime.enter();
            smtp.up();
        }
        until("the mail goes out", || smtp.messages().len() == 1);
        until("the queue is empty", || {
            std::thread::sleep(Duration::from_millis(100));
            block_on(async {
                standing.app.db.one("select count(*) as n from job", args![]).await.unwrap().get::<i64>("n").unwrap()
                    == 0
            })
        });
        standing.finish(&["Tim uji 1"]);
        assert_eq!(smtp.messages().len(), 1);
    }
}

/// A bucket that does not answer holds up nobody but those who wait for it.
#[test]
fn a_bucket_that_falls_silent_comes_back() {
    let bucket = Bucket::start();
    let mut envs = bucket.variables(KEY.1);
    envs.push(("PENDOPO_FILES".into(), format!("s3://{BUCKET}/pendopo")));
    envs.push(("AWS_TIMEOUT".into(), "2 seconds".into()));
    let envs: Vec<(&str, String)> = envs.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let standing = Standing::new(Place::new(Side::Sqlite), &[], &envs);
    let server = &standing.server;
    let content = b"isi dalam ember".as_slice();
    let href = standing.made(Uuid::now_v7(), "Tim uji 1", Some(content));
    let holds = |content: &[u8]| bucket.objects().values().any(|object| object == content);
    assert!(holds(content));
    let page = standing.browser.get(&format!("{href}/lampiran")).unwrap().text();
    let start = page.find(&format!("{href}/lampiran/")).unwrap();
    let file = page[start..].split('"').next().unwrap().to_owned();
    assert_eq!(standing.browser.get(&file).unwrap().body, content);
    bucket.fall_silent(true);
    let key = Uuid::now_v7();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| standing.team(key, "Tim uji 2", Some(b"isi kedua")));
        until("the bucket is asked", || bucket.ignored() > 0);
        // Its transaction has not begun: others write meanwhile.
        standing.made(Uuid::now_v7(), "Tim uji 3", None);
        assert!(!waiting.is_finished(), "the upload did not wait");
        server.demand_trouble(&waiting.join().unwrap());
    });
    server.demand_trouble(&standing.browser.get(&file).unwrap());
    bucket.fall_silent(false);
    assert_eq!(standing.browser.get(&file).unwrap().body, content);
    standing.made(key, "Tim uji 2", Some(b"isi kedua"));
    assert!(holds(b"isi kedua"));
    standing.finish_without_files(&["Tim uji 1", "Tim uji 2", "Tim uji 3"]);
}
