//! What the records of letters say about the indicator of dynamic records (PermenPANRB 59/2020, indicator 37).
use kernel::indonesia::angka;
use kernel::module::{Fact, Probe};
use kernel::{App, BoxFuture, Result, args};
use time::{Duration, OffsetDateTime};

use crate::agenda::statistik;

/// Records of this age and newer are looked at, in days.
const MASA: i64 = 365;

/// The highest level that the use of the books supports. Deliberately careful: it shows that letters are handled
/// electronically (2) and that several units do so with dispositions (3), never that it is integrated (4) or improved (5).
pub fn tingkat(surat: i64, unit: i64, disposisi: i64) -> Option<u8> {
    match (surat, unit, disposisi) {
        (0, _, _) => None,
        (_, banyak, tindak) if banyak >= 3 && tindak > 0 => Some(3),
        (_, _, tindak) if tindak > 0 => Some(2),
        (_, _, _) => Some(1),
    }
}

fn baca(app: App) -> BoxFuture<Result<Fact>> {
    Box::pin(async move {
        let sejak = app.now() - Duration::days(MASA);
        let text = "select count(*) as surat, count(distinct s.unit) as unit, max(s.dicatat) as terbaru from surat_masuk s where s.dicatat >= $1";
        let row = app.db.one(text, args![sejak]).await?;
        let (surat, unit): (i64, i64) = (row.get("surat")?, row.get("unit")?);
        let terbaru: Option<OffsetDateTime> = row.get("terbaru")?;
        let disposisi: i64 =
            app.db.one("select count(*) as n from disposisi where created >= $1", args![sejak]).await?.get("n")?;
        let says = if surat == 0 {
            "Belum ada surat masuk yang dicatat secara elektronik dalam setahun terakhir.".to_owned()
        } else {
            format!(
                "{} surat masuk dicatat dengan nomor agenda oleh {} unit dan {} disposisi diberikan secara elektronik dalam setahun terakhir.",
                angka::bulat(surat),
                angka::bulat(unit),
                angka::bulat(disposisi)
            )
        };
        Ok(Fact {
            says,
            supports: tingkat(surat, unit, disposisi),
            href: Some("/agenda_surat".to_owned()),
            newest: terbaru.map(|saat| saat.to_offset(app.offset()).date()),
        })
    })
}

/// The fact about incoming letters and dispositions.
pub const BUKTI: Probe = Probe {
    key: "naskah_dinas.surat_masuk",
    title: "Surat masuk dan disposisi yang dikelola secara elektronik",
    indicators: &["permenpanrb-59-2020:37"],
    run: baca,
};

fn baca_disposisi(app: App) -> BoxFuture<Result<Fact>> {
    Box::pin(async move {
        let sejak = app.now() - Duration::days(MASA);
        let text = "select count(*) as semua, sum(case when keadaan = 'selesai' then 1 else 0 end) as selesai, max(created) as terbaru \
            from disposisi_penerima where created >= $1 and keadaan <> 'ditarik'";
        let row = app.db.one(text, args![sejak]).await?;
        let (semua, selesai): (i64, Option<i64>) = (row.get("semua")?, row.get("selesai")?);
        let terbaru: Option<OffsetDateTime> = row.get("terbaru")?;
        let text =
            "select count(menit_disposisi) as n, avg(menit_disposisi) as rata from surat_masuk where dicatat >= $1";
        let rata: Option<f64> = app.db.one(text, args![sejak]).await?.get("rata")?;
        let says = match (semua, rata) {
            (0, _) => "Belum ada disposisi elektronik dalam setahun terakhir.".to_owned(),
            (_, rata) => {
                let lama = rata.map(|menit| {
                    format!(" Surat rata-rata didisposisikan {} kerja setelah dicatat.", statistik::tulis(menit))
                });
                format!(
                    "{} dari {} disposisi dalam setahun terakhir sudah diselesaikan dengan laporan.{}",
                    angka::bulat(selesai.unwrap_or(0)),
                    angka::bulat(semua),
                    lama.unwrap_or_default()
                )
            }
        };
        Ok(Fact {
            says,
            // How well dispositions are followed up a person has to judge.
            supports: None,
            href: Some("/agenda_surat?buku=disposisi".to_owned()),
            newest: terbaru.map(|saat| saat.to_offset(app.offset()).date()),
        })
    })
}

/// The fact about how dispositions are followed up.
pub const TINDAK_LANJUT: Probe = Probe {
    key: "naskah_dinas.disposisi",
    title: "Disposisi yang ditindaklanjuti",
    indicators: &["permenpanrb-59-2020:37"],
    run: baca_disposisi,
};

#[cfg(test)]
mod tests {
    #[test]
    fn levels_are_supported_carefully() {
        let table = [
            ((0, 0, 0), None),
            ((10, 1, 0), Some(1)),
            ((10, 5, 0), Some(1)),
            ((10, 1, 3), Some(2)),
            ((10, 3, 1), Some(3)),
            ((100_000, 40, 90_000), Some(3)),
        ];
        for ((surat, unit, disposisi), harap) in table {
            assert_eq!(super::tingkat(surat, unit, disposisi), harap);
        }
    }
}
