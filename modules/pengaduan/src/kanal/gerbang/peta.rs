//! Where in a gateway's message number, sender and text stand, and what a reply looks like. Data, made by the coordinator; no database.
use serde_json::Value as Json;

/// Most parts of a path, and deepest reply.
const DALAM: usize = 12;

/// Where something stands in a message: names and places parted by dots, such as `messages.0.text.body`. In forms the whole path is the
/// name of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jalur(String);

impl Jalur {
    /// Reads a path.
    pub fn urai(teks: &str) -> Option<Jalur> {
        let wajar = |bagian: &str| {
            !bagian.is_empty() && bagian.chars().all(|huruf| huruf.is_alphanumeric() || "_-@$:".contains(huruf))
        };
        let bagian: Vec<&str> = teks.split('.').collect();
        (teks.len() <= 200 && bagian.len() <= DALAM && bagian.iter().all(|bagian| wajar(bagian)))
            .then(|| Jalur(teks.to_owned()))
    }

    /// What stands there, as a text; a number is written out.
    pub fn ambil(&self, pohon: &Json) -> Option<String> {
        let mut kini = pohon;
        // A form is one level of names, some of which hold dots.
        if let Some(langsung) = pohon.get(&self.0) {
            kini = langsung;
        } else {
            for bagian in self.0.split('.') {
                kini = match kini {
                    Json::Array(isi) => isi.get(bagian.parse::<usize>().ok()?)?,
                    Json::Object(isi) => isi.get(bagian)?,
                    Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => return None,
                };
            }
        }
        match kini {
            Json::String(teks) => Some(teks.replace('\0', "\u{fffd}")),
            Json::Number(angka) => Some(angka.to_string()),
            Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
        }
    }
}

/// The body of a request as a tree: JSON, or else the fields of a form.
pub fn pohon(jenis: &str, body: &[u8]) -> Option<Json> {
    if jenis.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
        let isian = form_urlencoded::parse(body).take(500);
        return Some(Json::Object(
            isian.map(|(nama, nilai)| (nama.into_owned(), Json::String(nilai.into_owned()))).collect(),
        ));
    }
    serde_json::from_slice(body).ok().filter(|pohon: &Json| pohon.is_object() || pohon.is_array())
}

/// What is put into a reply.
#[derive(Debug, Clone, Copy)]
pub struct Isi<'a> {
    /// Receiver.
    pub ke: &'a str,
    /// Text.
    pub teks: &'a str,
    /// Number of the message, the same when it is sent again.
    pub id: &'a str,
}

/// Reads the shape of a reply: a JSON object whose texts may hold `{ke}`, `{teks}` and `{id}`.
///
/// # Errors
/// Says in a sentence what is wrong.
pub fn bentuk(teks: &str) -> Result<Json, &'static str> {
    let pohon: Json = serde_json::from_str(teks).map_err(|_| "Tulis bentuk balasan sebagai objek JSON")?;
    if !pohon.is_object() || dalam(&pohon) > DALAM {
        return Err("Tulis bentuk balasan sebagai objek JSON");
    }
    let rata = pohon.to_string();
    if rata.contains("{ke}") && rata.contains("{teks}") {
        Ok(pohon)
    } else {
        Err("Bentuk balasan harus memuat {ke} dan {teks}")
    }
}

fn dalam(pohon: &Json) -> usize {
    match pohon {
        Json::Array(isi) => 1 + isi.iter().map(dalam).max().unwrap_or(0),
        Json::Object(isi) => 1 + isi.values().map(dalam).max().unwrap_or(0),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => 0,
    }
}

/// A reply in its shape. What is put in is never looked at again for places to fill.
pub fn isi(bentuk: &Json, isian: Isi<'_>) -> Json {
    match bentuk {
        Json::String(teks) => Json::String(ganti(teks, isian)),
        Json::Array(semua) => Json::Array(semua.iter().map(|satu| isi(satu, isian)).collect()),
        Json::Object(semua) => semua.iter().map(|(nama, nilai)| (nama.clone(), isi(nilai, isian))).collect(),
        lain @ (Json::Null | Json::Bool(_) | Json::Number(_)) => lain.clone(),
    }
}

