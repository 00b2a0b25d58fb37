use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kernel::{App, Subject, Write, args};
use uuid::Uuid;

use crate::place::{Place, Side, block_on, record};

const PASSWORD: &str = "gajah makan durian matang";
fn with_password(place: &Place) {
    std::fs::write(place.file("sandi"), PASSWORD).unwrap();
}

/// A pair of keys: the tests that are not about passphrases use it, since a passphrase is made to take a second.
fn with_keys(place: &Place) {
    use age::secrecy::ExposeSecret as _;
    let key = age::x25519::Identity::generate();
    std::fs::write(place.file("kunci.txt"), format!("# kunci uji\n{}\n", key.to_string().expose_secret())).unwrap();
    std::fs::write(place.file("kunci.pub"), key.to_public().to_string()).unwrap();
}

/// Backs up into `cadangan`.
fn saved(place: &Place) -> String {
    let public = std::fs::read_to_string(place.file("kunci.pub")).unwrap();
    place.done(&["cadangkan", "cadangan", "--kunci-publik", &public])
}

const RESTORE: [&str; 4] = ["pulihkan", "cadangan", "--kunci-berkas", "kunci.txt"];

/// An installation with some records, one of them large.
fn installed(side: Side) -> Place {
    let place = Place::new(side);
    place.done(&["init"]);
    with_keys(&place);
    with_password(&place);
    block_on(async {
        let app = place.app().await;
        for number in 0..12_u32 {
            record(&app, format!("isi berkas {number}\n").into_bytes()).await;
        }
        record(&app, large()).await;
        kernel::audit::log::integrate(&app).await.unwrap();
    });
    place
}

/// Half a megabyte that does not compress: several blocks of the encryption.
fn large() -> Vec<u8> {
    (0..16_000_u32).flat_map(|number| kernel::tlog::leaf_hash(&number.to_le_bytes()).as_bytes().to_vec()).collect()
}

/// Every row of the tables that a backup is judged by.
async fn rows(app: &App) -> BTreeMap<&'static str, Vec<String>> {
    let mut found = BTreeMap::new();
    for (table, columns) in [
        ("file", "id, name, sha256, size, created"),
        ("account", "id, login, password, active, created"),
        ("audit_leaf", "id, seq, body, hash, at"),
        ("event", "id, name, payload, at"),
    ] {
        let text = format!("select {columns} from {table} order by id");
        let rows = app.db.query(&text, vec![]).await.unwrap();
        let one = |row: &kernel::Row| match table {
            "file" => format!(
                "{:?}",
                (row.get::<Uuid>("id"), row.get::<String>("name"), row.get::<String>("sha256"), row.get::<i64>("size"))
            ),
            "account" => format!(
                "{:?}",
                (
                    row.get::<Uuid>("id"),
                    row.get::<String>("login"),
                    row.get::<String>("password"),
                    row.get::<bool>("active")
                )
            ),
            "audit_leaf" => format!(
                "{:?}",
                (
                    row.get::<Uuid>("id"),
                    row.get::<Option<i64>>("seq"),
                    row.get::<String>("body"),
                    row.get::<Vec<u8>>("hash")
                )
            ),
            _ => format!(
                "{:?}",
                (
                    row.get::<Uuid>("id"),
                    row.get::<String>("name"),
                    row.get::<serde_json::Value>("payload"),
                    row.get::<time::OffsetDateTime>("at")
                )
            ),
        };
        found.insert(table, rows.iter().map(one).collect());
    }
    found
}

fn copied(from: &Place, to: &Place) {
    for name in ["cadangan", "kunci.txt", "sandi"] {
        std::fs::copy(from.file(name), to.file(name)).unwrap();
    }
}

/// Backs up one installation and restores it as another: the same rows, files and log.
fn becomes_the_same(from: Side, to: Side) {
    let (old, new) = (installed(from), Place::new(to));
    let said = saved(&old);
    assert!(said.contains("13 isi"), "{said}");
    copied(&old, &new);
    let said = new.done(&RESTORE);
    assert!(said.contains("Log utuh"), "{from:?} to {to:?}: {said}");
    block_on(async {
        let (before, after) = (old.app().await, new.app().await);
        assert_eq!(rows(&before).await, rows(&after).await, "{from:?} to {to:?}");
        for row in after.db.query("select sha256 from file", vec![]).await.unwrap() {
            assert!(after.files.is_whole(&row.get::<String>("sha256").unwrap()).await.unwrap());
        }
        // Life goes on, in the same log.
        record(&after, b"sesudah pemulihan".to_vec()).await;
    });
    assert!(new.done(&["periksa", "--berkas"]).contains("Log utuh"));
    assert!(!new.data().join("pulih").exists());
    old.remove();
    new.remove();
}

