//! The end of a letter's way: signed on paper, or cancelled.
use kernel::{Ctx, Error, Response, Result};
use serde_json::json;
use uuid::Uuid;

use super::ruang::{Ruang, alasan, jawab, versi};
use crate::berkas;
use crate::model::Keadaan;
use crate::rules::keadaan::{self, Aksi};
use crate::store::akses::{self, Pembaca};
use crate::store::{self, nomor};
use crate::terbit::{self, kabari};

/// POST /naskah/{id}/tanda-basah
pub async fn tanda_basah(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    ctx.not_repeated().await?;
    ruang.wajib(&ctx, Aksi::TandaBasah)?;
    let hasil = coba_basah(&ctx, &ruang).await;
    jawab(&ctx, &ruang, hasil).await
}

async fn coba_basah(ctx: &Ctx, ruang: &Ruang) -> Result<String> {
    let upload = ctx.form().file("pindaian");
    if let Some(Err(sebab)) = upload.map(berkas::periksa_naskah) {
        return Err(Error::field("pindaian", sebab));
    }
    let versi = versi(ctx)?;
    let siap = match upload {
        Some(upload) => Some((berkas::siapkan(&ctx.app, ruang.naskah.keamanan, upload).await?, upload)),
        None => None,
    };
    let mut write = ctx.write("naskah_dinas.ditandatangani").await?;
    let kini = store::naskah::pegang(&mut write, ruang.naskah.id, Some(versi)).await?;
    keadaan::boleh(kini.arah, kini.keadaan, Aksi::TandaBasah).map_err(Error::refused)?;
    let pindaian = match siap {
        Some((siap, upload)) => Some(berkas::simpan(&mut write, &kini, siap, upload).await?),
        None => None,
    };
    let subjek = kini.subjek();
    terbit::terbitkan(&mut write, kini, pindaian).await?;
    write.commit(&subjek).await?;
    Ok("Naskah terbit dan sudah dikirim kepada tujuannya.".to_owned())
}

/// POST /naskah/{id}/batal
pub async fn batal(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    ctx.not_repeated().await?;
    ruang.wajib(&ctx, Aksi::Batalkan)?;
    let hasil = coba_batal(&ctx, &ruang).await;
    jawab(&ctx, &ruang, hasil).await
}

async fn coba_batal(ctx: &Ctx, ruang: &Ruang) -> Result<String> {
    let sebab = alasan(ctx, "alasan", "Isi alasan pembatalan; alasan tampil di halaman naskah dan buku nomor")?;
    let versi = versi(ctx)?;
    let mut write = ctx.write("naskah_dinas.dibatalkan").await?;
    let kini = store::naskah::pegang(&mut write, ruang.naskah.id, Some(versi)).await?;
    keadaan::boleh(kini.arah, kini.keadaan, Aksi::Batalkan).map_err(Error::refused)?;
    if let (Keadaan::MenungguTte, Some(permintaan)) = (kini.keadaan, kini.permintaan) {
        write.withdraw_signature(permintaan).await?;
    }
    let tercatat = crate::isi::segel_teks(&ctx.app, kini.id, kini.keamanan, &sebab)?;
    nomor::batalkan_milik(&mut write, kini.id, &tercatat).await?;
    let at = write.at();
    let values = vec![
        ("keadaan", Keadaan::Batal.kode().into()),
        ("batal_alasan", tercatat.into()),
        ("batal_oleh", ruang.akun.into()),
        ("batal_pada", at.into()),
    ];
    store::naskah::set(&mut write, &kini, values).await?;
    let mut penerima: Vec<Uuid> = vec![];
    for satu in akses::semua_tx(&mut write, kini.id).await? {
        match satu.pembaca {
            Pembaca::Orang(akun) => penerima.push(akun),
            Pembaca::Unit(unit) => penerima.extend(ctx.app.holders("operator_pd", Some(unit)).await?),
        }
    }
    penerima.retain(|akun| *akun != ruang.akun);
    let isi =
        if kini.rahasia() { "Buka naskahnya untuk membaca alasannya.".to_owned() } else { format!("Alasan: {sebab}") };
    kabari(&mut write, &penerima, &kini, "Naskah dibatalkan", &isi, "naskah_dinas.dibatalkan").await?;
    if kini.keadaan == Keadaan::Terbit {
        let kini = store::naskah::pegang(&mut write, kini.id, None).await?;
        terbit::indeks(&mut write, &kini).await?;
    }
    write.event("naskah_dinas.dibatalkan", json!({ "jenis": kini.jenis }));
    write.commit(&kini.subjek()).await?;
    Ok("Naskah dibatalkan. Nomornya dicatat batal dan tidak dipakai lagi.".to_owned())
}
