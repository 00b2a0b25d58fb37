//! Letters as a kind of record that others refer to and find.
use kernel::db::fts::{self, Filter, Group};
use kernel::module::{Call, FieldDoc};
use kernel::{App, Class, Perm, Resource, Result, Routes, Rows, Scope, Table, Val, Work, args};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::model::{KUNCI, Keadaan, Kotak, Sifat};
use crate::store::daftar::{self, Saring};
use crate::store::naskah::terbaca;
use crate::{LIHAT, jenis, tabel};

/// The kind.
#[derive(Debug)]
pub struct NaskahDinas;

/// Labels of letters that the scope of `akun` reads: number and subject.
pub async fn label(app: &App, scope: &Scope, akun: Option<Uuid>, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut values: Vec<Val> = ids.iter().map(|id| (*id).into()).collect();
    let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    let inside = terbaca(scope, akun, &mut values);
    let text = format!(
        "select n.id, n.nomor, n.perihal, n.jenis from naskah n where n.id in ({}) and {inside} order by n.id",
        marks.join(",")
    );
    app.db.query(&text, values).await?.iter().map(baris).collect()
}

fn baris(row: &kernel::Row) -> Result<(Uuid, String)> {
    let (nomor, perihal, kunci): (Option<String>, String, String) =
        (row.get("nomor")?, row.get("perihal")?, row.get("jenis")?);
    let awal = nomor.unwrap_or_else(|| jenis::nama(&kunci).to_owned());
    Ok((row.get("id")?, format!("{awal}: {perihal}")))
}

/// Letters to choose from: the newest in the boxes, or what the search finds, and the one whose number was typed. Secret
/// letters are never among them, for nobody is named here.
async fn pilihan(app: &App, scope: &Scope, q: &str, limit: usize) -> Result<Vec<(Uuid, String)>> {
    let cari = q.trim();
    let mut ids: Vec<Uuid> = vec![];
    if cari.is_empty() {
        for kotak in [Kotak::Keluar, Kotak::Masuk] {
            let saring = Saring { rahasia: false, ..Saring::kotak(kotak) };
            let (baris, _) = daftar::list(app, scope, None, &saring, None, limit).await?;
            ids.extend(baris.into_iter().map(|satu| satu.naskah.id));
        }
    } else {
        let row = app.db.query("select id from naskah where nomor = $1 order by id desc limit 5", args![cari]).await?;
        for satu in &row {
            ids.push(satu.get("id")?);
        }
        if let Some(whose) = scope.whose() {
            let stems = kernel::indonesia::kata::query_terms(cari).stems;
            let group = Group { kinds: vec![kernel::search::kind(KUNCI, false)], whose };
            let banyak = i64::try_from(limit).unwrap_or(i64::MAX);
            let hits = fts::find(&app.db, &stems, &Filter::any(vec![group]), banyak, None).await?;
            ids.extend(hits.into_iter().map(|hit| hit.id));
        }
    }
    ids.sort_unstable_by(|kiri, kanan| kanan.cmp(kiri));
    ids.dedup();
    ids.truncate(limit);
    label(app, scope, None, &ids).await
}

