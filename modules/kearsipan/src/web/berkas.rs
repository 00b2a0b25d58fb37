//! One file: opening, closing, holding, packing.
use axum::body::Body;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use register::GuardCtx;
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::{alasan, tanpa, tolak, unit, versi, wajib};
use crate::alur::BERKAS as ALUR;
use crate::hak::{KELOLA, LIHAT, TAHAN};
use crate::model::{BERKAS, href_berkas};
use crate::pages::{self, Unit};
use crate::paket::{Ruang, bawa, impor};
use crate::rules::kode;
use crate::store::berkas::{self, Baru};
use crate::store::daftar::{self, SaringArsip};
use crate::store::{Mata, jra, penahanan};

fn subjek(id: Uuid) -> Subject {
    Subject::new(BERKAS, id, href_berkas(id))
}

/// The form.
pub async fn baru(ctx: Ctx) -> Result<Response> {
    pages::berkas::baru(&ctx, &Unit::baca(&ctx).await?, &[])
}

/// Opens a file.
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    match coba_simpan(&ctx).await {
        Err(Error::Invalid(salah)) => pages::berkas::baru(&ctx, &Unit::baca(&ctx).await?, &salah),
        hasil => hasil,
    }
}

async fn coba_simpan(ctx: &Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut salah = vec![];
    let unit = unit(ctx, &ctx.scope_of(KELOLA), &mut salah);
    let teks = wajib(ctx, "kode", kode::PANJANG, &mut salah);
    let dikenal = kode::sah(&teks) && jra::cari(&ctx.app, &teks).await?.is_some_and(|satu| satu.dipakai);
    if !teks.is_empty() && !dikenal {
        salah.push(FieldError::new("kode", "Kode klasifikasi ini tidak ada dalam daftar atau tidak dipakai lagi"));
    }
    let uraian = wajib(ctx, "uraian", 500, &mut salah);
    let tahun = ctx.form().get("tahun").parse::<i32>().ok().filter(|tahun| (1900..=2200).contains(tahun));
    if tahun.is_none() {
        salah.push(FieldError::new("tahun", "Tulis tahun dengan empat angka"));
    }
    tanpa(salah)?;
    let mut write = ctx.write("arsip.berkas_dibuka").await?;
    let baru = Baru {
        unit,
        kode: &teks,
        tahun: tahun.unwrap_or_default(),
        uraian: &uraian,
        dibuka: ctx.today(),
        menampung: false,
    };
    let id = berkas::buka(&mut write, &baru).await?;
    write.commit(&subjek(id)).await?;
    ctx.redirect_with(&href_berkas(id), "Berkas dibuka.")
}

/// Its page.
pub async fn show(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, vec![]).await
}

/// The page, with what is wrong in the form that was sent here.
async fn tampil(ctx: &Ctx, salah: Vec<FieldError>) -> Result<Response> {
    let satu = berkas::find(&ctx.app, &ctx.scope_of(LIHAT), ctx.id("id")?).await?;
    let saring = SaringArsip { berkas: Some(satu.id), ..SaringArsip::default() };
    let (arsip, lagi) = daftar::arsip(&ctx.app, &Mata::dari(ctx), &saring, None, 50).await?;
    let isi = pages::berkas::Isi {
        arsip,
        lagi,
        salah,
        tahanan: penahanan::of(&ctx.app, satu.id).await?,
        riwayat: kernel::audit::history::of(&ctx.app, satu.id, None, 30).await?,
    };
    pages::berkas::satu(ctx, &Unit::baca(ctx).await?, &satu, &isi)
}

/// Shows the page again when a form of it was filled in wrongly.
async fn atau_ulang(ctx: &Ctx, hasil: Result<Response>) -> Result<Response> {
    match hasil {
        Err(Error::Invalid(salah)) => tampil(ctx, salah).await,
        hasil => hasil,
    }
}

/// An act on a file that people do: close, open again, move.
pub async fn langkah(ctx: Ctx) -> Result<Response> {
    atau_ulang(&ctx, coba_langkah(&ctx).await).await
}

async fn coba_langkah(ctx: &Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let lihat = berkas::find(&ctx.app, &ctx.scope_of(KELOLA), ctx.id("id")?).await?;
    let (apa, alasan) = (ctx.path("langkah").to_owned(), alasan(ctx)?);
    let action = match apa.as_str() {
        "tutup" => "arsip.tutup",
        "buka" => "arsip.buka",
        "pindah" => "arsip.pindah",
        _ => return Err(Error::NotFound),
    };
    let mut write = ctx.write(action).await?;
    let kini = berkas::pegang(&mut write, lihat.id).await?;
    if kini.version != versi(ctx)? {
        return Err(Error::Conflict);
    }
    let guard = GuardCtx { now: ctx.now, today: ctx.today(), actor: ctx.actor.account(), reason: &alasan };
    let may = |perm| ctx.scope_of(perm).holds(Some(kini.unit), kini.owner);
    let label = ALUR.transition(&apa).map_or("", |satu| satu.label);
    ALUR.decide(&apa, &kini.status, &kini, may, &guard).map_err(|denial| tolak(denial, label))?;
    match apa.as_str() {
        "tutup" => berkas::tutup(&mut write, &kini, ctx.today()).await?,
        "buka" => berkas::buka_lagi(&mut write, &kini).await?,
        _ => berkas::set(&mut write, &kini, vec![("status", "inaktif".into())]).await?,
    }
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&kini.href(), &format!("{label}: selesai."))
}

