//! Counts of obligations by status, made by the database.

use super::pelaksanaan::ROWS;
use crate::rules::kepatuhan::Rekap;
use crate::rules::status::Status;
use kernel::{App, Error, Result, Scope, Val, args};
use std::collections::BTreeMap;
use time::{Date, Duration};
use uuid::Uuid;

/// What is counted.
#[derive(Debug, Clone)]
pub struct Cakupan<'a> {
    /// Codes of the duties that count: those that the regulation demands.
    pub kode: &'a [String],
    /// Year of the due date.
    pub tahun: Option<i32>,
    pub hari_ini: Date,
    pub hari_mendekati: u16,
}

/// Counts by duty, by actor and unit, and the newest accepted evidence by duty.
#[derive(Debug, Clone, Default)]
pub struct Hasil {
    pub kewajiban: BTreeMap<String, Rekap>,
    pub penanggung: BTreeMap<(String, Option<Uuid>), Rekap>,
    /// Evidence waiting for an examiner.
    pub diperiksa: u32,
    /// Fulfilled with evidence dated after the due date.
    pub terpenuhi_terlambat: u32,
}

fn urai(kode: &str) -> Result<Status> {
    Ok(match kode {
        "terpenuhi" => Status::Terpenuhi,
        "tidak_berlaku" => Status::TidakBerlaku,
        "terlambat" => Status::Terlambat,
        "jatuh_tempo" => Status::JatuhTempo,
        "mendekati" => Status::Mendekati,
        "belum" => Status::BelumJatuhTempo,
        lain => return Err(Error::internal(format!("unknown status {lain}"))),
    })
}

fn tambah(rekap: &mut Rekap, status: Status, n: u32) {
    match status {
        Status::BelumJatuhTempo => rekap.belum_jatuh_tempo += n,
        Status::Mendekati => rekap.mendekati += n,
        Status::JatuhTempo => rekap.jatuh_tempo += n,
        Status::Terlambat => rekap.terlambat += n,
        Status::Terpenuhi => rekap.terpenuhi += n,
        Status::TidakBerlaku => rekap.tidak_berlaku += n,
    }
}

/// Adds the counts of one to another.
pub fn gabung(jumlah: &mut Rekap, bagian: &Rekap) {
    jumlah.belum_jatuh_tempo += bagian.belum_jatuh_tempo;
    jumlah.mendekati += bagian.mendekati;
    jumlah.jatuh_tempo += bagian.jatuh_tempo;
    jumlah.terlambat += bagian.terlambat;
    jumlah.terpenuhi += bagian.terpenuhi;
    jumlah.tidak_berlaku += bagian.tidak_berlaku;
}

/// The condition and its values.
fn syarat(scope: Option<&Scope>, cakupan: &Cakupan<'_>, values: &mut Vec<Val>) -> String {
    let mut parts = vec!["p.keadaan <> 'gugur'".to_owned()];
    parts.extend(scope.map(|scope| scope.filter(&ROWS, values)));
    let marks: Vec<String> = cakupan
        .kode
        .iter()
        .map(|kode| {
            values.push(kode.as_str().into());
            format!("${}", values.len())
        })
        .collect();
    parts.push(if marks.is_empty() { "false".to_owned() } else { format!("p.kewajiban in ({})", marks.join(",")) });
    if let Some(tahun) = cakupan.tahun
        && let (Ok(awal), Ok(akhir)) = (
            Date::from_calendar_date(tahun, time::Month::January, 1),
            Date::from_calendar_date(tahun, time::Month::December, 31),
        )
    {
        values.extend(args![awal, akhir]);
        parts.push(format!("p.jatuh >= ${} and p.jatuh <= ${}", values.len() - 1, values.len()));
    }
    parts.join(" and ")
}

/// Counts in one statement: a row per duty, actor and status. Without a scope the program counts for itself, over everything.
pub async fn hitung(app: &App, scope: Option<&Scope>, cakupan: &Cakupan<'_>) -> Result<Hasil> {
    let dekat = cakupan.hari_ini.saturating_add(Duration::days(i64::from(cakupan.hari_mendekati)));
    let mut values = args![cakupan.hari_ini, dekat];
    let where_ = syarat(scope, cakupan, &mut values);
    let text = format!(
        "select p.kewajiban, p.penanggung, p.unit, \
         case when p.keadaan in ('terpenuhi','tidak_berlaku') then p.keadaan when p.jatuh < $1 then 'terlambat' \
         when p.jatuh = $1 then 'jatuh_tempo' when p.jatuh <= $2 then 'mendekati' else 'belum' end as status, \
         count(*) as n, sum(case when p.keadaan = 'diperiksa' then 1 else 0 end) as diperiksa, \
         sum(case when p.keadaan = 'terpenuhi' and p.tanggal_bukti > p.jatuh then 1 else 0 end) as lambat \
         from kewajiban_pelaksanaan p where {where_} group by 1, 2, 3, 4"
    );
    let mut hasil = Hasil::default();
    for row in app.db.query(&text, values).await? {
        let status = urai(&row.get::<String>("status")?)?;
        let n = u32::try_from(row.get::<i64>("n")?).unwrap_or(u32::MAX);
        tambah(hasil.kewajiban.entry(row.get("kewajiban")?).or_default(), status, n);
        tambah(hasil.penanggung.entry((row.get("penanggung")?, row.get("unit")?)).or_default(), status, n);
        hasil.diperiksa += u32::try_from(row.get::<i64>("diperiksa")?).unwrap_or_default();
        hasil.terpenuhi_terlambat += u32::try_from(row.get::<i64>("lambat")?).unwrap_or_default();
    }
    Ok(hasil)
}

/// Date of the newest accepted evidence.
pub async fn bukti_terbaru(app: &App, scope: Option<&Scope>, cakupan: &Cakupan<'_>) -> Result<Option<Date>> {
    let mut values = vec![];
    let where_ = syarat(scope, cakupan, &mut values);
    let text = format!(
        "select max(p.tanggal_bukti) as terbaru from kewajiban_pelaksanaan p where p.keadaan = 'terpenuhi' and {where_}"
    );
    Ok(app.db.one(&text, values).await?.get("terbaru")?)
}
