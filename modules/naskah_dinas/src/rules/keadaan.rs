//! What may be done with a letter in which state. Every state times every act is decided here.
use crate::model::{Arah, Keadaan};

/// An act on an outgoing letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aksi {
    /// Save its content.
    Tulis,
    /// Hand it in.
    Ajukan,
    /// Take it back before the signer agreed.
    Tarik,
    /// Agree to one step.
    Setujui,
    /// Correct it at one's own step.
    Koreksi,
    /// Send it back.
    Kembalikan,
    /// Put the document made for it in place.
    Siapkan,
    /// Record the signature on paper.
    TandaBasah,
    /// Record the electronic signature.
    TandaTte,
    /// The signer refused to sign.
    TolakTte,
    /// Cancel it, number and all.
    Batalkan,
    /// Delete it.
    Hapus,
}

impl Aksi {
    /// All.
    pub const SEMUA: [Aksi; 12] = [
        Aksi::Tulis,
        Aksi::Ajukan,
        Aksi::Tarik,
        Aksi::Setujui,
        Aksi::Koreksi,
        Aksi::Kembalikan,
        Aksi::Siapkan,
        Aksi::TandaBasah,
        Aksi::TandaTte,
        Aksi::TolakTte,
        Aksi::Batalkan,
        Aksi::Hapus,
    ];
}

/// Whether the act fits the state.
///
/// # Errors
/// A sentence for who tries.
pub fn boleh(arah: Arah, keadaan: Keadaan, aksi: Aksi) -> Result<(), &'static str> {
    use Keadaan as K;
    if arah == Arah::Masuk {
        return Err("Naskah masuk tidak diubah dengan cara ini.");
    }
    let cocok = match aksi {
        Aksi::Tulis | Aksi::Ajukan => keadaan.dapat_ditulis(),
        Aksi::Tarik | Aksi::Setujui | Aksi::Koreksi | Aksi::Kembalikan => keadaan == K::Diperiksa,
        Aksi::Siapkan => keadaan == K::Disetujui,
        Aksi::TandaBasah => keadaan == K::MenungguBasah,
        Aksi::TandaTte | Aksi::TolakTte => keadaan == K::MenungguTte,
        Aksi::Batalkan => matches!(keadaan, K::Disetujui | K::MenungguTte | K::MenungguBasah | K::Terbit),
        Aksi::Hapus => keadaan.dapat_ditulis(),
    };
    if cocok { Ok(()) } else { Err(sebab(keadaan)) }
}

const fn sebab(keadaan: Keadaan) -> &'static str {
    match keadaan {
        Keadaan::Konsep => "Naskah ini masih konsep.",
        Keadaan::Dikembalikan => "Naskah ini sudah dikembalikan kepada pengonsepnya.",
        Keadaan::Diperiksa => "Naskah ini sedang menunggu persetujuan. Tarik dahulu bila perlu diubah.",
        Keadaan::Disetujui => "Naskah ini sudah disetujui dan bernomor; dokumennya sedang disiapkan.",
        Keadaan::MenungguTte => "Naskah ini sudah bernomor dan menunggu tanda tangan elektronik.",
        Keadaan::MenungguBasah => "Naskah ini sudah bernomor dan menunggu tanda tangan di kertas.",
        Keadaan::Terbit => "Naskah ini sudah terbit, jadi tidak dapat diubah atau dihapus.",
        Keadaan::Batal => "Naskah ini sudah dibatalkan.",
        Keadaan::Tercatat | Keadaan::Selesai => "Naskah masuk tidak diubah dengan cara ini.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_in_every_state_is_decided() {
        use Keadaan as K;
        let table: &[(Keadaan, &[Aksi])] = &[
            (K::Konsep, &[Aksi::Tulis, Aksi::Ajukan, Aksi::Hapus]),
            (K::Dikembalikan, &[Aksi::Tulis, Aksi::Ajukan, Aksi::Hapus]),
            (K::Diperiksa, &[Aksi::Tarik, Aksi::Setujui, Aksi::Koreksi, Aksi::Kembalikan]),
            (K::Disetujui, &[Aksi::Siapkan, Aksi::Batalkan]),
            (K::MenungguTte, &[Aksi::TandaTte, Aksi::TolakTte, Aksi::Batalkan]),
            (K::MenungguBasah, &[Aksi::TandaBasah, Aksi::Batalkan]),
            (K::Terbit, &[Aksi::Batalkan]),
            (K::Batal, &[]),
            (K::Tercatat, &[]),
            (K::Selesai, &[]),
        ];
        assert_eq!(table.len(), Keadaan::SEMUA.len());
        for (keadaan, bisa) in table {
            for aksi in Aksi::SEMUA {
                assert_eq!(boleh(Arah::Keluar, *keadaan, aksi).is_ok(), bisa.contains(&aksi), "{keadaan:?} {aksi:?}");
                assert!(boleh(Arah::Masuk, *keadaan, aksi).is_err());
            }
        }
    }
}
