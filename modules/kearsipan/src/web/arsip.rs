//! One item: registering it, and reading it.
use kernel::auth::account;
use kernel::file::{self, Owner, Secrecy};
use kernel::port::Security;
use kernel::{Ctx, Error, FieldError, Resource as _, Response, Result, Subject};
use uuid::Uuid;

use super::{hari, tanpa, unit, wajib};
use crate::hak::{KELOLA, LIHAT, MINTA};
use crate::model::{ARSIP, Arsip, href_arsip};
use crate::pages::{self, Unit};
use crate::registers::LOKASI;
use crate::rules::himpun::Datang;
use crate::rules::kode;
use crate::store::arsip::{self, Baru};
use crate::store::daftar::{self, SaringBerkas};
use crate::store::{Mata, berkas, himpun, isi, jra, pinjaman};

/// Stages of development of a record.
pub const PERKEMBANGAN: [&str; 4] = ["asli", "salinan", "tembusan", "pertinggal"];

/// The form.
pub async fn baru(ctx: Ctx) -> Result<Response> {
    form(&ctx, &[]).await
}

async fn form(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let lokasi = tempat(ctx).await?;
    pages::arsip_form::baru(ctx, &Unit::baca(ctx).await?, &lokasi, salah)
}

/// Places to choose from.
pub(super) async fn tempat(ctx: &Ctx) -> Result<Vec<(Uuid, String)>> {
    LOKASI.options(ctx.app.clone(), ctx.scope_of(LIHAT), String::new(), 200).await
}

/// Registers an item: paper, or a file that came another way.
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    match coba_simpan(&ctx).await {
        Err(Error::Invalid(salah)) => form(&ctx, &salah).await,
        hasil => hasil,
    }
}

async fn coba_simpan(ctx: &Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut salah = vec![];
    let scope = ctx.scope_of(KELOLA);
    let unit = unit(ctx, &scope, &mut salah);
    let isian = isian(ctx, &mut salah).await?;
    let kode = ctx.form().get("kode").to_owned();
    let jra = if kode::sah(&kode) { jra::cari(&ctx.app, &kode).await? } else { None };
    if !kode.is_empty() && jra.is_none() {
        salah.push(FieldError::new("kode", "Kode klasifikasi ini tidak ada dalam daftar"));
    }
    let keamanan = Security::parse(ctx.form().get("keamanan")).unwrap_or_else(|| {
        salah.push(FieldError::new("keamanan", "Pilih klasifikasi keamanan"));
        Security::SangatRahasia
    });
    if let Some(batas) = jra.as_ref().and_then(|satu| satu.jra.keamanan()).filter(|batas| keamanan < *batas) {
        let teks = format!("Menurut daftar klasifikasi, arsip berkode ini paling rendah {}", batas.label());
        salah.push(FieldError::new("keamanan", teks));
    }
    let files = ctx.form().files();
    tanpa(salah)?;
    // Contents of secret items lie sealed, each under a key of its own.
    let mut segel = vec![];
    if keamanan.is_secret() {
        for upload in files {
            segel.push(ctx.app.files.seal_upload(&ctx.app.keys, upload).await?);
        }
    }
    let mut write = ctx.write("arsip.didaftarkan").await?;
    let judul = himpun::kata(isian.nomor.as_deref(), &isian.judul);
    let datang = Datang {
        kode: Some(kode.as_str()).filter(|teks| !teks.is_empty()),
        tahun: i64::from(isian.tanggal.year()),
        judul: &judul,
        jenis: &isian.jenis,
    };
    let wadah = himpun::tujuan(&mut write, unit, &datang, ctx.today()).await?;
    let (wadah, kode) = match wadah {
        Some((wadah, kode)) => (Some(wadah), Some(kode)),
        None => (None, Some(kode).filter(|teks| !teks.is_empty())),
    };
    let id = Uuid::now_v7();
    let baru = Baru {
        unit,
        owner: ctx.actor.account(),
        berkas: wadah,
        kode,
        subjek: None,
        nomor: isian.nomor,
        judul: isian.judul,
        jenis: isian.jenis,
        tanggal: isian.tanggal,
        keamanan,
        perkembangan: isian.perkembangan,
        media: isian.media,
        jumlah: isian.jumlah,
        satuan: isian.satuan,
        lokasi: isian.lokasi,
        sumber: "manual",
        terkait: vec![],
    };
    arsip::insert(&mut write, id, &baru).await?;
    let owner = Owner { subject: subjek(id), unit: Some(unit), secrecy: Secrecy::Internal };
    let mut semua = vec![];
    for sealed in segel {
        semua.push(ctx.app.files.keep_sealed(&mut write, sealed, &owner).await?);
    }
    for upload in files.iter().filter(|_| !keamanan.is_secret()) {
        semua.push(ctx.app.files.keep(&mut write, upload, &owner).await?);
    }
    isi::catat(&mut write, id, &semua).await?;
    write.commit(&subjek(id)).await?;
    ctx.redirect_with(&href_arsip(id), "Arsip didaftarkan.")
}

