//! Cases of the demonstration, each brought to its state by the same acts that people do.
use std::collections::BTreeMap;

use formulir::{Answers, FileRef, Form, Kind};
use kernel::file::{Owner, Secrecy};
use kernel::{App, Error, Result, Subject, Val, Write, receipt};
use serde_json::{Map, Value as Json, json};
use time::Duration;
use uuid::Uuid;

use crate::ajuan::{self, Asal, Kiriman, Pemohon};
use crate::cetak::{self, Surat};
use crate::langkah::{self, Laku, Meja};
use crate::model::{PERMOHONAN, Permohonan, Tindakan};
use crate::rules::isi_surat;
use crate::standar::{self, Standar};
use crate::store::{self, kunjungan};
use crate::{formulir_layanan, tabel};

/// The word of all receipts of the demonstration.
pub const KATA: &str = "contoh-peraga";

/// One case: service, applicant, answers, acts, and how many days ago it came.
struct Contoh {
    kode: &'static str,
    nama: &'static str,
    isian: fn() -> Json,
    laku: &'static [(Tindakan, &'static str)],
    lampau: i64,
}

const SEMUA: [Contoh; 11] = [
    Contoh {
        kode: "PPID",
        nama: "Wahyu Contoh",
        isian: || json!({ "informasi": "Daftar ruas jalan kabupaten yang diperbaiki tahun lalu", "tujuan": "Bahan tulisan", "bentuk": "salinan", "jenis": "orang" }),
        laku: &[],
        lampau: 0,
    },
    Contoh {
        kode: "PPID",
        nama: "Yayasan Contoh Terang",
        isian: || json!({ "informasi": "Realisasi anggaran pemeliharaan taman", "tujuan": "Kajian", "bentuk": "salinan", "jenis": "badan" }),
        laku: &[
            (Tindakan::Periksa, ""),
            (Tindakan::MintaPerbaikan, "Mohon unggah akta pendirian yayasan yang terbaca."),
        ],
        lampau: 3,
    },
    Contoh {
        kode: "PPID",
        nama: "Laras Contoh",
        isian: || json!({ "informasi": "Jumlah puskesmas menurut kecamatan", "tujuan": "Tugas kuliah", "bentuk": "salinan", "jenis": "orang" }),
        laku: &[(Tindakan::Periksa, ""), (Tindakan::Tolak, "Informasi ini sudah tersedia terbuka pada halaman data.")],
        lampau: 9,
    },
    Contoh {
        kode: "PPID",
        nama: "Gilang Contoh",
        isian: || json!({ "informasi": "Rencana jaringan internet desa", "tujuan": "Rencana usaha", "bentuk": "lihat", "jenis": "orang" }),
        laku: &[(Tindakan::Periksa, "")],
        lampau: 25,
    },
    Contoh {
        kode: "SKU",
        nama: "Rahma Contoh",
        isian: || json!({ "nama_usaha": "Warung Rahma", "bidang": "makanan", "sejak": 2019, "keperluan": "kredit" }),
        laku: &[
            (Tindakan::Periksa, ""),
            (Tindakan::Usulkan, ""),
            (Tindakan::Setujui, ""),
            (Tindakan::Serahkan, "Diambil pemohon di kantor."),
        ],
        lampau: 12,
    },
    Contoh {
        kode: "SKU",
        nama: "Udin Contoh",
        isian: || json!({ "nama_usaha": "Bengkel Udin", "bidang": "jasa", "sejak": 2015, "keperluan": "bantuan" }),
        laku: &[(Tindakan::Periksa, ""), (Tindakan::Usulkan, "")],
        lampau: 1,
    },
    Contoh {
        kode: "TAMAN",
        nama: "Karang Taruna Contoh",
        isian: || json!({ "kegiatan": "Pentas seni", "taman": "Taman kota", "orang": 300, "fasilitas": ["panggung", "suara"], "bersih": true }),
        laku: &[(Tindakan::Periksa, ""), (Tindakan::Jadwalkan, "")],
        lampau: 4,
    },
    Contoh {
        kode: "REKLAME",
        nama: "Toko Contoh Jaya",
        isian: || json!({ "jenis": "baliho", "isi": "Pembukaan toko", "panjang": 400, "lebar": 300, "lama": 30 }),
        laku: &[
            (Tindakan::Periksa, ""),
            (Tindakan::Jadwalkan, ""),
            (Tindakan::CatatKunjungan, "Lokasi sesuai dan tidak menutup rambu."),
            (Tindakan::MintaBayar, "Bayar Rp900.000 di bank daerah, lalu serahkan buktinya di loket."),
        ],
        lampau: 8,
    },
    Contoh {
        kode: "UMKM",
        nama: "Sekar Contoh",
        isian: || json!({ "merek": "Keripik Sekar", "produk": "Keripik pisang", "pekerja": 3, "punya_nib": false, "minat": ["latih", "kemas"] }),
        laku: &[(Tindakan::Periksa, ""), (Tindakan::Setujui, "")],
        lampau: 5,
    },
    Contoh {
        kode: "MULAIUSAHA",
        nama: "Bagas Contoh",
        isian: || json!({ "nama_usaha": "Kopi Bagas", "merek": "Kopi Bagas", "produk": "Kopi bubuk", "bidang": "makanan", "sejak": 2026, "keperluan": "kredit" }),
        laku: &[],
        lampau: 2,
    },
    Contoh {
        kode: "PINDAHSEKOLAH",
        nama: "Ibu Contoh Asih",
        isian: || json!({ "siswa": "Anak Contoh", "nisn": "0099999999", "kelas": 5, "asal": "SD Contoh Satu", "tujuan": "SD Contoh Dua", "alasan": "Orang tua pindah rumah" }),
        laku: &[],
        lampau: 0,
    },
];

