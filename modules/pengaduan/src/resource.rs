//! Complaints as a kind of record that others find and refer to.
use kernel::db::fts::Doc;
use kernel::module::FieldDoc;
use kernel::{App, Class, Perm, Resource, Result, Routes, Row, Rows, Scope, Table, Val, Work, Write, args, search};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::model::{self, Kanal, Keadaan, Klasifikasi};
use crate::{LIHAT, tabel};

/// The kind.
#[derive(Debug)]
pub struct Pengaduan;

const ROWS: Rows = Rows { unit: "p.unit", owner: "p.owner", public: "false" };

fn label(row: &Row) -> Result<(Uuid, String)> {
    Ok((row.get("id")?, format!("{} {}", row.get::<String>("nomor")?, row.get::<String>("judul")?)))
}

impl Resource for Pengaduan {
    fn key(&self) -> &'static str {
        model::JENIS
    }
    fn title(&self) -> &'static str {
        "Pengaduan"
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
        model::href(id)
    }
    fn rows(&self) -> Rows {
        Rows { unit: "unit", owner: "owner", public: "false" }
    }
    fn label_sql(&self) -> Option<String> {
        Some("nomor || ' ' || judul".into())
    }
    fn labels(&'static self, app: App, scope: Scope, ids: Vec<Uuid>) -> Work<Vec<(Uuid, String)>> {
        Box::pin(async move {
            if ids.is_empty() {
                return Ok(vec![]);
            }
            let mut values: Vec<Val> = ids.iter().map(|id| (*id).into()).collect();
            let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
            let inside = scope.filter(&ROWS, &mut values);
            let text = format!(
                "select p.id, p.nomor, p.judul from pengaduan p where p.id in ({}) and {inside}",
                marks.join(",")
            );
            app.db.query(&text, values).await?.iter().map(label).collect()
        })
    }
    fn options(&'static self, app: App, scope: Scope, q: String, limit: usize) -> Work<Vec<(Uuid, String)>> {
        Box::pin(async move {
            let nomor = kernel::receipt::normal(&q);
            let mut values = args![nomor];
            let inside = scope.filter(&ROWS, &mut values);
            let text =
                format!("select p.id, p.nomor, p.judul from pengaduan p where p.nomor = $1 and {inside} limit {limit}");
            app.db.query(&text, values).await?.iter().map(label).collect()
        })
    }
    fn schema(&self) -> Json {
        let kode = |semua: Vec<&str>| json!({ "type": "string", "enum": semua });
        json!({
            "type": "object",
            "description": "Satu pengaduan masyarakat.",
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "nomor": { "type": "string" },
                "kanal": kode(Kanal::SEMUA.iter().map(|satu| satu.kode()).collect()),
                "keadaan": kode(Keadaan::SEMUA.iter().map(|satu| satu.kode()).collect()),
                "klasifikasi": kode(Klasifikasi::SEMUA.iter().map(|satu| satu.kode()).collect()),
                "kategori": { "type": ["string", "null"] },
                "unit": { "type": ["string", "null"], "format": "uuid" },
                "diterima": { "type": "string", "format": "date-time" },
                "tenggat": { "type": ["string", "null"], "format": "date" }
            },
            "required": ["id", "nomor", "kanal", "keadaan", "diterima"]
        })
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
                "nomor",
                "Nomor",
                "teks",
                Class::Internal,
                true,
                "Nomor tanda terima; bersama kata rahasia membuka laporan.",
            ),
            field("kanal", "Kanal", "pilihan", Class::Internal, true, "Dari mana laporan datang."),
            field("keadaan", "Keadaan", "pilihan", Class::Internal, true, "Menurut alur SP4N-LAPOR!."),
            field(
                "klasifikasi",
                "Klasifikasi",
                "pilihan",
                Class::Internal,
                false,
                "Menentukan tenggat (PermenPANRB 62/2018).",
            ),
            field("judul", "Judul", "teks", Class::Personal, true, "Kata-kata pelapor."),
            field("uraian", "Uraian", "teks panjang", Class::Personal, true, "Kata-kata pelapor."),
            field(
                "judul_publik",
                "Judul untuk umum",
                "teks",
                Class::Public,
                false,
                "Tanpa data pribadi, diperiksa koordinator.",
            ),
            field(
                "uraian_publik",
                "Uraian untuk umum",
                "teks panjang",
                Class::Public,
                false,
                "Tanpa data pribadi, diperiksa koordinator.",
            ),
            field("desa", "Desa", "kode wilayah", Class::Internal, false, ""),
            field("patokan", "Patokan", "teks", Class::Personal, false, ""),
            field(
                "pelapor",
                "Pelapor",
                "tersegel",
                Class::Secret,
                false,
                "Nama dan kontak; tidak ada pada laporan anonim.",
            ),
            field("batas", "Tenggat langkah berikut", "tanggal", Class::Internal, true, "9999-12-31 bila tidak ada."),
            field(
                "tenggat",
                "Tenggat penyelesaian",
                "tanggal",
                Class::Internal,
                false,
                "Dalam hari kerja menurut klasifikasi.",
            ),
        ]
    }
}

/// Puts a complaint into the search, for those who may see it.
pub async fn indeks(write: &mut Write, id: Uuid) -> Result<()> {
    let text = "select unit, owner, nomor, judul, uraian, patokan, keadaan from pengaduan where id = $1";
    let row = write.tx().one(text, args![id]).await?;
    let (nomor, judul): (String, String) = (row.get("nomor")?, row.get("judul")?);
    let (uraian, patokan): (String, String) = (row.get("uraian")?, row.get("patokan")?);
    let keadaan = Keadaan::urai(&row.get::<String>("keadaan")?).map_or("", Keadaan::label);
    let doc = Doc {
        id,
        kind: search::kind(model::JENIS, false),
        unit: row.get("unit")?,
        owner: row.get("owner")?,
        readers: vec![],
        title: judul.clone(),
        summary: format!("{nomor}, {keadaan}"),
        url: model::href(id),
        stems: search::stems(&format!("{nomor} {judul} {patokan} {uraian}")),
        parts: None,
        updated: write.at(),
    };
    write.index(&doc).await
}
