//! The applicant's own page of an application: number, word, state, and what the applicant can do.
use http::StatusCode;
use kernel::page::Link;
use kernel::{Ctx, Error, FieldError, Response, Result, Write, web};

use super::{bingkai, lanjut, milik, milik_atau_tanya, salah, teks};
use crate::langkah::{self, Laku, Meja};
use crate::model::{Keadaan, Permohonan, Tindakan};
use crate::store::{kunjungan, peristiwa};
use crate::{ajuan, cetak, formulir_layanan, pages, standar, store};

/// GET /permohonan/resi/{id}
pub async fn show(ctx: Ctx) -> Result<Response> {
    let satu = match milik_atau_tanya(&ctx).await? {
        Ok(satu) => satu,
        Err(jawab) => return Ok(jawab),
    };
    if satu.keadaan == Keadaan::Draf {
        return ctx.redirect(&format!("/permohonan/isi/{}", satu.id));
    }
    halaman(&ctx, &satu, &[]).await
}

async fn halaman(ctx: &Ctx, satu: &Permohonan, galat: &[FieldError]) -> Result<Response> {
    let app = &ctx.app;
    let standar = standar::versi(app, satu.standar).await?;
    let meja = Meja::buka(app).await?;
    let bagian = if satu.induk.is_none() { store::bagian(app, satu.id).await? } else { vec![] };
    let isian =
        formulir_layanan::tampil(app, satu, |berkas| Some(format!("/permohonan/isi/{}/berkas/{}", satu.id, berkas.id)))
            .await?;
    let isi = pages::resi::Resi {
        satu,
        standar: &standar,
        unit: cetak::unit(app, satu.unit).await?,
        kata: ajuan::kata(app, satu),
        bagian: &bagian,
        peristiwa: &peristiwa::semua(app, satu.id, true).await?,
        kunjungan: &kunjungan::milik(app, satu.id).await?,
        syarat: langkah::syarat(app, satu, &standar, &meja, None),
        meja: &meja,
        isian,
        galat: &salah(galat),
    };
    let status = if galat.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = pages::resi::show(ctx, &isi)?;
    bingkai(ctx, status, &satu.judul, vec![Link::new("Layanan", "/layanan")], body)
}

/// GET /permohonan/resi/{id}/cetak
pub async fn cetak(ctx: Ctx) -> Result<Response> {
    let satu = match milik_atau_tanya(&ctx).await? {
        Ok(satu) => satu,
        Err(jawab) => return Ok(jawab),
    };
    if satu.keadaan == Keadaan::Draf {
        return Err(Error::NotFound);
    }
    let kata = ajuan::kata(&ctx.app, &satu);
    let pdf = cetak::resi(&ctx, &satu, kata.as_deref()).await?;
    web::attachment(&format!("tanda-terima-{}.pdf", satu.sebut()), "application/pdf", pdf)
}

/// POST /permohonan/resi/{id}/{tindakan}: take the output, object, withdraw.
pub async fn tindakan(ctx: Ctx) -> Result<Response> {
    if let Err(Error::Done(href)) = ctx.not_repeated().await {
        return ctx.redirect(&href);
    }
    let satu = milik(&ctx).await?;
    let tindakan = match Tindakan::parse(ctx.path("tindakan")) {
        Some(satu @ (Tindakan::Ambil | Tindakan::AjukanKeberatan | Tindakan::Cabut)) => satu,
        Some(_) | None => return Err(Error::NotFound),
    };
    // A part is withdrawn with the whole.
    if tindakan == Tindakan::Cabut && satu.induk.is_some() {
        return Err(Error::NotFound);
    }
    let nama = if tindakan == Tindakan::Cabut { "alasan_cabut" } else { "keberatan" };
    let catatan = match (tindakan, teks(&ctx, nama, 4000, "")) {
        (_, Err(salah)) => return halaman(&ctx, &satu, &[salah]).await,
        (Tindakan::AjukanKeberatan, Ok(isi)) if isi.chars().count() < 10 => {
            let salah = FieldError::new("keberatan", "Tulis alasan keberatan Anda, paling sedikit 10 huruf.");
            return halaman(&ctx, &satu, &[salah]).await;
        }
        (_, Ok(isi)) => isi,
    };
    let meja = Meja::buka(&ctx.app).await?;
    let standar = standar::versi(&ctx.app, satu.standar).await?;
    let mut write = ctx.write(tindakan.aksi().0).await?;
    let kini = store::pegang(&mut write, satu.id, None).await?;
    let kini = match laksanakan(&mut write, &kini, &standar, &meja, tindakan, &catatan).await {
        Ok(kini) => kini,
        Err(Error::Refused(teks)) => {
            drop(write);
            return halaman(&ctx, &kini, &[FieldError::new("", teks)]).await;
        }
        Err(lain) => return Err(lain),
    };
    write.commit(&kini.subjek_resi()).await?;
    let pesan = if tindakan == Tindakan::Ambil {
        "Terima kasih. Hasilnya dapat Anda unduh di bawah."
    } else if tindakan == Tindakan::AjukanKeberatan {
        "Keberatan Anda sudah kami terima."
    } else {
        "Permohonan Anda sudah dicabut."
    };
    lanjut(&ctx, &kini.href_resi(), pesan, &kini)
}

async fn laksanakan(
    write: &mut Write,
    satu: &Permohonan,
    standar: &standar::Standar,
    meja: &Meja,
    tindakan: Tindakan,
    catatan: &str,
) -> Result<Permohonan> {
    let mut laku = Laku::baru(tindakan, None, catatan);
    if tindakan == Tindakan::AjukanKeberatan {
        laku.nilai.push(("keberatan", catatan.into()));
    }
    if tindakan == Tindakan::Ambil {
        laku.nilai.push(("serah", "Diunduh oleh pemohon".into()));
    }
    let baru = langkah::jalankan(write, satu, standar, meja, laku).await?;
    if let Some(induk) = baru.induk {
        langkah::lanjutkan(write, induk, meja).await?;
    }
    Ok(baru)
}
