//! A small bucket that speaks as much of S3 as contents need, and can fall silent.
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Debug, Default)]
struct State {
    silent: bool,
    /// Connections that were met with silence.
    ignored: usize,
    objects: BTreeMap<String, Vec<u8>>,
    parts: BTreeMap<String, BTreeMap<u32, Vec<u8>>>,
}

/// The bucket `ember`.
pub struct Bucket {
    pub port: u16,
    state: Arc<Mutex<State>>,
}

impl Bucket {
    pub fn start() -> Bucket {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::<Mutex<State>>::default();
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let state = shared.clone();
                std::thread::spawn(move || talk(stream, &state));
            }
        });
        Bucket { port, state }
    }

    /// What the program needs to find it.
    pub fn envs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("PENDOPO_FILES", "s3://ember/pendopo".into()),
            ("AWS_ENDPOINT", format!("http://127.0.0.1:{}", self.port)),
            ("AWS_ALLOW_HTTP", "true".into()),
            ("AWS_ACCESS_KEY_ID", "uji".into()),
            ("AWS_SECRET_ACCESS_KEY", "uji".into()),
            ("AWS_REGION", "us-east-1".into()),
            ("AWS_TIMEOUT", "2 seconds".into()),
        ]
    }
    /// From now on it takes connections and says nothing, or answers again.
    pub fn fall_silent(&self, silent: bool) {
        self.state.lock().unwrap().silent = silent;
    }
    /// Connections that were met with silence.
    pub fn ignored(&self) -> usize {
        self.state.lock().unwrap().ignored
    }
    /// Contents that are there.
    pub fn objects(&self) -> Vec<Vec<u8>> {
        self.state.lock().unwrap().objects.values().cloned().collect()
    }
}

fn talk(stream: TcpStream, state: &Mutex<State>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let (mut head, mut line) = (Vec::new(), String::new());
        loop {
            line.clear();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if line == "\r\n" {
                break;
            }
            head.push(line.trim_end().to_owned());
        }
        let header = |name: &str| {
            head.iter()
                .filter_map(|line| line.split_once(": "))
                .find(|(own, _)| own.eq_ignore_ascii_case(name))
                .map(|(_, value)| value)
        };
        let mut body = vec![0; header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0)];
        reader.read_exact(&mut body).ok()?;
        let mut words = head.first()?.split(' ');
        let (method, target) = (words.next()?, words.next()?);
        let is_silent = {
            let mut state = state.lock().unwrap();
            state.ignored += usize::from(state.silent);
            state.silent
        };
        if is_silent {
            while state.lock().unwrap().silent {
                std::thread::sleep(Duration::from_millis(50));
            }
            return None;
        }
        let (status, headers, content) = answer(&mut state.lock().unwrap(), method, target, header("range"), body);
        let length = if headers.contains("Content-Length") {
            String::new()
        } else {
            format!("Content-Length: {}\r\n", content.len())
        };
        let out = reader.get_mut();
        out.write_all(format!("HTTP/1.1 {status}\r\n{length}{headers}\r\n").as_bytes()).ok()?;
        out.write_all(&content).ok()?;
    }
}

fn answer(
    state: &mut State,
    method: &str,
    target: &str,
    range: Option<&str>,
    body: Vec<u8>,
) -> (&'static str, String, Vec<u8>) {
    const KNOWN: &str = "Last-Modified: Fri, 20 Nov 2026 02:00:00 GMT\r\nETag: \"uji\"\r\n";
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let of = |name: &str| {
        query.split('&').filter_map(|pair| pair.split_once('=')).find(|(own, _)| *own == name).map(|(_, value)| value)
    };
    let path = path.to_owned();
    match (method, of("partNumber"), of("uploadId")) {
        ("POST", _, None) => {
            state.parts.insert(path.clone(), BTreeMap::new());
            let xml = format!(
                "<InitiateMultipartUploadResult><Bucket>ember</Bucket><Key>{path}</Key><UploadId>1</UploadId></InitiateMultipartUploadResult>"
            );
            ("200 OK", String::new(), xml.into_bytes())
        }
        ("PUT", Some(number), Some(_)) => {
            state.parts.entry(path).or_default().insert(number.parse().unwrap(), body);
            ("200 OK", KNOWN.into(), vec![])
        }
        ("POST", _, Some(_)) => {
            let parts = state.parts.remove(&path).unwrap_or_default();
            state.objects.insert(path, parts.into_values().flatten().collect());
            let xml = "<CompleteMultipartUploadResult><Bucket>ember</Bucket><Key>k</Key><ETag>\"uji\"</ETag></CompleteMultipartUploadResult>";
            ("200 OK", String::new(), xml.into())
        }
        ("PUT", None, None) => {
            state.objects.insert(path, body);
            ("200 OK", KNOWN.into(), vec![])
        }
        ("DELETE", _, Some(_)) => {
            state.parts.remove(&path);
            ("204 No Content", String::new(), vec![])
        }
        ("HEAD", ..) => match state.objects.get(&path) {
            Some(object) => ("200 OK", format!("{KNOWN}Content-Length: {}\r\n", object.len()), vec![]),
            None => ("404 Not Found", "Content-Length: 0\r\n".into(), vec![]),
        },
        ("GET", ..) => match (state.objects.get(&path), range) {
            (None, _) => ("404 Not Found", String::new(), vec![]),
            (Some(object), None) => ("200 OK", KNOWN.into(), object.clone()),
            (Some(object), Some(range)) => {
                let (from, to) = range.trim_start_matches("bytes=").split_once('-').unwrap();
                let from: usize = from.parse().unwrap();
                let to = to.parse::<usize>().map_or(object.len(), |to| (to + 1).min(object.len()));
                let head = format!("{KNOWN}Content-Range: bytes {from}-{}/{}\r\n", to - 1, object.len());
                ("206 Partial Content", head, object[from..to].to_vec())
            }
        },
        _ => ("400 Bad Request", String::new(), vec![]),
    }
}
