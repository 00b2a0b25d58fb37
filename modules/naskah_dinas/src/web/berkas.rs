//! Documents and files of a letter, each fetching written down.
use kernel::file::{self, Stored};
use kernel::indonesia::tanggal;
use kernel::port::Employee;
use kernel::web::attachment;
use kernel::{Ctx, Error, Response, Result};

use super::ruang::Ruang;
use crate::cetak::{self, Bahan};
use crate::model::{Arah, Keadaan, Tindakan};
use crate::rules::wewenang;
use crate::store::{self, jejak};
use crate::{cap, orang};

/// Largest document that is stamped.
const TERBESAR: u64 = 64 * 1024 * 1024;

/// GET /naskah/{id}/dokumen
pub async fn dokumen(ctx: Ctx) -> Result<Response> {
    ambil(ctx, Tindakan::Unduh).await
}

/// GET /naskah/{id}/cetak
pub async fn cetak(ctx: Ctx) -> Result<Response> {
    ambil(ctx, Tindakan::Cetak).await
}

async fn ambil(ctx: Ctx, tindakan: Tindakan) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    let naskah = &ruang.naskah;
    let asli = ctx.query("asli") == "ya";
    let berkas = naskah.berkas_final.or(naskah.berkas_asal).ok_or(Error::NotFound)?;
    let stored = file::find(&ctx.app, naskah.id, berkas).await?;
    jejak::catat(&ctx, naskah, tindakan, Some(&stored.name)).await?;
    if naskah.keadaan == Keadaan::Batal && !asli {
        return batal(&ctx, &ruang, &stored).await;
    }
    file::send(&ctx, &stored).await
}

/// A copy that says that the letter is cancelled; the original stays as it was.
async fn batal(ctx: &Ctx, ruang: &Ruang, stored: &Stored) -> Result<Response> {
    let bytes = crate::berkas::baca(&ctx.app, stored, TERBESAR).await?;
    let pada = ruang.naskah.batal_pada.map(|at| tanggal::waktu_pendek(at, ctx.app.profile.zone())).unwrap_or_default();
    let nomor = ruang.naskah.nomor.as_deref().unwrap_or_default();
    match cap::bubuhkan(&bytes, "DIBATALKAN", &format!("Naskah {nomor} dibatalkan pada {pada}")) {
        Some(salinan) => attachment(&format!("DIBATALKAN-{}", stored.name), "application/pdf", salinan),
        None => {
            let mut lain = stored.clone();
            lain.name = format!("DIBATALKAN-{}", stored.name);
            file::send(ctx, &lain).await
        }
    }
}

/// GET /naskah/{id}/lampiran/{lampiran}
pub async fn lampiran(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    let id = ctx.id("lampiran")?;
    let satu = ruang.lampiran.iter().find(|satu| satu.id == id).ok_or(Error::NotFound)?;
    let mut stored = file::find(&ctx.app, ruang.naskah.id, satu.berkas).await?;
    let judul = crate::isi::segel_teks(&ctx.app, ruang.naskah.id, ruang.naskah.keamanan, &satu.judul)?;
    jejak::catat(&ctx, &ruang.naskah, Tindakan::Unduh, Some(&judul)).await?;
    stored.name.clone_from(&satu.judul);
    file::send(&ctx, &stored).await
}

/// GET /naskah/{id}/pratinjau: the letter as it would be set now, marked as a draft, for those who work on it. Once its
/// document is made, that is what they get.
pub async fn pratinjau(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    let (app, naskah) = (&ctx.app, &ruang.naskah);
    if naskah.arah == Arah::Masuk {
        return Err(Error::NotFound);
    }
    if !ruang.penyusun(&ctx) {
        return Err(Error::Forbidden);
    }
    if naskah.berkas_final.or(naskah.berkas_asal).is_some() {
        return ctx.redirect(&format!("{}/dokumen", naskah.href()));
    }
    jejak::catat(&ctx, naskah, Tindakan::Unduh, Some("pratinjau")).await?;
    let mut nama = String::from("(penanda tangan belum dipilih)");
    let mut jabatan = vec![String::from("(jabatan)")];
    let (mut pegawai, mut kepala_daerah) = (Employee::default(), naskah.kepala_daerah);
    if let Some(signer) = naskah.penandatangan {
        if let Some(satu) = orang::dengan_akun(app, signer).await? {
            nama = satu.nama;
        }
        pegawai = app.employee(signer).await?;
        let (judul, peran) = orang::jabatan(app, signer).await?.map(|satu| (satu.title, satu.role)).unwrap_or_default();
        jabatan = wewenang::baris(&ruang.isi, &judul, &judul, &app.profile.name());
        kepala_daerah = wewenang::berkop_kepala_daerah(&ruang.isi, &judul, &peran);
    }
    let nomor = naskah.nomor.clone().unwrap_or_else(|| "(diberikan saat disetujui)".to_owned());
    let bahan = Bahan {
        naskah,
        isi: &ruang.isi,
        tujuan: &ruang.tujuan,
        lampiran: &ruang.lampiran,
        nomor: &nomor,
        tanggal: naskah.tanggal,
        jabatan: &jabatan,
        nama: &nama,
        pegawai: &pegawai,
        kepala_daerah,
        konsep: true,
    };
    let surat = cetak::susun(app, &ruang.susunan, &bahan).await?;
    let versi = match naskah.templat_versi {
        Some(versi) => versi,
        None => store::templat::dipakai(app, &naskah.jenis).await?,
    };
    let templat = cetak::templat(app, &naskah.jenis, versi).await?;
    let pdf = cetak::pdf(app, &templat, &surat).await?;
    attachment("pratinjau.pdf", "application/pdf", pdf.bytes)
}
