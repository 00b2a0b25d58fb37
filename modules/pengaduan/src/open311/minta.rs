//! Arguments of requests as the specification words them, read strictly. No database, and the instant is a parameter.
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::galat::Galat;

/// The widest span of one list, and the span of a list without dates.
pub const RENTANG: Duration = Duration::days(90);
/// Most requests of one answer.
pub const TERBANYAK: i64 = 1000;
/// How far `page` leads; who needs more asks for an earlier span.
pub const TERJAUH: i64 = 100_000;
/// Most numbers in `service_request_id`.
pub const NOMOR: usize = 200;

/// Which requests are asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Saring {
    /// These numbers, whatever else was said.
    Nomor(Vec<String>),
    /// All that fit.
    Daftar(Daftar),
}

/// A list of requests, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Daftar {
    /// Codes of services; empty for all.
    pub layanan: Vec<String>,
    /// Received from this instant on.
    pub dari: OffsetDateTime,
    /// Received up to this instant.
    pub sampai: OffsetDateTime,
    /// Open ones, closed ones; both when nothing is said.
    pub terbuka: Option<bool>,
    /// Requests to pass over.
    pub lewati: i64,
    /// Requests to give.
    pub banyak: i64,
}

/// All values of an argument, also several in one, parted by commas; an empty one is none.
fn semua<'a>(query: &'a [(String, String)], nama: &'a str) -> impl Iterator<Item = &'a str> {
    query
        .iter()
        .filter(move |(kunci, _)| kunci == nama)
        .flat_map(|(_, nilai)| nilai.split(','))
        .map(str::trim)
        .filter(|nilai| !nilai.is_empty())
}

fn satu<'a>(query: &'a [(String, String)], nama: &str) -> Option<&'a str> {
    query.iter().find(|(kunci, nilai)| kunci == nama && !nilai.trim().is_empty()).map(|(_, nilai)| nilai.trim())
}

/// Where no jurisdiction or ours is named, there is nothing to say.
///
/// # Errors
/// 404 for another jurisdiction.
pub fn yurisdiksi(query: &[(String, String)], kita: &str) -> Result<(), Galat> {
    match satu(query, "jurisdiction_id") {
        Some(nama) if !nama.eq_ignore_ascii_case(kita) => {
            Err(Galat::tiada(format!("jurisdiction_id \"{}\" tidak dikenal; di sini \"{kita}\".", pendek(nama))))
        }
        Some(_) | None => Ok(()),
    }
}

/// What was sent, short enough to be said back.
pub fn pendek(teks: &str) -> String {
    kernel::indonesia::kalimat::potong(teks, 60)
}

/// An instant in the format of the W3C note: date and time with `Z` or an offset. A day alone is the day in the regency: its
/// beginning, or with `akhir` its end.
pub fn saat(teks: &str, zona: UtcOffset, akhir: bool) -> Option<OffsetDateTime> {
    // A plus sign that was not encoded arrives as a blank.
    let teks = match teks.rsplit_once(' ') {
        Some((kiri, kanan)) if kiri.contains(['T', 't']) => format!("{kiri}+{kanan}"),
        Some(_) | None => teks.to_owned(),
    };
    if let Ok(saat) = OffsetDateTime::parse(&teks, &Rfc3339) {
        return wajar(saat);
    }
    let menit = format_description!("[year]-[month]-[day]T[hour]:[minute][offset_hour sign:mandatory]:[offset_minute]");
    if let Ok(saat) = OffsetDateTime::parse(&teks, menit) {
        return wajar(saat);
    }
    let menit_utc = format_description!("[year]-[month]-[day]T[hour]:[minute]Z");
    if let Ok(saat) = PrimitiveDateTime::parse(&teks, menit_utc) {
        return wajar(saat.assume_utc());
    }
    let hari = Date::parse(&teks, format_description!("[year]-[month]-[day]")).ok()?;
    let jam = if akhir { Time::from_hms_micro(23, 59, 59, 999_999).ok()? } else { Time::MIDNIGHT };
    wajar(hari.with_time(jam).assume_offset(zona))
}

/// An instant of our calendar, with room on both sides for the spans that are counted from it.
fn wajar(saat: OffsetDateTime) -> Option<OffsetDateTime> {
    (1900..=2900).contains(&saat.year()).then_some(saat)
}

