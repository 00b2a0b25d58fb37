//! Items and files as kinds of record that others refer to and find.
use kernel::module::{Call, FieldDoc};
use kernel::{App, BoxFuture, Class, Perm, Resource, Result, Routes, Row, Rows, Scope, Table, Val};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::hak::{LIHAT, PEMBACA};
use crate::model::{self, href_arsip, href_berkas};
use crate::store::{ROWS, tanda};
use crate::tabel;

/// Which kind.
#[derive(Debug)]
pub enum Jenis {
    /// Items.
    Arsip,
    /// Files.
    Berkas,
}

/// Items.
pub static ARSIP: Jenis = Jenis::Arsip;
/// Files.
pub static BERKAS: Jenis = Jenis::Berkas;

impl Jenis {
    /// Table, label and condition. Of a right, and not of a person, secret items are asked here, so they are left out for
    /// everybody.
    const fn tanya(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Jenis::Arsip => ("arsip", "coalesce(a.nomor || ' ', '') || a.judul", "a.rahasia = false"),
            Jenis::Berkas => ("berkas_arsip", "a.nomor || ' ' || a.uraian", "true"),
        }
    }
}

fn pasangan(rows: &[Row]) -> Result<Vec<(Uuid, String)>> {
    rows.iter().map(|row| Ok((row.get("id")?, row.get("label")?))).collect()
}

impl Resource for Jenis {
    fn key(&self) -> &'static str {
        match self {
            Jenis::Arsip => model::ARSIP,
            Jenis::Berkas => model::BERKAS,
        }
    }
    fn title(&self) -> &'static str {
        match self {
            Jenis::Arsip => "Arsip",
            Jenis::Berkas => "Berkas arsip",
        }
    }
    fn read(&self) -> Perm {
        LIHAT
    }
    fn tables(&self) -> Vec<Table> {
        match self {
            Jenis::Arsip => vec![tabel::arsip(), tabel::isi(), tabel::pembaca()],
            Jenis::Berkas => vec![tabel::berkas()],
        }
    }
    fn routes(&'static self) -> Routes {
        Routes::new()
    }
    fn href(&self, id: Uuid) -> String {
        match self {
            Jenis::Arsip => href_arsip(id),
            Jenis::Berkas => href_berkas(id),
        }
    }
    fn rows(&self) -> Rows {
        Rows::PLAIN
    }
    fn read_named(&self) -> Option<Perm> {
        match self {
            Jenis::Arsip => Some(PEMBACA),
            Jenis::Berkas => None,
        }
    }
    fn labels(&'static self, app: App, scope: Scope, ids: Vec<Uuid>) -> BoxFuture<Result<Vec<(Uuid, String)>>> {
        Box::pin(async move {
            if ids.is_empty() {
                return Ok(vec![]);
            }
            let (tabel, label, syarat) = self.tanya();
            let mut values = vec![];
            let marks = tanda(&mut values, ids);
            let inside = scope.filter(&ROWS, &mut values);
            let text = format!(
                "select a.id, {label} as label from {tabel} a where a.id in ({marks}) and {syarat} and {inside}"
            );
            pasangan(&app.db.query(&text, values).await?)
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
            let (tabel, label, syarat) = self.tanya();
            let aman = q.trim().to_ascii_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let mut values: Vec<Val> = vec![format!("%{aman}%").into()];
            let inside = scope.filter(&ROWS, &mut values);
            let text = format!(
                "select a.id, {label} as label from {tabel} a where lower({label}) like $1 escape '\\' and {syarat} and {inside} \
                 order by a.id desc limit {limit}"
            );
            pasangan(&app.db.query(&text, values).await?)
        })
    }
    fn schema(&self) -> Json {
        match self {
            Jenis::Arsip => skema_arsip(),
            Jenis::Berkas => skema_berkas(),
        }
    }
    fn calls(&self) -> Vec<Call> {
        let teks = || json!({ "type": "string" });
        let (path, path_one, summary, summary_one) = match self {
            Jenis::Arsip => ("/api/v1/arsip", "/api/v1/arsip/{id}", "Daftar arsip, terbaru dahulu", "Satu arsip"),
            Jenis::Berkas => (
                "/api/v1/berkas_arsip",
                "/api/v1/berkas_arsip/{id}",
                "Daftar berkas arsip, terbaru dahulu",
                "Satu berkas arsip",
            ),
        };
        let satu = json!({ "$ref": format!("#/components/schemas/{}", self.key()) });
        vec![
            Call {
                path,
                summary,
                path_parameters: vec![],
                query: vec![
                    ("status", "Keadaan", teks()),
                    ("unit", "Unit", json!({ "type": "string", "format": "uuid" })),
                    ("kode", "Kode klasifikasi beserta turunannya", teks()),
                    ("setelah", "Tempat lanjutan dari jawaban sebelumnya", teks()),
                ],
                answer: json!({
                    "type": "object",
                    "properties": {
                        "data": { "type": "array", "items": satu.clone() },
                        "lanjut": { "type": ["string", "null"] }
                    },
                    "required": ["data", "lanjut"]
                }),
                etag: false,
            },
            Call {
                path: path_one,
                summary: summary_one,
                path_parameters: vec![("id", json!({ "type": "string", "format": "uuid" }))],
                query: vec![],
                answer: satu,
                etag: false,
            },
        ]
    }
    fn dictionary(&self) -> Vec<FieldDoc> {
        let daftar: &[(&'static str, &'static str, &str, Class, bool, &'static str)] = match self {
            Jenis::Arsip => KAMUS_ARSIP,
            Jenis::Berkas => KAMUS_BERKAS,
        };
        daftar
            .iter()
            .map(|&(name, label, kind, class, required, hint)| FieldDoc {
                name,
                label,
                kind: kind.to_owned(),
                class,
                required,
                hint,
            })
            .collect()
    }
}

