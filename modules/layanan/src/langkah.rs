//! An act on an application, inside a change: state, clock, history, who is told, and what follows for the other parts of a joint
//! application. Everything that changes a state goes through here.
use kernel::indonesia::kerja::Kalender;
use kernel::notify::{self, Notice};
use kernel::port::{ArchiveItem, Finished, Security};
use kernel::{App, Error, Result, Val, Write};
use serde_json::json;
use time::Date;
use uuid::Uuid;

use crate::model::{Keadaan, Keluaran, Permohonan, Tindakan};
use crate::rules::alur::{self, Syarat, Tolakan};
use crate::rules::jam::{self, Jam, Target};
use crate::standar::Standar;
use crate::store::{self, peristiwa};

/// What an act needs to know beside the application.
#[derive(Debug, Clone)]
pub struct Meja {
    /// The working calendar.
    pub kalender: Kalender,
    /// Today in the regency.
    pub hari_ini: Date,
}

impl Meja {
    /// For now.
    pub async fn buka(app: &App) -> Result<Meja> {
        Ok(Meja { kalender: app.calendar().await?, hari_ini: app.today() })
    }
}

/// One act.
#[derive(Debug, Clone)]
pub struct Laku<'a> {
    /// What.
    pub tindakan: Tindakan,
    /// Who; nobody for the applicant and the program.
    pub oleh: Option<Uuid>,
    /// Why, or what else there is to say.
    pub catatan: &'a str,
    /// Columns that change with it.
    pub nilai: Vec<(&'static str, Val)>,
}

