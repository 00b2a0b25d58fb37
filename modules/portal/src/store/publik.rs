//! What the public reads: only what is on show at the instant.
use kernel::{App, Error, Result, Val, args};
use time::{Date, Month, OffsetDateTime};
use uuid::Uuid;

use crate::model::{Jenis, KOLOM_TULISAN, KOLOM_VERSI, Tulisan, Versi};

/// A text with its public version.
#[derive(Debug, Clone)]
pub struct Dibaca {
    /// The text.
    pub tulisan: Tulisan,
    /// The version that the public reads.
    pub versi: Versi,
}

/// One line of a public list.
#[derive(Debug, Clone)]
pub struct Umum {
    /// The text.
    pub id: Uuid,
    /// Its address.
    pub href: String,
    /// Title.
    pub judul: String,
    /// Two sentences.
    pub ringkasan: String,
    /// Since when it is public.
    pub terbit: OffsetDateTime,
    /// When its public version last changed.
    pub diubah: OffsetDateTime,
    /// Whose it is.
    pub unit: Option<Uuid>,
}

/// What a public list is narrowed to, and after which place it goes on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Letak<'a> {
    /// Code of the category; empty for all.
    pub kategori: &'a str,
    /// Only of this unit.
    pub unit: Option<Uuid>,
    /// After this text.
    pub sesudah: Option<(OffsetDateTime, Uuid)>,
}

/// Texts on show, newest first.
pub async fn umum(app: &App, jenis: Jenis, letak: Letak<'_>, now: OffsetDateTime, limit: usize) -> Result<Vec<Umum>> {
    let mut values: Vec<Val> = args![jenis.as_str(), now];
    // What is on show came out before now: said so that the index in this order is taken however few the texts are.
    let mut wheres =
        String::from("t.jenis = $1 and t.tampil and t.terbit <= $2 and (t.sampai is null or t.sampai > $2)");
    if !letak.kategori.is_empty() {
        values.push(letak.kategori.into());
        wheres.push_str(&format!(" and t.kategori = ${}", values.len()));
    }
    if let Some(unit) = letak.unit {
        values.push(unit.into());
        wheres.push_str(&format!(" and t.unit = ${}", values.len()));
    }
    if let Some((terbit, id)) = letak.sesudah {
        values.extend(args![terbit, id]);
        let (first, second) = (values.len() - 1, values.len());
        wheres.push_str(&format!(" and (t.terbit, t.id) < (${first}, ${second})"));
    }
    let text = format!(
        "select t.id, t.siput, t.unit, t.terbit, t.diubah, v.judul, v.ringkasan from tulisan t \
         join tulisan_versi v on v.id = t.versi_terbit where {wheres} order by t.terbit desc, t.id desc limit {limit}"
    );
    app.db
        .query(&text, values)
        .await?
        .iter()
        .map(|row| {
            Ok(Umum {
                id: row.get("id")?,
                href: format!("/{}/{}", jenis.as_str(), row.get::<String>("siput")?),
                judul: row.get("judul")?,
                ringkasan: row.get("ringkasan")?,
                terbit: row.get("terbit")?,
                diubah: row.get("diubah")?,
                unit: row.get("unit")?,
            })
        })
        .collect()
}

async fn satu(app: &App, condition: &str, mut values: Vec<Val>, now: OffsetDateTime) -> Result<Dibaca> {
    values.push(now.into());
    let text = format!(
        "select {KOLOM_TULISAN}, {KOLOM_VERSI} from tulisan t join tulisan_versi v on v.id = t.versi_terbit \
         where {condition} and t.tampil and (t.sampai is null or t.sampai > ${})",
        values.len()
    );
    let row = app.db.one(&text, values).await?;
    Ok(Dibaca { tulisan: Tulisan::from_row(&row)?, versi: Versi::from_row(&row)? })
}

/// The text of a public address.
///
/// # Errors
/// [`Error::NotFound`] when there is none on show.
pub async fn baca(app: &App, jenis: Jenis, siput: &str, now: OffsetDateTime) -> Result<Dibaca> {
    satu(app, "t.jenis = $1 and t.siput = $2", args![jenis.as_str(), siput], now).await
}

