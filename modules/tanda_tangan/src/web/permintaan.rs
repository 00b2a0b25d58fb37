//! One request: read it, sign it, refuse it, settle what nobody knows.
use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject, Val, file};
use serde_json::json;

use super::alasan;
use crate::model::{KUNCI, Permintaan, href};
use crate::pages::{self, permintaan as halaman};
use crate::rules::alur::{self, Keadaan, Tindakan};
use crate::{berkas, kerja, penanda, periksa, store};

async fn muat(ctx: &Ctx) -> Result<Permintaan> {
    store::permintaan::find(&ctx.app, &ctx.scope, ctx.id("id")?).await
}

async fn tampil(ctx: &Ctx, satu: &Permintaan, salah: &[FieldError]) -> Result<Response> {
    let status = if salah.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let hasil = match satu.hasil {
        Some(hasil) => Some(periksa::periksa(&ctx.app, berkas::isi(&ctx.app, satu, hasil).await?).await?),
        None => None,
    };
    let mut peminta = match satu.pemohon.or(satu.peminta) {
        Some(akun) => kerja::nama(&ctx.app, akun).await?,
        None => "Sistem".to_owned(),
    };
    if let Some(unit) = satu.unit
        && let Some(unit) = ctx.app.units().await?.into_iter().find(|satu| satu.id == unit)
    {
        peminta = format!("{peminta}, {}", unit.name);
    }
    let jenis = store::penanda::cari(&ctx.app, satu.penanda).await?.jenis;
    let berjalan = match satu.kelompok {
        Some(kelompok) if matches!(satu.keadaan, Keadaan::Antre | Keadaan::Sedang) => {
            let kelompok = store::kelompok::find(&ctx.app, satu.penanda, kelompok).await?;
            pages::kelompok::berjalan(ctx, &kelompok)
        }
        Some(_) | None => false,
    };
    let pengaturan = store::pengaturan::baca(&ctx.app).await?;
    let mut satu = satu.clone();
    // Whoever signs need not be among the readers of the record that asks.
    if kernel::search::record_at(ctx, &satu.untuk_href).await?.is_none() {
        satu.untuk_href.clear();
    }
    let isi = halaman::Isi {
        peminta: &peminta,
        jenis,
        hasil: hasil.as_ref(),
        sejak: pengaturan.tidak_menjawab_sejak.filter(|_| jenis == crate::model::Jenis::Bsre),
        berjalan,
    };
    halaman::halaman(ctx, &satu, &isi, salah, status)
}

/// GET /tanda_tangan/permintaan/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let satu = muat(&ctx).await?;
    tampil(&ctx, &satu, &[]).await
}

/// GET /tanda_tangan/permintaan/{id}/dokumen
pub async fn dokumen(ctx: Ctx) -> Result<Response> {
    let satu = muat(&ctx).await?;
    file::send(&ctx, &file::find(&ctx.app, satu.untuk_id, satu.dokumen).await?).await
}

/// GET /tanda_tangan/permintaan/{id}/hasil
pub async fn hasil(ctx: Ctx) -> Result<Response> {
    let satu = muat(&ctx).await?;
    let hasil = satu.hasil.ok_or(Error::NotFound)?;
    file::send(&ctx, &file::find(&ctx.app, satu.untuk_id, hasil).await?).await
}

/// POST /tanda_tangan/permintaan/{id}/tolak
pub async fn tolak(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let satu = muat(&ctx).await?;
    alur::akibat(satu.keadaan, Tindakan::Tolak).map_err(Error::refused)?;
    let alasan = match alasan(&ctx) {
        Ok(alasan) => alasan,
        Err(error) => return tampil(&ctx, &satu, &pages::isian(error)?).await,
    };
    let mut write = ctx.write("tanda_tangan.ditolak").await?;
    let kini = store::permintaan::pegang(&mut write, satu.id).await?;
    let values =
        vec![("alasan", alasan.clone().into()), ("diputus_oleh", ctx.account()?.into()), ("kelompok", Val::Null)];
    store::permintaan::pindah(&mut write, &kini, Tindakan::Tolak, values).await?;
    let payload = json!({ "untuk": kini.untuk, "id": kini.untuk_id, "permintaan": kini.id, "alasan": alasan });
    write.event("tanda_tangan.ditolak", payload);
    if let Some(peminta) = kini.peminta.filter(|peminta| Some(*peminta) != ctx.actor.account()) {
        let notice = kernel::notify::Notice {
            title: format!("Tanda tangan ditolak: {}", kini.judul_umum()),
            body: if kini.terbuka { format!("Alasan: {alasan}") } else { String::new() },
            href: kini.untuk_href.clone(),
            event: "tanda_tangan.ditolak".into(),
        };
        kernel::notify::notify(&mut write, &[peminta], notice).await?;
    }
    write.commit(&Subject::new(KUNCI, satu.id, href(satu.id))).await?;
    ctx.redirect_with("/tanda_tangan", "Permintaan ditolak. Peminta diberi tahu alasannya.")
}

