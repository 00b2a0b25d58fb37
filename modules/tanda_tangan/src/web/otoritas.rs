//! The regency's own authority: making and renewing it, taking the root's key off the machine, revoking certificates.
use http::StatusCode;
use kernel::{Ctx, Error, FieldError, Response, Result, Subject};

use super::{sandi, sandi_baru};
use crate::pages::{self, otoritas as halaman};
use crate::store::pki::JenisOtoritas;
use crate::{pki, sertifikat, store};

const HALAMAN: &str = "/tanda_tangan/otoritas";
/// Certificates shown.
const TERBANYAK: usize = 500;

async fn tampil(ctx: &Ctx, salah: &[FieldError]) -> Result<Response> {
    let otoritas = store::pki::aktif(&ctx.app).await?;
    let daftar = store::pki::list(&ctx.app, TERBANYAK).await?;
    let pengaturan = store::pengaturan::baca(&ctx.app).await?;
    let lama = store::pki::semua(&ctx.app).await?.into_iter().filter(|satu| !satu.aktif).collect::<Vec<_>>();
    let status = if salah.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let isi = halaman::Isi { otoritas: &otoritas, lama: &lama, daftar: &daftar, pengaturan: &pengaturan };
    halaman::halaman(ctx, &isi, salah, status)
}

/// GET /tanda_tangan/otoritas
pub async fn show(ctx: Ctx) -> Result<Response> {
    tampil(&ctx, &[]).await
}

/// POST /tanda_tangan/otoritas/buat
pub async fn buat(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    if !store::pki::aktif(&ctx.app).await?.is_empty() && ctx.form().get("ganti") != "ya" {
        return Err(Error::refused("Otoritas sertifikat sudah ada. Centang penggantian bila memang hendak diganti."));
    }
    let kata = match sandi_baru(&ctx) {
        Ok(kata) => kata,
        Err(error) => return tampil(&ctx, &pages::isian(error)?).await,
    };
    let siap = pki::siapkan(&ctx.app, store::pengaturan::baca(&ctx.app).await?.masa, &kata).await?;
    let mut write = ctx.write("tanda_tangan.otoritas_dibuat").await?;
    let akar = siap.simpan(&mut write).await?;
    write.commit(&Subject::new("pki_otoritas", akar, HALAMAN)).await?;
    ctx.redirect_with(HALAMAN, "Otoritas sertifikat daerah dibuat. Unduh kunci akarnya dan simpan di luar sistem ini.")
}

async fn akar(ctx: &Ctx) -> Result<store::pki::Otoritas> {
    let semua = store::pki::aktif(&ctx.app).await?;
    semua.into_iter().find(|satu| satu.jenis == JenisOtoritas::Akar).ok_or(Error::NotFound)
}

/// GET /tanda_tangan/otoritas/kunci: the key of the root, which opens with its passphrase only.
pub async fn kunci(ctx: Ctx) -> Result<Response> {
    let akar = akar(&ctx).await?;
    let isi = akar.kunci.ok_or_else(|| Error::refused("Kunci akar sudah tidak disimpan di sistem ini."))?;
    kernel::web::attachment("kunci-akar.pem", "application/x-pem-file", isi)
}

/// POST /tanda_tangan/otoritas/lepas
pub async fn lepas(ctx: Ctx) -> Result<Response> {
    let akar = akar(&ctx).await?;
    let mut write = ctx.write("tanda_tangan.kunci_akar_dilepas").await?;
    store::pki::lepas_kunci(&mut write, akar.id).await?;
    write.commit(&Subject::new("pki_otoritas", akar.id, HALAMAN)).await?;
    ctx.redirect_with(HALAMAN, "Kunci akar dihapus dari sistem ini.")
}

/// POST /tanda_tangan/otoritas/daftar: the list of the root, signed anew.
pub async fn daftar(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match daftar_baru(&ctx).await {
        Ok(()) => ctx.redirect_with(HALAMAN, "Daftar pencabutan akar diperbarui."),
        Err(error) => tampil(&ctx, &pages::isian(error)?).await,
    }
}

async fn daftar_baru(ctx: &Ctx) -> Result<()> {
    let masa = store::pengaturan::baca(&ctx.app).await?.masa;
    let (id, crl) = pki::crl_akar_baru(&ctx.app, masa, kunci_akar(ctx).await?).await?;
    let mut write = ctx.write("tanda_tangan.daftar_akar_baru").await?;
    store::pki::set_crl(&mut write, id, crl).await?;
    write.commit(&Subject::new("pki_otoritas", id, HALAMAN)).await
}

/// The key of the root: as it was pasted, else as it is kept here.
async fn kunci_akar(ctx: &Ctx) -> Result<pki::KunciAkar> {
    let akar = akar(ctx).await?;
    let tertulis = ctx.form().get("kunci");
    let teks = match akar.kunci {
        Some(kunci) if tertulis.is_empty() => String::from_utf8(kunci).map_err(Error::internal)?,
        Some(_) | None if tertulis.is_empty() => {
            return Err(Error::field("kunci", "Salin isi berkas kunci akar ke sini"));
        }
        Some(_) | None => tertulis.to_owned(),
    };
    Ok(pki::KunciAkar { teks, sandi: sandi(ctx, "sandi_akar") })
}

