//! Templates that users write: what they can reach, and what they are told.

use document::{Error, Place, Template, render};
use serde_json::json;

use crate::naskah::options;
use crate::pdf::read;

fn refused(source: &str) -> Vec<document::Diagnostic> {
    match render(&Template::supplied("uji", source), &json!({"nama": "Contoh"}), &options()) {
        Err(Error::Template { name, diagnostics }) => {
            assert_eq!(name, "uji");
            assert!(diagnostics[0].fatal);
            diagnostics
        }
        other => panic!("{source}: {other:?}"),
    }
}

#[test]
fn a_supplied_template_reads_data_and_the_shared_library() {
    let source = "#import \"/lib/naskah.typ\": *\n#let d = json(\"/data.json\")\n\
        #show: naskah.with(judul: \"Surat\", penulis: \"Contoh\", kertas: \"a4\")\n#title[Surat]\n\
        Kepada #d.nama, #tanggal-terbilang(\"2026-01-01\"). #terbilang(115) #ribuan(-1234567) #persen(1, 3)";
    let pdf = render(&Template::supplied("surat", source), &json!({"nama": "Budi Contoh"}), &options()).unwrap();
    let text = read(&pdf).text();
    let expected = "Surat Kepada Budi Contoh, Kamis, tanggal satu, bulan Januari, tahun dua ribu dua puluh enam \
        (01-01-2026). seratus lima belas −1.234.567 33,3 %";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn numbers_in_words() {
    let cases = [
        (0, "nol"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (101, "seratus satu"),
        (110, "seratus sepuluh"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (2000, "dua ribu"),
        (11111, "sebelas ribu seratus sebelas"),
        (999999, "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan"),
    ];
    let source = "#import \"/lib/naskah.typ\": *\n#set document(title: [Uji])\n\
        #for n in json(\"/data.json\") [#(terbilang(n))|\n\n]";
    let numbers: Vec<u32> = cases.iter().map(|(number, _)| *number).collect();
    let text = read(&render(&Template::supplied("uji", source), &json!(numbers), &options()).unwrap()).text();
    let expected = cases.iter().map(|(_, words)| format!("{words}|")).collect::<Vec<_>>().join(" ");
    assert_eq!(text, expected);
}

#[test]
fn the_author_gets_the_line() {
    let found = refused("#set document(title: [Uji])\n= Judul\nNama: #json(\"/data.json\").alamat");
    assert_eq!(found[0].place, Some(Place { file: "/main.typ".into(), line: 3, column: 27 }));
    assert!(found[0].message.contains("alamat"));
    assert!(found[0].to_string().starts_with("/main.typ:3:27: "), "{}", found[0]);

    let found = refused("#set document(title: [Uji])\n\n#let x = (");
    assert_eq!(found[0].place.as_ref().unwrap().line, 3);
}

#[test]
fn a_fault_inside_the_library_leads_back_to_the_authors_line() {
    let found = refused("#import \"/lib/naskah.typ\": *\n#set document(title: [Uji])\n\n#tanggal(\"besok\")");
    assert_eq!(found[0].place.as_ref().unwrap().file, "/lib/bilangan.typ", "{found:?}");
    let own = found[0].trace.iter().find(|place| place.file == "/main.typ").unwrap();
    assert_eq!(own.line, 4);
}

#[test]
fn what_the_standard_demands_is_demanded() {
    let found = refused("Tanpa judul");
    assert!(found[0].message.contains("title"), "{found:?}");
    let found = refused("#set document(title: [Uji])\n== Langsung tingkat dua");
    assert!(found[0].to_string().contains("/main.typ:2"), "{found:?}");
}

#[test]
fn nothing_outside_can_be_reached() {
    for source in [
        "#read(\"/etc/passwd\")",
        "#read(\"../../etc/passwd\")",
        "#image(\"/etc/hostname\")",
        "#import \"/etc/hostname\": *",
        "#include \"rahasia.typ\"",
        "#import \"@preview/cetz:0.4.0\": *",
        "#import \"@local/apa:1.0.0\": *",
        "#plugin(\"/x.wasm\")",
        "#sys.environment",
    ] {
        refused(&format!("#set document(title: [Uji])\n{source}"));
    }
}

#[test]
fn nesting_without_end_is_refused() {
    refused("#set document(title: [Uji])\n#let f(n) = f(n + 1)\n#f(0)");
    refused("#set document(title: [Uji])\n#while true {}");
}
