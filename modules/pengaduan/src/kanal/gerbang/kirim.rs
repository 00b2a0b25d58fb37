//! One reply on its way to a gateway.
use kernel::{App, Result};
use uuid::Uuid;

use super::peta::{self, Isi};
use super::store::Gerbang;
use crate::kanal::http::{self, Gagal};

/// Most bytes of an answer that are read.
const JAWABAN: usize = 64 * 1024;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hasil {
    /// The gateway took it.
    Terkirim,
    /// The gateway will not take it, however often it is sent.
    Ditolak(String),
    /// Worth another try.
    CobaLagi(String),
}

/// Sends a reply. The gateway learns its number as `Idempotency-Key` and where the shape says `{id}`.
///
/// # Errors
/// When the gateway's row is broken, or this machine cannot speak TLS.
pub async fn kirim(app: &App, gerbang: &Gerbang, id: Uuid, tujuan: &str, teks: &str) -> Result<Hasil> {
    let Ok(alamat) = http::alamat(&gerbang.kirim_alamat) else {
        return Ok(Hasil::Ditolak("Alamat balasan gerbang ini tidak dapat dipakai.".into()));
    };
    let nomor = id.to_string();
    let pohon = peta::isi(&gerbang.bentuk()?, Isi { ke: tujuan, teks, id: &nomor });
    let (jenis, body) = if gerbang.kirim_formulir {
        ("application/x-www-form-urlencoded", peta::formulir(&pohon))
    } else {
        ("application/json", pohon.to_string())
    };
    let mut minta =
        http::klien()?.post(alamat).header("content-type", jenis).header("idempotency-key", nomor).body(body);
    if let Some(kunci) = gerbang.kirim_kunci(app)? {
        minta = minta.bearer_auth(kunci);
    }
    Ok(match http::tanya(minta, JAWABAN).await {
        Ok(jawaban) => {
            let kode = jawaban.status.as_u16();
            match kode {
                200..=299 => Hasil::Terkirim,
                408 | 425 | 429 | 500..=599 => Hasil::CobaLagi(format!("Gerbang menjawab dengan kode {kode}.")),
                _ => Hasil::Ditolak(format!("Gerbang menolak balasan dengan kode {kode}.")),
            }
        }
        // It took the message and then said too much.
        Err(Gagal::Terlalu) => Hasil::Terkirim,
        Err(gagal @ Gagal::Putus(_)) => Hasil::CobaLagi(gagal.kata()),
    })
}
