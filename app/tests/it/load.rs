//! People who write through the door at the same time, keep what they were told, and in the end compare.
//!
//! Each act carries a key. One whose answer did not arrive is sent again, key and all, until it is answered: it must
//! then have happened exactly once, whether the program died before or after it had kept it.
use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use kernel::auth::{account, session};
use kernel::{App, Clock, Resource as _, args};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::http::{Browser, Part, Reply};
use crate::place::{Place, block_on};

/// How many write at the same time.
const WRITERS: usize = 4;

/// A team as it must be found.
#[derive(Debug, Clone)]
struct Team {
    name: String,
    task: String,
    version: i64,
    /// Hash and name of the file in its field, and of its attachments.
    files: Vec<(String, String)>,
}

/// What was acknowledged.
#[derive(Debug, Default)]
struct Kept {
    teams: BTreeMap<Uuid, Team>,
    /// Key and name of a code, and its version.
    codes: BTreeMap<String, (String, i64)>,
    notices: u64,
}

/// The writers and what they were told.
#[derive(Debug)]
pub struct Load {
    browser: Browser,
    token: String,
    /// The account that gets notices.
    told: Uuid,
    kept: Mutex<Kept>,
    /// Answers so far.
    answers: AtomicUsize,
    over: AtomicBool,
}

/// How a place is made ready for [`people`], who are those of the demonstration.
pub const INIT: [&str; 3] = ["init", "--admin", "pertama"];

/// A signed-in administrator of a place that was made ready with `init`, and a colleague who is told things by mail.
pub fn people(place: &Place, port: u16) -> (Browser, Uuid) {
    block_on(async {
        let app = place.whole_app(Clock::System).await;
        organisasi::demo(&app, "gajah makan durian").await.unwrap();
        let find = async |login: &str| account::by_login(&app, login).await.unwrap().unwrap().id;
        let told = find("hukum").await;
        (signed_in(&app, port, "admin").await, told)
    })
}

/// Somebody of the demonstration, signed in.
pub fn session_of(place: &Place, port: u16, login: &str) -> Browser {
    block_on(async { signed_in(&place.whole_app(Clock::System).await, port, login).await })
}

async fn signed_in(app: &App, port: u16, login: &str) -> Browser {
    let account = account::by_login(app, login).await.unwrap().unwrap();
    let cookie = session::start(app, account.id, "127.0.0.1", "uji", true).await.unwrap();
    let csrf = app.keys.mac("csrf", &Sha256::digest(cookie.as_bytes())).unwrap();
    Browser { address: format!("127.0.0.1:{port}"), cookie, csrf: kernel::keys::hex(&csrf) }
}

/// The administrator holds every role: one person who sees every page.
pub async fn every_role(place: &Place) {
    let app = place.whole_app(Clock::System).await;
    let every: Vec<&str> = kernel::module::ROLES.iter().map(|(role, _)| *role).collect();
    let row = app.db.one("select id from jabatan where nama = 'Administrator Pendopo'", args![]).await.unwrap();
    let mut write = kernel::Write::system(&app, "uji.peran").await.unwrap();
    let table = organisasi::JABATAN.tables().remove(0);
    let id: Uuid = row.get("id").unwrap();
    write.update(&table, id, None, vec![("peran", json!(every).into())]).await.unwrap();
    write.commit(&kernel::Subject::new("jabatan", id, "/jabatan")).await.unwrap();
}

fn key() -> String {
    Uuid::now_v7().to_string()
}

fn hash(content: &[u8]) -> String {
    kernel::keys::hex(&Sha256::digest(content))
}

/// The program is away, or says that a part of it is.
fn is_away(reply: &io::Result<Reply>) -> bool {
    match reply {
        Err(_) => true,
        Ok(reply) => reply.status == 503,
    }
}

impl Load {
    /// Signs in and gets ready to write; the program must answer.
    pub fn new(browser: Browser, told: Uuid) -> Load {
        let fields = [("nama", "uji"), ("hari", "30"), ("hak", "rujukan.ubah"), ("hak", "rujukan.lihat")];
        let page = browser.post("/akun/token", &fields).unwrap();
        let text = page.text();
        let start = text.find("pdp_").unwrap_or_else(|| panic!("{}: {}", page.status, page.main()));
        let token = text[start..].split('<').next().unwrap().to_owned();
        Load {
            browser,
            token,
            told,
            kept: Mutex::default(),
            answers: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        }
    }

