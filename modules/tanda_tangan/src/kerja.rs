//! Signing itself: one document after the other, each given to the service once.
//!
//! A request is moved to `sedang` in a transaction of its own before its document leaves, and out of it by what the service
//! said. When the program dies in between, the request stays there, and [`crate::jobs`] hands it to people: it is never
//! given again by itself. The passphrase lives in the task that signs, and nowhere else.
use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use kernel::notify::{Notice, notify};
use kernel::{App, Error, Result, Subject, Val, Write};
use serde_json::json;
use time::Duration;
use tokio::task::AbortHandle;
use uuid::Uuid;

use crate::model::{Jenis, KUNCI, PenandaAkun, Pengaturan, Permintaan, Sandi, href, href_kelompok};
use crate::penanda::{self, Alat, Hasil, Tugas};
use crate::rules::alur::{Keadaan, Tindakan};
use crate::{berkas, store};

/// How long a batch may be silent before it counts as abandoned: longer than the longest signature.
pub const SABAR: Duration = Duration::minutes(5);
/// Tries to keep a signed document before it is given up to people.
const COBA_SIMPAN: u32 = 6;

/// What is being signed in this process.
static BERJALAN: LazyLock<Mutex<BTreeMap<Uuid, AbortHandle>>> = LazyLock::new(Mutex::default);

/// Begins to sign a batch that the caller has written, and returns at once.
pub fn mulai(app: &App, kelompok: Uuid, penanda: Uuid, sandi: Sandi) {
    let app = app.clone();
    // Held until the handle is inside, so that a task that ends at once does not leave it there.
    let mut berjalan = BERJALAN.lock().unwrap_or_else(PoisonError::into_inner);
    let tugas = tokio::spawn(async move {
        if let Err(cause) = jalan(&app, kelompok, penanda, sandi).await {
            tracing::error!(%kelompok, cause = ?cause, "a batch of signatures stopped");
            let pesan = "Penandatanganan berhenti karena gangguan sistem. Masukkan kata sandi untuk melanjutkan.";
            if let Err(cause) = lepas(&app, kelompok, Some(pesan)).await {
                tracing::error!(%kelompok, %cause, "and could not be let go");
            }
        }
        BERJALAN.lock().unwrap_or_else(PoisonError::into_inner).remove(&kelompok);
    });
    berjalan.insert(kelompok, tugas.abort_handle());
}

/// Stops signing a batch in this process, at once and without a word: what an end of the process does.
pub fn henti(kelompok: Uuid) {
    if let Some(tugas) = BERJALAN.lock().unwrap_or_else(PoisonError::into_inner).remove(&kelompok) {
        tugas.abort();
    }
}

async fn lepas(app: &App, kelompok: Uuid, pesan: Option<&str>) -> Result<()> {
    let sisa = store::permintaan::hitung(app, Some(kelompok)).await?;
    let sisa = sisa.iter().any(|(keadaan, _)| matches!(keadaan, Keadaan::Antre | Keadaan::Sedang));
    let mut write = Write::system(app, "tanda_tangan.kelompok_lepas").await?;
    store::kelompok::lepas(&mut write, kelompok, pesan, !sisa).await?;
    write.commit(&Subject::new("ttd_kelompok", kelompok, href_kelompok(kelompok))).await
}

async fn jalan(app: &App, kelompok: Uuid, akun: Uuid, sandi: Sandi) -> Result<()> {
    let pengaturan = store::pengaturan::baca(app).await?;
    let penanda = store::penanda::cari(app, akun).await?;
    let nama = nama(app, akun).await?;
    let alat = match penanda::buka(app, &pengaturan, &penanda, &sandi).await? {
        Ok(alat) => alat,
        Err(hasil) => return lepas(app, kelompok, Some(&henti_karena(&hasil, penanda.jenis))).await,
    };
    while let Some(permintaan) = store::permintaan::berikut(app, kelompok).await? {
        store::kelompok::denyut(app, kelompok, app.now() + SABAR).await?;
        // Somebody may have taken it back meanwhile: then the next one is looked for.
        if !serahkan(app, permintaan.id, Some(kelompok), &penanda).await? {
            continue;
        }
        let hasil = satu(app, &alat, &permintaan, &nama).await;
        if let Some(pesan) = catat(app, permintaan.id, penanda.jenis, hasil).await? {
            return lepas(app, kelompok, Some(&pesan)).await;
        }
    }
    lepas(app, kelompok, None).await?;
    kabari_selesai(app, kelompok, akun).await
}

/// Name of an account as it stands in a signature.
pub async fn nama(app: &App, akun: Uuid) -> Result<String> {
    Ok(kernel::auth::account::names(app, &[akun]).await?.remove(&akun).unwrap_or_default())
}

