//! What visitors send: a complaint with a photograph, and a report in confidence, whose words and codes are stretched on purpose.
use std::time::{Duration, Instant};

use anyhow::Context as _;
use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use http_body_util::Full;
use kernel::web::abuse;
use kernel::{App, args};

use crate::case::middle;
use crate::client::{Answer, Ask, Client, Person};
use crate::place::plain;
use crate::server::Server;

/// Bytes of the photograph: one of a cheap telephone.
pub const PHOTO: usize = 1_500_000;
/// Reports in confidence that are sent and opened.
pub const REPORTS: usize = 8;
const EDGE: &str = "batas-bagian";

/// What was measured: median and 95th percentile each.
pub struct Sent {
    /// A complaint with a photograph, from sending it to the receipt.
    pub complaint: (Duration, Duration),
    /// A report in confidence.
    pub report: (Duration, Duration),
    /// Looking up such a report by a code.
    pub open: (Duration, Duration),
    /// The list of complaints while nothing else is going on.
    pub quiet: (Duration, Duration),
    /// The same while codes are tried without a pause.
    pub beside: (Duration, Duration),
}

/// Sends all of it, one after the other, each from an address of its own.
pub async fn measure(server: &Server, app: &App, village: &str, runs: usize) -> anyhow::Result<Sent> {
    let mut client = Client::connect(server.address).await?;
    let row = app.db.one("select kode from kategori_pengaduan where aktif order by kode limit 1", args![]).await?;
    let category: String = row.get("kode")?;
    let (visitor, photo) = (client.visitor("/pengaduan/lapor").await?, photo());
    let mut complaints = Vec::new();
    for number in 0..runs {
        let (challenge, answer) = abuse::answered(app).map_err(plain)?;
        let story = format!("Lampu jalan di depan balai desa padam sejak malam ke-{number}, mohon diperiksa.");
        let fields = [
            ("uraian", story.as_str()),
            ("kategori", &category),
            ("desa", village),
            ("patokan", "Depan balai desa"),
            ("sifat", "terbuka"),
            ("setuju_terbit", "ya"),
            (abuse::CHALLENGE_FIELD, &challenge),
            (abuse::ANSWER_FIELD, &answer),
        ];
        let request = form("/pengaduan/lapor", &visitor, &fields, Some(("berkas", "foto.jpg", &photo)), number)?;
        complaints.push(sent(&mut client, request, StatusCode::SEE_OTHER).await?);
    }
    let visitor = client.visitor("/wbs/lapor").await?;
    let (mut reports, mut opened) = (Vec::new(), Vec::new());
    for number in 0..REPORTS {
        let receipt = client.hidden("/wbs/lapor", &visitor, "resi").await?;
        let fields = [
            ("resi", receipt.as_str()),
            ("jenis", "korupsi"),
            ("judul", "Kuitansi ditulis dua kali"),
            ("uraian", "Kuitansi perjalanan rekaan ditulis dua kali untuk tanggal yang sama."),
        ];
        let request = form("/wbs/lapor", &visitor, &fields, None, number)?;
        reports.push(sent(&mut client, request, StatusCode::OK).await?);
    }
    let visitor = client.visitor("/wbs/lacak").await?;
    for number in 0..REPORTS {
        let request = form("/wbs/lacak", &visitor, &[("kode", "2026 1120 0000 0000 0009")], None, number)?;
        let started = Instant::now();
        // A code that nobody has takes as long as one that somebody has.
        client.send(request).await?;
        opened.push(started.elapsed());
    }
    let mut quiet = pages(&mut client, runs).await?;
    let mut beside = while_codes_are_tried(server, &mut client, &visitor, runs).await?;
    Ok(Sent {
        complaint: middle(&mut complaints),
        report: middle(&mut reports),
        open: middle(&mut opened),
        quiet: middle(&mut quiet),
        beside: middle(&mut beside),
    })
}

async fn pages(client: &mut Client, runs: usize) -> anyhow::Result<Vec<Duration>> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let request = Ask::get("/pengaduan").request(None)?;
        times.push(sent(client, request, StatusCode::OK).await?);
    }
    Ok(times)
}

/// The list of complaints while six visitors try codes one after the other.
async fn while_codes_are_tried(
    server: &Server,
    client: &mut Client,
    visitor: &Person,
    runs: usize,
) -> anyhow::Result<Vec<Duration>> {
    let mut trying = tokio::task::JoinSet::new();
    for place in 0..6 {
        let (mut other, visitor) = (Client::connect(server.address).await?, visitor.clone());
        trying.spawn(async move {
            for number in 0.. {
                let code = format!("2026 1120 0000 000{place} {number:04}");
                let request = form("/wbs/lacak", &visitor, &[("kode", &code)], None, place)?;
                if other.send(request).await.is_err() {
                    break;
                }
            }
            anyhow::Ok(())
        });
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let times = pages(client, runs).await;
    trying.shutdown().await;
    times
}

async fn sent(client: &mut Client, request: Request<Full<Bytes>>, expected: StatusCode) -> anyhow::Result<Duration> {
    let (path, started) = (request.uri().path().to_owned(), Instant::now());
    let answer: Answer = client.send(request).await?;
    let time = started.elapsed();
    anyhow::ensure!(answer.status == expected, "{path}: {} instead of {expected}", answer.status);
    Ok(time)
}

/// A form with files, as a browser sends it, through a proxy that tells from where.
fn form(
    path: &str,
    visitor: &Person,
    fields: &[(&str, &str)],
    file: Option<(&str, &str, &[u8])>,
    number: usize,
) -> anyhow::Result<Request<Full<Bytes>>> {
    let key = uuid::Uuid::now_v7().to_string();
    let own = [("_csrf", visitor.csrf.as_str()), ("_kunci", &key)];
    let mut body = Vec::new();
    for (name, value) in own.iter().chain(fields) {
        let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    if let Some((name, called, content)) = file {
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{called}\"\r\nContent-Type: image/jpeg\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::HOST, "127.0.0.1")
        .header(header::COOKIE, &visitor.cookie)
        .header("x-forwarded-for", format!("198.18.{}.{}", number / 250, number % 250 + 1))
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
        .body(Full::new(Bytes::from(body)))
        .context("a request")?;
    Ok(request)
}

/// A JPEG with a place in it and as much coded picture as a photograph has.
fn photo() -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX).to_be_bytes();
        [&[0xff, marker], length.as_slice(), content].concat()
    };
    let mut jpeg = vec![0xff, 0xd8];
    jpeg.extend(segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"));
    jpeg.extend(segment(0xe1, b"Exif\0\0tempat rekaan"));
    jpeg.extend(segment(0xdb, &[1; 65]));
    jpeg.extend(segment(0xc0, &[8, 4, 0, 4, 0, 1, 1, 0x11, 0]));
    jpeg.extend(segment(0xda, &[1, 1, 0, 0, 63, 0]));
    jpeg.extend((0..PHOTO).map(|place| u8::try_from(place * 7919 % 251).unwrap_or_default()));
    jpeg.extend([0xff, 0xd9]);
    jpeg
}
