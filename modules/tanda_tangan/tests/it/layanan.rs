//! A stand-in for the national service that follows its published calls and error codes, really signs, and counts how often
//! it signed each document.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use pades::ca::{Application, Authority, Profile, Urls, Validity};
use pades::sign::{Evidence, Level, Order};
use pades::{Key, LocalSigner, Name, NamePart, SystemRandom};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// How the service behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tabiat {
    /// Signs and answers.
    Baik,
    /// Signs, and never answers.
    Gantung,
    /// Signs, and breaks off in the middle of the answer.
    Patah,
    /// Answers as a gateway whose service is gone.
    Gerbang,
    /// Refuses the document, with an error of its own.
    Rusak,
    /// Signs and keeps the document for a later download (version 1).
    Simpan,
    /// The same, and the download fails.
    SimpanPutus,
}

pub struct Isi {
    pub tabiat: Tabiat,
    /// How often each document was signed, by its hash.
    pub tanda: BTreeMap<String, u32>,
    /// What was signed last, by the hash of the original.
    pub hasil: BTreeMap<String, Vec<u8>>,
    /// Requests for signatures, also refused ones.
    pub panggilan: u32,
    /// The service dies after so many signatures.
    pub mati_setelah: Option<u32>,
    /// Properties of the last request of version 2, fields of version 1.
    pub terakhir: Json,
    /// Activation of the seal: how often it was renewed, 0 while there is none.
    pub aktivasi: u32,
    /// When the activation ends, as the service says it.
    pub aktif_sampai: OffsetDateTime,
    /// Codes for sealing that were given out and not used yet.
    pub kode_segel: Vec<String>,
}

/// The number of the only subscriber of a seal.
pub const PELANGGAN: &str = "uji-segel-0001";

pub struct Layanan {
    pub alamat: String,
    pub isi: Arc<Mutex<Isi>>,
    signer: Arc<LocalSigner>,
    jalan: Mutex<Option<JoinHandle<()>>>,
}

type Milik = (Arc<Mutex<Isi>>, Arc<LocalSigner>, Arc<Mutex<Option<tokio::task::AbortHandle>>>);