/// Moves a request to `sedang`, in a transaction of its own. False when it is not to be signed any more.
async fn serahkan(app: &App, id: Uuid, kelompok: Option<Uuid>, penanda: &PenandaAkun) -> Result<bool> {
    let mut write = Write::system(app, "tanda_tangan.diserahkan").await?;
    let kini = store::permintaan::pegang(&mut write, id).await?;
    if kini.keadaan != Keadaan::Antre || kini.kelompok != kelompok {
        return Ok(false);
    }
    let values = vec![("lewat", penanda.jenis.kode().into()), ("acuan", Val::Null), ("alasan", Val::Null)];
    store::permintaan::pindah(&mut write, &kini, Tindakan::Mulai, values).await?;
    write.commit(&Subject::new(KUNCI, id, href(id))).await?;
    Ok(true)
}

/// Signs one document. A fault of ours before the document left counts as not given.
async fn satu(app: &App, alat: &Alat, permintaan: &Permintaan, nama: &str) -> Hasil {
    let pdf = match berkas::baca(app, permintaan).await {
        Ok(pdf) => pdf,
        Err(Error::NotFound | Error::TooLarge(_)) => {
            return Hasil::Gagal("Berkas naskah tidak ada lagi atau terlalu besar.".into());
        }
        Err(cause) => return gangguan(&cause),
    };
    match alat.tandatangani(app, Tugas { permintaan, pdf, nama, pada: app.now() }).await {
        Ok(hasil) => hasil,
        Err(cause) => gangguan(&cause),
    }
}

fn gangguan(cause: &Error) -> Hasil {
    tracing::error!(cause = ?cause, "a document could not be given to the signer");
    Hasil::PenandaDitolak(
        "Penandatanganan berhenti karena gangguan sistem. Coba lagi, atau hubungi administrator.".into(),
    )
}

/// What stops a whole batch.
fn henti_karena(hasil: &Hasil, lewat: Jenis) -> String {
    match hasil {
        Hasil::SandiSalah if lewat == Jenis::Token => crate::token::Galat::PinSalah.teks(),
        Hasil::SandiSalah => "Kata sandi salah. Tidak ada naskah yang ditandatangani dengan kata sandi itu.".into(),
        Hasil::TidakMenjawab(teks) | Hasil::PenandaDitolak(teks) | Hasil::Gagal(teks) => teks.clone(),
        Hasil::TakPasti { pesan, .. } => pesan.clone(),
        Hasil::Selesai { .. } => String::new(),
    }
}

/// Writes what became of a document. Returns why the batch must stop, when it must.
async fn catat(app: &App, id: Uuid, lewat: Jenis, hasil: Hasil) -> Result<Option<String>> {
    let henti = match &hasil {
        Hasil::Selesai { .. } | Hasil::Gagal(_) => None,
        Hasil::TidakMenjawab(_) | Hasil::SandiSalah | Hasil::PenandaDitolak(_) | Hasil::TakPasti { .. } => {
            Some(henti_karena(&hasil, lewat))
        }
    };
    let layanan = match &hasil {
        Hasil::TidakMenjawab(_) | Hasil::TakPasti { .. } => Some(Some(app.now())),
        // What was signed here says nothing of the national service.
        Hasil::Selesai { .. } => (lewat == Jenis::Bsre).then_some(None),
        Hasil::SandiSalah | Hasil::PenandaDitolak(_) | Hasil::Gagal(_) => None,
    };
    match hasil {
        Hasil::Selesai { pdf, tingkat } => simpan_pasti(app, id, &pdf, &tingkat).await?,
        Hasil::TidakMenjawab(_) | Hasil::SandiSalah | Hasil::PenandaDitolak(_) => {
            ubah(app, "tanda_tangan.kembali", id, Tindakan::Kembali, vec![]).await?;
        }
        Hasil::Gagal(teks) => {
            ubah(app, "tanda_tangan.gagal", id, Tindakan::Gagalkan, vec![("alasan", teks.into())]).await?;
        }
        Hasil::TakPasti { pesan, acuan } => {
            let values = vec![("alasan", pesan.into()), ("acuan", acuan.into())];
            ubah(app, "tanda_tangan.perlu_diperiksa", id, Tindakan::TakPasti, values).await?;
        }
    }
    if let Some(sejak) = layanan {
        store::pengaturan::gangguan(app, sejak).await?;
    }
    Ok(henti)
}

