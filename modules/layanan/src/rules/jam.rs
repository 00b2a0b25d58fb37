//! The clock of a case, in working days: the promised time, the time of each step, and the days on which it stands still.
use kernel::indonesia::kerja::Kalender;
use time::Date;

use crate::model::Keadaan;

/// Targets of a service in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Target {
    /// The promised time.
    pub semua: i64,
    /// For examining; counts from coming in.
    pub periksa: Option<i64>,
    /// For a visit.
    pub kunjungan: Option<i64>,
    /// For a decision.
    pub setuju: Option<i64>,
}

impl Target {
    /// The target of one step.
    pub fn langkah(&self, keadaan: Keadaan) -> Option<i64> {
        match keadaan {
            Keadaan::Masuk | Keadaan::Diperiksa => self.periksa,
            Keadaan::Kunjungan => self.kunjungan,
            Keadaan::Persetujuan | Keadaan::Penandatanganan | Keadaan::Keberatan => self.setuju,
            Keadaan::Draf
            | Keadaan::Menunggu
            | Keadaan::Perbaikan
            | Keadaan::Bayar
            | Keadaan::Siap
            | Keadaan::Selesai
            | Keadaan::Ditolak
            | Keadaan::Dicabut
            | Keadaan::Gabungan => None,
        }
    }
}

/// How the clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Jam {
    /// Last day of the promised time.
    pub tenggat: Option<Date>,
    /// Since when it stands as it does.
    pub langkah_sejak: Option<Date>,
    /// Until when this step should be left.
    pub langkah_tenggat: Option<Date>,
    /// Since when the clock stands still.
    pub jeda_sejak: Option<Date>,
    /// Working days that it stood still.
    pub jeda_hari: i64,
}

/// What leaving a step tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Langkah {
    /// Working days in the step that is left.
    pub hari: i64,
    /// It was left after its day.
    pub lewat: bool,
}

fn tambah(kalender: &Kalender, dari: Date, hari: i64) -> Option<Date> {
    kalender.tambah(dari, i32::try_from(hari).ok()?)
}

/// The clock after a change of state today.
///
/// Coming in starts it; where the applicant has to act it stands still and the promised day moves by as many working days; an
/// objection that is accepted starts it anew.
pub fn pindah(
    jam: &Jam,
    dari: Keadaan,
    ke: Keadaan,
    target: &Target,
    hari_ini: Date,
    kalender: &Kalender,
) -> (Jam, Langkah) {
    let hari = jam.langkah_sejak.map_or(0, |sejak| kalender.antara(sejak, hari_ini).max(0));
    let lewat = jam.langkah_tenggat.is_some_and(|tenggat| tenggat < hari_ini);
    let mut baru = Jam { langkah_sejak: Some(hari_ini), ..*jam };
    if let Some(sejak) = jam.jeda_sejak.filter(|_| dari.terhenti() && !ke.terhenti()) {
        let jeda = kalender.antara(sejak, hari_ini).max(0);
        baru.jeda_sejak = None;
        baru.jeda_hari += jeda;
        if jeda > 0 {
            baru.tenggat = jam.tenggat.and_then(|tenggat| tambah(kalender, tenggat, jeda));
        }
    }
    if ke.terhenti() && jam.jeda_sejak.is_none() {
        baru.jeda_sejak = Some(hari_ini);
    }
    let mulai = matches!(ke, Keadaan::Masuk) || matches!((dari, ke), (Keadaan::Keberatan, Keadaan::Diperiksa));
    if mulai {
        baru.tenggat = tambah(kalender, hari_ini, target.semua);
    }
    baru.langkah_tenggat = target.langkah(ke).and_then(|hari| tambah(kalender, hari_ini, hari));
    // The time for examining runs from coming in, whoever picks it up when.
    if (dari, ke) == (Keadaan::Masuk, Keadaan::Diperiksa) {
        baru.langkah_tenggat = jam.langkah_tenggat;
    }
    if ke.berakhir() {
        baru.jeda_sejak = None;
    }
    (baru, Langkah { hari, lewat })
}

