//! A request that is sent in: the form of the specification, read strictly. No database; codes are looked up by who calls.
use std::collections::BTreeMap;

use kernel::web::Form;
use time::{Date, OffsetDateTime, UtcOffset};

use super::galat::Galat;
use super::minta::{pendek, saat};
use crate::model::{Klasifikasi, Lokasi, Pelapor, Sifat};

/// Longest description, in characters, as the specification says.
pub const URAIAN: usize = 4000;
/// Longest address in words.
const ALAMAT: usize = 300;
/// Longest address of a picture.
const MEDIA: usize = 2000;

/// A request as it was sent, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Kiriman {
    /// Key of the application, as sent.
    pub kunci: String,
    /// Service.
    pub layanan: String,
    /// Where; the village from `address_id` or the attribute.
    pub lokasi: Lokasi,
    /// What happened; empty when nothing was said.
    pub uraian: String,
    /// One line, from the attribute.
    pub judul: String,
    /// Who reports.
    pub pelapor: Pelapor,
    /// How far they are known.
    pub sifat: Sifat,
    /// Class, from the attribute.
    pub klasifikasi: Option<Klasifikasi>,
    /// When it happened, from the attribute.
    pub kejadian: Option<Date>,
    /// Where the application keeps a picture; told to officers, never fetched.
    pub media: Option<String>,
}

/// Reads the fields of a body in `application/x-www-form-urlencoded`; more than the limit are left out.
pub fn isian(body: &[u8]) -> Vec<(String, String)> {
    let tanpa_nul = |teks: std::borrow::Cow<'_, str>| teks.replace('\0', "\u{fffd}");
    form_urlencoded::parse(body).take(500).map(|(nama, nilai)| (tanpa_nul(nama), tanpa_nul(nilai))).collect()
}

/// Fields of a form with what is wrong in them.
struct Baca {
    form: Form,
    atribut: BTreeMap<String, Vec<String>>,
    galat: Vec<(u16, String)>,
}

impl Baca {
    /// One line; too long or with control characters is wrong.
    fn baris(&mut self, nama: &str, paling: usize) -> Option<String> {
        let teks = self.form.get(nama).to_owned();
        self.baris_dari(nama, teks, paling)
    }

    fn baris_dari(&mut self, nama: &str, teks: String, paling: usize) -> Option<String> {
        if teks.chars().count() > paling {
            self.galat.push((400, format!("{nama} paling panjang {paling} karakter.")));
            return None;
        }
        if teks.chars().any(char::is_control) {
            self.galat.push((400, format!("{nama} memuat karakter yang tidak dapat dipakai.")));
            return None;
        }
        (!teks.is_empty()).then_some(teks)
    }

    fn derajat(&mut self, nama: &str, paling: f64) -> Option<f64> {
        let teks = self.form.get(nama);
        if teks.is_empty() {
            return None;
        }
        match teks.parse::<f64>() {
            Ok(angka) if angka.is_finite() && (-paling..=paling).contains(&angka) => Some(angka),
            Ok(_) | Err(_) => {
                let kata =
                    format!("{nama} adalah derajat WGS84 antara -{paling} dan {paling}, bukan \"{}\".", pendek(teks));
                self.galat.push((400, kata));
                None
            }
        }
    }

    /// The first value of an attribute.
    fn atribut(&self, kode: &str) -> String {
        self.atribut.get(kode).and_then(|semua| semua.first()).map(|teks| teks.trim().to_owned()).unwrap_or_default()
    }
}

/// `attribute[KODE]` and `attribute[KODE][]` with their values.
fn atribut(isian: &[(String, String)]) -> BTreeMap<String, Vec<String>> {
    let mut semua: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (nama, nilai) in isian {
        let kode = nama.strip_prefix("attribute[").map(|sisa| sisa.strip_suffix("[]").unwrap_or(sisa));
        if let Some(kode) = kode.and_then(|sisa| sisa.strip_suffix(']')).filter(|kode| !kode.is_empty()) {
            semua.entry(kode.to_owned()).or_default().push(nilai.clone());
        }
    }
    semua
}

