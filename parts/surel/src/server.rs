//! A small IMAP server that speaks as much as reading a mailbox takes (RFC 3501), and misbehaves on demand. For tests.
#![expect(clippy::unwrap_used, reason = "a stand-in of tests fails by panicking")]
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// What the server holds and what it was told.
pub struct Keadaan {
    /// Number and text of each message.
    pub pesan: Vec<(u32, Vec<u8>)>,
    /// While this number stays, the numbers of messages mean the same.
    pub uidvalidity: u32,
    /// The password that it takes.
    pub sandi: String,
    /// The connection ends when this number is fetched.
    pub putus_di: Option<u32>,
    /// Commands as they came.
    pub perintah: Vec<String>,
}

/// How connections are protected.
#[derive(Clone)]
pub enum Lindung {
    /// Not at all.
    Polos,
    /// After the client has said STARTTLS; before that nothing else is taken.
    StartTls(TlsAcceptor),
    /// From the first byte.
    Tls(TlsAcceptor),
}

trait Aliran: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Aliran for T {}

/// A server that listens on this machine.
pub struct Imap {
    /// Its port.
    pub porta: u16,
    /// What it holds.
    pub keadaan: Arc<Mutex<Keadaan>>,
    skema: &'static str,
}

impl Imap {
    /// Starts one without protection.
    pub async fn hidup() -> Imap {
        Imap::terlindung(Lindung::Polos).await
    }

    /// Starts one.
    pub async fn terlindung(lindung: Lindung) -> Imap {
        let telinga = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let porta = telinga.local_addr().unwrap().port();
        let keadaan = Arc::new(Mutex::new(Keadaan {
            pesan: vec![],
            uidvalidity: 1,
            sandi: "rahasia sekali".into(),
            putus_di: None,
            perintah: vec![],
        }));
        let milik = keadaan.clone();
        let skema = match &lindung {
            Lindung::Polos => "imap",
            Lindung::StartTls(_) => "imap+starttls",
            Lindung::Tls(_) => "imaps",
        };
        tokio::spawn(async move {
            while let Ok((aliran, _)) = telinga.accept().await {
                tokio::spawn(terima(aliran, lindung.clone(), milik.clone()));
            }
        });
        Imap { porta, keadaan, skema }
    }

    /// Its address; protected ones by the name in their certificate.
    pub fn alamat(&self) -> String {
        let server = if self.skema == "imap" { "127.0.0.1" } else { "localhost" };
        format!("{}://{server}:{}", self.skema, self.porta)
    }

    /// Puts a message into it; lines end with a line feed.
    pub fn taruh(&self, uid: u32, teks: &str) {
        self.keadaan.lock().unwrap().pesan.push((uid, teks.replace('\n', "\r\n").into_bytes()));
    }
}

async fn terima(aliran: TcpStream, lindung: Lindung, keadaan: Arc<Mutex<Keadaan>>) -> Option<()> {
    match lindung {
        Lindung::Polos => layani(Box::new(aliran), None, keadaan).await,
        Lindung::StartTls(penerima) => layani(Box::new(aliran), Some(penerima), keadaan).await,
        Lindung::Tls(penerima) => layani(Box::new(penerima.accept(aliran).await.ok()?), None, keadaan).await,
    }
}

async fn layani(aliran: Box<dyn Aliran>, mut tls: Option<TlsAcceptor>, keadaan: Arc<Mutex<Keadaan>>) -> Option<()> {
    let mut aliran = BufReader::new(aliran);
    aliran.get_mut().write_all(b"* OK siap\r\n").await.ok()?;
    aliran.get_mut().flush().await.ok()?;
    let mut baris = String::new();
    while matches!(aliran.read_line(&mut baris).await, Ok(1..)) {
        let perintah = baris.trim_end().to_owned();
        baris.clear();
        let (tag, isi) = perintah.split_once(' ')?;
        keadaan.lock().unwrap().perintah.push(isi.to_owned());
        if isi == "STARTTLS" && tls.is_some() {
            aliran.get_mut().write_all(format!("{tag} OK silakan\r\n").as_bytes()).await.ok()?;
            let aman = tls.take()?.accept(aliran.into_inner()).await.ok()?;
            aliran = BufReader::new(Box::new(aman));
            continue;
        }
        let jawab = if tls.is_some() {
            format!("{tag} BAD STARTTLS dahulu\r\n").into_bytes()
        } else {
            jawab(tag, isi, &keadaan)?
        };
        aliran.get_mut().write_all(&jawab).await.ok()?;
        aliran.get_mut().flush().await.ok()?;
    }
    Some(())
}

/// The answer to a command; none to break the connection.
fn jawab(tag: &str, isi: &str, keadaan: &Mutex<Keadaan>) -> Option<Vec<u8>> {
    let kini = keadaan.lock().unwrap();
    let mut keluar = vec![];
    let selesai = |keluar: &mut Vec<u8>, teks: &str| keluar.extend(format!("{tag} {teks}\r\n").into_bytes());
    if isi.starts_with("LOGIN") {
        let benar = isi.contains(&format!("\"{}\"", kini.sandi));
        selesai(&mut keluar, if benar { "OK masuk" } else { "NO salah" });
    } else if isi.starts_with("EXAMINE") {
        let kepala = format!("* {} EXISTS\r\n* OK [UIDVALIDITY {}] ya\r\n", kini.pesan.len(), kini.uidvalidity);
        keluar.extend(kepala.into_bytes());
        selesai(&mut keluar, "OK [READ-ONLY] dibuka");
    } else if let Some(mulai) = isi.strip_prefix("UID SEARCH UID ") {
        let mulai: u32 = mulai.split(':').next().unwrap().parse().unwrap();
        let mut ada: Vec<u32> = kini.pesan.iter().map(|(uid, _)| *uid).filter(|uid| *uid >= mulai).collect();
        // `n:*` always holds the last one.
        if let (true, Some((akhir, _))) = (ada.is_empty(), kini.pesan.last()) {
            ada.push(*akhir);
        }
        let ada: Vec<String> = ada.iter().map(u32::to_string).collect();
        keluar.extend(format!("* SEARCH {}\r\n", ada.join(" ")).into_bytes());
        selesai(&mut keluar, "OK");
    } else if let Some(minta) = isi.strip_prefix("UID FETCH ") {
        let (uid, apa) = minta.split_once(' ').unwrap();
        let uid: u32 = uid.parse().unwrap();
        if kini.putus_di == Some(uid) {
            return None;
        }
        if let Some((urut, (_, teks))) = kini.pesan.iter().enumerate().find(|(_, (satu, _))| *satu == uid) {
            let urut = urut + 1;
            if apa.contains("RFC822.SIZE") {
                keluar.extend(format!("* {urut} FETCH (UID {uid} RFC822.SIZE {})\r\n", teks.len()).into_bytes());
            } else {
                keluar.extend(format!("* {urut} FETCH (UID {uid} BODY[] {{{}}}\r\n", teks.len()).into_bytes());
                keluar.extend_from_slice(teks);
                keluar.extend_from_slice(b")\r\n");
            }
        }
        selesai(&mut keluar, "OK");
    } else if isi == "NOOP" {
        selesai(&mut keluar, "OK");
    } else if isi.starts_with("LOGOUT") {
        keluar.extend_from_slice(b"* BYE\r\n");
        selesai(&mut keluar, "OK");
    } else {
        selesai(&mut keluar, "BAD tidak dikenal");
    }
    Some(keluar)
}
