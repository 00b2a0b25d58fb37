//! What awaits a person, how the complaints of a unit stand, and what a visitor finds.
use kernel::indonesia::{angka, kalimat};
use kernel::module::{News, Offer, Task, Unit};
use kernel::page::{Tile, Tone};
use kernel::{Ctx, Work};

use crate::model::{self, Keadaan, Pengaduan};
use crate::publik::{self, Saring as SaringPublik};
use crate::store::daftar::{self, Saring};
use crate::{AWASI, KOORDINASI, TANGANI};

/// Most tasks of each part.
const PALING_BANYAK: usize = 10;
/// How far is counted.
const HITUNG: usize = 100;

fn tugas_dari(semua: Vec<Pengaduan>, awal: &str) -> impl Iterator<Item = Task> {
    semua.into_iter().map(move |satu| Task {
        title: format!("{awal}: {}", kalimat::potong(&satu.judul, 90)),
        href: model::href(satu.id),
        due: satu.batas,
        kind: "Pengaduan",
    })
}

/// Verification for the coordinator, answers for agencies, objections for the supervision agency; the nearest deadlines first.
pub fn tugas(ctx: Ctx) -> Work<Vec<Task>> {
    Box::pin(async move {
        let bagian = [
            (KOORDINASI, vec![Keadaan::Baru], "Verifikasi pengaduan"),
            (TANGANI, vec![Keadaan::Didisposisi, Keadaan::DibukaLagi, Keadaan::Diproses], "Tindak lanjuti pengaduan"),
            (AWASI, vec![Keadaan::Keberatan], "Putuskan keberatan"),
        ];
        let mut semua = vec![];
        for (perm, keadaan, awal) in bagian {
            if !ctx.actor.can(perm) {
                continue;
            }
            for satu in keadaan {
                let saring = Saring { aktif: true, keadaan: Some(satu), ..Saring::default() };
                let (milik, _) = daftar::daftar(&ctx.app, &ctx.scope_of(perm), &saring, None, PALING_BANYAK).await?;
                semua.extend(tugas_dari(milik, awal));
            }
        }
        semua.sort_by_key(|satu| satu.due);
        semua.truncate(2 * PALING_BANYAK);
        Ok(semua)
    })
}

/// Complaints of a unit that are under way, and those that are late.
pub fn angka_unit(ctx: Ctx, unit: Unit) -> Work<Vec<Tile<'static>>> {
    Box::pin(async move {
        let scope = ctx.scope_of(crate::LIHAT).within(&[unit.id]);
        if scope.is_nothing() {
            return Ok(vec![]);
        }
        let saring = Saring { aktif: true, ..Saring::default() };
        let aktif = daftar::banyak(&ctx.app, &scope, &saring, HITUNG, None).await?;
        let lewat = daftar::banyak(&ctx.app, &scope, &saring, HITUNG, Some(ctx.today())).await?;
        let ubin = |label: &'static str, banyak: usize, tone| Tile {
            label: label.into(),
            value: if banyak >= HITUNG { "100+".into() } else { banyak.to_string().into() },
            note: "".into(),
            href: format!("/meja-pengaduan?unit={}", unit.id).into(),
            tone,
        };
        Ok(vec![
            ubin("Pengaduan berjalan", aktif, Tone::Working),
            ubin("Pengaduan terlambat", lewat, if lewat > 0 { Tone::Bad } else { Tone::Neutral }),
        ])
    })
}

/// The newest published complaints, and where one reports.
pub fn tawaran(ctx: Ctx) -> Work<Vec<Offer>> {
    Box::pin(async move {
        let (semua, _) = publik::daftar(&ctx.app, &SaringPublik::default(), None, 3).await?;
        let newest = semua
            .into_iter()
            .map(|satu| News {
                on: crate::pages::hari(&ctx.app, satu.terbit_pada),
                summary: if satu.pengikut > 0 {
                    format!("{} Dialami juga oleh {} orang.", satu.keadaan.label(), angka::bulat(satu.pengikut))
                } else {
                    satu.keadaan.label().to_owned()
                },
                href: model::href_publik(satu.id),
                title: satu.judul,
                kind: "Pengaduan",
            })
            .collect();
        Ok(vec![Offer {
            title: "Pengaduan masyarakat",
            about: "Laporkan jalan rusak atau layanan yang buruk, tanpa akun dan boleh tanpa nama. Ikuti penanganannya dengan nomor laporan.".into(),
            search: None,
            newest,
            more: Some(("Sampaikan atau lacak laporan", "/pengaduan")),
            order: 15,
        }])
    })
}
