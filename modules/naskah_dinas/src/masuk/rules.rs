//! What the front desk may write, and which letters are the same. No clock, no database.
use kernel::FieldError;
use kernel::indonesia::tanggal;
use kernel::port::Security;
use time::Date;

use super::model::{Jalur, KeadaanSurat};
use crate::model::Sifat;

/// Longest subject, in characters.
pub const PERIHAL: usize = 1000;
/// Longest sender.
pub const PENGIRIM: usize = 300;
/// Longest number.
pub const NOMOR: usize = 120;
/// Longest remark.
pub const CATATAN: usize = 2000;
/// Most files of one letter.
pub const BERKAS: usize = 20;

/// Types of files that are taken, told from their content.
pub const JENIS_BERKAS: [&str; 16] = [
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
    "text/plain",
    "text/html",
    "application/zip",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.rar",
];

/// What a letter is registered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Isian {
    /// From whom.
    pub pengirim: String,
    /// Number given by the sender; none when it bears none.
    pub nomor: Option<String>,
    /// Date on it.
    pub tanggal: Option<Date>,
    /// When it arrived.
    pub diterima: Date,
    /// What it is about.
    pub perihal: String,
    /// Key of its kind.
    pub jenis: String,
    /// How it came.
    pub jalur: Jalur,
    /// How urgent.
    pub sifat: Sifat,
    /// How secret.
    pub keamanan: Security,
    /// Classification code.
    pub klasifikasi: Option<String>,
    /// Where the paper lies.
    pub lokasi: Option<String>,
    /// A remark.
    pub catatan: Option<String>,
}

/// A text as typed: one line, no control characters.
fn sebaris(teks: &str) -> String {
    teks.split(|huruf: char| huruf.is_whitespace() || huruf.is_control())
        .filter(|kata| !kata.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Reads the form; `ambil` gives the text of a field.
///
/// # Errors
/// Every wrong field at once.
pub fn urai<'a>(ambil: impl Fn(&str) -> &'a str, hari_ini: Date) -> Result<Isian, Vec<FieldError>> {
    let mut salah = vec![];
    let mut teks = |nama: &'static str, label: &str, wajib: bool, panjang: usize| {
        let isi = sebaris(ambil(nama));
        if wajib && isi.is_empty() {
            salah.push(FieldError::new(nama, format!("Isi {label}")));
        } else if isi.chars().count() > panjang {
            salah.push(FieldError::new(nama, format!("Paling banyak {panjang} karakter")));
        }
        isi
    };
    let pengirim = teks("pengirim", "nama pengirim surat", true, PENGIRIM);
    let perihal = teks("perihal", "perihal surat", true, PERIHAL);
    let nomor = teks("nomor", "nomor surat", false, NOMOR);
    let klasifikasi = teks("klasifikasi", "kode klasifikasi", false, 40);
    let lokasi = teks("lokasi", "tempat berkas", false, 200);
    let catatan = ambil("catatan").trim().replace('\0', "");
    if catatan.chars().count() > CATATAN {
        salah.push(FieldError::new("catatan", format!("Catatan paling banyak {CATATAN} karakter")));
    }
    let mut hari = |nama: &'static str, wajib: bool| -> Option<Date> {
        let isi = ambil(nama);
        if isi.is_empty() && !wajib {
            return None;
        }
        match tanggal::urai(isi) {
            Ok(hari) if hari > hari_ini => {
                salah.push(FieldError::new(nama, "Tanggal ini belum terjadi"));
                None
            }
            Ok(hari) if hari.year() < 1945 => {
                salah.push(FieldError::new(nama, "Tanggal ini terlalu lama"));
                None
            }
            Ok(hari) => Some(hari),
            Err(sebab) => {
                salah.push(FieldError::new(nama, sebab.to_string()));
                None
            }
        }
    };
    let tanggal = hari("tanggal", false);
    let diterima = hari("diterima", true);
    if let (Some(tanggal), Some(diterima)) = (tanggal, diterima)
        && tanggal > diterima
    {
        salah.push(FieldError::new("tanggal", "Tanggal surat tidak boleh setelah tanggal diterima"));
    }
    let jalur = Jalur::urai(ambil("jalur")).filter(|jalur| *jalur != Jalur::Pendopo);
    let sifat = Sifat::urai(ambil("sifat"));
    let jenis = crate::jenis::cari(ambil("jenis")).map(|jenis| jenis.kunci.clone());
    let keamanan = Security::parse(ambil("keamanan"));
    if jenis.is_none() {
        salah.push(FieldError::new("jenis", "Pilih jenis naskah"));
    }
    if jalur.is_none() {
        salah.push(FieldError::new("jalur", "Pilih cara surat ini diterima"));
    }
    if sifat.is_none() {
        salah.push(FieldError::new("sifat", "Pilih sifat surat"));
    }
    if keamanan.is_none() {
        salah.push(FieldError::new("keamanan", "Pilih klasifikasi keamanan"));
    }
    let ada = |teks: String| (!teks.is_empty()).then_some(teks);
    match (diterima, jenis, jalur, sifat, keamanan) {
        (Some(diterima), Some(jenis), Some(jalur), Some(sifat), Some(keamanan)) if salah.is_empty() => Ok(Isian {
            pengirim,
            nomor: ada(nomor),
            tanggal,
            diterima,
            perihal,
            jenis,
            jalur,
            sifat,
            keamanan,
            klasifikasi: ada(klasifikasi),
            lokasi: ada(lokasi),
            catatan: ada(catatan),
        }),
        (_, _, _, _, _) => Err(salah),
    }
}

