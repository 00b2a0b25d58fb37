//! Fills the kernel's calendar port from the register of holidays and the working days of the profile.
use kernel::indonesia::kerja::{HariKerja, JamMinggu, JenisLibur, Kalender, Libur, Selang};
use kernel::{App, BoxFuture, Error, Result, args};
use serde::Deserialize;
use time::Weekday;

#[derive(Deserialize, Default)]
struct Settings {
    #[serde(default)]
    hari_kerja: Vec<String>,
    #[serde(default)]
    jam_masuk: String,
    #[serde(default)]
    jam_pulang: String,
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "senin" => Weekday::Monday,
        "selasa" => Weekday::Tuesday,
        "rabu" => Weekday::Wednesday,
        "kamis" => Weekday::Thursday,
        "jumat" => Weekday::Friday,
        "sabtu" => Weekday::Saturday,
        "minggu" => Weekday::Sunday,
        _ => return None,
    })
}

fn hour(text: &str) -> Option<(u8, u8)> {
    let (hours, minutes) = text.split_once([':', '.'])?;
    Some((hours.parse().ok()?, minutes.parse().ok()?))
}

fn days_and_hours(app: &App) -> Result<(HariKerja, JamMinggu)> {
    if !app.profile.has("pengaturan") {
        return Ok((HariKerja::LIMA, JamMinggu::lima_hari()));
    }
    let settings: Settings = app.profile.section("pengaturan")?;
    if settings.hari_kerja.is_empty() {
        return Ok((HariKerja::LIMA, JamMinggu::lima_hari()));
    }
    let days = settings.hari_kerja.iter().map(|name| weekday(name).ok_or(name)).collect::<Result<Vec<_>, _>>();
    let days = days.map_err(|name| Error::refused(format!("Profil: hari kerja \"{name}\" tidak dikenal")))?;
    let hours = match (hour(&settings.jam_masuk), hour(&settings.jam_pulang)) {
        (Some(from), Some(to)) => {
            let stretch =
                Selang::new(from, to).ok_or_else(|| Error::refused("Profil: jam pulang harus sesudah jam masuk"))?;
            days.iter().fold(JamMinggu::new(), |week, day| week.atur(*day, vec![stretch]))
        }
        _ => JamMinggu::lima_hari(),
    };
    Ok((HariKerja::dari(days), hours))
}

/// The working calendar of the regency.
pub fn calendar(app: App) -> BoxFuture<Result<Kalender>> {
    Box::pin(async move {
        let (days, hours) = days_and_hours(&app)?;
        let rows = app.db.query("select tanggal, nama, jenis from hari_libur order by tanggal", args![]).await?;
        let mut holidays = vec![];
        for row in &rows {
            let jenis = match row.get::<String>("jenis")?.as_str() {
                "libur_nasional" => JenisLibur::LiburNasional,
                "cuti_bersama" => JenisLibur::CutiBersama,
                _ => JenisLibur::LiburDaerah,
            };
            holidays.push((row.get("tanggal")?, Libur { nama: row.get("nama")?, jenis }));
        }
        Kalender::new(app.profile.zone(), days, hours, holidays, vec![])
            .map_err(|cause| Error::refused(format!("Kalender: {cause}")))
    })
}
