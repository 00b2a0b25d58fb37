//! Reading the form of a letter: what was typed, row by row, and what is wrong with it. Nothing here asks the database.
use kernel::indonesia::tanggal;
use kernel::page::{ADD_ROW_FIELD, REMOVE_ROW_FIELD};
use kernel::port::Security;
use kernel::{FieldError, Form};
use time::Date;

use crate::model::{Bagian, Gaya, Isi, Sifat, Wewenang};
use crate::rules::nomor::buku_terbuka;

/// Most passages.
pub const BAGIAN: usize = 200;
/// Most addressees.
pub const TUJUAN: usize = 200;
/// Most parafs.
pub const PARAF: usize = 19;
/// Longest passage, in characters.
pub const PANJANG: usize = 20_000;

/// A row of addressees as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BarisTujuan {
    /// Id of a unit; empty for none.
    pub unit: String,
    /// A person's name or login; empty for none.
    pub orang: String,
    /// Text for somebody outside.
    pub teks: String,
    /// Gets a copy.
    pub tembusan: bool,
}

impl BarisTujuan {
    fn kosong(&self) -> bool {
        self.unit.is_empty() && self.orang.is_empty() && self.teks.is_empty()
    }
}

/// The whole form as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ketikan {
    /// Content.
    pub isi: Isi,
    /// The past date as typed.
    pub tanggal: String,
    /// Code of the urgency.
    pub sifat: String,
    /// Code of the security class.
    pub keamanan: String,
    /// Classification code.
    pub klasifikasi: String,
    /// Addressees.
    pub tujuan: Vec<BarisTujuan>,
    /// People asked for paraf, in order.
    pub paraf: Vec<String>,
    /// The signer.
    pub penandatangan: String,
    /// References: addresses or numbers of earlier letters.
    pub rujukan: Vec<String>,
}

/// Rows of a repeated field: the values of `NAMA.N` for N from 0 without a gap.
fn baris<'a>(form: &'a Form, nama: &str, kolom: &str, paling: usize) -> Vec<&'a str> {
    (0..paling)
        .map(|n| format!("{nama}.{n}.{kolom}"))
        .take_while(|field| form.has(field))
        .map(|field| form.get(&field))
        .collect()
}

/// Reads the form. Rows that are asked for or taken away by a button are there or gone already.
pub fn baca(form: &Form) -> Ketikan {
    let gaya = baris(form, "bagian", "gaya", BAGIAN);
    let teks = baris(form, "bagian", "teks", BAGIAN);
    let mut bagian: Vec<Bagian> = gaya
        .iter()
        .zip(&teks)
        .map(|(gaya, teks)| Bagian { gaya: (*gaya).to_owned(), teks: teks.replace("\r\n", "\n") })
        .collect();
    let kolom = |nama: &str| baris(form, "tujuan", nama, TUJUAN);
    let (unit, orang, luar, sebagai) = (kolom("unit"), kolom("orang"), kolom("teks"), kolom("sebagai"));
    let mut tujuan: Vec<BarisTujuan> = sebagai
        .iter()
        .enumerate()
        .map(|(n, sebagai)| {
            let di = |semua: &[&str]| semua.get(n).copied().unwrap_or_default().to_owned();
            BarisTujuan { unit: di(&unit), orang: di(&orang), teks: di(&luar), tembusan: *sebagai == "tembusan" }
        })
        .collect();
    let mut paraf: Vec<String> = baris(form, "paraf", "orang", PARAF).into_iter().map(str::to_owned).collect();
    let mut rujukan: Vec<String> = baris(form, "rujukan", "naskah", 50).into_iter().map(str::to_owned).collect();
    match form.get(ADD_ROW_FIELD) {
        "bagian" if bagian.len() < BAGIAN => {
            bagian.push(Bagian { gaya: Gaya::Paragraf.kode().into(), teks: String::new() })
        }
        "tujuan" if tujuan.len() < TUJUAN => tujuan.push(BarisTujuan::default()),
        "paraf" if paraf.len() < PARAF => paraf.push(String::new()),
        "rujukan" if rujukan.len() < 50 => rujukan.push(String::new()),
        _ => {}
    }
    if let Some((nama, nomor)) = form.get(REMOVE_ROW_FIELD).split_once('.')
        && let Ok(nomor) = nomor.parse::<usize>()
    {
        match nama {
            "bagian" => buang(&mut bagian, nomor),
            "tujuan" => buang(&mut tujuan, nomor),
            "paraf" => buang(&mut paraf, nomor),
            "rujukan" => buang(&mut rujukan, nomor),
            _ => {}
        }
    }
    let teks = |nama: &str| form.get(nama).to_owned();
    Ketikan {
        isi: Isi {
            perihal: teks("perihal"),
            bagian,
            lampiran: teks("lampiran"),
            tempat: teks("tempat"),
            wewenang: teks("wewenang"),
            atas_nama: teks("atas_nama"),
            melalui: teks("melalui"),
            jabatan: teks("jabatan"),
            tanggal_mundur: None,
            alasan_mundur: teks("alasan_mundur"),
            paraf: vec![],
        },
        tanggal: teks("tanggal"),
        sifat: teks("sifat"),
        keamanan: teks("keamanan"),
        klasifikasi: teks("klasifikasi"),
        tujuan,
        paraf,
        penandatangan: teks("penandatangan"),
        rujukan,
    }
}

