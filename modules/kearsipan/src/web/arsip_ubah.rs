//! Changing an item: what describes it, its contents, its file, its class, its readers.
use kernel::auth::account;
use kernel::file::{Owner, Sealed, Secrecy, Stored};
use kernel::notify::{Notice, notify};
use kernel::port::Security;
use kernel::{Ctx, Error, FieldError, Response, Result, Write, file};
use serde_json::json;
use uuid::Uuid;

use super::arsip::{boleh_ubah, halaman, isian, subjek, tempat, wujud};
use super::{alasan, tanpa, versi};
use crate::hak::KELOLA;
use crate::model::{Arsip, href_arsip};
use crate::pages;
use crate::store::{Mata, arsip, berkas, isi, izin};
use crate::tabel;

/// Most bytes of a content that is sealed at once.
const TERSEGEL: u64 = 256 * 1024 * 1024;

async fn temukan(ctx: &Ctx) -> Result<Arsip> {
    arsip::find(&ctx.app, &Mata::dari(ctx), ctx.id("id")?).await
}

/// An item that the person may change.
async fn milik(ctx: &Ctx) -> Result<Arsip> {
    let satu = temukan(ctx).await?;
    if boleh_ubah(ctx, &satu) { Ok(satu) } else { Err(Error::Forbidden) }
}

/// The item inside the change, at the version that the person saw.
async fn pegang(ctx: &Ctx, write: &mut Write, satu: &Arsip) -> Result<Arsip> {
    let kini = arsip::pegang(write, satu.id).await?;
    if kini.version != versi(ctx)? || !kini.hidup() {
        return Err(Error::Conflict);
    }
    Ok(kini)
}

/// Shows the page again when a form of it was filled in wrongly.
async fn atau_ulang(ctx: &Ctx, satu: &Arsip, hasil: Result<Response>) -> Result<Response> {
    match hasil {
        Err(Error::Invalid(salah)) => halaman(ctx, satu, &salah).await,
        hasil => hasil,
    }
}

/// The form that changes what describes it.
pub async fn ubah_form(ctx: Ctx) -> Result<Response> {
    let satu = milik(&ctx).await?;
    pages::arsip_form::ubah(&ctx, &satu, &tempat(&ctx).await?, &[])
}

/// Changes what describes it.
pub async fn ubah(ctx: Ctx) -> Result<Response> {
    let satu = milik(&ctx).await?;
    match coba_ubah(&ctx, &satu).await {
        Err(Error::Invalid(salah)) => pages::arsip_form::ubah(&ctx, &satu, &tempat(&ctx).await?, &salah),
        hasil => hasil,
    }
}

async fn coba_ubah(ctx: &Ctx, satu: &Arsip) -> Result<Response> {
    ctx.not_repeated().await?;
    let mut salah = vec![];
    // What a letter says of itself is changed in the letter; here only what keeps it.
    let mut values = vec![];
    let (media, jumlah, satuan, lokasi) = if satu.subjek.is_some() {
        wujud(ctx, &mut salah).await?
    } else {
        let isian = isian(ctx, &mut salah).await?;
        values.extend([
            ("judul", isian.judul.into()),
            ("jenis", isian.jenis.into()),
            ("nomor", isian.nomor.into()),
            ("tanggal", isian.tanggal.into()),
            ("perkembangan", isian.perkembangan.into()),
        ]);
        (isian.media, isian.jumlah, isian.satuan, isian.lokasi)
    };
    tanpa(salah)?;
    values.extend([
        ("media", media.into()),
        ("jumlah", jumlah.into()),
        ("satuan", satuan.into()),
        ("lokasi", lokasi.into()),
    ]);
    let mut write = ctx.write("arsip.diubah").await?;
    let kini = pegang(ctx, &mut write, satu).await?;
    write.update(&tabel::arsip(), kini.id, Some(kini.version), values).await?;
    arsip::indeks(&mut write, kini.id).await?;
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&href_arsip(kini.id), "Keterangan arsip disimpan.")
}

/// Adds contents, such as a scan that was made later. Letters bring their own and take none here.
pub async fn tambah_isi(ctx: Ctx) -> Result<Response> {
    let satu = milik(&ctx).await?;
    let hasil = coba_tambah_isi(&ctx, &satu).await;
    atau_ulang(&ctx, &satu, hasil).await
}

