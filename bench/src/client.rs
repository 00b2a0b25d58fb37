//! One connection of a browser, kept alive.
use anyhow::Context as _;
use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a browser says that it understands, over TLS.
pub const ENCODINGS: &str = "gzip, deflate, br";

/// Visitors so far.
static VISITORS: AtomicUsize = AtomicUsize::new(0);

/// A connection.
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
}

/// What came back.
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// The body as it came over the line.
    pub body: Bytes,
}

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Person {
    /// How the report calls the person.
    pub who: &'static str,
    /// Cookies.
    pub cookie: String,
    /// Token that forms carry.
    pub csrf: String,
}

impl Person {
    /// Nobody in particular, without cookies.
    pub fn visitor() -> Person {
        Person { who: "visitor", cookie: String::new(), csrf: String::new() }
    }
}

/// A request to be sent as often as wanted.
#[derive(Clone)]
pub struct Ask {
    /// GET or POST.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// Fields of a form.
    pub form: Vec<(&'static str, String)>,
}

impl Ask {
    /// Opens a page.
    pub fn get(path: impl Into<String>) -> Ask {
        Ask { method: Method::GET, path: path.into(), form: vec![] }
    }

    /// The request, with the cookies of a person; a form gets a key of its own.
    pub fn request(&self, person: Option<&Person>) -> anyhow::Result<Request<Full<Bytes>>> {
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri(&self.path)
            .header(header::HOST, "127.0.0.1")
            .header(header::ACCEPT_ENCODING, ENCODINGS);
        if let Some(person) = person {
            request = request.header(header::COOKIE, &person.cookie);
            // Visitors come from everywhere; what one network may ask for is limited.
            if person.cookie.is_empty() {
                let number = VISITORS.fetch_add(1, Ordering::Relaxed);
                request =
                    request.header("x-forwarded-for", format!("198.19.{}.{}", number / 250 % 250, number % 250 + 1));
            }
        }
        let mut body = String::new();
        if self.method == Method::POST {
            let mut fields = form_urlencoded::Serializer::new(String::new());
            if let Some(person) = person {
                fields.append_pair("_csrf", &person.csrf);
            }
            fields.append_pair("_kunci", &uuid::Uuid::now_v7().to_string());
            fields.extend_pairs(&self.form);
            body = fields.finish();
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        Ok(request.body(Full::new(Bytes::from(body)))?)
    }
}

impl Client {
    /// Connects.
    pub async fn connect(address: SocketAddr) -> anyhow::Result<Client> {
        let stream = tokio::net::TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Client { sender })
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(&mut self, request: Request<Full<Bytes>>) -> anyhow::Result<Answer> {
        self.sender.ready().await?;
        let (head, body) = self.sender.send_request(request).await?.into_parts();
        Ok(Answer { status: head.status, headers: head.headers, body: body.collect().await?.to_bytes() })
    }

    /// Signs in as a browser does: opens the form, fills it in, sends it.
    pub async fn sign_in(&mut self, who: &'static str, login: &str, password: &str) -> anyhow::Result<Person> {
        let mut person = Person { who, cookie: String::new(), csrf: String::new() };
        let page = self.plain("/masuk", &person).await?;
        person.cookie = cookies(&page.headers);
        person.csrf = token(&page)?;
        let form = vec![("login", login.to_owned()), ("sandi", password.to_owned())];
        let ask = Ask { method: Method::POST, path: "/masuk".into(), form };
        let answer = self.send(ask.request(Some(&person))?).await?;
        anyhow::ensure!(answer.status == StatusCode::SEE_OTHER, "signing in as {login}: {}", answer.status);
        person.cookie = cookies(&answer.headers);
        let page = self.plain("/", &person).await?;
        anyhow::ensure!(page.status == StatusCode::OK, "the first page of {login}: {}", page.status);
        person.csrf = token(&page)?;
        Ok(person)
    }

    /// A visitor who has opened a page with a form.
    pub async fn visitor(&mut self, form: &str) -> anyhow::Result<Person> {
        let mut person = Person::visitor();
        let page = self.plain(form, &person).await?;
        person.cookie = cookies(&page.headers);
        person.csrf = token(&page)?;
        Ok(person)
    }

    /// The value of a hidden field of a form.
    pub async fn hidden(&mut self, form: &str, person: &Person, name: &str) -> anyhow::Result<String> {
        field(&self.plain(form, person).await?, name)
    }

    /// A page that is not compressed.
    async fn plain(&mut self, path: &str, person: &Person) -> anyhow::Result<Answer> {
        let mut request = Ask::get(path).request(Some(person))?;
        request.headers_mut().remove(header::ACCEPT_ENCODING);
        self.send(request).await
    }
}

fn cookies(headers: &HeaderMap) -> String {
    let lines = headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

fn token(page: &Answer) -> anyhow::Result<String> {
    field(page, "_csrf")
}

fn field(page: &Answer, name: &str) -> anyhow::Result<String> {
    let text = String::from_utf8_lossy(&page.body);
    let (_, rest) = text.split_once(&format!("name=\"{name}\"")).with_context(|| format!("no field {name}"))?;
    let (_, rest) = rest.split_once("value=\"").with_context(|| format!("no value of {name}"))?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}
