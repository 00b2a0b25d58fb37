//! A browser of one page at a time over a real socket: what it has read completely, the program has said.
use std::io::{Error, ErrorKind, Read as _, Result, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// An answer that arrived whole.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    /// A header; empty when missing.
    pub fn header(&self, name: &str) -> &str {
        let found = self.head.lines().filter_map(|line| line.split_once(':'));
        found.into_iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value.trim())
    }
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    /// What a person reads in the main part of the page.
    pub fn main(&self) -> String {
        let page = scraper::Html::parse_document(&self.text());
        let main = scraper::Selector::parse("main").unwrap();
        let texts = page.select(&main).flat_map(|element| element.text().collect::<Vec<_>>());
        texts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    }
    /// The reference number that the page shows.
    pub fn reference(&self) -> Option<String> {
        let main = self.main();
        let (_, rest) = main.split_once("Nomor rujukan")?;
        let number = rest.trim_start_matches([':', ' ']).split([' ', '.']).next()?;
        (number.len() == 10).then(|| number.to_owned())
    }
}

/// Who asks, and where.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    pub address: String,
    /// The session.
    pub cookie: String,
    /// The token that the forms of this session carry.
    pub csrf: String,
}

/// A part of a form: a field, or a file with its name.
#[derive(Debug, Clone)]
pub enum Part<'a> {
    Field(&'a str, &'a str),
    File(&'a str, &'a str, &'a [u8]),
}

/// The body of a form with files, and its type.
pub fn multipart(parts: &[Part<'_>]) -> (&'static str, Vec<u8>) {
    let mut body = Vec::new();
    for part in parts {
        let (head, content) = match part {
            Part::Field(name, value) => (format!("name=\"{name}\""), value.as_bytes()),
            Part::File(name, file, content) => (format!("name=\"{name}\"; filename=\"{file}\""), *content),
        };
        body.extend(format!("--batas\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--batas--\r\n");
    ("multipart/form-data; boundary=batas", body)
}

impl Browser {
    /// Connects; a silent program is a hang, not a wait.
    pub fn connect(&self) -> Result<TcpStream> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(180)))?;
        stream.set_write_timeout(Some(Duration::from_secs(180)))?;
        Ok(stream)
    }

    /// The head of a request, up to the empty line.
    pub fn head(&self, method: &str, path: &str, headers: &[(&str, &str)], length: usize) -> String {
        let mut head = format!("{method} {path} HTTP/1.0\r\nHost: {}\r\nContent-Length: {length}\r\n", self.address);
        if !self.cookie.is_empty() {
            head.push_str(&format!("Cookie: pendopo_sesi={}\r\n", self.cookie));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head + "\r\n"
    }

    /// Sends a request and reads its whole answer.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Reply> {
        let mut stream = self.connect()?;
        stream.write_all(self.head(method, path, headers, body.len()).as_bytes())?;
        stream.write_all(body)?;
        read(&mut stream)
    }

    /// Opens a page.
    pub fn get(&self, path: &str) -> Result<Reply> {
        self.send("GET", path, &[], &[])
    }

    /// Sends a form of fields.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Reply> {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("_csrf", &self.csrf).extend_pairs(fields);
        self.send("POST", path, &[("content-type", "application/x-www-form-urlencoded")], body.finish().as_bytes())
    }

    /// Sends a form with files.
    pub fn upload(&self, path: &str, parts: &[Part<'_>]) -> Result<Reply> {
        let mut all = vec![Part::Field("_csrf", &self.csrf)];
        all.extend_from_slice(parts);
        let (kind, body) = multipart(&all);
        self.send("POST", path, &[("content-type", kind)], &body)
    }
}

/// Reads an answer. One that ends before its announced length has not arrived.
pub fn read(stream: &mut TcpStream) -> Result<Reply> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let short = || Error::new(ErrorKind::UnexpectedEof, "the answer was cut off");
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").ok_or_else(short)?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(short)?;
    let reply = Reply { status, head, body: bytes[end + 4..].to_vec() };
    match reply.header("content-length").parse::<usize>() {
        Ok(length) if reply.body.len() < length => Err(short()),
        Ok(_) | Err(_) => Ok(reply),
    }
}
