//! What officers do with a case.
use kernel::indonesia::{angka, tanggal};
use kernel::{Ctx, Error, FieldError, Response, Result, Val, Write, file};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::kasus::{halaman, rekan};
use super::putusan;
use super::teks;
use crate::langkah::{self, Laku, Meja};
use crate::model::{Pelaku, Permohonan, Tindakan};
use crate::rules::alur::{self, Tolakan};
use crate::rules::isi_surat;
use crate::standar::Standar;
use crate::store::{kunjungan, peristiwa};
use crate::{PROSES, SETUJUI, standar, store};

/// Longest text of a message.
const PESAN: usize = 4000;

/// The case of the address, if the officer may see it.
async fn kasus(ctx: &Ctx) -> Result<Permohonan> {
    store::cari(&ctx.app, &ctx.scope_of(PROSES), ctx.id("id")?).await
}

fn versi(ctx: &Ctx) -> Option<i64> {
    ctx.form().get(kernel::page::VERSION_FIELD).parse().ok()
}

/// The page again with what is wrong: fields, or that somebody else was quicker. A refusal stands at the top of the page, so that what
/// was typed stays.
pub(super) async fn jawab(ctx: &Ctx, id: Uuid, hasil: Result<(Permohonan, String)>) -> Result<Response> {
    let segar = || async { store::cari(&ctx.app, &ctx.scope_of(PROSES), id).await };
    match hasil {
        Ok((satu, pesan)) => ctx.redirect_with(&satu.href(), &pesan),
        Err(Error::Invalid(galat)) => halaman(ctx, &segar().await?, &galat, false).await,
        Err(Error::Refused(teks)) => halaman(ctx, &segar().await?, &[FieldError::new("", teks)], false).await,
        Err(Error::Conflict) => halaman(ctx, &segar().await?, &[], true).await,
        Err(lain) => Err(lain),
    }
}

/// POST /permohonan/{id}/alur/{tindakan}
pub async fn alur(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let satu = kasus(&ctx).await?;
    let tindakan = Tindakan::parse(ctx.path("tindakan")).ok_or(Error::NotFound)?;
    let standar = standar::versi(&ctx.app, satu.standar).await?;
    boleh(&ctx, &satu, &standar, tindakan)?;
    // A case that went on meanwhile is a conflict before anything that is typed is judged.
    let syarat = langkah::syarat(&ctx.app, &satu, &standar, &Meja::buka(&ctx.app).await?, ctx.actor.account());
    if alur::tuju(tindakan, satu.keadaan, &syarat) == Err(Tolakan::Keadaan) {
        return jawab(&ctx, satu.id, Err(Error::Conflict)).await;
    }
    let hasil = laksanakan(&ctx, &satu, &standar, tindakan).await;
    jawab(&ctx, satu.id, hasil).await
}

/// Whether the act is this officer's.
///
/// # Errors
/// [`Error::Forbidden`] for the decider's act, [`Error::NotFound`] for what applicants and the program do.
pub(super) fn boleh(ctx: &Ctx, satu: &Permohonan, standar: &Standar, tindakan: Tindakan) -> Result<()> {
    match alur::pelaku(tindakan, standar.teks("penyetuju") == "petugas") {
        Pelaku::Petugas => Ok(()),
        Pelaku::Penyetuju if ctx.scope_of(SETUJUI).holds(satu.unit, None) => Ok(()),
        Pelaku::Penyetuju => Err(Error::Forbidden),
        Pelaku::Pemohon | Pelaku::Program => Err(Error::NotFound),
    }
}

