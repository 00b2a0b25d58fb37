//! Live facts for the evaluation: the three sectors of public services that are used most (indicators 45 to 47 of PermenPANRB 59/2020),
//! and the portal of services (indicator 17 of PermenPANRB 8/2026).
use kernel::indonesia::tanggal;
use kernel::module::{Fact, Probe};
use kernel::{App, BoxFuture, Result, args};
use register::field::option_label;
use time::{Duration, OffsetDateTime};

use crate::registers::SEKTOR;
use crate::store::katalog;

/// The probes.
pub const PROBES: &[Probe] = &[
    Probe {
        key: "layanan.sektor.1",
        title: "Layanan publik pada sektor yang paling banyak dipakai",
        indicators: &["permenpanrb-59-2020:45"],
        run: |app| sektor(app, 0),
    },
    Probe {
        key: "layanan.sektor.2",
        title: "Layanan publik pada sektor kedua yang paling banyak dipakai",
        indicators: &["permenpanrb-59-2020:46"],
        run: |app| sektor(app, 1),
    },
    Probe {
        key: "layanan.sektor.3",
        title: "Layanan publik pada sektor ketiga yang paling banyak dipakai",
        indicators: &["permenpanrb-59-2020:47"],
        run: |app| sektor(app, 2),
    },
    Probe {
        key: "layanan.portal",
        title: "Layanan dalam satu katalog",
        indicators: &["pemdi-8-2026:17"],
        run: |app| Box::pin(async move { portal(&app).await }),
    },
];

/// What is counted of a sector.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hitungan {
    /// Published services.
    pub layanan: i64,
    /// Of these, with applications here.
    pub daring: i64,
    /// Cases of a year.
    pub kasus: i64,
    /// Cases that were decided here.
    pub diputus: i64,
    /// Parts of joint applications, and cases that came from other programs.
    pub terhubung: i64,
}

/// The highest level that the records alone support: published 1, may be applied for here 2, decided here 3, joined with services of
/// others 4. That it was improved after a review (5) no record can show.
pub fn tingkat(hitungan: &Hitungan) -> Option<u8> {
    if hitungan.layanan == 0 {
        return None;
    }
    Some(if hitungan.diputus > 0 && hitungan.terhubung > 0 {
        4
    } else if hitungan.diputus > 0 {
        3
    } else if hitungan.daring > 0 {
        2
    } else {
        1
    })
}

fn sektor(app: App, urutan: usize) -> BoxFuture<Result<Fact>> {
    Box::pin(async move {
        let sejak = app.now() - Duration::days(365);
        let text = "select s.sektor, count(*) as kasus, \
             sum(case when p.keadaan in ('selesai', 'ditolak', 'siap') then 1 else 0 end) as diputus, \
             sum(case when p.induk is not null or p.kanal = 'api' then 1 else 0 end) as terhubung, max(p.masuk) as terbaru \
             from permohonan p join layanan_standar s on s.id = p.standar where p.masuk >= $1 \
             group by s.sektor order by count(*) desc, s.sektor limit 3";
        let rows = app.db.query(text, args![sejak]).await?;
        let Some(row) = rows.get(urutan) else {
            return Ok(Fact {
                says: "Belum ada permohonan pada sektor sebanyak ini dalam setahun terakhir.".to_owned(),
                supports: None,
                href: Some("/layanan".to_owned()),
                newest: None,
            });
        };
        let kunci: String = row.get("sektor")?;
        let terbit = app
            .db
            .one(
                "select count(*) as n, sum(case when daring then 1 else 0 end) as daring from layanan_standar where berlaku and sektor = $1",
                args![kunci.clone()],
            )
            .await?;
        let hitungan = Hitungan {
            layanan: terbit.get("n")?,
            daring: terbit.get::<Option<i64>>("daring")?.unwrap_or(0),
            kasus: row.get("kasus")?,
            diputus: row.get::<Option<i64>>("diputus")?.unwrap_or(0),
            terhubung: row.get::<Option<i64>>("terhubung")?.unwrap_or(0),
        };
        let terbaru: Option<OffsetDateTime> = row.get("terbaru")?;
        Ok(Fact {
            says: format!(
                "{}: {} layanan berlaku, {} dapat diajukan di sini; {} permohonan dalam setahun, {} sudah diputus, {} bersama layanan atau aplikasi lain.",
                option_label(SEKTOR, &kunci),
                hitungan.layanan,
                hitungan.daring,
                hitungan.kasus,
                hitungan.diputus,
                hitungan.terhubung
            ),
            supports: tingkat(&hitungan),
            href: Some(format!("/layanan?sektor={kunci}")),
            newest: terbaru.map(|saat| saat.to_offset(app.offset()).date()),
        })
    })
}

async fn portal(app: &App) -> Result<Fact> {
    let hitung = katalog::hitung(app).await?;
    let banyak: i64 = hitung.iter().map(|(_, _, n)| n).sum();
    let daring: i64 = hitung.iter().filter(|(_, daring, _)| *daring).map(|(_, _, n)| n).sum();
    let unit = katalog::penyelenggara(app).await?.len();
    let row = app.db.one("select max(disahkan) as terbaru from layanan_standar where berlaku", args![]).await?;
    let terbaru: Option<OffsetDateTime> = row.get("terbaru")?;
    let newest = terbaru.map(|saat| saat.to_offset(app.offset()).date());
    Ok(Fact {
        says: if banyak == 0 {
            "Belum ada layanan yang diumumkan dalam katalog.".to_owned()
        } else {
            format!(
                "{banyak} layanan dari {unit} penyelenggara dalam satu katalog, {daring} dapat diajukan tanpa berpindah aplikasi; standar terbaru {}.",
                newest.map(tanggal::panjang).unwrap_or_default()
            )
        },
        supports: None,
        href: Some("/layanan".to_owned()),
        newest,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_needs_what_the_records_show() {
        let satu =
            |layanan, daring, diputus, terhubung| Hitungan { layanan, daring, kasus: diputus, diputus, terhubung };
        let table = [
            (satu(0, 0, 0, 0), None),
            (satu(3, 0, 0, 0), Some(1)),
            (satu(3, 1, 0, 5), Some(2)),
            (satu(3, 1, 2, 0), Some(3)),
            (satu(3, 1, 2, 1), Some(4)),
        ];
        for (hitungan, harap) in table {
            assert_eq!(tingkat(&hitungan), harap, "{hitungan:?}");
        }
    }
}
