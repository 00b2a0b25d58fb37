//! A demonstration: handlers, officers and a custodian with keys, and reports in several states. Everything in it is invented, and so
//! are the passphrase and the codes, which stand in the manual: nothing in a demonstration is secret.
use kernel::auth::account;
use kernel::{App, BoxFuture, Error, Result};
use segel::shares::split;
use segel::{Secret, Zeroizing};
use uuid::Uuid;

use crate::model::{Butir, Identitas, Keadaan, Laporan, Peran};
use crate::sandi;
use crate::store::{self, isi::Untuk, kunci::Baru};
use crate::{rules, terima};

/// Passphrase of all keys of the demonstration.
pub const FRASA: &str = "pendopo teduh di siang terik";

const PENANGAN: &str = "inspektorat";
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
        buat(&app, penangan.id, Peran::Penangan).await?;
        for (login, peran) in
            [(KUSTODIAN, Peran::Kustodian)].into_iter().chain(PEJABAT.map(|each| (each, Peran::Pejabat)))
        {
            let Some(akun) = account::by_login(&app, login).await? else { continue };
            let mut tx = store::db(&app).await?.begin().await?;
            store::kunci::tunjuk(&mut tx, akun.id, peran, penangan.id, store::hari(&app)).await?;
            tx.commit().await?;
            buat(&app, akun.id, peran).await?;
        }
        eskro(&app, penangan.id).await?;
        for each in &LAPORAN {
            lapor(&app, penangan.id, each).await?;
        }
        Ok(())
    })
}

async fn buat(app: &App, akun: Uuid, peran: Peran) -> Result<()> {
    let (id, rahasia) = (Uuid::new_v4(), Secret::fresh());
    let frasa = Zeroizing::new(FRASA.to_owned());
    let bungkus = sandi::bungkus(id, &rahasia, frasa, crate::setelan::biaya(app)?).await?;
    let baru = Baru { id, akun: Some(akun), peran, keadaan: Keadaan::Aktif, rahasia, bungkus: Some(bungkus) };
    let mut tx = store::db(app).await?.begin().await?;
    store::kunci::insert(&mut tx, store::hari(app), baru).await?;
    store::jejak::catat(&mut tx, store::hari(app), Some(akun), "kunci_dibuat", peran.as_str()).await?;
    Ok(tx.commit().await?)
}

async fn eskro(app: &App, oleh: Uuid) -> Result<()> {
    let pejabat = store::kunci::aktif(app, Peran::Pejabat).await?;
    if pejabat.len() != 3 {
        return Ok(());
    }
    let (id, rahasia) = (Uuid::new_v4(), Secret::fresh());
    let shares = split(rahasia.bytes(), 2, 3).map_err(sandi::rusak)?;
    let mut tx = store::db(app).await?.begin().await?;
    let baru = Baru { id, akun: None, peran: Peran::Eskro, keadaan: Keadaan::Aktif, rahasia, bungkus: None };
    store::kunci::insert(&mut tx, store::hari(app), baru).await?;
    for (share, each) in shares.iter().zip(&pejabat) {
        let bytes = Zeroizing::new([&[share.number], share.bytes.as_slice()].concat());
        let isi = sandi::tutup_untuk(each.publik, sandi::BAGIAN, id, &bytes)?;
        store::eskro::bagian(&mut tx, id, each.id, isi).await?;
    }
    store::jejak::catat(&mut tx, store::hari(app), Some(oleh), "kunci_cadangan_dibuat", "").await?;
    Ok(tx.commit().await?)
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
