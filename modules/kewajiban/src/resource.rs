//! Obligations as a kind of record that others refer to and find.

use crate::store::SaringStatus;
use crate::store::pelaksanaan::ROWS;
use crate::{LIHAT, kalimat, katalog, tabel};
use kernel::module::{Call, FieldDoc};
use kernel::{App, BoxFuture, Class, Perm, Resource, Result, Routes, Row, Rows, Scope, Table, Val};
use serde_json::{Value as Json, json};
use time::Date;
use uuid::Uuid;

/// Key of the kind.
pub const KUNCI: &str = "kewajiban";

/// The kind.
#[derive(Debug)]
pub struct PelaksanaanKewajiban;

/// Labels: title of the duty, who owes, period.
async fn label(app: &App, rows: &[Row]) -> Result<Vec<(Uuid, String)>> {
    let daftar = katalog::dari(app)?;
    rows.iter()
        .map(|row| {
            let (kode, masa): (String, String) = (row.get("kewajiban")?, row.get("masa")?);
            let judul = daftar.cari(&kode).map_or(kode.as_str(), |satu| satu.judul.as_str());
            let masa = kalimat::masa(&masa, row.get::<Date>("mulai")?, row.get::<Date>("akhir")?);
            let penanggung: String = row.get("penanggung")?;
            let siapa = penanggung.split_once(':').map_or(penanggung.as_str(), |(_, kode)| kode);
            Ok((row.get("id")?, format!("{judul}, {masa} ({siapa})")))
        })
        .collect()
}

impl Resource for PelaksanaanKewajiban {
    fn key(&self) -> &'static str {
        KUNCI
    }
    fn title(&self) -> &'static str {
        "Kewajiban"
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
        crate::store::pelaksanaan::href(id)
    }
    fn rows(&self) -> Rows {
        Rows { unit: "unit", owner: "diajukan_oleh", public: "false" }
    }
    fn labels(&'static self, app: App, scope: Scope, ids: Vec<Uuid>) -> BoxFuture<Result<Vec<(Uuid, String)>>> {
        Box::pin(async move {
            if ids.is_empty() {
                return Ok(vec![]);
            }
            let mut values: Vec<Val> = ids.iter().map(|id| (*id).into()).collect();
            let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
            let inside = scope.filter(&ROWS, &mut values);
            let text = format!(
                "select p.id, p.kewajiban, p.penanggung, p.masa, p.mulai, p.akhir from kewajiban_pelaksanaan p where p.id in ({}) and {inside}",
                marks.join(",")
            );
            label(&app, &app.db.query(&text, values).await?).await
        })
    }
    fn options(
        &'static self,
        app: App,
        scope: Scope,
        q: String,
        limit: usize,
    ) -> BoxFuture<Result<Vec<(Uuid, String)>>> {
        Box::pin(async move {
            let cari = q.trim().to_lowercase();
            let daftar = katalog::dari(&app)?;
            let cocok = daftar
                .kewajiban
                .iter()
                .filter(|satu| satu.judul.to_lowercase().contains(&cari) || satu.kode.contains(&cari));
            let mut values: Vec<Val> = cocok.map(|satu| satu.kode.as_str().into()).collect();
            if values.is_empty() {
                return Ok(vec![]);
            }
            let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
            let inside = scope.filter(&ROWS, &mut values);
            let text = format!(
                "select p.id, p.kewajiban, p.penanggung, p.masa, p.mulai, p.akhir from kewajiban_pelaksanaan p \
                 where p.kewajiban in ({}) and {inside} and p.keadaan <> 'gugur' order by p.jatuh desc, p.id limit {limit}",
                marks.join(",")
            );
            label(&app, &app.db.query(&text, values).await?).await
        })
    }
    fn schema(&self) -> Json {
        json!({
            "type": "object",
            "description": "Satu kewajiban oleh satu penanggung dalam satu masa.",
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "kunci": { "type": "string" },
                "kewajiban": { "type": "string" },
                "judul": { "type": "string" },
                "pasal": { "type": "array", "items": { "type": "string" } },
                "penanggung": { "type": "string" },
                "nama_penanggung": { "type": "string" },
                "unit": { "type": ["string", "null"], "format": "uuid" },
                "masa": { "type": "string" },
                "mulai": { "type": "string", "format": "date" },
                "akhir": { "type": "string", "format": "date" },
                "jatuh_tempo": { "type": "string", "format": "date" },
                "keadaan": { "enum": ["terbuka", "dikembalikan", "diperiksa", "terpenuhi", "tidak_berlaku", "gugur"] },
                "status": { "enum": ["belum_jatuh_tempo", "mendekati", "jatuh_tempo", "terlambat", "terpenuhi", "tidak_berlaku"] },
                "tanggal_bukti": { "type": ["string", "null"], "format": "date" },
                "versi": { "type": "integer", "minimum": 1 },
                "alasan": { "type": ["string", "null"] }
            },
            "required": ["id", "versi", "kunci", "kewajiban", "judul", "penanggung", "keadaan", "status"]
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
            field(
                "kunci",
                "Kunci",
                "teks",
                Class::Public,
                true,
                "Kode kewajiban, penanggung, dan masa; tetap walau dihitung ulang.",
            ),
            field(
                "kewajiban",
                "Kewajiban",
                "kode dalam profil",
                Class::Public,
                true,
                "Pasalnya tersebut di profil kabupaten.",
            ),
            field("penanggung", "Penanggung", "teks", Class::Public, true, "Perangkat daerah, jabatan, atau tim."),
            field("unit", "Unit", "perangkat daerah", Class::Public, false, "Unit yang mengerjakan."),
            field("masa", "Masa", "teks", Class::Public, true, "Masa yang dituntut."),
            field("mulai", "Awal masa", "tanggal", Class::Public, true, ""),
            field("akhir", "Akhir masa", "tanggal", Class::Public, true, ""),
            field(
                "jatuh",
                "Jatuh tempo",
                "tanggal",
                Class::Public,
                true,
                "Menurut peraturan atau usulan yang disetel administrator.",
            ),
            field(
                "keadaan",
                "Keadaan",
                "pilihan",
                Class::Internal,
                true,
                "terbuka, dikembalikan, diperiksa, terpenuhi, tidak_berlaku, gugur.",
            ),
            field(
                "tanggal_bukti",
                "Tanggal bukti",
                "tanggal",
                Class::Internal,
                false,
                "Tanggal bukti terbaru yang diterima.",
            ),
            field("alasan", "Alasan", "teks", Class::Internal, false, "Alasan pengembalian atau tidak berlaku."),
            field("diajukan_oleh", "Diajukan oleh", "akun", Class::Personal, false, ""),
            field("diajukan_pada", "Diajukan pada", "waktu", Class::Internal, false, ""),
            field("diputus_oleh", "Diputus oleh", "akun", Class::Personal, false, ""),
            field("diputus_pada", "Diputus pada", "waktu", Class::Internal, false, ""),
        ]
    }
}

