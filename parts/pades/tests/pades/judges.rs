//! Programs of others judge our files: pyHanko, pdfsig and qpdf accept every level and find one changed byte.
//!
//! They run when they are there: pyHanko in the folder that `PENDOPO_JUDGES` names, as `scripts/judges` makes it. With that
//! variable set, a missing program is a failure.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use pades::sign::{Level, Panel, Permission, Request};

use crate::kit::{Pki, live_at, now};
use crate::pages::{form, hybrid, letter, panel, streams, table};

struct Judges {
    python: PathBuf,
}

/// The judges, or why there are none.
fn judges() -> Option<Judges> {
    let folder = std::env::var_os("PENDOPO_JUDGES").filter(|folder| !folder.is_empty());
    let python = folder.as_ref().map_or(PathBuf::from("python3"), |folder| Path::new(folder).join("bin/python"));
    let runs = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    let missing: Vec<&str> = [
        ("pyHanko", runs(Command::new(&python).args(["-c", "import pyhanko"]))),
        ("pdfsig", runs(Command::new("pdfsig").arg("-v"))),
        ("qpdf", runs(Command::new("qpdf").arg("--version"))),
    ]
    .into_iter()
    .filter_map(|(name, there)| (!there).then_some(name))
    .collect();
    if missing.is_empty() {
        return Some(Judges { python });
    }
    assert!(folder.is_none(), "PENDOPO_JUDGES is set, but there is no {}", missing.join(", "));
    eprintln!("left out: no {}; scripts/judges installs what judges our files", missing.join(", "));
    None
}

/// A folder that is gone after the test.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

fn folder() -> Folder {
    let mut random = [0; 8];
    pades::Random::fill(&pades::SystemRandom::new(), &mut random).unwrap();
    let path = std::env::temp_dir().join(format!("pades-{:016x}", u64::from_be_bytes(random)));
    std::fs::create_dir(&path).unwrap();
    Folder(path)
}

/// All files that are to be accepted, and how many signatures each has.
fn files(pki: &Pki) -> BTreeMap<String, (Vec<u8>, usize)> {
    let mut files = BTreeMap::new();
    let (person, rsa) = (pki.person("Ni Luh Ayu"), pki.rsa_person("Budi Santoso"));
    let levels = [(Level::B, "b", 1), (Level::T, "t", 1), (Level::Lt, "lt", 1), (Level::Lta, "lta", 2)];
    let kinds = [
        ("table", table(&letter())),
        ("streams", streams(&letter())),
        ("hybrid", hybrid(&letter())),
        ("form", table(&form())),
        ("formstreams", streams(&form())),
    ];
    for (kind, pdf) in &kinds {
        for (level, word, count) in levels {
            files.insert(format!("{kind}-{word}-ec.pdf"), (pki.sign(pdf, "Camat", level, &person), count));
            files.insert(format!("{kind}-{word}-rsa.pdf"), (pki.sign(pdf, "Camat", level, &rsa), count));
        }
    }
    let mut several = kinds[3].1.clone();
    for (number, level) in [(1, Level::B), (2, Level::T), (3, Level::B)] {
        let mut request = Request::new(&format!("Orang{number}"), now());
        request.name = Some(format!("Orang – {number}"));
        let left = 50.0 + 150.0 * number as f32;
        request.panel = Some(Panel { page: 2, rect: [left, 80.0, left + 140.0, 122.0], appearance: panel() });
        several = pki.sign_request(&several, &request, level, &person);
    }
    files.insert("several.pdf".to_owned(), (several, 3));
    let mut certified = Request::new("Pertama", now());
    certified.certify = Some(Permission::FillForms);
    let certified = pki.sign_request(&kinds[0].1, &certified, Level::T, &person);
    files.insert("certified.pdf".to_owned(), (pki.sign(&certified, "Kedua", Level::T, &rsa), 2));
    files
}

