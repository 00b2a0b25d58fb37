//! The boxes of incoming letters.
use kernel::{Ctx, Response, Result};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::disposisi::store::{self as dispositions, Urut};
use crate::masuk::kotak::{self, Saring, Tempat, unit_saya};
use crate::masuk::model::KeadaanSurat;
use crate::masuk::pages::kotak::{self as halaman, Isi};
use crate::susunan::Susunan;
use crate::{CATAT, LIHAT};

/// Letters on one page.
const SEKALI: usize = 30;

/// A place in a list as it stands in an address: microseconds and id.
pub fn tulis_tempat(sejak: OffsetDateTime, id: Uuid) -> String {
    format!("{}.{id}", sejak.unix_timestamp_nanos() / 1000)
}

/// The same, read; anything else is the beginning of the list.
pub fn baca_tempat(teks: &str) -> Tempat {
    let (mikro, id) = teks.split_once('.')?;
    let nano = mikro.parse::<i128>().ok()?.checked_mul(1000)?;
    Some((OffsetDateTime::from_unix_timestamp_nanos(nano).ok()?, id.parse().ok()?))
}

/// GET /surat_masuk
pub async fn list(ctx: Ctx) -> Result<Response> {
    let saring = Saring::urai(ctx.query("tampil")).unwrap_or(Saring::Semua);
    let setelah = baca_tempat(ctx.query("setelah"));
    let (unit, akun) = (unit_saya(&ctx), ctx.account()?);
    let susunan = Susunan::baca(&ctx.app).await?;
    let (isi, tempat) = match saring {
        Saring::Semua | Saring::Belum | Saring::Tembusan => {
            let (butir, lagi) = kotak::list(&ctx.app, &unit, akun, saring, setelah, SEKALI).await?;
            let naskah: Vec<Uuid> = butir.iter().map(|satu| satu.naskah).collect();
            let agenda = kotak::agenda(&ctx.app, &ctx.scope_of(LIHAT), &naskah).await?;
            let tempat = butir.last().filter(|_| lagi).map(|satu| tulis_tempat(satu.sejak, satu.naskah));
            (Isi::Kotak(butir, agenda), tempat)
        }
        Saring::Perlu => {
            let (surat, lagi) =
                kotak::menunggu(&ctx.app, &unit, Some(akun), KeadaanSurat::Tercatat, setelah, SEKALI).await?;
            let tempat = surat.last().filter(|_| lagi).map(|satu| tulis_tempat(satu.diterima, satu.id));
            (Isi::Perlu(surat), tempat)
        }
        Saring::Disposisi => {
            let (butir, lagi) = dispositions::untuk(&ctx.app, &unit, akun, Urut::Terbaru(setelah), SEKALI).await?;
            let tempat = butir.last().filter(|_| lagi).map(|satu| tulis_tempat(satu.penerima.sejak, satu.penerima.id));
            (Isi::Disposisi(butir), tempat)
        }
    };
    let boleh_catat = ctx.actor.can(CATAT);
    halaman::halaman(&ctx, &susunan, saring, &isi, tempat.as_deref(), boleh_catat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_list_goes_through_the_address() {
        let saat = time::macros::datetime!(2026-11-20 02:00:00.123456 UTC);
        let id = Uuid::from_u128(9);
        assert_eq!(baca_tempat(&tulis_tempat(saat, id)), Some((saat, id)));
        for teks in ["", "1", "x.y", "1.x", "99999999999999999999999999999999999999.0", &format!("1e5.{id}")] {
            assert_eq!(baca_tempat(teks), None, "{teks}");
        }
    }
}