/// Moves a request by the program itself.
pub async fn ubah(
    app: &App,
    nama: &'static str,
    id: Uuid,
    tindakan: Tindakan,
    values: Vec<(&'static str, Val)>,
) -> Result<()> {
    let mut write = Write::system(app, nama).await?;
    let kini = store::permintaan::pegang(&mut write, id).await?;
    store::permintaan::pindah(&mut write, &kini, tindakan, values).await?;
    write.event(nama, json!({ "permintaan": id }));
    write.commit(&Subject::new(KUNCI, id, href(id))).await
}

/// Keeps a signed document, again and again for a while: it exists once, and losing it would mean to sign twice.
async fn simpan_pasti(app: &App, id: Uuid, pdf: &[u8], tingkat: &str) -> Result<()> {
    let mut kali = 0;
    loop {
        let cause = match simpan(app, id, pdf, tingkat).await {
            Ok(()) => return Ok(()),
            Err(cause) => cause,
        };
        kali += 1;
        tracing::error!(permintaan = %id, kali, cause = ?cause, "a signed document could not be kept");
        if kali >= COBA_SIMPAN {
            let pesan = "Naskah sudah ditandatangani, tetapi hasilnya tidak dapat disimpan.";
            return ubah(app, "tanda_tangan.perlu_diperiksa", id, Tindakan::TakPasti, vec![("alasan", pesan.into())])
                .await;
        }
        tokio::time::sleep(std::time::Duration::from_secs(u64::from(kali) * 2)).await;
    }
}

/// Keeps a signed document and says so, in one change.
pub async fn simpan(app: &App, id: Uuid, pdf: &[u8], tingkat: &str) -> Result<()> {
    let siap = berkas::siapkan(app, &store::permintaan::ambil(app, id).await?, pdf).await?;
    let mut write = Write::system(app, "tanda_tangan.selesai").await?;
    selesaikan(&mut write, id, siap, tingkat).await?;
    write.commit(&Subject::new(KUNCI, id, href(id))).await
}

/// Writes that a request is signed, with the signed document, inside a change: the event tells who asked. The document was
/// prepared before the change was opened.
pub async fn selesaikan(write: &mut Write, id: Uuid, siap: berkas::Siap, tingkat: &str) -> Result<()> {
    let kini = store::permintaan::pegang(write, id).await?;
    let (berkas, sha256) = berkas::simpan(write, &kini, siap).await?;
    let values = vec![
        ("hasil", berkas.into()),
        ("hasil_sha256", sha256.into()),
        ("tingkat", tingkat.into()),
        ("selesai", write.at().into()),
        ("alasan", Val::Null),
    ];
    store::permintaan::pindah(write, &kini, Tindakan::Berhasil, values).await?;
    let payload = json!({ "untuk": kini.untuk, "id": kini.untuk_id, "permintaan": id, "berkas": berkas });
    write.event("tanda_tangan.selesai", payload);
    if let Some(peminta) = kini.peminta.filter(|peminta| *peminta != kini.penanda) {
        let notice = Notice {
            title: format!("Sudah ditandatangani: {}", kini.judul_umum()),
            body: String::new(),
            href: kini.untuk_href.clone(),
            event: "tanda_tangan.selesai".into(),
        };
        notify(write, &[peminta], notice).await?;
    }
    Ok(())
}

/// Tells the signer of a long batch that it is through.
async fn kabari_selesai(app: &App, kelompok: Uuid, akun: Uuid) -> Result<()> {
    let hitungan = store::permintaan::hitung(app, Some(kelompok)).await?;
    let jumlah: i64 = hitungan.iter().map(|(_, n)| n).sum();
    let selesai = hitungan.iter().find(|(keadaan, _)| *keadaan == Keadaan::Selesai).map_or(0, |(_, n)| *n);
    if jumlah < 2 {
        return Ok(());
    }
    let mut write = Write::system(app, "tanda_tangan.kelompok_selesai").await?;
    let notice = Notice {
        title: format!("{selesai} dari {jumlah} naskah selesai ditandatangani"),
        body: String::new(),
        href: href_kelompok(kelompok),
        event: "tanda_tangan.kelompok_selesai".into(),
    };
    notify(&mut write, &[akun], notice).await?;
    write.commit(&Subject::new("ttd_kelompok", kelompok, href_kelompok(kelompok))).await
}

/// Signs one request with a seal, which needs nobody beside it.
///
/// # Errors
/// [`Error::Unavailable`] when the service does not answer: the queue tries again for days.
pub async fn segel(app: &App, pengaturan: &Pengaturan, id: Uuid) -> Result<()> {
    let permintaan = store::permintaan::ambil(app, id).await?;
    let penanda = store::penanda::cari(app, permintaan.penanda).await?;
    let Some(sandi) = penanda.sandi.clone().filter(|_| penanda.segel) else { return Ok(()) };
    if permintaan.keadaan == Keadaan::Menunggu {
        ubah(app, "tanda_tangan.segel_antre", id, Tindakan::Serahkan, vec![("kelompok", Val::Null)]).await?;
    } else if permintaan.keadaan != Keadaan::Antre {
        return Ok(());
    }
    let alat = match penanda::buka(app, pengaturan, &penanda, &sandi).await? {
        Ok(alat) => alat,
        Err(hasil) => return Err(Error::Unavailable(anyhow::anyhow!(henti_karena(&hasil, penanda.jenis)))),
    };
    let kelompok = store::permintaan::ambil(app, id).await?.kelompok;
    if !serahkan(app, id, kelompok, &penanda).await? {
        return Ok(());
    }
    let nama = nama(app, penanda.akun).await?;
    let hasil = satu(app, &alat, &permintaan, &nama).await;
    let tak_menjawab = matches!(hasil, Hasil::TidakMenjawab(_) | Hasil::PenandaDitolak(_) | Hasil::SandiSalah);
    match catat(app, id, penanda.jenis, hasil).await? {
        Some(pesan) if tak_menjawab => Err(Error::Unavailable(anyhow::anyhow!(pesan))),
        Some(_) | None => Ok(()),
    }
}
