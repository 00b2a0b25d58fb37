//! Data that nobody expects: empty, endless, foreign scripts, and text that looks like markup.

use document::templat::*;
use document::{Template, render};
use serde_json::{Value, json};

use crate::contoh;
use crate::naskah::options;
use crate::pdf::read;

/// Fields whose values are words of the template's language or read by it, not free text.
const FIXED: [&str; 6] = ["kertas", "rata", "tanggal", "per_tanggal", "kunci", "lambang"];

fn every() -> Vec<(Template, Value)> {
    let mut berita_acara = contoh::berita_acara();
    berita_acara.domain.truncate(1);
    berita_acara.domain[0].aspek[0].indikator.truncate(2);
    let mut kepatuhan = contoh::laporan_kepatuhan();
    kepatuhan.pasal.truncate(2);
    vec![
        pair(&berita_acara),
        pair(&contoh::laporan_register(2)),
        pair(&kepatuhan),
        pair(&contoh::rekaman()),
        pair(&contoh::kode_pemulihan()),
    ]
}

fn pair<N: Naskah>(naskah: &N) -> (Template, Value) {
    (N::TEMPLATE, serde_json::to_value(naskah).unwrap())
}

/// The data with every free text replaced.
fn with_text(data: &Value, text: &str) -> Value {
    match data {
        Value::String(_) => json!(text),
        Value::Array(items) => items.iter().map(|item| with_text(item, text)).collect(),
        Value::Object(fields) => {
            let changed = |(name, value): (&String, &Value)| {
                let fixed = FIXED.contains(&name.as_str());
                (name.clone(), if fixed { value.clone() } else { with_text(value, text) })
            };
            Value::Object(fields.iter().map(changed).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => data.clone(),
    }
}

/// The data with every list empty, every optional part absent and every number zero.
fn emptied(data: &Value) -> Value {
    match data {
        Value::Array(_) => json!([]),
        Value::Number(_) => json!(0),
        Value::Object(fields) => {
            let optional = ["lambang", "perangkat", "sidik", "verifikasi", "berbeda", "mengetahui", "status", "jumlah"];
            let changed = |(name, value): (&String, &Value)| {
                let absent =
                    optional.contains(&name.as_str()) && !value.is_array() || name == "jumlah" || name == "lambang";
                (name.clone(), if absent { Value::Null } else { emptied(value) })
            };
            Value::Object(fields.iter().map(changed).collect())
        }
        Value::Null | Value::Bool(_) | Value::String(_) => data.clone(),
    }
}

/// Without white space and capitals: text that may be broken anywhere.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_lowercase()
}

fn text_of(template: &Template, data: &Value, what: &str) -> String {
    let pdf =
        render(template, data, &options()).unwrap_or_else(|cause| panic!("{what} in {}: {cause}", template.name()));
    if let Ok(folder) = std::env::var("DOCUMENT_SAMPLES") {
        std::fs::write(format!("{folder}/ekstrem-{}-{what}.pdf", template.name()), &pdf.bytes).unwrap();
    }
    read(&pdf).text()
}

#[test]
fn empty_lists_and_absent_parts() {
    for (template, data) in every() {
        text_of(&template, &emptied(&data), "kosong");
    }
}

#[test]
fn empty_texts() {
    for (template, data) in every() {
        text_of(&template, &with_text(&data, ""), "tanpa-teks");
    }
}

#[test]
fn names_of_five_hundred_letters() {
    let words = "Raden Mas Contoh ".repeat(30);
    let one_word = "Panjangsekali".repeat(39);
    for (template, data) in every() {
        // Column headings are ours and repeat on every page: not part of this.
        let filled = |text: &str| {
            let mut filled = with_text(&data, text);
            if let Some(headings) = data.get("kolom") {
                filled["kolom"] = headings.clone();
            }
            filled
        };
        let text = text_of(&template, &filled(&words), "panjang");
        assert!(text.contains("Raden Mas Contoh Raden Mas Contoh") || text.contains("RADEN MAS CONTOH"));
        let text = text_of(&template, &filled(&one_word), "satu-kata");
        assert!(squeezed(&text).contains(&squeezed(&one_word)), "{}: {text}", template.name());
    }
}

#[test]
fn foreign_scripts_and_signs() {
    let given = "Contoh 😀 ꦗꦮ محمد 中文 e\u{301} ½ ✓\r\nbaris\u{2028}dua\u{0}\u{202E}balik\u{FEFF}";
    for (template, data) in every() {
        let text = text_of(&template, &with_text(&data, given), "aksara");
        assert!(text.to_lowercase().contains("contoh □ □"), "{}: {text}", template.name());
    }
}

#[test]
fn markup_in_data_is_shown_literally() {
    let given = "#import \"/lib/kop.typ\" #panic() $x^2$ *b* _i_ `r` \\ <l> @r = j ~ // k [s] {t} -- https://a.example";
    for (template, data) in every() {
        let text = text_of(&template, &with_text(&data, given), "markah");
        assert!(squeezed(&text).contains(&squeezed(given)), "{}: {text}", template.name());
    }
}

#[test]
fn very_long_texts_run_over_pages() {
    let long = "Kalimat contoh yang diulang supaya panjang sekali. ".repeat(200);
    let mut berita_acara = contoh::berita_acara();
    berita_acara.domain.truncate(1);
    berita_acara.kekuatan = vec![long.clone(), long.clone()];
    berita_acara.rekomendasi = vec![long.clone()];
    berita_acara.domain[0].aspek[0].indikator[0].nama = long;
    berita_acara.penanda_tangan =
        (0..20).map(|n| contoh::penanda_tangan(&format!("p{n}"), "Anggota", &format!("Orang Contoh {n}"))).collect();
    let (template, data) = pair(&berita_acara);
    let pdf = render(&template, &data, &options()).unwrap();
    assert!(pdf.pages > 10);
    assert_eq!(pdf.areas.len(), 21);
    let count = read(&pdf).text().matches("Kalimat contoh yang diulang").count();
    assert!(count >= 800 - pdf.pages, "{count} of 800 sentences; some are cut by a page's foot");
}

#[test]
fn a_broken_picture_is_refused_with_a_sentence() {
    let mut rekaman = contoh::rekaman();
    let kop = rekaman.kop.as_mut().unwrap();
    kop.lambang = Some(b"GIF89a but not really".to_vec());
    let (template, data) = pair(&rekaman);
    let cause = render(&template, &data, &options()).unwrap_err();
    assert!(matches!(cause, document::Error::Template { .. }), "{cause}");
    assert!(cause.public().starts_with("Dokumen tidak dapat dibuat"));
}
