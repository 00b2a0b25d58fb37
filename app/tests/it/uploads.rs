//! Large and treacherous files through the door: a clear answer that arrives, and memory that does not grow with them.
use std::io::{Read as _, Write as _};

use sha2::{Digest as _, Sha256};

use crate::http::{Browser, Part, Reply, multipart, read};
use crate::load::{INIT, people, session_of};
use crate::place::{Place, Side};
use crate::server::{Server, free_port};

const MIB: u64 = 1024 * 1024;
/// A hundred megabytes.
const LARGE: u64 = 100 * MIB;
/// How much memory may be added while several of them are taken, in KiB: far less than one.
const ROOM: u64 = 60 * 1024;

/// A piece of a large file; each is another.
fn piece(number: u64) -> Vec<u8> {
    let line = format!("baris {number:08} dari berkas besar\n");
    line.repeat(MIB as usize / line.len() + 1).into_bytes()[..MIB as usize].to_vec()
}

/// Sends a form with a file of this size, piece by piece, to its end, as a browser does.
fn send_large(browser: &Browser, path: &str, field: &str, size: u64) -> Reply {
    let (kind, whole) = multipart(&[Part::Field("_csrf", &browser.csrf), Part::File(field, "besar.txt", b"@")]);
    let cut = whole.iter().rposition(|byte| *byte == b'@').unwrap();
    let length = whole.len() as u64 - 1 + size;
    let mut stream = browser.connect().unwrap();
    let head = browser.head("POST", path, &[("content-type", kind)], usize::try_from(length).unwrap());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&whole[..cut]).unwrap();
    for number in 0..size / MIB {
        stream.write_all(&piece(number)).unwrap_or_else(|cause| panic!("{path}: cut off after {number} MiB: {cause}"));
    }
    stream.write_all(&whole[cut + 1..]).unwrap();
    read(&mut stream).unwrap_or_else(|cause| panic!("{path}: no answer: {cause}"))
}

fn team(browser: &Browser) -> String {
    let fields =
        [Part::Field("nama", "Tim besar"), Part::Field("jenis", "lainnya"), Part::Field("mulai", "2026-01-02")];
    browser.upload("/tim", &fields).unwrap().header("location").to_owned()
}

#[test]
fn a_hundred_megabytes_are_refused_where_everybody_can_read_why() {
    let place = Place::new(Side::Sqlite);
    place.done(&INIT);
    let port = free_port();
    let (admin, _) = people(&place, port);
    let server = Server::start(&place, port, &[], &[]);
    let team = team(&admin);
    let operator = session_of(&place, port, "operator");
    let page = operator.get("/kewajiban?status=semua").unwrap().text();
    let start = page.find("/kewajiban/0").unwrap();
    let duty = page[start..].split(['"', '?', '#']).next().unwrap().to_owned();
    let other = session_of(&place, port, "bupati");
    let nobody = Browser { address: admin.address.clone(), ..Browser::default() };
    let before = server.most_memory();
    for (browser, path, field, status, says) in [
        (&admin, format!("{team}/lampiran"), "berkas", 413, "terlalu besar: paling besar 50 MB"),
        (&admin, team.clone(), "berkas", 413, "terlalu besar: paling besar 50 MB"),
        (&admin, "/tim/impor".into(), "berkas", 413, "terlalu besar"),
        (&admin, "/jdih/kelola".into(), "berkas", 413, "terlalu besar"),
        (&operator, format!("{duty}/bukti"), "berkas", 413, "terlalu besar"),
        // A form that takes no files, one that is not theirs, and one before signing in.
        (&admin, "/hari_libur".into(), "nama", 413, "terlalu besar"),
        (&other, "/tim".into(), "berkas", 403, ""),
        (&nobody, "/tim".into(), "berkas", 303, ""),
        (&nobody, "/tidak-ada".into(), "berkas", 404, ""),
    ] {
        let reply = send_large(browser, &path, field, LARGE);
        assert_eq!(reply.status, status, "{path}: {}", reply.main());
        assert!(reply.main().contains(says), "{path}: {}", reply.main());
    }
    let after = server.most_memory();
    assert!(after < before + ROOM, "memory grew from {before} to {after} KiB");
    assert!(std::fs::read_dir(place.data().join("sementara")).unwrap().next().is_none(), "nothing is left of them");
    assert!(admin.get(&format!("{team}/lampiran")).unwrap().main().contains("Belum ada"));
    server.stop();
    place.remove();
}