#[test]
fn others_accept_every_level_and_find_one_changed_byte() {
    let Some(judges) = judges() else { return };
    // For the long term pyHanko judges by the clock of the machine.
    live_at(time::OffsetDateTime::now_utc() - time::Duration::minutes(5));
    let pki = Pki::new();
    let folder = folder();
    let root = folder.0.join("root.cer");
    std::fs::write(&root, pki.root.certificate().der()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/judge.py");
    let files = files(&pki);
    let mut python = Command::new(&judges.python);
    python.arg(script).arg(&root);
    for (name, (pdf, count)) in &files {
        let path = folder.0.join(name);
        std::fs::write(&path, pdf).unwrap();
        python.arg(&path);
        let check = Command::new("qpdf").arg("--check").arg(&path).output().unwrap();
        let words = String::from_utf8_lossy(&check.stdout).into_owned() + &String::from_utf8_lossy(&check.stderr);
        assert!(check.status.success() && !words.contains("WARNING"), "qpdf on {name}: {words}");
        // It does not verify document time stamps; pyHanko does.
        let people = count - usize::from(name.contains("-lta-"));
        let words = pdfsig(&path);
        assert_eq!(words.matches("Signature is Valid").count(), people, "pdfsig on {name}: {words}");
        assert!(words.contains("Total document signed") || name.contains("-lt-"), "pdfsig on {name}: {words}");

        // One byte of the content, which every signature covers.
        let at = pdf.windows(10).position(|window| window == b"Keterangan").unwrap();
        let mut changed = pdf.clone();
        changed[at] ^= 1;
        let path = folder.0.join(format!("changed-{name}"));
        std::fs::write(&path, changed).unwrap();
        python.arg(&path);
        let words = pdfsig(&path);
        assert!(!words.contains("Signature is Valid"), "pdfsig on the changed {name}: {words}");
        assert_eq!(words.matches("Digest Mismatch").count(), people, "pdfsig on the changed {name}: {words}");
    }
    let output = python.output().unwrap();
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{words}{}", String::from_utf8_lossy(&output.stderr));
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for line in words.lines() {
        let (name, rest) = line.split_once(' ').unwrap();
        let (_, verdict) = rest.split_once(' ').unwrap();
        *found.entry(name).or_default() += 1;
        match name.strip_prefix("changed-") {
            Some(_) => assert!(!verdict.starts_with("valid"), "pyHanko: {line}"),
            None if name.contains("-lt") && !rest.contains("Arsip") => {
                assert_eq!(verdict, "valid OK", "pyHanko: {line}")
            }
            None => assert_eq!(verdict, "valid", "pyHanko: {line}"),
        }
    }
    for (name, (_, count)) in &files {
        assert_eq!(found.get(name.as_str()), Some(count), "pyHanko on {name}: {words}");
    }
}

fn pdfsig(path: &Path) -> String {
    let output = Command::new("pdfsig").arg("-nocert").arg(path).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn openssl_reads_what_the_authority_makes() {
    let runs = Command::new("openssl").arg("version").output().is_ok_and(|output| output.status.success());
    if !runs {
        assert!(std::env::var_os("PENDOPO_JUDGES").is_none(), "PENDOPO_JUDGES is set, but there is no openssl");
        eprintln!("left out: no openssl");
        return;
    }
    let pki = Pki::new();
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.0.join(name), bytes).unwrap();
    };
    let person = pki.person("Ni Luh Ayu");
    write("root.pem", pki.root.certificate().pem().as_bytes());
    write("ca.pem", pki.issuing.certificate().pem().as_bytes());
    write("leaf.pem", pades::Signer::chain(&person)[0].pem().as_bytes());
    write("lists.pem", (pki.crl(&[]).pem() + &pki.root_crl().pem()).as_bytes());
    let csr = pades::ca::Csr::make(&crate::kit::name("Pemohon"), person.key()).unwrap();
    write("csr.pem", csr.pem().as_bytes());
    let query = pades::TsaQuery::new(&pades::sha256(b"isi"), &pki.random).unwrap();
    write("query.tsq", &query.der());
    write("reply.tsr", &pades::Tsa::query(&pki.tsa(), &query.der()).unwrap());
    let leaf = pades::Signer::chain(&person)[0].clone();
    write("ocsp.der", pki.ocsp(&leaf, pades::Status::Good, now()).der());
    let at = (now().unix_timestamp() + 600).to_string();
    let commands: [(&[&str], &str); 5] = [
        (
            &[
                "verify",
                "-attime",
                &at,
                "-x509_strict",
                "-crl_check_all",
                "-CRLfile",
                "lists.pem",
                "-CAfile",
                "root.pem",
                "-untrusted",
                "ca.pem",
                "leaf.pem",
            ],
            "leaf.pem: OK",
        ),
        (&["req", "-in", "csr.pem", "-verify", "-noout"], "verify OK"),
        (&["ts", "-query", "-in", "query.tsq", "-text"], "Hash Algorithm: sha256"),
        (
            &[
                "ts",
                "-verify",
                "-attime",
                &at,
                "-queryfile",
                "query.tsq",
                "-in",
                "reply.tsr",
                "-CAfile",
                "root.pem",
                "-untrusted",
                "ca.pem",
            ],
            "Verification: OK",
        ),
        (
            &[
                "ocsp",
                "-respin",
                "ocsp.der",
                "-issuer",
                "ca.pem",
                "-cert",
                "leaf.pem",
                "-CAfile",
                "root.pem",
                "-verify_other",
                "ca.pem",
                "-attime",
                &at,
                "-validity_period",
                "100000000",
                "-no_nonce",
            ],
            "leaf.pem: good",
        ),
    ];
    for (arguments, expected) in commands {
        let output = Command::new("openssl").args(arguments).current_dir(&folder.0).output().unwrap();
        let words = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(words.contains(expected) && output.status.success(), "openssl {arguments:?}: {words}");
    }
}