/// POST /tanda_tangan/otoritas/perbarui: a new issuing authority under the same root.
pub async fn perbarui(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match penerbit_baru(&ctx).await {
        Ok(()) => ctx.redirect_with(
            HALAMAN,
            "Penerbit sertifikat diperbarui. Penerbit lama tetap menjawab untuk sertifikat yang diterbitkannya.",
        ),
        Err(error) => tampil(&ctx, &pages::isian(error)?).await,
    }
}

async fn penerbit_baru(ctx: &Ctx) -> Result<()> {
    let masa = store::pengaturan::baca(&ctx.app).await?.masa;
    let siap = pki::perbarui(&ctx.app, masa, kunci_akar(ctx).await?).await?;
    let mut write = ctx.write("tanda_tangan.penerbit_diperbarui").await?;
    let id = siap.simpan(&mut write).await?;
    write.commit(&Subject::new("pki_otoritas", id, HALAMAN)).await
}

/// What may be set: field, words, least and most, and the unit.
pub const BATAS_MASA: [(&str, &str, u32, u32, &str); 4] = [
    ("masa_akar", "Otoritas akar", 5, 30, "tahun"),
    ("masa_penerbit", "Penerbit, penjawab OCSP, dan penanda waktu", 1, 15, "tahun"),
    ("masa_sertifikat", "Sertifikat orang dan segel", 30, 1825, "hari"),
    ("masa_daftar", "Daftar pencabutan akar", 30, 800, "hari"),
];

/// POST /tanda_tangan/otoritas/masa
pub async fn masa(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match masa_baru(&ctx).await {
        Ok(()) => ctx.redirect_with(HALAMAN, "Masa berlaku disimpan. Yang sudah terbit tidak berubah."),
        Err(error) => tampil(&ctx, &pages::isian(error)?).await,
    }
}

async fn masa_baru(ctx: &Ctx) -> Result<()> {
    let mut salah = vec![];
    let mut angka = [0_u32; BATAS_MASA.len()];
    for ((nama, _, sedikit, banyak, satuan), tempat) in BATAS_MASA.into_iter().zip(&mut angka) {
        match ctx.form().get(nama).parse::<u32>() {
            Ok(nilai) if (sedikit..=banyak).contains(&nilai) => *tempat = nilai,
            Ok(_) | Err(_) => {
                salah.push(FieldError::new(nama, format!("Isi angka bulat {sedikit} sampai {banyak} {satuan}")));
            }
        }
    }
    let [akar, penerbit, sertifikat, daftar] = angka;
    if salah.is_empty() && penerbit > akar {
        salah.push(FieldError::new("masa_penerbit", "Penerbit tidak dapat berlaku lebih lama daripada akarnya"));
    }
    if !salah.is_empty() {
        return Err(Error::Invalid(salah));
    }
    let version = ctx.form().get("_versi").parse::<i64>().map_err(|_| Error::Conflict)?;
    if version != store::pengaturan::baca(&ctx.app).await?.version {
        return Err(Error::Conflict);
    }
    let mut write = ctx.write("tanda_tangan.masa_berlaku").await?;
    let masa = crate::model::Masa { akar, penerbit, sertifikat, daftar };
    store::pengaturan::simpan_masa(&mut write, version, masa).await?;
    write.commit(&Subject::new("ttd_pengaturan", store::pengaturan::ID, HALAMAN)).await
}

/// POST /tanda_tangan/otoritas/sertifikat/{id}/cabut
pub async fn cabut(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    match cabut_satu(&ctx).await {
        Ok(()) => ctx.redirect_with(HALAMAN, "Sertifikat dicabut. Daftar pencabutan sudah memuatnya."),
        Err(error) => tampil(&ctx, &pages::isian(error)?).await,
    }
}

async fn cabut_satu(ctx: &Ctx) -> Result<()> {
    let satu = store::pki::find(&ctx.app, ctx.id("id")?).await?;
    let keterangan: String = ctx.form().get("keterangan").chars().take(500).collect();
    let mut write = ctx.write("tanda_tangan.sertifikat_dicabut").await?;
    pki::cabut(ctx, &mut write, satu.id, ctx.form().get("alasan"), &keterangan).await?;
    if let Some(daftar) = satu.daftar {
        sertifikat::dicabut(&mut write, daftar).await?;
    }
    let notice = kernel::notify::Notice {
        title: "Sertifikat elektronik Anda dicabut".into(),
        body: "Anda tidak dapat menandatangani dengan sertifikat itu lagi. Hubungi administrator bila ini bukan atas permintaan Anda.".into(),
        href: "/tanda_tangan/saya".into(),
        event: "tanda_tangan.sertifikat_dicabut".into(),
    };
    kernel::notify::notify(&mut write, &[satu.akun], notice).await?;
    write.commit(&Subject::new("pki_sertifikat", satu.id, HALAMAN)).await
}