fn buang<T>(semua: &mut Vec<T>, nomor: usize) {
    if nomor < semua.len() {
        semua.remove(nomor);
    }
}

/// What was typed, checked as far as that goes without asking anybody. Empty rows are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diisi {
    /// Content.
    pub isi: Isi,
    /// Urgency.
    pub sifat: Sifat,
    /// Security class.
    pub keamanan: Security,
    /// Classification code.
    pub klasifikasi: Option<String>,
    /// Addressees with something in them.
    pub tujuan: Vec<(usize, BarisTujuan)>,
    /// People asked for paraf, with their row.
    pub paraf: Vec<(usize, String)>,
    /// The signer; empty for none yet.
    pub penandatangan: String,
    /// References with their row.
    pub rujukan: Vec<(usize, String)>,
}

/// Checks what was typed.
///
/// # Errors
/// Every wrong field at once.
pub fn periksa(ketikan: &Ketikan, hari_ini: Date) -> Result<Diisi, Vec<FieldError>> {
    let mut salah = vec![];
    let mut isi = ketikan.isi.clone();
    if isi.perihal.is_empty() {
        salah.push(FieldError::new("perihal", "Isi perihal naskah"));
    }
    for (nama, teks, paling) in [
        ("perihal", &isi.perihal, 300),
        ("lampiran", &isi.lampiran, 100),
        ("tempat", &isi.tempat, 100),
        ("atas_nama", &isi.atas_nama, 200),
        ("melalui", &isi.melalui, 200),
        ("jabatan", &isi.jabatan, 200),
        ("alasan_mundur", &isi.alasan_mundur, 500),
        ("klasifikasi", &ketikan.klasifikasi, 40),
        ("penandatangan", &ketikan.penandatangan, 200),
    ] {
        if teks.chars().count() > paling {
            salah.push(FieldError::new(nama, format!("Paling banyak {paling} karakter")));
        }
    }
    for (nomor, bagian) in isi.bagian.iter().enumerate() {
        if bagian.teks.chars().count() > PANJANG {
            salah.push(FieldError::new(
                format!("bagian.{nomor}.teks"),
                format!("Paling banyak {PANJANG} karakter; pecah menjadi beberapa bagian"),
            ));
        }
        if Gaya::urai(&bagian.gaya).is_none() {
            salah.push(FieldError::new(format!("bagian.{nomor}.gaya"), "Pilih bentuk bagian ini"));
        }
    }
    isi.bagian.retain(|bagian| !bagian.teks.trim().is_empty());
    match isi.wewenang() {
        Wewenang::Sendiri => {
            isi.atas_nama.clear();
            isi.melalui.clear();
        }
        Wewenang::AtasNama => isi.melalui.clear(),
        Wewenang::UntukBeliau if isi.melalui.is_empty() => {
            salah.push(FieldError::new("melalui", "Isi jabatan di antaranya, misalnya Sekretaris Daerah"));
        }
        Wewenang::UntukBeliau => {}
    }
    if isi.wewenang() != Wewenang::Sendiri && isi.atas_nama.is_empty() {
        salah.push(FieldError::new("atas_nama", "Isi atas nama siapa naskah ditandatangani"));
    }
    mundur(&mut isi, &ketikan.tanggal, hari_ini, &mut salah);
    let sifat = Sifat::urai(&ketikan.sifat);
    let keamanan = Security::parse(&ketikan.keamanan);
    if sifat.is_none() {
        salah.push(FieldError::new("sifat", "Pilih sifat naskah"));
    }
    if keamanan.is_none() {
        salah.push(FieldError::new("keamanan", "Pilih klasifikasi keamanan"));
    }
    let klasifikasi = ketikan.klasifikasi.split_whitespace().next().unwrap_or_default();
    if !klasifikasi.chars().all(|huruf| huruf.is_ascii_alphanumeric() || huruf == '.') {
        salah.push(FieldError::new("klasifikasi", "Kode klasifikasi berupa angka dan titik, misalnya 000.1.2"));
    }
    let tujuan: Vec<(usize, BarisTujuan)> = bernomor(&ketikan.tujuan, |satu| !satu.kosong());
    for (nomor, satu) in &tujuan {
        let diisi = [&satu.unit, &satu.orang, &satu.teks].into_iter().filter(|teks| !teks.is_empty()).count();
        if diisi > 1 {
            salah.push(FieldError::new(
                format!("tujuan.{nomor}.unit"),
                "Isi salah satu: perangkat daerah, pegawai, atau pihak luar",
            ));
        }
        if satu.teks.chars().count() > 300 {
            salah.push(FieldError::new(format!("tujuan.{nomor}.teks"), "Paling banyak 300 karakter"));
        }
    }
    match (salah.is_empty(), sifat, keamanan) {
        (true, Some(sifat), Some(keamanan)) => Ok(Diisi {
            isi,
            sifat,
            keamanan,
            klasifikasi: (!klasifikasi.is_empty()).then(|| klasifikasi.to_owned()),
            tujuan,
            paraf: bernomor(&ketikan.paraf, |teks| !teks.is_empty()),
            penandatangan: ketikan.penandatangan.clone(),
            rujukan: bernomor(&ketikan.rujukan, |teks| !teks.is_empty()),
        }),
        _ => Err(salah),
    }
}