/// Marks of HTML, which the specification does not allow in a description.
fn bertanda(teks: &str) -> bool {
    let setelah = teks.split('<').skip(1);
    setelah.filter_map(|sisa| sisa.chars().next()).any(|huruf| huruf.is_ascii_alphabetic() || "/!?".contains(huruf))
}

fn surel_wajar(teks: &str) -> bool {
    let Some((nama, domain)) = teks.split_once('@') else { return false };
    let huruf =
        |teks: &str| !teks.is_empty() && !teks.contains(|satu: char| satu.is_whitespace() || "@,;<>\"".contains(satu));
    huruf(nama) && huruf(domain) && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
}

/// Reads a request.
///
/// # Errors
/// 403 first of all when no key came along; 400 for everything that is missing or means nothing.
pub fn baca(semua: Vec<(String, String)>, zona: UtcOffset, kini: OffsetDateTime) -> Result<Kiriman, Galat> {
    let atribut = atribut(&semua);
    let mut baca = Baca { form: Form::from_pairs(semua), atribut, galat: vec![] };
    let kunci = baca.form.get("api_key").to_owned();
    if kunci.is_empty() {
        return Err(Galat::kunci("api_key tidak disertakan. Setiap pengiriman laporan memerlukan kunci API."));
    }
    let layanan = baca.form.get("service_code").to_owned();
    if layanan.is_empty() {
        baca.galat.push((400, "service_code tidak disertakan.".to_owned()));
    }
    let lokasi = lokasi(&mut baca);
    let uraian: String = baca
        .form
        .get("description")
        .replace("\r\n", "\n")
        .chars()
        .filter(|huruf| !huruf.is_control() || "\n\t".contains(*huruf))
        .collect();
    if uraian.chars().count() > URAIAN {
        baca.galat.push((400, format!("description paling panjang {URAIAN} karakter.")));
    }
    if bertanda(&uraian) {
        baca.galat.push((400, "description tidak boleh memuat HTML atau kode.".to_owned()));
    }
    let judul = baca.atribut("judul");
    let judul = baca.baris_dari("attribute[judul]", judul, 150).unwrap_or_default();
    if bertanda(&judul) {
        baca.galat.push((400, "attribute[judul] tidak boleh memuat HTML atau kode.".to_owned()));
    }
    let pelapor = pelapor(&mut baca);
    let sifat = match baca.atribut("kerahasiaan").as_str() {
        // Who says nothing of themselves reports anonymously.
        "" if pelapor.kosong() => Sifat::Anonim,
        "" => Sifat::Terbuka,
        kode => Sifat::urai(kode).unwrap_or_else(|| {
            baca.galat.push((400, "attribute[kerahasiaan] bukan salah satu pilihannya.".to_owned()));
            Sifat::Rahasia
        }),
    };
    let klasifikasi = match baca.atribut("klasifikasi").as_str() {
        "" => None,
        kode => {
            let satu = Klasifikasi::urai(kode);
            if satu.is_none() {
                baca.galat.push((400, "attribute[klasifikasi] bukan salah satu pilihannya.".to_owned()));
            }
            satu
        }
    };
    let kejadian = kejadian(&mut baca, zona, kini);
    let media = baca.baris("media_url", MEDIA);
    if media.as_deref().is_some_and(|alamat| !alamat.starts_with("https://") && !alamat.starts_with("http://")) {
        baca.galat.push((400, "media_url adalah alamat yang berawal dengan https:// atau http://.".to_owned()));
    }
    if !baca.galat.is_empty() {
        return Err(Galat(baca.galat));
    }
    Ok(Kiriman { kunci, layanan, lokasi, uraian, judul, pelapor, sifat, klasifikasi, kejadian, media })
}

