//! What may happen to a request in which state. A request that was given to a service never goes back to the queue while
//! nobody knows whether the service signed it.

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Keadaan {
    /// The signer has not looked at it yet.
    Menunggu,
    /// Handed over by the signer; waits for its turn, or for the service to answer again.
    Antre,
    /// Given to the signing service this moment.
    Sedang,
    /// Given to the service, and nobody knows what became of it.
    PerluDiperiksa,
    /// Signed.
    Selesai,
    /// The signer refused, with a reason.
    Ditolak,
    /// Whoever asked took it back.
    Ditarik,
    /// The service refused this document.
    Gagal,
}

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tindakan {
    /// The signer hands it over.
    Serahkan,
    /// It is given to the service.
    Mulai,
    /// The signed document is there.
    Berhasil,
    /// It certainly did not reach the service, or the service certainly signed nothing: it may be given again.
    Kembali,
    /// It reached the service, which did not say what it did.
    TakPasti,
    /// The service refuses this document.
    Gagalkan,
    /// The signer refuses.
    Tolak,
    /// Whoever asked takes it back.
    Tarik,
    /// Somebody made sure that it was not signed.
    BelumDitandatangani,
}

impl Keadaan {
    /// All states.
    pub const SEMUA: [Keadaan; 8] = [
        Self::Menunggu,
        Self::Antre,
        Self::Sedang,
        Self::PerluDiperiksa,
        Self::Selesai,
        Self::Ditolak,
        Self::Ditarik,
        Self::Gagal,
    ];

    /// The word in the database and in addresses.
    pub const fn kode(self) -> &'static str {
        match self {
            Self::Menunggu => "menunggu",
            Self::Antre => "antre",
            Self::Sedang => "sedang",
            Self::PerluDiperiksa => "perlu_diperiksa",
            Self::Selesai => "selesai",
            Self::Ditolak => "ditolak",
            Self::Ditarik => "ditarik",
            Self::Gagal => "gagal",
        }
    }

    /// The words on pages.
    pub const fn teks(self) -> &'static str {
        match self {
            Self::Menunggu => "Menunggu tanda tangan",
            Self::Antre => "Dalam antrean",
            Self::Sedang => "Sedang ditandatangani",
            Self::PerluDiperiksa => "Perlu diperiksa",
            Self::Selesai => "Sudah ditandatangani",
            Self::Ditolak => "Ditolak",
            Self::Ditarik => "Ditarik",
            Self::Gagal => "Gagal",
        }
    }

    /// From the word in the database.
    pub fn urai(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }

    /// The signer can hand it over.
    pub fn dapat_diserahkan(self) -> bool {
        akibat(self, Tindakan::Serahkan).is_ok()
    }

    /// Nothing more will happen to it.
    pub const fn berakhir(self) -> bool {
        match self {
            Self::Selesai | Self::Ditolak | Self::Ditarik => true,
            Self::Menunggu | Self::Antre | Self::Sedang | Self::PerluDiperiksa | Self::Gagal => false,
        }
    }
}

impl Tindakan {
    /// All acts.
    pub const SEMUA: [Tindakan; 9] = [
        Self::Serahkan,
        Self::Mulai,
        Self::Berhasil,
        Self::Kembali,
        Self::TakPasti,
        Self::Gagalkan,
        Self::Tolak,
        Self::Tarik,
        Self::BelumDitandatangani,
    ];
}

