//! Whether a message comes from its gateway: by a bearer secret, or by a signature over the bytes that were sent.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

use crate::model::kata;

kata! {
    /// How a gateway proves who it is.
    Cara {
        /// `Authorization: Bearer SECRET`.
        Bearer = "bearer", "Kepala Authorization: Bearer";
        /// HMAC-SHA-256 over the body, hexadecimal or base64, perhaps behind `sha256=`.
        Hmac = "hmac", "Tanda tangan HMAC-SHA256 atas isi";
    }
}

/// Whether two secrets are the same, in a time that tells nothing of where they differ.
fn sama(kiri: &str, kanan: &str) -> bool {
    let kunci = hmac::Key::new(hmac::HMAC_SHA256, kanan.as_bytes());
    hmac::verify(&kunci, kiri.as_bytes(), hmac::sign(&kunci, kanan.as_bytes()).as_ref()).is_ok()
}

/// Whether the message was sent by who knows the secret. `nilai` is the header that the gateway signs with, or `Authorization`.
pub fn sah(cara: Cara, rahasia: &str, nilai: &str, body: &[u8]) -> bool {
    match cara {
        Cara::Bearer => {
            let sent = nilai.split_once(' ').filter(|(skema, _)| skema.eq_ignore_ascii_case("bearer"));
            sent.is_some_and(|(_, sent)| sama(sent.trim(), rahasia))
        }
        Cara::Hmac => {
            let nilai = nilai.trim();
            let nilai = nilai.strip_prefix("sha256=").unwrap_or(nilai);
            let Some(tanda) = kernel::keys::unhex(nilai).or_else(|| STANDARD.decode(nilai).ok()) else { return false };
            let kunci = hmac::Key::new(hmac::HMAC_SHA256, rahasia.as_bytes());
            hmac::verify(&kunci, body, &tanda).is_ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_knows_the_secret_is_believed() {
        let kunci = hmac::Key::new(hmac::HMAC_SHA256, b"rahasia");
        let tanda = hmac::sign(&kunci, b"isi");
        let (heksa, dasar) = (kernel::keys::hex(tanda.as_ref()), STANDARD.encode(tanda.as_ref()));
        let table = [
            (Cara::Bearer, "Bearer rahasia".to_owned(), true),
            (Cara::Bearer, "bearer rahasia".to_owned(), true),
            (Cara::Bearer, "Bearer salah".to_owned(), false),
            (Cara::Bearer, "rahasia".to_owned(), false),
            (Cara::Bearer, String::new(), false),
            (Cara::Hmac, heksa.clone(), true),
            (Cara::Hmac, format!("sha256={heksa}"), true),
            (Cara::Hmac, heksa.to_uppercase(), true),
            (Cara::Hmac, dasar, true),
            (Cara::Hmac, heksa.chars().rev().collect(), false),
            (Cara::Hmac, "Bearer rahasia".to_owned(), false),
            (Cara::Hmac, String::new(), false),
        ];
        for (cara, nilai, harap) in table {
            assert_eq!(sah(cara, "rahasia", &nilai, b"isi"), harap, "{nilai}");
        }
        assert!(!sah(Cara::Hmac, "rahasia", &heksa, b"isi lain"));
    }
}