/// Puts a file under a legal hold.
pub async fn tahan(ctx: Ctx) -> Result<Response> {
    atau_ulang(&ctx, coba_tahan(&ctx).await).await
}

async fn coba_tahan(ctx: &Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let lihat = berkas::find(&ctx.app, &ctx.scope_of(TAHAN), ctx.id("id")?).await?;
    let alasan = alasan(ctx)?;
    if alasan.is_empty() {
        return Err(Error::field("alasan", "Tulis alasan penahanan"));
    }
    let mut write = ctx.write("arsip.ditahan").await?;
    let kini = berkas::pegang(&mut write, lihat.id).await?;
    penahanan::tahan(&mut write, &kini, &alasan).await?;
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&kini.href(), "Berkas ditahan. Tidak ada yang berubah sampai penahanan diangkat.")
}

/// Lifts a hold.
pub async fn angkat(ctx: Ctx) -> Result<Response> {
    atau_ulang(&ctx, coba_angkat(&ctx).await).await
}

async fn coba_angkat(ctx: &Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let lihat = berkas::find(&ctx.app, &ctx.scope_of(TAHAN), ctx.id("id")?).await?;
    let alasan = alasan(ctx)?;
    if alasan.is_empty() {
        return Err(Error::field("alasan", "Tulis alasan pengangkatan"));
    }
    let mut write = ctx.write("arsip.penahanan_diangkat").await?;
    let kini = berkas::pegang(&mut write, lihat.id).await?;
    penahanan::angkat(&mut write, &kini, ctx.id("tahanan")?, &alasan).await?;
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&kini.href(), "Penahanan diangkat.")
}

/// A file with its items and contents as a BagIt package.
pub async fn paket(ctx: Ctx) -> Result<Response> {
    let satu = berkas::find(&ctx.app, &ctx.scope_of(KELOLA), ctx.id("id")?).await?;
    let saring = SaringArsip { berkas: Some(satu.id), ..SaringArsip::default() };
    let (arsip, lagi) = daftar::arsip(&ctx.app, &Mata::dari(&ctx), &saring, None, 5_000).await?;
    if lagi {
        return Err(Error::TooLarge(
            "Berkas ini memuat lebih dari 5.000 arsip; terlalu besar untuk satu paket.".into(),
        ));
    }
    let ruang = Ruang::buka(&ctx.app).await?;
    let pencipta = Unit::baca(&ctx).await?.nama(satu.unit);
    let nama = format!("berkas-{}.zip", satu.nomor.replace('/', "-"));
    let write = ctx.write("arsip.paket_dibuat").await?;
    write.commit(&subjek(satu.id)).await?;
    let jalur = bawa::kemas(&ctx.app, &ruang, &pencipta, &vec![(satu, arsip)]).await?;
    kirim(&nama, &jalur).await
}

/// Sends a file that is gone once it was opened.
pub(super) async fn kirim(nama: &str, jalur: &std::path::Path) -> Result<Response> {
    let file = tokio::fs::File::open(jalur).await?;
    kernel::web::attachment(nama, "application/zip", Body::from_stream(ReaderStream::new(file)))
}

/// The form that takes a package.
pub async fn muat_form(ctx: Ctx) -> Result<Response> {
    pages::berkas::muat(&ctx, &Unit::baca(&ctx).await?, &[])
}

/// Takes a package.
pub async fn muat(ctx: Ctx) -> Result<Response> {
    match coba_muat(&ctx).await {
        Err(Error::Invalid(salah)) => pages::berkas::muat(&ctx, &Unit::baca(&ctx).await?, &salah),
        Err(Error::Refused(teks)) => {
            let salah = [FieldError::new("paket", teks)];
            pages::berkas::muat(&ctx, &Unit::baca(&ctx).await?, &salah)
        }
        hasil => hasil,
    }
}

async fn coba_muat(ctx: &Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut salah = vec![];
    let unit = unit(ctx, &ctx.scope_of(KELOLA), &mut salah);
    let Some(upload) = ctx.form().file("paket") else {
        salah.push(FieldError::new("paket", "Pilih paket (ZIP)"));
        return Err(Error::Invalid(salah));
    };
    tanpa(salah)?;
    let hasil = impor::terima(ctx, unit, &upload.path).await?;
    let pesan = format!(
        "Paket dimuat: {} berkas dan {} arsip baru, {} arsip sudah ada.",
        hasil.berkas, hasil.arsip, hasil.sudah
    );
    ctx.redirect_with("/berkas_arsip", &pesan)
}
