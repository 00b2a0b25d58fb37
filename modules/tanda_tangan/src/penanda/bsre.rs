//! Client of the national service's e-Sign Client, versions 1 (forms, PDF as answer) and 2 (JSON with base64).
//!
//! A signature is asked for once. Where the answer does not come, or is none of the known ones, the outcome is
//! [`Hasil::TakPasti`]: whether something was signed is then found out by a person, never by asking again.
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use kernel::{Error, Result};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value as Json, json};
use zeroize::Zeroizing;

use super::{Hasil, halaman, terjemah};
use crate::model::{Bsre, Permintaan, Sandi, VersiBsre};
use crate::qr;

/// How long a signature may take.
const SABAR: Duration = Duration::from_secs(150);
/// How long the way to the service may take.
const SAMBUNG: Duration = Duration::from_secs(10);
/// Largest answer.
const TERBESAR: usize = 150 * 1024 * 1024;

/// What the service says of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusPengguna {
    /// May sign.
    Aktif,
    /// Not known to the service.
    TidakTerdaftar,
    /// Known, without a certificate.
    TanpaSertifikat,
    /// Something else, in the service's own words.
    Lain(String),
}

/// Speaks to one service.
#[derive(Clone)]
pub struct KlienBsre {
    client: Client,
    tujuan: Bsre,
}

/// An answer, read to its end.
pub(super) struct Jawaban {
    pub(super) status: StatusCode,
    acuan: Option<String>,
    pub(super) isi: Vec<u8>,
}

impl KlienBsre {
    /// A client for this service.
    ///
    /// # Errors
    /// When the machine has no cryptography or certificates to speak TLS with.
    pub fn new(tujuan: &Bsre) -> Result<KlienBsre> {
        // Another part may have said already which cryptography is used, and it is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .timeout(SABAR)
            .connect_timeout(SAMBUNG)
            // A connection of its own for each document: one that died while idle would leave its fate unknown.
            .pool_max_idle_per_host(0)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(Error::internal)?;
        Ok(KlienBsre { client, tujuan: tujuan.clone() })
    }

    fn alamat(&self, jalan: &str) -> String {
        format!("{}{jalan}", self.tujuan.alamat.trim_end_matches('/'))
    }

    fn post(&self, jalan: &str) -> RequestBuilder {
        self.client.post(self.alamat(jalan)).basic_auth(&self.tujuan.pengguna, Some(self.tujuan.sandi.buka()))
    }

    fn get(&self, jalan: &str) -> RequestBuilder {
        self.client.get(self.alamat(jalan)).basic_auth(&self.tujuan.pengguna, Some(self.tujuan.sandi.buka()))
    }

    pub(super) fn json(&self, jalan: &str, tree: &Json) -> RequestBuilder {
        let body = Zeroizing::new(tree.to_string());
        self.post(jalan).header("content-type", "application/json").body(body.as_bytes().to_vec())
    }

    /// Whether the service answers at all: any answer of HTTP will do but those of a gateway without a service behind it.
    pub async fn menjawab(&self) -> bool {
        match self.get("/").timeout(Duration::from_secs(15)).send().await {
            Ok(answer) => !gerbang(answer.status()),
            Err(_) => false,
        }
    }

    /// What the service knows of a person.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it does not answer; [`Error::Refused`] with its words when it answers otherwise.
    pub async fn status(&self, nik: &str) -> Result<StatusPengguna> {
        let minta = match self.tujuan.versi {
            VersiBsre::V1 => {
                let nik = percent_encoding::utf8_percent_encode(nik, percent_encoding::NON_ALPHANUMERIC);
                self.get(&format!("/api/user/status/{nik}"))
            }
            VersiBsre::V2 => self.json("/api/v2/user/check/status", &pengenal(nik)),
        };
        let jawaban = baca(minta.timeout(Duration::from_secs(30)).send().await).await.map_err(tak_menjawab)?;
        let tree: Json = serde_json::from_slice(&jawaban.isi).unwrap_or(Json::Null);
        let teks = |nama: &str| tree.get(nama).and_then(Json::as_str).unwrap_or_default().to_uppercase();
        let (kode, status) = (kode(&tree), format!("{} {}", teks("status"), teks("message")));
        if jawaban.status == StatusCode::UNAUTHORIZED {
            return Err(Error::refused("Layanan BSrE menolak nama pengguna atau kata sandi aplikasi."));
        }
        if kode == Some(2011) || status.contains("NOT_REGISTERED") {
            return Ok(StatusPengguna::TidakTerdaftar);
        }
        if kode == Some(2021) || status.contains("NO_CERTIFICATE") {
            return Ok(StatusPengguna::TanpaSertifikat);
        }
        if kode == Some(1111) || status.contains("ISSUE") {
            return Ok(StatusPengguna::Aktif);
        }
        Ok(StatusPengguna::Lain(status.trim().chars().take(100).collect()))
    }