fn bernomor<T: Clone>(semua: &[T], ada: impl Fn(&T) -> bool) -> Vec<(usize, T)> {
    semua.iter().enumerate().filter(|(_, satu)| ada(satu)).map(|(nomor, satu)| (nomor, satu.clone())).collect()
}

/// A date in the past makes the letter back-dated, with a reason; today's or none does not.
fn mundur(isi: &mut Isi, ketikan: &str, hari_ini: Date, salah: &mut Vec<FieldError>) {
    isi.tanggal_mundur = None;
    if ketikan.is_empty() {
        isi.alasan_mundur.clear();
        return;
    }
    match tanggal::urai(ketikan) {
        Err(sebab) => salah.push(FieldError::new("tanggal", sebab.to_string())),
        Ok(hari) if hari > hari_ini => {
            salah.push(FieldError::new(
                "tanggal",
                "Tanggal naskah belum tiba. Kosongkan: tanggal mengikuti hari persetujuan",
            ));
        }
        Ok(hari) if hari == hari_ini => isi.alasan_mundur.clear(),
        Ok(hari) if !buku_terbuka(hari.year(), hari_ini) => {
            salah.push(FieldError::new(
                "tanggal",
                format!(
                    "Buku nomor tahun {} sudah ditutup: tanggal mundur hanya sampai akhir Januari tahun berikutnya",
                    hari.year()
                ),
            ));
        }
        Ok(hari) => {
            isi.tanggal_mundur = Some(hari);
            if isi.alasan_mundur.is_empty() {
                salah.push(FieldError::new(
                    "alasan_mundur",
                    "Isi alasan memakai tanggal yang sudah lewat; alasan dicatat dalam buku nomor",
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const HARI: Date = date!(2026 - 11 - 20);

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::from_pairs(pairs.iter().map(|(nama, nilai)| ((*nama).to_owned(), (*nilai).to_owned())))
    }

    fn dasar() -> Vec<(&'static str, &'static str)> {
        vec![("perihal", "Rapat"), ("sifat", "biasa"), ("keamanan", "biasa")]
    }

    fn dengan(lebih: &[(&'static str, &'static str)]) -> Form {
        let mut semua: Vec<_> = lebih.to_vec();
        semua.extend(dasar());
        form(&semua)
    }

    #[test]
    fn buttons_add_and_take_rows_and_keep_what_was_typed() {
        let isi = [
            ("bagian.0.gaya", "paragraf"),
            ("bagian.0.teks", "satu"),
            ("bagian.1.gaya", "butir"),
            ("bagian.1.teks", "dua"),
        ];
        let tambah = baca(&form(&[&isi[..], &[("_tambah", "bagian")]].concat()));
        assert_eq!(tambah.isi.bagian.len(), 3);
        let hapus = baca(&form(&[&isi[..], &[("_hapus", "bagian.0")]].concat()));
        assert_eq!(hapus.isi.bagian.iter().map(|satu| satu.teks.as_str()).collect::<Vec<_>>(), ["dua"]);
        for salah in ["bagian.9", "bagian.x", "lain.0", ""] {
            assert_eq!(baca(&form(&[&isi[..], &[("_hapus", salah)]].concat())).isi.bagian.len(), 2, "{salah}");
        }
    }

    #[test]
    fn every_wrong_field_is_named() {
        let table: [(&[(&str, &str)], &str); 10] = [
            (&[("perihal", "")], "perihal"),
            (&[("sifat", "kilat")], "sifat"),
            (&[("keamanan", "top")], "keamanan"),
            (&[("wewenang", "an")], "atas_nama"),
            (&[("wewenang", "ub"), ("atas_nama", "Bupati")], "melalui"),
            (&[("tanggal", "31-02-2026")], "tanggal"),
            (&[("tanggal", "21-11-2026")], "tanggal"),
            (&[("tanggal", "10-11-2026")], "alasan_mundur"),
            (&[("tanggal", "31-12-2025"), ("alasan_mundur", "Terlambat")], "tanggal"),
            (&[("klasifikasi", "000/1")], "klasifikasi"),
        ];
        for (pairs, medan) in table {
            let salah = periksa(&baca(&dengan(pairs)), HARI).unwrap_err();
            assert!(salah.iter().any(|satu| satu.field == medan), "{pairs:?}: {salah:?}");
        }
        let dua =
            [("tujuan.0.unit", "x"), ("tujuan.0.orang", ""), ("tujuan.0.teks", "y"), ("tujuan.0.sebagai", "tujuan")];
        let salah = periksa(&baca(&dengan(&dua)), HARI).unwrap_err();
        assert_eq!(salah[0].field, "tujuan.0.unit");
    }

    #[test]
    fn a_date_of_last_year_is_taken_until_the_end_of_january() {
        let ketikan = baca(&dengan(&[("tanggal", "30-12-2026"), ("alasan_mundur", "Libur akhir tahun")]));
        let diisi = periksa(&ketikan, date!(2027 - 01 - 15)).unwrap();
        assert_eq!(diisi.isi.tanggal_mundur, Some(date!(2026 - 12 - 30)));
        let salah = periksa(&ketikan, date!(2027 - 02 - 01)).unwrap_err();
        assert!(salah[0].field == "tanggal" && salah[0].message.contains("2026"), "{salah:?}");
    }

    #[test]
    fn empty_rows_do_not_count_and_a_past_date_needs_its_reason() {
        let diisi = periksa(
            &baca(&dengan(&[
                ("bagian.0.gaya", "paragraf"),
                ("bagian.0.teks", "  "),
                ("tujuan.0.unit", ""),
                ("tujuan.0.orang", ""),
                ("tujuan.0.teks", ""),
                ("tujuan.0.sebagai", "tujuan"),
                ("paraf.0.orang", ""),
                ("paraf.1.orang", "ani"),
                ("tanggal", "10-11-2026"),
                ("alasan_mundur", "Listrik padam"),
                ("klasifikasi", "000.1.2 Ketatausahaan".split(' ').next().unwrap()),
            ])),
            HARI,
        )
        .unwrap();
        assert!(diisi.isi.bagian.is_empty() && diisi.tujuan.is_empty());
        assert_eq!(diisi.paraf, [(1, "ani".to_owned())]);
        assert_eq!(diisi.isi.tanggal_mundur, Some(date!(2026 - 11 - 10)));
        assert_eq!(diisi.klasifikasi.as_deref(), Some("000.1.2"));
    }
}
