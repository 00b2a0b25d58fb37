//! Answers: pages, redirects, JSON, files.
use axum::body::Body;
use http::{HeaderValue, StatusCode, header};
use maud::Markup;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value as Json, json as object};

use crate::web::{Ctx, Response};
use crate::{Error, Result};

/// Name of the cookie with the message that the next page shows.
pub(crate) const NOTICE_COOKIE: &str = "pendopo_pesan";

/// The only policy there is: nothing from elsewhere, nothing inline.
pub(crate) const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A whole page around its content.
pub(crate) use super::shell::{error_page, shell};

pub(crate) fn html(status: StatusCode, markup: Markup) -> Response {
    with_type(status, "text/html; charset=utf-8", Body::from(markup.into_string()))
}

pub(crate) fn with_type(status: StatusCode, kind: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// 303 to an address of ours.
pub fn redirect(href: &str) -> Result<Response> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let href = if href.starts_with('/') && !href.starts_with("//") && !href.contains('\\') { href } else { "/" };
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_str(href).map_err(Error::internal)?);
    Ok(response)
}

pub(crate) fn redirect_with(ctx: &Ctx, href: &str, message: &str) -> Result<Response> {
    let mut response = redirect(href)?;
    let text = utf8_percent_encode(message, NON_ALPHANUMERIC).to_string();
    let mac = crate::keys::hex(&ctx.app.keys.mac("pesan", text.as_bytes())?);
    let secure = if ctx.app.config.is_https() { "; Secure" } else { "" };
    let line = format!("{NOTICE_COOKIE}={text}.{mac}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60{secure}");
    response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&line).map_err(Error::internal)?);
    Ok(response)
}

/// A JSON answer.
pub fn json(status: StatusCode, tree: &Json) -> Response {
    with_type(status, "application/json", Body::from(tree.to_string()))
}

/// An error of the API (RFC 9457).
pub fn problem(error: &Error, reference: Option<&str>) -> Response {
    problem_as(error.status(), error, reference)
}

/// The same under another status than that of its kind, such as 412 for a conflict that `If-Match` told of.
pub fn problem_as(status: StatusCode, error: &Error, reference: Option<&str>) -> Response {
    let mut tree = object!({ "type": "about:blank", "title": status.canonical_reason().unwrap_or("Error"), "status": status.as_u16(), "detail": error.to_string() });
    if let (Error::Invalid(fields), Some(map)) = (error, tree.as_object_mut()) {
        let fields = fields.iter().map(|each| object!({ "field": each.field, "message": each.message })).collect();
        map.insert("errors".into(), Json::Array(fields));
    }
    if let (Some(reference), Some(map)) = (reference, tree.as_object_mut()) {
        map.insert("reference".into(), object!(reference));
    }
    with_type(status, "application/problem+json", Body::from(tree.to_string()))
}

/// A file to keep, never shown inside the browser.
pub fn attachment(name: &str, kind: &'static str, body: impl Into<Body>) -> Result<Response> {
    let mut response = with_type(StatusCode::OK, kind, body.into());
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition(name)?);
    Ok(response)
}

/// `attachment` with an ASCII name and the real one (RFC 6266).
pub(crate) fn disposition(name: &str) -> Result<HeaderValue> {
    let ascii: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
    let full = utf8_percent_encode(name, NON_ALPHANUMERIC);
    HeaderValue::from_str(&format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{full}"))
        .map_err(Error::internal)
}
