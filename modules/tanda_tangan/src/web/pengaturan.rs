//! Settings: the national service, how accounts sign, who is trusted.
use http::StatusCode;
use kernel::auth::account;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::model::{Jenis, PenandaAkun, Sandi, Tingkat, VersiBsre};
use crate::pages::{self, pengaturan as halaman};
use crate::penanda::{KlienBsre, StatusPengguna};
use crate::pki::{self, Pemohon};
use crate::sertifikat::{self, Keterangan};
use crate::store;
use crate::store::pengaturan::{ID, Isian};

pub(super) const HALAMAN: &str = "/tanda_tangan/pengaturan";

pub(super) async fn tampil(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let pengaturan = store::pengaturan::baca(&ctx.app).await?;
    let penanda = store::penanda::list(&ctx.app).await?;
    let akun: Vec<Uuid> = penanda.iter().map(|(akun, ..)| *akun).collect();
    let nama = account::names(&ctx.app, &akun).await?;
    let jangkar = store::jangkar::aktif(&ctx.app).await?;
    let segel = store::penanda::segel_bsre(&ctx.app).await?;
    let status = if salah.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let isi =
        halaman::Isi { pengaturan: &pengaturan, penanda: &penanda, segel: &segel, nama: &nama, jangkar: &jangkar };
    halaman::halaman(ctx, &isi, salah, status)
}

/// GET /tanda_tangan/pengaturan
pub async fn form(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, &[]).await
}

/// Reads what was typed. An address must be one of HTTP; a password that is left empty stays as it was, unless the address
/// changes: a password never goes to a place that it was not given for.
fn baca(ctx: &Ctx, kini: &crate::model::Pengaturan) -> Result<Isian> {
    let form = ctx.form();
    let mut salah = vec![];
    let alamat = form.get("alamat").trim_end_matches('/').to_owned();
    let layak = alamat.starts_with("https://") || alamat.starts_with("http://");
    let polos = alamat.chars().all(|huruf| huruf.is_ascii_graphic()) && !alamat.contains(['@', '?', '#']);
    let benar = layak && polos && alamat.len() <= 300;
    if !alamat.is_empty() && !benar {
        salah.push(FieldError::new(
            "alamat",
            "Tulis alamat yang berawal dengan https:// tanpa nama pengguna di dalamnya",
        ));
    }
    let versi = VersiBsre::urai(form.get("versi")).unwrap_or_else(|| {
        salah.push(FieldError::new("versi", "Pilih versi layanan"));
        VersiBsre::V2
    });
    let tingkat = Tingkat::urai(form.get("tingkat")).unwrap_or_else(|| {
        salah.push(FieldError::new("tingkat", "Pilih tingkat tanda tangan"));
        Tingkat::T
    });
    let pengguna = Some(form.get("pengguna").to_owned()).filter(|teks| !teks.is_empty());
    let sandi = Some(super::sandi(ctx, "sandi_layanan")).filter(|sandi| !sandi.buka().is_empty());
    let sama = kini.bsre.as_ref().is_some_and(|bsre| bsre.alamat == alamat);
    if !alamat.is_empty() && !sama {
        if pengguna.is_none() {
            salah.push(FieldError::new("pengguna", "Isi nama pengguna aplikasi pada layanan ini"));
        }
        if sandi.is_none() {
            salah.push(FieldError::new("sandi_layanan", "Isi kata sandi aplikasi pada layanan ini"));
        }
    }
    if !salah.is_empty() {
        return Err(Error::Invalid(salah));
    }
    Ok(Isian { alamat: Some(alamat).filter(|teks| !teks.is_empty()), versi, pengguna, sandi, tingkat })
}

