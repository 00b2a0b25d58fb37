//! Live facts for the evaluation: whether satisfaction is measured, published and followed by improvement.
use kernel::module::{Fact, Probe};
use kernel::{App, BoxFuture, Result, args};
use time::{Date, Duration};

/// Results of this time count.
const SEGAR: Duration = Duration::days(730);

/// The probes.
pub const PROBES: &[Probe] = &[
    Probe {
        key: "survei.kepuasan",
        title: "Survei kepuasan yang diadakan dan diumumkan",
        indicators: &[
            "pemdi-8-2026:20",
            "permenpanrb-59-2020:45",
            "permenpanrb-59-2020:46",
            "permenpanrb-59-2020:47",
            "permenpanrb-5-2018:35",
        ],
        run: kepuasan,
    },
    Probe {
        key: "survei.tindak_lanjut",
        title: "Perbaikan layanan yang mengikuti hasil survei",
        indicators: &["pemdi-8-2026:20", "permenpanrb-59-2020:45", "permenpanrb-59-2020:46", "permenpanrb-59-2020:47"],
        run: tindak_lanjut,
    },
];

/// How much was asked and published. Which level it is worth a person judges: the criteria ask for teams and trials too.
fn kepuasan(app: App) -> BoxFuture<Result<Fact>> {
    Box::pin(async move {
        let sejak = app.today().saturating_sub(SEGAR);
        let text = "select count(*) as masa, count(distinct unit) as unit, \
                    count(case when status = 'terbit' then 1 end) as terbit, \
                    max(case when status = 'terbit' then selesai end) as terbaru from periode_survei where selesai >= $1";
        let row = app.db.one(text, args![sejak]).await?;
        let jawaban = app
            .db
            .one(
                "select coalesce(sum(r.n), 0) as n from survei_rekap r join periode_survei p on p.id = r.periode \
                 where r.dimensi = 'semua' and p.selesai >= $1",
                args![sejak],
            )
            .await?
            .get::<i64>("n")?;
        let masa: i64 = row.get("masa")?;
        let says = if masa == 0 {
            "Belum ada survei kepuasan dalam dua tahun terakhir.".to_owned()
        } else {
            format!(
                "{jawaban} jawaban dalam {masa} masa survei dari {} perangkat daerah dalam dua tahun terakhir; {} masa sudah diumumkan.",
                row.get::<i64>("unit")?,
                row.get::<i64>("terbit")?
            )
        };
        let newest: Option<Date> = row.get("terbaru")?;
        Ok(Fact { says, supports: None, href: Some("/survei".to_owned()), newest })
    })
}

fn tindak_lanjut(app: App) -> BoxFuture<Result<Fact>> {
    Box::pin(async move {
        let text = "select count(*) as semua, count(case when status = 'selesai' then 1 end) as selesai, \
                    count(case when status = 'berjalan' then 1 end) as berjalan, \
                    count(case when status = 'berjalan' and target < $1 then 1 end) as lewat, max(updated) as terbaru \
                    from tindak_lanjut_survei where status <> 'batal'";
        let row = app.db.one(text, args![app.today()]).await?;
        let semua: i64 = row.get("semua")?;
        let says = if semua == 0 {
            "Belum ada rencana tindak lanjut atas hasil survei.".to_owned()
        } else {
            format!(
                "{semua} rencana tindak lanjut atas hasil survei: {} selesai, {} berjalan, {} melewati targetnya.",
                row.get::<i64>("selesai")?,
                row.get::<i64>("berjalan")?,
                row.get::<i64>("lewat")?
            )
        };
        let newest: Option<time::OffsetDateTime> = row.get("terbaru")?;
        Ok(Fact {
            says,
            supports: None,
            href: Some("/tindak_lanjut_survei".to_owned()),
            newest: newest.map(|at| at.to_offset(app.offset()).date()),
        })
    })
}
