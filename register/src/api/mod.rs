//! The API of a register under `/api/v1/KEY`, by personal token.
pub mod description;

use http::{HeaderValue, Method, StatusCode, header};
use kernel::web::{Response, json};
use kernel::{Access, Ctx, Error, FieldError, Result, Routes};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::extra::Extra;
use crate::value::json as value_json;
use crate::web::{act, edit, is_held, list, reader, remove};
use crate::{Class, Owned, Record, Register, Transition, check, store, view};

/// Records on one page when the client does not say.
const PAGE: usize = 50;
/// Most records on one page.
const MOST: usize = 200;

/// The routes of a register.
pub(crate) fn routes(register: &'static Register) -> Routes {
    let base = register.api_href();
    let (read, write) = (Access::Token(register.read), Access::Token(register.write));
    let one = format!("{base}/{{id}}");
    let mut routes = Routes::new()
        .get(base.clone(), read, move |ctx| index(ctx, register))
        .on(Method::POST, base, write, move |ctx| create(ctx, register))
        .get(one.clone(), read, move |ctx| get(ctx, register))
        .on(Method::PATCH, one.clone(), write, move |ctx| patch(ctx, register));
    if register.deletable {
        routes = routes.on(Method::DELETE, one.clone(), write, move |ctx| delete(ctx, register));
    }
    for transition in register.flow.map(|flow| flow.transitions).unwrap_or_default() {
        let path = format!("{one}/alur/{}", transition.key);
        routes = routes
            .on(Method::POST, path, Access::Token(transition.perm), move |ctx| perform(ctx, register, transition));
    }
    routes
}

/// A record as JSON; of one that is only open to everybody, its public fields.
pub fn record_json(record: &Record, held: bool) -> Json {
    let mut map = Map::new();
    map.insert("id".into(), json!(record.id));
    map.insert("version".into(), json!(record.version));
    let time = |at| value_json::write(&crate::Kind::DateTime, &kernel::Val::Time(at));
    map.insert("created".into(), time(record.created));
    map.insert("updated".into(), time(record.updated));
    if held {
        map.insert("unit".into(), json!(record.unit));
        if let Some(flow) = record.register.flow {
            map.insert("status".into(), json!(record.status));
            if flow.has_deadline() {
                map.insert("tenggat".into(), value_json::write(&crate::Kind::Date, &record.tenggat.into()));
            }
        }
        map.insert("tambahan".into(), Json::Object(record.extra.clone()));
    }
    for field in
        record.register.fields.iter().filter(|field| field.is_shown() && (held || field.class == Class::Public))
    {
        map.insert(field.name.into(), value_json::write(&field.kind, &record.shown(field)));
    }
    Json::Object(map)
}

fn problem(error: &Error, status: StatusCode) -> Response {
    kernel::web::problem_as(status, error, None)
}

fn one(ctx: &Ctx, status: StatusCode, record: &Record) -> Result<Response> {
    let mut response = json(status, &record_json(record, is_held(ctx, record)));
    response
        .headers_mut()
        .insert(header::ETAG, HeaderValue::from_str(&format!("\"{}\"", record.version)).map_err(Error::internal)?);
    Ok(response)
}

async fn index(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let scope = reader(&ctx, register);
    let limit = match ctx.query("batas") {
        "" => PAGE,
        text => text
            .parse()
            .ok()
            .filter(|limit| (1..=MOST).contains(limit))
            .ok_or_else(|| Error::BadRequest(format!("batas harus 1 sampai {MOST}.").into()))?,
    };
    let state = list::read(&ctx, register, &scope, limit).await?;
    if !state.filters.errors.is_empty() {
        return Err(Error::Invalid(state.filters.errors));
    }
    let page = store::page(&ctx.app, register, &scope, &state.query).await?;
    let data: Vec<Json> = page.records.iter().map(|record| record_json(record, is_held(&ctx, record))).collect();
    let mut links = Vec::new();
    let mut body = json!({ "data": data });
    for (name, relation, cursor) in [("sesudah", "next", &page.next), ("sebelum", "prev", &page.previous)] {
        let text = cursor.as_ref().map(|cursor| list::cursor_text(&ctx, register, state.query.sort, cursor));
        if let Some(text) = &text {
            links.push(format!("<{}>; rel=\"{relation}\"", list::link(&ctx, &[(name, Some(text))])));
        }
        if let Some(map) = body.as_object_mut() {
            map.insert(name.into(), json!(text));
        }
    }
    let mut response = json(StatusCode::OK, &body);
    if !links.is_empty() {
        response.headers_mut().insert(header::LINK, HeaderValue::from_str(&links.join(", ")).map_err(Error::internal)?);
    }
    Ok(response)
}

async fn get(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = crate::web::find(&ctx, register).await?;
    let known = ctx
        .header(header::IF_NONE_MATCH)
        .split(',')
        .any(|tag| tag.trim().trim_start_matches("W/") == format!("\"{}\"", record.version));
    if known {
        let mut response = one(&ctx, StatusCode::NOT_MODIFIED, &record)?;
        *response.body_mut() = axum::body::Body::empty();
        return Ok(response);
    }
    one(&ctx, StatusCode::OK, &record)
}

fn body(ctx: &Ctx) -> Result<Map<String, Json>> {
    match ctx.form().json() {
        Some(Json::Object(map)) => Ok(map.clone()),
        _ => Err(Error::BadRequest("Kirim objek JSON dengan Content-Type application/json.".into())),
    }
}