fn lokasi(baca: &mut Baca) -> Lokasi {
    let (lintang, bujur) = (baca.derajat("lat", 90.0), baca.derajat("long", 180.0));
    let (ada_lat, ada_long) = (!baca.form.get("lat").is_empty(), !baca.form.get("long").is_empty());
    if ada_lat != ada_long {
        baca.galat.push((400, "lat dan long harus disertakan keduanya.".to_owned()));
    }
    let patokan = baca.baris("address_string", ALAMAT);
    let desa = baca.baris("address_id", 40);
    if !ada_lat && !ada_long && baca.form.get("address_string").is_empty() && desa.is_none() {
        let kata = "Lokasi tidak disertakan: kirim lat dan long, atau address_string, atau address_id.";
        baca.galat.push((400, kata.to_owned()));
    }
    let pilihan = baca.atribut("desa");
    let pilihan = baca.baris_dari("attribute[desa]", pilihan, 40);
    let (lintang, bujur) = lintang.zip(bujur).map_or((None, None), |(lintang, bujur)| (Some(lintang), Some(bujur)));
    Lokasi { desa: desa.or(pilihan), patokan: patokan.unwrap_or_default(), lintang, bujur }
}

/// Account and device of the sender are not read: nothing is done with them here.
fn pelapor(baca: &mut Baca) -> Pelapor {
    let (depan, belakang) = (baca.baris("first_name", 100), baca.baris("last_name", 100));
    let nama: Vec<String> = depan.into_iter().chain(belakang).collect();
    let surel = baca.baris("email", 200);
    if surel.as_deref().is_some_and(|surel| !surel_wajar(surel)) {
        baca.galat.push((400, "email bukan alamat surel.".to_owned()));
    }
    let telepon = baca.baris("phone", 30);
    let angka = |teks: &str| {
        teks.chars().filter(char::is_ascii_digit).count() >= 6
            && teks.chars().all(|huruf| huruf.is_ascii_digit() || "+-() .".contains(huruf))
    };
    if telepon.as_deref().is_some_and(|telepon| !angka(telepon)) {
        baca.galat.push((400, "phone bukan nomor telepon.".to_owned()));
    }
    Pelapor { nama: (!nama.is_empty()).then(|| nama.join(" ")), surel, telepon, akun: None }
}