/// The state after an act, or why it cannot be done now.
///
/// # Errors
/// A sentence for the person who tried.
pub fn akibat(keadaan: Keadaan, tindakan: Tindakan) -> Result<Keadaan, &'static str> {
    use Keadaan as K;
    use Tindakan as T;
    match (keadaan, tindakan) {
        (K::Menunggu | K::Antre | K::Gagal, T::Serahkan) => Ok(K::Antre),
        (K::Menunggu | K::Antre | K::Gagal, T::Tolak) => Ok(K::Ditolak),
        (K::Menunggu | K::Antre | K::Gagal, T::Tarik) => Ok(K::Ditarik),
        (K::Antre, T::Mulai) => Ok(K::Sedang),
        (K::Sedang | K::PerluDiperiksa, T::Berhasil) => Ok(K::Selesai),
        (K::Sedang, T::Kembali) | (K::PerluDiperiksa, T::BelumDitandatangani) => Ok(K::Antre),
        (K::Sedang, T::TakPasti) => Ok(K::PerluDiperiksa),
        (K::Sedang, T::Gagalkan) => Ok(K::Gagal),
        (K::Sedang, T::Serahkan | T::Mulai | T::Tolak | T::Tarik | T::BelumDitandatangani) => {
            Err("Naskah ini sedang ditandatangani. Tunggu sampai hasilnya diketahui.")
        }
        (K::PerluDiperiksa, T::Serahkan | T::Mulai | T::Kembali | T::TakPasti | T::Gagalkan | T::Tolak | T::Tarik) => {
            Err("Belum diketahui apakah naskah ini sudah ditandatangani. Periksa dahulu hasilnya.")
        }
        (K::Menunggu | K::Gagal, T::Mulai)
        | (
            K::Menunggu | K::Antre | K::Gagal,
            T::Berhasil | T::Kembali | T::TakPasti | T::Gagalkan | T::BelumDitandatangani,
        ) => Err("Naskah ini tidak sedang ditandatangani."),
        (
            K::Selesai,
            T::Serahkan
            | T::Mulai
            | T::Berhasil
            | T::Kembali
            | T::TakPasti
            | T::Gagalkan
            | T::Tolak
            | T::Tarik
            | T::BelumDitandatangani,
        ) => Err("Naskah ini sudah ditandatangani."),
        (
            K::Ditolak,
            T::Serahkan
            | T::Mulai
            | T::Berhasil
            | T::Kembali
            | T::TakPasti
            | T::Gagalkan
            | T::Tolak
            | T::Tarik
            | T::BelumDitandatangani,
        ) => Err("Permintaan ini sudah ditolak."),
        (
            K::Ditarik,
            T::Serahkan
            | T::Mulai
            | T::Berhasil
            | T::Kembali
            | T::TakPasti
            | T::Gagalkan
            | T::Tolak
            | T::Tarik
            | T::BelumDitandatangani,
        ) => Err("Permintaan ini sudah ditarik."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_meets_every_act() {
        use Keadaan as K;
        use Tindakan as T;
        let table: [(Keadaan, &[(Tindakan, Keadaan)]); 8] = [
            (K::Menunggu, &[(T::Serahkan, K::Antre), (T::Tolak, K::Ditolak), (T::Tarik, K::Ditarik)]),
            (
                K::Antre,
                &[(T::Serahkan, K::Antre), (T::Mulai, K::Sedang), (T::Tolak, K::Ditolak), (T::Tarik, K::Ditarik)],
            ),
            (
                K::Sedang,
                &[
                    (T::Berhasil, K::Selesai),
                    (T::Kembali, K::Antre),
                    (T::TakPasti, K::PerluDiperiksa),
                    (T::Gagalkan, K::Gagal),
                ],
            ),
            (K::PerluDiperiksa, &[(T::Berhasil, K::Selesai), (T::BelumDitandatangani, K::Antre)]),
            (K::Selesai, &[]),
            (K::Ditolak, &[]),
            (K::Ditarik, &[]),
            (K::Gagal, &[(T::Serahkan, K::Antre), (T::Tolak, K::Ditolak), (T::Tarik, K::Ditarik)]),
        ];
        for (keadaan, allowed) in table {
            for tindakan in Tindakan::SEMUA {
                let expected = allowed.iter().find(|(act, _)| *act == tindakan).map(|(_, after)| *after);
                assert_eq!(akibat(keadaan, tindakan).ok(), expected, "{keadaan:?} {tindakan:?}");
            }
        }
    }

    #[test]
    fn only_what_waits_in_the_queue_is_ever_given_to_a_service() {
        let given: Vec<Keadaan> =
            Keadaan::SEMUA.into_iter().filter(|keadaan| akibat(*keadaan, Tindakan::Mulai).is_ok()).collect();
        assert_eq!(given, [Keadaan::Antre]);
    }

    #[test]
    fn the_word_in_the_database_comes_back_as_the_state() {
        for keadaan in Keadaan::SEMUA {
            assert_eq!(Keadaan::urai(keadaan.kode()), Some(keadaan));
        }
        assert_eq!(Keadaan::urai("lain"), None);
    }
}
