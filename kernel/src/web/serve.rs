//! The one adaptor through which every request goes: limits, session, guard, form, handler, answer.
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, RawPathParams, Request};
use axum::routing::{MethodFilter, MethodRouter};
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use percent_encoding::percent_decode_str;
use tower_http::compression::CompressionLayer;
use uuid::Uuid;

use crate::auth::{Access, Actor};
use crate::web::ctx::Parts;
use crate::web::{Ctx, Form, Response, Route, form, guard, respond, unseen};
use crate::{App, Error, Result, Scope};

/// A request whose answer takes longer than this, its body not counted, is given up.
const PATIENCE: Duration = Duration::from_secs(120);

/// The whole program as one service.
///
/// # Errors
/// When two routes claim one address.
pub fn router(app: &App) -> Result<Router> {
    let mut by_path: std::collections::BTreeMap<String, MethodRouter> = Default::default();
    for route in app.routes().into_vec() {
        let filter = MethodFilter::try_from(route.info.method.clone()).map_err(Error::internal)?;
        let path = route.info.path.clone();
        let (app, route) = (app.clone(), Arc::new(route));
        let handler = move |params: RawPathParams, request: Request| {
            let (app, route) = (app.clone(), route.clone());
            async move { serve(app, route, params, request).await }
        };
        let methods = by_path.remove(&path).unwrap_or_default();
        by_path.insert(path, methods.on(filter, handler));
    }
    let mut router = Router::new();
    for (path, methods) in by_path {
        router = router.route(&path, methods);
    }
    let lost = app.clone();
    let router = router.fallback(move |request: Request| {
        let app = lost.clone();
        async move { missing(app, request).await }
    });
    Ok(router.layer(CompressionLayer::new()))
}

async fn serve(app: App, route: Arc<Route>, params: RawPathParams, request: Request) -> Response {
    let started = std::time::Instant::now();
    let params = params.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let response = answer(&app, &route, params, request).await;
    if route.unseen {
        return unseen::closed(secured(response)).await;
    }
    app.metrics.answered(response.status().as_u16(), started.elapsed());
    secured(response)
}

async fn missing(app: App, request: Request) -> Response {
    let handler =
        Arc::new(|_: Ctx| -> crate::BoxFuture<Result<Response>> { Box::pin(std::future::ready(Err(Error::NotFound))) });
    let info =
        super::RouteInfo { method: Method::GET, path: String::new(), access: Access::Public("halaman yang tidak ada") };
    let route = Route { info, body: super::Body::Fields, unseen: false, errors: None, handler };
    let (parts, mut body) = request.into_parts();
    form::drain(&mut body).await;
    let request = Request::from_parts(parts, axum::body::Body::empty());
    secured(answer(&app, &route, vec![], request).await)
}

async fn answer(app: &App, route: &Route, params: Vec<(String, String)>, request: Request) -> Response {
    let (head, mut body) = request.into_parts();
    let peer = head.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let headers = if route.unseen { unseen::headers(&head.headers) } else { head.headers };
    let raw_query = head.uri.query().unwrap_or_default().to_owned();
    // Without its cookies a request is nobody's.
    let (actor, found) = match guard::actor(app, route.info.access, &headers).await {
        Ok(actor) => (actor, Ok(())),
        Err(error) => (Actor::nobody(), Err(error)),
    };
    let seed = if route.unseen { Ok(unseen::seed()) } else { guard::csrf_seed(app, &actor, &headers) };
    let (csrf_seed, visitor_is_new) = match seed {
        Ok(seed) => seed,
        Err(error) => return fault(None, &error),
    };
    let parts = Parts {
        method: head.method,
        path: head.uri.path().to_owned(),
        params,
        query: form_urlencoded::parse(raw_query.as_bytes()).into_owned().take(500).collect(),
        raw_query,
        ip: if route.unseen { unseen::NOWHERE } else { client_ip(app, peer, &headers) },
        unseen: route.unseen,
        notice: notice(app, &headers),
        headers,
        csrf_seed,
        visitor_is_new,
        form_on_page: AtomicBool::new(false),
    };
    let mut ctx = Ctx {
        app: app.clone(),
        actor,
        scope: Scope::NOTHING,
        now: app.now(),
        parts: Arc::new(parts),
        form: Arc::new(Form::default()),
    };
    let result = match found {
        Ok(()) => handle(&mut ctx, route, &mut body).await,
        Err(error) => Err(error),
    };
    let mut response = match result {
        Ok(response) => response,
        Err(error) => {
            form::drain(&mut body).await;
            failed(&ctx, route.errors, error)
        }
    };
    cookies(&ctx, &mut response);
    response
}