fn skema_arsip() -> Json {
    json!({
        "type": "object",
        "description": "Satu arsip. Arsip rahasia hanya tampak bagi orang yang disebut namanya.",
        "properties": {
            "id": { "type": "string", "format": "uuid" },
            "versi": { "type": "integer", "minimum": 1 },
            "unit": { "type": "string", "format": "uuid" },
            "berkas": { "type": ["string", "null"], "format": "uuid" },
            "kode": { "type": ["string", "null"] },
            "nomor": { "type": ["string", "null"] },
            "judul": { "type": "string" },
            "jenis": { "type": "string" },
            "tanggal": { "type": "string", "format": "date" },
            "keamanan": { "enum": ["biasa", "terbatas", "rahasia", "sangat_rahasia"] },
            "perkembangan": { "type": "string" },
            "media": { "enum": ["elektronik", "kertas"] },
            "jumlah": { "type": "integer" },
            "satuan": { "type": "string" },
            "status": { "enum": ["belum", "tersimpan", "musnah", "serah"] },
            "sumber": { "enum": ["sistem", "manual", "paket", "srikandi"] }
        },
        "required": ["id", "versi", "unit", "judul", "jenis", "tanggal", "keamanan", "status"]
    })
}

fn skema_berkas() -> Json {
    json!({
        "type": "object",
        "description": "Berkas yang menghimpun arsip satu unit menurut kode dan tahun.",
        "properties": {
            "id": { "type": "string", "format": "uuid" },
            "versi": { "type": "integer", "minimum": 1 },
            "unit": { "type": "string", "format": "uuid" },
            "nomor": { "type": "string" },
            "kode": { "type": "string" },
            "tahun": { "type": "integer" },
            "uraian": { "type": "string" },
            "status": { "enum": ["aktif", "ditutup", "inaktif", "dinilai", "musnah", "serah"] },
            "dibuka": { "type": "string", "format": "date" },
            "ditutup": { "type": ["string", "null"], "format": "date" },
            "aktif_sampai": { "type": ["string", "null"], "format": "date" },
            "inaktif_sampai": { "type": ["string", "null"], "format": "date" },
            "nasib_akhir": { "enum": ["musnah", "permanen", "dinilai_kembali", null] },
            "ditahan": { "type": "boolean" }
        },
        "required": ["id", "versi", "unit", "nomor", "kode", "tahun", "uraian", "status", "dibuka", "ditahan"]
    })
}