fn panggilan() -> Vec<Call> {
    let teks = || json!({ "type": "string" });
    let satu = json!({ "$ref": "#/components/schemas/kewajiban" });
    let rekap = json!({
        "type": "object",
        "properties": {
            "kepatuhan_persen": { "type": ["number", "null"], "minimum": 0, "maximum": 100 },
            "terpenuhi": { "type": "integer" },
            "terlambat": { "type": "integer" },
            "jatuh_tempo": { "type": "integer" },
            "mendekati": { "type": "integer" },
            "belum_jatuh_tempo": { "type": "integer" },
            "tidak_berlaku": { "type": "integer" }
        },
        "required": ["kepatuhan_persen", "terpenuhi", "terlambat", "jatuh_tempo", "mendekati", "belum_jatuh_tempo", "tidak_berlaku"]
    });
    let daftar = |nama: &str, properti: Json| {
        let mut isi = properti;
        if let Some(peta) = isi.as_object_mut() {
            peta.insert("rekap".to_owned(), rekap.clone());
        }
        json!({ "type": "array", "items": { "type": "object", "properties": isi, "required": [nama, "rekap"] } })
    };
    let status: Vec<String> = SaringStatus::SEMUA.into_iter().map(|satu| satu.kode().replace('-', "_")).collect();
    let status = json!({ "type": "string", "enum": status });
    let bukti = json!({
        "type": "object",
        "properties": {
            "id": { "type": "string", "format": "uuid" },
            "jenis": { "enum": ["berkas", "tautan", "rekaman"] },
            "judul": { "type": "string" },
            "tanggal": { "type": "string", "format": "date" },
            "alamat": { "type": "string" },
            "catatan": { "type": ["string", "null"] }
        },
        "required": ["id", "jenis", "judul", "tanggal", "alamat"]
    });
    vec![
        Call {
            path: "/api/v1/kewajiban",
            summary: "Satu halaman kewajiban",
            path_parameters: vec![],
            query: vec![
                ("status", "Status; kosong berarti semua.", status),
                ("unit", "Unit yang mengerjakan.", json!({ "type": "string", "format": "uuid" })),
                ("sistem", "Kode sistem peraturan.", teks()),
                ("pasal", "Pasal, misalnya 5 atau 5(1).", teks()),
                ("indikator", "Indikator evaluasi.", teks()),
                ("kewajiban", "Kode kewajiban.", teks()),
                ("tahun", "Tahun jatuh tempo.", json!({ "type": "integer", "minimum": 1900, "maximum": 2200 })),
                ("batas", "Catatan per halaman.", json!({ "type": "integer", "minimum": 1, "maximum": 200 })),
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
            path: "/api/v1/kewajiban/{id}",
            summary: "Satu kewajiban dengan buktinya",
            path_parameters: vec![("id", json!({ "type": "string", "format": "uuid" }))],
            query: vec![],
            answer: json!({ "allOf": [satu, { "type": "object", "properties": { "bukti": { "type": "array", "items": bukti } }, "required": ["bukti"] }] }),
            etag: true,
        },
        Call {
            path: "/api/v1/kewajiban/kepatuhan",
            summary: "Kepatuhan seluruhnya, menurut penanggung, pasal, dan sistem",
            path_parameters: vec![],
            query: vec![("tahun", "Tahun jatuh tempo; kosong berarti semua.", teks())],
            answer: json!({
                "type": "object",
                "properties": {
                    "per_tanggal": { "type": "string", "format": "date" },
                    "jumlah": rekap,
                    "menunggu_pemeriksaan": { "type": "integer" },
                    "penanggung": daftar("penanggung", json!({ "penanggung": teks(), "nama": teks(), "unit": { "type": ["string", "null"], "format": "uuid" } })),
                    "pasal": daftar("pasal", json!({ "pasal": teks() })),
                    "sistem": daftar("sistem", json!({ "sistem": teks() }))
                },
                "required": ["per_tanggal", "jumlah", "menunggu_pemeriksaan", "penanggung", "pasal", "sistem"]
            }),
            etag: false,
        },
    ]
}
