//! The description of the API (OpenAPI 3.1), made from the routes that exist and the schemas of their records.
use http::{Method, StatusCode};
use kernel::module::Call;
use kernel::web::{Response, RouteInfo};
use kernel::{Access, App, Ctx, Resource, Result};
use serde_json::{Map, Value as Json, json};

use crate::schema;

/// Answers with the description.
pub async fn show(ctx: Ctx) -> Result<Response> {
    Ok(kernel::web::json(StatusCode::OK, &openapi(&ctx.app)))
}

/// The whole description.
pub fn openapi(app: &App) -> Json {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    let table = app.routes().table();
    for resource in app.resources() {
        let base = format!("/api/v1/{}", resource.key());
        let own: Vec<&RouteInfo> =
            table.iter().filter(|info| info.path == base || info.path.starts_with(&format!("{base}/"))).collect();
        let calls = resource.calls();
        for call in &calls {
            let access = table.iter().find(|info| info.path == call.path && info.method == Method::GET);
            paths.insert(call.path.to_owned(), json!({ "get": described(resource, call, access) }));
        }
        if own.is_empty() || !calls.is_empty() {
            if !calls.is_empty() {
                schemas.insert(resource.key().to_owned(), resource.schema());
            }
            continue;
        }
        let record = resource.schema();
        schemas.insert(format!("{}_baru", resource.key()), schema::of_input(&record, true));
        schemas.insert(format!("{}_ubah", resource.key()), schema::of_input(&record, false));
        for info in own {
            let entry = paths.entry(info.path.clone()).or_insert_with(|| json!({}));
            if let Some(entry) = entry.as_object_mut() {
                entry.insert(info.method.as_str().to_lowercase(), operation(resource, &record, info));
            }
        }
        schemas.insert(resource.key().to_owned(), record);
    }
    schemas.insert("masalah".into(), problem());
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": format!("Pendopo {}", app.profile.name()),
            "version": "1",
            "description": "API catatan SPBE. Masuk dengan token pribadi dari halaman akun. Uang dan desimal berupa teks agar tepat.",
        },
        "servers": [{ "url": app.config.url }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "responses": { "masalah": { "description": "Kesalahan menurut RFC 9457", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/masalah" } } } } },
        },
    })
}

fn problem() -> Json {
    json!({
        "type": "object",
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "reference": { "type": "string" },
            "errors": { "type": "array", "items": { "type": "object", "properties": { "field": { "type": "string" }, "message": { "type": "string" } } } },
        },
        "required": ["type", "title", "status"],
    })
}

/// A call that a module describes itself.
fn described(resource: &dyn Resource, call: &Call, info: Option<&RouteInfo>) -> Json {
    let mut parameters: Vec<Json> = call
        .path_parameters
        .iter()
        .map(|(name, schema)| json!({ "name": name, "in": "path", "required": true, "schema": schema }))
        .collect();
    parameters.extend(call.query.iter().map(|(name, about, schema)| {
        json!({ "name": name, "in": "query", "required": false, "description": about, "schema": schema })
    }));
    let mut found =
        json!({ "description": call.summary, "content": { "application/json": { "schema": call.answer } } });
    let mut responses = Map::new();
    if call.etag {
        if let Some(map) = found.as_object_mut() {
            map.insert(
                "headers".into(),
                json!({ "ETag": { "description": "Versi catatan.", "schema": { "type": "string" } } }),
            );
        }
        responses.insert("304".into(), json!({ "description": "Belum berubah" }));
    }
    responses.insert("200".into(), found);
    let open = info.is_some_and(|info| matches!(info.access, Access::Public(_)));
    let faults: &[&str] = if open { &["400", "404", "422"] } else { &["400", "401", "403", "404", "422"] };
    for status in faults.iter().copied() {
        responses.insert(status.into(), json!({ "$ref": "#/components/responses/masalah" }));
    }
    let perm = info.map_or("", |info| perm_of(info));
    let id: String = call.path.trim_start_matches("/api/v1/").replace('/', "_").replace(['{', '}'], "");
    let mut operation = json!({
        "operationId": format!("get_{id}"),
        "tags": [resource.title()],
        "summary": call.summary,
        "parameters": parameters,
        "responses": responses,
        "x-hak": perm,
    });
    // What anybody may read needs no token.
    if let (true, Some(map)) = (open, operation.as_object_mut()) {
        map.insert("security".into(), json!([]));
    }
    operation
}