    /// Gives one document to the service, once.
    pub(super) async fn tandatangani(
        &self,
        nik: &str,
        sandi: &Sandi,
        permintaan: &Permintaan,
        pdf: &[u8],
        alamat_qr: &str,
    ) -> Result<Hasil> {
        let minta = match self.tujuan.versi {
            VersiBsre::V1 => self.minta_v1(nik, sandi, permintaan, pdf, alamat_qr),
            VersiBsre::V2 => self.minta_v2(nik, sandi, permintaan, pdf, alamat_qr)?,
        };
        let jawaban = match baca(minta.send().await).await {
            Ok(jawaban) => jawaban,
            Err(cause) => return Ok(putus(&cause)),
        };
        if jawaban.status.is_success() {
            return Ok(self.berhasil(jawaban).await);
        }
        Ok(ditolak(&jawaban))
    }

    /// Fetches a document that the service said it has signed (version 1).
    pub async fn ambil(&self, acuan: &str) -> Hasil {
        let aman = percent_encoding::utf8_percent_encode(acuan, percent_encoding::NON_ALPHANUMERIC);
        let tak_pasti = |pesan: &str| Hasil::TakPasti { pesan: pesan.to_owned(), acuan: Some(acuan.to_owned()) };
        match baca(self.get(&format!("/api/sign/download/{aman}")).send().await).await {
            Ok(jawaban) if jawaban.status.is_success() && jawaban.isi.starts_with(b"%PDF") => {
                Hasil::Selesai { pdf: jawaban.isi, tingkat: "B-T".into() }
            }
            Ok(_) => tak_pasti("Layanan sudah menandatangani, tetapi berkasnya belum dapat diambil."),
            Err(_) => tak_pasti("Layanan sudah menandatangani, tetapi berhenti menjawab sebelum berkasnya terambil."),
        }
    }

    pub(super) async fn berhasil(&self, jawaban: Jawaban) -> Hasil {
        if jawaban.isi.starts_with(b"%PDF") {
            return Hasil::Selesai { pdf: jawaban.isi, tingkat: "B-T".into() };
        }
        match self.tujuan.versi {
            VersiBsre::V1 => match jawaban.acuan {
                Some(acuan) => self.ambil(&acuan).await,
                None => tak_dikenal(),
            },
            VersiBsre::V2 => {
                let tree: Json = serde_json::from_slice(&jawaban.isi).unwrap_or(Json::Null);
                let berkas = tree.get("file").and_then(Json::as_array).and_then(|daftar| daftar.first());
                match berkas.and_then(Json::as_str).and_then(|teks| BASE64.decode(teks).ok()) {
                    Some(pdf) if pdf.starts_with(b"%PDF") => Hasil::Selesai { pdf, tingkat: "B-T".into() },
                    Some(_) | None => tak_dikenal(),
                }
            }
        }
    }

