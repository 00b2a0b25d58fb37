//! Numbers as text: formats with placeholders, suffixes of back-dated numbers.
use kernel::indonesia::angka::romawi;
use time::{Date, Month};

/// What a format may name, with what it stands for.
pub const TANDA: [(&str, &str); 6] = [
    ("klasifikasi", "kode klasifikasi"),
    ("urut", "nomor urut; {urut:3} menulis tiga angka, seperti 007"),
    ("jenis", "singkatan jenis naskah"),
    ("unit", "kode perangkat daerah"),
    ("bulan", "bulan dengan angka Romawi"),
    ("tahun", "tahun"),
];

/// A piece of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Potong<'a> {
    Teks(&'a str),
    Tanda(&'a str, usize),
}

fn urai(format: &str) -> Result<Vec<Potong<'_>>, String> {
    let mut hasil = vec![];
    let mut sisa = format;
    while let Some((depan, lanjut)) = sisa.split_once('{') {
        if depan.contains('}') {
            return Err("Tanda } tanpa { di depannya.".into());
        }
        if !depan.is_empty() {
            hasil.push(Potong::Teks(depan));
        }
        let (dalam, belakang) = lanjut.split_once('}').ok_or("Tanda { tanpa } di belakangnya.")?;
        let (nama, lebar) = dalam.split_once(':').unwrap_or((dalam, ""));
        if !TANDA.iter().any(|(tanda, _)| *tanda == nama) {
            return Err(format!("{{{nama}}} tidak dikenal. Yang dapat dipakai: {}.", daftar_tanda()));
        }
        let lebar = match (nama, lebar) {
            (_, "") => 0,
            ("urut", angka) => angka
                .parse::<usize>()
                .ok()
                .filter(|lebar| (1..=6).contains(lebar))
                .ok_or("Lebar {urut} harus 1 sampai 6 angka, misalnya {urut:3}.")?,
            _ => return Err(format!("{{{nama}}} tidak mengenal lebar.")),
        };
        hasil.push(Potong::Tanda(nama, lebar));
        sisa = belakang;
    }
    if sisa.contains('}') {
        return Err("Tanda } tanpa { di depannya.".into());
    }
    if !sisa.is_empty() {
        hasil.push(Potong::Teks(sisa));
    }
    Ok(hasil)
}

fn daftar_tanda() -> String {
    TANDA.map(|(tanda, _)| format!("{{{tanda}}}")).join(", ")
}

/// Whether a format can be used: it holds `{urut}` and `{tahun}` once at least, and nothing unknown.
///
/// # Errors
/// One sentence for its author.
pub fn periksa(format: &str) -> Result<(), String> {
    if format.chars().count() > 100 || format.chars().any(char::is_control) {
        return Err("Format paling banyak 100 karakter dalam satu baris.".into());
    }
    let potong = urai(format)?;
    for wajib in ["urut", "tahun"] {
        if !potong.iter().any(|satu| matches!(satu, Potong::Tanda(nama, _) if *nama == wajib)) {
            return Err(format!("Format harus memuat {{{wajib}}}, supaya nomor tidak pernah sama."));
        }
    }
    Ok(())
}

/// Whether the format needs a classification code.
pub fn perlu_klasifikasi(format: &str) -> bool {
    format.contains("{klasifikasi}")
}

/// Whether the book of a year still takes numbers: this year's, and in January that of the year before, for letters of its
/// last days that come in late.
pub fn buku_terbuka(tahun: i32, hari_ini: Date) -> bool {
    tahun == hari_ini.year() || (tahun + 1 == hari_ini.year() && hari_ini.month() == Month::January)
}

/// The first year whose book is still open; those before it are closed.
pub fn tahun_terbuka(hari_ini: Date) -> i32 {
    if hari_ini.month() == Month::January { hari_ini.year() - 1 } else { hari_ini.year() }
}

/// What a number is made of.
#[derive(Debug, Clone, Copy)]
pub struct Bahan<'a> {
    /// Classification code.
    pub klasifikasi: &'a str,
    /// Running number.
    pub urut: i64,
    /// Suffix of a back-dated number; empty for none.
    pub akhiran: &'a str,
    /// Sign of the kind.
    pub jenis: &'a str,
    /// Code of the agency.
    pub unit: &'a str,
    /// Date of the letter.
    pub tanggal: Date,
    /// Year of the book.
    pub tahun: i64,
}

/// The number as text. A placeholder without value leaves no doubled stroke behind.
///
/// # Errors
/// As [`periksa`].
pub fn tulis(format: &str, bahan: &Bahan<'_>) -> Result<String, String> {
    let mut teks = String::new();
    for potong in urai(format)? {
        match potong {
            Potong::Teks(depan) if teks.is_empty() || teks.ends_with('/') => {
                teks.push_str(depan.trim_start_matches('/'))
            }
            Potong::Teks(depan) => teks.push_str(depan),
            Potong::Tanda(nama, lebar) => match nama {
                "klasifikasi" => isi(&mut teks, bahan.klasifikasi),
                "urut" => {
                    teks.push_str(&format!("{:0lebar$}", bahan.urut));
                    if !bahan.akhiran.is_empty() {
                        teks.push('.');
                        teks.push_str(bahan.akhiran);
                    }
                }
                "jenis" => isi(&mut teks, bahan.jenis),
                "unit" => isi(&mut teks, bahan.unit),
                "bulan" => teks.push_str(&romawi(u32::from(u8::from(bahan.tanggal.month()))).unwrap_or_default()),
                "tahun" => teks.push_str(&bahan.tahun.to_string()),
                lain => return Err(format!("{{{lain}}} tidak dikenal.")),
            },
        }
    }
    Ok(teks)
}