type Lema = (&'static str, &'static str, &'static str, Class, bool, &'static str);

const KAMUS_ARSIP: &[Lema] = &[
    ("unit", "Unit", "perangkat daerah", Class::Internal, true, "Unit pengolah."),
    ("owner", "Penanggung jawab", "akun", Class::Personal, false, "Pembaca pertama arsip rahasia."),
    ("berkas", "Berkas", "rujukan ke berkas_arsip", Class::Internal, false, "Kosong selama belum diberkaskan."),
    ("kode", "Kode klasifikasi", "teks", Class::Internal, false, "Menurut register klasifikasi arsip."),
    ("nomor", "Nomor", "teks", Class::Internal, false, "Nomor naskah."),
    ("judul", "Judul", "teks", Class::Personal, true, "Arsip rahasia memakai judul netral."),
    ("jenis", "Jenis", "teks", Class::Internal, true, "Misalnya Surat Dinas."),
    ("tanggal", "Tanggal", "tanggal", Class::Internal, true, "Tanggal naskah."),
    ("keamanan", "Klasifikasi keamanan", "pilihan", Class::Internal, true, "Biasa, Terbatas, Rahasia, Sangat Rahasia."),
    ("perkembangan", "Tingkat perkembangan", "pilihan", Class::Internal, true, "Asli, salinan, tembusan, pertinggal."),
    ("media", "Media", "pilihan", Class::Internal, true, "Elektronik atau kertas."),
    ("jumlah", "Jumlah", "bilangan bulat", Class::Internal, true, ""),
    ("satuan", "Satuan", "teks", Class::Internal, true, ""),
    ("lokasi", "Lokasi", "rujukan ke lokasi_arsip", Class::Internal, false, "Untuk arsip kertas."),
    ("status", "Keadaan", "pilihan", Class::Internal, true, "Belum diberkaskan, tersimpan, dimusnahkan, diserahkan."),
    ("sumber", "Asal", "pilihan", Class::Internal, true, "Sistem, manual, paket, SRIKANDI."),
];

const KAMUS_BERKAS: &[Lema] = &[
    ("unit", "Unit", "perangkat daerah", Class::Internal, true, "Unit pengolah."),
    ("nomor", "Nomor", "teks", Class::Internal, true, "Kode, tahun, dan nomor urut."),
    ("kode", "Kode klasifikasi", "teks", Class::Internal, true, "Menurut register klasifikasi arsip."),
    ("tahun", "Tahun", "bilangan bulat", Class::Internal, true, ""),
    ("uraian", "Uraian", "teks", Class::Internal, true, ""),
    (
        "status",
        "Keadaan",
        "pilihan",
        Class::Internal,
        true,
        "Aktif, ditutup, inaktif, dalam usul, dimusnahkan, diserahkan.",
    ),
    ("dibuka", "Dibuka", "tanggal", Class::Internal, true, ""),
    ("ditutup", "Ditutup", "tanggal", Class::Internal, false, "Retensi dihitung sejak hari ini."),
    ("aktif_sampai", "Aktif sampai", "tanggal", Class::Internal, false, "Menurut jadwal retensi pada hari penutupan."),
    (
        "inaktif_sampai",
        "Inaktif sampai",
        "tanggal",
        Class::Internal,
        false,
        "Menurut jadwal retensi pada hari penutupan.",
    ),
    ("nasib_akhir", "Nasib akhir", "pilihan", Class::Internal, false, "Musnah, permanen, dinilai kembali."),
    ("ditahan", "Ditahan", "ya atau tidak", Class::Internal, true, "Selama ditahan tidak ada yang boleh berubah."),
];
