//! What may be done with an obligation in which state, and what follows.

/// Where an obligation stands between the one who owes it and the one who examines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Keadaan {
    /// Owed; perhaps with evidence that has not been handed in.
    Terbuka,
    /// The examiner sent the evidence back.
    Dikembalikan,
    /// Handed in, waits for the examiner.
    Diperiksa,
    /// The examiner accepted the evidence.
    Terpenuhi,
    /// The examiner decided, with a reason, that it does not apply.
    TidakBerlaku,
    /// No longer follows from the regulation and the settings, and nobody had worked on it.
    Gugur,
}

/// What people do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tindakan {
    TambahBukti,
    CabutBukti,
    Ajukan,
    Tarik,
    Terima,
    Kembalikan,
    Bebaskan,
    BukaKembali,
}

impl Keadaan {
    /// All states.
    pub const SEMUA: [Keadaan; 6] =
        [Self::Terbuka, Self::Dikembalikan, Self::Diperiksa, Self::Terpenuhi, Self::TidakBerlaku, Self::Gugur];

    /// The word in the database and in addresses.
    pub const fn kode(self) -> &'static str {
        match self {
            Self::Terbuka => "terbuka",
            Self::Dikembalikan => "dikembalikan",
            Self::Diperiksa => "diperiksa",
            Self::Terpenuhi => "terpenuhi",
            Self::TidakBerlaku => "tidak_berlaku",
            Self::Gugur => "gugur",
        }
    }

    /// From the word in the database.
    pub fn urai(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }

    /// Nobody has decided yet.
    pub const fn berjalan(self) -> bool {
        match self {
            Self::Terbuka | Self::Dikembalikan | Self::Diperiksa => true,
            Self::Terpenuhi | Self::TidakBerlaku | Self::Gugur => false,
        }
    }
}

impl Tindakan {
    /// All acts.
    pub const SEMUA: [Tindakan; 8] = [
        Self::TambahBukti,
        Self::CabutBukti,
        Self::Ajukan,
        Self::Tarik,
        Self::Terima,
        Self::Kembalikan,
        Self::Bebaskan,
        Self::BukaKembali,
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
        (K::Terbuka | K::Dikembalikan, T::TambahBukti | T::CabutBukti) => Ok(keadaan),
        (K::Terbuka | K::Dikembalikan, T::Ajukan) => Ok(K::Diperiksa),
        (K::Diperiksa, T::Tarik) => Ok(K::Terbuka),
        (K::Diperiksa, T::Terima) => Ok(K::Terpenuhi),
        (K::Diperiksa, T::Kembalikan) => Ok(K::Dikembalikan),
        (K::Terbuka | K::Dikembalikan | K::Diperiksa, T::Bebaskan) => Ok(K::TidakBerlaku),
        (K::Terpenuhi, T::BukaKembali) => Ok(K::Dikembalikan),
        (K::TidakBerlaku, T::BukaKembali) => Ok(K::Terbuka),
        (K::Diperiksa, T::TambahBukti | T::CabutBukti | T::Ajukan) => {
            Err("Bukti sedang diperiksa. Tarik kembali pengajuan bila bukti perlu diubah.")
        }
        (K::Terbuka | K::Dikembalikan, T::Tarik | T::Terima | T::Kembalikan) => {
            Err("Bukti belum diajukan untuk diperiksa.")
        }
        (K::Terbuka | K::Dikembalikan | K::Diperiksa, T::BukaKembali) => Err("Kewajiban ini masih terbuka."),
        (
            K::Terpenuhi,
            T::TambahBukti | T::CabutBukti | T::Ajukan | T::Tarik | T::Terima | T::Kembalikan | T::Bebaskan,
        ) => Err("Kewajiban ini sudah dinyatakan terpenuhi."),
        (
            K::TidakBerlaku,
            T::TambahBukti | T::CabutBukti | T::Ajukan | T::Tarik | T::Terima | T::Kembalikan | T::Bebaskan,
        ) => Err("Kewajiban ini sudah dinyatakan tidak berlaku."),
        (
            K::Gugur,
            T::TambahBukti
            | T::CabutBukti
            | T::Ajukan
            | T::Tarik
            | T::Terima
            | T::Kembalikan
            | T::Bebaskan
            | T::BukaKembali,
        ) => Err("Kewajiban ini sudah gugur karena jadwal atau pengaturannya berubah."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_meets_every_act() {
        use Tindakan as T;
        let table: [(Keadaan, &[(Tindakan, Keadaan)]); 6] = [
            (
                Keadaan::Terbuka,
                &[
                    (T::TambahBukti, Keadaan::Terbuka),
                    (T::CabutBukti, Keadaan::Terbuka),
                    (T::Ajukan, Keadaan::Diperiksa),
                    (T::Bebaskan, Keadaan::TidakBerlaku),
                ],
            ),
            (
                Keadaan::Dikembalikan,
                &[
                    (T::TambahBukti, Keadaan::Dikembalikan),
                    (T::CabutBukti, Keadaan::Dikembalikan),
                    (T::Ajukan, Keadaan::Diperiksa),
                    (T::Bebaskan, Keadaan::TidakBerlaku),
                ],
            ),
            (
                Keadaan::Diperiksa,
                &[
                    (T::Tarik, Keadaan::Terbuka),
                    (T::Terima, Keadaan::Terpenuhi),
                    (T::Kembalikan, Keadaan::Dikembalikan),
                    (T::Bebaskan, Keadaan::TidakBerlaku),
                ],
            ),
            (Keadaan::Terpenuhi, &[(T::BukaKembali, Keadaan::Dikembalikan)]),
            (Keadaan::TidakBerlaku, &[(T::BukaKembali, Keadaan::Terbuka)]),
            (Keadaan::Gugur, &[]),
        ];
        for (keadaan, boleh) in table {
            for tindakan in Tindakan::SEMUA {
                let harap = boleh.iter().find(|(satu, _)| *satu == tindakan).map(|(_, akhir)| *akhir);
                assert_eq!(akibat(keadaan, tindakan).ok(), harap, "{keadaan:?} {tindakan:?}");
            }
        }
    }

    #[test]
    fn the_word_in_the_database_comes_back_as_the_state() {
        for keadaan in Keadaan::SEMUA {
            assert_eq!(Keadaan::urai(keadaan.kode()), Some(keadaan));
        }
        assert_eq!(Keadaan::urai("lain"), None);
    }
}