/// Working days left of the promised time; negative when it is late, none when it has no end or stands still.
pub fn sisa(tenggat: Option<Date>, keadaan: Keadaan, hari_ini: Date, kalender: &Kalender) -> Option<i64> {
    if !keadaan.berjalan() {
        return None;
    }
    tenggat.map(|tenggat| kalender.antara(hari_ini, tenggat))
}

/// The last day on which one may object to a refusal.
pub fn batas_keberatan(ditolak: Date, hari: i64, kalender: &Kalender) -> Option<Date> {
    tambah(kalender, ditolak, hari)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::indonesia::tanggal::Zona;
    use time::macros::date;

    const TARGET: Target = Target { semua: 5, periksa: Some(2), kunjungan: Some(3), setuju: Some(1) };

    fn kalender() -> Kalender {
        Kalender::lima_hari(Zona::Wib, [])
    }

    #[test]
    fn waiting_for_the_applicant_moves_the_promised_day() {
        let kalender = kalender();
        // Monday 5 January 2026.
        let (jam, _) =
            pindah(&Jam::default(), Keadaan::Draf, Keadaan::Masuk, &TARGET, date!(2026 - 01 - 05), &kalender);
        assert_eq!(jam.tenggat, Some(date!(2026 - 01 - 12)));
        assert_eq!(jam.langkah_tenggat, Some(date!(2026 - 01 - 07)));
        let (jam, langkah) =
            pindah(&jam, Keadaan::Masuk, Keadaan::Diperiksa, &TARGET, date!(2026 - 01 - 06), &kalender);
        assert_eq!((langkah, jam.langkah_tenggat), (Langkah { hari: 1, lewat: false }, Some(date!(2026 - 01 - 07))));
        let (jam, langkah) =
            pindah(&jam, Keadaan::Diperiksa, Keadaan::Perbaikan, &TARGET, date!(2026 - 01 - 08), &kalender);
        assert_eq!(langkah, Langkah { hari: 2, lewat: true });
        assert_eq!((jam.jeda_sejak, jam.langkah_tenggat), (Some(date!(2026 - 01 - 08)), None));
        // The answer comes on Tuesday of the week after: three working days later.
        let (jam, _) = pindah(&jam, Keadaan::Perbaikan, Keadaan::Diperiksa, &TARGET, date!(2026 - 01 - 13), &kalender);
        assert_eq!((jam.jeda_sejak, jam.jeda_hari, jam.tenggat), (None, 3, Some(date!(2026 - 01 - 15))));
        assert_eq!(sisa(jam.tenggat, Keadaan::Diperiksa, date!(2026 - 01 - 19), &kalender), Some(-2));
        assert_eq!(sisa(jam.tenggat, Keadaan::Perbaikan, date!(2026 - 01 - 19), &kalender), None);
    }

    #[test]
    fn an_accepted_objection_starts_the_clock_anew() {
        let kalender = kalender();
        let jam = Jam { tenggat: Some(date!(2026 - 01 - 05)), ..Jam::default() };
        let (jam, _) = pindah(&jam, Keadaan::Keberatan, Keadaan::Diperiksa, &TARGET, date!(2026 - 02 - 02), &kalender);
        assert_eq!(jam.tenggat, Some(date!(2026 - 02 - 09)));
        let (jam, _) = pindah(&jam, Keadaan::Diperiksa, Keadaan::Ditolak, &TARGET, date!(2026 - 02 - 03), &kalender);
        assert_eq!(jam.langkah_tenggat, None);
        assert_eq!(batas_keberatan(date!(2026 - 02 - 03), 2, &kalender), Some(date!(2026 - 02 - 05)));
    }

    #[test]
    fn a_correction_on_the_same_day_costs_nothing() {
        let kalender = kalender();
        let jam =
            Jam { tenggat: Some(date!(2026 - 01 - 10)), jeda_sejak: Some(date!(2026 - 01 - 06)), ..Jam::default() };
        let (jam, _) = pindah(&jam, Keadaan::Perbaikan, Keadaan::Diperiksa, &TARGET, date!(2026 - 01 - 06), &kalender);
        assert_eq!((jam.jeda_hari, jam.tenggat), (0, Some(date!(2026 - 01 - 10))));
    }
}
