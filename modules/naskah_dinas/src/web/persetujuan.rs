//! Handing in, agreeing, sending back, taking back.
use kernel::{Ctx, Error, Response, Result, Val, Write};
use serde_json::json;
use uuid::Uuid;

use super::ruang::{Ruang, alasan, jawab, versi};
use super::tulis::sidik_tx;
use crate::model::{Isi, Keadaan, KeadaanLangkah, Kotak, Langkah, Naskah, Peran, PeranLangkah};
use crate::rules::keadaan::{self, Aksi};
use crate::rules::wewenang::{self, Kuasa};
use crate::rules::{nomor as aturan_nomor, persetujuan as aturan};
use crate::store::akses::{self, Pembaca};
use crate::store::nomor::{self, Seri, Untuk};
use crate::store::{self, langkah, rincian};
use crate::susunan::Susunan;
use crate::terbit::{self, kabari};
use crate::{isi, jenis, orang};

/// POST /naskah/{id}/ajukan
pub async fn ajukan(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    ctx.not_repeated().await?;
    ruang.wajib(&ctx, Aksi::Ajukan)?;
    let hasil = async {
        let mut write = ctx.write("naskah_dinas.diajukan").await?;
        let kini = store::naskah::pegang(&mut write, ruang.naskah.id, Some(versi(&ctx)?)).await?;
        ajukan_di(&ctx, &mut write, &kini, &ruang.susunan).await?;
        write.commit(&kini.subjek()).await?;
        Ok("Naskah diajukan.".to_owned())
    };
    let hasil = hasil.await;
    jawab(&ctx, &ruang, hasil).await
}

/// Hands a letter in, inside a change: checks it, begins a round, tells the first.
///
/// # Errors
/// [`Error::Refused`] in a sentence about what is missing.
pub async fn ajukan_di(ctx: &Ctx, write: &mut Write, kini: &Naskah, susunan: &Susunan) -> Result<()> {
    keadaan::boleh(kini.arah, kini.keadaan, Aksi::Ajukan).map_err(Error::refused)?;
    let isi = isi::buka(&ctx.app, kini)?;
    lengkap(ctx, write, kini, &isi, susunan).await?;
    let rantai = rantai(ctx, kini, &isi).await?;
    let templat = store::templat::dipakai(&ctx.app, &kini.jenis).await?;
    store::naskah::set(write, kini, vec![("templat_versi", templat.into())]).await?;
    let kini = store::naskah::pegang(write, kini.id, None).await?;
    let sidik = sidik_tx(write, &kini).await?;
    let semua = langkah::semua_tx(write, kini.id).await?;
    langkah::mulai(write, kini.id, aturan::putaran(&semua) + 1, &rantai).await?;
    for satu in &rantai {
        let peran = match satu.peran {
            PeranLangkah::Paraf => Peran::Paraf,
            PeranLangkah::TandaTangan => Peran::Penandatangan,
        };
        akses::beri(write, &kini, Pembaca::Orang(satu.akun), peran, Kotak::Konsep).await?;
    }
    let at = write.at();
    let values =
        vec![("keadaan", Keadaan::Diperiksa.kode().into()), ("diajukan", at.into()), ("sidik", sidik.as_str().into())];
    store::naskah::set(write, &kini, values).await?;
    store::versi::tambah(write, kini.id, kini.keamanan, &isi, &sidik).await?;
    if let Some(pertama) = rantai.first() {
        minta(write, &kini, pertama.peran, pertama.akun).await?;
    }
    write.event("naskah_dinas.diajukan", json!({ "jenis": kini.jenis }));
    Ok(())
}

/// Tells somebody that it is their turn.
async fn minta(write: &mut Write, naskah: &Naskah, peran: PeranLangkah, akun: Uuid) -> Result<()> {
    let judul = match peran {
        PeranLangkah::Paraf => "Naskah menunggu paraf Anda",
        PeranLangkah::TandaTangan => "Naskah menunggu persetujuan Anda",
    };
    kabari(
        write,
        &[akun],
        naskah,
        judul,
        "Baca isinya, lalu setujui atau kembalikan dengan catatan.",
        "naskah_dinas.diajukan",
    )
    .await
}

