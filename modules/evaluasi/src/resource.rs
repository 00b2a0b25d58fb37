//! Periods as kinds of record that the search finds: final ones and those under way, each with its own right.

use kernel::module::{Call, FieldDoc, Resource};
use kernel::{App, Class, Perm, Result, Routes, Rows, Scope, Table, Val, Work};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::store;
use crate::{BERJALAN, HASIL};

/// Kind under which final periods are found.
pub(crate) const HASIL_KEY: &str = "evaluasi_hasil";
/// Kind under which periods under way are found.
pub(crate) const BERJALAN_KEY: &str = "evaluasi_berjalan";

const ROWS: Rows = Rows { unit: "unit", owner: "owner", public: "false" };

/// Final periods.
pub(crate) struct Hasil;
/// Periods under way.
pub(crate) struct Berjalan;

/// The tables that neither kind of record brings itself.
pub(crate) fn tabel_lain() -> Vec<Table> {
    store::tabel().into_iter().filter(|tabel| tabel.name != "evaluasi_periode").collect()
}

impl Resource for Hasil {
    fn key(&self) -> &'static str {
        HASIL_KEY
    }
    fn title(&self) -> &'static str {
        "Hasil evaluasi"
    }
    fn read(&self) -> Perm {
        HASIL
    }
    fn tables(&self) -> Vec<Table> {
        vec![store::tabel_periode()]
    }
    fn routes(&'static self) -> Routes {
        Routes::new()
    }
    fn href(&self, id: Uuid) -> String {
        format!("/evaluasi/{id}")
    }
    fn rows(&self) -> Rows {
        ROWS
    }
    fn label_sql(&self) -> Option<String> {
        Some("nama".to_owned())
    }
    fn labels(&'static self, app: App, scope: Scope, ids: Vec<Uuid>) -> Work<Vec<(Uuid, String)>> {
        Box::pin(async move { labels(&app, &scope, &ids, "keadaan = 'final'").await })
    }
    fn options(&'static self, app: App, scope: Scope, q: String, limit: usize) -> Work<Vec<(Uuid, String)>> {
        Box::pin(async move { options(&app, &scope, &q, limit, "keadaan = 'final'").await })
    }
    fn schema(&self) -> Json {
        schema()
    }
    fn calls(&self) -> Vec<Call> {
        panggilan()
    }
    fn dictionary(&self) -> Vec<FieldDoc> {
        dictionary()
    }
}

impl Resource for Berjalan {
    fn key(&self) -> &'static str {
        BERJALAN_KEY
    }
    fn title(&self) -> &'static str {
        "Evaluasi berjalan"
    }
    fn read(&self) -> Perm {
        BERJALAN
    }
    fn tables(&self) -> Vec<Table> {
        // The table is the same one; the final kind brings it.
        vec![]
    }
    fn routes(&'static self) -> Routes {
        Routes::new()
    }
    fn href(&self, id: Uuid) -> String {
        format!("/evaluasi/{id}")
    }
    fn rows(&self) -> Rows {
        ROWS
    }
    fn labels(&'static self, app: App, scope: Scope, ids: Vec<Uuid>) -> Work<Vec<(Uuid, String)>> {
        Box::pin(async move { labels(&app, &scope, &ids, "keadaan <> 'final'").await })
    }
    fn options(&'static self, app: App, scope: Scope, q: String, limit: usize) -> Work<Vec<(Uuid, String)>> {
        Box::pin(async move { options(&app, &scope, &q, limit, "keadaan <> 'final'").await })
    }
    fn schema(&self) -> Json {
        schema()
    }
    fn dictionary(&self) -> Vec<FieldDoc> {
        dictionary()
    }
}

async fn labels(app: &App, scope: &Scope, ids: &[Uuid], jenis: &str) -> Result<Vec<(Uuid, String)>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut args: Vec<Val> = ids.iter().map(|id| Val::Uuid(*id)).collect();
    let tanda = (1..=args.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(",");
    let milik = scope.filter(&ROWS, &mut args);
    let text = format!("select id, nama from evaluasi_periode where id in ({tanda}) and {jenis} and {milik}");
    baca(app, &text, args).await
}

async fn options(app: &App, scope: &Scope, q: &str, limit: usize, jenis: &str) -> Result<Vec<(Uuid, String)>> {
    let bersih: String = q.trim().to_lowercase().chars().filter(|c| !matches!(c, '%' | '_' | '\\')).collect();
    let mut args: Vec<Val> = vec![format!("%{bersih}%").into()];
    let milik = scope.filter(&ROWS, &mut args);
    let limit = limit.min(100);
    let text = format!(
        "select id, nama from evaluasi_periode where lower(nama) like $1 and {jenis} and {milik} order by tahun desc, nama limit {limit}"
    );
    baca(app, &text, args).await
}