#[test]
fn a_hundred_megabytes_are_kept_and_given_back_where_the_limit_allows() {
    for side in [Side::Sqlite, Side::Postgres] {
        let place = Place::new(side);
        place.done(&INIT);
        let port = free_port();
        let (admin, _) = people(&place, port);
        let server = Server::start(&place, port, &[], &[("PENDOPO_MAX_UPLOAD", (200 * MIB).to_string())]);
        let team = team(&admin);
        let before = server.most_memory();
        let reply = send_large(&admin, &format!("{team}/lampiran"), "berkas", LARGE);
        assert_eq!(reply.status, 303, "{}", reply.main());
        let page = admin.get(&format!("{team}/lampiran")).unwrap().text();
        let start = page.find(&format!("{team}/lampiran/")).unwrap();
        let file = page[start..].split('"').next().unwrap().to_owned();
        let mut stream = admin.connect().unwrap();
        stream.write_all(admin.head("GET", &file, &[], 0).as_bytes()).unwrap();
        let mut hash = Sha256::new();
        let (mut whole, mut chunk) = (0, vec![0_u8; 256 * 1024]);
        let mut head = Vec::new();
        loop {
            let got = stream.read(&mut chunk).unwrap();
            if got == 0 {
                break;
            }
            let mut part = &chunk[..got];
            if !head.ends_with(b"\r\n\r\n") {
                let old = head.len();
                head.extend_from_slice(part);
                let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
                head.truncate(end + 4);
                part = &part[end + 4 - old..];
            }
            whole += part.len() as u64;
            hash.update(part);
        }
        let mut expected = Sha256::new();
        (0..LARGE / MIB).for_each(|number| expected.update(piece(number)));
        assert_eq!((whole, hash.finalize()), (LARGE, expected.finalize()));
        let after = server.most_memory();
        assert!(after < before + ROOM, "memory grew from {before} to {after} KiB");
        server.stop();
        let said = place.done(&["periksa", "--berkas"]);
        assert!(said.contains("1 utuh, 0 rusak") && said.contains("Log utuh"), "{said}");
        place.remove();
    }
}

/// An archive whose one part unfolds to this many bytes of nothing.
fn bomb(part: &str, size: u64) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
    let nothing = vec![b' '; MIB as usize];
    (0..size / MIB).for_each(|_| archive.write_all(&nothing).unwrap());
    archive.finish().unwrap().into_inner()
}

#[test]
fn archives_that_unfold_without_end_are_refused_and_stay_folded() {
    let place = Place::new(Side::Sqlite);
    place.done(&INIT);
    let port = free_port();
    let (admin, _) = people(&place, port);
    let server = Server::start(&place, port, &[], &[]);
    let sheet = bomb("xl/worksheets/sheet1.xml", 310 * MIB);
    let letter = bomb("word/document.xml", 310 * MIB);
    assert!(sheet.len() < 2 * MIB as usize);
    let before = server.most_memory();
    for (path, name, content, says) in [
        ("/daftar_kode/impor", "kode.xlsx", &sheet, "terlalu besar setelah dibuka"),
        ("/daftar_kode/impor", "kode.csv", &letter, "terlalu besar setelah dibuka"),
        ("/jdih/kelola", "naskah.docx", &letter, "terlalu besar"),
    ] {
        let reply = admin.upload(path, &[Part::File("berkas", name, content)]).unwrap();
        assert_eq!(reply.status, 422, "{path}: {}", reply.main());
        assert!(reply.main().contains(says), "{path}: {}", reply.main());
    }
    let after = server.most_memory();
    assert!(after < before + ROOM, "memory grew from {before} to {after} KiB");
    server.stop();
    assert!(place.done(&["log", "verifikasi"]).contains("Log utuh"));
    place.remove();
}