/// The sender without what people write differently: case, marks, titles of address. By it letters are compared.
pub fn kunci_pengirim(pengirim: &str) -> String {
    const TANPA: [&str; 8] = ["yth", "kepala", "bapak", "ibu", "sdr", "kabupaten", "kab", "pemerintah"];
    let bersih: String = pengirim
        .chars()
        .flat_map(char::to_lowercase)
        .map(|huruf| if huruf.is_alphanumeric() { huruf } else { ' ' })
        .collect();
    let kata: Vec<&str> = bersih.split_whitespace().collect();
    let pokok: Vec<&str> = kata.iter().copied().filter(|satu| !TANPA.contains(satu)).collect();
    // A sender of nothing but such words is compared by them.
    let pilih = if pokok.is_empty() { kata } else { pokok };
    pilih.join(" ").chars().take(200).collect()
}

/// A number without what people write differently: white space and case.
pub fn kunci_nomor(nomor: &str) -> String {
    nomor.chars().filter(|huruf| !huruf.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// What a person does with a letter in the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Langkah {
    /// Gives it a number.
    Catat,
    /// Hands it to others.
    Disposisi,
    /// Ends it: it was read, or goes into the archive.
    Selesaikan,
}

/// The state after an act.
///
/// # Errors
/// Says in a sentence why the act is not possible.
pub fn akibat(keadaan: KeadaanSurat, langkah: Langkah) -> Result<KeadaanSurat, &'static str> {
    use KeadaanSurat as K;
    match (langkah, keadaan) {
        (Langkah::Catat, K::BelumDicatat) => Ok(K::Tercatat),
        (Langkah::Catat, K::Tercatat | K::Didisposisi | K::Selesai) => Err("Surat ini sudah dicatat."),
        (Langkah::Disposisi | Langkah::Selesaikan, K::BelumDicatat) => {
            Err("Surat ini belum dicatat. Catat dahulu agar mendapat nomor agenda.")
        }
        (Langkah::Disposisi, K::Tercatat | K::Didisposisi | K::Selesai) => Ok(K::Didisposisi),
        (Langkah::Selesaikan, K::Tercatat | K::Didisposisi) => Ok(K::Selesai),
        (Langkah::Selesaikan, K::Selesai) => Err("Surat ini sudah selesai."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use time::macros::date;

    const BAIK: &[(&str, &str)] = &[
        ("pengirim", "Dinas Pertanian"),
        ("nomor", "500.6/12/DISTAN/2026"),
        ("tanggal", "18-11-2026"),
        ("diterima", "20-11-2026"),
        ("perihal", "Undangan rapat"),
        ("jenis", "surat_dinas"),
        ("jalur", "loket"),
        ("sifat", "segera"),
        ("keamanan", "biasa"),
    ];

    type Isi = [(&'static str, &'static str)];

    fn baca(ubah: &[(&str, &'static str)]) -> Result<Isian, Vec<String>> {
        let mut isi: BTreeMap<String, &'static str> =
            BAIK.iter().map(|(nama, nilai)| ((*nama).to_owned(), *nilai)).collect();
        isi.extend(ubah.iter().map(|(nama, nilai)| ((*nama).to_owned(), *nilai)));
        urai(|nama| isi.get(nama).copied().unwrap_or_default(), date!(2026 - 11 - 20))
            .map_err(|salah| salah.into_iter().map(|satu| satu.field.into_owned()).collect())
    }

    #[test]
    fn a_form_is_read_or_every_wrong_field_named() {
        let isian = baca(&[("perihal", "  Undangan \n rapat "), ("nomor", "")]).unwrap();
        assert_eq!((isian.perihal.as_str(), isian.nomor), ("Undangan rapat", None));
        let panjang: &'static str = Box::leak("x".repeat(1001).into_boxed_str());
        let table: &[(&Isi, &[&str])] = &[
            (&[("pengirim", " "), ("perihal", "")], &["pengirim", "perihal"]),
            (&[("perihal", panjang)], &["perihal"]),
            (&[("tanggal", "kapan")], &["tanggal"]),
            (&[("tanggal", "21-11-2026")], &["tanggal"]),
            (&[("diterima", "")], &["diterima"]),
            (&[("diterima", "17-11-2026")], &["tanggal"]),
            (&[("diterima", "01-01-1900"), ("tanggal", "")], &["diterima"]),
            (&[("jalur", "pendopo"), ("jenis", "surat_cinta")], &["jenis", "jalur"]),
            (&[("sifat", ""), ("keamanan", "umum")], &["sifat", "keamanan"]),
        ];
        for (ubah, harap) in table {
            assert_eq!(baca(ubah).unwrap_err(), *harap, "{ubah:?}");
        }
    }

    #[test]
    fn senders_and_numbers_are_compared_without_trifles() {
        let sama = [
            ("Dinas Pertanian", "DINAS  PERTANIAN,"),
            ("Kepala Dinas Pertanian", "Dinas Pertanian"),
            ("Dinas Pertanian Kab. Contoh", "Dinas Pertanian Kabupaten Contoh"),
            ("Bapak", "bapak"),
        ];
        for (kiri, kanan) in sama {
            assert_eq!(kunci_pengirim(kiri), kunci_pengirim(kanan));
        }
        assert_ne!(kunci_pengirim("Dinas Pertanian"), kunci_pengirim("Dinas Perikanan"));
        assert_eq!(kunci_nomor(" 005/ 12/distan "), "005/12/DISTAN");
    }

    #[test]
    fn every_state_and_every_step() {
        use KeadaanSurat as K;
        let table = [
            (K::BelumDicatat, [Some(K::Tercatat), None, None]),
            (K::Tercatat, [None, Some(K::Didisposisi), Some(K::Selesai)]),
            (K::Didisposisi, [None, Some(K::Didisposisi), Some(K::Selesai)]),
            (K::Selesai, [None, Some(K::Didisposisi), None]),
        ];
        for (keadaan, harap) in table {
            for (langkah, harap) in [Langkah::Catat, Langkah::Disposisi, Langkah::Selesaikan].into_iter().zip(harap) {
                assert_eq!(akibat(keadaan, langkah).ok(), harap, "{keadaan:?} {langkah:?}");
            }
        }
    }
}