/// POST /tanda_tangan/pengaturan
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let kini = store::pengaturan::baca(&ctx.app).await?;
    let isian = match baca(&ctx, &kini) {
        Ok(isian) => isian,
        Err(error) => return tampil(&ctx, &pages::isian(error)?).await,
    };
    let version = ctx.form().get("_versi").parse::<i64>().map_err(|_| Error::Conflict)?;
    if version != kini.version {
        return Err(Error::Conflict);
    }
    let mut write = ctx.write("tanda_tangan.pengaturan").await?;
    store::pengaturan::simpan(&mut write, version, isian).await?;
    write.commit(&Subject::new("ttd_pengaturan", ID, HALAMAN)).await?;
    ctx.redirect_with(HALAMAN, "Pengaturan disimpan.")
}

/// POST /tanda_tangan/pengaturan/uji: what the service says of an account.
pub async fn uji(ctx: Ctx) -> Result<Response> {
    let pengaturan = store::pengaturan::baca(&ctx.app).await?;
    let Some(bsre) = pengaturan.bsre else { return Err(Error::refused("Layanan BSrE belum diatur.")) };
    let akun = match pilih_akun(&ctx).await {
        Ok(akun) => akun,
        Err(error) => return tampil(&ctx, &pages::isian(error)?).await,
    };
    let penanda = store::penanda::cari(&ctx.app, akun).await?;
    let Some(nik) = penanda.nik else { return Err(Error::refused("NIK akun ini belum diisi.")) };
    let pesan = match KlienBsre::new(&bsre)?.status(&nik).await {
        Ok(StatusPengguna::Aktif) => "Layanan menjawab: sertifikat akun ini aktif.".to_owned(),
        Ok(StatusPengguna::TidakTerdaftar) => "Layanan menjawab: akun ini belum terdaftar.".to_owned(),
        Ok(StatusPengguna::TanpaSertifikat) => "Layanan menjawab: akun ini belum memiliki sertifikat.".to_owned(),
        Ok(StatusPengguna::Lain(teks)) => format!("Layanan menjawab: {teks}"),
        Err(Error::Unavailable(_)) => "Layanan tanda tangan tidak menjawab.".to_owned(),
        Err(Error::Refused(teks)) => teks.into_owned(),
        Err(lain) => return Err(lain),
    };
    ctx.redirect_with(HALAMAN, &pesan)
}

async fn pilih_akun(ctx: &Ctx) -> Result<Uuid> {
    let masuk = ctx.form().get("akun").to_lowercase();
    match account::by_login(&ctx.app, &masuk).await? {
        Some(akun) => Ok(akun.id),
        None => Err(Error::field("akun", "Tidak ada akun dengan nama pengguna ini")),
    }
}

/// POST /tanda_tangan/pengaturan/penanda
pub async fn penanda(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match penanda_baru(&ctx).await {
        Ok(()) => ctx.redirect_with(HALAMAN, "Cara akun ini menandatangani disimpan."),
        Err(error) => tampil(&ctx, &pages::isian(error)?).await,
    }
}