impl Resource for NaskahDinas {
    fn key(&self) -> &'static str {
        KUNCI
    }
    fn title(&self) -> &'static str {
        "Naskah dinas"
    }
    fn read(&self) -> Perm {
        LIHAT
    }
    fn tables(&self) -> Vec<Table> {
        tabel::semua()
    }
    fn routes(&'static self) -> Routes {
        crate::web::routes()
    }
    fn href(&self, id: Uuid) -> String {
        crate::model::href(id)
    }
    fn rows(&self) -> Rows {
        Rows { unit: "unit", owner: "owner", public: "false" }
    }
    fn labels(&'static self, app: App, scope: Scope, ids: Vec<Uuid>) -> Work<Vec<(Uuid, String)>> {
        // Nobody is named here, so that secret letters are never among them.
        Box::pin(async move { label(&app, &scope, None, &ids).await })
    }
    fn options(&'static self, app: App, scope: Scope, q: String, limit: usize) -> Work<Vec<(Uuid, String)>> {
        Box::pin(async move { pilihan(&app, &scope, &q, limit).await })
    }
    fn schema(&self) -> Json {
        let kunci: Vec<&str> = jenis::semua().iter().map(|satu| satu.kunci.as_str()).collect();
        let keadaan: Vec<&str> = Keadaan::SEMUA.iter().map(|satu| satu.kode()).collect();
        let sifat: Vec<&str> = Sifat::SEMUA.iter().map(|satu| satu.kode()).collect();
        json!({
            "type": "object",
            "description": "Satu naskah dinas. Naskah rahasia tidak ada dalam API.",
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "versi": { "type": "integer", "minimum": 1 },
                "arah": { "enum": ["keluar", "masuk"] },
                "jenis": { "type": "string", "examples": kunci },
                "nama_jenis": { "type": "string" },
                "keadaan": { "enum": keadaan },
                "nomor": { "type": ["string", "null"] },
                "tanggal": { "type": ["string", "null"], "format": "date" },
                "perihal": { "type": "string" },
                "sifat": { "enum": sifat },
                "keamanan": { "enum": ["biasa", "terbatas"] },
                "klasifikasi": { "type": ["string", "null"] },
                "unit": { "type": "string", "format": "uuid" }
            },
            "required": ["id", "versi", "arah", "jenis", "keadaan", "perihal", "sifat", "keamanan", "unit"]
        })
    }
    fn calls(&self) -> Vec<Call> {
        panggilan()
    }
    fn dictionary(&self) -> Vec<FieldDoc> {
        let field = |name, label, kind: &str, class, required, hint| FieldDoc {
            name,
            label,
            kind: kind.to_owned(),
            class,
            required,
            hint,
        };
        vec![
            field("jenis", "Jenis", "pilihan", Class::Internal, true, "Jenis naskah dinas."),
            field("arah", "Arah", "pilihan", Class::Internal, true, "keluar atau masuk."),
            field("keadaan", "Keadaan", "pilihan", Class::Internal, true, "Dari konsep sampai terbit atau batal."),
            field("nomor", "Nomor", "teks", Class::Internal, false, "Menurut format jenis dan perangkat daerah."),
            field("tanggal", "Tanggal", "tanggal", Class::Internal, false, "Tanggal pada naskah."),
            field(
                "perihal",
                "Perihal",
                "teks",
                Class::Secret,
                true,
                "Naskah rahasia: kalimat netral; perihalnya tersegel.",
            ),
            field("sifat", "Sifat", "pilihan", Class::Internal, true, "Biasa, Penting, Segera, Amat Segera."),
            field(
                "keamanan",
                "Klasifikasi keamanan",
                "pilihan",
                Class::Internal,
                true,
                "Biasa, Terbatas, Rahasia, Sangat Rahasia.",
            ),
            field("klasifikasi", "Kode klasifikasi", "teks", Class::Internal, false, "Kode klasifikasi arsip."),
            field("unit", "Unit pengolah", "perangkat daerah", Class::Internal, true, ""),
            field("owner", "Pengonsep atau pencatat", "akun", Class::Internal, false, ""),
            field(
                "isi",
                "Isi",
                "terstruktur",
                Class::Secret,
                false,
                "Naskah rahasia disimpan tersegel dengan kunci tersendiri.",
            ),
        ]
    }
}

fn panggilan() -> Vec<Call> {
    let teks = || json!({ "type": "string" });
    let satu = json!({ "$ref": "#/components/schemas/naskah" });
    let kotak: Vec<&str> = Kotak::SEMUA.iter().map(|satu| satu.kode()).collect();
    let keadaan: Vec<&str> = Keadaan::SEMUA.iter().map(|satu| satu.kode()).collect();
    let sifat: Vec<&str> = Sifat::SEMUA.iter().map(|satu| satu.kode()).collect();
    let daftar = |properti: Json| json!({ "type": "array", "items": { "type": "object", "properties": properti } });
    vec![
        Call {
            path: "/api/v1/naskah",
            summary: "Satu halaman naskah dinas",
            path_parameters: vec![],
            query: vec![
                ("kotak", "Kotak; kosong berarti masuk.", json!({ "type": "string", "enum": kotak })),
                ("jenis", "Kunci jenis naskah.", teks()),
                ("sifat", "Sifat.", json!({ "type": "string", "enum": sifat })),
                ("keadaan", "Keadaan.", json!({ "type": "string", "enum": keadaan })),
                ("tahun", "Tahun buku.", json!({ "type": "integer", "minimum": 1900, "maximum": 2200 })),
                ("belum", "ya: hanya yang belum dibaca.", json!({ "type": "string", "enum": ["ya"] })),
                ("nomor", "Bagian nomor.", teks()),
                ("batas", "Naskah per halaman.", json!({ "type": "integer", "minimum": 1, "maximum": 200 })),
                ("setelah", "Tempat halaman berikutnya dimulai, dari alamat di berikutnya.", teks()),
            ],
            answer: json!({
                "type": "object",
                "properties": {
                    "data": { "type": "array", "items": satu },
                    "berikutnya": { "type": ["string", "null"], "description": "Alamat halaman berikutnya." }
                },
                "required": ["data", "berikutnya"]
            }),
            etag: false,
        },
        Call {
            path: "/api/v1/naskah/{id}",
            summary: "Satu naskah dinas dengan isinya; pembacaannya dicatat",
            path_parameters: vec![("id", json!({ "type": "string", "format": "uuid" }))],
            query: vec![],
            answer: json!({ "allOf": [satu, { "type": "object", "properties": {
                "bagian": daftar(json!({ "gaya": teks(), "teks": teks() })),
                "tujuan": daftar(json!({ "unit": { "type": ["string", "null"], "format": "uuid" }, "teks": teks(), "tembusan": { "type": "boolean" } })),
                "lampiran": daftar(json!({ "id": { "type": "string", "format": "uuid" }, "judul": teks(), "sha256": teks() })),
                "rujukan": { "type": "array", "items": { "type": "string", "format": "uuid" } }
            }, "required": ["bagian", "tujuan", "lampiran", "rujukan"] }] }),
            etag: true,
        },
    ]
}