async fn coba_tambah_isi(ctx: &Ctx, satu: &Arsip) -> Result<Response> {
    ctx.not_repeated().await?;
    if satu.subjek.is_some() {
        return Err(Error::refused("Isi arsip ini adalah naskahnya dan tidak ditambah di sini."));
    }
    let files = ctx.form().files();
    if files.is_empty() {
        return Err(Error::field("isi", "Pilih berkas yang ditambahkan"));
    }
    let mut segel = vec![];
    if satu.rahasia {
        for upload in files {
            segel.push(ctx.app.files.seal_upload(&ctx.app.keys, upload).await?);
        }
    }
    let mut write = ctx.write("arsip.isi_ditambah").await?;
    let kini = pegang(ctx, &mut write, satu).await?;
    if kini.rahasia != satu.rahasia {
        return Err(Error::Conflict);
    }
    let owner = Owner { subject: subjek(kini.id), unit: Some(kini.unit), secrecy: Secrecy::Internal };
    let mut semua = vec![];
    for sealed in segel {
        semua.push(ctx.app.files.keep_sealed(&mut write, sealed, &owner).await?);
    }
    for upload in files.iter().filter(|_| !kini.rahasia) {
        semua.push(ctx.app.files.keep(&mut write, upload, &owner).await?);
    }
    isi::catat(&mut write, kini.id, &semua).await?;
    // Whoever changes the class meanwhile must see the new contents.
    write.update(&tabel::arsip(), kini.id, Some(kini.version), vec![("media", kini.media.as_str().into())]).await?;
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&href_arsip(kini.id), "Isi ditambahkan.")
}

/// Puts it into a file, or moves it out of the open one in which it lies by mistake.
pub async fn berkaskan(ctx: Ctx) -> Result<Response> {
    let satu = temukan(&ctx).await?;
    let hasil = coba_berkaskan(&ctx, &satu).await;
    atau_ulang(&ctx, &satu, hasil).await
}

async fn coba_berkaskan(ctx: &Ctx, satu: &Arsip) -> Result<Response> {
    let scope = ctx.scope_of(KELOLA);
    if !scope.holds(Some(satu.unit), satu.owner) {
        return Err(Error::Forbidden);
    }
    let salah = || Error::field("berkas", "Pilih berkas dari daftar");
    let tujuan: Uuid = ctx.form().get("berkas").parse().map_err(|_| salah())?;
    let tujuan = berkas::find(&ctx.app, &scope, tujuan)
        .await
        .map_err(|cause| if matches!(cause, Error::NotFound) { salah() } else { cause })?;
    let mut write = ctx.write("arsip.diberkaskan").await?;
    let kini = pegang(ctx, &mut write, satu).await?;
    arsip::berkaskan(&mut write, &kini, tujuan.id).await?;
    write.commit(&subjek(satu.id)).await?;
    ctx.redirect_with(&satu.href(), "Arsip masuk ke berkas.")
}

/// Changes the security class.
pub async fn keamanan(ctx: Ctx) -> Result<Response> {
    let satu = milik(&ctx).await?;
    let hasil = coba_keamanan(&ctx, &satu).await;
    atau_ulang(&ctx, &satu, hasil).await
}

async fn coba_keamanan(ctx: &Ctx, satu: &Arsip) -> Result<Response> {
    let mut salah = vec![];
    let baru = Security::parse(ctx.form().get("keamanan"));
    if baru.is_none() {
        salah.push(FieldError::new("keamanan", "Pilih klasifikasi keamanan"));
    }
    let alasan = alasan(ctx)?;
    if alasan.is_empty() {
        salah.push(FieldError::new("alasan", "Tulis alasan perubahan klasifikasi keamanan"));
    }
    tanpa(salah)?;
    let baru = baru.unwrap_or(Security::SangatRahasia);
    let rahasia = baru.is_secret();
    // Sealed before the change is opened: contents are large and slow.
    let segel = if rahasia { segel(ctx, satu).await? } else { vec![] };
    let mut write = ctx.write("arsip.keamanan_diubah").await?;
    let kini = pegang(ctx, &mut write, satu).await?;
    let mut values = vec![("keamanan", baru.as_str().into()), ("rahasia", rahasia.into())];
    if rahasia && !kini.rahasia {
        // Whoever closes it stays able to read it, and answers for it.
        let pemilik = kini.owner.unwrap_or(ctx.account()?);
        values.push(("owner", pemilik.into()));
        arsip::beri(&mut write, kini.id, pemilik, "pemilik", None, None).await?;
        izin::tutup(&mut write, kini.id).await?;
        for (baris, stored, sealed) in segel {
            isi::segel(&mut write, baris, &stored, sealed).await?;
        }
    }
    write.update(&tabel::arsip(), kini.id, Some(kini.version), values).await?;
    arsip::indeks(&mut write, kini.id).await?;
    if let Some((jenis, id, _)) = &kini.subjek {
        // The module of the letter hears it and does the same with what it shows.
        let payload = json!({ "jenis": jenis, "id": id, "keamanan": baru.as_str() });
        write.event("arsip.keamanan_diubah", payload);
    }
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&href_arsip(kini.id), "Klasifikasi keamanan diubah.")
}