/// What describes an item, as a form gives it.
pub(super) struct Isian {
    pub judul: String,
    pub jenis: String,
    pub nomor: Option<String>,
    pub tanggal: time::Date,
    pub perkembangan: String,
    pub media: &'static str,
    pub jumlah: i64,
    pub satuan: String,
    pub lokasi: Option<Uuid>,
}

/// Reads it; what cannot be read is among the errors.
pub(super) async fn isian(ctx: &Ctx, salah: &mut Vec<FieldError>) -> Result<Isian> {
    let judul = wajib(ctx, "judul", 500, salah);
    let jenis = wajib(ctx, "jenis", 120, salah);
    let tanggal = hari(ctx, "tanggal", salah);
    let nomor = Some(ctx.form().get("nomor").to_owned()).filter(|teks| !teks.is_empty());
    if nomor.as_ref().is_some_and(|teks| teks.chars().count() > 120) {
        salah.push(FieldError::new("nomor", "Paling banyak 120 karakter"));
    }
    let perkembangan = ctx.form().get("perkembangan").to_owned();
    if !PERKEMBANGAN.contains(&perkembangan.as_str()) {
        salah.push(FieldError::new("perkembangan", "Pilih tingkat perkembangan"));
    }
    let (media, jumlah, satuan, lokasi) = wujud(ctx, salah).await?;
    Ok(Isian { judul, jenis, nomor, tanggal, perkembangan, media, jumlah, satuan, lokasi })
}

/// What it is made of and where that lies: medium, how much, of what, place.
pub(super) async fn wujud(ctx: &Ctx, salah: &mut Vec<FieldError>) -> Result<(&'static str, i64, String, Option<Uuid>)> {
    let jumlah = ctx.form().get("jumlah").parse::<i64>().ok().filter(|n| (1..=1_000_000).contains(n));
    if jumlah.is_none() {
        salah.push(FieldError::new("jumlah", "Tulis jumlah dengan angka"));
    }
    let satuan = wajib(ctx, "satuan", 40, salah);
    let media = ["kertas", "elektronik"].into_iter().find(|satu| *satu == ctx.form().get("media"));
    if media.is_none() {
        salah.push(FieldError::new("media", "Pilih media"));
    }
    let media = media.unwrap_or("elektronik");
    Ok((media, jumlah.unwrap_or(1), satuan, lokasi(ctx, salah).await?))
}

/// A place of the form that the person may see.
pub(super) async fn lokasi(ctx: &Ctx, salah: &mut Vec<FieldError>) -> Result<Option<Uuid>> {
    let teks = ctx.form().get("lokasi");
    if teks.is_empty() {
        return Ok(None);
    }
    let id = teks.parse::<Uuid>().unwrap_or_default();
    let ada = LOKASI.labels(ctx.app.clone(), ctx.scope_of(LIHAT), vec![id]).await?;
    if ada.is_empty() {
        salah.push(FieldError::new("lokasi", "Pilih lokasi dari daftar"));
    }
    Ok(Some(id))
}

/// What a change of an item is about.
pub(super) fn subjek(id: Uuid) -> Subject {
    Subject::new(ARSIP, id, href_arsip(id))
}

/// Seen by name only: secret, or another unit's. Such reading is written to the log.
fn lewat_nama(ctx: &Ctx, satu: &Arsip) -> bool {
    satu.rahasia || !ctx.scope_of(LIHAT).holds(Some(satu.unit), satu.owner)
}