async fn penanda_baru(ctx: &Ctx) -> Result<()> {
    let form = ctx.form();
    let akun = pilih_akun(ctx).await?;
    let jenis = Jenis::urai(form.get("jenis")).ok_or_else(|| Error::field("jenis", "Pilih cara menandatangani"))?;
    if jenis == Jenis::Token {
        return Err(Error::field("jenis", "Sertifikat pada token dipilih pada halaman Token"));
    }
    let segel = form.get("segel") == "ya";
    let nik = form.get("nik");
    let angka = nik.len() == 16 && nik.chars().all(|huruf| huruf.is_ascii_digit());
    if jenis == Jenis::Bsre && segel {
        let pengaturan = store::pengaturan::baca(&ctx.app).await?;
        if pengaturan.bsre.is_none_or(|bsre| bsre.versi != VersiBsre::V2) {
            return Err(Error::field("segel", "Segel BSrE memerlukan layanan BSrE versi v2; atur layanannya dahulu"));
        }
        let wajar = !nik.is_empty() && nik.len() <= 100 && nik.chars().all(|huruf| huruf.is_ascii_graphic());
        if !wajar {
            return Err(Error::field("nik", "Isi nomor pelanggan segel (idSubscriber) dari BSrE"));
        }
    } else if jenis == Jenis::Bsre && !angka && !account::email_is_valid(nik) {
        return Err(Error::field("nik", "Isi NIK 16 angka, atau surel yang terdaftar pada BSrE"));
    }
    let mut baru = PenandaAkun::new(akun, jenis);
    baru.segel = segel;
    baru.nik = (jenis == Jenis::Bsre).then(|| Zeroizing::new(nik.to_owned()));
    let mut terbit = None;
    if segel && jenis == Jenis::Pki {
        let kata = Sandi::new(kernel::keys::hex(&ctx.app.keys.random::<32>()?));
        let nama = crate::kerja::nama(&ctx.app, akun).await?;
        let pemohon = Pemohon { akun, nama: &nama, perangkat: "", segel: true };
        terbit = Some((pki::terbitkan(&ctx.app, &pemohon, &kata).await?, kata.clone()));
        baru.sandi = Some(kata);
    }
    let mut write = ctx.write("tanda_tangan.penanda").await?;
    store::penanda::simpan(&mut write, &baru).await?;
    if let Some((terbit, _)) = terbit {
        let daftar = Uuid::now_v7();
        let lain = Keterangan {
            jenis: "perangkat_daerah",
            akun: Some(akun),
            unit: None,
            dipakai_untuk: "Segel elektronik yang dibubuhkan sistem",
            berkas: None,
        };
        sertifikat::catat(&mut write, daftar, &terbit.sertifikat, &lain).await?;
        let id = terbit.simpan(&mut write).await?;
        store::pki::set_daftar(&mut write, id, daftar).await?;
    }
    write.commit(&Subject::new("ttd_penanda", akun, HALAMAN)).await
}

/// POST /tanda_tangan/pengaturan/jangkar
pub async fn jangkar(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match jangkar_baru(&ctx).await {
        Ok(jumlah) => ctx.redirect_with(HALAMAN, &format!("{jumlah} sertifikat otoritas dipercaya mulai sekarang.")),
        Err(error) => tampil(&ctx, &pages::isian(error)?).await,
    }
}

async fn jangkar_baru(ctx: &Ctx) -> Result<usize> {
    let kirim = ctx.form().file("berkas").ok_or_else(|| Error::field("berkas", "Pilih berkas sertifikat"))?;
    if kirim.size > 1024 * 1024 {
        return Err(Error::field("berkas", "Berkas sertifikat paling besar 1 MB"));
    }
    let bytes = tokio::fs::read(&kirim.path).await?;
    let semua = match pades::certificates_from_pem(&bytes) {
        Ok(semua) if !semua.is_empty() => semua,
        Ok(_) | Err(_) => vec![sertifikat::baca(&bytes)?],
    };
    if semua.len() > 50 || semua.iter().any(|satu| !satu.is_ca()) {
        return Err(Error::field(
            "berkas",
            "Hanya sertifikat otoritas (CA) yang dapat dipercaya, paling banyak 50 sekaligus",
        ));
    }
    let mut write = ctx.write("tanda_tangan.jangkar").await?;
    for satu in &semua {
        store::jangkar::tambah(&mut write, satu).await?;
    }
    write.commit(&Subject::new("ttd_jangkar", ID, HALAMAN)).await?;
    Ok(semua.len())
}

/// POST /tanda_tangan/pengaturan/jangkar/{id}/hentikan
pub async fn hentikan_jangkar(ctx: Ctx) -> Result<Response> {
    let id = ctx.id("id")?;
    let mut write = ctx.write("tanda_tangan.jangkar_dihentikan").await?;
    store::jangkar::hentikan(&mut write, id).await?;
    write.commit(&Subject::new("ttd_jangkar", id, HALAMAN)).await?;
    ctx.redirect_with(HALAMAN, "Sertifikat itu tidak dipercaya lagi.")
}
