//! What is wrong with a profile file, in the words of the person who writes it: file, line, key, problem, remedy.

use std::fmt;

/// One problem. `kunci` is the path of the key (`perangkat_daerah[BAPPEDA].induk`), empty when the whole file is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masalah {
    pub baris: Option<usize>,
    pub kunci: String,
    pub masalah: String,
    pub saran: String,
}

impl Masalah {
    /// A problem found after the file was read, hence without a line.
    pub fn baru(kunci: impl Into<String>, masalah: impl Into<String>, saran: impl Into<String>) -> Self {
        Self { baris: None, kunci: kunci.into(), masalah: masalah.into(), saran: saran.into() }
    }
}

/// A profile that was refused: every problem that could be found in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GalatProfil {
    pub berkas: String,
    pub masalah: Vec<Masalah>,
}

impl std::error::Error for GalatProfil {}

impl fmt::Display for GalatProfil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "profil {} ditolak:", self.berkas)?;
        for masalah in &self.masalah {
            write!(f, "\n- ")?;
            if let Some(baris) = masalah.baris {
                write!(f, "baris {baris}: ")?;
            }
            if !masalah.kunci.is_empty() {
                write!(f, "{}: ", masalah.kunci)?;
            }
            write!(f, "{}. {}", masalah.masalah, masalah.saran)?;
        }
        Ok(())
    }
}

impl GalatProfil {
    /// `Ok` when nothing was found.
    pub fn periksa(berkas: &str, masalah: Vec<Masalah>) -> Result<(), Self> {
        if masalah.is_empty() { Ok(()) } else { Err(Self { berkas: berkas.to_owned(), masalah }) }
    }

    /// What the TOML reader refused, put into Indonesian. `teks` is the file, needed for the line number.
    pub fn dari_toml(berkas: &str, teks: &str, galat: &toml::de::Error) -> Self {
        let mulai = galat.span().map_or(0, |span| span.start);
        let baris = teks.get(..mulai).map_or(1, |awal| awal.matches('\n').count() + 1);
        let isi_baris = teks.lines().nth(baris - 1).unwrap_or_default();
        let kunci = isi_baris.split('=').next().unwrap_or_default().trim().trim_matches(['[', ']']).to_owned();
        let (masalah, saran) = terjemah(galat.message());
        Self { berkas: berkas.to_owned(), masalah: vec![Masalah { baris: Some(baris), kunci, masalah, saran }] }
    }
}

/// What serde calls a kind of value, in Indonesian; with the value that was found, if it names one.
fn jenis_nilai(kata: &str) -> String {
    let (jenis, nilai) = match kata.split_once(' ') {
        Some((jenis, nilai)) if jenis != "a" && jenis != "an" => (jenis, format!(" {nilai}")),
        Some(_) | None => (kata, String::new()),
    };
    let jenis = match jenis {
        "string" | "a string" => "teks dalam tanda kutip",
        "integer" | "u8" | "u16" | "u32" | "usize" => "bilangan bulat",
        "floating" => "bilangan pecahan",
        "boolean" | "a boolean" => "true atau false",
        "sequence" | "a sequence" => "daftar dalam kurung siku",
        "map" | "a map" => "tabel",
        "struct" => return "tabel dengan kunci dan nilai".to_owned(),
        "a TOML datetime" => "tanggal seperti 2020-07-29 tanpa tanda kutip",
        lain => lain,
    };
    format!("{jenis}{nilai}")
}

/// Problem and remedy for a message of the TOML reader. Our own messages (from `TryFrom`) pass unchanged.
fn terjemah(pesan: &str) -> (String, String) {
    let pilihan = |sisa: &str| -> String {
        let nama: Vec<&str> = sisa.split('`').skip(1).step_by(2).collect();
        nama.join(", ")
    };
    if let Some(sisa) = pesan.strip_prefix("unknown field `") {
        let (nama, lain) = sisa.split_once('`').unwrap_or((sisa, ""));
        return (
            format!("kunci `{nama}` tidak dikenal"),
            format!("Hapus atau perbaiki; yang dikenal: {}", pilihan(lain)),
        );
    }
    if let Some(sisa) = pesan.strip_prefix("unknown variant `") {
        let (nama, lain) = sisa.split_once('`').unwrap_or((sisa, ""));
        return (format!("nilai `{nama}` tidak dikenal"), format!("Pilih salah satu: {}", pilihan(lain)));
    }
    if let Some(sisa) = pesan.strip_prefix("missing field `") {
        let nama = sisa.trim_end_matches('`');
        return (format!("kunci `{nama}` belum diisi"), format!("Tambahkan `{nama}` pada bagian ini"));
    }
    if let Some(sisa) = pesan.strip_prefix("invalid type: ") {
        let (ada, harus) = sisa.split_once(", expected ").unwrap_or((sisa, "jenis lain"));
        return (
            format!("jenis nilai tidak cocok: ada {}", jenis_nilai(ada)),
            format!("Isi dengan {}", jenis_nilai(harus)),
        );
    }
    if let Some(sisa) = pesan.strip_prefix("invalid value: ") {
        let (ada, _) = sisa.split_once(", expected ").unwrap_or((sisa, ""));
        return (
            format!("nilai di luar batas: {}", jenis_nilai(ada)),
            "Isi dengan angka yang masuk akal, tidak negatif".to_owned(),
        );
    }
    if pesan.starts_with("invalid date") {
        return ("tanggal tidak ada di kalender".to_owned(), "Perbaiki hari, bulan, atau tahunnya".to_owned());
    }
    if pesan.starts_with("duplicate key") {
        return ("kunci yang sama ditulis dua kali".to_owned(), "Hapus salah satunya".to_owned());
    }
    if pesan.contains("; ") {
        let (masalah, saran) = pesan.split_once("; ").unwrap_or((pesan, ""));
        let mut huruf = saran.chars();
        let saran = huruf.next().map_or_else(String::new, |awal| awal.to_uppercase().chain(huruf).collect());
        return (masalah.to_owned(), saran);
    }
    (format!("tata tulis TOML salah ({pesan})"), "Periksa tanda kutip, kurung, dan koma di baris ini".to_owned())
}
