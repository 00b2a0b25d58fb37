//! What may be done with a disposition, and when somebody is reminded of it. No clock, no database.
use kernel::indonesia::kerja::Kalender;
use time::Date;

/// Longest note, in characters.
pub const CATATAN: usize = 2000;
/// Receivers that are offered first because they get most.
pub const SERING: usize = 8;
/// So many possible receivers of a kind are shown as they are; more are folded.
pub const TERBUKA: usize = 8;
/// Most receivers of one disposition.
pub const PENERIMA: usize = 50;
/// Most levels of onward disposition.
pub const TINGKAT: i64 = 12;
/// Longest deadline, in working days.
pub const HARI_TERLAMA: i64 = 250;
/// Working days after the deadline when the head is told.
const HARI_ATASAN: i32 = 3;

/// How far one receiver is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keadaan {
    /// Given, not opened yet.
    Dikirim,
    /// Opened.
    Dibaca,
    /// Something was done, reported or handed on.
    Dikerjakan,
    /// Done.
    Selesai,
    /// Refused with a reason.
    Ditolak,
    /// Taken back by the giver before it was read.
    Ditarik,
}

impl Keadaan {
    /// All.
    pub const SEMUA: [Keadaan; 6] =
        [Keadaan::Dikirim, Keadaan::Dibaca, Keadaan::Dikerjakan, Keadaan::Selesai, Keadaan::Ditolak, Keadaan::Ditarik];
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Keadaan::Dikirim => "dikirim",
            Keadaan::Dibaca => "dibaca",
            Keadaan::Dikerjakan => "dikerjakan",
            Keadaan::Selesai => "selesai",
            Keadaan::Ditolak => "ditolak",
            Keadaan::Ditarik => "ditarik",
        }
    }
    /// As people read it.
    pub const fn teks(self) -> &'static str {
        match self {
            Keadaan::Dikirim => "Belum dibaca",
            Keadaan::Dibaca => "Sudah dibaca",
            Keadaan::Dikerjakan => "Ditindaklanjuti",
            Keadaan::Selesai => "Selesai",
            Keadaan::Ditolak => "Ditolak",
            Keadaan::Ditarik => "Ditarik kembali",
        }
    }
    /// From the word in the database.
    pub fn urai(kode: &str) -> Option<Keadaan> {
        Keadaan::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }
    /// Something is still to be done.
    pub const fn berjalan(self) -> bool {
        matches!(self, Keadaan::Dikirim | Keadaan::Dibaca | Keadaan::Dikerjakan)
    }
}

/// What a person does with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tindakan {
    /// The receiver opens the letter.
    Baca,
    /// The receiver reports progress.
    Lapor,
    /// The receiver hands it on to others.
    Teruskan,
    /// The receiver reports that it is done.
    Selesaikan,
    /// The receiver refuses.
    Tolak,
    /// The giver takes it back.
    Tarik,
}

impl Tindakan {
    /// All.
    pub const SEMUA: [Tindakan; 6] =
        [Tindakan::Baca, Tindakan::Lapor, Tindakan::Teruskan, Tindakan::Selesaikan, Tindakan::Tolak, Tindakan::Tarik];
}

/// The state after an act.
///
/// # Errors
/// Says in a sentence why the act is not possible.
pub fn akibat(keadaan: Keadaan, tindakan: Tindakan) -> Result<Keadaan, &'static str> {
    use Keadaan as K;
    match (keadaan, tindakan) {
        (
            K::Ditarik,
            Tindakan::Baca | Tindakan::Lapor | Tindakan::Teruskan | Tindakan::Selesaikan | Tindakan::Tolak,
        ) => Err("Disposisi ini sudah ditarik kembali oleh pemberinya."),
        (K::Dikirim, Tindakan::Baca) => Ok(K::Dibaca),
        (K::Dibaca | K::Dikerjakan | K::Selesai | K::Ditolak, Tindakan::Baca) => Ok(keadaan),
        (K::Selesai | K::Ditolak, Tindakan::Lapor | Tindakan::Teruskan | Tindakan::Selesaikan | Tindakan::Tolak) => {
            Err("Disposisi ini sudah selesai atau ditolak.")
        }
        (K::Dikirim | K::Dibaca | K::Dikerjakan, Tindakan::Lapor | Tindakan::Teruskan) => Ok(K::Dikerjakan),
        (K::Dikirim | K::Dibaca | K::Dikerjakan, Tindakan::Selesaikan) => Ok(K::Selesai),
        (K::Dikirim | K::Dibaca, Tindakan::Tolak) => Ok(K::Ditolak),
        (K::Dikerjakan, Tindakan::Tolak) => {
            Err("Disposisi yang sudah ditindaklanjuti tidak dapat ditolak. Laporkan saja hasilnya.")
        }
        (K::Dikirim, Tindakan::Tarik) => Ok(K::Ditarik),
        (K::Dibaca | K::Dikerjakan | K::Selesai | K::Ditolak, Tindakan::Tarik) => {
            Err("Disposisi yang sudah dibaca tidak dapat ditarik kembali.")
        }
        (K::Ditarik, Tindakan::Tarik) => Err("Disposisi ini sudah ditarik kembali."),
    }
}

/// The day on which a disposition of so many working days is due; none without a deadline.
///
/// # Errors
/// Says in a sentence which number of days can be given.
pub fn tenggat(kalender: &Kalender, hari_ini: Date, hari: &str) -> Result<Option<Date>, String> {
    if hari.is_empty() {
        return Ok(None);
    }
    let salah = || format!("Tenggat ditulis dalam hari kerja, dari 0 (hari ini) sampai {HARI_TERLAMA}");
    let banyak: i32 = hari.parse().map_err(|_| salah())?;
    if banyak < 0 || i64::from(banyak) > HARI_TERLAMA {
        return Err(salah());
    }
    kalender.tambah(hari_ini, banyak).map(Some).ok_or_else(salah)
}

