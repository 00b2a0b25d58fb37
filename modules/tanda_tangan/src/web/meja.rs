//! What awaits the signer, and handing over many with one passphrase.
use std::collections::BTreeSet;

use http::StatusCode;
use kernel::page::PICK_FIELD;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;

use super::sandi;
use crate::model::{Sandi, href_kelompok};
use crate::pages::meja as halaman;
use crate::rules::alur::{Keadaan, Tindakan};
use crate::{kerja, store};

/// Requests on a page.
pub const SEHALAMAN: usize = 50;
/// Most documents in one batch.
const TERBANYAK: usize = 1000;
/// What the list shows.
const TERBUKA: [Keadaan; 5] =
    [Keadaan::Menunggu, Keadaan::Antre, Keadaan::Gagal, Keadaan::Sedang, Keadaan::PerluDiperiksa];

/// GET /tanda_tangan
pub async fn list(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, &[], StatusCode::OK).await
}

async fn tampil(ctx: &Ctx, salah: &[FieldError], status: StatusCode) -> Result<Response> {
    let akun = ctx.account()?;
    let setelah = ctx.query("setelah").parse::<Uuid>().ok();
    let mut daftar = store::permintaan::list(&ctx.app, &ctx.scope, &TERBUKA, setelah, SEHALAMAN + 1).await?;
    let lagi = daftar.len() > SEHALAMAN;
    daftar.truncate(SEHALAMAN);
    let kelompok = store::kelompok::terbuka(&ctx.app, akun).await?;
    let pengaturan = store::pengaturan::baca(&ctx.app).await?;
    let jumlah = store::permintaan::jumlah_diserahkan(&ctx.app, akun).await?;
    let jenis = store::penanda::cari(&ctx.app, akun).await?.jenis;
    let isi = halaman::Isi { daftar, lagi, kelompok, sejak: pengaturan.tidak_menjawab_sejak, jumlah, jenis };
    halaman::halaman(ctx, &isi, salah, status)
}

/// GET /tanda_tangan/riwayat
pub async fn riwayat(ctx: Ctx) -> Result<Response> {
    let sebelum = ctx.query("sebelum").parse::<Uuid>().ok();
    let mut daftar = store::permintaan::riwayat(&ctx.app, &ctx.scope, sebelum, SEHALAMAN + 1).await?;
    let lagi = daftar.len() > SEHALAMAN;
    daftar.truncate(SEHALAMAN);
    halaman::riwayat(&ctx, &daftar, lagi)
}

/// POST /tanda_tangan/serahkan
pub async fn serahkan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let kata = sandi(&ctx, "sandi");
    let semua = ctx.form().get("semua") == "ya";
    let mut pilih: BTreeSet<Uuid> = ctx.form().all(PICK_FIELD).filter_map(|teks| teks.parse().ok()).collect();
    if semua {
        let dapat = [Keadaan::Menunggu, Keadaan::Antre, Keadaan::Gagal];
        let daftar = store::permintaan::list(&ctx.app, &ctx.scope, &dapat, None, TERBANYAK).await?;
        pilih = daftar.into_iter().map(|satu| satu.id).collect();
    }
    let mut salah = vec![];
    if pilih.is_empty() {
        salah.push(FieldError::new("", "Centang naskah yang akan ditandatangani"));
    } else if pilih.len() > TERBANYAK {
        salah.push(FieldError::new("", format!("Paling banyak {TERBANYAK} naskah sekaligus")));
    }
    if kata.buka().is_empty() {
        salah.push(FieldError::new("sandi", "Masukkan kata sandi tanda tangan Anda"));
    }
    if !salah.is_empty() {
        return tampil(&ctx, &salah, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let id = kirim(&ctx, pilih.into_iter().collect(), kata).await?;
    ctx.redirect(&href_kelompok(id))
}

/// Writes a batch of requests of the scope, and begins to sign it.
pub async fn kirim(ctx: &Ctx, pilih: Vec<Uuid>, kata: Sandi) -> Result<Uuid> {
    let akun = ctx.account()?;
    let id = Uuid::now_v7();
    let mut write = ctx.write("tanda_tangan.kelompok").await?;
    store::kelompok::insert(&mut write, id, akun, pilih.len(), ctx.now + kerja::SABAR).await?;
    for satu in pilih {
        let kini = store::permintaan::pegang(&mut write, satu).await?;
        // The lock is taken by id alone: whose it is decides here.
        if !ctx.scope.holds(None, Some(kini.penanda)) || kini.penanda != akun {
            return Err(Error::NotFound);
        }
        if let Some(lama) = kini.kelompok.filter(|_| kini.keadaan == Keadaan::Antre)
            && store::kelompok::hidup(&mut write, lama).await?
        {
            return Err(Error::refused(
                "Sebagian naskah sedang dikerjakan dalam kelompok lain. Tunggu sampai selesai.",
            ));
        }
        let values = vec![("kelompok", id.into()), ("alasan", kernel::Val::Null)];
        store::permintaan::pindah(&mut write, &kini, Tindakan::Serahkan, values).await?;
    }
    store::kelompok::tutup_yang_kosong(&mut write, akun, id).await?;
    write.commit(&Subject::new("ttd_kelompok", id, href_kelompok(id))).await?;
    kerja::mulai(&ctx.app, id, akun, kata);
    Ok(id)
}