/// POST /tanda_tangan/permintaan/{id}/belum
pub async fn belum(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let satu = muat(&ctx).await?;
    match alasan(&ctx) {
        Ok(alasan) => {
            nyatakan_belum(&ctx, &satu, alasan).await?;
            ctx.redirect_with(&href(satu.id), "Naskah kembali ke antrean.")
        }
        Err(error) => tampil(&ctx, &satu, &pages::isian(error)?).await,
    }
}

/// A person made sure that nothing was signed: the request can be handed over again.
pub async fn nyatakan_belum(ctx: &Ctx, satu: &Permintaan, alasan: String) -> Result<()> {
    let mut write = ctx.write("tanda_tangan.dinyatakan_belum").await?;
    let kini = store::permintaan::pegang(&mut write, satu.id).await?;
    let values = vec![
        ("alasan", alasan.into()),
        ("diputus_oleh", ctx.account()?.into()),
        ("acuan", Val::Null),
        ("kelompok", Val::Null),
    ];
    store::permintaan::pindah(&mut write, &kini, Tindakan::BelumDitandatangani, values).await?;
    write.commit(&Subject::new(KUNCI, satu.id, href(satu.id))).await
}

/// POST /tanda_tangan/permintaan/{id}/sudah: the signed document, brought by a person who got it from the service.
pub async fn sudah(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let satu = muat(&ctx).await?;
    match terima(&ctx, &satu).await {
        Ok(()) => ctx.redirect_with(&href(satu.id), "Naskah yang sudah ditandatangani disimpan."),
        Err(error) => tampil(&ctx, &satu, &pages::isian(error)?).await,
    }
}

async fn terima(ctx: &Ctx, satu: &Permintaan) -> Result<()> {
    if satu.keadaan != Keadaan::PerluDiperiksa {
        return Err(Error::refused("Naskah ini tidak perlu diperiksa."));
    }
    let kirim = ctx.form().file("berkas").ok_or_else(|| Error::field("berkas", "Pilih berkas PDF"))?;
    if kirim.size > berkas::TERBESAR {
        return Err(Error::field("berkas", "Berkas terlalu besar"));
    }
    let pdf = zeroize::Zeroizing::new(tokio::fs::read(&kirim.path).await?);
    let asli = berkas::baca(&ctx.app, satu).await?;
    if pdf.len() <= asli.len() || !pdf.starts_with(&asli) {
        return Err(Error::field(
            "berkas",
            "Berkas ini bukan naskah yang sama: isinya harus berawal dengan naskah yang diminta ditandatangani",
        ));
    }
    let sebelum = pades::sign::inspect(&asli).map(|isi| isi.signatures).unwrap_or_default();
    let penanda::Hasil::Selesai { pdf, tingkat } = penanda::utuh(pdf.to_vec(), "B-T".to_owned(), sebelum, ctx.now)
    else {
        return Err(Error::field("berkas", "Berkas ini tidak memuat tanda tangan baru yang utuh"));
    };
    let siap = berkas::siapkan(&ctx.app, satu, &pdf).await?;
    // A change carries what was sent into the store: sealed, under a key that nobody keeps, it is nothing there.
    drop(ctx.app.files.seal_upload(&ctx.app.keys, kirim).await?);
    let mut write = ctx.write("tanda_tangan.selesai").await?;
    kerja::selesaikan(&mut write, satu.id, siap, &tingkat).await?;
    write.commit(&Subject::new(KUNCI, satu.id, href(satu.id))).await
}
