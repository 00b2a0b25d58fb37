//! How the archive of one's own unit stands, for the home page.
use kernel::indonesia::angka;
use kernel::module::Unit;
use kernel::page::{Tile, Tone};
use kernel::{BoxFuture, Ctx, Result};

use crate::hak::LIHAT;
use crate::store::daftar;

/// Files by state, and items without a file; nothing for a unit without an archive.
pub fn angka(ctx: Ctx, unit: Unit) -> BoxFuture<Result<Vec<Tile<'static>>>> {
    Box::pin(async move {
        let scope = ctx.scope_of(LIHAT).within(&[unit.id]);
        if scope.is_nothing() {
            return Ok(vec![]);
        }
        let hitung = daftar::hitung(&ctx.app, &scope).await?;
        let jumlah = |status: &[&str]| {
            hitung.iter().filter(|(satu, _)| status.contains(&satu.as_str())).map(|(_, n)| *n).sum::<i64>()
        };
        let (aktif, inaktif, belum) =
            (jumlah(&["aktif", "ditutup"]), jumlah(&["inaktif", "dinilai"]), jumlah(&["belum"]));
        if aktif + inaktif + belum == 0 {
            return Ok(vec![]);
        }
        let ubin = |label: &'static str, n: i64, href: String, tone: Tone| Tile {
            label: label.into(),
            value: angka::bulat(n).into(),
            note: "".into(),
            href: href.into(),
            tone: if n > 0 { tone } else { Tone::Neutral },
        };
        Ok(vec![
            ubin("Berkas aktif", aktif, format!("/berkas_arsip?unit={}", unit.id), Tone::Working),
            ubin("Berkas inaktif", inaktif, format!("/berkas_arsip?status=inaktif&unit={}", unit.id), Tone::Neutral),
            ubin("Arsip belum diberkaskan", belum, format!("/arsip?status=belum&unit={}", unit.id), Tone::Attention),
        ])
    })
}
