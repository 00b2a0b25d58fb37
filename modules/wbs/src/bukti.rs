//! What the evaluation learns of the channel: that it is there and what it can do, and figures that tell nobody of a report.
use kernel::module::{Fact, Probe};
use kernel::{App, BoxFuture, Result};

use crate::model::Peran;
use crate::rules::samar;
use crate::store;

/// The probes: reporting of violations (PermenPANRB 5/2018), complaints and internal supervision (PermenPANRB 59/2020).
pub const PROBES: &[Probe] = &[Probe {
    key: "wbs.saluran",
    title: "Saluran pelaporan pelanggaran (WBS)",
    indicators: &["permenpanrb-5-2018:34", "permenpanrb-59-2020:39", "permenpanrb-59-2020:42"],
    run: saluran,
}];

/// The highest level that the channel supports by itself: reports are taken 2, and followed up in it with word to the reporter 3. That it
/// exchanges with others (4) or was improved after a review (5) no record of it can show.
pub fn tingkat(buka: bool, ditangani: bool) -> Option<u8> {
    match (buka, ditangani) {
        (false, _) => None,
        (true, false) => Some(2),
        (true, true) => Some(3),
    }
}

fn saluran(app: App) -> BoxFuture<Result<Fact>> {
    Box::pin(async move {
        let penangan = store::kunci::aktif(&app, Peran::Penangan).await?.len();
        let eskro = store::eskro::aktif(&app).await?;
        let buka = penangan > 0 && !eskro.is_empty();
        let text =
            "select count(*) as semua, sum(case when status <> 'baru' then 1 else 0 end) as ditangani from wbs_laporan";
        let row = store::db(&app).await?.one(text, vec![]).await?;
        let semua = u64::try_from(row.get::<i64>("semua")?).unwrap_or(0);
        // Less than five handled reports say nothing: the level would tell that there is one.
        let ditangani = u64::try_from(row.get::<Option<i64>>("ditangani")?.unwrap_or(0)).unwrap_or(0);
        let says = if buka {
            let jumlah = samar(semua).map_or_else(|| "kurang dari 5".to_owned(), |n| format!("sekitar {n}"));
            format!(
                "Saluran terbuka bagi pelapor: {penangan} penangan, kunci cadangan ada; {jumlah} laporan tersimpan."
            )
        } else {
            "Saluran belum menerima laporan: kunci penerimanya belum siap.".to_owned()
        };
        let supports = tingkat(buka, samar(ditangani).is_some());
        Ok(Fact { says, supports, href: Some("/wbs".to_owned()), newest: None })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_supported_carefully() {
        for (buka, ditangani, level) in
            [(false, false, None), (false, true, None), (true, false, Some(2)), (true, true, Some(3))]
        {
            assert_eq!(tingkat(buka, ditangani), level);
        }
    }
}
