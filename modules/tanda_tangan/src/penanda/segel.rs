//! Electronic seals of agencies at the national service (version 2): activating one, and sealing a document.
//!
//! A seal is known by the number of its subscriber. Its activation is a code that the service sends by mail and renews in
//! exchange for the last one; each document takes a code of its own, which the activation buys. Asking for codes signs
//! nothing and may be done again; sealing is asked for once, like a signature.
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use kernel::{Error, Result};
use serde_json::{Value as Json, json};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

use super::bsre::{Jawaban, baca, ditolak, kode, putus, sifat, tak_menjawab};
use super::{Hasil, KlienBsre};
use crate::model::{Permintaan, Sandi};

/// How long a code may take.
const SABAR: Duration = Duration::from_secs(30);

/// What the service says of an activation.
#[derive(Debug, Clone)]
pub struct Aktivasi {
    /// The code, when it comes in the answer and not by mail.
    pub kode: Option<Sandi>,
    /// Until when it holds, when the service tells.
    pub sampai: Option<OffsetDateTime>,
}

/// The part of an answer that tells: some put it into `data`.
fn isi(tree: &Json) -> &Json {
    tree.get("data").filter(|data| data.is_object()).unwrap_or(tree)
}

fn teks<'a>(tree: &'a Json, nama: &str) -> &'a str {
    isi(tree).get(nama).or_else(|| tree.get(nama)).and_then(Json::as_str).unwrap_or_default()
}

/// Why the service refused, in its own words, made fit for a page.
fn pesan(tree: &Json) -> String {
    let sendiri = [teks(tree, "message"), teks(tree, "error")].into_iter().find(|teks| !teks.is_empty());
    let bersih: String = sendiri.unwrap_or_default().chars().filter(|huruf| !huruf.is_control()).take(200).collect();
    let alasan = match kode(tree) {
        Some(2011) => "pelanggan segel belum terdaftar".to_owned(),
        Some(2021) => "sertifikat segel belum ada atau sudah tidak aktif".to_owned(),
        Some(2031) => "kode aktivasi salah atau sudah berakhir".to_owned(),
        Some(nomor) if bersih.is_empty() => format!("kode {nomor}"),
        Some(nomor) => format!("{bersih} (kode {nomor})"),
        None if bersih.is_empty() => "tanpa penjelasan".to_owned(),
        None => bersih,
    };
    format!("Layanan BSrE menolak: {alasan}.")
}

/// The answer about a code: the code, or why there is none.
fn terurai(jawaban: &Jawaban) -> std::result::Result<Json, String> {
    if matches!(jawaban.status.as_u16(), 401 | 403) {
        return Err("Layanan BSrE menolak nama pengguna atau kata sandi aplikasi.".to_owned());
    }
    let tree: Json = serde_json::from_slice(&jawaban.isi).unwrap_or(Json::Null);
    let salah = |nama: &str| isi(&tree).get(nama).or_else(|| tree.get(nama)).and_then(Json::as_bool) == Some(false);
    if jawaban.status.is_success() && tree.is_object() && !salah("result") && !salah("success") {
        Ok(tree)
    } else {
        Err(pesan(&tree))
    }
}

/// The instant until which a code holds, in whichever way the service writes it.
fn sampai(nilai: &Json, zona: UtcOffset) -> Option<OffsetDateTime> {
    if let Some(angka) = nilai.as_i64() {
        // Milliseconds, where seconds would be thousands of years away.
        let detik = if angka > 100_000_000_000 { angka / 1000 } else { angka };
        return OffsetDateTime::from_unix_timestamp(detik).ok();
    }
    let teks = nilai.as_str()?.trim();
    if let Ok(pada) = OffsetDateTime::parse(teks, &Rfc3339) {
        return Some(pada);
    }
    let polos = teks.get(..19)?.replace('T', " ");
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    PrimitiveDateTime::parse(&polos, format).ok().map(|pada| pada.assume_offset(zona))
}

impl KlienBsre {
    async fn minta_kode(&self, jalan: &str, tree: &Json) -> Result<std::result::Result<Json, String>> {
        let jawaban = baca(self.json(jalan, tree).timeout(SABAR).send().await).await.map_err(tak_menjawab)?;
        if jawaban.status.is_server_error() && serde_json::from_slice::<Json>(&jawaban.isi).is_err() {
            return Err(Error::Unavailable(anyhow::anyhow!("the signing service answers {}", jawaban.status)));
        }
        Ok(terurai(&jawaban))
    }