/// Makes them.
pub(super) async fn isi(app: &App, layanan: &BTreeMap<String, Uuid>) -> Result<()> {
    let lampiran = cetak::lampiran_contoh(app).await?;
    for (urut, contoh) in SEMUA.iter().enumerate() {
        if let Some(layanan) = layanan.get(contoh.kode) {
            satu(app, contoh, *layanan, urut + 1, &lampiran).await?;
        }
    }
    Ok(())
}

async fn satu(app: &App, contoh: &Contoh, layanan: Uuid, urut: usize, lampiran: &[u8]) -> Result<()> {
    let standar = standar::berlaku(app, layanan).await?;
    let Some((versi, form)) = formulir_layanan::berlaku(app, layanan).await? else { return Ok(()) };
    let meja = Meja::buka(app).await?;
    let bagian = ajuan::bagian(app, &standar).await?;
    let mut write = Write::system(app, "layanan.contoh").await?;
    let asal = Asal { kanal: "web", ..Asal::default() };
    let id = ajuan::mulai(&mut write, &standar, Some(versi), &asal).await?;
    let isian = lengkapi(app, &mut write, id, &form, (contoh.isian)(), lampiran).await?;
    let draf = store::pegang(&mut write, id, None).await?;
    let pemohon = Pemohon { nama: contoh.nama.to_owned(), ..Pemohon::default() };
    let (mut kini, _) = ajuan::kirim(&mut write, &draf, &standar, Kiriman { pemohon, isian, bagian }, &meja).await?;
    let nomor = format!("LYN-C0NT-{urut:04}");
    let nilai = vec![
        ("nomor", nomor.clone().into()),
        ("tanda", receipt::mark(app, &nomor, KATA)?.into()),
        ("kata", Val::Null),
        ("kata_sampai", Val::Null),
    ];
    store::set(&mut write, id, nilai).await?;
    for bagian in store::bagian_tx(&mut write, id).await? {
        store::set(&mut write, bagian.id, vec![("nomor", format!("{nomor}-{}", bagian.urut).into())]).await?;
    }
    kini = store::pegang(&mut write, kini.id, None).await?;
    let petugas = match kini.unit {
        Some(unit) => app.holders("operator_pd", Some(unit)).await?.first().copied(),
        None => None,
    };
    for (tindakan, catatan) in contoh.laku {
        kini = laku(app, &mut write, &kini, &standar, &meja, (*tindakan, catatan), petugas).await?;
    }
    if contoh.lampau > 0 {
        mundur(&mut write, &kini, contoh.lampau, &meja).await?;
    }
    write.commit(&kini.subjek()).await
}

/// The answers with a village and a file wherever one is asked for.
async fn lengkapi(
    app: &App,
    write: &mut Write,
    id: Uuid,
    form: &Form,
    isian: Json,
    lampiran: &[u8],
) -> Result<Map<String, Json>> {
    let mut jawaban = Answers::from_json(isian);
    let desa = app.regions().await?.into_iter().find(|satu| satu.kind == "desa" || satu.kind == "kelurahan");
    let besok = app.today() + Duration::days(10);
    for (_, field) in form.fields().filter(|(_, field)| field.required) {
        if jawaban.get(&field.key).is_some() {
            continue;
        }
        match &field.kind {
            Kind::Location(_) => {
                let desa = desa.as_ref().map_or("Desa Contoh", |satu| satu.code.as_str());
                jawaban.set(&field.key, json!({ "desa": desa, "patokan": "Dekat balai desa" }));
            }
            Kind::Date { .. } => jawaban.set(&field.key, json!(besok.to_string())),
            Kind::Time => jawaban.set(&field.key, json!("09:00")),
            Kind::Nik => jawaban.set(&field.key, json!("9901010101900001")),
            Kind::Upload { .. } => {
                let nama = format!("{}.pdf", field.key);
                let sealed = app.files.seal_bytes(&app.keys, &nama, lampiran).await?;
                let owner = Owner {
                    subject: Subject::new(PERMOHONAN, id, crate::model::href(id)),
                    unit: None,
                    secrecy: Secrecy::Internal,
                };
                let berkas = app.files.keep_sealed(write, sealed, &owner).await?;
                let acuan = FileRef {
                    id: berkas.to_string(),
                    name: nama,
                    size: lampiran.len() as u64,
                    media: "application/pdf".to_owned(),
                };
                jawaban.attach(&formulir::control(&field.key), &acuan);
            }
            Kind::Text { .. }
            | Kind::LongText { .. }
            | Kind::Integer { .. }
            | Kind::Money { .. }
            | Kind::One(_)
            | Kind::Many { .. }
            | Kind::YesNo
            | Kind::Consent
            | Kind::Email
            | Kind::Phone
            | Kind::Group { .. } => {}
        }
    }
    let salah = form.check(&jawaban, &formulir_layanan::pilihan(app, app.today()).await?);
    if !salah.is_empty() {
        return Err(Error::internal(format!("answers of a demonstration: {salah:?}")));
    }
    match form.kept(&jawaban).json() {
        Json::Object(isian) => Ok(isian),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
            Err(Error::internal("answers of a demonstration are no object"))
        }
    }
}

