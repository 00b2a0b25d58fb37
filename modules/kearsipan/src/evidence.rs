//! Live facts for the evaluation: what the archive says about the service of dynamic records (indicator 37 of PermenPANRB
//! 59/2020).
use kernel::module::{Fact, Probe};
use kernel::{App, BoxFuture, Result, args};
use time::OffsetDateTime;

/// The probes.
pub const PROBES: &[Probe] = &[Probe {
    key: "kearsipan.dinamis",
    title: "Arsip dinamis yang dikelola di Pendopo",
    indicators: &["permenpanrb-59-2020:37"],
    run: dinamis,
}];

/// What is counted for the level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hitungan {
    /// Items.
    pub arsip: i64,
    /// Items that came by themselves from letters.
    pub sendiri: i64,
    /// Proposals that went through approval.
    pub usul: i64,
    /// Items exchanged with others: linked numbers, or read by consent.
    pub tukar: i64,
}

/// The highest level that the records alone support: searching and storing 2, workflow with approval 3, exchange with other
/// services 4. Improvement after a review (5) no record can show.
pub fn tingkat(hitungan: Hitungan) -> Option<u8> {
    let Hitungan { arsip, sendiri, usul, tukar } = hitungan;
    if arsip == 0 {
        return None;
    }
    let alur = usul > 0 || sendiri > 0;
    Some(if alur && tukar > 0 && sendiri > 0 {
        4
    } else if alur {
        3
    } else {
        2
    })
}

fn dinamis(app: App) -> BoxFuture<Result<Fact>> {
    Box::pin(async move {
        let text = "select (select count(*) from arsip) as arsip, (select count(*) from arsip where sumber = 'sistem') as sendiri, \
                    (select count(*) from usul_arsip where status <> 'draf' and status <> 'ditolak') as usul, \
                    (select count(*) from tautan_srikandi) as tautan, \
                    (select count(*) from izin_arsip where status = 'disetujui') as izin";
        let row = app.db.one(text, args![]).await?;
        let hitungan = Hitungan {
            arsip: row.get("arsip")?,
            sendiri: row.get("sendiri")?,
            usul: row.get("usul")?,
            tukar: row.get::<i64>("tautan")? + row.get::<i64>("izin")?,
        };
        let terbaru = app.db.optional("select created from arsip order by id desc limit 1", args![]).await?;
        let newest: Option<OffsetDateTime> = terbaru.map(|row| row.get("created")).transpose()?;
        Ok(Fact {
            says: format!(
                "{} arsip tersimpan, {} di antaranya masuk sendiri dari naskah dinas; {} usul penyusutan diproses; {} dipertukarkan.",
                hitungan.arsip, hitungan.sendiri, hitungan.usul, hitungan.tukar
            ),
            supports: tingkat(hitungan),
            href: Some("/arsip".to_owned()),
            newest: newest.map(|at| at.to_offset(app.offset()).date()),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_level_follows_from_the_records() {
        let h = |arsip, sendiri, usul, tukar| Hitungan { arsip, sendiri, usul, tukar };
        let kasus = [
            (h(0, 0, 5, 5), None),
            (h(3, 0, 0, 0), Some(2)),
            (h(3, 0, 1, 0), Some(3)),
            (h(3, 2, 0, 0), Some(3)),
            (h(3, 0, 1, 4), Some(3)),
            (h(3, 2, 0, 1), Some(4)),
        ];
        for (hitungan, harap) in kasus {
            assert_eq!(tingkat(hitungan), harap, "{hitungan:?}");
        }
    }
}