/// Writes down a reading by name.
async fn catat_baca(ctx: &Ctx, satu: &Arsip, apa: &'static str) -> Result<()> {
    if lewat_nama(ctx, satu) {
        let write = ctx.write(apa).await?;
        write.commit(&subjek(satu.id)).await?;
    }
    Ok(())
}

/// Its page.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let satu = arsip::find(&ctx.app, &Mata::dari(&ctx), ctx.id("id")?).await?;
    catat_baca(&ctx, &satu, "arsip.dilihat").await?;
    halaman(&ctx, &satu, &[]).await
}

/// The page with what is wrong with a form on it.
pub(super) async fn halaman(ctx: &Ctx, satu: &Arsip, salah: &[FieldError]) -> Result<Response> {
    let unit = Unit::baca(ctx).await?;
    let kelola = ctx.scope_of(KELOLA);
    let wadah = match satu.berkas {
        // Whoever may read the item by name only does not see its file.
        Some(id) => match berkas::find(&ctx.app, &ctx.scope_of(LIHAT), id).await {
            Ok(wadah) => Some(wadah),
            Err(Error::NotFound) => None,
            Err(cause) => return Err(cause),
        },
        None => None,
    };
    let pindah = wadah.as_ref().is_none_or(|wadah| wadah.status == "aktif" && !wadah.ditahan);
    let mut terbuka = vec![];
    if satu.hidup() && pindah && kelola.holds(Some(satu.unit), satu.owner) {
        let saring = SaringBerkas { unit: Some(satu.unit), status: "aktif".to_owned(), ..SaringBerkas::default() };
        terbuka = daftar::berkas(&ctx.app, &kelola, &saring, None, 200).await?.0;
        terbuka.retain(|wadah| satu.berkas != Some(wadah.id));
    }
    let pembaca = arsip::pembaca(&ctx.app, satu.id).await?;
    let nama = account::names(&ctx.app, &pembaca.iter().map(|satu| satu.account).collect::<Vec<_>>()).await?;
    let lokasi = match satu.lokasi {
        Some(id) => LOKASI.labels(ctx.app.clone(), ctx.scope_of(LIHAT), vec![id]).await?.pop(),
        None => None,
    };
    let naskah = match &satu.subjek {
        Some((_, _, tautan)) => kernel::search::record_at(ctx, tautan).await?.map(|naskah| naskah.href),
        None => None,
    };
    let jra = match &satu.kode {
        Some(kode) => jra::cari(&ctx.app, kode).await?,
        None => None,
    };
    let isi = pages::arsip::Isi {
        naskah,
        berkas: isi::of(&ctx.app, satu.id).await?,
        riwayat: kernel::audit::history::of(&ctx.app, satu.id, None, 30).await?,
        pembaca: pembaca.into_iter().map(|satu| (nama.get(&satu.account).cloned().unwrap_or_default(), satu)).collect(),
        lokasi: lokasi.map(|(_, label)| label),
        wadah,
        kode: jra,
        pinjaman: pinjaman::terbuka(&ctx.app, &ctx.scope_of(MINTA), satu.berkas, Some(satu.id)).await?,
        boleh_ubah: boleh_ubah(ctx, satu),
        terbuka,
    };
    pages::arsip::satu(ctx, &unit, satu, &isi, salah)
}

/// Whoever is in charge of an item, and of open ones whoever keeps its unit's archive.
pub(super) fn boleh_ubah(ctx: &Ctx, satu: &Arsip) -> bool {
    let sendiri = satu.owner.is_some() && satu.owner == ctx.actor.account();
    satu.hidup() && (sendiri || (!satu.rahasia && ctx.scope_of(KELOLA).holds_unit(satu.unit)))
}

/// One of its contents.
pub async fn isi(ctx: Ctx) -> Result<Response> {
    let satu = arsip::find(&ctx.app, &Mata::dari(&ctx), ctx.id("id")?).await?;
    let id = ctx.id("isi")?;
    let isi = isi::of(&ctx.app, satu.id).await?.into_iter().find(|isi| isi.id == id).ok_or(Error::NotFound)?;
    if isi.dimusnahkan.is_some() {
        return Err(Error::refused("Isi berkas ini sudah dimusnahkan."));
    }
    let stored = file::find(&ctx.app, isi.pemilik, isi.berkas).await?;
    catat_baca(&ctx, &satu, "arsip.diunduh").await?;
    file::send(&ctx, &stored).await
}