async fn laku(
    app: &App,
    write: &mut Write,
    satu: &Permohonan,
    standar: &Standar,
    meja: &Meja,
    (tindakan, catatan): (Tindakan, &str),
    petugas: Option<Uuid>,
) -> Result<Permohonan> {
    let mut laku = Laku::baru(tindakan, petugas, catatan);
    if tindakan == Tindakan::Periksa {
        laku.nilai.push(("owner", petugas.into()));
    }
    if matches!(tindakan, Tindakan::MintaPerbaikan | Tindakan::MintaBayar | Tindakan::Tolak) {
        laku.nilai.push(("alasan", catatan.into()));
    }
    if tindakan == Tindakan::Serahkan {
        laku.nilai.push(("serah", catatan.into()));
    }
    if tindakan == Tindakan::Jadwalkan {
        let hari = meja.kalender.tambah(meja.hari_ini, 2).unwrap_or(meja.hari_ini);
        let mulai = app.profile.zone().saat(hari, time::Time::MIDNIGHT) + Duration::hours(9);
        kunjungan::jadwalkan(write, satu, petugas, mulai, "Di lokasi", "Mohon ada yang menemani petugas.").await?;
    }
    if tindakan == Tindakan::CatatKunjungan {
        laku.nilai.push(("dikunjungi", true.into()));
        kunjungan::ubah(write, satu.id, vec![("hasil", catatan.into()), ("keadaan", "selesai".into())]).await?;
    }
    let mut kini = satu.clone();
    if tindakan == Tindakan::Setujui {
        let nilai = formulir_layanan::nilai(app, &kini).await?;
        let isi = isi_surat::isi(standar.teks("isi_keluaran"), &cetak::nilai_surat(app, &kini, &nilai, meja.hari_ini));
        store::set(write, kini.id, vec![("keluaran", isi.into())]).await?;
        kini = store::pegang(write, kini.id, None).await?;
        let nomor = cetak::nomor_surat(standar, &kini, meja.hari_ini);
        let surat = Surat {
            satu: &kini,
            standar,
            nomor: &nomor,
            nama: "Pejabat Contoh",
            jabatan: "Kepala",
            akun: None,
            elektronik: false,
        };
        let pdf = cetak::surat(app, &surat).await?;
        let nama = format!("{}.pdf", nomor.replace('/', "-").to_lowercase());
        let sealed = app.files.seal_bytes(&app.keys, &nama, &pdf.bytes).await?;
        let owner = Owner { subject: kini.subjek(), unit: kini.unit, secrecy: Secrecy::Internal };
        let berkas = app.files.keep_sealed(write, sealed, &owner).await?;
        store::set(write, kini.id, vec![("nomor_keluaran", nomor.into()), ("hasil", berkas.into())]).await?;
        kini = store::pegang(write, kini.id, None).await?;
    }
    langkah::jalankan(write, &kini, standar, meja, laku).await
}

/// Moves a case into the past: what is promised moves with it.
async fn mundur(write: &mut Write, satu: &Permohonan, hari: i64, meja: &Meja) -> Result<()> {
    let lampau = Duration::days(hari);
    let geser = |tanggal: Option<time::Date>| {
        tanggal.map(|tanggal| meja.kalender.tambah(tanggal - lampau, 0).unwrap_or(tanggal))
    };
    let nilai: Vec<(&str, Val)> = vec![
        ("masuk", satu.masuk.map(|saat| saat - lampau).into()),
        ("tenggat", geser(satu.tenggat).into()),
        ("langkah_sejak", geser(satu.langkah_sejak).into()),
        ("langkah_tenggat", geser(satu.langkah_tenggat).into()),
    ];
    write.update(&tabel::permohonan(), satu.id, None, nilai).await?;
    Ok(())
}
