//! What every register must be able to do, one act per function.
use std::collections::BTreeSet;

use http::Method;
use kernel::args;
use serde_json::json;
use testkit::{Answer, Client, Site};
use uuid::Uuid;

use super::{Cast, exported, generate, links, listed, served, token};
use crate::value::form::Pairs;
use crate::{Kind, Owned, Register};

/// One run of the suite on one database.
pub(super) struct Play<'a> {
    pub site: &'a Site,
    pub register: &'static Register,
    pub cast: Cast,
    pub references: Vec<(&'static str, Uuid)>,
    pub writer: Client,
    pub outsider: Client,
}

/// Statements of a list page, session and positions included.
const LIST_STATEMENTS: u64 = 6;

impl Play<'_> {
    fn form(&self, round: u32) -> Pairs {
        generate::form(self.register, round, &self.references, self.cast.values)
    }

    async fn send(&self, path: &str, pairs: &[(String, String)], more: &[(&str, &str)]) -> Answer {
        let mut fields: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend_from_slice(more);
        // A required file comes along; others stay empty.
        let files: Vec<(&str, &str, &[u8])> = self
            .register
            .fields
            .iter()
            .filter(|field| matches!(field.kind, Kind::File) && field.required)
            .map(|field| (field.name, "uji.txt", "isi uji".as_bytes()))
            .collect();
        if files.is_empty() {
            self.writer.post(path, &fields).await
        } else {
            self.writer.upload(path, &fields, &files).await
        }
    }

    fn path(&self, id: Uuid) -> String {
        self.register.record_href(id)
    }

    fn id_of(&self, answer: &Answer) -> Uuid {
        let location = answer.location();
        location.rsplit('/').next().unwrap().parse().unwrap_or_else(|_| panic!("{location} is no record"))
    }

    async fn count(&self) -> i64 {
        let text = format!("select count(*) as n from {}", self.register.table);
        self.site.app.db.one(&text, vec![]).await.unwrap().get("n").unwrap()
    }

    /// A filled form makes a record that its page and the list show.
    pub async fn create(&self) -> Uuid {
        self.writer.get(&format!("/{}/baru", self.register.key)).await.ok();
        let made = self
            .send(&self.register.href(), &self.form(1), &[("_kunci", &Uuid::now_v7().to_string())])
            .await
            .redirects();
        let id = self.id_of(&made);
        let page = self.writer.get(&self.path(id)).await.ok();
        assert!(!page.all("dl").is_empty(), "the page of a record shows its facts");
        assert!(listed(&self.writer, self.register, "").await.contains(&id), "the list shows the new record");
        id
    }

    /// The table has exactly the columns of the constant.
    pub async fn columns(&self, id: Uuid) {
        let row = self
            .site
            .app
            .db
            .one(&format!("select * from {} where id = $1", self.register.table), args![id])
            .await
            .unwrap();
        let live: BTreeSet<&str> = row.columns().collect();
        assert_eq!(
            live,
            self.register.columns().into_iter().collect::<BTreeSet<_>>(),
            "columns of {}",
            self.register.table
        );
    }

    /// The same filling sent twice makes one record.
    pub async fn twice(&self) {
        let before = self.count().await;
        let key = Uuid::now_v7().to_string();
        let first = self.send(&self.register.href(), &self.form(2), &[("_kunci", &key)]).await.redirects().location();
        let second = self.send(&self.register.href(), &self.form(2), &[("_kunci", &key)]).await.redirects().location();
        assert_eq!((first, self.count().await), (second, before + 1));
    }

    /// An empty form is refused with an error beside each required field.
    pub async fn refuses_nothing_filled(&self) {
        let required: Vec<_> = self
            .register
            .fields
            .iter()
            .filter(|field| field.required && !field.kind.words().starts_with("tabel"))
            .collect();
        if required.is_empty() {
            return;
        }
        let before = self.count().await;
        let page = self.writer.post(&self.register.href(), &[]).await.is(422);
        assert!(!page.all(".govuk-error-summary").is_empty(), "the errors are listed");
        assert_eq!(self.count().await, before);
    }

    /// A change is stored; the second of two editors sees the first one's and keeps their own text.
    pub async fn edit(&self, id: Uuid) {
        let path = self.path(id);
        let form = self.writer.get(&format!("{path}/ubah")).await.ok();
        let version = form.attribute("input[name=_versi]", "value").unwrap();
        let key = Uuid::now_v7().to_string();
        for _double_click in 0..2 {
            self.send(&path, &self.form(3), &[("_versi", &version), ("_kunci", &key)]).await.redirects();
        }
        let late = self
            .send(&path, &self.form(5), &[("_versi", &version), ("_kunci", &Uuid::now_v7().to_string())])
            .await
            .is(409);
        let newer = late.attribute("input[name=_versi]", "value").unwrap();
        assert!(newer.parse::<i64>().unwrap() > version.parse::<i64>().unwrap());
        let mine = self.form(5);
        let text =
            self.register.fields.iter().find(|field| matches!(field.kind, Kind::Text { .. }) && field.is_shown());
        if let Some(field) = text {
            let kept = late.attribute(&format!("input[name={}]", field.name), "value");
            let typed = mine.iter().find(|(name, _)| name == field.name).map(|(_, value)| value.trim().to_owned());
            assert_eq!(kept, typed, "the second editor keeps what they typed");
        }
        self.send(&path, &mine, &[("_versi", &newer), ("_kunci", &Uuid::now_v7().to_string())]).await.redirects();
        self.writer.get(&format!("{path}/riwayat")).await.ok().has_text("Diubah");
    }

    /// List, export and API hold the same records, within the bound of statements.
    pub async fn same_everywhere(&self) {
        let list = listed(&self.writer, self.register, "").await;
        assert_eq!(list, exported(&self.writer, self.register, "").await, "list and export");
        let bearer = token(self.site, &self.writer, &[self.register.read]).await;
        assert_eq!(list, served(&bearer, self.register, "").await, "list and API");
        let page = self.writer.get(&self.register.href()).await.ok();
        assert!(page.statements <= LIST_STATEMENTS, "{} statements for a list", page.statements);
        let asked = |field: &&crate::Field| self.register.public.is_none() || field.class == kernel::Class::Public;
        for field in
            self.register.fields.iter().filter(|field| field.kind.is_ordered() && field.is_shown()).filter(asked)
        {
            for order in [field.name.to_owned(), format!("-{}", field.name)] {
                assert_eq!(
                    list,
                    served(&bearer, self.register, &format!("urut={order}")).await,
                    "paging by {order} loses nothing"
                );
            }
        }
    }

    /// What was exported is understood as unchanged, from both formats.
    pub async fn import_of_own_export(&self) {
        let key = self.register.key;
        let count = listed(&self.writer, self.register, "").await.len();
        for (form, name) in [("csv&pemisah=titik-koma", "a.csv"), ("csv&pemisah=koma", "b.csv"), ("xlsx", "c.xlsx")] {
            let file = self.writer.get(&format!("/{key}/ekspor?bentuk={form}")).await.ok();
            let sent =
                self.writer.upload(&format!("/{key}/impor"), &[], &[("berkas", name, &file.bytes)]).await.redirects();
            self.writer
                .get(&sent.location())
                .await
                .ok()
                .has_text(&format!("Sama ({count})"))
                .has_text("Ditolak (0)")
                .has_text("Diubah (0)");
        }
        self.writer.get(&format!("/{key}/impor/templat?bentuk=csv")).await.ok();
        self.writer.get(&format!("/{key}/impor/templat?bentuk=xlsx")).await.ok();
        self.writer.upload(&format!("/{key}/impor"), &[], &[("berkas", "x.pdf", b"%PDF-1.7\n\x00\x01")]).await.is(422);
    }

    /// The API reads one, and refuses a change without or with an old version.
    pub async fn api(&self, id: Uuid) {
        let bearer = token(self.site, &self.writer, &[self.register.read, self.register.write]).await;
        let path = format!("{}/{id}", self.register.api_href());
        let one = bearer.api(Method::GET, &path, &[], None).await.ok();
        let etag = one.header("etag").to_owned();
        assert_eq!(one.json()["id"], json!(id));
        bearer.api(Method::GET, &path, &[("if-none-match", &etag)], None).await.is(304);
        bearer.api(Method::PATCH, &path, &[], Some(json!({}))).await.is(428);
        bearer.api(Method::PATCH, &path, &[("if-match", "\"0\"")], Some(json!({}))).await.is(412);
        bearer.api(Method::PATCH, &path, &[("if-match", &etag)], Some(json!({}))).await.ok();
        let unknown =
            bearer.api(Method::PATCH, &path, &[("if-match", &etag)], Some(json!({ "tidak_ada": 1 }))).await.is(422);
        assert_eq!(unknown.header("content-type"), "application/problem+json");
        let body = self.api_body(one.json());
        // What the API answers with, it takes back as it is.
        bearer.api(Method::PATCH, &path, &[("if-match", &etag)], Some(body)).await.ok();
        let document = self.site.visitor().get("/api/v1/openapi.json").await.ok().json();
        assert!(document["paths"][self.register.api_href()]["get"].is_object());
    }

    fn api_body(&self, record: serde_json::Value) -> serde_json::Value {
        let mut body = serde_json::Map::new();
        for field in self.register.fields.iter().filter(|field| crate::check::is_typed(field) && field.is_shown()) {
            body.insert(field.name.to_owned(), record[field.name].clone());
        }
        serde_json::Value::Object(body)
    }

    /// Who has no right to the record does not learn that it exists.
    pub async fn strangers(&self, id: Uuid) {
        let path = self.path(id);
        let open = self.register.public.is_some();
        for page in [path.clone(), format!("{path}/ubah"), format!("{path}/riwayat"), format!("{path}/komentar")] {
            let status = self.outsider.get(&page).await.status.as_u16();
            assert!(
                matches!(status, 403 | 404) || (open && page == path && status == 200),
                "{page}: {status} for an outsider"
            );
        }
        self.writer.get(&self.path(Uuid::now_v7())).await.is(404);
        self.writer.get(&format!("/{}/bukan-id", self.register.key)).await.is(404);
        if self.register.owned == Owned::Unit {
            let neighbour = self.site.person("tetangga", &[(self.cast.writer, super::OTHER_UNIT)]).await;
            let sees_all = neighbour.get(&format!("{path}/riwayat")).await.status == 200;
            if !sees_all {
                let status = neighbour.get(&format!("{path}/ubah")).await.status.as_u16();
                assert!(matches!(status, 403 | 404), "{status} for a neighbour's form");
                let sees = neighbour.get(&path).await.status == 200;
                assert!(open || !sees, "a neighbour sees the record");
                assert_eq!(exported(&neighbour, self.register, "").await.contains(&id), sees, "page and export");
            }
        }
    }

    /// Acts that do not lead away from the state are refused, and change nothing.
    pub async fn flow(&self, id: Uuid) {
        let Some(flow) = self.register.flow else { return };
        let text = format!("select status from {} where id = $1", self.register.table);
        for act in flow.transitions.iter().filter(|act| !act.from.contains(&flow.initial)) {
            let answer = self.writer.post(&format!("{}/alur/{}", self.path(id), act.key), &[("alasan", "uji")]).await;
            assert!(matches!(answer.status.as_u16(), 403 | 409), "{}: {}", act.key, answer.status);
        }
        let status: String = self.site.app.db.one(&text, args![id]).await.unwrap().get("status").unwrap();
        assert_eq!(status, flow.initial);
    }

    /// Every page of a record and its register opens.
    pub async fn pages(&self, id: Uuid) {
        let (key, path) = (self.register.key, self.path(id));
        for page in ["bantuan", "impor", "baru"] {
            self.writer.get(&format!("/{key}/{page}")).await.ok();
        }
        for page in ["lampiran", "komentar", "riwayat"] {
            self.writer.get(&format!("{path}/{page}")).await.ok();
        }
        self.writer
            .post(&format!("{path}/komentar"), &[("komentar", "Sudah diperiksa.\nDua baris.")])
            .await
            .redirects();
        self.writer.get(&format!("{path}/komentar")).await.ok().has_text("Sudah diperiksa.");
        self.writer.upload(&format!("{path}/lampiran"), &[], &[("berkas", "surat.txt", b"isi")]).await.redirects();
        let files = self.writer.get(&format!("{path}/lampiran")).await.ok().has_text("surat.txt");
        // A file that fills a field stands before it.
        let href = files.attributes("ul.lampiran a", "href").pop().unwrap();
        assert_eq!(self.writer.get(&href).await.ok().bytes.as_ref(), b"isi");
        self.site.visitor().get(&format!("/kamus-data?register={key}")).await.ok().has_text(self.register.title);
        assert!(links(&self.writer.get(&self.register.href()).await.ok(), self.register).contains(&id));
    }
}