fn kejadian(baca: &mut Baca, zona: UtcOffset, kini: OffsetDateTime) -> Option<Date> {
    let teks = baca.atribut("waktu_kejadian");
    if teks.is_empty() {
        return None;
    }
    match saat(&teks, zona, false) {
        Some(saat) if saat <= kini => Some(saat.to_offset(zona).date()),
        Some(_) => {
            baca.galat.push((400, "attribute[waktu_kejadian] belum terjadi.".to_owned()));
            None
        }
        None => {
            baca.galat.push((400, "attribute[waktu_kejadian] ditulis seperti 2026-01-31T08:00:00+07:00.".to_owned()));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime, offset};

    const KINI: OffsetDateTime = datetime!(2026-11-20 02:00 UTC);

    fn kirim(body: &str) -> Result<Kiriman, Galat> {
        baca(isian(body.as_bytes()), offset!(+7), KINI)
    }

    const CUKUP: &str = "api_key=k&service_code=jalan&address_string=Depan+pasar";

    #[test]
    fn the_example_of_a_whole_request_is_read() {
        let kiriman = kirim(
            "api_key=xyz&jurisdiction_id=contohkab.go.id&service_code=jalan&lat=-0.5234&long=101.4478&address_string=Jl.+Melati+5&\
             email=warga%40surel.test&device_id=tt222111&account_id=123456&first_name=Budi&last_name=Uji&phone=0812-0000-111&\
             description=Lubang+besar%0D%0Adi+jalan&media_url=https%3A%2F%2Ffoto.test%2F1.jpg&attribute[klasifikasi]=aspirasi&\
             attribute[judul]=Lubang&attribute[waktu_kejadian]=2026-11-19T23:30:00Z&attribute[desa][]=99.01.01.2001",
        )
        .unwrap();
        assert_eq!(
            (kiriman.kunci.as_str(), kiriman.layanan.as_str(), kiriman.judul.as_str()),
            ("xyz", "jalan", "Lubang")
        );
        assert_eq!((kiriman.lokasi.lintang, kiriman.lokasi.bujur), (Some(-0.5234), Some(101.4478)));
        assert_eq!(kiriman.lokasi.desa.as_deref(), Some("99.01.01.2001"));
        assert_eq!(kiriman.uraian, "Lubang besar\ndi jalan");
        assert_eq!(kiriman.pelapor.nama.as_deref(), Some("Budi Uji"));
        assert_eq!(kiriman.pelapor.akun, None, "accounts elsewhere are not kept");
        assert_eq!((kiriman.sifat, kiriman.klasifikasi), (Sifat::Terbuka, Some(Klasifikasi::Aspirasi)));
        assert_eq!(kiriman.kejadian, Some(date!(2026 - 11 - 20)), "the day in the regency");
        assert_eq!(kiriman.media.as_deref(), Some("https://foto.test/1.jpg"));
    }

    #[test]
    fn any_of_the_three_locations_will_do() {
        for lokasi in ["lat=1&long=2", "address_string=Pasar", "address_id=99.01.01.2001"] {
            let kiriman = kirim(&format!("api_key=k&service_code=jalan&{lokasi}")).unwrap();
            assert_eq!(kiriman.sifat, Sifat::Anonim, "who says nothing of themselves is anonymous");
        }
        assert_eq!(kirim("api_key=k&service_code=j&address_id=99.01").unwrap().lokasi.desa.as_deref(), Some("99.01"));
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let panjang = format!("description={}", "x".repeat(URAIAN + 1));
        let table: &[(&str, u16, &str)] = &[
            ("service_code=jalan&address_string=a", 403, "api_key"),
            ("api_key=+&service_code=jalan&address_string=a", 403, "api_key"),
            ("api_key=k&address_string=a", 400, "service_code"),
            ("api_key=k&service_code=jalan", 400, "Lokasi"),
            ("api_key=k&service_code=jalan&lat=1", 400, "lat dan long"),
            ("api_key=k&service_code=jalan&lat=91&long=1", 400, "lat"),
            ("api_key=k&service_code=jalan&lat=NaN&long=1", 400, "lat"),
            ("api_key=k&service_code=jalan&lat=1&long=inf", 400, "long"),
            ("+&email=bukan", 400, "email"),
            ("+&email=a@b", 400, "email"),
            ("+&phone=halo", 400, "phone"),
            ("+&phone=12", 400, "phone"),
            ("+&first_name=a%00%0Ab", 400, "first_name"),
            ("+&description=%3Cscript%3Ealert(1)%3C/script%3E", 400, "HTML"),
            ("+&media_url=javascript:alert(1)", 400, "media_url"),
            ("+&attribute[klasifikasi]=lain", 400, "klasifikasi"),
            ("+&attribute[kerahasiaan]=lain", 400, "kerahasiaan"),
            ("+&attribute[waktu_kejadian]=kemarin", 400, "waktu_kejadian"),
            ("+&attribute[waktu_kejadian]=2027-01-01", 400, "belum terjadi"),
        ];
        for (body, kode, harap) in table {
            let body = body.strip_prefix('+').map_or_else(|| (*body).to_owned(), |sisa| format!("{CUKUP}{sisa}"));
            let Err(galat) = kirim(&body) else { panic!("{body}") };
            assert_eq!(galat.0[0].0, *kode, "{body}");
            assert!(galat.0.iter().any(|(_, kata)| kata.contains(harap)), "{body}: {galat:?}");
        }
        assert!(kirim(&format!("{CUKUP}&{panjang}")).is_err());
        assert_eq!(kirim("api_key=k&phone=x&email=x").unwrap_err().0.len(), 4, "all at once");
    }

    #[test]
    fn a_smaller_than_sign_is_no_html() {
        for teks in ["lebar < 3 meter", "a<3", "a <- b", "<"] {
            assert!(!bertanda(teks), "{teks}");
        }
        for teks in ["<b>", "a</b", "<!-- -->", "<?php"] {
            assert!(bertanda(teks), "{teks}");
        }
    }
}
