//! What awaits officers, figures of a unit, and what visitors are offered.
use kernel::module::{Offer, OfferSearch, Task, Unit};
use kernel::page::{Tile, Tone};
use kernel::{BoxFuture, Ctx, Result};
use time::Duration;

use crate::model::Keadaan;
use crate::store::antrean::{self, Pilah, Saring};
use crate::store::{angka, katalog};
use crate::{PROSES, SAHKAN, SETUJUI};

/// Most tasks of each kind; the queue shows the rest.
const PALING_BANYAK: i64 = 25;

/// Cases that the person has, new ones of the unit, and those that wait for a decision.
pub fn tugas(ctx: Ctx) -> BoxFuture<Result<Vec<Task>>> {
    Box::pin(async move {
        let mut semua: Vec<Task> = vec![];
        let (proses, putus) = (ctx.scope_of(PROSES), ctx.scope_of(SETUJUI));
        let mut ambil = vec![];
        if !proses.is_nothing() {
            let saya = Saring { pilah: Pilah::Saya, akun: ctx.actor.account(), ..Saring::default() };
            for satu in antrean::daftar(&ctx.app, &proses, &saya, ctx.today(), PALING_BANYAK).await? {
                if satu.keadaan.berjalan() || satu.keadaan == Keadaan::Siap {
                    ambil.push((satu.keadaan.label(), satu));
                }
            }
            if putus.is_nothing() {
                let baru = Saring { pilah: Pilah::TanpaPetugas, keadaan: Some(Keadaan::Masuk), ..Saring::default() };
                for satu in antrean::daftar(&ctx.app, &proses, &baru, ctx.today(), PALING_BANYAK).await? {
                    ambil.push(("Permohonan baru", satu));
                }
            }
        }
        if !putus.is_nothing() {
            for keadaan in [Keadaan::Persetujuan, Keadaan::Keberatan] {
                let saring = Saring { keadaan: Some(keadaan), ..Saring::default() };
                for satu in antrean::daftar(&ctx.app, &putus, &saring, ctx.today(), PALING_BANYAK).await? {
                    ambil.push((keadaan.label(), satu));
                }
            }
        }
        let mut sudah = vec![];
        for (kata, satu) in ambil {
            if sudah.contains(&satu.id) {
                continue;
            }
            sudah.push(satu.id);
            semua.push(Task {
                title: format!("{kata}: {}", satu.label()),
                href: satu.href(),
                due: satu.tenggat,
                kind: "Permohonan",
            });
        }
        let sahkan = ctx.scope_of(SAHKAN);
        if !sahkan.is_nothing() {
            let mut values = vec![];
            let inside = sahkan.filter(&kernel::Rows::PLAIN, &mut values);
            let text = format!(
                "select id, nama from layanan where status = 'diajukan' and {inside} order by nama, id limit 25"
            );
            for row in ctx.app.db.query(&text, values).await? {
                let (id, nama) = (row.get::<uuid::Uuid>("id")?, row.get::<String>("nama")?);
                semua.push(Task {
                    title: format!("Sahkan standar pelayanan: {nama}"),
                    href: format!("/standar_layanan/{id}"),
                    due: None,
                    kind: "Standar",
                });
            }
        }
        Ok(semua)
    })
}

/// Open cases of a unit, late ones, and how many ended in time this year.
pub fn unit(ctx: Ctx, unit: Unit) -> BoxFuture<Result<Vec<Tile<'static>>>> {
    Box::pin(async move {
        let scope = ctx.scope_of(PROSES).within(&[unit.id]);
        if scope.is_nothing() {
            return Ok(vec![]);
        }
        let hitung = antrean::hitung(&ctx.app, &scope, ctx.today()).await?;
        let buka: i64 = hitung.iter().filter(|(keadaan, ..)| keadaan.antre()).map(|(_, n, _)| n).sum();
        let lewat: i64 = hitung.iter().filter(|(keadaan, ..)| keadaan.berjalan()).map(|(_, _, n)| n).sum();
        if hitung.is_empty() {
            return Ok(vec![]);
        }
        let ringkas = angka::ringkas(&ctx.app, ctx.now - Duration::days(365), Some(unit.id)).await?;
        let mut semua = vec![
            Tile {
                label: "Permohonan terbuka".into(),
                value: buka.to_string().into(),
                href: "/permohonan".into(),
                tone: Tone::Working,
                ..Tile::default()
            },
            Tile {
                label: "Permohonan terlambat".into(),
                value: lewat.to_string().into(),
                href: "/permohonan?pilah=terlambat".into(),
                tone: if lewat > 0 { Tone::Bad } else { Tone::Good },
                ..Tile::default()
            },
        ];
        if ringkas.berakhir > 0 {
            semua.push(Tile {
                label: "Selesai tepat waktu".into(),
                value: format!("{}%", ringkas.tepat * 100 / ringkas.berakhir).into(),
                note: format!("dari {} permohonan setahun terakhir", ringkas.berakhir).into(),
                ..Tile::default()
            });
        }
        Ok(semua)
    })
}

/// For visitors: the catalogue with its search.
pub fn sambut(ctx: Ctx) -> BoxFuture<Result<Vec<Offer>>> {
    Box::pin(async move {
        let hitung = katalog::hitung(&ctx.app).await?;
        let banyak: i64 = hitung.iter().map(|(_, _, n)| n).sum();
        if banyak == 0 {
            return Ok(vec![]);
        }
        let daring: i64 = hitung.iter().filter(|(_, daring, _)| *daring).map(|(_, _, n)| n).sum();
        Ok(vec![Offer {
            title: "Layanan",
            about: format!(
                "{banyak} layanan dengan syarat, waktu, dan biayanya. {daring} di antaranya dapat diajukan dari sini, tanpa akun."
            ),
            search: Some(OfferSearch { action: "/layanan", field: "q", label: "Apa yang Anda perlukan?" }),
            newest: vec![],
            more: Some(("Semua layanan", "/layanan")),
            order: 1,
        }])
    })
}
