//! What awaits a person, and figures of the person's unit.
use kernel::indonesia::angka;
use kernel::module::{Task, Unit};
use kernel::page::{Tile, Tone};
use kernel::{Ctx, Result, args};
use time::Duration;

use super::kotak::{self, unit_saya};
use super::model::KeadaanSurat;
use super::surel::store as surel;
use crate::disposisi::store::{self as dispositions, Urut};
use crate::isi::sebut_perihal;
use crate::{AGENDA, CATAT, DISPOSISI};

/// Most tasks of each kind; the list shows the rest.
const PALING_BANYAK: usize = 25;
/// Counting ends here.
const HITUNG: usize = 100;
/// Dispositions are tasks from so many days before their deadline.
const HARI: i64 = 14;

/// Letters to register and to dispose, and dispositions with a deadline.
pub async fn tugas(ctx: &Ctx) -> Result<Vec<Task>> {
    let mut semua = vec![];
    let Some(akun) = ctx.actor.account() else { return Ok(semua) };
    let unit = unit_saya(ctx);
    if ctx.actor.can(CATAT) {
        let belum = kotak::hitung(&ctx.app, &unit, None, KeadaanSurat::BelumDicatat, HITUNG).await?;
        let pesan = surel::baru(&ctx.app, &ctx.scope_of(CATAT), HITUNG).await?.len();
        if belum + pesan > 0 {
            semua.push(Task {
                title: format!("Catat {} surat masuk ke agenda", sekian(belum + pesan)),
                href: "/surat_masuk/belum_dicatat".to_owned(),
                due: None,
                kind: "Surat masuk",
            });
        }
    }
    if ctx.actor.can(DISPOSISI) {
        let menunggu = kotak::hitung(&ctx.app, &unit, Some(akun), KeadaanSurat::Tercatat, HITUNG).await?;
        if menunggu > 0 {
            semua.push(Task {
                title: format!("Putuskan {} surat masuk", sekian(menunggu)),
                href: "/surat_masuk/hari_ini".to_owned(),
                due: None,
                kind: "Surat masuk",
            });
        }
    }
    let sampai = ctx.today().saturating_add(Duration::days(HARI));
    let (mut butir, lagi) = dispositions::untuk(&ctx.app, &unit, akun, Urut::Tenggat(sampai), PALING_BANYAK).await?;
    sebut_perihal(&ctx.app, Some(akun), &mut butir, |satu| (satu.penerima.naskah, &mut satu.perihal)).await?;
    for satu in &butir {
        semua.push(Task {
            title: format!("Disposisi: {}", satu.perihal),
            href: format!("{}#disposisi-{}", crate::model::href(satu.penerima.naskah), satu.penerima.id),
            due: satu.penerima.tenggat,
            kind: "Disposisi",
        });
    }
    if lagi {
        semua.push(Task {
            title: "Disposisi lain yang mendekati tenggat".to_owned(),
            href: "/surat_masuk?tampil=disposisi".to_owned(),
            due: None,
            kind: "Disposisi",
        });
    }
    Ok(semua)
}

fn sekian(banyak: usize) -> String {
    let teks = angka::bulat(i64::try_from(banyak).unwrap_or(i64::MAX));
    if banyak >= HITUNG { format!("{teks} atau lebih") } else { teks }
}

/// Letters that wait, and dispositions of the unit that are late.
pub async fn angka(ctx: &Ctx, unit: &Unit) -> Result<Vec<Tile<'static>>> {
    let scope = ctx.scope_of(AGENDA).within(&[unit.id]);
    if scope.is_nothing() {
        return Ok(vec![]);
    }
    let milik = [unit.id];
    let perlu = kotak::hitung(&ctx.app, &milik, None, KeadaanSurat::Tercatat, HITUNG).await?;
    let belum = kotak::hitung(&ctx.app, &milik, None, KeadaanSurat::BelumDicatat, HITUNG).await?;
    let text = "select count(*) as n from (select 1 from disposisi_penerima p where p.unit = $1 \
        and p.keadaan in ('dikirim', 'dibaca', 'dikerjakan') and p.tenggat < $2 limit 100) x";
    let lewat: i64 = ctx.app.db.one(text, args![unit.id, ctx.today()]).await?.get("n")?;
    let butir = |label: &'static str, banyak: usize, href: &'static str, tone| Tile {
        label: label.into(),
        value: sekian(banyak).into(),
        note: "".into(),
        href: href.into(),
        tone: if banyak > 0 { tone } else { Tone::Neutral },
    };
    Ok(vec![
        butir("Surat perlu disposisi", perlu, "/surat_masuk?tampil=perlu_disposisi", Tone::Attention),
        butir("Surat belum dicatat", belum, "/surat_masuk/belum_dicatat", Tone::Attention),
        butir(
            "Disposisi lewat tenggat",
            usize::try_from(lewat).unwrap_or(0),
            "/surat_masuk?tampil=disposisi",
            Tone::Bad,
        ),
    ])
}
