//! Texts as kinds of record that the search shows and others refer to.
use kernel::module::{FieldDoc, Resource};
use kernel::{App, BoxFuture, Class, Perm, Result, Routes, Rows, Scope, Table, Val, args};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::LIHAT;
use crate::model::Jenis;
use crate::store::BARIS;

/// Texts of one kind as a kind of record.
pub struct Kumpulan(pub Jenis);

/// News as a kind of record.
pub const BERITA: Kumpulan = Kumpulan(Jenis::Berita);
/// Pages as a kind of record.
pub const HALAMAN: Kumpulan = Kumpulan(Jenis::Halaman);
/// Profiles of agencies as a kind of record.
pub const INSTANSI: Kumpulan = Kumpulan(Jenis::Instansi);

impl Resource for Kumpulan {
    fn key(&self) -> &'static str {
        self.0.as_str()
    }
    fn title(&self) -> &'static str {
        self.0.title()
    }
    fn read(&self) -> Perm {
        LIHAT
    }
    /// None of its own: the three kinds share the tables of the module.
    fn tables(&self) -> Vec<Table> {
        vec![]
    }
    fn routes(&'static self) -> Routes {
        Routes::new()
    }
    fn href(&self, id: Uuid) -> String {
        format!("/{}/{id}", self.0.as_str())
    }
    fn rows(&self) -> Rows {
        Rows { unit: "unit", owner: "owner", public: "tampil" }
    }
    fn labels(&'static self, app: App, scope: Scope, ids: Vec<Uuid>) -> BoxFuture<Result<Vec<(Uuid, String)>>> {
        Box::pin(async move {
            let mut found = vec![];
            for part in ids.chunks(5000) {
                let mut values: Vec<Val> = args![self.0.as_str()];
                let inside = scope.filter(&BARIS, &mut values);
                let from = values.len();
                values.extend(part.iter().map(|id| Val::Uuid(*id)));
                let marks: Vec<String> = (from + 1..=values.len()).map(|n| format!("${n}")).collect();
                let text = format!(
                    "select t.id, v.judul from tulisan t join tulisan_versi v on v.id = coalesce(t.versi_terbit, t.versi) \
                     where t.jenis = $1 and ({inside} or t.tampil) and t.id in ({})",
                    marks.join(", ")
                );
                for row in app.db.query(&text, values).await? {
                    found.push((row.get("id")?, row.get("judul")?));
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
        Box::pin(async move {
            let escaped = q.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let mut values: Vec<Val> = args![self.0.as_str(), format!("%{escaped}%")];
            let inside = scope.filter(&BARIS, &mut values);
            let text = format!(
                "select t.id, v.judul from tulisan t join tulisan_versi v on v.id = coalesce(t.versi_terbit, t.versi) \
                 where t.jenis = $1 and ({inside} or t.tampil) and lower(v.judul) like $2 escape '\\' order by t.id desc limit {limit}"
            );
            app.db.query(&text, values).await?.iter().map(|row| Ok((row.get("id")?, row.get("judul")?))).collect()
        })
    }
    fn schema(&self) -> Json {
        json!({
            "type": "object",
            "title": self.title(),
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "siput": { "type": "string" },
                "judul": { "type": "string" },
                "ringkasan": { "type": "string" },
                "isi": { "type": "string" },
            },
        })
    }
    fn dictionary(&self) -> Vec<FieldDoc> {
        const KAMUS: &[(&str, &str, &str, bool, &str)] = &[
            ("siput", "Alamat", "teks", true, "Bagian akhir alamat pada situs."),
            ("judul", "Judul", "teks", true, ""),
            ("ringkasan", "Ringkasan", "teks", false, "Tampil pada daftar, umpan, dan hasil pencarian."),
            ("isi", "Isi", "teks panjang", true, "Markdown sederhana."),
            ("kategori", "Kategori", "kode", false, "Dari kategori berita."),
            ("terbit", "Terbit sejak", "waktu", false, ""),
            ("sampai", "Terbit sampai", "waktu", false, ""),
            ("status", "Keadaan", "pilihan", true, "Draf, menunggu persetujuan, disetujui, ditarik."),
        ];
        let doc =
            |&(name, label, kind, required, hint): &(&'static str, &'static str, &str, bool, &'static str)| FieldDoc {
                name,
                label,
                kind: kind.to_owned(),
                class: if name == "status" || name == "sampai" { Class::Internal } else { Class::Public },
                required,
                hint,
            };
        KAMUS.iter().map(doc).collect()
    }
}
