//! What everybody reads, and following it.
use http::StatusCode;
use kernel::file;
use kernel::web::abuse::Limit;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject, args};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::kabar::SUREL;
use crate::model;
use crate::pages::Rujukan;
use crate::pages::publik as halaman;
use crate::publik::{self, Saring};
use crate::rules::isian;
use crate::store::berkas;
use crate::store::jejak::{self, Terlihat};
use crate::tabel;

/// Complaints on a page.
const PER_HALAMAN: usize = 20;
/// Following from one network.
const IKUT: Limit = Limit { name: "pengaduan.ikut", burst: 10, every: Duration::minutes(5) };

/// Where a page begins, as it stands in its address: microseconds and row.
fn tempat(teks: &str) -> publik::Tempat {
    let (saat, id) = teks.split_once('.')?;
    let saat = OffsetDateTime::from_unix_timestamp_nanos(saat.parse::<i128>().ok()?.checked_mul(1000)?).ok()?;
    Some((saat, id.parse().ok()?)).filter(|(saat, _)| (1970..=9000).contains(&saat.year()))
}

/// GET /pengaduan
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    let rujukan = Rujukan::baca(&ctx.app).await?;
    let kategori = Some(ctx.query("kategori")).filter(|kode| rujukan.kategori.iter().any(|satu| satu.kode == *kode));
    let berjalan = match ctx.query("status") {
        "berjalan" => Some(true),
        "selesai" => Some(false),
        _ => None,
    };
    let saring = Saring { kategori: kategori.map(str::to_owned), berjalan, ..Saring::default() };
    let (semua, lagi) = publik::daftar(&ctx.app, &saring, tempat(ctx.query("setelah")), PER_HALAMAN).await?;
    halaman::daftar(&ctx, &rujukan, &saring, &semua, lagi)
}

async fn tampil(ctx: &Ctx, id: Uuid, status: StatusCode, salah: &[FieldError]) -> Result<Response> {
    let terbit = publik::satu(&ctx.app, id).await?;
    let rujukan = Rujukan::baca(&ctx.app).await?;
    let langkah = jejak::daftar(&ctx.app, id).await?;
    let langkah: Vec<_> = langkah.into_iter().filter(|satu| satu.terlihat == Terlihat::Publik).collect();
    let foto: Vec<_> =
        berkas::daftar(&ctx.app, id).await?.into_iter().filter(|satu| satu.terbit && satu.tampil()).collect();
    halaman::satu(ctx, status, &rujukan, &terbit, &langkah, &foto, salah)
}

/// GET /pengaduan/publik/{id}
pub async fn satu(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, ctx.id("id")?, StatusCode::OK, &[]).await
}

/// GET /pengaduan/publik/{id}/foto/{berkas}
pub async fn foto(ctx: Ctx) -> Result<Response> {
    let id = publik::satu(&ctx.app, ctx.id("id")?).await?.id;
    let found = berkas::find(&ctx.app, id, ctx.id("berkas")?).await?;
    let salinan = found.bersih.filter(|_| found.terbit).ok_or(Error::NotFound)?;
    file::send(&ctx, &file::find(&ctx.app, id, salinan).await?).await
}

/// POST /pengaduan/publik/{id}/ikut
pub async fn ikut(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let id = publik::satu(&ctx.app, ctx.id("id")?).await?.id;
    let surel = ctx.form().get("surel");
    let mut salah = vec![];
    let benar = isian::surel(surel) && kernel::notify::is_address(surel);
    if !surel.is_empty() && !benar {
        salah.push(FieldError::new("surel", "Alamat surel belum benar. Contoh: nama@contoh.id"));
    }
    salah.extend(ctx.challenge_met().err());
    if !salah.is_empty() {
        return tampil(&ctx, id, StatusCode::UNPROCESSABLE_ENTITY, &salah).await;
    }
    if let Err(Error::TooMany(detik)) = ctx.limited(&IKUT) {
        let salah = [FieldError::new("", format!("Terlalu sering dari jaringan ini. Coba lagi dalam {detik} detik"))];
        return tampil(&ctx, id, StatusCode::TOO_MANY_REQUESTS, &salah).await;
    }
    let tanpa_surel = surel.is_empty();
    ikuti(&ctx, id, surel).await?;
    let pesan = if tanpa_surel {
        "Dicatat: Anda juga mengalaminya."
    } else {
        "Bila alamat itu benar, kami mengirim tautan ke sana. Buka tautannya untuk mulai mengikuti."
    };
    ctx.redirect_with(&model::href_publik(id), pesan)
}

