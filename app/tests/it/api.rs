//! The API against its own description: every operation, with values that fit and values that do not, answers with a
//! status, a type and a content that the description names.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::http::Method;
use kernel::auth::account;
use kernel::config::Config;
use kernel::{App, Clock};
use serde_json::{Map, Value as Json, json};
use testkit::{Answer, Client, block_on};

use crate::place::{Place, Side};
use crate::{modules, profiles};

struct Walk {
    client: Client,
    document: Json,
    seen: BTreeSet<(String, u16)>,
    schemas: BTreeMap<String, Arc<jsonschema::Validator>>,
    faults: Vec<String>,
}

impl Walk {
    /// The validator of a schema of the description, made once.
    fn schema(&mut self, schema: &Json) -> Arc<jsonschema::Validator> {
        let components = &self.document["components"];
        let made = self.schemas.entry(schema.to_string()).or_insert_with(|| {
            let whole = json!({ "allOf": [schema], "components": components });
            Arc::new(jsonschema::options().should_validate_formats(true).build(&whole).unwrap())
        });
        made.clone()
    }

    /// Compares an answer with what the description says of the operation.
    fn judge(&mut self, operation: &Json, what: &str, answer: &Answer) {
        let status = answer.status.as_u16();
        let id = operation["operationId"].as_str().unwrap().to_owned();
        self.seen.insert((id.clone(), status));
        let mut told = operation["responses"][status.to_string()].clone();
        if let Some(reference) = told["$ref"].as_str() {
            told = self.document.pointer(reference.trim_start_matches('#')).unwrap().clone();
        }
        let fault = if told.is_null() {
            Some(format!("status {status} is not described: {}", answer.text()))
        } else if let Some(content) = told["content"].as_object() {
            let kind = answer.header("content-type").split(';').next().unwrap_or_default();
            match content.get(kind) {
                None => Some(format!("{status} comes as {kind}")),
                Some(media) => {
                    let tree = answer.json();
                    let own = if status >= 400 { tree["status"].as_u64() } else { None };
                    if own.is_some_and(|own| own != u64::from(status)) {
                        Some(format!("{status} says of itself {own:?}"))
                    } else {
                        let found = self.schema(&media["schema"]);
                        found
                            .iter_errors(&tree)
                            .next()
                            .map(|error| format!("{status} {}: {error}", error.instance_path()))
                    }
                }
            }
        } else if !answer.bytes.is_empty() {
            Some(format!("{status} has a body: {}", answer.text()))
        } else {
            None
        };
        if let Some(fault) = fault {
            self.faults.push(format!("{id} {what}: {fault}"));
        }
    }

