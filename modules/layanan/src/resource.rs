//! Services and applications as kinds of record that others refer to and find.
use kernel::module::{Call, FieldDoc};
use kernel::{App, BoxFuture, Class, Perm, Resource, Result, Routes, Row, Rows, Scope, Table, Val};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::model::{self, href};
use crate::standar;
use crate::tabel::{self, BARIS};
use crate::{LIHAT, PROSES};

/// Which kind.
#[derive(Debug)]
pub enum Jenis {
    /// Services as the public sees them.
    Layanan,
    /// Applications.
    Permohonan,
}

/// Services.
pub static LAYANAN: Jenis = Jenis::Layanan;
/// Applications.
pub static PERMOHONAN: Jenis = Jenis::Permohonan;

fn pasangan(rows: &[Row]) -> Result<Vec<(Uuid, String)>> {
    rows.iter().map(|row| Ok((row.get("id")?, row.get("label")?))).collect()
}

impl Jenis {
    /// Table, label and condition. Published services are open to everybody, so no scope narrows them.
    fn tanya(&self, scope: &Scope, values: &mut Vec<Val>) -> (&'static str, &'static str, String) {
        match self {
            Jenis::Layanan => ("layanan_standar p", "p.nama", "p.berlaku".to_owned()),
            Jenis::Permohonan => {
                let inside = scope.filter(&BARIS, values);
                (
                    "permohonan p",
                    "p.nomor || ' ' || p.judul",
                    format!("p.keadaan <> 'draf' and p.nomor is not null and {inside}"),
                )
            }
        }
    }
    const fn id(&self) -> &'static str {
        match self {
            Jenis::Layanan => "p.layanan",
            Jenis::Permohonan => "p.id",
        }
    }
}