fn perm_of(info: &RouteInfo) -> &'static str {
    match info.access {
        Access::Token(perm) | Access::Can(perm) => perm.0,
        Access::Public(_) | Access::SignedIn => "",
    }
}

fn operation(resource: &dyn Resource, record: &Json, info: &RouteInfo) -> Json {
    let base = format!("/api/v1/{}", resource.key());
    let rest = info.path.strip_prefix(&base).unwrap_or_default();
    let listed = rest.is_empty() && info.method == Method::GET;
    let changes =
        matches!(info.method, Method::PATCH | Method::DELETE) || (info.method == Method::POST && !rest.is_empty());
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let mut parameters = Vec::new();
    for name in rest.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        parameters.push(
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } }),
        );
    }
    if listed {
        parameters.extend(list_parameters(record));
    }
    if changes {
        parameters.push(json!({ "name": "If-Match", "in": "header", "required": true, "description": "ETag catatan yang dibaca.", "schema": { "type": "string" } }));
    }
    if info.method == Method::POST && rest.is_empty() {
        parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false, "description": "Panggilan yang diulang dengan kunci ini membuat satu catatan.", "schema": { "type": "string", "maxLength": 255 } }));
    }
    let content = |schema: Json| json!({ "application/json": { "schema": schema } });
    let etag = json!({ "ETag": { "description": "Versi catatan.", "schema": { "type": "string" } } });
    let mut responses = Map::new();
    if listed {
        let page = json!({
            "type": "object",
            "properties": {
                "data": { "type": "array", "items": reference(resource.key()) },
                "sesudah": { "type": ["string", "null"] },
                "sebelum": { "type": ["string", "null"] },
            },
            "required": ["data", "sesudah", "sebelum"],
        });
        let link =
            json!({ "Link": { "description": "Halaman berikutnya dan sebelumnya.", "schema": { "type": "string" } } });
        responses.insert(
            "200".into(),
            json!({ "description": "Satu halaman daftar", "headers": link, "content": content(page) }),
        );
    } else if info.method == Method::DELETE {
        responses.insert("204".into(), json!({ "description": "Terhapus" }));
    } else if info.method == Method::POST && rest.is_empty() {
        responses.insert(
            "201".into(),
            json!({ "description": "Catatan baru", "headers": etag, "content": content(reference(resource.key())) }),
        );
    } else {
        responses.insert(
            "200".into(),
            json!({ "description": "Catatan", "headers": etag, "content": content(reference(resource.key())) }),
        );
    }
    if info.method == Method::GET && !listed {
        responses.insert("304".into(), json!({ "description": "Belum berubah" }));
    }
    let mut faults = vec!["400", "401", "403", "404"];
    if info.method != Method::GET {
        faults.extend(["409", "413", "422"]);
    } else if listed {
        faults.push("422");
    }
    if changes {
        faults.extend(["412", "428"]);
    }
    for status in faults {
        responses.insert(status.into(), json!({ "$ref": "#/components/responses/masalah" }));
    }
    let perm = perm_of(info);
    let mut operation = json!({
        "operationId": operation_id(info),
        "tags": [resource.title()],
        "summary": summary(resource, info, rest),
        "parameters": parameters,
        "responses": responses,
        "x-hak": perm,
    });
    let body = match (&info.method, rest) {
        (&Method::POST, "") => Some(reference(&format!("{}_baru", resource.key()))),
        (&Method::PATCH, _) => Some(reference(&format!("{}_ubah", resource.key()))),
        (&Method::POST, _) => {
            Some(json!({ "type": "object", "properties": { "alasan": { "type": "string", "maxLength": 5000 } } }))
        }
        _ => None,
    };
    if let (Some(schema), Some(map)) = (body, operation.as_object_mut()) {
        let needed = info.method == Method::PATCH || rest.is_empty();
        map.insert("requestBody".into(), json!({ "required": needed, "content": content(schema) }));
    }
    operation
}

