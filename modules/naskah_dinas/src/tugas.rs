//! What awaits a person, and how the letters of a unit stand.
use kernel::indonesia::angka;
use kernel::module::{Task, Unit};
use kernel::page::{Tile, Tone};
use kernel::{Ctx, Work, args};
use uuid::Uuid;

use crate::isi::sebut_perihal;
use crate::model::PeranLangkah;
use crate::store::{daftar, langkah};
use crate::{LIHAT, TULIS, jenis};

/// Most tasks of each kind.
const PALING_BANYAK: usize = 25;

/// Letters that wait for one's paraf or signature, and one's own that came back or wait for paper.
pub fn tugas(ctx: Ctx) -> Work<Vec<Task>> {
    Box::pin(async move {
        let Some(akun) = ctx.actor.account().filter(|_| ctx.actor.can(LIHAT)) else { return Ok(vec![]) };
        let mut semua = vec![];
        let mut menunggu = langkah::menunggu(&ctx.app, akun, ctx.actor.assignments(), PALING_BANYAK).await?;
        sebut_perihal(&ctx.app, Some(akun), &mut menunggu, |satu| (satu.langkah.naskah, &mut satu.perihal)).await?;
        for satu in menunggu {
            let (awal, kind) = match satu.langkah.peran {
                PeranLangkah::Paraf => ("Paraf", "Paraf"),
                PeranLangkah::TandaTangan => ("Setujui dan tandatangani", "Tanda tangan"),
            };
            semua.push(Task {
                title: format!("{awal}: {} ({})", satu.perihal, jenis::nama(&satu.jenis)),
                href: crate::model::href(satu.langkah.naskah),
                due: None,
                kind,
            });
        }
        if ctx.actor.can(TULIS) {
            let text = format!(
                "select id, perihal, jenis, keadaan from naskah where owner = $1 and keadaan in ('dikembalikan', 'menunggu_basah') \
                 order by updated desc, id limit {PALING_BANYAK}"
            );
            let mut milik: Vec<(Uuid, String, String)> = vec![];
            for row in ctx.app.db.query(&text, args![akun]).await? {
                milik.push((row.get("id")?, row.get("perihal")?, row.get("keadaan")?));
            }
            sebut_perihal(&ctx.app, Some(akun), &mut milik, |(id, perihal, _)| (*id, perihal)).await?;
            for (id, perihal, keadaan) in milik {
                let awal = if keadaan == "dikembalikan" { "Perbaiki naskah" } else { "Catat tanda tangan di kertas" };
                let href = crate::model::href(id);
                semua.push(Task { title: format!("{awal}: {perihal}"), href, due: None, kind: "Naskah" });
            }
        }
        semua.extend(crate::masuk::tugas::tugas(&ctx).await?);
        Ok(semua)
    })
}

/// Letters of the unit that nobody has read, and drafts on their way.
pub fn angka_unit(ctx: Ctx, unit: Unit) -> Work<Vec<Tile<'static>>> {
    Box::pin(async move {
        let scope = ctx.scope_of(LIHAT).within(&[unit.id]);
        if scope.is_nothing() {
            return Ok(vec![]);
        }
        let belum = daftar::belum_dibaca(&ctx.app, &scope, None, 100).await?;
        let text = "select count(*) as n from naskah where unit = $1 and arah = 'keluar' and keadaan = 'diperiksa' and keamanan in ('biasa', 'terbatas')";
        let jalan: i64 = ctx.app.db.one(text, args![unit.id]).await?.get("n")?;
        let ubin = |label: &'static str, value: String, href: &'static str, tone| Tile {
            label: label.into(),
            value: value.into(),
            note: "".into(),
            href: href.into(),
            tone,
        };
        let value = if belum >= 100 { "100+".to_owned() } else { belum.to_string() };
        let tone = if belum > 0 { Tone::Attention } else { Tone::Neutral };
        let mut semua = vec![
            ubin("Surat masuk belum dibaca", value, "/surat_masuk?tampil=belum_dibaca", tone),
            ubin(
                "Naskah menunggu persetujuan",
                angka::bulat(jalan),
                "/naskah?kotak=konsep&keadaan=diperiksa",
                Tone::Working,
            ),
        ];
        semua.extend(crate::masuk::tugas::angka(&ctx, &unit).await?);
        Ok(semua)
    })
}
