//! A register as a kind of record that the rest of the program knows.
use kernel::module::FieldDoc;
use kernel::{App, BoxFuture, Perm, Resource, Result, Routes, Rows, Scope, Table};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::sql::{self, Labelled};
use crate::{Register, schema, web};

impl Register {
    fn named(&self, scope: Scope) -> Labelled {
        Labelled {
            key: self.key,
            table: self.table,
            label: sql::label_expression(self.label),
            rows: self.rows(),
            scope,
        }
    }
}

impl Resource for Register {
    fn key(&self) -> &'static str {
        self.key
    }
    fn title(&self) -> &'static str {
        self.title
    }
    fn read(&self) -> Perm {
        self.read
    }
    fn tables(&self) -> Vec<Table> {
        vec![self.table()]
    }
    fn routes(&'static self) -> Routes {
        web::routes(self)
    }
    fn href(&self, id: Uuid) -> String {
        self.record_href(id)
    }
    fn rows(&self) -> Rows {
        Register::rows(self)
    }
    fn list_href(&self) -> Option<String> {
        Some(Register::href(self))
    }
    fn is_code_list(&self) -> bool {
        self.code_list
    }
    fn label_sql(&self) -> Option<String> {
        Some(sql::label_expression(self.label))
    }
    fn labels(&'static self, app: App, scope: Scope, ids: Vec<Uuid>) -> BoxFuture<Result<Vec<(Uuid, String)>>> {
        Box::pin(async move {
            let mut found = Vec::new();
            for part in ids.chunks(5000) {
                let (text, args) = sql::labels(&[(self.named(scope.clone()), part.to_vec())]);
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
        Box::pin(async move {
            let (text, args) = sql::options(&self.named(scope), &q, limit);
            app.db.query(&text, args).await?.iter().map(|row| Ok((row.get("id")?, row.get("label")?))).collect()
        })
    }
    fn schema(&self) -> Json {
        schema::of_record(self)
    }
    fn dictionary(&self) -> Vec<FieldDoc> {
        let docs = self.fields.iter().map(|field| FieldDoc {
            name: field.name,
            label: field.label,
            kind: field.kind.words(),
            class: field.class,
            required: field.required,
            hint: field.hint,
        });
        docs.collect()
    }
}