impl Layanan {
    pub async fn mulai() -> Layanan {
        let random = SystemRandom::new();
        let nama = |cn: &str| Name::new(&[(NamePart::Country, "ID"), (NamePart::CommonName, cn)]).unwrap();
        let pada = testkit::NOW - Duration::days(1);
        let masa = Validity { from: pada, to: pada + Duration::days(3000) };
        let akar = Authority::root(&nama("Akar Tiruan"), Key::generate(&random).unwrap(), masa, &random).unwrap();
        let key = Key::generate(&random).unwrap();
        let application = Application {
            subject: nama("Penanda Tiruan"),
            public_key: key.public_key().clone(),
            profile: Profile::Person,
            validity: masa,
        };
        let sertifikat = akar.issue(&application, &Urls::default(), &random).unwrap();
        let rantai = vec![sertifikat, akar.certificate().clone()];
        let isi = Isi {
            tabiat: Tabiat::Baik,
            tanda: BTreeMap::new(),
            hasil: BTreeMap::new(),
            panggilan: 0,
            mati_setelah: None,
            terakhir: Json::Null,
            aktivasi: 0,
            aktif_sampai: testkit::NOW + Duration::hours(24),
            kode_segel: vec![],
        };
        let layanan = Layanan {
            alamat: String::new(),
            isi: Arc::new(Mutex::new(isi)),
            signer: Arc::new(LocalSigner::new(key, rantai).unwrap()),
            jalan: Mutex::default(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let alamat = format!("http://{}", listener.local_addr().unwrap());
        layanan.dengar(listener);
        Layanan { alamat, ..layanan }
    }

    fn dengar(&self, listener: TcpListener) {
        let henti = Arc::new(Mutex::new(None));
        let milik: Milik = (self.isi.clone(), self.signer.clone(), henti.clone());
        let router = axum::Router::new().fallback(jawab).with_state(milik);
        let tugas = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        *henti.lock().unwrap() = Some(tugas.abort_handle());
        *self.jalan.lock().unwrap() = Some(tugas);
    }

    /// Dies: nobody listens any more.
    pub async fn mati(&self) {
        let tugas = self.jalan.lock().unwrap().take();
        if let Some(tugas) = tugas {
            tugas.abort();
            let _ = tugas.await;
        }
    }

    /// Comes back at the same address.
    pub async fn hidup(&self) {
        self.mati().await;
        self.dengar(TcpListener::bind(self.alamat.trim_start_matches("http://")).await.unwrap());
    }

    pub fn tabiat(&self, tabiat: Tabiat) {
        self.isi.lock().unwrap().tabiat = tabiat;
    }
    pub fn panggilan(&self) -> u32 {
        self.isi.lock().unwrap().panggilan
    }
    /// How often each document was signed.
    pub fn tanda(&self) -> BTreeMap<String, u32> {
        self.isi.lock().unwrap().tanda.clone()
    }
    pub fn hasil(&self, asli: &[u8]) -> Vec<u8> {
        self.isi.lock().unwrap().hasil[&sidik(asli)].clone()
    }
}

pub fn sidik(bytes: &[u8]) -> String {
    kernel::keys::hex(&Sha256::digest(bytes))
}

fn sebagai(status: u16, isi: &Json) -> Response {
    Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(Body::from(isi.to_string()))
        .unwrap()
}

/// What the service was asked: who, with which passphrase, which document, what else.
struct Minta {
    nik: String,
    sandi: String,
    pdf: Vec<u8>,
    lain: Json,
}

async fn v1(request: Request) -> Minta {
    let kind = request.headers()["content-type"].to_str().unwrap().to_owned();
    let body = request.into_body().into_data_stream();
    let mut bagian = multer::Multipart::new(body, multer::parse_boundary(kind).unwrap());
    let mut isian = BTreeMap::new();
    let mut pdf = vec![];
    while let Some(satu) = bagian.next_field().await.unwrap() {
        let nama = satu.name().unwrap().to_owned();
        if nama == "file" {
            pdf = satu.bytes().await.unwrap().to_vec();
        } else {
            isian.insert(nama, satu.text().await.unwrap());
        }
    }
    Minta { nik: isian["nik"].clone(), sandi: isian["passphrase"].clone(), pdf, lain: json!(isian) }
}

fn v2(tree: &Json) -> Minta {
    let teks = |nama: &str| tree[nama].as_str().unwrap_or_default().to_owned();
    let pdf = BASE64.decode(tree["file"][0].as_str().unwrap()).unwrap();
    let nik = if tree["nik"].is_string() { teks("nik") } else { teks("email") };
    Minta { nik, sandi: teks("passphrase"), pdf, lain: tree["signatureProperties"][0].clone() }
}

async fn jawab(State(milik): State<Milik>, request: Request) -> Response {
    let (isi, signer, henti) = milik;
    let jalan = request.uri().path().to_owned();
    let dasar = format!("Basic {}", BASE64.encode("pendopo:rahasia layanan"));
    let boleh = request.headers().get("authorization").is_some_and(|sent| sent.as_bytes() == dasar.as_bytes());
    if !boleh {
        return sebagai(401, &json!({ "error": "Unauthorized" }));
    }
    match jalan.as_str() {
        "/" => return sebagai(200, &json!({})),
        "/api/v2/user/check/status" => {
            let bytes = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap();
            let tree: Json = serde_json::from_slice(&bytes).unwrap();
            return status(tree["nik"].as_str().unwrap_or_default());
        }
        _ => {}
    }
    if let Some(nik) = jalan.strip_prefix("/api/user/status/") {
        return status(nik);
    }
    if let Some(id) = jalan.strip_prefix("/api/sign/download/") {
        let isi = isi.lock().unwrap();
        return match isi.hasil.get(id).filter(|_| isi.tabiat != Tabiat::SimpanPutus) {
            Some(pdf) => Response::builder().body(Body::from(pdf.clone())).unwrap(),
            None => sebagai(503, &json!({ "error": "belum" })),
        };
    }
    if jalan.starts_with("/api/v2/seal/get/") || jalan == "/api/v2/seal/revoke/activation" {
        let bytes = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap();
        return kode_segel(&mut isi.lock().unwrap(), &jalan, &serde_json::from_slice(&bytes).unwrap());
    }
    let versi = if jalan == "/api/sign/pdf" { 1 } else { 2 };
    let segel = jalan == "/api/v2/seal/pdf";
    let minta = if versi == 1 {
        v1(request).await
    } else if segel {
        let bytes = axum::body::to_bytes(request.into_body(), 1 << 28).await.unwrap();
        let tree: Json = serde_json::from_slice(&bytes).unwrap();
        let mut isi = isi.lock().unwrap();
        let kode = tree["totp"].as_str().unwrap_or_default();
        let ada = isi.kode_segel.iter().position(|satu| satu == kode);
        let Some(ada) = ada.filter(|_| tree["idSubscriber"] == PELANGGAN) else {
            isi.panggilan += 1;
            return sebagai(400, &json!({ "status_code": 2031, "error": "TOTP tidak valid" }));
        };
        // Each code seals once.
        isi.kode_segel.remove(ada);
        Minta { nik: PELANGGAN.to_owned(), sandi: super::SANDI.to_owned(), ..v2(&tree) }
    } else {
        assert_eq!(jalan, "/api/v2/sign/pdf");
        let bytes = axum::body::to_bytes(request.into_body(), 1 << 28).await.unwrap();
        v2(&serde_json::from_slice(&bytes).unwrap())
    };
    let tabiat = {
        let mut isi = isi.lock().unwrap();
        isi.panggilan += 1;
        isi.terakhir = minta.lain.clone();
        isi.tabiat
    };
    if minta.nik == "1409000000000000" {
        return sebagai(400, &json!({ "status_code": 2011, "error": "User tidak terdaftar" }));
    }
    if minta.nik == "1409000000000021" {
        return sebagai(400, &json!({ "status_code": 2021, "error": "Sertifikat tidak ada" }));
    }
    if minta.sandi != super::SANDI {
        return sebagai(400, &json!({ "status_code": 2031, "error": "Passphrase anda salah" }));
    }
    if tabiat == Tabiat::Rusak {
        return sebagai(500, &json!({ "error": "PDF tidak dapat dibaca" }));
    }
    if tabiat == Tabiat::Gerbang {
        return Response::builder().status(502).body(Body::from("<html>Bad Gateway</html>")).unwrap();
    }
    let asli = sidik(&minta.pdf);
    let request = pades::sign::Request::new(&format!("T{}", &asli[..12]), OffsetDateTime::now_utc());
    let evidence = Evidence::default();
    let order = Order { level: Level::B, signer: signer.as_ref(), tsa: None, evidence: &evidence };
    let signed = pades::sign::sign(&minta.pdf, &request, &order, &SystemRandom::new()).unwrap();
    {
        let mut isi = isi.lock().unwrap();
        *isi.tanda.entry(asli.clone()).or_default() += 1;
        isi.hasil.insert(asli.clone(), signed.clone());
        let jumlah: u32 = isi.tanda.values().sum();
        if isi.mati_setelah == Some(jumlah) {
            // Nobody listens from now on; this answer still goes out.
            henti.lock().unwrap().take().unwrap().abort();
        }
    }
    match tabiat {
        Tabiat::Gantung => std::future::pending().await,
        Tabiat::Patah => {
            let potong = futures_util::stream::iter([
                Ok(bytes::Bytes::from_static(b"%PDF")),
                Err(std::io::Error::other("patah")),
            ]);
            Response::builder().body(Body::from_stream(potong)).unwrap()
        }
        Tabiat::Simpan | Tabiat::SimpanPutus => {
            Response::builder().header("id_dokumen", asli).body(Body::empty()).unwrap()
        }
        Tabiat::Baik | Tabiat::Rusak | Tabiat::Gerbang if versi == 1 => {
            Response::builder().header("content-type", "application/pdf").body(Body::from(signed)).unwrap()
        }
        Tabiat::Baik | Tabiat::Rusak | Tabiat::Gerbang => {
            sebagai(200, &json!({ "time": 900, "file": [BASE64.encode(signed)] }))
        }
    }
}

/// What the service says of the codes of a seal.
fn kode_segel(isi: &mut Isi, jalan: &str, tree: &Json) -> Response {
    if tree["idSubscriber"] != PELANGGAN {
        return sebagai(400, &json!({ "status_code": 2011, "message": "Subscriber tidak terdaftar", "result": false }));
    }
    let kini = format!("AKTIVASI-{}", isi.aktivasi);
    let sampai = isi.aktif_sampai.format(&time::format_description::well_known::Rfc3339).unwrap();
    let benar = isi.aktivasi > 0 && tree["totp"] == kini.as_str();
    let salah = || sebagai(400, &json!({ "message": "TOTP tidak valid", "status_code": 2031, "result": false }));
    match jalan {
        "/api/v2/seal/get/activation" if tree.get("totp").is_none() => {
            // The code goes out by mail.
            isi.aktivasi = 1;
            let data = json!({ "message": "Kode dikirim ke surel", "result": true });
            sebagai(200, &json!({ "success": true, "message": null, "data": data }))
        }
        "/api/v2/seal/get/activation" if benar => {
            isi.aktivasi += 1;
            let totp = format!("AKTIVASI-{}", isi.aktivasi);
            let data = json!({ "message": "ok", "totp": totp, "expires": sampai, "result": true });
            sebagai(200, &json!({ "success": true, "message": null, "data": data }))
        }
        "/api/v2/seal/get/totp" if benar && isi.tabiat == Tabiat::Gerbang => {
            Response::builder().status(502).body(Body::from("<html>Bad Gateway</html>")).unwrap()
        }
        "/api/v2/seal/get/totp" if benar => {
            assert_eq!(tree["data"], 1);
            let kode = format!("SEGEL-{}", uuid::Uuid::new_v4().simple());
            isi.kode_segel.push(kode.clone());
            sebagai(200, &json!({ "message": "ok", "totp": kode, "expires": sampai, "result": true }))
        }
        "/api/v2/seal/revoke/activation" if benar => {
            isi.aktivasi = 0;
            sebagai(200, &json!({ "message": "ok", "result": true }))
        }
        _ => salah(),
    }
}

fn status(nik: &str) -> Response {
    match nik {
        "1409000000000000" => sebagai(400, &json!({ "status_code": 2011, "status": "NOT_REGISTERED" })),
        "1409000000000021" => sebagai(400, &json!({ "status_code": 2021, "status": "NO_CERTIFICATE" })),
        _ => sebagai(200, &json!({ "status_code": 1111, "status": "ISSUE" })),
    }
}

impl Layanan {
    /// The authority behind the stand-in.
    pub fn akar(&self) -> pades::Certificate {
        pades::Signer::chain(self.signer.as_ref())[1].clone()
    }
    /// The certificate that it signs with.
    pub fn orang(&self) -> pades::Certificate {
        pades::Signer::chain(self.signer.as_ref())[0].clone()
    }
}
