//! Takes out of free text what tells who somebody is, before anybody may read it: e-mail addresses, long numbers (NIK, telephone, bank
//! account), number plates, names behind a form of address, and the name of the reporter. The coordinator reads the result before it is
//! published: a rule cannot know every name.
use std::sync::LazyLock;

use regex::Regex;

/// What stands in place of an e-mail address.
pub const SUREL: &str = "[surel disamarkan]";
/// What stands in place of a number.
pub const NOMOR: &str = "[nomor disamarkan]";
/// What stands in place of a name.
pub const NAMA: &str = "[nama disamarkan]";

struct Pola {
    surel: Regex,
    nomor: Regex,
    pelat: Regex,
    sapaan: Regex,
    tautan: Regex,
}

/// The patterns are constants of ours; one that does not compile masks nothing, and a test would see that.
static POLA: LazyLock<Option<Pola>> = LazyLock::new(|| {
    Some(Pola {
        surel: Regex::new(r"(?i)[a-z0-9._%+'-]+\s*(?:@|\(at\)|\[at\]|＠)\s*[a-z0-9-]+(?:\s*\.\s*[a-z0-9-]+)+").ok()?,
        nomor: Regex::new(r"(?:\+|\b)\d(?:[\s./()-]{0,2}\d){7,}").ok()?,
        pelat: Regex::new(r"\b[A-Z]{1,2}\s?\d{1,4}\s?[A-Z]{1,3}\b").ok()?,
        sapaan: Regex::new(
            r"\b(?i:(bapak|bpk|pak|ibu|ny|nyonya|tuan|tn|sdr|sdri|saudara|saudari|haji|hj|nama saya|bernama|atas nama|a\.n|an\.))(\.?,?\s+)((?:\p{Lu}\.|\p{Lu}[\p{L}']*)(?:\s+(?:(?:bin|binti)\s+)?(?:\p{Lu}\.|\p{Lu}[\p{L}']*)){0,3})",
        )
        .ok()?,
        tautan: Regex::new(r"(?i)\b(?:https?://|www\.)\S+|(?:^|\s)@[a-z0-9_.]{3,}").ok()?,
    })
});

/// Words that follow a form of address and name an office, not a person.
const JABATAN: &[&str] = &[
    "kepala",
    "bupati",
    "wakil",
    "camat",
    "lurah",
    "kades",
    "guru",
    "dokter",
    "bidan",
    "rt",
    "rw",
    "ketua",
    "sekretaris",
    "polisi",
    "petugas",
    "pejabat",
    "menteri",
    "gubernur",
    "desa",
    "dinas",
    "kota",
    "presiden",
    "dan",
    "yang",
];

/// The text without personal data; `pelapor` is the reporter's own name, where one is known.
pub fn samarkan(teks: &str, pelapor: Option<&str>) -> String {
    let Some(pola) = POLA.as_ref() else { return String::new() };
    let teks = pola.surel.replace_all(teks, SUREL);
    let teks = pola.tautan.replace_all(&teks, " [tautan disamarkan]");
    let teks = pola.nomor.replace_all(&teks, |found: &regex::Captures<'_>| {
        let cocok = found.get(0).map_or("", |each| each.as_str());
        if tanggal(cocok) { cocok.to_owned() } else { NOMOR.to_owned() }
    });
    let teks = pola.pelat.replace_all(&teks, |found: &regex::Captures<'_>| {
        let cocok = found.get(0).map_or("", |each| each.as_str());
        // RT 05 RW, KM 12, NO 7: words of addresses, which end in no letters of a region.
        let awal: String = cocok.chars().take_while(char::is_ascii_alphabetic).collect();
        if matches!(awal.as_str(), "RT" | "RW" | "KM" | "NO" | "GG" | "JL") {
            cocok.to_owned()
        } else {
            NOMOR.to_owned()
        }
    });
    let teks = pola.sapaan.replace_all(&teks, |found: &regex::Captures<'_>| {
        let bagian = |nomor| found.get(nomor).map_or("", |each: regex::Match<'_>| each.as_str());
        let nama = bagian(3);
        let awal = nama.split_whitespace().next().unwrap_or_default().trim_end_matches('.').to_lowercase();
        if JABATAN.contains(&awal.as_str()) {
            format!("{}{}{nama}", bagian(1), bagian(2))
        } else {
            let titik = if nama.ends_with('.') { "." } else { "" };
            format!("{}{}{NAMA}{titik}", bagian(1), bagian(2))
        }
    });
    sendiri(teks.into_owned(), pelapor)
}