async fn laksanakan(
    ctx: &Ctx,
    satu: &Permohonan,
    standar: &Standar,
    tindakan: Tindakan,
) -> Result<(Permohonan, String)> {
    if tindakan == Tindakan::Setujui {
        return putusan::setujui(ctx, satu, standar, versi(ctx)).await;
    }
    let catatan = if alur::beralasan(tindakan) {
        teks(ctx, "catatan", PESAN, "Tulis penjelasannya.")
    } else {
        teks(ctx, "catatan", PESAN, "")
    };
    let janji = if tindakan == Tindakan::Jadwalkan { Some(janji(ctx)) } else { None };
    let bayar = if tindakan == Tindakan::CatatBayar { Some(bukti_bayar(ctx)) } else { None };
    let mut galat: Vec<FieldError> = vec![];
    let mut ambil = |hasil: Vec<FieldError>| galat.extend(hasil);
    let catatan = match catatan {
        Ok(isi) => isi,
        Err(salah) => {
            ambil(vec![salah]);
            String::new()
        }
    };
    let janji = janji.and_then(|hasil| hasil.map_err(&mut ambil).ok());
    let bayar = bayar.and_then(|hasil| hasil.map_err(&mut ambil).ok());
    if !galat.is_empty() {
        return Err(Error::Invalid(galat));
    }
    let meja = Meja::buka(&ctx.app).await?;
    let akun = ctx.account()?;
    let mut write = ctx.write(tindakan.aksi().0).await?;
    let kini = store::pegang(&mut write, satu.id, versi(ctx)).await?;
    let mut laku = Laku::baru(tindakan, Some(akun), &catatan);
    if kini.petugas.is_none() && alur::pelaku(tindakan, true) == Pelaku::Petugas {
        laku.nilai.push(("owner", akun.into()));
    }
    let mut sebut = String::new();
    match tindakan {
        Tindakan::MintaPerbaikan | Tindakan::MintaBayar => laku.nilai.push(("alasan", catatan.clone().into())),
        Tindakan::Tolak => {
            laku.nilai.extend([("alasan", catatan.clone().into()), ("pemutus", Val::from(Some(akun)))]);
        }
        Tindakan::Usulkan => laku.nilai.push(("pengusul", Some(akun).into())),
        Tindakan::CatatKunjungan => {
            laku.nilai.push(("dikunjungi", true.into()));
            let nilai = vec![("hasil", catatan.clone().into()), ("keadaan", "selesai".into())];
            kunjungan::ubah(&mut write, kini.id, nilai).await?;
        }
        Tindakan::Jadwalkan => {
            if let Some(janji) = &janji {
                let petugas = kini.petugas.or(Some(akun));
                kunjungan::jadwalkan(&mut write, &kini, petugas, janji.mulai, &janji.tempat, &janji.catatan).await?;
                sebut = tanggal::waktu_panjang(janji.mulai, ctx.app.profile.zone());
                laku.catatan = &sebut;
            }
        }
        Tindakan::CatatBayar => laku.nilai.push(("bayar", bayar.map(Val::Json).unwrap_or(Val::Null))),
        Tindakan::Serahkan => laku.nilai.push(("serah", catatan.clone().into())),
        Tindakan::TerimaKeberatan | Tindakan::TolakKeberatan => {
            laku.nilai.extend([("keberatan_diputus", true.into()), ("pemutus", Val::from(Some(akun)))]);
            if tindakan == Tindakan::TolakKeberatan {
                laku.nilai.push(("alasan", catatan.clone().into()));
            }
        }
        Tindakan::Kirim
        | Tindakan::Mulai
        | Tindakan::Periksa
        | Tindakan::KirimPerbaikan
        | Tindakan::Kembalikan
        | Tindakan::Setujui
        | Tindakan::Tertandatangani
        | Tindakan::TandaDitolak
        | Tindakan::Ambil
        | Tindakan::AjukanKeberatan
        | Tindakan::Cabut
        | Tindakan::Rampung => {}
    }
    let baru = langkah::jalankan(&mut write, &kini, standar, &meja, laku).await?;
    drop(sebut);
    lanjutkan_induk(&mut write, &baru, &meja).await?;
    write.commit(&baru.subjek()).await?;
    Ok((baru, format!("{}.", tindakan.aksi().1)))
}

/// A part that moved may start or end others.
pub(super) async fn lanjutkan_induk(write: &mut Write, satu: &Permohonan, meja: &Meja) -> Result<()> {
    match satu.induk {
        Some(induk) => langkah::lanjutkan(write, induk, meja).await,
        None => Ok(()),
    }
}

struct Janji {
    mulai: OffsetDateTime,
    tempat: String,
    catatan: String,
}