/// Whether everything is there that the letter needs to be issued.
async fn lengkap(ctx: &Ctx, write: &mut Write, kini: &Naskah, isi: &Isi, susunan: &Susunan) -> Result<()> {
    let kurang = |teks: &'static str| Err(Error::refused(teks));
    if isi.perihal.is_empty() {
        return kurang("Perihal belum diisi. Ubah naskah, lalu ajukan lagi.");
    }
    if isi.bagian.is_empty() {
        return kurang("Isi naskah masih kosong. Ubah naskah, lalu ajukan lagi.");
    }
    let Some(unit) = kini.unit_penandatangan else {
        return kurang("Penanda tangan belum dipilih, atau belum memegang jabatan.");
    };
    let kepala_daerah = match kini.penandatangan {
        Some(signer) => orang::jabatan(&ctx.app, signer)
            .await?
            .is_some_and(|satu| wewenang::berkop_kepala_daerah(isi, &satu.title, &satu.role)),
        None => false,
    };
    let pemilik = (!kepala_daerah).then(|| susunan.perangkat(unit));
    let format = nomor::format_kini(&ctx.app, &kini.jenis, pemilik).await?;
    if aturan_nomor::perlu_klasifikasi(&format) && kini.klasifikasi.is_none() {
        return kurang("Kode klasifikasi belum diisi, padahal nomor naskah ini memuatnya.");
    }
    if let Some(sebab) = buku_tertutup(ctx, isi) {
        return Err(Error::refused(sebab));
    }
    let tujuan = rincian::tujuan_tx(write, kini.id).await?;
    let beralamat = jenis::cari(&kini.jenis).is_some_and(jenis::Jenis::beralamat);
    if beralamat && !tujuan.iter().any(|satu| !satu.tembusan) {
        return kurang("Tujuan naskah belum diisi.");
    }
    if kini.rahasia() {
        for satu in tujuan.iter().filter_map(|satu| satu.unit) {
            if ctx.app.holders("kepala_pd", Some(satu)).await?.is_empty() {
                return Err(Error::refused(format!(
                    "Naskah rahasia untuk {} diterima kepalanya, tetapi belum ada pejabatnya. Tujukan kepada orang tertentu.",
                    susunan.nama(satu)
                )));
            }
        }
    }
    Ok(())
}

/// Why a past date cannot be given any more: the book of its year was closed at the end of January.
fn buku_tertutup(ctx: &Ctx, isi: &Isi) -> Option<String> {
    let hari = isi.tanggal_mundur?;
    (!aturan_nomor::buku_terbuka(hari.year(), ctx.today()))
        .then(|| format!("Buku nomor tahun {} sudah ditutup. Perbaiki tanggal naskah, lalu ajukan lagi.", hari.year()))
}

/// The chain of the round: parafs in order, then the signer, each under the position held now.
async fn rantai(ctx: &Ctx, kini: &Naskah, isi: &Isi) -> Result<Vec<langkah::Baru>> {
    let signer = kini.penandatangan.ok_or_else(|| Error::refused("Pilih penanda tangan."))?;
    let urutan: Vec<(PeranLangkah, Uuid)> = isi
        .paraf
        .iter()
        .map(|akun| (PeranLangkah::Paraf, *akun))
        .chain([(PeranLangkah::TandaTangan, signer)])
        .collect();
    aturan::periksa_rantai(&urutan).map_err(Error::refused)?;
    let mut rantai = vec![];
    for (peran, akun) in urutan {
        let Some(jabatan) = orang::jabatan(&ctx.app, akun).await? else {
            let nama = orang::dengan_akun(&ctx.app, akun).await?.map(|satu| satu.nama).unwrap_or_default();
            return Err(Error::refused(format!(
                "{nama} belum memegang jabatan, jadi belum dapat memaraf atau menandatangani."
            )));
        };
        let dasar = aturan::jabatan_dasar(&jabatan.title).to_owned();
        rantai.push(langkah::Baru { peran, akun, unit: Some(jabatan.unit), jabatan: dasar });
    }
    Ok(rantai)
}

