//! Documents and pasal as kinds of record that search shows and other modules refer to.
use kernel::module::{Call, FieldDoc, Resource};
use kernel::{App, BoxFuture, Class, Perm, Result, Routes, Rows, Scope, Table, args};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::LIHAT;
use crate::model::{self, Kelas};
use crate::store;

/// Documents.
pub struct Peraturan;
/// Articles of published documents; the id of one stays the same over all versions of its text.
pub struct Pasal;

/// Documents as a kind of record.
pub const PERATURAN: Peraturan = Peraturan;
/// Articles as a kind of record.
pub const PASAL: Pasal = Pasal;

/// Documents whose name holds the text, for choosing one: published ones and those that the scope holds.
pub async fn pilihan(app: &App, scope: &Scope, q: &str, limit: usize) -> Result<Vec<(Uuid, String)>> {
    let (text, args) = store::pilihan_dokumen(scope, q, limit);
    app.db.query(&text, args).await?.iter().map(|row| Ok((row.get("id")?, row.get("label")?))).collect()
}

impl Resource for Peraturan {
    fn key(&self) -> &'static str {
        "peraturan"
    }
    fn title(&self) -> &'static str {
        "Peraturan dan dokumen hukum"
    }
    fn read(&self) -> Perm {
        LIHAT
    }
    fn tables(&self) -> Vec<Table> {
        vec![model::dokumen_table()]
    }
    fn routes(&'static self) -> Routes {
        Routes::new()
    }
    fn href(&self, id: Uuid) -> String {
        format!("/jdih/dokumen/{id}")
    }
    fn rows(&self) -> Rows {
        Rows { unit: "unit", owner: "owner", public: "keadaan = 'terbit'" }
    }
    fn label_sql(&self) -> Option<String> {
        Some("(sebutan || ' tentang ' || judul)".into())
    }
    fn labels(&'static self, app: App, scope: Scope, ids: Vec<Uuid>) -> BoxFuture<Result<Vec<(Uuid, String)>>> {
        Box::pin(async move {
            let mut found = vec![];
            for part in ids.chunks(5000) {
                let (text, args) = store::label_dokumen(&scope, part);
                for row in app.db.query(&text, args).await? {
                    found.push((row.get("id")?, row.get("label")?));
                }
            }
            Ok(found)
        })
    }
    fn options(
        &'static self,
        app: App,
        scope: Scope,
        q: String,
        limit: usize,
    ) -> BoxFuture<Result<Vec<(Uuid, String)>>> {
        Box::pin(async move { pilihan(&app, &scope, &q, limit).await })
    }
    fn schema(&self) -> Json {
        skema(self.title())
    }
    fn calls(&self) -> Vec<Call> {
        panggilan()
    }
    fn dictionary(&self) -> Vec<FieldDoc> {
        const KAMUS: &[(&str, &str, &str, &str)] = &[
            (
                "kelas",
                "Macam",
                "pilihan",
                "Peraturan adalah informasi hukum primer; monografi, artikel, dan putusan sekunder.",
            ),
            ("jenis", "Jenis", "pilihan", "Kode jenis peraturan, misalnya perbup."),
            ("nomor", "Nomor", "teks", ""),
            ("tahun", "Tahun", "bilangan", ""),
            ("judul", "Judul", "teks", "Tanpa jenis, nomor, dan tahun."),
            ("pemrakarsa", "Penetap", "teks", ""),
            ("tempat", "Tempat penetapan", "teks", ""),
            ("ditetapkan", "Tanggal ditetapkan", "tanggal", ""),
            ("diundangkan", "Tanggal diundangkan", "tanggal", ""),
            ("berlaku", "Tanggal mulai berlaku", "tanggal", ""),
            ("sumber", "Sumber", "teks", "Lembaran atau berita daerah."),
            ("bidang", "Bidang hukum", "teks", ""),
            ("subjek", "Subjek", "teks", "Dipisah titik koma."),
            ("teu", "T.E.U. badan", "teks", "Tajuk entri utama."),
            ("bahasa", "Bahasa", "teks", ""),
            ("abstrak", "Abstrak", "teks panjang", ""),
            ("keadaan", "Keadaan", "pilihan", "Keadaan pengerjaan: draf, ditinjau, terbit, ditarik."),
        ];
        let doc = |&(name, label, kind, hint): &(&'static str, &'static str, &'static str, &'static str)| FieldDoc {
            name,
            label,
            kind: kind.to_owned(),
            class: Class::Public,
            required: matches!(name, "kelas" | "jenis" | "judul"),
            hint,
        };
        KAMUS.iter().map(doc).collect()
    }
}

