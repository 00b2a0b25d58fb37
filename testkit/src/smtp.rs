//! A small mail server that really speaks SMTP (RFC 5321), and misbehaves on demand.
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

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
            bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
            rest = &tail[2..];
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

/// The server. Its port is taken from the start; until [`Smtp::up`] it refuses connections.
pub struct Smtp {
    pub port: u16,
    socket: Mutex<Option<TcpSocket>>,
    state: Arc<Mutex<State>>,
}

impl Smtp {
    /// A port of our own behind which nobody listens yet.
    pub fn down() -> Smtp {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let port = socket.local_addr().unwrap().port();
        Smtp { port, socket: Mutex::new(Some(socket)), state: Arc::default() }
    }

    /// Begins to listen.
    pub fn up(&self) {
        let listener = self.socket.lock().unwrap().take().unwrap().listen(16).unwrap();
        tokio::spawn(accept(listener, self.state.clone()));
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

async fn accept(listener: TcpListener, state: Arc<Mutex<State>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(talk(stream, state.clone()));
    }
}

/// A line without its end; nothing at the end of the connection.
async fn line(reader: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut bytes = vec![];
    let count = reader.read_until(b'\n', &mut bytes).await.ok()?;
    if count == 0 {
        return None;
    }
    assert!(bytes.ends_with(b"\r\n") || !bytes.is_ascii(), "a line must end in CRLF: {bytes:?}");
    bytes.truncate(bytes.len().saturating_sub(2));
    Some(bytes)
}

async fn talk(stream: TcpStream, state: Arc<Mutex<State>>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let say =
        async |reader: &mut BufReader<TcpStream>, text: &str| reader.get_mut().write_all(text.as_bytes()).await.ok();
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
