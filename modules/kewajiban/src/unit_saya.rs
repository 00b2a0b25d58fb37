//! How the obligations of one's own unit stand, for the home page.

use crate::gambaran::kode_wajib;
use crate::pages::kepatuhan::{bagian, nada};
use crate::rules::kepatuhan::Rekap;
use crate::store::rekap::{self, Cakupan};
use crate::{LIHAT, katalog, store};
use kernel::indonesia::angka;
use kernel::module::Unit;
use kernel::page::{Tile, Tone};
use kernel::{BoxFuture, Ctx, Result};

/// Compliance, what is late, what falls due soon, and what waits for an examiner; nothing for a unit that owes nothing.
pub fn angka(ctx: Ctx, unit: Unit) -> BoxFuture<Result<Vec<Tile<'static>>>> {
    Box::pin(async move {
        let scope = ctx.scope_of(LIHAT).within(&[unit.id]);
        if scope.is_nothing() || !katalog::ada(&ctx.app) {
            return Ok(vec![]);
        }
        let daftar = katalog::dari(&ctx.app)?;
        let setelan = store::setelan::baca(&ctx.app, &daftar).await?;
        let kode = kode_wajib(&daftar);
        let cakupan =
            Cakupan { kode: &kode, tahun: None, hari_ini: ctx.today(), hari_mendekati: setelan.hari_mendekati };
        let hasil = rekap::hitung(&ctx.app, Some(&scope), &cakupan).await?;
        let mut jumlah = Rekap::default();
        hasil.kewajiban.values().for_each(|satu| rekap::gabung(&mut jumlah, satu));
        if jumlah.jumlah() == 0 {
            return Ok(vec![]);
        }
        let tautan = |status: &str| format!("/kewajiban?status={status}&unit={}", unit.id);
        let hitungan = |label: &'static str, banyak: u32, status: &str, tone| Tile {
            label: label.into(),
            value: angka::bulat(i64::from(banyak)).into(),
            note: "".into(),
            href: tautan(status).into(),
            tone: if banyak > 0 { tone } else { Tone::Neutral },
        };
        Ok(vec![
            Tile {
                label: "Kepatuhan".into(),
                value: bagian(&jumlah).into(),
                note: "kewajiban terpenuhi dari yang sudah jatuh tempo".into(),
                href: tautan("semua").into(),
                tone: nada(&jumlah),
            },
            hitungan("Kewajiban terlambat", jumlah.terlambat, "terlambat", Tone::Bad),
            hitungan("Mendekati jatuh tempo", jumlah.mendekati, "mendekati", Tone::Attention),
            hitungan("Menunggu pemeriksaan", hasil.diperiksa, "diperiksa", Tone::Working),
        ])
    })
}
