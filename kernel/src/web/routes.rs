//! Routes that cannot be written without saying who may use them.
use std::sync::Arc;

use http::Method;

use crate::auth::Access;
use crate::web::{Ctx, Response};
use crate::{BoxFuture, Error, Result};

/// How large a request body may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// A form of fields: up to 2 MiB.
    Fields,
    /// A form with files: each up to the configured size.
    Files,
    /// Bytes of a protocol between machines, up to this many: see [`Routes::raw`].
    Raw(usize),
    /// A form with files, this many bytes in all, held in memory and never written to a disk as they came: see [`Routes::unseen`].
    Memory(u64),
}

/// The shape in which handlers are kept.
pub type Handler = Arc<dyn Fn(Ctx) -> BoxFuture<Result<Response>> + Send + Sync>;

/// Puts an error into the words of a protocol: the error, and the reference number under which a fault of ours stands in the log.
/// The kernel adds `Retry-After` and `WWW-Authenticate` where they belong.
pub type ErrorAnswer = fn(&Ctx, &Error, Option<&str>) -> Response;

/// One route.
#[derive(Clone)]
pub struct Route {
    /// Method and path.
    pub info: RouteInfo,
    /// Limit of the body.
    pub body: Body,
    /// Nothing is noted of who asks, and when: see [`Routes::unseen`].
    pub unseen: bool,
    /// How errors are told; `None`: as a page, or as a problem (RFC 9457) below `/api/`. See [`Routes::errors`].
    pub errors: Option<ErrorAnswer>,
    pub(crate) handler: Handler,
}

/// What the access table lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    /// HTTP method.
    pub method: Method,
    /// Path with `{name}` parameters.
    pub path: String,
    /// What it demands.
    pub access: Access,
}

/// The routes of a module.
#[derive(Default, Clone)]
pub struct Routes {
    routes: Vec<Route>,
}

impl Routes {
    /// No routes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads something.
    pub fn get<F, H>(self, path: impl Into<String>, access: Access, handler: H) -> Self
    where
        H: Fn(Ctx) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        self.add(Method::GET, path.into(), access, Body::Fields, handler)
    }

    /// Changes something from a form.
    pub fn post<F, H>(self, path: impl Into<String>, access: Access, handler: H) -> Self
    where
        H: Fn(Ctx) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        self.add(Method::POST, path.into(), access, Body::Fields, handler)
    }

    /// Changes something from a form with files.
    pub fn upload<F, H>(self, path: impl Into<String>, access: Access, handler: H) -> Self
    where
        H: Fn(Ctx) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        self.add(Method::POST, path.into(), access, Body::Files, handler)
    }

    /// Answers a machine that speaks a protocol of its own (OCSP, time stamps): up to `limit` bytes as they were sent, in
    /// [`Form::raw`](crate::Form::raw). Open to everybody, and asked by nobody: there is no session and no token of a form,
    /// so the handler may change nothing in anybody's name. `why` it is open goes into the access table.
    pub fn raw<F, H>(self, path: impl Into<String>, why: &'static str, limit: usize, handler: H) -> Self
    where
        H: Fn(Ctx) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        self.add(Method::POST, path.into(), Access::Public(why), Body::Raw(limit), handler)
    }

    /// Reads something and leaves no trace of who asked: no session is looked up, no cookie is set, the handler sees neither address nor
    /// agent, nothing is counted, a fault is logged without the page, and the page comes in steps of 16 KiB, uncompressed, so that
    /// its length says little.
    pub fn unseen<F, H>(self, path: impl Into<String>, why: &'static str, handler: H) -> Self
    where
        H: Fn(Ctx) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        self.add(Method::GET, path.into(), Access::Public(why), Body::Fields, handler).last_unseen()
    }

    /// The same for a form, with files of up to `limit` bytes in all, which stay in memory. Its token is the same for everybody,
    /// since a token of one's own would have to be remembered somewhere: that the browser says the form is ours is what counts, and
    /// the form must carry what entitles to the change.
    pub fn unseen_post<F, H>(self, path: impl Into<String>, why: &'static str, limit: u64, handler: H) -> Self
    where
        H: Fn(Ctx) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        self.add(Method::POST, path.into(), Access::Public(why), Body::Memory(limit), handler).last_unseen()
    }

    fn last_unseen(mut self) -> Self {
        if let Some(route) = self.routes.last_mut() {
            route.unseen = true;
        }
        self
    }

    /// Any other method, for the API.
    pub fn on<F, H>(self, method: Method, path: impl Into<String>, access: Access, handler: H) -> Self
    where
        H: Fn(Ctx) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        self.add(method, path.into(), access, Body::Fields, handler)
    }

    /// Every error of these routes, of their limits and of their guard too, is told in the shape of the protocol that they speak.
    pub fn errors(mut self, answer: ErrorAnswer) -> Self {
        for route in &mut self.routes {
            route.errors = Some(answer);
        }
        self
    }

    /// All routes of both.
    pub fn merge(mut self, other: Routes) -> Self {
        self.routes.extend(other.routes);
        self
    }

    /// The access table.
    pub fn table(&self) -> Vec<RouteInfo> {
        self.routes.iter().map(|route| route.info.clone()).collect()
    }

    pub(crate) fn into_vec(self) -> Vec<Route> {
        self.routes
    }

    fn add<F, H>(mut self, method: Method, path: String, access: Access, body: Body, handler: H) -> Self
    where
        H: Fn(Ctx) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |ctx| Box::pin(handler(ctx)));
        self.routes.push(Route {
            info: RouteInfo { method, path, access },
            body,
            unseen: false,
            errors: None,
            handler,
        });
        self
    }
}