/// Seals what lies open of an item, each content under a key of its own.
async fn segel(ctx: &Ctx, satu: &Arsip) -> Result<Vec<(Uuid, Stored, Sealed)>> {
    let mut hasil = vec![];
    for baris in isi::of(&ctx.app, satu.id).await?.into_iter().filter(|baris| baris.dimusnahkan.is_none()) {
        let stored = match file::find(&ctx.app, baris.pemilik, baris.berkas).await {
            Ok(stored) => stored,
            // Taken off its record since: nothing lies open.
            Err(Error::NotFound) => continue,
            Err(cause) => return Err(cause),
        };
        if stored.is_sealed() {
            continue;
        }
        if !ctx.app.files.is_whole(&stored.sha256).await? {
            return Err(Error::refused("Isi arsip ini hilang atau rusak. Pulihkan dahulu dari cadangan."));
        }
        let bytes = ctx.app.files.read(&ctx.app.keys, &stored, TERSEGEL).await?;
        let sealed = ctx.app.files.seal_bytes(&ctx.app.keys, &stored.name, &bytes).await?;
        hasil.push((baris.id, stored, sealed));
    }
    Ok(hasil)
}

/// The item of which only its owner decides who reads it.
async fn dimiliki(ctx: &Ctx) -> Result<Arsip> {
    let satu = temukan(ctx).await?;
    if satu.owner.is_none() || satu.owner != ctx.actor.account() {
        return Err(Error::Forbidden);
    }
    Ok(satu)
}

/// Names a reader; only its owner does.
pub async fn pembaca(ctx: Ctx) -> Result<Response> {
    let satu = dimiliki(&ctx).await?;
    let hasil = coba_pembaca(&ctx, &satu).await;
    atau_ulang(&ctx, &satu, hasil).await
}

async fn coba_pembaca(ctx: &Ctx, satu: &Arsip) -> Result<Response> {
    ctx.not_repeated().await?;
    let orang = account::by_login(&ctx.app, ctx.form().get("akun"))
        .await?
        .ok_or_else(|| Error::field("akun", "Tidak ada akun dengan nama pengguna itu"))?;
    let mut write = ctx.write("arsip.pembaca_ditambah").await?;
    let kini = pegang(ctx, &mut write, satu).await?;
    if !arsip::disebut(&mut write, kini.id, orang.id).await? {
        arsip::beri(&mut write, kini.id, orang.id, "disebut pemilik", None, None).await?;
        arsip::indeks(&mut write, kini.id).await?;
        let notice = Notice {
            title: "Sebuah arsip dibuka untuk Anda".to_owned(),
            body: "Penanggung jawabnya menyebut Anda sebagai pembaca.".to_owned(),
            href: kini.href(),
            event: "arsip.pembaca_ditambah".into(),
        };
        notify(&mut write, &[orang.id], notice).await?;
    }
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&href_arsip(kini.id), "Pembaca ditambahkan.")
}

/// Takes a reader off whom the owner named.
pub async fn cabut_pembaca(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let satu = dimiliki(&ctx).await?;
    let id = ctx.id("pembaca")?;
    let mut write = ctx.write("arsip.pembaca_dicabut").await?;
    arsip::pegang(&mut write, satu.id).await?;
    arsip::cabut(&mut write, satu.id, id).await?;
    arsip::indeks(&mut write, satu.id).await?;
    write.commit(&subjek(satu.id)).await?;
    ctx.redirect_with(&href_arsip(satu.id), "Pembaca dicabut.")
}
