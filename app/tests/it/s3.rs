//! Files in a bucket instead of a folder, through the door and with the binary.
use std::process::Command;
use std::time::{Duration, Instant};

use axum::http::Method;
use kernel::config::Config;
use kernel::file::Store;
use kernel::keys::Keys;
use kernel::{App, Clock, Db};
use sha2::{Digest as _, Sha256};
use testkit::{Client, block_on};

use crate::bucket::{BUCKET, Bucket, KEY};
use crate::first::{after, sign_in, whole};
use crate::place::{Place, Side, said};
use crate::{modules, profiles};

fn files(prefix: &str) -> String {
    format!("s3://{BUCKET}/{prefix}")
}

/// The binary, with its files in the bucket.
fn command(place: &Place, bucket: &Bucket, secret: &str, prefix: &str, arguments: &[&str]) -> Command {
    let mut command = place.command(arguments);
    command.env("PENDOPO_FILES", files(prefix)).envs(bucket.variables(secret));
    command
}

#[track_caller]
fn done(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

#[track_caller]
fn refused(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert!(!output.status.success(), "{}", said(&output));
    said(&output)
}

/// The program in this process, beside the binary.
async fn open(place: &Place, variables: Vec<(String, String)>, prefix: &str) -> (App, axum::Router) {
    let config = Config { data: place.data(), database: place.database(), connections: 4, ..Config::default() };
    let db = Db::open(&config.database()).await.unwrap();
    let keys = Keys::open(&config.data.join("kunci").join("induk")).unwrap();
    let store = Store::bucket(&files(prefix), variables).unwrap();
    let profile = profiles::find("natuna").unwrap();
    let app = App::with(db, config, profile, keys, store, modules::all(), Clock::System).unwrap();
    let router = kernel::web::router(&app).unwrap();
    (app, router)
}

/// A PDF as far as its first bytes tell, of this size.
fn content(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let pattern: Vec<u8> = (0..=250).collect();
    bytes.extend(pattern.repeat(size / pattern.len() + 1));
    bytes.truncate(size);
    bytes
}

fn name(bytes: &[u8]) -> String {
    kernel::keys::hex(&Sha256::digest(bytes))
}

async fn attach(client: &Client, team: &str, files: &[&[u8]]) {
    for bytes in files {
        client.upload(&format!("{team}/lampiran"), &[], &[("berkas", "surat.pdf", bytes)]).await.redirects();
    }
}

async fn links(client: &Client, team: &str) -> Vec<String> {
    let page = client.get(&format!("{team}/lampiran")).await.ok();
    page.attributes("main a[download]", "href")
}

#[test]
fn files_live_in_a_bucket_and_come_back_from_a_backup() {
    let bucket = Bucket::start();
    let place = Place::new(Side::Sqlite);
    let said = done(command(&place, &bucket, KEY.1, "pendopo", &["init"]));
    let (small, large) = (content(40_000), content(12 * 1024 * 1024));
    let team = block_on(async {
        let (app, router) = open(&place, bucket.variables(KEY.1), "pendopo").await;
        let admin = sign_in(&app, &router, "admin", after(&said, "Kata sandi awal")).await;
        let fields = [("nama", "Tim contoh"), ("jenis", "tim_koordinasi"), ("mulai", "2026-01-05")];
        let team = admin.post("/tim", &fields).await.redirects().location();
        // The same content twice is stored once.
        attach(&admin, &team, &[&small, &large, &small]).await;
        let found = links(&admin, &team).await;
        assert_eq!(found.len(), 3);
        assert_eq!(admin.get(&found[0]).await.ok().bytes, small);
        let answer = admin.get(&found[1]).await.ok();
        assert!(answer.bytes == large && answer.header("content-type") == "application/pdf");
        let part = [("range", "bytes=9000000-9000099")];
        let answer = admin.send(Method::GET, &found[1], &part, vec![]).await.is(206);
        assert_eq!(answer.bytes, large[9_000_000..9_000_100]);
        assert_eq!(answer.header("content-range"), format!("bytes 9000000-9000099/{}", large.len()));
        let beyond = [("range", "bytes=90000000-")];
        admin.send(Method::GET, &found[1], &beyond, vec![]).await.is(416);
        whole(&app).await;
        team
    });
    let key = |bytes: &[u8]| format!("pendopo/{}/{}", &name(bytes)[..2], &name(bytes)[2..]);
    let objects = bucket.objects();
    assert_eq!(objects.keys().cloned().collect::<Vec<_>>(), {
        let mut expected = vec![key(&small), key(&large)];
        expected.sort();
        expected
    });
    // The large one came in parts, and nothing is left of its upload.
    assert!(bucket.asked().iter().any(|line| line.starts_with("PUT partNumber=2")), "{:?}", bucket.asked());
    assert_eq!(bucket.unfinished(), 0);

    // Checked, backed up, and restored into another bucket folder and into an ordinary folder.
    let checked = done(command(&place, &bucket, KEY.1, "pendopo", &["periksa", "--berkas"]));
    assert!(checked.contains("penyimpanan menjawab") && checked.contains("2 utuh, 0 rusak"), "{checked}");
    std::fs::write(place.file("sandi"), "gajah makan durian matang").unwrap();
    let save = ["cadangkan", "cadangan", "--sandi-berkas", "sandi"];
    let told = done(command(&place, &bucket, KEY.1, "pendopo", &save));
    assert!(told.contains("Berkas    : 2 isi"), "{told}");
    let restore = ["pulihkan", "cadangan", "--sandi-berkas", "sandi"];
    for in_bucket in [true, false] {
        let other = Place::new(Side::Postgres);
        for file in ["cadangan", "sandi"] {
            std::fs::copy(place.file(file), other.file(file)).unwrap();
        }
        if in_bucket {
            assert!(done(command(&other, &bucket, KEY.1, "pulih", &restore)).contains("Log utuh"));
            block_on(async {
                let (app, router) = open(&other, bucket.variables(KEY.1), "pulih").await;
                let mut admin = Client::of(&app, &router);
                admin.get("/masuk").await.ok();
                let words = [("login", "admin"), ("sandi", crate::first::CHOSEN)];
                admin.post("/masuk", &words).await.redirects();
                admin.account = kernel::auth::account::by_login(&app, "admin").await.unwrap().unwrap().id;
                let found = links(&admin, &team).await;
                assert!(admin.get(&found[1]).await.ok().bytes == large);
            });
        } else {
            assert!(other.done(&restore).contains("Log utuh"));
            assert!(other.done(&["periksa", "--berkas"]).contains("2 utuh, 0 rusak"));
        }
        other.remove();
    }
    // Two contents in each folder of the bucket, and what the check wrote.
    assert_eq!(bucket.objects().len(), 5);

    // A content that rots in the bucket is found.
    bucket.damage(&key(&small));
    let checked = refused(command(&place, &bucket, KEY.1, "pendopo", &["periksa", "--berkas"]));
    assert!(checked.contains(&format!("RUSAK {}", name(&small))), "{checked}");
    place.remove();
}

#[test]
fn a_bucket_that_refuses_or_is_away_is_told_plainly() {
    let bucket = Bucket::start();
    let place = Place::new(Side::Sqlite);
    let told = done(command(&place, &bucket, KEY.1, "pendopo", &["init"]));
    let first = after(&told, "Kata sandi awal").to_owned();
    std::fs::write(place.file("sandi"), "gajah makan durian matang").unwrap();

    let wrong = refused(command(&place, &bucket, "bukan kuncinya", "pendopo", &["periksa"]));
    assert!(wrong.contains("penyimpanan berkas menolak: periksa AWS_ACCESS_KEY_ID"), "{wrong}");
    let mut other = command(&place, &bucket, KEY.1, "pendopo", &["periksa"]);
    let told = refused({
        other.env("PENDOPO_FILES", "s3://bucket-lain/pendopo");
        other
    });
    assert!(told.contains("tidak punya bucket"), "{told}");

    // Away: nobody listens there.
    let away = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut variables = bucket.variables(KEY.1);
    variables[0].1 = format!("http://{away}");
    let started = Instant::now();
    let told = refused({
        let mut command = command(&place, &bucket, KEY.1, "pendopo", &["periksa"]);
        command.envs(variables.clone());
        command
    });
    assert!(told.contains("tidak menjawab sebagaimana mestinya"), "{told}");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());

    block_on(async {
        // With the bucket there is a file; without it pages still work, and what needs it says so.
        let (app, router) = open(&place, bucket.variables(KEY.1), "pendopo").await;
        let admin = sign_in(&app, &router, "admin", &first).await;
        let fields = [("nama", "Tim contoh"), ("jenis", "tim_koordinasi"), ("mulai", "2026-01-05")];
        let team = admin.post("/tim", &fields).await.redirects().location();
        let bytes = content(2000);
        attach(&admin, &team, &[&bytes]).await;
        let found = links(&admin, &team).await;

        for variables in [variables, bucket.variables("bukan kuncinya")] {
            let (app, router) = open(&place, variables, "pendopo").await;
            let mut admin = Client::of(&app, &router);
            admin.get("/masuk").await.ok();
            admin.post("/masuk", &[("login", "admin"), ("sandi", crate::first::CHOSEN)]).await.redirects();
            admin.account = kernel::auth::account::by_login(&app, "admin").await.unwrap().unwrap().id;
            admin.get(&team).await.ok();
            admin.get(&found[0]).await.is(503).has_text("Layanan sedang tidak tersedia");
            let other = content(3000);
            let sent = admin.upload(&format!("{team}/lampiran"), &[], &[("berkas", "lain.pdf", &other)]).await;
            sent.is(503).lacks_text("AWS_").lacks_text("penyimpanan berkas");
            assert_eq!(links(&admin, &team).await.len(), 1);
        }
    });
    let save = ["cadangkan", "cadangan", "--sandi-berkas", "sandi"];
    let told = refused(command(&place, &bucket, "bukan kuncinya", "pendopo", &save));
    assert!(told.contains("penyimpanan berkas menolak"), "{told}");
    // No half backup stays.
    let left: Vec<_> = std::fs::read_dir(&place.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("cadangan")), "{left:?}");
    place.remove();
}

#[test]
fn a_wrong_address_or_a_missing_key_is_named_before_anything_starts() {
    let variables = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let https = ("AWS_ENDPOINT", "https://s3.contohkab.test");
    let keys = [("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")];
    for (address, pairs, word) in [
        ("s3://", vec![], "s3://bucket/awalan"),
        ("ftp://x", vec![], "s3://bucket/awalan"),
        ("s3://b", vec![("AWS_ENDPOINT", "http://10.0.0.5:9000"), keys[0], keys[1]], "AWS_ALLOW_HTTP"),
        ("s3://b", vec![https, keys[1]], "AWS_ACCESS_KEY_ID"),
        ("s3://b", vec![https, keys[0]], "AWS_SECRET_ACCESS_KEY"),
        ("s3://b", vec![https, keys[0], ("AWS_SECRET_ACCESS_KEY", "")], "AWS_SECRET_ACCESS_KEY"),
    ] {
        let told = Store::bucket(address, variables(&pairs)).err().unwrap().to_string();
        assert!(told.contains(word), "{address} {pairs:?}: {told}");
    }
    assert!(Store::bucket("s3://b/c/", variables(&[https, keys[0], keys[1]])).is_ok());
}