#[test]
fn a_backup_of_sqlite_becomes_the_same_on_sqlite() {
    becomes_the_same(Side::Sqlite, Side::Sqlite);
}

#[test]
fn a_backup_of_sqlite_becomes_the_same_on_postgresql() {
    becomes_the_same(Side::Sqlite, Side::Postgres);
}

#[test]
fn a_backup_of_postgresql_becomes_the_same_on_sqlite() {
    becomes_the_same(Side::Postgres, Side::Sqlite);
}

#[test]
fn a_backup_of_postgresql_becomes_the_same_on_postgresql() {
    becomes_the_same(Side::Postgres, Side::Postgres);
}

#[test]
fn a_backup_made_while_others_write_is_of_one_moment() {
    for (from, to) in [(Side::Sqlite, Side::Sqlite), (Side::Postgres, Side::Postgres)] {
        let (old, new) = (installed(from), Place::new(to));
        let committed_before = block_on(async {
            let app = old.app().await;
            // More rows than one piece of the archive holds.
            for _ in 0..50 {
                let mut write = Write::system(&app, "uji.panjang").await.unwrap();
                write.event("uji.panjang", serde_json::json!({ "isi": "panjang ".repeat(15_000) }));
                write.commit(&Subject::new("uji", Uuid::now_v7(), "/")).await.unwrap();
            }
            let stop = Arc::new(AtomicBool::new(false));
            let mut writers = tokio::task::JoinSet::new();
            for writer in 0..3_u32 {
                let (app, stop) = (app.clone(), stop.clone());
                writers.spawn(async move {
                    let mut number = 0_u32;
                    while !stop.load(Ordering::Relaxed) {
                        record(&app, format!("penulis {writer} nomor {number}").into_bytes()).await;
                        number += 1;
                    }
                });
            }
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            let before: i64 = app.db.one("select count(*) as n from file", vec![]).await.unwrap().get("n").unwrap();
            let public = std::fs::read_to_string(old.file("kunci.pub")).unwrap();
            let mut backup = old.command(&["cadangkan", "cadangan", "--kunci-publik", &public]);
            let output = tokio::task::spawn_blocking(move || backup.output().unwrap()).await.unwrap();
            assert!(output.status.success(), "{}", crate::place::said(&output));
            let after: i64 = app.db.one("select count(*) as n from file", vec![]).await.unwrap().get("n").unwrap();
            assert!(after > before, "nobody wrote during the backup");
            stop.store(true, Ordering::Relaxed);
            while let Some(done) = writers.join_next().await {
                done.unwrap();
            }
            before
        });
        copied(&old, &new);
        let said = new.done(&RESTORE);
        assert!(said.contains("Log utuh"), "{said}");
        block_on(async {
            let app = new.app().await;
            let restored: i64 = app.db.one("select count(*) as n from file", vec![]).await.unwrap().get("n").unwrap();
            assert!(restored >= committed_before, "{restored} of {committed_before}");
            // A change and its leaf and its event are of one transaction: all of it or nothing.
            for table in ["file", "event"] {
                let text = format!(
                    "select count(*) as n from {table} t where not exists (select 1 from audit_leaf l where l.subject = t.subject)"
                );
                assert_eq!(app.db.one(&text, args![]).await.unwrap().get::<i64>("n").unwrap(), 0, "{table}");
            }
            for row in app.db.query("select distinct sha256 from file", vec![]).await.unwrap() {
                assert!(app.files.is_whole(&row.get::<String>("sha256").unwrap()).await.unwrap());
            }
        });
        old.remove();
        new.remove();
    }
}

