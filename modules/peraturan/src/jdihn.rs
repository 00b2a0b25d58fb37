//! The feed for the national network of legal documentation (JDIHN, Permenkumham 8/2019): a flat JSON array, every value a string.
//! No database and no HTTP here; the address that serves it is public.

use serde_json::{Map, Value};
use time::Date;

/// One document as the feed describes it. Texts may be empty unless [`kurang`] says otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dokumen {
    /// Unique and never changed (`idData`); required.
    pub id: String,
    /// Year of promulgation; required.
    pub tahun: Option<i32>,
    /// Day of promulgation.
    pub diundangkan: Option<Date>,
    /// Kind in full: "Peraturan Bupati"; required.
    pub jenis: String,
    /// Kind in short: "PERBUP".
    pub singkatan_jenis: String,
    /// Number.
    pub nomor: String,
    /// Title; required.
    pub judul: String,
    /// Call number of the library.
    pub nomor_panggil: String,
    /// Place of publication.
    pub tempat_terbit: String,
    /// Publisher.
    pub penerbit: String,
    /// Pages and size.
    pub deskripsi_fisik: String,
    /// ISBN.
    pub isbn: String,
    /// Stock number.
    pub nomor_induk: String,
    /// Language; "Indonesia" if empty.
    pub bahasa: String,
    /// Source: the gazette with year and number.
    pub sumber: String,
    /// Subjects, joined by semicolons.
    pub subjek: Vec<String>,
    /// Field of law.
    pub bidang_hukum: String,
    /// Corporate heading (T.E.U. Badan): "Indonesia, Kabupaten ..".
    pub teu_badan: String,
    /// In force, amended, repealed.
    pub status: String,
    /// Name of the file.
    pub berkas: String,
    /// Address of the file; required, https or http.
    pub url_berkas: String,
    /// Abstract.
    pub abstrak: String,
    /// Address of the abstract.
    pub url_abstrak: String,
    /// Address of the page.
    pub url_halaman: String,
    /// Last change.
    pub diperbarui: Option<Date>,
}

/// A document that the network would refuse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("dokumen {id}: {}", kurang.join(", "))]
pub struct GalatUmpan {
    /// Its id, or its place in the list from 1 if it has none.
    pub id: String,
    /// What is missing or wrong, in the words of the feed.
    pub kurang: Vec<&'static str>,
}

/// What a document lacks to be accepted; empty if it is complete.
pub fn kurang(dokumen: &Dokumen) -> Vec<&'static str> {
    let mut hasil = Vec::new();
    let kosong = |isi: &str| isi.trim().is_empty();
    if kosong(&dokumen.id) {
        hasil.push("idData kosong");
    }
    if kosong(&dokumen.jenis) {
        hasil.push("jenis kosong");
    }
    if kosong(&dokumen.judul) {
        hasil.push("judul kosong");
    }
    match (dokumen.tahun, dokumen.diundangkan) {
        (None, None) => hasil.push("tahun_pengundangan kosong"),
        (Some(tahun), _) if !(1900..=2999).contains(&tahun) => hasil.push("tahun_pengundangan di luar 1900-2999"),
        (Some(tahun), Some(tanggal)) if tanggal.year() != tahun => {
            hasil.push("tanggal_pengundangan tidak dalam tahun_pengundangan")
        }
        (Some(_), _) | (None, Some(_)) => {}
    }
    if !(dokumen.url_berkas.starts_with("https://") || dokumen.url_berkas.starts_with("http://")) {
        hasil.push("urlDownload bukan alamat web");
    }
    hasil
}

/// The feed: one object per document, in the given order.
///
/// # Errors
/// Every document that lacks something, or whose id stands twice; then there is no feed at all, because the network takes it whole.
pub fn umpan(daftar: &[Dokumen]) -> Result<Value, Vec<GalatUmpan>> {
    let mut pernah = std::collections::HashSet::new();
    let mut galat = Vec::new();
    for (urut, dokumen) in daftar.iter().enumerate() {
        let mut kurang = kurang(dokumen);
        if !pernah.insert(dokumen.id.trim()) && !dokumen.id.trim().is_empty() {
            kurang.push("idData ganda");
        }
        if !kurang.is_empty() {
            let id = if dokumen.id.trim().is_empty() { format!("ke-{}", urut + 1) } else { dokumen.id.clone() };
            galat.push(GalatUmpan { id, kurang });
        }
    }
    if galat.is_empty() { Ok(Value::Array(daftar.iter().map(objek).collect())) } else { Err(galat) }
}

fn tanggal(isi: Option<Date>) -> String {
    isi.map(|hari| format!("{:04}-{:02}-{:02}", hari.year(), u8::from(hari.month()), hari.day())).unwrap_or_default()
}