/// Adds what a placeholder stands for; without value the joint in front of it goes too.
fn isi(teks: &mut String, nilai: &str) {
    if nilai.is_empty() {
        teks.truncate(teks.trim_end_matches(['-', '.', ' ']).len());
    }
    teks.push_str(nilai);
}

/// The suffix after those that are taken: a, b, .. z, aa, ab, ..
pub fn akhiran_berikut(dipakai: &[String]) -> String {
    (1_u32..).map(akhiran).find(|calon| !dipakai.contains(calon)).unwrap_or_default()
}

fn akhiran(mut nomor: u32) -> String {
    let mut huruf = vec![];
    while nomor > 0 {
        nomor -= 1;
        huruf.push(char::from(b'a' + u8::try_from(nomor % 26).unwrap_or(0)));
        nomor /= 26;
    }
    huruf.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const BAHAN: Bahan<'_> = Bahan {
        klasifikasi: "000.1.2",
        urut: 7,
        akhiran: "",
        jenis: "ND",
        unit: "DISKOMINFO",
        tanggal: date!(2026 - 11 - 20),
        tahun: 2026,
    };

    #[test]
    fn a_format_becomes_a_number() {
        let table = [
            ("{klasifikasi}/{urut}/{unit}/{tahun}", "000.1.2/7/DISKOMINFO/2026"),
            ("{urut:3}/{jenis}-{unit}/{bulan}/{tahun}", "007/ND-DISKOMINFO/XI/2026"),
            ("B-{urut}/{tahun}", "B-7/2026"),
        ];
        for (format, nomor) in table {
            assert_eq!(periksa(format), Ok(()));
            assert_eq!(tulis(format, &BAHAN).unwrap(), nomor);
        }
    }

    #[test]
    fn what_is_missing_leaves_no_doubled_stroke_and_a_suffix_follows_the_running_number() {
        let kosong = Bahan { klasifikasi: "", jenis: "", akhiran: "b", ..BAHAN };
        assert_eq!(tulis("{klasifikasi}/{urut}/{jenis}/{unit}/{tahun}", &kosong).unwrap(), "7.b/DISKOMINFO/2026");
        let table = [
            ("{klasifikasi}/{urut}/{unit}/{tahun}", "000.1.2/7/2026"),
            ("{urut:3}/{jenis}-{unit}/{bulan}/{tahun}", "007/ND/XI/2026"),
            ("{unit}/{urut}/{tahun}", "7/2026"),
        ];
        for (format, nomor) in table {
            assert_eq!(tulis(format, &Bahan { unit: "", ..BAHAN }).unwrap(), nomor, "{format}");
        }
    }

    #[test]
    fn a_book_stays_open_until_the_end_of_january() {
        let table = [
            (2026, date!(2026 - 12 - 31), true),
            (2026, date!(2027 - 01 - 01), true),
            (2026, date!(2027 - 01 - 31), true),
            (2026, date!(2027 - 02 - 01), false),
            (2025, date!(2027 - 01 - 10), false),
            (2027, date!(2026 - 12 - 31), false),
        ];
        for (tahun, hari, terbuka) in table {
            assert_eq!(buku_terbuka(tahun, hari), terbuka, "{tahun} {hari}");
            assert_eq!(tahun >= tahun_terbuka(hari) && tahun <= hari.year(), terbuka, "{tahun} {hari}");
        }
    }

    #[test]
    fn a_wrong_format_says_what_is_wrong() {
        let table = [
            ("{urut}", "{tahun}"),
            ("{tahun}", "{urut}"),
            ("{urut}/{tahun}/{rahasia}", "{rahasia} tidak dikenal"),
            ("{urut/{tahun}", "tidak dikenal"),
            ("{urut}/{tahun", "tanpa }"),
            ("urut}/{tahun}", "tanpa {"),
            ("{urut}/{tahun}}", "tanpa {"),
            ("{urut:9}/{tahun}", "1 sampai 6"),
            ("{urut}/{tahun:4}", "tidak mengenal lebar"),
            ("", "{urut}"),
        ];
        for (format, sebab) in table {
            let galat = periksa(format).unwrap_err();
            assert!(galat.contains(sebab), "{format}: {galat}");
        }
        assert!(periksa(&format!("{{urut}}/{{tahun}}{}", "x".repeat(100))).is_err());
    }

    #[test]
    fn suffixes_go_on_after_z() {
        assert_eq!(akhiran_berikut(&[]), "a");
        assert_eq!(akhiran_berikut(&["a".into(), "b".into()]), "c");
        assert_eq!(akhiran_berikut(&["b".into()]), "a");
        let semua: Vec<String> = (1..=26).map(akhiran).collect();
        assert_eq!(akhiran_berikut(&semua), "aa");
        assert_eq!((akhiran(27), akhiran(52), akhiran(53)), ("aa".into(), "az".into(), "ba".into()));
    }
}