/// Who is told of a deadline, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Langkah {
    /// The receiver, one working day before.
    Mendekati,
    /// Receiver and giver, on the first working day after.
    Lewat,
    /// The head of the giver's unit, on the third working day after.
    Atasan,
}

impl Langkah {
    /// All, in order.
    pub const SEMUA: [Langkah; 3] = [Langkah::Mendekati, Langkah::Lewat, Langkah::Atasan];
    /// The word in the database.
    pub const fn kode(self) -> &'static str {
        match self {
            Langkah::Mendekati => "mendekati",
            Langkah::Lewat => "lewat",
            Langkah::Atasan => "atasan",
        }
    }
}

/// The last step whose day has come: steps that were missed (the program stood still) are not caught up with one by one.
pub fn langkah(kalender: &Kalender, tenggat: Date, hari_ini: Date) -> Option<Langkah> {
    let lewat = tenggat < hari_ini && kalender.antara(tenggat, hari_ini) >= 1;
    if lewat && kalender.antara(tenggat, hari_ini) >= i64::from(HARI_ATASAN) {
        return Some(Langkah::Atasan);
    }
    if lewat {
        return Some(Langkah::Lewat);
    }
    let dekat = tenggat >= hari_ini && kalender.antara(hari_ini, tenggat) <= 1;
    dekat.then_some(Langkah::Mendekati)
}

/// How a giver sees the whole: done when nobody has anything left to do.
pub fn tuntas(penerima: impl IntoIterator<Item = Keadaan>) -> bool {
    penerima.into_iter().all(|satu| !satu.berjalan())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::indonesia::tanggal::Zona;
    use time::macros::date;

    #[test]
    fn every_state_and_every_act() {
        use Keadaan as K;
        // Baca, Lapor, Teruskan, Selesaikan, Tolak, Tarik
        let table: [(K, [Option<K>; 6]); 6] = [
            (
                K::Dikirim,
                [
                    Some(K::Dibaca),
                    Some(K::Dikerjakan),
                    Some(K::Dikerjakan),
                    Some(K::Selesai),
                    Some(K::Ditolak),
                    Some(K::Ditarik),
                ],
            ),
            (
                K::Dibaca,
                [Some(K::Dibaca), Some(K::Dikerjakan), Some(K::Dikerjakan), Some(K::Selesai), Some(K::Ditolak), None],
            ),
            (
                K::Dikerjakan,
                [Some(K::Dikerjakan), Some(K::Dikerjakan), Some(K::Dikerjakan), Some(K::Selesai), None, None],
            ),
            (K::Selesai, [Some(K::Selesai), None, None, None, None, None]),
            (K::Ditolak, [Some(K::Ditolak), None, None, None, None, None]),
            (K::Ditarik, [None; 6]),
        ];
        for (keadaan, harap) in table {
            for (tindakan, harap) in Tindakan::SEMUA.into_iter().zip(harap) {
                assert_eq!(akibat(keadaan, tindakan).ok(), harap, "{keadaan:?} {tindakan:?}");
            }
        }
        assert!(Keadaan::SEMUA.into_iter().all(|satu| Keadaan::urai(satu.kode()) == Some(satu)));
    }

    #[test]
    fn deadlines_are_in_working_days() {
        let kalender = Kalender::lima_hari(Zona::Wib, []);
        let jumat = date!(2026 - 11 - 20);
        let table = [
            ("", Ok(None)),
            ("0", Ok(Some(jumat))),
            ("1", Ok(Some(date!(2026 - 11 - 23)))),
            ("3", Ok(Some(date!(2026 - 11 - 25)))),
            ("-1", Err(())),
            ("251", Err(())),
            ("dua", Err(())),
            ("1,5", Err(())),
        ];
        for (hari, harap) in table {
            assert_eq!(tenggat(&kalender, jumat, hari).map_err(|_| ()), harap, "{hari}");
        }
    }

    #[test]
    fn who_is_told_when() {
        let kalender = Kalender::lima_hari(Zona::Wib, []);
        let rabu = date!(2026 - 11 - 25);
        let table = [
            (date!(2026 - 11 - 20), None),
            (date!(2026 - 11 - 23), None),
            (date!(2026 - 11 - 24), Some(Langkah::Mendekati)),
            (rabu, Some(Langkah::Mendekati)),
            (date!(2026 - 11 - 26), Some(Langkah::Lewat)),
            (date!(2026 - 11 - 27), Some(Langkah::Lewat)),
            (date!(2026 - 11 - 29), Some(Langkah::Lewat)),
            (date!(2026 - 11 - 30), Some(Langkah::Atasan)),
            (date!(2027 - 01 - 30), Some(Langkah::Atasan)),
        ];
        for (hari_ini, harap) in table {
            assert_eq!(langkah(&kalender, rabu, hari_ini), harap, "{hari_ini}");
        }
        // Over a weekend nobody is late yet.
        assert_eq!(langkah(&kalender, date!(2026 - 11 - 20), date!(2026 - 11 - 22)), None);
    }

    #[test]
    fn the_whole_is_done_when_nobody_has_work_left() {
        use Keadaan as K;
        assert!(tuntas([K::Selesai, K::Ditolak, K::Ditarik]));
        assert!(!tuntas([K::Selesai, K::Dibaca]));
    }
}
