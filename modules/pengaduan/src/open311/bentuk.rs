//! One answer, two forms. What is said is put together once; JSON and XML are made of the same tree by the Spark convention of the
//! specification: the outermost element falls away in JSON, and a container of equal elements is a plain array.
use http::{HeaderValue, StatusCode, header};
use kernel::Response;

/// A form that an answer can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `text/xml`, which the specification demands.
    Xml,
    /// `application/json`.
    Json,
}

impl Format {
    /// Both.
    pub const SEMUA: [Format; 2] = [Format::Xml, Format::Json];

    /// The ending of an address.
    pub const fn akhiran(self) -> &'static str {
        match self {
            Format::Xml => "xml",
            Format::Json => "json",
        }
    }

    /// The MIME type as the discovery document names it.
    pub const fn mime(self) -> &'static str {
        match self {
            Format::Xml => "text/xml",
            Format::Json => "application/json",
        }
    }

    const fn kepala(self) -> HeaderValue {
        match self {
            Format::Xml => HeaderValue::from_static("text/xml; charset=utf-8"),
            Format::Json => HeaderValue::from_static("application/json; charset=utf-8"),
        }
    }

    /// Cuts the last part of an address into name and form: `001.json` is `001` as JSON.
    pub fn pisah(berkas: &str) -> Option<(&str, Format)> {
        let (nama, akhir) = berkas.rsplit_once('.')?;
        let format = Format::SEMUA.into_iter().find(|format| format.akhiran() == akhir)?;
        (!nama.is_empty()).then_some((nama, format))
    }
}

/// A value of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Nilai {
    /// Not known: `null`, or an empty element.
    Kosong,
    /// Yes or no.
    Ya(bool),
    /// A whole number.
    Bulat(i64),
    /// A measured number, such as a latitude; one that is not finite counts as not known.
    Ukuran(f64),
    /// A text.
    Teks(String),
    /// Fields in order.
    Objek(Vec<(&'static str, Nilai)>),
    /// Equal elements under the name of one.
    Larik(&'static str, Vec<Nilai>),
}

impl Nilai {
    /// A text; an empty one is not known.
    pub fn teks(isi: impl Into<String>) -> Nilai {
        let isi = isi.into();
        if isi.is_empty() { Nilai::Kosong } else { Nilai::Teks(isi) }
    }
    /// A text that may be missing.
    pub fn mungkin(isi: Option<impl Into<String>>) -> Nilai {
        isi.map_or(Nilai::Kosong, Nilai::teks)
    }
    /// A number that may be missing.
    pub fn ukuran(isi: Option<f64>) -> Nilai {
        isi.filter(|angka| angka.is_finite()).map_or(Nilai::Kosong, Nilai::Ukuran)
    }
}

/// A whole answer: the name of the outermost element and what is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Dokumen {
    /// Name of the outermost element, which only XML shows.
    pub akar: &'static str,
    /// What it says.
    pub isi: Nilai,
}

impl Dokumen {
    /// A list of equal elements.
    pub fn larik(akar: &'static str, anak: &'static str, isi: Vec<Nilai>) -> Dokumen {
        Dokumen { akar, isi: Nilai::Larik(anak, isi) }
    }

    /// The text of the answer.
    pub fn tulis(&self, format: Format) -> String {
        let mut keluar = String::new();
        match format {
            Format::Json => json(&self.isi, &mut keluar),
            Format::Xml => {
                keluar.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
                xml(self.akar, &self.isi, &mut keluar);
                keluar.push('\n');
            }
        }
        keluar
    }

    /// The answer, readable for programs on pages of others too: nothing in it is anybody's own.
    pub fn jawab(&self, status: StatusCode, format: Format) -> Response {
        let mut response = Response::new(self.tulis(format).into());
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, format.kepala());
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        response
    }
}

fn json(nilai: &Nilai, keluar: &mut String) {
    match nilai {
        Nilai::Kosong => keluar.push_str("null"),
        Nilai::Ya(ya) => keluar.push_str(if *ya { "true" } else { "false" }),
        Nilai::Bulat(angka) => keluar.push_str(&angka.to_string()),
        Nilai::Ukuran(angka) => keluar.push_str(&ukuran(*angka).unwrap_or_else(|| "null".into())),
        Nilai::Teks(teks) => keluar.push_str(&serde_json::Value::String(teks.clone()).to_string()),
        Nilai::Objek(isi) => {
            keluar.push('{');
            for (urut, (nama, nilai)) in isi.iter().enumerate() {
                if urut > 0 {
                    keluar.push(',');
                }
                keluar.push('"');
                keluar.push_str(nama);
                keluar.push_str("\":");
                json(nilai, keluar);
            }
            keluar.push('}');
        }
        Nilai::Larik(_, isi) => {
            keluar.push('[');
            for (urut, nilai) in isi.iter().enumerate() {
                if urut > 0 {
                    keluar.push(',');
                }
                json(nilai, keluar);
            }
            keluar.push(']');
        }
    }
}