/// Masks the reporter's own name, as a whole and each of its words of four letters and more.
fn sendiri(teks: String, pelapor: Option<&str>) -> String {
    let Some(nama) = pelapor.map(str::trim).filter(|nama| nama.chars().count() >= 3) else { return teks };
    let mut kata: Vec<&str> = vec![nama];
    kata.extend(nama.split_whitespace().filter(|satu| satu.chars().count() >= 4));
    let mut teks = teks;
    for satu in kata {
        if let Ok(pola) = Regex::new(&format!(r"(?i)\b{}\b", regex::escape(satu))) {
            teks = pola.replace_all(&teks, NAMA).into_owned();
        }
    }
    teks
}

/// Whether digits and marks are a date, such as `20-11-2026`, or two years.
fn tanggal(teks: &str) -> bool {
    let bagian: Vec<&str> = teks.split(['-', '/', '.', ' ']).filter(|satu| !satu.is_empty()).collect();
    let lebar: Vec<usize> = bagian.iter().map(|satu| satu.len()).collect();
    let angka = |tempat: usize| bagian.get(tempat).and_then(|satu| satu.parse::<u32>().ok()).unwrap_or(u32::MAX);
    let tahun = |tempat| (1900..=2100).contains(&angka(tempat));
    match lebar.as_slice() {
        [1 | 2, 1 | 2, 4] => angka(0) <= 31 && angka(1) <= 12 && tahun(2),
        [4, 1 | 2, 1 | 2] => tahun(0) && angka(1) <= 12 && angka(2) <= 31,
        [4, 4] => tahun(0) && tahun(1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_who_somebody_is_goes() {
        let table = [
            ("Hubungi siti.rahma@contoh.id ya", "Hubungi [surel disamarkan] ya"),
            ("siti (at) contoh . id", "[surel disamarkan]"),
            ("WA 0812-3456-7890.", "WA [nomor disamarkan]."),
            ("+62 812 3456 7890", "[nomor disamarkan]"),
            ("NIK 1409014505850001 tercatat", "NIK [nomor disamarkan] tercatat"),
            ("NIK 14.09.01.450585.0001", "NIK [nomor disamarkan]"),
            ("Mobil BM 1234 XY parkir", "Mobil [nomor disamarkan] parkir"),
            ("Pak Joko Susilo tidak hadir", "Pak [nama disamarkan] tidak hadir"),
            ("atas nama Siti binti Ahmad", "atas nama [nama disamarkan]"),
            ("Ibu Sri. Lalu pulang", "Ibu [nama disamarkan]. Lalu pulang"),
            ("lihat https://contoh.id/x?y=1 dan @akun_saya", "lihat  [tautan disamarkan] dan [tautan disamarkan]"),
        ];
        for (dari, jadi) in table {
            assert_eq!(samarkan(dari, None), jadi, "{dari}");
        }
    }

    #[test]
    fn what_tells_where_and_when_stays() {
        for teks in [
            "Jalan Sudirman No. 12 RT 05 RW 02, KM 12",
            "Sejak 20-11-2026 pukul 19.30 sampai 2026/11/22",
            "Tahun 2025 2026 belum diperbaiki",
            "Bapak Kepala Desa dan Ibu Lurah sudah tahu",
            "Butuh Rp 1.500.000 dan 3 hari",
            "Lubang 2 x 3 meter, sejak 3 bulan lalu",
        ] {
            assert_eq!(samarkan(teks, None), teks);
        }
    }

    #[test]
    fn the_reporter_is_not_named() {
        let jadi = samarkan("Saya Rahmat, rumah Rahmat Hidayat di ujung. hidayat@x.id", Some("Rahmat Hidayat"));
        assert!(!jadi.to_lowercase().contains("rahmat") && !jadi.to_lowercase().contains("hidayat"), "{jadi}");
        assert_eq!(samarkan("Jalan rusak", Some("")), "Jalan rusak");
    }
}