    fn minta_v1(
        &self,
        nik: &str,
        sandi: &Sandi,
        permintaan: &Permintaan,
        pdf: &[u8],
        alamat_qr: &str,
    ) -> RequestBuilder {
        let batas = format!("pendopo-{}", permintaan.id.simple());
        let mut body = vec![];
        let mut isian = |nama: &str, nilai: &str| {
            body.extend(
                format!("--{batas}\r\ncontent-disposition: form-data; name=\"{nama}\"\r\n\r\n{nilai}\r\n").into_bytes(),
            );
        };
        isian("nik", nik);
        isian("passphrase", sandi.buka());
        match permintaan.panel {
            Some(panel) => {
                isian("tampilan", "visible");
                isian("image", "false");
                isian("linkQR", alamat_qr);
                isian("page", &panel.page.to_string());
                isian("xAxis", &panel.x.round().to_string());
                isian("yAxis", &panel.y.round().to_string());
                isian("width", &panel.width.round().to_string());
                isian("height", &panel.height.round().to_string());
            }
            None => isian("tampilan", "invisible"),
        }
        body.extend(
            format!(
                "--{batas}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"naskah.pdf\"\r\n\
                 content-type: application/pdf\r\n\r\n"
            )
            .into_bytes(),
        );
        body.extend_from_slice(pdf);
        body.extend(format!("\r\n--{batas}--\r\n").into_bytes());
        self.post("/api/sign/pdf").header("content-type", format!("multipart/form-data; boundary={batas}")).body(body)
    }

    fn minta_v2(
        &self,
        nik: &str,
        sandi: &Sandi,
        permintaan: &Permintaan,
        pdf: &[u8],
        alamat_qr: &str,
    ) -> Result<RequestBuilder> {
        let sifat = sifat(permintaan, pdf, alamat_qr)?;
        let mut tree = pengenal(nik);
        if let Some(peta) = tree.as_object_mut() {
            peta.insert("passphrase".into(), json!(sandi.buka()));
            peta.insert("signatureProperties".into(), json!([sifat]));
            peta.insert("file".into(), json!([BASE64.encode(pdf)]));
        }
        Ok(self.json("/api/v2/sign/pdf", &tree))
    }
}

/// How the signature shows, in the measures of version 2.
pub(super) fn sifat(permintaan: &Permintaan, pdf: &[u8], alamat_qr: &str) -> Result<Json> {
    let tempat = permintaan.panel.and_then(|panel| Some((panel, halaman::tinggi(pdf, panel.page)?)));
    Ok(match tempat {
        Some((panel, tinggi)) => json!({
            "tampilan": "VISIBLE",
            "imageBase64": BASE64.encode(qr::png(alamat_qr, 4)?),
            "page": panel.page,
            "originX": panel.x,
            "originY": (tinggi - panel.y - panel.height).max(0.0),
            "width": panel.width.min(panel.height),
            "height": panel.width.min(panel.height),
            "location": "null",
            "reason": permintaan.kapasitas,
        }),
        None => json!({ "tampilan": "INVISIBLE", "location": "null", "reason": permintaan.kapasitas }),
    })
}

/// A person is known to the service by the number of the identity card or by an e-mail address.
fn pengenal(nik: &str) -> Json {
    if nik.contains('@') { json!({ "email": nik }) } else { json!({ "nik": nik }) }
}

pub(super) fn kode(tree: &Json) -> Option<i64> {
    let nilai = tree.get("status_code").or_else(|| tree.get("code"))?;
    nilai.as_i64().or_else(|| nilai.as_str()?.parse().ok())
}

/// Reads an answer to its end.
pub(super) async fn baca(answer: reqwest::Result<reqwest::Response>) -> reqwest::Result<Jawaban> {
    let mut answer = answer?;
    let acuan = ["id_dokumen", "id-dokumen"]
        .iter()
        .find_map(|nama| answer.headers().get(*nama)?.to_str().ok())
        .filter(|acuan| !acuan.is_empty() && acuan.len() <= 200)
        .map(str::to_owned);
    let mut isi = vec![];
    while let Some(bagian) = answer.chunk().await? {
        // Nothing that long is a signed letter; what was read so far is not one either.
        if isi.len() + bagian.len() > TERBESAR {
            isi.clear();
            break;
        }
        isi.extend_from_slice(&bagian);
    }
    Ok(Jawaban { status: answer.status(), acuan, isi })
}

fn gerbang(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT)
}