/// Reads which requests are asked for.
///
/// # Errors
/// 400 for arguments that mean nothing.
pub fn saring(query: &[(String, String)], kini: OffsetDateTime, zona: UtcOffset) -> Result<Saring, Galat> {
    let nomor: Vec<String> = semua(query, "service_request_id").map(str::to_owned).collect();
    if nomor.len() > NOMOR {
        return Err(Galat::salah(format!("service_request_id: paling banyak {NOMOR} nomor dalam satu permintaan.")));
    }
    if !nomor.is_empty() {
        return Ok(Saring::Nomor(nomor));
    }
    let mut galat = vec![];
    let mut tanggal = |nama: &str, akhir: bool| {
        let teks = satu(query, nama)?;
        let hasil = saat(teks, zona, akhir);
        if hasil.is_none() {
            galat.push((400, format!("{nama} ditulis seperti 2026-01-31T00:00:00Z, bukan \"{}\".", pendek(teks))));
        }
        hasil
    };
    let (dari, sampai) = (tanggal("start_date", false), tanggal("end_date", true));
    let (dari, sampai) = match (dari, sampai) {
        (Some(dari), Some(sampai)) => (dari, sampai),
        (Some(dari), None) => (dari, dari + RENTANG),
        (None, Some(sampai)) => (sampai - RENTANG, sampai),
        (None, None) => (kini - RENTANG, kini),
    };
    if sampai < dari {
        galat.push((400, "end_date mendahului start_date.".to_owned()));
    } else if sampai - dari > RENTANG {
        galat.push((400, format!("start_date dan end_date paling jauh berjarak {} hari.", RENTANG.whole_days())));
    }
    let (mut terbuka, mut tertutup) = (false, false);
    for teks in semua(query, "status") {
        match teks {
            "open" => terbuka = true,
            "closed" => tertutup = true,
            lain => galat.push((400, format!("status adalah open atau closed, bukan \"{}\".", pendek(lain)))),
        }
    }
    let terbuka = (terbuka != tertutup).then_some(terbuka);
    let mut bilangan = |nama: &str, biasa: i64, paling: i64| match satu(query, nama) {
        None => biasa,
        Some(teks) => match teks.parse::<i64>() {
            Ok(angka) if (1..=paling).contains(&angka) => angka,
            Ok(_) | Err(_) => {
                galat.push((400, format!("{nama} adalah bilangan 1 sampai {paling}, bukan \"{}\".", pendek(teks))));
                biasa
            }
        },
    };
    let banyak = bilangan("page_size", TERBANYAK, TERBANYAK);
    let halaman = bilangan("page", 1, TERJAUH);
    let lewati = (halaman - 1) * banyak;
    if lewati > TERJAUH {
        galat.push((400, format!("page: paling jauh {TERJAUH} laporan; persempit start_date dan end_date.")));
    }
    if !galat.is_empty() {
        return Err(Galat(galat));
    }
    let layanan = semua(query, "service_code").map(str::to_owned).take(NOMOR).collect();
    Ok(Saring::Daftar(Daftar { layanan, dari, sampai, terbuka, lewati, banyak }))
}

