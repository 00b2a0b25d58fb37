//! The typesetter's memory must not grow with the number of documents.

use std::process::Command;

use document::{Error, Template, render};
use serde_json::json;

use crate::naskah::options;

const ALONE: &str = "DOCUMENT_TEST_ALONE";

/// Resident memory of this process, in MB.
fn resident() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: u64 = statm.split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096 / 1_000_000
}

#[test]
fn a_hundred_documents_leave_nothing_behind() {
    if std::env::var_os(ALONE).is_none() {
        // Other tests of this binary would be counted too, so it is run again with this one alone.
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "memori::a_hundred_documents_leave_nothing_behind", "--nocapture"])
            .env(ALONE, "1")
            .status()
            .unwrap();
        assert!(status.success());
        return;
    }
    let letter = "#import \"/lib/naskah.typ\": *\n#let d = json(\"/data.json\")\n\
        #show: naskah.with(judul: \"Surat \" + d.nomor, penulis: \"Contoh\")\n#title[Surat]\n\
        #for i in range(12) [#d.isi #d.nomor #i\n\n]";
    let letter = Template::supplied("surat", letter);
    let make = |number: u32| {
        let isi = format!("Isi surat nomor {number} yang lain dari yang lain. ").repeat(5);
        render(&letter, &json!({"nomor": number.to_string(), "isi": isi}), &options()).unwrap();
        let wrong = render(&letter, &json!({"nomor": number}), &options());
        assert!(matches!(wrong, Err(Error::Template { .. })));
    };
    (0..20).for_each(make);
    let early = resident();
    (20..100).for_each(make);
    let late = resident();
    assert!(late < early + 15, "{early} MB after 20 documents, {late} MB after 100");
    assert!(late < 150, "{late} MB");
}
