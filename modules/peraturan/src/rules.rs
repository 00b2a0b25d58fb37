//! Pure rules: what a document is called, under which keys it is cited, and what holds on a day.
use kernel::indonesia::kata;
use time::Date;

use crate::model::{Dokumen, JenisHubungan, Kelas};
use crate::urai;

/// Whether a document holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Not yet in force on that day.
    Belum {
        /// From when it will be.
        mulai: Date,
    },
    /// In force as enacted.
    Berlaku,
    /// In force, amended or repealed in part by these.
    Berubah {
        /// What changed it, oldest first.
        oleh: Vec<Sebab>,
    },
    /// Repealed.
    Dicabut {
        /// What repealed it.
        oleh: Sebab,
    },
    /// Not in force for a reason that an editor entered.
    Mati {
        /// From when, if known.
        sejak: Option<Date>,
        /// Why.
        alasan: String,
    },
    /// The document has no day from which it holds.
    TakDiketahui,
}

/// A document that changed another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sebab {
    /// How.
    pub jenis: JenisHubungan,
    /// What it is called.
    pub sebutan: String,
    /// Its address; empty when it is not in the collection.
    pub href: String,
    /// From when; `None` when nobody knows, which counts as always.
    pub sejak: Option<Date>,
}

impl Status {
    /// One or two words, for tags and the national feed.
    pub const fn kata(&self) -> &'static str {
        match self {
            Status::Belum { .. } => "Belum berlaku",
            Status::Berlaku => "Berlaku",
            Status::Berubah { .. } => "Berlaku, diubah",
            Status::Dicabut { .. } => "Dicabut",
            Status::Mati { .. } => "Tidak berlaku",
            Status::TakDiketahui => "Belum diketahui",
        }
    }
    /// The word by which lists are filtered.
    pub const fn kunci(&self) -> &'static str {
        match self {
            Status::Belum { .. } => "belum",
            Status::Berlaku | Status::Berubah { .. } => "berlaku",
            Status::Dicabut { .. } | Status::Mati { .. } => "tidak_berlaku",
            Status::TakDiketahui => "tak_diketahui",
        }
    }
    /// Whether it holds on that day.
    pub const fn holds(&self) -> bool {
        match self {
            Status::Berlaku | Status::Berubah { .. } => true,
            Status::Belum { .. } | Status::Dicabut { .. } | Status::Mati { .. } | Status::TakDiketahui => false,
        }
    }
}

/// What holds on a day: `mulai` is the day from which the document holds, `khusus` what an editor set against the
/// relations (word, since when, why), `sebab` what other published documents do to it, in any order. A change counts
/// from its own day on; one without a day counts always.
pub fn status(mulai: Option<Date>, khusus: Option<(&str, Option<Date>, &str)>, sebab: &[Sebab], pada: Date) -> Status {
    let sudah = |sejak: Option<Date>| sejak.is_none_or(|hari| hari <= pada);
    if let Some((kata, sejak, alasan)) = khusus
        && !kata.is_empty()
        && sudah(sejak)
    {
        return Status::Mati { sejak, alasan: alasan.to_owned() };
    }
    let mut berlaku: Vec<&Sebab> =
        sebab.iter().filter(|satu| satu.jenis.changes_status() && sudah(satu.sejak)).collect();
    berlaku.sort_by_key(|satu| (satu.sejak, satu.sebutan.clone()));
    if let Some(cabut) = berlaku.iter().find(|satu| satu.jenis == JenisHubungan::Mencabut) {
        return Status::Dicabut { oleh: (*cabut).clone() };
    }
    match mulai {
        None => Status::TakDiketahui,
        Some(mulai) if mulai > pada => Status::Belum { mulai },
        Some(_) if berlaku.is_empty() => Status::Berlaku,
        Some(_) => Status::Berubah { oleh: berlaku.into_iter().cloned().collect() },
    }
}

/// [`status`] of a document.
pub fn status_dokumen(dokumen: &Dokumen, sebab: &[Sebab], pada: Date) -> Status {
    let khusus = (dokumen.status_khusus.as_str(), dokumen.status_sejak, dokumen.status_alasan.as_str());
    status(dokumen.mulai(), Some(khusus), sebab, pada)
}

/// Last part of a document's address: `perbup-18-2021` for a regulation, `monografi-judul-2024` for others. Empty when
/// the facts do not suffice.
pub fn siput(kelas: Kelas, jenis: &str, nomor: &str, tahun: Option<i64>, judul: &str) -> String {
    let tahun = tahun.map(|tahun| tahun.to_string()).unwrap_or_default();
    let jenis = if jenis == "lain" { "peraturan" } else { jenis };
    let parts = if kelas.is_primer() {
        if nomor.is_empty() || tahun.is_empty() {
            return String::new();
        }
        [kata::slug(jenis), kata::slug(nomor), tahun]
    } else {
        let judul: String = kata::slug(judul).chars().take(60).collect();
        [kelas.as_str().to_owned(), judul.trim_end_matches('-').to_owned(), tahun]
    };
    if parts.get(1).is_none_or(String::is_empty) {
        return String::new();
    }
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("-")
}

