//! Citations of other laws: finds them in a text and gives each a normalised key.

use serde::Serialize;

use super::kata::{Kata, kata};

/// A law named in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hukum {
    /// Short kind: `uu`, `pp`, `perpres`, `permendagri`, `perda`, `perbup`, `uud`, ...
    pub jenis: String,
    /// Number as written, without blanks: `23`, `41/PER/MEN.KOMINFO/11/2007`; empty for the constitution.
    pub nomor: String,
    /// Year; empty if not written.
    pub tahun: String,
    /// Title as written after "tentang", up to the gazette or the end of the citation.
    pub tentang: String,
    /// Normalised key: `uu/2014/23`, `perda-kabupaten-contoh/2018/9`, `uud/1945`.
    pub kunci: String,
    /// First byte of the citation in the text.
    pub awal: usize,
    /// Byte after the number and year.
    pub akhir: usize,
}

/// Words of a kind of law and its short name; longer ones first.
const JENIS: [(&str, &str); 14] = [
    ("peraturan pemerintah pengganti undang-undang", "perpu"),
    ("undang-undang dasar", "uud"),
    ("undang-undang darurat", "uudrt"),
    ("undang-undang", "uu"),
    ("peraturan pemerintah", "pp"),
    ("peraturan presiden", "perpres"),
    ("keputusan presiden", "keppres"),
    ("instruksi presiden", "inpres"),
    ("peraturan daerah", "perda"),
    ("peraturan gubernur", "pergub"),
    ("peraturan bupati", "perbup"),
    ("peraturan wali kota", "perwali"),
    ("peraturan walikota", "perwali"),
    ("keputusan bupati", "kepbup"),
];

/// Ministries and agencies and the short name used in keys; longer ones first.
const INSTANSI: [(&str, &str); 12] = [
    ("pendayagunaan aparatur negara", "panrb"),
    ("komunikasi dan informatika", "kominfo"),
    ("komunikasi dan digital", "komdigi"),
    ("dalam negeri", "dagri"),
    ("hukum dan hak asasi manusia", "kumham"),
    ("keuangan", "keu"),
    ("perencanaan pembangunan nasional", "ppn"),
    ("kesehatan", "kes"),
    ("pendidikan", "dikbud"),
    ("sosial", "sos"),
    ("perhubungan", "hub"),
    ("badan siber dan sandi negara", "bssn"),
];

/// Finds all citations in a text, in order. A kind without number and year is not a citation.
pub fn cari(teks: &str) -> Vec<Hukum> {
    // Most texts name no law; words are cut only where one may be.
    if !["ndang", "NDANG", "eratur", "ERATUR", "eputus", "EPUTUS", "nstruk", "NSTRUK"]
        .iter()
        .any(|isi| teks.contains(isi))
    {
        return Vec::new();
    }
    let daftar = kata(teks);
    let mut hasil = Vec::new();
    let mut letak = 0;
    while letak < daftar.len() {
        match baca(teks, &daftar, letak) {
            Some((hukum, berikut)) => {
                hasil.push(hukum);
                letak = berikut;
            }
            None => letak += 1,
        }
    }
    hasil
}

/// Words of a citation looked at: kind, ministry or region, number and year.
const PANJANG_NAMA: usize = 24;

