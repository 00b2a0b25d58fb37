//! Round trips and hostile bags.
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn bag() -> Vec<u8> {
    let mut writer = Writer::new(Cursor::new(vec![]), "arsip-1").unwrap();
    writer.add("berkas/surat édaran.txt", &mut &b"isi surat"[..]).unwrap();
    writer.add("arsip.json", &mut &b"{}"[..]).unwrap();
    writer.finish(&[("Source-Organization".into(), "Dinas Contoh".into())]).unwrap().into_inner()
}

/// A zip of these files in this order.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The files of a zip, to be changed and packed again.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|place| {
            let mut entry = zip.by_index(place).unwrap();
            let mut content = vec![];
            std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
            (entry.name().to_owned(), content)
        })
        .collect()
}

fn changed(change: impl Fn(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let mut files = unpacked(&bag());
    change(&mut files);
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    zip(&files)
}

fn check(bytes: &[u8]) -> Result<Bag<Cursor<&[u8]>>> {
    Bag::check(Cursor::new(bytes), Limits::default())
}

#[test]
fn what_was_written_reads_back() {
    let bytes = bag();
    let mut bag = check(&bytes).unwrap();
    let paths: Vec<&str> = bag.entries().iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["arsip.json", "berkas/surat édaran.txt"]);
    let mut out = vec![];
    assert_eq!(bag.copy("berkas/surat édaran.txt", &mut out).unwrap(), 9);
    assert_eq!(out, b"isi surat");
    assert_eq!(bag.payload_text("arsip.json").unwrap(), "{}");
    assert!(bag.info().contains(&("Payload-Oxum".into(), "11.2".into())));
    assert!(matches!(bag.copy("lain", &mut out), Err(Fault::Lost(_))));
}

#[test]
fn a_bag_packed_without_its_folder_is_taken() {
    let files = unpacked(&bag());
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, content)| (name.strip_prefix("arsip-1/").unwrap(), content.as_slice())).collect();
    assert_eq!(check(&zip(&files)).unwrap().entries().len(), 2);
}

type Refused = fn(&Fault) -> bool;

#[test]
fn damaged_bags_are_refused() {
    let edit = |name: &'static str, content: &'static [u8]| {
        changed(move |files| {
            files.iter_mut().filter(|(own, _)| own.ends_with(name)).for_each(|(_, own)| *own = content.to_vec());
        })
    };
    let without = |name: &'static str| changed(move |files| files.retain(|(own, _)| !own.ends_with(name)));
    let with = |name: &'static str, content: &'static [u8]| {
        changed(move |files| files.push((name.to_owned(), content.to_vec())))
    };
    let table: [(Vec<u8>, Refused); 12] = [
        (b"bukan zip".to_vec(), |fault| matches!(fault, Fault::NotZip)),
        (edit("arsip.json", b"[]"), |fault| matches!(fault, Fault::Changed(path) if path == "data/arsip.json")),
        (without("arsip.json"), |fault| matches!(fault, Fault::Lost(_))),
        (with("arsip-1/data/lebih.txt", b"x"), |fault| matches!(fault, Fault::Unlisted(_))),
        (edit("bag-info.txt", b"Payload-Oxum: 1.1\n"), |fault| matches!(fault, Fault::Changed(_))),
        (without("bagit.txt"), |fault| matches!(fault, Fault::Missing(_))),
        (with("arsip-1/fetch.txt", b"http://contoh.test/a 1 data/a\n"), |fault| matches!(fault, Fault::Fetch)),
        (with("../jahat.txt", b"x"), |fault| matches!(fault, Fault::Name(_))),
        (with("/etc/jahat", b"x"), |fault| matches!(fault, Fault::Name(_))),
        (with("lain/x.txt", b"x"), |fault| matches!(fault, Fault::Name(_))),
        (with("arsip-1/data/ARSIP.json", b"x"), |fault| matches!(fault, Fault::Twice(_))),
        (zip(&[("a/bagit.txt", b"BagIt-Version: 2.0\n")]), |fault| matches!(fault, Fault::Version)),
    ];
    for (place, (bytes, expected)) in table.into_iter().enumerate() {
        let fault = check(&bytes).map(|_| ()).unwrap_err();
        assert!(expected(&fault), "{place}: {fault:?}");
        assert!(fault.to_string().chars().count() > 10);
    }
}

#[test]
fn the_facts_must_fit_the_payload_even_without_tag_manifests() {
    let bytes = changed(|files| {
        files.retain(|(name, _)| !name.contains("tagmanifest"));
        files
            .iter_mut()
            .filter(|(name, _)| name.ends_with("bag-info.txt"))
            .for_each(|(_, content)| *content = b"Payload-Oxum: 1.1\n".to_vec());
    });
    assert!(matches!(check(&bytes), Err(Fault::Oxum)));
}

#[test]
fn bombs_are_refused_before_they_swell() {
    let blanks = vec![b' '; 8 * 1024 * 1024];
    let mut writer = Writer::new(Cursor::new(vec![]), "bom").unwrap();
    writer.add("kosong.txt", &mut &blanks[..]).unwrap();
    let bytes = writer.finish(&[]).unwrap().into_inner();
    assert!(matches!(check(&bytes), Err(Fault::Swells(_))));
    let small = Limits { total: 1000, ratio: u64::MAX, ..Limits::default() };
    assert!(matches!(Bag::check(Cursor::new(&bytes[..]), small), Err(Fault::TooLarge(1000))));
    let few = Limits { entries: 2, ..Limits::default() };
    assert!(matches!(Bag::check(Cursor::new(&bytes[..]), few), Err(Fault::TooMany(2))));
}

#[test]
fn links_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    zip.add_symlink("arsip/data/tautan", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert!(matches!(check(&bytes), Err(Fault::Special(_))));
}

#[test]
fn the_writer_refuses_bad_names() {
    assert!(matches!(Writer::new(Cursor::new(vec![]), "a/b"), Err(Fault::Name(_))));
    let mut writer = Writer::new(Cursor::new(vec![]), "a").unwrap();
    assert!(matches!(writer.add("../x", &mut &b""[..]), Err(Fault::Name(_))));
    writer.add("x", &mut &b""[..]).unwrap();
    assert!(matches!(writer.add("X", &mut &b""[..]), Err(Fault::Twice(_))));
}
