//! A small IMAP server that speaks as much as reading a mailbox takes (RFC 3501), and misbehaves on demand.
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub struct Keadaan {
    /// Number and text of each message.
    pub pesan: Vec<(u32, Vec<u8>)>,
    pub uidvalidity: u32,
    pub sandi: String,
    /// The connection ends when this number is fetched.
    pub putus_di: Option<u32>,
    pub perintah: Vec<String>,
}

pub struct Imap {
    pub porta: u16,
    pub keadaan: Arc<Mutex<Keadaan>>,
}

impl Imap {
    pub async fn hidup() -> Imap {
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
        tokio::spawn(async move {
            while let Ok((aliran, _)) = telinga.accept().await {
                tokio::spawn(layani(aliran, milik.clone()));
            }
        });
        Imap { porta, keadaan }
    }

    pub fn alamat(&self) -> String {
        format!("imap://127.0.0.1:{}", self.porta)
    }

    pub fn taruh(&self, uid: u32, teks: &str) {
        self.keadaan.lock().unwrap().pesan.push((uid, teks.replace('\n', "\r\n").into_bytes()));
    }
}

async fn layani(aliran: TcpStream, keadaan: Arc<Mutex<Keadaan>>) {
    let mut aliran = BufReader::new(aliran);
    aliran.write_all(b"* OK siap\r\n").await.unwrap();
    let mut baris = String::new();
    while matches!(aliran.read_line(&mut baris).await, Ok(1..)) {
        let perintah = baris.trim_end().to_owned();
        baris.clear();
        let (tag, isi) = perintah.split_once(' ').unwrap();
        keadaan.lock().unwrap().perintah.push(isi.to_owned());
        let Some(jawab) = jawab(tag, isi, &keadaan) else { return };
        if aliran.write_all(&jawab).await.is_err() {
            return;
        }
    }
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