async fn baca(app: &App, text: &str, args: Vec<Val>) -> Result<Vec<(Uuid, String)>> {
    let rows = app.db.query(text, args).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("nama")?))).collect()
}

/// What the API answers of a period; indices are texts, since a number would be rounded on the way.
pub(crate) fn schema() -> Json {
    json!({
        "type": "object",
        "required": ["id", "tahun", "nama", "instrumen", "jalur", "basis", "keadaan", "indeks", "predikat", "belum_dinilai"],
        "properties": {
            "id": { "type": "string", "format": "uuid" },
            "tahun": { "type": "integer" },
            "nama": { "type": "string" },
            "instrumen": { "type": "string" },
            "jalur": { "type": "string", "enum": ["dengan_eksternal", "internal"] },
            "basis": { "type": "string", "enum": ["indeks_penuh", "indeks_2_desimal"] },
            "keadaan": { "type": "string" },
            "tanggal_penilaian": { "type": "string", "format": "date" },
            "indeks": { "type": "string", "description": "empat desimal", "pattern": "^[0-9]+\\.[0-9]{4}$" },
            "predikat": { "type": "string" },
            "predikat_lain": {
                "type": ["object", "null"],
                "description": "Predikat menurut dasar yang lain, bila berbeda.",
                "properties": { "basis": { "type": "string" }, "predikat": { "type": "string" } }
            },
            "belum_dinilai": { "type": "integer", "minimum": 0 },
            "sidik": { "type": ["string", "null"], "description": "Sidik hasil yang sudah dibekukan." }
        }
    })
}

fn panggilan() -> Vec<Call> {
    let satu = json!({ "$ref": format!("#/components/schemas/{HASIL_KEY}") });
    let angka = || json!({ "type": ["string", "null"], "description": "empat desimal" });
    let bagian = json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": { "nomor": { "type": ["string", "integer"] }, "nama": { "type": "string" }, "bobot": { "type": "string" }, "indeks": { "type": "string" } },
            "required": ["nomor", "nama", "bobot", "indeks"]
        }
    });
    let nilai = json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "indikator": { "type": "string" },
                "nilai": angka(),
                "nilai_eksternal": angka(),
                "keadaan": { "enum": ["kosong", "diisi", "diterima", "dikembalikan"] }
            },
            "required": ["indikator", "nilai", "nilai_eksternal", "keadaan"]
        }
    });
    vec![
        Call {
            path: "/api/v1/evaluasi",
            summary: "Periode evaluasi yang boleh dilihat",
            path_parameters: vec![],
            query: vec![],
            answer: json!({ "type": "object", "properties": { "data": { "type": "array", "items": satu } }, "required": ["data"] }),
            etag: false,
        },
        Call {
            path: "/api/v1/evaluasi/{id}",
            summary: "Satu periode dengan indeks setiap bagian dan nilai setiap indikator",
            path_parameters: vec![("id", json!({ "type": "string", "format": "uuid" }))],
            query: vec![],
            answer: json!({ "allOf": [satu, {
                "type": "object",
                "properties": { "domain": bagian, "aspek": bagian, "nilai": nilai },
                "required": ["domain", "aspek", "nilai"]
            }] }),
            etag: false,
        },
    ]
}

fn dictionary() -> Vec<FieldDoc> {
    let medan = |name, label, kind: &str, hint| FieldDoc {
        name,
        label,
        kind: kind.to_owned(),
        class: Class::Internal,
        required: true,
        hint,
    };
    vec![
        medan("tahun", "Tahun", "bilangan bulat", "Tahun yang dinilai"),
        medan("nama", "Nama periode", "teks", "Unik dalam tahunnya"),
        medan("instrumen", "Instrumen", "pilihan", "Instrumen penilaian yang tertanam dalam program"),
        medan("jalur", "Jalur", "pilihan", "Dengan asesor eksternal atau internal saja"),
        medan("basis", "Dasar predikat", "pilihan", "Indeks penuh atau indeks dua desimal"),
        medan("keadaan", "Keadaan", "pilihan", "Letak periode dalam alur"),
        medan("tanggal_penilaian", "Tanggal penilaian", "tanggal", "Hari untuk mengukur umur bukti reviu"),
        FieldDoc { required: false, ..medan("sasaran", "Sasaran indeks", "desimal", "Skala empat desimal") },
    ]
}