impl Resource for Pasal {
    fn key(&self) -> &'static str {
        "peraturan_pasal"
    }
    fn title(&self) -> &'static str {
        "Pasal peraturan"
    }
    fn read(&self) -> Perm {
        LIHAT
    }
    /// None of its own: pasal are made from the text of a document, whose record the log watches.
    fn tables(&self) -> Vec<Table> {
        vec![]
    }
    fn routes(&'static self) -> Routes {
        Routes::new()
    }
    fn href(&self, id: Uuid) -> String {
        format!("/jdih/pasal/{id}")
    }
    fn rows(&self) -> Rows {
        Rows { unit: "unit", owner: "owner", public: "true" }
    }
    fn labels(&'static self, app: App, _scope: Scope, ids: Vec<Uuid>) -> BoxFuture<Result<Vec<(Uuid, String)>>> {
        Box::pin(async move {
            let mut found = vec![];
            for part in ids.chunks(5000) {
                let (text, args) = store::label_pasal(part);
                for row in app.db.query(&text, args).await? {
                    found.push((row.get("id")?, row.get("label")?));
                }
            }
            Ok(found)
        })
    }
    fn options(
        &'static self,
        app: App,
        _scope: Scope,
        q: String,
        limit: usize,
    ) -> BoxFuture<Result<Vec<(Uuid, String)>>> {
        Box::pin(async move {
            let text = format!(
                "select s.rekam as id, s.sebutan || ' ' || d.sebutan as label
                 from peraturan_simpul s join peraturan_dokumen d on d.naskah_terbit = s.naskah and d.keadaan = 'terbit'
                 where s.jenis = 'pasal' and lower(s.sebutan || ' ' || d.sebutan || ' ' || d.judul) like $1 escape '\\'
                 order by d.urutan desc, s.urut limit {limit}"
            );
            let rows = app.db.query(&text, args![store::pola(&q)]).await?;
            rows.iter().map(|row| Ok((row.get("id")?, row.get("label")?))).collect()
        })
    }
    fn schema(&self) -> Json {
        json!({
            "type": "object",
            "title": self.title(),
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "nomor": { "type": "string" },
                "sebutan": { "type": "string" },
                "induk": { "type": "string" },
                "alamat": { "type": "string" },
                "teks": { "type": "string" },
                "isi": { "type": ["object", "null"] },
            },
            "required": ["id", "nomor", "alamat", "teks"],
        })
    }
    fn dictionary(&self) -> Vec<FieldDoc> {
        let doc = |name, label, hint| FieldDoc {
            name,
            label,
            kind: "teks".into(),
            class: Class::Public,
            required: true,
            hint,
        };
        vec![
            doc("nomor", "Nomor", "Nomor pasal, misalnya 9 atau 9A."),
            doc("alamat", "Alamat", "Alamat dalam dokumen, misalnya pasal-9."),
            doc("teks", "Teks", "Teks pasal setelah ditinjau."),
        ]
    }
}

/// A document as the API answers with it.
fn skema(judul: &str) -> Json {
    let teks = || json!({ "type": "string" });
    let hari = || json!({ "type": ["string", "null"], "format": "date" });
    json!({
        "type": "object",
        "title": judul,
        "properties": {
            "id": { "type": "string", "format": "uuid" },
            "siput": { "type": "string", "description": "Bagian alamat yang menyebut dokumen ini." },
            "alamat": { "type": "string", "format": "uri" },
            "kelas": teks(),
            "jenis": teks(),
            "nomor": teks(),
            "tahun": { "type": ["integer", "null"] },
            "sebutan": teks(),
            "judul": teks(),
            "pemrakarsa": teks(),
            "tempat": teks(),
            "ditetapkan": hari(),
            "diundangkan": hari(),
            "berlaku": hari(),
            "sumber": teks(),
            "bidang": teks(),
            "subjek": { "type": "array", "items": teks() },
            "abstrak": teks(),
            "bahasa": teks(),
            "keadaan": { "enum": ["draf", "ditinjau", "terbit", "ditarik"] },
            "status": teks(),
            "berkas": { "type": ["string", "null"], "format": "uri" },
            "diperbarui": { "type": "string", "format": "date" }
        },
        "required": ["id", "siput", "alamat", "kelas", "jenis", "judul", "keadaan", "status", "subjek", "diperbarui"]
    })
}

fn panggilan() -> Vec<Call> {
    let teks = || json!({ "type": "string" });
    let id = || ("id", json!({ "type": "string", "format": "uuid" }));
    let dokumen = json!({ "$ref": "#/components/schemas/peraturan" });
    let isi = json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": { "jenis": teks(), "nomor": teks(), "sebutan": teks(), "judul": teks(), "alamat": teks() },
            "required": ["jenis", "alamat"]
        }
    });
    vec![
        Call {
            path: "/api/v1/peraturan",
            summary: "Satu halaman dokumen hukum",
            path_parameters: vec![],
            query: vec![
                ("kelas", "Macam dokumen.", json!({ "enum": Kelas::ALL.map(Kelas::as_str) })),
                ("jenis", "Kode jenis, misalnya perbup.", teks()),
                ("tahun", "Tahun.", json!({ "type": "integer" })),
                ("status", "Status keberlakuan.", teks()),
                ("sesudah", "Tempat halaman berikutnya dimulai, dari jawaban sebelumnya.", teks()),
            ],
            answer: json!({
                "type": "object",
                "properties": {
                    "data": { "type": "array", "items": dokumen },
                    "sesudah": { "type": ["string", "null"] },
                    "sebelum": { "type": "null", "description": "Daftar hanya berjalan maju." }
                },
                "required": ["data", "sesudah", "sebelum"]
            }),
            etag: false,
        },
        Call {
            path: "/api/v1/peraturan/{id}",
            summary: "Satu dokumen dengan daftar isinya",
            path_parameters: vec![id()],
            query: vec![],
            answer: json!({ "allOf": [dokumen, { "type": "object", "properties": { "isi": isi }, "required": ["isi"] }] }),
            etag: true,
        },
        Call {
            path: "/api/v1/peraturan/{id}/pasal/{nomor}",
            summary: "Satu pasal menurut nomornya",
            path_parameters: vec![id(), ("nomor", json!({ "type": "string", "examples": ["9", "9A"] }))],
            query: vec![],
            answer: json!({
                "type": "object",
                "properties": {
                    "id": { "type": "string", "format": "uuid" },
                    "jenis": teks(), "nomor": teks(), "sebutan": teks(), "judul": teks(),
                    "induk": {}, "alamat": teks(), "teks": teks(),
                    "isi": {}
                },
                "required": ["id", "nomor", "alamat", "teks", "isi"]
            }),
            etag: false,
        },
    ]
}
