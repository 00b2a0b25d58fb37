//! A small mail server that really speaks SMTP (RFC 5321), and misbehaves on demand.
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpSocket};
use tokio_rustls::TlsAcceptor;

/// What goes wrong with the next message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// "Come again later" once the text has arrived.
    Later,
    /// The receiver is not known here.
    Unknown,
    /// The text is taken and the connection breaks before the answer.
    HangUp,
}

/// A message that was taken.
#[derive(Debug, Clone)]
pub struct Message {
    /// Envelope.
    pub to: Vec<String>,
    /// Headers and text as sent, without the stuffed dots.
    pub text: String,
}

impl Message {
    /// A header; empty when missing.
    pub fn header(&self, name: &str) -> &str {
        let head = self.text.split("\r\n\r\n").next().unwrap();
        let line =
            head.split("\r\n").find(|line| line.to_lowercase().starts_with(&format!("{}:", name.to_lowercase())));
        line.map_or("", |line| line.split_once(':').unwrap().1.trim())
    }
    /// The text, quoted-printable undone, with plain line ends.
    pub fn body(&self) -> String {
        let body = self.text.split_once("\r\n\r\n").unwrap().1;
        let body = match self.header("Content-Transfer-Encoding") {
            "quoted-printable" => unquote(body),
            "7bit" => body.to_owned(),
            other => panic!("transfer encoding {other}"),
        };
        body.replace("\r\n", "\n")
    }
}