/// POST /naskah/{id}/tarik
pub async fn tarik(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    ctx.not_repeated().await?;
    ruang.wajib(&ctx, Aksi::Tarik)?;
    let hasil = async {
        let mut write = ctx.write("naskah_dinas.ditarik").await?;
        let kini = store::naskah::pegang(&mut write, ruang.naskah.id, Some(versi(&ctx)?)).await?;
        keadaan::boleh(kini.arah, kini.keadaan, Aksi::Tarik).map_err(Error::refused)?;
        gugurkan(&mut write, &kini).await?;
        store::naskah::set(&mut write, &kini, vec![("keadaan", Keadaan::Konsep.kode().into())]).await?;
        write.commit(&kini.subjek()).await?;
        Ok("Naskah ditarik kembali dan dapat diubah.".to_owned())
    };
    let hasil = hasil.await;
    jawab(&ctx, &ruang, hasil).await
}

/// Ends what still waits in the newest round.
async fn gugurkan(write: &mut Write, naskah: &Naskah) -> Result<()> {
    let semua = langkah::semua_tx(write, naskah.id).await?;
    let putaran = aturan::putaran(&semua);
    for satu in semua.iter().filter(|satu| satu.putaran == putaran && satu.keadaan == KeadaanLangkah::Menunggu) {
        langkah::set(write, satu.id, vec![("keadaan", KeadaanLangkah::Gugur.kode().into())]).await?;
    }
    Ok(())
}

/// Marks what agreed to another content as void, after its drafter changed a letter that came back or was taken back.
pub async fn gugurkan_lama(write: &mut Write, naskah: &Naskah, sidik: &str) -> Result<()> {
    let semua = langkah::semua_tx(write, naskah.id).await?;
    for satu in aturan::gugur(&semua, sidik) {
        langkah::set(write, satu.id, vec![("keadaan", KeadaanLangkah::Gugur.kode().into())]).await?;
    }
    Ok(())
}

/// Puts parafs that agreed to another content back to waiting, tells their people, and says how many.
pub async fn ulangi(ctx: &Ctx, write: &mut Write, naskah: &Naskah, sidik: &str) -> Result<usize> {
    let semua = langkah::semua_tx(write, naskah.id).await?;
    let gugur = aturan::gugur(&semua, sidik);
    for satu in &gugur {
        let values = vec![
            ("keadaan", KeadaanLangkah::Menunggu.kode().into()),
            ("sidik", Val::Null),
            ("oleh", Val::Null),
            ("sebagai", Val::Null),
            ("pada", Val::Null),
        ];
        langkah::set(write, satu.id, values).await?;
    }
    let mut penerima: Vec<Uuid> = gugur.iter().map(|satu| satu.oleh.unwrap_or(satu.akun)).collect();
    penerima.retain(|akun| Some(*akun) != ctx.actor.account());
    let isi = "Isi naskah berubah setelah paraf Anda, jadi paraf Anda tidak berlaku lagi dan perlu diulang.";
    kabari(write, &penerima, naskah, "Paraf perlu diulang", isi, "naskah_dinas.paraf_gugur").await?;
    Ok(gugur.len())
}

/// POST /naskah/{id}/setuju
pub async fn setuju(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    ctx.not_repeated().await?;
    ruang.wajib(&ctx, Aksi::Setujui)?;
    match coba_setuju(&ctx, &ruang).await {
        // The signer waits for the document, and is led on to sign it.
        Ok((PeranLangkah::TandaTangan, pesan)) => {
            ctx.redirect_with(&format!("{}/disusun", ruang.naskah.href()), &pesan)
        }
        Ok((PeranLangkah::Paraf, pesan)) => jawab(&ctx, &ruang, Ok(pesan)).await,
        Err(galat) => jawab(&ctx, &ruang, Err(galat)).await,
    }
}

