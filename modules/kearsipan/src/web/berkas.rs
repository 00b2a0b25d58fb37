//! One file: opening, closing, holding, packing.
use axum::body::Body;
use kernel::auth::account;
use kernel::{Ctx, Error, FieldError, Resource as _, Response, Result, Subject};
use register::GuardCtx;
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::arsip::{lokasi, tempat};
use super::{alasan, tanpa, tolak, unit, versi, wajib};
use crate::alur::BERKAS as ALUR;
use crate::hak::{KELOLA, LIHAT, MINTA, TAHAN};
use crate::model::{BERKAS, Berkas, href_berkas};
use crate::pages::{self, Unit};
use crate::paket::{Ruang, bawa, impor};
use crate::registers::LOKASI;
use crate::rules::himpun::Aturan;
use crate::rules::kode;
use crate::store::berkas::{self, Baru};
use crate::store::daftar::{self, SaringArsip};
use crate::store::{Mata, himpun, jra, penahanan, pinjaman, usul};

/// What stands on the form when the file went on meanwhile.
const DIUBAH_ORANG_LAIN: &str =
    "Berkas ini baru saja diubah orang lain. Ketikan Anda masih ada; periksa, lalu simpan lagi bila masih perlu";

fn subjek(id: Uuid) -> Subject {
    Subject::new(BERKAS, id, href_berkas(id))
}

/// The form.
pub async fn baru(ctx: Ctx) -> Result<Response> {
    pages::berkas_form::baru(&ctx, &Unit::baca(&ctx).await?, &tempat(&ctx).await?, &[])
}

/// Opens a file.
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    match coba_simpan(&ctx).await {
        Err(Error::Invalid(salah)) => {
            pages::berkas_form::baru(&ctx, &Unit::baca(&ctx).await?, &tempat(&ctx).await?, &salah)
        }
        hasil => hasil,
    }
}

async fn coba_simpan(ctx: &Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut salah = vec![];
    let unit = unit(ctx, &ctx.scope_of(KELOLA), &mut salah);
    let teks = wajib(ctx, "kode", kode::PANJANG, &mut salah);
    let (aturan, lokasi) = (aturan(ctx, &mut salah), lokasi(ctx, &mut salah).await?);
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
        aturan: aturan.as_ref(),
        lokasi,
    };
    let id = berkas::buka(&mut write, &baru).await?;
    let kini = berkas::pegang(&mut write, id).await?;
    let masuk = himpun::himpun(&mut write, &kini).await?;
    write.commit(&subjek(id)).await?;
    ctx.redirect_with(&href_berkas(id), &dengan_masuk("Berkas dibuka.", masuk))
}

/// What is told after a rule was set.
fn dengan_masuk(teks: &str, masuk: usize) -> String {
    if masuk == 0 { teks.to_owned() } else { format!("{teks} {masuk} arsip yang menunggu masuk ke dalamnya.") }
}

/// The rule of the form; none when the file is not to collect by itself.
fn aturan(ctx: &Ctx, salah: &mut Vec<FieldError>) -> Option<Aturan> {
    let mut isi = |nama: &'static str| {
        let teks = ctx.form().get(nama);
        if teks.chars().count() > 200 {
            salah.push(FieldError::new(nama, "Paling banyak 200 karakter"));
        }
        Some(teks.to_owned()).filter(|teks| !teks.is_empty())
    };
    let aturan =
        Aturan { kata: isi("saring_kata"), jenis: isi("saring_jenis"), lintas_tahun: ctx.form().has("lintas_tahun") };
    if aturan.kata.as_deref().is_some_and(|kata| kernel::search::stems(kata).is_empty()) {
        salah.push(FieldError::new("saring_kata", "Tulis sedikitnya satu kata"));
    }
    let menampung = ctx.form().has("menampung");
    if !menampung && aturan.menyempit() {
        salah.push(FieldError::new("menampung", "Centang ini supaya saringan di bawahnya berlaku"));
    }
    Some(aturan).filter(|_| menampung)
}

/// The file of which the form changes something.
async fn dapat_diubah(ctx: &Ctx) -> Result<Berkas> {
    let satu = berkas::find(&ctx.app, &ctx.scope_of(KELOLA), ctx.id("id")?).await?;
    if satu.ditahan {
        return Err(Error::refused("Berkas ini sedang ditahan untuk kepentingan hukum."));
    }
    if matches!(satu.status.as_str(), "dinilai" | "musnah" | "serah") {
        return Err(Error::refused("Berkas ini sudah masuk usul penyusutan."));
    }
    Ok(satu)
}