    async fn call(
        &mut self,
        operation: &Json,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Json>,
    ) -> Answer {
        let what = format!("{method} {path} {headers:?} {}", body.as_ref().map(Json::to_string).unwrap_or_default());
        let answer =
            self.client.api(Method::from_bytes(method.to_uppercase().as_bytes()).unwrap(), path, headers, body).await;
        self.judge(operation, &what.chars().take(300).collect::<String>(), &answer);
        answer
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// Values that no schema of ours allows everywhere, and some that it does.
fn odd() -> Vec<Json> {
    vec![
        Json::Null,
        json!(true),
        json!(-1),
        json!(1.5e300),
        json!(9_223_372_036_854_775_807_i64),
        json!(""),
        json!("   "),
        json!("a\u{0}b"),
        json!("\u{202e}terbalik \u{1f600}"),
        json!("2026-02-30"),
        json!("00000000-0000-0000-0000-000000000000"),
        json!("x".repeat(20_000)),
        json!(["a", "a"]),
        json!({ "a": { "b": [1] } }),
        json!("' or 1=1 --"),
        json!("%_\\"),
    ]
}

/// A value that the schema allows.
fn fitting(schema: &Json, name: &str, number: u32) -> Json {
    if let Some(options) = schema["enum"].as_array() {
        return options[0].clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("string");
    match (kind, schema["format"].as_str().unwrap_or_default()) {
        ("boolean", _) => json!(true),
        ("integer", _) => json!(schema["minimum"].as_i64().unwrap_or(3)),
        ("array", _) => json!([]),
        ("object", _) => json!({}),
        (_, "date") => json!(format!("2031-03-{:02}", number % 28 + 1)),
        (_, "date-time") => json!("2031-03-05T01:00:00Z"),
        _ if schema.get("pattern").is_some() => json!("12"),
        _ => json!(format!("{}{number}", &name[..name.len().min(4)])),
    }
}

async fn list(walk: &mut Walk, path: &str, operation: &Json) -> Vec<String> {
    let first = walk.call(operation, "get", path, &[], None).await.ok().json();
    let ids = first["data"].as_array().into_iter().flatten().filter_map(|row| row["id"].as_str().map(str::to_owned));
    let ids: Vec<String> = ids.take(8).collect();
    for parameter in operation["parameters"].as_array().cloned().unwrap_or_default() {
        if parameter["in"] != "query" {
            continue;
        }
        let name = parameter["name"].as_str().unwrap();
        for option in parameter["schema"]["enum"].as_array().cloned().unwrap_or_default() {
            let asked = format!("{path}?{}={}", encoded(name), encoded(option.as_str().unwrap()));
            walk.call(operation, "get", &asked, &[], None).await.ok();
        }
        for value in odd() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            // A line of a request has its limit before ours.
            let text: String = text.chars().take(1500).collect();
            walk.call(operation, "get", &format!("{path}?{}={}", encoded(name), encoded(&text)), &[], None).await;
        }
    }
    for raw in ["%ff%fe", "batas=1&batas=2", "tidak.ada=1", "&&=&", "q=%00"] {
        walk.call(operation, "get", &format!("{path}?{raw}"), &[], None).await;
    }
    ids
}

async fn one(walk: &mut Walk, path: &str, operation: &Json, ids: &[String]) {
    for id in ids {
        let here = path.replace("{id}", id).replace("{nomor}", "1");
        let answer = walk.call(operation, "get", &here, &[], None).await;
        let etag = answer.header("etag").to_owned();
        if !etag.is_empty() {
            walk.call(operation, "get", &here, &[("if-none-match", &etag)], None).await.is(304);
        }
    }
    for id in ["00000000-0000-0000-0000-000000000000", "bukan-id", "%00", "..%2f"] {
        walk.call(operation, "get", &path.replace("{id}", id).replace("{nomor}", "x%00"), &[], None).await;
    }
}

async fn create(walk: &mut Walk, path: &str, operation: &Json, sample: Option<&Json>) -> Option<String> {
    let name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str().unwrap();
    let schema = walk.document.pointer(name.trim_start_matches('#')).unwrap().clone();
    let mut body = Map::new();
    for (number, field) in (1..).zip(schema["required"].as_array().into_iter().flatten()) {
        let field = field.as_str().unwrap();
        let own = &schema["properties"][field];
        // What points elsewhere points where another record points.
        let value = match sample.filter(|_| own.get("x-rujukan").is_some()) {
            Some(sample) => sample[field].clone(),
            None => fitting(own, field, number),
        };
        body.insert(field.to_owned(), value);
    }
    let made = walk.call(operation, "post", path, &[("idempotency-key", "uji-1")], Some(body.clone().into())).await;
    assert!(made.status == 201 || made.status == 422, "{path}: {}", made.text());
    if made.status == 201 {
        // Once more with the same key: the same record.
        let again =
            walk.call(operation, "post", path, &[("idempotency-key", "uji-1")], Some(body.clone().into())).await;
        assert_eq!(again.json()["id"], made.json()["id"], "{path}");
    }
    for field in schema["properties"].as_object().unwrap().keys() {
        for value in odd() {
            let mut broken = body.clone();
            broken.insert(field.clone(), value);
            walk.call(operation, "post", path, &[], Some(broken.into())).await;
        }
    }
    for whole in [Json::Null, json!([]), json!("teks"), json!({}), json!({ "tidak_ada": 1 })] {
        let answer = walk.call(operation, "post", path, &[], Some(whole)).await;
        assert!(matches!(answer.status.as_u16(), 400 | 422), "{path}: {}", answer.text());
    }
    made.json()["id"].as_str().map(str::to_owned)
}

async fn change(walk: &mut Walk, path: &str, operation: &Json, method: &str, id: &str) {
    let here = path.replace("{id}", id);
    let body = || (method != "delete").then(|| json!({}));
    walk.call(operation, method, &here, &[], body()).await.is(428);
    walk.call(operation, method, &here, &[("if-match", "\"999999\"")], body()).await.is(412);
    walk.call(operation, method, &here, &[("if-match", "bukan")], body()).await;
    walk.call(operation, method, &path.replace("{id}", "bukan-id"), &[("if-match", "*")], body()).await;
    if method == "patch" {
        let name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str().unwrap();
        let schema = walk.document.pointer(name.trim_start_matches('#')).unwrap().clone();
        for field in schema["properties"].as_object().unwrap().keys() {
            for value in odd() {
                walk.call(operation, method, &here, &[("if-match", "*")], Some(json!({ field.as_str(): value }))).await;
            }
        }
        // A record that stands in a state of its flow in which nothing changes says so.
        let same = walk.call(operation, method, &here, &[("if-match", "*")], Some(json!({}))).await;
        assert!(matches!(same.status.as_u16(), 200 | 409), "{here}: {}", same.text());
    }
}

/// A token of the administrator with every right that can be given, made on the page.
async fn token(app: &App, client: &mut Client, password: &str) -> String {
    client.get("/masuk").await.ok();
    client.post("/masuk", &[("login", "admin"), ("sandi", password)]).await.redirects();
    client.account = account::by_login(app, "admin").await.unwrap().unwrap().id;
    let form = client.get("/akun/token/baru").await.ok();
    let rights = form.attributes("input[name=hak]", "value");
    let mut fields = vec![("nama", "uji"), ("hari", "30"), ("sandi", password)];
    fields.extend(rights.iter().map(|right| ("hak", right.as_str())));
    let made = client.post("/akun/token", &fields).await.ok();
    made.all("code").into_iter().find(|text| text.starts_with("pdp_")).unwrap()
}

#[test]
fn every_operation_answers_as_it_is_described() {
    let place = Place::new(Side::Sqlite);
    place.done(&["demo", "--siapkan-saja", "--akun", "akun.json"]);
    let accounts: Json = serde_json::from_slice(&std::fs::read(place.file("akun.json")).unwrap()).unwrap();
    block_on(async {
        let config = Config { data: place.data(), database: place.database(), connections: 4, ..Config::default() };
        let app = App::open(config, profiles::find("natuna").unwrap(), modules::all(), Clock::System).await.unwrap();
        // Somebody who holds every role, so that no operation is closed to the walk.
        let roles: Vec<&str> = kernel::module::ROLES.iter().map(|(key, _)| *key).collect();
        let text = "update jabatan set peran = $1 where id in (select p.jabatan from penugasan p join pegawai g on g.id = p.pegawai where g.akun = 'admin')";
        assert_eq!(app.db.exec(text, kernel::args![json!(roles)]).await.unwrap(), 1);
        let router = kernel::web::router(&app).unwrap();
        let mut client = Client::of(&app, &router);
        let secret = token(&app, &mut client, accounts["sandi"].as_str().unwrap()).await;
        let client = Client::of(&app, &router);
        client.use_token(&secret);
        let document = client.get("/api/v1/openapi.json").await.ok().json();

        // No route is left out of the description, and the description names none that does not exist.
        let routes: BTreeSet<(String, String)> = app
            .routes()
            .table()
            .iter()
            .filter(|info| info.path.starts_with("/api/v1/") && info.path != "/api/v1/openapi.json")
            .map(|info| (info.method.as_str().to_lowercase(), info.path.clone()))
            .collect();
        let paths = document["paths"].as_object().unwrap().clone();
        let described: BTreeSet<(String, String)> = paths
            .iter()
            .flat_map(|(path, item)| item.as_object().unwrap().keys().map(move |method| (method.clone(), path.clone())))
            .collect();
        assert_eq!(routes, described);

        let mut walk = Walk { client, document, seen: BTreeSet::new(), schemas: BTreeMap::new(), faults: vec![] };
        for (path, item) in paths.iter().filter(|(path, _)| !path.contains('{')) {
            let ids = if item.get("get").is_some() { list(&mut walk, path, &item["get"]).await } else { vec![] };
            let sample = match ids.first() {
                Some(id) => Some(walk.client.get(&format!("{path}/{id}")).await.json()),
                None => None,
            };
            let made = match item.get("post") {
                Some(operation) => create(&mut walk, path, operation, sample.as_ref()).await,
                None => None,
            };
            let beyond: Vec<_> =
                paths.iter().filter(|(other, _)| other.starts_with(&format!("{path}/{{id}}"))).collect();
            for (path, item) in beyond {
                if let Some(operation) = item.get("get") {
                    one(&mut walk, path, operation, &ids).await;
                }
                // What the walk has made it may change; else the newest of the list.
                if let Some(id) = made.as_ref().or(ids.first()) {
                    // A step of its flow; without the version and the reason it is refused as described.
                    if let Some(operation) = item.get("post") {
                        for body in [json!({}), json!([]), json!({ "alasan": 7 })] {
                            walk.call(operation, "post", &path.replace("{id}", id), &[], Some(body)).await;
                        }
                    }
                    for method in ["patch", "delete"] {
                        if let Some(operation) = item.get(method) {
                            change(&mut walk, path, operation, method, id).await;
                        }
                    }
                }
            }
        }
        // Without a token, and with one that nobody has.
        for wrong in ["", "pdp_salah"] {
            walk.client = Client::of(&app, &router);
            walk.client.use_token(wrong);
            for (path, item) in &paths {
                let here = path.replace("{id}", "00000000-0000-0000-0000-000000000000").replace("{nomor}", "1");
                for (method, operation) in item.as_object().unwrap() {
                    let answer = walk.call(operation, method, &here, &[("if-match", "*")], Some(json!({}))).await;
                    // What says that it needs no token asks for none.
                    let open = operation["security"] == json!([]);
                    assert_eq!(answer.status.as_u16() != 401, open, "{method} {here}: {}", answer.text());
                }
            }
        }
        assert!(
            walk.faults.is_empty(),
            "{} faults:\n{}",
            walk.faults.len(),
            walk.faults.iter().take(40).cloned().collect::<Vec<_>>().join("\n")
        );
        assert_eq!(app.metrics.faults(), 0);
        for status in [200, 201, 304, 400, 401, 404, 412, 422, 428] {
            assert!(walk.seen.iter().any(|(_, seen)| *seen == status), "no answer {status}: {:?}", walk.seen);
        }
    });
    place.remove();
}