impl Resource for Jenis {
    fn key(&self) -> &'static str {
        match self {
            Jenis::Layanan => standar::LAYANAN,
            Jenis::Permohonan => model::PERMOHONAN,
        }
    }
    fn title(&self) -> &'static str {
        match self {
            Jenis::Layanan => "Layanan",
            Jenis::Permohonan => "Permohonan layanan",
        }
    }
    fn read(&self) -> Perm {
        match self {
            Jenis::Layanan => LIHAT,
            Jenis::Permohonan => PROSES,
        }
    }
    fn tables(&self) -> Vec<Table> {
        match self {
            Jenis::Layanan => vec![standar::tabel()],
            Jenis::Permohonan => vec![tabel::permohonan(), tabel::peristiwa(), tabel::kunjungan()],
        }
    }
    fn routes(&'static self) -> Routes {
        Routes::new()
    }
    fn href(&self, id: Uuid) -> String {
        match self {
            Jenis::Layanan => format!("/layanan/{id}"),
            Jenis::Permohonan => href(id),
        }
    }
    fn rows(&self) -> Rows {
        Rows::PLAIN
    }
    fn labels(&'static self, app: App, scope: Scope, ids: Vec<Uuid>) -> BoxFuture<Result<Vec<(Uuid, String)>>> {
        Box::pin(async move {
            let mut semua = vec![];
            for sebagian in ids.chunks(1000) {
                let mut values: Vec<Val> = sebagian.iter().map(|id| (*id).into()).collect();
                let tanda = (1..=values.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(",");
                let (tabel, label, syarat) = self.tanya(&scope, &mut values);
                let id = self.id();
                let text =
                    format!("select {id} as id, {label} as label from {tabel} where {id} in ({tanda}) and {syarat}");
                semua.extend(pasangan(&app.db.query(&text, values).await?)?);
            }
            Ok(semua)
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
            let aman = q.trim().to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let mut values: Vec<Val> = vec![format!("%{aman}%").into()];
            let (tabel, label, syarat) = self.tanya(&scope, &mut values);
            let text = format!(
                "select {} as id, {label} as label from {tabel} where lower({label}) like $1 escape '\\' and {syarat} \
                 order by p.id desc limit {limit}",
                self.id()
            );
            pasangan(&app.db.query(&text, values).await?)
        })
    }
    fn schema(&self) -> Json {
        match self {
            Jenis::Layanan => skema_layanan(),
            Jenis::Permohonan => skema_permohonan(),
        }
    }
    fn calls(&self) -> Vec<Call> {
        let uuid = || json!({ "type": "string", "format": "uuid" });
        let satu = json!({ "$ref": format!("#/components/schemas/{}", self.key()) });
        let banyak = json!({
            "type": "object",
            "properties": { "data": { "type": "array", "items": satu.clone() }, "lanjut": { "type": ["string", "null"] } },
            "required": ["data", "lanjut"]
        });
        let panggil = |path, summary, path_parameters, query, answer| Call {
            path,
            summary,
            path_parameters,
            query,
            answer,
            etag: false,
        };
        match self {
            Jenis::Layanan => vec![
                panggil(
                    "/api/v1/layanan",
                    "Layanan yang berlaku, menurut nama",
                    vec![],
                    vec![
                        ("sektor", "Kunci sektor", json!({ "type": "string" })),
                        ("unit", "Penyelenggara", uuid()),
                        ("sesudah", "Tempat lanjutan dari jawaban sebelumnya", json!({ "type": "string" })),
                    ],
                    banyak,
                ),
                panggil("/api/v1/layanan/{id}", "Satu layanan", vec![("id", uuid())], vec![], satu),
                panggil(
                    "/api/v1/layanan/{id}/formulir",
                    "Formulir layanan sebagai JSON Schema 2020-12",
                    vec![("id", uuid())],
                    vec![],
                    json!({ "type": "object" }),
                ),
            ],
            Jenis::Permohonan => {
                vec![panggil("/api/v1/permohonan/{id}", "Satu permohonan", vec![("id", uuid())], vec![], satu)]
            }
        }
    }
    fn dictionary(&self) -> Vec<FieldDoc> {
        let isian = |name, label, kind: &str, class, required, hint| FieldDoc {
            name,
            label,
            kind: kind.to_owned(),
            class,
            required,
            hint,
        };
        match self {
            Jenis::Layanan => vec![
                isian("nama", "Nama layanan", "teks", Class::Public, true, ""),
                isian("ringkas", "Untuk apa", "teks", Class::Public, true, ""),
                isian("sektor", "Sektor", "kode", Class::Public, true, ""),
                isian("tingkat", "Tingkat layanan", "kode", Class::Public, true, ""),
                isian("jangka_waktu", "Jangka waktu", "hari kerja", Class::Public, true, ""),
                isian("biaya", "Biaya", "uang dalam sen", Class::Public, true, "0: gratis"),
                isian("isi", "Komponen standar", "JSON", Class::Public, true, "PermenPANRB 15/2014"),
            ],
            Jenis::Permohonan => vec![
                isian("nomor", "Nomor", "teks", Class::Internal, true, ""),
                isian("keadaan", "Keadaan", "kode", Class::Internal, true, ""),
                isian("nama", "Pemohon", "teks", Class::Personal, true, ""),
                isian("surel", "Surel pemohon", "teks", Class::Personal, false, ""),
                isian("telepon", "Telepon pemohon", "teks", Class::Personal, false, ""),
                isian("isian", "Isian formulir", "JSON menurut formulir layanan", Class::Personal, true, ""),
                isian("tenggat", "Dijanjikan selesai", "tanggal", Class::Internal, false, ""),
            ],
        }
    }
}

fn skema_layanan() -> Json {
    let teks = || json!({ "type": "string" });
    json!({
        "type": "object",
        "properties": {
            "id": { "type": "string", "format": "uuid" },
            "nomor": { "type": "integer" },
            "kode": teks(), "nama": teks(), "ringkas": teks(), "sektor": teks(), "pengguna": teks(), "tingkat": teks(),
            "unit": { "type": ["string", "null"], "format": "uuid" },
            "daring": { "type": "boolean" },
            "jangka_waktu": { "type": "integer" },
            "biaya": { "type": "integer" },
            "disahkan": { "type": "string", "format": "date-time" },
            "isi": { "type": "object" }
        },
        "required": ["id", "nomor", "kode", "nama", "ringkas", "sektor", "tingkat", "daring", "jangka_waktu", "biaya", "isi"]
    })
}

fn skema_permohonan() -> Json {
    let waktu = || json!({ "type": ["string", "null"], "format": "date-time" });
    json!({
        "type": "object",
        "properties": {
            "id": { "type": "string", "format": "uuid" },
            "nomor": { "type": "string" },
            "layanan": { "type": "string", "format": "uuid" },
            "judul": { "type": "string" },
            "keadaan": { "type": "string" },
            "nama": { "type": "string" },
            "isian": { "type": "object" },
            "masuk": waktu(),
            "selesai": waktu(),
            "tenggat": { "type": ["string", "null"], "format": "date" }
        },
        "required": ["id", "nomor", "layanan", "judul", "keadaan", "nama", "isian"]
    })
}