/// A number without an exponent; nothing when it is none.
fn ukuran(angka: f64) -> Option<String> {
    angka.is_finite().then(|| format!("{angka}"))
}

fn xml(nama: &str, nilai: &Nilai, keluar: &mut String) {
    let teks = match nilai {
        Nilai::Kosong => None,
        Nilai::Ya(ya) => Some(if *ya { "true".to_owned() } else { "false".to_owned() }),
        Nilai::Bulat(angka) => Some(angka.to_string()),
        Nilai::Ukuran(angka) => ukuran(*angka),
        Nilai::Teks(teks) => Some(aman(teks)),
        Nilai::Objek(isi) => {
            buka(nama, keluar);
            for (nama, nilai) in isi {
                xml(nama, nilai, keluar);
            }
            tutup(nama, keluar);
            return;
        }
        Nilai::Larik(anak, isi) if !isi.is_empty() => {
            buka(nama, keluar);
            for nilai in isi {
                xml(anak, nilai, keluar);
            }
            tutup(nama, keluar);
            return;
        }
        Nilai::Larik(..) => None,
    };
    match teks {
        None => {
            keluar.push('<');
            keluar.push_str(nama);
            keluar.push_str("/>");
        }
        Some(teks) => {
            buka(nama, keluar);
            keluar.push_str(&teks);
            tutup(nama, keluar);
        }
    }
}

fn buka(nama: &str, keluar: &mut String) {
    keluar.push('<');
    keluar.push_str(nama);
    keluar.push('>');
}

fn tutup(nama: &str, keluar: &mut String) {
    keluar.push_str("</");
    keluar.push_str(nama);
    keluar.push('>');
}

/// A text as XML 1.0 may hold it: marks escaped, characters that it does not know left out.
fn aman(teks: &str) -> String {
    let mut keluar = String::with_capacity(teks.len());
    for huruf in teks.chars() {
        match huruf {
            '&' => keluar.push_str("&amp;"),
            '<' => keluar.push_str("&lt;"),
            '>' => keluar.push_str("&gt;"),
            '"' => keluar.push_str("&quot;"),
            '\r' => keluar.push_str("&#13;"),
            '\t' | '\n' => keluar.push(huruf),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => keluar.push(huruf),
        }
    }
    keluar
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contoh() -> Dokumen {
        let satu = Nilai::Objek(vec![
            ("kode", Nilai::teks("a<b>&\"'\u{1}\n")),
            ("ya", Nilai::Ya(true)),
            ("urut", Nilai::Bulat(-3)),
            ("lat", Nilai::Ukuran(-0.523_4)),
            ("tiada", Nilai::teks("")),
            ("nilai", Nilai::Larik("satu", vec![Nilai::teks("x")])),
            ("hampa", Nilai::Larik("satu", vec![])),
        ]);
        Dokumen::larik("semua", "butir", vec![satu])
    }

    #[test]
    fn one_tree_becomes_both_forms() {
        assert_eq!(
            contoh().tulis(Format::Xml),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<semua><butir><kode>a&lt;b&gt;&amp;&quot;'\n</kode><ya>true</ya>\
             <urut>-3</urut><lat>-0.5234</lat><tiada/><nilai><satu>x</satu></nilai><hampa/></butir></semua>\n"
        );
        let json: serde_json::Value = serde_json::from_str(&contoh().tulis(Format::Json)).unwrap();
        assert_eq!(
            json,
            serde_json::json!([{
                "kode": "a<b>&\"'\u{1}\n", "ya": true, "urut": -3, "lat": -0.5234, "tiada": null, "nilai": ["x"], "hampa": []
            }])
        );
    }

    #[test]
    fn numbers_have_no_exponent_and_are_numbers() {
        let table =
            [(0.000_000_1, "0.0000001"), (101.5, "101.5"), (-0.0, "-0"), (f64::NAN, "null"), (f64::INFINITY, "null")];
        for (angka, harap) in table {
            let mut keluar = String::new();
            json(&Nilai::Ukuran(angka), &mut keluar);
            assert_eq!(keluar, harap);
        }
        assert_eq!(Nilai::ukuran(Some(f64::NAN)), Nilai::Kosong);
    }

    #[test]
    fn the_ending_of_an_address_is_its_form() {
        let table = [
            ("001.json", Some(("001", Format::Json))),
            ("PGD-7K3M-Q2HX.xml", Some(("PGD-7K3M-Q2HX", Format::Xml))),
            ("a.b.xml", Some(("a.b", Format::Xml))),
            ("a.csv", None),
            (".json", None),
            ("json", None),
            ("a.JSON", None),
            ("", None),
        ];
        for (berkas, harap) in table {
            assert_eq!(Format::pisah(berkas), harap, "{berkas}");
        }
    }
}