async fn coba_setuju(ctx: &Ctx, ruang: &Ruang) -> Result<(PeranLangkah, String)> {
    let versi = versi(ctx)?;
    let mut write = ctx.write("naskah_dinas.diparaf").await?;
    let kini = store::naskah::pegang(&mut write, ruang.naskah.id, Some(versi)).await?;
    keadaan::boleh(kini.arah, kini.keadaan, Aksi::Setujui).map_err(Error::refused)?;
    let semua = langkah::semua_tx(&mut write, kini.id).await?;
    let satu = aturan::giliran(&semua).ok_or(Error::Conflict)?.clone();
    let judul = aturan::sebagai(&satu, ruang.akun, ctx.actor.assignments()).ok_or(Error::Forbidden)?.to_owned();
    let sidik = sidik_tx(&mut write, &kini).await?;
    if kini.sidik.as_deref() != Some(sidik.as_str()) {
        return Err(Error::internal("the fingerprint of a letter does not fit its content"));
    }
    aturan::boleh_setuju(&semua, &satu, &sidik).map_err(Error::refused)?;
    let at = write.at();
    let values = vec![
        ("keadaan", KeadaanLangkah::Selesai.kode().into()),
        ("sidik", sidik.as_str().into()),
        ("oleh", ruang.akun.into()),
        ("sebagai", judul.as_str().into()),
        ("pada", at.into()),
    ];
    langkah::set(&mut write, satu.id, values).await?;
    let pesan = match satu.peran {
        PeranLangkah::Paraf => {
            // Its version grows, so that a page opened before this paraf cannot agree to anything.
            store::naskah::set(&mut write, &kini, vec![]).await?;
            // Who stood in for the position goes on reading what they agreed to.
            akses::beri(&mut write, &kini, Pembaca::Orang(ruang.akun), Peran::Paraf, Kotak::Konsep).await?;
            let berikut = semua.iter().find(|lain| lain.putaran == satu.putaran && lain.urut == satu.urut + 1);
            if let Some(berikut) = berikut {
                minta(&mut write, &kini, berikut.peran, berikut.akun).await?;
            }
            write.event("naskah_dinas.diparaf", json!({ "jenis": kini.jenis }));
            "Paraf dibubuhkan.".to_owned()
        }
        PeranLangkah::TandaTangan => putuskan(ctx, &mut write, &kini, ruang, &satu, &judul).await?,
    };
    write.commit(&kini.subjek()).await?;
    Ok((satu.peran, pesan))
}