async fn handle(ctx: &mut Ctx, route: &Route, body: &mut axum::body::Body) -> Result<Response> {
    if guard::needs_new_password(&route.info, &ctx.actor) {
        return ctx.redirect("/akun/sandi");
    }
    ctx.scope = guard::admit(route.info.access, &ctx.actor)?;
    // Neither database takes this character in a text, and nobody types it.
    if ctx.parts.params.iter().any(|(_, value)| value.contains('\0')) {
        return Err(Error::NotFound);
    }
    if ctx.parts.query.iter().any(|(_, value)| value.contains('\0')) {
        return Err(Error::BadRequest("Alamat ini memuat karakter yang tidak dapat dipakai.".into()));
    }
    if route.info.method != Method::GET {
        let folder = ctx.app.config.data.join("sementara");
        let form = Form::read(&ctx.parts.headers, body, route.body, &folder, ctx.app.config.max_upload).await?;
        ctx.form = Arc::new(form);
        let is_machine = match route.body {
            super::Body::Raw(_) => true,
            super::Body::Fields | super::Body::Files | super::Body::Memory(_) => false,
        };
        match route.info.access {
            Access::Token(_) => {}
            // Whatever cookie came along counts for nothing.
            Access::Public(_) if is_machine => ctx.actor = Actor::nobody(),
            Access::Public(_) | Access::SignedIn | Access::Can(_) => {
                guard::same_site(&ctx.app, &ctx.parts.headers)?;
                let sent = crate::keys::unhex(ctx.form.get("_csrf")).unwrap_or_default();
                if !ctx.app.keys.mac_matches("csrf", &ctx.parts.csrf_seed, &sent)? {
                    return Err(Error::Stale);
                }
            }
        }
    }
    // The body has no limit of time but that on silence: a large file over a slow line takes as long as it takes.
    let handled = AssertUnwindSafe((route.handler)(ctx.clone())).catch_unwind();
    match tokio::time::timeout(PATIENCE, handled).await {
        Err(_) => Err(Error::Unavailable(anyhow::anyhow!("the request took longer than {PATIENCE:?}"))),
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => {
            let text = panic
                .downcast_ref::<&str>()
                .map(ToString::to_string)
                .or_else(|| panic.downcast_ref::<String>().cloned());
            Err(Error::internal(format!("panic: {}", text.unwrap_or_default())))
        }
    }
}

