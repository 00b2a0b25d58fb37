//! Each template of the program with ordinary data and with extreme data.

use document::templat::Naskah;
use document::{Options, Pdf, render};
use time::macros::{datetime, offset};

use crate::contoh;
use crate::pdf::read;

pub fn options() -> Options {
    Options::new(datetime!(2026-11-21 03:00 UTC), offset!(+7))
}

pub fn make<N: Naskah>(naskah: &N) -> Pdf {
    let data = serde_json::to_value(naskah).unwrap();
    let pdf = render(&N::TEMPLATE, &data, &options()).unwrap_or_else(|cause| panic!("{cause}"));
    if let Ok(folder) = std::env::var("DOCUMENT_SAMPLES") {
        let name = std::thread::current().name().unwrap_or("contoh").replace("::", "-");
        std::fs::write(format!("{folder}/{name}-{}.pdf", N::TEMPLATE.name()), &pdf.bytes).unwrap();
    }
    pdf
}

#[test]
fn berita_acara_holds_every_part() {
    let pdf = make(&contoh::berita_acara());
    let text = read(&pdf).text();
    for expected in ["BERITA ACARA", "Nomor: 000.8/17/DISKOMINFO/2026"] {
        assert!(text.contains(expected), "{expected:?} missing in {text}");
    }
}
