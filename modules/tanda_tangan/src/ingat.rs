//! Certificates that end: their holder and the administrators hear of it 90, 30 and 7 days before.
use kernel::notify::{Notice, notify};
use kernel::{App, Result, Subject, Write, args, indonesia};
use time::{Date, Duration};
use uuid::Uuid;

use crate::registers::SERTIFIKAT_ELEKTRONIK;
use crate::tabel;

/// On which days before the end people hear of it.
pub const HARI: [i64; 3] = [90, 30, 7];

/// The warning that is due today: the nearest of the days that have come. None before the first, and none after the end
/// for who was warned before.
pub fn langkah(akhir: Date, hari_ini: Date) -> Option<i64> {
    let sisa = (akhir - hari_ini).whole_days();
    HARI.into_iter().filter(|hari| sisa <= *hari).min().filter(|_| sisa >= 0)
}

/// Sends what is due, each warning once.
pub async fn jalankan(app: &App) -> Result<()> {
    let hari_ini = app.today();
    let text = "select id, subjek, akhir, owner from sertifikat_elektronik \
                where keadaan = 'aktif' and akhir >= $1 and akhir <= $2 order by akhir, id limit 2000";
    let rows = app.db.query(text, args![hari_ini, hari_ini + Duration::days(90)]).await?;
    let mut pengurus = app.holders("admin", None).await?;
    pengurus.extend(app.holders("diskominfo", None).await?);
    for row in rows {
        let (id, akhir): (Uuid, Date) = (row.get("id")?, row.get("akhir")?);
        let Some(hari) = langkah(akhir, hari_ini) else { continue };
        let text = "select 1 as satu from ttd_peringatan where sertifikat = $1 and hari = $2 and akhir = $3";
        if app.db.optional(text, args![id, hari, akhir]).await?.is_some() {
            continue;
        }
        let mut kepada = pengurus.clone();
        kepada.extend(row.get::<Option<Uuid>>("owner")?);
        let subjek: String = row.get("subjek")?;
        let mut write = Write::system(app, "tanda_tangan.sertifikat_berakhir").await?;
        let values = vec![("sertifikat", id.into()), ("hari", hari.into()), ("akhir", akhir.into())];
        write.insert(&tabel::peringatan(), Uuid::now_v7(), values).await?;
        let notice = Notice {
            title: format!("Sertifikat elektronik berakhir {}", indonesia::tanggal::panjang(akhir)),
            body: format!("{subjek}. Urus penggantinya sebelum tanggal itu, supaya penandatanganan tidak terhenti."),
            href: SERTIFIKAT_ELEKTRONIK.record_href(id),
            event: "tanda_tangan.sertifikat_berakhir".into(),
        };
        notify(&mut write, &kepada, notice).await?;
        write.commit(&Subject::new(SERTIFIKAT_ELEKTRONIK.key, id, SERTIFIKAT_ELEKTRONIK.record_href(id))).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn warnings_are_due_on_their_days_and_not_after_the_end() {
        let akhir = date!(2026 - 12 - 31);
        let table =
            [(91, None), (90, Some(90)), (31, Some(90)), (30, Some(30)), (7, Some(7)), (0, Some(7)), (-1, None)];
        for (before, expected) in table {
            assert_eq!(langkah(akhir, akhir - Duration::days(before)), expected, "{before}");
        }
    }
}