async fn create(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let mut sent = body(&ctx)?;
    let mut base = check::fresh(register, Uuid::now_v7(), ctx.app.profile.zone());
    base.owner = ctx.actor.account();
    base.unit = match (register.owned, sent.remove("unit")) {
        (Owned::Regency, _) => None,
        (Owned::Unit, None | Some(Json::Null)) => ctx.actor.unit(),
        (Owned::Unit, Some(value)) => match value.as_str().and_then(|text| text.parse().ok()) {
            Some(unit) => Some(unit),
            None => return Err(Error::field("unit", "Unit harus id perangkat daerah.")),
        },
    };
    if !store::may_create(&ctx, register, &ctx.scope, base.unit) {
        return Err(Error::field("unit", "Anda tidak berhak membuat catatan untuk unit ini."));
    }
    let extras = view::extras(&ctx.app, register).await?;
    let record = checked(&ctx, None, &base, &sent, &extras).await?;
    let made = match edit::stored(&ctx, None, record).await {
        // The same call was made before: the answer is the record that it made.
        Err(Error::Done(href)) => {
            let id = href.rsplit('/').next().and_then(|id| id.parse().ok()).ok_or(Error::NotFound)?;
            store::find(&ctx.app, register, &reader(&ctx, register), id).await?
        }
        other => other?,
    };
    let mut response = one(&ctx, StatusCode::CREATED, &made)?;
    let location = format!("{}/{}", register.api_href(), made.id);
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_str(&location).map_err(Error::internal)?);
    Ok(response)
}

async fn checked(
    ctx: &Ctx,
    before: Option<&Record>,
    base: &Record,
    sent: &Map<String, Json>,
    extras: &[Extra],
) -> Result<Record> {
    let mut draft = check::from_json(base, sent, extras, ctx.app.profile.zone());
    // A file belongs to the record that it was sent to, so its id cannot be given to another.
    for (field, value) in draft.record.fields() {
        if matches!(field.kind, crate::Kind::File) && value != base.get(field.name) && !value.is_null() {
            draft.errors.push(FieldError::new(field.name, "Berkas diunggah melalui halaman catatan."));
        }
    }
    draft.errors.extend(edit::refused(ctx, before, &draft.record).await?);
    draft.into_result()
}

/// The version that the client means, or the answer that refuses.
fn expected(ctx: &Ctx, record: &Record) -> Result<(), Box<Response>> {
    let sent = ctx.header(header::IF_MATCH);
    if sent.is_empty() {
        let text = Error::BadRequest("Kirim If-Match dengan ETag catatan yang Anda baca.".into());
        return Err(Box::new(problem(&text, StatusCode::PRECONDITION_REQUIRED)));
    }
    let current = format!("\"{}\"", record.version);
    if sent == "*" || sent.split(',').any(|tag| tag.trim() == current) {
        return Ok(());
    }
    Err(Box::new(problem(&Error::Conflict, StatusCode::PRECONDITION_FAILED)))
}

/// Whether this call, by its `Idempotency-Key`, was made before; then the answer is the record as it is.
async fn is_repeated(ctx: &Ctx) -> Result<bool> {
    match ctx.not_repeated().await {
        Ok(()) => Ok(false),
        Err(Error::Done(_)) => Ok(true),
        Err(other) => Err(other),
    }
}

async fn patch(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let before = crate::web::find(&ctx, register).await?;
    if is_repeated(&ctx).await? {
        return one(&ctx, StatusCode::OK, &before);
    }
    if let Err(refusal) = expected(&ctx, &before) {
        return Ok(*refusal);
    }
    store::may_change(&before, &ctx.scope)?;
    let extras = view::extras(&ctx.app, register).await?;
    let record = checked(&ctx, Some(&before), &before, &body(&ctx)?, &extras).await?;
    if record.values == before.values && record.extra == before.extra {
        return one(&ctx, StatusCode::OK, &before);
    }
    match edit::stored(&ctx, Some(&before), record).await {
        Ok(record) => one(&ctx, StatusCode::OK, &record),
        Err(Error::Conflict) => Ok(problem(&Error::Conflict, StatusCode::PRECONDITION_FAILED)),
        Err(Error::Done(_)) => one(&ctx, StatusCode::OK, &crate::web::find(&ctx, register).await?),
        Err(other) => Err(other),
    }
}

async fn delete(ctx: Ctx, register: &'static Register) -> Result<Response> {
    let record = crate::web::find(&ctx, register).await?;
    if let Err(refusal) = expected(&ctx, &record) {
        return Ok(*refusal);
    }
    remove::perform(&ctx, &record).await?;
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}

async fn perform(ctx: Ctx, register: &'static Register, transition: &'static Transition) -> Result<Response> {
    let record = crate::web::find(&ctx, register).await?;
    if is_repeated(&ctx).await? {
        return one(&ctx, StatusCode::OK, &record);
    }
    if let Err(refusal) = expected(&ctx, &record) {
        return Ok(*refusal);
    }
    let reason =
        ctx.form().json().and_then(|sent| sent.get("alasan")).and_then(Json::as_str).unwrap_or_default().to_owned();
    match act::perform(&ctx, &record, transition, &reason).await {
        Ok(record) => one(&ctx, StatusCode::OK, &record),
        Err(Error::Conflict) => Ok(problem(&Error::Conflict, StatusCode::PRECONDITION_FAILED)),
        Err(other) => Err(other),
    }
}