fn unquote(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let (mut bytes, mut rest) = (vec![], text.as_bytes());
    while let [first, tail @ ..] = rest {
        if *first == b'=' {
            let (code, behind) = tail.split_at_checked(2).unwrap();
            bytes.push(u8::from_str_radix(std::str::from_utf8(code).unwrap(), 16).unwrap());
            rest = behind;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[derive(Default)]
struct State {
    messages: Vec<Message>,
    commands: Vec<String>,
    faults: VecDeque<Fault>,
}

/// How connections are protected.
#[derive(Clone)]
pub enum Security {
    /// Not at all.
    Plain,
    /// After the client has said STARTTLS; before that nothing else is taken.
    StartTls(TlsAcceptor),
    /// From the first byte.
    Tls(TlsAcceptor),
}

/// An authority of one's own: its certificate as PEM, and what accepts connections with a certificate from it.
pub fn authority(host: &str) -> (String, TlsAcceptor) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec![]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let pem = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let own = CertificateParams::new(vec![host.to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap();
    (pem, TlsAcceptor::from(Arc::new(config)))
}

trait Connection: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Connection for T {}
type Reader = BufReader<Box<dyn Connection>>;

/// The server. Its port is taken from the start; until [`Smtp::up`] it refuses connections.
pub struct Smtp {
    pub port: u16,
    socket: Mutex<Option<TcpSocket>>,
    security: Security,
    state: Arc<Mutex<State>>,
}

impl Smtp {
    /// A port of our own behind which nobody listens yet.
    pub fn down() -> Smtp {
        Smtp::secured(Security::Plain)
    }

    /// The same with protected connections.
    pub fn secured(security: Security) -> Smtp {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let port = socket.local_addr().unwrap().port();
        Smtp { port, socket: Mutex::new(Some(socket)), security, state: Arc::default() }
    }

    /// Begins to listen.
    pub fn up(&self) {
        let listener = self.socket.lock().unwrap().take().unwrap().listen(16).unwrap();
        tokio::spawn(accept(listener, self.security.clone(), self.state.clone()));
    }

    /// The next message meets this.
    pub fn fault(&self, fault: Fault) {
        self.state.lock().unwrap().faults.push_back(fault);
    }
    /// Messages taken so far.
    pub fn messages(&self) -> Vec<Message> {
        self.state.lock().unwrap().messages.clone()
    }
    /// Lines that clients said outside of texts.
    pub fn commands(&self) -> Vec<String> {
        self.state.lock().unwrap().commands.clone()
    }
}

async fn accept(listener: TcpListener, security: Security, state: Arc<Mutex<State>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (security, state) = (security.clone(), state.clone());
        tokio::spawn(async move {
            match security {
                Security::Plain => talk(Box::new(stream), None, state).await,
                Security::StartTls(acceptor) => talk(Box::new(stream), Some(acceptor), state).await,
                Security::Tls(acceptor) => talk(Box::new(acceptor.accept(stream).await.ok()?), None, state).await,
            }
        });
    }
}

/// A line without its end; nothing at the end of the connection.
async fn line(reader: &mut Reader) -> Option<Vec<u8>> {
    let mut bytes = vec![];
    let count = reader.read_until(b'\n', &mut bytes).await.ok()?;
    if count == 0 {
        return None;
    }
    assert!(bytes.ends_with(b"\r\n") || !bytes.is_ascii(), "a line must end in CRLF: {bytes:?}");
    bytes.truncate(bytes.len().saturating_sub(2));
    Some(bytes)
}

async fn say(reader: &mut Reader, text: &str) -> Option<()> {
    reader.get_mut().write_all(text.as_bytes()).await.ok()?;
    reader.get_mut().flush().await.ok()
}

async fn talk(stream: Box<dyn Connection>, mut tls: Option<TlsAcceptor>, state: Arc<Mutex<State>>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    // A greeting of several lines, as some servers have.
    say(&mut reader, "220-surel.contohkab.test ESMTP\r\n220 siap\r\n").await?;
    let (mut to, mut from_seen) = (vec![], false);
    loop {
        let bytes = line(&mut reader).await?;
        let said = String::from_utf8_lossy(&bytes).into_owned();
        state.lock().unwrap().commands.push(said.clone());
        let verb = said.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let fault = state.lock().unwrap().faults.front().copied();
        let done = || state.lock().unwrap().faults.pop_front();
        let answer = match verb.as_str() {
            "EHLO" if tls.is_some() => "250-surel.contohkab.test\r\n250-STARTTLS\r\n250 SIZE 10485760\r\n",
            "STARTTLS" if tls.is_some() => {
                say(&mut reader, "220 2.0.0 silakan\r\n").await?;
                let stream = tls.take()?.accept(reader.into_inner()).await.ok()?;
                reader = BufReader::new(Box::new(stream));
                continue;
            }
            "AUTH" | "MAIL" | "RCPT" | "DATA" if tls.is_some() => "530 5.7.0 STARTTLS dahulu\r\n",
            "EHLO" => "250-surel.contohkab.test\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 10485760\r\n",
            "AUTH" => "235 2.7.0 diterima\r\n",
            "MAIL" => {
                from_seen = true;
                "250 2.1.0 ok\r\n"
            }
            "RCPT" if !from_seen => "503 5.5.1 MAIL dahulu\r\n",
            "RCPT" if fault == Some(Fault::Unknown) => {
                done();
                "550-5.1.1 penerima tidak dikenal\r\n550 5.1.1 di sini\r\n"
            }
            "RCPT" => {
                to.push(said.split_once('<').unwrap().1.split_once('>').unwrap().0.to_owned());
                "250 2.1.5 ok\r\n"
            }
            "DATA" if to.is_empty() => "503 5.5.1 RCPT dahulu\r\n",
            "DATA" => {
                say(&mut reader, "354 akhiri dengan titik\r\n").await?;
                let mut text = vec![];
                loop {
                    let bytes = line(&mut reader).await?;
                    if bytes == b"." {
                        break;
                    }
                    text.push(String::from_utf8(bytes.strip_prefix(b".").unwrap_or(&bytes).to_vec()).unwrap());
                }
                if fault == Some(Fault::Later) {
                    done();
                    "451 4.3.0 coba lagi nanti\r\n"
                } else {
                    let message = Message { to: std::mem::take(&mut to), text: text.join("\r\n") };
                    state.lock().unwrap().messages.push(message);
                    if fault == Some(Fault::HangUp) {
                        done();
                        return None;
                    }
                    "250 2.0.0 diterima\r\n"
                }
            }
            "RSET" | "NOOP" => "250 2.0.0 ok\r\n",
            "QUIT" => {
                say(&mut reader, "221 2.0.0 sampai jumpa\r\n").await?;
                return None;
            }
            _ => "502 5.5.2 tidak dikenal\r\n",
        };
        say(&mut reader, answer).await?;
    }
}