/// One document as a flat object.
fn objek(dokumen: &Dokumen) -> Value {
    // Fields of books carry a hyphen when they do not apply.
    let buku = |isi: &str| if isi.trim().is_empty() { "-".to_owned() } else { isi.trim().to_owned() };
    let biasa = |isi: &str| isi.trim().to_owned();
    let tahun =
        dokumen.tahun.or(dokumen.diundangkan.map(Date::year)).map(|tahun| tahun.to_string()).unwrap_or_default();
    let bahasa = if dokumen.bahasa.trim().is_empty() { "Indonesia".to_owned() } else { biasa(&dokumen.bahasa) };
    let isi = [
        ("idData", biasa(&dokumen.id)),
        ("tahun_pengundangan", tahun),
        ("tanggal_pengundangan", tanggal(dokumen.diundangkan)),
        ("jenis", biasa(&dokumen.jenis)),
        ("singkatanJenis", biasa(&dokumen.singkatan_jenis)),
        ("noPeraturan", biasa(&dokumen.nomor)),
        ("judul", biasa(&dokumen.judul)),
        ("noPanggil", buku(&dokumen.nomor_panggil)),
        ("tempatTerbit", buku(&dokumen.tempat_terbit)),
        ("penerbit", buku(&dokumen.penerbit)),
        ("deskripsiFisik", buku(&dokumen.deskripsi_fisik)),
        ("isbn", buku(&dokumen.isbn)),
        ("nomorIndukBuku", buku(&dokumen.nomor_induk)),
        ("bahasa", bahasa),
        ("sumber", biasa(&dokumen.sumber)),
        (
            "subjek",
            dokumen
                .subjek
                .iter()
                .map(|satu| satu.trim())
                .filter(|satu| !satu.is_empty())
                .collect::<Vec<_>>()
                .join("; "),
        ),
        ("bidangHukum", biasa(&dokumen.bidang_hukum)),
        ("teuBadan", biasa(&dokumen.teu_badan)),
        ("status", biasa(&dokumen.status)),
        ("fileDownload", biasa(&dokumen.berkas)),
        ("urlDownload", biasa(&dokumen.url_berkas)),
        ("abstrak", biasa(&dokumen.abstrak)),
        ("urlAbstrak", biasa(&dokumen.url_abstrak)),
        ("urlDetailPeraturan", biasa(&dokumen.url_halaman)),
        ("operasi", "4".to_owned()),
        ("display", "1".to_owned()),
        ("lastUpdated", tanggal(dokumen.diperbarui)),
    ];
    Value::Object(isi.into_iter().map(|(kunci, nilai)| (kunci.to_owned(), Value::String(nilai))).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Month;

    fn lengkap() -> Dokumen {
        Dokumen {
            id: "d-1".into(),
            tahun: Some(2031),
            diundangkan: Date::from_calendar_date(2031, Month::February, 3).ok(),
            jenis: "Peraturan Bupati".into(),
            singkatan_jenis: "PERBUP".into(),
            nomor: "7".into(),
            judul: "Pinjam Pakai \"Sepeda\"".into(),
            subjek: vec!["SEPEDA".into(), " ".into(), "BARANG MILIK DAERAH".into()],
            url_berkas: "https://jdih.contoh.go.id/d-1.pdf".into(),
            ..Dokumen::default()
        }
    }

    #[test]
    fn every_value_is_a_string_and_every_field_is_there() {
        let umpan = umpan(&[lengkap()]).unwrap();
        let objek = umpan[0].as_object().unwrap();
        assert_eq!(objek.len(), 27);
        assert!(objek.values().all(Value::is_string));
        for (kunci, nilai) in [
            ("idData", "d-1"),
            ("tahun_pengundangan", "2031"),
            ("tanggal_pengundangan", "2031-02-03"),
            ("noPeraturan", "7"),
            ("judul", "Pinjam Pakai \"Sepeda\""),
            ("isbn", "-"),
            ("bahasa", "Indonesia"),
            ("subjek", "SEPEDA; BARANG MILIK DAERAH"),
            ("abstrak", ""),
            ("operasi", "4"),
            ("display", "1"),
            ("lastUpdated", ""),
        ] {
            assert_eq!(objek[kunci], nilai, "{kunci}");
        }
    }

    #[test]
    fn the_year_follows_from_the_date() {
        let umpan = umpan(&[Dokumen { tahun: None, ..lengkap() }]).unwrap();
        assert_eq!(umpan[0]["tahun_pengundangan"], "2031");
    }

    #[test]
    fn incomplete_documents_are_named() {
        let tabel = [
            (Dokumen { id: " ".into(), ..lengkap() }, "idData kosong"),
            (Dokumen { jenis: String::new(), ..lengkap() }, "jenis kosong"),
            (Dokumen { judul: String::new(), ..lengkap() }, "judul kosong"),
            (Dokumen { tahun: None, diundangkan: None, ..lengkap() }, "tahun_pengundangan kosong"),
            (Dokumen { tahun: Some(31), ..lengkap() }, "tahun_pengundangan di luar 1900-2999"),
            (Dokumen { tahun: Some(2030), ..lengkap() }, "tanggal_pengundangan tidak dalam tahun_pengundangan"),
            (Dokumen { url_berkas: "/d-1.pdf".into(), ..lengkap() }, "urlDownload bukan alamat web"),
        ];
        for (dokumen, sebab) in tabel {
            assert_eq!(kurang(&dokumen), [sebab]);
            let galat = umpan(&[lengkap(), Dokumen { id: format!("{}x", dokumen.id).replace(" x", ""), ..dokumen }])
                .unwrap_err();
            assert_eq!((galat.len(), galat[0].kurang.as_slice()), (1, [sebab].as_slice()));
        }
    }

    #[test]
    fn an_id_stands_once() {
        let galat = umpan(&[lengkap(), lengkap()]).unwrap_err();
        assert_eq!(galat[0].to_string(), "dokumen d-1: idData ganda");
        assert_eq!(umpan(&[]), Ok(Value::Array(Vec::new())));
    }
}