fn ganti(teks: &str, isian: Isi<'_>) -> String {
    let mut keluar = String::new();
    let mut sisa = teks;
    while let Some(tempat) = sisa.find('{') {
        let (awal, akhir) = sisa.split_at(tempat);
        keluar.push_str(awal);
        let nilai = [("{ke}", isian.ke), ("{teks}", isian.teks), ("{id}", isian.id)];
        match nilai.iter().find_map(|(tanda, nilai)| Some((nilai, akhir.strip_prefix(tanda)?))) {
            Some((nilai, setelah)) => {
                keluar.push_str(nilai);
                sisa = setelah;
            }
            None => {
                keluar.push('{');
                sisa = akhir.strip_prefix('{').unwrap_or_default();
            }
        }
    }
    keluar.push_str(sisa);
    keluar
}

/// The fields of a reply as a form: only the first level, since forms have no deeper ones.
pub fn formulir(pohon: &Json) -> String {
    let mut keluar = form_urlencoded::Serializer::new(String::new());
    for (nama, nilai) in pohon.as_object().into_iter().flatten() {
        match nilai {
            Json::String(teks) => keluar.append_pair(nama, teks),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => {
                keluar.append_pair(nama, &nilai.to_string())
            }
        };
    }
    keluar.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_leads_to_a_text() {
        let pohon =
            json!({ "messages": [{ "id": "w1", "text": { "body": "Halo" }, "n": 12 }], "a.b": "datar", "ya": true });
        let table = [
            ("messages.0.id", Some("w1")),
            ("messages.0.text.body", Some("Halo")),
            ("messages.0.n", Some("12")),
            ("a.b", Some("datar")),
            ("messages.1.id", None),
            ("messages.x.id", None),
            ("messages.0.text", None),
            ("ya", None),
            ("tiada", None),
        ];
        for (jalur, harap) in table {
            assert_eq!(Jalur::urai(jalur).unwrap().ambil(&pohon).as_deref(), harap, "{jalur}");
        }
        for buruk in ["", ".", "a..b", "a b", "a/b", &"x.".repeat(20)] {
            assert_eq!(Jalur::urai(buruk), None, "{buruk}");
        }
    }

    #[test]
    fn bodies_are_json_or_forms() {
        assert_eq!(pohon("application/json", b"{\"a\":1}"), Some(json!({ "a": 1 })));
        assert_eq!(
            pohon("application/x-www-form-urlencoded", b"From=%2B62&Body=a+b"),
            Some(json!({ "From": "+62", "Body": "a b" }))
        );
        for (jenis, body) in [("application/json", "1"), ("application/json", "{"), ("text/plain", "a=b"), ("", "")] {
            assert_eq!(pohon(jenis, body.as_bytes()), None, "{body}");
        }
    }

    #[test]
    fn a_reply_is_filled_once() {
        let bentuk =
            bentuk(r#"{"to":"{ke}","pesan":{"isi":["{teks}"],"n":1},"ref":"x-{id}","lain":"{lain} {"}"#).unwrap();
        let isian = Isi { ke: "+62", teks: "{ke} {id}", id: "9" };
        assert_eq!(
            isi(&bentuk, isian),
            json!({ "to": "+62", "pesan": { "isi": ["{ke} {id}"], "n": 1 }, "ref": "x-9", "lain": "{lain} {" })
        );
        assert_eq!(formulir(&json!({ "to": "+62 8", "n": 1 })), "n=1&to=%2B62+8");
        for buruk in ["", "[]", "{\"a\":\"{ke}\"}", "{\"a\":\"{teks}\"}", "\"{ke}{teks}\""] {
            assert!(super::bentuk(buruk).is_err(), "{buruk}");
        }
        let mut dalam = r#""{ke}{teks}""#.to_owned();
        for _ in 0..30 {
            dalam = format!("{{\"a\":{dalam}}}");
        }
        assert!(super::bentuk(&dalam).is_err());
    }
}
