//! Services: the categories of complaints that are in use, and what may be said beside the fields that every request has.
use std::collections::BTreeMap;

use kernel::{App, Result, args};

use super::bentuk::{Dokumen, Nilai};
use crate::model::{Klasifikasi, Sifat};

/// A category as a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layanan {
    /// `service_code`.
    pub kode: String,
    /// `service_name`.
    pub nama: String,
    /// What belongs to it.
    pub uraian: String,
    /// Words to find it by, parted by commas.
    pub kata_kunci: String,
    /// Group.
    pub kelompok: String,
    /// It may be chosen for new requests.
    pub aktif: bool,
}

/// All services, also those that are not in use any more: old requests bear their names. A regency has some dozens.
pub async fn semua(app: &App) -> Result<Vec<Layanan>> {
    let text = "select kode, nama, uraian, kata_kunci, kelompok, aktif from kategori_pengaduan order by urutan, id";
    let rows = app.db.query(text, args![]).await?;
    rows.iter()
        .map(|row| {
            let teks = |nama: &str| row.get::<Option<String>>(nama).map(Option::unwrap_or_default);
            Ok(Layanan {
                kode: row.get("kode")?,
                nama: row.get("nama")?,
                uraian: teks("uraian")?,
                kata_kunci: teks("kata_kunci")?,
                kelompok: teks("kelompok")?,
                aktif: row.get("aktif")?,
            })
        })
        .collect()
}

/// Names by code.
pub fn nama(semua: &[Layanan]) -> BTreeMap<&str, &str> {
    semua.iter().map(|satu| (satu.kode.as_str(), satu.nama.as_str())).collect()
}

/// The list. Where requests wait for a release, a token comes first, and the service is of the kind `batch`.
pub fn daftar(semua: &[Layanan], dirilis_dahulu: bool) -> Dokumen {
    let jenis = if dirilis_dahulu { "batch" } else { "realtime" };
    let satu = |layanan: &Layanan| {
        Nilai::Objek(vec![
            ("service_code", Nilai::teks(layanan.kode.as_str())),
            ("service_name", Nilai::teks(layanan.nama.as_str())),
            ("description", Nilai::teks(layanan.uraian.as_str())),
            ("metadata", Nilai::Ya(true)),
            ("type", Nilai::teks(jenis)),
            ("keywords", Nilai::teks(layanan.kata_kunci.as_str())),
            ("group", Nilai::teks(layanan.kelompok.as_str())),
        ])
    };
    Dokumen::larik("services", "service", semua.iter().filter(|satu| satu.aktif).map(satu).collect())
}

struct Atribut {
    kode: &'static str,
    jenis: &'static str,
    cara: &'static str,
    uraian: &'static str,
    pilihan: Vec<(String, String)>,
}

/// What may be said of a request of this service: every attribute is optional, and all services have the same ones.
pub async fn rincian(app: &App, layanan: &Layanan) -> Result<Dokumen> {
    let wilayah = app.regions().await?;
    let induk: BTreeMap<&str, &str> = wilayah.iter().map(|satu| (satu.code.as_str(), satu.name.as_str())).collect();
    let desa: Vec<(String, String)> = wilayah
        .iter()
        .filter(|satu| satu.kind != "kecamatan")
        .map(|satu| {
            let atas = satu.parent.as_deref().and_then(|kode| induk.get(kode));
            let nama = atas.map_or_else(|| satu.name.clone(), |atas| format!("{}, {atas}", satu.name));
            (satu.code.clone(), nama)
        })
        .collect();
    let klasifikasi = Klasifikasi::SEMUA.iter().map(|satu| (satu.kode().to_owned(), satu.label().to_owned())).collect();
    let sifat = Sifat::SEMUA.iter().map(|satu| (satu.kode().to_owned(), satu.label().to_owned())).collect();
    let mut atribut = vec![
        Atribut {
            kode: "judul",
            jenis: "string",
            cara: "Satu baris, paling panjang 150 karakter",
            uraian: "Judul laporan",
            pilihan: vec![],
        },
        Atribut {
            kode: "klasifikasi",
            jenis: "singlevaluelist",
            cara: "Pilih satu; petugas dapat mengubahnya",
            uraian: "Klasifikasi laporan menurut SP4N-LAPOR!",
            pilihan: klasifikasi,
        },
        Atribut {
            kode: "kerahasiaan",
            jenis: "singlevaluelist",
            cara: "Pilih satu. Pada laporan anonim nama, surel, dan telepon tidak disimpan",
            uraian: "Siapa yang boleh tahu siapa pelapornya",
            pilihan: sifat,
        },
        Atribut {
            kode: "waktu_kejadian",
            jenis: "datetime",
            cara: "Seperti 2026-01-31T08:00:00+07:00",
            uraian: "Kapan terjadinya",
            pilihan: vec![],
        },
    ];
    if !desa.is_empty() {
        atribut.push(Atribut {
            kode: "desa",
            jenis: "singlevaluelist",
            cara: "Pilih satu; sama artinya dengan address_id",
            uraian: "Desa atau kelurahan tempat kejadian",
            pilihan: desa,
        });
    }
    Ok(susun(&layanan.kode, atribut))
}

fn susun(kode: &str, atribut: Vec<Atribut>) -> Dokumen {
    let satu = |(atribut, urut): (Atribut, i64)| {
        let pilihan = atribut
            .pilihan
            .into_iter()
            .map(|(kunci, nama)| Nilai::Objek(vec![("key", Nilai::teks(kunci)), ("name", Nilai::teks(nama))]))
            .collect();
        Nilai::Objek(vec![
            ("variable", Nilai::Ya(true)),
            ("code", Nilai::teks(atribut.kode)),
            ("datatype", Nilai::teks(atribut.jenis)),
            ("required", Nilai::Ya(false)),
            ("datatype_description", Nilai::teks(atribut.cara)),
            ("order", Nilai::Bulat(urut)),
            ("description", Nilai::teks(atribut.uraian)),
            ("values", Nilai::Larik("value", pilihan)),
        ])
    };
    let atribut = atribut.into_iter().zip(1..).map(satu).collect();
    Dokumen {
        akar: "service_definition",
        isi: Nilai::Objek(vec![
            ("service_code", Nilai::teks(kode)),
            ("attributes", Nilai::Larik("attribute", atribut)),
        ]),
    }
}