/// What a document is called in one line without its title.
pub fn sebutan(kelas: Kelas, nama_jenis: &str, nomor: &str, tahun: Option<i64>) -> String {
    let mut text = if kelas.is_primer() { nama_jenis.to_owned() } else { kelas.label().to_owned() };
    if !nomor.is_empty() {
        text.push_str(" Nomor ");
        text.push_str(nomor);
    }
    if let Some(tahun) = tahun {
        text.push_str(" Tahun ");
        text.push_str(&tahun.to_string());
    }
    text
}

/// Place in lists: by year, then by number.
pub fn urutan(tahun: Option<i64>, nomor: &str) -> i64 {
    let digits: String =
        nomor.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(5).collect();
    tahun.unwrap_or(0).clamp(0, 9999) * 100_000 + digits.parse::<i64>().unwrap_or(0)
}

/// The keys by which other laws cite a regulation: with its region, and without it for citations inside the regency.
/// `pemrakarsa` is who issued it (`Bupati Natuna`), `daerah` the regency (`Kabupaten Natuna`).
pub fn kunci(
    jenis: &str,
    nama_jenis: &str,
    nomor: &str,
    tahun: Option<i64>,
    pemrakarsa: &str,
    daerah: &str,
) -> (String, String) {
    let Some(tahun) = tahun.filter(|_| !nomor.is_empty()) else { return (String::new(), String::new()) };
    let baca = |nama: &str| {
        let kutipan = format!("{nama} Nomor {nomor} Tahun {tahun}");
        urai::cari_hukum(&kutipan).into_iter().next().map(|hukum| hukum.kunci)
    };
    let kasar = || format!("{jenis}/{tahun}/{}", kata::slug(nomor.split('/').next().unwrap_or(nomor)));
    let pendek = baca(nama_jenis).unwrap_or_else(kasar);
    let wilayah = match jenis {
        "perda" => daerah.to_owned(),
        "perbup" | "kepbup" | "perwali" | "insbup" => {
            let kata: Vec<&str> = pemrakarsa.split_whitespace().collect();
            match kata.as_slice() {
                [jabatan, sisa @ ..] if jabatan.eq_ignore_ascii_case("bupati") && !sisa.is_empty() => sisa.join(" "),
                _ => daerah.trim_start_matches("Kabupaten ").trim_start_matches("Kota ").to_owned(),
            }
        }
        _ => String::new(),
    };
    if wilayah.is_empty() {
        return (pendek.clone(), pendek);
    }
    let panjang = baca(&format!("{nama_jenis} {wilayah}")).unwrap_or_else(|| pendek.clone());
    (panjang, pendek)
}

