//! Beginning and deleting a draft.
use kernel::port::Security;
use kernel::{Ctx, Error, Response, Result, args};
use uuid::Uuid;

use super::ruang::Ruang;
use crate::masuk::balasan;
use crate::model::{Arah, Isi, Keadaan, Kotak, Peran, Sifat, subjek};
use crate::rules::keadaan::Aksi;
use crate::store::akses::{self, Pembaca};
use crate::store::rincian::JenisRujukan;
use crate::store::{self, nomor, rincian};
use crate::susunan::Susunan;
use crate::{TULIS, isi, jenis, pages, tabel};

/// GET /naskah/baru
pub async fn pilih(ctx: Ctx) -> Result<Response> {
    pages::baru::halaman(&ctx, &[])
}

/// POST /naskah
pub async fn mulai(ctx: Ctx) -> Result<Response> {
    match coba(&ctx).await {
        Ok(id) => ctx.redirect(&format!("/naskah/{id}/tulis")),
        Err(Error::Invalid(salah)) => pages::baru::halaman(&ctx, &salah),
        Err(galat) => Err(galat),
    }
}

async fn coba(ctx: &Ctx) -> Result<Uuid> {
    let kunci = ctx.form().get("jenis");
    let satu = jenis::cari(kunci).ok_or_else(|| Error::field("jenis", "Pilih jenis naskah"))?;
    let scope = ctx.scope_of(TULIS);
    // Who writes only for oneself writes for the unit of the first position; a unit named must be one's own.
    let unit = match ctx.form().get("unit").parse::<Uuid>() {
        Ok(unit) if scope.holds_unit(unit) || ctx.actor.assignments().iter().any(|satu| satu.unit == unit) => unit,
        Ok(_) => return Err(Error::field("unit", "Pilih unit tempat Anda bertugas")),
        Err(_) => ctx.actor.unit().ok_or_else(|| Error::refused("Akun Anda belum terhubung dengan jabatan."))?,
    };
    // The letter that is answered, if the person reads it.
    let acuan = match ctx.form().get("rujukan").parse::<Uuid>() {
        Ok(acuan) => Some(store::naskah::untuk(ctx, acuan).await?),
        Err(_) => None,
    };
    let perihal = match &acuan {
        Some(acuan) if !acuan.rahasia() => format!("Balasan: {}", acuan.perihal),
        Some(_) | None => String::new(),
    };
    // An answer is as secret as what it answers until its drafter decides otherwise.
    let keamanan = acuan.as_ref().map_or(Security::Biasa, |acuan| acuan.keamanan);
    let tujuan = match &acuan {
        Some(acuan) => balasan::tujuan(&Susunan::baca(&ctx.app).await?, acuan),
        None => vec![],
    };
    let id = Uuid::now_v7();
    let isi = Isi { perihal, bagian: satu.kerangka(), ..Isi::default() };
    let akun = ctx.account()?;
    let mut write = ctx.write("naskah_dinas.dikonsep").await?;
    let mut values = isi::kolom(&ctx.app, id, keamanan, &isi)?;
    values.extend([
        ("unit", unit.into()),
        ("owner", akun.into()),
        ("arah", Arah::Keluar.kode().into()),
        ("jenis", kunci.into()),
        ("keadaan", Keadaan::Konsep.kode().into()),
        ("tahun", i64::from(ctx.today().year()).into()),
        ("sifat", Sifat::Biasa.kode().into()),
        ("keamanan", keamanan.as_str().into()),
    ]);
    write.insert(&tabel::naskah(), id, values).await?;
    let naskah = store::naskah::pegang(&mut write, id, None).await?;
    akses::beri(&mut write, &naskah, Pembaca::Orang(akun), Peran::Pengonsep, Kotak::Konsep).await?;
    if !keamanan.is_secret() {
        akses::beri(&mut write, &naskah, Pembaca::Unit(unit), Peran::Pengonsep, Kotak::Konsep).await?;
    }
    if let Some(acuan) = acuan {
        let selesaikan = ctx.form().get(balasan::SELESAIKAN) == kernel::page::YES;
        let jenis = if selesaikan { JenisRujukan::Balasan } else { JenisRujukan::Rujukan };
        rincian::tambah_rujukan(&mut write, id, acuan.id, jenis).await?;
        rincian::ganti_tujuan(&mut write, &naskah, &tujuan).await?;
    }
    write.event("naskah_dinas.dikonsep", serde_json::json!({ "jenis": kunci }));
    write.commit(&kernel::Subject::new(crate::model::KUNCI, id, format!("/naskah/{id}/tulis"))).await?;
    Ok(id)
}

/// POST /naskah/{id}/hapus
pub async fn hapus(ctx: Ctx) -> Result<Response> {
    let ruang = Ruang::masuk(&ctx).await?;
    ruang.wajib(&ctx, Aksi::Hapus)?;
    let id = ruang.naskah.id;
    let mut write = ctx.write("naskah_dinas.dihapus").await?;
    let kini = store::naskah::pegang(&mut write, id, None).await?;
    crate::rules::keadaan::boleh(kini.arah, kini.keadaan, Aksi::Hapus).map_err(Error::refused)?;
    if nomor::pernah(&mut write, id).await? {
        return Err(Error::refused("Naskah yang pernah bernomor tidak dapat dihapus; buku nomor merujuk kepadanya."));
    }
    let text = "select 1 as ya from naskah_rujukan where ke = $1 limit 1";
    if write.tx().optional(text, args![id]).await?.is_some() {
        return Err(Error::refused("Naskah lain merujuk kepada konsep ini, jadi tidak dapat dihapus."));
    }
    for lampiran in rincian::lampiran_tx(&mut write, id).await? {
        rincian::cabut_lampiran(&mut write, &kini, &lampiran).await?;
    }
    for tabel in [tabel::akses(), tabel::versi(), tabel::langkah(), tabel::tujuan(), tabel::rujukan()] {
        rincian::hapus_semua(&mut write, &tabel, id).await?;
    }
    write.tx().exec("delete from naskah_ketikan where naskah = $1", args![id]).await?;
    write.delete(&tabel::naskah(), id).await?;
    write.commit(&subjek(id)).await?;
    ctx.redirect_with("/naskah?kotak=konsep", "Konsep dihapus.")
}