/// The connection failed. Only where it was never made is it certain that nothing was signed. The address with its
/// parts is left out of what is told.
pub(super) fn putus(cause: &reqwest::Error) -> Hasil {
    if cause.is_connect() || cause.is_builder() {
        Hasil::TidakMenjawab("Layanan tanda tangan tidak dapat dihubungi.".into())
    } else {
        Hasil::TakPasti { pesan: "Layanan tanda tangan berhenti menjawab setelah naskah dikirim.".into(), acuan: None }
    }
}

pub(super) fn tak_menjawab(cause: reqwest::Error) -> Error {
    Error::Unavailable(anyhow::anyhow!("the signing service does not answer: {}", cause.without_url()))
}

fn tak_dikenal() -> Hasil {
    Hasil::TakPasti { pesan: "Layanan tanda tangan menjawab dengan sesuatu yang tidak dikenal.".into(), acuan: None }
}

/// An answer that is no success.
pub(super) fn ditolak(jawaban: &Jawaban) -> Hasil {
    let tree: Option<Json> = serde_json::from_slice(&jawaban.isi).ok();
    if jawaban.status == StatusCode::UNAUTHORIZED || jawaban.status == StatusCode::FORBIDDEN {
        return Hasil::PenandaDitolak(
            "Layanan BSrE menolak aplikasi ini. Administrator perlu memeriksa nama pengguna, kata sandi, dan alamat jaringan yang didaftarkan.".into(),
        );
    }
    if jawaban.status == StatusCode::SERVICE_UNAVAILABLE {
        return Hasil::TidakMenjawab("Layanan tanda tangan sedang tidak melayani.".into());
    }
    let pesan = |tree: &Json| {
        let teks = |nama: &str| tree.get(nama).and_then(Json::as_str).map(str::to_owned);
        teks("error").or_else(|| teks("message")).unwrap_or_default()
    };
    match tree {
        Some(tree) if kode(&tree).is_some() => terjemah(kode(&tree).unwrap_or_default(), &pesan(&tree)),
        Some(tree) if tree.get("error").is_some() && !gerbang(jawaban.status) => {
            terjemah(i64::from(jawaban.status.as_u16()), &pesan(&tree))
        }
        // A proxy that gave up says nothing of what the service behind it did.
        Some(_) | None if jawaban.status.is_server_error() => Hasil::TakPasti {
            pesan: format!("Layanan tanda tangan menjawab dengan galat {}.", jawaban.status.as_u16()),
            acuan: None,
        },
        Some(_) | None => terjemah(i64::from(jawaban.status.as_u16()), ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jawaban(status: u16, isi: &str) -> Jawaban {
        Jawaban { status: StatusCode::from_u16(status).unwrap(), acuan: None, isi: isi.as_bytes().to_vec() }
    }

    #[test]
    fn only_an_answer_with_certainty_is_certain() {
        let nama = |hasil: &Hasil| match hasil {
            Hasil::Selesai { .. } => "selesai",
            Hasil::TidakMenjawab(_) => "tidak menjawab",
            Hasil::SandiSalah => "sandi",
            Hasil::PenandaDitolak(_) => "penanda",
            Hasil::Gagal(_) => "gagal",
            Hasil::TakPasti { .. } => "tak pasti",
        };
        let table = [
            (400, r#"{"status_code":2031,"error":"Passphrase anda salah"}"#, "sandi"),
            (400, r#"{"status_code":"2011","error":"User tidak terdaftar"}"#, "penanda"),
            (400, r#"{"error":"Berkas tidak dikenal"}"#, "gagal"),
            (401, "", "penanda"),
            (403, "<html>", "penanda"),
            (404, "", "gagal"),
            (500, r#"{"error":"PDF rusak"}"#, "gagal"),
            (500, "<html>galat</html>", "tak pasti"),
            (502, r#"{"error":"upstream"}"#, "tak pasti"),
            (503, "", "tidak menjawab"),
            (504, "", "tak pasti"),
        ];
        for (status, isi, expected) in table {
            assert_eq!(nama(&ditolak(&jawaban(status, isi))), expected, "{status} {isi}");
        }
    }
}