#[test]
fn a_backup_that_is_not_whole_or_not_ours_changes_nothing() {
    let old = installed(Side::Sqlite);
    saved(&old);
    let whole = std::fs::read(old.file("cadangan")).unwrap();
    assert!(
        old.done(&["pulihkan", "cadangan", "--kunci-berkas", "kunci.txt", "--periksa-saja"]).contains("Cadangan utuh")
    );
    let cut = |at: usize| whole[..at].to_vec();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let longer = [whole.as_slice(), b"x"].concat();
    let cases = [
        ("empty", vec![]),
        ("not a backup", b"surat biasa".to_vec()),
        ("cut in the head", cut(100)),
        ("cut in the middle", cut(whole.len() / 2)),
        ("without its last byte", cut(whole.len() - 1)),
        ("without its last block", cut(whole.len() - 70_000)),
        ("a bit in the head", flipped(60)),
        ("a bit at the beginning", flipped(400)),
        ("a bit in the middle", flipped(whole.len() / 2)),
        ("the last bit", flipped(whole.len() - 1)),
        ("something behind", longer),
    ];
    for side in [Side::Sqlite, Side::Postgres] {
        let new = Place::new(side);
        std::fs::copy(old.file("kunci.txt"), new.file("kunci.txt")).unwrap();
        for (what, bytes) in &cases {
            std::fs::write(new.file("cadangan"), bytes).unwrap();
            let said = new.refused(&RESTORE);
            assert!(said.contains("Galat:") && !said.contains("panic"), "{what}: {said}");
            assert!(!new.data().exists(), "{what} left something behind");
        }
        std::fs::write(new.file("cadangan"), &whole).unwrap();
        let said = new.refused(&["--profil", "sigi", "pulihkan", "cadangan", "--kunci-berkas", "kunci.txt"]);
        assert!(said.contains("--profil natuna"), "{said}");
        assert!(!new.data().exists());
        // And what was refused before can still be restored here.
        new.done(&RESTORE);
        let said = new.refused(&RESTORE);
        assert!(said.contains("kosong"), "{said}");
        new.remove();
    }
    old.remove();
}

#[test]
fn only_a_bare_place_is_restored_to() {
    let old = installed(Side::Postgres);
    saved(&old);
    let said = old.refused(&RESTORE);
    assert!(said.contains("sudah ada"), "{said}");
    // The database alone is used: its rows stay, and the data folder stays as it was.
    std::fs::rename(old.data(), old.file("data-lama")).unwrap();
    let said = old.refused(&RESTORE);
    assert!(said.contains("sudah berisi"), "{said}");
    std::fs::remove_dir_all(old.data()).unwrap();
    std::fs::rename(old.file("data-lama"), old.data()).unwrap();
    assert!(old.done(&["periksa", "--berkas"]).contains("13 utuh"));
    old.remove();
}

#[test]
fn a_public_key_closes_and_only_its_key_opens() {
    let (old, new) = (installed(Side::Sqlite), Place::new(Side::Sqlite));
    let first = age::x25519::Identity::generate().to_public().to_string();
    let second = std::fs::read_to_string(old.file("kunci.pub")).unwrap();
    old.done(&["cadangkan", "cadangan", "--kunci-publik", &first, "--kunci-publik", &second]);
    with_keys(&new);
    std::fs::copy(old.file("cadangan"), new.file("cadangan")).unwrap();
    assert!(new.refused(&RESTORE).contains("tidak cocok"));
    with_password(&new);
    assert!(new.refused(&["pulihkan", "cadangan", "--sandi-berkas", "sandi"]).contains("--kunci-berkas"));
    copied(&old, &new);
    assert!(new.done(&RESTORE).contains("Log utuh"));
    old.remove();
    new.remove();
}

#[test]
fn a_passphrase_closes_and_only_it_opens() {
    let (old, new) = (installed(Side::Sqlite), Place::new(Side::Sqlite));
    old.done(&["cadangkan", "cadangan", "--sandi-berkas", "sandi"]);
    copied(&old, &new);
    std::fs::write(new.file("sandi"), "bukan sandi yang benar").unwrap();
    assert!(new.refused(&["pulihkan", "cadangan", "--sandi-berkas", "sandi"]).contains("tidak cocok"));
    assert!(new.refused(&RESTORE).contains("--sandi-berkas"));
    assert!(!new.data().exists());
    with_password(&new);
    assert!(new.done(&["pulihkan", "cadangan", "--sandi-berkas", "sandi"]).contains("Log utuh"));
    old.remove();
    new.remove();
}