    /// Asks for an activation: without a code the service sends one by mail, with the last one it gives the next.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the service does not answer; [`Error::Refused`] with its reason.
    pub async fn aktivasi(&self, pelanggan: &str, kini: Option<&Sandi>, zona: UtcOffset) -> Result<Aktivasi> {
        let mut tree = json!({ "idSubscriber": pelanggan });
        if let (Some(peta), Some(kini)) = (tree.as_object_mut(), kini) {
            peta.insert("totp".into(), json!(kini.buka()));
        }
        let tree = self.minta_kode("/api/v2/seal/get/activation", &tree).await?.map_err(Error::refused)?;
        let kode = Some(teks(&tree, "totp")).filter(|kode| !kode.is_empty()).map(Sandi::new);
        let sampai = isi(&tree).get("expires").or_else(|| tree.get("expires")).and_then(|nilai| sampai(nilai, zona));
        Ok(Aktivasi { kode, sampai })
    }

    /// Takes an activation back.
    ///
    /// # Errors
    /// As [`KlienBsre::aktivasi`].
    pub async fn cabut_aktivasi(&self, pelanggan: &str, kini: &Sandi) -> Result<()> {
        let tree = json!({ "idSubscriber": pelanggan, "totp": kini.buka() });
        self.minta_kode("/api/v2/seal/revoke/activation", &tree).await?.map_err(Error::refused)?;
        Ok(())
    }

    /// Gives one document to the service to be sealed, once.
    pub(super) async fn segel(
        &self,
        pelanggan: &str,
        aktivasi: &Sandi,
        permintaan: &Permintaan,
        pdf: &[u8],
        alamat_qr: &str,
    ) -> Result<Hasil> {
        let minta = json!({ "idSubscriber": pelanggan, "totp": aktivasi.buka(), "data": 1 });
        let kode = match self.minta_kode("/api/v2/seal/get/totp", &minta).await {
            Ok(Ok(tree)) => Sandi::new(teks(&tree, "totp")),
            Ok(Err(pesan)) => return Ok(Hasil::PenandaDitolak(pesan)),
            Err(Error::Unavailable(_)) => {
                return Ok(Hasil::TidakMenjawab("Layanan tanda tangan tidak dapat dihubungi.".into()));
            }
            Err(lain) => return Err(lain),
        };
        if kode.buka().is_empty() {
            return Ok(Hasil::PenandaDitolak("Layanan BSrE tidak memberi kode untuk menyegel.".into()));
        }
        let tree = json!({
            "idSubscriber": pelanggan,
            "totp": kode.buka(),
            "signatureProperties": [sifat(permintaan, pdf, alamat_qr)?],
            "file": [BASE64.encode(pdf)],
        });
        let jawaban = match baca(self.json("/api/v2/seal/pdf", &tree).send().await).await {
            Ok(jawaban) => jawaban,
            Err(cause) => return Ok(putus(&cause)),
        };
        if jawaban.status.is_success() {
            return Ok(self.berhasil(jawaban).await);
        }
        Ok(match ditolak(&jawaban) {
            Hasil::SandiSalah => Hasil::PenandaDitolak("Layanan BSrE menolak kode segel.".into()),
            lain @ (Hasil::Selesai { .. }
            | Hasil::TidakMenjawab(_)
            | Hasil::PenandaDitolak(_)
            | Hasil::Gagal(_)
            | Hasil::TakPasti { .. }) => lain,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{datetime, offset};

    #[test]
    fn the_end_of_a_code_is_read_however_it_is_written() {
        let expected = Some(datetime!(2026-11-20 09:30:00 +7));
        for nilai in [
            json!("2026-11-20T02:30:00Z"),
            json!("2026-11-20T09:30:00+07:00"),
            json!("2026-11-20 09:30:00"),
            json!("2026-11-20T09:30:00.123"),
            json!(1_795_141_800),
            json!(1_795_141_800_000_i64),
        ] {
            assert_eq!(sampai(&nilai, offset!(+7)), expected, "{nilai}");
        }
        for nilai in [json!(null), json!("besok"), json!("2026-13-45 99:00:00"), json!("ééééééééééééééééééé")]
        {
            assert_eq!(sampai(&nilai, offset!(+7)), None, "{nilai}");
        }
    }

    #[test]
    fn a_refusal_is_told_in_words() {
        assert!(pesan(&json!({ "status_code": 2031 })).contains("salah atau sudah berakhir"));
        assert!(pesan(&json!({ "data": { "message": "Kuota\u{0} habis" } })).contains("Kuota"));
        assert_eq!(pesan(&Json::Null), "Layanan BSrE menolak: tanpa penjelasan.");
    }
}
