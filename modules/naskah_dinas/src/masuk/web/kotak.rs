//! The boxes of incoming letters.
use kernel::{Ctx, Response, Result};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::disposisi::store::{self as dispositions, Urut};
use crate::isi::sebut_perihal;
use crate::masuk::kotak::{self, Pembuka, Saring, Tempat, unit_saya};
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
    let pembuka = Pembuka::baca(&ctx, ctx.query("unit"))?;
    let (app, akun) = (&ctx.app, ctx.actor.account());
    let susunan = Susunan::baca(app).await?;
    let (isi, tempat) = match saring {
        Saring::Semua | Saring::Belum | Saring::Tembusan => {
            let (mut butir, lagi) = kotak::list(app, &pembuka, saring, setelah, SEKALI).await?;
            sebut_perihal(app, akun, &mut butir, |satu| (satu.naskah, &mut satu.perihal)).await?;
            let naskah: Vec<Uuid> = butir.iter().map(|satu| satu.naskah).collect();
            let agenda = kotak::agenda(app, &ctx.scope_of(LIHAT), &naskah).await?;
            let tempat = butir.last().filter(|_| lagi).map(|satu| tulis_tempat(satu.sejak, satu.naskah));
            (Isi::Kotak(butir, agenda), tempat)
        }
        Saring::Perlu => {
            let keadaan = KeadaanSurat::Tercatat;
            let (mut surat, lagi) =
                kotak::menunggu(app, &pembuka.unit, pembuka.orang(), keadaan, setelah, SEKALI).await?;
            sebut_perihal(app, akun, &mut surat, |satu| (satu.naskah, &mut satu.perihal)).await?;
            let tempat = surat.last().filter(|_| lagi).map(|satu| tulis_tempat(satu.diterima, satu.id));
            (Isi::Perlu(surat), tempat)
        }
        Saring::Disposisi => {
            let urut = Urut::Terbaru(setelah);
            let (mut butir, lagi) = dispositions::untuk(app, &unit_saya(&ctx), pembuka.akun, urut, SEKALI).await?;
            sebut_perihal(app, akun, &mut butir, |satu| (satu.penerima.naskah, &mut satu.perihal)).await?;
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
