//! A demonstration: handlers, officers and a custodian with keys, and reports in several states. Everything in it is invented, and so
//! are the passphrase and the codes, which stand in the manual: nothing in a demonstration is secret.
use kernel::auth::account;
use kernel::{App, BoxFuture, Error, Result};
use segel::Zeroizing;
use uuid::Uuid;

use crate::model::{Butir, Identitas, Laporan, Peran};
use crate::sandi;
use crate::siapkan::siapkan;
use crate::store::{self, isi::Untuk};
use crate::{rules, terima};

/// Passphrase of all keys of the demonstration.
pub const FRASA: &str = "pendopo teduh di siang terik";

const PENANGAN: &str = "inspektorat";
const PENANGAN_KEDUA: &str = "auditor";
const KUSTODIAN: &str = "kepegawaian";
const PEJABAT: [&str; 3] = ["bupati", "sekda", "hukum"];

/// A report that was made up.
struct Contoh {
    kode: &'static str,
    jenis: &'static str,
    judul: &'static str,
    uraian: &'static str,
    /// Acts that were done with it.
    alur: &'static [&'static str],
    /// Answer to the reporter; empty for none.
    jawaban: &'static str,
}

const LAPORAN: [Contoh; 3] = [
    Contoh {
        kode: "20261120000000000001",
        jenis: "disiplin",
        judul: "Daftar hadir diisi oleh orang lain",
        uraian: "Setiap Jumat sore daftar hadir di kantor rekaan ini diisi oleh satu orang untuk lima rekannya. Saya melihatnya tiga pekan berturut-turut.",
        alur: &[],
        jawaban: "",
    },
    Contoh {
        kode: "20261120000000000002",
        jenis: "korupsi",
        judul: "Kuitansi bahan bakar ditulis dua kali",
        uraian: "Kuitansi bahan bakar kendaraan dinas rekaan ditulis dua kali untuk perjalanan yang sama. Salinannya ada pada bendahara.",
        alur: &["telaah"],
        jawaban: "Terima kasih. Pada bulan apa Anda melihat kuitansi itu?",
    },
    Contoh {
        kode: "20261120000000000003",
        jenis: "nepotisme",
        judul: "Tenaga kontrak dipilih tanpa seleksi",
        uraian: "Dua tenaga kontrak rekaan diterima tanpa pengumuman. Keduanya kerabat pejabat yang memilih.",
        alur: &["telaah", "periksa", "nyatakan_tidak_terbukti"],
        jawaban: "Pemeriksaan selesai. Pengumuman dan berita acara seleksi ditemukan lengkap.",
    },
];

/// Fills the demonstration, once.
pub fn jalankan(app: App) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let there = store::db(&app).await?.optional("select 1 as one from wbs_kunci limit 1", vec![]).await?;
        let penangan = account::by_login(&app, PENANGAN).await?;
        let (None, Some(penangan)) = (there, penangan) else { return Ok(()) };
        let mut orang = vec![];
        for (login, peran) in [(PENANGAN_KEDUA, Peran::Penangan), (KUSTODIAN, Peran::Kustodian)]
            .into_iter()
            .chain(PEJABAT.map(|each| (each, Peran::Pejabat)))
        {
            if let Some(akun) = account::by_login(&app, login).await? {
                orang.push((akun.id, peran));
            }
        }
        siapkan(&app, penangan.id, &orang, FRASA).await?;
        for each in &LAPORAN {
            lapor(&app, penangan.id, each).await?;
        }
        Ok(())
    })
}

async fn lapor(app: &App, penangan: Uuid, contoh: &Contoh) -> Result<()> {
    let setelan = store::setelan(app).await?;
    let resi = sandi::resi(Zeroizing::new(contoh.kode.to_owned()), &setelan.garam, setelan.biaya).await?;
    let laporan = Laporan {
        jenis: vec![contoh.jenis.to_owned()],
        judul: contoh.judul.to_owned(),
        uraian: contoh.uraian.to_owned(),
        waktu: "Bulan lalu".into(),
        tempat: "Kantor rekaan".into(),
        pelaku: String::new(),
        kecuali: vec![],
        beridentitas: true,
    };
    let siapa = Identitas { nama: "Pelapor Contoh".into(), kontak: "pelapor@contoh.test".into() };
    terima::terima(app, &resi, &laporan, &siapa, vec![]).await?;
    let found = store::laporan::bertanda(app, resi.tanda.clone()).await?;
    let (id, _) = found.ok_or_else(|| Error::internal("the report is not there"))?;
    let untuk = Untuk::laporan(app, id).await?;
    if contoh.jawaban.is_empty() {
        return Ok(());
    }
    let (hari, kalender) = (store::hari(app), app.calendar().await?);
    let mut tx = store::db(app).await?.begin().await?;
    store::isi::tambah(&mut tx, hari, &untuk, Uuid::new_v4(), Butir::PesanPenangan, contoh.jawaban.as_bytes()).await?;
    tx.commit().await?;
    for act in contoh.alur {
        let kepala = store::laporan::kepala_satu(app, id).await?;
        let Some(transition) = rules::ALUR.transition(act) else { continue };
        let ditutup = rules::is_tutup(transition.to).then_some(hari);
        let mut tx = store::db(app).await?.begin().await?;
        store::laporan::set_status(&mut tx, &kepala, transition.to, transition.due(&kalender, hari), ditutup).await?;
        let catatan = format!("{}.", transition.label);
        store::isi::tambah(&mut tx, hari, &untuk, Uuid::new_v4(), Butir::Catatan, catatan.as_bytes()).await?;
        store::jejak::catat(&mut tx, hari, Some(penangan), transition.key, &kepala.nomor).await?;
        tx.commit().await?;
    }
    Ok(())
}