/// An instant as answers tell it: ISO 8601 to the second, with the offset of the regency.
pub fn tulis_saat(saat: OffsetDateTime, zona: UtcOffset) -> String {
    let bentuk = format_description!(
        "[year]-[month]-[day]T[hour]:[minute]:[second][offset_hour sign:mandatory]:[offset_minute]"
    );
    saat.to_offset(zona).format(bentuk).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{datetime, offset};

    const KINI: OffsetDateTime = datetime!(2026-11-20 02:00 UTC);
    const ZONA: UtcOffset = offset!(+7);

    fn query(teks: &str) -> Vec<(String, String)> {
        let pasang = |bagian: &str| {
            let (kunci, nilai) = bagian.split_once('=').unwrap();
            (kunci.to_owned(), nilai.to_owned())
        };
        teks.split('&').filter(|bagian| !bagian.is_empty()).map(pasang).collect()
    }

    fn daftar(teks: &str) -> Daftar {
        match saring(&query(teks), KINI, ZONA) {
            Ok(Saring::Daftar(daftar)) => daftar,
            lain => panic!("{teks}: {lain:?}"),
        }
    }

    #[test]
    fn instants_are_read_in_the_formats_of_the_note() {
        let table = [
            ("2010-01-01T00:00:00Z", Some(datetime!(2010-01-01 00:00 UTC))),
            ("2010-01-01T07:00:00+07:00", Some(datetime!(2010-01-01 00:00 UTC))),
            ("2010-01-01T07:00:00 07:00", Some(datetime!(2010-01-01 00:00 UTC))),
            ("1994-11-05T08:15:30-05:00", Some(datetime!(1994-11-05 13:15:30 UTC))),
            ("1994-11-05T08:15:30.45-05:00", Some(datetime!(1994-11-05 13:15:30.45 UTC))),
            ("2010-01-01T07:00+07:00", Some(datetime!(2010-01-01 00:00 UTC))),
            ("2010-01-01T00:00Z", Some(datetime!(2010-01-01 00:00 UTC))),
            ("2010-01-01", Some(datetime!(2009-12-31 17:00 UTC))),
            ("2010-01-01T00:00:00", None),
            ("2010-13-01T00:00:00Z", None),
            ("0000-01-01T00:00:00Z", None),
            ("9999-01-01T00:00:00Z", None),
            ("kemarin", None),
            ("", None),
        ];
        for (teks, harap) in table {
            assert_eq!(saat(teks, ZONA, false), harap, "{teks}");
        }
        assert_eq!(saat("2010-01-01", ZONA, true), Some(datetime!(2010-01-01 16:59:59.999999 UTC)));
    }

    #[test]
    fn a_list_spans_ninety_days_and_a_thousand_requests() {
        let semua = daftar("");
        assert_eq!((semua.dari, semua.sampai), (KINI - RENTANG, KINI));
        assert_eq!((semua.lewati, semua.banyak, semua.terbuka), (0, 1000, None));
        let dari = daftar("start_date=2026-01-01T00:00:00Z");
        assert_eq!(dari.sampai - dari.dari, RENTANG);
        let sampai = daftar("end_date=2026-05-01T00:00:00Z");
        assert_eq!(sampai.dari, datetime!(2026-01-31 00:00 UTC));
        assert_eq!(daftar("start_date=&end_date=&status=&page=&page_size="), semua, "an empty argument is none");
        daftar("start_date=2026-01-01T00:00:00Z&end_date=2026-04-01T00:00:00Z");
    }

    #[test]
    fn states_services_and_pages_may_be_several() {
        let table = [
            ("status=open", Some(true)),
            ("status=closed", Some(false)),
            ("status=open,closed", None),
            ("status=open&status=closed", None),
        ];
        for (teks, harap) in table {
            assert_eq!(daftar(teks).terbuka, harap, "{teks}");
        }
        assert_eq!(daftar("service_code=a, b&service_code=c").layanan, ["a", "b", "c"]);
        let jauh = daftar("page=3&page_size=50");
        assert_eq!((jauh.lewati, jauh.banyak), (100, 50));
        assert_eq!(
            saring(&query("service_request_id=A,B&status=salah&start_date=x"), KINI, ZONA),
            Ok(Saring::Nomor(vec!["A".into(), "B".into()])),
            "numbers override everything else"
        );
    }

    #[test]
    fn what_means_nothing_is_refused_and_named() {
        let table = [
            ("start_date=kemarin", 1, "start_date"),
            ("start_date=x&end_date=y&status=z&page=0", 4, "start_date"),
            ("start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z", 1, "90 hari"),
            ("start_date=2026-04-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", 1, "mendahului"),
            ("status=OPEN", 1, "status"),
            ("page_size=1001", 1, "page_size"),
            ("page_size=-1", 1, "page_size"),
            ("page=9999999999999999999999", 1, "page"),
            ("page=1000&page_size=1000", 1, "page"),
        ];
        for (teks, banyak, harap) in table {
            let Err(galat) = saring(&query(teks), KINI, ZONA) else { panic!("{teks}") };
            assert_eq!(galat.0.len(), banyak, "{teks}: {galat:?}");
            assert!(galat.0.iter().all(|(kode, _)| *kode == 400) && galat.0[0].1.contains(harap), "{teks}: {galat:?}");
        }
        let banyak = format!("service_request_id={}", vec!["A"; NOMOR + 1].join(","));
        assert!(saring(&query(&banyak), KINI, ZONA).is_err());
    }

    #[test]
    fn only_our_own_jurisdiction_is_served() {
        for teks in ["", "jurisdiction_id=", "jurisdiction_id=contohkab.go.id", "jurisdiction_id=ContohKab.go.id"] {
            assert_eq!(yurisdiksi(&query(teks), "contohkab.go.id"), Ok(()), "{teks}");
        }
        let Err(galat) = yurisdiksi(&query("jurisdiction_id=sfgov.org"), "contohkab.go.id") else { panic!() };
        assert_eq!(galat.0[0].0, 404);
    }

    #[test]
    fn instants_are_told_with_the_offset_of_the_regency() {
        assert_eq!(tulis_saat(datetime!(2026-11-20 02:00:01.5 UTC), ZONA), "2026-11-20T09:00:01+07:00");
    }
}
