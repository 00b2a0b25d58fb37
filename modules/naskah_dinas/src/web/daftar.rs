//! The boxes.
use kernel::{Ctx, Error, Response, Result};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::isi::sebut_perihal;
use crate::model::{Keadaan, Kotak, Sifat};
use crate::store::daftar::{self, Saring, Tempat};
use crate::{LIHAT, jenis, pages};

/// Rows per page.
pub const SEHALAMAN: usize = 50;

/// The filter that an address asks for; what cannot be read does not narrow.
pub fn saring(ctx: &Ctx) -> Saring {
    Saring {
        jenis: Some(ctx.query("jenis")).filter(|kunci| jenis::cari(kunci).is_some()).map(str::to_owned),
        sifat: Sifat::urai(ctx.query("sifat")),
        keadaan: Keadaan::urai(ctx.query("keadaan")).map(|keadaan| keadaan.kode().to_owned()),
        tahun: ctx.query("tahun").parse().ok().filter(|tahun| (1900..=2200).contains(tahun)),
        belum_dibaca: ctx.query("belum") == kernel::page::YES,
        nomor: ctx.query("nomor").chars().take(60).collect(),
        ..Saring::kotak(Kotak::urai(ctx.query("kotak")).unwrap_or(Kotak::Masuk))
    }
}

/// A place in an address: `microseconds.uuid`.
pub fn tempat(teks: &str) -> Option<Tempat> {
    let (saat, id) = teks.split_once('.')?;
    let nanos = saat.parse::<i64>().ok().map(|mikro| i128::from(mikro) * 1000)?;
    Some(Tempat { sejak: OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()?, naskah: id.parse::<Uuid>().ok()? })
}

/// The same, written.
pub fn tulis_tempat(tempat: &Tempat) -> String {
    format!("{}.{}", tempat.sejak.unix_timestamp_nanos() / 1000, tempat.naskah)
}

/// GET /naskah
pub async fn list(ctx: Ctx) -> Result<Response> {
    let mut saring = saring(&ctx);
    // What was received stands in one place; old addresses lead there.
    if saring.belum_dibaca {
        return ctx.redirect("/surat_masuk?tampil=belum_dibaca");
    }
    match ctx.query("kotak") {
        "" => saring.kotak = Kotak::Keluar,
        _ if saring.kotak == Kotak::Masuk => return ctx.redirect("/surat_masuk"),
        _ => {}
    }
    let awal = tempat(ctx.query("setelah"));
    if awal.is_none() && !ctx.query("setelah").is_empty() {
        return Err(Error::BadRequest("Alamat halaman ini tidak lengkap. Mulai lagi dari awal daftar.".into()));
    }
    let scope = ctx.scope_of(LIHAT);
    let (mut baris, lagi) = daftar::list(&ctx.app, &scope, ctx.actor.account(), &saring, awal, SEHALAMAN).await?;
    let akun = ctx.actor.account();
    sebut_perihal(&ctx.app, akun, &mut baris, |satu| (satu.naskah.id, &mut satu.naskah.perihal)).await?;
    pages::daftar::halaman(&ctx, &saring, &baris, awal.is_some(), lagi).await
}