    /// Answers that arrived so far.
    pub fn answers(&self) -> usize {
        self.answers.load(Ordering::SeqCst)
    }
    /// Notices that were acknowledged.
    pub fn notices(&self) -> usize {
        usize::try_from(self.kept.lock().unwrap().notices).unwrap()
    }
    /// Whether writers should go home.
    fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    /// Lets all write while the other thing is done, then lets each finish what it has begun.
    pub fn during(&self, work: impl FnOnce()) {
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS).map(|number| scope.spawn(move || self.write(number))).collect();
            // Also when the work fails, or the writers would go on for ever.
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            self.over.store(true, Ordering::SeqCst);
            for writer in writers {
                writer.join().unwrap();
            }
            if let Err(fault) = done {
                std::panic::resume_unwind(fault);
            }
        });
    }

    /// Sends the same request until it is answered.
    fn insist(&self, what: &str, status: u16, send: impl Fn() -> io::Result<Reply>) -> Reply {
        let mut tries = 0;
        loop {
            let reply = send();
            if is_away(&reply) {
                tries += 1;
                assert!(tries < 6000, "{what} is never answered: {reply:?}");
                std::thread::sleep(Duration::from_millis(20));
                continue;
            }
            let reply = reply.unwrap();
            assert_eq!(reply.status, status, "{what}: {}", reply.text());
            self.answers.fetch_add(1, Ordering::SeqCst);
            return reply;
        }
    }

    fn write(&self, number: usize) {
        let mut round = 0_usize;
        while !self.is_over() {
            round += 1;
            match number % 2 {
                0 => self.team(number, round),
                _ => self.code(number, round),
            }
        }
    }

    /// A team with its file through the form; then its task is changed, and a file attached.
    fn team(&self, number: usize, round: usize) {
        let name = format!("Tim beban {number} {round}");
        let file = format!("Keputusan rekaan {name}\n").repeat(1 + round % 50);
        let form = key();
        let reply = self.insist("a new team", 303, || {
            let fields = [
                Part::Field("_kunci", &form),
                Part::Field("nama", &name),
                Part::Field("jenis", "lainnya"),
                Part::Field("mulai", "2026-01-02"),
                Part::File("berkas", "keputusan.txt", file.as_bytes()),
            ];
            self.browser.upload("/tim", &fields)
        });
        let href = reply.header("location").to_owned();
        let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap_or_else(|_| panic!("{name} is at {href}"));
        let mut team = Team {
            name: name.clone(),
            task: String::new(),
            version: 1,
            files: vec![(hash(file.as_bytes()), "keputusan.txt".into())],
        };
        for _ in 0..round % 3 {
            let (form, version, task) = (key(), team.version.to_string(), format!("Tugas {}", Uuid::new_v4()));
            self.insist("a changed team", 303, || {
                let fields = [
                    Part::Field("_kunci", &form),
                    Part::Field("_versi", &version),
                    Part::Field("nama", &name),
                    Part::Field("jenis", "lainnya"),
                    Part::Field("mulai", "2026-01-02"),
                    Part::Field("tugas", &task),
                ];
                self.browser.upload(&href, &fields)
            });
            team.version += 1;
            team.task = task;
        }
        let (form, attached) = (key(), format!("Lampiran rekaan {}", Uuid::new_v4()));
        let attach = format!("{href}/lampiran");
        self.insist("an attachment", 303, || {
            let fields = [Part::Field("_kunci", &form), Part::File("berkas", "lampiran.txt", attached.as_bytes())];
            self.browser.upload(&attach, &fields)
        });
        team.files.push((hash(attached.as_bytes()), "lampiran.txt".into()));
        let mut kept = self.kept.lock().unwrap();
        assert!(kept.teams.insert(id, team).is_none(), "two teams at {href}");
    }

    /// A code through the API, changed once; and a notice with its mail.
    fn code(&self, number: usize, round: usize) {
        let code = format!("beban/{number}.{round}");
        let authorization = format!("Bearer {}", self.token);
        let call = |method: &str, path: &str, extra: (&str, &str), body: &Json| {
            let headers = [("authorization", authorization.as_str()), ("content-type", "application/json"), extra];
            self.browser.send(method, path, &headers, body.to_string().as_bytes())
        };
        let (form, new) = (
            key(),
            json!({ "kunci": code, "kelompok": "beban", "kode": format!("{number}.{round}"), "nama": "Mula-mula", "aktif": true }),
        );
        let made =
            self.insist("a new code", 201, || call("POST", "/api/v1/daftar_kode", ("idempotency-key", &form), &new));
        let made: Json = serde_json::from_slice(&made.body).unwrap();
        let path = format!("/api/v1/daftar_kode/{}", made["id"].as_str().unwrap());
        let mut stored = ("Mula-mula".to_owned(), 1);
        if round.is_multiple_of(2) {
            let name = format!("Nama {}", Uuid::new_v4());
            let change = json!({ "nama": name });
            let form = key();
            self.insist("a changed code", 200, || {
                let headers = [
                    ("authorization", authorization.as_str()),
                    ("content-type", "application/merge-patch+json"),
                    ("if-match", "\"1\""),
                    ("idempotency-key", &form),
                ];
                self.browser.send("PATCH", &path, &headers, change.to_string().as_bytes())
            });
            stored = (name, 2);
        }
        assert!(self.kept.lock().unwrap().codes.insert(code, stored).is_none());
        if round.is_multiple_of(3) {
            let (form, path) = (key(), format!("/admin/akun/{}/pembukaan", self.told));
            self.insist("a notice", 303, || self.browser.post(&path, &[("_kunci", &form)]));
            self.kept.lock().unwrap().notices += 1;
        }
    }

    /// Compares what was acknowledged with what is there; the program has stopped. Jobs of workers that were killed are
    /// run to their end.
    pub fn compare(&self, place: &Place, config: impl FnOnce(&mut kernel::config::Config)) {
        block_on(async {
            // Later, when the leases of those that were killed are over.
            let later = Clock::at(Clock::System.now() + time::Duration::minutes(20));
            let app = place.whole_app_with(later, config).await;
            kernel::job::drain(&app).await.unwrap();
            let kept = std::mem::take(&mut *self.kept.lock().unwrap());
            assert!(kept.teams.len() > 20 && kept.codes.len() > 20 && kept.notices > 5, "too little was written");
            self.compare_teams(&app, &kept).await;
            self.compare_codes(&app, &kept).await;
            compare_parts(&app, &kept).await;
            let report = kernel::audit::verify::all(&app).await.unwrap();
            assert!(report.is_whole(), "{:?}", report.findings);
        });
        let said = place.done(&["periksa", "--berkas"]);
        assert!(said.contains("0 rusak atau hilang") && said.contains("Log utuh"), "{said}");
    }

    async fn compare_teams(&self, app: &App, kept: &Kept) {
        let text =
            "select id, nama, coalesce(tugas, '') as tugas, version, berkas from tim where nama like 'Tim beban %'";
        let rows = app.db.query(text, args![]).await.unwrap();
        assert_eq!(rows.len(), kept.teams.len(), "teams there and acknowledged");
        for row in rows {
            let id: Uuid = row.get("id").unwrap();
            let team = kept.teams.get(&id).unwrap_or_else(|| panic!("nobody was told of team {id}"));
            let (name, task): (String, String) = (row.get("nama").unwrap(), row.get("tugas").unwrap());
            assert_eq!((&name, &task), (&team.name, &team.task), "{id}");
            assert_eq!(row.get::<i64>("version").unwrap(), team.version, "changes of {name}");
            let files = kernel::file::of(app, id).await.unwrap();
            let mut found: Vec<_> = files.iter().map(|file| (file.sha256.clone(), file.name.clone())).collect();
            let mut expected = team.files.clone();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "files of {name}");
            let field: Uuid = row.get("berkas").unwrap();
            assert!(files.iter().any(|file| file.id == field && file.sha256 == team.files[0].0), "the file of {name}");
        }
    }

    async fn compare_codes(&self, app: &App, kept: &Kept) {
        let rows = app
            .db
            .query("select kunci, nama, version from daftar_kode where kelompok = 'beban'", args![])
            .await
            .unwrap();
        let found: BTreeMap<String, (String, i64)> = rows
            .iter()
            .map(|row| (row.get("kunci").unwrap(), (row.get("nama").unwrap(), row.get("version").unwrap())))
            .collect();
        assert_eq!(rows.len(), found.len());
        assert_eq!(found, kept.codes);
    }
}