fn janji(ctx: &Ctx) -> std::result::Result<Janji, Vec<FieldError>> {
    let mut galat = vec![];
    let zona = ctx.app.profile.zone();
    let mulai = register::value::when::moment(ctx.form().get("mulai"), zona);
    match mulai {
        None => galat.push(FieldError::new("mulai", "Tulis tanggal dan jam kunjungan, misalnya 31-12-2026 09.30.")),
        Some(mulai) if mulai <= ctx.now => galat.push(FieldError::new("mulai", "Waktu kunjungan sudah lewat.")),
        Some(_) => {}
    }
    let mut satu =
        |hasil: std::result::Result<String, FieldError>| hasil.map_err(|salah| galat.push(salah)).unwrap_or_default();
    let tempat = satu(teks(ctx, "tempat", 300, "Tulis tempat bertemu."));
    let catatan = satu(teks(ctx, "pesan_kunjungan", 1000, ""));
    match mulai {
        Some(mulai) if galat.is_empty() => Ok(Janji { mulai, tempat, catatan }),
        _ => Err(galat),
    }
}

fn bukti_bayar(ctx: &Ctx) -> std::result::Result<serde_json::Value, Vec<FieldError>> {
    let mut galat = vec![];
    let bukti = match teks(ctx, "bukti", 100, "Tulis nomor bukti pembayaran.") {
        Ok(bukti) => bukti,
        Err(salah) => {
            galat.push(salah);
            String::new()
        }
    };
    let jumlah = angka::urai_rupiah(ctx.form().get("jumlah")).ok().filter(|sen| *sen > 0);
    if jumlah.is_none() {
        galat.push(FieldError::new("jumlah", "Tulis jumlah yang dibayar, misalnya 150.000."));
    }
    let hari = tanggal::urai(ctx.form().get("tanggal")).ok().filter(|hari| *hari <= ctx.today());
    if hari.is_none() {
        galat.push(FieldError::new(
            "tanggal",
            "Tulis tanggal pembayaran, misalnya 31-12-2026; tidak boleh sesudah hari ini.",
        ));
    }
    match (jumlah, hari) {
        (Some(jumlah), Some(hari)) if galat.is_empty() => {
            Ok(json!({ "bukti": bukti, "jumlah": jumlah, "tanggal": hari.to_string() }))
        }
        _ => Err(galat),
    }
}

/// POST /permohonan/{id}/tugaskan
pub async fn tugaskan(ctx: Ctx) -> Result<Response> {
    let satu = kasus(&ctx).await?;
    let hasil = beri_tugas(&ctx, &satu).await;
    jawab(&ctx, satu.id, hasil).await
}

async fn beri_tugas(ctx: &Ctx, satu: &Permohonan) -> Result<(Permohonan, String)> {
    let pilihan: Uuid = ctx.form().get("petugas").parse().map_err(|_| Error::field("petugas", "Pilih petugasnya."))?;
    let rekan = rekan(ctx, satu.unit).await?;
    let nama = rekan.get(&pilihan).ok_or_else(|| Error::field("petugas", "Pilih petugasnya."))?.clone();
    let mut write = ctx.write("layanan.ditugaskan").await?;
    let kini = store::pegang(&mut write, satu.id, versi(ctx)).await?;
    let kini = tugas(&mut write, &kini, pilihan, &nama, ctx.actor.account()).await?;
    write.commit(&kini.subjek()).await?;
    Ok((kini, format!("Ditugaskan kepada {nama}.")))
}

/// Gives a case to an officer, who is told unless it is oneself.
pub(super) async fn tugas(
    write: &mut Write,
    satu: &Permohonan,
    kepada: Uuid,
    nama: &str,
    oleh: Option<Uuid>,
) -> Result<Permohonan> {
    store::set(write, satu.id, vec![("owner", kepada.into())]).await?;
    let kini = store::pegang(write, satu.id, None).await?;
    catat(write, &kini, "tugas", oleh, nama, false).await?;
    if Some(kepada) != oleh {
        let notice = kernel::notify::Notice {
            title: kini.label(),
            body: "Permohonan ini ditugaskan kepada Anda.".into(),
            href: kini.href(),
            event: "layanan.ditugaskan".into(),
        };
        kernel::notify::notify(write, &[kepada], notice).await?;
    }
    store::indeks(write, &kini).await?;
    Ok(kini)
}

async fn catat(
    write: &mut Write,
    satu: &Permohonan,
    apa: &str,
    oleh: Option<Uuid>,
    catatan: &str,
    umum: bool,
) -> Result<()> {
    let keadaan = satu.keadaan.kode();
    let catat =
        peristiwa::Catat { tindakan: apa, dari: keadaan, ke: keadaan, oleh, catatan, umum, hari: 0, lewat: false };
    peristiwa::catat(write, satu, &catat).await
}