/// Turns an error into words for the person; the cause goes to the log under a reference number.
fn failed(ctx: &Ctx, own: Option<super::ErrorAnswer>, error: Error) -> Response {
    let is_api = own.is_some() || ctx.uri_path().starts_with("/api/");
    match &error {
        Error::Unauthenticated if !is_api => {
            let back =
                format!("{}{}{}", ctx.uri_path(), if ctx.raw_query().is_empty() { "" } else { "?" }, ctx.raw_query());
            let target = if *ctx.method() == Method::GET && ctx.uri_path() != "/" {
                format!(
                    "/masuk?kembali={}",
                    percent_encoding::utf8_percent_encode(&back, percent_encoding::NON_ALPHANUMERIC)
                )
            } else {
                "/masuk".to_owned()
            };
            return respond::redirect(&target).unwrap_or_else(|cause| fault(None, &cause));
        }
        Error::Done(href) => return respond::redirect(href).unwrap_or_else(|cause| fault(None, &cause)),
        Error::Unauthenticated
        | Error::NotFound
        | Error::Forbidden
        | Error::Stale
        | Error::Invalid(_)
        | Error::Conflict
        | Error::Refused(_)
        | Error::BadRequest(_)
        | Error::TooLarge(_)
        | Error::TooMany(_)
        | Error::Unavailable(_)
        | Error::Internal(_) => {}
    }
    let reference = match &error {
        Error::Internal(cause) => {
            ctx.app.metrics.fault();
            Some(logged(ctx, cause, "fault"))
        }
        Error::Unavailable(cause) => Some(logged(ctx, cause, "unavailable")),
        Error::Unauthenticated
        | Error::NotFound
        | Error::Forbidden
        | Error::Stale
        | Error::Invalid(_)
        | Error::Conflict
        | Error::Done(_)
        | Error::Refused(_)
        | Error::BadRequest(_)
        | Error::TooLarge(_)
        | Error::TooMany(_) => None,
    };
    let mut response = if let Some(own) = own {
        own(ctx, &error, reference.as_deref())
    } else if is_api {
        respond::problem(&error, reference.as_deref())
    } else {
        match respond::error_page(ctx, &error, reference.as_deref()) {
            Ok(markup) => respond::html(error.status(), markup),
            Err(cause) => fault(reference, &cause),
        }
    };
    if let Error::TooMany(seconds) = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if matches!(error, Error::Unauthenticated) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"Pendopo\""));
    }
    response
}

fn logged(ctx: &Ctx, cause: &anyhow::Error, what: &str) -> String {
    if ctx.parts.unseen {
        tracing::error!(what, "{cause:#}");
        return String::new();
    }
    let reference = Uuid::new_v4().simple().to_string().chars().take(10).collect::<String>().to_uppercase();
    tracing::error!(%reference, what, method = %ctx.method(), path = ctx.uri_path(), "{cause:#}");
    reference
}

/// The last resort: a page of one sentence, made without anything that could fail.
fn fault(reference: Option<String>, error: &Error) -> Response {
    tracing::error!("{error}: {error:?}");
    let text = format!(
        "<!doctype html><html lang=\"id\"><title>Gangguan</title><h1>Terjadi kesalahan pada sistem</h1><p>Coba lagi sebentar lagi. {}</p></html>",
        reference.map(|number| format!("Nomor rujukan: {number}.")).unwrap_or_default()
    );
    respond::with_type(StatusCode::INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", axum::body::Body::from(text))
}

fn client_ip(app: &App, peer: Option<IpAddr>, headers: &HeaderMap) -> IpAddr {
    let peer = peer.unwrap_or(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));
    if !app.config.trusted_proxies.contains(&peer) {
        return peer;
    }
    let chain = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','));
    let hops: Vec<IpAddr> = chain.filter_map(|hop| hop.trim().parse().ok()).collect();
    hops.into_iter().rev().find(|hop| !app.config.trusted_proxies.contains(hop)).unwrap_or(peer)
}

fn notice(app: &App, headers: &HeaderMap) -> Option<String> {
    let (text, mac) = guard::cookie(headers, respond::NOTICE_COOKIE)?.rsplit_once('.')?;
    let mac = crate::keys::unhex(mac)?;
    app.keys
        .mac_matches("pesan", text.as_bytes(), &mac)
        .ok()?
        .then(|| percent_decode_str(text).decode_utf8_lossy().into_owned())
}

fn cookies(ctx: &Ctx, response: &mut Response) {
    let secure = if ctx.app.config.is_https() { "; Secure" } else { "" };
    if ctx.parts.notice.is_some() && !response.status().is_redirection() {
        let line = format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}", respond::NOTICE_COOKIE);
        if let Ok(value) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    if ctx.parts.visitor_is_new && ctx.parts.form_on_page.load(Ordering::Relaxed) {
        let seed = crate::keys::hex(&ctx.parts.csrf_seed);
        let line = format!("{}={seed}; Path=/; HttpOnly; SameSite=Lax{secure}", guard::visitor_cookie(&ctx.app));
        if let Ok(value) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    // Pages of a person are theirs alone.
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

fn secured(mut response: Response) -> Response {
    let headers = response.headers_mut();
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(respond::CSP));
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(self)"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