fn baca(teks: &str, daftar: &[Kata<'_>], letak: usize) -> Option<(Hukum, usize)> {
    let pertama = daftar.get(letak)?;
    let awalan = pertama.kecil();
    if !matches!(awalan.as_str(), "undang-undang" | "peraturan" | "keputusan" | "instruksi") {
        return None;
    }
    let jendela = daftar.get(letak..)?.iter().take(PANJANG_NAMA);
    let mut nama = String::new();
    let mut batas = None;
    for (urut, isi) in jendela.enumerate() {
        let kecil = isi.kecil();
        if urut > 0
            && matches!(
                kecil.as_str(),
                "undang-undang"
                    | "peraturan"
                    | "keputusan"
                    | "tentang"
                    | "ini"
                    | "yang"
                    | "pasal"
                    | "adalah"
                    | "mengenai"
            )
        {
            let majemuk = kecil == "undang-undang" && nama.ends_with("pengganti");
            if !majemuk {
                batas = Some(urut);
                break;
            }
        }
        if nomor_kata(&kecil) || kecil == "tahun" || isi.teks.bytes().all(|b| b.is_ascii_digit()) {
            batas = Some(urut);
            break;
        }
        if urut > 0 && daftar.get(letak + urut - 1).is_some_and(|lalu| lalu.pisah) {
            batas = Some(urut);
            break;
        }
        if !nama.is_empty() {
            nama.push(' ');
        }
        nama.push_str(&kecil);
    }
    let batas = batas.unwrap_or(PANJANG_NAMA);
    let (jenis, wilayah) = pisah_jenis(&nama)?;
    let mut kini = letak + batas;
    let mut nomor = String::new();
    let mut tahun = String::new();
    if daftar.get(kini).is_some_and(|isi| nomor_kata(&isi.kecil())) {
        kini += 1;
    }
    if jenis != "uud" {
        let isi = daftar.get(kini)?;
        if !isi.teks.starts_with(|c: char| c.is_ascii_digit()) && !isi.teks.contains('/') {
            return None;
        }
        nomor = isi.teks.trim_end_matches(['.', ',']).to_owned();
        kini += 1;
    }
    if daftar.get(kini).is_some_and(|isi| isi.kecil() == "tahun")
        && let Some(isi) = daftar.get(kini + 1)
        && isi.teks.len() >= 4
        && let Some(empat) = isi.teks.get(..4).filter(|empat| empat.bytes().all(|b| b.is_ascii_digit()))
    {
        tahun = empat.to_owned();
        kini += 2;
    } else if let Some(akhir) = nomor
        .rsplit('/')
        .next()
        .filter(|akhir| nomor.contains('/') && akhir.len() == 4 && akhir.bytes().all(|b| b.is_ascii_digit()))
    {
        tahun = akhir.to_owned();
    }
    if tahun.is_empty() {
        return None;
    }
    let terakhir = daftar.get(kini.checked_sub(1)?)?;
    let akhir = terakhir.awal + terakhir.teks.trim_end_matches(['.', ',', ';', ')']).len();
    let (tentang, berikut) = judul(teks, daftar, kini);
    let kunci = kunci(&jenis, &wilayah, &nomor, &tahun);
    Some((Hukum { jenis, nomor, tahun, tentang, kunci, awal: pertama.awal, akhir }, berikut))
}

/// "Nomor" and the ways OCR misreads it.
fn nomor_kata(kecil: &str) -> bool {
    matches!(kecil, "nomor" | "nornor" | "no" | "no." | "nomer" | "znomor" | "nomor.")
}

/// The short kind, and the region or ministry that belongs to the key.
fn pisah_jenis(nama: &str) -> Option<(String, String)> {
    for awalan in [
        "peraturan menteri",
        "keputusan menteri",
        "peraturan badan",
        "peraturan kepala badan",
        "peraturan lembaga",
        "keputusan kepala badan",
    ] {
        if let Some(sisa) = nama.strip_prefix(awalan) {
            let depan = if awalan.starts_with("keputusan") { "kep" } else { "per" };
            let tingkat = if awalan.ends_with("menteri") { "men" } else { "" };
            let penuh = if awalan.contains("badan") { format!("badan{sisa}") } else { sisa.trim().to_owned() };
            let kode = INSTANSI.iter().find(|(kata, _)| penuh.contains(kata)).map(|(_, kode)| (*kode).to_owned());
            let kode = kode.unwrap_or_else(|| siput(penuh.replace("republik indonesia", "").trim()));
            return Some((format!("{depan}{tingkat}{kode}"), String::new()));
        }
    }
    let (kata, kode) = JENIS.iter().find(|(kata, _)| nama.starts_with(kata))?;
    let sisa = nama.get(kata.len()..)?.replace("negara republik indonesia", "").replace("republik indonesia", "");
    let wilayah = if matches!(*kode, "perda" | "pergub" | "perbup" | "perwali" | "kepbup") {
        siput(sisa.trim())
    } else {
        String::new()
    };
    Some(((*kode).to_owned(), wilayah))
}

/// Lower case, letters and digits, hyphens between.
fn siput(teks: &str) -> String {
    let mut hasil = String::new();
    for c in teks.chars().take(60) {
        if c.is_alphanumeric() {
            hasil.extend(c.to_lowercase());
        } else if !hasil.is_empty() && !hasil.ends_with('-') {
            hasil.push('-');
        }
    }
    hasil.truncate(hasil.trim_end_matches('-').len());
    hasil
}

fn kunci(jenis: &str, wilayah: &str, nomor: &str, tahun: &str) -> String {
    if jenis == "uud" {
        return "uud/1945".to_owned();
    }
    let nomor = siput(nomor.split('/').next().unwrap_or(nomor));
    if wilayah.is_empty() { format!("{jenis}/{tahun}/{nomor}") } else { format!("{jenis}-{wilayah}/{tahun}/{nomor}") }
}

/// Short normalised kind of a regulation's own head ("PERATURAN BUPATI CONTOH" gives `perbup`); empty if not known.
pub(super) fn kode_jenis(judul: &str) -> String {
    pisah_jenis(&judul.to_lowercase()).map(|(kode, _)| kode).unwrap_or_default()
}

/// The title after "tentang", and the word after it. It ends before a bracket, a semicolon, or the next amendment formula.
fn judul(teks: &str, daftar: &[Kata<'_>], kini: usize) -> (String, usize) {
    if daftar.get(kini).is_none_or(|isi| isi.kecil() != "tentang") {
        return (String::new(), kini);
    }
    let Some(mulai) = daftar.get(kini + 1) else { return (String::new(), kini + 1) };
    let mut akhir = mulai.awal;
    let mut dalam = false;
    for (urut, isi) in daftar.get(kini + 1..).unwrap_or_default().iter().take(60).enumerate() {
        let kecil = isi.kecil();
        if isi.teks.starts_with('(')
            || matches!(kecil.as_str(), "sebagaimana" | "setiap" | "sebagai")
            || isi.awal > mulai.awal && isi.teks.contains('(')
        {
            break;
        }
        // The title of an amending law holds the citation of the amended one: let that be found on its own.
        dalam |= kecil == "tentang" || kecil == "perubahan";
        akhir = isi.awal + isi.teks.len();
        if isi.pisah && !isi.teks.ends_with(',') {
            break;
        }
        // After a comma the title goes on with a name or "dan", the sentence with a small letter.
        let sambungan = daftar
            .get(kini + 1 + urut + 1)
            .is_some_and(|lain| lain.teks.starts_with(char::is_uppercase) || lain.kecil() == "dan");
        if isi.pisah && !sambungan {
            break;
        }
    }
    let isi = teks.get(mulai.awal..akhir).unwrap_or_default().trim_end_matches([',', ';', '.', ' ']);
    let berikut = if dalam { kini + 1 } else { kini + 1 + isi.split_whitespace().count() };
    (isi.to_owned(), berikut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_laws() {
        let tabel = [
            ("Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah (Lembaran", "uu/2014/23"),
            ("Peraturan Presiden Nomor 95 Tahun 2018", "perpres/2018/95"),
            ("Peraturan Presiden Republik Indonesia Nomor 39 Tahun 2019 tentang Satu Data", "perpres/2019/39"),
            ("Peraturan Pemerintah Nornor 61 Tahun 2010", "pp/2010/61"),
            ("Peraturan Menteri Dalam Negeri 80 Tahun 2015", "permendagri/2015/80"),
            (
                "Peraturan Menteri Komunikasi dan Informatika Nomor 41/PER/MEN.KOMINFO/11/2007 tentang x",
                "permenkominfo/2007/41",
            ),
            (
                "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 5 Tahun 2018",
                "permenpanrb/2018/5",
            ),
            ("Peraturan Daerah Kabupaten Contoh Nomor 6 Tahun 2017", "perda-kabupaten-contoh/2017/6"),
            ("Peraturan Bupati Nomor 70 tahun 2018", "perbup/2018/70"),
            ("Undang-Undang Dasar Negara Republik Indonesia Tahun 1945", "uud/1945"),
            ("Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2022", "perpu/2022/2"),
        ];
        for (teks, harap) in tabel {
            let hasil: Vec<_> = cari(teks).into_iter().map(|h| h.kunci).collect();
            assert_eq!(hasil, [harap], "{teks}");
        }
        for teks in [
            "Peraturan Bupati ini",
            "peraturan perundang-undangan",
            "Keputusan Bupati.",
            "Undang-Undang",
            "Peraturan Menteri yang",
        ] {
            assert!(cari(teks).is_empty(), "{teks}");
        }
    }

    #[test]
    fn an_amending_law_gives_both() {
        let teks = "Undang-Undang Nomor 1 Tahun 2008 tentang Uji (LN 2008), sebagaimana telah diubah dengan Undang-Undang Nomor 2 Tahun 2016 tentang Perubahan atas Undang-Undang Nomor 1 Tahun 2008 tentang Uji";
        let hasil = cari(teks);
        let kunci: Vec<_> = hasil.iter().map(|h| h.kunci.as_str()).collect();
        assert_eq!(kunci, ["uu/2008/1", "uu/2016/2", "uu/2008/1"]);
        assert_eq!(hasil[0].tentang, "Uji");
        assert_eq!(&teks[hasil[0].awal..hasil[0].akhir], "Undang-Undang Nomor 1 Tahun 2008");
    }
}
