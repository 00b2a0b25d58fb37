//! How users judge one's own unit, for the home page.
use kernel::indonesia::angka;
use kernel::module::Unit;
use kernel::page::Tile;
use kernel::{BoxFuture, Ctx, Result};

use crate::hak::LIHAT;
use crate::pages::angka::{mutu, pecahan};
use crate::pages::meja::nada;
use crate::store;

/// Index of the newest period; nothing for a unit without one.
pub fn angka(ctx: Ctx, unit: Unit) -> BoxFuture<Result<Vec<Tile<'static>>>> {
    Box::pin(async move {
        let scope = ctx.scope_of(LIHAT).within(&[unit.id]);
        if scope.is_nothing() {
            return Ok(vec![]);
        }
        let Some(terbaru) = store::periode::list(&ctx.app, &scope, "", None).await?.into_iter().next() else {
            return Ok(vec![]);
        };
        let rekap = store::rekap::jumlah(&ctx.app, &[terbaru.id]).await?.remove(&terbaru.id).unwrap_or_default();
        Ok(vec![Tile {
            label: format!("Nilai kepuasan, {}", terbaru.nama).into(),
            value: pecahan(rekap.konversi(), 2).into(),
            note: format!("{}, {} responden", mutu(rekap.mutu()), angka::bulat(rekap.n)).into(),
            href: terbaru.meja().into(),
            tone: nada(&rekap),
        }])
    })
}