impl<'a> Laku<'a> {
    /// An act with nothing else.
    pub fn baru(tindakan: Tindakan, oleh: Option<Uuid>, catatan: &'a str) -> Laku<'a> {
        Laku { tindakan, oleh, catatan, nilai: vec![] }
    }
}

/// Targets of a standard.
pub fn target(standar: &Standar) -> Target {
    Target {
        semua: standar.jangka_waktu,
        periksa: standar.angka("hari_periksa"),
        kunjungan: standar.angka("hari_kunjungan"),
        setuju: standar.angka("hari_setuju"),
    }
}

/// Whether letters are signed electronically here.
pub fn tanda_elektronik(app: &App) -> bool {
    app.modules().iter().any(|module| module.ports.ask_signature.is_some())
}

/// What the rules ask of an application now.
pub fn syarat(app: &App, satu: &Permohonan, standar: &Standar, meja: &Meja, oleh: Option<Uuid>) -> Syarat {
    let keluaran = Keluaran::parse(standar.teks("keluaran"));
    let ditolak = satu.selesai.map(|saat| saat.to_offset(app.offset()).date());
    let batas = ditolak
        .and_then(|hari| jam::batas_keberatan(hari, standar.angka("hari_keberatan").unwrap_or(30), &meja.kalender));
    Syarat {
        kunjungan: standar.ya("perlu_kunjungan"),
        dikunjungi: satu.dikunjungi,
        bayar: standar.ya("perlu_bayar"),
        dibayar: satu.bayar.is_some(),
        keluaran,
        ada_keluaran: match keluaran {
            Keluaran::Surat => !satu.keluaran.trim().is_empty(),
            Keluaran::Berkas => satu.hasil.is_some(),
            Keluaran::Tanpa => true,
        },
        petugas_memutus: standar.teks("penyetuju") == "petugas",
        tanda_elektronik: tanda_elektronik(app) && satu.permintaan.is_some(),
        keberatan_diputus: satu.keberatan_diputus,
        masa_keberatan: batas.is_some_and(|batas| meja.hari_ini <= batas),
        gabungan: !standar.bagian().is_empty(),
        pemutus_lain: oleh.is_some() && satu.pemutus != oleh,
    }
}

/// Why an act was refused, for the person.
pub fn kata(tolakan: Tolakan) -> Error {
    match tolakan {
        Tolakan::Keadaan => Error::refused("Permohonan ini sudah berada pada langkah lain. Muat ulang halamannya."),
        Tolakan::Belum(teks) => Error::refused(teks),
    }
}

fn jam_dari(satu: &Permohonan) -> Jam {
    Jam {
        tenggat: satu.tenggat,
        langkah_sejak: satu.langkah_sejak,
        langkah_tenggat: satu.langkah_tenggat,
        jeda_sejak: satu.jeda_sejak,
        jeda_hari: satu.jeda_hari,
    }
}

/// Does an act on an application that this change holds. Returns it as it is afterwards.
///
/// # Errors
/// [`Error::Refused`] when the rules say no.
pub async fn jalankan(
    write: &mut Write,
    satu: &Permohonan,
    standar: &Standar,
    meja: &Meja,
    laku: Laku<'_>,
) -> Result<Permohonan> {
    let app = write.app().clone();
    let syarat = syarat(&app, satu, standar, meja, laku.oleh);
    let ke = alur::tuju(laku.tindakan, satu.keadaan, &syarat).map_err(kata)?;
    if alur::beralasan(laku.tindakan) && laku.catatan.trim().is_empty() {
        return Err(Error::field("catatan", "Tulis penjelasannya."));
    }
    let (jam, langkah) =
        jam::pindah(&jam_dari(satu), satu.keadaan, ke, &target(standar), meja.hari_ini, &meja.kalender);
    let mut nilai: Vec<(&str, Val)> = vec![
        ("keadaan", ke.kode().into()),
        ("tenggat", jam.tenggat.into()),
        ("langkah_sejak", jam.langkah_sejak.into()),
        ("langkah_tenggat", jam.langkah_tenggat.into()),
        ("jeda_sejak", jam.jeda_sejak.into()),
        ("jeda_hari", jam.jeda_hari.into()),
    ];
    if ke.berakhir() {
        nilai.push(("selesai", write.at().into()));
        let lambat = satu.terlambat || satu.tenggat.is_some_and(|hari| satu.keadaan.berjalan() && hari < meja.hari_ini);
        nilai.push(("terlambat", lambat.into()));
    } else if satu.selesai.is_some() && laku.tindakan == Tindakan::TerimaKeberatan {
        nilai.push(("selesai", Val::Null));
    }
    if ke == Keadaan::Masuk {
        nilai.push(("masuk", write.at().into()));
    }
    nilai.extend(laku.nilai);
    store::set(write, satu.id, nilai).await?;
    let baru = store::pegang(write, satu.id, None).await?;
    let catat = peristiwa::Catat {
        tindakan: laku.tindakan.kode(),
        dari: satu.keadaan.kode(),
        ke: ke.kode(),
        oleh: laku.oleh,
        catatan: laku.catatan.trim(),
        umum: laku.tindakan != Tindakan::Kembalikan && laku.tindakan != Tindakan::TandaDitolak,
        hari: langkah.hari,
        lewat: langkah.lewat,
    };
    peristiwa::catat(write, &baru, &catat).await?;
    write.event(laku.tindakan.aksi().0, json!({ "layanan": baru.layanan, "unit": baru.unit }));
    store::indeks(write, &baru).await?;
    kabari_petugas(write, &baru, laku.tindakan).await?;
    kabari_pemohon(write, &baru, laku.tindakan).await?;
    if ke == Keadaan::Dicabut && satu.keadaan == Keadaan::Gabungan {
        cabut_bagian(write, &baru, meja).await?;
    }
    if ke.berakhir() {
        tutup(write, &baru).await?;
    }
    Ok(baru)
}

/// What the end of a case brings: the survey, the archive.
async fn tutup(write: &mut Write, satu: &Permohonan) -> Result<()> {
    let (Some(unit), true) = (satu.unit, satu.keadaan == Keadaan::Selesai) else { return Ok(()) };
    let hari = write.app().today();
    if satu.induk.is_none() && satu.survei.is_none() {
        let finished = Finished {
            subject: satu.subjek(),
            unit,
            service: Some(satu.layanan),
            service_name: satu.judul.clone(),
            title: satu.label(),
            on: hari,
        };
        if let Some(alamat) = write.ask_survey(finished).await? {
            store::set(write, satu.id, vec![("survei", alamat.into())]).await?;
        }
    }
    if let Some(hasil) = satu.hasil {
        let item = ArchiveItem {
            subject: satu.subjek(),
            unit,
            owner: satu.petugas,
            code: None,
            number: satu.nomor_keluaran.clone(),
            title: satu.judul.clone(),
            kind: "Hasil layanan".to_owned(),
            date: hari,
            security: Security::Terbatas,
            development: "pertinggal",
            files: vec![hasil],
            related: vec![],
        };
        write.archive(item).await?;
    }
    Ok(())
}

/// After a part of a joint application moved: starts the parts that waited for it, and ends the whole when all have ended.
pub async fn lanjutkan(write: &mut Write, induk: Uuid, meja: &Meja) -> Result<()> {
    let app = write.app().clone();
    let mut sebelum: Option<Keadaan> = None;
    for satu in store::bagian_tx(write, induk).await? {
        let mut keadaan = satu.keadaan;
        if keadaan == Keadaan::Menunggu {
            let standar = crate::standar::versi(&app, satu.standar).await?;
            let mulai = !satu.setelah || sebelum.is_none_or(|sebelum| sebelum == Keadaan::Selesai);
            let gugur = satu.setelah && matches!(sebelum, Some(Keadaan::Ditolak | Keadaan::Dicabut));
            if mulai {
                let laku = Laku::baru(Tindakan::Mulai, None, "");
                keadaan = Box::pin(jalankan(write, &satu, &standar, meja, laku)).await?.keadaan;
            } else if gugur {
                let laku = Laku::baru(
                    Tindakan::Cabut,
                    None,
                    "Bagian sebelumnya tidak selesai, jadi bagian ini tidak diproses.",
                );
                keadaan = Box::pin(jalankan(write, &satu, &standar, meja, laku)).await?.keadaan;
            }
        }
        sebelum = Some(keadaan);
    }
    let bagian = store::bagian_tx(write, induk).await?;
    let utama = store::pegang(write, induk, None).await?;
    if utama.keadaan == Keadaan::Gabungan && bagian.iter().all(|satu| satu.keadaan.berakhir()) {
        let standar = crate::standar::versi(&app, utama.standar).await?;
        let selesai = bagian.iter().filter(|satu| satu.keadaan == Keadaan::Selesai).count();
        let catatan = format!("{selesai} dari {} bagian selesai dengan hasil.", bagian.len());
        Box::pin(jalankan(write, &utama, &standar, meja, Laku::baru(Tindakan::Rampung, None, &catatan))).await?;
    }
    Ok(())
}

async fn cabut_bagian(write: &mut Write, induk: &Permohonan, meja: &Meja) -> Result<()> {
    let app = write.app().clone();
    for satu in store::bagian_tx(write, induk.id).await? {
        let standar = crate::standar::versi(&app, satu.standar).await?;
        if alur::tuju(Tindakan::Cabut, satu.keadaan, &syarat(&app, &satu, &standar, meja, None)).is_ok() {
            let laku = Laku::baru(Tindakan::Cabut, None, "");
            Box::pin(jalankan(write, &satu, &standar, meja, laku)).await?;
        }
    }
    Ok(())
}

async fn kabari_petugas(write: &mut Write, satu: &Permohonan, tindakan: Tindakan) -> Result<()> {
    let app = write.app().clone();
    let Some(unit) = satu.unit else { return Ok(()) };
    let milik: Vec<Uuid> = satu.petugas.into_iter().collect();
    let (kepada, isi) = match (tindakan, satu.keadaan) {
        (_, Keadaan::Masuk) => (app.holders("operator_pd", Some(unit)).await?, "Permohonan baru menunggu diperiksa."),
        (Tindakan::Usulkan, _) => (app.holders("kepala_pd", Some(unit)).await?, "Permohonan menunggu keputusan Anda."),
        (Tindakan::AjukanKeberatan, _) => {
            (app.holders("kepala_pd", Some(unit)).await?, "Pemohon mengajukan keberatan atas penolakan.")
        }
        (Tindakan::KirimPerbaikan, _) => (milik, "Pemohon mengirim perbaikan."),
        (Tindakan::Kembalikan, _) => (milik, "Permohonan dikembalikan kepada Anda oleh yang memutus."),
        (Tindakan::TandaDitolak, _) => (milik, "Penanda tangan tidak menandatangani suratnya. Periksa alasannya."),
        (Tindakan::Tertandatangani, _) => (milik, "Suratnya sudah ditandatangani dan siap diserahkan."),
        (Tindakan::TerimaKeberatan, _) => (milik, "Keberatan pemohon diterima. Periksa lagi permohonannya."),
        (Tindakan::Cabut, _) => (milik, "Pemohon mencabut permohonan ini."),
        _ => return Ok(()),
    };
    let notice =
        Notice { title: satu.label(), body: isi.to_owned(), href: satu.href(), event: tindakan.aksi().0.into() };
    notify::notify(write, &kepada, notice).await
}

/// Tells the applicant how the case stands; what the officer wrote stays on the page that asks for number and word.
async fn kabari_pemohon(write: &mut Write, satu: &Permohonan, tindakan: Tindakan) -> Result<()> {
    let patut = match tindakan {
        Tindakan::Kirim
        | Tindakan::MintaPerbaikan
        | Tindakan::Jadwalkan
        | Tindakan::MintaBayar
        | Tindakan::Tolak
        | Tindakan::TerimaKeberatan
        | Tindakan::TolakKeberatan
        | Tindakan::Rampung => true,
        Tindakan::Setujui | Tindakan::Tertandatangani => matches!(satu.keadaan, Keadaan::Siap | Keadaan::Selesai),
        Tindakan::Serahkan => satu.induk.is_none(),
        Tindakan::Mulai
        | Tindakan::Periksa
        | Tindakan::KirimPerbaikan
        | Tindakan::CatatKunjungan
        | Tindakan::CatatBayar
        | Tindakan::Usulkan
        | Tindakan::Kembalikan
        | Tindakan::TandaDitolak
        | Tindakan::Ambil
        | Tindakan::AjukanKeberatan
        | Tindakan::Cabut => false,
    };
    if !patut {
        return Ok(());
    }
    kabari(write, satu, satu.keadaan.arti()).await
}

/// Tells the applicant something: by mail where an address was given, and on the page of notifications with an account.
pub async fn kabari(write: &mut Write, satu: &Permohonan, isi: &str) -> Result<()> {
    let app = write.app().clone();
    let judul = format!("{}: {}", satu.sebut(), satu.judul);
    if let Some(akun) = satu.akun {
        let notice = Notice {
            title: judul.clone(),
            body: isi.to_owned(),
            href: satu.href_resi(),
            event: "layanan.kabar_pemohon".into(),
        };
        notify::notify(write, &[akun], notice).await?;
    }
    if !satu.surel.is_empty() {
        let alamat = format!("{}/layanan/status?nomor={}", app.config.url.trim_end_matches('/'), satu.sebut());
        let teks = format!(
            "{isi}\n\nLayanan: {}\nNomor permohonan: {}\n\nLihat status dan pesan petugas di:\n{alamat}\nSiapkan kata rahasia yang Anda terima saat mengajukan.",
            satu.judul,
            satu.sebut()
        );
        notify::outside(write, &satu.surel, &judul, &teks).await?;
    }
    Ok(())
}