/// The signer agrees: the letter gets its number and date, and its document is set in the background.
async fn putuskan(
    ctx: &Ctx,
    write: &mut Write,
    kini: &Naskah,
    ruang: &Ruang,
    satu: &Langkah,
    judul: &str,
) -> Result<String> {
    let isi = isi::buka(&ctx.app, kini)?;
    if let Some(sebab) = buku_tertutup(ctx, &isi) {
        return Err(Error::refused(sebab));
    }
    let susunan = &ruang.susunan;
    let unit = susunan.perangkat(satu.unit.or(kini.unit_penandatangan).unwrap_or(kini.unit));
    let tanggal = isi.tanggal_mundur.unwrap_or_else(|| ctx.today());
    let dipegang = ctx.actor.assignments().iter().filter(|lain| lain.title == judul);
    let kepala_daerah = dipegang.into_iter().any(|lain| wewenang::berkop_kepala_daerah(&isi, judul, &lain.role));
    let kode = if kepala_daerah { String::new() } else { susunan.kode(unit) };
    let seri = Seri { jenis: &kini.jenis, kepala_daerah, unit, kode_unit: &kode, tahun: i64::from(tanggal.year()) };
    let alasan =
        (!isi.alasan_mundur.is_empty()).then(|| isi::segel_teks(&ctx.app, kini.id, kini.keamanan, &isi.alasan_mundur));
    let untuk = Untuk {
        naskah: Some(kini.id),
        klasifikasi: kini.klasifikasi.clone().unwrap_or_default(),
        perihal: None,
        alasan: alasan.transpose()?,
        pengolah: Some(kini.unit),
    };
    let diambil = nomor::ambil(write, &seri, tanggal, isi.tanggal_mundur.is_some(), &untuk).await?;
    let sendiri = ctx.actor.assignments().iter().find(|satu| wewenang::urai(&satu.title).0 == Kuasa::Sendiri);
    let sendiri = sendiri.map_or("", |satu| satu.title.as_str());
    let baris = wewenang::baris(&isi, judul, sendiri, &ctx.app.profile.name());
    let values = vec![
        ("keadaan", Keadaan::Disetujui.kode().into()),
        ("nomor", diambil.nomor.as_str().into()),
        ("nomor_urut", diambil.urut.into()),
        ("tahun", seri.tahun.into()),
        ("tanggal", tanggal.into()),
        ("penandatangan", ruang.akun.into()),
        ("unit_penandatangan", unit.into()),
        ("jabatan_penandatangan", baris.join("\n").into()),
        ("kop", kepala_daerah.then_some(store::naskah::KEPALA_DAERAH).into()),
    ];
    store::naskah::set(write, kini, values).await?;
    akses::beri(write, kini, Pembaca::Orang(ruang.akun), Peran::Penandatangan, Kotak::Konsep).await?;
    let at = write.at();
    write.job(terbit::SIAPKAN, json!({ "naskah": kini.id }), at).await?;
    write.event("naskah_dinas.disetujui", json!({ "jenis": kini.jenis }));
    Ok(format!("Naskah disetujui dengan nomor {}. Dokumennya sedang disiapkan.", diambil.nomor))
}

/// POST /naskah/{id}/kembalikan
pub async fn kembalikan(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    ctx.not_repeated().await?;
    ruang.wajib(&ctx, Aksi::Kembalikan)?;
    let hasil = coba_kembalikan(&ctx, &ruang).await;
    jawab(&ctx, &ruang, hasil).await
}

async fn coba_kembalikan(ctx: &Ctx, ruang: &Ruang) -> Result<String> {
    let catatan = alasan(ctx, "catatan", "Isi catatan, supaya pengonsep tahu apa yang perlu diperbaiki")?;
    let versi = versi(ctx)?;
    let mut write = ctx.write("naskah_dinas.dikembalikan").await?;
    let kini = store::naskah::pegang(&mut write, ruang.naskah.id, Some(versi)).await?;
    keadaan::boleh(kini.arah, kini.keadaan, Aksi::Kembalikan).map_err(Error::refused)?;
    let semua = langkah::semua_tx(&mut write, kini.id).await?;
    let satu = aturan::giliran(&semua).ok_or(Error::Conflict)?;
    let judul = aturan::sebagai(satu, ruang.akun, ctx.actor.assignments()).ok_or(Error::Forbidden)?;
    let at = write.at();
    let values = vec![
        ("keadaan", KeadaanLangkah::Dikembalikan.kode().into()),
        ("catatan", isi::segel_teks(&ctx.app, kini.id, kini.keamanan, &catatan)?.into()),
        ("oleh", ruang.akun.into()),
        ("sebagai", judul.into()),
        ("pada", at.into()),
    ];
    langkah::set(&mut write, satu.id, values).await?;
    gugurkan(&mut write, &kini).await?;
    store::naskah::set(&mut write, &kini, vec![("keadaan", Keadaan::Dikembalikan.kode().into())]).await?;
    let penerima: Vec<Uuid> = kini.owner.into_iter().collect();
    let isi =
        if kini.rahasia() { "Buka naskahnya untuk membaca catatan.".to_owned() } else { format!("Catatan: {catatan}") };
    kabari(&mut write, &penerima, &kini, "Naskah dikembalikan", &isi, "naskah_dinas.dikembalikan").await?;
    write.event("naskah_dinas.dikembalikan", json!({ "jenis": kini.jenis }));
    write.commit(&kini.subjek()).await?;
    Ok("Naskah dikembalikan kepada pengonsep.".to_owned())
}