/// A text on show by its id.
///
/// # Errors
/// [`Error::NotFound`] when there is none on show.
pub async fn baca_id(app: &App, jenis: Jenis, id: Uuid, now: OffsetDateTime) -> Result<Dibaca> {
    satu(app, "t.jenis = $1 and t.id = $2", args![jenis.as_str(), id], now).await
}

/// Where a text is now that once had this address; nothing when none on show had it.
pub async fn pindah(app: &App, jenis: Jenis, siput: &str, now: OffsetDateTime) -> Result<Option<String>> {
    let text = "select tulisan from tulisan_siput where jenis = $1 and siput = $2";
    let Some(row) = app.db.optional(text, args![jenis.as_str(), siput]).await? else { return Ok(None) };
    match baca_id(app, jenis, row.get("tulisan")?, now).await {
        Ok(found) => Ok(Some(found.tulisan.href())),
        Err(Error::NotFound) => Ok(None),
        Err(cause) => Err(cause),
    }
}

/// Categories in use: code and name.
pub async fn kategori(app: &App) -> Result<Vec<(String, String)>> {
    let rows =
        app.db.query("select kode, nama from kategori_berita where aktif order by nama limit 100", args![]).await?;
    rows.iter().map(|row| Ok((row.get("kode")?, row.get("nama")?))).collect()
}

/// The months from the first to the last news on show, newest first, for the site map.
pub async fn bulan_berita(app: &App) -> Result<Vec<Date>> {
    let edge = async |order: &str| -> Result<Option<OffsetDateTime>> {
        let text = format!(
            "select t.terbit from tulisan t where t.jenis = 'berita' and t.tampil and t.terbit <= $1 order by t.terbit {order}, t.id {order} limit 1"
        );
        Ok(app.db.optional(&text, args![app.now()]).await?.map(|row| row.get("terbit")).transpose()?)
    };
    let (Some(first), Some(last)) = (edge("asc").await?, edge("desc").await?) else { return Ok(vec![]) };
    let zone = app.profile.zone();
    let first = zone.tanggal(first).replace_day(1).map_err(Error::internal)?;
    let mut month = zone.tanggal(last).replace_day(1).map_err(Error::internal)?;
    let mut months = vec![];
    while month >= first && months.len() < 1200 {
        months.push(month);
        month = sebelum(month);
    }
    Ok(months)
}

/// The first day of the month before.
pub fn sebelum(month: Date) -> Date {
    let year = if month.month() == Month::January { month.year() - 1 } else { month.year() };
    Date::from_calendar_date(year, month.month().previous(), 1).unwrap_or(Date::MIN)
}

/// Addresses on show with the day of their last change: of news those that came out from one instant to before another.
pub async fn isi_peta(
    app: &App,
    jenis: Jenis,
    masa: Option<(OffsetDateTime, OffsetDateTime)>,
    now: OffsetDateTime,
    limit: usize,
) -> Result<Vec<(String, OffsetDateTime)>> {
    let mut values: Vec<Val> = args![jenis.as_str(), now];
    let mut wheres =
        String::from("t.jenis = $1 and t.tampil and t.terbit <= $2 and (t.sampai is null or t.sampai > $2)");
    if let Some((dari, sampai)) = masa {
        values.extend(args![dari, sampai]);
        wheres.push_str(" and t.terbit >= $3 and t.terbit < $4");
    }
    let text = format!(
        "select t.siput, t.diubah from tulisan t where {wheres} order by t.terbit desc, t.id desc limit {limit}"
    );
    let rows = app.db.query(&text, values).await?;
    let href = |siput: String| format!("/{}/{siput}", jenis.as_str());
    rows.iter().map(|row| Ok((href(row.get("siput")?), row.get("diubah")?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn months_go_back_over_the_year() {
        assert_eq!(sebelum(date!(2026 - 03 - 01)), date!(2026 - 02 - 01));
        assert_eq!(sebelum(date!(2026 - 01 - 01)), date!(2025 - 12 - 01));
    }
}
