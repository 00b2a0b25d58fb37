//! The client that speaks to gateways and to SP4N-LAPOR!: patient for a while, never elsewhere than told, never more than a little.
use std::time::Duration;

use kernel::{Error, Result};
use reqwest::{Client, RequestBuilder, StatusCode, Url};

/// How long an answer may take.
const SABAR: Duration = Duration::from_secs(30);
/// How long the way may take.
const SAMBUNG: Duration = Duration::from_secs(10);

/// A client.
///
/// # Errors
/// When the machine has no cryptography or certificates to speak TLS with.
pub fn klien() -> Result<Client> {
    // Another part may have said already which cryptography is used, and it is the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .timeout(SABAR)
        .connect_timeout(SAMBUNG)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(Error::internal)
}

/// An address that we may send to: `https`, or `http` on this machine; without a name and a password in it.
pub fn alamat(teks: &str) -> std::result::Result<Url, &'static str> {
    const CONTOH: &str = "Tulis alamat seperti https://gerbang.contoh.id/kirim";
    let url = Url::parse(teks).map_err(|_| CONTOH)?;
    let Some(host) = url.host_str() else { return Err(CONTOH) };
    if !url.username().is_empty() || url.password().is_some() {
        return Err("Nama dan kata sandi tidak boleh ada di dalam alamat");
    }
    let dalam = host.trim_matches(['[', ']']);
    let sendiri = host == "localhost" || dalam.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    match url.scheme() {
        "https" => Ok(url),
        "http" if sendiri => Ok(url),
        "http" => Err("Tanpa enkripsi hanya boleh untuk layanan di mesin ini. Pakai https://"),
        _ => Err(CONTOH),
    }
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jawaban {
    /// Status.
    pub status: StatusCode,
    /// Body, as far as it is wanted.
    pub isi: Vec<u8>,
}

/// Why nothing came back that could be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gagal {
    /// Not reached, or gone quiet: worth another try.
    Putus(String),
    /// More than was asked for.
    Terlalu,
}

impl Gagal {
    /// In words for the coordinator.
    pub fn kata(&self) -> String {
        match self {
            Gagal::Putus(sebab) => format!("Layanan tidak menjawab ({sebab})."),
            Gagal::Terlalu => "Jawaban layanan terlalu besar.".to_owned(),
        }
    }
}

/// Sends a request and reads at most so many bytes of the answer. Neither address nor key is told of a failure.
pub async fn tanya(minta: RequestBuilder, paling: usize) -> std::result::Result<Jawaban, Gagal> {
    let putus = |cause: reqwest::Error| {
        Gagal::Putus(
            if cause.is_timeout() {
                "terlalu lama"
            } else if cause.is_connect() {
                "tidak dapat dihubungi"
            } else {
                "sambungan terputus"
            }
            .to_owned(),
        )
    };
    let mut jawaban = minta.send().await.map_err(putus)?;
    let mut isi = vec![];
    while let Some(bagian) = jawaban.chunk().await.map_err(putus)? {
        if isi.len() + bagian.len() > paling {
            return Err(Gagal::Terlalu);
        }
        isi.extend_from_slice(&bagian);
    }
    Ok(Jawaban { status: jawaban.status(), isi })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_protected_addresses_and_this_machine_are_spoken_to() {
        for baik in
            ["https://gerbang.contoh.id/kirim?x=1", "http://127.0.0.1:9/a", "http://localhost/", "http://[::1]:8/x"]
        {
            assert!(alamat(baik).is_ok(), "{baik}");
        }
        for buruk in [
            "",
            "gerbang",
            "http://gerbang.contoh.id",
            "http://10.0.0.1/",
            "ftp://gerbang.contoh.id",
            "https://nama:sandi@gerbang.contoh.id",
            "javascript:alert(1)",
            "file:///etc/passwd",
        ] {
            assert!(alamat(buruk).is_err(), "{buruk}");
        }
    }
}