fn operation_id(info: &RouteInfo) -> String {
    let path: String = info
        .path
        .trim_start_matches("/api/v1/")
        .chars()
        .filter(|c| !"{}".contains(*c))
        .map(|c| if c == '/' { '_' } else { c })
        .collect();
    format!("{}_{path}", info.method.as_str().to_lowercase())
}

fn summary(resource: &dyn Resource, info: &RouteInfo, rest: &str) -> String {
    let title = resource.title();
    match (&info.method, rest.rsplit('/').next().unwrap_or_default()) {
        (&Method::GET, "") => format!("Daftar {title}"),
        (&Method::POST, "") => format!("Catatan baru {title}"),
        (&Method::GET, _) => format!("Satu catatan {title}"),
        (&Method::PATCH, _) => format!("Ubah catatan {title}"),
        (&Method::DELETE, _) => format!("Hapus catatan {title}"),
        (_, act) => format!("{title}: {act}"),
    }
}

fn list_parameters(record: &Json) -> Vec<Json> {
    let query = |name: &str, about: &str, schema: Json| json!({ "name": name, "in": "query", "required": false, "description": about, "schema": schema });
    let mut parameters = vec![
        query("batas", "Catatan per halaman.", json!({ "type": "integer", "minimum": 1, "maximum": super::MOST })),
        query("sesudah", "Tempat halaman berikutnya dimulai, dari jawaban sebelumnya.", json!({ "type": "string" })),
        query("sebelum", "Tempat halaman sebelumnya berakhir.", json!({ "type": "string" })),
        query(
            "urut",
            "Nama isian; dengan - di depan dari yang terbesar.",
            json!({ "type": "string", "enum": sorts(record) }),
        ),
        query("q", "Kata dalam nama catatan.", json!({ "type": "string" })),
    ];
    let properties = record.get("properties");
    if properties.and_then(|all| all.get("status")).is_some() {
        parameters.push(query("status", "Status.", json!({ "type": "string" })));
    }
    for name in record.get("x-saring").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str) {
        let schema = properties.and_then(|all| all.get(name)).cloned().unwrap_or_default();
        let kind = schema.get("type").map(ToString::to_string).unwrap_or_default();
        let format = schema.get("format").and_then(Json::as_str).unwrap_or_default();
        let numeric = kind.contains("integer") || (schema.get("pattern").is_some() && kind.contains("string"));
        if numeric || format == "date" || format == "date-time" {
            parameters.push(query(&format!("{name}.dari"), "Mulai dari nilai ini.", json!({ "type": "string" })));
            parameters.push(query(&format!("{name}.sampai"), "Sampai nilai ini.", json!({ "type": "string" })));
        } else {
            parameters.push(query(name, "Saringan.", filter_schema(&schema)));
        }
    }
    parameters
}

/// By what a list can be sorted, from the smallest and from the largest.
fn sorts(record: &Json) -> Vec<String> {
    let names = record.get("x-urut").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
    names.flat_map(|name| [name.to_owned(), format!("-{name}")]).collect()
}

/// What a filter takes: one of the choices, ya or tidak, an id, or a part of the text.
fn filter_schema(field: &Json) -> Json {
    let choices = field.get("enum").or_else(|| field.pointer("/items/enum"));
    let kind = field.get("type").map(ToString::to_string).unwrap_or_default();
    match choices.and_then(Json::as_array) {
        Some(keys) => json!({ "type": "string", "enum": keys.iter().filter(|key| !key.is_null()).collect::<Vec<_>>() }),
        None if kind.contains("boolean") => json!({ "type": "string", "enum": ["ya", "tidak"] }),
        None if field.get("format").and_then(Json::as_str) == Some("uuid") => {
            json!({ "type": "string", "format": "uuid" })
        }
        None => json!({ "type": "string" }),
    }
}