/// Words in capitals as a title: `BUPATI NATUNA` becomes `Bupati Natuna`; small words stay small, words that carry no
/// lower case but are abbreviations cannot be told and become words too.
pub fn kapital(text: &str) -> String {
    const KECIL: [&str; 14] = [
        "dan", "atau", "di", "ke", "dari", "pada", "dengan", "tentang", "yang", "atas", "untuk", "dalam", "bagi",
        "secara",
    ];
    if text.chars().any(char::is_lowercase) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut out = String::new();
    for (place, word) in text.split_whitespace().enumerate() {
        if place > 0 {
            out.push(' ');
        }
        let lower = word.to_lowercase();
        if place > 0 && KECIL.contains(&lower.as_str()) {
            out.push_str(&lower);
            continue;
        }
        let mut upper = true;
        for letter in lower.chars() {
            if upper && letter.is_alphabetic() {
                out.extend(letter.to_uppercase());
                upper = false;
            } else {
                out.push(letter);
                upper = letter == '-' || letter == '/' || letter == '(';
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn sebab(jenis: JenisHubungan, sebutan: &str, sejak: Option<Date>) -> Sebab {
        Sebab { jenis, sebutan: sebutan.into(), href: String::new(), sejak }
    }

    #[test]
    fn the_status_follows_from_the_relations_and_the_day() {
        use JenisHubungan::{DasarHukum, Melaksanakan, Mencabut, MencabutSebagian, Mengubah};
        let mulai = Some(date!(2020 - 03 - 01));
        let ubah = sebab(Mengubah, "B", Some(date!(2022 - 01 - 01)));
        let sebagian = sebab(MencabutSebagian, "C", Some(date!(2023 - 01 - 01)));
        let cabut = sebab(Mencabut, "D", Some(date!(2024 - 06 - 01)));
        let semua = [
            cabut.clone(),
            sebagian.clone(),
            ubah.clone(),
            sebab(DasarHukum, "E", None),
            sebab(Melaksanakan, "F", None),
        ];
        let tabel = [
            (mulai, date!(2020 - 02 - 29), Status::Belum { mulai: date!(2020 - 03 - 01) }),
            (mulai, date!(2020 - 03 - 01), Status::Berlaku),
            (mulai, date!(2021 - 12 - 31), Status::Berlaku),
            (mulai, date!(2022 - 01 - 01), Status::Berubah { oleh: vec![ubah.clone()] }),
            (mulai, date!(2023 - 01 - 01), Status::Berubah { oleh: vec![ubah, sebagian] }),
            (mulai, date!(2024 - 06 - 01), Status::Dicabut { oleh: cabut.clone() }),
            (None, date!(2020 - 01 - 01), Status::TakDiketahui),
            (None, date!(2024 - 06 - 01), Status::Dicabut { oleh: cabut }),
        ];
        for (mulai, pada, harap) in tabel {
            assert_eq!(status(mulai, None, &semua, pada), harap, "{pada}");
        }
    }

    #[test]
    fn a_repeal_without_a_day_counts_always_and_an_editor_wins() {
        let tanpa = sebab(JenisHubungan::Mencabut, "D", None);
        let pada = date!(2021 - 01 - 01);
        assert!(matches!(status(Some(date!(2020 - 01 - 01)), None, &[tanpa], pada), Status::Dicabut { .. }));
        let khusus = Some(("tidak_berlaku", Some(date!(2021 - 06 - 01)), "Putusan pengadilan"));
        assert_eq!(status(Some(date!(2020 - 01 - 01)), khusus, &[], pada), Status::Berlaku);
        let kini = status(Some(date!(2020 - 01 - 01)), khusus, &[], date!(2021 - 06 - 01));
        assert_eq!(kini, Status::Mati { sejak: Some(date!(2021 - 06 - 01)), alasan: "Putusan pengadilan".into() });
        assert!(!kini.holds());
    }

    #[test]
    fn addresses_and_names() {
        let tabel = [
            (Kelas::Peraturan, "perbup", "18", Some(2021), "x", "perbup-18-2021"),
            (Kelas::Peraturan, "kepbup", "18/PER/2021", Some(2021), "x", "kepbup-18-per-2021-2021"),
            (Kelas::Peraturan, "lain", "3", Some(2021), "x", "peraturan-3-2021"),
            (Kelas::Peraturan, "perbup", "", Some(2021), "x", ""),
            (Kelas::Peraturan, "perbup", "1", None, "x", ""),
            (Kelas::Monografi, "", "", Some(2024), "Naskah Akademik Sepeda", "monografi-naskah-akademik-sepeda-2024"),
            (Kelas::Artikel, "", "", None, "Sepeda", "artikel-sepeda"),
            (Kelas::Artikel, "", "", None, "", ""),
        ];
        for (kelas, jenis, nomor, tahun, judul, harap) in tabel {
            assert_eq!(siput(kelas, jenis, nomor, tahun, judul), harap);
        }
        assert_eq!(
            sebutan(Kelas::Peraturan, "Peraturan Bupati", "7", Some(2031)),
            "Peraturan Bupati Nomor 7 Tahun 2031"
        );
        assert!(
            urutan(Some(2021), "18") > urutan(Some(2021), "9") && urutan(Some(2022), "1") > urutan(Some(2021), "99999")
        );
    }

    #[test]
    fn keys_are_those_that_citations_give() {
        let tabel = [
            (
                "perbup",
                "Peraturan Bupati",
                "7",
                "BUPATI TELAGA BIRU",
                "Peraturan Bupati Telaga Biru Nomor 7 Tahun 2031",
            ),
            (
                "perda",
                "Peraturan Daerah",
                "3",
                "Bupati Telaga Biru",
                "Peraturan Daerah Kabupaten Telaga Biru Nomor 3 Tahun 2031",
            ),
            ("perpres", "Peraturan Presiden", "95", "Presiden", "Peraturan Presiden Nomor 95 Tahun 2031"),
        ];
        for (jenis, nama, nomor, pemrakarsa, kutipan) in tabel {
            let (panjang, pendek) = kunci(jenis, nama, nomor, Some(2031), pemrakarsa, "Kabupaten Telaga Biru");
            assert_eq!(panjang, urai::cari_hukum(kutipan)[0].kunci, "{jenis}");
            assert_eq!(pendek, format!("{jenis}/2031/{nomor}"));
        }
        assert_eq!(kunci("perbup", "Peraturan Bupati", "", None, "", ""), (String::new(), String::new()));
    }

    #[test]
    fn capitals_become_a_title() {
        assert_eq!(kapital("TATA CARA PINJAM DAN PAKAI DI  DAERAH"), "Tata Cara Pinjam dan Pakai di Daerah");
        assert_eq!(kapital("Sistem (SPBE)"), "Sistem (SPBE)");
        assert_eq!(kapital("PERUNDANG-UNDANGAN"), "Perundang-Undangan");
    }
}
