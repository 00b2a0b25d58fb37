//! Why a token does not sign, in words for the person who does.
use cryptoki::error::{Error, RvError};

use crate::penanda::Hasil;

/// What stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Galat {
    /// The machine names no library.
    TanpaPustaka,
    /// The library cannot be loaded; with its own words, for the administrator.
    PustakaGagal(String),
    /// No token is plugged in, or it was pulled out.
    TidakTerpasang,
    /// The token that is plugged in does not hold the certificate of this account.
    SertifikatTakAda,
    /// The token holds the certificate without its key.
    KunciTakAda,
    /// Key and certificate do not belong together.
    KunciLain,
    /// The key is of a kind that does not sign here.
    KunciTakDidukung,
    /// The key asks for the PIN at each single signature.
    PinSetiapTanda,
    /// The certificate does not hold at this time, or is not meant for signing.
    SertifikatTakBerlaku,
    /// The PIN is wrong; it was tried once.
    PinSalah,
    /// The token is locked.
    PinTerkunci,
    /// One more wrong PIN would lock the token, so none was given.
    PinTerakhir,
    /// The token has no PIN yet.
    PinBelumDiatur,
    /// Another batch signs with this token.
    Dipakai,
    /// The library does not come back.
    TidakMenjawab,
    /// Something else; with the words of the library, for the log.
    Lain(String),
}

impl Galat {
    /// The words for the signer.
    pub fn teks(&self) -> String {
        let teks = match self {
            Galat::TanpaPustaka => "Token belum disiapkan pada server ini. Hubungi administrator.",
            Galat::PustakaGagal(_) => "Pustaka token tidak dapat dipakai. Hubungi administrator.",
            Galat::TidakTerpasang => "Token tidak terpasang pada server. Pasang tokennya, lalu lanjutkan.",
            Galat::SertifikatTakAda => {
                "Token dengan sertifikat Anda tidak terpasang pada server. Pasang tokennya, lalu lanjutkan."
            }
            Galat::KunciTakAda => "Kunci sertifikat Anda tidak ada pada token. Hubungi administrator.",
            Galat::KunciLain => "Kunci pada token bukan pasangan sertifikatnya. Hubungi administrator.",
            Galat::KunciTakDidukung => {
                "Jenis kunci pada token belum didukung. Yang didukung: RSA mulai 2048 bit dan ECDSA P-256."
            }
            Galat::PinSetiapTanda => {
                "Kunci pada token meminta PIN untuk setiap tanda tangan. Kunci seperti itu belum didukung; mintalah kunci lain kepada penerbitnya."
            }
            Galat::SertifikatTakBerlaku => {
                "Sertifikat pada token tidak berlaku untuk menandatangani sekarang. Hubungi administrator."
            }
            Galat::PinSalah => "PIN salah. PIN hanya dicoba satu kali, dan tidak ada naskah yang ditandatangani.",
            Galat::PinTerkunci => {
                "Token terkunci karena PIN salah beberapa kali. Buka kuncinya dengan aplikasi token, memakai kode pembukanya."
            }
            Galat::PinTerakhir => {
                "Token akan terkunci bila PIN salah sekali lagi, sehingga PIN tidak dicoba. Masukkan dahulu PIN yang benar pada aplikasi token, lalu lanjutkan."
            }
            Galat::PinBelumDiatur => "Token belum memiliki PIN. Buat PIN dengan aplikasi token.",
            Galat::Dipakai => "Token sedang dipakai untuk penandatanganan lain. Tunggu sampai selesai, lalu lanjutkan.",
            Galat::TidakMenjawab => "Token tidak menjawab. Lepas dan pasang lagi tokennya, lalu lanjutkan.",
            Galat::Lain(_) => "Token menolak menandatangani. Hubungi administrator.",
        };
        teks.to_owned()
    }

    /// What becomes of a document: a token that refuses has certainly signed nothing that anybody keeps.
    pub fn hasil(&self) -> Hasil {
        if *self == Galat::PinSalah { Hasil::SandiSalah } else { Hasil::PenandaDitolak(self.teks()) }
    }

    /// The words of the library, for log and administrator.
    pub fn sebab(&self) -> Option<&str> {
        match self {
            Galat::PustakaGagal(teks) | Galat::Lain(teks) => Some(teks),
            Galat::TanpaPustaka
            | Galat::TidakTerpasang
            | Galat::SertifikatTakAda
            | Galat::KunciTakAda
            | Galat::KunciLain
            | Galat::KunciTakDidukung
            | Galat::PinSetiapTanda
            | Galat::SertifikatTakBerlaku
            | Galat::PinSalah
            | Galat::PinTerkunci
            | Galat::PinTerakhir
            | Galat::PinBelumDiatur
            | Galat::Dipakai
            | Galat::TidakMenjawab => None,
        }
    }
}

impl From<Error> for Galat {
    fn from(cause: Error) -> Galat {
        let Error::Pkcs11(kode, _) = &cause else { return Galat::Lain(cause.to_string()) };
        // The codes of others are many and of no use to people; these are the ones that they can do something about.
        if matches!(kode, RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange) {
            Galat::PinSalah
        } else if matches!(kode, RvError::PinLocked) {
            Galat::PinTerkunci
        } else if matches!(kode, RvError::PinExpired | RvError::UserPinNotInitialized) {
            Galat::PinBelumDiatur
        } else if matches!(
            kode,
            RvError::TokenNotPresent
                | RvError::TokenNotRecognized
                | RvError::DeviceRemoved
                | RvError::SlotIdInvalid
                | RvError::SessionHandleInvalid
                | RvError::SessionClosed
        ) {
            Galat::TidakTerpasang
        } else {
            Galat::Lain(cause.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cryptoki::context::Function;

    #[test]
    fn codes_of_the_library_become_words() {
        let table = [
            (RvError::PinIncorrect, Galat::PinSalah),
            (RvError::PinLenRange, Galat::PinSalah),
            (RvError::PinLocked, Galat::PinTerkunci),
            (RvError::UserPinNotInitialized, Galat::PinBelumDiatur),
            (RvError::TokenNotPresent, Galat::TidakTerpasang),
            (RvError::DeviceRemoved, Galat::TidakTerpasang),
            (RvError::SessionHandleInvalid, Galat::TidakTerpasang),
        ];
        for (kode, expected) in table {
            assert_eq!(Galat::from(Error::Pkcs11(kode, Function::Login)), expected);
        }
        let lain = Galat::from(Error::Pkcs11(RvError::DeviceError, Function::Sign));
        assert!(matches!(lain, Galat::Lain(_)) && lain.sebab().is_some());
        assert!(matches!(Galat::PinSalah.hasil(), Hasil::SandiSalah));
        assert!(matches!(Galat::PinTerkunci.hasil(), Hasil::PenandaDitolak(teks) if teks.contains("terkunci")));
    }
}
