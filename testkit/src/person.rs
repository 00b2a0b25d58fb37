//! A browser in the hands of a named person.
use std::sync::Mutex;

use axum::Router;
use http::{Method, Request, header};
use http_body_util::BodyExt as _;
use kernel::auth::{account, session};
use kernel::{App, Subject, Write, args};
use serde_json::Value as Json;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::answer::Answer;
use crate::site::Site;

/// A position of a test person.
#[derive(Debug, Clone)]
pub struct Assigned {
    /// Role key.
    pub role: String,
    /// Unit.
    pub unit: Uuid,
    /// The unit and what is below it.
    pub tree: Vec<Uuid>,
}

/// Sends requests with the cookies of one person.
pub struct Client {
    router: Router,
    app: App,
    /// The account; nil for a visitor.
    pub account: Uuid,
    cookies: Mutex<Vec<(String, String)>>,
    bearer: Mutex<Option<String>>,
    address: Mutex<Option<std::net::IpAddr>>,
}

/// Password of every test person.
pub const PASSWORD: &str = "gajah makan durian";

impl Client {
    pub(crate) fn visitor(site: &Site) -> Client {
        Client::of(&site.app, &site.router)
    }

    /// A visitor of a program that the test opened itself. Once signed in through the pages, it needs
    /// [`Client::account`].
    pub fn of(app: &App, router: &Router) -> Client {
        Client {
            router: router.clone(),
            app: app.clone(),
            account: Uuid::nil(),
            cookies: Mutex::default(),
            bearer: Mutex::default(),
            address: Mutex::default(),
        }
    }

    pub(crate) async fn sign_in(site: &Site, login: &str, positions: Vec<Assigned>) -> Client {
        let app = &site.app;
        let account = match account::by_login(app, login).await.unwrap() {
            Some(found) => found.id,
            None => {
                let mut write = Write::system(app, "uji.akun").await.unwrap();
                let new = account::NewAccount {
                    login: login.to_owned(),
                    name: format!("Uji {login}"),
                    email: Some(format!("{login}@contohkab.test")),
                    password: PASSWORD.to_owned(),
                    must_change: false,
                };
                let id = account::create(&mut write, new).await.unwrap();
                for position in &positions {
                    let tree: Vec<String> = position.tree.iter().map(Uuid::to_string).collect();
                    let text = "insert into uji_penugasan (id, account, role, unit, tree, ends) values ($1, $2, $3, $4, $5, null)";
                    write
                        .tx()
                        .exec(
                            text,
                            args![Uuid::now_v7(), id, position.role.clone(), position.unit, serde_json::json!(tree)],
                        )
                        .await
                        .unwrap();
                }
                write.commit(&Subject::new("account", id, "/akun")).await.unwrap();
                id
            }
        };
        let secret = session::start(app, account, "127.0.0.1", "uji", true).await.unwrap();
        let client = Client { account, ..Client::visitor(site) };
        client.cookies.lock().unwrap().push(("pendopo_sesi".into(), secret));
        client
    }

    /// Sends this token instead of cookies from now on.
    pub fn use_token(&self, token: &str) {
        *self.bearer.lock().unwrap() = Some(token.to_owned());
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }
    /// From now on the requests come from this address.
    pub fn comes_from(&self, address: std::net::IpAddr) {
        *self.address.lock().unwrap() = Some(address);
    }
    /// Sets a cookie.
    pub fn set_cookie(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.lock().unwrap();
        cookies.retain(|(key, _)| key != name);
        cookies.push((name.to_owned(), value.to_owned()));
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Vec::new()).await
    }

    /// Sends a form with the token that our pages carry. A visitor must have opened a page with a form before.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("_csrf", &self.csrf());
        for (name, value) in self.challenge(fields) {
            body.append_pair(name, &value);
        }
        for (name, value) in fields {
            body.append_pair(name, value);
        }
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &kind, body.finish().into_bytes()).await
    }

    /// Sends a form with files: field name, file name, content.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        let (csrf, challenge) = (self.csrf(), self.challenge(fields));
        let own = challenge.iter().map(|(name, value)| (*name, value.as_str())).chain([("_csrf", csrf.as_str())]);
        for (name, value) in fields.iter().copied().chain(own) {
            body.extend(
                format!("--batas\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        for (field, name, content) in files {
            let head = format!(
                "--batas\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--batas--\r\n");
        self.send(Method::POST, path, &[("content-type", "multipart/form-data; boundary=batas")], body).await
    }

    /// Calls the API with JSON.
    pub async fn api(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Json>) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.send(method, path, &all, body.map(|tree| tree.to_string().into_bytes()).unwrap_or_default()).await
    }

    /// The answered challenge that a visitor's form carries, unless the test answers it itself.
    fn challenge(&self, fields: &[(&str, &str)]) -> Vec<(&'static str, String)> {
        use kernel::web::abuse::{ANSWER_FIELD, CHALLENGE_FIELD, answered};
        let itself = fields.iter().any(|(name, _)| [ANSWER_FIELD, CHALLENGE_FIELD].contains(name));
        if self.account != Uuid::nil() || itself {
            return vec![];
        }
        let (challenge, answer) = answered(&self.app).unwrap();
        vec![(CHALLENGE_FIELD, challenge), (ANSWER_FIELD, answer)]
    }

    /// The CSRF token that a page shown to this browser would carry.
    pub fn csrf(&self) -> String {
        let seed = match (self.cookie("pendopo_sesi"), self.cookie("pendopo_tamu")) {
            (Some(secret), _) if self.account != Uuid::nil() => {
                use sha2::Digest as _;
                sha2::Sha256::digest(secret.as_bytes()).to_vec()
            }
            (_, Some(guest)) => kernel::keys::unhex(&guest).unwrap(),
            (_, None) => vec![],
        };
        kernel::keys::hex(&self.app.keys.mac("csrf", &seed).unwrap())
    }

    /// Any request.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "pendopo.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let cookies: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(key, value)| format!("{key}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(token) = &*self.bearer.lock().unwrap() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let mut request = request.body(axum::body::Body::from(body)).unwrap();
        if let Some(address) = *self.address.lock().unwrap() {
            request.extensions_mut().insert(axum::extract::ConnectInfo(std::net::SocketAddr::new(address, 40_000)));
        }
        let (response, statements) = kernel::db::counted(self.router.clone().oneshot(request)).await;
        let (parts, body) = response.unwrap().into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap().to_owned();
            let (key, value) = pair.split_once('=').unwrap();
            let gone = line.to_str().unwrap().contains("Max-Age=0");
            let mut cookies = self.cookies.lock().unwrap();
            cookies.retain(|(name, _)| name != key);
            if !gone {
                cookies.push((key.to_owned(), value.to_owned()));
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, bytes, statements, path: path.to_owned() }
    }
}
