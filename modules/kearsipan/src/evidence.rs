//! Live facts for the evaluation: what the archive says about the service of dynamic records, about keeping information whole
//! and about the management of data (indicators 37, 22 and 23 of PermenPANRB 59/2020).
use kernel::module::{Fact, Probe};
use kernel::{App, BoxFuture, Result, args};
use time::{Duration, OffsetDateTime};

/// A content that was read again within this time counts as checked.
const SEGAR: Duration = Duration::days(90);

/// The probes.
pub const PROBES: &[Probe] = &[
    Probe {
        key: "kearsipan.dinamis",
        title: "Arsip dinamis yang dikelola di Pendopo",
        indicators: &["permenpanrb-59-2020:37"],
        run: dinamis,
    },
    Probe {
        key: "kearsipan.keutuhan",
        title: "Isi berkas yang diperiksa ulang keutuhannya",
        indicators: &["permenpanrb-59-2020:22"],
        run: keutuhan,
    },
    Probe {
        key: "kearsipan.retensi",
        title: "Berkas yang mempunyai jadwal retensi",
        indicators: &["permenpanrb-59-2020:23", "permenpanrb-59-2020:37"],
        run: retensi,
    },
];

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
                    (select count(*) from izin_arsip where status = 'disetujui') as izin, \
                    (select count(distinct unit) from arsip) as unit";
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
                "{} arsip dari {} unit tersimpan, {} di antaranya masuk sendiri dari naskah dinas; {} usul penyusutan diproses; {} dipertukarkan.",
                hitungan.arsip,
                row.get::<i64>("unit")?,
                hitungan.sendiri,
                hitungan.usul,
                hitungan.tukar
            ),
            supports: tingkat(hitungan),
            href: Some("/arsip/laporan".to_owned()),
            newest: newest.map(|at| at.to_offset(app.offset()).date()),
        })
    })
}

/// How much of what is stored was read again lately. How mature the management behind it is a person has to judge.
fn keutuhan(app: App) -> BoxFuture<Result<Fact>> {
    Box::pin(async move {
        let text = "select count(*) as semua, count(case when diperiksa >= $1 and hasil <> 'belum' then 1 end) as segar, \
                    max(diperiksa) as terbaru, (select count(*) from temuan_isi where pulih is null) as terbuka from periksa_isi";
        let row = app.db.one(text, args![app.now() - SEGAR]).await?;
        let (semua, segar, terbuka): (i64, i64, i64) = (row.get("semua")?, row.get("segar")?, row.get("terbuka")?);
        let terbaru: Option<OffsetDateTime> = row.get("terbaru")?;
        let says = if segar == 0 {
            "Belum ada isi berkas yang diperiksa ulang keutuhannya dalam tiga bulan terakhir.".to_owned()
        } else {
            format!(
                "{segar} dari {semua} isi berkas dibaca ulang dan dibandingkan dengan sidiknya dalam tiga bulan terakhir; {terbuka} temuan belum pulih."
            )
        };
        let newest = terbaru.filter(|_| segar > 0).map(|at| at.to_offset(app.offset()).date());
        Ok(Fact { says, supports: None, href: Some("/arsip/keutuhan".to_owned()), newest })
    })
}

/// How many closed files the schedule reaches, and whether what has ended is dealt with.
fn retensi(app: App) -> BoxFuture<Result<Fact>> {
    Box::pin(async move {
        let text = "select count(case when ditutup is not null then 1 end) as tutup, \
                    count(case when ditutup is not null and nasib_akhir is not null and aktif_sampai is not null then 1 end) as jadwal, \
                    count(case when status in ('musnah', 'serah') then 1 end) as susut, \
                    count(case when status = 'inaktif' and inaktif_sampai < $1 and ditahan = false then 1 end) as lewat, \
                    max(ditutup) as terbaru from berkas_arsip";
        let row = app.db.one(text, args![app.today()]).await?;
        let angka = |nama: &str| row.get::<i64>(nama);
        let tutup = angka("tutup")?;
        let says = if tutup == 0 {
            "Belum ada berkas arsip yang ditutup, sehingga retensinya belum berjalan.".to_owned()
        } else {
            format!(
                "{} dari {tutup} berkas yang ditutup mengikuti jadwal retensi; {} sudah dimusnahkan atau diserahkan dengan berita acara, {} menunggu penyusutan.",
                angka("jadwal")?,
                angka("susut")?,
                angka("lewat")?
            )
        };
        Ok(Fact { says, supports: None, href: Some("/arsip/laporan".to_owned()), newest: row.get("terbaru")? })
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