/// Keeps who has the same. An address counts once its owner followed the link that is sent there; whether it was known already does not show.
async fn ikuti(ctx: &Ctx, id: Uuid, surel: &str) -> Result<()> {
    let app = &ctx.app;
    let kode = kernel::keys::hex(&app.keys.random::<16>()?);
    let mut write = ctx.write("pengaduan.diikuti").await?;
    let subject = Subject::new(model::JENIS, id, model::href_publik(id));
    let pada = write.at();
    if surel.is_empty() {
        let values =
            vec![("pengaduan", id.into()), ("kode", kode.into()), ("pasti", true.into()), ("pada", pada.into())];
        write.insert(&tabel::pengikut(), Uuid::now_v7(), values).await?;
        tambah(&mut write, id, 1).await?;
        return write.commit(&subject).await;
    }
    let rapi = surel.to_lowercase();
    let tanda = kernel::keys::hex(&app.keys.mac(SUREL, rapi.as_bytes())?);
    let text = "select kode from pengaduan_pengikut where pengaduan = $1 and tanda = $2";
    let ada = write.tx().optional(text, args![id, tanda.clone()]).await?;
    let kode = match ada {
        Some(row) => row.get("kode")?,
        None => {
            let values = vec![
                ("pengaduan", id.into()),
                ("surel", Some(app.keys.seal(SUREL, rapi.as_bytes())?).into()),
                ("tanda", Some(tanda).into()),
                ("kode", kode.clone().into()),
                ("pasti", false.into()),
                ("pada", pada.into()),
            ];
            write.insert(&tabel::pengikut(), Uuid::now_v7(), values).await?;
            kode
        }
    };
    let alamat = app.config.url.trim_end_matches('/');
    let isi = format!(
        "Buka tautan ini untuk mengikuti laporan, atau abaikan surel ini bila bukan Anda yang meminta:\n{alamat}/pengaduan/ikut/{kode}"
    );
    kernel::notify::outside(&mut write, surel, "Ikuti laporan", &isi).await?;
    write.commit(&subject).await
}

async fn tambah(write: &mut kernel::Write, id: Uuid, banyak: i64) -> Result<()> {
    let text = "select pengikut from pengaduan where id = $1 for update";
    let kini: i64 = write.tx().one(text, args![id]).await?.get("pengikut")?;
    write.update(&tabel::pengaduan(), id, None, vec![("pengikut", (kini + banyak).max(0).into())]).await?;
    Ok(())
}

/// A follower's row by the code of a link.
async fn berkode(ctx: &Ctx) -> Result<(Uuid, Uuid, bool)> {
    let text = "select f.id, f.pengaduan, f.pasti from pengaduan_pengikut f join pengaduan p on p.id = f.pengaduan \
        where f.kode = $1 and f.surel is not null and p.terbit";
    let row = ctx.app.db.one(text, args![ctx.path("kode")]).await?;
    Ok((row.get("id")?, row.get("pengaduan")?, row.get("pasti")?))
}

/// GET /pengaduan/ikut/{kode}
pub async fn pengikut(ctx: Ctx) -> Result<Response> {
    let (_, id, pasti) = berkode(&ctx).await?;
    let terbit = publik::satu(&ctx.app, id).await?;
    halaman::ikut(&ctx, &terbit, pasti)
}

/// POST /pengaduan/ikut/{kode}: begins following, or ends it.
pub async fn putuskan(ctx: Ctx) -> Result<Response> {
    let (baris, id, pasti) = berkode(&ctx).await?;
    let berhenti = ctx.form().get("aksi") == "berhenti";
    let mut write = ctx.write("pengaduan.pengikut").await?;
    let pesan = if berhenti {
        write.delete(&tabel::pengikut(), baris).await?;
        tambah(&mut write, id, if pasti { -1 } else { 0 }).await?;
        "Anda tidak lagi mengikuti laporan ini. Alamat Anda dihapus."
    } else {
        if !pasti {
            write.update(&tabel::pengikut(), baris, None, vec![("pasti", true.into())]).await?;
            tambah(&mut write, id, 1).await?;
        }
        "Anda mengikuti laporan ini."
    };
    write.commit(&Subject::new(model::JENIS, id, model::href_publik(id))).await?;
    ctx.redirect_with(&model::href_publik(id), pesan)
}
