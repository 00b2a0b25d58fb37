//! What is needed before archives are destroyed or handed over.
use time::Date;

use super::retensi::{Nasib, habis};

/// From this many years of retention on, destroying takes the consent of ANRI; below it, that of the head of the region
/// (names of the files 000.5.6.2 of the classification say so).
pub const TAHUN_ANRI: i64 = 10;

/// What a proposal is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jenis {
    /// Destroying.
    Musnah,
    /// Handing over to the regency's archive.
    Serah,
}

impl Jenis {
    /// Both.
    pub const SEMUA: [Jenis; 2] = [Jenis::Musnah, Jenis::Serah];
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Jenis::Musnah => "musnah",
            Jenis::Serah => "serah",
        }
    }
    /// The word on pages.
    pub const fn teks(self) -> &'static str {
        match self {
            Jenis::Musnah => "Usul musnah",
            Jenis::Serah => "Usul serah",
        }
    }
    /// From the word in the database.
    pub fn urai(teks: &str) -> Option<Jenis> {
        Jenis::SEMUA.into_iter().find(|satu| satu.kode() == teks)
    }
}

/// Who may consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pejabat {
    /// The head of the region.
    Bupati,
    /// The national archive.
    Anri,
}

impl Pejabat {
    /// Both.
    pub const SEMUA: [Pejabat; 2] = [Pejabat::Bupati, Pejabat::Anri];
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Pejabat::Bupati => "bupati",
            Pejabat::Anri => "anri",
        }
    }
    /// The word on pages.
    pub const fn teks(self) -> &'static str {
        match self {
            Pejabat::Bupati => "Bupati",
            Pejabat::Anri => "Kepala ANRI",
        }
    }
    /// From the word in the database.
    pub fn urai(teks: &str) -> Option<Pejabat> {
        Pejabat::SEMUA.into_iter().find(|satu| satu.kode() == teks)
    }
}

/// What the assessors say of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nilai {
    /// As proposed.
    Setuju,
    /// It is kept as an inactive file until a later day.
    Tunda,
}

impl Nilai {
    /// Both.
    pub const SEMUA: [Nilai; 2] = [Nilai::Setuju, Nilai::Tunda];
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Nilai::Setuju => "setuju",
            Nilai::Tunda => "tunda",
        }
    }
    /// The word on pages.
    pub const fn teks(self) -> &'static str {
        match self {
            Nilai::Setuju => "Sesuai usul",
            Nilai::Tunda => "Dipertahankan",
        }
    }
    /// From the word in the database.
    pub fn urai(teks: &str) -> Option<Nilai> {
        Nilai::SEMUA.into_iter().find(|satu| satu.kode() == teks)
    }
}

/// What the rule looks at in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keadaan {
    /// Its retention has ended and it is in the inactive store.
    pub inaktif: bool,
    /// Last day of the inactive retention.
    pub inaktif_sampai: Option<Date>,
    /// What the schedule says.
    pub nasib: Option<Nasib>,
    /// Under a legal hold.
    pub ditahan: bool,
    /// It, or an item of it, is with somebody who borrowed it.
    pub dipinjam: bool,
}

/// Whether a file may be proposed.
///
/// # Errors
/// Why not, for the person.
pub fn boleh_diusulkan(berkas: &Keadaan, jenis: Jenis, hari_ini: Date) -> Result<(), &'static str> {
    if berkas.ditahan {
        return Err("Berkas ini sedang ditahan untuk kepentingan hukum.");
    }
    if berkas.dipinjam {
        return Err("Berkas ini atau isinya sedang dipinjam.");
    }
    if !berkas.inaktif {
        return Err("Hanya berkas inaktif yang dapat diusulkan.");
    }
    if !habis(berkas.inaktif_sampai, hari_ini) {
        return Err("Masa inaktif berkas ini belum berakhir.");
    }
    match (jenis, berkas.nasib) {
        (Jenis::Musnah, Some(Nasib::Permanen)) => {
            Err("Menurut jadwal retensi berkas ini permanen: usulkan untuk diserahkan.")
        }
        (Jenis::Serah, Some(Nasib::Musnah)) => Err("Menurut jadwal retensi berkas ini musnah, bukan diserahkan."),
        (_, None) => Err("Jadwal retensi berkas ini belum menyebut nasib akhirnya."),
        (Jenis::Musnah, Some(Nasib::Musnah | Nasib::DinilaiKembali))
        | (Jenis::Serah, Some(Nasib::Permanen | Nasib::DinilaiKembali)) => Ok(()),
    }
}

/// Whose consent a proposal takes, from the longest retention of its files in years.
pub fn pejabat(jenis: Jenis, retensi_terlama: i64) -> Pejabat {
    match jenis {
        Jenis::Musnah if retensi_terlama >= TAHUN_ANRI => Pejabat::Anri,
        Jenis::Musnah | Jenis::Serah => Pejabat::Bupati,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn only_files_at_the_end_of_their_way_are_proposed() {
        let hari = date!(2026 - 11 - 20);
        let dasar = Keadaan {
            inaktif: true,
            inaktif_sampai: Some(date!(2026 - 11 - 19)),
            nasib: Some(Nasib::Musnah),
            ditahan: false,
            dipinjam: false,
        };
        let nasib = |nasib| Keadaan { nasib, ..dasar };
        let kasus = [
            (dasar, true, false),
            (Keadaan { ditahan: true, ..dasar }, false, false),
            (Keadaan { dipinjam: true, ..dasar }, false, false),
            (Keadaan { inaktif: false, ..dasar }, false, false),
            (Keadaan { inaktif_sampai: Some(hari), ..dasar }, false, false),
            (Keadaan { inaktif_sampai: None, ..dasar }, false, false),
            (nasib(Some(Nasib::Permanen)), false, true),
            (nasib(Some(Nasib::DinilaiKembali)), true, true),
            (nasib(None), false, false),
        ];
        for (berkas, musnah, serah) in kasus {
            assert_eq!(boleh_diusulkan(&berkas, Jenis::Musnah, hari).is_ok(), musnah, "{berkas:?}");
            assert_eq!(boleh_diusulkan(&berkas, Jenis::Serah, hari).is_ok(), serah, "{berkas:?}");
        }
    }

    #[test]
    fn long_retention_takes_the_consent_of_the_national_archive() {
        let kasus = [
            (Jenis::Musnah, 9, Pejabat::Bupati),
            (Jenis::Musnah, 10, Pejabat::Anri),
            (Jenis::Serah, 30, Pejabat::Bupati),
        ];
        for (jenis, tahun, harap) in kasus {
            assert_eq!(pejabat(jenis, tahun), harap, "{jenis:?} {tahun}");
        }
    }
}
