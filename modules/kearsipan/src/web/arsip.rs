//! One item: registering, reading, filing, opening it to others.
use kernel::auth::account;
use kernel::file::{self, Owner, Secrecy};
use kernel::port::Security;
use kernel::{Ctx, Error, FieldError, Resource as _, Response, Result, Subject};
use uuid::Uuid;

use super::{alasan, hari, tanpa, unit, versi, wajib};
use crate::hak::{KELOLA, LIHAT};
use crate::model::{ARSIP, Arsip, href_arsip};
use crate::pages::{self, Unit};
use crate::registers::LOKASI;
use crate::rules::kode;
use crate::store::arsip::{self, Baru};
use crate::store::daftar::{self, SaringBerkas};
use crate::store::{Mata, berkas, isi, jra};
use crate::tabel;

/// Stages of development of a record.
pub const PERKEMBANGAN: [&str; 4] = ["asli", "salinan", "tembusan", "pertinggal"];

/// The form.
pub async fn baru(ctx: Ctx) -> Result<Response> {
    form(&ctx, &[]).await
}

async fn form(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let lokasi = LOKASI.options(ctx.app.clone(), ctx.scope_of(LIHAT), String::new(), 200).await?;
    pages::arsip::baru(ctx, &Unit::baca(ctx).await?, &lokasi, salah)
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
    let judul = wajib(ctx, "judul", 500, &mut salah);
    let jenis = wajib(ctx, "jenis", 120, &mut salah);
    let tanggal = hari(ctx, "tanggal", &mut salah);
    let kode = ctx.form().get("kode").to_owned();
    if !kode.is_empty() && (!kode::sah(&kode) || jra::cari(&ctx.app, &kode).await?.is_none()) {
        salah.push(FieldError::new("kode", "Kode klasifikasi ini tidak ada dalam daftar"));
    }
    let keamanan = Security::parse(ctx.form().get("keamanan")).unwrap_or_else(|| {
        salah.push(FieldError::new("keamanan", "Pilih klasifikasi keamanan"));
        Security::Biasa
    });
    let perkembangan = ctx.form().get("perkembangan");
    if !PERKEMBANGAN.contains(&perkembangan) {
        salah.push(FieldError::new("perkembangan", "Pilih tingkat perkembangan"));
    }
    let jumlah = ctx.form().get("jumlah").parse::<i64>().ok().filter(|n| (1..=1_000_000).contains(n));
    if jumlah.is_none() {
        salah.push(FieldError::new("jumlah", "Tulis jumlah dengan angka"));
    }
    let satuan = wajib(ctx, "satuan", 40, &mut salah);
    let nomor = Some(ctx.form().get("nomor").to_owned()).filter(|teks| !teks.is_empty());
    if nomor.as_ref().is_some_and(|teks| teks.chars().count() > 120) {
        salah.push(FieldError::new("nomor", "Paling banyak 120 karakter"));
    }
    let kertas = ctx.form().get("media") == "kertas";
    let files = ctx.form().files();
    let lokasi = lokasi(ctx, &mut salah).await?;
    tanpa(salah)?;
    // Contents of secret items lie sealed, each under a key of its own.
    let mut segel = vec![];
    if keamanan.is_secret() {
        for upload in files {
            segel.push(ctx.app.files.seal_upload(&ctx.app.keys, upload).await?);
        }
    }
    let mut write = ctx.write("arsip.didaftarkan").await?;
    let wadah = match kode.as_str() {
        "" => None,
        kode => berkas::wadah(&mut write, unit, kode, tanggal.year(), ctx.today()).await?,
    };
    let id = Uuid::now_v7();
    let baru = Baru {
        unit,
        owner: ctx.actor.account(),
        berkas: wadah,
        kode: Some(kode).filter(|teks| !teks.is_empty()),
        subjek: None,
        nomor,
        judul,
        jenis,
        tanggal,
        keamanan,
        perkembangan: perkembangan.to_owned(),
        media: if kertas { "kertas" } else { "elektronik" },
        jumlah: jumlah.unwrap_or(1),
        satuan,
        lokasi,
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

async fn lokasi(ctx: &Ctx, salah: &mut Vec<FieldError>) -> Result<Option<Uuid>> {
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

fn subjek(id: Uuid) -> Subject {
    Subject::new(ARSIP, id, href_arsip(id))
}

/// Seen by name only: secret, or another unit's. Such reading is written to the log.
fn lewat_nama(ctx: &Ctx, satu: &Arsip) -> bool {
    satu.rahasia || !ctx.scope_of(LIHAT).holds(Some(satu.unit), satu.owner)
}

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
    let unit = Unit::baca(&ctx).await?;
    let kelola = ctx.scope_of(KELOLA);
    let mut terbuka = vec![];
    if satu.status == "belum" && kelola.holds(Some(satu.unit), satu.owner) {
        let saring = SaringBerkas { unit: Some(satu.unit), status: "aktif".to_owned(), ..SaringBerkas::default() };
        terbuka = daftar::berkas(&ctx.app, &kelola, &saring, None, 200).await?.0;
    }
    let pembaca = arsip::pembaca(&ctx.app, satu.id).await?;
    let nama = account::names(&ctx.app, &pembaca.iter().map(|(id, _, _)| *id).collect::<Vec<_>>()).await?;
    let lokasi = match satu.lokasi {
        Some(id) => LOKASI.labels(ctx.app.clone(), ctx.scope_of(LIHAT), vec![id]).await?.pop(),
        None => None,
    };
    let naskah = match &satu.subjek {
        Some((_, _, tautan)) => kernel::search::record_at(&ctx, tautan).await?.map(|naskah| naskah.href),
        None => None,
    };
    let isi = pages::arsip::Isi {
        naskah,
        berkas: isi::of(&ctx.app, satu.id).await?,
        riwayat: kernel::audit::history::of(&ctx.app, satu.id, None, 30).await?,
        pembaca: pembaca
            .into_iter()
            .map(|(id, sebab, sampai)| (nama.get(&id).cloned().unwrap_or_default(), sebab, sampai))
            .collect(),
        lokasi: lokasi.map(|(_, label)| label),
        boleh_ubah: boleh_ubah(&ctx, &satu),
        terbuka,
    };
    pages::arsip::satu(&ctx, &unit, &satu, &isi)
}

/// Whoever is in charge of an item, and of open ones whoever keeps its unit's archive.
fn boleh_ubah(ctx: &Ctx, satu: &Arsip) -> bool {
    let sendiri = satu.owner.is_some() && satu.owner == ctx.actor.account();
    let hidup = matches!(satu.status.as_str(), "belum" | "tersimpan");
    hidup && (sendiri || (!satu.rahasia && ctx.scope_of(KELOLA).holds_unit(satu.unit)))
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

async fn pegang(ctx: &Ctx, write: &mut kernel::Write) -> Result<Arsip> {
    let lihat = arsip::find(&ctx.app, &Mata::dari(ctx), ctx.id("id")?).await?;
    let kini = arsip::pegang(write, lihat.id).await?;
    if kini.version != versi(ctx)? {
        return Err(Error::Conflict);
    }
    Ok(kini)
}

/// Puts it into a file.
pub async fn berkaskan(ctx: Ctx) -> Result<Response> {
    let satu = arsip::find(&ctx.app, &Mata::dari(&ctx), ctx.id("id")?).await?;
    let scope = ctx.scope_of(KELOLA);
    if !scope.holds(Some(satu.unit), satu.owner) {
        return Err(Error::Forbidden);
    }
    let tujuan: Uuid = ctx.form().get("berkas").parse().map_err(|_| Error::refused("Pilih berkas dari daftar."))?;
    let tujuan = berkas::find(&ctx.app, &scope, tujuan).await?;
    let mut write = ctx.write("arsip.diberkaskan").await?;
    let kini = arsip::pegang(&mut write, satu.id).await?;
    if kini.version != versi(&ctx)? {
        return Err(Error::Conflict);
    }
    if kini.status != "belum" {
        return Err(Error::refused("Arsip ini sudah diberkaskan."));
    }
    arsip::berkaskan(&mut write, &kini, tujuan.id).await?;
    write.commit(&subjek(satu.id)).await?;
    ctx.redirect_with(&satu.href(), "Arsip masuk ke berkas.")
}

/// Changes the security class.
pub async fn keamanan(ctx: Ctx) -> Result<Response> {
    let baru = Security::parse(ctx.form().get("keamanan")).ok_or(Error::NotFound)?;
    let alasan = alasan(&ctx)?;
    if alasan.is_empty() {
        return Err(Error::refused("Tulis alasan perubahan klasifikasi keamanan."));
    }
    let satu = arsip::find(&ctx.app, &Mata::dari(&ctx), ctx.id("id")?).await?;
    if !boleh_ubah(&ctx, &satu) {
        return Err(Error::Forbidden);
    }
    let mut write = ctx.write("arsip.keamanan_diubah").await?;
    let kini = pegang(&ctx, &mut write).await?;
    let rahasia = baru.is_secret();
    let mut values = vec![("keamanan", baru.as_str().into()), ("rahasia", rahasia.into())];
    if rahasia && !kini.rahasia {
        let account = ctx.account()?;
        // Whoever closes it stays able to read it, and answers for it.
        values.push(("owner", kini.owner.unwrap_or(account).into()));
        arsip::beri(&mut write, kini.id, kini.owner.unwrap_or(account), "pemilik", None, None).await?;
    }
    write.update(&tabel::arsip(), kini.id, Some(kini.version), values).await?;
    arsip::indeks(&mut write, kini.id).await?;
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&href_arsip(kini.id), "Klasifikasi keamanan diubah.")
}

/// Names a reader of a secret item; only its owner does.
pub async fn pembaca(ctx: Ctx) -> Result<Response> {
    let satu = arsip::find(&ctx.app, &Mata::dari(&ctx), ctx.id("id")?).await?;
    if satu.owner.is_none() || satu.owner != ctx.actor.account() {
        return Err(Error::Forbidden);
    }
    let orang = account::by_login(&ctx.app, ctx.form().get("akun"))
        .await?
        .ok_or_else(|| Error::refused("Tidak ada akun dengan nama pengguna itu."))?;
    let mut write = ctx.write("arsip.pembaca_ditambah").await?;
    let kini = pegang(&ctx, &mut write).await?;
    arsip::beri(&mut write, kini.id, orang.id, "disebut pemilik", None, None).await?;
    write.commit(&subjek(kini.id)).await?;
    ctx.redirect_with(&href_arsip(kini.id), "Pembaca ditambahkan.")
}
