//! Invented incoming letters and dispositions of a demonstration, at the desk of the agency for communication.
use kernel::port::Security;
use kernel::{App, Result, Write};
use time::Duration;
use uuid::Uuid;

use super::catat::{self, Baru};
use super::model::Jalur;
use super::rules::Isian;
use crate::disposisi::beri::{self, Dari};
use crate::disposisi::calon::Tujuan;
use crate::disposisi::model::Calon;
use crate::disposisi::tabel as tabel_disposisi;
use crate::model::{Sifat, subjek};
use crate::store::naskah as letters;
use crate::susunan::Susunan;

/// Sender, number without its year, subject, urgency, days since it came, and whether it was handed on.
const SURAT: &[(&str, &str, &str, Sifat, i64, bool)] = &[
    ("Dinas Pertanian", "500.6/112/DISTAN", "Permintaan alamat surel resmi", Sifat::Biasa, 9, true),
    ("Inspektorat", "700/41/ITDA", "Tindak lanjut hasil pengawasan aplikasi", Sifat::Segera, 8, true),
    ("Sekretariat Daerah", "000.8/230/SETDA", "Undangan rapat koordinasi SPBE", Sifat::Penting, 7, true),
    ("Kecamatan Contoh", "400.10/18/KEC", "Permohonan perbaikan jaringan kantor kecamatan", Sifat::Biasa, 6, true),
    ("Kementerian Contoh", "B/88/KEM", "Pemutakhiran data dukung evaluasi", Sifat::Segera, 5, true),
    ("Dinas Kesehatan", "400.7/301/DINKES", "Permohonan akses pusat data", Sifat::Biasa, 4, false),
    ("Badan Contoh Nasional", "S/19/BCN", "Peringatan kerentanan pada layanan daring", Sifat::AmatSegera, 2, false),
    ("Perguruan Tinggi Contoh", "12/UC/K", "Permohonan tempat magang mahasiswa", Sifat::Biasa, 2, false),
    ("Dinas Pendidikan", "400.3/77/DISDIK", "Permintaan narasumber pelatihan", Sifat::Penting, 1, false),
    ("Warga Contoh", "", "Permohonan informasi publik", Sifat::Biasa, 0, false),
];

/// Fills in the letters once.
pub async fn isi(app: &App) -> Result<()> {
    let susunan = Susunan::baca(app).await?;
    let dinas =
        susunan.semua().iter().find(|unit| unit.is_agency && unit.roles.iter().any(|peran| peran == "diskominfo"));
    let Some(unit) = dinas.map(|unit| unit.id) else { return Ok(()) };
    let ada: i64 = app.db.one("select count(*) as n from surat_masuk", kernel::args![]).await?.get("n")?;
    if ada > 0 {
        return Ok(());
    }
    let kepala = app.holders("kepala_pd", Some(unit)).await?;
    let pelaksana = app.holders("operator_pd", Some(unit)).await?;
    let nama = kernel::auth::account::names(app, &pelaksana).await?;
    let tujuan: Vec<Tujuan> = pelaksana
        .iter()
        .take(1)
        .map(|akun| Tujuan {
            calon: Calon::orang(*akun, nama.get(akun).map_or("Operator", String::as_str)),
            kabari: vec![*akun],
        })
        .collect();
    let kalender = app.calendar().await?;
    let hari_ini = app.today();
    for (pengirim, nomor, perihal, sifat, lalu, lanjut) in SURAT {
        let diterima = hari_ini.saturating_sub(Duration::days(*lalu));
        let isian = Isian {
            pengirim: (*pengirim).to_owned(),
            nomor: (!nomor.is_empty()).then(|| format!("{nomor}/{}", hari_ini.year())),
            tanggal: Some(diterima.saturating_sub(Duration::days(2))),
            diterima,
            perihal: (*perihal).to_owned(),
            jenis: "surat_dinas".to_owned(),
            jalur: if lalu % 2 == 0 { Jalur::Loket } else { Jalur::Pos },
            sifat: *sifat,
            keamanan: Security::Biasa,
            klasifikasi: None,
            lokasi: None,
            catatan: None,
        };
        let mut write = Write::system(app, "naskah_dinas.contoh").await?;
        let baru = Baru {
            isian,
            unit,
            instansi: susunan.perangkat(unit),
            orang: vec![],
            berkas: vec![],
            surel: None,
            ganda: None,
            kepala: kepala.clone(),
            kalender: &kalender,
        };
        let tercatat = catat::catat(&mut write, baru).await?;
        if *lanjut && !tujuan.is_empty() {
            let naskah = letters::pegang(&mut write, tercatat.naskah, None).await?;
            let hari = 5 + lalu % 3;
            let disposisi = beri::Baru {
                dari: Dari::Surat(tercatat.surat),
                unit,
                jabatan: format!("Kepala, {}", susunan.nama(unit)),
                instruksi: vec!["Tindak lanjuti".to_owned()],
                catatan: String::new(),
                sifat: *sifat,
                hari: Some(hari),
                tenggat: kalender.tambah(hari_ini, i32::try_from(hari).unwrap_or(5)),
                tujuan: tujuan.clone(),
                kalender: &kalender,
            };
            let id: Uuid = beri::beri(&mut write, &naskah, &disposisi).await?;
            // The program writes the demonstration, the head gave the disposition.
            write
                .update(&tabel_disposisi::disposisi(), id, None, vec![("owner", kepala.first().copied().into())])
                .await?;
        }
        write.commit(&subjek(tercatat.naskah)).await?;
    }
    Ok(())
}
