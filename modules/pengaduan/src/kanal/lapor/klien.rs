//! Speaks to the adapter. Every call can be repeated without harm: reports are put under their number, not added.
use kernel::{App, Error, Result};
use reqwest::{Client, Method, RequestBuilder, Url};
use serde::de::DeserializeOwned;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::bentuk::{Halaman, Laporan, Rekap, SEKALI};
use super::store::Setelan;
use crate::kanal::http::{self, Jawaban};

/// Most bytes of an answer.
const JAWABAN: usize = 8 * 1024 * 1024;

/// A connection to the adapter.
pub struct Klien {
    client: Client,
    pangkal: Url,
    kunci: String,
}

/// Why a call came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Galat {
    /// Worth another try: not reached, too late, or a fault over there.
    CobaLagi(String),
    /// Not taken, however often it is sent.
    Ditolak(String),
}

impl Galat {
    /// In words for the coordinator.
    pub fn kata(&self) -> &str {
        match self {
            Galat::CobaLagi(kata) | Galat::Ditolak(kata) => kata,
        }
    }
}

type Hasil<T> = std::result::Result<T, Galat>;

impl Klien {
    /// A client for these settings; nothing when no address is set.
    pub fn new(app: &App, setelan: &Setelan) -> Result<Option<Klien>> {
        if setelan.alamat.is_empty() {
            return Ok(None);
        }
        let mut pangkal = http::alamat(&setelan.alamat).map_err(Error::refused)?;
        pangkal.set_query(None);
        pangkal.set_fragment(None);
        let kunci = setelan.kunci(app)?.unwrap_or_default();
        Ok(Some(Klien { client: http::klien()?, pangkal, kunci }))
    }

    fn minta(&self, cara: Method, bagian: &[&str], tanya: &[(&str, &str)]) -> Hasil<RequestBuilder> {
        let mut alamat = self.pangkal.clone();
        if !tanya.is_empty() {
            alamat.query_pairs_mut().extend_pairs(tanya);
        }
        match alamat.path_segments_mut() {
            Ok(mut jalur) => {
                jalur.pop_if_empty().extend(bagian);
            }
            Err(()) => return Err(Galat::Ditolak("Alamat penghubung tidak dapat dipakai.".into())),
        }
        Ok(self.client.request(cara, alamat).bearer_auth(&self.kunci))
    }

    /// Puts one of our reports under its number.
    pub async fn kirim(&self, laporan: &Laporan) -> Hasil<()> {
        let body = serde_json::to_string(laporan).map_err(|_| Galat::Ditolak("Laporan tidak dapat ditulis.".into()))?;
        let minta = self.minta(Method::PUT, &["laporan", &laporan.nomor], &[])?;
        let minta = minta.header("content-type", "application/json").body(body);
        baik(http::tanya(minta, JAWABAN).await).map(drop)
    }

    /// Says how a report of theirs stands here.
    pub async fn kabari(&self, nomor: &str, keadaan: &str) -> Hasil<()> {
        let minta = self.minta(Method::PUT, &["laporan", nomor, "keadaan"], &[])?;
        let body = serde_json::json!({ "keadaan": keadaan }).to_string();
        let minta = minta.header("content-type", "application/json").body(body);
        baik(http::tanya(minta, JAWABAN).await).map(drop)
    }

    /// Reports that were made over there, after a place.
    pub async fn ambil(&self, setelah: &str) -> Hasil<Halaman> {
        let batas = SEKALI.to_string();
        let minta = self.minta(Method::GET, &["laporan"], &[("setelah", setelah), ("batas", &batas)])?;
        urai(baik(http::tanya(minta, JAWABAN).await)?)
    }

    /// How all reports since a moment stand over there.
    pub async fn rekap(&self, sejak: OffsetDateTime) -> Hasil<Rekap> {
        let sejak = sejak.format(&Rfc3339).unwrap_or_default();
        let minta = self.minta(Method::GET, &["rekap"], &[("sejak", sejak.as_str())])?;
        urai(baik(http::tanya(minta, JAWABAN).await)?)
    }
}

fn baik(hasil: std::result::Result<Jawaban, http::Gagal>) -> Hasil<Jawaban> {
    let jawaban = hasil.map_err(|gagal| Galat::CobaLagi(gagal.kata()))?;
    let kode = jawaban.status.as_u16();
    match kode {
        200..=299 => Ok(jawaban),
        401 | 403 => Err(Galat::CobaLagi("Penghubung menolak kuncinya. Periksa setelan.".into())),
        408 | 425 | 429 | 500..=599 => Err(Galat::CobaLagi(format!("Penghubung menjawab dengan kode {kode}."))),
        _ => Err(Galat::Ditolak(format!("Penghubung menolak dengan kode {kode}."))),
    }
}

fn urai<T: DeserializeOwned>(jawaban: Jawaban) -> Hasil<T> {
    serde_json::from_slice(&jawaban.isi)
        .map_err(|_| Galat::CobaLagi("Penghubung menjawab dengan bentuk yang tidak dikenal.".into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::StatusCode;

    #[test]
    fn what_may_be_mended_is_tried_again() {
        let jawaban = |kode: u16| baik(Ok(Jawaban { status: StatusCode::from_u16(kode).unwrap(), isi: vec![] }));
        for kode in [200, 201, 204] {
            assert!(jawaban(kode).is_ok(), "{kode}");
        }
        for kode in [401, 403, 429, 500, 503] {
            assert!(matches!(jawaban(kode), Err(Galat::CobaLagi(_))), "{kode}");
        }
        for kode in [301, 400, 404, 409, 422] {
            assert!(matches!(jawaban(kode), Err(Galat::Ditolak(_))), "{kode}");
        }
    }
}