#[test]
fn a_backup_says_what_had_rotted_before_it() {
    let (old, new) = (installed(Side::Sqlite), Place::new(Side::Sqlite));
    let (gone, rotten) = block_on(async {
        let app = old.app().await;
        (record(&app, b"akan hilang".to_vec()).await, record(&app, b"akan rusak".to_vec()).await)
    });
    let place_of = |sha256: &str| old.data().join("berkas").join(&sha256[..2]).join(&sha256[2..]);
    std::fs::remove_file(place_of(&gone)).unwrap();
    std::fs::write(place_of(&rotten), "lain").unwrap();
    let public = std::fs::read_to_string(old.file("kunci.pub")).unwrap();
    let said = old.refused(&["cadangkan", "cadangan", "--kunci-publik", &public]);
    assert!(said.contains(&gone) && said.contains(&rotten), "{said}");
    copied(&old, &new);
    let said = new.refused(&RESTORE);
    assert!(said.contains(&gone) && said.contains(&rotten) && said.contains("Log utuh"), "{said}");
    assert!(new.refused(&["periksa", "--berkas"]).contains("13 utuh, 2 rusak atau hilang"));
    old.remove();
    new.remove();
}

#[test]
fn contents_that_nobody_names_are_listed() {
    let place = installed(Side::Sqlite);
    let named = block_on(async { record(&place.app().await, b"dimiliki".to_vec()).await });
    let folder = place.data().join("berkas");
    let (left, fresh) = ("ab".repeat(32), "cd".repeat(32));
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 24 * 3600);
    for (sha256, time) in [(&left, Some(old)), (&fresh, None), (&named, Some(old))] {
        let path = folder.join(&sha256[..2]).join(&sha256[2..]);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        time.into_iter().for_each(|time| file.set_modified(time).unwrap());
    }
    let said = place.done(&["periksa", "--berkas"]);
    assert!(said.contains("1 isi tanpa pemilik") && said.contains(&left), "{said}");
    assert!(!said.contains(&fresh), "an upload may be under way: {said}");
    place.remove();
}

#[test]
fn a_backup_overwrites_nothing_and_needs_an_installation() {
    let place = installed(Side::Sqlite);
    std::fs::write(place.file("cadangan"), "milik orang").unwrap();
    assert!(place.refused(&["cadangkan", "cadangan", "--sandi-berkas", "sandi"]).contains("sudah ada"));
    assert_eq!(std::fs::read(place.file("cadangan")).unwrap(), b"milik orang");
    assert!(place.refused(&["cadangkan", "lain"]).contains("--sandi-berkas"));
    assert!(place.refused(&["cadangkan", "tidak/ada", "--sandi-berkas", "sandi"]).contains("tidak dapat ditulis"));
    let mode = |path: &Path| {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    };
    place.done(&["cadangkan", "baru", "--sandi-berkas", "sandi"]);
    assert_eq!(mode(&place.file("baru")), 0o600);
    let bare = Place::new(Side::Sqlite);
    with_password(&bare);
    assert!(bare.refused(&["cadangkan", "cadangan", "--sandi-berkas", "sandi"]).contains("bukan folder data"));
    assert!(!bare.data().exists());
    place.remove();
    bare.remove();
}

#[test]
fn a_backup_of_an_older_program_becomes_an_installation_of_this_one() {
    for side in [Side::Sqlite, Side::Postgres] {
        let (old, new) = (Place::new(side), Place::new(side));
        with_keys(&old);
        with_password(&old);
        // A program that had no module but the kernel.
        block_on(async {
            let app = old.app().await;
            app.migrate().await.unwrap();
            for number in 0..3_u8 {
                record(&app, vec![number; 100]).await;
            }
        });
        saved(&old);
        copied(&old, &new);
        assert!(new.done(&RESTORE).contains("Log utuh"));
        block_on(async {
            let text = "select count(*) as n from schema_migration where module = $1";
            let count = async |app: &App| app.db.one(text, args!["organisasi"]).await.unwrap().get::<i64>("n").unwrap();
            assert_eq!(count(&old.app().await).await, 0);
            assert!(count(&new.app().await).await > 0);
        });
        old.remove();
        new.remove();
    }
}