/// The form that changes one.
pub async fn ubah_form(ctx: Ctx) -> Result<Response> {
    let satu = dapat_diubah(&ctx).await?;
    pages::berkas_form::ubah(&ctx, 200, &satu, &tempat(&ctx).await?, &[])
}

/// Changes what it is about, where it lies, and by which rule it collects.
pub async fn ubah(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let hasil = match dapat_diubah(&ctx).await {
        Ok(satu) => coba_ubah(&ctx, &satu).await,
        Err(sebab) => Err(sebab),
    };
    // What was typed stays on the page, whatever stands against it.
    let (status, salah) = match hasil {
        Err(Error::Invalid(salah)) => (422, salah),
        Err(Error::Refused(sebab)) => (409, vec![FieldError::new("uraian", sebab)]),
        Err(Error::Conflict) => (409, vec![FieldError::new("uraian", DIUBAH_ORANG_LAIN)]),
        hasil => return hasil,
    };
    let kini = berkas::find(&ctx.app, &ctx.scope_of(KELOLA), ctx.id("id")?).await?;
    pages::berkas_form::ubah(&ctx, status, &kini, &tempat(&ctx).await?, &salah)
}

async fn coba_ubah(ctx: &Ctx, satu: &Berkas) -> Result<Response> {
    let mut salah = vec![];
    let uraian = wajib(ctx, "uraian", 500, &mut salah);
    let (aturan, lokasi) = (aturan(ctx, &mut salah), lokasi(ctx, &mut salah).await?);
    tanpa(salah)?;
    let mut write = ctx.write("arsip.berkas_diubah").await?;
    let kini = berkas::pegang(&mut write, satu.id).await?;
    if kini.version != versi(ctx)? || kini.ditahan || kini.status != satu.status {
        return Err(Error::Conflict);
    }
    let mut values = vec![("uraian", uraian.into()), ("lokasi", lokasi.into())];
    // The file for everything of a code and a year collects by that alone, and a closed one nothing.
    if kini.status == "aktif" && !kini.bawaan {
        values.extend(berkas::kolom_aturan(aturan.as_ref()));
    }
    berkas::set(&mut write, &kini, values).await?;
    berkas::indeks(&mut write, kini.id).await?;
    let kini = berkas::pegang(&mut write, kini.id).await?;
    let masuk = if kini.status == "aktif" { himpun::himpun(&mut write, &kini).await? } else { 0 };
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&kini.href(), &dengan_masuk("Berkas disimpan.", masuk))
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
    let tahanan = penahanan::of(&ctx.app, satu.id).await?;
    let orang: Vec<Uuid> = tahanan.iter().flat_map(|satu| [satu.oleh, satu.diangkat_oleh]).flatten().collect();
    let nama = account::names(&ctx.app, &orang).await?;
    let nama = |id: Option<Uuid>| id.and_then(|id| nama.get(&id).cloned()).unwrap_or_default();
    let lokasi = match satu.lokasi {
        Some(id) => LOKASI.labels(ctx.app.clone(), ctx.scope_of(LIHAT), vec![id]).await?.pop(),
        None => None,
    };
    let isi = pages::berkas::Isi {
        arsip,
        lagi,
        salah,
        tahanan: tahanan
            .into_iter()
            .map(|satu| {
                let (oleh, diangkat) = (nama(satu.oleh), nama(satu.diangkat_oleh));
                (satu, oleh, diangkat)
            })
            .collect(),
        kode: jra::cari(&ctx.app, &satu.kode).await?,
        lokasi: lokasi.map(|(_, label)| label),
        usul: usul::dari_berkas(&ctx.app, &ctx.scope_of(LIHAT), satu.id).await?,
        pinjaman: pinjaman::terbuka(&ctx.app, &ctx.scope_of(MINTA), Some(satu.id), None).await?,
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
    pages::berkas_form::muat(&ctx, &Unit::baca(&ctx).await?, &[])
}

/// Takes a package.
pub async fn muat(ctx: Ctx) -> Result<Response> {
    match coba_muat(&ctx).await {
        Err(Error::Invalid(salah)) => pages::berkas_form::muat(&ctx, &Unit::baca(&ctx).await?, &salah),
        Err(Error::Refused(teks)) => {
            let salah = [FieldError::new("paket", teks)];
            pages::berkas_form::muat(&ctx, &Unit::baca(&ctx).await?, &salah)
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
