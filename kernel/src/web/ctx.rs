//! What a handler gets.
use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::{HeaderMap, Method};
use maud::Markup;
use sha2::Digest as _;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::auth::{Actor, Perm, Scope};
use crate::web::{Form, Response, respond};
use crate::{App, Error, Result, Write};

/// The request as parsed by the kernel.
#[derive(Debug)]
pub(crate) struct Parts {
    pub method: Method,
    pub path: String,
    pub params: Vec<(String, String)>,
    pub query: Vec<(String, String)>,
    pub raw_query: String,
    pub headers: HeaderMap,
    pub ip: IpAddr,
    /// Who may forge nothing: the hash of the session, or the random value of a visitor.
    pub csrf_seed: Vec<u8>,
    /// The visitor has no cookie yet; a page with a form must set one.
    pub visitor_is_new: bool,
    pub form_on_page: AtomicBool,
    pub notice: Option<String>,
    /// Nothing is noted of this request.
    pub unseen: bool,
}

/// One request: who asks, for which rows, with what.
#[derive(Clone)]
pub struct Ctx {
    /// The program.
    pub app: App,
    /// Who asks.
    pub actor: Actor,
    /// The rows that the route's permission opens to the actor.
    pub scope: Scope,
    /// The instant of the request.
    pub now: OffsetDateTime,
    pub(crate) parts: Arc<Parts>,
    pub(crate) form: Arc<Form>,
}

impl Ctx {
    /// A parameter of the path.
    pub fn path(&self, name: &str) -> &str {
        self.parts.params.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
    /// A parameter of the path that is the id of a record; anything else is a record that does not exist.
    pub fn id(&self, name: &str) -> Result<Uuid> {
        self.path(name).parse().map_err(|_| Error::NotFound)
    }
    /// A parameter of the query; empty when missing.
    pub fn query(&self, name: &str) -> &str {
        self.parts.query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }
    /// All parameters of the query, in order.
    pub fn queries(&self) -> &[(String, String)] {
        &self.parts.query
    }
    /// The query as sent, without `?`.
    pub fn raw_query(&self) -> &str {
        &self.parts.raw_query
    }
    /// The address that was asked for, without the query.
    pub fn uri_path(&self) -> &str {
        &self.parts.path
    }
    /// The method.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }
    /// A header as text; empty when missing.
    pub fn header(&self, name: impl http::header::AsHeaderName) -> &str {
        self.parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
    /// Where the request came from, past the proxies that are trusted.
    pub fn ip(&self) -> IpAddr {
        self.parts.ip
    }
    /// What the body carries.
    pub fn form(&self) -> &Form {
        &self.form
    }
    /// The account of the actor.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when nobody is signed in (on public routes).
    pub fn account(&self) -> Result<Uuid> {
        self.actor.account().ok_or(Error::Unauthenticated)
    }
    /// The rows that another permission than the route's opens to the actor.
    pub fn scope_of(&self, perm: Perm) -> Scope {
        self.actor.scope(perm)
    }
    /// Whether htmx asks for a part of a page.
    pub fn is_partial(&self) -> bool {
        self.parts.headers.contains_key("hx-request")
    }
    /// Today in the regency.
    pub fn today(&self) -> time::Date {
        self.now.to_offset(self.app.offset()).date()
    }

    /// Opens a change; see [`Write`].
    pub async fn write(&self, action: impl Into<Cow<'static, str>>) -> Result<Write> {
        Write::by(self, action).await
    }

    /// [`Error::Done`] when the form of this request has made its change already. For handlers whose checks would refuse
    /// the repetition of a form that was right the first time.
    pub async fn not_repeated(&self) -> Result<()> {
        Write::not_repeated(self).await
    }

    /// The token that every form of ours carries; see [`page::form`].
    pub fn csrf(&self) -> Result<String> {
        self.parts.form_on_page.store(true, Ordering::Relaxed);
        Ok(crate::keys::hex(&self.app.keys.mac("csrf", &self.parts.csrf_seed)?))
    }
    /// A fresh key for a form that makes something, so that sending it twice makes one thing.
    pub fn new_form_key(&self) -> String {
        let sent = self.form.get("_kunci");
        if sent.is_empty() { Uuid::now_v7().to_string() } else { sent.to_owned() }
    }
    /// The key of the form, or of an API call (`Idempotency-Key`, any text, made one's own by the account).
    pub(crate) fn form_key(&self) -> Option<Uuid> {
        let sent = self.header("idempotency-key");
        if sent.is_empty() || sent.len() > 255 {
            return self.form.get("_kunci").parse().ok();
        }
        let account = self.actor.account()?;
        let mut hash = sha2::Sha256::new();
        hash.update(account.as_bytes());
        hash.update(self.uri_path().as_bytes());
        hash.update(sent.as_bytes());
        hash.finalize().first_chunk::<16>().map(|bytes| uuid::Builder::from_custom_bytes(*bytes).into_uuid())
    }

    /// A whole page.
    pub fn page(&self, title: &str, body: Markup) -> Result<Response> {
        self.page_with(http::StatusCode::OK, title, body)
    }
    /// A whole page with a status, such as 422 for a form with errors.
    pub fn page_with(&self, status: http::StatusCode, title: &str, body: Markup) -> Result<Response> {
        Ok(respond::html(status, respond::shell(self, title, body)?))
    }
    /// A whole page with breadcrumbs or other parts of the frame.
    pub fn framed(&self, status: http::StatusCode, options: crate::web::Options<'_>, body: Markup) -> Result<Response> {
        Ok(respond::html(status, crate::web::shell::shell_with(self, options, body)?))
    }
    /// The same with further elements in the `head`: description, canonical address, structured data.
    pub fn framed_with_head(
        &self,
        status: http::StatusCode,
        options: crate::web::Options<'_>,
        head: Markup,
        body: Markup,
    ) -> Result<Response> {
        Ok(respond::html(status, crate::web::shell::shell_headed(self, options, head, body)?))
    }
    /// A part of a page without its frame, for what asks again for itself, such as [`page::progress`].
    pub fn part(&self, body: Markup) -> Response {
        respond::html(http::StatusCode::OK, body)
    }
    /// Goes elsewhere after a change, with a message that the next page shows once.
    pub fn redirect_with(&self, href: &str, message: &str) -> Result<Response> {
        respond::redirect_with(self, href, message)
    }
    /// Goes elsewhere after a change.
    pub fn redirect(&self, href: &str) -> Result<Response> {
        respond::redirect(href)
    }
}