/// A change is whole: row, leaf, event, search row, file and job, all or none.
async fn compare_parts(app: &App, kept: &Kept) {
    let count = async |text: &str| app.db.one(text, args![]).await.unwrap().get::<i64>("n").unwrap();
    for (what, text) in [
        (
            "changes without an event",
            "select count(*) as n from audit_leaf l where not exists (select 1 from event e where e.subject = l.subject and e.kind = l.kind and e.at = l.at)",
        ),
        (
            "events without a change",
            "select count(*) as n from event e where not exists (select 1 from audit_leaf l where l.subject = e.subject and l.kind = e.kind and l.at = e.at)",
        ),
        (
            "teams that cannot be found",
            "select count(*) as n from tim t where not exists (select 1 from search_doc d where d.id = t.id)",
        ),
        (
            "codes that cannot be found",
            "select count(*) as n from daftar_kode k where not exists (select 1 from search_doc d where d.id = k.id and d.title = k.nama)",
        ),
        (
            "search rows without their record",
            "select count(*) as n from search_doc d where d.title like 'Tim beban %' and not exists (select 1 from tim t where t.id = d.id)",
        ),
        (
            "files without a record",
            "select count(*) as n from file f where f.kind = 'tim' and not exists (select 1 from tim t where t.id = f.subject)",
        ),
        ("jobs left over", "select count(*) as n from job"),
        (
            "notices that were not mailed",
            "select count(*) as n from notification where event = 'akun.administrator' and mailed is null",
        ),
    ] {
        assert_eq!(count(text).await, 0, "{what}");
    }
    let told = count("select count(*) as n from notification where event = 'akun.administrator'").await;
    assert_eq!(u64::try_from(told).unwrap(), kept.notices, "notices");
}