/// POST /permohonan/{id}/catatan: for colleagues.
pub async fn catatan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let satu = kasus(&ctx).await?;
    let hasil = tulis(&ctx, &satu, "catatan", "isi_catatan", false).await;
    jawab(&ctx, satu.id, hasil).await
}

/// POST /permohonan/{id}/pesan: to the applicant.
pub async fn pesan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let satu = kasus(&ctx).await?;
    let hasil = tulis(&ctx, &satu, "pesan", "isi_pesan", true).await;
    jawab(&ctx, satu.id, hasil).await
}

async fn tulis(
    ctx: &Ctx,
    satu: &Permohonan,
    apa: &'static str,
    nama: &'static str,
    umum: bool,
) -> Result<(Permohonan, String)> {
    let isi = teks(ctx, nama, PESAN, "Tulis isinya.").map_err(|salah| Error::Invalid(vec![salah]))?;
    let aksi = if umum { "layanan.pesan" } else { "layanan.catatan" };
    let mut write = ctx.write(aksi).await?;
    let kini = store::pegang(&mut write, satu.id, None).await?;
    catat(&mut write, &kini, apa, ctx.actor.account(), &isi, umum).await?;
    if umum {
        langkah::kabari(&mut write, &kini, "Ada pesan dari petugas tentang permohonan Anda.").await?;
    }
    write.commit(&kini.subjek()).await?;
    Ok((kini, if umum { "Pesan terkirim." } else { "Catatan tersimpan." }.to_owned()))
}

/// POST /permohonan/{id}/surat: the text of the letter.
pub async fn surat(ctx: Ctx) -> Result<Response> {
    let satu = kasus(&ctx).await?;
    let hasil = simpan_surat(&ctx, &satu).await;
    jawab(&ctx, satu.id, hasil).await
}

async fn simpan_surat(ctx: &Ctx, satu: &Permohonan) -> Result<(Permohonan, String)> {
    if !putusan::belum_diputus(satu) {
        return Err(Error::Conflict);
    }
    let isi = teks(ctx, "surat", isi_surat::PALING_PANJANG, "Tulis isi suratnya.")
        .map_err(|salah| Error::Invalid(vec![salah]))?;
    let kosong = isi_surat::kosong(&isi);
    if !kosong.is_empty() {
        let pesan = format!("Masih ada bagian yang belum terisi: {}.", kosong.join(", "));
        return Err(Error::field("surat", pesan));
    }
    let mut write = ctx.write("layanan.surat_ditulis").await?;
    let kini = store::pegang(&mut write, satu.id, versi(ctx)).await?;
    store::set(&mut write, kini.id, vec![("keluaran", isi.into())]).await?;
    catat(&mut write, &kini, "hasil", ctx.actor.account(), "", false).await?;
    write.commit(&kini.subjek()).await?;
    Ok((kini, "Isi surat tersimpan.".into()))
}

/// POST /permohonan/{id}/hasil: a file as output.
pub async fn unggah(ctx: Ctx) -> Result<Response> {
    let satu = kasus(&ctx).await?;
    let hasil = simpan_berkas(&ctx, &satu).await;
    jawab(&ctx, satu.id, hasil).await
}

async fn simpan_berkas(ctx: &Ctx, satu: &Permohonan) -> Result<(Permohonan, String)> {
    if !putusan::belum_diputus(satu) {
        return Err(Error::Conflict);
    }
    let Some(upload) = ctx.form().file("berkas") else {
        return Err(Error::field("berkas", "Pilih berkas PDF hasil permohonan."));
    };
    if file::media_type(&upload.head) != "application/pdf" {
        return Err(Error::field("berkas", "Berkas hasil harus PDF."));
    }
    let sealed = ctx.app.files.seal_upload(&ctx.app.keys, upload).await?;
    let mut write = ctx.write("layanan.hasil_diunggah").await?;
    let kini = store::pegang(&mut write, satu.id, versi(ctx)).await?;
    let id = ctx.app.files.keep_sealed(&mut write, sealed, &super::isian::pemilik(&kini)).await?;
    if let Some(lama) = kini.hasil {
        file::remove(&mut write, lama).await?;
    }
    store::set(&mut write, kini.id, vec![("hasil", id.into())]).await?;
    catat(&mut write, &kini, "hasil", ctx.actor.account(), "", false).await?;
    write.commit(&kini.subjek()).await?;
    Ok((kini, "Berkas hasil tersimpan.".into()))
}
