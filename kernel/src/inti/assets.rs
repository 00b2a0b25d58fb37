//! Styles and scripts, health and metrics.
use axum::body::Body;
use http::{HeaderValue, StatusCode, header};
use serde_json::json;

use crate::web::respond;
use crate::{Ctx, Error, Response, Result};

/// One embedded file; its name changes with its content, so it may be kept for ever.
pub async fn asset(ctx: Ctx) -> Result<Response> {
    let asset = page::asset(ctx.path("nama")).ok_or(Error::NotFound)?;
    let not_modified = ctx.header(header::IF_NONE_MATCH) == asset.etag;
    let (bytes, encoding) = asset.body(ctx.header(header::ACCEPT_ENCODING));
    let body = if not_modified { Body::empty() } else { Body::from(bytes) };
    let mut response = respond::with_type(StatusCode::OK, asset.content_type, body);
    if not_modified {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(page::Asset::CACHE_CONTROL));
    headers.insert(header::ETAG, HeaderValue::from_static(asset.etag));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(encoding) = encoding.filter(|_| !not_modified) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

/// 200 when the database answers, else 503.
pub async fn health(ctx: Ctx) -> Result<Response> {
    let database = ctx.app.db.ping().await;
    let status = if database.is_ok() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = if database.is_ok() { "sehat" } else { "basis data tidak menjawab" };
    Ok(respond::json(status, &json!({ "status": word, "versi": env!("CARGO_PKG_VERSION") })))
}

/// Counters and gauges for Prometheus.
pub async fn metrics(ctx: Ctx) -> Result<Response> {
    let count = async |text: &str| -> Result<i64> { Ok(ctx.app.db.one(text, vec![]).await?.at::<i64>(0)?) };
    let gauges = [
        ("pendopo_jobs_waiting", "Jobs in the queue.", count("select count(*) from job where state = 'siap'").await?),
        (
            "pendopo_jobs_dead",
            "Jobs that failed for good.",
            count("select count(*) from job where state = 'mati'").await?,
        ),
        (
            "pendopo_log_waiting",
            "Changes not yet in the signed log.",
            count("select count(*) from audit_leaf where seq is null").await?,
        ),
        ("pendopo_database_bytes", "Size of the database.", ctx.app.db.size_bytes().await?),
    ];
    let text = ctx.app.metrics.text(&gauges);
    Ok(respond::with_type(StatusCode::OK, "text/plain; version=0.0.4", Body::from(text)))
}
