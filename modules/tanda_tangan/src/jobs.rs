//! Work in the background: requests that nobody knows about, the service that comes back, seals, certificates that end.
use kernel::job::JobKind;
use kernel::notify::{Notice, notify};
use kernel::{App, Error, Result, Subject, Work, Write};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::model::{Bsre, Jenis, KUNCI, href};
use crate::penanda::{self, Hasil, KlienBsre};
use crate::rules::alur::{Keadaan, Tindakan};
use crate::{berkas, ingat, kerja, store};

/// Signs one request with a seal.
pub const SEGEL: &str = "tanda_tangan.segel";

/// How long before its end the activation of a seal is renewed.
const PERPANJANG: time::Duration = time::Duration::hours(6);

/// The jobs of the module.
pub const JOBS: &[JobKind] = &[
    JobKind { kind: SEGEL, title: "Membubuhkan segel elektronik", schedule: None, run: segel },
    JobKind {
        kind: "tanda_tangan.rapikan",
        title: "Memeriksa layanan tanda tangan dan naskah yang hasilnya belum diketahui",
        schedule: Some("*/5 * * * *"),
        run: rapikan,
    },
    JobKind {
        kind: "tanda_tangan.masa_berlaku",
        title: "Mengingatkan sertifikat elektronik yang akan berakhir",
        schedule: Some("15 6 * * *"),
        run: masa_berlaku,
    },
];

fn segel(app: App, payload: Json) -> Work<()> {
    Box::pin(async move {
        let id = payload.get("permintaan").and_then(Json::as_str).and_then(|teks| teks.parse::<Uuid>().ok());
        let Some(id) = id else { return Err(Error::internal("a job without its request")) };
        let pengaturan = store::pengaturan::baca(&app).await?;
        kerja::segel(&app, &pengaturan, id).await
    })
}

fn masa_berlaku(app: App, _: Json) -> Work<()> {
    Box::pin(async move { ingat::jalankan(&app).await })
}

fn rapikan(app: App, _: Json) -> Work<()> {
    Box::pin(async move {
        tertinggal(&app).await?;
        let pengaturan = store::pengaturan::baca(&app).await?;
        if let Some(bsre) = &pengaturan.bsre {
            ambil_hasil(&app, bsre).await?;
            perpanjang_segel(&app, bsre).await?;
            if pengaturan.tidak_menjawab_sejak.is_some() && KlienBsre::new(bsre)?.menjawab().await {
                pulih(&app).await?;
            }
        }
        Ok(())
    })
}

/// Whoever gave these documents to a service is gone: people find out what became of them. What was signed with a key
/// on this machine never left it, so that a signature that is not here does not exist.
async fn tertinggal(app: &App) -> Result<()> {
    for satu in store::permintaan::tertinggal(app, app.now() - kerja::SABAR).await? {
        let mut write = Write::system(app, "tanda_tangan.tertinggal").await?;
        let kini = store::permintaan::pegang(&mut write, satu.id).await?;
        if kini.keadaan != Keadaan::Sedang || kini.sejak != satu.sejak {
            continue;
        }
        let lewat = store::permintaan::lewat(&mut write, satu.id).await?;
        if matches!(lewat, Some(Jenis::Pki | Jenis::Token)) {
            store::permintaan::pindah(&mut write, &kini, Tindakan::Kembali, vec![]).await?;
        } else {
            let pesan = "Sistem berhenti ketika naskah ini sedang ditandatangani.";
            let values = vec![("alasan", pesan.into())];
            store::permintaan::pindah(&mut write, &kini, Tindakan::TakPasti, values).await?;
            let notice = Notice {
                title: format!("Perlu diperiksa: {}", kini.judul_umum()),
                body: "Belum diketahui apakah naskah ini sudah ditandatangani.".into(),
                href: href(kini.id),
                event: "tanda_tangan.perlu_diperiksa".into(),
            };
            notify(&mut write, &[kini.penanda], notice).await?;
        }
        write.event("tanda_tangan.tertinggal", json!({ "permintaan": kini.id }));
        write.commit(&Subject::new(KUNCI, kini.id, href(kini.id))).await?;
    }
    Ok(())
}

/// Renews activations of seals before they end: each is exchanged for the next.
async fn perpanjang_segel(app: &App, bsre: &Bsre) -> Result<()> {
    let klien = KlienBsre::new(bsre)?;
    for mut segel in store::penanda::segel_bsre(app).await? {
        let Some(sampai) = segel.aktif_sampai else { continue };
        let (Some(kini), Some(pelanggan)) = (&segel.sandi, &segel.nik) else { continue };
        if sampai <= app.now() || sampai - app.now() > PERPANJANG {
            continue;
        }
        let baru = match klien.aktivasi(pelanggan, Some(kini), app.offset()).await {
            Ok(baru) => baru,
            Err(cause) => {
                tracing::warn!(akun = %segel.akun, %cause, "the activation of a seal was not renewed");
                continue;
            }
        };
        // Without a code and its end there is nothing new to keep.
        let (Some(kode), Some(sampai)) = (baru.kode, baru.sampai) else { continue };
        segel.sandi = Some(kode);
        segel.aktif_sampai = Some(sampai);
        let mut write = Write::system(app, "tanda_tangan.segel_diperpanjang").await?;
        store::penanda::simpan(&mut write, &segel).await?;
        write.commit(&Subject::new("ttd_penanda", segel.akun, "/tanda_tangan/pengaturan")).await?;
    }
    Ok(())
}

/// Fetches what the service said it has signed.
async fn ambil_hasil(app: &App, bsre: &Bsre) -> Result<()> {
    let klien = KlienBsre::new(bsre)?;
    for satu in store::permintaan::dalam(app, &[Keadaan::PerluDiperiksa], 100).await? {
        let Some(acuan) = &satu.acuan else { continue };
        let Hasil::Selesai { pdf, tingkat } = klien.ambil(acuan).await else { continue };
        let asli = berkas::baca(app, &satu).await?;
        let sebelum = pades::sign::inspect(&asli).map(|isi| isi.signatures).unwrap_or_default();
        if let Hasil::Selesai { pdf, tingkat } = penanda::utuh(pdf, tingkat, sebelum, app.now()) {
            kerja::simpan(app, satu.id, &pdf, &tingkat).await?;
        }
    }
    Ok(())
}

/// The service answers again: seals go on by themselves, people are asked for their passphrase once.
async fn pulih(app: &App) -> Result<()> {
    if !store::pengaturan::gangguan(app, None).await? {
        return Ok(());
    }
    let mut write = Write::system(app, "tanda_tangan.lanjutkan").await?;
    for id in store::permintaan::menunggu_segel(app, 5000).await? {
        let at = write.at();
        write.job(SEGEL, json!({ "permintaan": id }), at).await?;
    }
    for (akun, jumlah) in store::permintaan::penunggu(app).await? {
        let notice = Notice {
            title: "Layanan tanda tangan menjawab lagi".into(),
            body: format!("{jumlah} naskah menunggu kata sandi Anda untuk dilanjutkan."),
            href: "/tanda_tangan".into(),
            event: "tanda_tangan.layanan_pulih".into(),
        };
        notify(&mut write, &[akun], notice).await?;
    }
    write.commit(&Subject::new("ttd_pengaturan", store::pengaturan::ID, "/tanda_tangan/pengaturan")).await
}
